//! The services of PAM, which say whom a program asks for a password, and how.
//!
//! Reads a service and what it includes in `/etc/pam.d`, `/usr/lib/pam.d` and `/usr/etc/pam.d`, all of them readable for
//! everybody; files of authselect stand there as links. Cannot see what a module does that is not asked about.

use custodia_core::fact::Cause;

use crate::host::Host;
use crate::platform::linux::files;

/// The largest file that is read here, in bytes.
const LARGEST_FILE: u64 = 256 * 1024;

/// How deep one service may include another.
const DEEPEST_INCLUSION: usize = 8;

/// The most files that a service may be made of.
const MOST_INCLUSIONS: usize = 64;

/// The most lines that a service may have with all that it includes.
const MOST_LINES: usize = 1024;

/// Modules that let nobody in by themselves and that a person passes who may log in at all.
const PASSED_BY_ALL: [&str; 9] = [
    "pam_nologin",
    "pam_env",
    "pam_shells",
    "pam_faildelay",
    "pam_faillock",
    "pam_group",
    "pam_warn",
    "pam_selinux",
    "pam_succeed_if",
];

/// The lines of a kind in a service, such as `auth`, with those of what it includes.
pub(super) fn lines(host: &Host, service: &str, kind: &str) -> Result<Vec<Line>, Cause> {
    let mut stack = Stack { host, kind, files: 0, lines: Vec::new() };
    stack.collect(service, DEEPEST_INCLUSION)?;
    Ok(stack.lines)
}

/// Whether a service lets somebody in without asking for a password: everybody, or the members of a group.
pub(super) fn asks_nothing(host: &Host, service: &str, is_member: impl Fn(&str) -> bool) -> bool {
    for line in lines(host, service, "auth").unwrap_or_default() {
        let suffices = line.control == "sufficient"
            || line.control.split_whitespace().any(|rule| rule == "success=done");
        let group = || {
            line.arguments.windows(3).find_map(|words| match words {
                [user, ingroup, group] if user == "user" && ingroup == "ingroup" => Some(group.as_str()),
                _ => None,
            })
        };
        match line.module.as_str() {
            "pam_permit" if suffices => return true,
            "pam_succeed_if" if suffices && group().is_some_and(&is_member) => return true,
            // From here on a password may be asked for.
            module if !suffices && line.control != "optional" && !PASSED_BY_ALL.contains(&module) => {
                return false;
            }
            _ => {}
        }
    }
    false
}

/// A line of a service: which module is asked, and how.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Line {
    pub(super) control: String,
    pub(super) module: String,
    pub(super) arguments: Vec<String>,
}

/// What a line of a service is.
enum Part {
    Line(Line),
    Inclusion(String),
}

/// The lines of a service and of what it includes, in order.
struct Stack<'a> {
    host: &'a Host,
    kind: &'a str,
    files: usize,
    lines: Vec<Line>,
}

impl Stack<'_> {
    fn collect(&mut self, service: &str, depth: usize) -> Result<(), Cause> {
        if depth == 0 || self.files == MOST_INCLUSIONS {
            return Err(Cause::TooLarge);
        }
        self.files += 1;
        let places = ["/etc/pam.d", "/usr/lib/pam.d", "/usr/etc/pam.d"];
        let paths = places.map(|place| match service.strip_prefix('/') {
            Some(_) => self.host.path(service),
            None => self.host.path(place).join(service),
        });
        let texts = paths.iter().map(|path| files::read_text(path, LARGEST_FILE));
        let found = texts.into_iter().find(|text| *text != Err(Cause::Missing));
        for part in parts(&found.unwrap_or(Err(Cause::Missing))?, self.kind) {
            match part {
                Part::Line(_) if self.lines.len() == MOST_LINES => return Err(Cause::TooLarge),
                Part::Line(line) => self.lines.push(line),
                Part::Inclusion(service) => self.collect(&service, depth - 1)?,
            }
        }
        Ok(())
    }
}

/// The parts of a service that are of a kind.
fn parts(text: &str, kind: &str) -> Vec<Part> {
    let joined = text.replace("\\\r\n", " ").replace("\\\n", " ");
    joined.lines().filter_map(|line| part(line, kind)).take(MOST_LINES).collect()
}

fn part(line: &str, wanted: &str) -> Option<Part> {
    let line = line.split('#').next()?.trim();
    if let Some(service) = line.strip_prefix("@include") {
        return Some(Part::Inclusion(service.trim().to_owned()));
    }
    let (kind, rest) = line.split_once(char::is_whitespace)?;
    if !kind.trim_start_matches('-').eq_ignore_ascii_case(wanted) {
        return None;
    }
    let rest = rest.trim_start();
    let (control, rest) = match rest.strip_prefix('[') {
        Some(bracketed) => bracketed.split_once(']')?,
        None => rest.split_once(char::is_whitespace)?,
    };
    let mut words = rest.split_whitespace().map(str::to_owned);
    let first = words.next()?;
    if control.eq_ignore_ascii_case("include") || control.eq_ignore_ascii_case("substack") {
        return Some(Part::Inclusion(first));
    }
    let module = first.rsplit('/').next().unwrap_or_default().trim_end_matches(".so").to_owned();
    Some(Part::Line(Line { control: control.to_ascii_lowercase(), module, arguments: words.collect() }))
}

/// Reads a text as a service, for the fuzz target.
pub(super) fn fuzz(text: &str) {
    for kind in ["auth", "password"] {
        let _ = parts(text, kind);
    }
}
