//! Applications that the real Flatpak built, installed from a local repository, and whose permissions it changed.

use std::path::Path;
use std::process::{Command, Stdio};

use custodia_core::verdict::Status;
use custodia_core::vocabulary::meeting_apps as words;
use fs_err as fs;

use super::{Machine, origins, state};
use crate::accuracy::State;

const BED: &str = "Flatpak 1.14, in an installation of the person";
const ID: &str = "org.signal.Signal";
const FLATHUB: &str = "https://dl.flathub.org/repo/";

#[expect(clippy::disallowed_methods, reason = "tests drive real tools")]
fn flatpak(home: &Path, arguments: &[&str]) {
    let output = Command::new("flatpak")
        .args(arguments)
        .env_clear()
        .env("PATH", "/usr/bin:/bin")
        .env("HOME", home)
        .current_dir(home)
        .stdin(Stdio::null())
        .output()
        .unwrap_or_else(|error| panic!("flatpak does not run ({error}): see .ci/packages"));
    assert!(output.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
}

/// Builds an application with these permissions and puts it into the repository.
fn publish(home: &Path, text: &str, permissions: &[&str]) {
    let build = home.join("build");
    if build.exists() {
        fs::remove_dir_all(&build).unwrap();
    }
    fs::create_dir_all(build.join("files/bin")).unwrap();
    fs::create_dir_all(build.join("var")).unwrap();
    fs::write(build.join("files/bin/signal"), text).unwrap();
    let metadata = format!("[Application]\nname={ID}\nruntime=org.freedesktop.Platform/x86_64/23.08\n");
    fs::write(build.join("metadata"), metadata).unwrap();
    flatpak(home, &[&["build-finish", "build", "--command=signal"], permissions].concat());
    flatpak(home, &["build-export", "repo", "build", "stable"]);
}

/// A home with the application, as if it came from that address.
fn installed(machine: &Machine, permissions: &[&str], address: Option<&str>) {
    let home = fs::canonicalize(machine.home()).unwrap();
    publish(&home, "1", permissions);
    flatpak(&home, &["--user", "remote-add", "--no-gpg-verify", "origin", "repo"]);
    flatpak(&home, &["--user", "install", "-y", "--no-deps", "--noninteractive", "origin", ID]);
    if let Some(address) = address {
        let config = home.join(".local/share/flatpak/repo/config");
        let text = fs::read_to_string(&config).unwrap();
        let own = format!("url=file://{}", home.join("repo").display());
        assert!(text.contains(&own) && text.contains("gpg-verify=false"), "{text}");
        let text =
            text.replace(&own, &format!("url={address}")).replace("gpg-verify=false", "gpg-verify=true");
        fs::write(&config, text).unwrap();
    }
}

#[test]
fn what_the_real_flatpak_wrote_is_understood() {
    let machine = Machine::new();
    installed(&machine, &["--filesystem=xdg-download", "--device=all"], Some(FLATHUB));
    let home = fs::canonicalize(machine.home()).unwrap();

    let facts = machine.facts();
    assert_eq!(origins(&facts), [(Some(words::SIGNAL), Some(words::FLATHUB))]);
    let reached = |facts: &custodia_core::fact::Facts| {
        [
            words::REACHES_ALL_FILES,
            words::REACHES_HOME_FILES,
            words::REACHES_ALL_DEVICES,
            words::REACHES_SESSION_BUS,
            words::IS_UNCONFINED,
        ]
        .map(|fact| facts.value_item(0, fact).unwrap())
    };
    assert_eq!(reached(&facts), [false, false, true, false, false]);

    let change = |option: &str, id: &[&str]| flatpak(&home, &[&["--user", "override", option], id].concat());
    change("--filesystem=host", &[]);
    assert_eq!(reached(&machine.facts()), [true, true, true, false, false]);
    change("--nofilesystem=host", &[ID]);
    change("--nodevice=all", &[ID]);
    change("--socket=session-bus", &[ID]);
    assert_eq!(reached(&machine.facts()), [false, false, false, true, false]);
    change("--talk-name=org.freedesktop.Flatpak", &[ID]);
    assert_eq!(machine.facts().value_item(0, words::IS_UNCONFINED), Some(true));
}

pub(super) fn states() -> Vec<State> {
    let age = (Status::Unknown, "meeting-apps-age-not-told");
    let forbidden = (Status::Fail, "meeting-apps-permission-forbidden");
    let not_official = (Status::Fail, "meeting-apps-origin-not-official");
    let few = &["--filesystem=xdg-download", "--device=all"][..];
    let cases = [
        ("Signal from Flathub; Flatpak keeps no note of newer versions", few, Some(FLATHUB), None, age),
        (
            "Signal from Flathub, which may reach the home",
            &["--filesystem=home"][..],
            Some(FLATHUB),
            None,
            forbidden,
        ),
        (
            "Signal from Flathub, given the home by the person",
            few,
            Some(FLATHUB),
            Some("--filesystem=home:ro"),
            forbidden,
        ),
        (
            "Signal from Flathub, its home taken by the person",
            &["--filesystem=home"],
            Some(FLATHUB),
            Some("--nofilesystem=home"),
            age,
        ),
        ("Signal from another remote", few, Some("https://flatpak.example/repo/"), None, not_official),
        (
            "Signal from a remote that is called like Flathub",
            few,
            Some("https://dl.flathub.org.example/repo/"),
            None,
            not_official,
        ),
        ("Signal from a remote without signatures", few, None, None, not_official),
    ];
    let mut states: Vec<State> = cases
        .into_iter()
        .map(|(name, permissions, address, change, expected)| {
            let machine = Machine::new();
            installed(&machine, permissions, address);
            if let Some(change) = change {
                flatpak(&fs::canonicalize(machine.home()).unwrap(), &["--user", "override", change, ID]);
            }
            state(name, BED, expected, &machine)
        })
        .collect();
    let machine = Machine::new();
    installed(&machine, few, None);
    let home = fs::canonicalize(machine.home()).unwrap();
    publish(&home, "2", few);
    flatpak(&home, &["--user", "update", "-y", "--noninteractive", "--no-deps", "--no-deploy", ID]);
    let config = home.join(".local/share/flatpak/repo/config");
    let text = fs::read_to_string(&config).unwrap().replace("gpg-verify=false", "gpg-verify=true");
    let own = format!("url=file://{}", home.join("repo").display());
    fs::write(&config, text.replace(&own, &format!("url={FLATHUB}"))).unwrap();
    let waiting = (Status::Fail, "meeting-apps-update-waiting");
    states.push(state("Signal from Flathub, a newer version fetched and not in use", BED, waiting, &machine));
    states
}
