//! Which cameras there are and whether they take pictures, as far as the kernel tells everybody.
//!
//! Reads the names and links in `/sys/class/video4linux`, udev's record of each device in `/run/udev/data`, the state
//! of the USB interface or device behind it, and which devices the person's own processes hold open
//! (`/proc/PID/fd`). Cannot see what other people's processes hold open; the state of a USB camera tells of those too.

use std::path::{Path, PathBuf};

use custodia_core::fact::Cause;

use crate::host::Host;
use crate::platform::linux::files;
use crate::platform::linux::processes::Process;

/// The longest single value below `/sys` or record of udev that is read, in bytes.
const LONGEST_VALUE: u64 = 16 * 1024;

/// The most devices, and interfaces of one device, that are looked at.
const MOST_DEVICES: usize = 256;

/// The most open files of one process that are looked at.
const MOST_OPEN_FILES: usize = 4096;

/// A camera.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Camera {
    /// The device behind it.
    device: PathBuf,
    /// The devices below `/dev` through which programs reach it.
    nodes: Vec<String>,
    pub(super) state: State,
}

/// Whether a camera takes pictures.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum State {
    /// It does not, whoever may hold it open.
    Idle,
    /// It does, for whomever.
    Streaming,
    /// The kernel does not tell.
    Untold,
}

/// The cameras of the machine.
pub(super) fn cameras(host: &Host) -> Result<Vec<Camera>, Cause> {
    let class = host.path("/sys/class/video4linux");
    let names = match entries(&class) {
        Ok(names) => names,
        Err(Cause::Missing) if host.path("/sys/class").is_dir() => return Ok(Vec::new()),
        Err(cause) => return Err(cause),
    };
    let mut cameras: Vec<Camera> = Vec::new();
    for name in names.iter().filter(|name| name.starts_with("video")) {
        let link = class.join(name);
        // What a virtual camera shows comes from a program, not from a room.
        let is_virtual = fs_err::read_link(&link)
            .is_ok_and(|target| target.to_string_lossy().contains("/devices/virtual/"));
        if is_virtual {
            continue;
        }
        let takes_pictures = is_capture(host, &link)?;
        let interface = link.join("device");
        let is_usb = interface.join("bInterfaceNumber").exists();
        let device = if is_usb { interface.join("..") } else { interface };
        let device = fs_err::canonicalize(device).map_err(|error| files::cause(error.kind()))?;
        let node = format!("/dev/{name}");
        match cameras.iter_mut().find(|camera| camera.device == device) {
            Some(camera) => camera.nodes.push(node),
            // The further nodes of a camera, such as the one for its times, come after the first.
            None if takes_pictures => {
                let state = if is_usb { usb_state(&device)? } else { power_state(&device) };
                cameras.push(Camera { device, nodes: vec![node], state });
            }
            None => {}
        }
    }
    Ok(cameras)
}

/// Whether a device gives pictures, rather than taking or converting them.
fn is_capture(host: &Host, link: &Path) -> Result<bool, Cause> {
    let number = files::read_text(&link.join("dev"), LONGEST_VALUE)?;
    let Some((major, minor)) = number.trim().split_once(':') else { return Err(Cause::Malformed) };
    let (major, minor): (u32, u32) = match (major.parse(), minor.parse()) {
        (Ok(major), Ok(minor)) => (major, minor),
        _ => return Err(Cause::Malformed),
    };
    match files::read_text(&host.path(&format!("/run/udev/data/c{major}:{minor}")), LONGEST_VALUE) {
        Ok(record) if record.contains("E:ID_V4L_CAPABILITIES=") => Ok(record
            .lines()
            .filter_map(|line| line.strip_prefix("E:ID_V4L_CAPABILITIES="))
            .any(|capabilities| capabilities.split(':').any(|capability| capability == "capture"))),
        // Without udev, what can be told is which node is the device's first.
        _ => Ok(files::read_text(&link.join("index"), LONGEST_VALUE).is_ok_and(|index| index.trim() == "0")),
    }
}

/// The state of a USB camera: its interfaces for video need bandwidth only while it takes pictures.
///
/// Class 0x0e, subclass 0x02 is `VideoStreaming`. With isochronous transfers, its setting 0 has no endpoints and is
/// taken whenever the camera rests (USB Device Class Definition for Video Devices 1.5, 2.4.3). With bulk transfers
/// there is one setting only, which tells nothing.
fn usb_state(device: &Path) -> Result<State, Cause> {
    if power_state(device) == State::Idle {
        return Ok(State::Idle);
    }
    let mut state = State::Idle;
    let mut seen = false;
    for name in entries(device)?.iter().filter(|name| name.contains(':')) {
        let value = |file: &str| {
            files::read_text(&device.join(name).join(file), LONGEST_VALUE).map(|text| text.trim().to_owned())
        };
        if value("bInterfaceClass").as_deref() != Ok("0e")
            || value("bInterfaceSubClass").as_deref() != Ok("02")
        {
            continue;
        }
        seen = true;
        match (value("bAlternateSetting")?.parse::<u8>(), value("bNumEndpoints")?.as_str()) {
            (Ok(0), "00") => {}
            (Ok(0), _) => state = State::Untold,
            (Ok(_), _) => return Ok(State::Streaming),
            (Err(_), _) => return Err(Cause::Malformed),
        }
    }
    Ok(if seen { state } else { State::Untold })
}

/// A device that the kernel put to sleep takes no pictures.
fn power_state(device: &Path) -> State {
    let status = files::read_text(&device.join("power/runtime_status"), LONGEST_VALUE);
    if status.is_ok_and(|status| status.trim() == "suspended") { State::Idle } else { State::Untold }
}

/// Those of the processes that hold a camera open.
pub(super) fn holders<'a>(camera: &Camera, processes: &'a [Process]) -> Vec<&'a Process> {
    processes.iter().filter(|process| holds(process, &camera.nodes)).collect()
}

fn holds(process: &Process, nodes: &[String]) -> bool {
    let Ok(open) = fs_err::read_dir(process.directory.join("fd")) else { return false };
    open.take(MOST_OPEN_FILES).flatten().any(|file| {
        fs_err::read_link(file.path())
            .is_ok_and(|target| target.to_str().is_some_and(|target| nodes.iter().any(|node| node == target)))
    })
}

fn entries(folder: &Path) -> Result<Vec<String>, Cause> {
    let list = fs_err::read_dir(folder).map_err(|error| files::cause(error.kind()))?;
    let mut names: Vec<String> = list
        .take(MOST_DEVICES)
        .flatten()
        .map(|entry| entry.file_name().to_string_lossy().into_owned())
        .collect();
    names.sort_by_key(|name| (name.len(), name.clone()));
    Ok(names)
}
