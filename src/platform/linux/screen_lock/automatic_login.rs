//! Whether the person is logged in without a password when the device starts.
//!
//! Reads the settings of the login manager that starts with the device (by the link `display-manager.service`; of all
//! that are known where there is none): GDM, SDDM and Plasma's, `LightDM`, LXDM, greetd, nodm, openSUSE's
//! `/etc/sysconfig/displaymanager`; and, whatever login manager there is, how consoles are started: the units of getty
//! in `/etc` and `/run`, `/etc/inittab` and `/etc/conf.d/agetty`. All of them are readable for everybody as they are
//! shipped. Cannot see settings that a manager is given on its command line or keeps elsewhere, nor a name that a
//! script of GDM's makes up.

use std::path::PathBuf;

use custodia_core::fact::{Cause, Evidence, Fact};
use custodia_core::vocabulary::screen_lock::LOGIN_MANAGER;

use crate::host::Host;
use crate::platform::linux::files;
use crate::platform::linux::ini::{self, Entry};

/// The largest file that is read here, in bytes.
const LARGEST_FILE: u64 = 256 * 1024;

/// The most files of a directory.
const MOST_FILES: usize = 64;

/// A login manager.
struct Manager {
    /// The units that it runs as, without `.service`.
    units: &'static [&'static str],
    /// Its files; each group is joined, later ones over earlier ones; a star stands for any name.
    files: &'static [&'static [&'static str]],
    /// Whether its settings log in the person of that name.
    logs_in: fn(&str, &str) -> Answer,
}

/// What a login manager's settings say.
enum Answer {
    Yes,
    No,
    Untold(Cause),
}

impl From<bool> for Answer {
    fn from(logs_in: bool) -> Self {
        if logs_in { Self::Yes } else { Self::No }
    }
}

impl From<Answer> for Result<bool, Cause> {
    fn from(answer: Answer) -> Self {
        match answer {
            Answer::Yes => Ok(true),
            Answer::No => Ok(false),
            Answer::Untold(cause) => Err(cause),
        }
    }
}

const MANAGERS: &[Manager] = &[
    Manager {
        units: &["gdm", "gdm3"],
        files: &[&["/etc/gdm3/daemon.conf"], &["/etc/gdm3/custom.conf"], &["/etc/gdm/custom.conf"]],
        logs_in: gdm,
    },
    Manager {
        units: &["sddm"],
        files: &[&["/usr/lib/sddm/sddm.conf.d/*", "/etc/sddm.conf.d/*", "/etc/sddm.conf"]],
        logs_in: sddm,
    },
    Manager {
        units: &["plasmalogin"],
        files: &[&[
            "/usr/lib/plasmalogin/defaults.conf",
            "/etc/plasmalogin.conf.d/*",
            "/etc/plasmalogin.conf",
        ]],
        logs_in: sddm,
    },
    Manager {
        units: &["lightdm"],
        files: &[&[
            "/usr/share/lightdm/lightdm.conf.d/*.conf",
            "/usr/local/share/lightdm/lightdm.conf.d/*.conf",
            "/etc/xdg/lightdm/lightdm.conf.d/*.conf",
            "/etc/lightdm/lightdm.conf.d/*.conf",
            "/etc/lightdm/lightdm.conf",
        ]],
        logs_in: lightdm,
    },
    Manager { units: &["lxdm"], files: &[&["/etc/lxdm/lxdm.conf"]], logs_in: lxdm },
    Manager {
        units: &["greetd", "cosmic-greeter"],
        files: &[&["/etc/greetd/config.toml"], &["/etc/greetd/cosmic-greeter.toml"]],
        logs_in: greetd,
    },
    Manager { units: &["nodm"], files: &[&["/etc/default/nodm"]], logs_in: nodm },
    Manager {
        units: &["display-manager", "display-manager-legacy", "xdm"],
        files: &[&["/etc/sysconfig/displaymanager"]],
        logs_in: sysconfig,
    },
];

/// Places of the units of consoles, the least important first.
const UNITS: [&str; 2] = ["/run/systemd/system", "/etc/systemd/system"];

/// Whether the person of that name is logged in without a password.
pub(super) fn automatic_login(host: &Host, name: &str) -> Fact<bool> {
    let running = running_manager(host);
    let of_managers = MANAGERS
        .iter()
        .filter(|manager| running.as_deref().is_none_or(|unit| manager.units.contains(&unit)))
        .flat_map(|manager| manager.files.iter().map(move |files| (manager, *files)))
        .map(|(manager, files)| (manager.logs_in)(&joined(host, files)?, name).into());
    let outcomes: Vec<Result<bool, Cause>> =
        of_managers.chain([consoles(host, name), tables(host, name)]).collect();
    if outcomes.contains(&Ok(true)) {
        return Fact::known(true, Evidence::set(LOGIN_MANAGER).enforced());
    }
    match outcomes.into_iter().find_map(Result::err) {
        Some(cause) => Fact::unknown(cause, LOGIN_MANAGER),
        None => Fact::known(false, Evidence::default_of(LOGIN_MANAGER).enforced()),
    }
}

/// The unit of the login manager that starts with the device, if it is one that is known here.
fn running_manager(host: &Host) -> Option<String> {
    let link = fs_err::read_link(host.path("/etc/systemd/system/display-manager.service")).ok()?;
    let unit = link.file_name()?.to_str()?.strip_suffix(".service")?.to_owned();
    MANAGERS.iter().any(|manager| manager.units.contains(&unit.as_str())).then_some(unit)
}

/// The text of several files, one behind the other.
fn joined(host: &Host, paths: &[&str]) -> Result<String, Cause> {
    let mut text = String::new();
    for path in paths {
        let files = match path.rsplit_once("/*") {
            Some((folder, end)) => files_of(host, folder, end)?,
            None => vec![host.path(path)],
        };
        for file in files {
            match files::read_text(&file, LARGEST_FILE) {
                // The next file starts outside any group.
                Ok(content) => text.extend([content.trim_start_matches('\u{feff}'), "\n[]\n"]),
                Err(Cause::Missing) => {}
                Err(cause) => return Err(cause),
            }
        }
    }
    Ok(text)
}

/// The names in a folder, in their order; none where it is not there.
fn names_of(host: &Host, folder: &str, wanted: impl Fn(&str) -> bool) -> Result<Vec<String>, Cause> {
    let entries = match fs_err::read_dir(host.path(folder)).map_err(|error| files::cause(error.kind())) {
        Ok(entries) => entries,
        Err(Cause::Missing) => return Ok(Vec::new()),
        Err(cause) => return Err(cause),
    };
    let names = entries.flatten().filter_map(|entry| entry.file_name().into_string().ok());
    let mut names: Vec<String> = names.filter(|name| wanted(name)).take(MOST_FILES + 1).collect();
    names.sort_unstable();
    if names.len() > MOST_FILES { Err(Cause::TooLarge) } else { Ok(names) }
}

/// The files of a folder that end so and are not hidden.
fn files_of(host: &Host, folder: &str, end: &str) -> Result<Vec<PathBuf>, Cause> {
    let names = names_of(host, folder, |name| name.ends_with(end) && !name.starts_with('.'))?;
    Ok(names.into_iter().map(|name| host.path(folder).join(name)).filter(|path| !path.is_dir()).collect())
}

fn is_on(value: Option<&str>) -> bool {
    value.is_some_and(|value| value.eq_ignore_ascii_case("true") || value == "1")
}

fn gdm(text: &str, name: &str) -> Answer {
    let entries = ini::entries(text);
    let value = |key| ini::last(&entries, "daemon", key);
    for (switch, user) in [("AutomaticLoginEnable", "AutomaticLogin"), ("TimedLoginEnable", "TimedLogin")] {
        let user = value(user).filter(|_| is_on(value(switch)));
        if user == Some(name) {
            return Answer::Yes;
        }
        // A script says who it is, or a placeholder stands for the name.
        if user.is_some_and(|user| user.ends_with('|') || user.contains('%')) {
            return Answer::Untold(Cause::Unsupported);
        }
    }
    Answer::No
}

fn sddm(text: &str, name: &str) -> Answer {
    // Here a comment may follow a value or a header.
    let lines: Vec<&str> = text.lines().map(|line| line.split('#').next().unwrap_or_default()).collect();
    (ini::last(&ini::entries(&lines.join("\n")), "Autologin", "User") == Some(name)).into()
}

fn lightdm(text: &str, name: &str) -> Answer {
    let mut entries = ini::entries(text);
    for entry in &mut entries {
        // The old name of the group for all seats.
        if entry.0 == "SeatDefaults" {
            entry.0 = "Seat:*";
        }
    }
    let mut seats = entries.iter().map(|entry| entry.0).filter(|group| group.starts_with("Seat:"));
    (seats.any(|seat| ini::last(&entries, seat, "autologin-user") == Some(name))).into()
}

fn lxdm(text: &str, name: &str) -> Answer {
    (ini::last(&ini::entries(text), "base", "autologin") == Some(name)).into()
}

/// The value of an assignment of the shell, without its quotes.
fn assigned<'a>(entries: &[Entry<'a>], key: &str) -> Option<&'a str> {
    ini::last(entries, "", key).map(|value| value.trim_matches(['"', '\'']))
}

fn nodm(text: &str, name: &str) -> Answer {
    let entries = ini::entries(text);
    let is_off = ["no", "false", "0"].contains(&assigned(&entries, "NODM_ENABLED").unwrap_or_default());
    (!is_off && assigned(&entries, "NODM_USER") == Some(name)).into()
}

fn sysconfig(text: &str, name: &str) -> Answer {
    (assigned(&ini::entries(text), "DISPLAYMANAGER_AUTOLOGIN") == Some(name)).into()
}

/// The first session, and the one that stands in the place of a greeter, are started for their user.
fn greetd(text: &str, name: &str) -> Answer {
    let text = text.trim_end().trim_end_matches("[]");
    let Ok(table) = text.parse::<toml::Table>() else { return Answer::Untold(Cause::Malformed) };
    let user = |session: &str| table.get(session)?.get("user")?.as_str();
    (["initial_session", "default_session"].into_iter().any(|session| user(session) == Some(name))).into()
}

/// Whether a unit of getty logs the person in.
fn consoles(host: &Host, name: &str) -> Result<bool, Cause> {
    let is_console = |unit: &str| ["getty", "autovt@"].iter().any(|word| unit.contains(word));
    for place in UNITS {
        for unit in names_of(host, place, is_console)? {
            let path = match unit.rsplit_once('.') {
                Some((_, "service")) => format!("{place}/{unit}"),
                Some((_, "d")) => format!("{place}/{unit}/*.conf"),
                // Links to units, in folders.
                Some(_) | None => continue,
            };
            if starts_for(&joined(host, &[&path])?, name) {
                return Ok(true);
            }
        }
    }
    Ok(false)
}

/// Whether a unit's command logs the person in; an empty one takes back what stood before.
fn starts_for(unit: &str, name: &str) -> bool {
    let unit = unit.replace("\\\n", " ");
    let commands =
        ini::entries(&unit).into_iter().filter(|entry| (entry.0, entry.1) == ("Service", "ExecStart"));
    commands.map(|entry| entry.2).next_back().is_some_and(|command| logs_in(command, name))
}

/// Whether a command line of agetty logs the person in.
fn logs_in(command: &str, name: &str) -> bool {
    let mut words = command.split_whitespace().map(|word| word.trim_matches(['"', '\'']));
    while let Some(word) = words.next() {
        let user = match word {
            "--autologin" | "-a" => words.next(),
            _ => word.strip_prefix("--autologin=").or_else(|| word.strip_prefix("-a")),
        };
        if user == Some(name) {
            return true;
        }
    }
    false
}

/// Whether the table of init, or `OpenRC`'s options for consoles, log the person in.
fn tables(host: &Host, name: &str) -> Result<bool, Cause> {
    let table = joined(host, &["/etc/inittab"])?;
    let lines = table.lines().filter(|line| !line.trim_start().starts_with('#') && line.contains("getty"));
    let options = joined(host, &["/etc/conf.d/agetty"])?;
    let options = assigned(&ini::entries(&options), "agetty_options").map(str::to_owned);
    Ok(lines.into_iter().any(|line| logs_in(line, name))
        || options.is_some_and(|options| logs_in(&options, name)))
}

/// Reads a text in every way that a login manager's settings are read, for the fuzz target.
pub(in crate::platform::linux) fn fuzz(text: &str) {
    for manager in MANAGERS {
        let _ = (manager.logs_in)(text, "ana");
    }
    let _ = starts_for(text, "ana");
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn any_text_is_read_to_an_end(text in "((daemon|Autologin|User|Seat:|ExecStart|ana|[\\[\\]=#% \n])|.){0,120}") {
            fuzz(&text);
        }
    }
}
