//! The JSON Schema of policy files, made from the catalog, for editors that complete and check TOML.

use serde_json::{Map, Value, json};

use crate::catalog::{CheckId, ParameterKind, ParameterSpec};
use crate::platform::Os;
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
                "required": ["name", "version", "date"],
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
            }
        },
        "additionalProperties": false
    })
}

fn rule(check: CheckId, must_name_it: bool) -> Value {
    let text = json!({ "type": "string", "minLength": 1 });
    let bilingual = json!({
        "type": "object",
        "required": ["es", "en"],
        "properties": { "es": text, "en": text },
        "additionalProperties": false
    });
    let mut properties = Map::new();
    properties.insert("check".to_owned(), json!({ "const": check }));
    properties.insert("clause".to_owned(), text.clone());
    properties.insert("severity".to_owned(), json!({ "enum": Severity::ALL }));
    properties.insert("asks".to_owned(), bilingual.clone());
    properties.insert("risk".to_owned(), bilingual);
    properties.insert("references".to_owned(), json!({ "type": "array", "items": text }));
    properties.insert(
        "platforms".to_owned(),
        json!({ "type": "array", "minItems": 1, "uniqueItems": true, "items": { "enum": Os::ALL } }),
    );
    for parameter in check.parameters() {
        properties.insert(parameter.name.to_owned(), parameter_schema(parameter));
    }
    let mut required = vec!["clause", "severity", "asks"];
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
            let words: Vec<&str> = words.iter().copied().map(Word::as_str).collect();
            json!({ "type": "array", "uniqueItems": true, "items": { "enum": words } })
        }
        ParameterKind::Date => json!({ "type": "string", "format": "date" }),
        ParameterKind::NetworkIds => json!({
            "type": "array",
            "minItems": 1,
            "uniqueItems": true,
            "items": { "type": "string", "pattern": "^network1:[A-Za-z0-9_-]{22}:[A-Za-z0-9_-]{22}$" }
        }),
    };
    schema["description"] = parameter.about.into();
    schema
}
