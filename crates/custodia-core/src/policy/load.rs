//! Policy files.
use super::{Diagnostic, Policy};
/// Loaded.
#[derive(Debug)]
pub struct Loaded { /// p
pub policy: Option<Policy>, /// d
pub diagnostics: Vec<Diagnostic> }
/// Load.
pub fn load(_text: &str) -> Loaded { Loaded { policy: None, diagnostics: Vec::new() } }
