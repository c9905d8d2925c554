//! Facts of the `meeting-apps` check on Linux.
//!
//! Reads the records of the package managers, apt's lists and sources, the permissions of applications of Flatpak, and
//! the names of programs in a few folders of the home and in `/opt`. Needs no permission. Cannot see what portals and
//! snapd granted, from which repository RPM, pacman and apk have something, or an application under another name.

use custodia_core::fact::{Cause, Facts};
use custodia_core::value::Version;
use custodia_core::vocabulary::meeting_apps as words;
use custodia_core::vocabulary::{Source, Word};

use super::packages::{Manager, Origin, Package, Packages};
use super::{known, live};
use crate::host::Host;

mod apt;
mod catalogue;
mod flatpak;
mod loose;

use catalogue::{APPS, App};
pub(super) use catalogue::{of_flatpak, of_program};

/// One application that was found.
struct Found {
    app: Word,
    source: Source,
    origin: Result<Word, Cause>,
    version: Result<Version, Cause>,
    update_pending: Result<bool, Cause>,
    permissions: Permissions,
}

enum Permissions {
    /// It has no sandbox.
    Unconfined,
    /// It has one of Flatpak.
    Flatpak(Result<flatpak::Permissions, Cause>),
    /// It has the sandbox of a browser, which asks for everything.
    Page,
    /// It has one, and what it may reach is not known.
    Untold(Cause),
}

pub(crate) fn meeting_apps(host: &Host) -> Facts {
    let names: Vec<&str> = APPS.iter().flat_map(App::names).collect();
    let packages = Packages::named(host, &names);
    let of_system = |(manager, _): &(Manager, _)| ![Manager::Flatpak, Manager::Snap].contains(manager);
    let mut complete = match packages.unreadable().next() {
        Some((_, cause)) => Err(cause),
        // A system whose packages are not known, such as NixOS.
        None if !packages.managers().iter().any(of_system) => Err(Cause::Unsupported),
        None => Ok(true),
    };
    let mut found = of_packages(host, packages.all());
    for (index, is_page) in loose_files(host, &found, &mut complete) {
        found.push(of_file(APPS[index].word, is_page));
    }
    let count = complete.map(|_| u64::try_from(found.len()).unwrap_or(u64::MAX));
    let mut facts = Facts::new();
    facts.put(words::COUNT, known(count, words::PROGRAM_FILES));
    facts.put(words::COMPLETE, known(complete, words::PROGRAM_FILES));
    for (item, found) in (0_u16..).zip(&found) {
        put(&mut facts, item, found);
    }
    facts
}

fn put(facts: &mut Facts, item: u16, found: &Found) {
    facts.put_item(item, words::APP, live(found.app, found.source));
    facts.put_item(item, words::ORIGIN, known(found.origin, found.source));
    facts.put_item(item, words::VERSION, known(found.version.clone(), found.source));
    facts.put_item(item, words::UPDATE_PENDING, known(found.update_pending, found.source));
    let mut reaches = |of: &dyn Fn(&flatpak::Permissions) -> bool, page: bool, fact| {
        let value = match &found.permissions {
            Permissions::Unconfined => Err(Cause::Unsupported),
            Permissions::Page => Ok(page),
            Permissions::Flatpak(permissions) => permissions.as_ref().map(of).map_err(|cause| *cause),
            Permissions::Untold(cause) => Err(*cause),
        };
        facts.put_item(item, fact, known(value, words::FLATPAK_PERMISSIONS));
    };
    reaches(&flatpak::Permissions::reaches_all_files, false, words::REACHES_ALL_FILES);
    reaches(&flatpak::Permissions::reaches_home_files, false, words::REACHES_HOME_FILES);
    reaches(&flatpak::Permissions::reaches_all_devices, false, words::REACHES_ALL_DEVICES);
    reaches(&flatpak::Permissions::reaches_session_bus, false, words::REACHES_SESSION_BUS);
    reaches(&flatpak::Permissions::is_unconfined, false, words::IS_UNCONFINED);
    if matches!(found.permissions, Permissions::Unconfined) {
        facts.put_item(item, words::IS_UNCONFINED, live(true, found.source));
    }
}

fn of_packages(host: &Host, packages: &[Package]) -> Vec<Found> {
    let known_apps: Vec<(&App, &Package)> =
        packages.iter().filter_map(|package| Some((App::of_package(package)?, package))).collect();
    let of_dpkg: Vec<&App> = known_apps
        .iter()
        .filter(|(_, package)| package.manager == Manager::Dpkg)
        .map(|(app, _)| *app)
        .collect();
    let lists = if of_dpkg.is_empty() { Err(Cause::Missing) } else { apt::Lists::read(host, &of_dpkg) };
    let mut found: Vec<Found> =
        known_apps.iter().map(|(app, package)| of_package(host, app, package, lists.as_ref())).collect();
    found.sort_by_key(|found| found.app);
    found
}

fn of_package(host: &Host, app: &App, package: &Package, lists: Result<&apt::Lists, &Cause>) -> Found {
    let version = package.version.as_deref().ok_or(Cause::Missing);
    let (origin, update_pending) = match package.manager {
        Manager::Dpkg => match (lists, version) {
            (Ok(lists), Ok(version)) => {
                let answer = lists.ask(app, &package.name, version);
                (answer.origin, answer.update_pending)
            }
            (Err(cause), _) => (Err(*cause), Err(*cause)),
            (_, Err(cause)) => (Err(cause), Err(cause)),
        },
        Manager::Flatpak => (flatpak::origin(host, package), flatpak::update_pending(host, package)),
        Manager::Snap => {
            let origin =
                if package.origin == Origin::Store { words::SNAP_STORE } else { words::SIDELOADED_PACKAGE };
            (Ok(origin), Err(Cause::Denied))
        }
        // Who made a package stands there in the maker's own words, and anybody can write anything.
        Manager::Rpm | Manager::Pacman | Manager::Apk => (Err(Cause::Unsupported), Err(Cause::Unsupported)),
    };
    let permissions = match package.manager {
        Manager::Flatpak => match flatpak::Permissions::of(host, package) {
            Ok(permissions) if permissions.is_unconfined() => Permissions::Unconfined,
            permissions => Permissions::Flatpak(permissions),
        },
        Manager::Snap => Permissions::Untold(Cause::Denied),
        Manager::Dpkg | Manager::Rpm | Manager::Pacman | Manager::Apk => Permissions::Unconfined,
    };
    let version = version.and_then(|version| dotted(version).ok_or(Cause::Malformed));
    Found { app: app.word, source: package.manager.source(), origin, version, update_pending, permissions }
}

/// What was found without a package, by its place in the list of applications, and whether it is a page of the web.
fn loose_files(host: &Host, found: &[Found], complete: &mut Result<bool, Cause>) -> Vec<(usize, bool)> {
    let mut all = Vec::new();
    let is_packaged = |index: &usize| found.iter().any(|found| found.app == APPS[*index].word);
    match (loose::in_home(host), loose::in_menu(host)) {
        (Ok(home), Ok((pages, menu))) => {
            all.extend(home.union(&menu).map(|index| (*index, false)));
            all.extend(pages.iter().map(|index| (*index, true)));
        }
        (Err(cause), _) | (_, Err(cause)) => *complete = Err(cause),
    }
    match loose::in_opt(host) {
        // Packages put their programs there too.
        Ok(opt) => all.extend(opt.iter().filter(|index| !is_packaged(index)).map(|index| (*index, false))),
        Err(cause) => *complete = Err(cause),
    }
    all.sort_unstable();
    all.dedup();
    all
}

fn of_file(app: Word, is_page: bool) -> Found {
    if is_page {
        return Found {
            app,
            source: words::WEB_APP_SHORTCUTS,
            origin: Ok(words::WEB_APP),
            version: Err(Cause::Unsupported),
            update_pending: Ok(false),
            permissions: Permissions::Page,
        };
    }
    Found {
        app,
        source: words::PROGRAM_FILES,
        origin: Ok(words::LOOSE_FILE),
        version: Err(Cause::Unsupported),
        update_pending: Err(Cause::Unsupported),
        permissions: Permissions::Unconfined,
    }
}

/// The numbers that a version begins with, as in `1:6.2.11.5069-2`.
fn dotted(version: &str) -> Option<Version> {
    let upstream = version.split_once(':').map_or(version, |(_, upstream)| upstream);
    let end = upstream.find(|sign: char| sign != '.' && !sign.is_ascii_digit()).unwrap_or(upstream.len());
    let numbers: Vec<&str> = upstream[..end].split('.').filter(|number| !number.is_empty()).take(4).collect();
    numbers.join(".").parse().ok()
}

/// Readers of what others write, for the fuzz targets alone.
pub(super) mod fuzzing {
    /// Reads a text as everything that is read here.
    pub(crate) fn meeting_apps(text: &str) {
        super::apt::fuzz(text);
        super::flatpak::fuzz(text);
        super::loose::fuzz(text);
        let _ = super::dotted(text);
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn versions_are_cut_to_their_numbers() {
        let text = |version| dotted(version).map(|version| version.to_string());
        for (version, expected) in [
            ("6.2.11.5069", "6.2.11.5069"),
            ("1:4.6.5+ds-2+b1", "4.6.5"),
            ("7.27.0~beta.1", "7.27.0"),
            ("8.150.0.214", "8.150.0.214"),
            ("1.2.3.4.5", "1.2.3.4"),
        ] {
            assert_eq!(text(version).as_deref(), Some(expected), "{version}");
        }
        assert_eq!(text("nightly"), None);
    }

    #[test]
    fn every_id_of_a_web_application_is_one() {
        for id in APPS.iter().flat_map(|app| app.web) {
            assert!(id.len() == 32 && id.bytes().all(|byte| (b'a'..=b'p').contains(&byte)), "{id}");
        }
    }

    proptest! {
        #[test]
        fn any_text_is_read_to_an_end(text in "(deb |\\[trusted=yes\\]|Package: zoom|Version: |\\[Context\\]|filesystems=|!|:reset|;|\n|.){0,60}") {
            fuzzing::meeting_apps(&text);
        }
    }
}
