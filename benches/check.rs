//! What a check costs: CPU time and peak memory of the whole process, against the least a peer's check costs,
//! which is starting one program for one value.
//!
//! `cargo bench --bench check` prints both and their ratio. `CUSTODIA` names another binary to measure.

#![expect(clippy::print_stdout, reason = "a bench prints what it measured")]

use std::path::PathBuf;
use std::process::{Command, Stdio};
use std::time::Duration;

use nix::sys::resource::{Usage, UsageWho, getrusage};

const RUNS: u32 = 50;

fn main() {
    let custodia = std::env::var_os("CUSTODIA")
        .map_or_else(|| PathBuf::from(env!("CARGO_BIN_EXE_custodia")), PathBuf::from);
    let home = tempfile::tempdir().expect("a temporary directory");
    let check = |format: &str| {
        let mut command = start(&custodia, home.path());
        command.args(["check", "--format", format]);
        command
    };
    // Peak memory is that of the largest child so far: the agent is measured before the reference.
    let json = measure(|| check("json"));
    let human = measure(|| check("human"));
    let reference = measure(|| {
        let mut command = start(&PathBuf::from("gsettings"), home.path());
        command.args(["get", "org.gnome.desktop.session", "idle-delay"]);
        command
    });
    println!(
        "check --format json    {:>8.2} ms CPU   {:>6.1} MiB peak",
        milliseconds(json.cpu),
        json.peak_mebibytes
    );
    println!("check --format human   {:>8.2} ms CPU", milliseconds(human.cpu));
    println!("reference: one gsettings get {:>2.2} ms CPU", milliseconds(reference.cpu));
    println!("ratio check : reference  {:.2}", json.cpu.as_secs_f64() / reference.cpu.as_secs_f64());
}

struct Cost {
    cpu: Duration,
    peak_mebibytes: f64,
}

/// The mean CPU time of a run, user and system together.
fn measure(command: impl Fn() -> Command) -> Cost {
    let before = cpu(&usage());
    for _ in 0..RUNS {
        command().status().expect("the program runs");
    }
    let after = usage();
    #[expect(clippy::cast_precision_loss, reason = "a figure for people")]
    let peak_mebibytes = after.max_rss() as f64 / 1024.0;
    Cost { cpu: cpu(&after).saturating_sub(before) / RUNS, peak_mebibytes }
}

#[expect(clippy::disallowed_methods, reason = "a bench runs the real program")]
fn start(program: &PathBuf, home: &std::path::Path) -> Command {
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
