//! `meeting-apps`: meeting and messaging applications come from their makers, are current and hold no permission too many.
//!
//! A reason that gets into a report names an application only where the rule is not met because of it.

use custodia_core::catalog::CheckId;
use custodia_core::catalog::meeting_apps::{FORBIDDEN_PERMISSIONS, MINIMUM_VERSIONS, OFFICIAL_ORIGINS};
use custodia_core::fact::Facts;
use custodia_core::policy::Rule;
use custodia_core::value::Version;
use custodia_core::verdict::{Reason, Status, Verdict};
use custodia_core::vocabulary::meeting_apps as words;
use custodia_core::vocabulary::{FactName, Word, common};

use super::Check;
use crate::host::Host;
use crate::platform;

/// The check.
#[derive(Debug)]
pub struct MeetingApps;

/// What a permission is called in a policy, and the fact that tells whether an application holds it.
const PERMISSIONS: [(Word, FactName<bool>); 5] = [
    (words::UNCONFINED, words::IS_UNCONFINED),
    (words::ALL_FILES, words::REACHES_ALL_FILES),
    (words::HOME_FILES, words::REACHES_HOME_FILES),
    (words::ALL_DEVICES, words::REACHES_ALL_DEVICES),
    (words::SESSION_BUS, words::REACHES_SESSION_BUS),
];

/// Applications that whoever runs the service has given up.
const ENDED: [Word; 2] = [words::SKYPE, words::MICROSOFT_TEAMS];

/// Applications that others than whoever runs the service made.
const BY_OTHERS: [Word; 2] = [words::WHATSAPP_CLIENT, words::TEAMS_FOR_LINUX];

impl Check for MeetingApps {
    fn id(&self) -> CheckId {
        CheckId::MeetingApps
    }

    fn probe(&self, host: &Host) -> Facts {
        platform::meeting_apps(host)
    }

    fn evaluate(&self, facts: &Facts, rule: &Rule) -> Verdict {
        if facts.is_empty() {
            return Verdict::unknown(common::PLATFORM_UNSUPPORTED.reason());
        }
        let mut verdicts: Vec<Verdict> =
            facts.items().into_iter().flat_map(|item| of_app(facts, item, rule)).collect();
        let complete = facts.value(words::COMPLETE) == Some(true);
        if !complete || facts.value(words::COUNT).is_none() {
            verdicts.push(Verdict::unknown(words::NOT_ALL_ASKED.reason()).remedy(words::LOOK_TOGETHER));
        }
        verdicts.sort_by_key(|verdict| verdict.status);
        let mut verdicts = verdicts.into_iter();
        let decides = verdicts.next().unwrap_or_else(|| {
            if facts.value(words::COUNT) == Some(0) {
                Verdict::not_applicable(words::NONE_INSTALLED.reason())
            } else {
                Verdict::pass(words::ALL_IN_ORDER.reason())
            }
        });
        // What else is wrong is told too; a report names those applications for the same cause.
        let others = verdicts.filter(|other| other.status == Status::Fail && other.reason != decides.reason);
        let decides = others.fold(decides.clone(), |verdict, other| verdict.finding(other.reason));
        facts.items().into_iter().flat_map(|item| findings(facts, item, rule)).fold(decides, Verdict::finding)
    }
}

/// What is the matter with one application; nothing if it is in order.
fn of_app(facts: &Facts, item: u16, rule: &Rule) -> Vec<Verdict> {
    let Some(app) = facts.value_item(item, words::APP) else {
        return vec![Verdict::unknown(words::NOT_ALL_ASKED.reason()).remedy(words::LOOK_TOGETHER)];
    };
    if ENDED.contains(&app) {
        return vec![Verdict::fail(words::ENDED.with([app.into()]), words::REMOVE_ENDED)];
    }
    let mut found = Vec::new();
    found.extend(origin(facts, item, app, rule));
    found.extend(age(facts, item, app, rule));
    found.extend(permissions(facts, item, app, rule));
    found
}

fn origin(facts: &Facts, item: u16, app: Word, rule: &Rule) -> Option<Verdict> {
    let official = OFFICIAL_ORIGINS.of(rule);
    let not_told =
        || Some(Verdict::unknown(words::ORIGIN_NOT_TOLD.reason()).remedy(words::INSTALL_FROM_OFFICIAL));
    match facts.value_item(item, words::ORIGIN) {
        Some(origin) if official.contains(&origin) => None,
        // A file may be the maker's own: nothing tells whose it was.
        Some(words::SIDELOADED_PACKAGE | words::LOOSE_FILE) | None => not_told(),
        Some(origin) => Some(Verdict::fail(
            words::ORIGIN_NOT_OFFICIAL.with([app.into(), origin.into()]),
            words::INSTALL_FROM_OFFICIAL,
        )),
    }
}

fn age(facts: &Facts, item: u16, app: Word, rule: &Rule) -> Option<Verdict> {
    let version = facts.value_item(item, words::VERSION);
    let not_told = || Some(Verdict::unknown(words::AGE_NOT_TOLD.reason()).remedy(words::UPDATE));
    let is_page = facts.value_item(item, words::ORIGIN) == Some(words::WEB_APP);
    match (MINIMUM_VERSIONS.of(rule, app), version) {
        (Some(minimum), Some(version)) if is_older(&version, minimum) => {
            let arguments = [app.into(), version.into(), minimum.clone().into()];
            return Some(Verdict::fail(words::TOO_OLD.with(arguments), words::UPDATE));
        }
        // A page of the web is as new as its server.
        (Some(_), None) if !is_page => return not_told(),
        _ => {}
    }
    match facts.value_item(item, words::UPDATE_PENDING) {
        Some(true) => Some(Verdict::fail(words::UPDATE_WAITING.with([app.into()]), words::UPDATE)),
        Some(false) => None,
        None if MINIMUM_VERSIONS.of(rule, app).is_some() && !is_page => None,
        None => not_told(),
    }
}

/// Whether a version is lower than another; what is missing at its end counts as zero.
fn is_older(version: &Version, minimum: &Version) -> bool {
    let numbers = |version: &Version| {
        let text = version.to_string();
        let mut numbers: Vec<u64> = text.split('.').filter_map(|number| number.parse().ok()).collect();
        numbers.resize(4, 0);
        numbers
    };
    numbers(version) < numbers(minimum)
}

fn permissions(facts: &Facts, item: u16, app: Word, rule: &Rule) -> Option<Verdict> {
    let forbidden = FORBIDDEN_PERMISSIONS.of(rule);
    let asked = PERMISSIONS.iter().filter(|(word, _)| forbidden.contains(word));
    let mut untold = false;
    // Without a sandbox there are no permissions to forbid but that one.
    let unconfined = facts.value_item(item, words::IS_UNCONFINED) == Some(true);
    for (word, fact) in asked.filter(|(word, _)| !unconfined || *word == words::UNCONFINED) {
        match facts.value_item(item, *fact) {
            Some(true) => {
                let reason = words::PERMISSION_FORBIDDEN.with([app.into(), (*word).into()]);
                return Some(Verdict::fail(reason, words::TAKE_PERMISSION));
            }
            Some(false) => {}
            None => untold = true,
        }
    }
    untold.then(|| Verdict::unknown(words::PERMISSIONS_NOT_TOLD.reason()).remedy(words::LOOK_TOGETHER))
}

/// What the person should know of one application, and no report carries.
fn findings(facts: &Facts, item: u16, rule: &Rule) -> Vec<Reason> {
    let Some(app) = facts.value_item(item, words::APP) else { return Vec::new() };
    let mut found = Vec::new();
    if ENDED.contains(&app) {
        return found;
    }
    let is = |status| move |verdict: &Verdict| verdict.status == status;
    if origin(facts, item, app, rule).as_ref().is_some_and(is(Status::Unknown)) {
        found.push(words::ORIGIN_OF_NOT_TOLD.with([app.into()]));
    }
    if age(facts, item, app, rule).as_ref().is_some_and(is(Status::Unknown)) {
        found.push(words::AGE_OF_NOT_TOLD.with([app.into()]));
    }
    if facts.value_item(item, words::IS_UNCONFINED) == Some(true) {
        found.push(words::NO_SANDBOX.with([app.into()]));
    }
    if BY_OTHERS.contains(&app) {
        found.push(words::MADE_BY_OTHERS.with([app.into()]));
    }
    found
}
