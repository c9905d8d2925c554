//! Facts of the `whatsapp-web` check on Linux.
//!
//! Reads the profiles of Chromium, Chrome, Edge, Brave, Vivaldi, Opera, Firefox and its relatives below the
//! person's home, as packages, snaps and flatpaks keep them, and the profiles that the person's running
//! browsers name on their command lines. Needs no permission beyond the person's own. Asks who holds a lock
//! (`F_GETLK`), takes none, and writes nothing.
//!
//! Cannot see private windows and guest profiles, which leave nothing on disk; other people's accounts;
//! profiles in places that no running browser names; programs that show WhatsApp Web without being a browser;
//! whether the phone has ended a session since the page was last open; a link younger than some ten seconds.

use std::collections::BTreeSet;
use std::ffi::OsStr;
use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};
use std::time::Duration;

use custodia_core::fact::{Cause, Evidence, Fact, Facts};
use custodia_core::vocabulary::whatsapp_web as vocabulary;
use custodia_core::vocabulary::{Source, Word};
use jiff::{SignedDuration, Timestamp};
use nix::fcntl::{FcntlArg, fcntl};
use nix::libc;

use super::processes;
use crate::browser::whatsapp::Session;
use crate::browser::{chromium, file, firefox};
use crate::host::Host;

const PROFILES_LIMIT: usize = 200;
const NAMES_LIMIT: usize = 4096;
/// How many readings of a path with blanks are tried.
const PLACES_LIMIT: usize = 16;
const INI_LIMIT: u64 = 1 << 20;
/// How far a time of use may lie in the future before the clock is taken to be wrong.
const CLOCK_SKEW: SignedDuration = SignedDuration::from_hours(24);
/// A page that was closed keeps its databases open for two to four seconds, and a message that wakes the
/// page's background worker opens them as briefly.
const SECOND_LOOK: Duration = Duration::from_secs(5);

/// User-data directories of the Chromium family below the configuration directory.
const CHROMIUM_IN_CONFIG: &[(Word, &str)] = &[
    (vocabulary::CHROMIUM, "chromium"),
    (vocabulary::GOOGLE_CHROME, "google-chrome"),
    (vocabulary::GOOGLE_CHROME, "google-chrome-beta"),
    (vocabulary::GOOGLE_CHROME, "google-chrome-unstable"),
    (vocabulary::GOOGLE_CHROME, "google-chrome-for-testing"),
    (vocabulary::MICROSOFT_EDGE, "microsoft-edge"),
    (vocabulary::MICROSOFT_EDGE, "microsoft-edge-beta"),
    (vocabulary::MICROSOFT_EDGE, "microsoft-edge-dev"),
    (vocabulary::BRAVE, "BraveSoftware/Brave-Browser"),
    (vocabulary::BRAVE, "BraveSoftware/Brave-Browser-Beta"),
    (vocabulary::BRAVE, "BraveSoftware/Brave-Browser-Nightly"),
    (vocabulary::VIVALDI, "vivaldi"),
    (vocabulary::VIVALDI, "vivaldi-snapshot"),
    (vocabulary::OPERA, "opera"),
    (vocabulary::OPERA, "opera-beta"),
    (vocabulary::OPERA, "opera-developer"),
];

/// User-data directories of the Chromium family below the home directory: snaps and flatpaks.
const CHROMIUM_IN_HOME: &[(Word, &str)] = &[
    (vocabulary::CHROMIUM, "snap/chromium/common/chromium"),
    (vocabulary::CHROMIUM, "snap/chromium/current/.config/chromium"),
    (vocabulary::BRAVE, "snap/brave/current/.config/BraveSoftware/Brave-Browser"),
    (vocabulary::VIVALDI, "snap/vivaldi/current/.config/vivaldi"),
    (vocabulary::OPERA, "snap/opera/current/.config/opera"),
    (vocabulary::CHROMIUM, ".var/app/org.chromium.Chromium/config/chromium"),
    (vocabulary::CHROMIUM, ".var/app/io.github.ungoogled_software.ungoogled_chromium/config/chromium"),
    (vocabulary::GOOGLE_CHROME, ".var/app/com.google.Chrome/config/google-chrome"),
    (vocabulary::GOOGLE_CHROME, ".var/app/com.google.ChromeDev/config/google-chrome-unstable"),
    (vocabulary::MICROSOFT_EDGE, ".var/app/com.microsoft.Edge/config/microsoft-edge"),
    (vocabulary::MICROSOFT_EDGE, ".var/app/com.microsoft.EdgeDev/config/microsoft-edge-dev"),
    (vocabulary::BRAVE, ".var/app/com.brave.Browser/config/BraveSoftware/Brave-Browser"),
    (vocabulary::VIVALDI, ".var/app/com.vivaldi.Vivaldi/config/vivaldi"),
    (vocabulary::OPERA, ".var/app/com.opera.Opera/config/opera"),
];

/// Directories with Firefox profiles below the configuration directory.
const FIREFOX_IN_CONFIG: &[(Word, &str)] =
    &[(vocabulary::FIREFOX, "mozilla/firefox"), (vocabulary::LIBREWOLF, "librewolf/librewolf")];

/// Directories with Firefox profiles below the home directory.
const FIREFOX_IN_HOME: &[(Word, &str)] = &[
    (vocabulary::FIREFOX, ".mozilla/firefox"),
    (vocabulary::FIREFOX, ".mozilla/firefox-esr"),
    (vocabulary::FIREFOX, "snap/firefox/common/.mozilla/firefox"),
    (vocabulary::FIREFOX, ".var/app/org.mozilla.firefox/.mozilla/firefox"),
    (vocabulary::FIREFOX, ".var/app/org.mozilla.firefox/config/mozilla/firefox"),
    (vocabulary::FIREFOX, ".local/share/firefoxpwa/profiles"),
    (vocabulary::LIBREWOLF, ".librewolf"),
    (vocabulary::LIBREWOLF, ".var/app/io.gitlab.librewolf-community/.librewolf"),
    (vocabulary::WATERFOX, ".waterfox"),
    (vocabulary::WATERFOX, ".var/app/net.waterfox.waterfox/.waterfox"),
    (vocabulary::ZEN_BROWSER, ".zen"),
    (vocabulary::ZEN_BROWSER, ".var/app/app.zen_browser.zen/.zen"),
    (vocabulary::FLOORP, ".floorp"),
    (vocabulary::FLOORP, ".var/app/one.ablaze.floorp/.floorp"),
];

pub(crate) fn whatsapp_web(host: &Host) -> Facts {
    let mut search = Search::default();
    search.known_places(host);
    if host.is_this_machine() {
        search.running_browsers(host);
    }

    let mut items: Vec<Item> = search.profiles.iter().flat_map(|profile| profile.items(host.now())).collect();
    if items.iter().any(Item::needs_second_look) {
        std::thread::sleep(SECOND_LOOK);
        for item in items.iter_mut().filter(|item| item.needs_second_look()) {
            item.open = any_held(&item.open_locks);
        }
    }
    facts(&search, &items)
}

/// How a browser keeps its profiles.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Family {
    Chromium,
    Firefox,
}

/// A browser profile.
struct Profile {
    browser: Word,
    family: Family,
    directory: PathBuf,
}

/// All profiles that could be found, each once.
#[derive(Default)]
struct Search {
    profiles: Vec<Profile>,
    seen: BTreeSet<(u64, u64)>,
    /// Why there may be more than were found.
    trouble: Option<Cause>,
}

impl Search {
    fn known_places(&mut self, host: &Host) {
        if !file::metadata(host.home()).is_ok_and(|home| home.is_some_and(|home| home.is_dir())) {
            return self.trouble(Cause::Missing);
        }
        // A browser that was started elsewhere may not have the XDG_CONFIG_HOME of this process.
        let mut configs = vec![host.config_home(), host.home().join(".config")];
        let named = |variable| host.variable(variable).map(PathBuf::from).filter(|path| path.is_absolute());
        configs.extend(named("CHROME_CONFIG_HOME"));
        for config in &configs {
            for (browser, place) in CHROMIUM_IN_CONFIG {
                self.chromium(*browser, &config.join(place));
            }
            for (browser, place) in FIREFOX_IN_CONFIG {
                self.firefox(*browser, &config.join(place), host);
            }
        }
        for (browser, place) in CHROMIUM_IN_HOME {
            self.chromium(*browser, &host.home().join(place));
        }
        for (browser, place) in FIREFOX_IN_HOME {
            self.firefox(*browser, &host.home().join(place), host);
        }
        if let Some(directory) = named("CHROME_USER_DATA_DIR") {
            self.chromium(vocabulary::CHROMIUM, &directory);
        }
    }

    /// Adds the profiles in a user-data directory, and the directory itself where it is one.
    fn chromium(&mut self, browser: Word, directory: &Path) {
        self.add_if_profile(browser, Family::Chromium, directory.to_owned());
        self.add_children(browser, Family::Chromium, directory);
    }

    /// Adds the profiles that `profiles.ini` names, and those that lie beside it.
    fn firefox(&mut self, browser: Word, directory: &Path, host: &Host) {
        match file::read(&directory.join("profiles.ini"), INI_LIMIT).and_then(|ini| firefox::profiles(&ini)) {
            Ok(listed) => {
                for firefox::Listed { path, is_relative } in listed {
                    let place = match path.to_str() {
                        Some(absolute) if !is_relative && !path.starts_with(host.home()) => {
                            host.path(absolute)
                        }
                        _ => directory.join(path),
                    };
                    self.add_if_profile(browser, Family::Firefox, place);
                }
            }
            Err(Cause::Missing) => {}
            Err(cause) => self.trouble(cause),
        }
        self.add_children(browser, Family::Firefox, directory);
    }

    fn add_children(&mut self, browser: Word, family: Family, directory: &Path) {
        match file::names(directory, NAMES_LIMIT) {
            Ok(names) => {
                for name in names.unwrap_or_default() {
                    self.add_if_profile(browser, family, directory.join(name));
                }
            }
            Err(cause) => self.trouble(cause),
        }
    }

    fn add_if_profile(&mut self, browser: Word, family: Family, directory: PathBuf) {
        let metadata = match file::metadata(&directory) {
            Ok(Some(metadata)) if metadata.is_dir() => metadata,
            Ok(_) => return,
            Err(cause) => return self.trouble(cause),
        };
        let is_profile = match family {
            Family::Chromium => chromium::is_profile(&directory),
            Family::Firefox => firefox::is_profile(&directory),
        };
        match is_profile {
            Ok(false) => {}
            Ok(true) if self.profiles.len() == PROFILES_LIMIT => self.trouble(Cause::TooLarge),
            Ok(true) => {
                if self.seen.insert((metadata.dev(), metadata.ino())) {
                    self.profiles.push(Profile { browser, family, directory });
                }
            }
            Err(cause) => self.trouble(cause),
        }
    }

    /// Adds the profiles that the person's running browsers name on their command lines.
    fn running_browsers(&mut self, host: &Host) {
        let processes = match processes::of_user(host, host.user()) {
            Ok(processes) => processes,
            Err(Cause::Missing) => return,
            Err(cause) => return self.trouble(cause),
        };
        // A relative path starts where the process is; one that is absolute stays as it is.
        let named: BTreeSet<(Family, Word, PathBuf)> = processes
            .iter()
            .flat_map(|process| {
                let place = process.directory.join("cwd");
                let named = named_profiles(process.command());
                named.into_iter().map(move |(family, browser, below)| (family, browser, place.join(below)))
            })
            .collect();
        for (family, browser, place) in named {
            match family {
                Family::Chromium => self.chromium(browser, &place),
                Family::Firefox => self.add_if_profile(browser, family, place),
            }
        }
    }

    fn trouble(&mut self, cause: Cause) {
        self.trouble.get_or_insert(cause);
    }
}

/// The profile directories that a command line names.
fn named_profiles(command: &[u8]) -> Vec<(Family, Word, PathBuf)> {
    let mut arguments: Vec<&[u8]> =
        command.split(|byte| *byte == 0).filter(|part| !part.is_empty()).collect();
    if let [all] = arguments[..] {
        // Chromium's processes write their command line anew, with blanks between the arguments.
        arguments = split_at_options(all);
    }
    let Some((program, options)) = arguments.split_first() else { return Vec::new() };
    let browser = browser_of(program);
    let path = |bytes: &[u8]| PathBuf::from(OsStr::from_bytes(bytes));
    let mut found = Vec::new();
    for (index, option) in options.iter().enumerate() {
        let next = options.get(index + 1);
        if let Some(place) =
            option.strip_prefix(b"--user-data-dir=").or_else(|| option.strip_prefix(b"--user-data-dir "))
        {
            // What follows after a blank may be part of the path or the next argument: what exists counts.
            let ends = (1..=place.len()).rev().filter(|end| place.get(*end).is_none_or(|byte| *byte == b' '));
            found.extend(ends.take(PLACES_LIMIT).map(|end| {
                (Family::Chromium, browser.unwrap_or(vocabulary::OTHER_BROWSER), path(&place[..end]))
            }));
        } else if *option == b"--user-data-dir" {
            found.extend(
                next.map(|place| {
                    (Family::Chromium, browser.unwrap_or(vocabulary::OTHER_BROWSER), path(place))
                }),
            );
        } else if let (Some(browser), b"--profile" | b"-profile") = (browser, *option) {
            found.extend(next.map(|place| (Family::Firefox, browser, path(place))));
        }
    }
    found
}

fn split_at_options(command: &[u8]) -> Vec<&[u8]> {
    let mut parts = Vec::new();
    let mut rest = command;
    while let Some(at) = rest.windows(3).position(|window| window == b" --") {
        parts.push(&rest[..at]);
        rest = &rest[at + 1..];
    }
    parts.push(rest);
    parts
}

/// The known browser that a program is.
fn browser_of(program: &[u8]) -> Option<Word> {
    let program = Path::new(OsStr::from_bytes(program)).file_name()?.to_str()?;
    [
        ("chromium", vocabulary::CHROMIUM),
        ("chrome", vocabulary::GOOGLE_CHROME),
        ("google-chrome", vocabulary::GOOGLE_CHROME),
        ("msedge", vocabulary::MICROSOFT_EDGE),
        ("microsoft-edge", vocabulary::MICROSOFT_EDGE),
        ("brave", vocabulary::BRAVE),
        ("vivaldi", vocabulary::VIVALDI),
        ("opera", vocabulary::OPERA),
        ("firefox", vocabulary::FIREFOX),
        ("librewolf", vocabulary::LIBREWOLF),
        ("waterfox", vocabulary::WATERFOX),
        ("zen", vocabulary::ZEN_BROWSER),
        ("floorp", vocabulary::FLOORP),
    ]
    .into_iter()
    .find(|(name, _)| program.starts_with(name))
    .map(|(_, browser)| browser)
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
        match self.family {
            Family::Chromium => self.chromium_items(now),
            Family::Firefox => self.firefox_items(now),
        }
    }

    fn chromium_items(&self, now: Timestamp) -> Vec<Item> {
        let Some(chromium::Found { session, to_confirm, used }) = chromium::look(&self.directory) else {
            return Vec::new();
        };
        let (open, open_locks, running) = match chromium::locks(&self.directory) {
            Ok(locks) => (any_held(&locks.open), locks.open, any_held(&locks.running)),
            Err(cause) => (Err(cause), Vec::new(), Err(cause)),
        };
        let unused_hours = unused_hours(used, now);
        vec![Item { browser: self.browser, session, to_confirm, unused_hours, open, open_locks, running }]
    }

    fn firefox_items(&self, now: Timestamp) -> Vec<Item> {
        let running = held(&firefox::running_lock(&self.directory));
        let item = |session, unused_hours, open_locks: Vec<PathBuf>| Item {
            browser: self.browser,
            session,
            to_confirm: false,
            unused_hours,
            open: any_held(&open_locks),
            open_locks,
            running,
        };
        match firefox::look(&self.directory) {
            Ok(found) => found
                .into_iter()
                .map(|found| item(found.session, unused_hours(found.used, now), vec![found.lock]))
                .collect(),
            Err(cause) => vec![item(Err(cause), Err(cause), Vec::new())],
        }
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
    let file = fs_err::File::open(path).map_err(|error| file::cause(&error))?;
    let [write, unlocked, start] =
        [libc::F_WRLCK, libc::F_UNLCK, libc::SEEK_SET].map(|value| i16::try_from(value).unwrap_or_default());
    let mut lock = libc::flock { l_type: write, l_whence: start, l_start: 0, l_len: 0, l_pid: 0 };
    fcntl(file.file(), FcntlArg::F_GETLK(&mut lock)).map_err(|_| Cause::Failed)?;
    Ok(lock.l_type != unlocked)
}

fn facts(search: &Search, items: &[Item]) -> Facts {
    let mut facts = Facts::new();
    facts.put(
        vocabulary::PROFILES,
        fact(search.trouble.map_or(Ok(search.profiles.len() as u64), Err), vocabulary::BROWSER_PROFILES),
    );
    let unread = search.trouble.or_else(|| items.iter().find_map(|item| item.session.err()));
    let linked = items.iter().filter(|item| item.session == Ok(Session::Linked)).count() as u64;
    facts.put(vocabulary::LINKED, fact(unread.map_or(Ok(linked), Err), vocabulary::BROWSER_LOCAL_STORAGE));
    for (number, item) in (0_u16..).zip(items) {
        let session = item.session.map(|session| match session {
            Session::Linked => vocabulary::SESSION_LINKED,
            Session::Guest => vocabulary::SESSION_GUEST,
            Session::NotLinked => vocabulary::SESSION_NOT_LINKED,
        });
        facts.put_item(number, vocabulary::BROWSER, fact(Ok(item.browser), vocabulary::BROWSER_PROFILES));
        facts.put_item(number, vocabulary::SESSION, fact(session, vocabulary::BROWSER_LOCAL_STORAGE));
        facts.put_item(
            number,
            vocabulary::TO_CONFIRM,
            fact(Ok(item.to_confirm), vocabulary::BROWSER_LOCAL_STORAGE),
        );
        facts.put_item(
            number,
            vocabulary::UNUSED_HOURS,
            fact(item.unused_hours, vocabulary::BROWSER_LAST_USE),
        );
        facts.put_item(number, vocabulary::OPEN, fact(item.open, vocabulary::BROWSER_LOCKS));
        facts.put_item(number, vocabulary::BROWSER_RUNNING, fact(item.running, vocabulary::BROWSER_LOCKS));
    }
    facts
}

fn fact<T>(read: Result<T, Cause>, source: Source) -> Fact<T> {
    match read {
        Ok(value) => Fact::known(value, Evidence::live(source)),
        Err(cause) => Fact::unknown(cause, source),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn places(command: &[u8]) -> Vec<(&'static str, PathBuf)> {
        named_profiles(command).into_iter().map(|(_, browser, place)| (browser.as_str(), place)).collect()
    }

    #[test]
    fn profiles_are_read_from_command_lines_of_both_forms() {
        assert_eq!(
            places(b"/opt/google/chrome/chrome\0--user-data-dir=/srv/a b\0--x\0"),
            [("google-chrome", "/srv/a b".into()), ("google-chrome", "/srv/a".into())]
        );
        assert_eq!(
            places(b"/usr/lib/chromium/chromium --headless --user-data-dir=/srv/a about:blank --x /y\0\0\0"),
            [("chromium", "/srv/a about:blank".into()), ("chromium", "/srv/a".into())]
        );
        assert_eq!(places(b"electron\0--user-data-dir\0c\0"), [("other-browser", "c".into())]);
        assert_eq!(
            places(b"/usr/lib/firefox-esr/firefox-esr\0-profile\0/srv/f\0"),
            [("firefox", "/srv/f".into())]
        );
        assert_eq!(places(b"cargo\0--profile\0release\0"), []);
        assert_eq!(places(b"chromium --user-data-dir="), []);
        assert_eq!(places(b""), []);
    }
}
