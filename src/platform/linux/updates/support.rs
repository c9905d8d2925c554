//! How long the release of the operating system gets security updates.
//!
//! Reads `SUPPORT_END` of os-release(5), else looks the release up in a table. What stands in neither is not known.

use custodia_core::fact::Cause;
use custodia_core::vocabulary::Word;
use custodia_core::vocabulary::updates as words;
use jiff::civil::{Date, date};

use super::OsRelease;

/// A release: its `ID`, its `VERSION_ID`, the last day of its regular support, and of its long-term support where that
/// comes to every device by itself.
type Release = (&'static str, &'static str, Date, Option<Date>);

/// Sources: distro-info-data 0.58+deb12u7 (Debian with LTS, Ubuntu); the life cycle pages of Fedora
/// (docs.fedoraproject.org/en-US/releases/eol), openSUSE (en.opensuse.org/Lifetime), Red Hat
/// (access.redhat.com/support/policy/updates/errata), `AlmaLinux`, Rocky Linux, `CentOS`, Linux Mint and Alpine.
/// Releases that state `SUPPORT_END` themselves need no line.
#[rustfmt::skip]
const RELEASES: &[Release] = &[
    ("debian", "9", date(2020, 7, 18), Some(date(2022, 6, 30))),
    ("debian", "10", date(2022, 9, 10), Some(date(2024, 6, 30))),
    ("debian", "11", date(2024, 8, 14), Some(date(2026, 8, 31))),
    ("debian", "12", date(2026, 7, 11), Some(date(2028, 6, 30))),
    ("debian", "13", date(2028, 8, 9), Some(date(2030, 6, 30))),
    ("ubuntu", "18.04", date(2023, 5, 31), None),
    ("ubuntu", "20.04", date(2025, 5, 29), None),
    ("ubuntu", "22.04", date(2027, 6, 1), None),
    ("ubuntu", "23.10", date(2024, 7, 11), None),
    ("ubuntu", "24.04", date(2029, 5, 31), None),
    ("ubuntu", "24.10", date(2025, 7, 10), None),
    ("ubuntu", "25.04", date(2026, 1, 15), None),
    ("ubuntu", "25.10", date(2026, 7, 9), None),
    ("ubuntu", "26.04", date(2031, 5, 29), None),
    ("linuxmint", "20", date(2025, 4, 30), None),
    ("linuxmint", "21", date(2027, 4, 30), None),
    ("linuxmint", "22", date(2029, 4, 30), None),
    ("fedora", "38", date(2024, 5, 21), None),
    ("fedora", "39", date(2024, 11, 26), None),
    ("fedora", "40", date(2025, 5, 13), None),
    ("fedora", "41", date(2025, 12, 15), None),
    ("fedora", "42", date(2026, 5, 13), None),
    ("opensuse-leap", "15.4", date(2023, 12, 7), None),
    ("opensuse-leap", "15.5", date(2024, 12, 31), None),
    ("opensuse-leap", "15.6", date(2026, 4, 30), None),
    ("rhel", "7", date(2024, 6, 30), None),
    ("rhel", "8", date(2029, 5, 31), None),
    ("rhel", "9", date(2032, 5, 31), None),
    ("rhel", "10", date(2035, 5, 31), None),
    ("almalinux", "8", date(2029, 3, 1), None),
    ("almalinux", "9", date(2032, 5, 31), None),
    ("almalinux", "10", date(2035, 5, 31), None),
    ("rocky", "8", date(2029, 5, 31), None),
    ("rocky", "9", date(2032, 5, 31), None),
    ("rocky", "10", date(2035, 5, 31), None),
    ("centos", "7", date(2024, 6, 30), None),
    ("centos", "8", date(2021, 12, 31), None),
    ("centos", "9", date(2027, 5, 31), None),
    ("alpine", "3.19", date(2025, 11, 1), None),
    ("alpine", "3.20", date(2026, 4, 1), None),
    ("alpine", "3.21", date(2026, 11, 1), None),
    ("alpine", "3.22", date(2027, 5, 1), None),
];

/// Expanded maintenance of Ubuntu, by code name: only with Ubuntu Pro, until the last day of the month.
const EXPANDED: &[(&str, Date)] = &[
    ("bionic", date(2028, 4, 1)),
    ("focal", date(2030, 4, 23)),
    ("jammy", date(2032, 4, 21)),
    ("noble", date(2034, 4, 25)),
    ("resolute", date(2036, 4, 23)),
];

/// Releases of Ubuntu and Debian, by the code name that those built on them give.
const BASES: &[(&str, &str, &str)] = &[
    ("bionic", "ubuntu", "18.04"),
    ("focal", "ubuntu", "20.04"),
    ("jammy", "ubuntu", "22.04"),
    ("noble", "ubuntu", "24.04"),
    ("resolute", "ubuntu", "26.04"),
    ("bullseye", "debian", "11"),
    ("bookworm", "debian", "12"),
    ("trixie", "debian", "13"),
];

/// Systems that have no releases: each update is the next one.
const ROLLING: &[&str] =
    &["arch", "endeavouros", "manjaro", "cachyos", "artix", "opensuse-tumbleweed", "void", "gentoo"];

/// How the release is supported, and until when.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Support {
    pub(super) kind: Word,
    /// The last day; a rolling system has none.
    pub(super) until: Option<Date>,
}

/// The support on a day; `is_expanded` where Ubuntu Pro's security archive is among the lists.
pub(super) fn support(release: &OsRelease, today: Date, is_expanded: bool) -> Result<Support, Cause> {
    if let Some(text) = release.get("SUPPORT_END") {
        let until = text.parse().map_err(|_| Cause::Malformed)?;
        return Ok(until_day(until, None, today));
    }
    let id = release.get("ID").ok_or(Cause::Missing)?;
    if ROLLING.contains(&id.as_str()) {
        return Ok(Support { kind: words::ROLLING, until: None });
    }
    let base = ["UBUNTU_CODENAME", "DEBIAN_CODENAME"].into_iter().find_map(|name| release.get(name));
    let code_name = base.clone().or_else(|| release.get("VERSION_CODENAME"));
    let expanded = EXPANDED.iter().find(|(name, _)| Some(*name) == code_name.as_deref());
    let version = release.get("VERSION_ID");
    let own = version.as_deref().and_then(|version| listed(&id, version));
    // What is built on another release gets its security updates from there.
    let base = || {
        let (_, id, version) = BASES.iter().find(|(name, ..)| Some(*name) == base.as_deref())?;
        listed(id, version)
    };
    let (_, _, regular, long_term) = own.or_else(base).ok_or(Cause::Unsupported)?;
    let long_term = long_term.or_else(|| expanded.filter(|_| is_expanded).map(|(_, until)| *until));
    Ok(until_day(regular, long_term, today))
}

/// Where only the first part of the version is listed, it stands for all that begin with it.
fn listed(id: &str, version: &str) -> Option<Release> {
    RELEASES.iter().copied().find(|(own, listed, ..)| {
        *own == id
            && version.strip_prefix(listed).is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
    })
}

fn until_day(regular: Date, long_term: Option<Date>, today: Date) -> Support {
    match long_term {
        _ if today <= regular => Support { kind: words::SUPPORTED, until: Some(regular) },
        Some(until) if today <= until => Support { kind: words::LONG_TERM, until: Some(until) },
        until => Support { kind: words::SUPPORT_ENDED, until: Some(until.unwrap_or(regular)) },
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const TODAY: Date = date(2026, 11, 21);

    fn told(text: &str) -> Result<(Word, Option<Date>), Cause> {
        support(&OsRelease(text.to_owned()), TODAY, false).map(|support| (support.kind, support.until))
    }

    #[test]
    fn support_is_that_of_the_release() {
        let on = |kind, year, month, day| Ok((kind, Some(date(year, month, day))));
        for (release, expected) in [
            ("ID=debian\nVERSION_ID=\"13\"\n", on(words::SUPPORTED, 2028, 8, 9)),
            ("ID=debian\nVERSION_ID=\"12\"\n", on(words::LONG_TERM, 2028, 6, 30)),
            ("ID=debian\nVERSION_ID=\"11\"\n", on(words::SUPPORT_ENDED, 2026, 8, 31)),
            ("ID=debian\nVERSION_CODENAME=forky\n", Err(Cause::Unsupported)),
            ("ID=debian\nVERSION_ID=\"1\"\n", Err(Cause::Unsupported)),
            (
                "ID=ubuntu\nVERSION_ID=\"20.04\"\nUBUNTU_CODENAME=focal\n",
                on(words::SUPPORT_ENDED, 2025, 5, 29),
            ),
            ("ID=linuxmint\nVERSION_ID=\"22.1\"\nUBUNTU_CODENAME=noble\n", on(words::SUPPORTED, 2029, 4, 30)),
            ("ID=pop\nVERSION_ID=\"22.04\"\nUBUNTU_CODENAME=jammy\n", on(words::SUPPORTED, 2027, 6, 1)),
            ("ID=fedora\nVERSION_ID=42\n", on(words::SUPPORT_ENDED, 2026, 5, 13)),
            ("ID=fedora\nVERSION_ID=43\nSUPPORT_END=2026-12-09\n", on(words::SUPPORTED, 2026, 12, 9)),
            ("ID=fedora\nVERSION_ID=43\nSUPPORT_END=soon\n", Err(Cause::Malformed)),
            ("ID=debian\nVERSION_ID=12\nSUPPORT_END=2020-01-01\n", on(words::SUPPORT_ENDED, 2020, 1, 1)),
            ("ID=\"rocky\"\nVERSION_ID=\"9.4\"\n", on(words::SUPPORTED, 2032, 5, 31)),
            ("ID=alpine\nVERSION_ID=3.22.1\n", on(words::SUPPORTED, 2027, 5, 1)),
            ("ID=arch\n", Ok((words::ROLLING, None))),
            ("ID=own-system\nID_LIKE=debian\nVERSION_ID=12\n", Err(Cause::Unsupported)),
            ("", Err(Cause::Missing)),
        ] {
            assert_eq!(told(release), expected, "{release}");
        }
    }

    #[test]
    fn ubuntu_pro_prolongs_the_support() {
        let focal = OsRelease("ID=ubuntu\nVERSION_ID=\"20.04\"\nUBUNTU_CODENAME=focal\n".to_owned());
        assert_eq!(support(&focal, TODAY, true).unwrap().until, Some(date(2030, 4, 23)));
    }

    proptest! {
        #[test]
        fn any_release_is_looked_up_to_an_end(text in "(ID=|VERSION_ID=|SUPPORT_END=|debian|[0-9.\"-]|\n|.){0,40}") {
            let _ = support(&OsRelease(text), TODAY, true);
        }
    }
}
