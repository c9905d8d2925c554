//! The vocabulary of the `capture` check.
//!
//! What records, on what and for whom tells when a person works and what they do, so it stays on the device: a
//! report says of it no more than the verdict.

use super::{FactName, FactSpec, Lists, ReasonId, ReasonSpec, RemedyId, Source, Word, facts, reasons, words};

words! { Word WORDS {
    /// A microphone, or another input for sound.
    MICROPHONE = "microphone",
    /// A camera.
    CAMERA = "camera",
    /// A program for meetings or messages.
    MEETING_APP = "meeting-app",
    /// A browser of the web, in which meetings may be held.
    WEB_BROWSER = "web-browser",
    /// A program with which a person records.
    RECORDER = "recorder",
    /// A program that listens for spoken orders or writes down what is said.
    VOICE_ASSISTANT = "voice-assistant",
    /// The desktop itself: its settings and its meters of the level of sound.
    DESKTOP_METER = "desktop-meter",
    /// The server through which programs reach sound and video; for which of them it records is not known.
    SOUND_SERVER = "sound-server",
    /// None of these.
    OTHER_PROGRAM = "other-program",
}}

words! { Source SOURCES {
    /// The kernel's list of sound cards and of what they do.
    SOUND_CARDS = "sound-cards",
    /// The kernel's list of cameras, and what it says about their connection.
    CAMERA_DEVICES = "camera-devices",
    /// What the kernel says about running programs.
    RUNNING_PROGRAMS = "running-programs",
}}

facts! { FACTS {
    /// The number of sound cards that can record.
    MICROPHONES: u64 = "capture.microphones",
    /// The number of cameras.
    CAMERAS: u64 = "capture.cameras",
    /// Whether something records sound at the moment.
    MICROPHONE_IN_USE: bool = "capture.microphone-in-use" stays_on_the_device,
    /// Whether something takes pictures at the moment.
    CAMERA_IN_USE: bool = "capture.camera-in-use" stays_on_the_device,
    /// What one program uses at the moment.
    DEVICE: Word = "capture.device" stays_on_the_device,
    /// What kind of program it is.
    PROGRAM: Word = "capture.program" stays_on_the_device,
    /// Whether a program for meetings or messages runs, whether or not it records.
    MEETING_APP_RUNNING: bool = "capture.meeting-app-running" stays_on_the_device,
    /// Whether a browser runs, in which a meeting may be held.
    BROWSER_RUNNING: bool = "capture.browser-running" stays_on_the_device,
}}

reasons! { REASONS {
    /// The device has neither microphone nor camera.
    NOTHING_TO_RECORD_WITH = "capture-nothing-to-record-with" [],
    /// Nothing records that should not.
    AS_EXPECTED = "capture-as-expected" [],
    /// Something records, and no meeting is under way.
    WITHOUT_MEETING = "capture-without-meeting" [],
    /// Something records; for whom could not be told.
    NOT_ATTRIBUTED = "capture-not-attributed" [],
    /// Whether something records could not be told.
    NOT_TOLD = "capture-not-told" [],
    /// What uses the microphone or camera.
    IN_USE_BY = "capture-in-use-by" ["device", "program"] stays_on_the_device,
    /// Something uses the microphone or camera, and its kind is not known.
    IN_USE_BY_UNKNOWN = "capture-in-use-by-unknown" ["device"] stays_on_the_device,
}}

words! { RemedyId REMEDIES {
    /// Find out what records and end it.
    END_RECORDING = "capture-end-recording",
    /// Look at the indicators of the desktop.
    LOOK_AT_INDICATORS = "capture-look-at-indicators",
}}

/// The lists of this check.
pub static LISTS: Lists =
    Lists { words: WORDS, sources: SOURCES, facts: FACTS, reasons: REASONS, remedies: REMEDIES };
