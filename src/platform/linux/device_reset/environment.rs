//! What the system runs on: the device itself, a virtual machine, a container, or a stick that it was started from.
//!
//! Reads marks that container programs leave, the processor's flags, the kernel's version and command line and the
//! map of user ids. Needs no permission. Cannot see a container that leaves none of these, such as a plain `chroot`.

use custodia_core::vocabulary::Word;
use custodia_core::vocabulary::device_reset as words;

use super::{SMALL_FILE, head};
use crate::host::Host;

/// Files that container programs leave for those inside.
const CONTAINER_MARKS: &[&str] = &[
    "/.dockerenv",
    "/run/.containerenv",
    "/run/systemd/container",
    "/run/host/container-manager",
    "/.flatpak-info",
];

/// Where systems that run from a stick, a disc or the network mount what they were started from.
const LIVE_MARKS: &[&str] =
    &["/run/live/medium", "/run/archiso", "/run/initramfs/live", "/iso/nix-store.squashfs"];

/// Words of the kernel's command line that start such a system; those that end in `=` or `:` take a value.
const LIVE_WORDS: &[&str] = &["boot=live", "boot=casper", "rd.live.image", "root=live:", "archisobasedir="];

pub(crate) fn environment(host: &Host) -> Word {
    let is_there = |mark: &&str| host.path(mark).symlink_metadata().is_ok();
    let read = |path| head(&host.path(path), SMALL_FILE).unwrap_or_default();
    // The Windows subsystem for Linux, whose kernel names its maker, is as old as it was set up on Windows.
    let is_below_windows = read("/proc/sys/kernel/osrelease").to_ascii_lowercase().contains("microsoft");
    if CONTAINER_MARKS.iter().any(is_there)
        || is_below_windows
        || has_mapped_users(&read("/proc/self/uid_map"))
    {
        return words::CONTAINER;
    }
    let is_live = |word: &str| {
        LIVE_WORDS
            .iter()
            .any(|live| if live.ends_with(['=', ':']) { word.starts_with(live) } else { word == *live })
    };
    if LIVE_MARKS.iter().any(is_there) || read("/proc/cmdline").split_ascii_whitespace().any(is_live) {
        return words::LIVE_SYSTEM;
    }
    let processor = head(&host.path("/proc/cpuinfo"), 4 * SMALL_FILE).unwrap_or_default();
    match processor.lines().find_map(|line| line.strip_prefix("flags")) {
        Some(flags) if flags.split_ascii_whitespace().any(|flag| flag == "hypervisor") => {
            words::VIRTUAL_MACHINE
        }
        Some(_) => words::BARE_METAL,
        // Only x86 processors tell.
        None => words::NO_CONTAINER,
    }
}

/// Whether user ids are others than the machine's own, as in a container or sandbox that needs no privilege.
fn has_mapped_users(map: &str) -> bool {
    let mut fields = map.split_ascii_whitespace();
    !map.is_empty()
        && [fields.next(), fields.next(), fields.next()] != [Some("0"), Some("0"), Some("4294967295")]
}
