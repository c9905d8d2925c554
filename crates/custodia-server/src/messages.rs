//! The texts of the pages and of the command line: the agent's, and the server's own.

use std::sync::LazyLock;

use custodia::messages::{Language, Messages};

const SPANISH: &str = include_str!("../../../locales/es/server.ftl");
const ENGLISH: &str = include_str!("../../../locales/en/server.ftl");

/// All texts in a language.
#[must_use]
pub fn of(language: Language) -> &'static Messages {
    static IN_SPANISH: LazyLock<Messages> =
        LazyLock::new(|| Messages::with_texts(Language::Spanish, &[SPANISH]));
    static IN_ENGLISH: LazyLock<Messages> =
        LazyLock::new(|| Messages::with_texts(Language::English, &[ENGLISH]));
    match language {
        Language::Spanish => &IN_SPANISH,
        Language::English => &IN_ENGLISH,
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    fn ids(file: &str) -> BTreeSet<&str> {
        file.lines()
            .filter(|line| line.starts_with(|first: char| first.is_ascii_lowercase()))
            .filter_map(|line| line.split_once(" =").map(|(id, _)| id))
            .collect()
    }

    #[test]
    fn both_languages_have_the_same_messages() {
        assert_eq!(ids(SPANISH), ids(ENGLISH));
        assert!(ids(SPANISH).len() > 100);
    }

    #[test]
    fn the_server_replaces_no_text_of_the_agent() {
        for language in Language::ALL {
            let agent = Messages::new(language);
            for id in ids(SPANISH) {
                assert_eq!(agent.find(id, &[]), None, "{id} stands in the agent's files too");
                assert!(of(language).find(id, &[]).is_some(), "{id} cannot be read in {language:?}");
            }
        }
    }
}
