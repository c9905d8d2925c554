//! `capture` over machines that were recorded, prepared ones, and a real PipeWire server.

#![expect(clippy::unwrap_used, reason = "a test that cannot be prepared has failed")]

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use custodia::checks::check;
use custodia::host::Host;
use custodia_core::catalog::CheckId;
use custodia_core::fact::Facts;
use custodia_core::policy::Rule;
use custodia_core::verdict::Status;
use custodia_core::vocabulary::Word;
use custodia_core::vocabulary::capture as words;
use fs_err as fs;
use fs_err::os::unix::fs::symlink;
use serde::Deserialize;
use serde_json::Value;
use tempfile::TempDir;

use crate::accuracy::{State, evidence};

mod server;

/// What `tests/capture/run` recorded in one state.
#[derive(Deserialize)]
struct Recording {
    /// Whose each process was.
    owners: BTreeMap<String, String>,
    paths: BTreeMap<String, Value>,
}

/// A machine below a temporary folder.
struct Machine {
    root: TempDir,
    variables: BTreeMap<String, String>,
}

impl Machine {
    /// A laptop with a sound card and a camera on USB, at rest.
    fn laptop() -> Self {
        let machine = Self::bare();
        machine.put("proc/asound/cards", " 0 [PCH            ]: HDA-Intel - HDA Intel PCH\n                      HDA Intel PCH at 0xa1 irq 3\n");
        machine.put("proc/asound/card0/pcm0c/sub0/status", "closed\n");
        machine.put("proc/asound/card0/pcm0p/sub0/status", "closed\n");
        machine.usb_camera(0, 0);
        machine
    }

    fn bare() -> Self {
        let machine = Self { root: tempfile::tempdir().unwrap(), variables: BTreeMap::new() };
        fs::create_dir_all(machine.root.path().join("sys/class")).unwrap();
        fs::create_dir_all(machine.root.path().join("proc")).unwrap();
        machine
    }

    /// What the emulated machine showed. Processes of another person show what everybody may read.
    fn recorded(name: &str) -> Self {
        let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/capture/recorded").join(name);
        let recording: Recording = serde_json::from_str(&fs::read_to_string(file).unwrap()).unwrap();
        let machine = Self::bare();
        for (path, content) in &recording.paths {
            match content.as_str() {
                Some(text) => machine.put(path, text),
                None => machine.link(path, content["link"].as_str().unwrap()),
            }
        }
        for (process, owner) in &recording.owners {
            if owner != "ana" {
                machine.of_another(process);
            }
        }
        machine
    }

    fn path(&self, path: &str) -> PathBuf {
        let path = self.root.path().join(path.trim_start_matches('/'));
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        path
    }

    fn put(&self, path: &str, text: &str) {
        fs::write(self.path(path), text).unwrap();
    }

    fn link(&self, path: &str, target: &str) {
        symlink(target, self.path(path)).unwrap();
    }

    /// A process whose program lies there.
    fn process(&self, id: u32, program: &str, arguments: &str) {
        self.put(&format!("proc/{id}/cmdline"), &format!("{program}\0{arguments}"));
        self.link(&format!("proc/{id}/exe"), program);
    }

    /// The kernel does not tell where the program of another person's process lies.
    fn of_another(&self, process: &str) {
        let folder = self.root.path().join("proc").join(process);
        let user = nix::unistd::Uid::from_raw(54_321);
        nix::unistd::chown(&folder, Some(user), None).expect("this test gives away a folder: run it as root");
    }

    fn records(&self, owner: u32) {
        self.put(
            "proc/asound/card0/pcm0c/sub0/status",
            &format!("state: RUNNING\nowner_pid   : {owner}\ntrigger_time: 64.698519698\n"),
        );
    }

    /// A camera on USB of which the interface that streams has this setting and, at rest, this many endpoints.
    fn usb_camera(&self, setting: u8, endpoints: u8) {
        let device = "sys/devices/pci0000:00/0000:00:14.0/usb1/1-5";
        for (interface, subclass) in [("1-5:1.0", "01"), ("1-5:1.1", "02")] {
            self.put(&format!("{device}/{interface}/bInterfaceClass"), "0e\n");
            self.put(&format!("{device}/{interface}/bInterfaceSubClass"), &format!("{subclass}\n"));
            self.put(&format!("{device}/{interface}/bInterfaceNumber"), "00\n");
            self.put(&format!("{device}/{interface}/bAlternateSetting"), &format!("{setting:2}\n"));
            let endpoints = if setting == 0 { endpoints } else { 1 };
            self.put(&format!("{device}/{interface}/bNumEndpoints"), &format!("{endpoints:02}\n"));
        }
        self.put(&format!("{device}/power/runtime_status"), "active\n");
        for (node, number, capabilities) in [("video0", 0, ":capture:"), ("video1", 1, ":")] {
            let node_folder = format!("{device}/1-5:1.0/video4linux/{node}");
            self.put(&format!("{node_folder}/dev"), &format!("81:{number}\n"));
            if !self.path(&format!("{node_folder}/device")).exists() {
                self.link(&format!("{node_folder}/device"), "../../../1-5:1.0");
                self.link(&format!("sys/class/video4linux/{node}"), &format!("../../../{node_folder}"));
            }
            self.put(
                &format!("run/udev/data/c81:{number}"),
                &format!("E:ID_V4L_CAPABILITIES={capabilities}\n"),
            );
        }
    }

    fn host(&self) -> Host {
        let mut environment = self.variables.clone();
        environment.insert("HOME".to_owned(), self.root.path().join("home/ana").display().to_string());
        Host::new(self.root.path(), environment, custodia::clock::now())
    }

    fn facts(&self) -> Facts {
        check(CheckId::Capture).probe(&self.host())
    }
}

/// The kinds of programs that use a device.
fn users(facts: &Facts, device: Word) -> Vec<Option<Word>> {
    let items = facts.items().into_iter();
    let of_device = items.filter(|item| facts.value_item(*item, words::DEVICE) == Some(device));
    of_device.map(|item| facts.value_item(item, words::PROGRAM)).collect()
}

#[test]
fn what_the_kernel_says_of_real_programs_is_understood() {
    let (microphone, camera) = (words::MICROPHONE, words::CAMERA);
    let cases: &[(&str, Word, &[Option<Word>])] = &[
        ("idle.json", microphone, &[]),
        ("playing.json", microphone, &[]),
        ("arecord.json", microphone, &[Some(words::OTHER_PROGRAM)]),
        ("pulseaudio-idle.json", microphone, &[]),
        ("pulseaudio-recording.json", microphone, &[Some(words::SOUND_SERVER)]),
        ("pipewire-idle.json", microphone, &[]),
        ("pipewire-recording.json", microphone, &[Some(words::SOUND_SERVER)]),
        ("pipewire-recording-loopback.json", microphone, &[]),
        ("pipewire-after.json", microphone, &[]),
        ("camera.json", camera, &[Some(words::OTHER_PROGRAM)]),
        ("camera.json", microphone, &[]),
    ];
    for (name, device, expected) in cases {
        let facts = Machine::recorded(name).facts();
        assert_eq!(users(&facts, *device), *expected, "{name} {device}");
        assert_eq!(facts.value(words::MICROPHONES), Some(1), "{name}");
        assert_eq!(facts.value(words::CAMERAS), Some(1), "{name}");
    }
}

#[test]
fn a_program_is_what_it_is_called_only_where_an_administrator_put_it() {
    let cases = [
        ("/opt/zoom/zoom", "", Some(words::MEETING_APP)),
        ("/opt/zoom/zoom (deleted)", "", Some(words::MEETING_APP)),
        ("/home/ana/.cache/zoom", "", None),
        ("/tmp/.mount_jitsiX/jitsi-meet", "", None),
        ("/usr/lib/firefox-esr/firefox-esr", "", Some(words::WEB_BROWSER)),
        ("/usr/bin/obs", "", Some(words::RECORDER)),
        ("/usr/bin/ffmpeg", "-f\0alsa\0", Some(words::OTHER_PROGRAM)),
        ("/usr/lib/electron30/electron", "/usr/lib/teams-for-linux/app.asar\0", Some(words::MEETING_APP)),
        ("/usr/lib/electron30/electron", "/home/ana/teams-for-linux/app.asar\0", None),
        ("/usr/bin/python3.11", "-u\0/usr/bin/nerd-dictation\0", Some(words::VOICE_ASSISTANT)),
        ("/usr/bin/python3.11", "-c\0import os\0", Some(words::OTHER_PROGRAM)),
        ("/usr/bin/chrome-remote-desktop-host", "", Some(words::OTHER_PROGRAM)),
        ("/usr/bin/gnome-control-center", "sound\0", Some(words::DESKTOP_METER)),
    ];
    for (program, arguments, expected) in cases {
        let machine = Machine::laptop();
        machine.process(812, program, arguments);
        machine.records(812);
        assert_eq!(users(&machine.facts(), words::MICROPHONE), [expected], "{program} {arguments:?}");
    }
    let machine = Machine::laptop();
    machine.process(812, "/app/bin/anything", "");
    machine.put("proc/812/root/.flatpak-info", "[Application]\nname=org.signal.Signal\n");
    machine.records(812);
    assert_eq!(users(&machine.facts(), words::MICROPHONE), [Some(words::MEETING_APP)]);
}

#[test]
fn the_setting_of_its_interface_tells_whether_a_camera_on_usb_takes_pictures() {
    let machine = Machine::laptop();
    assert_eq!(machine.facts().value(words::CAMERA_IN_USE), Some(false));
    assert_eq!(machine.facts().value(words::CAMERAS), Some(1));
    machine.process(900, "/usr/bin/wireplumber", "");
    machine.link("proc/900/fd/7", "/dev/video0");
    assert_eq!(machine.facts().value(words::CAMERA_IN_USE), Some(false), "held open and at rest");

    machine.usb_camera(7, 0);
    assert_eq!(users(&machine.facts(), words::CAMERA), [None], "somebody else's");
    machine.process(901, "/usr/bin/cheese", "");
    machine.link("proc/901/fd/9", "/dev/video0");
    assert_eq!(users(&machine.facts(), words::CAMERA), [Some(words::RECORDER)]);

    let machine = Machine::laptop();
    machine.usb_camera(0, 1);
    assert_eq!(machine.facts().value(words::CAMERA_IN_USE), None, "bulk transfers tell nothing");
    machine.put("sys/devices/pci0000:00/0000:00:14.0/usb1/1-5/power/runtime_status", "suspended\n");
    assert_eq!(machine.facts().value(words::CAMERA_IN_USE), Some(false));
}

#[test]
fn what_a_container_hides_is_unknown_and_no_hardware_is_none() {
    let machine = Machine::bare();
    let facts = machine.facts();
    assert_eq!((facts.value(words::MICROPHONES), facts.value(words::CAMERAS)), (Some(0), Some(0)));

    fs::create_dir_all(machine.path("sys/class/sound/card0")).unwrap();
    assert_eq!(machine.facts().value(words::MICROPHONES), None);

    let machine = Machine::laptop();
    machine.put("proc/sys/kernel/osrelease", "5.15.0-microsoft-standard-WSL2\n");
    assert_eq!(machine.facts().value(words::MICROPHONES), None);

    let machine = Machine::laptop();
    machine.put("proc/asound/card0/pcm0c/sub0/status", "no setup\n");
    assert_eq!(machine.facts().value(words::MICROPHONE_IN_USE), None);
}

fn state(name: &str, bed: &'static str, expected: (Status, &'static str), machine: &Machine) -> State {
    let facts = machine.facts();
    let verdict = check(CheckId::Capture).evaluate(&facts, &Rule::for_check(CheckId::Capture, []));
    let names = [
        "microphones",
        "cameras",
        "microphone-in-use",
        "camera-in-use",
        "program",
        "meeting-app-running",
        "browser-running",
    ];
    State { name: name.to_owned(), bed, expected, verdict, evidence: evidence(&facts, &names) }
}

/// The prepared states of `docs/accuracy.md`.
pub(crate) fn states() -> Vec<State> {
    let pass = (Status::Pass, "capture-as-expected");
    let fail = (Status::Fail, "capture-without-meeting");
    let whose = (Status::Unknown, "capture-not-attributed");
    let not_told = (Status::Unknown, "capture-not-told");
    let alsa = "recorded: Linux 6.1 with snd-dummy and snd-aloop, arecord and aplay";
    let video = "recorded: Linux 6.1 with vivid and v4l2-ctl";
    let pulse = "recorded: PulseAudio 16.1 and parec";
    let pipewire = "recorded: PipeWire 0.3.65, WirePlumber 0.4.13 and pw-record";
    let recorded = [
        (
            "a sound card that nobody uses; a camera without USB, which everybody might use",
            alsa,
            not_told,
            "idle.json",
        ),
        ("arecord records, nothing else runs", alsa, fail, "arecord.json"),
        ("another person's arecord records", alsa, fail, "arecord-by-another.json"),
        ("v4l2-ctl takes pictures", video, fail, "camera.json"),
        (
            "another person's v4l2-ctl takes pictures from a camera that tells nothing",
            video,
            not_told,
            "camera-by-another.json",
        ),
        ("parec records through PulseAudio", pulse, fail, "pulseaudio-recording.json"),
        ("pw-record records through PipeWire, which is not asked", pipewire, fail, "pipewire-recording.json"),
    ];
    let mut states: Vec<State> = recorded
        .into_iter()
        .map(|(name, bed, expected, file)| state(name, bed, expected, &Machine::recorded(file)))
        .collect();
    // The camera of the emulated machine never tells whether it rests: without it, the microphone decides.
    let still = [
        ("a sound card that nobody uses", alsa, "idle.json"),
        ("aplay plays", alsa, "playing.json"),
        ("PulseAudio runs and rests", pulse, "pulseaudio-idle.json"),
        ("PipeWire runs and rests", pipewire, "pipewire-idle.json"),
        ("PipeWire after a recording", pipewire, "pipewire-after.json"),
        ("pw-record records what another program plays", pipewire, "pipewire-recording-loopback.json"),
    ];
    for (name, bed, file) in still {
        let machine = Machine::recorded(file);
        fs::remove_dir_all(machine.path("sys/class/video4linux")).unwrap();
        states.push(state(name, bed, pass, &machine));
    }
    states.extend(prepared(pass, fail, whose));
    states.extend(server::states());
    states
}

fn prepared(
    pass: (Status, &'static str),
    fail: (Status, &'static str),
    whose: (Status, &'static str),
) -> Vec<State> {
    let bed = "prepared files, in the form of the recorded ones";
    let mut states = Vec::new();
    let mut add = |name: &str, expected, change: &dyn Fn(&Machine)| {
        let machine = Machine::laptop();
        change(&machine);
        states.push(state(name, bed, expected, &machine));
    };
    let records = |machine: &Machine, program: &str| {
        machine.process(812, program, "");
        machine.records(812);
    };
    add("Zoom in a meeting", pass, &|machine| records(machine, "/opt/zoom/zoom"));
    add("a meeting in Firefox", pass, &|machine| records(machine, "/usr/lib/firefox-esr/firefox-esr"));
    add("a program called zoom in the person's home records", whose, &|machine| {
        records(machine, "/home/ana/.cache/zoom");
    });
    add("ffmpeg records while Signal waits for messages", whose, &|machine| {
        records(machine, "/usr/bin/ffmpeg");
        machine.process(813, "/opt/Signal/signal-desktop", "");
    });
    add("ffmpeg records and a browser runs", fail, &|machine| {
        records(machine, "/usr/bin/ffmpeg");
        machine.process(813, "/usr/lib/firefox-esr/firefox-esr", "");
    });
    add("another person's process records, and a browser runs", whose, &|machine| {
        machine.records(814);
        machine.put("proc/814/cmdline", "arecord\0");
        machine.process(813, "/usr/lib/firefox-esr/firefox-esr", "");
    });
    add("a camera on USB takes pictures for a process of another person", fail, &|machine| {
        machine.usb_camera(7, 0);
    });
    add("a camera on USB is held open by WirePlumber and rests", pass, &|machine| {
        machine.process(900, "/usr/bin/wireplumber", "");
        machine.link("proc/900/fd/7", "/dev/video0");
    });
    let nothing = (Status::NotApplicable, "capture-nothing-to-record-with");
    states.push(state("neither sound card nor camera", bed, nothing, &Machine::bare()));
    let hidden = Machine::bare();
    fs::create_dir_all(hidden.path("sys/class/sound/card0")).unwrap();
    let not_told = (Status::Unknown, "capture-not-told");
    states.push(state("a container that hides the sound cards", bed, not_told, &hidden));
    states
}

/// Puts hostile text wherever the probe reads.
pub(crate) fn put_hostile_text(root: &Path, _home: &Path, text: &str) {
    let put = |path: &str, text: &str| {
        let path = root.join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    };
    put("proc/asound/cards", &format!(" 0 [{text}]: {text} - {text}\n"));
    put("proc/asound/card0/pcm0c/sub0/status", "state: RUNNING\nowner_pid   : 812\n");
    put("proc/812/cmdline", text);
    put("proc/812/root/.flatpak-info", &format!("[Application]\nname={text}\n"));
    put("sys/class/video4linux/video0/dev", "81:0\n");
    put("sys/class/video4linux/video0/device/bInterfaceNumber", text);
    put("run/udev/data/c81:0", &format!("E:ID_V4L_CAPABILITIES={text}\n"));
    put("proc/net/unix", text);
}
