//! Files of preferences, `prefs.js`, `user.js` and those of the installation, as Thunderbird's own reader takes them.
//!
//! Takes a text and gives its settings; reads nothing by itself and needs no permission. The grammar is that of
//! `modules/libpref/parser` in Firefox: calls with a name and one literal value; it is no script. What is malformed is
//! passed over up to the end of its line.

use std::collections::BTreeMap;

/// The longest text of a value that is kept, in bytes.
const LONGEST_TEXT: usize = 16 << 10;

/// The value of a setting.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Value {
    Text(String),
    Number(i64),
    Boolean(bool),
}

/// Settings whose names begin with one of the known prefixes.
#[derive(Debug, Default)]
pub(super) struct Preferences(BTreeMap<String, Value>);

impl Preferences {
    /// Adds the settings of a file, which replace those of the same name.
    pub(super) fn add(&mut self, text: &str, prefixes: &[&str]) {
        let mut reader = Reader { rest: text };
        loop {
            reader.skip_blanks();
            if reader.rest.is_empty() {
                return;
            }
            match reader.setting() {
                Some((name, value)) if prefixes.iter().any(|prefix| name.starts_with(prefix)) => {
                    self.0.insert(name, value);
                }
                Some(_) => {}
                None => reader.skip_line(),
            }
        }
    }

    pub(super) fn text(&self, name: &str) -> Option<&str> {
        match self.0.get(name)? {
            Value::Text(text) => Some(text.as_str()).filter(|text| !text.is_empty()),
            Value::Number(_) | Value::Boolean(_) => None,
        }
    }

    pub(super) fn number(&self, name: &str) -> Option<i64> {
        match self.0.get(name)? {
            Value::Number(number) => Some(*number),
            Value::Text(_) | Value::Boolean(_) => None,
        }
    }

    pub(super) fn boolean(&self, name: &str) -> Option<bool> {
        match self.0.get(name)? {
            Value::Boolean(value) => Some(*value),
            Value::Text(_) | Value::Number(_) => None,
        }
    }

    /// The parts of a list with commas.
    pub(super) fn list(&self, name: &str) -> Vec<&str> {
        let list = self.text(name).unwrap_or_default();
        list.split(',').map(str::trim).filter(|part| !part.is_empty()).collect()
    }
}

struct Reader<'a> {
    rest: &'a str,
}

impl Reader<'_> {
    fn skip_line(&mut self) {
        self.rest = self.rest.split_once('\n').map_or("", |(_, rest)| rest);
    }

    /// The next setting, nothing for one that is malformed.
    fn setting(&mut self) -> Option<(String, Value)> {
        let kinds = ["user_pref", "sticky_pref", "lockPref", "defaultPref", "pref"];
        kinds.into_iter().find(|kind| self.take(kind))?;
        self.expect("(")?;
        self.skip_blanks();
        let name = self.string()?;
        self.expect(",")?;
        self.skip_blanks();
        let value = self.value()?;
        self.skip_blanks();
        while self.take(",") {
            self.skip_blanks();
            ["sticky", "locked"].into_iter().find(|mark| self.take(mark))?;
            self.skip_blanks();
        }
        self.expect(")")?;
        self.expect(";")?;
        Some((name, value))
    }

    fn value(&mut self) -> Option<Value> {
        for (word, value) in [("true", true), ("false", false)] {
            if self.take(word) {
                return Some(Value::Boolean(value));
            }
        }
        if self.rest.starts_with(['"', '\'']) {
            return self.string().map(Value::Text);
        }
        let length =
            self.rest.bytes().take_while(|byte| byte.is_ascii_digit() || b"+-".contains(byte)).count();
        let (number, rest) = self.rest.split_at(length);
        self.rest = rest;
        number.parse().ok().map(Value::Number)
    }

    fn string(&mut self) -> Option<String> {
        let quote = self.rest.chars().next().filter(|quote| matches!(quote, '"' | '\''))?;
        let mut out = String::new();
        let mut characters = self.rest[1..].chars();
        loop {
            let character = match characters.next()? {
                '\\' => match characters.next()? {
                    'n' => '\n',
                    'r' => '\r',
                    'x' => escape(&mut characters, 2)?,
                    // What is beyond the basic plane stands as two halves, which no name that matters has.
                    'u' => escape(&mut characters, 4).unwrap_or(char::REPLACEMENT_CHARACTER),
                    plain @ ('\\' | '"' | '\'') => plain,
                    _ => return None,
                },
                end if end == quote => break,
                '\n' => return None,
                plain => plain,
            };
            if out.len() > LONGEST_TEXT {
                return None;
            }
            out.push(character);
        }
        self.rest = characters.as_str();
        Some(out)
    }

    fn expect(&mut self, text: &str) -> Option<()> {
        self.skip_blanks();
        self.take(text).then_some(())
    }

    fn take(&mut self, text: &str) -> bool {
        let rest = self.rest.strip_prefix(text);
        self.rest = rest.unwrap_or(self.rest);
        rest.is_some()
    }

    /// Skips blanks and comments of all three kinds.
    fn skip_blanks(&mut self) {
        loop {
            self.rest = self.rest.trim_start_matches(|character: char| {
                character.is_ascii_whitespace() || character == '\u{feff}'
            });
            self.rest = if self.rest.starts_with(['#']) || self.rest.starts_with("//") {
                self.rest.split_once('\n').map_or("", |(_, rest)| rest)
            } else if let Some(comment) = self.rest.strip_prefix("/*") {
                comment.split_once("*/").map_or("", |(_, rest)| rest)
            } else {
                return;
            };
        }
    }
}

fn escape(characters: &mut std::str::Chars<'_>, length: usize) -> Option<char> {
    let (digits, rest) = characters.as_str().split_at_checked(length)?;
    *characters = rest.chars();
    if !digits.bytes().all(|digit| digit.is_ascii_hexdigit()) {
        return None;
    }
    char::from_u32(u32::from_str_radix(digits, 16).ok()?)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn read(text: &str) -> Preferences {
        let mut preferences = Preferences::default();
        preferences.add(text, &["mail."]);
        preferences
    }

    #[test]
    fn settings_are_read_as_thunderbird_writes_them() {
        let preferences = read(
            "// Mozilla User Preferences\n# c\n/* user_pref(\"mail.c\", 1); */\n\
             user_pref(\"mail.a\", \"x \\\"y\\\" \\x41\\u00e9\\\\\");\nuser_pref(\"mail.b\", -1);\n\
             user_pref(\"mail.t\", true);user_pref( 'mail.f' , false ) ;\npref(\"mail.d\", 3, locked);\n\
             user_pref(\"mail.list\", \"a, b,,c\");\nuser_pref(\"other\", 1);\nuser_pref(\"mail.b\", 2);",
        );

        assert_eq!(preferences.text("mail.a"), Some("x \"y\" A\u{e9}\\"));
        assert_eq!(preferences.number("mail.b"), Some(2));
        assert_eq!(preferences.boolean("mail.t"), Some(true));
        assert_eq!(preferences.boolean("mail.f"), Some(false));
        assert_eq!(preferences.number("mail.d"), Some(3));
        assert_eq!(preferences.list("mail.list"), ["a", "b", "c"]);
        assert_eq!(preferences.number("other"), None);
        assert_eq!(preferences.number("mail.c"), None);
    }

    #[test]
    fn what_is_malformed_hides_nothing_on_other_lines() {
        let preferences = read(
            "user_pref(\"mail.a\", fun());\nuser_pref(\"mail.b\", \"open\nuser_pref(\"mail.c\", 1);\nnonsense\n\
             user_pref(\"mail.d\", 1)\nuser_pref(\"mail.e\", 99999999999999999999);\nuser_pref(\"mail.f\", 2);\nuser_pref(\"mail.g",
        );

        assert_eq!(preferences.number("mail.c"), Some(1));
        assert_eq!(preferences.number("mail.f"), Some(2));
        for absent in ["mail.a", "mail.b", "mail.d", "mail.e", "mail.g"] {
            assert!(!preferences.0.contains_key(absent), "{absent}");
        }
    }

    proptest! {
        #[test]
        fn any_text_is_read_to_an_end(text in "(user_pref\\(\"mail\\.[a-c]\", |[\"'\\\\xu0(),;/*#\n ]|true|.){0,200}") {
            let _ = read(&text);
        }
    }
}
