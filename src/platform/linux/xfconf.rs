//! Xfce's settings, as xfconfd would give them, without D-Bus.
//!
//! Reads the list of accounts, and the file of a channel in the configuration directories of the system and of the person, all of them
//! readable for the person, and joins them as xfconfd does: the file of the person counts most, and what a file of
//! the system locks for the person (`locked`, `unlocked` at the channel or a property) stays as it is.
//!
//! Cannot see what xfconfd has not yet written to disk (some seconds), nor who is in a group (`@group`) that a
//! lock names: then what the lock covers is unsupported.

use std::collections::BTreeMap;

use custodia_core::fact::{Cause, Evidence, Fact};
use custodia_core::vocabulary::Source;
use custodia_core::vocabulary::screen_lock::{DOCUMENTED_DEFAULT, XFCONF_SYSTEM, XFCONF_USER};

use super::account::Account;
use super::files;
use crate::harden::Typed;
use crate::host::Host;

/// The largest file of a channel that is read, in bytes.
const LARGEST_FILE: u64 = 1024 * 1024;

/// The most properties that may lie within each other.
const DEEPEST: usize = 64;

/// The types of properties; what is of another type makes xfconfd stop reading.
const TYPES: [&str; 14] = [
    "empty", "string", "uchar", "char", "uint", "int", "uint64", "int64", "float", "double", "bool", "array",
    "int16", "uint16",
];

/// The text is not what xfconfd reads, at least not to its end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Damaged;

/// One file, as it stands.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct File {
    locks: Locks,
    properties: Vec<Property>,
}

/// For whom something is locked or not, as names apart by semicolons.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Locks {
    locked: Option<String>,
    unlocked: Option<String>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
struct Property {
    path: String,
    value: Option<Value>,
    locks: Locks,
}

/// A value of one of the types that the checks read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Value {
    /// Type `bool`.
    Boolean(bool),
    /// Type `int`.
    Number(i32),
    /// Any other type, which no check reads.
    Other,
}

/// Whether something is locked for the person.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Lock {
    #[default]
    Open,
    Locked,
    /// It depends on groups that are not read.
    Doubtful,
}

/// All files of a channel, joined.
#[derive(Debug, Default)]
pub(crate) struct Channel {
    entries: BTreeMap<String, Entry>,
    lock: Lock,
    unread: Option<(Cause, Source)>,
    /// Whether there is any file of the channel.
    pub(crate) exists: bool,
}

#[derive(Clone, Debug)]
struct Entry {
    value: Option<(Value, Source)>,
    lock: Lock,
}

impl Channel {
    /// Reads a channel, such as `xfce4-screensaver`.
    pub(crate) fn open(host: &Host, name: &str) -> Self {
        let mut channel = Self::default();
        let path = format!("xfce4/xfconf/xfce-perchannel-xml/{name}.xml");
        let person = Account::of(host).ok().map(|account| account.name);
        let person = person.as_deref();
        for directory in host.config_dirs().iter().rev() {
            channel.add(files::read_text(&directory.join(&path), LARGEST_FILE), XFCONF_SYSTEM, person);
        }
        if channel.lock != Lock::Locked {
            channel.add(files::read_text(&host.config_home().join(&path), LARGEST_FILE), XFCONF_USER, person);
        }
        channel
    }

    fn add(&mut self, content: Result<String, Cause>, source: Source, person: Option<&str>) {
        let file = match content {
            Ok(text) => parse(&text).map_err(|Damaged| Cause::Malformed),
            Err(Cause::Missing) => return,
            Err(cause) => Err(cause),
        };
        self.exists = true;
        match file {
            Ok(file) if source == XFCONF_SYSTEM => self.join_system(file, person),
            Ok(file) => self.join_user(file),
            Err(cause) => self.unread = Some((cause, source)),
        }
    }

    /// A channel that gets locked starts anew; in one that is locked, a file that is open to the person does not count.
    fn join_system(&mut self, file: File, person: Option<&str>) {
        if let Some(lock) = file.locks.of(person) {
            match (self.lock, lock) {
                (Lock::Locked, Lock::Open) => return,
                (Lock::Open, Lock::Locked) => {
                    self.entries.clear();
                    self.lock = Lock::Locked;
                }
                (Lock::Doubtful, _) | (_, Lock::Doubtful) => self.lock = Lock::Doubtful,
                (Lock::Open, Lock::Open) | (Lock::Locked, Lock::Locked) => {}
            }
        }
        for property in file.properties {
            let lock = property.locks.of(person);
            let entry = self.entries.entry(property.path).or_insert(Entry { value: None, lock: Lock::Open });
            entry.value = property.value.map(|value| (value, XFCONF_SYSTEM));
            entry.lock = lock.unwrap_or(entry.lock);
        }
    }

    fn join_user(&mut self, file: File) {
        // There xfconfd stops reading.
        let locks = |locks: &Locks| *locks != Locks::default();
        if locks(&file.locks) || file.properties.iter().any(|property| locks(&property.locks)) {
            self.unread = Some((Cause::Malformed, XFCONF_USER));
            return;
        }
        for property in file.properties {
            let entry = self.entries.entry(property.path).or_insert(Entry { value: None, lock: Lock::Open });
            // The value of the system stays behind one that is not set.
            if entry.lock != Lock::Locked
                && let Some(value) = property.value
            {
                entry.value = Some((value, XFCONF_USER));
            }
        }
    }

    /// A property of type `bool`, or the default of the program.
    pub(crate) fn boolean(&self, path: &str, default: bool) -> Fact<bool> {
        self.value(path, default, |value| match value {
            Value::Boolean(value) => Some(value),
            Value::Number(_) | Value::Other => None,
        })
    }

    /// A property of type `int`, or the default of the program.
    pub(crate) fn number(&self, path: &str, default: i32) -> Fact<i32> {
        self.value(path, default, |value| match value {
            Value::Number(value) => Some(value),
            Value::Boolean(_) | Value::Other => None,
        })
    }

    /// What the person's own file holds for a property, whatever applies in the end.
    ///
    /// A value of a type that no check reads is unsupported.
    pub(crate) fn own(&self, path: &str) -> Result<Option<Typed>, Cause> {
        if let Some((cause, _)) = self.unread {
            return Err(cause);
        }
        let value = self.entries.get(path).and_then(|entry| entry.value);
        match value.filter(|(_, source)| *source == XFCONF_USER) {
            Some((Value::Boolean(value), _)) => Ok(Some(Typed::Boolean(value))),
            Some((Value::Number(value), _)) => Ok(Some(Typed::Signed(value))),
            Some((Value::Other, _)) => Err(Cause::Unsupported),
            None => Ok(None),
        }
    }

    fn value<T>(&self, path: &str, default: T, of_type: fn(Value) -> Option<T>) -> Fact<T> {
        if let Some((cause, source)) = self.unread {
            return Fact::unknown(cause, source);
        }
        let entry = self.entries.get(path);
        let lock = entry.map_or(Lock::Open, |entry| entry.lock);
        if [self.lock, lock].contains(&Lock::Doubtful) {
            return Fact::unknown(Cause::Unsupported, XFCONF_SYSTEM);
        }
        let enforced = [self.lock, lock].contains(&Lock::Locked);
        let evidence = |evidence: Evidence| if enforced { evidence.enforced() } else { evidence };
        match entry.and_then(|entry| entry.value) {
            Some((value, source)) => of_type(value).map_or_else(
                // Xfce's programs take the default then; nobody can have meant it.
                || Fact::unknown(Cause::Malformed, source),
                |value| Fact::known(value, evidence(Evidence::set(source))),
            ),
            None => Fact::known(default, evidence(Evidence::default_of(DOCUMENTED_DEFAULT))),
        }
    }
}

impl Locks {
    /// Whether they lock for a person; nothing where nothing is said. Who may unlock counts before who may not.
    fn of(&self, person: Option<&str>) -> Option<Lock> {
        let (list, of_those) = match (&self.unlocked, &self.locked) {
            (Some(list), _) => (list, Lock::Open),
            (None, Some(list)) => (list, Lock::Locked),
            (None, None) => return None,
        };
        let names = || list.split(';').filter(|name| !name.is_empty());
        Some(match person {
            Some(person) if names().any(|name| name == person) => of_those,
            _ if names().any(|name| name.starts_with('@')) => Lock::Doubtful,
            Some(_) if of_those == Lock::Open => Lock::Locked,
            Some(_) => Lock::Open,
            None => Lock::Doubtful,
        })
    }
}

/// Reads the text of one file.
pub(crate) fn parse(text: &str) -> Result<File, Damaged> {
    let mut file = File::default();
    let mut open: Vec<&str> = Vec::new();
    let mut path: Vec<usize> = Vec::new();
    let mut current = String::new();
    let mut ended = false;
    let mut rest = text;
    while let Some(tag) = next_tag(&mut rest)? {
        if tag.is_closing {
            if open.pop() != Some(tag.name) {
                return Err(Damaged);
            }
        } else {
            match (open.last().copied(), tag.name) {
                (None, "channel") if !ended => file.locks = channel(&tag)?,
                (Some("channel" | "property"), "property") => {
                    path.push(current.len());
                    current.push('/');
                    current.push_str(tag.attribute("name").ok_or(Damaged)?);
                    file.properties.push(property(&current, &tag)?);
                }
                (Some("property"), "value") => {}
                _ => return Err(Damaged),
            }
            open.push(tag.name);
            if open.len() > DEEPEST {
                return Err(Damaged);
            }
            if !tag.is_empty {
                continue;
            }
            open.pop();
        }
        if tag.name == "property" {
            current.truncate(path.pop().unwrap_or(0));
        }
        ended |= open.is_empty();
    }
    if ended && open.is_empty() { Ok(file) } else { Err(Damaged) }
}

fn channel(tag: &Tag<'_>) -> Result<Locks, Damaged> {
    tag.only(&["name", "version", "locked", "unlocked"])?;
    let version = tag.attribute("version").ok_or(Damaged)?;
    match (tag.attribute("name"), version.split('.').next()) {
        (Some(_), Some("1")) => Ok(tag.locks()),
        _ => Err(Damaged),
    }
}

fn property(path: &str, tag: &Tag<'_>) -> Result<Property, Damaged> {
    tag.only(&["name", "type", "value", "locked", "unlocked"])?;
    let kind = tag.attribute("type").filter(|kind| TYPES.contains(kind)).ok_or(Damaged)?;
    let value = match (kind, tag.attributes.iter().rev().find(|(name, _)| *name == "value")) {
        ("empty", _) => None,
        ("bool", Some((_, text))) => Some(Value::Boolean(match text.as_str() {
            "true" => true,
            "false" => false,
            _ => return Err(Damaged),
        })),
        ("int", Some((_, text))) => Some(Value::Number(number(text).ok_or(Damaged)?)),
        ("bool" | "int", None) => return Err(Damaged),
        _ => Some(Value::Other),
    };
    Ok(Property { path: path.to_owned(), value, locks: tag.locks() })
}

/// A number as C reads it: after white space and a sign, in the base that its beginning tells.
fn number(text: &str) -> Option<i32> {
    let text = text.trim_start();
    let (sign, digits) = match text.strip_prefix('-') {
        Some(digits) => (-1, digits),
        None => (1, text.strip_prefix('+').unwrap_or(text)),
    };
    let (digits, base) = match digits.strip_prefix("0x").or_else(|| digits.strip_prefix("0X")) {
        Some(digits) => (digits, 16),
        None if digits.len() > 1 && digits.starts_with('0') => (digits, 8),
        None => (digits, 10),
    };
    if !digits.starts_with(|first: char| first.is_ascii_hexdigit()) {
        return None;
    }
    i32::try_from(i64::from_str_radix(digits, base).ok()?.checked_mul(sign)?).ok()
}

struct Tag<'text> {
    name: &'text str,
    attributes: Vec<(&'text str, String)>,
    is_closing: bool,
    is_empty: bool,
}

impl Tag<'_> {
    /// An attribute that is not empty; the last one of a name counts.
    fn attribute(&self, name: &str) -> Option<&str> {
        let found = self.attributes.iter().rev().find(|(other, _)| *other == name);
        found.map(|(_, value)| value.as_str()).filter(|value| !value.is_empty())
    }

    fn only(&self, names: &[&str]) -> Result<(), Damaged> {
        let known = self.attributes.iter().all(|(name, _)| names.contains(name));
        if known { Ok(()) } else { Err(Damaged) }
    }

    fn locks(&self) -> Locks {
        let list = |name| self.attribute(name).map(str::to_owned);
        Locks { locked: list("locked"), unlocked: list("unlocked") }
    }
}

/// The next tag; what stands between tags, comments and instructions are passed over.
fn next_tag<'text>(rest: &mut &'text str) -> Result<Option<Tag<'text>>, Damaged> {
    loop {
        let Some((before, after)) = rest.split_once('<') else {
            let ends = rest.trim().is_empty();
            return if ends { Ok(None) } else { Err(Damaged) };
        };
        if !before.trim().is_empty() {
            return Err(Damaged);
        }
        let end_of = |end: &str| after.find(end).map(|at| at + end.len()).ok_or(Damaged);
        let skipped = if after.starts_with('?') {
            end_of("?>")?
        } else if after.starts_with("!--") {
            end_of("-->")?
        } else if after.starts_with('!') {
            return Err(Damaged);
        } else {
            *rest = after;
            return tag(rest).map(Some);
        };
        *rest = &after[skipped..];
    }
}

fn tag<'text>(rest: &mut &'text str) -> Result<Tag<'text>, Damaged> {
    let is_closing = take(rest, "/");
    let name = word(rest)?;
    let mut attributes = Vec::new();
    loop {
        let blank = rest.starts_with(|sign: char| sign.is_ascii_whitespace());
        *rest = rest.trim_ascii_start();
        if take(rest, ">") {
            return Ok(Tag { name, attributes, is_closing, is_empty: false });
        }
        if !is_closing && take(rest, "/>") {
            return Ok(Tag { name, attributes, is_closing, is_empty: true });
        }
        if is_closing || !blank {
            return Err(Damaged);
        }
        let attribute = word(rest)?;
        *rest = rest.trim_ascii_start();
        if !take(rest, "=") {
            return Err(Damaged);
        }
        *rest = rest.trim_ascii_start();
        let quote = rest.chars().next().filter(|quote| ['"', '\''].contains(quote)).ok_or(Damaged)?;
        let (value, after) = rest[1..].split_once(quote).ok_or(Damaged)?;
        attributes.push((attribute, unescape(value)?));
        *rest = after;
    }
}

fn take(rest: &mut &str, prefix: &str) -> bool {
    rest.strip_prefix(prefix).map(|after| *rest = after).is_some()
}

fn word<'text>(rest: &mut &'text str) -> Result<&'text str, Damaged> {
    let end = rest
        .find(|sign: char| !sign.is_alphanumeric() && !"_-.:".contains(sign))
        .filter(|end| *end > 0)
        .ok_or(Damaged)?;
    let (word, after) = rest.split_at(end);
    *rest = after;
    Ok(word)
}

fn unescape(text: &str) -> Result<String, Damaged> {
    if text.contains('<') {
        return Err(Damaged);
    }
    let mut out = String::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('&') {
        let (name, after) = after.split_once(';').ok_or(Damaged)?;
        out.push_str(before);
        out.push(match name {
            "amp" => '&',
            "lt" => '<',
            "gt" => '>',
            "quot" => '"',
            "apos" => '\'',
            _ => {
                let code = match name.strip_prefix("#x") {
                    Some(digits) => u32::from_str_radix(digits, 16),
                    None => name.strip_prefix('#').ok_or(Damaged)?.parse(),
                };
                code.ok().and_then(char::from_u32).ok_or(Damaged)?
            }
        });
        rest = after;
    }
    out.push_str(rest);
    Ok(out)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const GOOD: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
<!-- a comment -->
<channel name="xfce4-screensaver" version="1.0">
  <property name="saver" type="empty">
    <property name="enabled" type="bool" value="true"/>
    <property name='idle-activation' type='empty'>
      <property name="delay" type="int" value="5"></property>
    </property>
    <property name="themes" type="array"><value type="string" value="a &amp; b"/></property>
  </property>
</channel>
"#;

    fn value(text: &str, path: &str) -> Result<Option<Value>, Damaged> {
        let file = parse(text)?;
        Ok(file.properties.into_iter().rfind(|property| property.path == path).and_then(|found| found.value))
    }

    #[test]
    fn properties_are_found_at_their_paths() {
        assert_eq!(value(GOOD, "/saver/enabled"), Ok(Some(Value::Boolean(true))));
        assert_eq!(value(GOOD, "/saver/idle-activation/delay"), Ok(Some(Value::Number(5))));
        assert_eq!(value(GOOD, "/saver/themes"), Ok(Some(Value::Other)));
        assert_eq!(value(GOOD, "/saver"), Ok(None));
        assert_eq!(value(GOOD, "/delay"), Ok(None));
    }

    #[test]
    fn numbers_are_read_as_c_reads_them() {
        for (text, expected) in [
            ("7", Some(7)),
            (" +7", Some(7)),
            ("-7", Some(-7)),
            ("010", Some(8)),
            ("0x10", Some(16)),
            ("0", Some(0)),
            ("", None),
            ("5.5", None),
            ("5 ", None),
            ("08", None),
            ("--5", None),
            ("99999999999", None),
        ] {
            assert_eq!(number(text), expected, "{text}");
        }
    }

    #[test]
    fn truncated_file_is_damaged() {
        let end = GOOD.trim_end().len();
        for length in 0..end {
            assert_eq!(parse(&GOOD[..length]), Err(Damaged), "{length}");
        }
    }

    #[test]
    fn what_xfconfd_refuses_is_damaged() {
        let within = |text: &str| format!("<channel name=\"c\" version=\"1.0\">{text}</channel>");
        assert!(parse(&within("")).is_ok());
        for text in [
            String::new(),
            "delay=5".to_owned(),
            "<channel name=\"c\" version=\"2.0\"/>".to_owned(),
            "<channel name=\"c\"/>".to_owned(),
            "<property name=\"a\" type=\"int\" value=\"5\"/>".to_owned(),
            within("<property name=\"a\" type=\"int\" value=\"five\"/>"),
            within("<property name=\"a\" type=\"bool\" value=\"TRUE\"/>"),
            within("<property name=\"a\" type=\"bool\"/>"),
            within("<property name=\"a\" type=\"boolean\" value=\"true\"/>"),
            within("<property name=\"a\" value=\"5\"/>"),
            within("<property type=\"int\" value=\"5\"/>"),
            within("<property name=\"a\" type=\"int\" value=\"5\" colour=\"red\"/>"),
            within("<property name=\"a\" type=\"int\" value=5/>"),
            within("<property name=\"a\" type=\"int\" value=\"&five;\"/>"),
            within("<other/>"),
            format!("{}{}", within(""), within("")),
            within(&"<property name=\"a\" type=\"empty\">".repeat(100)),
        ] {
            assert_eq!(parse(&text), Err(Damaged), "{text}");
        }
    }

    proptest! {
        #[test]
        fn any_text_is_read_to_an_end(text in "(<|>|/|=|\"|'|&|;|#|!|-|\\?|channel|property|value|name|type| |\n|é|.){0,80}") {
            let _ = parse(&text);
        }

        #[test]
        fn any_change_of_a_good_file_is_read_to_an_end(at in 0..GOOD.len(), with in "[<>/=\"&;a ]{0,3}") {
            let mut text = GOOD.to_owned();
            text.replace_range(at..=at, &with);
            let _ = parse(&text);
        }
    }
}
