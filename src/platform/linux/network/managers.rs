//! What the programs that manage links, and the kernel, say together of how one link is secured.

use custodia_core::fact::{Cause, Fact};
use custodia_core::vocabulary::network as words;
use custodia_core::vocabulary::{Source, Word};

use super::nl80211::{self, Radio};
use super::wifi::{
    self, Announced, ONLY_OPEN, ONLY_OWE, ONLY_WPA3, PERSONAL, Security, WITH_NEWER_RATES, WITHOUT_KEY,
};
use super::wpa_supplicant;
use super::{connman, iwd, networkd};
use crate::host::Host;
use crate::platform::linux::bus::Bus;
use crate::platform::linux::{known, live};

/// The class of a link and what belongs to it.
#[derive(Debug)]
pub(super) struct Class {
    pub(super) word: Word,
    pub(super) weakest_allowed: Option<Word>,
    pub(super) server_verified: Option<Result<bool, Cause>>,
}

impl From<Word> for Class {
    fn from(word: Word) -> Self {
        Self { word, weakest_allowed: None, server_verified: None }
    }
}

/// What one program says of a link.
#[derive(Clone, Copy, Debug)]
pub(super) struct Said {
    pub(super) source: Source,
    /// What it heard the access point announce.
    pub(super) announced: Option<Announced>,
    /// The classes that it leaves open.
    pub(super) admitted: Option<&'static [Word]>,
    /// Whether the server is checked, for 802.1X.
    pub(super) server_verified: Option<Result<bool, Cause>>,
}

/// Everyone besides `NetworkManager` who knows about links.
#[derive(Debug)]
pub(super) struct Managers {
    iwd: Result<Vec<(String, Said)>, Cause>,
    supplicant: Result<Vec<wpa_supplicant::Link>, Cause>,
    connman: Result<Vec<connman::Link>, Cause>,
    networkd: bool,
    radios: Result<Vec<Radio>, Cause>,
}

impl Managers {
    /// Asks those that run; the kernel only on the machine itself.
    pub(super) fn ask(host: &Host, bus: Result<&Bus, Cause>) -> Self {
        Self {
            iwd: bus.and_then(iwd::links),
            supplicant: bus.and_then(wpa_supplicant::links),
            connman: bus.and_then(connman::links),
            networkd: bus.is_ok_and(|bus| networkd::runs(host, bus)),
            radios: if host.is_this_machine() { nl80211::radios() } else { Err(Cause::Missing) },
        }
    }

    /// The one that brings the connections up.
    pub(super) fn word(&self) -> Option<Word> {
        let running = [
            (!is_missing(&self.connman), words::CONNMAN),
            (!is_missing(&self.iwd), words::IWD),
            (self.networkd, words::NETWORKD),
            (!is_missing(&self.supplicant), words::WPA_SUPPLICANT),
        ];
        running.into_iter().find(|(runs, _)| *runs).map(|(_, word)| word)
    }

    /// The interfaces of links that they say are connected.
    pub(super) fn connected(&self) -> impl Iterator<Item = &str> {
        let iwd = self.iwd.iter().flatten().map(|(interface, _)| interface);
        let supplicant = self.supplicant.iter().flatten().map(|link| &link.interface);
        let connman =
            self.connman.iter().flatten().filter(|link| link.is_outward()).map(|link| &link.interface);
        iwd.chain(supplicant).chain(connman).map(String::as_str)
    }

    /// Whether the internet can be reached, as `ConnMan` found.
    pub(super) fn connectivity(&self) -> Fact<Word> {
        let told = self.connman.as_ref().map(|links| {
            let best = links.iter().find(|link| link.connectivity == words::CONNECTIVITY_FULL);
            best.map_or(words::CONNECTIVITY_UNKNOWN, |link| link.connectivity)
        });
        match told {
            // Nobody looks.
            Err(Cause::Missing) => live(words::CONNECTIVITY_UNKNOWN, words::NETWORK_MANAGER_BUS),
            told => known(told.map_err(|cause| *cause), words::CONNMAN_BUS),
        }
    }

    /// Whether the internet can be reached over an interface, as `ConnMan` found.
    pub(super) fn connectivity_over(&self, interface: &str) -> Option<Word> {
        self.connman.iter().flatten().find(|link| link.interface == interface).map(|link| link.connectivity)
    }

    /// Whether anybody says that an interface is Wi-Fi.
    pub(super) fn is_wifi(&self, interface: &str) -> bool {
        self.said(interface).next().is_some() || self.radio(interface).is_some()
    }

    /// The name of the network that a Wi-Fi interface is associated with, as the kernel heard it.
    pub(super) fn network_name(&self, interface: &str) -> Result<Vec<u8>, Cause> {
        let radio = self.radio(interface).ok_or(Cause::Missing)?;
        radio.access_point.as_ref().map_err(|cause| *cause)?.network.clone().ok_or(Cause::Missing)
    }

    fn radio(&self, interface: &str) -> Option<&Radio> {
        self.radios.iter().flatten().find(|radio| radio.name == interface)
    }

    /// Whether `wpa_supplicant` has signed a cable in with 802.1X, and whether it checked the server.
    pub(super) fn wired(&self, interface: &str) -> Option<Class> {
        let mut links = self.supplicant.iter().flatten();
        let link = links.find(|link| link.is_wired && link.by_eap && link.interface == interface)?;
        Some(Class { server_verified: link.said.server_verified, ..words::WIRED_8021X.into() })
    }

    /// The class of a Wi-Fi link, given what `NetworkManager` says where it manages the link.
    ///
    /// The kernel's word on what the access point announces goes first: others repeat it, some in part.
    pub(super) fn wifi(
        &self,
        interface: &str,
        manager: Option<Result<Said, Cause>>,
    ) -> (Result<Class, Cause>, Source) {
        let (manager, refused_by_manager) = match manager {
            Some(Ok(said)) => (Some(said), None),
            Some(Err(cause)) => (None, Some((cause, words::NETWORK_MANAGER_BUS))),
            None => (None, None),
        };
        let radio = self.radio(interface);
        let kernel = radio.and_then(|radio| Some(radio.access_point.as_ref().ok()?.announced));
        let manager = manager.map(|said| if self.is_above_iwd(interface) { above_iwd(said) } else { said });
        let said: Vec<Said> = self.said(interface).chain(manager).collect();
        let announced = kernel.or_else(|| said.iter().find_map(|said| said.announced));
        let rates = radio.filter(|radio| radio.has_newer_rates).map(|_| WITH_NEWER_RATES);
        let admitted: Vec<&[Word]> = said.iter().filter_map(|said| said.admitted).chain(rates).collect();
        let source = said.first().map_or(words::NL80211, |said| said.source);
        let class = wifi::security(announced, &admitted).map(|Security { class, weakest }| Class {
            word: class,
            weakest_allowed: weakest,
            server_verified: (class == words::WIFI_ENTERPRISE).then(|| self.server_verified(&said)).flatten(),
        });
        match class {
            // Somebody runs who might have told, and refused to.
            Err(Cause::Unsupported) => {
                let by_kernel = match radio {
                    Some(radio) => radio.access_point.as_ref().err(),
                    None => self.radios.as_ref().err(),
                };
                let refusals = [
                    refused_by_manager,
                    self.iwd.as_ref().err().map(|cause| (*cause, words::IWD_BUS)),
                    self.supplicant.as_ref().err().map(|cause| (*cause, words::WPA_SUPPLICANT_BUS)),
                    by_kernel.map(|cause| (*cause, words::NL80211)),
                ];
                let mut refusals_of_running = refusals.into_iter().flatten();
                let refusal =
                    refusals_of_running.find(|(cause, _)| *cause != Cause::Missing).or(refused_by_manager);
                refusal.map_or((class, source), |(cause, source)| (Err(cause), source))
            }
            class => (class, source),
        }
    }

    /// Whether iwd connects an interface, or may do so and does not tell.
    fn is_above_iwd(&self, interface: &str) -> bool {
        match &self.iwd {
            Ok(links) => links.iter().any(|(own, _)| own == interface),
            Err(cause) => *cause != Cause::Missing,
        }
    }

    /// An answer, if anyone has one; where nobody says anything of the link, why not.
    fn server_verified(&self, said: &[Said]) -> Option<Result<bool, Cause>> {
        if said.is_empty() {
            let refused = [self.iwd.as_ref().err(), self.supplicant.as_ref().err()].into_iter().flatten();
            let cause = refused.copied().find(|cause| *cause != Cause::Missing);
            return Some(Err(cause.unwrap_or(Cause::Unsupported)));
        }
        let answers = said.iter().filter_map(|said| said.server_verified);
        answers.reduce(|first, next| if first.is_ok() { first } else { next })
    }

    fn said(&self, interface: &str) -> impl Iterator<Item = Said> {
        let iwd = self.iwd.iter().flatten().filter(move |(own, _)| own == interface);
        let supplicant = self.supplicant.iter().flatten();
        let supplicant = supplicant.filter(move |link| !link.is_wired && link.interface == interface);
        let connman = self.connman.iter().flatten().filter(move |link| link.interface == interface);
        iwd.map(|(_, said)| *said)
            .chain(supplicant.map(|link| link.said))
            .chain(connman.filter_map(connman::Link::said))
    }
}

/// What `NetworkManager` says of a link that iwd connects: it makes up what the access point announces, and iwd
/// itself decides between open and OWE, and between WPA2 and WPA3.
fn above_iwd(said: Said) -> Said {
    let admitted = said.admitted.map(|admitted| match admitted {
        ONLY_OPEN | ONLY_OWE => WITHOUT_KEY,
        ONLY_WPA3 => PERSONAL,
        admitted => admitted,
    });
    Said { announced: None, admitted, ..said }
}

/// Whether a program does not run at all.
fn is_missing<T>(asked: &Result<T, Cause>) -> bool {
    matches!(asked, Err(Cause::Missing))
}
