//! Programs of the list of unwanted ones that are on the device, and whether people can log in from elsewhere.
//!
//! Takes the package managers' records and the services; lists the menus, the programs that start with the session and
//! the folders that the list names. A newer list is looked for in `/etc/custodia` and in the agent's folder of state. Needs
//! no permission. Cannot see what left none of these traces: a program that was put into a folder of another name, or one
//! that is built to hide.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use custodia_core::fact::{Cause, Fact, Facts};
use custodia_core::vocabulary::Word;
use custodia_core::vocabulary::security_software as words;

use super::services::Services;
use crate::browser::file;
use crate::host::Host;
use crate::platform::linux::dconf::{Key, Settings};
use crate::platform::linux::gvdb::Scalar;
use crate::platform::linux::packages::Packages;
use crate::platform::linux::{files, known, live};
use crate::unwanted::{self, Chosen, List, Offered, Program};

const NAME: &str = "unwanted-software.toml";

/// The most entries of a folder that are looked at.
const MAX_ENTRIES: usize = 20_000;

const MAX_ENTRY: u64 = 64 * 1024;

/// Units of servers for SSH.
const REMOTE_LOGIN: [&str; 6] =
    ["ssh.service", "sshd.service", "ssh.socket", "sshd.socket", "dropbear.service", "dropbear.socket"];

/// GNOME's own switch for sharing the screen over RDP; off unless somebody turned it on.
const GNOME_RDP: Key = Key::new("org.gnome.desktop.remote-desktop.rdp", "enable", Scalar::Boolean(false));

/// The same for VNC, which GNOME had until 46.
const GNOME_VNC: Key = Key::new("org.gnome.desktop.remote-desktop.vnc", "enable", Scalar::Boolean(false));

/// The units whose state is asked for.
pub(super) fn units() -> impl Iterator<Item = &'static str> {
    REMOTE_LOGIN.into_iter()
}

/// The list to go by: the built-in one, or a newer one that the project signed.
pub(super) fn list(host: &Host) -> Chosen {
    let places = [host.path("/etc/custodia"), host.state_home().join("custodia")];
    let offered: Vec<Offered> = places.iter().filter_map(|place| offered(place)).collect();
    unwanted::choose(&offered)
}

fn offered(place: &Path) -> Option<Offered> {
    let list = match files::read(&place.join(NAME), unwanted::MAX_LIST) {
        Err(Cause::Missing) => return None,
        list => list.ok(),
    };
    let signature = files::read_text(&place.join(format!("{NAME}.minisig")), unwanted::MAX_SIGNATURE).ok();
    Some(Offered { list, signature })
}

/// The names that the records of packages are asked for.
pub(super) fn names(list: &List) -> impl Iterator<Item = &str> {
    fn of(program: &Program) -> [&Vec<String>; 3] {
        [&program.packages, &program.flatpaks, &program.snaps]
    }

    list.programs.iter().flat_map(of).flatten().map(String::as_str)
}

/// Puts what is known about unwanted programs, the first under the number `item`; gives the next free number.
pub(super) fn put(
    host: &Host,
    chosen: &Chosen,
    packages: &Packages,
    complete: Result<(), Cause>,
    services: &Services<'_>,
    facts: &mut Facts,
) -> u16 {
    facts.put(words::LIST, live(chosen.state, words::UNWANTED_LIST));
    let traces = Traces::of(host);
    let programs = chosen.list.as_ref().map_or(&[][..], |list| &list.programs);
    let mut trouble = complete.err().or(traces.trouble).or(services.trouble());
    match &chosen.list {
        Some(list) => {
            facts.put(words::LIST_VERSION, live(list.version, words::UNWANTED_LIST));
            facts.put(words::LIST_MADE_ON, live(list.made_on, words::UNWANTED_LIST));
        }
        None => trouble = Some(Cause::Malformed),
    }
    let mut item = 0;
    for program in programs {
        let how = match found(host, program, packages, services, &traces) {
            Ok(Some(how)) => how,
            Ok(None) => continue,
            Err(cause) => {
                trouble = trouble.or(Some(cause));
                continue;
            }
        };
        facts.put_item(item, words::PROGRAM, live(program.name, words::UNWANTED_LIST));
        facts.put_item(item, words::PROGRAM_KIND, live(program.kind, words::UNWANTED_LIST));
        facts.put_item(item, words::PROGRAM_FOUND_AS, live(how, words::PROGRAM_TRACES));
        item += 1;
    }
    let count = trouble.map_or(Ok(u64::from(item)), Err);
    facts.put(words::UNWANTED_PROGRAMS, known(count, words::PROGRAM_TRACES));
    facts.put(words::REMOTE_LOGIN, known(remote_login(services), words::SYSTEM_SERVICES));
    item
}

/// By what a program is found.
fn found(
    host: &Host,
    program: &Program,
    packages: &Packages,
    services: &Services<'_>,
    traces: &Traces,
) -> Result<Option<Word>, Cause> {
    let names = [&program.packages, &program.flatpaks, &program.snaps];
    if names.into_iter().flatten().any(|name| packages.of(name).next().is_some()) {
        return Ok(Some(words::FOUND_AS_PACKAGE));
    }
    if program.services.iter().any(|unit| services.has(unit))
        || program.enabled_services.iter().any(|unit| services.is_enabled_anywhere(unit))
        || program.enabled_system_services.iter().any(|unit| services.is_enabled(unit))
    {
        return Ok(Some(words::FOUND_AS_SERVICE));
    }
    let is_launcher = |name: &String| traces.menus.contains(name) || traces.autostart.contains(name);
    if program.launchers.iter().any(is_launcher)
        || program.autostart.iter().any(|name| traces.autostart.contains(name))
    {
        return Ok(Some(words::FOUND_AS_LAUNCHER));
    }
    let mut trouble = None;
    for folder in &program.folders {
        let place = match folder.strip_prefix("~/") {
            Some(below) => host.home().join(below),
            None => host.path(folder),
        };
        match file::metadata(&place) {
            Ok(Some(metadata)) if metadata.is_dir() => return Ok(Some(words::FOUND_AS_FOLDER)),
            Ok(_) | Err(Cause::Malformed) => {}
            Err(cause) => trouble = Some(cause),
        }
    }
    if program.name == words::GNOME_REMOTE_DESKTOP && is_shared_by_gnome(host)? {
        return Ok(Some(words::FOUND_AS_SETTING));
    }
    trouble.map_or(Ok(None), Err)
}

/// Whether the person's screen is shared by GNOME.
fn is_shared_by_gnome(host: &Host) -> Result<bool, Cause> {
    let settings = Settings::open(host, &[]);
    let mut trouble = None;
    for key in [GNOME_RDP, GNOME_VNC] {
        match settings.boolean(key) {
            Fact::Known { value: true, .. } => return Ok(true),
            Fact::Known { value: false, .. } => {}
            Fact::Unknown { cause, .. } => trouble = Some(cause),
        }
    }
    trouble.map_or(Ok(false), Err)
}

/// The desktop entries of the machine and of the person.
#[derive(Debug, Default)]
struct Traces {
    menus: BTreeSet<String>,
    autostart: BTreeSet<String>,
    trouble: Option<Cause>,
}

impl Traces {
    fn of(host: &Host) -> Self {
        let mut traces = Self::default();
        if !file::metadata(host.home()).is_ok_and(|home| home.is_some_and(|home| home.is_dir())) {
            traces.trouble = Some(Cause::Missing);
        }
        let data = host.data_dirs().into_iter().chain([host.data_home()]);
        let mut menus: Vec<PathBuf> = data.map(|folder| folder.join("applications")).collect();
        menus.sort();
        menus.dedup();
        for folder in menus {
            let names = traces.list(&folder);
            traces.menus.extend(names);
        }
        // The first folder that has an entry decides, and it can switch the entry off.
        let mut seen = BTreeSet::new();
        for folder in [host.config_home()].into_iter().chain(host.config_dirs()) {
            let folder = folder.join("autostart");
            for name in traces.list(&folder) {
                if seen.insert(name.clone()) && !is_hidden(&folder.join(&name)) {
                    traces.autostart.insert(name);
                }
            }
        }
        traces
    }

    fn list(&mut self, folder: &Path) -> Vec<String> {
        match file::names(folder, MAX_ENTRIES) {
            Ok(names) => names.unwrap_or_default(),
            Err(cause) => {
                self.trouble.get_or_insert(cause);
                Vec::new()
            }
        }
    }
}

/// Whether an entry is switched off: `Hidden=true` (Desktop Application Autostart Specification).
fn is_hidden(path: &Path) -> bool {
    let text = files::read(path, MAX_ENTRY).unwrap_or_default();
    String::from_utf8_lossy(&text).lines().any(|line| {
        line.split_once('=').is_some_and(|(key, value)| key.trim() == "Hidden" && value.trim() == "true")
    })
}

/// Whether a server for SSH runs, or starts by itself.
fn remote_login(services: &Services<'_>) -> Result<bool, Cause> {
    let mut answer = Ok(false);
    for unit in REMOTE_LOGIN.into_iter().filter(|unit| services.system_has(unit)) {
        if services.is_enabled(unit) {
            return Ok(true);
        }
        match services.is_running(unit) {
            Ok(true) => return Ok(true),
            Ok(false) => {}
            Err(cause) => answer = Err(cause),
        }
    }
    answer
}
