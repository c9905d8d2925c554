//! What kind of device this is.
//!
//! Reads `/etc/os-release` (or `/usr/lib/os-release`), `/sys/class/dmi/id/chassis_type`, `/proc/cpuinfo` and
//! the marks that containers leave, all of them readable for everybody. Cannot tell the form where the firmware
//! does not say it or says something that stands for no form.

use custodia_core::fact::{Cause, Fact};
use custodia_core::platform::{Form, Os, Platform};
use custodia_core::value::Version;
use custodia_core::vocabulary::Word;
use custodia_core::vocabulary::common::{ALPINE, ARCH, DEBIAN, FEDORA, GENTOO, NIXOS, SUSE};

use super::files;
use super::session::{Session, system_bus};
use crate::host::Host;

/// The largest file of the system that is read here, in bytes; `/proc/cpuinfo` grows with the processors.
const LARGEST_FILE: u64 = 1024 * 1024;

/// The platform of the device, as far as it can be told.
pub(crate) fn platform(host: &Host) -> Platform {
    let release = os_release(host).unwrap_or_default();
    let bus = system_bus(host);
    let session = Session::find(host, bus.as_ref().map_err(|cause| *cause));
    Platform {
        os: Os::Linux,
        family: family(&release),
        version: assignment(&release, "VERSION_ID").and_then(|text| text.parse::<Version>().ok()),
        desktop: session.desktop.and_then(Fact::into_value),
        form: form(host),
    }
}

/// The text of os-release(5).
pub(super) fn os_release(host: &Host) -> Result<String, Cause> {
    match files::read_text(&host.path("/etc/os-release"), LARGEST_FILE) {
        Err(_) => files::read_text(&host.path("/usr/lib/os-release"), LARGEST_FILE),
        read => read,
    }
}

pub(super) fn family(release: &str) -> Option<Word> {
    let own = assignment(release, "ID");
    let like = assignment(release, "ID_LIKE");
    own.iter().chain(&like).flat_map(|list| list.split_whitespace()).find_map(|id| match id {
        "debian" | "ubuntu" => Some(DEBIAN),
        "fedora" | "rhel" | "centos" => Some(FEDORA),
        "suse" | "opensuse" | "opensuse-leap" | "opensuse-tumbleweed" | "sles" => Some(SUSE),
        "arch" => Some(ARCH),
        "alpine" => Some(ALPINE),
        "nixos" => Some(NIXOS),
        "gentoo" => Some(GENTOO),
        _ => None,
    })
}

/// The value of a shell-like assignment, without its quotes.
pub(super) fn assignment(text: &str, name: &str) -> Option<String> {
    let value = text.lines().find_map(|line| line.trim().strip_prefix(name)?.strip_prefix('='))?.trim();
    let unquoted = ['"', '\''].into_iter().find_map(|quote| value.strip_prefix(quote)?.strip_suffix(quote));
    Some(unquoted.unwrap_or(value).to_owned())
}

fn form(host: &Host) -> Option<Form> {
    let has = |path| host.path(path).exists();
    let virtual_processor = || {
        files::read(&host.path("/proc/cpuinfo"), LARGEST_FILE).is_ok_and(|content| {
            String::from_utf8_lossy(&content)
                .lines()
                .find_map(|line| line.strip_prefix("flags"))
                .is_some_and(|flags| flags.split_whitespace().any(|flag| flag == "hypervisor"))
        })
    };
    if has("/.dockerenv") || has("/run/.containerenv") || has("/run/systemd/container") || virtual_processor()
    {
        return Some(Form::Virtual);
    }
    let chassis = files::read_text(&host.path("/sys/class/dmi/id/chassis_type"), LARGEST_FILE).ok()?;
    // The numbers of the SMBIOS reference specification (DSP0134), table "System Enclosure or Chassis Types".
    match chassis.trim().parse::<u8>().ok()? {
        8 | 9 | 10 | 14 | 31 | 32 => Some(Form::Laptop),
        3..=7 | 13 | 15 | 16 | 24 | 35 | 36 => Some(Form::Desktop),
        11 => Some(Form::Phone),
        30 => Some(Form::Tablet),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use jiff::Timestamp;

    use super::*;

    fn machine(files: &[(&str, &str)]) -> (tempfile::TempDir, Host) {
        let root = tempfile::tempdir().unwrap();
        for (path, content) in files {
            let path = root.path().join(path);
            fs_err::create_dir_all(path.parent().unwrap()).unwrap();
            fs_err::write(path, content).unwrap();
        }
        let host = Host::new(root.path(), BTreeMap::new(), Timestamp::UNIX_EPOCH);
        (root, host)
    }

    #[test]
    fn release_gives_family_and_version() {
        for (release, family, version) in [
            ("ID=debian\nVERSION_ID=\"12\"\n", Some(DEBIAN), Some("12")),
            ("ID=linuxmint\nID_LIKE=\"ubuntu debian\"\nVERSION_ID='22.1'\n", Some(DEBIAN), Some("22.1")),
            ("ID=\"rocky\"\nID_LIKE=\"rhel centos fedora\"\nVERSION_ID=\"9.4\"\n", Some(FEDORA), Some("9.4")),
            ("ID=arch\nBUILD_ID=rolling\n", Some(ARCH), None),
            ("ID=own-build-of-ann\nVERSION_ID=of-ann\n", None, None),
        ] {
            let (_root, host) = machine(&[("etc/os-release", release)]);

            let platform = platform(&host);

            assert_eq!(platform.family, family, "{release}");
            assert_eq!(platform.version.map(|version| version.to_string()).as_deref(), version, "{release}");
        }
    }

    #[test]
    fn release_of_the_vendor_stands_in() {
        let (_root, host) = machine(&[("usr/lib/os-release", "ID=fedora\n")]);

        assert_eq!(platform(&host).family, Some(FEDORA));
    }

    #[test]
    fn form_comes_from_the_firmware_unless_the_machine_is_virtual() {
        for (files, form) in [
            (vec![("sys/class/dmi/id/chassis_type", "10\n")], Some(Form::Laptop)),
            (vec![("sys/class/dmi/id/chassis_type", "3\n")], Some(Form::Desktop)),
            (vec![("sys/class/dmi/id/chassis_type", "2\n")], None),
            (vec![("sys/class/dmi/id/chassis_type", "tall\n")], None),
            (vec![("sys/class/dmi/id/chassis_type", "10\n"), (".dockerenv", "")], Some(Form::Virtual)),
            (vec![("proc/cpuinfo", "processor\t: 0\nflags\t\t: fpu hypervisor\n")], Some(Form::Virtual)),
            (vec![("proc/cpuinfo", "processor\t: 0\nflags\t\t: fpu vmx\n")], None),
        ] {
            let (_root, host) = machine(&files);

            assert_eq!(platform(&host).form, form, "{files:?}");
        }
    }
}
