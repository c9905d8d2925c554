//! Settings files of Qt programs, as `QSettings` would read them in its INI format.
//!
//! Reads one file name in the configuration directories of the system and of the person, all of them readable for
//! the person; the file of the person counts most, key by key. Cannot see values of types that no check reads, nor
//! what the file of a whole organization adds.

use std::collections::BTreeMap;

use custodia_core::fact::{Cause, Evidence, Fact};
use custodia_core::vocabulary::Source;
use custodia_core::vocabulary::screen_lock::{DOCUMENTED_DEFAULT, LXQT_SYSTEM, LXQT_USER};

use super::files;
use crate::host::Host;

/// The largest file that is read, in bytes.
const LARGEST_FILE: u64 = 1024 * 1024;

/// The number that stands for a time of day before its milliseconds in a serialized value.
const TIME: u32 = 15;

/// A key, and how its text is read.
pub(crate) type Key<T> = (&'static str, fn(&str) -> Option<T>);

/// The values of a file by their keys.
type Values = BTreeMap<String, String>;

/// Files of one name, the most important first.
#[derive(Debug, Default)]
pub(crate) struct Settings {
    files: Vec<(Result<Values, Cause>, Source)>,
}

impl Settings {
    /// Reads a file such as `lxqt/session.conf`.
    pub(crate) fn open(host: &Host, name: &str) -> Self {
        let own = (host.config_home(), LXQT_USER);
        let shared = host.config_dirs().into_iter().map(|directory| (directory, LXQT_SYSTEM));
        let files = std::iter::once(own).chain(shared).filter_map(|(directory, source)| {
            match files::read(&directory.join(name), LARGEST_FILE) {
                Ok(bytes) => Some((Ok(parse(&String::from_utf8_lossy(&bytes))), source)),
                Err(Cause::Missing) => None,
                Err(cause) => Some((Err(cause), source)),
            }
        });
        Self { files: files.collect() }
    }

    /// A key of the group `General`, by `read`; nothing where no file has it.
    ///
    /// Of several keys the first that is set counts: programs read older names where the newer one is not set.
    pub(crate) fn value<T>(&self, keys: &[Key<T>]) -> Option<Fact<T>> {
        keys.iter().find_map(|(key, read)| {
            self.files.iter().find_map(|(file, source)| match file {
                Ok(values) => values.get(*key).map(|text| {
                    read(text).map_or(Fact::unknown(Cause::Malformed, *source), |value| {
                        Fact::known(value, Evidence::set(*source))
                    })
                }),
                Err(cause) => Some(Fact::unknown(*cause, *source)),
            })
        })
    }

    /// The same, or the default of the program.
    pub(crate) fn or_default<T>(&self, keys: &[Key<T>], default: T) -> Fact<T> {
        self.value(keys).unwrap_or(Fact::known(default, Evidence::default_of(DOCUMENTED_DEFAULT)))
    }
}

/// The values of the group `General` of a file; of a key that stands there twice, the last one.
pub(crate) fn parse(text: &str) -> Values {
    let mut values = BTreeMap::new();
    let mut is_general = true;
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    for line in text.split(['\n', '\r']).map(str::trim).filter(|line| !line.starts_with([';', '#'])) {
        if let Some(group) = line.strip_prefix('[') {
            is_general = group.split(']').next().is_some_and(|group| group.eq_ignore_ascii_case("general"));
        } else if let (true, Some((key, value))) = (is_general, line.split_once('=')) {
            values.insert(key.trim_end().to_owned(), unescape(value.trim_start()));
        }
    }
    values
}

/// A value without its quotes and escapes.
pub(crate) fn unescape(text: &str) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some(sign) = rest.chars().next() {
        rest = &rest[sign.len_utf8()..];
        if sign == '"' {
            continue;
        }
        if sign != '\\' {
            out.push(sign);
            continue;
        }
        let Some(escaped) = rest.chars().next() else { break };
        let number = |rest: &str, base: u32| {
            let end = rest.find(|sign: char| !sign.is_digit(base)).unwrap_or(rest.len());
            let code = u32::from_str_radix(&rest[..end], base).ok().and_then(char::from_u32);
            (code.unwrap_or(char::REPLACEMENT_CHARACTER), end)
        };
        let (plain, length) = match escaped {
            'a' => ('\x07', 1),
            'b' => ('\x08', 1),
            'f' => ('\x0c', 1),
            'n' => ('\n', 1),
            'r' => ('\r', 1),
            't' => ('\t', 1),
            'v' => ('\x0b', 1),
            'x' => {
                let (plain, length) = number(&rest[1..], 16);
                (plain, length + 1)
            }
            '0'..='7' => number(rest, 8),
            other => (other, other.len_utf8()),
        };
        out.push(plain);
        rest = &rest[length..];
    }
    out
}

/// A switch; what is none of the two words and no digit of theirs is nothing that Qt writes.
pub(crate) fn boolean(text: &str) -> Option<bool> {
    match text.to_ascii_lowercase().as_str() {
        "true" | "1" => Some(true),
        "false" | "0" | "" => Some(false),
        _ => None,
    }
}

/// The seconds of a time of day below an hour, as Qt serializes it or as text.
pub(crate) fn time_as_seconds(text: &str) -> Option<u64> {
    let seconds = if let Some(serialized) = text.strip_prefix("@Variant(") {
        let bytes: Vec<u8> = serialized.chars().map(|sign| u8::try_from(sign).ok()).collect::<Option<_>>()?;
        let (kind, rest) = bytes.strip_suffix(b")")?.split_first_chunk::<4>()?;
        let milliseconds: [u8; 4] = rest.try_into().ok()?;
        (u32::from_be_bytes(*kind) == TIME).then_some(())?;
        u64::from(u32::from_be_bytes(milliseconds)) / 1000
    } else {
        let parts = text
            .split('.')
            .next()?
            .split(':')
            .map(|part| part.parse::<u64>().ok().filter(|value| *value < 60 && part.len() == 2));
        match parts.collect::<Option<Vec<u64>>>()?[..] {
            [hours, minutes] => hours * 3600 + minutes * 60,
            [hours, minutes, seconds] => hours * 3600 + minutes * 60 + seconds,
            _ => return None,
        }
    };
    (seconds < 3600).then_some(seconds)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn general_group_is_read_with_its_escapes() {
        let text =
            "\u{feff}a=1\r\n[General]\n; b=2\nb = \"x;\\\"y\\x41\\0\"\nb=3\n[Other]\na=9\n[%General]\na=8\n";

        let values = parse(text);

        assert_eq!(values.get("a").map(String::as_str), Some("1"));
        assert_eq!(values.get("b").map(String::as_str), Some("3"));
        assert_eq!(unescape("\"x;\\\"y\\x41\\0\""), "x;\"yA\0");
        assert_eq!(unescape("end\\"), "end");
    }

    #[test]
    fn times_are_read_as_qt_writes_them() {
        for (text, expected) in [
            // 600 000, 300 000 and 59 000 milliseconds.
            (r"@Variant(\0\0\0\xf\0\t'\xc0)", Some(600)),
            (r"@Variant(\0\0\0\xf\0\x4\x93\xe0)", Some(300)),
            (r"@Variant(\0\0\0\xf\0\0\xe6x)", Some(59)),
            (r"@Variant(\0\0\0\x10\0\t'\xc0)", None),
            (r"@Variant(\0\0\0\xf\xff\xff\xff\xff)", None),
            (r"@Variant(\0\0\0\xf)", None),
            ("00:05:00", Some(300)),
            ("00:05", Some(300)),
            ("00:05:07.000", Some(307)),
            ("01:05:00", None),
            ("5", None),
            ("00:60:00", None),
            ("", None),
        ] {
            assert_eq!(time_as_seconds(&unescape(text)), expected, "{text}");
        }
    }

    proptest! {
        #[test]
        fn any_text_is_read_to_an_end(text in "(\\[|\\]|=|\\\\|x|0|\"|;|@Variant\\(|General|\n|é|.){0,80}") {
            for value in parse(&text).values() {
                let _ = (boolean(value), time_as_seconds(value));
            }
        }
    }
}
