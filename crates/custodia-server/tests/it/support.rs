//! A server for one test, and the devices and browsers that talk to it.

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use custodia::clock;
use custodia_core::report::Enrolled;
use custodia_server::auth::password;
use custodia_server::secret::Secret;
use custodia_server::server::{Config, Server};
use custodia_server::store::{Store, StoreOptions};
use custodia_server::tls;
use reqwest::{Client, RequestBuilder, Response, StatusCode, redirect};
use rustls::{ClientConfig, RootCertStore};
use tempfile::TempDir;
use uuid::Uuid;

pub(crate) mod device;

use device::VirtualDevice;

pub(crate) const JOSE: &str = "application/jose";
pub(crate) const ADMINISTRATOR: &str = "ana";
pub(crate) const PASSWORD: &str = "una clave bastante larga";

pub(crate) struct TestServer {
    pub(crate) server: Server,
    pub(crate) directory: TempDir,
    pub(crate) client: Client,
}

impl TestServer {
    pub(crate) async fn start() -> Self {
        Self::start_with(StoreOptions { busy_timeout: Duration::from_millis(200), ..StoreOptions::default() })
            .await
    }

    pub(crate) async fn start_with(store: StoreOptions) -> Self {
        let directory = tempfile::tempdir().unwrap();
        let config = Config { store, ..Config::new(directory.path(), SocketAddr::from(([127, 0, 0, 1], 0))) };
        let server = Server::start(&config).await.unwrap();
        let client = client(&server);
        Self { server, directory, client }
    }

    pub(crate) fn store(&self) -> &Store {
        &self.server.app().store
    }

    pub(crate) fn url(&self, path: &str) -> String {
        format!("https://{}{path}", self.server.address())
    }

    pub(crate) fn get(&self, path: &str) -> RequestBuilder {
        self.client.get(self.url(path))
    }

    pub(crate) fn post(&self, path: &str) -> RequestBuilder {
        self.client.post(self.url(path))
    }

    /// Makes a token as an administrator does.
    pub(crate) async fn token(&self, label: &str) -> String {
        let token = Secret::for_link().unwrap();
        self.store().keep_enrolment_token(token.digest(), label, ADMINISTRATOR, clock::now()).await.unwrap();
        token.reveal().to_owned()
    }

    pub(crate) async fn post_jose(&self, path: &str, signed: impl Into<String>) -> Response {
        self.post(path).header("content-type", JOSE).body(signed.into()).send().await.unwrap()
    }

    pub(crate) async fn report(&self, signed: impl Into<String>) -> Response {
        self.post_jose("/api/v1/reports", signed).await
    }

    /// Enrols a device over the wire.
    pub(crate) async fn enrol(&self, seed: u8) -> VirtualDevice {
        self.enrol_labelled(seed, "").await
    }

    pub(crate) async fn enrol_labelled(&self, seed: u8, label: &str) -> VirtualDevice {
        let token = self.token(label).await;
        let mut device = VirtualDevice::new(seed);
        let answer = self.post_jose("/api/v1/enrolments", device.enrolment(&token, clock::now())).await;
        assert_eq!(answer.status(), StatusCode::CREATED);
        device.id = answer.json::<Enrolled>().await.unwrap().device;
        device
    }

    pub(crate) async fn flags(&self, device: Uuid) -> Vec<&'static str> {
        self.view(device).await.flags.iter().map(|raised| raised.flag.as_str()).collect()
    }

    pub(crate) async fn view(&self, device: Uuid) -> custodia_server::store::views::DeviceView {
        self.store().device(device, clock::now()).await.unwrap().unwrap()
    }

    pub(crate) async fn add_administrator(&self) {
        let hashed = password::hash_new(PASSWORD).unwrap();
        self.store().keep_administrator(ADMINISTRATOR, Some(&hashed), clock::now()).await.unwrap();
    }

    pub(crate) async fn try_sign_in(&self, name: &str, password: &str) -> Response {
        let form = format!("name={}&password={}", form_text(name), form_text(password));
        self.post_form("/sign-in", &form).send().await.unwrap()
    }

    pub(crate) fn post_form(&self, path: &str, form: &str) -> RequestBuilder {
        self.post(path)
            .header("content-type", "application/x-www-form-urlencoded")
            .header("sec-fetch-site", "same-origin")
            .body(form.to_owned())
    }

    /// Signs in and gives the session's cookie.
    pub(crate) async fn sign_in(&self) -> String {
        self.add_administrator().await;
        let answer = self.try_sign_in(ADMINISTRATOR, PASSWORD).await;
        assert_eq!(answer.status(), StatusCode::SEE_OTHER);
        session_cookie(&answer)
    }

    pub(crate) async fn page(&self, path: &str, cookie: &str) -> Response {
        self.get(path).header("cookie", cookie).send().await.unwrap()
    }
}

/// A client that trusts the server's own authority and nothing else, and follows no redirects.
fn client(server: &Server) -> Client {
    let mut roots = RootCertStore::empty();
    roots.add(server.certificate().authority().certificate().clone()).unwrap();
    let config = ClientConfig::builder_with_provider(Arc::new(tls::provider()))
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_root_certificates(roots)
        .with_no_client_auth();
    Client::builder()
        .tls_backend_preconfigured(config)
        .redirect(redirect::Policy::none())
        .no_proxy()
        .build()
        .unwrap()
}

/// `name=value` of the session cookie that an answer sets.
pub(crate) fn session_cookie(answer: &Response) -> String {
    let set = answer.headers()["set-cookie"].to_str().unwrap();
    set.split(';').next().unwrap().to_owned()
}

pub(crate) fn form_text(text: &str) -> String {
    text.bytes()
        .map(
            |byte| {
                if byte.is_ascii_alphanumeric() {
                    char::from(byte).to_string()
                } else {
                    format!("%{byte:02X}")
                }
            },
        )
        .collect()
}

/// Checks that an answer is the named problem document and gives it.
pub(crate) async fn problem(answer: Response, name: &str) -> serde_json::Value {
    let status = answer.status().as_u16();
    assert_eq!(answer.headers()["content-type"], "application/problem+json");
    let problem: serde_json::Value = answer.json().await.unwrap();
    assert_eq!(problem["type"], format!("/problems/{name}"), "{problem}");
    assert_eq!(problem["status"], status);
    problem
}
