//! TLS with exactly one certificate authority: the one that the enrolment link names by its fingerprint.

use std::sync::{Arc, OnceLock};

use custodia_core::value::Digest;
use rustls::client::WebPkiServerVerifier;
use rustls::client::danger::{HandshakeSignatureValid, ServerCertVerified, ServerCertVerifier};
use rustls::crypto::CryptoProvider;
use rustls::{CertificateError, ClientConfig, DigitallySignedStruct, Error, RootCertStore, SignatureScheme};
use rustls_pki_types::{CertificateDer, ServerName, UnixTime};

use super::EndpointError;
use crate::state::StateError;

/// The one TLS provider.
fn provider() -> Arc<CryptoProvider> {
    Arc::new(rustls::crypto::ring::default_provider())
}

/// A configuration that trusts this certificate authority and no other.
pub(super) fn trusting(authority: &CertificateDer<'static>) -> Result<ClientConfig, EndpointError> {
    let mut roots = RootCertStore::empty();
    roots.add(authority.clone()).map_err(|_| StateError::Damaged { file: "endpoint.json" })?;
    Ok(builder()?.with_root_certificates(roots).with_no_client_auth())
}

/// A configuration that trusts the certificate authority with this fingerprint, which the endpoint has to
/// present in its chain, and no other.
pub(super) fn trusting_fingerprint(
    fingerprint: Digest,
) -> Result<(ClientConfig, Arc<FingerprintVerifier>), EndpointError> {
    let verifier = Arc::new(FingerprintVerifier { fingerprint, authority: OnceLock::new() });
    let config = builder()?
        .dangerous()
        .with_custom_certificate_verifier(Arc::clone(&verifier) as Arc<_>)
        .with_no_client_auth();
    Ok((config, verifier))
}

fn builder() -> Result<rustls::ConfigBuilder<ClientConfig, rustls::WantsVerifier>, EndpointError> {
    ClientConfig::builder_with_provider(provider())
        .with_protocol_versions(&[&rustls::version::TLS13])
        .map_err(|_| EndpointError::Cryptography)
}

/// Finds the certificate authority by its fingerprint among the presented certificates, then verifies the
/// endpoint's certificate against it in the usual way: names, dates, signatures.
#[derive(Debug)]
pub(super) struct FingerprintVerifier {
    fingerprint: Digest,
    authority: OnceLock<CertificateDer<'static>>,
}

impl FingerprintVerifier {
    /// The authority that verified a connection.
    pub(super) fn authority(&self) -> Option<&CertificateDer<'static>> {
        self.authority.get()
    }
}

impl ServerCertVerifier for FingerprintVerifier {
    fn verify_server_cert(
        &self,
        end_entity: &CertificateDer<'_>,
        intermediates: &[CertificateDer<'_>],
        server_name: &ServerName<'_>,
        ocsp_response: &[u8],
        now: UnixTime,
    ) -> Result<ServerCertVerified, Error> {
        let unknown = || Error::InvalidCertificate(CertificateError::UnknownIssuer);
        let authority = intermediates
            .iter()
            .find(|certificate| Digest::of(certificate) == self.fingerprint)
            .ok_or_else(unknown)?
            .clone()
            .into_owned();
        let mut roots = RootCertStore::empty();
        roots.add(authority.clone())?;
        let verified = WebPkiServerVerifier::builder_with_provider(Arc::new(roots), provider())
            .build()
            .map_err(|_| unknown())?
            .verify_server_cert(end_entity, intermediates, server_name, ocsp_response, now)?;
        // A second connection of the same client verifies against the same fingerprint: the same bytes.
        let _ = self.authority.set(authority);
        Ok(verified)
    }

    fn verify_tls12_signature(
        &self,
        _message: &[u8],
        _certificate: &CertificateDer<'_>,
        _signature: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, Error> {
        Err(Error::General("TLS 1.2 is not offered".to_owned()))
    }

    fn verify_tls13_signature(
        &self,
        message: &[u8],
        certificate: &CertificateDer<'_>,
        signature: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, Error> {
        rustls::crypto::verify_tls13_signature(
            message,
            certificate,
            signature,
            &provider().signature_verification_algorithms,
        )
    }

    fn supported_verify_schemes(&self) -> Vec<SignatureScheme> {
        provider().signature_verification_algorithms.supported_schemes()
    }
}
