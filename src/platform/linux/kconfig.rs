//! KDE's configuration files, as KConfig would read them, without writing any.
//!
//! Reads one file name in the configuration directories of the system and of the person, all of them readable
//! for the person, and joins them as KConfig does: the file of the person counts most, and what a less important file
//! marks immutable (`[$i]` at a key, a group or the whole file) stays as it is.
//!
//! Cannot see what a value becomes by expansion (`[$e]` with a `$` in it), nor which of several languages
//! applies to a key with translations: both are unsupported.

use std::collections::{BTreeMap, BTreeSet};

use custodia_core::fact::{Cause, Evidence, Fact};
use custodia_core::vocabulary::Source;
use custodia_core::vocabulary::screen_lock::{DOCUMENTED_DEFAULT, KCONFIG_SYSTEM, KCONFIG_USER};

use super::files;
use crate::host::Host;

/// The largest configuration file that is read, in bytes.
const LARGEST_FILE: u64 = 1024 * 1024;

/// The longest group name that is kept, in bytes; no group that is read has one as long.
const LONGEST_GROUP: usize = 128;

/// Separates the names of nested groups.
const NESTED: char = '\u{1d}';

/// One file, as it stands.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct File {
    immutable: bool,
    immutable_groups: BTreeSet<String>,
    entries: Vec<(Place, Entry)>,
}

#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Place {
    group: String,
    key: String,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Entry {
    /// The text; nothing where the entry was deleted, so that the program's default applies.
    value: Option<String>,
    pub(super) immutable: bool,
    expands: bool,
    /// Whether it is of one language alone.
    pub(super) translated: bool,
}

/// Several files of one name, joined.
#[derive(Debug, Default)]
pub(crate) struct Config {
    entries: BTreeMap<Place, (Entry, Source)>,
    translated: BTreeMap<Place, Source>,
    immutable_groups: BTreeMap<String, Source>,
    immutable_file: Option<Source>,
    unread: Option<(Cause, Source)>,
}

/// Reads the text of one file. What KConfig would pass over with a warning is passed over.
pub(crate) fn parse(text: &str) -> File {
    let mut file = File::default();
    let (mut group, mut group_is_immutable) = (String::new(), false);
    for line in text.lines().map(|line| line.trim_matches([' ', '\t', '\r'])) {
        if line.is_empty() || line.starts_with('#') {
            continue;
        }
        if line.starts_with('[') {
            group_is_immutable = file.immutable;
            if let Some(header) = header(line) {
                let marked = header.immutable;
                group = header.group;
                if marked && group.is_empty() {
                    file.immutable = true;
                }
                group_is_immutable |= marked;
                if group_is_immutable {
                    file.immutable_groups.insert(group.clone());
                }
            }
        } else if let Some((key, mut entry)) = entry(line) {
            entry.immutable |= group_is_immutable;
            file.entries.push((Place { group: group.clone(), key }, entry));
        }
    }
    file
}

/// A line that begins a group.
pub(super) struct Header {
    /// The group's name.
    pub(super) group: String,
    /// Whether it is marked as not to be changed.
    pub(super) immutable: bool,
}

/// `[Group][Nested][$i]`; nothing for a header that is not closed.
pub(super) fn header(line: &str) -> Option<Header> {
    let mut header = Header { group: String::new(), immutable: false };
    let mut rest = line;
    while let Some(part) = rest.strip_prefix('[') {
        let (name, after) = part.split_once(']')?;
        if name == "$i" && after.is_empty() {
            header.immutable = true;
        } else {
            if !header.group.is_empty() {
                header.group.push(NESTED);
            }
            header.group.push_str(&unescape(name));
        }
        rest = after;
    }
    header.group.truncate(header.group.floor_char_boundary(LONGEST_GROUP));
    Some(header)
}

/// `Key[language][$options]=value`.
pub(super) fn entry(line: &str) -> Option<(String, Entry)> {
    let (mut key, value) = match line.split_once('=') {
        Some((key, value)) => (key.trim_matches([' ', '\t']), Some(value.trim_matches([' ', '\t']))),
        None => (line, None),
    };
    let mut entry = Entry { value: None, immutable: false, expands: false, translated: false };
    while let Some((before, option)) = key.rsplit_once('[') {
        let (option, _) = option.split_once(']')?;
        key = before;
        let Some(flags) = option.strip_prefix('$') else {
            entry.translated = true;
            continue;
        };
        for flag in flags.chars() {
            match flag {
                'i' => entry.immutable = true,
                'e' => entry.expands = true,
                // KConfig looks no further at a deleted entry.
                'd' => return (!key.is_empty()).then(|| (unescape(key), entry)),
                _ => {}
            }
        }
    }
    entry.value = Some(unescape(value?));
    (!key.is_empty()).then(|| (unescape(key), entry))
}

fn unescape(text: &str) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('\\') {
        out.push_str(before);
        let mut characters = after.chars();
        let (plain, escaped) = match characters.next() {
            Some('s') => (Some(' '), characters.as_str()),
            Some('t') => (Some('\t'), characters.as_str()),
            Some('n') => (Some('\n'), characters.as_str()),
            Some('r') => (Some('\r'), characters.as_str()),
            Some('\\') => (Some('\\'), characters.as_str()),
            Some('x') => match characters.as_str().split_at_checked(2) {
                Some((digits, left)) if digits.bytes().all(|digit| digit.is_ascii_hexdigit()) => {
                    (u8::from_str_radix(digits, 16).ok().map(char::from), left)
                }
                Some(_) | None => (None, after),
            },
            Some(_) | None => (None, after),
        };
        out.push(plain.unwrap_or('\\'));
        rest = escaped;
    }
    out.push_str(rest);
    out
}

impl Config {
    /// Reads a file name such as `kscreenlockerrc`, over the `[Daemon]`-like groups that `kdeglobals` may hold for all.
    pub(crate) fn open(host: &Host, name: &str) -> Self {
        let mut config = Self::default();
        for name in ["kdeglobals", name] {
            // A file of globals that is immutable as a whole says nothing of the other files.
            config.immutable_file = None;
            for directory in host.config_dirs().iter().rev() {
                config.add(files::read(&directory.join(name), LARGEST_FILE), KCONFIG_SYSTEM);
            }
            config.add(files::read(&host.config_home().join(name), LARGEST_FILE), KCONFIG_USER);
        }
        config
    }

    fn add(&mut self, content: Result<Vec<u8>, Cause>, source: Source) {
        if self.immutable_file.is_some() || self.unread.is_some() {
            return;
        }
        match content {
            Ok(bytes) => self.join(parse(&String::from_utf8_lossy(&bytes)), source),
            Err(Cause::Missing) => {}
            Err(cause) => self.unread = Some((cause, source)),
        }
    }

    fn join(&mut self, file: File, source: Source) {
        for (place, entry) in file.entries {
            let stays = self.entries.get(&place).is_some_and(|(earlier, _)| earlier.immutable);
            if stays || self.immutable_groups.contains_key(&place.group) {
                continue;
            }
            if entry.translated {
                self.translated.insert(place, source);
            } else {
                self.entries.insert(place, (entry, source));
            }
        }
        for group in file.immutable_groups {
            self.immutable_groups.entry(group).or_insert(source);
        }
        self.immutable_file = file.immutable.then_some(source);
    }

    /// The text of a key; nothing where it is not set, with what is known about the default instead.
    fn text(&self, group: &str, key: &str) -> Result<(Option<&str>, Evidence), (Cause, Source)> {
        let place = Place { group: group.to_owned(), key: key.to_owned() };
        let entry = self.entries.get(&place);
        let fixed_by = [
            entry.filter(|(entry, _)| entry.immutable).map(|(_, source)| *source),
            self.immutable_groups.get(group).copied(),
            self.immutable_file,
        ];
        if let (Some(reason), [None, None, None]) = (self.unread, fixed_by) {
            return Err(reason);
        }
        if let Some(source) = self.translated.get(&place) {
            return Err((Cause::Unsupported, *source));
        }
        let (value, evidence) = match entry {
            Some((Entry { value: Some(value), expands, .. }, source)) => {
                if *expands && value.contains('$') {
                    return Err((Cause::Unsupported, *source));
                }
                (Some(value.as_str()), Evidence::set(*source))
            }
            Some((Entry { value: None, .. }, _)) | None => (None, Evidence::default_of(DOCUMENTED_DEFAULT)),
        };
        // The person can always change a file of their own, whatever it says about itself.
        let enforced = fixed_by.contains(&Some(KCONFIG_SYSTEM));
        Ok((value, if enforced { evidence.enforced() } else { evidence }))
    }

    /// A key as a value of its own type, or the default.
    pub(crate) fn value<T>(
        &self,
        group: &str,
        key: &str,
        default: T,
        read: fn(&str) -> Option<T>,
    ) -> Fact<T> {
        match self.text(group, key) {
            Ok((Some(text), evidence)) => read(text.trim()).map_or_else(
                || Fact::unknown(Cause::Malformed, evidence.source),
                |value| Fact::known(value, evidence),
            ),
            Ok((None, evidence)) => Fact::known(default, evidence),
            Err((cause, source)) => Fact::unknown(cause, source),
        }
    }

    /// A key that is `true` or `false` in any of KDE's spellings.
    pub(crate) fn boolean(&self, group: &str, key: &str, default: bool) -> Fact<bool> {
        self.value(group, key, default, |text| match text.to_ascii_lowercase().as_str() {
            "true" | "on" | "yes" | "1" => Some(true),
            "false" | "off" | "no" | "0" => Some(false),
            // KConfig takes anything else for true; nobody can have meant it.
            _ => None,
        })
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn read(text: &str, group: &str, key: &str) -> Option<String> {
        let mut config = Config::default();
        config.add(Ok(text.as_bytes().to_vec()), KCONFIG_USER);
        config.text(group, key).unwrap().0.map(str::to_owned)
    }

    #[test]
    fn escapes_stand_for_what_kconfig_writes_them_for() {
        assert_eq!(read("[G]\nk=\\sa\\tb\\nc\\\\d\\x41\\q\n", "G", "k").as_deref(), Some(" a\tb\nc\\dA\\q"));
        assert_eq!(read("[G]\nk=\\x4\n", "G", "k").as_deref(), Some("\\x4"));
    }

    #[test]
    fn nested_group_is_a_group_of_its_own() {
        let text = "[G][H]\nk=nested\n[G]\nk=outer\n";

        assert_eq!(read(text, "G", "k").as_deref(), Some("outer"));
        assert_eq!(read(text, "G\u{1d}H", "k").as_deref(), Some("nested"));
    }

    #[test]
    fn unread_file_makes_unknown_what_it_could_have_changed() {
        let mut config = Config::default();
        config.add(Ok(b"[G]\nfixed[$i]=1\nfree=1\n".to_vec()), KCONFIG_SYSTEM);
        config.add(Err(Cause::Denied), KCONFIG_USER);

        assert_eq!(config.text("G", "fixed"), Ok((Some("1"), Evidence::set(KCONFIG_SYSTEM).enforced())));
        assert_eq!(config.text("G", "free"), Err((Cause::Denied, KCONFIG_USER)));
        assert_eq!(config.text("G", "absent"), Err((Cause::Denied, KCONFIG_USER)));
    }

    proptest! {
        #[test]
        fn any_text_is_read_to_an_end(text in "([\\[\\]$=\\\\ixedaG\n #é]|.){0,200}") {
            let _ = parse(&text);
        }
    }
}
