//! apt's configuration: apt.conf(5).
//!
//! Reads `/etc/apt/apt.conf.d` and `/etc/apt/apt.conf`, in the order in which apt does. `#include` is not followed.

use custodia_core::fact::Cause;

use crate::browser::file;
use crate::host::Host;
use crate::platform::linux::files;

/// The largest file of configuration, in bytes.
const LARGEST: u64 = 1 << 20;

const MAX_FILES: usize = 1000;

/// The last value of each of these options, whose names are the same in any case.
pub(super) fn values<const N: usize>(host: &Host, names: [&str; N]) -> Result<[Option<String>; N], Cause> {
    let folder = host.path("/etc/apt/apt.conf.d");
    let mut texts = Vec::new();
    for name in file::names(&folder, MAX_FILES)?.unwrap_or_default() {
        let is_read = name.rsplit_once('.').is_none_or(|(_, extension)| extension == "conf");
        if is_read && !name.starts_with('.') {
            texts.push(files::read_text(&folder.join(name), LARGEST)?);
        }
    }
    texts.extend(file::present(files::read_text(&host.path("/etc/apt/apt.conf"), LARGEST))?);
    let mut values = [const { None }; N];
    for text in texts {
        for (name, value) in options(&text) {
            if let Some(place) = names.iter().position(|wanted| wanted.eq_ignore_ascii_case(&name)) {
                values[place] = Some(value);
            }
        }
    }
    Ok(values)
}

/// The options of a text with their values, in order; the names of blocks stand before those in them.
fn options(text: &str) -> Vec<(String, String)> {
    let mut options = Vec::new();
    let mut blocks: Vec<String> = Vec::new();
    let mut words: Vec<String> = Vec::new();
    for token in tokens(text) {
        match token {
            Token::Word(word) => words.push(word),
            Token::Open => {
                blocks.push(words.join(""));
                words.clear();
            }
            Token::Close => {
                blocks.pop();
                words.clear();
            }
            Token::End => {
                if let [name, value] = &words[..] {
                    let path: Vec<&str> = blocks.iter().chain([name]).map(String::as_str).collect();
                    options.push((path.join("::"), value.clone()));
                }
                words.clear();
            }
        }
    }
    options
}

#[derive(Debug, PartialEq, Eq)]
enum Token {
    /// A name or a value.
    Word(String),
    /// `{`
    Open,
    /// `}`
    Close,
    /// `;`
    End,
}

fn tokens(text: &str) -> Vec<Token> {
    let mut tokens = Vec::new();
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let after = &rest[first.len_utf8()..];
        rest = match first {
            '{' | '}' | ';' => {
                tokens.push(match first {
                    '{' => Token::Open,
                    '}' => Token::Close,
                    _ => Token::End,
                });
                after
            }
            '"' => {
                let end = after.find('"').unwrap_or(after.len());
                tokens.push(Token::Word(after[..end].to_owned()));
                after.get(end + 1..).unwrap_or_default()
            }
            '#' => line_end(after),
            '/' if after.starts_with('/') => line_end(after),
            '/' if after.starts_with('*') => after.split_once("*/").map_or("", |(_, after)| after),
            _ if first.is_whitespace() => after,
            _ => {
                let is_end = |character: char| character.is_whitespace() || "{};\"".contains(character);
                let end = rest.find(is_end).unwrap_or(rest.len());
                tokens.push(Token::Word(rest[..end].to_owned()));
                &rest[end..]
            }
        };
    }
    tokens
}

fn line_end(text: &str) -> &str {
    text.split_once('\n').map_or("", |(_, after)| after)
}

/// Reads a text as apt's configuration.
pub(crate) fn fuzz(text: &str) {
    let _ = options(text);
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn options_stand_alone_or_in_blocks() {
        let text = "// note\nAPT::Periodic::Enable \"1\"; /* b */\n# c\nAPT {\n  Periodic { Unattended-Upgrade 7d; };\n  \
            NeverAutoRemove { \"^linux.*\"; };\n};\nDir::Etc \"x\"\n";

        let expected = [("APT::Periodic::Enable", "1"), ("APT::Periodic::Unattended-Upgrade", "7d")];
        let expected = expected.map(|(name, value)| (name.to_owned(), value.to_owned()));
        assert_eq!(options(text), expected);
    }

    proptest! {
        #[test]
        fn any_text_is_read_to_an_end(text in "([{};\"/*# a:\n]|.){0,60}") {
            fuzz(&text);
        }
    }
}
