//! Reading a policy file: from TOML text to a valid [`Policy`], collecting every mistake on the way.
//!
//! ```toml
//! format = 1
//! id = "press-office"
//! version = 3
//! title = { es = "…", en = "…" }
//! document = { name = "CM-G-03", version = "2", date = "2022-08-05" }
//!
//! [rule.screen-lock]
//! clause = "5.I.7"
//! severity = "critical"
//! asks = { es = "…", en = "…" }
//! platforms = ["linux", "windows"]
//! max-idle = "5m"
//! ```
//!
//! A rule's table is named after its check, or names it under `check`. The keys after the common ones are the
//! check's parameters. `[[waiver]]` tables excuse devices from a rule until a day. What no device can decide stands in `[record.…]` tables, with the `kind` of what the endpoint
//! keeps for it. Anything else is an error.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::str::FromStr;

use jiff::civil::Date;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::is_identifier;
use super::{
    Bilingual, Cite, ControlId, Diagnostic, Document, Level, PackId, ParameterValue, Policy, RecordKind,
    RecordRule, Rule, RuleId, WAIVER_REASONS, Waiver,
};
use crate::catalog::{CheckId, ParameterKind, ParameterSpec};
use crate::network_id::{NetworkId, Salt};
use crate::platform::Os;
use crate::value::{Digest, Version};
use crate::verdict::Severity;
use crate::vocabulary::Word;

/// The largest policy file that is read, in bytes.
pub const MAX_LENGTH: usize = 1024 * 1024;

/// How many salts the ids of a rule may have: every check hashes each network in use once with each.
const MAX_SALTS: usize = 4;

/// What loading a policy file gave.
#[derive(Debug)]
pub struct Loaded {
    /// The policy; absent if any diagnostic is an error.
    pub policy: Option<Policy>,
    /// Everything wrong or doubtful, in the order of the file.
    pub diagnostics: Vec<Diagnostic>,
}

/// Reads and validates a policy file's text.
#[must_use]
pub fn load(text: &str) -> Loaded {
    let mut loader = Loader { text, diagnostics: Vec::new() };
    let policy = loader.policy();
    let mut diagnostics = loader.diagnostics;
    diagnostics.sort_by_key(|diagnostic| (diagnostic.span.start, diagnostic.level));
    let invalid = diagnostics.iter().any(|diagnostic| diagnostic.level == Level::Error);
    Loaded { policy: policy.filter(|_| !invalid), diagnostics }
}

const TOP_KEYS: [&str; 8] = ["format", "id", "version", "title", "document", "rule", "record", "waiver"];
const WAIVER_KEYS: [&str; 5] = ["rule", "reason", "approver", "expires", "platforms"];
pub(super) const RULE_KEYS: [&str; 8] =
    ["check", "clause", "severity", "asks", "risk", "references", "controls", "platforms"];
const RECORD_KEYS: [&str; 7] = ["kind", "clause", "severity", "asks", "risk", "references", "controls"];

struct Loader<'a> {
    text: &'a str,
    diagnostics: Vec<Diagnostic>,
}

type Table<'a> = DeTable<'a>;
type Item<'a> = Spanned<DeValue<'a>>;

impl<'a> Loader<'a> {
    fn policy(&mut self) -> Option<Policy> {
        if self.text.len() > MAX_LENGTH {
            self.push(Diagnostic::error("too-large", 0..0).with("limit", MAX_LENGTH.to_string()));
            return None;
        }
        let document = match DeTable::parse(self.text) {
            Ok(document) => document,
            Err(error) => {
                let span = error.span().unwrap_or(0..0);
                self.push(Diagnostic::error("syntax", span).with("message", error.message()));
                return None;
            }
        };
        let top = document.get_ref();
        // A file of a later format may hold anything: nothing more is said about it.
        if let Some(format) = self.number(top, 0..0, "format", 1, u64::MAX, true)
            && format != 1
        {
            let span = top.get("format").map_or(0..0, Spanned::span);
            self.push(Diagnostic::error("format", span).with("format", format.to_string()));
            return None;
        }
        self.unknown_keys(top, &TOP_KEYS);
        let id = self.pack_id(top);
        let version = self.number(top, 0..0, "version", 1, u64::from(u32::MAX), true);
        let title = self.bilingual(top, 0..0, "title", true);
        let document = self.document(top);
        let mut rules = self.rules(top, id.as_ref(), document.as_ref());
        self.waivers(top, &mut rules);
        let records = self.records(top, id.as_ref(), document.as_ref());
        Some(Policy {
            id: id?,
            version: version?,
            digest: Digest::of(self.text.as_bytes()),
            title: title?,
            document: document?,
            rules,
            records,
        })
    }

    fn pack_id(&mut self, top: &Table<'a>) -> Option<PackId> {
        let (text, span) = self.string(top, 0..0, "id", true)?;
        let id = text.parse().ok();
        if id.is_none() {
            self.push(Diagnostic::error("identifier", span));
        }
        id
    }

    fn document(&mut self, top: &Table<'a>) -> Option<Document> {
        let (table, span) = self.table(top, 0..0, "document", true)?;
        self.unknown_keys(table, &["name", "version", "date"]);
        let name = self.string(table, span.clone(), "name", true);
        let version = self.string(table, span.clone(), "version", false);
        let date = self.date(table, span, "date", false);
        Some(Document { name: name?.0, version: version.map(|(version, _)| version), date })
    }

    fn rules(&mut self, top: &Table<'a>, pack: Option<&PackId>, document: Option<&Document>) -> Vec<Rule> {
        let Some((tables, span)) = self.table(top, 0..0, "rule", true) else { return Vec::new() };
        if tables.is_empty() {
            self.push(Diagnostic::error("no-rules", span));
        }
        let mut rules = Vec::new();
        for (name, item) in tables {
            let DeValue::Table(table) = item.get_ref() else {
                self.wrong_type(item, "table");
                continue;
            };
            if !is_identifier(name.get_ref()) {
                self.push(Diagnostic::error("identifier", name.span()));
                continue;
            }
            if let Some(rule) = self.rule(name, table, pack, document) {
                rules.push(rule);
            }
        }
        rules.sort_by_key(|rule| rule.line);
        rules
    }

    fn records(
        &mut self,
        top: &Table<'a>,
        pack: Option<&PackId>,
        document: Option<&Document>,
    ) -> Vec<RecordRule> {
        let Some((tables, _)) =
            top.contains_key("record").then(|| self.table(top, 0..0, "record", true)).flatten()
        else {
            return Vec::new();
        };
        let mut records = Vec::new();
        for (name, item) in tables {
            let DeValue::Table(table) = item.get_ref() else {
                self.wrong_type(item, "table");
                continue;
            };
            if !is_identifier(name.get_ref()) {
                self.push(Diagnostic::error("identifier", name.span()));
                continue;
            }
            if let Some(record) = self.record(name, table, pack, document) {
                records.push((name.span().start, record));
            }
        }
        records.sort_by_key(|(start, _)| *start);
        records.into_iter().map(|(_, record)| record).collect()
    }

    fn record(
        &mut self,
        name: &Spanned<std::borrow::Cow<'a, str>>,
        table: &Table<'a>,
        pack: Option<&PackId>,
        document: Option<&Document>,
    ) -> Option<RecordRule> {
        let span = name.span();
        self.unknown_keys(table, &RECORD_KEYS);
        let kind = self.word_of(table, span.clone(), "kind", &RecordKind::ALL, RecordKind::as_str);
        let clause = self.string(table, span.clone(), "clause", true);
        let severity = self.word_of(table, span.clone(), "severity", &Severity::ALL, Severity::as_str);
        let asks = self.bilingual(table, span.clone(), "asks", true);
        let risk = self.bilingual(table, span, "risk", false);
        let references = self.strings(table, "references");
        let controls = self.controls(table);
        let (clause, document) = (clause?.0, document?);
        Some(RecordRule {
            id: RuleId { pack: pack?.clone(), rule: name.get_ref().to_string() },
            kind: kind?,
            severity: severity?,
            asks: asks?,
            cite: Cite { document: document.name.clone(), version: document.version.clone(), clause },
            risk,
            references,
            controls,
        })
    }

    /// Gives every rule its waivers.
    fn waivers(&mut self, top: &Table<'a>, rules: &mut [Rule]) {
        let Some(item) = top.get("waiver") else { return };
        let DeValue::Array(items) = item.get_ref() else {
            self.wrong_type(item, "array");
            return;
        };
        // A rule with a mistake is missing among the rules, but not in the file.
        let written: Vec<String> = top
            .get("rule")
            .and_then(|rules| rules.get_ref().as_table())
            .map(|rules| rules.keys().map(|name| name.get_ref().to_string()).collect())
            .unwrap_or_default();
        for item in items {
            let DeValue::Table(table) = item.get_ref() else {
                self.wrong_type(item, "table");
                continue;
            };
            let Some((name, span, waiver)) = self.waiver(table, &item.span()) else { continue };
            match rules.iter_mut().find(|rule| rule.id.rule() == name) {
                Some(rule) if !waiver.platforms.iter().any(|os| rule.platforms.contains(os)) => {
                    self.push(Diagnostic::warning("waiver-no-platform", span));
                }
                Some(rule) => rule.waivers.push(waiver),
                None if written.contains(&name) => {}
                None => self.push(
                    Diagnostic::warning("waiver-no-rule", span)
                        .with("name", &name)
                        .suggest(&name, written.iter().map(String::as_str)),
                ),
            }
        }
    }

    fn waiver(&mut self, table: &Table<'a>, span: &Range<usize>) -> Option<(String, Range<usize>, Waiver)> {
        self.unknown_keys(table, &WAIVER_KEYS);
        let rule = self.string(table, span.clone(), "rule", true);
        let reason = self.word_of(table, span.clone(), "reason", WAIVER_REASONS, Word::as_str);
        let approver = self.string(table, span.clone(), "approver", true);
        let expires = self.date(table, span.clone(), "expires", true);
        let platforms = self.platforms(table, span);
        let (name, place) = rule?;
        let end = table.get("expires").map_or_else(|| span.clone(), Spanned::span);
        let waiver =
            Waiver { reason: reason?, approver: approver?.0, expires: expires?, platforms, span: end };
        Some((name, place, waiver))
    }

    fn controls(&mut self, table: &Table<'a>) -> Vec<ControlId> {
        table.get("controls").map(|item| self.parsed_list(item, "control")).unwrap_or_default()
    }

    /// A list of texts of a form of their own; `code` is the diagnostic of one that is not of that form.
    fn parsed_list<T: FromStr + PartialEq>(&mut self, item: &Item<'a>, code: &'static str) -> Vec<T> {
        let DeValue::Array(items) = item.get_ref() else {
            self.wrong_type(item, "array");
            return Vec::new();
        };
        let mut values = Vec::new();
        for item in items {
            let Some(text) = self.string_at(item) else { continue };
            match text.parse() {
                Ok(value) if values.contains(&value) => {
                    self.push(Diagnostic::warning("repeated", item.span()));
                }
                Ok(value) => values.push(value),
                Err(_) => self.push(Diagnostic::error(code, item.span())),
            }
        }
        values
    }

    fn versions(&mut self, item: &Item<'a>, allowed: &[Word]) -> Option<BTreeMap<Word, Version>> {
        let DeValue::Table(table) = item.get_ref() else {
            self.wrong_type(item, "table");
            return None;
        };
        let names: Vec<&str> = allowed.iter().copied().map(Word::as_str).collect();
        self.unknown_keys(table, &names);
        let mut versions = BTreeMap::new();
        for (name, item) in table {
            let Some(word) = allowed.iter().find(|word| word.as_str() == name.get_ref()) else { continue };
            match self.string_at(item).map(|text| text.parse()) {
                Some(Ok(version)) => {
                    versions.insert(*word, version);
                }
                Some(Err(_)) => self.push(Diagnostic::error("version", item.span())),
                None => {}
            }
        }
        Some(versions)
    }

    fn rule(
        &mut self,
        name: &Spanned<std::borrow::Cow<'a, str>>,
        table: &Table<'a>,
        pack: Option<&PackId>,
        document: Option<&Document>,
    ) -> Option<Rule> {
        let span = name.span();
        let check = self.check(name, table);
        let clause = self.string(table, span.clone(), "clause", true);
        let severity = self.word_of(table, span.clone(), "severity", &Severity::ALL, Severity::as_str);
        let asks = self.bilingual(table, span.clone(), "asks", true);
        let risk = self.bilingual(table, span.clone(), "risk", false);
        let references = self.strings(table, "references");
        let controls = self.controls(table);
        let platforms = self.platforms(table, &span);
        let parameters = check.map(|check| self.parameters(table, &span, check)).unwrap_or_default();
        let (clause, document) = (clause?.0, document?);
        Some(Rule {
            id: RuleId { pack: pack?.clone(), rule: name.get_ref().to_string() },
            check: check?,
            severity: severity?,
            asks: asks?,
            cite: Cite { document: document.name.clone(), version: document.version.clone(), clause },
            risk,
            references,
            controls,
            platforms,
            waivers: Vec::new(),
            line: self.text.get(..span.start).unwrap_or_default().matches('\n').count() + 1,
            parameters,
        })
    }

    fn check(&mut self, name: &Spanned<std::borrow::Cow<'a, str>>, table: &Table<'a>) -> Option<CheckId> {
        let (text, span) = match table.get("check") {
            Some(_) => self.string(table, name.span(), "check", true)?,
            None => (name.get_ref().to_string(), name.span()),
        };
        text.parse().ok().or_else(|| {
            let known = CheckId::ALL.map(CheckId::as_str);
            self.push(
                Diagnostic::error("unknown-check", span)
                    .with("name", &text)
                    .with("known", known.join(", "))
                    .suggest(&text, known),
            );
            None
        })
    }

    fn platforms(&mut self, table: &Table<'a>, rule: &Range<usize>) -> Vec<Os> {
        let Some(item) = table.get("platforms") else { return Os::ALL.to_vec() };
        let words = self.word_list(item, &Os::ALL, Os::as_str);
        if words.is_empty() {
            self.push(Diagnostic::error("no-platforms", rule.clone()));
        }
        words
    }

    fn parameters(
        &mut self,
        table: &Table<'a>,
        rule: &Range<usize>,
        check: CheckId,
    ) -> BTreeMap<&'static str, ParameterValue> {
        let known: Vec<&str> = RULE_KEYS
            .iter()
            .copied()
            .chain(check.parameters().iter().map(|parameter| parameter.name))
            .collect();
        self.unknown_keys(table, &known);
        let specs = check.parameters().iter();
        specs
            .filter_map(|spec| {
                let item = self.item(table, rule.clone(), spec.name, spec.required)?;
                Some((spec.name, self.parameter(item, spec)?))
            })
            .collect()
    }

    fn parameter(&mut self, item: &Item<'a>, spec: &ParameterSpec) -> Option<ParameterValue> {
        match spec.kind {
            ParameterKind::Duration { min, max } => {
                let Some(text) = item.get_ref().as_str() else {
                    self.wrong_type(item, "duration");
                    return None;
                };
                let Some(seconds) = parse_duration(text) else {
                    self.push(Diagnostic::error("duration", item.span()));
                    return None;
                };
                if (min..=max).contains(&seconds) {
                    return Some(ParameterValue::Number(seconds));
                }
                self.push(
                    Diagnostic::error("out-of-range", item.span())
                        .with("min", format_duration(min))
                        .with("max", format_duration(max)),
                );
                None
            }
            ParameterKind::Number { min, max } => self.number_at(item, min, max).map(ParameterValue::Number),
            ParameterKind::Boolean => item.get_ref().as_bool().map(ParameterValue::Boolean).or_else(|| {
                self.wrong_type(item, "boolean");
                None
            }),
            ParameterKind::Words(allowed) => {
                let words = self.word_list(item, allowed, Word::as_str);
                if words.is_empty() {
                    self.push(Diagnostic::warning("empty-list", item.span()));
                }
                Some(ParameterValue::Words(words))
            }
            ParameterKind::Date => self.date_at(item).map(ParameterValue::Date),
            ParameterKind::NetworkIds => Some(ParameterValue::NetworkIds(self.network_ids(item))),
            ParameterKind::Word(allowed) => {
                self.word_at(item, allowed, Word::as_str).map(ParameterValue::Word)
            }
            ParameterKind::Domains => Some(ParameterValue::Domains(self.parsed_list(item, "domain"))),
            ParameterKind::Versions(allowed) => self.versions(item, allowed).map(ParameterValue::Versions),
            ParameterKind::Digests => Some(ParameterValue::Digests(self.parsed_list(item, "digest"))),
        }
    }

    /// An empty list would read as if no network were approved, while it asks for nothing.
    fn network_ids(&mut self, item: &Item<'a>) -> Vec<NetworkId> {
        let ids: Vec<NetworkId> = self.parsed_list(item, "network-id");
        if item.get_ref().as_array().is_some_and(|items| items.is_empty()) {
            self.push(Diagnostic::error("no-networks", item.span()));
        }
        let salts: BTreeSet<Salt> = ids.iter().map(NetworkId::salt).collect();
        if salts.len() > MAX_SALTS {
            self.push(Diagnostic::error("network-salts", item.span()).with("limit", MAX_SALTS.to_string()));
        }
        ids
    }

    fn unknown_keys(&mut self, table: &Table<'a>, known: &[&str]) {
        for key in table.keys() {
            let written = key.get_ref().as_ref();
            if !known.contains(&written) {
                self.push(
                    Diagnostic::error("unknown-key", key.span())
                        .with("name", written)
                        .with("known", known.join(", "))
                        .suggest(written, known.iter().copied()),
                );
            }
        }
    }

    fn item<'t>(
        &mut self,
        table: &'t Table<'a>,
        owner: Range<usize>,
        key: &'static str,
        required: bool,
    ) -> Option<&'t Item<'a>> {
        let item = table.get(key);
        if item.is_none() && required {
            self.push(Diagnostic::error("missing-key", owner).with("name", key));
        }
        item
    }

    fn table<'t>(
        &mut self,
        table: &'t Table<'a>,
        owner: Range<usize>,
        key: &'static str,
        required: bool,
    ) -> Option<(&'t Table<'a>, Range<usize>)> {
        let item = self.item(table, owner, key, required)?;
        if let DeValue::Table(inner) = item.get_ref() {
            return Some((inner, item.span()));
        }
        self.wrong_type(item, "table");
        None
    }

    fn string(
        &mut self,
        table: &Table<'a>,
        owner: Range<usize>,
        key: &'static str,
        required: bool,
    ) -> Option<(String, Range<usize>)> {
        let item = self.item(table, owner, key, required)?;
        self.string_at(item).map(|text| (text, item.span()))
    }

    fn string_at(&mut self, item: &Item<'a>) -> Option<String> {
        match item.get_ref().as_str() {
            Some(text) if !text.trim().is_empty() => Some(text.to_owned()),
            Some(_) => {
                self.push(Diagnostic::error("empty", item.span()));
                None
            }
            None => {
                self.wrong_type(item, "string");
                None
            }
        }
    }

    fn strings(&mut self, table: &Table<'a>, key: &str) -> Vec<String> {
        let Some(item) = table.get(key) else { return Vec::new() };
        let DeValue::Array(items) = item.get_ref() else {
            self.wrong_type(item, "array");
            return Vec::new();
        };
        items.iter().filter_map(|item| self.string_at(item)).collect()
    }

    fn bilingual(
        &mut self,
        table: &Table<'a>,
        owner: Range<usize>,
        key: &'static str,
        required: bool,
    ) -> Option<Bilingual> {
        let (inner, span) = self.table(table, owner, key, required)?;
        self.unknown_keys(inner, &["es", "en"]);
        let es = self.string(inner, span.clone(), "es", true);
        let en = self.string(inner, span, "en", true);
        Some(Bilingual { es: es?.0, en: en?.0 })
    }

    fn number(
        &mut self,
        table: &Table<'a>,
        owner: Range<usize>,
        key: &'static str,
        min: u64,
        max: u64,
        required: bool,
    ) -> Option<u64> {
        let item = self.item(table, owner, key, required)?;
        self.number_at(item, min, max)
    }

    fn number_at(&mut self, item: &Item<'a>, min: u64, max: u64) -> Option<u64> {
        let Some(integer) = item.get_ref().as_integer() else {
            self.wrong_type(item, "integer");
            return None;
        };
        let number = u64::from_str_radix(integer.as_str(), integer.radix()).ok();
        if let Some(number) = number.filter(|number| (min..=max).contains(number)) {
            return Some(number);
        }
        let diagnostic = Diagnostic::error("out-of-range", item.span())
            .with("min", min.to_string())
            .with("max", max.to_string());
        self.push(diagnostic);
        None
    }

    fn date(
        &mut self,
        table: &Table<'a>,
        owner: Range<usize>,
        key: &'static str,
        required: bool,
    ) -> Option<Date> {
        let item = self.item(table, owner, key, required)?;
        self.date_at(item)
    }

    fn date_at(&mut self, item: &Item<'a>) -> Option<Date> {
        let written = match item.get_ref() {
            DeValue::String(text) => Some(text.to_string()),
            DeValue::Datetime(datetime) => Some(datetime.to_string()),
            DeValue::Integer(_)
            | DeValue::Float(_)
            | DeValue::Boolean(_)
            | DeValue::Array(_)
            | DeValue::Table(_) => None,
        };
        let date = written.filter(|text| text.len() == 10).and_then(|text| text.parse().ok());
        if date.is_none() {
            self.push(Diagnostic::error("date", item.span()));
        }
        date
    }

    fn word_of<T: Copy>(
        &mut self,
        table: &Table<'a>,
        owner: Range<usize>,
        key: &'static str,
        known: &[T],
        name: fn(T) -> &'static str,
    ) -> Option<T> {
        let item = self.item(table, owner, key, true)?;
        self.word_at(item, known, name)
    }

    fn word_at<T: Copy>(&mut self, item: &Item<'a>, known: &[T], name: fn(T) -> &'static str) -> Option<T> {
        let text = self.string_at(item)?;
        let found = known.iter().copied().find(|word| name(*word) == text);
        if found.is_none() {
            let names: Vec<&str> = known.iter().map(|word| name(*word)).collect();
            self.push(
                Diagnostic::error("unknown-word", item.span())
                    .with("name", &text)
                    .with("known", names.join(", "))
                    .suggest(&text, names),
            );
        }
        found
    }

    fn word_list<T: Copy + PartialEq>(
        &mut self,
        item: &Item<'a>,
        known: &[T],
        name: fn(T) -> &'static str,
    ) -> Vec<T> {
        let DeValue::Array(items) = item.get_ref() else {
            self.wrong_type(item, "array");
            return Vec::new();
        };
        let mut words = Vec::new();
        for item in items {
            if let Some(word) = self.word_at(item, known, name) {
                if words.contains(&word) {
                    self.push(Diagnostic::warning("repeated", item.span()));
                } else {
                    words.push(word);
                }
            }
        }
        words
    }

    fn wrong_type(&mut self, item: &Item<'a>, expected: &str) {
        self.push(
            Diagnostic::error("type", item.span())
                .with("expected", expected)
                .with("found", item.get_ref().type_str()),
        );
    }

    fn push(&mut self, diagnostic: Diagnostic) {
        self.diagnostics.push(diagnostic);
    }
}

/// Reads a duration such as `90s`, `5m`, `8h` or `30d`, in seconds.
fn parse_duration(text: &str) -> Option<u64> {
    let unit = text.chars().last()?;
    let seconds = UNITS.iter().find(|(letter, _)| *letter == unit)?.1;
    let number = text.strip_suffix(unit)?;
    if !number.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    number.parse::<u64>().ok()?.checked_mul(seconds)
}

/// Writes seconds as policies do, in the largest unit that divides them.
fn format_duration(seconds: u64) -> String {
    let (letter, unit) =
        UNITS.into_iter().find(|(_, unit)| seconds != 0 && seconds.is_multiple_of(*unit)).unwrap_or(('s', 1));
    format!("{}{letter}", seconds / unit)
}

const UNITS: [(char, u64); 4] = [('d', 86_400), ('h', 3_600), ('m', 60), ('s', 1)];

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::catalog;

    const VALID: &str = r#"
format = 1
id = "press-office"
version = 3
title = { es = "Sala de prensa", en = "Press office" }
document = { name = "CM-G-03", version = "2", date = "2022-08-05" }

[rule.screen-lock]
clause = "5.I.7"
severity = "critical"
asks = { es = "Bloquear", en = "Lock" }
platforms = ["linux"]
max-idle = "2m"

[rule.private-networks]
check = "network"
clause = "5.I.2"
severity = "high"
asks = { es = "Redes", en = "Networks" }
allowed = ["cellular", "wifi-wpa3-personal"]
vpn-suffices = false
"#;

    fn codes(text: &str) -> Vec<&'static str> {
        load(text).diagnostics.into_iter().map(|diagnostic| diagnostic.code).collect()
    }

    #[test]
    fn a_valid_file_gives_its_rules_in_order_with_their_parameters() {
        let loaded = load(VALID);

        assert_eq!(loaded.diagnostics, []);
        let policy = loaded.policy.unwrap();
        let ids: Vec<String> = policy.rules.iter().map(|rule| rule.id.to_string()).collect();
        assert_eq!(ids, ["press-office/screen-lock", "press-office/private-networks"]);
        assert_eq!(catalog::screen_lock::MAX_IDLE.of(&policy.rules[0]), 120);
        assert_eq!(catalog::screen_lock::MAX_GRACE.of(&policy.rules[0]), 5);
        assert!(!catalog::network::VPN_SUFFICES.of(&policy.rules[1]));
        assert_eq!(catalog::network::ALLOWED.of(&policy.rules[1]).len(), 2);
        assert_eq!(policy.rules[0].line, 8);
    }

    #[test]
    fn a_parameter_that_a_rule_has_to_set_is_missed() {
        let rule = "[rule.data-plan]\ncheck = \"attestation\"\nclause = \"5\"\nseverity = \"low\"\n\
                    asks = { es = \"Plan\", en = \"Plan\" }\n";
        let text = format!("{VALID}\n{rule}");

        let loaded = load(&text);

        assert!(loaded.policy.is_none());
        assert_eq!(loaded.diagnostics[0].code, "missing-key");
        assert_eq!(&text[loaded.diagnostics[0].span.clone()], "data-plan");
        assert_eq!(load(&format!("{text}question = \"data-plan\"\n")).diagnostics, []);
    }

    #[test]
    fn a_misspelt_key_points_at_itself_and_suggests_the_right_one() {
        let text = VALID.replace("max-idle", "max-idel");
        let loaded = load(&text);

        assert!(loaded.policy.is_none());
        let diagnostic = &loaded.diagnostics[0];
        assert_eq!(diagnostic.code, "unknown-key");
        assert_eq!(&text[diagnostic.span.clone()], "max-idel");
        assert_eq!(diagnostic.suggestion.as_deref(), Some("max-idle"));
    }

    #[test]
    fn every_mistake_is_reported_at_once() {
        let text = VALID
            .replace("critical", "crucial")
            .replace("2m", "2 minutes")
            .replace("\"cellular\"", "\"celular\"")
            .replace("version = 3", "version = -1");

        assert_eq!(codes(&text), ["out-of-range", "unknown-word", "duration", "unknown-word"]);
    }

    #[test]
    fn mistakes_of_each_kind_are_told_apart() {
        for (from, to, code) in [
            ("format = 1", "format = 2", "format"),
            ("id = \"press-office\"", "id = \"Press Office\"", "identifier"),
            ("[rule.screen-lock]", "[rule.screenlock]", "unknown-check"),
            ("clause = \"5.I.7\"\n", "", "missing-key"),
            ("max-idle = \"2m\"", "max-idle = 120", "type"),
            ("max-idle = \"2m\"", "max-idle = \"1s\"", "out-of-range"),
            ("date = \"2022-08-05\"", "date = \"05/08/2022\"", "date"),
            ("platforms = [\"linux\"]", "platforms = []", "no-platforms"),
            ("es = \"Bloquear\"", "es = \" \"", "empty"),
            ("[\"cellular\", ", "[\"cellular\", \"cellular\", ", "repeated"),
            ("[\"cellular\", \"wifi-wpa3-personal\"]", "[]", "empty-list"),
            ("format = 1", "format = ", "syntax"),
        ] {
            assert!(VALID.contains(from), "{from}");
            assert_eq!(codes(&VALID.replace(from, to)), [code], "{to}");
        }
    }

    #[test]
    fn approved_networks_are_ids_with_few_salts() {
        let id = |salt: char| format!("\"network1:{}A:{}\"", salt.to_string().repeat(21), "A".repeat(22));
        let ids = |salts: &str| salts.chars().map(id).collect::<Vec<_>>().join(", ");
        for (list, expected) in [
            (ids("A"), None),
            (ids("ABCD"), None),
            (ids("AA"), Some("repeated")),
            (ids("ABCDE"), Some("network-salts")),
            (String::new(), Some("no-networks")),
            ("\"Redacción\"".to_owned(), Some("network-id")),
            ("\"\"".to_owned(), Some("empty")),
            ("7".to_owned(), Some("type")),
        ] {
            let text = format!("{VALID}approved-networks = [{list}]\n");
            assert_eq!(codes(&text), expected.into_iter().collect::<Vec<_>>(), "{list}");
        }
        assert_eq!(codes(&format!("{VALID}approved-networks = {}\n", id('A'))), ["type"]);
        assert_eq!(codes(&format!("{VALID}approved-network = [{}]\n", id('A'))), ["unknown-key"]);
    }

    const WAIVER: &str = r#"
[[waiver]]
rule = "screen-lock"
reason = "hardware-limits"
approver = "Ana Ruiz"
expires = "2027-01-31"
"#;

    fn waived(text: &str, today: &str) -> (Vec<&'static str>, Option<Policy>) {
        let loaded = load(text);
        let doubts = loaded.policy.as_ref().map(|policy| policy.doubts(today.parse().unwrap()));
        let doubts = doubts.unwrap_or_default().into_iter();
        (loaded.diagnostics.into_iter().chain(doubts).map(|one| one.code).collect(), loaded.policy)
    }

    #[test]
    fn a_waiver_holds_up_to_its_last_day_for_its_systems() {
        let (codes, policy) = waived(&format!("{VALID}{WAIVER}"), "2026-11-21");

        assert_eq!(codes, [""; 0]);
        let policy = policy.unwrap();
        let holds =
            |rule: usize, os, day: &str| policy.rules[rule].waiver(os, day.parse().unwrap()).is_some();
        assert!(holds(0, Os::Linux, "2026-11-21") && holds(0, Os::Linux, "2027-01-31"));
        assert!(!holds(0, Os::Linux, "2027-02-01") && !holds(1, Os::Linux, "2026-11-21"));
        let (_, other) = waived(&format!("{VALID}{WAIVER}platforms = [\"linux\"]\n"), "2026-11-21");
        assert!(other.unwrap().rules[0].waiver(Os::Windows, "2026-11-21".parse().unwrap()).is_none());
    }

    #[test]
    fn what_is_wrong_or_doubtful_with_a_waiver_is_told() {
        let text = format!("{VALID}{WAIVER}");
        for (from, to, today, code) in [
            ("", "", "2027-02-01", "waiver-expired"),
            ("", "", "2027-01-31", "waiver-ends-soon"),
            ("", "", "2027-01-17", "waiver-ends-soon"),
            ("2027-01-31", "2027-12-27", "2026-11-21", "waiver-too-long"),
            ("rule = \"screen-lock\"", "rule = \"screen-lok\"", "2026-11-21", "waiver-no-rule"),
            (
                "approver = \"Ana Ruiz\"\n",
                "approver = \"Ana Ruiz\"\nplatforms = [\"windows\"]\n",
                "2026-11-21",
                "waiver-no-platform",
            ),
            ("approver = \"Ana Ruiz\"\n", "", "2026-11-21", "missing-key"),
            ("\"Ana Ruiz\"", "\" \"", "2026-11-21", "empty"),
            ("hardware-limits", "because", "2026-11-21", "unknown-word"),
            ("2027-01-31", "31/01/2027", "2026-11-21", "date"),
            ("approver", "aprover", "2026-11-21", "unknown-key"),
            ("[[waiver]]", "[waiver]", "2026-11-21", "type"),
        ] {
            assert!(text.contains(from), "{from}");
            let changed = text.replacen(from, to, 1);
            let (codes, _) = waived(&changed, today);
            assert!(codes.contains(&code), "{to}: {codes:?}");
        }
        // 400 days are the most.
        assert_eq!(waived(&text.replace("2027-01-31", "2027-12-26"), "2026-11-21").0, [""; 0]);
    }

    #[test]
    fn a_waiver_excuses_what_is_not_met_or_not_known_and_nothing_else() {
        use crate::verdict::{Status, Verdict};
        use crate::vocabulary::common;

        let rule = load(&format!("{VALID}{WAIVER}")).policy.unwrap().rules.remove(0);
        let today = "2026-11-21".parse().unwrap();
        let (unknown, fine) = (common::PLATFORM_UNSUPPORTED.reason(), common::PLATFORM_NOT_ASKED.reason());

        let waived = rule.waive(Verdict::unknown(unknown.clone()), Os::Linux, today);
        assert_eq!((waived.status, waived.reason.id()), (Status::Exempt, "waived"));
        assert_eq!(waived.findings, std::slice::from_ref(&unknown));
        for verdict in [Verdict::pass(fine.clone()), Verdict::not_applicable(fine)] {
            assert_eq!(rule.waive(verdict.clone(), Os::Linux, today), verdict);
        }
        let later = "2027-02-01".parse().unwrap();
        assert_eq!(rule.waive(Verdict::unknown(unknown), Os::Linux, later).status, Status::Unknown);
    }

    #[test]
    fn durations_are_read_in_their_units() {
        for (text, seconds) in [("90s", 90), ("5m", 300), ("8h", 28_800), ("30d", 2_592_000), ("0s", 0)] {
            assert_eq!(parse_duration(text), Some(seconds));
        }
        for text in ["", "m", "5", "5 m", "-5m", "5M", "1.5h", "99999999999999999999d", "300000000000000000h"]
        {
            assert_eq!(parse_duration(text), None, "{text}");
        }
    }

    proptest! {
        #[test]
        fn no_text_makes_loading_panic(text in ".{0,200}") {
            let _ = load(&text);
        }

        #[test]
        fn no_change_to_a_valid_file_makes_loading_panic(at in 0..VALID.len(), with in ".{0,3}") {
            let mut text = VALID.to_owned();
            if text.is_char_boundary(at) {
                text.insert_str(at, &with);
            }
            let loaded = load(&text);
            let errors = loaded.diagnostics.iter().any(|diagnostic| diagnostic.level == Level::Error);
            prop_assert_eq!(loaded.policy.is_none(), errors);
        }
    }
}
