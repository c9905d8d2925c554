//! Real browsers that run.

use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use custodia::checks::Check;
use custodia::checks::whatsapp_web::WhatsappWeb;
use custodia_core::verdict::Status;
use custodia_core::vocabulary::whatsapp_web as vocabulary;
use serde::Deserialize;
use tempfile::TempDir;

use super::{Home, bed, findings, judge, run};

/// A browser that runs on a linked page, ended when dropped.
pub(super) struct Live<'a>(&'a Path);

impl<'a> Live<'a> {
    pub(super) fn start(directory: &'a Path, browser: &str, state: &str) -> (Self, PathBuf) {
        #[derive(Deserialize)]
        struct Started {
            profile: PathBuf,
        }

        let live = Self(directory);
        let printed = run("python3", "python3, chromium, firefox-esr, openssl", |python| {
            python.arg(bed("mkprofile.py")).arg("live").arg(directory).args([
                "--browser",
                browser,
                "--state",
                state,
                "--seconds",
                "180",
            ])
        });
        let Started { profile } = serde_json::from_str(&printed).unwrap();
        (live, profile)
    }

    pub(super) fn stop(self) {
        drop(self);
    }
}

impl Drop for Live<'_> {
    fn drop(&mut self) {
        run("python3", "python3", |python| python.arg(bed("mkprofile.py")).arg("stop").arg(self.0));
    }
}

#[test]
fn running_browsers_are_seen_open_and_then_closed() {
    for (browser, state, place) in [
        ("chromium", "linked-active", ".config/chromium"),
        ("chromium", "linked-sqlite", ".config/chromium"),
        ("firefox", "linked-active", ".mozilla/firefox/live"),
    ] {
        let directory = TempDir::new().unwrap();
        let home = Home::new();
        let (live, profile) = Live::start(directory.path(), browser, state);
        home.link(place, &profile);

        let facts = home.facts(custodia::clock::now());
        let verdict = judge(&facts);
        assert_eq!(facts.value(vocabulary::LINKED), Some(1), "{browser} {state}: {facts:?}");
        assert_eq!(facts.value_item(0, vocabulary::OPEN), Some(true), "{browser} {state}: {facts:?}");
        assert_eq!(
            facts.value_item(0, vocabulary::BROWSER_RUNNING),
            Some(true),
            "{browser} {state}: {facts:?}"
        );
        assert_eq!(facts.value_item(0, vocabulary::UNUSED_HOURS), Some(0), "{browser} {state}: {facts:?}");
        assert_eq!(
            (verdict.status, findings(&verdict)),
            (Status::Pass, vec![vocabulary::OPEN_NOW.spec().id])
        );

        // The same browser, found by its command line alone.
        let elsewhere = Home::new();
        let found = WhatsappWeb.probe(&elsewhere.host("/".into(), custodia::clock::now()));
        assert!(
            found.items().into_iter().any(|item| found.value_item(item, vocabulary::OPEN) == Some(true)
                && found.value_item(item, vocabulary::BROWSER).is_some_and(|word| word.as_str() == browser)),
            "{browser} {state}: {found:?}"
        );

        live.stop();
        let facts = home.facts(custodia::clock::now());
        assert_eq!(facts.value(vocabulary::LINKED), Some(1), "{browser} {state}: {facts:?}");
        assert_eq!(facts.value_item(0, vocabulary::OPEN), Some(false), "{browser} {state}: {facts:?}");
        assert_eq!(
            facts.value_item(0, vocabulary::BROWSER_RUNNING),
            Some(false),
            "{browser} {state}: {facts:?}"
        );
    }
}

/// Does something while another process holds a lock on a file.
#[expect(clippy::disallowed_methods, reason = "another process has to hold the lock")]
pub(super) fn while_locked<T>(file: &Path, act: impl FnOnce() -> T) -> T {
    const HOLD: &str = "import fcntl, sys\n\
        file = open(sys.argv[1], 'r+b')\n\
        fcntl.lockf(file, fcntl.LOCK_EX)\n\
        print('held', flush=True)\n\
        sys.stdin.read()";
    let mut holder = Command::new("python3")
        .args(["-c", HOLD])
        .arg(file)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    BufReader::new(holder.stdout.take().unwrap()).read_line(&mut String::new()).unwrap();
    let done = act();
    drop(holder.stdin.take());
    holder.wait().unwrap();
    done
}
