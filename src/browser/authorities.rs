//! The certificate authorities that somebody added to a browser's or mail program's own store.
//!
//! Two stores are read: `cert9.db` of NSS, which Firefox, Thunderbird and, for the person, Chromium share, and
//! `ServerCertificate` of a Chromium profile. An authority counts by the trust that the store gives it, not by its
//! certificate alone: Firefox keeps certificates there that servers merely sent along. Of a certificate nothing but its
//! digest is kept.
//!
//! NSS writes an attribute of type `0x81` into the column `a81`, numbers in four bytes, the most significant first. Trust
//! has two forms: NSS's own objects, and from NSS 3.112 those of PKCS #11 3.2 (`CKO_TRUST`).

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use custodia_core::fact::Cause;
use custodia_core::value::Digest;

use super::sqlite::{self, Database, Row};

/// The most rows of certificates and trust that are looked at.
const MAX_ROWS: usize = 20_000;

const TABLE: &str = "nssPublic";

const CLASS_CERTIFICATE: u32 = 0x0000_0001;

/// A form in which NSS writes trust.
struct Form {
    class: u32,
    /// Trust for servers, for code and for mail.
    purposes: [&'static str; 3],
    /// The value that makes a certificate an authority.
    authority: u32,
}

const FORMS: [Form; 2] = [
    // CKO_NSS_TRUST with CKT_NSS_TRUSTED_DELEGATOR.
    Form { class: 0xce53_4353, purposes: ["ace536358", "ace53635a", "ace53635b"], authority: 0xce53_4352 },
    // CKO_TRUST with CKT_TRUST_ANCHOR.
    Form { class: 0x0000_000b, purposes: ["a62c", "a62e", "a62f"], authority: 0x0000_0002 },
];

/// The authorities that were added to a store.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Added {
    /// The digests of their certificates.
    pub digests: BTreeSet<Digest>,
    /// How many are trusted though the store does not hold their certificate.
    pub without_certificate: u64,
}

/// Reads `cert9.db`; nothing was added to one that is not there.
///
/// # Errors
///
/// The cause, where it could not be read whole.
pub fn of_nss(path: &Path) -> Result<Added, Cause> {
    Ok(sqlite::read(path, nss)?.unwrap_or_default())
}

/// The authorities in a database of NSS.
///
/// # Errors
///
/// The cause: damaged, or more than is looked at.
pub fn nss(database: &Database) -> Result<Added, Cause> {
    // Issuer and serial number tell which certificate trust is for.
    type Name = (Vec<u8>, Vec<u8>);

    let mut certificates: BTreeMap<Name, Digest> = BTreeMap::new();
    let mut trusted: BTreeSet<Name> = BTreeSet::new();
    let mut rows = 0;
    let name =
        |row: &Row<'_>| -> Result<Name, Cause> { Ok((row.bytes(1)?.to_vec(), row.bytes(2)?.to_vec())) };
    for form in FORMS {
        let mut columns = vec!["a0", "a81", "a82", "a11"];
        for purpose in form.purposes {
            if database.has_column(TABLE, purpose)? {
                columns.push(purpose);
            }
        }
        database.rows(TABLE, &columns, &mut |row| {
            rows += 1;
            if rows > MAX_ROWS {
                return Err(Cause::TooLarge);
            }
            // Rows of other kinds have neither issuer nor serial number.
            let Some(class) = number(row, 0) else { return Ok(()) };
            if class == CLASS_CERTIFICATE {
                certificates.insert(name(row)?, Digest::of(row.bytes(3)?));
            } else if class == form.class
                && (4..columns.len()).any(|column| number(row, column) == Some(form.authority))
            {
                trusted.insert(name(row)?);
            }
            Ok(())
        })?;
    }
    let mut added = Added::default();
    for name in &trusted {
        match certificates.get(name) {
            Some(digest) => drop(added.digests.insert(*digest)),
            None => added.without_certificate += 1,
        }
    }
    Ok(added)
}

fn number(row: &Row<'_>, column: usize) -> Option<u32> {
    row.bytes(column).ok()?.try_into().ok().map(u32::from_be_bytes)
}

/// Reads `ServerCertificate` of a Chromium profile; nothing was added to one that is not there.
///
/// # Errors
///
/// The cause, where it could not be read whole.
pub fn of_chromium(path: &Path) -> Result<Added, Cause> {
    let added = sqlite::read(path, |database| {
        let mut added = Added::default();
        database.rows("certificates", &["der_cert", "trust_settings"], &mut |row| {
            if added.digests.len() == MAX_ROWS {
                return Err(Cause::TooLarge);
            }
            if !is_untrusted(row.bytes(1)?) {
                added.digests.insert(Digest::of(row.bytes(0)?));
            }
            Ok(())
        })?;
        Ok(added)
    })?;
    Ok(added.unwrap_or_default())
}

/// Whether the settings say that a certificate is distrusted, or only there to complete chains: a protocol buffer whose
/// first field is the kind of trust. What is not understood counts as trusted.
fn is_untrusted(settings: &[u8]) -> bool {
    const DISTRUSTED: u8 = 1;
    const UNSPECIFIED: u8 = 2;

    matches!(settings, [0x08, DISTRUSTED | UNSPECIFIED, ..])
}

#[cfg(test)]
mod tests {
    use rusqlite::Connection;

    use super::*;

    #[test]
    fn certificates_of_chromium_count_unless_they_are_distrusted() {
        let place = tempfile::tempdir().unwrap();
        let path = place.path().join("ServerCertificate");
        let connection = Connection::open(&path).unwrap();
        connection
            .execute_batch(
                "CREATE TABLE certificates(sha256hash_hex TEXT PRIMARY KEY,der_cert BLOB NOT NULL,\
                 trust_settings BLOB NOT NULL);
                 INSERT INTO certificates VALUES ('a', x'30', x'0803'), ('b', x'31', x'0801'), ('c', x'32', x'0802'),
                 ('d', x'33', x'');",
            )
            .unwrap();

        let added = of_chromium(&path).unwrap();

        assert_eq!(added.digests, BTreeSet::from([Digest::of(b"0"), Digest::of(b"3")]));
        assert_eq!(of_chromium(&place.path().join("none")), Ok(Added::default()));
    }

    #[test]
    fn a_store_without_the_table_says_nothing() {
        let place = tempfile::tempdir().unwrap();
        let path = place.path().join("cert9.db");
        Connection::open(&path).unwrap().execute_batch("CREATE TABLE other(a);").unwrap();

        assert_eq!(of_nss(&path), Err(Cause::Malformed));
        assert_eq!(of_nss(&place.path().join("none")), Ok(Added::default()));
    }
}
