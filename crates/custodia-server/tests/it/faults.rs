//! Faults: a locked or full database, a stop in the middle, connections that say nothing.

use std::os::unix::fs::PermissionsExt as _;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use custodia::clock;
use custodia_core::report::Receipts;
use custodia_core::verdict::Status;
use custodia_server::server::{Config, Server};
use custodia_server::store::StoreOptions;
use reqwest::StatusCode;
use sqlx::Connection as _;
use sqlx::sqlite::{SqliteConnectOptions, SqliteConnection};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};

use super::support::device::body;
use super::support::{JOSE, TestServer, problem};

async fn second_connection(server: &TestServer) -> SqliteConnection {
    let path = server.directory.path().join("custodia.sqlite3");
    SqliteConnection::connect_with(&SqliteConnectOptions::new().filename(path)).await.unwrap()
}

#[tokio::test]
async fn a_locked_database_is_told_and_nothing_is_lost() {
    let server = TestServer::start().await;
    let mut device = server.enrol(1).await;
    let signed = device.report(body([Status::Pass; 4]), clock::now());
    let mut other = second_connection(&server).await;
    sqlx::query("BEGIN IMMEDIATE").execute(&mut other).await.unwrap();

    let answer = server.report(signed.clone()).await;

    assert_eq!(answer.status(), StatusCode::SERVICE_UNAVAILABLE);
    assert_eq!(answer.headers()["retry-after"], "30");
    problem(answer, "storage-unavailable").await;
    assert_eq!(server.view(device.id).await.stored, 0, "readers go on");
    sqlx::query("ROLLBACK").execute(&mut other).await.unwrap();
    let answer = server.report(signed).await;
    assert_eq!(answer.status(), StatusCode::OK);
    assert_eq!(answer.json::<Receipts>().await.unwrap().receipts.len(), 1);
}

#[tokio::test]
async fn a_full_database_stores_nothing_half_and_recovers() {
    let options = StoreOptions { busy_timeout: Duration::from_secs(1), max_pages: Some(60) };
    let server = TestServer::start_with(options).await;
    let mut device = server.enrol(1).await;
    let mut stored = 0;

    let refused = loop {
        let signed = device.report(body([Status::Pass; 4]), clock::now());
        let answer = server.report(signed.clone()).await;
        if answer.status() != StatusCode::OK {
            assert_eq!(answer.status(), StatusCode::SERVICE_UNAVAILABLE);
            problem(answer, "storage-unavailable").await;
            break signed;
        }
        stored += 1;
        assert!(stored < 1000, "the database never fills");
    };

    let view = server.view(device.id).await;
    assert_eq!((view.stored, view.head_sequence), (stored, stored));
    for _ in 0..3 {
        assert_eq!(server.report(refused.clone()).await.status(), StatusCode::SERVICE_UNAVAILABLE);
    }
    let mut other = second_connection(&server).await;
    let intact: String = sqlx::query_scalar("PRAGMA integrity_check").fetch_one(&mut other).await.unwrap();
    assert_eq!(intact, "ok");
    let TestServer { server, directory, .. } = server;
    server.stop().await;
    drop(other);

    let config = Config::new(directory.path(), ([127, 0, 0, 1], 0).into());
    let store = config.open_store().await.unwrap();
    let key = device.key.public();
    let report = custodia_core::report::Report::open(&refused, &key).unwrap();
    let digest = custodia_core::value::Digest::of(refused.as_bytes());
    let verified = custodia_server::store::ingest::VerifiedReport { report, signed: refused, digest };
    store.ingest(&[verified], clock::now()).await.unwrap();
    assert_eq!(store.device(device.id, clock::now()).await.unwrap().unwrap().stored, stored + 1);
}

#[tokio::test]
async fn a_stopping_server_ends_open_connections_soon() {
    let server = TestServer::start().await;
    let address = server.server.address();
    assert_eq!(server.get("/healthz").send().await.unwrap().status(), StatusCode::OK);
    let _silent = tokio::net::TcpStream::connect(address).await.unwrap();

    tokio::time::timeout(Duration::from_secs(12), server.server.stop()).await.unwrap();

    assert!(tokio::net::TcpStream::connect(address).await.is_err());
}

#[tokio::test]
async fn connections_that_say_nothing_are_cut() {
    let server = TestServer::start().await;
    let mut silent = tokio::net::TcpStream::connect(server.server.address()).await.unwrap();
    let mut byte = [0];

    let read = tokio::time::timeout(Duration::from_secs(12), silent.read(&mut byte)).await;

    assert_eq!(read.unwrap().unwrap_or(0), 0, "the server closes a connection without a handshake");
}

#[tokio::test]
async fn plain_http_gets_no_answer() {
    let server = TestServer::start().await;
    let mut stream = tokio::net::TcpStream::connect(server.server.address()).await.unwrap();

    stream.write_all(b"GET / HTTP/1.1\r\nhost: x\r\n\r\n").await.unwrap();

    let mut answer = Vec::new();
    let _ = stream.read_to_end(&mut answer).await;
    assert!(!answer.starts_with(b"HTTP"));
}

#[tokio::test]
async fn the_authority_stays_and_its_key_is_private() {
    let server = TestServer::start().await;
    let fingerprint = server.server.certificate().authority().fingerprint();
    let TestServer { server, directory, .. } = server;
    server.stop().await;

    let config = Config::new(directory.path(), ([127, 0, 0, 1], 0).into());
    let again = Server::start(&config).await.unwrap();

    assert_eq!(again.certificate().authority().fingerprint(), fingerprint);
    let mode = |path: &str| directory.path().join(path).metadata().unwrap().permissions().mode() & 0o777;
    assert_eq!((mode("tls/ca-key.pem"), mode("custodia.sqlite3")), (0o600, 0o600));
    assert_eq!((mode("tls"), mode("")), (0o700, 0o700));
}

#[tokio::test]
async fn a_missing_half_of_the_authority_is_an_error_with_a_hint() {
    let server = TestServer::start().await;
    let TestServer { server, directory, .. } = server;
    server.stop().await;
    fs_err::remove_file(directory.path().join("tls/ca-key.pem")).unwrap();

    let config = Config::new(directory.path(), ([127, 0, 0, 1], 0).into());
    let error = Server::start(&config).await.unwrap_err();

    assert!(error.to_string().contains("(hint: restore"), "{error}");
}

/// Kills the server in the middle of its work, again and again: what a device was told is stored must be there,
/// and a device that sends the rest again closes the chain.
#[tokio::test(flavor = "multi_thread")]
async fn what_was_acknowledged_survives_a_kill() {
    let server = TestServer::start().await;
    let mut device = server.enrol(1).await;
    let TestServer { server, directory, client } = server;
    let port = server.address().port();
    server.stop().await;
    let address = format!("https://127.0.0.1:{port}/api/v1/reports");

    let mut acknowledged = 0;
    let mut waiting: Option<String> = None;
    for round in 0..8 {
        let mut program = serve(directory.path(), port);
        let killed = tokio::spawn(async move {
            tokio::time::sleep(Duration::from_millis(400 + 90 * round)).await;
            program.kill().unwrap();
            program.wait().unwrap();
        });
        while !killed.is_finished() {
            let status = if device.head.sequence % 2 == 0 { Status::Pass } else { Status::Fail };
            let signed = waiting.take().unwrap_or_else(|| device.report(body([status; 4]), clock::now()));
            let request = client.post(&address).header("content-type", JOSE).body(signed.clone());
            if let Ok(answer) = request.send().await {
                assert_eq!(answer.status(), StatusCode::OK);
                acknowledged = device.head.sequence;
            } else {
                waiting = Some(signed);
                tokio::time::sleep(Duration::from_millis(5)).await;
            }
        }
        killed.await.unwrap();

        let store = Config::new(directory.path(), ([127, 0, 0, 1], 0).into()).open_store().await.unwrap();
        let view = store.device(device.id, clock::now()).await.unwrap().unwrap();
        store.close().await;
        assert!(view.head_sequence >= acknowledged, "{} of {acknowledged} are there", view.head_sequence);
        assert_eq!(view.stored, view.head_sequence);
        assert!(view.flags.is_empty() && view.missing.is_empty());
    }
    assert!(acknowledged > 8, "the server hardly came to work");
}

#[expect(clippy::disallowed_methods, reason = "the program under test")]
fn serve(directory: &Path, port: u16) -> Child {
    Command::new(env!("CARGO_BIN_EXE_custodia-server"))
        .args(["serve", "--listen", &format!("127.0.0.1:{port}"), "--directory"])
        .arg(directory)
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .unwrap()
}
