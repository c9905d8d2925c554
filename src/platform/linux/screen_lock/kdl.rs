//! niri's configuration in KDL, as far as it starts programs.
//!
//! Reads the nodes `spawn-at-startup "program" "argument"…` and `spawn-sh-at-startup "command"` at the beginning of a line. Not
//! understood: raw strings, block comments and nodes that are commented out whole.

/// The command lines for the shell, and whether they are surely all.
pub(crate) fn spawned(text: &str) -> (Vec<String>, bool) {
    let mut commands = Vec::new();
    let mut is_whole = !text.contains("/*") && !text.contains("/-") && !text.contains("include ");
    for line in text.lines().map(str::trim) {
        let (node, rest) = line.split_once([' ', '\t']).unwrap_or((line, ""));
        if !matches!(node, "spawn-at-startup" | "spawn-sh-at-startup") {
            continue;
        }
        match strings(rest) {
            Some(words) if node == "spawn-at-startup" => {
                let quoted = words.iter().map(|word| format!("'{}'", word.replace('\'', "'\\''")));
                commands.push(quoted.collect::<Vec<_>>().join(" "));
            }
            Some(words) => commands.extend(words.into_iter().take(1)),
            None => is_whole = false,
        }
    }
    (commands, is_whole)
}

/// The strings of a node; nothing where something else stands there.
fn strings(text: &str) -> Option<Vec<String>> {
    let mut words = Vec::new();
    let mut rest = text.trim_start();
    while !rest.is_empty() && !rest.starts_with("//") && rest != ";" {
        let mut word = String::new();
        let mut characters = rest.strip_prefix('"')?.chars();
        loop {
            match characters.next()? {
                '"' => break,
                '\\' => match characters.next()? {
                    'n' => word.push('\n'),
                    't' => word.push('\t'),
                    escaped @ ('"' | '\\' | '/') => word.push(escaped),
                    _ => return None,
                },
                character => word.push(character),
            }
        }
        words.push(word);
        rest = characters.as_str().trim_start();
    }
    Some(words)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn spawned_programs_are_found() {
        for (text, commands, is_whole) in [
            (
                "spawn-at-startup \"swayidle\" \"timeout\" \"300\" \"swaylock -f\"",
                vec!["'swayidle' 'timeout' '300' 'swaylock -f'"],
                true,
            ),
            (
                "  spawn-sh-at-startup \"swayidle -w timeout 5 'a'\" // why",
                vec!["swayidle -w timeout 5 'a'"],
                true,
            ),
            ("// spawn-at-startup \"swayidle\"", vec![], true),
            ("spawn-at-startup \"it's\"", vec!["'it'\\''s'"], true),
            ("/- spawn-at-startup \"swayidle\"", vec![], false),
            ("spawn-at-startup r#\"swayidle\"#", vec![], false),
            ("binds { Mod+L { spawn \"swaylock\"; } }", vec![], true),
        ] {
            assert_eq!(
                spawned(text),
                (commands.into_iter().map(str::to_owned).collect(), is_whole),
                "{text}"
            );
        }
    }

    proptest! {
        #[test]
        fn any_text_is_read_to_an_end(text in "(spawn-at-startup|[a-c\"\\\\/ \n]|.){0,200}") {
            let _ = spawned(&text);
        }
    }
}
