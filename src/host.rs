//! The machine as probes see it: where its file system starts, whose home is checked, its buses and the time.
//!
//! [`Host::this`] is the machine that the agent runs on. A test makes a [`Host`] with a root, a home and an
//! environment of its own, and drives the real probes over real files in it.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;

use crate::platform;
use crate::state::StateDirectory;

/// The machine that is checked, and the person's home on it.
#[derive(Clone, Debug)]
pub struct Host {
    root: PathBuf,
    environment: BTreeMap<String, String>,
    home: PathBuf,
    system_bus: Option<String>,
    user: u32,
    now: Timestamp,
}

/// Why a person's view of the machine could not be had.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum UserTrouble {
    /// Nobody has this name on the machine.
    Unknown,
    /// Only root may look at what belongs to another person.
    NotAllowed,
    /// The system did not let this process act as that person.
    Failed,
}

impl Host {
    /// The machine that the agent runs on, as its environment describes it.
    ///
    /// `HOME`, the `XDG_*` variables and `DBUS_SYSTEM_BUS_ADDRESS` are honoured.
    #[must_use]
    pub fn this(now: Timestamp) -> Self {
        let environment: BTreeMap<String, String> = std::env::vars_os()
            .filter_map(|(name, value)| Some((name.into_string().ok()?, value.into_string().ok()?)))
            .collect();
        Self::new("/", environment, now)
    }

    /// A machine whose files lie under `root` and whose person has this environment.
    ///
    /// The home directory is `HOME` of the environment, taken as it is and not below `root`.
    #[must_use]
    pub fn new(root: impl Into<PathBuf>, environment: BTreeMap<String, String>, now: Timestamp) -> Self {
        let root = root.into();
        let home = environment
            .get("HOME")
            .filter(|home| !home.is_empty())
            .map_or_else(|| root.join("nonexistent"), PathBuf::from);
        let system_bus = match environment.get("DBUS_SYSTEM_BUS_ADDRESS") {
            Some(address) => Some(address.clone()),
            None if root == Path::new("/") => Some("unix:path=/run/dbus/system_bus_socket".to_owned()),
            None => None,
        };
        let user = platform::current_user();
        Self { root, environment, home, system_bus, user, now }
    }

    /// The same machine for the person with this number and environment, `HOME` among it.
    #[must_use]
    pub fn of_user(&self, user: u32, environment: BTreeMap<String, String>) -> Self {
        Self { user, ..Self::new(self.root.clone(), environment, self.now) }
    }

    /// The same machine as it is for the person of that name.
    ///
    /// As root, the process takes on the permissions of that person for everything that it reads from there on.
    ///
    /// # Errors
    ///
    /// When nobody has that name, or when it is another's and this is not root.
    pub fn of_user_named(&self, name: &str) -> Result<Self, UserTrouble> {
        platform::host_of(self, name)
    }

    /// The number of the person whose session and files are looked at.
    #[must_use]
    pub const fn user(&self) -> u32 {
        self.user
    }

    /// A path of the machine, given as absolute, below its root.
    #[must_use]
    pub fn path(&self, absolute: &str) -> PathBuf {
        self.root.join(absolute.trim_start_matches('/'))
    }

    /// Whether this is the machine that the agent itself runs on, so that its processes may be looked at.
    #[must_use]
    pub fn is_this_machine(&self) -> bool {
        self.root == Path::new("/")
    }

    /// A variable of the person's environment; an empty one counts as unset.
    #[must_use]
    pub fn variable(&self, name: &str) -> Option<&str> {
        self.environment.get(name).map(String::as_str).filter(|value| !value.is_empty())
    }

    /// The person's home directory.
    #[must_use]
    pub fn home(&self) -> &Path {
        &self.home
    }

    /// `$XDG_CONFIG_HOME`, or `~/.config`.
    #[must_use]
    pub fn config_home(&self) -> PathBuf {
        self.xdg("XDG_CONFIG_HOME", ".config")
    }

    /// `$XDG_DATA_HOME`, or `~/.local/share`.
    #[must_use]
    pub fn data_home(&self) -> PathBuf {
        self.xdg("XDG_DATA_HOME", ".local/share")
    }

    /// `$XDG_STATE_HOME`, or `~/.local/state`.
    #[must_use]
    pub fn state_home(&self) -> PathBuf {
        self.xdg("XDG_STATE_HOME", ".local/state")
    }

    /// Where the agent keeps the person's state.
    #[must_use]
    pub fn state_directory(&self) -> StateDirectory {
        StateDirectory::new(self.state_home().join("custodia"))
    }

    /// The day of the check, in UTC.
    #[must_use]
    pub fn today(&self) -> Date {
        TimeZone::UTC.to_datetime(self.now).date()
    }

    /// The directories of `$XDG_CONFIG_DIRS`, or `/etc/xdg`, the most important first.
    #[must_use]
    pub fn config_dirs(&self) -> Vec<PathBuf> {
        self.search_path("XDG_CONFIG_DIRS", &["/etc/xdg"])
    }

    /// The directories of `$XDG_DATA_DIRS`, or `/usr/local/share` and `/usr/share`, the most important first.
    #[must_use]
    pub fn data_dirs(&self) -> Vec<PathBuf> {
        self.search_path("XDG_DATA_DIRS", &["/usr/local/share", "/usr/share"])
    }

    /// The address of the system bus; absent for a prepared root without one.
    #[must_use]
    pub fn system_bus(&self) -> Option<&str> {
        self.system_bus.as_deref()
    }

    /// The address of the person's session bus: `DBUS_SESSION_BUS_ADDRESS`, or `$XDG_RUNTIME_DIR/bus`.
    #[must_use]
    pub fn session_bus(&self) -> Option<String> {
        let address = self.variable("DBUS_SESSION_BUS_ADDRESS").map(str::to_owned);
        address.or_else(|| self.variable("XDG_RUNTIME_DIR").map(|runtime| format!("unix:path={runtime}/bus")))
    }

    /// The time of the check.
    #[must_use]
    pub const fn now(&self) -> Timestamp {
        self.now
    }

    fn xdg(&self, variable: &str, below_home: &str) -> PathBuf {
        // The specification says that a relative path there is to be ignored.
        self.variable(variable)
            .map(PathBuf::from)
            .filter(|path| path.is_absolute())
            .unwrap_or_else(|| self.home.join(below_home))
    }

    fn search_path(&self, variable: &str, default: &[&str]) -> Vec<PathBuf> {
        match self.variable(variable) {
            Some(list) => {
                list.split(':').filter(|path| path.starts_with('/')).map(|path| self.path(path)).collect()
            }
            None => default.iter().map(|path| self.path(path)).collect(),
        }
    }
}
