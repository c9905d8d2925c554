//! `passwords` over prepared homes, and `custodia passwords` on a terminal.

use std::collections::BTreeMap;
use std::io::Write as _;
use std::os::unix::fs::{FileExt as _, PermissionsExt as _};
use std::path::{Path, PathBuf};

use custodia::checks::check;
use custodia::host::Host;
use custodia::passwords::{HiddenPrompt, Judgement, Line, Password, Thresholds, look_at};
use custodia_core::catalog::CheckId;
use custodia_core::policy::{ParameterValue, Rule};
use custodia_core::verdict::Status;
use fs_err as fs;
use nix::pty::openpty;
use nix::sys::termios::{LocalFlags, tcgetattr};
use tempfile::TempDir;

use crate::accuracy::{State, evidence};
use crate::pty::Session;
use crate::support::{custodia, custodia_with};

const NOW: &str = "2026-11-22T15:00:00Z";

struct Home(TempDir);

impl Home {
    fn new() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    fn host(&self) -> Host {
        let environment = BTreeMap::from([("HOME".to_owned(), self.0.path().display().to_string())]);
        Host::new(self.0.path(), environment, NOW.parse().unwrap())
    }

    fn file(&self, name: &str) -> PathBuf {
        self.host().state_directory().path().join(name)
    }

    fn variables(&self) -> [(&str, &str); 3] {
        [("HOME", self.0.path().to_str().unwrap()), ("NO_COLOR", "1"), ("LANG", "es_CO.UTF-8")]
    }

    fn kept(&self) -> Option<Judgement> {
        Judgement::read(&self.host().state_directory()).unwrap()
    }

    /// Types passwords one after the other and an empty line.
    fn judge(&self, typed: &[&str]) -> (i32, String) {
        let mut session = Session::start(&["passwords"], &self.variables());
        for (index, password) in typed.iter().enumerate() {
            session.wait_for(&format!("Contraseña {}: ", index + 1));
            assert!(!session.echoes());
            session.send(&format!("{password}\n"));
        }
        session.answer(&format!("Contraseña {}: ", typed.len() + 1), "\n");
        let (echoes, code, shown) = session.end_and_echo();
        assert!(echoes, "the terminal was left silent");
        (code, shown)
    }
}

fn put_private(path: &Path, text: &str) {
    let folder = path.parent().unwrap();
    fs::create_dir_all(folder).unwrap();
    fs::set_permissions(folder, std::fs::Permissions::from_mode(0o700)).unwrap();
    fs::write(path, text).unwrap();
    fs::set_permissions(path, std::fs::Permissions::from_mode(0o600)).unwrap();
}

/// The prepared states of `docs/accuracy.md`.
pub(crate) fn states() -> Vec<State> {
    fn judged(accounts: u64, strong: bool, alike: bool, day: &str, demands: (u64, u64)) -> String {
        let (score, length) = demands;
        serde_json::json!({ "format": 1, "kept": {
            "accounts": accounts, "strong": strong, "alike": alike, "score": score, "length": length,
            "day": day, "agent": "0.1.0",
        }})
        .to_string()
    }

    let usual = (3, 8);
    let fine = |day: &str| Some(judged(4, true, false, day, usual));
    let (pass, fail, unknown) = (Status::Pass, Status::Fail, Status::Unknown);
    let states: Vec<(&str, Option<String>, (Status, &'static str))> = vec![
        ("four, strong and unlike", fine("2026-11-20"), (pass, "passwords-strong-and-unlike")),
        ("on the last day that counts", fine("2026-05-26"), (pass, "passwords-strong-and-unlike")),
        ("a day longer ago", fine("2026-05-25"), (unknown, "passwords-expired")),
        ("tomorrow", fine("2026-11-23"), (unknown, "passwords-in-the-future")),
        ("one, strong", Some(judged(1, true, false, "2026-11-20", usual)), (pass, "passwords-one-strong")),
        (
            "judged by higher demands",
            Some(judged(2, true, false, "2026-11-20", (4, 15))),
            (pass, "passwords-strong-and-unlike"),
        ),
        (
            "judged by a lower score",
            Some(judged(2, true, false, "2026-11-20", (2, 8))),
            (unknown, "passwords-judged-lower"),
        ),
        (
            "judged by a smaller length",
            Some(judged(2, true, false, "2026-11-20", (3, 6))),
            (unknown, "passwords-judged-lower"),
        ),
        ("one is weak", Some(judged(2, false, false, "2026-11-20", usual)), (fail, "passwords-weak")),
        ("two are alike", Some(judged(2, true, true, "2026-11-20", usual)), (fail, "passwords-too-alike")),
        (
            "weak and alike",
            Some(judged(2, false, true, "2026-11-20", usual)),
            (fail, "passwords-weak-and-alike"),
        ),
        (
            "weak, two years ago and never since",
            Some(judged(2, false, false, "2024-11-20", usual)),
            (fail, "passwords-weak"),
        ),
        (
            "no official account",
            Some(judged(0, true, false, "2026-11-20", usual)),
            (Status::NotApplicable, "passwords-no-accounts"),
        ),
        (
            "no official account, declared too long ago",
            Some(judged(0, true, false, "2026-01-20", usual)),
            (unknown, "passwords-expired"),
        ),
        ("never looked at", None, (unknown, "passwords-never")),
        (
            "cut off",
            Some(r#"{"format":1,"kept":{"accounts":4"#.to_owned()),
            (unknown, "passwords-unreadable"),
        ),
        ("a later format", Some(r#"{"format":2}"#.to_owned()), (unknown, "passwords-unreadable")),
        ("empty file", Some(String::new()), (unknown, "passwords-unreadable")),
    ];
    let check = check(CheckId::Passwords);
    let rule = Rule::for_check(CheckId::Passwords, []);
    states
        .into_iter()
        .map(|(name, kept, expected)| {
            let home = Home::new();
            if let Some(kept) = kept {
                put_private(&home.file("passwords.json"), &kept);
            }
            let facts = check.probe(&home.host());
            State {
                name: name.to_owned(),
                bed: "the agent's own file",
                expected,
                verdict: check.evaluate(&facts, &rule),
                evidence: evidence(&facts, &["looked-at", "strong", "alike", "accounts", "checked-on"]),
            }
        })
        .collect()
}

/// Puts hostile text wherever the probe reads.
pub(crate) fn put_hostile_text(_root: &Path, home: &Path, text: &str) {
    let file = serde_json::json!({ "format": 1, "kept": {
        "accounts": text, "strong": text, "alike": text, "score": text, "length": text, "day": text, "agent": text,
    }});
    put_private(&home.join(".local/state/custodia/passwords.json"), &file.to_string());
}

#[test]
fn every_prepared_state_is_judged_right() {
    for state in states() {
        assert_eq!((state.verdict.status, state.verdict.reason.id()), state.expected, "{}", state.name);
    }
}

#[test]
fn passwords_are_judged_and_nothing_else_is_kept_or_shown() {
    let home = Home::new();
    let strong = ["xK7#qZj2W!mb", "zanahoria-lejana-tornillo", "Vj9$wLq2&nXp"];

    let (code, shown) = home.judge(&strong);

    assert_eq!(code, 0, "{shown}");
    assert!(shown.contains("Todo en orden"), "{shown}");
    let kept = home.kept().unwrap();
    assert_eq!((kept.accounts, kept.strong, kept.alike), (3, true, false));

    let typed = ["Periodista2024", "corto1", "Ventisca.Tornasol.7", "ventisca.tornasol.8"];
    let (code, shown) = home.judge(&typed);
    assert_eq!(code, 1, "{shown}");
    for line in [
        "Contraseña 1: débil, se adivina",
        "Contraseña 2: débil, tiene menos de",
        "Contraseña 3: fuerte",
        "3 y 4 se parecen",
    ] {
        assert!(shown.contains(line), "{line}\n{shown}");
    }
    let kept = home.kept().unwrap();
    assert_eq!((kept.accounts, kept.strong, kept.alike), (4, false, true));
    let stored = fs::read_to_string(home.file("passwords.json")).unwrap();
    for secret in typed.iter().chain(&strong) {
        assert!(!shown.contains(secret) && !stored.contains(secret), "{secret}");
    }
    assert_eq!(fs::read_dir(home.file("")).unwrap().count(), 2, "a lock and the judgement");
}

#[test]
fn keys_that_correct_are_understood_and_a_long_line_is_bounded() {
    let home = Home::new();
    let mut session = Session::start(&["passwords"], &home.variables());
    session.answer("Contraseña 1: ", &format!("{}\n", "x".repeat(3_000)));
    session.wait_for("demasiado larga");
    // Ctrl-U takes "12345678" away; the backspace a ñ of two bytes.
    session.answer("Contraseña 1: ", "12345678\u{15}xK7#qZj2W!mñ\u{7f}b\n");
    session.answer("Contraseña 2: ", "\u{4}");
    let (echoes, code, shown) = session.end_and_echo();

    assert!(echoes);
    assert_eq!(code, 0, "{shown}");
    assert!(shown.contains("Contraseña 1: fuerte"), "{shown}");
    assert_eq!(home.kept().map(|kept| kept.accounts), Some(1));
}

#[test]
fn whoever_stops_keeps_nothing_and_the_terminal_shows_again() {
    let kill = |session: &Session| {
        let process = nix::unistd::Pid::from_raw(i32::try_from(session.process()).unwrap());
        nix::sys::signal::kill(process, nix::sys::signal::Signal::SIGTERM).unwrap();
    };
    for by_key in [true, false] {
        let home = Home::new();
        let mut session = Session::start(&["passwords"], &home.variables());
        session.answer("Contraseña 1: ", "xK7#qZj2W!mb\n");
        session.wait_for("Contraseña 2: ");
        assert!(!session.echoes());
        if by_key {
            session.send("half\u{3}");
        } else {
            kill(&session);
        }

        let (echoes, code, shown) = session.end_and_echo();

        assert!(echoes, "{by_key}");
        assert_eq!(code, 1, "{shown}");
        assert!(shown.contains("interrumpido"), "{shown}");
        assert_eq!(home.kept(), None);
    }
}

/// A run without any terminal, and with a password on its standard input.
#[expect(clippy::disallowed_methods, reason = "tests run the real program")]
fn without_terminal(home: &Home) -> std::process::Output {
    let typed = home.0.path().join("typed");
    fs::write(&typed, "xK7#qZj2W!mb\n").unwrap();
    std::process::Command::new("setsid")
        .arg("--wait")
        .arg(custodia())
        .arg("passwords")
        .env_clear()
        .envs(home.variables())
        .stdin(std::fs::File::from(fs::File::open(typed).unwrap()))
        .output()
        .unwrap()
}

#[test]
fn passwords_are_taken_from_a_terminal_only() {
    let home = Home::new();

    let piped = without_terminal(&home);
    assert_eq!(piped.status.code(), Some(3));
    let error = String::from_utf8(piped.stderr).unwrap();
    assert!(error.contains("sugerencia: ejecútelo en una terminal"), "{error}");
    let nothing = home.judge(&[]);
    assert_eq!((nothing.0, home.kept()), (2, None), "{}", nothing.1);
    let none = custodia_with(&["passwords", "--none"], &home.variables());

    assert_eq!(none.code, 0, "{}", none.error);
    assert_eq!(home.kept().map(|kept| kept.accounts), Some(0));
}

#[test]
fn a_stricter_rule_is_what_they_are_judged_by() {
    let home = Home::new();
    let policy = home.0.path().join("strict.toml");
    let text = "format = 1\nid = \"strict\"\nversion = 1\ntitle = { es = \"a\", en = \"a\" }\n\
                document = { name = \"X\", version = \"1\", date = \"2026-01-01\" }\n[rule.passwords]\n\
                clause = \"1\"\nseverity = \"high\"\nasks = { es = \"a\", en = \"a\" }\nmin-length = 15\nmin-score = 4\n";
    fs::write(&policy, text).unwrap();
    let mut session = Session::start(&["passwords", "--policy", policy.to_str().unwrap()], &home.variables());
    session.answer("Contraseña 1: ", "xK7#qZj2W!mb\n");
    session.answer("Contraseña 2: ", "\n");
    let (code, shown) = session.end();

    assert_eq!(code, 1, "{shown}");
    assert!(shown.contains("tiene menos de 15 caracteres"), "{shown}");
    let kept = home.kept().unwrap();
    assert_eq!((kept.score, kept.length), (4, 15));
    let rule = Rule::for_check(CheckId::Passwords, [("min-length", ParameterValue::Number(20))]);
    let facts = check(CheckId::Passwords).probe(&home.host());
    assert_eq!(check(CheckId::Passwords).evaluate(&facts, &rule).status, Status::Fail);
}

/// Where a text stands in this process's memory, which may hold it only where `own` lies.
fn places_in_memory(mask: u8, masked: &[u8]) -> usize {
    let memory = fs::File::open("/proc/self/mem").unwrap();
    let maps = fs::read_to_string("/proc/self/maps").unwrap();
    let mut found = 0;
    let mut buffer = vec![0; 1 << 20];
    for line in maps.lines().filter(|line| line.contains(" rw")) {
        let (from, to) = line.split_once(' ').unwrap().0.split_once('-').unwrap();
        let [mut at, to] = [from, to].map(|end| u64::from_str_radix(end, 16).unwrap());
        while at < to {
            let length = usize::try_from((to - at).min(buffer.len() as u64)).unwrap();
            let Ok(read) = memory.file().read_at(&mut buffer[..length], at) else { break };
            let own = buffer.as_ptr().addr() as u64;
            // What was just copied here is no other place.
            let is_own = at < own + buffer.len() as u64 && own < at + read as u64;
            if !is_own {
                let is_it =
                    |window: &&[u8]| window.iter().zip(masked).all(|(byte, masked)| byte ^ mask == *masked);
                found += buffer[..read].windows(masked.len()).filter(is_it).count();
            }
            buffer[..read].fill(0);
            if read == 0 {
                break;
            }
            at += read as u64;
        }
    }
    found
}

#[test]
fn nothing_of_a_password_is_left_in_memory() {
    const MASK: u8 = 0x5a;
    let pair = openpty(None, None).unwrap();
    let path = nix::unistd::ttyname(&pair.slave).unwrap();
    let mut keyboard = std::fs::File::from(pair.master);
    // The canary never stands in memory as it is typed but where it is looked for: it goes out byte by byte.
    let random =
        custodia_core::value::Digest::of(format!("{:?}{NOW}", std::thread::current().id()).as_bytes());
    let masked: Vec<u8> = random.as_bytes().iter().map(|byte| (b'A' + byte % 26) ^ MASK).take(20).collect();

    let mut prompt = HiddenPrompt::on(&path).unwrap();
    let typing = masked.clone();
    let typist = std::thread::spawn(move || {
        for line in 0..2_u8 {
            for byte in &typing {
                keyboard.write_all(&[byte ^ MASK]).unwrap();
            }
            keyboard.write_all(if line == 0 { b"7\n" } else { b"8\n" }).unwrap();
        }
        keyboard
    });
    let mut passwords = Vec::new();
    for _ in 0..2 {
        let Line::Typed(typed) = prompt.ask("? ").unwrap() else { panic!("no line") };
        passwords.push(Password::new(typed));
    }
    let _keyboard = typist.join().unwrap();
    let found = look_at(&passwords, Thresholds { score: 3, length: 8 });
    assert_eq!((found.short.len(), found.guessable.len(), found.alike.len()), (0, 0, 1));
    // Both stand there as characters of four bytes while they are needed: the search can see what there is to see.
    let wide: Vec<u8> = masked.iter().flat_map(|byte| [*byte, MASK, MASK, MASK]).collect();
    assert!(places_in_memory(MASK, &wide) >= 2);
    drop(passwords);
    drop(prompt);

    assert_eq!(places_in_memory(MASK, &masked), 0, "as bytes");
    assert_eq!(places_in_memory(MASK, &wide), 0, "as characters");
    let lower: Vec<u8> = wide.iter().map(|byte| if *byte == MASK { MASK } else { byte ^ 0x20 }).collect();
    assert_eq!(places_in_memory(MASK, &lower), 0, "in lower case");
    let terminal = tcgetattr(&pair.slave).unwrap();
    assert!(terminal.local_flags.contains(LocalFlags::ECHO | LocalFlags::ISIG | LocalFlags::ICANON));
}

#[test]
fn a_panic_leaves_the_terminal_as_it_was() {
    let pair = openpty(None, None).unwrap();
    let path = nix::unistd::ttyname(&pair.slave).unwrap();
    let echoes = || tcgetattr(&pair.slave).unwrap().local_flags.contains(LocalFlags::ECHO);

    let outcome = std::thread::spawn(move || {
        let _prompt = HiddenPrompt::on(&path).unwrap();
        panic!("on purpose");
    })
    .join();

    assert!(outcome.is_err());
    assert!(echoes());
}
