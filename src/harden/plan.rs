//! What would have to change for the rules to be met, and what can only be done by hand.

use custodia_core::catalog::CheckId;
use custodia_core::catalog::screen_lock::{MAX_GRACE, MAX_IDLE, MIN_LENGTH};
use custodia_core::fact::{Changeable, Fact, Facts};
use custodia_core::policy::{Policy, Rule, RuleId};
use custodia_core::verdict::Status;
use custodia_core::vocabulary::screen_lock::{AUTOMATIC_LOGIN, MINIMUM_LENGTH};

use super::{Amount, Measure, Obstacle, Reading, Setting, Stored, Trouble, Typed, is_fixable};
use crate::evaluation::{Evaluation, evaluate};
use crate::host::Host;
use crate::platform::Desk;

/// The checks that hardening has to do with where nothing else is named.
pub const CHECKS: [CheckId; 3] = [CheckId::ScreenLock, CheckId::Capture, CheckId::WhatsappWeb];

/// A switch that is set only where the person names it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Switch {
    /// No program may use the camera.
    Camera,
    /// No program may use the microphone.
    Microphone,
}

impl Switch {
    /// Both.
    pub const ALL: [Self; 2] = [Self::Camera, Self::Microphone];

    /// The id by which it is named.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        self.measure().as_str()
    }

    const fn measure(self) -> Measure {
        match self {
            Self::Camera => Measure::Camera,
            Self::Microphone => Measure::Microphone,
        }
    }
}

/// What would be changed, what could not be, and what is left to do by hand.
#[derive(Debug)]
pub struct Plan {
    /// The changes, in the order in which they would be made.
    pub changes: Vec<Change>,
    /// What the rules ask for and cannot be set from here.
    pub refusals: Vec<Refusal>,
    /// What is left to do by hand.
    pub guides: Vec<Guide>,
    /// Why no setting is changed at all.
    pub obstacle: Option<Obstacle>,
    /// What the rules came to.
    pub evaluation: Evaluation,
}

/// One change of one setting.
#[derive(Debug)]
pub struct Change {
    /// The setting.
    pub setting: &'static Setting,
    /// What is in force.
    pub from: Amount,
    /// Whether somebody set it, rather than that it is the default.
    pub was_set: bool,
    /// What the person's own store holds.
    pub earlier: Stored,
    /// What would be in force.
    pub to: Amount,
    /// What the person's own store would hold.
    pub new: Stored,
    /// The rules that ask for it; none where the person does.
    pub rules: Vec<RuleId>,
}

/// A setting that a rule asks to change and that cannot be changed from here.
#[derive(Debug)]
pub struct Refusal {
    /// The setting.
    pub setting: &'static Setting,
    /// Why not.
    pub trouble: Trouble,
    /// The rules that ask for it.
    pub rules: Vec<RuleId>,
}

/// Something to do by hand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Guide {
    /// What the outcome of this number in the evaluation says is to do.
    Remedy(usize),
    /// An administrator takes the lock of a setting back, or sets it.
    Administrator,
    /// An administrator switches automatic login off.
    AutomaticLogin,
    /// An administrator asks for longer passwords.
    PasswordLength,
    /// A switch that this desktop does not have.
    Switch(Switch),
    /// Logging a WhatsApp Web session out.
    WhatsappWeb,
}

/// Makes a plan for the rules that `wanted` lets through, and for switches that the person named.
#[must_use]
pub fn plan(host: &Host, policies: &[Policy], wanted: impl Fn(&Rule) -> bool, switches: &[Switch]) -> Plan {
    let evaluation = evaluate(host, policies, wanted);
    let mut plan =
        Plan { changes: Vec::new(), refusals: Vec::new(), guides: Vec::new(), obstacle: None, evaluation };
    let os = plan.evaluation.platform.os;
    let outcomes = || plan.evaluation.outcomes.iter();
    let of_lock: Vec<&Rule> = outcomes()
        .map(|outcome| &outcome.rule)
        .filter(|rule| rule.check == CheckId::ScreenLock && rule.platforms.contains(&os))
        .collect();
    let facts = outcomes().find(|outcome| outcome.rule.check == CheckId::ScreenLock);
    let facts = facts.map(|outcome| outcome.facts.clone()).unwrap_or_default();
    let rules: Vec<Rule> = of_lock.into_iter().cloned().collect();
    if !rules.is_empty() || !switches.is_empty() {
        match Desk::find(host) {
            Ok(desk) => plan.of_desk(&desk, &facts, &rules, switches),
            Err(obstacle) => plan.obstacle = Some(obstacle),
        }
    }
    plan.guide(&facts, &rules);
    plan
}

impl Plan {
    fn of_desk(&mut self, desk: &Desk<'_>, facts: &Facts, rules: &[Rule], switches: &[Switch]) {
        let settings = if rules.is_empty() { Ok(Vec::new()) } else { desk.settings(facts) };
        let of_switches = desk.switches();
        match (settings, of_switches) {
            (Ok(settings), Ok(of_switches)) => {
                for setting in settings {
                    self.consider(desk, setting, rules);
                }
                for switch in switches {
                    let setting = of_switches.iter().find(|setting| setting.measure == switch.measure());
                    if let Some(setting) = setting
                        && desk.read(setting).is_some()
                    {
                        self.consider(desk, setting, &[]);
                    } else {
                        self.guides.push(Guide::Switch(*switch));
                    }
                }
            }
            (Err(obstacle), _) | (_, Err(obstacle)) => self.obstacle = Some(obstacle),
        }
    }

    fn consider(&mut self, desk: &Desk<'_>, setting: &'static Setting, rules: &[Rule]) {
        let Some(Reading { amount, stored }) = desk.read(setting) else { return };
        let unmet = |amount: Amount| -> Vec<RuleId> {
            rules.iter().filter(|rule| !meets(setting, amount, rule)).map(|rule| rule.id.clone()).collect()
        };
        let refuse = |trouble, rules| Refusal { setting, trouble, rules };
        let (from, evidence) = match amount {
            Fact::Known { value, evidence } => (value, evidence),
            Fact::Unknown { cause, .. } => {
                let rules = rules.iter().map(|rule| rule.id.clone()).collect();
                self.refusals.push(refuse(Trouble::Unread(cause), rules));
                return;
            }
        };
        let asked = unmet(from);
        let is_met = if rules.is_empty() {
            matches!(from, Amount::Switch(value) if Some(value) == setting.measure.wants())
        } else {
            asked.is_empty()
        };
        if is_met {
            return;
        }
        let change = || -> Result<Change, Trouble> {
            if evidence.changeable == Changeable::Enforced {
                return Err(Trouble::Enforced);
            }
            let (to, value) = target(setting, rules).ok_or(Trouble::TooCoarse)?;
            let earlier = stored?;
            desk.can_write(setting)?;
            let was_set = !earlier.is_absent();
            let new = setting.stored(value);
            Ok(Change { setting, from, was_set, earlier, to, new, rules: asked.clone() })
        };
        match change() {
            Ok(change) => self.changes.push(change),
            Err(trouble) => self.refusals.push(refuse(trouble, asked)),
        }
    }

    fn guide(&mut self, facts: &Facts, rules: &[Rule]) {
        let mut shown = Vec::new();
        for (index, outcome) in self.evaluation.outcomes.iter().enumerate() {
            let verdict = &outcome.verdict;
            let open = matches!(verdict.status, Status::Fail | Status::Unknown);
            match verdict.remedy {
                Some(_) if open && outcome.rule.check == CheckId::WhatsappWeb => {
                    if verdict.status == Status::Fail && !self.guides.contains(&Guide::WhatsappWeb) {
                        self.guides.push(Guide::WhatsappWeb);
                    }
                }
                Some(remedy) if open && !shown.contains(&remedy) => {
                    let done = is_fixable(outcome) && !self.changes.is_empty();
                    if !done {
                        shown.push(remedy);
                        self.guides.push(Guide::Remedy(index));
                    }
                }
                Some(_) | None => {}
            }
        }
        if self.refusals.iter().any(|refusal| refusal.trouble == Trouble::Enforced) {
            self.guides.push(Guide::Administrator);
        }
        if facts.value(AUTOMATIC_LOGIN) == Some(true) {
            self.guides.push(Guide::AutomaticLogin);
        }
        let shortest = rules.iter().map(|rule| MIN_LENGTH.of(rule)).max();
        if let (Some(length), Some(shortest)) = (facts.value(MINIMUM_LENGTH), shortest)
            && length < shortest
        {
            self.guides.push(Guide::PasswordLength);
        }
    }
}

/// The longest time that a rule allows for a setting, in seconds.
fn limit(setting: &Setting, rule: &Rule) -> Option<u64> {
    match setting.measure {
        Measure::Idle => Some(MAX_IDLE.of(rule)),
        Measure::Grace | Measure::GraceAboveZero => Some(MAX_GRACE.of(rule)),
        Measure::LockScreen
        | Measure::Lock
        | Measure::Activation
        | Measure::Presentation
        | Measure::Password
        | Measure::Suspend
        | Measure::Lid
        | Measure::Notifications
        | Measure::Camera
        | Measure::Microphone => None,
    }
}

fn meets(setting: &Setting, amount: Amount, rule: &Rule) -> bool {
    match amount {
        Amount::Switch(value) => setting.measure.wants() == Some(value),
        Amount::Time(seconds) => {
            seconds.zip(limit(setting, rule)).is_some_and(|(seconds, limit)| seconds <= limit)
        }
    }
}

/// What the strictest of the rules asks for, in whole units of the desktop; nothing where no unit is short enough.
fn target(setting: &Setting, rules: &[Rule]) -> Option<(Amount, Typed)> {
    let wanted = match setting.measure.wants() {
        Some(value) => Amount::Switch(value),
        None => Amount::Time(rules.iter().filter_map(|rule| limit(setting, rule)).min()),
    };
    let value = setting.value(wanted)?;
    let amount = setting.amount(value);
    // Rounded down, a short time may have become one that stands for never.
    (amount != Amount::Time(None)).then_some((amount, value))
}
