//! The policies serve every control that the source documents ask for, by what the list of controls names, and
//! invent none.

use std::collections::{BTreeMap, BTreeSet};

use custodia::evaluation::evaluate;
use custodia::host::Host;
use custodia::policies;
use custodia_core::catalog::CheckId;
use custodia_core::policy::{ControlId, Policy};
use custodia_core::verdict::Status;

/// The list of controls, clause by clause.
const LIST: &str = include_str!("../fixtures/controls.md");

/// Decided on phones alone, which are not read yet: until then the person declares it.
const ONLY_ON_PHONES: [&str; 2] = ["CM-6", "CM-9"];

/// What serves a control.
#[derive(Debug, Default)]
struct Served {
    checks: usize,
    declarations: usize,
    records: usize,
}

/// A control of the list: how it is decided, and its whole row, both in the list's own words.
struct Listed {
    kind: &'static str,
    row: &'static str,
}

fn listed() -> BTreeMap<ControlId, Listed> {
    let mut controls = BTreeMap::new();
    let mut kind_at = 0;
    for line in LIST.lines().filter(|line| line.starts_with('|')) {
        let cells: Vec<&'static str> = line.trim_matches('|').split('|').map(str::trim).collect();
        if cells[0] == "id" {
            kind_at = cells.iter().position(|cell| *cell == "kind").unwrap();
        } else if let Ok(id) = cells[0].parse() {
            controls.insert(id, Listed { kind: cells[kind_at], row: line });
        }
    }
    controls
}

fn served(policies: &[Policy]) -> BTreeMap<ControlId, Served> {
    let mut served: BTreeMap<ControlId, Served> = BTreeMap::new();
    for policy in policies {
        for rule in &policy.rules {
            for control in &rule.controls {
                let served = served.entry(*control).or_default();
                if rule.check == CheckId::Attestation {
                    served.declarations += 1;
                } else {
                    served.checks += 1;
                }
            }
        }
        for control in policy.records.iter().flat_map(|record| &record.controls) {
            served.entry(*control).or_default().records += 1;
        }
    }
    served
}

#[test]
fn every_control_is_served_as_the_list_says_and_none_is_invented() {
    let listed = listed();
    let served = served(&policies::built_in());

    assert_eq!(listed.len(), 38);
    assert_eq!(listed.keys().collect::<Vec<_>>(), served.keys().collect::<Vec<_>>());
    for (id, Listed { kind, row }) in &listed {
        let by = &served[id];
        let on_phones = ONLY_ON_PHONES.contains(&id.to_string().as_str());
        assert_eq!(kind.contains("auto") && !on_phones, by.checks > 0, "{id}: {kind}, {by:?}");
        // One row asks for a declaration on phones beside the check on laptops.
        assert_eq!(row.contains("attested") || on_phones, by.declarations > 0, "{id}: {kind}, {by:?}");
        assert_eq!(kind.contains("server"), by.records > 0, "{id}: {kind}, {by:?}");
    }
}

/// On any machine, here one of which nothing can be read.
#[test]
fn every_control_that_is_not_the_endpoints_alone_gets_a_verdict_from_a_check_of_all_policies() {
    let place = tempfile::tempdir().unwrap();
    let environment = BTreeMap::from([("HOME".to_owned(), place.path().join("home").display().to_string())]);
    let host = Host::new(place.path().join("root"), environment, custodia::clock::now());

    let evaluation = evaluate(&host, &policies::built_in(), |_| true);

    let decided: BTreeSet<ControlId> =
        evaluation.outcomes.iter().flat_map(|outcome| outcome.rule.controls.clone()).collect();
    let wanted = listed().into_iter().filter(|(_, listed)| listed.kind != "server").map(|(id, _)| id);
    assert_eq!(wanted.filter(|id| !decided.contains(id)).collect::<Vec<_>>(), []);
    assert!(evaluation.count(Status::Pass) == 0, "nothing is known of this machine");
}

#[test]
fn every_rule_of_a_source_document_names_its_risk_and_controls() {
    for policy in policies::built_in().iter().filter(|policy| policy.id.to_string() != "baseline") {
        for rule in &policy.rules {
            assert!(rule.risk.is_some() && !rule.controls.is_empty(), "{}", rule.id);
        }
        for record in &policy.records {
            assert!(record.risk.is_some() && !record.controls.is_empty(), "{}", record.id);
        }
    }
}
