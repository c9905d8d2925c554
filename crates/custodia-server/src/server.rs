//! The whole server: database, certificates, router and connections, put together.

use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use anyhow::{Context as _, Result};
use axum::http::StatusCode;
use axum::{Router, middleware};
use custodia::clock;
use custodia_core::policy::Domain;
use tokio::task::JoinHandle;
use tower_http::timeout::TimeoutLayer;
use tower_http::trace::TraceLayer;

use crate::app::{App, Site};
use crate::auth::password::Passwords;
use crate::records::mail::MailDns;
use crate::serve::Running;
use crate::store::{Store, StoreOptions};
use crate::tls::{self, Authority, ServedCertificate};
use crate::told::Told;
use crate::{api, web};

/// How long a request may take altogether, its body included.
const REQUEST_TIMEOUT: Duration = Duration::from_secs(15);
/// How often the server's certificate is made anew.
const RENEW_EVERY: Duration = Duration::from_hours(30 * 24);
/// The setting that other commands learn the server's address from.
pub const AUTHORITY_SETTING: &str = "authority";

/// What a server is started with.
#[derive(Clone, Debug)]
pub struct Config {
    /// Where certificates are kept, and the database if it stands nowhere else.
    pub directory: PathBuf,
    /// The database file, if it does not stand in the directory.
    pub database: Option<PathBuf>,
    /// The address to listen on.
    pub listen: SocketAddr,
    /// The host names and addresses that devices reach the server by; the first stands in links.
    pub names: Vec<String>,
    /// How the database is opened.
    pub store: StoreOptions,
    /// The resolver that is asked about mail domains; the machine's own if absent.
    pub resolver: Option<SocketAddr>,
    /// The blocklists that are asked about the hosts that take a domain's mail.
    pub blocklists: Vec<Domain>,
}

impl Config {
    /// A server with its database in its directory.
    #[must_use]
    pub fn new(directory: &Path, listen: SocketAddr) -> Self {
        Self {
            directory: directory.to_owned(),
            database: None,
            listen,
            names: Vec::new(),
            store: StoreOptions::default(),
            resolver: None,
            blocklists: Vec::new(),
        }
    }

    /// The database file.
    #[must_use]
    pub fn database(&self) -> PathBuf {
        self.database.clone().unwrap_or_else(|| self.directory.join("custodia.sqlite3"))
    }

    /// Where the certificates are kept.
    #[must_use]
    pub fn tls(&self) -> PathBuf {
        self.directory.join("tls")
    }

    /// Opens the database, in a directory that only its owner can enter.
    ///
    /// # Errors
    ///
    /// When the directory cannot be made or the database not opened.
    pub async fn open_store(&self) -> Result<Store> {
        tls::create_private_directory(&self.directory)?;
        let path = self.database();
        Store::open(&path, &self.store)
            .await
            .with_context(|| Told::new("error-database").with("path", path.display()))
    }
}

/// A server that runs.
#[derive(Debug)]
pub struct Server {
    running: Running,
    app: App,
    certificate: Arc<ServedCertificate>,
    renewal: JoinHandle<()>,
}

impl Server {
    /// Opens the database, makes certificates where there are none, and serves.
    ///
    /// # Errors
    ///
    /// When the directory, the database or the address cannot be used.
    pub async fn start(config: &Config) -> Result<Self> {
        let store = config.open_store().await?;
        let now = clock::now();
        let authority = Authority::open(&config.tls(), now)?;
        let fingerprint = authority.fingerprint();
        let certificate =
            Arc::new(ServedCertificate::new(authority, &config.names, config.listen.ip(), now)?);
        // The port is known only once the server listens, but links need it.
        let listener = Running::bind(config.listen).await?;
        let site = Site { authority: authority_of(config, listener.local_addr()?), fingerprint };
        store.keep_setting(AUTHORITY_SETTING, &site.authority).await?;
        let app = App {
            store,
            passwords: Passwords::new()?,
            tries: Arc::default(),
            site: Arc::new(site),
            mail_dns: MailDns::new(config.resolver, config.blocklists.clone()),
        };
        let running = Running::start(listener, tls::server_config(Arc::clone(&certificate))?, router(&app))?;
        let renewal = tokio::spawn(renew(Arc::clone(&certificate)));
        tracing::info!(address = %running.address(), "listening");
        Ok(Self { running, app, certificate, renewal })
    }

    /// The address it listens on.
    #[must_use]
    pub const fn address(&self) -> SocketAddr {
        self.running.address()
    }

    /// What its requests share.
    #[must_use]
    pub const fn app(&self) -> &App {
        &self.app
    }

    /// The certificate it serves with.
    #[must_use]
    pub fn certificate(&self) -> &ServedCertificate {
        &self.certificate
    }

    /// Lets open requests end and closes the database.
    pub async fn stop(self) {
        self.renewal.abort();
        self.running.stop().await;
        self.app.store.close().await;
        tracing::info!("stopped");
    }
}

fn router(app: &App) -> Router {
    api::routes()
        .merge(web::routes(app))
        .layer(TimeoutLayer::with_status_code(StatusCode::REQUEST_TIMEOUT, REQUEST_TIMEOUT))
        .layer(middleware::from_fn(web::with_headers))
        .layer(TraceLayer::new_for_http().make_span_with(|request: &axum::extract::Request| {
            // Addresses can carry one-time tokens: the route's pattern is enough.
            tracing::debug_span!("request", method = %request.method())
        }))
        .with_state(app.clone())
}

/// The host and port for links: the first name given, else the address listened on.
fn authority_of(config: &Config, address: SocketAddr) -> String {
    match config.names.first() {
        Some(name) if name.contains(':') => format!("[{name}]:{}", address.port()),
        Some(name) => format!("{name}:{}", address.port()),
        None if address.ip().is_unspecified() => format!("localhost:{}", address.port()),
        None => address.to_string(),
    }
}

async fn renew(certificate: Arc<ServedCertificate>) {
    loop {
        tokio::time::sleep(RENEW_EVERY).await;
        if let Err(error) = certificate.renew(clock::now()) {
            tracing::error!(%error, "the server's certificate could not be renewed");
        }
    }
}
