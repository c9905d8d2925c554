//! Whether an 802.1X connection checks whom it gives its credentials to.

/// What the settings of an 802.1X connection say about the server.
#[derive(Debug)]
pub(super) struct Authentication<'a> {
    /// The EAP methods.
    pub(super) methods: &'a [&'a str],
    /// The file of certificate authorities that may vouch for the server.
    pub(super) authority: Option<&'a str>,
    /// The folder of such authorities.
    pub(super) authorities: Option<&'a str>,
    /// Whether the server is held to a name.
    pub(super) named: bool,
}

/// Files and folders of the authorities that the whole system trusts, by the ends of their paths.
const OF_THE_SYSTEM: &[&str] = &[
    "/ca-certificates.crt",
    "/ca-bundle.crt",
    "/ca-bundle.pem",
    "/ca-bundle.trust.crt",
    "/tls-ca-bundle.pem",
    "/cert.pem",
    "/etc/ssl/certs",
    "/etc/pki/tls/certs",
    "/etc/ca-certificates/extracted",
];

impl Authentication<'_> {
    /// Nothing comes back for methods that send no certificate: they have nothing to check.
    ///
    /// An authority of its own is enough; with those of the whole system, which sign for anybody, the server
    /// must also be held to a name.
    pub(super) fn verifies_server(&self) -> Option<bool> {
        let sends =
            |method: &&str| ["tls", "peap", "ttls"].iter().any(|own| method.eq_ignore_ascii_case(own));
        self.methods.iter().any(sends).then(|| {
            let places = [self.authority, self.authorities].into_iter().flatten();
            let mut places = places.map(|place| place.trim_end_matches(['/', '\0'])).peekable();
            let is_checked = |place: &str| {
                // With a probe it asks for the certificate and takes any.
                !place.starts_with("probe")
                    && (self.named || !OF_THE_SYSTEM.iter().any(|end| place.ends_with(end)))
            };
            places.peek().is_some() && places.all(is_checked)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_server_is_verified_by_an_authority_of_its_own_or_by_a_name() {
        let own = Some("/home/ann/school.pem");
        let hash = Some("hash://server/sha256/00");
        let probe = Some("probe://");
        let system = Some("file:///etc/ssl/certs/ca-certificates.crt\0");
        let folder = Some("/etc/ssl/certs/");
        let cases: [(&[&str], _, _, bool, Option<bool>); 15] = [
            (&["PEAP"], None, None, false, Some(false)),
            (&["peap"], None, None, true, Some(false)),
            (&["PEAP"], own, None, false, Some(true)),
            (&["TLS"], own, None, false, Some(true)),
            (&["TLS"], None, None, false, Some(false)),
            (&["TTLS"], hash, None, false, Some(true)),
            (&["TTLS"], probe, None, true, Some(false)),
            (&["ttls"], system, None, false, Some(false)),
            (&["ttls"], system, None, true, Some(true)),
            (&["ttls"], None, folder, false, Some(false)),
            (&["ttls"], None, folder, true, Some(true)),
            (&["ttls"], own, folder, false, Some(false)),
            (&["PWD", "PEAP"], None, None, false, Some(false)),
            (&["PWD"], None, None, false, None),
            (&[], own, None, true, None),
        ];
        for (methods, authority, authorities, named, expected) in cases {
            let settings = Authentication { methods, authority, authorities, named };
            assert_eq!(settings.verifies_server(), expected, "{settings:?}");
        }
    }
}
