//! The list of programs that let others see, steer or record what happens on a device.
//!
//! One list is built in. A newer one takes its place only with the project's signature (minisign, over the prehashed
//! file) and a higher version, so that nobody can slip in a list without a program, or bring an old one back.

use custodia_core::vocabulary::Word;
use custodia_core::vocabulary::security_software as words;
use jiff::civil::Date;
use minisign_verify::{PublicKey, Signature};
use serde::Deserialize;

/// The list that the agent was built with.
const BUILT_IN: &str = include_str!("../policies/data/unwanted-software.toml");

/// The key that newer lists are signed with; `policies/data/unwanted-software.pub` is the same.
const PROJECT_KEY: &str = "RWQPhcl4SCDsV7qrmdD18z9wBd3vdoUDivw4yyDTNYHRhCq7d0ML2KaL";

/// The largest list that is taken, in bytes.
pub const MAX_LIST: u64 = 256 * 1024;

/// The largest signature that is taken, in bytes.
pub const MAX_SIGNATURE: u64 = 4096;

/// The most programs that a list may name.
const MAX_PROGRAMS: usize = 2000;

/// The most names of one sort that a program may have.
const MAX_NAMES: usize = 64;

/// The longest name.
const MAX_LENGTH: usize = 128;

/// Why a list is not taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refused {
    /// There is no signature, or it is not one.
    #[error("no signature of minisign")]
    NoSignature,
    /// The signature is of another key or another file.
    #[error("not signed with the expected key")]
    WrongSignature,
    /// The list cannot be read.
    #[error("not a list of programs")]
    Malformed,
}

/// A list of programs.
#[derive(Clone, Debug)]
pub struct List {
    /// Its number: a higher one takes the place of a lower one.
    pub version: u64,
    /// The day on which it was made.
    pub made_on: Date,
    /// The programs on it.
    pub programs: Vec<Program>,
}

/// A program on a list, and what tells that it is there.
#[derive(Clone, Debug)]
pub struct Program {
    /// What it is called in reports.
    pub name: Word,
    /// Stalkerware, monitoring or remote control.
    pub kind: Word,
    /// Names of packages of the system's package managers.
    pub packages: Vec<String>,
    /// Ids of Flatpak applications.
    pub flatpaks: Vec<String>,
    /// Names of snaps.
    pub snaps: Vec<String>,
    /// Units of systemd, of the system or of the person, that are there.
    pub services: Vec<String>,
    /// Units, of the system or of the person, that are enabled.
    pub enabled_services: Vec<String>,
    /// Units of the system that are enabled.
    pub enabled_system_services: Vec<String>,
    /// Desktop entries in a menu or in the session's start.
    pub launchers: Vec<String>,
    /// Desktop entries in the session's start.
    pub autostart: Vec<String>,
    /// Folders, absolute or below the home with `~/`.
    pub folders: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    format: u64,
    version: u64,
    date: String,
    program: Vec<WrittenProgram>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct WrittenProgram {
    name: String,
    kind: String,
    #[serde(default)]
    packages: Vec<String>,
    #[serde(default)]
    flatpaks: Vec<String>,
    #[serde(default)]
    snaps: Vec<String>,
    #[serde(default)]
    services: Vec<String>,
    #[serde(default)]
    enabled_services: Vec<String>,
    #[serde(default)]
    enabled_system_services: Vec<String>,
    #[serde(default)]
    launchers: Vec<String>,
    #[serde(default)]
    autostart: Vec<String>,
    #[serde(default)]
    folders: Vec<String>,
}

impl List {
    /// Reads a list.
    ///
    /// # Errors
    ///
    /// [`Refused::Malformed`], also for a newer format, an unknown kind or too many names.
    pub fn parse(text: &str) -> Result<Self, Refused> {
        let written: Written = toml::from_str(text).map_err(|_| Refused::Malformed)?;
        if written.format != 1 || written.program.is_empty() || written.program.len() > MAX_PROGRAMS {
            return Err(Refused::Malformed);
        }
        Ok(Self {
            version: written.version,
            made_on: written.date.parse().map_err(|_| Refused::Malformed)?,
            programs: written.program.into_iter().map(Program::of).collect::<Result<_, _>>()?,
        })
    }
}

impl Program {
    fn of(written: WrittenProgram) -> Result<Self, Refused> {
        let kind = [words::STALKERWARE, words::MONITORING, words::REMOTE_CONTROL]
            .into_iter()
            .find(|kind| kind.as_str() == written.kind)
            .ok_or(Refused::Malformed)?;
        // A newer list may name what this agent has no word for.
        let name = Word::parse(&written.name)
            .filter(|word| words::LISTED_PROGRAMS.contains(word))
            .unwrap_or(words::OTHER_LISTED_PROGRAM);
        let program = Self {
            name,
            kind,
            packages: written.packages,
            flatpaks: written.flatpaks,
            snaps: written.snaps,
            services: written.services,
            enabled_services: written.enabled_services,
            enabled_system_services: written.enabled_system_services,
            launchers: written.launchers,
            autostart: written.autostart,
            folders: written.folders,
        };
        let is_name = |name: &String| {
            (1..=MAX_LENGTH).contains(&name.len()) && !name.contains('/') && !name.starts_with('.')
        };
        let is_folder = |folder: &String| {
            let below = folder.strip_prefix("~/").or_else(|| folder.strip_prefix('/'));
            folder.len() <= MAX_LENGTH
                && below.is_some_and(|below| below.split('/').all(|part| !["", ".", ".."].contains(&part)))
        };
        let names = program.names();
        let fits = names.iter().all(|names| names.len() <= MAX_NAMES && names.iter().all(is_name))
            && program.folders.len() <= MAX_NAMES
            && program.folders.iter().all(is_folder)
            && (names.iter().any(|names| !names.is_empty()) || !program.folders.is_empty());
        if fits { Ok(program) } else { Err(Refused::Malformed) }
    }

    fn names(&self) -> [&Vec<String>; 8] {
        [
            &self.packages,
            &self.flatpaks,
            &self.snaps,
            &self.services,
            &self.enabled_services,
            &self.enabled_system_services,
            &self.launchers,
            &self.autostart,
        ]
    }
}

/// A list that lies where newer ones are looked for, with the signature beside it.
#[derive(Clone, Debug)]
pub struct Offered {
    /// The bytes of the list; nothing where it could not be read.
    pub list: Option<Vec<u8>>,
    /// The text of its signature; nothing where it could not be read.
    pub signature: Option<String>,
}

impl Offered {
    /// The list, if its signature is of that key.
    ///
    /// # Errors
    ///
    /// Why it is not taken.
    fn open(&self, key: &PublicKey) -> Result<List, Refused> {
        let bytes = self.list.as_ref().ok_or(Refused::Malformed)?;
        let signature = self.signature.as_ref().ok_or(Refused::NoSignature)?;
        let signature = Signature::decode(signature).map_err(|_| Refused::NoSignature)?;
        key.verify(bytes, &signature, false).map_err(|_| Refused::WrongSignature)?;
        List::parse(std::str::from_utf8(bytes).map_err(|_| Refused::Malformed)?)
    }
}

/// The list to go by, and where it came from.
#[derive(Clone, Debug)]
pub struct Chosen {
    /// The list; nothing if not even the built-in one could be read.
    pub list: Option<List>,
    /// [`words::LIST_BUILT_IN`], [`words::LIST_UPDATED`] or [`words::LIST_REFUSED`].
    pub state: Word,
}

/// The list with the highest version out of the built-in one and those offered that the project signed.
#[must_use]
pub fn choose(offered: &[Offered]) -> Chosen {
    choose_signed_with(PROJECT_KEY, offered)
}

/// The same for lists that another key signs, in the base64 of minisign's public keys.
#[must_use]
pub fn choose_signed_with(key: &str, offered: &[Offered]) -> Chosen {
    let key = PublicKey::from_base64(key).ok();
    let opened = offered
        .iter()
        .map(|offered| key.as_ref().ok_or(Refused::WrongSignature).and_then(|key| offered.open(key)));
    let (newer, refused): (Vec<_>, Vec<_>) = opened.partition(Result::is_ok);
    let built_in = List::parse(BUILT_IN).ok();
    let newest = newer.into_iter().flatten().max_by_key(|list| list.version);
    match (built_in, newest) {
        (Some(built_in), Some(newest)) if newest.version > built_in.version => {
            Chosen { list: Some(newest), state: words::LIST_UPDATED }
        }
        (list, _) if refused.is_empty() => Chosen { list, state: words::LIST_BUILT_IN },
        (list, _) => Chosen { list, state: words::LIST_REFUSED },
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use proptest::prelude::*;

    use super::*;

    #[test]
    fn the_built_in_list_names_every_program_of_the_vocabulary() {
        let list = List::parse(BUILT_IN).unwrap();

        let named: BTreeSet<Word> = list.programs.iter().map(|program| program.name).collect();
        let known: BTreeSet<Word> = words::LISTED_PROGRAMS.iter().copied().collect();
        assert_eq!(named, known);
        assert_eq!(named.len(), list.programs.len());
        for program in list.programs.iter().filter(|program| program.kind == words::REMOTE_CONTROL) {
            assert!(words::REMOTE_CONTROL_PROGRAMS.contains(&program.name), "{}", program.name);
        }
    }

    #[test]
    fn the_built_in_list_has_the_signature_of_the_project() {
        let offered = Offered {
            list: Some(BUILT_IN.as_bytes().to_vec()),
            signature: Some(include_str!("../policies/data/unwanted-software.toml.minisig").to_owned()),
        };
        let key = PublicKey::from_base64(PROJECT_KEY).unwrap();

        assert_eq!(
            offered.open(&key).map(|list| list.version),
            List::parse(BUILT_IN).map(|list| list.version)
        );
        let committed = include_str!("../policies/data/unwanted-software.pub");
        assert_eq!(committed.lines().nth(1), Some(PROJECT_KEY));
        assert_eq!(choose(&[offered]).state, words::LIST_BUILT_IN);
    }

    #[test]
    fn a_list_of_another_form_is_refused() {
        let program = "[[program]]\nname = \"anydesk\"\nkind = \"remote-control\"\n";
        let head = "format = 1\nversion = 2\ndate = \"2026-12-01\"\n";
        assert!(List::parse(&format!("{head}{program}packages = [\"anydesk\"]\n")).is_ok());
        for wrong in [
            String::new(),
            head.to_owned(),
            format!("{head}{program}"),
            format!("{head}{program}packages = [\"a/b\"]\n"),
            format!("{head}{program}packages = [\"\"]\n"),
            format!("{head}{program}folders = [\"/opt/../etc\"]\n"),
            format!("{head}{program}folders = [\"opt\"]\n"),
            format!("{head}{program}packages = [\"a\"]\nelse = 1\n"),
            format!("{head}{program}packages = [\"a\"]\n").replace("remote-control", "clamav"),
            format!("{head}{program}packages = [\"a\"]\n").replace("format = 1", "format = 2"),
            format!("{head}{program}packages = [\"a\"]\n").replace("2026-12-01", "soon"),
        ] {
            assert_eq!(List::parse(&wrong).err(), Some(Refused::Malformed), "{wrong}");
        }
    }

    #[test]
    fn a_name_that_is_no_program_is_another_program() {
        let list = "format = 1\nversion = 2\ndate = \"2026-12-01\"\n\
            [[program]]\nname = \"clamav\"\nkind = \"stalkerware\"\npackages = [\"clamav\"]\n";

        assert_eq!(List::parse(list).unwrap().programs[0].name, words::OTHER_LISTED_PROGRAM);
    }

    proptest! {
        #[test]
        fn any_text_is_read_to_an_end(text in "([\\[\\]=\"~/a1\\n]|.){0,200}") {
            let _ = List::parse(&text);
            let offered = Offered { list: Some(text.clone().into_bytes()), signature: Some(text) };
            prop_assert_eq!(choose(&[offered]).state, words::LIST_REFUSED);
        }
    }
}
