//! The `screen-lock` check on homes made by the real tools, with the real tools as the judges of what is in force.

mod cosmic;
mod credential;
mod display;
mod external;
mod gnome;
mod homes;
mod kde;
mod login;
mod logind;
mod lxqt;
mod mate;
mod running;
mod session;
mod xfce;

use custodia::checks;
use custodia_core::catalog::CheckId;
use custodia_core::fact::Facts;
use custodia_core::policy::{ParameterValue, Rule};
use custodia_core::verdict::{Status, Verdict};

use crate::accuracy::{State, evidence};
use crate::home::Home;

/// The check.
fn check() -> &'static dyn checks::Check {
    checks::check(CheckId::ScreenLock)
}

/// What the check reads in a home.
fn facts(home: &Home) -> Facts {
    check().probe(&home.host())
}

/// What the check decides there with the default limits.
fn verdict(home: &Home) -> Verdict {
    verdict_of(&facts(home), [])
}

fn verdict_of<const N: usize>(facts: &Facts, parameters: [(&'static str, ParameterValue); N]) -> Verdict {
    check().evaluate(facts, &Rule::for_check(CheckId::ScreenLock, parameters))
}

/// Status and reason of the verdict there, for tables.
fn outcome(home: &Home) -> (Status, &'static str) {
    let verdict = verdict(home);
    (verdict.status, verdict.reason.id())
}

/// The states of every desktop, of sessions and of accounts for `docs/accuracy.md`.
pub(crate) fn states() -> Vec<State> {
    let states = [
        homes::states(),
        kde::states(),
        xfce::states(),
        xfce::states_without_session(),
        lxqt::states(),
        cosmic::states(),
        mate::states(),
        external::states(),
        session::states(),
        credential::states(),
    ];
    states.into_iter().flatten().collect()
}

/// One state, with the facts that every desktop has as evidence.
fn state(name: &str, bed: &'static str, home: &Home, expected: (Status, &'static str)) -> State {
    state_of(name, bed, &facts(home), expected)
}

/// One state on a machine with prepared processes.
fn state_on(
    name: &str,
    bed: &'static str,
    home: &Home,
    machine: &running::Machine,
    expected: (Status, &'static str),
) -> State {
    state_of(name, bed, &machine.facts(home), expected)
}

fn state_of(name: &str, bed: &'static str, facts: &Facts, expected: (Status, &'static str)) -> State {
    let names = ["lock-enabled", "idle-seconds", "grace-seconds", "locker", "locker-present"];
    state_by(name, bed, facts, &names, expected)
}

/// One state with these facts as evidence.
fn state_by(
    name: &str,
    bed: &'static str,
    facts: &Facts,
    names: &[&str],
    expected: (Status, &'static str),
) -> State {
    let evidence = evidence(facts, names);
    State { name: name.to_owned(), bed, expected, verdict: verdict_of(facts, []), evidence }
}
