//! The running processes of a user: which program each is, its arguments and single variables of its environment.
//!
//! Reads `/proc/PID/{cmdline,comm,environ}` of the processes that belong to one user, which that user and root
//! may. Cannot see processes of other users where `/proc` hides them, nor what a process was renamed from.
//! Nothing of this leaves the device: callers look for the programs they know.

use std::collections::BTreeMap;
use std::os::unix::fs::MetadataExt as _;
use std::path::{Path, PathBuf};

use custodia_core::fact::Cause;

use super::files;
use crate::host::Host;

/// The most processes of the machine that are looked at.
const MOST_PROCESSES: usize = 65_536;

/// The longest command line that is read, in bytes.
const LONGEST_COMMAND: u64 = 256 * 1024;

/// The largest environment that is read, in bytes.
const LARGEST_ENVIRONMENT: u64 = 256 * 1024;

/// A running process.
#[derive(Clone, Debug)]
pub(crate) struct Process {
    /// Its directory below `/proc`.
    pub(crate) directory: PathBuf,
    command: Vec<u8>,
}

impl Process {
    /// The process of a number, whether it runs or not.
    pub(crate) fn of_id(host: &Host, id: u32) -> Self {
        Self { directory: host.path(&format!("/proc/{id}")), command: Vec::new() }
    }

    /// The same process with its command line, where that can be read.
    pub(crate) fn with_command(self) -> Self {
        read(&self.directory).unwrap_or(self)
    }

    /// Its command line: the arguments as they were given, apart by zero bytes.
    pub(crate) fn command(&self) -> &[u8] {
        self.command.strip_suffix(b"\0").unwrap_or(&self.command)
    }

    /// Its arguments; the first is the program as it was called.
    pub(crate) fn arguments(&self) -> Vec<String> {
        let arguments = self.command().split(|byte| *byte == 0);
        arguments.map(|argument| String::from_utf8_lossy(argument).into_owned()).collect()
    }

    /// The file name of the program as it was called.
    pub(crate) fn program(&self) -> String {
        self.arguments().first().map_or("", |program| file_name(program)).to_owned()
    }

    /// Whether this is the program of a name, also where an interpreter runs it as a script.
    pub(crate) fn runs(&self, name: &str) -> bool {
        let program = self.program();
        if program == name {
            return true;
        }
        let interpreter = program.trim_end_matches(|sign: char| sign == '.' || sign.is_ascii_digit());
        let arguments = self.arguments();
        let script = arguments.iter().skip(1).find(|argument| !argument.starts_with('-'));
        ["python", "sh", "bash", "dash", "perl"].contains(&interpreter)
            && script.is_some_and(|script| file_name(script).trim_end_matches(".py") == name)
    }

    /// Its number.
    pub(crate) fn id(&self) -> u32 {
        let name = self.directory.file_name().and_then(|name| name.to_str());
        name.and_then(|name| name.parse().ok()).unwrap_or(0)
    }

    /// Those of these variables that the process was started with and that are text.
    pub(crate) fn variables(&self, names: &[&str]) -> BTreeMap<String, String> {
        let environment =
            files::read(&self.directory.join("environ"), LARGEST_ENVIRONMENT).unwrap_or_default();
        let variables = environment.split(|byte| *byte == 0).filter_map(|variable| {
            let (name, value) = std::str::from_utf8(variable).ok()?.split_once('=')?;
            names.contains(&name).then(|| (name.to_owned(), value.to_owned()))
        });
        variables.collect()
    }

    /// A variable of the environment that the process was started with.
    pub(crate) fn variable(&self, name: &str) -> Result<Option<String>, Cause> {
        let environment = files::read(&self.directory.join("environ"), LARGEST_ENVIRONMENT)?;
        let value = environment.split(|byte| *byte == 0).find_map(|variable| {
            variable.strip_prefix(name.as_bytes()).and_then(|rest| rest.strip_prefix(b"="))
        });
        value.map(|value| String::from_utf8(value.to_vec()).map_err(|_| Cause::Malformed)).transpose()
    }
}

fn file_name(program: &str) -> &str {
    program.rsplit('/').next().unwrap_or_default()
}

/// The processes of a user; kernel threads and those that end meanwhile are left out.
///
/// # Errors
///
/// The cause, where `/proc` could not be listed; [`Cause::TooLarge`] for more processes than are looked at.
pub(crate) fn of_user(host: &Host, user: u32) -> Result<Vec<Process>, Cause> {
    let entries = fs_err::read_dir(host.path("/proc")).map_err(|error| files::cause(error.kind()))?;
    let mut processes = Vec::new();
    let mut seen = 0;
    for entry in entries {
        let entry = entry.map_err(|error| files::cause(error.kind()))?;
        if !entry.file_name().as_encoded_bytes().iter().all(u8::is_ascii_digit) {
            continue;
        }
        if seen == MOST_PROCESSES {
            return Err(Cause::TooLarge);
        }
        seen += 1;
        if entry.metadata().is_ok_and(|metadata| metadata.uid() == user) {
            processes.extend(read(&entry.path()));
        }
    }
    Ok(processes)
}

fn read(directory: &Path) -> Option<Process> {
    let command = files::read(&directory.join("cmdline"), LONGEST_COMMAND).ok()?;
    (!command.is_empty()).then(|| Process { directory: directory.to_owned(), command })
}

#[cfg(test)]
mod tests {
    use jiff::Timestamp;

    use super::*;

    #[test]
    fn processes_of_a_user_have_their_arguments_and_variables() {
        let place = tempfile::tempdir().unwrap();
        let make = |id: &str, command: &str, environment: &str| {
            let directory = place.path().join("proc").join(id);
            fs_err::create_dir_all(&directory).unwrap();
            fs_err::write(directory.join("cmdline"), command).unwrap();
            fs_err::write(directory.join("environ"), environment).unwrap();
        };
        make("7", "/usr/bin/swayidle\0-w\0timeout\x00300\0\0", "A=1\0XDG_CURRENT_DESKTOP=sway\0");
        make("8", "", "");
        make("9", "/usr/bin/python3.11\0-u\0/usr/bin/cinnamon-screensaver\0", "");
        make("self", "agent\0", "");
        let host = Host::new(place.path(), BTreeMap::new(), Timestamp::UNIX_EPOCH);
        let user = fs_err::metadata(place.path()).unwrap().uid();

        let processes = of_user(&host, user).unwrap();

        let processes = processes.iter().partition::<Vec<_>, _>(|process| process.runs("swayidle"));
        let (&[process], &[script]) = (&processes.0[..], &processes.1[..]) else { panic!("{processes:?}") };
        assert!(script.runs("cinnamon-screensaver") && script.runs("python3.11") && !script.runs("python3"));
        assert_eq!(process.program(), "swayidle");
        assert_eq!(process.arguments(), ["/usr/bin/swayidle", "-w", "timeout", "300", ""]);
        assert_eq!(process.variable("XDG_CURRENT_DESKTOP"), Ok(Some("sway".to_owned())));
        assert_eq!(process.variable("XDG"), Ok(None));
        assert!(of_user(&host, user + 1).unwrap().is_empty());
        let nowhere = Host::new(place.path().join("none"), BTreeMap::new(), Timestamp::UNIX_EPOCH);
        assert_eq!(of_user(&nowhere, user).err(), Some(Cause::Missing));
    }
}
