//! The shortest password that the person may choose.
//!
//! Reads the `passwd` service of PAM and what it includes, in `/etc/pam.d`, `/usr/lib/pam.d` and `/usr/etc/pam.d` (files
//! of authselect among them, which stand there as links), the files of the modules that judge passwords there, and
//! without PAM `/etc/login.defs`; all of them are readable for everybody. Cannot see the password that is in use, which
//! may be older than the rules or set by root, nor modules other than `pam_unix`, `pam_pwquality`, `pam_cracklib` and
//! `pam_passwdqc`.

use std::path::PathBuf;

use custodia_core::fact::{Cause, Evidence, Fact};
use custodia_core::vocabulary::screen_lock::PASSWORD_RULES;

use super::pam::{self, Line};
use crate::host::Host;
use crate::platform::linux::files;

/// The largest file that is read here, in bytes.
const LARGEST_FILE: u64 = 256 * 1024;

/// The services that say how a password is changed; the others are those that the first is made of.
const SERVICES: [&str; 4] = ["passwd", "common-password", "system-auth", "password-auth"];

/// The most files of a directory of settings.
const MOST_FILES: usize = 64;

/// Settings of libpwquality that do not change the length.
const OF_NO_LENGTH: [&str; 15] = [
    "difok",
    "maxrepeat",
    "maxclassrepeat",
    "maxsequence",
    "gecoscheck",
    "dictcheck",
    "usercheck",
    "usersubstr",
    "retry",
    "badwords",
    "dictpath",
    "enforce_for_root",
    "local_users_only",
    "authtok_type",
    "debug",
];

/// The shortest password that may be chosen, in characters.
pub(super) fn minimum_length(host: &Host) -> Fact<u64> {
    match of_pam(host) {
        Ok((Some(length), evidence)) => Fact::known(length, evidence),
        Ok((None, _)) => Fact::unknown(Cause::Missing, PASSWORD_RULES),
        Err(cause) => Fact::unknown(cause, PASSWORD_RULES),
    }
}

fn of_pam(host: &Host) -> Result<(Option<u64>, Evidence), Cause> {
    let stacks = SERVICES.iter().map(|service| pam::lines(host, service, "password"));
    let lines = match stacks.into_iter().find(|stack| !matches!(stack, Err(Cause::Missing))) {
        Some(lines) => lines?,
        // Without PAM, programs that change passwords go by this file alone.
        None if !host.path("/etc/pam.d").exists() => return Ok((login_definitions(host)?, evidence(true))),
        None => return Err(Cause::Missing),
    };
    let mut strictest: Option<(u64, bool)> = None;
    for line in &lines {
        // All modules have to be content.
        strictest = strictest.max(line.rule(host)?);
    }
    Ok((strictest.map(|(length, _)| length), evidence(strictest.is_some_and(|(_, set)| set))))
}

fn evidence(set: bool) -> Evidence {
    let evidence = if set { Evidence::set(PASSWORD_RULES) } else { Evidence::default_of(PASSWORD_RULES) };
    evidence.enforced()
}

fn login_definitions(host: &Host) -> Result<Option<u64>, Cause> {
    let text = files::read_text(&host.path("/etc/login.defs"), LARGEST_FILE)?;
    let mut lengths = text.lines().filter_map(|line| {
        let mut words = line.split_whitespace();
        (words.next() == Some("PASS_MIN_LEN")).then(|| words.next().and_then(|length| length.parse().ok()))
    });
    lengths.next_back().map(|length| length.ok_or(Cause::Malformed)).transpose()
}

impl Line {
    /// The shortest password that the module lets through, and whether somebody set that.
    fn rule(&self, host: &Host) -> Result<Option<(u64, bool)>, Cause> {
        match self.module.as_str() {
            "pam_unix" => self.unix(),
            _ if !self.is_enforced() => Ok(None),
            "pam_pwquality" => {
                let mut quality = Quality { minimum: 8, credits: [0; 4], ..Quality::of_base(6) };
                for text in quality_files(host)? {
                    quality.read(&text)?;
                }
                self.arguments.iter().try_for_each(|argument| quality.set(argument))?;
                Ok(quality.shortest())
            }
            "pam_cracklib" => {
                let mut quality = Quality { minimum: 9, credits: [1; 4], ..Quality::of_base(5) };
                self.arguments.iter().try_for_each(|argument| quality.set(argument))?;
                Ok(quality.shortest())
            }
            "pam_passwdqc" => self.passwdqc(host),
            _ => Ok(None),
        }
    }

    /// Whether a password that the module refuses is refused altogether.
    fn is_enforced(&self) -> bool {
        let bracketed =
            self.control.split_whitespace().any(|rule| ["default=die", "default=bad"].contains(&rule));
        bracketed || ["required", "requisite"].contains(&self.control.as_str())
    }

    fn value(&self, name: &str) -> Option<&str> {
        self.arguments.iter().rev().find_map(|argument| argument.strip_prefix(name)?.strip_prefix('='))
    }

    fn unix(&self) -> Result<Option<(u64, bool)>, Cause> {
        match self.value("minlen") {
            Some(length) => Ok(Some((length.parse().map_err(|_| Cause::Malformed)?, true))),
            // Debian's module, which alone takes this argument, asks for six characters.
            None if self.arguments.iter().any(|argument| argument == "obscure") => Ok(Some((6, false))),
            None => Ok(None),
        }
    }

    fn passwdqc(&self, host: &Host) -> Result<Option<(u64, bool)>, Cause> {
        let mut settings: Vec<String> = Vec::new();
        for argument in &self.arguments {
            match argument.strip_prefix("config=") {
                Some(path) => {
                    let text = files::read_text(&host.path(path), LARGEST_FILE)?;
                    let lines = text.lines().map(|line| line.trim().to_owned());
                    settings.extend(lines.filter(|line| !line.starts_with('#')));
                }
                None => settings.push(argument.clone()),
            }
        }
        let last = |name: &str| {
            settings.iter().rev().find_map(|setting| setting.strip_prefix(name)?.strip_prefix('='))
        };
        if last("enforce") == Some("none") {
            return Ok(None);
        }
        let Some(lengths) = last("min") else { return Ok(Some((7, false))) };
        let lengths: Vec<&str> = lengths.split(',').filter(|length| *length != "disabled").collect();
        let numbers: Option<Vec<u64>> = lengths.iter().map(|length| length.parse().ok()).collect();
        let shortest = numbers.ok_or(Cause::Malformed)?.into_iter().min();
        Ok(shortest.map(|length| (length, true)))
    }
}

/// The files of libpwquality, in the order in which they are read.
fn quality_files(host: &Host) -> Result<Vec<String>, Cause> {
    let directory = host.path("/etc/security/pwquality.conf.d");
    let entries = fs_err::read_dir(&directory).map(|entries| entries.flatten().take(MOST_FILES + 1));
    let mut paths: Vec<PathBuf> = entries.into_iter().flatten().map(|entry| entry.path()).collect();
    paths.retain(|path| path.extension().is_some_and(|extension| extension == "conf"));
    paths.sort_unstable();
    if paths.len() > MOST_FILES {
        return Err(Cause::TooLarge);
    }
    paths.push(host.path("/etc/security/pwquality.conf"));
    let mut texts = Vec::new();
    for path in paths {
        match files::read_text(&path, LARGEST_FILE) {
            Ok(text) => texts.push(text),
            Err(Cause::Missing) => {}
            Err(cause) => return Err(cause),
        }
    }
    Ok(texts)
}

/// How libpwquality and cracklib count the length of a password.
#[derive(Debug)]
struct Quality {
    /// The least that can be set.
    base: u64,
    minimum: u64,
    /// What digits, capitals, small letters and others count more than one each; below zero, how many there must be.
    credits: [i64; 4],
    classes: u64,
    enforced: bool,
    is_set: bool,
}

impl Quality {
    const fn of_base(base: u64) -> Self {
        Self { base, minimum: 0, credits: [0; 4], classes: 0, enforced: true, is_set: false }
    }

    /// Reads a file. A setting that the library does not know makes it refuse the file.
    fn read(&mut self, text: &str) -> Result<(), Cause> {
        for line in text.lines().map(|line| line.split('#').next().unwrap_or_default().trim()) {
            if line.is_empty() {
                continue;
            }
            let name_ends = line.find(|character: char| character == '=' || character.is_whitespace());
            let (name, value) = line.split_at(name_ends.unwrap_or(line.len()));
            let value = value.trim_start().trim_start_matches('=').trim();
            if !Self::is_known(name) {
                return Err(Cause::Malformed);
            }
            self.set(&format!("{name}={value}"))?;
        }
        Ok(())
    }

    fn is_known(name: &str) -> bool {
        let name = name.to_ascii_lowercase();
        let of_length = ["minlen", "minclass", "enforcing", "dcredit", "ucredit", "lcredit", "ocredit"];
        of_length.contains(&name.as_str()) || OF_NO_LENGTH.contains(&name.as_str())
    }

    /// Sets one value; what does not change the length is passed over.
    fn set(&mut self, setting: &str) -> Result<(), Cause> {
        let Some((name, value)) = setting.split_once('=') else { return Ok(()) };
        let number = || value.parse::<i64>().map_err(|_| Cause::Malformed);
        let positive = || number().map(|number| u64::try_from(number).unwrap_or(0));
        let [digits, capitals, small, others] = &mut self.credits;
        match name.to_ascii_lowercase().as_str() {
            "minlen" => {
                self.minimum = positive()?.max(self.base);
                self.is_set = true;
            }
            "minclass" => self.classes = positive()?.min(4),
            "enforcing" => self.enforced = number()? != 0,
            "dcredit" => *digits = number()?,
            "ucredit" => *capitals = number()?,
            "lcredit" => *small = number()?,
            "ocredit" => *others = number()?,
            _ => {}
        }
        Ok(())
    }

    /// The shortest password that is let through.
    fn shortest(&self) -> Option<(u64, bool)> {
        let sum = |count: fn(i64) -> u64| {
            self.credits.iter().fold(0_u64, |sum, credit| sum.saturating_add(count(*credit)))
        };
        let credit = sum(|credit| u64::try_from(credit).unwrap_or(0));
        let demanded = sum(|credit| if credit < 0 { credit.unsigned_abs() } else { 0 });
        // Each character can earn one more at most.
        let shortest = self.minimum.saturating_sub(credit).max(self.minimum.div_ceil(2));
        self.enforced.then(|| (shortest.max(demanded).max(self.classes), self.is_set))
    }
}

/// Reads a text as a service of PAM and as a file of libpwquality, for the fuzz target.
pub(in crate::platform::linux) fn fuzz(text: &str) {
    let mut quality = Quality { minimum: 8, credits: [0; 4], ..Quality::of_base(6) };
    if quality.read(text).is_ok() {
        let _ = quality.shortest();
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn shortest(text: &str) -> Result<Option<u64>, Cause> {
        let mut quality = Quality { minimum: 8, credits: [0; 4], ..Quality::of_base(6) };
        quality.read(text)?;
        Ok(quality.shortest().map(|(length, _)| length))
    }

    #[test]
    fn credits_count_at_most_one_for_each_character() {
        for (text, expected) in [
            ("", 8),
            ("minlen = 3", 6),
            ("minlen = 8\ndcredit = 1\nucredit = 1", 6),
            ("minlen = 8\ndcredit=4\nucredit=4\nlcredit=4\nocredit=4", 4),
            ("minlen = 9\ndcredit=9", 5),
            ("minlen = 6\ndcredit=-4\nocredit=-4", 8),
            ("MinLen 11 # of old", 11),
            ("minlen = 99999999999", 99_999_999_999),
            ("minlen = -5", 6),
            ("dcredit = 9223372036854775807\nucredit = 9223372036854775807", 4),
        ] {
            assert_eq!(shortest(text), Ok(Some(expected)), "{text}");
        }
        assert_eq!(shortest("enforcing = 0"), Ok(None));
        assert_eq!(shortest("bogus = 1"), Err(Cause::Malformed));
        assert_eq!(shortest("minlen = 0x0c"), Err(Cause::Malformed));
    }

    proptest! {
        #[test]
        fn any_text_is_read_to_an_end(text in "((password|include|@include|minlen|dcredit|[\\[\\]=#\\\\ \n9-])|.){0,120}") {
            fuzz(&text);
        }
    }
}
