//! Connections: accepts them, takes the TLS handshake and hands requests to the router, all within limits.

use std::net::SocketAddr;
use std::pin::pin;
use std::sync::Arc;
use std::time::Duration;

use anyhow::{Context as _, Result};
use axum::Router;
use axum::extract::ConnectInfo;
use hyper::server::conn::http1;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::service::TowerToHyperService;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{OwnedSemaphorePermit, Semaphore, watch};
use tokio::task::JoinHandle;
use tokio_rustls::TlsAcceptor;

use crate::told::Told;

/// The most connections at once; further ones wait to be accepted.
const MAX_CONNECTIONS: usize = 1024;
/// How long a TLS handshake may take.
const HANDSHAKE_TIMEOUT: Duration = Duration::from_secs(10);
/// How long the head of a request may take, and how long a connection may lie idle between requests.
const HEADER_TIMEOUT: Duration = Duration::from_secs(15);
/// How long open requests may take to end when the server stops.
pub const STOP_TIMEOUT: Duration = Duration::from_secs(10);

/// A server that accepts connections until it is stopped.
#[derive(Debug)]
pub struct Running {
    address: SocketAddr,
    stop: watch::Sender<bool>,
    accepting: JoinHandle<()>,
    connections: Arc<Semaphore>,
}

impl Running {
    /// Listens on an address; connections wait until the server starts.
    ///
    /// # Errors
    ///
    /// When the address cannot be listened on.
    pub async fn bind(listen: SocketAddr) -> Result<TcpListener> {
        TcpListener::bind(listen).await.with_context(|| Told::new("error-listen").with("address", listen))
    }

    /// Serves the router to the connections that come in.
    ///
    /// # Errors
    ///
    /// When the system does not say which address is listened on.
    pub fn start(listener: TcpListener, tls: rustls::ServerConfig, router: Router) -> Result<Self> {
        let address = listener.local_addr()?;
        let (stop, stopped) = watch::channel(false);
        let connections = Arc::new(Semaphore::new(MAX_CONNECTIONS));
        let acceptor = TlsAcceptor::from(Arc::new(tls));
        let accepting = tokio::spawn(accept(listener, acceptor, router, Arc::clone(&connections), stopped));
        Ok(Self { address, stop, accepting, connections })
    }

    /// The address it listens on.
    #[must_use]
    pub const fn address(&self) -> SocketAddr {
        self.address
    }

    /// Accepts nothing more and lets open requests end, for [`STOP_TIMEOUT`] at most.
    pub async fn stop(self) {
        let _ = self.stop.send(true);
        let _ = self.accepting.await;
        let all = u32::try_from(MAX_CONNECTIONS).unwrap_or(u32::MAX);
        if tokio::time::timeout(STOP_TIMEOUT, self.connections.acquire_many(all)).await.is_err() {
            tracing::warn!("requests were still open when the server stopped");
        }
    }
}

async fn accept(
    listener: TcpListener,
    acceptor: TlsAcceptor,
    router: Router,
    connections: Arc<Semaphore>,
    mut stopped: watch::Receiver<bool>,
) {
    let stop = stopped.clone();
    let forever = async {
        loop {
            let Ok(permit) = Arc::clone(&connections).acquire_owned().await else { return };
            match listener.accept().await {
                Ok((stream, peer)) => {
                    let connection = Connection { stream, peer, permit, stopped: stop.clone() };
                    tokio::spawn(connection.serve(acceptor.clone(), router.clone()));
                }
                Err(error) => {
                    // Out of file descriptors, mostly: others must close first.
                    tracing::warn!(%error, "a connection could not be accepted");
                    tokio::time::sleep(Duration::from_millis(100)).await;
                }
            }
        }
    };
    tokio::select! {
        () = forever => {}
        _ = stopped.wait_for(|stopped| *stopped) => {}
    }
}

struct Connection {
    stream: TcpStream,
    peer: SocketAddr,
    permit: OwnedSemaphorePermit,
    stopped: watch::Receiver<bool>,
}

impl Connection {
    async fn serve(self, acceptor: TlsAcceptor, router: Router) {
        let Self { stream, peer, permit: _permit, mut stopped } = self;
        let _ = stream.set_nodelay(true);
        let stream = match tokio::time::timeout(HANDSHAKE_TIMEOUT, acceptor.accept(stream)).await {
            Ok(Ok(stream)) => stream,
            Ok(Err(error)) => return tracing::debug!(%error, "TLS handshake failed"),
            Err(_) => return tracing::debug!("TLS handshake took too long"),
        };
        let service = TowerToHyperService::new(router.layer(axum::Extension(ConnectInfo(peer))));
        let mut connection = pin!(
            http1::Builder::new()
                .timer(TokioTimer::new())
                .header_read_timeout(HEADER_TIMEOUT)
                .max_buf_size(64 * 1024)
                .serve_connection(TokioIo::new(stream), service)
        );
        let stop = async { stopped.wait_for(|stopped| *stopped).await.is_ok() };
        let ended = tokio::select! {
            ended = &mut connection => ended,
            _ = stop => {
                connection.as_mut().graceful_shutdown();
                connection.await
            }
        };
        if let Err(error) = ended {
            tracing::debug!(%error, "a connection ended early");
        }
    }
}
