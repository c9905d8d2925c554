//! Prepared homes of every desktop, good, bad, slow and untouched, without a running session: judged by their files.

use std::collections::BTreeMap;
use std::path::Path;

use custodia::checks;
use custodia::host::Host;
use custodia_core::catalog::CheckId;
use custodia_core::verdict::Status;
use jiff::Timestamp;

use super::verdict_of;
use crate::accuracy::{State, evidence};
use crate::home::{answer, tool};

/// A line of the bed's table.
struct Prepared {
    home: String,
    desktop: String,
    expected: Status,
    why: String,
}

fn prepared(place: &Path) -> Vec<Prepared> {
    let bed = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/beds/desktop-homes.sh");
    answer(tool("bash", "bash").arg(bed).arg(place));
    let table = fs_err::read_to_string(place.join("expected.tsv")).unwrap();
    let lines = table.lines().filter(|line| !line.starts_with('#'));
    lines
        .map(|line| {
            let [home, desktop, locks, seconds, why] = line.split('\t').collect::<Vec<_>>()[..] else {
                panic!("{line}")
            };
            let expected = match (locks, seconds.parse::<u64>()) {
                // Up to the default limits of both times, of which the table has the sum.
                ("yes", Ok(..=305)) => Status::Pass,
                ("yes", Ok(_)) | ("no", _) => Status::Fail,
                ("unknown", _) => Status::Unknown,
                _ => panic!("{line}"),
            };
            Prepared { home: home.to_owned(), desktop: desktop.to_owned(), expected, why: why.to_owned() }
        })
        .collect()
}

/// The states of the homes for `docs/accuracy.md`.
pub(super) fn states() -> Vec<State> {
    let place = tempfile::tempdir().unwrap();
    let names = ["locker", "lock-enabled", "idle-seconds", "grace-seconds", "password-required"];
    let states = prepared(place.path()).into_iter().map(|prepared| {
        let home = place.path().join(&prepared.home);
        let nowhere = place.path().join("nowhere").display().to_string();
        let environment = BTreeMap::from([
            ("HOME".to_owned(), home.display().to_string()),
            // Where the table names no desktop, any window manager of X11 is meant.
            ("XDG_SESSION_TYPE".to_owned(), if prepared.desktop.is_empty() { "x11" } else { "" }.to_owned()),
            ("XDG_CURRENT_DESKTOP".to_owned(), prepared.desktop),
            ("XDG_CONFIG_DIRS".to_owned(), nowhere.clone()),
            ("DBUS_SYSTEM_BUS_ADDRESS".to_owned(), format!("unix:path={nowhere}")),
        ]);
        let host = Host::new("/", environment, Timestamp::UNIX_EPOCH);
        let facts = checks::check(CheckId::ScreenLock).probe(&host);
        let verdict = verdict_of(&facts, []);
        State {
            name: format!("`{}`: {}", prepared.home, prepared.why.replace('|', "or")),
            bed: "`tests/beds/desktop-homes.sh`, no session",
            // The table knows no reasons: the one that is told stands for itself.
            expected: (prepared.expected, verdict.reason.id()),
            evidence: evidence(&facts, &names),
            verdict,
        }
    });
    states.collect()
}

#[test]
fn homes_come_to_the_verdict_of_the_table() {
    for state in states() {
        assert_eq!(state.verdict.status, state.expected.0, "{}: {}", state.name, state.verdict.reason.id());
    }
}
