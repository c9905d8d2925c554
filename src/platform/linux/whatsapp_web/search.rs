//! Finding the profiles: in the known places, where running programs name them, and by a bounded walk.
//!
//! Lists directories below the home and reads `profiles.ini`, with the permissions of the person. Cannot see the
//! profiles of other people, nor those in places that no running program names and that the walk does not reach.

use std::collections::BTreeSet;
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};

use custodia_core::fact::Cause;
use custodia_core::vocabulary::Word;
use custodia_core::vocabulary::whatsapp_web as vocabulary;

use super::places::{self, Browser};
use super::{Family, Profile, running, sweep};
use crate::browser::{chromium, file, firefox, webkit};
use crate::host::Host;
use crate::platform::linux::processes;

const PROFILES_LIMIT: usize = 200;
const NAMES_LIMIT: usize = 4096;
const INI_LIMIT: u64 = 1 << 20;

/// All profiles that could be found, each once.
#[derive(Default)]
pub(super) struct Search {
    pub(super) profiles: Vec<Profile>,
    /// Directories that were looked at, by device and inode.
    seen: BTreeSet<(u64, u64)>,
    /// Directories in which programs without a known place may keep profiles.
    roots: Vec<PathBuf>,
    /// Why there may be more than were found.
    pub(super) trouble: Option<Cause>,
}

impl Search {
    pub(super) fn of(host: &Host) -> Self {
        let mut search = Self::default();
        if !has_home(host) {
            search.trouble(Cause::Missing);
            return search;
        }
        // A browser that was started elsewhere may not have the variables of this process.
        let mut configs = vec![host.config_home(), host.home().join(".config")];
        configs.extend(absolute(host.variable("CHROME_CONFIG_HOME")));
        let user_data = absolute(host.variable("CHROME_USER_DATA_DIR"));
        let mut named: BTreeSet<running::Named> = user_data
            .into_iter()
            .map(|place| running::Named {
                family: Family::Chromium,
                browser: Some(vocabulary::CHROMIUM),
                place,
            })
            .collect();
        if host.is_this_machine() {
            search.running_programs(host, &mut configs, &mut named);
        }
        configs.sort();
        configs.dedup();
        for config in &configs {
            search.below_config(config, host);
        }
        search.below_home(host);
        search.roots.extend(configs);
        for running::Named { family, browser, place } in named {
            match (family, browser) {
                (Family::Chromium, Some(browser)) => search.chromium(browser, &place),
                (Family::Firefox, Some(browser)) => search.add_if_profile(browser, family, place),
                // Some program with pages in it: the walk tells whether there is anything.
                (Family::Chromium | Family::Firefox | Family::WebKit, _) => search.roots.push(place),
            }
        }
        search.sweep(host);
        search
    }

    /// Those in the known places alone, which takes little time.
    pub(super) fn of_known_places(host: &Host) -> Self {
        let mut search = Self::default();
        if !has_home(host) {
            search.trouble(Cause::Missing);
            return search;
        }
        let own = host.home().join(".config");
        search.below_config(&own, host);
        if host.config_home() != own {
            search.below_config(&host.config_home(), host);
        }
        search.below_home(host);
        search
    }

    fn below_config(&mut self, config: &Path, host: &Host) {
        for Browser { word, in_config, .. } in places::CHROMIUM {
            for place in *in_config {
                self.chromium(*word, &config.join(place));
            }
        }
        for Browser { word, in_config, .. } in places::FIREFOX {
            for place in *in_config {
                self.firefox(*word, &config.join(place), host);
            }
        }
    }

    fn below_home(&mut self, host: &Host) {
        let home = host.home();
        let snaps = |browser: &Browser| {
            let places =
                |name: &&str| ["common", "current"].map(|part| home.join("snap").join(name).join(part));
            browser.snaps.iter().flat_map(places).collect::<Vec<_>>()
        };
        for browser in places::CHROMIUM {
            let flatpaks = browser.flatpaks.iter().map(|id| home.join(".var/app").join(id).join("config"));
            let configs =
                snaps(browser).into_iter().flat_map(|snap| [snap.join(".config"), snap]).chain(flatpaks);
            for config in configs {
                for place in browser.in_config {
                    self.chromium(browser.word, &config.join(place));
                }
            }
        }
        for browser in places::FIREFOX {
            let flatpaks = browser.flatpaks.iter().map(|id| home.join(".var/app").join(id));
            for inner in snaps(browser).into_iter().chain(flatpaks).chain([home.to_owned()]) {
                for place in browser.in_home {
                    self.firefox(browser.word, &inner.join(place), host);
                }
                if inner != home {
                    for (place, config) in
                        browser.in_config.iter().flat_map(|place| [(place, "config"), (place, ".config")])
                    {
                        self.firefox(browser.word, &inner.join(config).join(place), host);
                    }
                }
            }
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
        self.add_children(browser, Family::Firefox, &directory.join("Profiles"));
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
        let is_profile = match family {
            Family::Chromium => chromium::is_profile,
            Family::Firefox => firefox::is_profile,
            Family::WebKit => webkit::is_profile,
        };
        match file::metadata(&directory) {
            Ok(Some(metadata)) if metadata.is_dir() => {}
            Ok(_) => return,
            Err(cause) => return self.trouble(cause),
        }
        match is_profile(&directory) {
            Ok(false) => {}
            Ok(true) => self.add(Profile { browser, family, directory, is_known: true }),
            Err(cause) => self.trouble(cause),
        }
    }

    fn add(&mut self, profile: Profile) {
        let Ok(Some(metadata)) = file::metadata(&profile.directory) else {
            return self.trouble(Cause::Failed);
        };
        if self.profiles.len() == PROFILES_LIMIT {
            self.trouble(Cause::TooLarge);
        } else if self.seen.insert((metadata.dev(), metadata.ino())) {
            self.profiles.push(profile);
        }
    }

    /// Notes what the person's running programs name, on their command lines and in their environments.
    fn running_programs(
        &mut self,
        host: &Host,
        configs: &mut Vec<PathBuf>,
        named: &mut BTreeSet<running::Named>,
    ) {
        let processes = match processes::of_user(host, host.user()) {
            Ok(processes) => processes,
            Err(Cause::Missing) => return,
            Err(cause) => return self.trouble(cause),
        };
        for process in &processes {
            // A relative path starts where the process is; one that is absolute stays as it is.
            let directory = process.directory.join("cwd");
            named.extend(running::named(process.command()).into_iter().map(|mut named| {
                named.place = directory.join(named.place);
                named
            }));
            let Some(browser) = running::browser(process.command()) else { continue };
            let variable = |name| absolute(process.variable(name).ok().flatten().as_deref());
            configs.extend(["XDG_CONFIG_HOME", "CHROME_CONFIG_HOME"].into_iter().filter_map(variable));
            named.extend(variable("CHROME_USER_DATA_DIR").map(|place| running::Named {
                family: Family::Chromium,
                browser: Some(browser),
                place,
            }));
            named.extend(variable("XRE_PROFILE_PATH").map(|place| running::Named {
                family: Family::Firefox,
                browser: Some(browser),
                place,
            }));
        }
    }

    /// Adds the profiles of programs that no list knows.
    fn sweep(&mut self, host: &Host) {
        let mut roots = std::mem::take(&mut self.roots);
        roots.extend([host.data_home(), host.home().join(".local/share")]);
        let inside = |place: &str, parts: &[&str]| {
            let place = host.home().join(place);
            let names = file::names(&place, NAMES_LIMIT).ok().flatten().unwrap_or_default();
            let inner =
                |name: String| parts.iter().map(|part| place.join(&name).join(part)).collect::<Vec<_>>();
            names.into_iter().flat_map(inner).collect::<Vec<_>>()
        };
        roots.extend(inside(".var/app", &["config", "data", ".config", ".local/share"]));
        roots.extend(inside("snap", &["common", "current", "current/.config", "current/.local/share"]));
        let swept = sweep::sweep(roots, &self.seen);
        for (family, directory) in swept.profiles {
            let mut names = directory.components().rev().filter_map(|part| part.as_os_str().to_str());
            let browser = names.find_map(places::program).unwrap_or(vocabulary::OTHER_BROWSER);
            self.add(Profile { browser, family, directory, is_known: false });
        }
        if !swept.is_complete {
            self.trouble(Cause::TooLarge);
        }
    }

    fn trouble(&mut self, cause: Cause) {
        self.trouble.get_or_insert(cause);
    }
}

fn has_home(host: &Host) -> bool {
    file::metadata(host.home()).is_ok_and(|home| home.is_some_and(|home| home.is_dir()))
}

fn absolute(path: Option<&str>) -> Option<PathBuf> {
    path.map(PathBuf::from).filter(|path| path.is_absolute())
}
