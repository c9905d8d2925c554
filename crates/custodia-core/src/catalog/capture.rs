//! Parameters of `capture`.

use super::{Parameter, ParameterSpec};
use crate::vocabulary::Word;
use crate::vocabulary::capture::{DESKTOP_METER, RECORDER, VOICE_ASSISTANT, WEB_BROWSER};

/// Kinds of programs that may record while no meeting application does.
///
/// A browser asks before a site may record, and meetings are held in browsers; an interview is recorded with a
/// recorder. Whether either records must not be learnt from a verdict, so both are allowed unless a policy says otherwise.
pub const ALLOWED_PROGRAMS: Parameter<Vec<Word>> = Parameter::words(
    "allowed-programs",
    &[WEB_BROWSER, RECORDER, DESKTOP_METER],
    &[WEB_BROWSER, RECORDER, DESKTOP_METER, VOICE_ASSISTANT],
    "Kinds of programs that may use microphone and camera beside meeting applications",
);
pub(super) const PARAMETERS: &[ParameterSpec] = &[ALLOWED_PROGRAMS.spec()];
