//! The day on which `ClamAV`'s signatures were made.
//!
//! Reads where `ClamAV` keeps them from its settings, and the first 512 bytes of `daily.cvd` or `daily.cld` there, which
//! everybody may read. The header is a text of fields apart by colons: `ClamAV-VDB`, the time of the build, the version,
//! the number of signatures, the level of the engine, a digest, a signature, the builder, and the time of the build in
//! seconds since 1970 (`libclamav/cvd.c`). Cannot tell whether the running engine has loaded what lies there.

use std::path::PathBuf;

use custodia_core::fact::Cause;
use jiff::Timestamp;

use crate::host::Host;
use crate::platform::linux::files;

/// The length of the header, in bytes.
const HEADER: u64 = 512;

/// The largest file of settings that is read, in bytes.
const MAX_SETTINGS: u64 = 256 * 1024;

/// The settings of clamd, then of freshclam, as the distributions name them.
const SETTINGS: [&str; 7] = [
    "/etc/clamav/clamd.conf",
    "/etc/clamd.d/scan.conf",
    "/etc/clamd.conf",
    "/etc/clamd.d/clamd.conf",
    "/etc/clamav/freshclam.conf",
    "/etc/freshclam.conf",
    "/usr/local/etc/freshclam.conf",
];

/// Where they lie unless somebody set another place.
const USUAL_PLACE: &str = "/var/lib/clamav";

/// When the newest daily signatures were made.
pub(super) fn made_at(host: &Host) -> Result<Timestamp, Cause> {
    let place = place(host)?;
    let mut newest = Err(Cause::Missing);
    for name in ["daily.cvd", "daily.cld"] {
        let made = files::head(&place.join(name), HEADER).and_then(|bytes| header(&bytes));
        newest = match (newest, made) {
            (Ok(newest), Ok(made)) => Ok(made.max(newest)),
            (Ok(known), Err(_)) | (Err(_), Ok(known)) => Ok(known),
            // What is there and cannot be read says more than what is not there.
            (Err(Cause::Missing), Err(cause)) | (Err(cause), Err(_)) => Err(cause),
        };
    }
    newest
}

/// The folder of the signatures, as the first settings name it that name one.
fn place(host: &Host) -> Result<PathBuf, Cause> {
    for settings in SETTINGS {
        match files::read_text(&host.path(settings), MAX_SETTINGS) {
            Ok(text) => {
                if let Some(place) = directory(&text) {
                    return Ok(host.path(place));
                }
            }
            Err(Cause::Missing) => {}
            Err(cause) => return Err(cause),
        }
    }
    Ok(host.path(USUAL_PLACE))
}

/// The value of `DatabaseDirectory` (clamd.conf(5)); names are told apart without their case.
fn directory(text: &str) -> Option<&str> {
    let mut values = text.lines().filter_map(|line| {
        let (name, value) = line.trim().split_once(char::is_whitespace)?;
        name.eq_ignore_ascii_case("DatabaseDirectory").then(|| value.trim().trim_matches('"'))
    });
    values.next_back().filter(|place| place.starts_with('/'))
}

/// When the signatures under a header were made.
pub(super) fn header(bytes: &[u8]) -> Result<Timestamp, Cause> {
    let text = bytes.get(..512).ok_or(Cause::Malformed)?;
    let text = std::str::from_utf8(text).map_err(|_| Cause::Malformed)?;
    let fields: Vec<&str> = text.trim_end_matches(['\0', ' ', '\n']).split(':').collect();
    let &["ClamAV-VDB", _, version, signatures, _, _, _, _, seconds, ..] = &fields[..] else {
        return Err(Cause::Malformed);
    };
    let number = |text: &str| text.trim().parse::<u32>().map_err(|_| Cause::Malformed);
    number(version)?;
    number(signatures)?;
    let seconds: i64 = seconds.trim().parse().map_err(|_| Cause::Malformed)?;
    Timestamp::from_second(seconds).map_err(|_| Cause::Malformed)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn padded(text: &str) -> Vec<u8> {
        let mut bytes = text.as_bytes().to_vec();
        bytes.resize(512, b' ');
        bytes
    }

    #[test]
    fn headers_tell_when_signatures_were_made() {
        let made = |text: &str| header(&padded(text)).map(Timestamp::as_second);
        let good = "ClamAV-VDB:16 Sep 2021 08-32 -0400:26296:1968021:90:2e3:aBc/+:raynman:1631795562";

        assert_eq!(made(good), Ok(1_631_795_562));
        for wrong in [
            "",
            "ClamAV-VDB",
            "ClamAV-XYZ:a:1:2:90:x:y:z:1631795562",
            "ClamAV-VDB:a:1:2:90:x:y:z:soon",
            "ClamAV-VDB:a:one:2:90:x:y:z:1631795562",
            "ClamAV-VDB:a:1:2:90:x:y:z:99999999999999999",
            "ClamAV-VDB:a:1:2:90:x:y:z",
        ] {
            assert_eq!(made(wrong), Err(Cause::Malformed), "{wrong}");
        }
        assert_eq!(header(good.as_bytes()), Err(Cause::Malformed));
    }

    #[test]
    fn the_folder_stands_in_the_settings() {
        assert_eq!(directory("# DatabaseDirectory /a\ndatabasedirectory /srv/b c \n"), Some("/srv/b c"));
        assert_eq!(directory("DatabaseDirectory\nDatabaseDirectoryX /a\nDatabaseDirectory a\n"), None);
    }

    proptest! {
        #[test]
        fn any_bytes_are_read_to_an_end(bytes in prop::collection::vec(any::<u8>(), 0..600)) {
            let _ = header(&bytes);
            let _ = directory(&String::from_utf8_lossy(&bytes));
        }
    }
}
