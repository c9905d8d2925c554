//! Certificates in files: one in DER, or any number in PEM (RFC 7468), with their digests.
//!
//! Takes bytes, reads nothing itself and needs no permission. Cannot tell whether a certificate is still valid.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use custodia_core::value::Digest;

/// The digests of the certificates in a file: one in DER, or any number in PEM.
pub(super) fn digests(bytes: &[u8]) -> Vec<Digest> {
    if bytes.first() == Some(&0x30) {
        return element(bytes).map(Digest::of).into_iter().collect();
    }
    let text = String::from_utf8_lossy(bytes);
    let mut digests = Vec::new();
    let mut block: Option<String> = None;
    for line in text.lines().map(str::trim) {
        // The older and OpenSSL's own kinds of the block, the last with more behind the certificate.
        let label = |edge: &str| {
            let label = line.strip_prefix(edge)?.strip_suffix("-----")?;
            ["CERTIFICATE", "X509 CERTIFICATE", "TRUSTED CERTIFICATE"].contains(&label).then_some(())
        };
        if label("-----BEGIN ").is_some() {
            block = Some(String::new());
        } else if label("-----END ").is_some() {
            let der = block.take().and_then(|block| STANDARD.decode(block).ok());
            digests.extend(der.as_deref().and_then(element).map(Digest::of));
        } else if let Some(block) = &mut block {
            block.push_str(line);
        }
    }
    digests
}

/// The first element of DER, which is the certificate (X.690): its tag, its length and what it holds.
fn element(bytes: &[u8]) -> Option<&[u8]> {
    let (&[0x30, first], rest) = bytes.split_first_chunk()? else { return None };
    let (length, header) = match first {
        0..=0x7f => (usize::from(first), 2),
        0x81..=0x84 => {
            let count = usize::from(first & 0x7f);
            let length = rest.get(..count)?.iter().fold(0, |length, byte| length << 8 | usize::from(*byte));
            (length, 2 + count)
        }
        _ => return None,
    };
    bytes.get(..header.checked_add(length)?)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn certificates_are_found_in_der_and_pem() {
        let der = [0x30, 0x03, 1, 2, 3];
        let pem = |label: &str, der: &[u8]| {
            format!(
                "text\r\n-----BEGIN {label}-----\r\n{}\r\n-----END {label}-----\r\n",
                STANDARD.encode(der)
            )
        };
        let digest = Digest::of(&der);

        assert_eq!(digests(&der), [digest]);
        assert_eq!(digests(pem("CERTIFICATE", &der).as_bytes()), [digest]);
        assert_eq!(digests(pem("TRUSTED CERTIFICATE", &[&der[..], b"more"].concat()).as_bytes()), [digest]);
        assert_eq!(digests(pem("CERTIFICATE", &der).repeat(2).as_bytes()), [digest, digest]);
        for nothing in
            [&b""[..], b"\x30", b"\x30\x05abc", b"\x30\x85abcdef", b"-----BEGIN CERTIFICATE-----\nMAMB\n"]
        {
            assert_eq!(digests(nothing), []);
        }
        assert_eq!(digests(pem("PRIVATE KEY", &der).as_bytes()), []);
        let long: Vec<u8> = [&[0x30, 0x82, 0x01, 0x00][..], &[7; 256]].concat();
        assert_eq!(digests(&long), [Digest::of(&long)]);
    }

    proptest! {
        #[test]
        fn any_bytes_are_read_to_an_end(bytes in prop::collection::vec(any::<u8>(), 0..300)) {
            let _ = digests(&bytes);
            let _ = digests(&[b"-----BEGIN CERTIFICATE-----\n", &bytes[..], b"\n-----END CERTIFICATE-----"].concat());
        }
    }
}
