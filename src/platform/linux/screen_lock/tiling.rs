//! The configuration language that sway and i3 share, as far as it starts programs.
//!
//! Follows `config.c`, `commands.c` and `exec_always.c` of sway 1.7 and `config-parser.c` of i3 4.22: comments, lines that go
//! on after a backslash, `set`, `include`, `exec`, `exec_always`, and in sway blocks of any command.

use custodia_core::fact::Cause;

/// Which of the two reads it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Grammar {
    Sway,
    I3,
}

/// The longest line with its variables in it.
const LONGEST_LINE: usize = 64 * 1024;

/// The most files that one configuration may consist of.
const MOST_FILES: usize = 64;

/// The most commands that are kept.
const MOST_COMMANDS: usize = 4096;

/// What a configuration starts.
#[derive(Debug, Default)]
pub(crate) struct Started {
    /// The command lines, as they go to the shell.
    pub(super) commands: Vec<String>,
    /// Why these may not be all.
    pub(super) doubt: Option<Cause>,
}

/// Reads the files of an `include` of the first file.
pub(super) type Includes<'a> = dyn Fn(&str) -> Vec<Result<String, Cause>> + 'a;

/// What a text starts, with what it includes.
pub(crate) fn started(text: &str, grammar: Grammar, includes: &Includes<'_>) -> Started {
    let mut reader =
        Reader { grammar, includes, variables: Vec::new(), files: 0, depth: 0, started: Started::default() };
    reader.read(text);
    reader.started
}

struct Reader<'a> {
    grammar: Grammar,
    includes: &'a Includes<'a>,
    variables: Vec<(String, String)>,
    files: usize,
    depth: usize,
    started: Started,
}

impl Reader<'_> {
    fn read(&mut self, text: &str) {
        self.files += 1;
        let lines = whole_lines(text);
        let mut blocks: Vec<String> = Vec::new();
        let mut lines = lines.iter().peekable();
        while let Some(line) = lines.next() {
            // The brace may stand on the next line.
            let opens_next = lines.peek().is_some_and(|next| next.as_str() == "{");
            if opens_next {
                lines.next();
            }
            if let Some(block) = line.strip_suffix('{').or(opens_next.then_some(line.as_str())) {
                blocks.push(block.trim().to_owned());
            } else if line == "}" {
                blocks.pop();
            } else if blocks.is_empty() {
                self.line(line);
            } else if self.grammar == Grammar::Sway {
                self.line(&format!("{} {line}", blocks.join(" ")));
            }
        }
    }

    fn line(&mut self, line: &str) {
        let (name, rest) = line.split_once([' ', '\t']).unwrap_or((line, ""));
        let rest = rest.trim_start();
        match name {
            "set" => {
                let (variable, value) = rest.split_once([' ', '\t']).unwrap_or((rest, ""));
                if !variable.starts_with('$') {
                    return;
                }
                let Some(value) = self.expanded(value.trim()) else { return };
                self.variables.retain(|(known, _)| known != variable);
                self.variables.push((variable.to_owned(), value));
                self.variables.sort_by_key(|(name, _)| std::cmp::Reverse(name.len()));
            }
            "include" => {
                let Some(path) = self.expanded(rest) else { return };
                // From where a file is that is included itself is not followed.
                if self.depth > 0 && !path.starts_with(['/', '~', '$']) {
                    self.started.doubt = Some(Cause::Unsupported);
                    return;
                }
                self.depth += 1;
                for text in (self.includes)(&path) {
                    match text {
                        Ok(text) if self.files < MOST_FILES => self.read(&text),
                        Ok(_) => self.started.doubt = Some(Cause::TooLarge),
                        // An error in the log, and nothing else.
                        Err(Cause::Missing) => {}
                        Err(cause) => self.started.doubt = Some(cause),
                    }
                }
                self.depth -= 1;
            }
            "exec" | "exec_always" => self.exec(rest),
            _ => {}
        }
    }

    fn exec(&mut self, command: &str) {
        let Some(command) = self.expanded(command) else { return };
        let command = command.trim();
        let command = command.strip_prefix("--no-startup-id").map_or(command, str::trim_start);
        let command = match self.grammar {
            Grammar::Sway => quoted_whole(command).unwrap_or(command).to_owned(),
            // A command that starts with a quote ends with the next one.
            Grammar::I3 => command.strip_prefix('"').map_or(command.to_owned(), quoted),
        };
        if self.started.commands.len() < MOST_COMMANDS {
            self.started.commands.push(command);
        } else {
            self.started.doubt = Some(Cause::TooLarge);
        }
    }

    /// The text with the variables in it.
    fn expanded(&mut self, text: &str) -> Option<String> {
        let mut out = String::new();
        let mut rest = text;
        while let Some((before, after)) = rest.split_once('$') {
            out.push_str(before);
            let reference = rest.get(before.len()..).unwrap_or_default();
            let known = self.variables.iter().find(|(name, _)| reference.starts_with(name.as_str()));
            rest = match known {
                Some((name, value)) => {
                    out.push_str(value);
                    reference.get(name.len()..).unwrap_or_default()
                }
                None if self.grammar == Grammar::Sway && after.starts_with('$') => {
                    out.push('$');
                    after.get(1..).unwrap_or_default()
                }
                None => {
                    out.push('$');
                    after
                }
            };
            if out.len() > LONGEST_LINE {
                self.started.doubt = Some(Cause::TooLarge);
                return None;
            }
        }
        out.push_str(rest);
        Some(out)
    }
}

/// The lines without comments and blanks, those that go on after a backslash in one.
fn whole_lines(text: &str) -> Vec<String> {
    let mut whole = Vec::new();
    let mut lines = text.split('\n').map(|line| line.strip_suffix('\r').unwrap_or(line));
    while let Some(line) = lines.next() {
        // A comment does not go on.
        if line.trim_start().starts_with('#') {
            continue;
        }
        let mut line = line.to_owned();
        while let Some(begun) = line.strip_suffix('\\') {
            let Some(next) = lines.next().filter(|_| begun.len() < LONGEST_LINE) else {
                line.pop();
                break;
            };
            line = format!("{begun}{next}");
        }
        let line = line.trim();
        if !line.is_empty() {
            whole.push(line.to_owned());
        }
    }
    whole
}

/// What stands between quotes that go around the whole text.
fn quoted_whole(text: &str) -> Option<&str> {
    let quote = text.chars().next().filter(|quote| matches!(quote, '"' | '\''))?;
    let inside = text.strip_prefix(quote)?.strip_suffix(quote)?;
    (!inside.contains(quote)).then_some(inside)
}

/// The text up to the quote that ends it, without the backslashes before quotes and backslashes.
fn quoted(text: &str) -> String {
    let mut out = String::new();
    let mut characters = text.chars();
    while let Some(character) = characters.next() {
        match character {
            '"' => break,
            '\\' => match characters.next() {
                Some(escaped @ ('"' | '\\')) => out.push(escaped),
                Some(other) => out.extend(['\\', other]),
                None => {}
            },
            _ => out.push(character),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn commands(text: &str, grammar: Grammar) -> Vec<String> {
        let include = |path: &str| vec![Ok(format!("exec included {path}\n"))];
        started(text, grammar, &include).commands
    }

    #[test]
    fn commands_of_sway_are_found() {
        for (text, expected) in [
            ("exec swayidle -w", vec!["swayidle -w"]),
            ("  exec_always   --no-startup-id swayidle  ", vec!["swayidle"]),
            ("# exec swayidle", vec![]),
            ("#exec a \\\nexec b", vec!["b"]),
            ("exec a \\\n  b \\\n  c\nexec d", vec!["a   b   c", "d"]),
            (
                "set $l 'swaylock -f'\nexec swayidle timeout 300 $l",
                vec!["swayidle timeout 300 'swaylock -f'"],
            ),
            (
                "set $l swaylock -f\nexec swayidle timeout 300 \"$l\"",
                vec!["swayidle timeout 300 \"swaylock -f\""],
            ),
            ("set $a x\nset $ab y\nexec $ab $a $$a $c", vec!["y x $a $c"]),
            ("set $a x\nset $b $a z\nexec $b", vec!["x z"]),
            ("exec $a\nset $a x", vec!["$a"]),
            ("exec {\n  a\n  b c\n}\nexec d", vec!["a", "b c", "d"]),
            ("mode \"x\" {\n  bindsym l exec swayidle\n}\nbindsym Mod4+l exec swayidle", vec![]),
            ("bar\n{\n  swaybar_command waybar\n}\nexec a", vec!["a"]),
            ("exec 'a b'", vec!["a b"]),
            ("include x\r\nexec a\r\n", vec!["included x", "a"]),
            ("executable x", vec![]),
        ] {
            assert_eq!(commands(text, Grammar::Sway), expected, "{text}");
        }
    }

    #[test]
    fn commands_of_i3_are_found() {
        for (text, expected) in [
            ("exec --no-startup-id xset s 300 5", vec!["xset s 300 5"]),
            ("exec \"a \\\"b\\\" c\"", vec!["a \"b\" c"]),
            ("mode \"x\" {\n  exec a\n}", vec![]),
            ("exec --no-startup-id \"a; b\"", vec!["a; b"]),
        ] {
            assert_eq!(commands(text, Grammar::I3), expected, "{text}");
        }
    }

    #[test]
    fn includes_come_to_an_end() {
        let again = |_: &str| vec![Ok("include /again\ninclude /again\n".to_owned())];

        assert_eq!(started("include x", Grammar::Sway, &again).doubt, Some(Cause::TooLarge));
        let denied = |_: &str| vec![Err(Cause::Denied)];
        assert_eq!(started("include x", Grammar::Sway, &denied).doubt, Some(Cause::Denied));
    }

    proptest! {
        #[test]
        fn any_text_is_read_to_an_end(text in "(exec|set|include|[a-c${}#\"'\\\\ \n]|.){0,200}") {
            for grammar in [Grammar::Sway, Grammar::I3] {
                let _ = started(&text, grammar, &|_| vec![Ok("exec a\n".to_owned())]);
            }
        }
    }
}
