//! Command lines as the shell splits them, as far as it takes to tell which programs they start.
//!
//! Splits a text into simple commands and how each follows the one before. Cannot see what an expansion becomes:
//! a word with one is marked. Compound commands, subshells and here-documents are not understood.

/// The longest text that is split, in bytes.
const LONGEST: usize = 64 * 1024;

/// How a command follows the one before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Joint {
    /// It runs in any case: `;`, `&`, `|`, a line end, or nothing before it.
    Always,
    /// It runs if the one before succeeds.
    IfDone,
    /// It runs if the one before fails.
    IfNot,
}

/// A word of a command.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Word {
    /// Its text without quotes; an expansion stands in it as it was written.
    pub(super) text: String,
    /// Whether the shell would put something else in place of a part of it.
    pub(super) expands: bool,
}

/// A program with its arguments.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Simple {
    pub(super) joint: Joint,
    pub(super) words: Vec<Word>,
    /// Whether its input or output goes elsewhere.
    pub(super) redirected: bool,
}

/// The simple commands of a text; nothing where it is not understood.
pub(super) fn parse(text: &str) -> Option<Vec<Simple>> {
    if text.len() > LONGEST {
        return None;
    }
    let mut splitter = Splitter {
        rest: text.chars().peekable(),
        commands: Vec::new(),
        current: Simple { joint: Joint::Always, words: Vec::new(), redirected: false },
        word: None,
        drops_next: false,
    };
    splitter.run()?;
    Some(splitter.commands)
}

/// The words of a text that is one command and nothing else.
pub(super) fn words(text: &str) -> Option<Vec<Word>> {
    match <[Simple; 1]>::try_from(parse(text)?) {
        Ok([Simple { words, redirected: false, .. }]) => Some(words),
        Ok(_) | Err(_) => None,
    }
}

struct Splitter<'a> {
    rest: std::iter::Peekable<std::str::Chars<'a>>,
    commands: Vec<Simple>,
    current: Simple,
    word: Option<Word>,
    /// Whether the next word is the file of a redirection.
    drops_next: bool,
}

impl Splitter<'_> {
    fn run(&mut self) -> Option<()> {
        while let Some(character) = self.rest.next() {
            match character {
                ' ' | '\t' => self.end_word(),
                '#' if self.word.is_none() => while self.rest.next_if(|next| *next != '\n').is_some() {},
                '&' if self.rest.next_if_eq(&'&').is_some() => self.end_command(Joint::IfDone),
                '&' if self.rest.peek() == Some(&'>') => self.end_word(),
                '|' if self.rest.next_if_eq(&'|').is_some() => self.end_command(Joint::IfNot),
                '\n' | ';' | '&' | '|' => self.end_command(Joint::Always),
                '>' => self.redirect(),
                '<' if self.rest.peek() == Some(&'/') || self.rest.peek() == Some(&' ') => self.redirect(),
                '<' | '(' | ')' => return None,
                '\\' => match self.rest.next()? {
                    '\n' => {}
                    escaped => self.push(escaped),
                },
                '\'' => self.single()?,
                '"' => self.double()?,
                '$' | '`' => self.expansion(character)?,
                _ => self.push(character),
            }
        }
        self.end_command(Joint::Always);
        Some(())
    }

    fn push(&mut self, character: char) {
        self.word.get_or_insert_default().text.push(character);
    }

    fn end_word(&mut self) {
        if let Some(word) = self.word.take()
            && !std::mem::take(&mut self.drops_next)
        {
            self.current.words.push(word);
        }
    }

    fn end_command(&mut self, next: Joint) {
        self.end_word();
        let fresh = Simple { joint: next, words: Vec::new(), redirected: false };
        let ended = std::mem::replace(&mut self.current, fresh);
        if !ended.words.is_empty() {
            self.commands.push(ended);
        } else if ended.joint != Joint::Always {
            // `a && ; b`: a line end after an operator continues the command.
            self.current.joint = ended.joint;
        }
    }

    fn redirect(&mut self) {
        // The digits right before it are the number of a file descriptor.
        if self.word.as_ref().is_some_and(|word| word.text.bytes().all(|byte| byte.is_ascii_digit())) {
            self.word = None;
        }
        self.end_word();
        while self.rest.next_if(|next| matches!(next, '>' | '&' | '|')).is_some() {}
        self.current.redirected = true;
        self.drops_next = true;
    }

    fn single(&mut self) -> Option<()> {
        self.word.get_or_insert_default();
        loop {
            match self.rest.next()? {
                '\'' => return Some(()),
                character => self.push(character),
            }
        }
    }

    fn double(&mut self) -> Option<()> {
        self.word.get_or_insert_default();
        loop {
            match self.rest.next()? {
                '"' => return Some(()),
                '\\' => match self.rest.next()? {
                    '\n' => {}
                    escaped @ ('$' | '`' | '"' | '\\') => self.push(escaped),
                    other => {
                        self.push('\\');
                        self.push(other);
                    }
                },
                character @ ('$' | '`') => self.expansion(character)?,
                character => self.push(character),
            }
        }
    }

    /// `$name`, `${name}`, `$(command)` or `` `command` ``, kept as it was written.
    fn expansion(&mut self, opening: char) -> Option<()> {
        let closing = match (opening, self.rest.peek()) {
            ('`', _) => '`',
            (_, Some('(')) => ')',
            (_, Some('{')) => '}',
            (_, Some(next)) if next.is_alphanumeric() || "_@*#?!$-".contains(*next) => {
                self.word.get_or_insert_default().expands = true;
                self.push(opening);
                return Some(());
            }
            _ => {
                self.push(opening);
                return Some(());
            }
        };
        self.word.get_or_insert_default().expands = true;
        self.push(opening);
        let mut depth = 0_usize;
        loop {
            let character = self.rest.next()?;
            self.push(character);
            if closing == ')' && character == '(' {
                depth += 1;
            } else if character == closing {
                depth = depth.saturating_sub(1);
                if depth == 0 {
                    return Some(());
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn told(text: &str) -> Option<Vec<(Joint, Vec<String>)>> {
        let texts = |words: Vec<Word>| words.into_iter().map(|word| word.text).collect();
        Some(parse(text)?.into_iter().map(|simple| (simple.joint, texts(simple.words))).collect())
    }

    #[test]
    fn commands_are_split_as_the_shell_splits_them() {
        use Joint::{Always, IfDone, IfNot};
        for (text, expected) in [
            ("swaylock -f -c 000000", vec![(Always, vec!["swaylock", "-f", "-c", "000000"])]),
            ("a 'b c'\"d \\\"e\\x\"f\\ g", vec![(Always, vec!["a", "b cd \"e\\xf g"])]),
            ("a; b & c | d\ne", ["a", "b", "c", "d", "e"].map(|name| (Always, vec![name])).to_vec()),
            (
                "pidof a || a && b",
                vec![(Always, vec!["pidof", "a"]), (IfNot, vec!["a"]), (IfDone, vec!["b"])],
            ),
            ("a >/dev/null 2>&1 b", vec![(Always, vec!["a", "b"])]),
            ("a &>/dev/null & b", vec![(Always, vec!["a"]), (Always, vec!["b"])]),
            ("a b#c # d\ne", vec![(Always, vec!["a", "b#c"]), (Always, vec!["e"])]),
            ("a \\\n b", vec![(Always, vec!["a", "b"])]),
            ("a &&\n b", vec![(Always, vec!["a"]), (IfDone, vec!["b"])]),
            (
                "a '' $x \"${y z}\" $(b (c) d) `e f`",
                vec![(Always, vec!["a", "", "$x", "${y z}", "$(b (c) d)", "`e f`"])],
            ),
            ("", vec![]),
        ] {
            let expected: Vec<(Joint, Vec<String>)> = expected
                .into_iter()
                .map(|(joint, words)| (joint, words.into_iter().map(str::to_owned).collect()))
                .collect();
            assert_eq!(told(text), Some(expected), "{text}");
        }
    }

    #[test]
    fn what_is_not_understood_is_nothing() {
        for text in ["(a)", "a 'b", "a \"b", "a $(b", "a `b", "a <<EOF", "f() { a; }", "a \\"] {
            assert_eq!(parse(text), None, "{text}");
        }
        assert_eq!(parse(&"a".repeat(LONGEST + 1)), None);
        assert_eq!(words("a; b"), None);
        assert_eq!(words("a > b"), None);
    }

    #[test]
    fn words_with_expansions_are_marked() {
        let marked = |text: &str| words(text).unwrap()[1].expands;

        assert!(marked("a $x") && marked("a \"b $x\"") && marked("a `b`") && marked("a ${x}"));
        assert!(!marked("a '$x'") && !marked("a \\$x") && !marked("a $") && !marked("a \"5 $\""));
    }

    proptest! {
        #[test]
        fn any_text_is_split_to_an_end(text in "([a-z '\"\\\\$`(){};&|<>#\n]|.){0,200}") {
            let _ = parse(&text);
        }
    }
}
