//! What the keys of WhatsApp Web's local storage say: linked, joined a call as a guest, or neither.
//!
//! WhatsApp Web takes itself for linked while `last-wid-md` and `WANoiseInfo` are both there and not null. The
//! QR screen has `WANoiseInfo` too, and a guest who joined a call by a link has `last-wid-md` too.

use custodia_core::fact::Cause;
use jiff::Timestamp;

/// The origin, and nothing that merely starts with it.
pub const ORIGIN: &str = "https://web.whatsapp.com";
/// The key that holds the person's own number; nothing but its form is looked at.
const IDENTITY: &str = "last-wid-md";
const NOISE: &str = "WANoiseInfo";
const GUEST: &str = "GuestExperienceType";
const BROWSER: &str = "WAUnknownID";

/// Whether an account is linked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Session {
    /// This browser profile is a linked device of an account.
    Linked,
    /// Somebody joined a call by a link; no account is linked.
    Guest,
    /// No account is linked.
    NotLinked,
    /// WhatsApp Web is used in a private window, which tells nothing but that and forgets it when it is closed.
    Private,
}

/// What one store says of the origin.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Visit {
    /// Whether an account is linked.
    pub session: Session,
    /// The last time that the origin was used, as far as the store tells.
    pub used: Option<Timestamp>,
    /// The last time that the origin's keys changed, as far as the store tells.
    pub changed: Option<Timestamp>,
}

/// The state of the four keys that matter; their values are not kept.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Keys {
    identity: Option<Identity>,
    has_noise: bool,
    has_guest: bool,
    has_browser: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Identity {
    /// There is a value, but of a form that is not known.
    Unrecognised,
    /// The identifier of an account.
    Account,
}

impl Keys {
    /// Whether the value of a key matters.
    #[must_use]
    pub fn matters(name: &str) -> bool {
        [IDENTITY, NOISE, GUEST, BROWSER].contains(&name)
    }

    /// Takes note of a live key.
    pub fn note(&mut self, name: &str, value: &str) {
        let value = value.trim();
        if matches!(value, "" | "null" | "\"\"" | "undefined") {
            return;
        }
        match name {
            IDENTITY => {
                let form = if is_account(value) { Identity::Account } else { Identity::Unrecognised };
                self.identity = self.identity.max(Some(form));
            }
            NOISE => self.has_noise = true,
            GUEST => self.has_guest = true,
            BROWSER => self.has_browser = true,
            _ => {}
        }
    }

    /// What the keys say, given whether WhatsApp's database of conversations is there.
    ///
    /// # Errors
    ///
    /// [`Cause::Unsupported`] where WhatsApp Web seems to have changed its keys.
    pub fn session(self, has_conversations: bool) -> Result<Session, Cause> {
        if self.has_guest {
            return Ok(Session::Guest);
        }
        match (self.identity, self.has_noise) {
            (Some(Identity::Account), true) => Ok(Session::Linked),
            (Some(Identity::Unrecognised), true) => Err(Cause::Unsupported),
            (None, false) if self.has_browser && has_conversations => Err(Cause::Unsupported),
            (_, false) | (None, true) => Ok(Session::NotLinked),
        }
    }
}

/// Whether a text has the form of an account's identifier: digits, device numbers, a known domain.
fn is_account(text: &str) -> bool {
    let text = text.strip_prefix('"').unwrap_or(text);
    let text = text.strip_suffix('"').unwrap_or(text);
    let Some((user, domain)) = text.split_once('@') else { return false };
    let is_number = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    let mut parts = user.split(['.', ':', '_']);
    parts.next().is_some_and(|number| is_number(number) && (5..=20).contains(&number.len()))
        && parts.all(is_number)
        && matches!(domain, "c.us" | "s.whatsapp.net" | "lid")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn keys(entries: &[(&str, &str)]) -> Keys {
        let mut keys = Keys::default();
        for (name, value) in entries {
            keys.note(name, value);
        }
        keys
    }

    #[test]
    fn linked_needs_both_keys_not_null() {
        let account = ("last-wid-md", "\"15550100123:7@c.us\"");
        let noise = ("WANoiseInfo", "{}");

        assert_eq!(keys(&[account, noise]).session(true), Ok(Session::Linked));
        assert_eq!(keys(&[account]).session(true), Ok(Session::NotLinked));
        assert_eq!(keys(&[noise]).session(true), Ok(Session::NotLinked));
        assert_eq!(keys(&[]).session(true), Ok(Session::NotLinked));
        for null in ["", "null", " null ", "\"\"", "undefined"] {
            assert_eq!(
                keys(&[account, ("WANoiseInfo", null)]).session(false),
                Ok(Session::NotLinked),
                "{null}"
            );
            assert_eq!(
                keys(&[("last-wid-md", null), noise]).session(false),
                Ok(Session::NotLinked),
                "{null}"
            );
        }
    }

    #[test]
    fn guest_of_a_call_is_not_linked_unless_the_marker_is_null() {
        let linked = [("last-wid-md", "\"15550100199:0@c.us\""), ("WANoiseInfo", "{}")];
        let with = |guest| keys(&[linked[0], linked[1], ("GuestExperienceType", guest)]).session(false);

        assert_eq!(with("\"guest_calling\""), Ok(Session::Guest));
        assert_eq!(with("null"), Ok(Session::Linked));
        assert_eq!(with("\"\""), Ok(Session::Linked));
    }

    #[test]
    fn changed_keys_are_not_taken_for_a_logout() {
        let browser = ("WAUnknownID", "\"unknown-1\"");

        assert_eq!(keys(&[browser]).session(true), Err(Cause::Unsupported));
        assert_eq!(keys(&[browser]).session(false), Ok(Session::NotLinked));
        assert_eq!(
            keys(&[("last-wid-md", "{\"v\":2}"), ("WANoiseInfo", "{}")]).session(false),
            Err(Cause::Unsupported)
        );
    }

    #[test]
    fn accounts_have_digits_devices_and_a_known_domain() {
        for account in [
            "15550100123@c.us",
            "\"15550100123:7@c.us\"",
            "100000000000001.0:7@lid",
            "12345_1@s.whatsapp.net",
        ] {
            assert!(is_account(account), "{account}");
        }
        for other in [
            "",
            "@c.us",
            "1234@c.us",
            "123456789012345678901@c.us",
            "12345:@c.us",
            "12345@g.us",
            "x12345@c.us",
        ] {
            assert!(!is_account(other), "{other}");
        }
    }
}
