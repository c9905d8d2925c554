//! xautolock, xidlehook and xss-lock: when each locks, by its arguments.
//!
//! Follows `options.c` of xautolock 2.2, the `main.rs` of xidlehook 0.8 to 0.10, and `xss-lock.c` of xss-lock 0.3. Needs no
//! permission. Cannot see what was told to a running xautolock or xidlehook since (`xautolock -disable`).

use custodia_core::fact::Cause;

use super::command::{Display, effect, effect_of_words};
use super::schedule::{Doubt, Schedule, Timer};
use super::x11::Timeouts;
use super::xscreensaver::has_resources_of;
use crate::host::Host;

/// What a program that refuses its arguments does: nothing, unless it runs all the same.
fn refused(is_running: bool) -> Schedule {
    if is_running { Schedule::doubtful(Doubt::command()) } else { Schedule::default() }
}

/// xautolock with these arguments.
pub(super) fn xautolock(host: &Host, arguments: &[String], is_running: bool) -> Schedule {
    let (mut minutes, mut locker) = (None, None);
    let mut rest = arguments.iter();
    while let Some(option) = rest.next() {
        match option.as_str() {
            "-time" | "-locker" | "-nowlocker" | "-killer" | "-notifier" | "-corners" | "-cornersize"
            | "-cornerdelay" | "-cornerredelay" | "-killtime" | "-notify" | "-bell" => {
                let Some(value) = rest.next() else { return refused(is_running) };
                match option.as_str() {
                    "-time" => minutes = Some(value),
                    "-locker" => locker = Some(value),
                    _ => {}
                }
            }
            "-secure" | "-resetsaver" | "-noclose" | "-nocloseout" | "-nocloseerr" | "-detectsleep" => {}
            // A message to one that runs already.
            "-enable" | "-disable" | "-toggle" | "-exit" | "-locknow" | "-unlocknow" | "-restart"
                if !is_running =>
            {
                return Schedule::default();
            }
            // Xlib takes options that are cut short, too.
            _ => return Schedule::doubtful(Doubt::command()),
        }
    }
    if (minutes.is_none() || locker.is_none()) && has_resources_of(host, "xautolock") {
        return Schedule::doubtful(Doubt::command());
    }
    let minutes = match minutes.map(|minutes| minutes.trim_start().parse::<i32>()) {
        None => 10,
        Some(Ok(minutes @ 0..)) => minutes.clamp(1, 60),
        Some(_) => return refused(is_running),
    };
    let effect = effect(locker.map_or("xlock", String::as_str), Display::X11);
    let seconds = u64::from(minutes.unsigned_abs()) * 60;
    Schedule { timers: vec![Timer { seconds, effect }], ..Schedule::default() }
}

/// xidlehook with these arguments.
pub(super) fn xidlehook(arguments: &[String], is_running: bool) -> Schedule {
    let mut schedule = Schedule::default();
    // Each timer begins where the one before has gone off.
    let mut elapsed = 0_u64;
    let mut rest = arguments.iter();
    while let Some(option) = rest.next() {
        match option.as_str() {
            "--timer" => {
                let mut first = rest.next();
                // Before 0.8, a kind stood before the time.
                if first.is_some_and(|kind| kind == "normal" || kind == "primary") {
                    first = rest.next();
                }
                let (Some(Ok(seconds)), Some(command), Some(_)) =
                    (first.map(|seconds| seconds.parse::<u64>()), rest.next(), rest.next())
                else {
                    return refused(is_running);
                };
                elapsed = elapsed.saturating_add(seconds);
                schedule.timers.push(Timer { seconds: elapsed, effect: effect(command, Display::X11) });
            }
            "--socket" => _ = rest.next(),
            "--not-when-fullscreen" | "--not-when-audio" => {}
            // It ends after the first time.
            "--once" => schedule.doubt = Some(Doubt::command()),
            "--print" | "--help" | "--version" if !is_running => return Schedule::default(),
            _ => return Schedule::doubtful(Doubt::command()),
        }
    }
    schedule
}

/// xss-lock with these arguments, which locks when the X server's screen saver or its saving of power begins.
pub(super) fn xss_lock(
    arguments: &[String],
    timeouts: Result<Timeouts, Doubt>,
    is_running: bool,
) -> Schedule {
    let (mut has_notifier, mut ignores_sleep) = (false, false);
    let mut rest = arguments.iter().enumerate();
    let mut locker = None;
    while let Some((at, option)) = rest.next() {
        match option.as_str() {
            "--" => {
                locker = arguments.get(at + 1..);
                break;
            }
            "-n" | "--notifier" => {
                has_notifier = true;
                rest.next();
            }
            "-s" | "--session" => _ = rest.next(),
            "--ignore-sleep" => ignores_sleep = true,
            "-l" | "--transfer-sleep-lock" | "-q" | "--quiet" | "-v" | "--verbose" => {}
            option if option.starts_with("--notifier=") => has_notifier = true,
            option if option.starts_with("--session=") => {}
            // Options in one, such as `-lv`.
            option if option.starts_with('-') => return Schedule::doubtful(Doubt::command()),
            _ => {
                locker = arguments.get(at..);
                break;
            }
        }
    }
    let Some(locker) = locker.filter(|locker| !locker.is_empty()) else { return refused(is_running) };
    let effect = effect_of_words(locker, Display::X11);
    let mut schedule = Schedule {
        on_lock: Some(effect.clone()),
        on_sleep: (!ignores_sleep).then(|| effect.clone()),
        ..Schedule::default()
    };
    match timeouts {
        Ok(Timeouts { saver, cycle, power }) => {
            // Without a second period, the notifier is left out.
            let saver = (saver > 0).then(|| if has_notifier { saver + cycle } else { saver });
            let times = [saver, power].into_iter().flatten();
            schedule.timers.extend(times.map(|seconds| Timer { seconds, effect: effect.clone() }));
        }
        Err(doubt) => schedule.doubt = Some(doubt),
    }
    schedule
}

/// The times that `xset` commands set, given without its name, in this order.
pub(super) fn timeouts(commands: &[Vec<String>], unset: Doubt) -> Result<Timeouts, Doubt> {
    let (mut saver, mut cycle, mut power) = (None, 600, None);
    let number = |text: Option<&String>| text.map(|text| text.parse::<u64>().ok());
    for words in commands {
        let mut rest = words.iter().peekable();
        while let Some(word) = rest.next() {
            match word.as_str() {
                "s" => match rest.next().map(String::as_str) {
                    Some("off") => (saver, cycle) = (Some(0), 0),
                    Some("on" | "default") | None => saver = None,
                    Some("blank" | "noblank" | "expose" | "noexpose" | "activate" | "reset") => {}
                    Some(seconds) => {
                        saver = Some(seconds.parse().map_err(|_| Doubt::command())?);
                        if let Some(Some(seconds)) = number(rest.peek().copied()) {
                            cycle = seconds;
                            rest.next();
                        }
                    }
                },
                "dpms" => {
                    let mut times = Vec::new();
                    while let Some(Some(seconds)) = number(rest.peek().copied()).filter(|_| times.len() < 3) {
                        times.push(seconds);
                        rest.next();
                    }
                    if times.is_empty() {
                        // `force off` and the like.
                        rest.next();
                        rest.next();
                    } else {
                        power = Some(times.into_iter().filter(|seconds| *seconds > 0).min());
                    }
                }
                "-dpms" => power = Some(None),
                "+dpms" => power = None,
                "r" | "b" | "m" | "c" | "led" | "-r" | "-b" | "-c" | "-led" | "rate" | "fp" | "fp+" => {}
                other if other.parse::<f64>().is_ok() || matches!(other, "on" | "off") => {}
                _ => return Err(Doubt::command()),
            }
        }
    }
    match saver {
        Some(saver) => Ok(Timeouts { saver, cycle, power: power.flatten() }),
        None => match power {
            Some(Some(power)) => Ok(Timeouts { saver: 0, cycle: 0, power: Some(power) }),
            // What the X server has by itself is known in the session alone.
            Some(None) | None => Err(unset),
        },
    }
}

/// What is not known of the X server's times, where nothing sets them.
pub(super) const fn unset(source: custodia_core::vocabulary::Source) -> Doubt {
    Doubt::new(Cause::Unsupported, source)
}
