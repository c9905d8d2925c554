//! Whether systemd-networkd manages any interface.
//!
//! Reads the state files that it keeps below `/run/systemd/netif`, which needs no permission. It knows links and
//! addresses; how a link is secured it does not know.

use crate::host::Host;
use crate::platform::linux::bus::Bus;
use crate::platform::linux::files::read_text;

/// More interfaces than this are not looked at.
const MAX_LINKS: usize = 4096;

/// The largest state file of a link, in bytes.
const MAX_STATE: u64 = 64 * 1024;

/// Whether it runs and manages a link: with every link told to be left alone, it manages none.
pub(super) fn runs(host: &Host, bus: &Bus) -> bool {
    bus.has_owner("org.freedesktop.network1") == Ok(true) && !leaves_all_alone(host)
}

fn leaves_all_alone(host: &Host) -> bool {
    let Ok(entries) = fs_err::read_dir(host.path("/run/systemd/netif/links")) else { return false };
    entries.take(MAX_LINKS).flatten().all(|entry| {
        let state = read_text(&entry.path(), MAX_STATE).unwrap_or_default();
        state.lines().any(|line| line == "ADMIN_STATE=unmanaged")
    })
}
