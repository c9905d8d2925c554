//! Facts of the `screen-lock` check on Linux.
//!
//! Finds the graphical session of the person and its desktop ([`session`](super::session)); each desktop has a
//! module here that reads its settings and its locker. Needs no permission beyond the person's own. Cannot see
//! programs that keep the session from getting idle.

use custodia_core::fact::{Cause, Fact, Facts};
use custodia_core::vocabulary::common::{BUDGIE, CINNAMON, GNOME, KDE, MATE, PLATFORM, XFCE};
use custodia_core::vocabulary::screen_lock::{DESKTOP, IDLE, LOCKED, REMOTE, SESSION};

use super::account::Account;
use super::session::{Session, system_bus};
use crate::host::Host;

mod cinnamon;
mod credential;
mod gnome;
mod kde;
mod light_locker;
mod mate;
mod running;
mod xfce;

pub(crate) fn screen_lock(host: &Host) -> Facts {
    let bus = system_bus(host);
    let bus = bus.as_ref().map_err(|cause| *cause);
    let session = Session::find(host, bus);
    let mut facts = match session.desktop.as_ref().and_then(Fact::value).copied() {
        Some(desktop @ (GNOME | BUDGIE)) => gnome::facts(host, desktop, &session, bus),
        Some(KDE) => kde::facts(host),
        Some(CINNAMON) => cinnamon::facts(host, &session),
        Some(MATE) => mate::facts(host, &session),
        Some(XFCE) => xfce::facts(host, &session),
        Some(_) | None => Facts::new(),
    };
    if session.desktop.is_some() {
        let account = Account::of(host);
        facts.extend(credential::facts(host, account.as_ref().map_err(|cause| *cause), bus));
    }
    facts.put(SESSION, session.kind);
    for (name, fact) in [(REMOTE, session.remote), (LOCKED, session.locked), (IDLE, session.idle)] {
        if let Some(fact) = fact {
            facts.put(name, fact);
        }
    }
    if let Some(desktop) = session.desktop {
        facts.put(DESKTOP, desktop);
    }
    facts
}

/// The first that is false, else the first that is unknown, else the first.
fn all<const N: usize>(facts: [Fact<bool>; N]) -> Fact<bool> {
    let weight = |fact: &Fact<bool>| fact.value().map_or(1, |value| if *value { 2 } else { 0 });
    let decisive = facts.into_iter().min_by_key(weight);
    decisive.unwrap_or(Fact::unknown(Cause::Missing, PLATFORM))
}
