//! What the policies of browsers say of certificate authorities.
//!
//! Takes the texts of Chromium's managed policies and of Firefox's `policies.json`, reads nothing itself and needs no
//! permission. Cannot see policies that a browser gets from its maker's cloud.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use custodia_core::fact::Cause;
use custodia_core::value::Digest;
use serde::Deserialize;

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct ChromiumPolicy {
    #[serde(rename = "CACertificates", default)]
    certificates: Vec<String>,
    #[serde(rename = "CACertificatesWithConstraints", default)]
    constrained: Vec<Constrained>,
}

#[derive(Deserialize)]
struct Constrained {
    certificate: String,
}

/// The digests of the certificates that a policy has Chromium trust.
pub(super) fn chromium_policy(bytes: &[u8]) -> Result<Vec<Digest>, Cause> {
    let policy: ChromiumPolicy = serde_json::from_slice(bytes).map_err(|_| Cause::Malformed)?;
    let constrained = policy.constrained.into_iter().map(|constrained| constrained.certificate);
    let texts = policy.certificates.into_iter().chain(constrained);
    texts
        .map(|text| STANDARD.decode(text.trim()).map(|der| Digest::of(&der)).map_err(|_| Cause::Malformed))
        .collect()
}

#[derive(Deserialize)]
struct MozillaPolicy {
    #[serde(default)]
    policies: Policies,
}

#[derive(Default, Deserialize)]
struct Policies {
    #[serde(rename = "Certificates", default)]
    certificates: Certificates,
}

#[derive(Default, Deserialize)]
struct Certificates {
    #[serde(rename = "Install", default)]
    install: Vec<String>,
}

/// The certificates that a policy has Firefox take.
pub(super) fn mozilla_policy(bytes: &[u8]) -> Result<Vec<String>, Cause> {
    let policy: MozillaPolicy = serde_json::from_slice(bytes).map_err(|_| Cause::Malformed)?;
    Ok(policy.policies.certificates.install)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn policies_name_their_certificates() {
        let der = STANDARD.encode([0x30, 0]);
        let policy = format!(
            r#"{{"CACertificates": ["{der}"], "CACertificatesWithConstraints": [{{"certificate": "{der}"}}], "x": 1}}"#
        );
        assert_eq!(chromium_policy(policy.as_bytes()).map(|found| found.len()), Ok(2));
        assert_eq!(chromium_policy(b"{}"), Ok(Vec::new()));
        assert_eq!(chromium_policy(br#"{"CACertificates": ["?"]}"#), Err(Cause::Malformed));
        let policy =
            br#"{"policies": {"Certificates": {"ImportEnterpriseRoots": true, "Install": ["a.der"]}}}"#;
        assert_eq!(mozilla_policy(policy), Ok(vec!["a.der".to_owned()]));
        assert_eq!(mozilla_policy(b"{}"), Ok(Vec::new()));
    }

    proptest! {
        #[test]
        fn any_bytes_are_read_to_an_end(bytes in prop::collection::vec(any::<u8>(), 0..300)) {
            let _ = chromium_policy(&bytes);
            let _ = mozilla_policy(&bytes);
        }
    }
}
