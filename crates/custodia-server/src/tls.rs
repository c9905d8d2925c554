//! The server's own certificate authority, and the certificate that it serves with.
//!
//! The authority is made once and kept; agents trust it alone, by the fingerprint in their enrolment link. The
//! server's certificate is made anew at every start and every month: its key never touches the disk.

use std::fs::Permissions;
use std::io::Write as _;
use std::net::IpAddr;
use std::os::unix::fs::PermissionsExt as _;
use std::path::Path;
use std::sync::{Arc, RwLock};

use anyhow::{Context as _, Result, bail};
use custodia_core::value::Digest;
use fs_err as fs;
use fs_err::os::unix::fs::OpenOptionsExt as _;
use jiff::{SignedDuration, Timestamp};
use rcgen::{
    BasicConstraints, CertificateParams, DistinguishedName, DnType, ExtendedKeyUsagePurpose, IsCa, Issuer,
    KeyPair, KeyUsagePurpose, SerialNumber,
};
use rustls::ServerConfig;
use rustls::crypto::CryptoProvider;
use rustls::server::{ClientHello, ResolvesServerCert};
use rustls::sign::CertifiedKey;
use rustls_pki_types::pem::PemObject as _;
use rustls_pki_types::{CertificateDer, PrivateKeyDer, PrivatePkcs8KeyDer};
use time::OffsetDateTime;

use crate::told::Told;

const AUTHORITY_LIFETIME: SignedDuration = SignedDuration::from_hours(10 * 365 * 24);
const CERTIFICATE_LIFETIME: SignedDuration = SignedDuration::from_hours(90 * 24);
/// Certificates begin a day early, for devices whose clock is slow.
const CLOCK_TOLERANCE: SignedDuration = SignedDuration::from_hours(24);

/// The certificate authority of one server directory.
pub struct Authority {
    issuer: Issuer<'static, KeyPair>,
    certificate: CertificateDer<'static>,
}

impl std::fmt::Debug for Authority {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "Authority({})", self.fingerprint())
    }
}

impl Authority {
    /// Reads the authority in a directory, or makes it if there is none.
    ///
    /// # Errors
    ///
    /// When its files cannot be read or written, or only one of the two is there.
    pub fn open(directory: &Path, now: Timestamp) -> Result<Self> {
        let certificate_path = directory.join("ca.pem");
        let key_path = directory.join("ca-key.pem");
        match (certificate_path.exists(), key_path.exists()) {
            (false, false) => {
                create_private_directory(directory)?;
                let key = KeyPair::generate()?;
                let mut params = parameters();
                params.not_before = offset(now - CLOCK_TOLERANCE)?;
                params.not_after = offset(now + AUTHORITY_LIFETIME)?;
                params.serial_number = Some(serial());
                let certificate = params.self_signed(&key)?;
                write_private(&key_path, &key.serialize_pem())?;
                write_private(&certificate_path, &certificate.pem())?;
            }
            (true, true) => {}
            (true, false) => bail!(half_of(&certificate_path, &key_path)),
            (false, true) => bail!(half_of(&key_path, &certificate_path)),
        }
        let key = KeyPair::from_pem(&fs::read_to_string(&key_path)?)
            .with_context(|| format!("no private key in {}", key_path.display()))?;
        let certificate = CertificateDer::from_pem_slice(&fs::read(&certificate_path)?)
            .map_err(|error| anyhow::anyhow!("no certificate in {}: {error}", certificate_path.display()))?;
        Ok(Self { issuer: Issuer::new(parameters(), key), certificate })
    }

    /// The SHA-256 of the certificate in lower-case hexadecimal digits: what enrolment links carry.
    #[must_use]
    pub fn fingerprint(&self) -> String {
        Digest::of(&self.certificate).to_hex()
    }

    /// The certificate.
    #[must_use]
    pub const fn certificate(&self) -> &CertificateDer<'static> {
        &self.certificate
    }

    fn issue(&self, names: &[String], provider: &CryptoProvider, now: Timestamp) -> Result<CertifiedKey> {
        let key = KeyPair::generate()?;
        let mut params = CertificateParams::new(names)?;
        params.distinguished_name = DistinguishedName::new();
        params.distinguished_name.push(DnType::CommonName, "Custodia");
        params.not_before = offset(now - CLOCK_TOLERANCE)?;
        params.not_after = offset(now + CERTIFICATE_LIFETIME)?;
        params.serial_number = Some(serial());
        params.use_authority_key_identifier_extension = true;
        params.key_usages = vec![KeyUsagePurpose::DigitalSignature];
        params.extended_key_usages = vec![ExtendedKeyUsagePurpose::ServerAuth];
        let certificate = params.signed_by(&key, &self.issuer)?;
        let key = PrivateKeyDer::Pkcs8(PrivatePkcs8KeyDer::from(key.serialize_der()));
        let key = provider.key_provider.load_private_key(key)?;
        Ok(CertifiedKey::new(vec![certificate.der().clone(), self.certificate.clone()], key))
    }
}

/// The certificate in use, which can be exchanged while connections come in.
#[derive(Debug)]
pub struct ServedCertificate {
    authority: Authority,
    names: Vec<String>,
    current: RwLock<Arc<CertifiedKey>>,
}

impl ServedCertificate {
    /// Issues the first certificate for the names and addresses that the server is reached by.
    ///
    /// # Errors
    ///
    /// When a name is none.
    pub fn new(authority: Authority, names: &[String], listen: IpAddr, now: Timestamp) -> Result<Self> {
        let mut all: Vec<String> = names.to_vec();
        all.extend(["localhost".to_owned(), "127.0.0.1".to_owned(), "::1".to_owned()]);
        if !listen.is_unspecified() {
            all.push(listen.to_string());
        }
        all.sort_unstable();
        all.dedup();
        let certificate = authority.issue(&all, &provider(), now).context(Told::new("error-certificate"))?;
        Ok(Self { authority, names: all, current: RwLock::new(Arc::new(certificate)) })
    }

    /// Exchanges the certificate for a new one.
    ///
    /// # Errors
    ///
    /// When the system gives no random numbers.
    pub fn renew(&self, now: Timestamp) -> Result<()> {
        let certificate = self.authority.issue(&self.names, &provider(), now)?;
        *self.current.write().unwrap_or_else(std::sync::PoisonError::into_inner) = Arc::new(certificate);
        Ok(())
    }

    /// The authority that issues it.
    #[must_use]
    pub const fn authority(&self) -> &Authority {
        &self.authority
    }
}

impl ResolvesServerCert for ServedCertificate {
    fn resolve(&self, _: ClientHello<'_>) -> Option<Arc<CertifiedKey>> {
        Some(Arc::clone(&self.current.read().unwrap_or_else(std::sync::PoisonError::into_inner)))
    }
}

/// The TLS settings of the server: TLS 1.2 and 1.3, HTTP/1.1.
///
/// # Errors
///
/// When the cryptographic provider supports neither version.
pub fn server_config(certificate: Arc<ServedCertificate>) -> Result<ServerConfig> {
    let mut config = ServerConfig::builder_with_provider(Arc::new(provider()))
        .with_protocol_versions(&[&rustls::version::TLS13, &rustls::version::TLS12])?
        .with_no_client_auth()
        .with_cert_resolver(certificate);
    config.alpn_protocols = vec![b"http/1.1".to_vec()];
    Ok(config)
}

/// The one cryptographic provider.
#[must_use]
pub fn provider() -> CryptoProvider {
    rustls::crypto::ring::default_provider()
}

/// Makes a directory that only its owner can enter.
///
/// # Errors
///
/// When it can be neither made nor closed to others.
pub fn create_private_directory(path: &Path) -> Result<()> {
    fs::create_dir_all(path)?;
    Ok(fs::set_permissions(path, Permissions::from_mode(0o700))?)
}

fn parameters() -> CertificateParams {
    let mut params = CertificateParams::default();
    params.distinguished_name = DistinguishedName::new();
    params.distinguished_name.push(DnType::CommonName, "Custodia CA");
    params.is_ca = IsCa::Ca(BasicConstraints::Constrained(0));
    params.key_usages = vec![KeyUsagePurpose::KeyCertSign, KeyUsagePurpose::CrlSign];
    params
}

fn serial() -> SerialNumber {
    SerialNumber::from_slice(uuid::Uuid::now_v7().as_bytes())
}

fn offset(moment: Timestamp) -> Result<OffsetDateTime> {
    Ok(OffsetDateTime::from_unix_timestamp(moment.as_second())?)
}

/// Writes a file that only its owner can read, whole or not at all.
fn write_private(path: &Path, text: &str) -> Result<()> {
    let partial = path.with_extension("partial");
    let mut options = fs::OpenOptions::new();
    options.write(true).create(true).truncate(true).mode(0o600);
    let mut file = options.open(&partial)?;
    file.write_all(text.as_bytes())?;
    file.sync_all()?;
    Ok(fs::rename(&partial, path)?)
}

fn half_of(present: &Path, absent: &Path) -> Told {
    Told::new("error-half-authority").with("present", present.display()).with("absent", absent.display())
}
