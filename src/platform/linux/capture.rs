//! Facts of the `capture` check on Linux.
//!
//! Reads what the kernel tells everybody of sound cards (`/proc/asound`) and cameras (`/sys/class/video4linux`), and
//! of the person's own processes (`/proc/PID`) only while something records; asks the person's PipeWire server, where
//! it runs, for whom it records. Needs no permission. Cannot see which program of another person records, a
//! Bluetooth microphone where PulseAudio serves it, or what a program that is its own sound server does. Never reads
//! which meeting it is, the title of a window, or anything of what is recorded.

use std::collections::BTreeSet;

use custodia_core::fact::{Cause, Facts};
use custodia_core::vocabulary::Word;
use custodia_core::vocabulary::capture as words;

use super::{known, live, processes, session};
use crate::host::Host;

mod alsa;
mod cameras;
mod pipewire;
mod programs;

use cameras::{Camera, State};
use pipewire::{Recorder, Recorders};
use processes::Process;

/// The kind of a program, or why it could not be told.
type Kind = Result<Word, Cause>;

pub(crate) fn capture(host: &Host) -> Facts {
    let served = pipewire::recorders(host);
    let microphones =
        if session::is_subsystem(host) { Err(Cause::Unsupported) } else { alsa::microphones(host) };
    let cameras = cameras::cameras(host);
    let mut own = Own { host, processes: None };

    let sound = sound(host, microphones.as_ref().map_or(&[][..], |found| &found.owners), served.as_ref());
    let (pictures, untold) = match &cameras {
        Ok(cameras) => pictures(&mut own, cameras, served.as_ref()),
        Err(cause) => (BTreeSet::new(), Some(*cause)),
    };
    let of_server = served.as_ref().and_then(|answer| answer.as_ref().err().copied());
    let sound_untold = microphones.as_ref().err().copied().or(of_server);

    let mut facts = Facts::new();
    facts.put(words::MICROPHONES, known(microphones.map(|found| found.count), words::SOUND_CARDS));
    let count = cameras.map(|cameras| u64::try_from(cameras.len()).unwrap_or(u64::MAX));
    facts.put(words::CAMERAS, known(count, words::CAMERA_DEVICES));
    facts.put(words::MICROPHONE_IN_USE, known(in_use(&sound, sound_untold), words::SOUND_CARDS));
    facts.put(words::CAMERA_IN_USE, known(in_use(&pictures, untold), words::CAMERA_DEVICES));
    let uses = sound.iter().map(|kind| (words::MICROPHONE, *kind));
    let uses: Vec<(Word, Kind)> = uses.chain(pictures.iter().map(|kind| (words::CAMERA, *kind))).collect();
    for (item, (device, program)) in (0_u16..).zip(&uses) {
        let source = if *device == words::CAMERA { words::CAMERA_DEVICES } else { words::SOUND_CARDS };
        facts.put_item(item, words::DEVICE, live(*device, source));
        facts.put_item(item, words::PROGRAM, known(*program, words::RUNNING_PROGRAMS));
    }
    if !uses.is_empty() {
        let running = own.processes().map(|processes| programs::running(host, processes));
        facts.put(
            words::MEETING_APP_RUNNING,
            known(running.map(|(meeting, _)| meeting), words::RUNNING_PROGRAMS),
        );
        facts
            .put(words::BROWSER_RUNNING, known(running.map(|(_, browser)| browser), words::RUNNING_PROGRAMS));
    }
    facts
}

/// The person's processes, listed when they are first asked for.
struct Own<'a> {
    host: &'a Host,
    processes: Option<Result<Vec<Process>, Cause>>,
}

impl Own<'_> {
    fn processes(&mut self) -> Result<&[Process], Cause> {
        let read = || processes::of_user(self.host, self.host.user());
        self.processes.get_or_insert_with(read).as_deref().map_err(|cause| *cause)
    }
}

fn in_use(uses: &BTreeSet<Kind>, untold: Option<Cause>) -> Result<bool, Cause> {
    match untold {
        Some(cause) if uses.is_empty() => Err(cause),
        _ => Ok(!uses.is_empty()),
    }
}

/// The kinds of the programs that record sound.
fn sound(host: &Host, owners: &[u32], served: Option<&Result<Recorders, Cause>>) -> BTreeSet<Kind> {
    let listeners = served.and_then(|answer| answer.as_ref().ok()).map(|recorders| &recorders.sound);
    // A Bluetooth microphone has no sound card: what PipeWire says counts by itself.
    let mut kinds: BTreeSet<Kind> =
        listeners.into_iter().flatten().map(|recorder| of_recorder(host, recorder)).collect();
    for owner in owners {
        match programs::kind(host, *owner) {
            Ok(words::SOUND_SERVER) if programs::is_of_person(host, *owner) => {
                if listeners.is_none_or(BTreeSet::is_empty) {
                    kinds.insert(Ok(words::SOUND_SERVER));
                }
            }
            kind => {
                kinds.insert(kind);
            }
        }
    }
    kinds
}

/// The kinds of the programs that take pictures, and why those of some cameras could not be told.
fn pictures(
    own: &mut Own<'_>,
    cameras: &[Camera],
    served: Option<&Result<Recorders, Cause>>,
) -> (BTreeSet<Kind>, Option<Cause>) {
    let host = own.host;
    let viewers = served.and_then(|answer| answer.as_ref().ok()).map(|recorders| &recorders.pictures);
    let mut kinds: BTreeSet<Kind> =
        viewers.into_iter().flatten().map(|recorder| of_recorder(host, recorder)).collect();
    let mut untold = None;
    for camera in cameras.iter().filter(|camera| camera.state != State::Idle) {
        let holders = match own.processes() {
            Ok(processes) => cameras::holders(camera, processes),
            Err(cause) => {
                untold = Some(cause);
                continue;
            }
        };
        let mut held = false;
        for holder in holders.iter().filter(|holder| holder.program() != programs::MANAGER) {
            match programs::kind(host, holder.id()) {
                // It opens a camera also to learn what it can do.
                Ok(words::SOUND_SERVER) => {
                    held |= viewers.is_none_or(|viewers| !viewers.is_empty());
                    if viewers.is_none() {
                        kinds.insert(Ok(words::SOUND_SERVER));
                    }
                }
                kind => {
                    held = true;
                    kinds.insert(kind);
                }
            }
        }
        match (held, camera.state) {
            (true, _) => {}
            (false, State::Streaming) => {
                kinds.insert(Err(Cause::Denied));
            }
            // Other people's processes cannot be asked.
            (false, State::Untold | State::Idle) => untold = Some(Cause::Denied),
        }
    }
    (kinds, untold)
}

fn of_recorder(host: &Host, recorder: &Recorder) -> Kind {
    match (&recorder.application, recorder.process) {
        (Some(application), _) => Ok(programs::of_flatpak(application)),
        (None, Some(process)) => programs::kind(host, process),
        (None, None) => Err(Cause::Missing),
    }
}

/// Readers of what others write, for the fuzz targets alone.
pub(super) mod fuzzing {
    pub(crate) use super::pipewire::fuzz as pipewire;
}
