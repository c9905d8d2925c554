//! Files of groups and keys, as `GKeyFile`, SDDM and systemd's units have them.
//!
//! Takes a text and gives its entries in their order; reads nothing by itself and needs no permission. Cannot see
//! escapes, translations or lists: the values are taken as they stand.

/// An entry: the group it stands in, its key and its value, without the blanks around them.
pub(crate) type Entry<'a> = (&'a str, &'a str, &'a str);

/// The entries of a text; lines that are neither group nor entry are passed over.
pub(crate) fn entries(text: &str) -> Vec<Entry<'_>> {
    let mut group = "";
    let mut entries = Vec::new();
    for line in text.trim_start_matches('\u{feff}').lines().map(str::trim) {
        if let Some(header) = line.strip_prefix('[') {
            group = header.strip_suffix(']').unwrap_or_default().trim();
        } else if !line.starts_with(['#', ';'])
            && let Some((key, value)) = line.split_once('=')
        {
            entries.push((group, key.trim(), value.trim()));
        }
    }
    entries
}

/// The last value of a key in a group.
pub(crate) fn last<'a>(entries: &[Entry<'a>], group: &str, key: &str) -> Option<&'a str> {
    let mut found = entries.iter().rev();
    found.find(|entry| (entry.0, entry.1) == (group, key)).map(|entry| entry.2)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn entries_stand_in_their_groups() {
        let text = "\u{feff}a=0\r\n[One]\r\n a = 1 \r\n#a=2\r\n;a=3\r\n[Two]\r\na=4=5\r\nnothing\r\n[open\r\na=6\r\n";

        let entries = entries(text);

        assert_eq!(entries, [("", "a", "0"), ("One", "a", "1"), ("Two", "a", "4=5"), ("", "a", "6")]);
        assert_eq!(last(&entries, "", "a"), Some("6"));
        assert_eq!(last(&entries, "One", "b"), None);
    }

    proptest! {
        #[test]
        fn any_text_is_read_to_an_end(text in "([\\[\\]=#; aB\n\r]|.){0,200}") {
            let _ = entries(&text);
        }
    }
}
