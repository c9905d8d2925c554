//! What kind of program a process is: for meetings, a browser, a recorder, the sound server or something else.
//!
//! Reads where the program lies (`/proc/PID/exe`, and `/proc/PID/root/.flatpak-info` of what runs in a Flatpak), of the
//! person's own processes. A name counts only for a program that lies where an administrator alone can put it, or
//! in a Flatpak: anybody can call a program of their own by a known name. Cannot tell the programs of other people.

use std::os::unix::fs::MetadataExt as _;
use std::path::Path;

use custodia_core::fact::Cause;
use custodia_core::vocabulary::Word;
use custodia_core::vocabulary::capture as words;

use crate::host::Host;
use crate::platform::linux::processes::Process;
use crate::platform::linux::{files, ini, meeting_apps, whatsapp_web};

/// The largest description of a Flatpak or of a process that is read, in bytes.
const LARGEST_DESCRIPTION: u64 = 64 * 1024;

/// How many parents are asked for a process that hides where its program lies.
const MOST_PARENTS: usize = 4;

/// Where only an administrator puts programs.
const ADMINISTRATORS: [&str; 8] =
    ["/usr/", "/opt/", "/snap/", "/app/", "/bin/", "/nix/store/", "/gnu/store/", "/var/lib/flatpak/"];

const BROWSERS: [&str; 33] = [
    "chrome",
    "google-chrome",
    "chromium",
    "chromium-browser",
    "ungoogled-chromium",
    "msedge",
    "microsoft-edge",
    "brave",
    "brave-browser",
    "vivaldi",
    "vivaldi-bin",
    "opera",
    "yandex_browser",
    "yandex-browser",
    "thorium",
    "firefox",
    "firefox-bin",
    "firefox-esr",
    "firefox.real",
    "librewolf",
    "waterfox",
    "zen",
    "zen-bin",
    "floorp",
    "floorp-bin",
    "icecat",
    "mullvadbrowser.real",
    "palemoon",
    "seamonkey",
    "epiphany",
    "WebKitWebProcess",
    "falkon",
    "qutebrowser",
];

const BROWSER_FLATPAKS: [&str; 3] = ["org.gnome.Epiphany", "org.kde.falkon", "org.qutebrowser.qutebrowser"];

const RECORDERS: [&str; 26] = [
    "obs",
    "audacity",
    "audacity-bin",
    "tenacity",
    "ardour",
    "ardour6",
    "ardour7",
    "ardour8",
    "reaper",
    "kwave",
    "gnome-sound-recorder",
    "org.gnome.SoundRecorder",
    "vocalis",
    "krecorder",
    "audiorecorder",
    "com.github.ryonakano.reco",
    "cheese",
    "snapshot",
    "kamoso",
    "guvcview",
    "qv4l2",
    "kooha",
    "simplescreenrecorder",
    "vokoscreenNG",
    "spectacle",
    "webcamoid",
];

const RECORDER_FLATPAKS: [&str; 15] = [
    "com.obsproject.Studio",
    "org.audacityteam.Audacity",
    "org.tenacityaudio.Tenacity",
    "org.ardour.Ardour",
    "fm.reaper.Reaper",
    "org.gnome.SoundRecorder",
    "org.kde.krecorder",
    "com.github.ryonakano.reco",
    "org.gnome.Cheese",
    "org.gnome.Snapshot",
    "org.kde.kamoso",
    "io.github.seadve.Kooha",
    "com.github.vkohaupt.vokoscreenNG",
    "io.github.webcamoid.Webcamoid",
    "app.drey.Dictation",
];

const ASSISTANTS: [&str; 4] = ["mycroft", "rhasspy", "nerd-dictation", "dsnote"];

const METERS: [&str; 14] = [
    "gnome-control-center",
    "gnome-shell",
    "pavucontrol",
    "pavucontrol-qt",
    "pwvucontrol",
    "plasmashell",
    "systemsettings",
    "systemsettings5",
    "kcmshell5",
    "kcmshell6",
    "mate-volume-control",
    "cinnamon-settings",
    "lxqt-panel",
    "cosmic-settings",
];

const METER_FLATPAKS: [&str; 2] = ["org.pulseaudio.pavucontrol", "com.saivert.pwvucontrol"];

const SOUND_SERVERS: [&str; 7] = [
    "pipewire",
    "pipewire-pulse",
    "wireplumber",
    "pipewire-media-session",
    "pulseaudio",
    "jackd",
    "easyeffects",
];

/// The manager of PipeWire's devices, which holds cameras open to learn what they can do and takes no pictures.
pub(super) const MANAGER: &str = "wireplumber";

const INTERPRETERS: [&str; 6] = ["electron", "python", "gjs-console", "gjs", "node", "java"];

/// The kind of the program of a process.
///
/// # Errors
///
/// [`Cause::Denied`] for another person's process, [`Cause::Unsupported`] for a program that has the name of a known
/// one and lies where anybody could have put it.
pub(super) fn kind(host: &Host, id: u32) -> Result<Word, Cause> {
    let mut id = id;
    for _ in 0..MOST_PARENTS {
        let process = Process::of_id(host, id);
        if let Some(name) = flatpak(&process.directory) {
            return Ok(of_flatpak(&name));
        }
        match fs_err::read_link(process.directory.join("exe")) {
            Ok(program) => return of_program(&program, &process),
            Err(error) if files::cause(error.kind()) == Cause::Denied => id = own_parent(host, &process)?,
            Err(error) => return Err(files::cause(error.kind())),
        }
    }
    Err(Cause::Denied)
}

/// The parent of one of the person's own processes that hides what it is, as parts of browsers do.
fn own_parent(host: &Host, process: &Process) -> Result<u32, Cause> {
    let status = files::read_text(&process.directory.join("status"), LARGEST_DESCRIPTION)?;
    let field = |name: &str| {
        let line = status.lines().find_map(|line| line.strip_prefix(name));
        line.and_then(|values| values.split_ascii_whitespace().next()?.parse::<u32>().ok())
    };
    match (field("Uid:"), field("PPid:")) {
        (Some(user), Some(parent)) if user == host.user() && parent > 1 => Ok(parent),
        _ => Err(Cause::Denied),
    }
}

/// Whether a process is the sound server of the person who is checked.
pub(super) fn is_of_person(host: &Host, id: u32) -> bool {
    fs_err::metadata(Process::of_id(host, id).directory).is_ok_and(|metadata| metadata.uid() == host.user())
}

fn flatpak(process: &Path) -> Option<String> {
    let text = files::read_text(&process.join("root/.flatpak-info"), LARGEST_DESCRIPTION).ok()?;
    ini::last(&ini::entries(&text), "Application", "name").map(str::to_owned)
}

/// The kind of a Flatpak.
pub(super) fn of_flatpak(name: &str) -> Word {
    if meeting_apps::of_flatpak(name).is_some() {
        words::MEETING_APP
    } else if whatsapp_web::is_browser_flatpak(name) || BROWSER_FLATPAKS.contains(&name) {
        words::WEB_BROWSER
    } else if RECORDER_FLATPAKS.contains(&name) {
        words::RECORDER
    } else if METER_FLATPAKS.contains(&name) {
        words::DESKTOP_METER
    } else if name == "net.mkiol.SpeechNote" {
        words::VOICE_ASSISTANT
    } else if name == "com.github.wwmm.easyeffects" {
        words::SOUND_SERVER
    } else {
        words::OTHER_PROGRAM
    }
}

fn of_program(program: &Path, process: &Process) -> Result<Word, Cause> {
    let program = program.to_string_lossy();
    // The program was renewed while it ran.
    let program = program.strip_suffix(" (deleted)").unwrap_or(&program);
    let mut name = name_of(program).to_owned();
    let mut place = program.to_owned();
    let interpreter = name.trim_end_matches(|sign: char| sign == '.' || sign.is_ascii_digit());
    if INTERPRETERS.contains(&interpreter) {
        let process = process.clone().with_command();
        let arguments = process.arguments();
        let Some(script) = arguments.iter().skip(1).find(|argument| argument.starts_with('/')) else {
            return Ok(words::OTHER_PROGRAM);
        };
        place.clone_from(script);
        let script = match name_of(script) {
            "app.asar" | "app" => name_of(script.rsplit_once('/').map_or("", |(folder, _)| folder)),
            script => script.trim_end_matches(".py").trim_end_matches(".asar"),
        };
        script.clone_into(&mut name);
    }
    match of_name(&name) {
        words::OTHER_PROGRAM => Ok(words::OTHER_PROGRAM),
        known if ADMINISTRATORS.iter().any(|start| place.starts_with(start)) => Ok(known),
        _ => Err(Cause::Unsupported),
    }
}

fn name_of(path: &str) -> &str {
    path.rsplit('/').next().unwrap_or_default()
}

/// The kind that the name of a program stands for.
pub(super) fn of_name(name: &str) -> Word {
    if meeting_apps::of_program(name).is_some() {
        words::MEETING_APP
    } else if BROWSERS.contains(&name) {
        words::WEB_BROWSER
    } else if RECORDERS.contains(&name) {
        words::RECORDER
    } else if METERS.contains(&name) {
        words::DESKTOP_METER
    } else if ASSISTANTS.contains(&name) {
        words::VOICE_ASSISTANT
    } else if SOUND_SERVERS.contains(&name) {
        words::SOUND_SERVER
    } else {
        words::OTHER_PROGRAM
    }
}

/// Whether programs of two kinds run: for meetings, and browsers.
pub(super) fn running(host: &Host, processes: &[Process]) -> (bool, bool) {
    let (mut meeting, mut browser) = (false, false);
    for process in processes {
        let name = process.program();
        let interpreter = name.trim_end_matches(|sign: char| sign == '.' || sign.is_ascii_digit());
        let called = of_name(&name);
        if ![words::MEETING_APP, words::WEB_BROWSER].contains(&called) && !INTERPRETERS.contains(&interpreter)
        {
            continue;
        }
        // One that cannot be made sure of may be what it is called.
        match kind(host, process.id()).unwrap_or(called) {
            words::MEETING_APP => meeting = true,
            words::WEB_BROWSER => browser = true,
            _ => {}
        }
    }
    (meeting, browser)
}
