//! The JSON Schema of policy files, made from the catalog, for editors that complete and check TOML.

use serde_json::{Map, Value, json};

use crate::catalog::{CheckId, ParameterKind, ParameterSpec};
use crate::platform::Os;
use crate::policy::{RecordKind, WAIVER_REASONS};
use crate::verdict::Severity;
use crate::vocabulary::Word;

/// The JSON Schema (2020-12) of a policy file.
#[must_use]
pub fn schema() -> Value {
    let bilingual = json!({
        "type": "object",
        "required": ["es", "en"],
        "properties": { "es": { "type": "string" }, "en": { "type": "string" } },
        "additionalProperties": false
    });
    let mut named_after_check = Map::new();
    for check in CheckId::ALL {
        named_after_check.insert(check.as_str().to_owned(), rule(check, false));
    }
    let named_otherwise: Vec<Value> = CheckId::ALL.iter().map(|check| rule(*check, true)).collect();
    json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Custodia policy, format 1",
        "type": "object",
        "required": ["format", "id", "version", "title", "document", "rule"],
        "properties": {
            "format": { "const": 1 },
            "id": { "type": "string", "pattern": "^[a-z0-9]+(-[a-z0-9]+)*$", "maxLength": 64 },
            "version": { "type": "integer", "minimum": 1, "maximum": u32::MAX },
            "title": bilingual,
            "document": {
                "type": "object",
                "required": ["name"],
                "properties": {
                    "name": { "type": "string" },
                    "version": { "type": "string" },
                    "date": { "type": "string", "format": "date" }
                },
                "additionalProperties": false
            },
            "rule": {
                "description": "One table per rule, named after its check or naming it under `check`",
                "type": "object",
                "minProperties": 1,
                "propertyNames": { "pattern": "^[a-z0-9]+(-[a-z0-9]+)*$", "maxLength": 64 },
                "properties": named_after_check,
                "additionalProperties": { "oneOf": named_otherwise }
            },
            "record": {
                "description": "One table per rule that the endpoint decides from what it keeps",
                "type": "object",
                "propertyNames": { "pattern": "^[a-z0-9]+(-[a-z0-9]+)*$", "maxLength": 64 },
                "additionalProperties": record()
            },
            "waiver": {
                "description": "Devices that are excused from a rule until a day",
                "type": "array",
                "items": waiver()
            }
        },
        "additionalProperties": false
    })
}

/// The keys that a rule and a record share.
fn common_keys() -> Map<String, Value> {
    let text = json!({ "type": "string", "minLength": 1 });
    let bilingual = json!({
        "type": "object",
        "required": ["es", "en"],
        "properties": { "es": text, "en": text },
        "additionalProperties": false
    });
    let control = json!({ "type": "string", "pattern": "^[A-Z]{2}-[1-9][0-9]*$" });
    [
        ("clause", text.clone()),
        ("severity", json!({ "enum": Severity::ALL })),
        ("asks", bilingual.clone()),
        ("risk", bilingual),
        ("references", json!({ "type": "array", "items": text })),
        ("controls", json!({ "type": "array", "uniqueItems": true, "items": control })),
    ]
    .map(|(name, schema)| (name.to_owned(), schema))
    .into_iter()
    .collect()
}

fn record() -> Value {
    let mut properties = common_keys();
    properties.insert("kind".to_owned(), json!({ "enum": RecordKind::ALL }));
    let required = ["kind", "clause", "severity", "asks"];
    json!({ "type": "object", "required": required, "properties": properties, "additionalProperties": false })
}

fn waiver() -> Value {
    json!({
        "type": "object",
        "required": ["rule", "reason", "approver", "expires"],
        "properties": {
            "rule": { "type": "string", "pattern": "^[a-z0-9]+(-[a-z0-9]+)*$", "maxLength": 64 },
            "reason": { "enum": names(WAIVER_REASONS) },
            "approver": {
                "description": "Who approved it; stays in the policy and gets into no report",
                "type": "string",
                "minLength": 1
            },
            "expires": { "description": "The last day on which it holds", "type": "string", "format": "date" },
            "platforms": platforms()
        },
        "additionalProperties": false
    })
}

fn platforms() -> Value {
    json!({ "type": "array", "minItems": 1, "uniqueItems": true, "items": { "enum": Os::ALL } })
}

fn rule(check: CheckId, must_name_it: bool) -> Value {
    let mut properties = common_keys();
    properties.insert("check".to_owned(), json!({ "const": check }));
    properties.insert("platforms".to_owned(), platforms());
    for parameter in check.parameters() {
        properties.insert(parameter.name.to_owned(), parameter_schema(parameter));
    }
    let mut required = vec!["clause", "severity", "asks"];
    required.extend(check.parameters().iter().filter(|spec| spec.required).map(|spec| spec.name));
    if must_name_it {
        required.push("check");
    }
    json!({ "type": "object", "required": required, "properties": properties, "additionalProperties": false })
}

fn parameter_schema(parameter: &ParameterSpec) -> Value {
    let mut schema = match parameter.kind {
        ParameterKind::Duration { .. } => json!({ "type": "string", "pattern": "^[0-9]+[smhd]$" }),
        ParameterKind::Number { min, max } => json!({ "type": "integer", "minimum": min, "maximum": max }),
        ParameterKind::Boolean => json!({ "type": "boolean" }),
        ParameterKind::Words(words) => {
            json!({ "type": "array", "uniqueItems": true, "items": { "enum": names(words) } })
        }
        ParameterKind::Date => json!({ "type": "string", "format": "date" }),
        ParameterKind::NetworkIds => json!({
            "type": "array",
            "minItems": 1,
            "uniqueItems": true,
            "items": { "type": "string", "pattern": "^network1:[A-Za-z0-9_-]{22}:[A-Za-z0-9_-]{22}$" }
        }),
        ParameterKind::Word(words) => json!({ "enum": names(words) }),
        ParameterKind::Domains => json!({
            "type": "array",
            "uniqueItems": true,
            "items": { "type": "string", "pattern": "^[a-z0-9-]+(\\.[a-z0-9-]+)+$", "maxLength": 253 }
        }),
        ParameterKind::Versions(words) => json!({
            "type": "object",
            "propertyNames": { "enum": names(words) },
            "additionalProperties": { "type": "string", "pattern": "^[0-9]+(\\.[0-9]+){0,3}$" }
        }),
        ParameterKind::Digests => json!({
            "type": "array",
            "uniqueItems": true,
            "items": { "type": "string", "pattern": "^sha256:[0-9a-f]{64}$" }
        }),
    };
    schema["description"] = parameter.about.into();
    schema
}

fn names(words: &[Word]) -> Vec<&'static str> {
    words.iter().copied().map(Word::as_str).collect()
}
