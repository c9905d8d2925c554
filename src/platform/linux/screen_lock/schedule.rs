//! What the idle managers of a session do and when, and the facts that follow from it.

use custodia_core::fact::{Cause, Evidence, Fact, Facts, Origin};
use custodia_core::vocabulary::Source;
use custodia_core::vocabulary::screen_lock::{
    COMMAND_LINE, EARLIER_COMMAND, GRACE_SECONDS, IDLE_SECONDS, LOCK_ENABLED, LOCKS_ON_SUSPEND,
};

use super::command::{Effect, Lock};
use super::grace;
use crate::host::Host;

/// A command that runs after so many seconds without use.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Timer {
    pub(super) seconds: u64,
    pub(super) effect: Effect,
}

/// Why what is known may not be all.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Doubt {
    cause: Cause,
    source: Source,
}

impl Doubt {
    pub(super) const fn new(cause: Cause, source: Source) -> Self {
        Self { cause, source }
    }

    /// What it leaves unknown.
    pub(super) const fn fact<T>(self) -> Fact<T> {
        Fact::unknown(self.cause, self.source)
    }

    /// A command that is not understood.
    pub(super) const fn command() -> Self {
        Self::new(Cause::Unsupported, COMMAND_LINE)
    }
}

/// What idle managers do.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Schedule {
    pub(super) timers: Vec<Timer>,
    /// What happens when logind asks the session to lock; nothing where nobody listens.
    pub(super) on_lock: Option<Effect>,
    /// What happens before the device sleeps; nothing where nobody listens.
    pub(super) on_sleep: Option<Effect>,
    /// Whether logind is told when the session is idle, so that it may act itself.
    pub(super) hints_idle: bool,
    pub(super) doubt: Option<Doubt>,
}

/// The lock that comes first.
struct First<'a> {
    seconds: u64,
    lock: &'a Lock,
}

impl Schedule {
    /// Nothing known, and why.
    pub(super) fn doubtful(doubt: Doubt) -> Self {
        Self { doubt: Some(doubt), ..Self::default() }
    }

    /// Both; of two that answer the same call, the later one.
    pub(super) fn and(mut self, other: Self) -> Self {
        self.timers.extend(other.timers);
        Self {
            timers: self.timers,
            on_lock: other.on_lock.or(self.on_lock),
            on_sleep: other.on_sleep.or(self.on_sleep),
            hints_idle: self.hints_idle || other.hints_idle,
            doubt: self.doubt.or(other.doubt),
        }
    }

    fn answer(&self) -> Option<&Lock> {
        self.on_lock.as_ref()?.lock.as_ref()
    }

    /// The lock that an effect makes in the end, and after how many seconds.
    fn lock_of<'a>(&'a self, effect: &'a Effect) -> Option<First<'a>> {
        let own = effect.lock.as_ref().map(|lock| First { seconds: lock.after, lock });
        own.or_else(|| {
            let (asked, lock) = (effect.asks?, self.answer()?);
            Some(First { seconds: asked.saturating_add(lock.after), lock })
        })
    }

    /// Whether an effect may lock, but that cannot be told.
    fn is_untold(&self, effect: &Effect) -> bool {
        let locks_before_sleep = |effect: &Effect| self.lock_of(effect).is_some() || effect.untold;
        effect.untold
            || (effect.asks.is_some() && self.on_lock.as_ref().is_some_and(|answer| answer.untold))
            // Whether it really comes to sleep depends on who objects.
            || (effect.sleeps && self.on_sleep.as_ref().is_some_and(locks_before_sleep))
    }

    fn first(&self) -> Option<First<'_>> {
        let locks = self.timers.iter().filter_map(|timer| {
            let First { seconds, lock } = self.lock_of(&timer.effect)?;
            Some(First { seconds: timer.seconds.saturating_add(seconds), lock })
        });
        locks.min_by_key(|first| first.seconds)
    }

    /// The facts of a schedule that was read at `source`.
    pub(super) fn facts(&self, host: &Host, evidence: Evidence) -> Facts {
        let mut facts = Facts::new();
        let untold = self.timers.iter().filter(|timer| self.is_untold(&timer.effect));
        // logind locks idle sessions only where it is told to, which is not read.
        let hints = self.hints_idle && self.answer().is_some();
        let doubt = self.doubt.or_else(|| hints.then(Doubt::command));
        if let Some(First { seconds, lock }) = self.first() {
            facts.put(LOCK_ENABLED, Fact::known(true, evidence));
            facts.put(IDLE_SECONDS, Fact::known(seconds, evidence));
            facts.put(GRACE_SECONDS, grace::of(host, lock, evidence));
            let earlier = doubt.is_some() || untold.clone().any(|timer| timer.seconds < seconds);
            facts.put(EARLIER_COMMAND, Fact::known(earlier, evidence));
        } else {
            let doubt = doubt.or_else(|| untold.clone().next().map(|_| Doubt::command()));
            let enabled = doubt.map_or(Fact::known(false, evidence), Doubt::fact);
            facts.put(LOCK_ENABLED, enabled);
        }
        facts.put(LOCKS_ON_SUSPEND, self.before_sleep(evidence));
        facts
    }

    fn before_sleep(&self, evidence: Evidence) -> Fact<bool> {
        match (&self.on_sleep, self.doubt) {
            (Some(effect), _) if self.lock_of(effect).is_some() => Fact::known(true, evidence),
            (Some(effect), _) if self.is_untold(effect) => Fact::unknown(Cause::Unsupported, evidence.source),
            (_, Some(doubt)) => doubt.fact(),
            _ => Fact::known(false, evidence),
        }
    }

    /// The lockers that this may come to call, as they are called.
    pub(super) fn first_program(&self) -> Option<&str> {
        self.first().map(|first| first.lock.program.as_str())
    }
}

/// What a running program does is a state; what a file would start is a setting.
pub(super) const fn evidence(source: Source, is_running: bool) -> Evidence {
    let evidence = Evidence::set(source);
    if is_running { Evidence { origin: Origin::Live, ..evidence } } else { evidence }
}
