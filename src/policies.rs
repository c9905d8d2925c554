//! The policies that are built in, and those that a file brings.

use std::fmt;
use std::path::{Path, PathBuf};

use custodia_core::policy::{Diagnostic, Loaded, MAX_LENGTH, Policy, load};

/// The built-in policy files: name and text.
pub const BUILT_IN: &[(&str, &str)] = &[
    ("cm-g-03", include_str!("../policies/cm-g-03.toml")),
    ("inai-145-20", include_str!("../policies/inai-145-20.toml")),
    ("itei-social-accounts", include_str!("../policies/itei-social-accounts.toml")),
    ("whatsapp-public-administration", include_str!("../policies/whatsapp-public-administration.toml")),
    ("ifai-institutional-email", include_str!("../policies/ifai-institutional-email.toml")),
    ("baseline", include_str!("../policies/baseline.toml")),
];

/// The built-in policies that are applied where none is named: what the press office's own guide and plain device
/// hygiene ask. The other documents hold for those who are told to follow them.
const DEFAULT: [&str; 2] = ["cm-g-03", "baseline"];

/// Every built-in policy, in their order.
///
/// # Panics
///
/// Never: a test holds that each built-in file is valid.
#[must_use]
pub fn built_in() -> Vec<Policy> {
    BUILT_IN.iter().filter_map(|(_, text)| load(text).policy).collect()
}

/// The built-in policies that are applied where none is named.
#[must_use]
pub fn applied_by_default() -> Vec<Policy> {
    built_in().into_iter().filter(|policy| DEFAULT.contains(&policy.id.to_string().as_str())).collect()
}

/// Loads the policies that were asked for: built-in ones by name, `all` of them, or files by path; the default ones
/// where none is named.
///
/// # Errors
///
/// When a file cannot be read or is not a valid policy.
pub fn select(names: &[String]) -> Result<Vec<Policy>, PolicyError> {
    if names.is_empty() {
        return Ok(applied_by_default());
    }
    let mut policies: Vec<Policy> = Vec::new();
    for name in names {
        let found = match text_of(name)? {
            Text::All => built_in(),
            Text::One(text) => {
                let Loaded { policy, diagnostics } = load(&text);
                match policy {
                    Some(policy) => vec![policy],
                    None => {
                        return Err(PolicyError::Invalid(Box::new(Invalid {
                            file: name.clone(),
                            text,
                            diagnostics,
                        })));
                    }
                }
            }
        };
        for policy in found {
            if !policies.iter().any(|known| known.id == policy.id) {
                policies.push(policy);
            }
        }
    }
    Ok(policies)
}

/// Loads the policies that were asked for as [`select`] does; where none is named, with the built-in ones beside the
/// default that have a rule or check of these ids, which no default one has.
///
/// # Errors
///
/// As [`select`].
pub fn select_for(names: &[String], ids: &[String]) -> Result<Vec<Policy>, PolicyError> {
    let mut policies = select(names)?;
    if names.is_empty() {
        let unserved: Vec<&String> =
            ids.iter().filter(|id| !policies.iter().any(|one| serves(one, id))).collect();
        let further = built_in().into_iter().filter(|policy| unserved.iter().any(|id| serves(policy, id)));
        policies.extend(further.collect::<Vec<_>>());
    }
    Ok(policies)
}

fn serves(policy: &Policy, id: &str) -> bool {
    policy.rules.iter().any(|rule| rule.is_called(id))
}

/// Reads the text of one policy, by the name of a built-in one or by path, without validating it.
///
/// # Errors
///
/// When the file cannot be read.
pub fn read(name: &str) -> Result<String, PolicyError> {
    if let Some((_, text)) = BUILT_IN.iter().find(|(known, _)| *known == name) {
        return Ok((*text).to_owned());
    }
    let path = Path::new(name);
    let unreadable = |source| PolicyError::Unreadable { file: path.to_owned(), source };
    let length = fs_err::metadata(path).map_err(unreadable)?.len();
    if length > MAX_LENGTH as u64 {
        let source =
            std::io::Error::new(std::io::ErrorKind::FileTooLarge, format!("larger than {MAX_LENGTH} bytes"));
        return Err(unreadable(source));
    }
    fs_err::read_to_string(path).map_err(unreadable)
}

enum Text {
    All,
    One(String),
}

fn text_of(name: &str) -> Result<Text, PolicyError> {
    if name == "all" { Ok(Text::All) } else { read(name).map(Text::One) }
}

/// Why a policy could not be used.
#[derive(Debug, thiserror::Error)]
pub enum PolicyError {
    /// The file could not be read.
    #[error("the policy {} could not be read", file.display())]
    Unreadable {
        /// The file.
        file: PathBuf,
        /// Why not.
        #[source]
        source: std::io::Error,
    },
    /// The file is not a valid policy.
    #[error(transparent)]
    Invalid(Box<Invalid>),
}

/// A policy file that is not valid, with what is wrong in it.
#[derive(Debug)]
pub struct Invalid {
    /// The name under which it was asked for.
    pub file: String,
    /// Its text.
    pub text: String,
    /// What is wrong in it.
    pub diagnostics: Vec<Diagnostic>,
}

impl fmt::Display for Invalid {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "the policy {} is not valid", self.file)
    }
}

impl std::error::Error for Invalid {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_built_in_policy_is_valid_and_named_as_its_file() {
        for (name, text) in BUILT_IN {
            let loaded = load(text);
            assert_eq!(loaded.diagnostics, [], "{name}");
            assert_eq!(loaded.policy.unwrap().id.to_string(), *name);
        }
    }

    #[test]
    fn every_built_in_rule_names_two_references_or_a_clause_of_a_document_with_one() {
        for policy in built_in() {
            for rule in &policy.rules {
                assert!(!rule.references.is_empty(), "{}", rule.id);
            }
        }
    }

    #[test]
    fn without_a_name_the_default_policies_are_applied() {
        let ids: Vec<String> = select(&[]).unwrap().iter().map(|policy| policy.id.to_string()).collect();

        assert_eq!(ids, DEFAULT);
    }

    #[test]
    fn a_check_that_no_default_policy_asks_for_brings_the_policies_that_do() {
        let selected = |names: &[&str], id: &str| {
            let names: Vec<String> = names.iter().map(|name| (*name).to_owned()).collect();
            let policies = select_for(&names, &[id.to_owned()]).unwrap();
            policies.iter().map(|policy| policy.id.to_string()).collect::<Vec<_>>()
        };

        assert_eq!(selected(&[], "screen-lock"), DEFAULT);
        assert_eq!(selected(&[], "passwords"), ["cm-g-03", "baseline", "itei-social-accounts"]);
        assert_eq!(selected(&[], "inai-145-20/capture"), ["cm-g-03", "baseline", "inai-145-20"]);
        assert_eq!(selected(&["baseline"], "passwords"), ["baseline"]);
    }

    #[test]
    fn a_policy_asked_for_twice_is_applied_once() {
        let names = ["all", "baseline"].map(str::to_owned);

        assert_eq!(select(&names).unwrap().len(), BUILT_IN.len());
    }

    #[test]
    fn a_missing_file_is_an_error_with_its_name() {
        let error = select(&["no-such-policy".to_owned()]).unwrap_err();

        assert_eq!(error.to_string(), "the policy no-such-policy could not be read");
    }
}
