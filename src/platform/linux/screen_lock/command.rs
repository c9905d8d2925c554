//! What a command of an idle manager does to the screen: lock it, ask the session to lock, sleep, or none of it.
//!
//! Judges the text alone, by a list of known lockers and of known programs that never lock. Cannot see what a script
//! or another program does: such a command is untold.

use super::shell::{self, Joint, Simple, Word};

/// Commands within commands (`sh -c`, `swaymsg exec`) are followed so deep.
const DEEPEST: usize = 4;

/// The display server that a locker can lock.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Display {
    Wayland,
    X11,
}

/// A program that locks the screen and asks for the password.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Locker {
    /// `swaylock`, of which a fork has a grace time, also from its configuration file.
    Swaylock,
    /// `hyprlock`, which has a grace time, in old releases also from its configuration file.
    Hyprlock,
    /// Any other, which never opens without a password.
    Plain,
}

/// A lock that a command makes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Lock {
    pub(super) locker: Locker,
    /// Its program as it is called.
    pub(super) program: String,
    /// Seconds that the command waits before.
    pub(super) after: u64,
    /// Seconds in which it still opens without a password, where the command says.
    pub(super) grace: Option<u64>,
    /// Another configuration file of the locker than its own.
    pub(super) configuration: Option<String>,
}

/// What a command does.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Effect {
    /// The lock that it surely makes.
    pub(super) lock: Option<Lock>,
    /// It asks logind to lock the session, after so many seconds.
    pub(super) asks: Option<u64>,
    /// It sends the device to sleep.
    pub(super) sleeps: bool,
    /// It may lock, but that cannot be told.
    pub(super) untold: bool,
}

/// How a command ends, for what follows it.
enum End {
    /// Successfully, and at once or after so many seconds.
    Done(u64),
    /// Successfully if a locker runs.
    FindsLocker,
    /// With a failure if a locker runs.
    MissesLocker,
    /// It cannot be told.
    Open,
}

impl Effect {
    fn untold() -> Self {
        Self { untold: true, ..Self::default() }
    }

    /// Both, of which the first comes first.
    pub(super) fn and(self, other: Self) -> Self {
        Self {
            lock: self.lock.or(other.lock),
            asks: self.asks.or(other.asks),
            sleeps: self.sleeps || other.sleeps,
            untold: self.untold || other.untold,
        }
    }

    /// The same, so many seconds later.
    fn later(mut self, seconds: u64) -> Self {
        if let Some(lock) = &mut self.lock {
            lock.after = lock.after.saturating_add(seconds);
        }
        self.asks = self.asks.map(|after| after.saturating_add(seconds));
        self
    }

    /// What remains of it where it may never come to run.
    fn perhaps(self) -> Self {
        if self == Self::default() { self } else { Self::untold() }
    }
}

/// What a command line does, as a shell runs it.
pub(super) fn effect(text: &str, display: Display) -> Effect {
    of_text(text, display, DEEPEST)
}

/// What a program does when it is called with these words.
pub(super) fn effect_of_words(words: &[String], display: Display) -> Effect {
    let words: Vec<Word> = words.iter().map(|text| Word { text: text.clone(), expands: false }).collect();
    of_words(&words, display, DEEPEST).0
}

fn of_text(text: &str, display: Display, depth: usize) -> Effect {
    // What the shell would take for a part of a word, such as a carriage return, nobody meant.
    let odd = text.contains(|character: char| character.is_control() && !matches!(character, '\n' | '\t'));
    match shell::parse(text) {
        Some(commands) if !odd => of_commands(&commands, display, depth),
        Some(_) | None => Effect::untold(),
    }
}

fn of_commands(commands: &[Simple], display: Display, depth: usize) -> Effect {
    let mut all = Effect::default();
    let mut before = End::Done(0);
    let mut waited = 0_u64;
    for command in commands {
        let is_reached = match (command.joint, &before) {
            (Joint::Always, _)
            | (Joint::IfDone, End::Done(_) | End::MissesLocker)
            | (Joint::IfNot, End::FindsLocker) => true,
            (Joint::IfDone | Joint::IfNot, _) => false,
        };
        let (effect, end) = of_words(&command.words, display, depth);
        let effect = effect.later(waited);
        all = all.and(if is_reached { effect } else { effect.perhaps() });
        if let End::Done(seconds) = end
            && is_reached
        {
            waited = waited.saturating_add(seconds);
        }
        before = if is_reached { end } else { End::Open };
    }
    all
}

/// Programs that never lock, and end.
const HARMLESS: &[&str] = &[
    "swaymsg",
    "hyprctl",
    "i3-msg",
    "wlopm",
    "wlr-randr",
    "brightnessctl",
    "light",
    "xbacklight",
    "acpilight",
    "ddcutil",
    "notify-send",
    "dunstctl",
    "dunstify",
    "makoctl",
    "swaync-client",
    "playerctl",
    "pkill",
    "killall",
    "kill",
    "xrandr",
    "wpctl",
    "pactl",
    "amixer",
    "rm",
    "touch",
    "cat",
    "test",
    "[",
    "echo",
    "printf",
    "true",
    ":",
    "sleep",
    "pidof",
    "pgrep",
    "gammastep",
    "wlsunset",
    "grim",
    "scrot",
    "import",
    "convert",
    "magick",
    "nmcli",
    "rfkill",
    "systemd-cat",
    "logger",
    "way-displays",
    "kanshictl",
    "openrgb",
    "asusctl",
    "date",
    "mkdir",
    "cp",
    "mv",
    "wl-gammarelay",
    "busctl",
];

/// Lockers, and the display server that each can lock; nothing for those that lock the whole device.
const LOCKERS: &[(&str, Locker, Option<Display>)] = &[
    ("swaylock", Locker::Swaylock, Some(Display::Wayland)),
    ("swaylock-plugin", Locker::Swaylock, Some(Display::Wayland)),
    ("hyprlock", Locker::Hyprlock, Some(Display::Wayland)),
    ("gtklock", Locker::Plain, Some(Display::Wayland)),
    ("waylock", Locker::Plain, Some(Display::Wayland)),
    ("schlock", Locker::Plain, Some(Display::Wayland)),
    ("i3lock", Locker::Plain, Some(Display::X11)),
    ("i3lock-color", Locker::Plain, Some(Display::X11)),
    ("i3lock-fancy", Locker::Plain, Some(Display::X11)),
    ("betterlockscreen", Locker::Plain, Some(Display::X11)),
    ("slock", Locker::Plain, Some(Display::X11)),
    ("xsecurelock", Locker::Plain, Some(Display::X11)),
    ("xlock", Locker::Plain, Some(Display::X11)),
    ("xtrlock", Locker::Plain, Some(Display::X11)),
    ("physlock", Locker::Plain, None),
    ("dm-tool", Locker::Plain, None),
];

/// What one program does with its arguments, and how it ends.
fn of_words(words: &[Word], display: Display, depth: usize) -> (Effect, End) {
    let untold = (Effect::untold(), End::Open);
    let Some((program, arguments)) = words.split_first() else {
        return (Effect::default(), End::Done(0));
    };
    if depth == 0 || program.expands {
        return untold;
    }
    let Some(name) = installed_name(&program.text) else { return untold };
    let texts: Vec<&str> = arguments.iter().map(|word| word.text.as_str()).collect();
    let first = texts.first().copied().unwrap_or_default();
    if let Some((_, locker, locks)) = LOCKERS.iter().find(|(known, ..)| *known == name) {
        let is_right = locks.is_none_or(|locks| locks == display);
        let lock = lock(*locker, &program.text, name, arguments).filter(|_| is_right);
        return lock.map_or(untold, |lock| (Effect { lock: Some(lock), ..Effect::default() }, End::Open));
    }
    // Programs that start what follows their options.
    let started =
        |texts: &[&str]| texts.iter().position(|text| !text.starts_with('-')).unwrap_or(texts.len());
    match (name, first) {
        ("exec" | "nohup" | "setsid" | "command", _) => {
            of_words(arguments.get(started(&texts)..).unwrap_or_default(), display, depth - 1)
        }
        ("env", _) => {
            let from = texts.iter().position(|text| !text.contains('=')).unwrap_or(texts.len());
            let rest = arguments.get(from..).unwrap_or_default();
            if rest.first().is_some_and(|word| word.text.starts_with('-')) {
                return untold;
            }
            of_words(rest, display, depth - 1)
        }
        ("uwsm" | "uwsm-app", _) => {
            let from = texts.iter().position(|text| *text == "--").map_or(started(&texts), |at| at + 1);
            let rest = arguments.get(from..).unwrap_or_default();
            let skips = usize::from(name == "uwsm" && rest.first().is_some_and(|word| word.text == "app"));
            of_words(rest.get(skips..).unwrap_or_default(), display, depth - 1)
        }
        ("sh" | "bash" | "dash" | "zsh", "-c") => match arguments.get(1) {
            Some(text) if !text.expands => (of_text(&text.text, display, depth - 1), End::Open),
            Some(_) | None => untold,
        },
        ("swaymsg" | "i3-msg", "exec") | ("riverctl", "spawn") => {
            (of_text(&joined(&texts, 1), display, depth - 1), End::Open)
        }
        ("hyprctl", "dispatch") if texts.get(1) == Some(&"exec") => {
            (of_text(&joined(&texts, 2), display, depth - 1), End::Open)
        }
        // Lua, for Hyprland that is configured in it.
        ("swaymsg" | "i3-msg" | "hyprctl", _) if texts.iter().any(|text| text.contains("exec")) => untold,
        ("!", _) => match of_words(arguments, display, depth - 1) {
            (effect, End::FindsLocker) => (effect, End::MissesLocker),
            (effect, _) => (effect, End::Open),
        },
        ("loginctl", "lock-session" | "lock-sessions") => {
            (Effect { asks: Some(0), ..Effect::default() }, End::Done(0))
        }
        (
            "systemctl" | "loginctl",
            "suspend" | "hibernate" | "hybrid-sleep" | "suspend-then-hibernate" | "sleep",
        ) => (Effect { sleeps: true, ..Effect::default() }, End::Open),
        ("systemctl" | "loginctl", "poweroff" | "reboot" | "halt")
        | ("niri", "msg")
        | ("riverctl", _)
        | ("xset", "-dpms" | "+dpms" | "q" | "b" | "r" | "m") => (Effect::default(), End::Open),
        ("sleep", _) => match texts[..] {
            [time] => seconds(time).map_or(untold, |seconds| (Effect::default(), End::Done(seconds))),
            _ => untold,
        },
        ("pidof" | "pgrep", _) => {
            let names = texts.iter().filter(|text| !text.starts_with('-'));
            let is_locker = |text: &&str| LOCKERS.iter().any(|(known, ..)| known == text);
            let finds = names.clone().count() == 1 && names.clone().all(is_locker);
            (Effect::default(), if finds { End::FindsLocker } else { End::Open })
        }
        ("true" | ":" | "echo" | "printf", _) => (Effect::default(), End::Done(0)),
        _ if name.contains('=') && !name.starts_with('=') => {
            let rest = words.iter().position(|word| !word.text.contains('=')).unwrap_or(words.len());
            of_words(words.get(rest..).unwrap_or_default(), display, depth - 1)
        }
        _ if HARMLESS.contains(&name) => (Effect::default(), End::Open),
        _ => untold,
    }
}

fn joined(texts: &[&str], from: usize) -> String {
    let texts = texts.get(from..).unwrap_or_default();
    texts.iter().skip_while(|text| text.starts_with('-')).copied().collect::<Vec<_>>().join(" ")
}

/// The name of a program that is called by name or out of a directory of installed programs.
pub(super) fn installed_name(program: &str) -> Option<&str> {
    let Some((directory, name)) = program.rsplit_once('/') else { return Some(program) };
    let places =
        ["/usr/", "/bin", "/sbin", "/nix/store/", "/run/current-system/", "/gnu/store/", "/run/wrappers/"];
    places.iter().any(|place| directory.starts_with(place)).then_some(name)
}

/// Whole seconds of `sleep`, such as `5`, `0.5` or `2m`.
fn seconds(time: &str) -> Option<u64> {
    let (number, unit) = match time.strip_suffix(['s', 'm', 'h']) {
        Some(number) => (number, time.as_bytes().last().copied()?),
        None => (time, b's'),
    };
    let scale = match unit {
        b'm' => 60,
        b'h' => 3600,
        _ => 1,
    };
    rounded_up(number)?.checked_mul(scale)
}

/// A decimal number that is not below zero, rounded up.
fn rounded_up(number: &str) -> Option<u64> {
    let (whole, fraction) = number.split_once('.').unwrap_or((number, ""));
    let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    if !digits(whole) || !digits(fraction) || number.len() > 18 || (whole.is_empty() && fraction.is_empty()) {
        return None;
    }
    let whole: u64 = if whole.is_empty() { 0 } else { whole.parse().ok()? };
    Some(whole + u64::from(fraction.bytes().any(|byte| byte != b'0')))
}

/// The lock that a locker makes with these arguments; nothing where it is not sure that it locks.
fn lock(locker: Locker, program: &str, name: &str, arguments: &[Word]) -> Option<Lock> {
    let mut lock = Lock { locker, program: program.to_owned(), after: 0, grace: None, configuration: None };
    let texts: Vec<&str> = arguments.iter().map(|word| word.text.as_str()).collect();
    // `--option value` or `--option=value`; the last counts.
    let value = |long: &str| {
        let mut found = None;
        for (at, text) in texts.iter().enumerate() {
            if *text == long {
                found = Some(at + 1).and_then(|at| arguments.get(at)).cloned().or(Some(Word::default()));
            } else if let Some(value) = text.strip_prefix(long).and_then(|rest| rest.strip_prefix('=')) {
                found = Some(Word { text: value.to_owned(), expands: arguments.get(at)?.expands });
            }
        }
        found
    };
    let ends_at_once = ["--help", "-h", "--version", "--no-verify"];
    let never_locks: &[&str] = match name {
        "hyprlock" => &["-V"],
        "swaylock" | "swaylock-plugin" | "i3lock" | "i3lock-color" | "slock" => &["-v"],
        "physlock" => &["-l", "-L", "-v"],
        "xlock" => &["-nolock", "-inwindow", "-inroot", "-lockdelay", "-install", "-wireframe"],
        _ => &[],
    };
    if texts.iter().any(|text| never_locks.contains(text) || ends_at_once.contains(text)) {
        return None;
    }
    match name {
        "betterlockscreen" if !texts.iter().any(|text| matches!(*text, "-l" | "--lock")) => return None,
        "dm-tool" if texts != ["lock"] => return None,
        _ => {}
    }
    if let Locker::Swaylock | Locker::Hyprlock = locker {
        if let Some(grace) = value("--grace") {
            lock.grace = Some(rounded_up(&grace.text).filter(|_| !grace.expands)?);
        }
        let short = if locker == Locker::Swaylock { "-C" } else { "-c" };
        if let Some(configuration) = value("--config").or_else(|| value(short)) {
            lock.configuration = Some(configuration.text).filter(|_| !configuration.expands);
            lock.configuration.as_ref()?;
        }
        if locker == Locker::Hyprlock && texts.contains(&"--immediate") {
            lock.grace = Some(0);
        }
    }
    Some(lock)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[derive(Debug, PartialEq)]
    enum Told {
        Locks { after: u64, grace: Option<u64> },
        Asks,
        Sleeps,
        Nothing,
        Untold,
    }

    fn told(text: &str, display: Display) -> Told {
        match effect(text, display) {
            Effect { lock: Some(Lock { after, grace, .. }), .. } => Told::Locks { after, grace },
            Effect { asks: Some(_), .. } => Told::Asks,
            Effect { untold: true, .. } => Told::Untold,
            Effect { sleeps: true, .. } => Told::Sleeps,
            Effect { .. } => Told::Nothing,
        }
    }

    #[test]
    fn lockers_are_told_however_they_are_called() {
        let now = || Told::Locks { after: 0, grace: None };
        for (text, expected) in [
            ("swaylock -f -c 000000", now()),
            ("/usr/bin/swaylock", now()),
            ("exec swaylock -f", now()),
            ("env LANG=C swaylock", now()),
            ("LANG=C swaylock", now()),
            ("setsid -f swaylock", now()),
            ("sh -c 'swaylock -f'", now()),
            ("sh -c \"sh -c 'swaylock -f'\"", now()),
            ("pidof swaylock || swaylock -f", now()),
            ("pgrep -x swaylock || swaylock -f", now()),
            ("! pgrep swaylock && swaylock", now()),
            ("pidof hyprlock || hyprlock", now()),
            ("playerctl pause; swaylock -f", now()),
            ("grim /tmp/a.png; swaylock -i /tmp/a.png", now()),
            ("swaylock -f && swaymsg 'output * power off'", now()),
            ("swaymsg exec -- swaylock -f", now()),
            ("hyprctl dispatch exec hyprlock", now()),
            ("uwsm app -- hyprlock", now()),
            ("gtklock -d", now()),
            ("waylock -fork-on-lock", now()),
            ("physlock -d", now()),
            ("swaylock >/dev/null 2>&1 &", now()),
            ("nohup swaylock &", now()),
            ("swaylock -c \"$color\"", now()),
            ("sleep 5; swaylock", Told::Locks { after: 5, grace: None }),
            ("sleep 1.5m && swaylock", Told::Locks { after: 120, grace: None }),
            ("swaylock --grace 10 -f", Told::Locks { after: 0, grace: Some(10) }),
            ("swaylock --grace=2.5", Told::Locks { after: 0, grace: Some(3) }),
            ("swaylock --grace 10 --grace 0", Told::Locks { after: 0, grace: Some(0) }),
            ("hyprlock --immediate", Told::Locks { after: 0, grace: Some(0) }),
            ("loginctl lock-session", Told::Asks),
            ("loginctl lock-sessions && swaymsg 'output * dpms off'", Told::Asks),
            ("systemctl suspend", Told::Sleeps),
            ("swaymsg \"output * power off\"", Told::Nothing),
            ("brightnessctl -s set 10", Told::Nothing),
            ("notify-send 'swaylock comes'", Told::Nothing),
            ("echo swaylock", Told::Nothing),
            ("# swaylock", Told::Nothing),
            ("", Told::Nothing),
            ("~/bin/lock", Told::Untold),
            ("/home/tess/bin/swaylock", Told::Untold),
            ("$lock", Told::Untold),
            ("swaylock --grace $n", Told::Untold),
            ("swaylock --grace", Told::Untold),
            ("'swaylock -f'", Told::Untold),
            ("swaylock -f\r", Told::Untold),
            ("swaylock --version", Told::Untold),
            ("test -e /tmp/awake || swaylock", Told::Untold),
            ("[ -e /tmp/awake ] && swaylock", Told::Untold),
            ("pidof firefox || swaylock", Told::Untold),
            ("pidof swaylock && swaylock", Told::Untold),
            ("swaymsg output && swaylock", Told::Untold),
            ("if true; then swaylock; fi", Told::Untold),
            ("(swaylock)", Told::Untold),
            ("timeout 5 swaylock", Told::Untold),
            ("i3lock", Told::Untold),
            ("sh lock.sh", Told::Untold),
            ("sh -c 'sh -c \"sh -c swaylock\"'", now()),
            ("swaylock -f' ", Told::Untold),
        ] {
            assert_eq!(told(text, Display::Wayland), expected, "{text}");
        }
    }

    #[test]
    fn lockers_of_x11_lock_x11_alone() {
        for (text, locks) in [
            ("i3lock --nofork", true),
            ("betterlockscreen -l blur", true),
            ("betterlockscreen -u picture.png", false),
            ("dm-tool lock", true),
            ("dm-tool list-seats", false),
            ("xlock", true),
            ("xlock -nolock", false),
            ("i3lock --no-verify", false),
            ("physlock -l", false),
            ("swaylock", false),
            ("xset s activate", false),
            ("xset dpms force off", false),
            ("xscreensaver-command -lock", false),
        ] {
            let told = told(text, Display::X11);
            assert_eq!(told == Told::Locks { after: 0, grace: None }, locks, "{text}: {told:?}");
            assert!(locks || told == Told::Untold, "{text}: {told:?}");
        }
    }

    proptest! {
        #[test]
        fn any_command_is_judged_to_an_end(text in "(swaylock|sh -c|exec|env|sleep|--grace| |'|\"|;|&&|=|.){0,60}") {
            let _ = effect(&text, Display::Wayland);
        }
    }
}
