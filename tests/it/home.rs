//! Homes made with real tools, and the tools themselves.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use custodia::host::Host;
use jiff::Timestamp;
use tempfile::TempDir;

/// A program of a Debian package, with an environment that holds nothing but `PATH`.
#[expect(clippy::disallowed_methods, reason = "tests compare with the real tools")]
pub(crate) fn tool(program: &str, package: &str) -> Command {
    let path = std::env::var_os("PATH").unwrap_or_default();
    let found = std::env::split_paths(&path).any(|directory| directory.join(program).is_file());
    assert!(found, "{program} is needed: install the Debian package {package}");
    let mut command = Command::new(program);
    command.env_clear().env("PATH", path).stdin(Stdio::null());
    command
}

/// What a command printed, without the line end; the test fails if the command does.
pub(crate) fn answer(command: &mut Command) -> String {
    let Output { status, stdout, stderr } = command.output().unwrap();
    assert!(status.success(), "{command:?}: {}", String::from_utf8_lossy(&stderr));
    String::from_utf8(stdout).unwrap().trim_end().to_owned()
}

/// A home directory and the environment of a session in it.
pub(crate) struct Home {
    place: TempDir,
    environment: BTreeMap<String, String>,
}

impl Home {
    /// An empty home in a session of a desktop, with every place that is looked at inside it.
    pub(crate) fn new(desktop: &str) -> Self {
        let home = Self { place: tempfile::tempdir().unwrap(), environment: BTreeMap::new() };
        let inside = |name: &str| home.path(name).to_str().unwrap().to_owned();
        let environment = [
            ("HOME", inside("home")),
            ("XDG_CONFIG_HOME", inside("home/.config")),
            ("XDG_CONFIG_DIRS", inside("xdg")),
            ("XDG_RUNTIME_DIR", inside("run")),
            ("XDG_CURRENT_DESKTOP", desktop.to_owned()),
            ("DBUS_SYSTEM_BUS_ADDRESS", format!("unix:path={}", inside("no-bus"))),
        ];
        let environment = environment.into_iter().map(|(name, value)| (name.to_owned(), value)).collect();
        Self { environment, ..home }.with_file("home/.config/.keep", "").with_file("run/.keep", "")
    }

    /// A path below the place of the home.
    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.place.path().join(name)
    }

    /// The same home with a variable set.
    pub(crate) fn with(mut self, name: &str, value: &str) -> Self {
        self.environment.insert(name.to_owned(), value.to_owned());
        self
    }

    /// The same home without a variable.
    pub(crate) fn without(mut self, name: &str) -> Self {
        self.environment.remove(name);
        self
    }

    /// The same home with a file.
    pub(crate) fn with_file(self, name: &str, content: impl AsRef<[u8]>) -> Self {
        let path = self.path(name);
        fs_err::create_dir_all(path.parent().unwrap()).unwrap();
        fs_err::write(path, content).unwrap();
        self
    }

    /// The same home with a dconf database, compiled by dconf itself.
    pub(crate) fn with_database(self, name: &str, keyfile: &str, locks: &[&str]) -> Self {
        let source = tempfile::tempdir().unwrap();
        fs_err::write(source.path().join("00"), keyfile).unwrap();
        fs_err::create_dir(source.path().join("locks")).unwrap();
        fs_err::write(source.path().join("locks/00"), locks.join("\n")).unwrap();
        let target = self.path(name);
        fs_err::create_dir_all(target.parent().unwrap()).unwrap();
        answer(tool("dconf", "dconf-cli").arg("compile").arg(target).arg(source.path()));
        self
    }

    /// The machine with this home.
    pub(crate) fn host(&self) -> Host {
        self.host_at(Path::new("/"))
    }

    /// A machine of its own with this home.
    pub(crate) fn host_at(&self, root: &Path) -> Host {
        Host::new(root, self.environment.clone(), Timestamp::UNIX_EPOCH)
    }

    /// A machine of its own with this home, which is that of the person with this number.
    pub(crate) fn host_for(&self, root: &Path, user: u32) -> Host {
        self.host_at(root).of_user(user, self.environment.clone())
    }

    /// A real tool in the session of this home.
    pub(crate) fn tool(&self, program: &str, package: &str) -> Command {
        let mut command = tool(program, package);
        command.envs(&self.environment);
        command
    }
}
