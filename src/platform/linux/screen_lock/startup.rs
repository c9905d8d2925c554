//! What a session would start, by the configuration of its compositor or window manager.
//!
//! Reads the files of sway, i3, Hyprland, niri, river, labwc and Wayfire, and the units that the person's systemd is to
//! start; and looks through scripts and autostart entries for names of idle managers. Needs no permission beyond the person's own. Only for sessions that do not run:
//! of one that runs, its processes tell more. Cannot see what a script starts: one that speaks of an idle manager
//! makes the rest doubtful.

use std::path::{Path, PathBuf};

use custodia_core::fact::Cause;
use custodia_core::vocabulary::screen_lock::SESSION_CONFIGURATION;

use super::command::installed_name;
use super::hypridle::LARGEST_FILE;
use super::managers::MANAGERS;
use super::schedule::Doubt;
use super::shell::{self, Joint, Word};
use super::tiling::{self, Grammar};
use super::{hyprlang, kdl};
use crate::host::Host;
use crate::platform::linux::files;

/// Files below the home that run at the beginning of a session, or may.
const HINTS: &[&str] = &[
    ".xinitrc",
    ".xsession",
    ".xsessionrc",
    ".xprofile",
    ".profile",
    ".bash_profile",
    ".zprofile",
    ".bashrc",
];

/// The orders of `systemctl` that start a unit.
const STARTS: &[&str] = &["start", "restart", "reload-or-restart"];

/// The most files of a directory that are looked at.
const MOST_FILES: usize = 256;

/// Commands within commands are followed so deep.
const DEEPEST: usize = 4;

/// The commands that a session starts.
#[derive(Debug, Default)]
pub(super) struct Startup {
    /// The program of each with its arguments.
    pub(super) commands: Vec<Vec<String>>,
    /// Why these may not be all.
    pub(super) doubt: Option<Doubt>,
}

/// A session whose configuration is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Configured {
    Sway,
    I3,
    Hyprland,
    Niri,
    River,
    Labwc,
    Wayfire,
}

impl Startup {
    /// Reads what a session of this kind starts.
    pub(super) fn read(host: &Host, session: Configured) -> Self {
        let mut startup = Self::default();
        let home = host.config_home();
        match session {
            Configured::Sway | Configured::I3 => startup.of_tiling(host, session),
            Configured::Hyprland => startup.of_hyprland(host),
            Configured::Niri => {
                if let Some((text, _)) =
                    startup.first(&[home.join("niri/config.kdl"), host.path("/etc/niri/config.kdl")])
                {
                    let (commands, is_whole) = kdl::spawned(&text);
                    for command in commands {
                        startup.add_text(host, &command);
                    }
                    startup.doubt_unless(is_whole);
                }
            }
            Configured::River => startup.of_script(host, &home.join("river/init")),
            Configured::Labwc => startup.of_script(host, &home.join("labwc/autostart")),
            Configured::Wayfire => {
                if let Some((text, _)) =
                    startup.first(&[home.join("wayfire.ini"), home.join("wayfire/wayfire.ini")])
                {
                    let mut section = "";
                    for line in text.lines().map(str::trim) {
                        if let Some(header) = line.strip_prefix('[') {
                            section = header.trim_end_matches(']');
                        } else if let Some((_, command)) =
                            line.split_once('=').filter(|_| section == "autostart")
                        {
                            startup.add_text(host, command.trim());
                        }
                    }
                }
            }
        }
        startup.of_units(host);
        startup.of_hints(host);
        startup
    }

    /// The first file that is there; a doubt where none is or it cannot be read.
    fn first(&mut self, places: &[PathBuf]) -> Option<(String, PathBuf)> {
        for place in places {
            match files::read_text(place, LARGEST_FILE) {
                Ok(text) => return Some((text, place.clone())),
                Err(Cause::Missing) => {}
                Err(cause) => {
                    self.doubt = Some(Doubt::new(cause, SESSION_CONFIGURATION));
                    return None;
                }
            }
        }
        self.doubt = Some(Doubt::new(Cause::Missing, SESSION_CONFIGURATION));
        None
    }

    fn of_tiling(&mut self, host: &Host, session: Configured) {
        let (home, configuration) = (host.home(), host.config_home());
        let mut places = vec![configuration.join("i3/config"), home.join(".i3/config")];
        let grammar = if session == Configured::Sway {
            places =
                vec![home.join(".sway/config"), configuration.join("sway/config"), home.join(".i3/config")];
            places.push(configuration.join("i3/config"));
            places.push(host.path("/etc/sway/config"));
            Grammar::Sway
        } else {
            places.extend(host.config_dirs().iter().map(|directory| directory.join("i3/config")));
            Grammar::I3
        };
        places.push(host.path("/etc/i3/config"));
        let Some((text, place)) = self.first(&places) else { return };
        let directory = place.parent().unwrap_or(&place);
        let started = tiling::started(&text, grammar, &|path| included(host, directory, path));
        for command in started.commands {
            self.add_text(host, &command);
        }
        self.doubt = self.doubt.or(started.doubt.map(|cause| Doubt::new(cause, SESSION_CONFIGURATION)));
    }

    fn of_hyprland(&mut self, host: &Host) {
        let lua = host.config_home().join("hypr/hyprland.lua");
        if !matches!(files::read(&lua, LARGEST_FILE), Err(Cause::Missing)) {
            // Newer releases take this file instead.
            self.doubt = Some(Doubt::new(Cause::Unsupported, SESSION_CONFIGURATION));
        }
        let places = [host.config_home().join("hypr/hyprland.conf"), host.path("/etc/hypr/hyprland.conf")];
        let Some((text, place)) = self.first(&places) else { return };
        let directory = place.parent().unwrap_or(&place);
        let document = hyprlang::parse(&text, &|path| included(host, directory, path));
        for entry in &document.entries {
            if let "exec-once" | "exec" = entry.name.rsplit(':').next().unwrap_or_default() {
                // `[workspace 2 silent] program`
                let rule = entry.value.strip_prefix('[').and_then(|rest| rest.split_once(']'));
                self.add_text(host, rule.map_or(entry.value.as_str(), |(_, command)| command.trim()));
            }
        }
        self.doubt = self.doubt.or(document.doubt.map(|cause| Doubt::new(cause, SESSION_CONFIGURATION)));
    }

    fn of_script(&mut self, host: &Host, place: &Path) {
        if let Some((text, _)) = self.first(&[place.to_owned()]) {
            self.add_text(host, &text);
        }
    }

    /// The units that are linked into the targets of the session.
    fn of_units(&mut self, host: &Host) {
        for directory in [host.config_home().join("systemd/user"), host.path("/etc/systemd/user")] {
            for target in listed(&directory) {
                if !matches!(target.rsplit('.').next(), Some("wants" | "requires")) {
                    continue;
                }
                for name in MANAGERS.iter().map(|(name, ..)| name) {
                    let unit = directory.join(&target).join(format!("{name}.service"));
                    if unit.symlink_metadata().is_ok() {
                        self.add_unit(host, name, &unit, &directory);
                    }
                }
            }
        }
    }

    /// What else may start an idle manager, depending on how the session is started.
    fn of_hints(&mut self, host: &Host) {
        let autostart = host.config_home().join("autostart");
        let entries = listed(&autostart).into_iter().map(|name| autostart.join(name));
        for place in HINTS.iter().map(|name| host.home().join(name)).chain(entries) {
            let text = files::read(&place, LARGEST_FILE).unwrap_or_default();
            let text = String::from_utf8_lossy(&text);
            let is_off = text.lines().any(|line| line.trim() == "Hidden=true");
            let lines = text.lines().filter(|line| !line.trim_start().starts_with('#'));
            let names_one = lines.into_iter().any(speaks_of_manager);
            self.doubt_unless(is_off || !names_one);
        }
    }

    /// The units that `systemctl` is told to start.
    fn of_started_units(&mut self, host: &Host, words: &[String]) {
        let directory = host.config_home().join("systemd/user");
        for name in MANAGERS.iter().map(|(name, ..)| name) {
            let unit = format!("{name}.service");
            if words.iter().any(|word| word == name || *word == unit) {
                self.add_unit(host, name, &directory.join(unit), &directory);
            }
        }
    }

    fn add_unit(&mut self, host: &Host, name: &str, link: &Path, directory: &Path) {
        let own = directory.join(format!("{name}.service"));
        let shipped = host.path(&format!("/usr/lib/systemd/user/{name}.service"));
        let text = [link, &own, &shipped].into_iter().find_map(|place| {
            match files::read_text(place, LARGEST_FILE) {
                Err(Cause::Missing) => None,
                read => Some(read),
            }
        });
        match text {
            Some(Ok(text)) => {
                let text = text.replace("\\\n", " ");
                for command in text.lines().filter_map(|line| line.trim().strip_prefix("ExecStart=")) {
                    self.add_text(host, command.trim_start_matches(['-', '@', ':', '+', '!']));
                }
            }
            Some(Err(cause)) => self.doubt = Some(Doubt::new(cause, SESSION_CONFIGURATION)),
            // Packages ship the unit of hypridle without arguments; others have none of their own.
            None if *name == *"hypridle" => self.commands.push(vec![name.to_owned()]),
            None => self.doubt = Some(Doubt::new(Cause::Missing, SESSION_CONFIGURATION)),
        }
    }

    fn doubt_unless(&mut self, is_whole: bool) {
        if !is_whole {
            self.doubt = self.doubt.or(Some(Doubt::new(Cause::Unsupported, SESSION_CONFIGURATION)));
        }
    }

    /// Adds the programs of a text that a shell would run.
    fn add_text(&mut self, host: &Host, text: &str) {
        self.add_commands(host, text, DEEPEST);
    }

    fn add_commands(&mut self, host: &Host, text: &str, depth: usize) {
        let Some(commands) = shell::parse(text).filter(|_| depth > 0) else {
            return self.doubt_unless(!speaks_of_manager(text));
        };
        let (mut looks_for_one, mut has_done) = (false, false);
        for command in commands {
            let words = unwrapped(&command.words);
            let Some(first) = words.first() else { continue };
            let texts: Vec<String> = words.iter().map(|word| word.text.clone()).collect();
            let name = installed_name(&first.text).unwrap_or_default();
            let is_sure = match command.joint {
                Joint::Always => true,
                Joint::IfDone => has_done,
                Joint::IfNot => looks_for_one,
            };
            looks_for_one = matches!(name, "pidof" | "pgrep");
            has_done = is_sure && matches!(name, "sleep" | "true" | "xset");
            match (name, texts.get(1).map(String::as_str)) {
                ("sh" | "bash" | "dash", Some("-c"))
                | ("swaymsg" | "i3-msg", Some("exec"))
                | ("riverctl", Some("spawn")) => {
                    let inner = texts.get(2..).unwrap_or_default().join(" ");
                    self.add_commands(host, &inner, depth - 1);
                }
                ("xautolock", Some("-disable" | "-exit" | "-toggle")) => self.stop(name),
                ("pkill" | "killall", _) if !texts.iter().any(|text| text.contains("USR1")) => {
                    self.stop(&texts.join(" "));
                }
                _ if MANAGERS.iter().any(|(known, ..)| *known == name) || name == "xset" => {
                    // An expansion in its place may stand for anything, but in a command it is judged with it.
                    let is_known = !words.iter().any(|word| word.expands && !word.text.contains([' ', '/']));
                    self.doubt_unless(is_sure && is_known);
                    if is_sure && is_known {
                        self.commands.push(texts);
                    }
                }
                ("systemctl", Some("--user"))
                    if is_sure && texts.iter().any(|text| STARTS.contains(&text.as_str())) =>
                {
                    self.of_started_units(host, &texts);
                }
                _ if looks_for_one || matches!(name, "pkill" | "killall") => {}
                _ => self.add_other(host, &words),
            }
        }
    }

    /// Adds a command that may be a script that speaks of an idle manager, or hand one on to another program.
    fn add_other(&mut self, host: &Host, words: &[Word]) {
        self.doubt_unless(!words.iter().skip(1).any(|word| speaks_of_manager(&word.text)));
        for word in words.iter().take(2).filter(|word| word.text.contains('/')) {
            let bytes = files::read(&resolved(host, None, &word.text), LARGEST_FILE).unwrap_or_default();
            let text = String::from_utf8_lossy(&bytes);
            self.doubt_unless(!speaks_of_manager(&text));
            self.stop(&text);
        }
    }

    /// Takes back what was started before and a text names that may end or change it.
    fn stop(&mut self, text: &str) {
        let before = self.commands.len();
        self.commands.retain(|command| {
            let program = command.first().map_or("", String::as_str);
            !installed_name(program).is_some_and(|name| text.contains(name))
        });
        self.doubt_unless(self.commands.len() == before);
    }
}

fn speaks_of_manager(text: &str) -> bool {
    MANAGERS.iter().any(|(name, ..)| text.contains(name))
}

/// The words from the program on that others only start.
fn unwrapped(words: &[Word]) -> Vec<Word> {
    let mut words = words;
    while let Some((first, rest)) = words.split_first() {
        let name = installed_name(&first.text).unwrap_or_default();
        words = match name {
            "exec" | "nohup" | "setsid" | "command" | "env" | "dbus-launch" | "systemd-cat" | "then"
            | "do" | "else" => rest,
            "uwsm" | "uwsm-app" => {
                let from = rest.iter().position(|word| !matches!(word.text.as_str(), "app" | "--"));
                rest.get(from.unwrap_or(rest.len())..).unwrap_or_default()
            }
            _ if name.contains('=') && !first.text.starts_with('-') => rest,
            _ => break,
        };
        while let Some((option, rest)) = words.split_first().filter(|(word, _)| word.text.starts_with('-')) {
            let _ = option;
            words = rest;
        }
    }
    words.to_vec()
}

/// A path as configuration files write it: from the home, from where the file is, or absolute.
fn resolved(host: &Host, directory: Option<&Path>, path: &str) -> PathBuf {
    let configuration = host.config_home();
    let places = [
        ("~", host.home()),
        ("$HOME", host.home()),
        ("${HOME}", host.home()),
        ("$XDG_CONFIG_HOME", configuration.as_path()),
    ];
    for (prefix, place) in places {
        if let Some(rest) = path.strip_prefix(prefix).and_then(|rest| rest.strip_prefix('/')) {
            return place.join(rest);
        }
    }
    // A home is given as it is, not below the root.
    if path.starts_with('/') && !Path::new(path).starts_with(host.home()) {
        return host.path(path);
    }
    directory.map_or_else(|| PathBuf::from(path), |directory| directory.join(path))
}

/// The texts of the files that an `include` or a `source` names, also by a pattern in the file name.
pub(super) fn included(host: &Host, directory: &Path, path: &str) -> Vec<Result<String, Cause>> {
    let path = path.trim().trim_matches(['"', '\'']);
    let place = resolved(host, Some(directory), path);
    let text = place.to_string_lossy().into_owned();
    if text.contains(['$', '`', '[', '{', '~']) {
        return vec![Err(Cause::Unsupported)];
    }
    let (Some(parent), Some(name)) = (place.parent(), place.file_name()) else { return Vec::new() };
    let name = name.to_string_lossy();
    if !text.contains(['*', '?']) {
        return vec![files::read_text(&place, LARGEST_FILE)];
    }
    if parent.to_string_lossy().contains(['*', '?']) {
        return vec![Err(Cause::Unsupported)];
    }
    let mut names = listed(parent);
    names.retain(|entry| !entry.starts_with('.') && matches(name.as_bytes(), entry.as_bytes()));
    names.iter().map(|name| files::read_text(&parent.join(name), LARGEST_FILE)).collect()
}

/// The names in a directory, in their order; none where it cannot be listed.
fn listed(directory: &Path) -> Vec<String> {
    let entries = fs_err::read_dir(directory).into_iter().flatten().flatten().take(MOST_FILES);
    let mut names: Vec<String> = entries.filter_map(|entry| entry.file_name().into_string().ok()).collect();
    names.sort();
    names
}

/// Whether a name fits a pattern of `*` and `?`.
fn matches(pattern: &[u8], name: &[u8]) -> bool {
    let (mut at, mut of_name) = (0, 0);
    let mut star = None;
    while let Some(byte) = name.get(of_name) {
        match pattern.get(at) {
            Some(b'*') => {
                star = Some((at, of_name));
                at += 1;
            }
            Some(expected) if expected == byte || *expected == b'?' => {
                at += 1;
                of_name += 1;
            }
            _ => match star {
                Some((place, from)) => {
                    star = Some((place, from + 1));
                    at = place + 1;
                    of_name = from + 1;
                }
                None => return false,
            },
        }
    }
    pattern.get(at..).unwrap_or_default().iter().all(|byte| *byte == b'*')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn patterns_match_as_in_the_shell() {
        for (pattern, name, expected) in [
            ("*", "a", true),
            ("*.conf", "a.conf", true),
            ("*.conf", "a.con", false),
            ("a?c*e", "abcdde", true),
            ("a*b*c", "aXbXXbc", true),
            ("a", "ab", false),
        ] {
            assert_eq!(matches(pattern.as_bytes(), name.as_bytes()), expected, "{pattern} {name}");
        }
    }
}
