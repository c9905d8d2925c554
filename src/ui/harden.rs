//! Output of `custodia harden`: each change with its place and values, what came of it, what is left to do by hand.

use custodia_core::verdict::Status;
use custodia_core::vocabulary::common::{BUDGIE, DEBIAN, FEDORA, GNOME, KDE};

use super::human::Page;
use super::outcomes::groups;
use super::style::{self, DIM, HEADING, paint};
use crate::evaluation::Evaluation;
use crate::harden::{
    Amount, Applied, Change, Entry, Guide, Measure, Obstacle, Plan, Setting, Stored, Trouble, Typed, Undone,
    setting_of,
};
use crate::messages::{Argument, Messages};

/// What a plan comes to, before its changes.
#[must_use]
pub fn heading(plan: &Plan, dry_run: bool, messages: &Messages, width: usize) -> String {
    let mut page = Page::new(messages, width);
    if let Some(reason) = plan.obstacle {
        page.out.push_str(&obstacle(reason, messages, width));
    } else if plan.changes.is_empty() {
        page.wrapped(&messages.text("harden-nothing-to-change"), 0);
    } else {
        let count = Argument::Number(plan.changes.len() as u64);
        let id = if dry_run { "harden-would-change" } else { "harden-will-change" };
        page.wrapped(&paint(HEADING, &messages.text_with(id, &[("count", count)])), 0);
    }
    page.blank();
    page.out
}

/// Why no setting is changed.
#[must_use]
pub fn obstacle(obstacle: Obstacle, messages: &Messages, width: usize) -> String {
    let mut page = Page::new(messages, width);
    page.wrapped(&messages.text(&format!("harden-obstacle-{}", obstacle.as_str())), 0);
    page.out
}

/// One change: what for, where, from what to what, by which rules.
#[must_use]
pub fn change(number: usize, change: &Change, plan: &Plan, messages: &Messages, width: usize) -> String {
    let mut page = Page::new(messages, width);
    let aim = aim(change.setting.measure, change.to, messages);
    page.wrapped(&format!("{number}. {}", paint(HEADING, &aim)), 0);
    let place = change.place();
    page.line(&format!("   {}: {}", place.store(), place.key()));
    let earlier = if change.was_set {
        told(&change.earlier, messages)
    } else {
        let effective =
            messages.text_with("harden-in-force", &[("value", amount(change.from, messages).into())]);
        format!("{} ({effective})", messages.text("harden-not-set"))
    };
    page.line(&format!("   {earlier} → {}", told(&change.new, messages)));
    let rules: Vec<String> = change
        .rules
        .iter()
        .map(|id| {
            let outcome = plan.evaluation.outcomes.iter().find(|outcome| outcome.rule.id == *id);
            let cite = outcome.map(|outcome| &outcome.rule.cite);
            cite.map_or(id.to_string(), |cite| format!("{id} ({} {})", cite.document, cite.clause))
        })
        .collect();
    let by = if rules.is_empty() {
        messages.text("harden-asked-by-you")
    } else {
        messages.text_with("harden-asked-by", &[("rules", rules.join(", ").into())])
    };
    page.wrapped(&paint(DIM, &by), 3);
    page.out
}

/// What came of a change.
#[must_use]
pub fn applied(applied: Applied, messages: &Messages) -> String {
    match applied {
        Applied::Now => outcome("harden-done", messages),
        Applied::NextLogin => outcome("harden-done-next-login", messages),
        Applied::Not(trouble) => {
            let text = paint(style::of_status(Status::Fail), &why(trouble, messages));
            format!("   {text}\n\n")
        }
    }
}

/// A line under a change.
#[must_use]
pub fn outcome(id: &str, messages: &Messages) -> String {
    format!("   {}\n\n", messages.text(id))
}

/// What the rules ask for and cannot be set from here.
#[must_use]
pub fn refusals(plan: &Plan, messages: &Messages, width: usize) -> String {
    let mut page = Page::new(messages, width);
    if plan.refusals.is_empty() {
        return page.out;
    }
    page.line(&paint(HEADING, &messages.text("harden-cannot")));
    for refusal in &plan.refusals {
        let place = &refusal.setting.place;
        page.line(&format!("  {}: {}", place.store(), place.key()));
        page.wrapped(&why(refusal.trouble, messages), 4);
    }
    page.blank();
    page.out
}

/// What is left to do by hand.
#[must_use]
pub fn guides(plan: &Plan, messages: &Messages, width: usize) -> String {
    let mut page = Page::new(messages, width);
    if plan.guides.is_empty() {
        return page.out;
    }
    page.line(&paint(HEADING, &messages.text("harden-by-hand")));
    for guide in &plan.guides {
        for text in texts(*guide, plan, messages) {
            page.wrapped(&text, 2);
        }
    }
    page.blank();
    page.out
}

fn texts(guide: Guide, plan: &Plan, messages: &Messages) -> Vec<String> {
    let platform = &plan.evaluation.platform;
    let family = match platform.family {
        Some(DEBIAN) => "debian",
        Some(FEDORA) => "fedora",
        Some(_) | None => "other",
    };
    let family = [("family", Argument::from(family))];
    match guide {
        Guide::Remedy(index) => plan
            .evaluation
            .outcomes
            .get(index)
            .and_then(|outcome| {
                Some(messages.remedy(outcome.verdict.remedy?, Some(&outcome.rule), platform.desktop))
            })
            .into_iter()
            .collect(),
        Guide::Administrator => {
            let mut stores: Vec<&str> = plan
                .refusals
                .iter()
                .filter(|refusal| refusal.trouble == Trouble::Enforced)
                .map(|refusal| refusal.setting.place.store())
                .collect();
            stores.sort_unstable();
            stores.dedup();
            let id = |store: &&str| format!("harden-guide-administrator-{}", store.to_ascii_lowercase());
            stores.iter().map(|store| messages.text(&id(store))).collect()
        }
        Guide::AutomaticLogin => {
            let manager = match platform.desktop {
                Some(GNOME | BUDGIE) => "gdm",
                Some(KDE) => "sddm",
                Some(_) | None => "lightdm",
            };
            vec![messages.text_with(&format!("harden-guide-automatic-login-{manager}"), &family)]
        }
        Guide::PasswordLength => vec![messages.text_with("harden-guide-password-length", &family)],
        Guide::Switch(switch) => vec![messages.text(&format!("harden-guide-{}", switch.as_str()))],
        Guide::WhatsappWeb => vec![messages.text("harden-guide-whatsapp-web")],
    }
}

/// What the rules come to after the changes.
#[must_use]
pub fn again(evaluation: &Evaluation, messages: &Messages, width: usize) -> String {
    let mut page = Page::new(messages, width);
    page.desktop = evaluation.platform.desktop;
    page.line(&paint(HEADING, &messages.text("harden-again")));
    for group in groups(&evaluation.outcomes) {
        page.group(&group);
    }
    page.out
}

/// What was asked about a value that the person changed since.
#[must_use]
pub fn question_of_changed(setting: &Setting, now: &Stored, messages: &Messages) -> String {
    let place = format!("{}: {}", setting.place.store(), setting.place.key());
    let arguments = [("place", place.into()), ("value", told(now, messages).into())];
    format!("{} ", messages.text_with("harden-ask-changed-since", &arguments))
}

/// What came of undoing a change.
#[must_use]
pub fn undone(entry: &Entry, setting: &Setting, undone: Undone, messages: &Messages) -> String {
    let text = match undone {
        Undone::Restored => {
            let value = told(&entry.earlier, messages);
            messages.text_with("harden-restored", &[("value", value.into())])
        }
        Undone::WasBack => messages.text("harden-was-back"),
        Undone::LeftAlone => messages.text("harden-left-alone"),
        Undone::Not(trouble) => why(trouble, messages),
    };
    format!("{}: {}\n   {text}\n", setting.place.store(), setting.place.key())
}

/// What was changed, when, and what stood there before.
#[must_use]
pub fn status(entries: &[Entry], messages: &Messages, width: usize) -> String {
    let mut page = Page::new(messages, width);
    if entries.is_empty() {
        page.line(&messages.text("harden-nothing-changed"));
        return page.out;
    }
    for entry in entries {
        let place = setting_of(entry).map_or_else(
            || entry.setting.clone(),
            |setting| format!("{}: {}", setting.place.store(), setting.place.key()),
        );
        page.line(&format!("{}  {place}", entry.made));
        page.line(&format!("   {} → {}", told(&entry.earlier, messages), told(&entry.new, messages)));
        if !entry.confirmed {
            page.wrapped(&messages.text("harden-unconfirmed"), 3);
        }
    }
    page.wrapped(&paint(DIM, &messages.text("harden-undo-hint")), 0);
    page.out
}

fn why(trouble: Trouble, messages: &Messages) -> String {
    messages.text(&format!("harden-trouble-{}", trouble.as_str()))
}

fn aim(measure: Measure, to: Amount, messages: &Messages) -> String {
    messages
        .text_with(&format!("harden-measure-{}", measure.as_str()), &[("time", amount(to, messages).into())])
}

fn amount(amount: Amount, messages: &Messages) -> String {
    match amount {
        Amount::Switch(true) => messages.text("value-yes"),
        Amount::Switch(false) => messages.text("value-no"),
        Amount::Time(None) => messages.text("harden-never"),
        Amount::Time(Some(seconds)) => messages.duration(seconds),
    }
}

fn told(stored: &Stored, messages: &Messages) -> String {
    match stored {
        Stored::Absent | Stored::WithoutGroup | Stored::WithoutFile => messages.text("harden-not-set"),
        Stored::Value(Typed::Boolean(value)) => value.to_string(),
        Stored::Value(Typed::Unsigned(value)) => format!("uint32 {value}"),
        Stored::Value(Typed::Signed(value)) => value.to_string(),
        Stored::Line(line) => line.trim().to_owned(),
        Stored::Serialized { kind, .. } => {
            messages.text_with("harden-of-type", &[("kind", kind.as_str().into())])
        }
    }
}
