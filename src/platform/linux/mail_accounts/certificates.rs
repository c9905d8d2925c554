//! Certificates for S/MIME in the store of NSS, which Thunderbird, `SeaMonkey` and Evolution use.
//!
//! Reads `cert9.db` (certificates, which are public) and `key4.db` (which keys are there, not the keys, which are
//! encrypted) of the person, as plain files. Columns are named after PKCS #11's attributes, in hexadecimal: `a0` the
//! class, `a3` the label, `a11` the value, `a81` the issuer, `a82` the serial number, `a102` the identifier that a
//! certificate and its key share. Dates are those of X.509 (RFC 5280, 4.1.2.5).
//!
//! Cannot see certificates on a smart card, whether an authority has revoked one, or whom it was issued to.

use std::path::{Path, PathBuf};

use base64::Engine as _;
use custodia_core::fact::Cause;
use custodia_core::vocabulary::mail_accounts as words;
use jiff::Timestamp;
use jiff::civil::DateTime;
use jiff::tz::TimeZone;

use super::account::Smime;
use crate::browser::sqlite;

/// The most certificates and keys of a store that are looked at.
const MOST_ENTRIES: usize = 10_000;

/// `CKO_CERTIFICATE` and `CKO_PRIVATE_KEY`, as NSS keeps numbers.
const CERTIFICATE: [u8; 4] = [0, 0, 0, 1];
const PRIVATE_KEY: [u8; 4] = [0, 0, 0, 3];

/// What names the certificate that an account uses.
pub(super) struct Name<'a> {
    /// The label.
    pub(super) label: &'a str,
    /// The issuer and serial number, as Thunderbird keeps them beside the label.
    pub(super) key: Option<&'a str>,
}

struct Certificate {
    label: Vec<u8>,
    issuer: Vec<u8>,
    serial: Vec<u8>,
    identifier: Vec<u8>,
    validity: Option<Validity>,
}

/// From when until when a certificate is valid.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Validity {
    from: Timestamp,
    until: Timestamp,
}

/// A store, read when it is asked the first time.
pub(super) struct Store {
    folder: PathBuf,
    now: Timestamp,
    read: Option<Result<Content, Cause>>,
}

#[derive(Default)]
struct Content {
    certificates: Vec<Certificate>,
    keys: Vec<Vec<u8>>,
}

impl Store {
    pub(super) fn new(folder: impl Into<PathBuf>, now: Timestamp) -> Self {
        Self { folder: folder.into(), now, read: None }
    }

    /// The worst state of the certificates that an account names.
    pub(super) fn state(&mut self, names: &[Name<'_>]) -> Result<Smime, Cause> {
        let (folder, now) = (&self.folder, self.now);
        let mut worst: Option<Smime> = None;
        for name in names {
            // A label with a colon is one of a token, as `Card:Ana`; the store's own have none.
            if name.label.contains(':') {
                return Err(Cause::Unsupported);
            }
            let content = self.read.get_or_insert_with(|| read(folder)).as_ref().map_err(|cause| *cause)?;
            let state = content.state(name, now)?;
            worst = Some(match worst {
                Some(worst) if rank(worst) <= rank(state) => worst,
                Some(_) | None => state,
            });
        }
        Ok(worst.unwrap_or(Smime::ABSENT))
    }
}

/// The worst first; of two valid ones, the one that ends first.
fn rank(smime: Smime) -> (u8, Option<jiff::civil::Date>) {
    let state = match smime.state {
        words::SMIME_UNUSABLE => 0,
        words::SMIME_EXPIRED => 1,
        _ => 2,
    };
    (state, smime.until)
}

fn read(folder: &Path) -> Result<Content, Cause> {
    let mut content = Content::default();
    let certificates = sqlite::read(&folder.join("cert9.db"), |database| {
        let mut found = Vec::new();
        let columns = ["a0", "a3", "a81", "a82", "a102", "a11"];
        database.rows("nssPublic", &columns, &mut |row| {
            if row.bytes(0) != Ok(&CERTIFICATE[..]) {
                return Ok(());
            }
            if found.len() == MOST_ENTRIES {
                return Err(Cause::TooLarge);
            }
            let bytes = |column| row.bytes(column).map(<[u8]>::to_vec).unwrap_or_default();
            found.push(Certificate {
                label: bytes(1),
                issuer: bytes(2),
                serial: serial(row.bytes(3).unwrap_or_default()).to_vec(),
                identifier: bytes(4),
                validity: row.bytes(5).ok().and_then(validity),
            });
            Ok(())
        })?;
        Ok(found)
    })?;
    let keys = sqlite::read(&folder.join("key4.db"), |database| {
        let mut found = Vec::new();
        database.rows("nssPrivate", &["a0", "a102"], &mut |row| {
            if row.bytes(0) == Ok(&PRIVATE_KEY[..]) {
                if found.len() == MOST_ENTRIES {
                    return Err(Cause::TooLarge);
                }
                found.push(row.bytes(1).map(<[u8]>::to_vec).unwrap_or_default());
            }
            Ok(())
        })?;
        Ok(found)
    })?;
    content.certificates = certificates.unwrap_or_default();
    content.keys = keys.unwrap_or_default();
    Ok(content)
}

impl Content {
    /// The best of the certificates of that name: a renewed one has the label of its predecessor.
    fn state(&self, name: &Name<'_>, now: Timestamp) -> Result<Smime, Cause> {
        let key = name.key.and_then(place);
        let named = self.certificates.iter().filter(|certificate| match &key {
            Some((serial, issuer)) => certificate.serial == *serial && certificate.issuer == *issuer,
            None => certificate.label == name.label.as_bytes(),
        });
        let usable =
            named.filter(|found| !found.identifier.is_empty() && self.keys.contains(&found.identifier));
        let mut states = Vec::new();
        for certificate in usable {
            let Validity { from, until } = certificate.validity.ok_or(Cause::Malformed)?;
            let is_valid = from <= now && now <= until;
            let state = if is_valid { words::SMIME_VALID } else { words::SMIME_EXPIRED };
            states.push(Smime { state, until: Some(TimeZone::UTC.to_datetime(until).date()) });
        }
        Ok(states.into_iter().max_by_key(|state| rank(*state)).unwrap_or(Smime::UNUSABLE))
    }
}

/// The serial number and the issuer in Thunderbird's name of a certificate: base64 of two empty numbers, the two
/// lengths, and both of them.
fn place(key: &str) -> Option<(Vec<u8>, Vec<u8>)> {
    let compact: String = key.chars().filter(|character| !character.is_ascii_whitespace()).collect();
    let bytes = base64::engine::general_purpose::STANDARD.decode(compact).ok()?;
    let length = |at: usize| -> Option<usize> {
        let number = bytes.get(at..at + 4)?.first_chunk()?;
        usize::try_from(u32::from_be_bytes(*number)).ok()
    };
    let (serial, issuer) = (length(8)?, length(12)?);
    let rest = bytes.get(16..)?;
    let (serial, rest) = rest.split_at_checked(serial)?;
    (rest.len() == issuer).then(|| (serial.to_vec(), rest.to_vec()))
}

/// The bytes of a serial number without the tag and length before them.
fn serial(bytes: &[u8]) -> &[u8] {
    match element(bytes) {
        Some((0x02, content, [])) => content,
        Some(_) | None => bytes,
    }
}

/// The validity that stands in a certificate in DER.
fn validity(der: &[u8]) -> Option<Validity> {
    let (0x30, certificate, _) = element(der)? else { return None };
    let (0x30, mut rest, _) = element(certificate)? else { return None };
    if let Some((0xa0, _, after)) = element(rest) {
        rest = after;
    }
    for expected in [0x02, 0x30, 0x30] {
        let (tag, _, after) = element(rest)?;
        if tag != expected {
            return None;
        }
        rest = after;
    }
    let (0x30, times, _) = element(rest)? else { return None };
    let (from_tag, from, times) = element(times)?;
    let (until_tag, until, _) = element(times)?;
    Some(Validity { from: time(from_tag, from)?, until: time(until_tag, until)? })
}

/// One element of DER: its tag, its content and what comes after.
fn element(bytes: &[u8]) -> Option<(u8, &[u8], &[u8])> {
    let (tag, rest) = bytes.split_first()?;
    let (first, rest) = rest.split_first()?;
    let (length, rest) = match first {
        0..=0x7f => (usize::from(*first), rest),
        0x81..=0x84 => {
            let (digits, rest) = rest.split_at_checked(usize::from(first & 0x7f))?;
            (digits.iter().fold(0_usize, |length, digit| length << 8 | usize::from(*digit)), rest)
        }
        _ => return None,
    };
    let (content, rest) = rest.split_at_checked(length)?;
    Some((*tag, content, rest))
}

/// `UTCTime` or `GeneralizedTime`, both with seconds and in UTC, as RFC 5280 has them.
fn time(tag: u8, text: &[u8]) -> Option<Timestamp> {
    let digits = text.strip_suffix(b"Z")?;
    if !digits.iter().all(u8::is_ascii_digit) {
        return None;
    }
    let number = |from: usize, length: usize| -> Option<i16> {
        std::str::from_utf8(digits.get(from..from + length)?).ok()?.parse().ok()
    };
    let (year, rest) = match (tag, digits.len()) {
        (0x17, 12) => (number(0, 2).map(|year| if year < 50 { 2000 + year } else { 1900 + year })?, 2),
        (0x18, 14) => (number(0, 4)?, 4),
        _ => return None,
    };
    let part = |index: usize| number(rest + 2 * index, 2).and_then(|part| i8::try_from(part).ok());
    let moment = DateTime::new(year, part(0)?, part(1)?, part(2)?, part(3)?, part(4)?, 0).ok()?;
    TimeZone::UTC.to_timestamp(moment).ok()
}

/// For the fuzz target: everything that is done with bytes of others.
pub(super) fn fuzz(bytes: &[u8]) {
    let _ = (validity(bytes), serial(bytes), std::str::from_utf8(bytes).ok().and_then(place));
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn times_are_those_of_the_standard() {
        let read = |tag, text: &str| time(tag, text.as_bytes()).map(|time| time.to_string());

        assert_eq!(read(0x17, "261122000000Z").as_deref(), Some("2026-11-22T00:00:00Z"));
        assert_eq!(read(0x17, "991231235959Z").as_deref(), Some("1999-12-31T23:59:59Z"));
        assert_eq!(read(0x18, "20500101000000Z").as_deref(), Some("2050-01-01T00:00:00Z"));
        for wrong in ["2611220000Z", "261122000000", "261322000000Z", "26112200000\u{661}Z", ""] {
            assert_eq!(read(0x17, wrong), None, "{wrong}");
        }
    }

    #[test]
    fn lengths_beyond_the_end_are_refused() {
        for bytes in [
            &[][..],
            &[0x30],
            &[0x30, 0x02, 0],
            &[0x30, 0x80],
            &[0x30, 0x84, 0xff, 0xff, 0xff, 0xff],
            &[0x30, 0x85, 0, 0, 0, 0, 0],
        ] {
            assert_eq!(element(bytes), None, "{bytes:?}");
        }
        assert_eq!(element(&[0x02, 0x81, 0x01, 7, 9]), Some((0x02, &[7][..], &[9][..])));
        assert_eq!(serial(&[2, 1, 7]), [7]);
        assert_eq!(serial(&[7]), [7]);
    }

    proptest! {
        #[test]
        fn any_bytes_are_read_to_an_end(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
            fuzz(&bytes);
        }
    }
}
