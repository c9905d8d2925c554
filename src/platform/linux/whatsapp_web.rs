//! Facts of the `whatsapp-web` check on Linux.
//!
//! Reads the profiles of Chromium, Firefox, their relatives and WebKitGTK below the person's home, as packages,
//! snaps and flatpaks keep them, those that the person's running browsers name, and those that a bounded walk
//! through the folders of programs finds. Needs no permission beyond the person's own. Asks who holds a lock
//! (`F_GETLK`), takes none, and writes nothing.
//!
//! Cannot see private windows and guest profiles, which leave nothing on disk; other people's accounts; profiles
//! in places that no running browser names and that the walk does not reach; whether the phone has ended a
//! session since the page was last open; a link younger than some ten seconds.

use std::path::{Path, PathBuf};
use std::time::Duration;

use custodia_core::fact::{Cause, Facts};
use custodia_core::vocabulary::Word;
use custodia_core::vocabulary::whatsapp_web as vocabulary;
use jiff::{SignedDuration, Timestamp};
use nix::fcntl::{FcntlArg, fcntl};
use nix::libc;

use self::search::Search;
use super::{files, known, live};
use crate::browser::whatsapp::Session;
use crate::browser::{chromium, file, firefox, webkit};
use crate::host::Host;

mod places;
mod running;
mod search;
mod sweep;

pub(crate) use places::{is_browser_flatpak, stores};

/// How far a time of use may lie in the future before the clock is taken to be wrong.
const CLOCK_SKEW: SignedDuration = SignedDuration::from_hours(24);
/// A page that was closed keeps its databases open for two to four seconds, and a message that wakes the
/// page's background worker opens them as briefly.
const SECOND_LOOK: Duration = Duration::from_secs(5);

pub(crate) fn whatsapp_web(host: &Host) -> Facts {
    let search = Search::of(host);
    let mut known_profiles = 0;
    let mut items = Vec::new();
    for profile in &search.profiles {
        let found = profile.items(host.now());
        known_profiles += u64::from(profile.is_known || !found.is_empty());
        items.extend(found);
    }
    if items.iter().any(Item::needs_second_look) {
        std::thread::sleep(SECOND_LOOK);
        for item in items.iter_mut().filter(|item| item.needs_second_look()) {
            item.open = any_held(&item.open_locks);
        }
    }
    let mut facts = facts(search.trouble.map_or(Ok(known_profiles), Err), &items);
    inventory(host, &mut facts);
    facts
}

/// A profile of a browser that keeps them in a known place.
pub(crate) struct BrowserProfile {
    pub(crate) browser: Word,
    /// Whether it is one of Firefox and its relatives, rather than Chromium's.
    pub(crate) is_firefox: bool,
    pub(crate) directory: PathBuf,
}

/// The profiles in the known places, and why there may be more.
pub(crate) fn profiles(host: &Host) -> (Vec<BrowserProfile>, Option<Cause>) {
    let search = Search::of_known_places(host);
    let profile = |Profile { browser, family, directory, .. }| BrowserProfile {
        browser,
        is_firefox: family == Family::Firefox,
        directory,
    };
    (search.profiles.into_iter().map(profile).collect(), search.trouble)
}

/// How a browser keeps its profiles.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Family {
    Chromium,
    Firefox,
    WebKit,
}

/// A browser profile.
struct Profile {
    browser: Word,
    family: Family,
    directory: PathBuf,
    /// Whether it lies where a browser keeps its profiles, rather than just looking like one.
    is_known: bool,
}

/// What is left of WhatsApp Web in one profile, or in one container of it.
struct Item {
    browser: Word,
    session: Result<Session, Cause>,
    to_confirm: bool,
    unused_hours: Result<u64, Cause>,
    open: Result<bool, Cause>,
    open_locks: Vec<PathBuf>,
    running: Result<bool, Cause>,
}

impl Item {
    /// Whether the lock that is held may be one that the page leaves for some seconds after it was closed.
    fn needs_second_look(&self) -> bool {
        self.session == Ok(Session::Linked) && self.open == Ok(true) && self.unused_hours != Ok(0)
    }
}

impl Profile {
    fn items(&self, now: Timestamp) -> Vec<Item> {
        let mut items = match self.family {
            Family::Chromium => self.chromium_item(now).into_iter().collect(),
            Family::Firefox => self.firefox_items(now),
            Family::WebKit => self.webkit_item(now).into_iter().collect(),
        };
        // A private window that is gone has taken everything along.
        items.retain(|item| item.session != Ok(Session::Private) || item.running != Ok(false));
        items
    }

    fn chromium_item(&self, now: Timestamp) -> Option<Item> {
        let chromium::Found { session, to_confirm, used, has_databases } = chromium::look(&self.directory)?;
        // Many programs have such a store; without a database of the origin a damaged one says nothing of it.
        if !self.is_known && session.is_err() && !has_databases {
            return None;
        }
        let (open_locks, running) = match chromium::locks(&self.directory) {
            Ok(locks) => (Ok(locks.open), any_held(&locks.running)),
            Err(cause) => (Err(cause), Err(cause)),
        };
        Some(self.item(session, to_confirm, unused_hours(used, now), open_locks, running))
    }

    fn firefox_items(&self, now: Timestamp) -> Vec<Item> {
        let running = held(&firefox::running_lock(&self.directory));
        match firefox::look(&self.directory) {
            Ok(found) => found
                .into_iter()
                .map(|firefox::Found { session, to_confirm, used, locks }| {
                    let locks = if locks.is_empty() { Err(Cause::Unsupported) } else { Ok(locks) };
                    self.item(session, to_confirm, unused_hours(used, now), locks, running)
                })
                .collect(),
            Err(cause) => vec![self.item(Err(cause), false, Err(cause), Err(cause), running)],
        }
    }

    fn webkit_item(&self, now: Timestamp) -> Option<Item> {
        let webkit::Found { session, to_confirm, used, locks } = webkit::look(&self.directory)?;
        // The one lock of the origin tells of the page; none tells of the program.
        let running = match any_held(&locks) {
            Ok(false) => Err(Cause::Unsupported),
            other => other,
        };
        Some(self.item(session, to_confirm, unused_hours(used, now), Ok(locks), running))
    }

    fn item(
        &self,
        session: Result<Session, Cause>,
        to_confirm: bool,
        unused_hours: Result<u64, Cause>,
        open_locks: Result<Vec<PathBuf>, Cause>,
        running: Result<bool, Cause>,
    ) -> Item {
        let open = open_locks.as_ref().map_err(|cause| *cause).and_then(|locks| any_held(locks));
        let open_locks = open_locks.unwrap_or_default();
        Item { browser: self.browser, session, to_confirm, unused_hours, open, open_locks, running }
    }
}

/// The full hours since the last use.
fn unused_hours(used: Option<Timestamp>, now: Timestamp) -> Result<u64, Cause> {
    let unused = now.duration_since(used.ok_or(Cause::Missing)?);
    if unused < -CLOCK_SKEW {
        return Err(Cause::Malformed);
    }
    Ok(u64::try_from(unused.as_hours()).unwrap_or(0))
}

fn any_held(files: &[PathBuf]) -> Result<bool, Cause> {
    let mut answer = Ok(false);
    for file in files {
        match held(file) {
            Ok(true) => return Ok(true),
            Ok(false) => {}
            Err(cause) => answer = Err(cause),
        }
    }
    answer
}

/// Whether another process holds a lock on a file; asks only, takes none.
fn held(path: &Path) -> Result<bool, Cause> {
    match file::metadata(path)? {
        Some(metadata) if metadata.is_file() => {}
        Some(_) => return Err(Cause::Malformed),
        None => return Ok(false),
    }
    let file = files::open_at_once(path).map_err(|error| file::cause(&error))?;
    let [write, unlocked, start] =
        [libc::F_WRLCK, libc::F_UNLCK, libc::SEEK_SET].map(|value| i16::try_from(value).unwrap_or_default());
    let mut lock = libc::flock { l_type: write, l_whence: start, l_start: 0, l_len: 0, l_pid: 0 };
    fcntl(file.file(), FcntlArg::F_GETLK(&mut lock)).map_err(|_| Cause::Failed)?;
    Ok(lock.l_type != unlocked)
}

fn facts(profiles: Result<u64, Cause>, items: &[Item]) -> Facts {
    let mut facts = Facts::new();
    facts.put(vocabulary::PROFILES, known(profiles, vocabulary::BROWSER_PROFILES));
    let unread = profiles.err().or_else(|| items.iter().find_map(|item| item.session.err()));
    let linked = items.iter().filter(|item| item.session == Ok(Session::Linked)).count() as u64;
    facts.put(vocabulary::LINKED, known(unread.map_or(Ok(linked), Err), vocabulary::BROWSER_LOCAL_STORAGE));
    for (number, item) in (0_u16..).zip(items) {
        let session = item.session.map(|session| match session {
            Session::Linked => vocabulary::SESSION_LINKED,
            Session::Guest => vocabulary::SESSION_GUEST,
            Session::NotLinked => vocabulary::SESSION_NOT_LINKED,
            Session::Private => vocabulary::SESSION_PRIVATE,
        });
        let stored = vocabulary::BROWSER_LOCAL_STORAGE;
        facts.put_item(number, vocabulary::BROWSER, live(item.browser, vocabulary::BROWSER_PROFILES));
        facts.put_item(number, vocabulary::SESSION, known(session, stored));
        facts.put_item(number, vocabulary::TO_CONFIRM, live(item.to_confirm, stored));
        facts.put_item(
            number,
            vocabulary::UNUSED_HOURS,
            known(item.unused_hours, vocabulary::BROWSER_LAST_USE),
        );
        facts.put_item(number, vocabulary::OPEN, known(item.open, vocabulary::BROWSER_LOCKS));
        facts.put_item(number, vocabulary::BROWSER_RUNNING, known(item.running, vocabulary::BROWSER_LOCKS));
    }
    facts
}

/// Whether other messengers have data here: whether a file exists, never what is in it.
fn inventory(host: &Host, facts: &mut Facts) {
    let (home, config, data) = (host.home(), host.config_home(), host.data_home());
    let snap = |name: &str, below: &str| {
        ["common", "current"].map(|part| home.join("snap").join(name).join(part).join(below))
    };
    let flatpak = |id: &str, below: &str| home.join(".var/app").join(id).join(below);
    let telegram = [data.join("TelegramDesktop"), flatpak("org.telegram.desktop", "data/TelegramDesktop")]
        .into_iter()
        .chain(snap("telegram-desktop", ".local/share/TelegramDesktop"))
        .map(|place| place.join("tdata/key_datas"));
    let signal =
        [config.join("Signal"), config.join("Signal Beta"), flatpak("org.signal.Signal", "config/Signal")]
            .into_iter()
            .chain(snap("signal-desktop", ".config/Signal"))
            .map(|place| place.join("config.json"));
    let programs: [(_, Vec<PathBuf>); 2] =
        [(vocabulary::TELEGRAM_DESKTOP, telegram.collect()), (vocabulary::SIGNAL_DESKTOP, signal.collect())];
    for (name, places) in programs {
        let mut found = Ok(false);
        for place in places {
            match file::exists(&place) {
                Ok(true) => found = Ok(true),
                Ok(false) => {}
                Err(cause) => found = found.and_then(|found| if found { Ok(true) } else { Err(cause) }),
            }
        }
        facts.put(name, known(found, vocabulary::MESSENGER_FOLDERS));
    }
}
