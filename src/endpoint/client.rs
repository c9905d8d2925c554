//! The HTTPS client: three requests, one certificate authority, short limits.

use std::error::Error as _;
use std::time::Duration;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use custodia_core::report::{Enrolled, Receipts};
use custodia_core::value::Digest;
use reqwest::header::{CONTENT_TYPE, HeaderMap};
use reqwest::{StatusCode, redirect};
use rustls_pki_types::CertificateDer;
use serde::Deserialize;
use serde::de::DeserializeOwned;
use tokio::runtime::{Builder, Runtime};

use super::tls::FingerprintVerifier;
use super::{Endpoint, EndpointError, EnrolmentLink, tls};
use crate::state::StateError;

/// The most bytes of an answer that are read.
const MAX_ANSWER: usize = 64 * 1024;

/// A client of one endpoint. Must not be used on a thread that drives an asynchronous runtime.
pub(super) struct Client {
    http: reqwest::Client,
    runtime: Runtime,
    address: String,
    verifier: Option<std::sync::Arc<FingerprintVerifier>>,
}

impl Client {
    /// A client that trusts the authority that a link names by its fingerprint.
    pub(super) fn for_enrolment(link: &EnrolmentLink) -> Result<Self, EndpointError> {
        let (config, verifier) = tls::trusting_fingerprint(link.fingerprint())?;
        Self::new(link.address(), config, Some(verifier))
    }

    /// A client that trusts the authority of an endpoint at which this device is enrolled.
    pub(super) fn for_endpoint(endpoint: &Endpoint) -> Result<Self, EndpointError> {
        let authority = STANDARD
            .decode(&endpoint.certificate_authority)
            .map_err(|_| StateError::Damaged { file: "endpoint.json" })?;
        Self::new(&endpoint.address, tls::trusting(&CertificateDer::from(authority))?, None)
    }

    fn new(
        address: &str,
        config: rustls::ClientConfig,
        verifier: Option<std::sync::Arc<FingerprintVerifier>>,
    ) -> Result<Self, EndpointError> {
        let http = reqwest::Client::builder()
            .tls_backend_preconfigured(config)
            .https_only(true)
            .redirect(redirect::Policy::none())
            .connect_timeout(Duration::from_secs(10))
            .timeout(Duration::from_mins(1))
            .user_agent(concat!("custodia/", env!("CARGO_PKG_VERSION")))
            .build()
            .map_err(|_| EndpointError::Cryptography)?;
        let runtime =
            Builder::new_current_thread().enable_all().build().map_err(|_| EndpointError::Cryptography)?;
        Ok(Self { http, runtime, address: address.to_owned(), verifier })
    }

    /// Sends a signed enrolment. Gives the endpoint's answer and its certificate authority in base64.
    pub(super) fn enroll(&self, signed: String) -> Result<(Enrolled, String), EndpointError> {
        let enrolled = self.post("/api/v1/enrolments", "application/jose", signed)?;
        let authority = self
            .verifier
            .as_ref()
            .and_then(|verifier| verifier.authority())
            .ok_or(EndpointError::Untrusted)?;
        Ok((enrolled, STANDARD.encode(authority)))
    }

    /// Delivers signed reports. They are stored at the endpoint if and only if this gives no error.
    pub(super) fn report(&self, reports: &[String]) -> Result<(), EndpointError> {
        let body = serde_json::json!({ "reports": reports }).to_string();
        let receipts: Receipts = self.post("/api/v1/reports", "application/json", body)?;
        let acknowledged = receipts.receipts.len() == reports.len()
            && receipts
                .receipts
                .iter()
                .zip(reports)
                .all(|(receipt, report)| receipt.report == Digest::of(report.as_bytes()));
        if acknowledged { Ok(()) } else { Err(EndpointError::Answer) }
    }

    /// Sends a signed good-bye.
    pub(super) fn leave(&self, signed: String) -> Result<(), EndpointError> {
        self.post::<serde::de::IgnoredAny>("/api/v1/leave", "application/jose", signed).map(|_| ())
    }

    fn post<T: DeserializeOwned>(
        &self,
        path: &str,
        content_type: &'static str,
        body: String,
    ) -> Result<T, EndpointError> {
        let request =
            self.http.post(format!("{}{path}", self.address)).header(CONTENT_TYPE, content_type).body(body);
        let (status, media_type, bytes) = self.runtime.block_on(async {
            let mut response = request.send().await.map_err(connection_error)?;
            let mut bytes = Vec::new();
            while let Some(chunk) = response.chunk().await.map_err(connection_error)? {
                if bytes.len() + chunk.len() > MAX_ANSWER {
                    return Err(EndpointError::Answer);
                }
                bytes.extend_from_slice(&chunk);
            }
            Ok((response.status(), media_type(response.headers()), bytes))
        })?;
        match media_type.as_str() {
            "application/json" if status.is_success() => {
                serde_json::from_slice(&bytes).map_err(|_| EndpointError::Answer)
            }
            "application/problem+json" if status.is_client_error() || status.is_server_error() => {
                Err(EndpointError::Refused { problem: problem(status, &bytes) })
            }
            _ => Err(EndpointError::Answer),
        }
    }
}

fn media_type(headers: &HeaderMap) -> String {
    headers
        .get(CONTENT_TYPE)
        .and_then(|value| value.to_str().ok())
        .and_then(|value| value.split(';').next())
        .map(|value| value.trim().to_ascii_lowercase())
        .unwrap_or_default()
}

fn connection_error(error: reqwest::Error) -> EndpointError {
    let mut source = error.source();
    while let Some(cause) = source {
        if let Some(rustls::Error::InvalidCertificate(_)) = cause.downcast_ref::<rustls::Error>() {
            return EndpointError::Untrusted;
        }
        // An I/O error that wraps another does not give it as its source.
        source = match cause.downcast_ref::<std::io::Error>().and_then(std::io::Error::get_ref) {
            Some(inner) => Some(inner),
            None => cause.source(),
        };
    }
    EndpointError::Unreachable(error)
}

/// The problems (RFC 9457) that an endpoint can answer with; the texts are under `refused-` and the name.
pub(crate) const PROBLEMS: &[&str] = &[
    "enrolment-token-invalid",
    "key-already-enrolled",
    "device-unknown",
    "device-left",
    "signature-invalid",
    "report-malformed",
    "report-too-large",
    "report-format-unknown",
    "sequence-conflict",
    "storage-unavailable",
];

fn problem(status: StatusCode, bytes: &[u8]) -> &'static str {
    #[derive(Deserialize)]
    struct Problem {
        r#type: String,
    }

    let name = serde_json::from_slice::<Problem>(bytes).map(|problem| problem.r#type).unwrap_or_default();
    let name = name.rsplit('/').next().unwrap_or_default();
    log::debug!("the endpoint answered with status {status}");
    PROBLEMS.iter().copied().find(|known| *known == name).unwrap_or("other")
}
