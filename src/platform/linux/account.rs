//! The accounts of the machine's users, and acting with the permissions of one.
//!
//! Reads `/etc/passwd`, which everybody may; where a person is asked for by name and stands not in it, the
//! machine's own name service. To check another person, root takes on that person's permissions for everything
//! that it reads from there on, so that nothing in their home, such as a link, can make it read what they could
//! not, and finds the environment of their session in `/proc/PID/environ` of their processes. Cannot see the
//! environment of a session without any process.

use std::collections::{BTreeMap, BTreeSet};
use std::ffi::CString;

use custodia_core::fact::Cause;
use nix::unistd::{Gid, Uid, User, geteuid, getgrouplist, setegid, seteuid, setgroups};

use super::{files, processes};
use crate::host::{Host, UserTrouble};

/// The largest list of accounts that is read, in bytes.
const LARGEST_LIST: u64 = 4 * 1024 * 1024;

/// What of a session's environment tells how it is set up.
const OF_THE_SESSION: [&str; 24] = [
    "CONTAINER_ID",
    "DBUS_SESSION_BUS_ADDRESS",
    "DCONF_PROFILE",
    "DESKTOP_SESSION",
    "DISPLAY",
    "GSETTINGS_BACKEND",
    "GSETTINGS_SCHEMA_DIR",
    "HYPRLAND_INSTANCE_SIGNATURE",
    "I3SOCK",
    "KDE_SESSION_VERSION",
    "SSH_CONNECTION",
    "SWAYSOCK",
    "TOOLBOX_PATH",
    "WAYLAND_DISPLAY",
    "WSL_DISTRO_NAME",
    "XDG_CONFIG_DIRS",
    "XDG_CONFIG_HOME",
    "XDG_CURRENT_DESKTOP",
    "XDG_DATA_DIRS",
    "XDG_DATA_HOME",
    "XDG_RUNTIME_DIR",
    "XDG_SESSION_DESKTOP",
    "XDG_SESSION_ID",
    "XDG_SESSION_TYPE",
];

/// An account as the list of accounts has it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Account {
    pub(super) name: String,
    pub(super) user: u32,
    pub(super) group: u32,
    home: String,
    pub(super) password: Field,
}

/// What stands in the place of a password; never the password's hash.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Field {
    /// Nothing: it opens without one.
    Empty,
    /// The mark that it stands in the shadow file.
    Shadowed,
    /// Something that no password fits.
    Locked,
    /// A hash.
    Hashed,
}

impl Field {
    /// What the field of a line in `/etc/passwd` or `/etc/shadow` is.
    pub(super) fn of(field: &[u8]) -> Self {
        match field {
            b"" => Self::Empty,
            b"x" => Self::Shadowed,
            [b'!' | b'*', ..] => Self::Locked,
            // A hash has its method in front, or the thirteen characters of the oldest one.
            [b'$' | b'_', ..] => Self::Hashed,
            _ if field.len() == 13 => Self::Hashed,
            _ => Self::Locked,
        }
    }
}

impl Account {
    /// The account of the person who is checked.
    pub(super) fn of(host: &Host) -> Result<Self, Cause> {
        find(host, |account| account.user == host.user())
    }

    /// All accounts of the machine.
    pub(super) fn all(host: &Host) -> Result<Vec<Self>, Cause> {
        let list = files::read(&host.path("/etc/passwd"), LARGEST_LIST)?;
        Ok(list.split(|byte| *byte == b'\n').filter_map(account).collect())
    }
}

/// The first account in the list that is wanted.
fn find(host: &Host, wanted: impl Fn(&Account) -> bool) -> Result<Account, Cause> {
    Account::all(host)?.into_iter().find(wanted).ok_or(Cause::Missing)
}

fn account(line: &[u8]) -> Option<Account> {
    let fields: Vec<&[u8]> = line.split(|byte| *byte == b':').collect();
    let [name, password, user, group, _, home, ..] = fields[..] else { return None };
    let text = |field: &[u8]| String::from_utf8(field.to_vec()).ok();
    Some(Account {
        name: text(name).filter(|name| !name.is_empty())?,
        user: text(user)?.parse().ok()?,
        group: text(group)?.parse().ok()?,
        home: text(home)?,
        password: Field::of(password),
    })
}

/// The number of the person with whose permissions this process reads.
pub(crate) fn current_user() -> u32 {
    geteuid().as_raw()
}

/// The machine as it is for the person of that name, whose permissions this process takes on if it runs as root.
pub(crate) fn host_of(host: &Host, name: &str) -> Result<Host, UserTrouble> {
    let account = find(host, |account| account.name == name).or_else(|_| named_by_the_machine(name))?;
    if account.user == host.user() {
        return Ok(host.clone());
    }
    if !geteuid().is_root() {
        return Err(UserTrouble::NotAllowed);
    }
    act_as(&account).map_err(|_| UserTrouble::Failed)?;
    let mut environment = session_environment(host, account.user);
    let home = host.path(&account.home);
    environment.insert("HOME".to_owned(), home.to_string_lossy().into_owned());
    environment.entry("XDG_RUNTIME_DIR".to_owned()).or_insert_with(|| format!("/run/user/{}", account.user));
    if let Some(address) = host.variable("DBUS_SYSTEM_BUS_ADDRESS") {
        environment.insert("DBUS_SYSTEM_BUS_ADDRESS".to_owned(), address.to_owned());
    }
    Ok(host.of_user(account.user, environment))
}

fn named_by_the_machine(name: &str) -> Result<Account, UserTrouble> {
    let user = User::from_name(name).ok().flatten().ok_or(UserTrouble::Unknown)?;
    Ok(Account {
        name: user.name,
        user: user.uid.as_raw(),
        group: user.gid.as_raw(),
        home: user.dir.to_string_lossy().into_owned(),
        password: Field::Shadowed,
    })
}

/// Takes on the permissions of a person for everything that is read from there on.
fn act_as(account: &Account) -> nix::Result<()> {
    let group = Gid::from_raw(account.group);
    let name = CString::new(account.name.as_str()).map_err(|_| nix::Error::EINVAL)?;
    setgroups(&getgrouplist(&name, group)?)?;
    setegid(group)?;
    seteuid(Uid::from_raw(account.user))
}

/// Reads with the permissions that the process was started with, where it took on those of a person.
pub(super) fn as_started<T>(read: impl FnOnce() -> T) -> T {
    let acting = geteuid();
    let regained = nix::unistd::getuid() != acting && seteuid(nix::unistd::getuid()).is_ok();
    let result = read();
    if regained && seteuid(acting).is_err() {
        // Never go on with more permissions than the person has.
        std::process::abort();
    }
    result
}

/// The environment of the person's graphical session, as their processes have it.
fn session_environment(host: &Host, user: u32) -> BTreeMap<String, String> {
    let mut processes = processes::of_user(host, user).unwrap_or_default();
    processes.sort_by_key(processes::Process::id);
    let environments = processes.iter().map(|process| process.variables(&OF_THE_SESSION));
    let graphical: Vec<BTreeMap<String, String>> = environments
        .filter(|variables| {
            ["XDG_CURRENT_DESKTOP", "WAYLAND_DISPLAY", "DISPLAY"]
                .iter()
                .any(|name| variables.contains_key(*name))
        })
        .collect();
    let desktops: BTreeSet<&String> =
        graphical.iter().filter_map(|variables| variables.get("XDG_CURRENT_DESKTOP")).collect();
    let contradict = desktops.len() > 1;
    // The first process of a session is the one that all others have their environment from.
    let named = graphical.iter().find(|variables| variables.contains_key("XDG_CURRENT_DESKTOP"));
    let mut environment = named.or(graphical.first()).cloned().unwrap_or_default();
    if contradict {
        for name in ["XDG_CURRENT_DESKTOP", "XDG_SESSION_DESKTOP", "DESKTOP_SESSION"] {
            environment.remove(name);
        }
    }
    environment
}
