//! `--user`: root looks at a person's screen lock with that person's permissions and environment, and no more.
//!
//! Each run has namespaces with a list of accounts of its own and a process that stands for the session.

use std::path::{Path, PathBuf};

use fs_err as fs;
use nix::unistd::{Gid, Uid, chown};
use serde_json::Value;
use tempfile::TempDir;

use crate::home::tool;
use crate::support::custodia;

/// The person's number, and the name that the list of accounts of the test gives it.
const ANA: u32 = 54_321;

/// A home of that person; only root can prepare one.
struct Bed {
    place: TempDir,
}

/// What a run printed, and how it ended.
struct Run {
    code: i32,
    out: String,
    error: String,
}

impl Bed {
    fn new() -> Self {
        assert!(Uid::effective().is_root(), "only root can look at another person: run the tests as root");
        let bed = Self { place: tempfile::tempdir().unwrap() };
        for folder in ["", "home", "home/.config"] {
            fs::create_dir_all(bed.path(folder)).unwrap();
            open(&bed.path(folder), 0o755);
        }
        let home = bed.path("home");
        let accounts = format!("root:x:0:0::/root:/bin/sh\nana:x:{ANA}:{ANA}::{}:/bin/sh\n", home.display());
        fs::write(bed.path("passwd"), accounts).unwrap();
        open(&bed.path("passwd"), 0o644);
        // The built program may lie where the person cannot look.
        fs::copy(custodia(), bed.path("custodia")).unwrap();
        open(&bed.path("custodia"), 0o755);
        bed
    }

    fn path(&self, name: &str) -> PathBuf {
        self.place.path().join(name)
    }

    fn settings(&self) -> PathBuf {
        self.path("home/.config/kscreenlockerrc")
    }

    fn with_settings(self, content: &str) -> Self {
        fs::write(self.settings(), content).unwrap();
        chown(&self.settings(), Some(Uid::from_raw(ANA)), Some(Gid::from_raw(ANA))).unwrap();
        self
    }

    /// Runs the agent beside a process with this environment, as this user.
    fn run(&self, session: &str, user: u32, arguments: &str) -> Run {
        self.run_after("true", session, user, arguments)
    }

    /// Runs a command line first, in the same namespace.
    fn run_after(&self, before: &str, session: &str, user: u32, arguments: &str) -> Run {
        let own = |user: u32| format!("setpriv --reuid={user} --regid={user} --clear-groups");
        let (passwd, agent) = (self.path("passwd"), self.path("custodia"));
        let script = format!(
            "mount --bind {} /etc/passwd; {before}; env -i {session} {} /bin/sleep 60 & \
             until [ \"$(cat /proc/$!/comm)\" = sleep ]; do sleep 0.05; done; \
             env -i HOME=/root XDG_CURRENT_DESKTOP=GNOME PATH=$PATH \
             DBUS_SYSTEM_BUS_ADDRESS=unix:path={} {} {} --lang en {arguments}",
            passwd.display(),
            own(ANA),
            self.path("bus").display(),
            own(user),
            agent.display()
        );
        let mut command = tool("unshare", "util-linux");
        let output = command
            .args(["--mount", "--pid", "--fork", "--kill-child", "--mount-proc", "bash", "-c", &script])
            .output()
            .unwrap();
        Run {
            code: output.status.code().unwrap_or(-1),
            out: String::from_utf8(output.stdout).unwrap(),
            error: String::from_utf8(output.stderr).unwrap(),
        }
    }

    /// A fact that root reads of the person, or why it is unknown.
    fn fact(&self, session: &str, name: &str) -> Value {
        self.run(session, 0, "facts screen-lock --user ana --format json").fact(name)
    }
}

impl Run {
    /// The value of a fact, or why it is unknown.
    fn fact(&self, name: &str) -> Value {
        assert_eq!(self.code, 0, "{}", self.error);
        let facts: Value = serde_json::from_str(&self.out).unwrap();
        let facts = facts["facts"].as_array().unwrap();
        let found = facts.iter().find(|fact| fact["name"] == format!("screen-lock.{name}"));
        let fact = found.cloned().unwrap_or_default();
        fact.get("value").or(fact.get("unknown")).cloned().unwrap_or_default()
    }
}

/// Lets everybody look at what only root could.
fn open(path: &Path, mode: u32) {
    use std::os::unix::fs::PermissionsExt as _;

    fs::set_permissions(path, std::fs::Permissions::from_mode(mode)).unwrap();
}

#[test]
fn root_reads_the_persons_files_and_session() {
    let bed = Bed::new().with_settings("[Daemon]\nTimeout=2\n");
    let plasma = "XDG_CURRENT_DESKTOP=KDE XDG_SESSION_TYPE=wayland";

    assert_eq!(bed.fact(plasma, "desktop"), "kde");
    assert_eq!(bed.fact(plasma, "idle-seconds"), 120);

    let elsewhere = bed.path("home/elsewhere");
    fs::create_dir(&elsewhere).unwrap();
    open(&elsewhere, 0o755);
    fs::write(elsewhere.join("kscreenlockerrc"), "[Daemon]\nTimeout=4\n").unwrap();
    let session = format!("{plasma} XDG_CONFIG_HOME={}", elsewhere.display());
    assert_eq!(bed.fact(&session, "idle-seconds"), 240);

    // Without any process of a session, root's own environment does not stand in for one.
    assert_eq!(bed.fact("A=B", "desktop"), Value::Null);
}

#[test]
fn what_the_person_could_not_read_stays_unread() {
    let bed = Bed::new();
    let plasma = "XDG_CURRENT_DESKTOP=KDE";
    let secret = bed.path("secret");
    fs::write(&secret, "[Daemon]\nTimeout=3\n").unwrap();
    open(&secret, 0o600);

    fs_err::os::unix::fs::symlink(&secret, bed.settings()).unwrap();
    assert_eq!(bed.fact(plasma, "idle-seconds"), "denied");

    fs::remove_file(bed.settings()).unwrap();
    nix::unistd::mkfifo(&bed.settings(), nix::sys::stat::Mode::S_IRWXU).unwrap();
    chown(&bed.settings(), Some(Uid::from_raw(ANA)), None).unwrap();
    assert_eq!(bed.fact(plasma, "idle-seconds"), "malformed");
}

#[test]
fn only_root_may_name_another_person() {
    let bed = Bed::new().with_settings("[Daemon]\nTimeout=2\n");

    let another = bed.run("A=B", ANA, "check --only screen-lock --user root");
    assert_eq!(another.code, 3);
    assert!(
        another.error.contains("hint: run it as root: sudo custodia check --user root"),
        "{}",
        another.error
    );

    let nobody = bed.run("A=B", 0, "check --user nobody-of-this-name");
    assert_eq!(nobody.code, 3);
    assert!(nobody.error.contains("error: nobody is called nobody-of-this-name"), "{}", nobody.error);
    assert!(nobody.error.contains("hint: "), "{}", nobody.error);

    let own = bed.run("A=B", ANA, "facts screen-lock --user ana");
    assert_eq!(own.code, 0, "{}", own.error);
}

/// The real accounts service tells the person what the shadow file, which only root may read, says of them.
#[test]
fn accounts_service_tells_of_the_password_and_root_reads_the_shadow_file_itself() {
    let bed = Bed::new();
    let configuration = format!(
        "<!DOCTYPE busconfig PUBLIC \"-//freedesktop//DTD D-BUS Bus Configuration 1.0//EN\"
         \"http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd\">
         <busconfig><type>system</type><listen>unix:path={}</listen><auth>EXTERNAL</auth>
         <policy context=\"default\"><allow own=\"*\"/><allow user=\"*\"/><allow send_destination=\"*\"/>
         <allow eavesdrop=\"false\"/></policy></busconfig>",
        bed.path("bus").display()
    );
    fs::write(bed.path("bus.conf"), configuration).unwrap();
    tool("/usr/libexec/accounts-daemon", "accountsservice");
    let place = bed.path("").display().to_string();
    let before = format!(
        "cd {place}; mount --bind shadow /etc/shadow; export DBUS_SYSTEM_BUS_ADDRESS=unix:path={place}/bus; \
         has() {{ until dbus-send --bus=$DBUS_SYSTEM_BUS_ADDRESS --print-reply --dest=org.freedesktop.DBus / \
         org.freedesktop.DBus.NameHasOwner string:$1 2>/dev/null | grep -q true; do sleep 0.05; done; }}; \
         rm -f bus; dbus-daemon --nofork --config-file=bus.conf 2>/dev/null & has org.freedesktop.DBus; \
         /usr/bin/python3 -m dbusmock --system --template polkitd >/dev/null 2>&1 & \
         has org.freedesktop.PolicyKit1; /usr/libexec/accounts-daemon >/dev/null 2>&1 & has org.freedesktop.Accounts"
    );
    for (field, changed, by_service, by_root) in [
        ("$6$salt$hash", 19_000, "password-set", "password-set"),
        ("", 19_000, "password-empty", "password-empty"),
        ("!$6$salt$hash", 19_000, "password-locked", "password-locked"),
        // The service takes this for a password.
        ("*", 19_000, "password-set", "password-locked"),
        ("", 0, "unsupported", "password-empty"),
    ] {
        let shadow = format!("root:*:19000:0:99999:7:::\nana:{field}:{changed}:0:99999:7:::\n");
        fs::write(bed.path("shadow"), shadow).unwrap();
        open(&bed.path("shadow"), 0o600);
        let run = |user, arguments| bed.run_after(&before, "XDG_CURRENT_DESKTOP=KDE", user, arguments);

        let own = run(ANA, "facts screen-lock --format json");
        assert_eq!(own.fact("password"), by_service, "{field} {changed}");
        assert!(!own.out.contains("$6$"));
        let root = run(0, "facts screen-lock --user ana --format json");
        assert_eq!(root.fact("password"), by_root, "{field} {changed}");
        assert!(!root.out.contains("$6$"));
    }
}
