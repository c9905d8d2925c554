//! Hyprland's configuration language, as hyprlang reads it.
//!
//! Follows `config.cpp` of hyprlang 0.6: categories, `#` comments and `##` for the sign itself, variables, lines that go
//! on after a backslash, and `source`, which the caller reads. What hyprlang would report and pass over is passed
//! over. Not understood: conditions in comments (`# hyprlang if`) and `{{expressions}}`.

use custodia_core::fact::Cause;

/// The longest value, so that variables within variables come to an end.
const LONGEST_VALUE: usize = 16 * 1024;

/// Variables within variables are followed so often.
const MOST_ROUNDS: usize = 100;

/// The most files that one configuration may consist of.
const MOST_FILES: usize = 64;

/// The most entries that are kept.
const MOST_ENTRIES: usize = 16 * 1024;

/// A value that is set, or a keyword that is called.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Entry {
    /// The name with its categories, as `general:lock_cmd`.
    pub(super) name: String,
    pub(super) value: String,
    /// The same for entries of one category that may stand several times.
    pub(super) block: usize,
}

/// What a configuration says.
#[derive(Debug, Default)]
pub(crate) struct Document {
    pub(super) entries: Vec<Entry>,
    /// Why that may not be all.
    pub(super) doubt: Option<Cause>,
    variables: Vec<(String, String)>,
    categories: Vec<String>,
    closed: usize,
    files: usize,
    depth: usize,
}

/// Reads the files that a `source` names; a pattern can name several.
pub(super) type Sources<'a> = dyn Fn(&str) -> Vec<Result<String, Cause>> + 'a;

/// Reads a text and what it takes from other files.
pub(crate) fn parse(text: &str, sources: &Sources<'_>) -> Document {
    let mut document = Document::default();
    document.read(text, sources);
    document
}

impl Document {
    /// The last value of a name.
    pub(super) fn last(&self, name: &str) -> Option<&str> {
        self.entries.iter().rev().find(|entry| entry.name == name).map(|entry| entry.value.as_str())
    }

    fn read(&mut self, text: &str, sources: &Sources<'_>) {
        self.files += 1;
        let mut lines = text.split('\n');
        while let Some(line) = lines.next() {
            let mut whole = line.to_owned();
            while let Some(begun) = whole.strip_suffix('\\') {
                let Some(next) = lines.next().filter(|_| whole.len() < LONGEST_VALUE) else { break };
                whole = format!("{}{next}", begun.trim_end_matches([' ', '\t']));
            }
            self.line(&whole, sources);
        }
        self.categories.clear();
    }

    fn line(&mut self, line: &str, sources: &Sources<'_>) {
        let line = line.trim();
        if let Some(comment) = line.strip_prefix('#') {
            if comment.trim().starts_with("hyprlang if") {
                self.doubt = Some(Cause::Unsupported);
            }
            return;
        }
        let line = without_comment(line);
        let line = line.trim();
        if let Some((name, value)) = line.split_once('=') {
            self.assign(name.trim(), value.trim(), sources);
        } else if line == "}" {
            self.categories.pop();
            self.closed += usize::from(self.categories.is_empty());
        } else if let Some(category) = line.strip_suffix('{').filter(|category| !category.contains('}')) {
            self.categories.push(category.trim().to_owned());
        }
    }

    fn assign(&mut self, name: &str, value: &str, sources: &Sources<'_>) {
        let Some(value) = self.expanded(value).filter(|_| self.entries.len() < MOST_ENTRIES) else {
            self.doubt = Some(Cause::TooLarge);
            return;
        };
        if let Some(variable) = name.strip_prefix('$') {
            self.variables.retain(|(known, _)| known != variable);
            self.variables.push((variable.to_owned(), value));
            // The longest name counts first.
            self.variables.sort_by_key(|(name, _)| std::cmp::Reverse(name.len()));
        } else if name == "source" {
            // From where a file is that is taken in itself is not followed.
            if self.depth > 0 && !value.starts_with(['/', '~', '$']) {
                self.doubt = Some(Cause::Unsupported);
                return;
            }
            let categories = std::mem::take(&mut self.categories);
            self.depth += 1;
            for text in sources(&value) {
                match text {
                    Ok(text) if self.files < MOST_FILES => self.read(&text, sources),
                    Ok(_) => self.doubt = Some(Cause::TooLarge),
                    // An error in Hyprland's log, and nothing else.
                    Err(Cause::Missing) => {}
                    Err(cause) => self.doubt = Some(cause),
                }
            }
            self.depth -= 1;
            self.categories = categories;
        } else if !name.is_empty() {
            let mut full = self.categories.join(":");
            if !full.is_empty() {
                full.push(':');
            }
            full.push_str(name);
            self.entries.push(Entry { name: full, value, block: self.closed });
        }
    }

    /// The value with the variables in it; nothing where that does not come to an end.
    fn expanded(&self, value: &str) -> Option<String> {
        let mut value = value.to_owned();
        for _ in 0..MOST_ROUNDS {
            let mut changed = false;
            for (name, content) in &self.variables {
                let reference = format!("${name}");
                if !name.is_empty() && value.contains(&reference) {
                    value = value.replace(&reference, content);
                    changed = true;
                    if value.len() > LONGEST_VALUE {
                        return None;
                    }
                }
            }
            if !changed {
                return Some(value);
            }
        }
        None
    }
}

/// The line up to a single `#`, with `#` for every `##`.
fn without_comment(line: &str) -> String {
    let mut kept = String::new();
    let mut rest = line;
    while let Some((before, after)) = rest.split_once('#') {
        kept.push_str(before);
        match after.strip_prefix('#') {
            Some(after) => {
                kept.push('#');
                rest = after;
            }
            None => return kept,
        }
    }
    kept.push_str(rest);
    kept
}

/// A whole number as hyprlang reads it, also in words.
pub(super) fn integer(text: &str) -> Option<i64> {
    if let Some(digits) = text.strip_prefix("0x") {
        return i64::from_str_radix(digits, 16).ok();
    }
    let starts_with = |words: [&str; 3]| words.iter().any(|word| text.starts_with(word));
    if starts_with(["true", "on", "yes"]) {
        Some(1)
    } else if starts_with(["false", "off", "no"]) {
        Some(0)
    } else {
        text.parse().ok()
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn entries(text: &str) -> Vec<(String, String, usize)> {
        let document = parse(text, &|_| Vec::new());
        document.entries.into_iter().map(|entry| (entry.name, entry.value, entry.block)).collect()
    }

    #[test]
    fn text_is_read_as_hyprlang_reads_it() {
        for (text, expected) in [
            ("a = b c", vec![("a", "b c", 0)]),
            ("a=b # c", vec![("a", "b", 0)]),
            ("a = ##1 # c", vec![("a", "#1", 0)]),
            ("  # a = b", vec![]),
            (
                "g {\n  a = 1\n  h {\n b = 2\n }\n}\nc = 3",
                vec![("g:a", "1", 0), ("g:h:b", "2", 0), ("c", "3", 1)],
            ),
            ("g{\r\na=1\r\n}\r\n", vec![("g:a", "1", 0)]),
            ("g:a = 1", vec![("g:a", "1", 0)]),
            ("l {\n t = 1\n}\nl {\n t = 2\n}", vec![("l:t", "1", 0), ("l:t", "2", 1)]),
            ("l { t = 1 }", vec![("l { t", "1 }", 0)]),
            ("$x = 5\n$xy = 6\na = $xy$x", vec![("a", "65", 0)]),
            ("$x = $y\n$y = 5\na = $x", vec![("a", "5", 0)]),
            ("a = b \\\n c", vec![("a", "b c", 0)]),
            ("nonsense\n= 1\n}\na = 1", vec![("a", "1", 1)]),
        ] {
            let expected: Vec<_> = expected
                .into_iter()
                .map(|(name, value, block)| (name.to_owned(), value.to_owned(), block))
                .collect();
            assert_eq!(entries(text), expected, "{text}");
        }
    }

    #[test]
    fn what_may_be_missing_is_a_doubt() {
        let doubt =
            |text: &str, source: Result<String, Cause>| parse(text, &move |_| vec![source.clone()]).doubt;

        assert_eq!(doubt("a = 1", Ok(String::new())), None);
        assert_eq!(
            doubt("# hyprlang if X\na = 1\n# hyprlang endif", Ok(String::new())),
            Some(Cause::Unsupported)
        );
        assert_eq!(doubt("source = a", Err(Cause::Denied)), Some(Cause::Denied));
        assert_eq!(doubt("source = a", Err(Cause::Missing)), None);
        assert_eq!(doubt("source = itself", Ok("source = /itself".to_owned())), Some(Cause::TooLarge));
        assert_eq!(doubt("$x = $x$x\na = $x", Ok(String::new())), Some(Cause::TooLarge));
    }

    #[test]
    fn variables_within_variables_come_to_an_end() {
        let text = "$a = $b$b\n$b = $c$c\n$c = $a$a\nv = $a";

        assert_eq!(parse(text, &|_| Vec::new()).doubt, Some(Cause::TooLarge));
    }

    #[test]
    fn integers_are_read_as_hyprlang_reads_them() {
        for (text, expected) in [
            ("300", Some(300)),
            ("-1", Some(-1)),
            ("0x10", Some(16)),
            ("true", Some(1)),
            ("off", Some(0)),
            ("5m", None),
            ("", None),
            ("1.5", None),
        ] {
            assert_eq!(integer(text), expected, "{text}");
        }
    }

    proptest! {
        #[test]
        fn any_text_is_read_to_an_end(text in "([a-c${}#=:\\\\ \n]|source|.){0,200}") {
            let _ = parse(&text, &|_| vec![Ok("a = $a".to_owned())]);
        }
    }
}
