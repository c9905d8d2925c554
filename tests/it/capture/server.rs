//! A real PipeWire server with its manager, a microphone without hardware, and programs that record from it.

use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use custodia_core::verdict::Status;
use custodia_core::vocabulary::capture as words;
use fs_err as fs;
use tempfile::TempDir;

use super::{Machine, state, users};
use crate::accuracy::State;

const BED: &str = "PipeWire 0.3.65, WirePlumber 0.4.13 and pw-record, running";

/// A microphone as PipeWire has one of a sound card: it belongs to a device.
const MICROPHONE: &str = "{ factory.name=support.null-audio-sink node.name=mic media.class=Audio/Source/Virtual \
                          object.linger=true audio.position=[FL FR] device.id=77 }";

/// Running programs, which end with it.
struct Server {
    runtime: TempDir,
    programs: Vec<Child>,
}

impl Drop for Server {
    fn drop(&mut self) {
        for program in self.programs.iter_mut().rev() {
            let _ = program.kill();
            let _ = program.wait();
        }
    }
}

impl Server {
    fn start() -> Self {
        let runtime = tempfile::tempdir().unwrap();
        let mut server = Self { runtime, programs: Vec::new() };
        let bus = format!("--address=unix:path={}", server.runtime.path().join("bus").display());
        server.run("dbus-daemon", &["--session", "--nofork", &bus]);
        server.run("pipewire", &[]);
        let socket = server.runtime.path().join("pipewire-0");
        until("the server listens", || socket.exists());
        server.run("wireplumber", &[]);
        server.run("pw-cli", &["-m", "create-node", "adapter", MICROPHONE]);
        until("the microphone is there", || server.dump().contains("\"mic\""));
        server
    }

    fn run(&mut self, program: &str, arguments: &[&str]) {
        let child = self.command(program, arguments).stdout(Stdio::null()).spawn();
        let child =
            child.unwrap_or_else(|error| panic!("{program} does not run ({error}): see .ci/packages"));
        self.programs.push(child);
    }

    #[expect(clippy::disallowed_methods, reason = "tests drive real tools")]
    fn command(&self, program: &str, arguments: &[&str]) -> Command {
        let runtime = self.runtime.path();
        let mut command = Command::new(program);
        command.args(arguments).env_clear().env("PATH", "/usr/bin:/bin").env("HOME", runtime);
        command.env("XDG_RUNTIME_DIR", runtime);
        command.env("DBUS_SESSION_BUS_ADDRESS", format!("unix:path={}", runtime.join("bus").display()));
        command.stdin(Stdio::null()).stderr(Stdio::null());
        command
    }

    fn dump(&self) -> String {
        let output = self.command("pw-dump", &[]).output().unwrap();
        String::from_utf8_lossy(&output.stdout).into_owned()
    }

    /// Lets a program record, and waits until sound flows to it.
    fn record(&mut self, program: &str) {
        self.run(program, &["/dev/null"]);
        until("sound flows", || self.dump().contains("\"state\": \"active\""));
    }

    /// A laptop on which this server is the person's.
    fn laptop(&self) -> Machine {
        let mut machine = Machine::laptop();
        let runtime = self.runtime.path().display().to_string();
        machine.variables.insert("XDG_RUNTIME_DIR".to_owned(), runtime);
        machine.put("proc/net/unix", &fs::read_to_string("/proc/net/unix").unwrap());
        machine
    }

    /// The processes of the server are those of the prepared machine.
    fn show(&self, machine: &Machine, program: &Path, of: usize) -> u32 {
        let id = self.programs[of].id();
        machine.process(id, program.to_str().unwrap(), "");
        id
    }
}

fn until(what: &str, mut holds: impl FnMut() -> bool) {
    for _ in 0..600 {
        if holds() {
            return;
        }
        std::thread::sleep(Duration::from_millis(50));
    }
    panic!("{what}: not within 30 seconds");
}

#[test]
fn the_server_tells_for_whom_it_records() {
    let mut server = Server::start();
    let machine = server.laptop();
    assert_eq!(machine.facts().value(words::MICROPHONE_IN_USE), Some(false));

    server.record("pw-record");
    let machine = server.laptop();
    let recorder = server.programs.len() - 1;
    server.show(&machine, Path::new("/opt/zoom/zoom"), recorder);
    let owner = server.show(&machine, Path::new("/usr/bin/pipewire"), 1);
    assert_eq!(
        users(&machine.facts(), words::MICROPHONE),
        [Some(words::MEETING_APP)],
        "a Bluetooth microphone"
    );
    machine.records(owner);
    assert_eq!(
        users(&machine.facts(), words::MICROPHONE),
        [Some(words::MEETING_APP)],
        "that of the sound card"
    );
}

#[test]
fn a_server_that_does_not_run_is_not_started() {
    let machine = Machine::laptop();
    let socket = machine.path("run/pipewire-0");
    let listener = std::os::unix::net::UnixListener::bind(&socket).unwrap();
    listener.set_nonblocking(true).unwrap();
    let mut machine = machine;
    let runtime = machine.path("run").display().to_string();
    machine.variables.insert("XDG_RUNTIME_DIR".to_owned(), runtime);
    machine.put("proc/net/unix", &fs::read_to_string("/proc/net/unix").unwrap());

    assert_eq!(machine.facts().value(words::MICROPHONE_IN_USE), Some(false));

    assert!(listener.accept().is_err(), "nobody connected");
}

#[test]
fn a_server_that_does_not_answer_is_given_up() {
    let mut machine = Machine::laptop();
    let socket = machine.path("run/pipewire-0");
    let _listener = std::os::unix::net::UnixListener::bind(&socket).unwrap();
    let _client = std::os::unix::net::UnixStream::connect(&socket).unwrap();
    let runtime = machine.path("run").display().to_string();
    machine.variables.insert("XDG_RUNTIME_DIR".to_owned(), runtime);
    let line = format!("0: 00000003 00000000 00000000 0001 03 39414 {}\n", socket.display());
    machine.put("proc/net/unix", &line);

    let begun = custodia::clock::now();
    assert_eq!(machine.facts().value(words::MICROPHONE_IN_USE), None);

    assert!(custodia::clock::now().duration_since(begun).as_secs() < 3);
}

pub(super) fn states() -> Vec<State> {
    let pass = (Status::Pass, "capture-as-expected");
    let fail = (Status::Fail, "capture-without-meeting");
    let mut server = Server::start();
    let mut states = vec![state("PipeWire runs and nobody records", BED, pass, &server.laptop())];
    server.record("pw-record");
    let recorder = server.programs.len() - 1;
    for (name, program, expected) in [
        ("pw-record records through PipeWire", "/usr/bin/pw-cat", fail),
        ("Zoom records through PipeWire", "/opt/zoom/zoom", pass),
        ("Firefox records through PipeWire", "/usr/lib/firefox-esr/firefox-esr", pass),
        ("the sound settings show the level of the microphone", "/usr/bin/gnome-control-center", pass),
    ] {
        let machine = server.laptop();
        let owner = server.show(&machine, Path::new("/usr/bin/pipewire"), 1);
        server.show(&machine, Path::new(program), recorder);
        machine.records(owner);
        states.push(state(name, BED, expected, &machine));
    }
    states
}
