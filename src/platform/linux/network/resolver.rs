//! Whether names are asked for over TLS, where systemd-resolved asks.
//!
//! Reads its properties on the system bus and the name servers in `/etc/resolv.conf`, which needs no permission.
//! Cannot see programs that ask name servers of their own, nor whether an opportunistic connection is encrypted.

use custodia_core::fact::Cause;
use custodia_core::vocabulary::Word;
use custodia_core::vocabulary::network as words;

use crate::host::Host;
use crate::platform::linux::bus::Bus;
use crate::platform::linux::files::read_text;

const SERVICE: &str = "org.freedesktop.resolve1";
const ROOT: &str = "/org/freedesktop/resolve1";
const MANAGER: &str = "org.freedesktop.resolve1.Manager";
const LINK: &str = "org.freedesktop.resolve1.Link";

/// The addresses on which systemd-resolved answers programs.
const STUBS: [&str; 2] = ["127.0.0.53", "127.0.0.54"];

/// The largest `/etc/resolv.conf` that is read, in bytes.
const MAX_SETTINGS: u64 = 64 * 1024;

/// More name servers than this are not looked at.
const MAX_SERVERS: usize = 256;

/// The states, the weakest first.
const BY_STRENGTH: [Word; 3] =
    [words::DNS_OVER_TLS_NO, words::DNS_OVER_TLS_OPPORTUNISTIC, words::DNS_OVER_TLS_YES];

/// The weakest state among the name servers in use; nothing where systemd-resolved does not run.
pub(super) fn dns_over_tls(host: &Host, bus: &Bus) -> Option<Result<Word, Cause>> {
    match bus.has_owner(SERVICE) {
        Ok(false) => None,
        Ok(true) => Some(weakest(host, bus)),
        Err(cause) => Some(Err(cause)),
    }
}

fn weakest(host: &Host, bus: &Bus) -> Result<Word, Cause> {
    let settings = read_text(&host.path("/etc/resolv.conf"), MAX_SETTINGS)?;
    let mut servers = settings.lines().filter_map(|line| {
        let mut fields = line.split_ascii_whitespace();
        if fields.next() == Some("nameserver") { fields.next() } else { None }
    });
    let has_stub = servers.clone().next().is_some();
    // Other name servers there are asked by programs themselves, without TLS as far as is known.
    if !has_stub || !servers.all(|server| STUBS.contains(&server)) {
        return Err(Cause::Unsupported);
    }
    let used: Vec<(i32, i32, Vec<u8>)> = bus.property(SERVICE, ROOT, MANAGER, "DNS")?;
    if used.len() > MAX_SERVERS {
        return Err(Cause::TooLarge);
    }
    let mut links: Vec<i32> = used.iter().map(|(link, ..)| *link).collect();
    links.sort_unstable();
    links.dedup();
    if links.is_empty() {
        links.push(0);
    }
    let state = |link: i32| {
        let state: String = match link {
            0 => bus.property(SERVICE, ROOT, MANAGER, "DNSOverTLS")?,
            // Its number as sd-bus escapes it: the first digit by its code.
            link => bus.property(SERVICE, &format!("{ROOT}/link/_3{link}"), LINK, "DNSOverTLS")?,
        };
        match state.as_str() {
            "no" => Ok(words::DNS_OVER_TLS_NO),
            "opportunistic" => Ok(words::DNS_OVER_TLS_OPPORTUNISTIC),
            "yes" => Ok(words::DNS_OVER_TLS_YES),
            _ => Err(Cause::Malformed),
        }
    };
    let states = links.into_iter().map(state).collect::<Result<Vec<Word>, Cause>>()?;
    BY_STRENGTH.into_iter().find(|state| states.contains(state)).ok_or(Cause::Malformed)
}
