//! Bare X11: a real X server with a cookie, real xset, xss-lock and xautolock.

use std::io::{Read as _, Write as _};
use std::os::unix::net::UnixListener;
use std::process::Child;
use std::time::Duration;

use custodia_core::fact::{Cause, Fact};
use custodia_core::verdict::Status::{Fail, Pass};
use custodia_core::vocabulary::screen_lock::{
    IDLE_SECONDS, LOCK_ENABLED, LOCKER, LOCKER_PRESENT, X_SERVER, XAUTOLOCK, XSS_LOCK,
};

use super::{check, facts, outcome, verdict_of};
use crate::home::{Home, answer};

/// A process that ends with the test.
struct Running(Child);

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// A display of its own, and a home in a session on it.
struct Bed {
    home: Home,
    _server: Running,
}

impl Bed {
    fn start(number: u32) -> Self {
        let display = format!(":{number}");
        let home = Home::new("")
            .without("XDG_CURRENT_DESKTOP")
            .with("XDG_SESSION_TYPE", "x11")
            .with("DISPLAY", &display);
        let authority = home.path("cookies").to_str().unwrap().to_owned();
        let home = home.with("XAUTHORITY", &authority);
        let cookie = "0123456789abcdef0123456789abcdef";
        answer(home.tool("xauth", "xauth").args(["-f", &authority, "add", &display, ".", cookie]));
        let mut server = home.tool("Xvfb", "xvfb");
        let arguments =
            [&display, "-noreset", "-nolisten", "tcp", "-screen", "0", "64x64x8", "-auth", &authority];
        server.args(arguments).stdout(std::process::Stdio::null()).stderr(std::process::Stdio::null());
        let server = Running(server.spawn().unwrap());
        let bed = Self { home, _server: server };
        wait_until("the X server answers", || {
            bed.home.tool("xset", "x11-xserver-utils").arg("q").output().unwrap().status.success()
        });
        bed
    }

    fn xset(&self, arguments: &[&str]) {
        answer(self.home.tool("xset", "x11-xserver-utils").args(arguments));
    }

    fn run(&self, program: &str, arguments: &[&str]) -> Running {
        let mut command = self.home.tool(program, program);
        let command = command.args(arguments).stderr(std::process::Stdio::null());
        let process = Running(command.spawn().unwrap());
        // Until it is the program, it is a copy of this test.
        wait_until(program, || facts(&self.home).get(LOCKER).is_some());
        process
    }
}

/// Looks up to 30 seconds.
fn wait_until(what: &str, is_so: impl Fn() -> bool) {
    for _ in 0..600 {
        if is_so() {
            return;
        }
        std::thread::sleep(Duration::from_millis(50));
    }
    panic!("{what} does not come");
}

#[test]
fn times_of_the_x_server_decide_when_xss_lock_locks() {
    let bed = Bed::start(711);
    let _process = bed.run("xss-lock", &["--ignore-sleep", "--", "i3lock", "--nofork"]);

    for (times, idle, expected) in [
        (&["s", "300", "5"][..], Some(300), (Pass, "screen-lock-locks")),
        (&["s", "240", "0"], Some(240), (Pass, "screen-lock-locks")),
        (&["s", "900"], Some(900), (Fail, "screen-lock-idle-too-long")),
        (&["s", "off"], None, (Fail, "screen-lock-switched-off")),
        (&["s", "default"], Some(600), (Fail, "screen-lock-idle-too-long")),
    ] {
        bed.xset(times);
        let read = facts(&bed.home);
        assert_eq!((read.value(LOCKER), read.value(IDLE_SECONDS)), (Some(XSS_LOCK), idle), "{times:?}");
        assert_eq!(outcome(&bed.home), expected, "{times:?}");
    }
}

#[test]
fn notifier_of_xss_lock_puts_the_lock_off_for_a_cycle() {
    let bed = Bed::start(712);
    let _process = bed.run("xss-lock", &["--ignore-sleep", "-n", "true", "--", "i3lock", "--nofork"]);

    for (times, idle) in [(["s", "240", "30"], 270), (["s", "240", "0"], 240)] {
        bed.xset(&times);
        assert_eq!(facts(&bed.home).value(IDLE_SECONDS), Some(idle), "{times:?}");
    }
}

#[test]
fn x_server_that_refuses_or_makes_no_sense_leaves_it_unknown() {
    for (answer, cause, reason) in [
        (&[0, 3, 11, 0, 0, 0, 1, 0, b'N', b'o', b'!', 0][..], Cause::Denied, "screen-lock-setting-denied"),
        (&[1, 0, 11, 0, 0, 0, 255, 255, 7], Cause::Failed, "screen-lock-setting-failed"),
        (&[], Cause::Failed, "screen-lock-setting-failed"),
    ] {
        let home = Home::new("i3")
            .with("DISPLAY", ":5.0")
            .with_file("proc/7/cmdline", "i3\0")
            .with_file("proc/8/cmdline", "xss-lock\0--\0i3lock\0")
            .with_file("tmp/.X11-unix/.keep", "");
        let server = UnixListener::bind(home.path("tmp/.X11-unix/X5")).unwrap();
        let read = std::thread::scope(|scope| {
            scope.spawn(|| {
                let (mut stream, _) = server.accept().unwrap();
                let _ = stream.read(&mut [0; 64]);
                let _ = stream.write_all(answer);
            });
            check().probe(&home.host_at(&home.path("")))
        });

        assert_eq!(read.get(LOCK_ENABLED), Some(Fact::unknown(cause, X_SERVER)));
        assert_eq!(verdict_of(&read, []).reason.id(), reason);
    }
}

#[test]
fn arguments_of_a_running_xautolock_count() {
    let bed = Bed::start(714);
    for (time, expected) in [("5", (Pass, "screen-lock-locks")), ("10", (Fail, "screen-lock-idle-too-long"))]
    {
        let _process = bed.run("xautolock", &["-time", time, "-locker", "i3lock -c 000000"]);
        let read = facts(&bed.home);

        assert_eq!((read.value(LOCKER), read.value(LOCKER_PRESENT)), (Some(XAUTOLOCK), Some(true)));
        assert_eq!(outcome(&bed.home), expected, "{time} minutes");
    }
}
