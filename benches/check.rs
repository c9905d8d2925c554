//! What a check of all policies costs: CPU time, instructions and peak memory of the whole process, on an empty home and on one as
//! full as a heavy user's (20 browser profiles, 300 MB of stores, 5,000 dconf keys), against the least a peer's
//! check costs, which is starting one program for one value.
//!
//! `cargo bench --bench check` prints them and their ratio, and fails where a check on the full home takes more than
//! 60 ms of CPU time or 16 MiB; `--profile agent` measures the agent as it is shipped. `CUSTODIA` names another
//! binary to measure. The full home needs python3-plyvel and dconf-cli, instructions are counted by valgrind.

#![expect(clippy::print_stdout, reason = "a bench prints what it measured")]

use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode, Stdio};
use std::time::Duration;

use nix::sys::resource::{Usage, UsageWho, getrusage};

const RUNS: u32 = 20;
const CPU_LIMIT: Duration = Duration::from_millis(60);
const PEAK_LIMIT: f64 = 16.0;
/// The argument with which the bench starts itself to run a command again and again.
const REPEAT: &str = "repeat";

fn main() -> ExitCode {
    let mut arguments = std::env::args().skip(1);
    if arguments.next().is_some_and(|first| first == REPEAT) {
        repeat(&arguments.collect::<Vec<_>>());
        return ExitCode::SUCCESS;
    }
    let custodia = std::env::var_os("CUSTODIA")
        .map_or_else(|| PathBuf::from(env!("CARGO_BIN_EXE_custodia")), PathBuf::from);
    let custodia = custodia.to_str().expect("a path in UTF-8");
    let place = tempfile::tempdir().expect("a temporary directory");
    let [empty, full] = ["empty", "full"].map(|name| place.path().join(name).join("home"));
    fs_err::create_dir_all(&empty).expect("a directory");
    fs_err::create_dir_all(place.path().join("full")).expect("a directory");
    let maker = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/beds/loaded-home.py");
    let made = start(maker.to_str().expect("a path in UTF-8"), &full).arg(&full).status();
    assert!(made.is_ok_and(|status| status.success()), "python3-plyvel and dconf-cli are needed");

    let gsettings = ["gsettings", "get", "org.gnome.desktop.session", "idle-delay"];
    let reference = cost(&gsettings, &empty);
    let mut is_within = true;
    for (name, home, format) in
        [("empty home", &empty, "json"), ("empty home", &empty, "human"), ("full home", &full, "json")]
    {
        let cost = cost(&[custodia, "check", "--policy", "all", "--format", format], home);
        println!(
            "{name:<10} check --policy all --format {format:<5} {:>8.2} ms CPU {:>6.1} MiB peak {} {:>7.2} of the reference",
            milliseconds(cost.cpu),
            cost.peak_mebibytes,
            instructions(cost.instructions),
            cost.cpu.as_secs_f64() / reference.cpu.as_secs_f64()
        );
        is_within &= cost.cpu < CPU_LIMIT && cost.peak_mebibytes < PEAK_LIMIT;
    }
    println!(
        "reference: one gsettings get                 {:>8.2} ms CPU {:>6.1} MiB peak {}",
        milliseconds(reference.cpu),
        reference.peak_mebibytes,
        instructions(reference.instructions)
    );
    if is_within { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

struct Cost {
    cpu: Duration,
    peak_mebibytes: f64,
    /// Absent where there is no valgrind.
    instructions: Option<u64>,
}

/// The mean CPU time of a run, user and system together, and the peak memory of the largest.
///
/// In a process of its own, because the system tells the peak of the largest child that a process ever had.
fn cost(command: &[&str], home: &Path) -> Cost {
    let this = std::env::current_exe().expect("the path of the bench");
    let output = start(this.to_str().expect("a path in UTF-8"), home)
        .arg(REPEAT)
        .args(command)
        .stdout(Stdio::piped())
        .output()
        .expect("the bench starts itself");
    let output = String::from_utf8(output.stdout).expect("two numbers");
    let numbers: Vec<u32> =
        output.split_whitespace().map(|number| number.parse().expect("a number")).collect();
    let [microseconds, kibibytes] = numbers[..] else { panic!("two numbers, not {output}") };
    Cost {
        cpu: Duration::from_micros(microseconds.into()),
        peak_mebibytes: f64::from(kibibytes) / 1024.0,
        instructions: count(command, home),
    }
}

/// Runs a command again and again, and prints its mean CPU time in microseconds and its peak memory in KiB.
fn repeat(command: &[String]) {
    let (program, arguments) = command.split_first().expect("a program");
    let home = PathBuf::from(std::env::var_os("HOME").expect("a home"));
    for _ in 0..RUNS {
        start(program, &home).args(arguments).status().expect("the program runs");
    }
    let usage = usage();
    println!("{} {}", (cpu(&usage) / RUNS).as_micros(), usage.max_rss());
}

/// The instructions of one run, as valgrind counts them.
fn count(command: &[&str], home: &Path) -> Option<u64> {
    let output = start("valgrind", home)
        .args(["--tool=callgrind", "--callgrind-out-file=/dev/null"])
        .args(command)
        .stderr(Stdio::piped())
        .output()
        .ok()?;
    let log = String::from_utf8_lossy(&output.stderr).into_owned();
    log.lines().find_map(|line| line.split_once("Collected : ")?.1.trim().parse().ok())
}

#[expect(clippy::disallowed_methods, reason = "a bench runs the real program")]
fn start(program: &str, home: &Path) -> Command {
    let mut command = Command::new(program);
    command
        .env("HOME", home)
        .env("XDG_CURRENT_DESKTOP", "GNOME")
        .env("XDG_SESSION_TYPE", "wayland")
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null());
    command
}

fn usage() -> Usage {
    getrusage(UsageWho::RUSAGE_CHILDREN).expect("the system counts resources")
}

fn cpu(usage: &Usage) -> Duration {
    let part = |time: nix::sys::time::TimeVal| {
        Duration::new(time.tv_sec().unsigned_abs(), u32::try_from(time.tv_usec()).unwrap_or_default() * 1_000)
    };
    part(usage.user_time()) + part(usage.system_time())
}

fn milliseconds(time: Duration) -> f64 {
    time.as_secs_f64() * 1_000.0
}

fn instructions(number: Option<u64>) -> String {
    let Some(number) = number else { return "no valgrind, no instructions".to_owned() };
    format!("{:>6} M instructions", number / 1_000_000)
}
