//! Facts of the `security-software` check on Linux.
//!
//! Reads the package managers' records, the units of services and whether they run, the header of `ClamAV`'s signatures,
//! the settings of firewalls, the traces that unwanted programs leave, the certificate authorities that somebody added,
//! and where browsers' extensions came from. Needs no permission. Each module below says what it cannot see; a list of
//! unwanted programs finds only what is on it.

use std::path::PathBuf;

use custodia_core::fact::{Cause, Facts};
use custodia_core::vocabulary::device_reset::CONTAINER;
use custodia_core::vocabulary::security_software as words;

use super::packages::{Manager, Packages};
use super::session::system_bus;
use super::whatsapp_web;
use super::{device_reset, known, live};
use crate::browser::extensions::{self, Extensions};
use crate::host::Host;

mod authorities;
mod engines;
mod firewall;
mod services;
mod signatures;
mod unwanted;

use services::Services;

pub(crate) fn security_software(host: &Host) -> Facts {
    let mut facts = Facts::new();
    let is_contained = device_reset::environment(host) == CONTAINER;
    facts.put(words::CONTAINED, live(is_contained, words::CONTAINER_MARKS));

    let bus = system_bus(host);
    let bus = bus.as_ref().map_err(|cause| *cause);
    let units: Vec<&str> = engines::units().chain(firewall::units()).chain(unwanted::units()).collect();
    let services = Services::of(host, bus, &units);
    let chosen = unwanted::list(host);
    let mut names: Vec<&str> = engines::packages().collect();
    names.extend(chosen.list.iter().flat_map(unwanted::names));
    let packages = Packages::named(host, &names);
    let complete = is_complete(&packages);

    engines::put(host, &packages, complete, &services, &mut facts);
    firewall::put(host, bus, &services, &mut facts);
    let next = unwanted::put(host, &chosen, &packages, complete, &services, &mut facts);
    let profiles = Profiles::of(host);
    authorities::put(host, &profiles, next, &mut facts);
    put_extensions(&profiles, &mut facts);
    facts
}

/// The folders of browsers' profiles in the known places, and why there may be more.
struct Profiles {
    chromium: Vec<PathBuf>,
    firefox: Vec<PathBuf>,
    trouble: Option<Cause>,
}

impl Profiles {
    fn of(host: &Host) -> Self {
        let (profiles, trouble) = whatsapp_web::profiles(host);
        let (firefox, chromium): (Vec<_>, Vec<_>) =
            profiles.into_iter().partition(|profile| profile.is_firefox);
        let folders = |profiles: Vec<whatsapp_web::BrowserProfile>| {
            profiles.into_iter().map(|profile| profile.directory).collect()
        };
        Self { chromium: folders(chromium), firefox: folders(firefox), trouble }
    }
}

/// Whether everything that a package manager installed is known.
///
/// Flatpak and snapd alone do not make a system: where no other manager was found, one that is not known installed it.
fn is_complete(packages: &Packages) -> Result<(), Cause> {
    if let Some((_, cause)) = packages.unreadable().next() {
        return Err(cause);
    }
    let of_system =
        packages.managers().iter().any(|(manager, _)| ![Manager::Flatpak, Manager::Snap].contains(manager));
    if of_system { Ok(()) } else { Err(Cause::Unsupported) }
}

fn put_extensions(profiles: &Profiles, facts: &mut Facts) {
    let mut all = Extensions::default();
    let mut trouble = profiles.trouble;
    let chromium = profiles.chromium.iter().map(|profile| extensions::of_chromium(profile));
    let firefox = profiles.firefox.iter().map(|profile| extensions::of_firefox(profile));
    for found in chromium.chain(firefox) {
        match found {
            Ok(found) => all.add(found),
            Err(cause) => trouble = trouble.or(Some(cause)),
        }
    }
    // What was found counts, even where there may be more.
    for (name, count) in [
        (words::EXTENSIONS_UNPACKED, all.unpacked),
        (words::EXTENSIONS_SIDE_LOADED, all.side_loaded),
        (words::EXTENSIONS_UNSIGNED, all.unsigned),
        (words::EXTENSIONS_FORCED, all.forced),
    ] {
        let count = match trouble {
            Some(cause) if count == 0 => Err(cause),
            _ => Ok(count),
        };
        facts.put(name, known(count, words::BROWSER_EXTENSIONS));
    }
}

/// Readers of files that others wrote, for the fuzz targets alone.
pub(super) mod fuzzing {
    use super::{authorities, firewall, signatures};

    /// Reads bytes as certificates and as policies that name some.
    pub fn certificates(bytes: &[u8]) {
        authorities::fuzz(bytes);
    }

    /// Reads bytes as the header of `ClamAV`'s signatures.
    pub fn signature_header(bytes: &[u8]) {
        let _ = signatures::header(bytes);
    }

    /// Reads a text as the rules of a firewall.
    pub fn firewall_rules(text: &str) {
        let _ = firewall::nft_keeps_out(text);
        let _ = firewall::iptables_keep_out(text);
    }
}
