//! `kill -9` at every system call that changes anything: afterwards `undo` brings back what was there, however often it is
//! stopped itself.

use super::Desk;
use super::kde::kde;
use crate::home::Home;
use crate::support::custodia;

/// Runs the agent and has it killed when it does one of these calls for the time of that number; whether it was.
fn is_killed(desk: &Desk, arguments: &[&str], call: &str, time: u32) -> bool {
    let inject = format!("inject={call}:signal=SIGKILL:when={time}");
    let output = desk
        .tool("strace", "strace")
        .args(["-f", "-o", "/dev/null", "-e", &format!("trace={call}"), "-e", &inject])
        .arg(custodia())
        .args(arguments)
        .output()
        .unwrap();
    std::os::unix::process::ExitStatusExt::signal(&output.status) == Some(9)
}

/// Stops `harden` and then `undo` everywhere, `step` calls apart, and looks whether everything comes back.
fn stop_everywhere(make: impl Fn() -> Desk, state: impl Fn(&Desk) -> Vec<u8>, calls: &[&str], step: u32) {
    let mut stops = 0;
    for call in calls {
        let mut time = 1;
        loop {
            let desk = make();
            let before = state(&desk);
            let killed = is_killed(&desk, &["harden", "screen-lock", "--yes"], call, time);
            // Whatever happened, the program can go on from there.
            let undo_killed = is_killed(&desk, &["harden", "undo", "--yes"], call, time);
            let undone = desk.custodia(&["harden", "undo", "--yes"], "");
            assert_eq!(undone.code, 0, "{call} {time}: {}{}", undone.out, undone.error);
            assert_eq!(state(&desk), before, "{call} {time}");
            assert!(desk.journal().is_empty(), "{call} {time}");
            if !killed && !undo_killed {
                break;
            }
            stops += 1;
            time += step;
        }
    }
    assert!(stops > 10, "the program was stopped {stops} times only");
}

#[test]
fn a_stop_at_any_change_of_a_file_is_undone() {
    let content = "# of mine\n[Daemon]\nTimeout=55\nLockGrace=300\n";
    let state = |desk: &Desk| fs_err::read(desk.home.path("home/.config/kscreenlockerrc")).unwrap();
    stop_everywhere(|| kde(content), state, &["rename", "fsync"], 1);
    // Most of these only read.
    stop_everywhere(|| kde(content), state, &["openat"], 7);
}

#[test]
fn a_stop_at_any_message_to_dconf_is_undone() {
    let keyfile = "[org/gnome/desktop/session]\nidle-delay=uint32 900\n[org/gnome/desktop/screensaver]\nlock-enabled=false\n";
    let make = || Desk::with_bus(Home::new("GNOME").with_database("home/.config/dconf/user", keyfile, &[]));
    let state = |desk: &Desk| desk.judge("dconf", "dconf-cli", &["dump", "/"]).into_bytes();
    stop_everywhere(make, state, &["sendmsg", "sendto", "rename"], 2);
}

#[test]
fn a_change_that_was_written_down_and_not_made_is_forgotten() {
    let desk = kde("[Daemon]\nTimeout=55\n");
    assert_eq!(desk.custodia(&["harden", "screen-lock", "--yes"], "").code, 0);
    // As if the stop had come right before the change.
    fs_err::write(desk.home.path("home/.config/kscreenlockerrc"), "[Daemon]\nTimeout=55\n").unwrap();

    let status = desk.custodia(&["harden", "undo", "--yes"], "");

    assert!(status.out.contains("What was there before stands there already"), "{}", status.out);
    assert!(desk.journal().is_empty());
}
