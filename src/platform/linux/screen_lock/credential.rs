//! What opens the person's locked screen: whether the account has a password, and an enrolled fingerprint.
//!
//! Reads `/etc/passwd` and, as root, `/etc/shadow`; asks `AccountsService` and fprintd if they run, which the person
//! may about themselves; looks whether `/var/lib/fprint` has a directory of the person, as root. Of a password only
//! the kind of what stands in its place is kept. Cannot see the password of an account that another machine keeps
//! (LDAP, SSSD) or that has a file of its own (systemd-homed), nor fingerprints where fprintd does not run and its
//! files may not be looked at.

use std::io::ErrorKind;

use custodia_core::fact::{Cause, Evidence, Fact, Facts};
use custodia_core::vocabulary::Word;
use custodia_core::vocabulary::common::{CINNAMON, GNOME, KDE, MATE};
use custodia_core::vocabulary::screen_lock::{
    ACCOUNT_LIST, ACCOUNTS_SERVICE, AUTOMATIC_LOGIN, FINGERPRINT_ENROLLED, FPRINTD, LIGHT_LOCKER, LOCKER,
    MINIMUM_LENGTH, PASSWORD, PASSWORD_EMPTY, PASSWORD_LOCKED, PASSWORD_SET, SHADOW_FILE, XFCE4_SCREENSAVER,
};
use zbus::OwnedObjectPath;

use super::automatic_login::automatic_login;
use super::pam;
use super::password_rules::minimum_length;
use crate::host::Host;
use crate::platform::linux::account::{Account, Field, as_started};
use crate::platform::linux::bus::Bus;
use crate::platform::linux::{files, known};

/// The largest shadow file that is read, in bytes.
const LARGEST_SHADOW: usize = 1024 * 1024;

/// The largest list of groups that is read, in bytes.
const LARGEST_GROUPS: u64 = 1024 * 1024;

/// Reads what is known of the credential.
pub(super) fn facts(host: &Host, account: Result<&Account, Cause>, bus: Result<&Bus, Cause>) -> Facts {
    let mut facts = Facts::new();
    facts.put(MINIMUM_LENGTH, minimum_length(host));
    match account {
        Ok(account) => {
            facts.put(PASSWORD, password(host, account, bus));
            facts.put(AUTOMATIC_LOGIN, as_started(|| automatic_login(host, &account.name)));
            facts.put(FINGERPRINT_ENROLLED, known(fingerprint(host, account, bus), FPRINTD));
        }
        // An account that is not in the list is kept elsewhere.
        Err(Cause::Missing) => facts.put(PASSWORD, Fact::unknown(Cause::Unsupported, ACCOUNT_LIST)),
        Err(cause) => facts.put(PASSWORD, Fact::unknown(cause, ACCOUNT_LIST)),
    }
    facts
}

fn password(host: &Host, account: &Account, bus: Result<&Bus, Cause>) -> Fact<Word> {
    let set = |word, source| Fact::known(word, Evidence::set(source));
    match account.password {
        Field::Empty => return set(PASSWORD_EMPTY, ACCOUNT_LIST),
        Field::Locked => return set(PASSWORD_LOCKED, ACCOUNT_LIST),
        Field::Hashed => return set(PASSWORD_SET, ACCOUNT_LIST),
        Field::Shadowed => {}
    }
    let cause = match as_started(|| shadow(host, &account.name)) {
        Ok(Field::Empty) => return set(PASSWORD_EMPTY, SHADOW_FILE),
        Ok(Field::Hashed) => return set(PASSWORD_SET, SHADOW_FILE),
        Ok(Field::Locked | Field::Shadowed) => return set(PASSWORD_LOCKED, SHADOW_FILE),
        Err(cause) => cause,
    };
    match bus.and_then(|bus| accounts_service(bus, account)) {
        Ok(word) => set(word, ACCOUNTS_SERVICE),
        // Without the service, the file is what could have told.
        Err(Cause::Missing) => Fact::unknown(cause, SHADOW_FILE),
        Err(cause) => Fact::unknown(cause, ACCOUNTS_SERVICE),
    }
}

/// What stands in the place of the password in the line of that name.
fn shadow(host: &Host, name: &str) -> Result<Field, Cause> {
    let content = files::read_secret(&host.path("/etc/shadow"), LARGEST_SHADOW)?;
    let mut lines = content.split(|byte| *byte == b'\n');
    let line = lines.find_map(|line| line.strip_prefix(name.as_bytes())?.strip_prefix(b":"));
    let line = line.ok_or(Cause::Missing)?;
    // A line that ends here was cut off.
    let end = line.iter().position(|byte| *byte == b':').ok_or(Cause::Malformed)?;
    line.get(..end).map(Field::of).ok_or(Cause::Malformed)
}

fn accounts_service(bus: &Bus, account: &Account) -> Result<Word, Cause> {
    let service = "org.freedesktop.Accounts";
    let path: OwnedObjectPath =
        bus.call(service, "/org/freedesktop/Accounts", service, "FindUserById", &(i64::from(account.user),))?;
    let user = "org.freedesktop.Accounts.User";
    if bus.property(service, path.as_str(), user, "Locked")? {
        return Ok(PASSWORD_LOCKED);
    }
    match bus.property::<i32>(service, path.as_str(), user, "PasswordMode")? {
        0 => Ok(PASSWORD_SET),
        // To be changed at the next start: whether there is one until then is not told.
        1 => Err(Cause::Unsupported),
        2 => Ok(PASSWORD_EMPTY),
        _ => Err(Cause::Malformed),
    }
}

/// Whether a finger of the person is enrolled.
fn fingerprint(host: &Host, account: &Account, bus: Result<&Bus, Cause>) -> Result<bool, Cause> {
    let service = "net.reactivated.Fprint";
    let running = bus.ok().filter(|bus| bus.has_owner(service) == Ok(true));
    let Some(bus) = running else { return as_started(|| prints(host, &account.name)) };
    let (manager, device) = ("net.reactivated.Fprint.Manager", "net.reactivated.Fprint.Device");
    let path: Result<OwnedObjectPath, Cause> =
        bus.call(service, "/net/reactivated/Fprint/Manager", manager, "GetDefaultDevice", &());
    let fingers = path.and_then(|path| {
        bus.call::<_, Vec<String>>(service, path.as_str(), device, "ListEnrolledFingers", &(&account.name,))
    });
    match fingers {
        Ok(fingers) => Ok(!fingers.is_empty()),
        // No reader, or no finger.
        Err(Cause::Missing) => Ok(false),
        Err(cause) => Err(cause),
    }
}

/// Whether fprintd keeps anything of the person.
fn prints(host: &Host, name: &str) -> Result<bool, Cause> {
    match fs_err::read_dir(host.path("/var/lib/fprint").join(name)) {
        Ok(mut entries) => Ok(entries.next().is_some()),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(false),
        Err(error) => Err(files::cause(error.kind())),
    }
}

/// The service of PAM that the locker of the session asks, where it is known.
pub(super) fn service(facts: &Facts, desktop: Option<&Fact<Word>>) -> Option<&'static str> {
    Some(match (facts.value(LOCKER), *desktop?.value()?) {
        (Some(LIGHT_LOCKER), _) => "lightdm",
        (Some(XFCE4_SCREENSAVER), _) => "xfce4-screensaver",
        (_, GNOME) => "gdm-password",
        (_, KDE) => "kde",
        (_, CINNAMON) => "cinnamon-screensaver",
        (_, MATE) => "mate-screensaver",
        _ => return None,
    })
}

/// Whether that service lets the person in without a password.
pub(super) fn is_let_in(host: &Host, account: &Account, service: &str) -> bool {
    let groups = files::read_text(&host.path("/etc/group"), LARGEST_GROUPS).unwrap_or_default();
    pam::asks_nothing(host, service, |wanted| {
        groups.lines().any(|line| match line.split(':').collect::<Vec<_>>()[..] {
            [name, _, number, members] => {
                name == wanted
                    && (members.split(',').any(|member| member.trim() == account.name)
                        || number.parse() == Ok(account.group))
            }
            _ => false,
        })
    })
}
