//! The firewall in front of a link, where firewalld or ufw runs it.
//!
//! Asks firewalld on the system bus for the zone of an interface, after polkit has said that it is allowed
//! without a password; reads `/etc/ufw/ufw.conf`. Cannot see rules set by hand or by other programs, nor what a
//! zone lets in.

use custodia_core::fact::Cause;
use custodia_core::vocabulary::Word;
use custodia_core::vocabulary::network as words;

use crate::host::Host;
use crate::platform::linux::bus::{Bus, of_running};
use crate::platform::linux::files::read_text;

const SERVICE: &str = "org.fedoraproject.FirewallD1";
const ROOT: &str = "/org/fedoraproject/FirewallD1";
const ZONES: &str = "org.fedoraproject.FirewallD1.zone";

/// What firewalld asks polkit before it tells about zones.
const ACTION: &str = "org.fedoraproject.FirewallD1.info";

/// The largest `ufw.conf` that is read, in bytes.
const MAX_SETTINGS: u64 = 64 * 1024;

/// The zones that firewalld brings along, by what it lets in; others are an administrator's or a distribution's.
const BUILT_IN: [(&str, Word); 9] = [
    ("block", words::ZONE_BLOCK),
    ("dmz", words::ZONE_DMZ),
    ("drop", words::ZONE_DROP),
    ("external", words::ZONE_EXTERNAL),
    ("home", words::ZONE_HOME),
    ("internal", words::ZONE_INTERNAL),
    ("public", words::ZONE_PUBLIC),
    ("trusted", words::ZONE_TRUSTED),
    ("work", words::ZONE_WORK),
];

/// The zone that an interface is in; nothing where firewalld does not run.
pub(super) fn zone(bus: &Bus, interface: &str) -> Option<Result<Word, Cause>> {
    match bus.has_owner(SERVICE) {
        Ok(false) => None,
        Ok(true) => Some(told(bus, interface).map_err(of_running)),
        Err(cause) => Some(Err(cause)),
    }
}

fn told(bus: &Bus, interface: &str) -> Result<Word, Cause> {
    if !bus.is_allowed(ACTION)? {
        return Err(Cause::Denied);
    }
    let mut zone: String = bus.call(SERVICE, ROOT, ZONES, "getZoneOfInterface", &(interface,))?;
    if zone.is_empty() {
        zone = bus.call(SERVICE, ROOT, SERVICE, "getDefaultZone", &())?;
    }
    Ok(zone_word(&zone))
}

/// The word for a zone of that name.
pub(in crate::platform::linux) fn zone_word(zone: &str) -> Word {
    let built_in = BUILT_IN.into_iter().find(|(name, _)| *name == zone);
    built_in.map_or(words::ZONE_OTHER, |(_, word)| word)
}

/// Whether firewalld runs.
pub(in crate::platform::linux) fn is_firewalld_running(bus: &Bus) -> Result<bool, Cause> {
    bus.has_owner(SERVICE)
}

/// The zone of everything that was put into no other.
pub(in crate::platform::linux) fn default_zone(bus: &Bus) -> Result<Word, Cause> {
    if !bus.is_allowed(ACTION)? {
        return Err(Cause::Denied);
    }
    let zone: String = bus.call(SERVICE, ROOT, SERVICE, "getDefaultZone", &())?;
    Ok(zone_word(&zone))
}

/// Whether ufw is set to start its firewall; nothing where it is not installed.
pub(in crate::platform::linux) fn ufw_enabled(host: &Host) -> Option<Result<bool, Cause>> {
    let settings = match read_text(&host.path("/etc/ufw/ufw.conf"), MAX_SETTINGS) {
        Err(Cause::Missing) => return None,
        settings => settings,
    };
    // The last one counts, as for the shell that reads the file.
    Some(settings.and_then(|settings| {
        let mut values = settings.lines().filter_map(|line| line.trim_start().strip_prefix("ENABLED="));
        let value = values.next_back().ok_or(Cause::Malformed)?;
        let value = value.split('#').next().unwrap_or_default().trim().trim_matches(['"', '\'']);
        match value.to_ascii_lowercase().as_str() {
            "yes" => Ok(true),
            "no" => Ok(false),
            _ => Err(Cause::Malformed),
        }
    }))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;

    #[test]
    fn ufw_is_enabled_by_its_last_word() {
        let enabled = |text: &str| {
            let root = tempfile::tempdir().unwrap();
            fs_err::create_dir_all(root.path().join("etc/ufw")).unwrap();
            fs_err::write(root.path().join("etc/ufw/ufw.conf"), text).unwrap();
            ufw_enabled(&Host::new(root.path(), BTreeMap::new(), crate::clock::now()))
        };

        assert_eq!(enabled("# /etc/ufw/ufw.conf\nENABLED=yes\nLOGLEVEL=low\n"), Some(Ok(true)));
        assert_eq!(enabled("#ENABLED=yes\r\nENABLED=\"No\" # off\r\n"), Some(Ok(false)));
        assert_eq!(enabled("ENABLED=no\nENABLED=yes\n"), Some(Ok(true)));
        assert_eq!(enabled("ENABLED=maybe\n"), Some(Err(Cause::Malformed)));
        assert_eq!(enabled("LOGLEVEL=low\n"), Some(Err(Cause::Malformed)));
    }
}
