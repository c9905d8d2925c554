//! Whether security updates are set to install themselves.
//!
//! Reads apt's configuration, that of dnf's and `OSTree`'s automatic updates, and which timers systemd starts. Needs no
//! permission. Cannot see whether the last run succeeded, or tools of the institution.

use custodia_core::fact::Cause;

use super::apt_conf;
use crate::browser::file;
use crate::host::Host;
use crate::platform::linux::packages::dpkg::Status;
use crate::platform::linux::{files, ini};

const LARGEST: u64 = 64 * 1024;

/// Where timers are enabled by links, and masked.
const UNITS: [&str; 3] = ["/etc/systemd/system", "/usr/lib/systemd/system", "/lib/systemd/system"];

/// Timers whose service installs updates whatever its configuration says.
const INSTALLING: [&str; 2] = ["dnf-automatic-install.timer", "transactional-update.timer"];

/// Timers of dnf, whose configuration says whether they install.
const DNF: [&str; 3] = ["dnf-automatic.timer", "dnf5-automatic.timer", "dnf-automatic-install.timer"];

const DNF_CONFIGURATION: [&str; 2] = ["/etc/dnf/automatic.conf", "/etc/dnf/dnf5-plugins/automatic.conf"];

/// For apt: unattended-upgrades is installed, switched on, and its timer runs.
pub(super) fn of_apt(host: &Host, status: Result<&Status, Cause>) -> Result<bool, Cause> {
    let names = ["APT::Periodic::Enable", "APT::Periodic::Unattended-Upgrade"];
    let [enable, upgrade] = apt_conf::values(host, names)?;
    // Unset, the first is on and the second is off (/usr/lib/apt/apt.systemd.daily).
    let is_set = |value: Option<String>, default: bool| {
        value.map_or(default, |value| value != "0" && !value.is_empty())
    };
    if !is_set(enable, true) || !is_set(upgrade, false) {
        return Ok(false);
    }
    Ok(status?.has("unattended-upgrades")? && is_enabled(host, "apt-daily-upgrade.timer")?)
}

/// For everything that RPM brings, and for images.
pub(super) fn of_others(host: &Host) -> Result<bool, Cause> {
    for timer in INSTALLING {
        if is_enabled(host, timer)? {
            return Ok(true);
        }
    }
    for timer in DNF {
        if is_enabled(host, timer)? {
            for path in DNF_CONFIGURATION {
                if has(host, path, "commands", "apply_updates", &["yes", "true", "1"])? {
                    return Ok(true);
                }
            }
        }
    }
    let policy = has(host, "/etc/rpm-ostreed.conf", "Daemon", "AutomaticUpdatePolicy", &["apply", "stage"])?;
    Ok(policy && is_enabled(host, "rpm-ostreed-automatic.timer")?)
}

fn has(host: &Host, path: &str, group: &str, key: &str, values: &[&str]) -> Result<bool, Cause> {
    let text = file::present(files::read_text(&host.path(path), LARGEST))?.unwrap_or_default();
    let value = ini::last(&ini::entries(&text), group, key).map(str::to_ascii_lowercase);
    Ok(value.is_some_and(|value| values.contains(&value.as_str())))
}

/// Whether systemd starts a timer: a link wants it, and no link to nothing masks it.
fn is_enabled(host: &Host, timer: &str) -> Result<bool, Cause> {
    let masked =
        fs_err::read_link(host.path(UNITS[0]).join(timer)).is_ok_and(|target| target.ends_with("dev/null"));
    if masked {
        return Ok(false);
    }
    for folder in UNITS {
        let link = host.path(folder).join("timers.target.wants").join(timer);
        match fs_err::symlink_metadata(link).map_err(|error| files::cause(error.kind())) {
            Ok(_) => return Ok(true),
            Err(Cause::Missing) => {}
            Err(cause) => return Err(cause),
        }
    }
    Ok(false)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::platform::linux::packages::tests::machine;

    const INSTALLED: &[u8] = b"Package: unattended-upgrades\nStatus: install ok installed\nVersion: 2.9\n";
    const WANTED: &str = "etc/systemd/system/timers.target.wants/apt-daily-upgrade.timer";

    fn told(host: &Host) -> Result<bool, Cause> {
        of_apt(host, Status::read(host).as_ref().map_err(|cause| *cause))
    }

    #[test]
    fn apt_upgrades_by_itself_when_everything_for_it_is_there() {
        let on: &[u8] = b"APT::Periodic::Unattended-Upgrade \"1\";\n";
        let off: &[u8] = b"APT::Periodic::Unattended-Upgrade \"0\";\n";
        let status = "var/lib/dpkg/status";
        let (conf, later) = ("etc/apt/apt.conf.d/20auto-upgrades", "etc/apt/apt.conf.d/52own.conf");
        for (files, expected) in [
            (vec![(status, INSTALLED), (conf, on), (WANTED, b"")], true),
            (vec![(status, INSTALLED), (conf, on), (later, off), (WANTED, b"")], false),
            (
                vec![(status, INSTALLED), (conf, on), ("etc/apt/apt.conf.d/52own.bak", off), (WANTED, b"")],
                true,
            ),
            (
                vec![
                    (status, INSTALLED),
                    (conf, on),
                    ("etc/apt/apt.conf", b"APT::Periodic::Enable 0;"),
                    (WANTED, b""),
                ],
                false,
            ),
            (vec![(status, INSTALLED), (conf, on)], false),
            (vec![(status, b"".as_slice()), (conf, on), (WANTED, b"")], false),
            (vec![(status, INSTALLED), (WANTED, b"")], false),
        ] {
            assert_eq!(told(&machine(&files).1), Ok(expected), "{files:?}");
        }
    }

    #[test]
    fn a_masked_timer_does_not_run() {
        let conf =
            ("etc/apt/apt.conf.d/20auto-upgrades", b"APT::Periodic::Unattended-Upgrade \"1\";\n".as_slice());
        let (root, host) = machine(&[("var/lib/dpkg/status", INSTALLED), conf, (WANTED, b"")]);
        let timer = root.path().join("etc/systemd/system/apt-daily-upgrade.timer");
        fs_err::os::unix::fs::symlink("/dev/null", timer).unwrap();

        assert_eq!(told(&host), Ok(false));
    }

    #[test]
    fn dnf_installs_only_when_it_is_told_to() {
        let timer = "etc/systemd/system/timers.target.wants/dnf5-automatic.timer";
        let conf = "etc/dnf/automatic.conf";
        for (files, expected) in [
            (vec![(timer, b"".as_slice())], false),
            (vec![(timer, b""), (conf, b"[commands]\napply_updates = no\n")], false),
            (vec![(timer, b""), (conf, b"[commands]\napply_updates = Yes\n")], true),
            (vec![(conf, b"[commands]\napply_updates = yes\n")], false),
            (
                vec![
                    ("etc/rpm-ostreed.conf", b"[Daemon]\nAutomaticUpdatePolicy=stage\n"),
                    ("etc/systemd/system/timers.target.wants/rpm-ostreed-automatic.timer", b""),
                ],
                true,
            ),
        ] {
            assert_eq!(of_others(&machine(&files).1), Ok(expected), "{files:?}");
        }
    }
}
