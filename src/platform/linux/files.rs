//! Reading files of the machine and of the person, whatever stands in their place.
//!
//! Reads regular files up to a limit, with the permissions of the person. Pipes, devices and directories in
//! the place of a file are refused without waiting for them.

use std::io::{self, ErrorKind, Read};
use std::path::Path;

use custodia_core::fact::Cause;
use fs_err::os::unix::fs::OpenOptionsExt;
use fs_err::{File, OpenOptions};
use nix::fcntl::OFlag;
use zeroize::Zeroizing;

/// Opens what stands at a path for reading, without waiting for whoever writes to a pipe there.
pub(crate) fn open_at_once(path: &Path) -> io::Result<File> {
    // Without the first flag, opening a pipe would wait for a writer for ever.
    let flags = (OFlag::O_NONBLOCK | OFlag::O_NOCTTY | OFlag::O_CLOEXEC).bits();
    OpenOptions::new().read(true).custom_flags(flags).open(path)
}

/// The bytes of a regular file that is no longer than `limit`; one that is not there is [`Cause::Missing`].
pub(crate) fn read(path: &Path, limit: u64) -> Result<Vec<u8>, Cause> {
    let bytes = head(path, limit.saturating_add(1))?;
    if u64::try_from(bytes.len()).is_ok_and(|length| length <= limit) {
        Ok(bytes)
    } else {
        Err(Cause::TooLarge)
    }
}

/// The first `limit` bytes of a regular file.
pub(crate) fn head(path: &Path, limit: u64) -> Result<Vec<u8>, Cause> {
    let mut bytes = Vec::new();
    open(path)?.take(limit).read_to_end(&mut bytes).map_err(|error| cause(error.kind()))?;
    Ok(bytes)
}

/// The bytes of a regular file that holds secrets: they stand in no other memory, which is wiped after use.
pub(crate) fn read_secret(path: &Path, limit: usize) -> Result<Zeroizing<Vec<u8>>, Cause> {
    let mut file = open(path)?;
    let mut bytes = Zeroizing::new(vec![0; limit.saturating_add(1)]);
    let mut length = 0;
    loop {
        match file.read(&mut bytes[length..]).map_err(|error| cause(error.kind()))? {
            0 if length > limit => return Err(Cause::TooLarge),
            0 => break,
            more => length += more,
        }
    }
    bytes.truncate(length);
    Ok(bytes)
}

fn open(path: &Path) -> Result<File, Cause> {
    let file = open_at_once(path).map_err(|error| cause(error.kind()))?;
    if !file.metadata().map_err(|error| cause(error.kind()))?.is_file() {
        return Err(Cause::Malformed);
    }
    Ok(file)
}

/// The text of a regular file in UTF-8 that is no longer than `limit` bytes.
pub(crate) fn read_text(path: &Path, limit: u64) -> Result<String, Cause> {
    String::from_utf8(read(path, limit)?).map_err(|_| Cause::Malformed)
}

/// The cause that a kind of error of the file system stands for.
#[expect(clippy::wildcard_enum_match_arm, reason = "the list is open; what is not named here is a failure")]
pub(crate) fn cause(kind: ErrorKind) -> Cause {
    match kind {
        ErrorKind::NotFound | ErrorKind::NotADirectory => Cause::Missing,
        ErrorKind::PermissionDenied => Cause::Denied,
        ErrorKind::Unsupported => Cause::Unsupported,
        _ => Cause::Failed,
    }
}

#[cfg(test)]
mod tests {
    use nix::sys::stat::Mode;

    use super::*;

    #[test]
    fn what_is_no_file_of_fitting_length_has_a_cause() {
        let place = tempfile::tempdir().unwrap();
        let path = |name: &str| place.path().join(name);
        fs_err::write(path("fits"), [7; 16]).unwrap();
        fs_err::write(path("long"), [7; 17]).unwrap();
        fs_err::create_dir(path("directory")).unwrap();
        nix::unistd::mkfifo(&path("pipe"), Mode::S_IRWXU).unwrap();
        fs_err::os::unix::fs::symlink("loop", path("loop")).unwrap();

        assert_eq!(read(&path("fits"), 16), Ok(vec![7; 16]));
        assert_eq!(read(&path("long"), 16), Err(Cause::TooLarge));
        assert_eq!(read(&path("absent"), 16), Err(Cause::Missing));
        assert_eq!(read(&path("fits/below"), 16), Err(Cause::Missing));
        assert_eq!(read(&path("directory"), 16), Err(Cause::Malformed));
        assert_eq!(read(&path("pipe"), 16), Err(Cause::Malformed));
        assert_eq!(read(&path("loop"), 16), Err(Cause::Failed));
        assert_eq!(*read_secret(&path("fits"), 16).unwrap(), vec![7; 16]);
        for (name, limit, cause) in [
            ("long", 16, Cause::TooLarge),
            ("fits", 15, Cause::TooLarge),
            ("absent", 16, Cause::Missing),
            ("pipe", 16, Cause::Malformed),
        ] {
            assert_eq!(read_secret(&path(name), limit).err(), Some(cause), "{name}");
        }
    }

    #[test]
    fn text_is_utf_8() {
        let place = tempfile::tempdir().unwrap();
        fs_err::write(place.path().join("latin"), [b'a', 0xe9]).unwrap();

        assert_eq!(read_text(&place.path().join("latin"), 16), Err(Cause::Malformed));
    }
}
