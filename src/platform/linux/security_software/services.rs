//! The services of the system and of the person: which have a unit, which are enabled and which run.
//!
//! Lists the folders of systemd's units (systemd.unit(5)) and asks systemd on the system bus for the state of units,
//! which every person may; without the bus the control groups of the kernel tell. Where `OpenRC` starts the services, reads
//! its runlevels and what it has started. Cannot see services that other programs start.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use custodia_core::fact::Cause;

use crate::browser::file;
use crate::host::Host;
use crate::platform::linux::bus::Bus;
use crate::platform::linux::files;

/// The most entries of a folder that are looked at.
const MAX_ENTRIES: usize = 20_000;

/// The largest file of a control group that is read, in bytes.
const MAX_STATE: u64 = 64 * 1024;

/// The folders of the system's units, the most important first.
const OF_SYSTEM: [&str; 5] = [
    "/etc/systemd/system",
    "/run/systemd/system",
    "/usr/local/lib/systemd/system",
    "/usr/lib/systemd/system",
    "/lib/systemd/system",
];

/// The folders of the units that every person's session has.
const OF_SESSIONS: [&str; 4] =
    ["/etc/systemd/user", "/usr/local/lib/systemd/user", "/usr/lib/systemd/user", "/lib/systemd/user"];

const RUNLEVELS: &str = "/etc/runlevels";

/// The units in some folders.
#[derive(Debug, Default)]
struct Units {
    present: BTreeSet<String>,
    enabled: BTreeSet<String>,
    masked: BTreeSet<String>,
}

/// The services of a machine.
#[derive(Debug)]
pub(super) struct Services<'host> {
    host: &'host Host,
    system: Units,
    person: Units,
    /// The states of the units that systemd was asked for.
    active: Result<BTreeMap<String, bool>, Cause>,
    /// Why there may be more than were found.
    trouble: Option<Cause>,
}

impl<'host> Services<'host> {
    /// Looks at all units, and asks the bus whether those of `asked` run.
    pub(super) fn of(host: &'host Host, bus: Result<&Bus, Cause>, asked: &[&str]) -> Self {
        let mut services = Self {
            host,
            system: Units::default(),
            person: Units::default(),
            active: bus.and_then(|bus| active(bus, asked)),
            trouble: None,
        };
        for folder in OF_SYSTEM.map(|folder| host.path(folder)) {
            let listed = list(&folder, &mut services.system);
            services.note(listed);
        }
        let own = [host.config_home().join("systemd/user"), host.data_home().join("systemd/user")];
        for folder in own.into_iter().chain(OF_SESSIONS.map(|folder| host.path(folder))) {
            let listed = list(&folder, &mut services.person);
            services.note(listed);
        }
        services.runlevels();
        services
    }

    fn note(&mut self, listed: Result<(), Cause>) {
        if let Err(cause) = listed {
            self.trouble.get_or_insert(cause);
        }
    }

    /// What `OpenRC` starts; its services have no suffix.
    fn runlevels(&mut self) {
        let folder = self.host.path(RUNLEVELS);
        for level in file::names(&folder, MAX_ENTRIES).ok().flatten().unwrap_or_default() {
            let names = file::names(&folder.join(level), MAX_ENTRIES).ok().flatten().unwrap_or_default();
            for name in names {
                self.system.present.insert(format!("{name}.service"));
                self.system.enabled.insert(format!("{name}.service"));
            }
        }
    }

    /// Why there may be more services than were found.
    pub(super) const fn trouble(&self) -> Option<Cause> {
        self.trouble
    }

    /// Whether the system or the person has a unit of that name.
    pub(super) fn has(&self, unit: &str) -> bool {
        [&self.system, &self.person]
            .iter()
            .any(|units| units.present.contains(unit) && !units.masked.contains(unit))
    }

    /// Whether the system has a unit of that name.
    pub(super) fn system_has(&self, unit: &str) -> bool {
        self.system.present.contains(unit) || self.system.masked.contains(unit)
    }

    /// Whether the system starts that unit by itself.
    pub(super) fn is_enabled(&self, unit: &str) -> bool {
        is_enabled(&self.system, unit)
    }

    /// Whether the system or the person's session starts that unit by itself.
    pub(super) fn is_enabled_anywhere(&self, unit: &str) -> bool {
        is_enabled(&self.system, unit) || is_enabled(&self.person, unit)
    }

    /// The timers of the system that are enabled.
    pub(super) fn timers(&self) -> impl Iterator<Item = &str> {
        let enabled = self.system.enabled.iter().filter(|unit| !self.system.masked.contains(*unit));
        enabled.map(String::as_str).filter(|unit| suffix(unit) == "timer")
    }

    /// The text of a unit of the system.
    pub(super) fn text(&self, unit: &str, limit: u64) -> Result<String, Cause> {
        let places = OF_SYSTEM.iter().map(|folder| self.host.path(folder).join(unit));
        let mut found = places.map(|place| files::read_text(&place, limit));
        found.find(|text| *text != Err(Cause::Missing)).unwrap_or(Err(Cause::Missing))
    }

    /// Whether a unit of the system runs.
    pub(super) fn is_running(&self, unit: &str) -> Result<bool, Cause> {
        if let Ok(active) = &self.active
            && let Some(active) = active.get(unit)
        {
            return Ok(*active);
        }
        self.has_processes(unit)
    }

    /// The answer of systemd alone, which knows services without processes too.
    pub(super) fn is_active(&self, unit: &str) -> Result<bool, Cause> {
        self.active.as_ref().map_err(|cause| *cause)?.get(unit).copied().ok_or(Cause::Missing)
    }

    fn has_processes(&self, unit: &str) -> Result<bool, Cause> {
        let groups = self.host.path("/sys/fs/cgroup");
        let slice = match unit.split_once('@') {
            // systemd.special(7): instances of a template have a slice of their own.
            Some((template, _)) => {
                format!("system.slice/system-{}.slice/{unit}", template.replace('-', "\\x2d"))
            }
            None => format!("system.slice/{unit}"),
        };
        if file::exists(&groups.join("cgroup.controllers"))? {
            let events = groups.join(slice).join("cgroup.events");
            return match files::read_text(&events, MAX_STATE) {
                Ok(events) => Ok(events.lines().any(|line| line == "populated 1")),
                Err(Cause::Missing) => Ok(false),
                Err(cause) => Err(cause),
            };
        }
        if file::exists(&groups.join("systemd"))? {
            let processes = groups.join("systemd").join(slice).join("cgroup.procs");
            return match files::read_text(&processes, MAX_STATE) {
                Ok(processes) => Ok(!processes.trim().is_empty()),
                Err(Cause::Missing) => Ok(false),
                Err(cause) => Err(cause),
            };
        }
        let started = self.host.path("/run/openrc/started");
        if file::exists(&started)? {
            return file::exists(&started.join(unit.trim_end_matches(".service")));
        }
        Err(Cause::Missing)
    }
}

fn is_enabled(units: &Units, unit: &str) -> bool {
    units.enabled.contains(unit) && !units.masked.contains(unit)
}

/// Lists a folder of units, and the folders of those that it has started.
fn list(folder: &Path, units: &mut Units) -> Result<(), Cause> {
    // Where `/lib` is `/usr/lib`, the folder was listed under that name.
    if folder.parent().and_then(Path::parent).is_some_and(Path::is_symlink) {
        return Ok(());
    }
    for name in file::names(folder, MAX_ENTRIES)?.unwrap_or_default() {
        let path = folder.join(&name);
        if ["wants", "requires"].contains(&suffix(&name)) {
            units.enabled.extend(file::names(&path, MAX_ENTRIES)?.unwrap_or_default());
        } else if ["service", "socket", "timer", "path"].contains(&suffix(&name)) {
            // The first folder that has a unit decides.
            if units.present.contains(&name) || units.masked.contains(&name) {
                continue;
            }
            if is_mask(&path) {
                units.masked.insert(name);
            } else {
                units.present.insert(name);
            }
        }
    }
    Ok(())
}

/// What kind of unit or folder a name stands for.
fn suffix(name: &str) -> &str {
    name.rsplit_once('.').map_or("", |(_, suffix)| suffix)
}

/// Whether a unit stands for nothing: a link to `/dev/null`, or an empty file.
fn is_mask(path: &PathBuf) -> bool {
    match fs_err::read_link(path) {
        Ok(target) => target == Path::new("/dev/null"),
        Err(_) => path.metadata().is_ok_and(|metadata| metadata.is_file() && metadata.len() == 0),
    }
}

/// What `ListUnitsByNames` says of a unit: name, description, how it is loaded, how it runs, and more.
type Listed = (
    String,
    String,
    String,
    String,
    String,
    String,
    zbus::OwnedObjectPath,
    u32,
    String,
    zbus::OwnedObjectPath,
);

fn active(bus: &Bus, units: &[&str]) -> Result<BTreeMap<String, bool>, Cause> {
    let manager = "org.freedesktop.systemd1";
    let listed: Vec<Listed> = bus.call(
        manager,
        "/org/freedesktop/systemd1",
        "org.freedesktop.systemd1.Manager",
        "ListUnitsByNames",
        &(units,),
    )?;
    let runs = |state: &str| ["active", "activating", "reloading", "refreshing"].contains(&state);
    Ok(listed.into_iter().map(|unit| (unit.0, runs(&unit.3))).collect())
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use fs_err::os::unix::fs::symlink;

    use super::*;

    #[test]
    fn units_are_there_enabled_masked_and_running() {
        let root = tempfile::tempdir().unwrap();
        let put = |path: &str, text: &str| {
            let path = root.path().join(path);
            fs_err::create_dir_all(path.parent().unwrap()).unwrap();
            fs_err::write(path, text).unwrap();
        };
        for unit in ["a.service", "b.service", "c.service", "d@.service"] {
            put(&format!("usr/lib/systemd/system/{unit}"), "[Service]\n");
        }
        for unit in ["a.service", "b.service", "d@x.service", "e.timer"] {
            put(&format!("etc/systemd/system/multi-user.target.wants/{unit}"), "");
        }
        symlink("/dev/null", root.path().join("etc/systemd/system/b.service")).unwrap();
        put("sys/fs/cgroup/cgroup.controllers", "");
        put("sys/fs/cgroup/system.slice/a.service/cgroup.events", "populated 1\nfrozen 0\n");
        put("sys/fs/cgroup/system.slice/c.service/cgroup.events", "populated 0\n");
        put("sys/fs/cgroup/system.slice/system-d.slice/d@x.service/cgroup.events", "populated 1\n");
        let host = Host::new(root.path(), BTreeMap::new(), jiff::Timestamp::UNIX_EPOCH);

        let services = Services::of(&host, Err(Cause::Missing), &[]);

        assert_eq!(
            ["a.service", "b.service", "x.service"].map(|unit| services.has(unit)),
            [true, false, false]
        );
        assert_eq!(
            ["a.service", "b.service", "c.service"].map(|unit| services.is_enabled(unit)),
            [true, false, false]
        );
        let running =
            ["a.service", "c.service", "d@x.service", "x.service"].map(|unit| services.is_running(unit));
        assert_eq!(running, [Ok(true), Ok(false), Ok(true), Ok(false)]);
        assert_eq!(services.timers().collect::<Vec<_>>(), ["e.timer"]);
        assert_eq!(services.is_active("a.service"), Err(Cause::Missing));
    }
}
