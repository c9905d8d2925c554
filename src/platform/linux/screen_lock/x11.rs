//! The X server's own times: when its screen saver begins and when it saves power.
//!
//! Connects to the local socket of the person's display, with the cookie from `$XAUTHORITY` or `~/.Xauthority`, and sends
//! the requests `GetScreenSaver` of the core protocol and `Info` and `GetTimeouts` of the DPMS extension, which
//! change nothing. A display of another machine is not asked.

use std::io::{Read as _, Write as _};
use std::os::linux::net::SocketAddrExt as _;
use std::os::unix::net::{SocketAddr, UnixStream};
use std::path::PathBuf;
use std::time::Duration;

use custodia_core::fact::Cause;

use crate::host::Host;
use crate::platform::linux::files;

/// How long an answer may take.
const PATIENCE: Duration = Duration::from_secs(2);

/// The largest file of cookies that is read, in bytes.
const LARGEST_FILE: u64 = 256 * 1024;

/// The most cookies that are tried.
const MOST_COOKIES: usize = 4;

/// The name of the only kind of cookie that is sent.
const COOKIE: &[u8] = b"MIT-MAGIC-COOKIE-1";

/// Where the display of a session is, and the file with the cookies for it.
#[derive(Clone, Debug, Default)]
pub(super) struct Display {
    /// As `DISPLAY` has it.
    pub(super) name: Option<String>,
    /// As `XAUTHORITY` has it.
    pub(super) authority: Option<String>,
}

/// Seconds without use until the X server acts by itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Timeouts {
    /// Until its screen saver begins; 0 is never.
    pub(super) saver: u64,
    /// From then on until the screen saver changes; 0 is never.
    pub(super) cycle: u64,
    /// Until it saves power, which begins the screen saver too; nothing where it never does.
    pub(super) power: Option<u64>,
}

impl Timeouts {
    /// Until the screen saver begins, for whichever reason; nothing for never.
    pub(super) fn first(self) -> Option<u64> {
        [Some(self.saver).filter(|seconds| *seconds > 0), self.power].into_iter().flatten().min()
    }
}

/// Asks the X server of a display.
pub(super) fn timeouts(host: &Host, display: &Display) -> Result<Timeouts, Cause> {
    let number = display.name.as_deref().and_then(display_number).ok_or(Cause::Unsupported)?;
    let authority = match &display.authority {
        Some(path) => PathBuf::from(path),
        None => host.home().join(".Xauthority"),
    };
    let cookies = match files::read(&authority, LARGEST_FILE) {
        Ok(bytes) => cookies(&bytes, number),
        Err(Cause::Missing) => Vec::new(),
        Err(cause) => return Err(cause),
    };
    let mut refused = Cause::Failed;
    // A server without access control takes none, too.
    for cookie in cookies.iter().take(MOST_COOKIES).map(Vec::as_slice).chain([&[][..]]) {
        match Server::connect(host, number, cookie) {
            Ok(mut server) => return server.timeouts(),
            Err(Cause::Missing) => return Err(Cause::Failed),
            Err(cause) => refused = cause,
        }
        if refused != Cause::Denied {
            break;
        }
    }
    Err(refused)
}

/// The number of a display of this machine, such as `:0` or `unix:1.0`.
fn display_number(name: &str) -> Option<u16> {
    let (host, number) = name.rsplit_once(':')?;
    let number = number.split('.').next()?;
    (host.is_empty() || host == "unix").then(|| number.parse().ok())?
}

/// The cookies in an authority file for a local display: family, address, display, name and data of each entry.
pub(crate) fn cookies(bytes: &[u8], number: u16) -> Vec<Vec<u8>> {
    const LOCAL: u16 = 256;
    const WILD: u16 = 65535;
    let mut found = Vec::new();
    let mut rest = bytes;
    while let Some((family, after)) = rest.split_first_chunk() {
        let family = u16::from_be_bytes(*family);
        rest = after;
        let mut parts: [&[u8]; 4] = [&[]; 4];
        for part in &mut parts {
            let Some((length, after)) = rest.split_first_chunk() else { return found };
            let Some((bytes, after)) = after.split_at_checked(usize::from(u16::from_be_bytes(*length)))
            else {
                return found;
            };
            *part = bytes;
            rest = after;
        }
        let [_, display, name, data] = parts;
        let is_for_it = display.is_empty() || display == number.to_string().as_bytes();
        if matches!(family, LOCAL | WILD) && is_for_it && name == COOKIE && data.len() == 16 {
            found.push(data.to_vec());
        }
    }
    found
}

struct Server(UnixStream);

impl Server {
    fn connect(host: &Host, number: u16, cookie: &[u8]) -> Result<Self, Cause> {
        let path = format!("/tmp/.X11-unix/X{number}");
        let stream = UnixStream::connect(host.path(&path)).or_else(|error| {
            if !host.is_this_machine() {
                return Err(error);
            }
            UnixStream::connect_addr(&SocketAddr::from_abstract_name(path.as_bytes())?)
        });
        let stream = stream.map_err(|error| files::cause(error.kind()))?;
        let limits = [stream.set_read_timeout(Some(PATIENCE)), stream.set_write_timeout(Some(PATIENCE))];
        limits.into_iter().collect::<Result<(), _>>().map_err(|_| Cause::Failed)?;
        let mut server = Self(stream);
        server.greet(cookie)?;
        Ok(server)
    }

    fn greet(&mut self, cookie: &[u8]) -> Result<(), Cause> {
        let name = if cookie.is_empty() { &[][..] } else { COOKIE };
        let length = |bytes: &[u8]| u16::try_from(bytes.len()).unwrap_or(0).to_le_bytes();
        // Little-endian, version 11.0; name and cookie are filled up to words.
        let mut greeting = vec![b'l', 0, 11, 0, 0, 0];
        greeting.extend(length(name));
        greeting.extend(length(cookie));
        greeting.extend([0, 0]);
        for part in [name, cookie] {
            greeting.extend(part);
            greeting.resize(greeting.len().next_multiple_of(4), 0);
        }
        self.send(&greeting)?;
        let [status, _, _, _, _, _, low, high] = self.receive::<8>()?;
        let mut rest = vec![0; usize::from(u16::from_le_bytes([low, high])) * 4];
        self.0.read_exact(&mut rest).map_err(|_| Cause::Failed)?;
        if status == 1 { Ok(()) } else { Err(Cause::Denied) }
    }

    fn timeouts(&mut self) -> Result<Timeouts, Cause> {
        let saver = self.ask(&[108, 0, 1, 0])?;
        let extension = self.ask(b"\x62\0\x03\0\x04\0\0\0DPMS")?;
        let power = match extension.get(8..10) {
            Some([1, opcode]) => self.power(*opcode)?,
            _ => None,
        };
        Ok(Timeouts { saver: number(&saver, 8), cycle: number(&saver, 10), power })
    }

    fn power(&mut self, opcode: u8) -> Result<Option<u64>, Cause> {
        let is_capable = self.ask(&[opcode, 1, 1, 0])?.get(8) == Some(&1);
        let is_enabled = self.ask(&[opcode, 7, 1, 0])?.get(10) == Some(&1);
        let times = self.ask(&[opcode, 2, 1, 0])?;
        let times = [8, 10, 12].map(|at| number(&times, at));
        let first = times.into_iter().filter(|seconds| *seconds > 0).min();
        Ok(first.filter(|_| is_capable && is_enabled))
    }

    /// Sends a request whose answer is of 32 bytes.
    fn ask(&mut self, request: &[u8]) -> Result<[u8; 32], Cause> {
        self.send(request)?;
        let answer = self.receive::<32>()?;
        // Anything but a reply is an error: no event was asked for.
        if answer.first() == Some(&1) { Ok(answer) } else { Err(Cause::Failed) }
    }

    fn send(&mut self, bytes: &[u8]) -> Result<(), Cause> {
        self.0.write_all(bytes).map_err(|_| Cause::Failed)
    }

    fn receive<const N: usize>(&mut self) -> Result<[u8; N], Cause> {
        let mut bytes = [0; N];
        self.0.read_exact(&mut bytes).map_err(|_| Cause::Failed)?;
        Ok(bytes)
    }
}

fn number(answer: &[u8; 32], at: usize) -> u64 {
    answer
        .get(at..)
        .and_then(|rest| rest.first_chunk().copied())
        .map_or(0, |bytes| u64::from(u16::from_le_bytes(bytes)))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn entry(family: u16, display: &str, name: &[u8], data: &[u8]) -> Vec<u8> {
        let mut bytes = family.to_be_bytes().to_vec();
        for part in [b"host".as_slice(), display.as_bytes(), name, data] {
            bytes.extend(u16::try_from(part.len()).unwrap().to_be_bytes());
            bytes.extend(part);
        }
        bytes
    }

    #[test]
    fn cookies_of_the_local_display_are_found() {
        let file = [
            entry(256, "1", COOKIE, &[1; 16]),
            entry(256, "0", COOKIE, &[2; 16]),
            entry(0, "0", COOKIE, &[3; 16]),
            entry(65535, "", COOKIE, &[4; 16]),
            entry(256, "0", b"XDM-AUTHORIZATION-1", &[5; 16]),
            entry(256, "0", COOKIE, &[6; 4]),
        ]
        .concat();

        assert_eq!(cookies(&file, 0), [[2; 16], [4; 16]]);
        assert_eq!(cookies(&file[..file.len() - 1], 1), [[1; 16], [4; 16]]);
    }

    #[test]
    fn displays_of_this_machine_have_a_number() {
        for (name, number) in [
            (":0", Some(0)),
            (":12.1", Some(12)),
            ("unix:1", Some(1)),
            ("far:0", None),
            (":", None),
            ("", None),
        ] {
            assert_eq!(display_number(name), number, "{name}");
        }
    }

    proptest! {
        #[test]
        fn any_authority_file_is_read_to_an_end(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
            let _ = cookies(&bytes, 0);
        }
    }
}
