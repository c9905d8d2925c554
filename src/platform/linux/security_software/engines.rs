//! What looks for harmful programs: whether it is installed, runs, looks at files by itself, and how old what it knows is.
//!
//! Takes the package managers' records and the state of services; reads the timetables of systemd and cron, and what
//! `signatures` reads. Needs no permission. Cannot see the timetables of single persons, root's among them, nor the age
//! of what other engines than `ClamAV` know: they keep it from everybody but root.

use custodia_core::fact::{Cause, Facts};
use custodia_core::vocabulary::Word;
use custodia_core::vocabulary::security_software as words;
use jiff::SignedDuration;
use jiff::tz::TimeZone;

use super::services::Services;
use super::signatures;
use crate::browser::file;
use crate::host::Host;
use crate::platform::linux::packages::Packages;
use crate::platform::linux::{files, known, live};

/// An engine and what tells that it is there.
struct Engine {
    name: Word,
    packages: &'static [&'static str],
    /// Units of the part that looks at files.
    units: &'static [&'static str],
    /// Whether its maker's installer leaves no record with a package manager.
    without_package: bool,
}

const fn engine(name: Word, packages: &'static [&'static str], units: &'static [&'static str]) -> Engine {
    Engine { name, packages, units, without_package: false }
}

const ENGINES: &[Engine] = &[
    engine(
        words::CLAMAV,
        &["clamav", "clamav-daemon", "clamav-scanner", "clamd", "clamav-server"],
        &[
            "clamav-daemon.service",
            "clamd.service",
            "clamd@scan.service",
            "clamav-clamonacc.service",
            "clamonacc.service",
        ],
    ),
    engine(words::ESET, &["eea", "efs", "esets"], &["eea.service", "efs.service", "esets.service"]),
    Engine {
        name: words::SOPHOS,
        packages: &["sophos-spl"],
        units: &["sophos-spl.service"],
        without_package: true,
    },
    engine(words::CROWDSTRIKE, &["falcon-sensor"], &["falcon-sensor.service"]),
    engine(words::DEFENDER, &["mdatp"], &["mdatp.service"]),
    engine(words::GRAVITYZONE, &["bitdefender-security-tools"], &["bdsec.service"]),
    engine(words::SENTINELONE, &["sentinelagent"], &["sentinelone.service"]),
    engine(words::TRELLIX, &["mcafeetp", "mfetp", "isectp"], &["mfetpd.service"]),
    engine(words::KASPERSKY, &["kesl"], &["kesl.service", "kesl-supervisor.service"]),
    engine(words::TREND_MICRO, &["ds-agent", "ds_agent"], &["ds_agent.service"]),
    engine(words::DR_WEB, &["drweb-workstations", "drweb-configd"], &["drweb-configd.service"]),
    engine(words::CORTEX, &["cortex-agent"], &["traps_pmd.service"]),
    engine(
        words::WITHSECURE,
        &["f-secure-linuxsecurity", "withsecure-atlant"],
        &["fsma2.service", "f-secure-baseguard-daemon.service"],
    ),
    engine(words::CISCO, &["ciscoampconnector"], &["cisco-amp.service"]),
];

/// `ClamAV`'s units that look at every file when it is opened.
const ON_ACCESS: [&str; 2] = ["clamav-clamonacc.service", "clamonacc.service"];

/// `ClamAV`'s programs that look at files, by which a timetable tells that it has them look.
const SCANNERS: [&str; 2] = ["clamscan", "clamdscan"];

/// Where cron keeps the timetables that everybody may read.
const CRON_FOLDERS: [&str; 5] =
    ["/etc/cron.d", "/etc/cron.hourly", "/etc/cron.daily", "/etc/cron.weekly", "/etc/cron.monthly"];

/// Where cron keeps the timetables of persons, by system.
const CRON_OF_PERSONS: [&str; 3] = ["/var/spool/cron/crontabs", "/var/spool/cron/tabs", "/var/spool/cron"];

const MAX_FILES: usize = 500;
const MAX_FILE: u64 = 64 * 1024;

/// How far a time may lie in the future before the clock is taken to be wrong.
const CLOCK_SKEW: SignedDuration = SignedDuration::from_hours(24);

/// The names of all packages of engines.
pub(super) fn packages() -> impl Iterator<Item = &'static str> {
    ENGINES.iter().flat_map(|engine| engine.packages).copied()
}

/// The units of all engines.
pub(super) fn units() -> impl Iterator<Item = &'static str> {
    ENGINES.iter().flat_map(|engine| engine.units).copied()
}

/// Puts what is known about the engine; `complete` tells whether the records of packages could be read.
pub(super) fn put(
    host: &Host,
    packages: &Packages,
    complete: Result<(), Cause>,
    services: &Services<'_>,
    facts: &mut Facts,
) {
    let installed = ENGINES.iter().filter(|engine| {
        engine.packages.iter().any(|name| packages.of(name).next().is_some())
            || (engine.without_package && engine.units.iter().any(|unit| services.system_has(unit)))
    });
    let states: Vec<State> = installed.map(|engine| State::of(host, engine, services)).collect();
    // The one that is known to run, else the one that may.
    let state = states.iter().min_by_key(|state| match state.on {
        Ok(true) => 0,
        Err(_) => 1,
        Ok(false) => 2,
    });
    let Some(state) = state else {
        facts.put(words::ENGINE_PRESENT, known(complete.map(|()| false), words::INSTALLED_PACKAGES));
        return;
    };
    let is_clamav = state.name == words::CLAMAV;
    facts.put(words::ENGINE_PRESENT, live(true, words::INSTALLED_PACKAGES));
    facts.put(words::ENGINE, live(state.name, words::INSTALLED_PACKAGES));
    facts.put(words::ENGINE_ON, known(state.on, words::SYSTEM_SERVICES));
    if is_clamav {
        facts.put(words::ENGINE_SCANS, known(state.scans, words::TIMETABLES));
    }
    let made = if is_clamav { signatures::made_at(host) } else { Err(Cause::Unsupported) };
    let age = made.and_then(|made| {
        let age = host.now().duration_since(made);
        // From the future: the clock is wrong, or the file.
        if age < -CLOCK_SKEW { Err(Cause::Malformed) } else { Ok(u64::try_from(age.as_hours()).unwrap_or(0)) }
    });
    let day = age.and(made).map(|made| made.to_zoned(TimeZone::UTC).date());
    facts.put(words::SIGNATURES_MADE_ON, known(day, words::SIGNATURE_FILES));
    facts.put(words::SIGNATURES_AGE_HOURS, known(age, words::SIGNATURE_FILES));
}

struct State {
    name: Word,
    on: Result<bool, Cause>,
    scans: Result<Word, Cause>,
}

impl State {
    fn of(host: &Host, engine: &Engine, services: &Services<'_>) -> Self {
        let running = any(engine.units.iter().map(|unit| services.is_running(unit)));
        if engine.name != words::CLAMAV {
            return Self { name: engine.name, on: running, scans: Err(Cause::Unsupported) };
        }
        let on_access = any(ON_ACCESS.iter().map(|unit| services.is_running(unit)));
        let scheduled = scheduled(host, services);
        let scans = match (on_access, scheduled) {
            (Ok(true), _) => Ok(words::SCANS_ON_ACCESS),
            (_, Ok(true)) => Ok(words::SCANS_SCHEDULED),
            (Ok(false), Ok(false)) => Ok(words::SCANS_ON_REQUEST),
            (Err(cause), _) | (_, Err(cause)) => Err(cause),
        };
        // Where it has no service of its own, only a timetable has it look at anything.
        let has_service = engine.units.iter().any(|unit| services.system_has(unit));
        let on = match (running, scheduled) {
            (Ok(true), _) | (_, Ok(true)) => Ok(true),
            (Ok(false), _) if has_service => Ok(false),
            (Ok(false), Ok(false)) => Ok(false),
            (Err(cause), _) | (_, Err(cause)) => Err(cause),
        };
        Self { name: engine.name, on, scans }
    }
}

/// Whether one of several is so; where none is known to be, the cause why one could not be told.
fn any(answers: impl Iterator<Item = Result<bool, Cause>>) -> Result<bool, Cause> {
    let mut answer = Ok(false);
    for one in answers {
        match one {
            Ok(true) => return Ok(true),
            Ok(false) => {}
            Err(cause) => answer = Err(cause),
        }
    }
    answer
}

/// Whether a timetable has `ClamAV` look at files.
fn scheduled(host: &Host, services: &Services<'_>) -> Result<bool, Cause> {
    let timers: Vec<String> = services.timers().take(MAX_FILES).map(str::to_owned).collect();
    for timer in timers {
        let service = timer.replace(".timer", ".service");
        if services.text(&service, MAX_FILE).is_ok_and(|text| calls_scanner(&text)) {
            return Ok(true);
        }
    }
    let mut trouble = None;
    let mut places = vec![host.path("/etc/crontab")];
    for folder in CRON_FOLDERS {
        match file::names(&host.path(folder), MAX_FILES) {
            Ok(names) => {
                places.extend(names.unwrap_or_default().into_iter().map(|name| host.path(folder).join(name)));
            }
            Err(cause) => trouble = Some(cause),
        }
    }
    for place in places {
        match files::read(&place, MAX_FILE) {
            Ok(bytes) if calls_scanner(&String::from_utf8_lossy(&bytes)) => return Ok(true),
            // A program among the scripts is no text that could be read.
            Ok(_) | Err(Cause::Missing | Cause::Malformed | Cause::TooLarge) => {}
            Err(cause) => trouble = Some(cause),
        }
    }
    for folder in CRON_OF_PERSONS {
        if let Err(cause) = file::names(&host.path(folder), MAX_FILES) {
            trouble = Some(cause);
        }
    }
    trouble.map_or(Ok(false), Err)
}

/// Whether a line of a script, timetable or unit calls one of the scanners.
fn calls_scanner(text: &str) -> bool {
    text.lines().filter(|line| !line.trim_start().starts_with(['#', ';'])).any(|line| {
        line.split(|sign: char| sign.is_whitespace() || "=;|&()'\"`".contains(sign))
            .any(|part| SCANNERS.contains(&part.rsplit('/').next().unwrap_or_default()))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn timetables_call_a_scanner_by_its_name() {
        for text in [
            "ExecStart=/usr/bin/clamscan -r /home\n",
            "0 3 * * * root nice -n 19 clamdscan --fdpass /home\n",
            "#!/bin/sh\nif true; then (clamscan /srv); fi\n",
        ] {
            assert!(calls_scanner(text), "{text}");
        }
        for text in
            ["# clamscan /home\n", "ExecStart=/usr/bin/freshclam\n", "echo myclamscan clamscan.log\n", ""]
        {
            assert!(!calls_scanner(text), "{text}");
        }
    }
}
