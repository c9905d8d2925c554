//! Every command of the README, run as it stands there.

use std::collections::BTreeSet;
use std::io::{BufRead as _, BufReader, Write as _};
use std::net::TcpListener;
use std::os::unix::fs::{PermissionsExt as _, symlink};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};

use fs_err as fs;
use tempfile::TempDir;

/// The commands in the README's shell blocks, in their order.
fn commands() -> Vec<String> {
    let mut inside = false;
    let mut commands = Vec::new();
    for line in fs::read_to_string(root().join("README.md")).unwrap().lines() {
        match line {
            "```sh" => inside = true,
            "```" => inside = false,
            _ if inside => commands.push(line.to_owned()),
            _ => {}
        }
    }
    commands
}

fn root() -> PathBuf {
    fs::canonicalize(Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")).unwrap()
}

/// A new user: a home of their own, with the programs installed where the README puts them.
struct NewUser {
    home: TempDir,
    done: BTreeSet<String>,
}

impl NewUser {
    fn new() -> Self {
        let home = TempDir::new().unwrap();
        let programs = home.path().join(".local/bin");
        fs::create_dir_all(&programs).unwrap();
        let server = Path::new(env!("CARGO_BIN_EXE_custodia-server"));
        symlink(server, programs.join("custodia-server")).unwrap();
        Self { home, done: BTreeSet::new() }
    }

    #[expect(clippy::disallowed_methods, reason = "runs what the README says")]
    fn command(&self, line: &str) -> Command {
        let path = std::env::var("PATH").unwrap();
        let mut command = Command::new("sh");
        command
            .args(["-c", &format!("exec {line}")])
            .current_dir(root())
            .env("HOME", self.home.path())
            .env("XDG_STATE_HOME", self.home.path().join(".local/state"))
            .env("XDG_DATA_HOME", self.home.path().join(".local/share"))
            .env("LANG", "en_US.UTF-8")
            .env_remove("XDG_RUNTIME_DIR")
            .env_remove("DISPLAY")
            .env_remove("WAYLAND_DISPLAY")
            .env("PATH", format!("{}:{path}", self.home.path().join(".local/bin").display()))
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped());
        command
    }

    /// Runs a command of the README, with parts of it replaced, and checks how it ends.
    fn run(&mut self, line: &str, replaced: &[(&str, &str)], codes: &[i32]) -> String {
        let output = self.prepared(line, replaced).output().unwrap();
        Self::said(line, &output, codes)
    }

    fn run_with_input(&mut self, line: &str, replaced: &[(&str, &str)], input: &str) -> String {
        let mut child = self.prepared(line, replaced).stdin(Stdio::piped()).spawn().unwrap();
        child.stdin.take().unwrap().write_all(input.as_bytes()).unwrap();
        Self::said(line, &child.wait_with_output().unwrap(), &[0])
    }

    /// Starts a command that serves until it is stopped, once it has said a word.
    fn serve(&mut self, line: &str, replaced: &[(&str, &str)], word: &str) -> (Child, String) {
        let mut command = self.prepared(line, replaced);
        command.stderr(Stdio::inherit());
        let mut child = command.spawn().unwrap();
        let mut said = String::new();
        // The pipe stays open: what is said after the word must not fail.
        for line in BufReader::new(child.stdout.as_mut().unwrap()).lines() {
            said.push_str(&line.unwrap());
            said.push('\n');
            if said.contains(word) {
                break;
            }
        }
        assert!(said.contains(word), "{line} ended: {said}");
        (child, said)
    }

    fn prepared(&mut self, line: &str, replaced: &[(&str, &str)]) -> Command {
        assert!(commands().iter().any(|command| command == line), "the README does not say: {line}");
        self.done.insert(line.to_owned());
        let actual = replaced.iter().fold(line.to_owned(), |line, (from, to)| {
            assert!(line.contains(from), "{line}: {from}");
            line.replace(from, to)
        });
        self.command(&actual)
    }

    fn said(line: &str, output: &Output, codes: &[i32]) -> String {
        let said =
            format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
        assert!(codes.contains(&output.status.code().unwrap()), "{line}: {:?} {said}", output.status);
        said
    }
}

#[expect(clippy::disallowed_methods, reason = "asks the program under test to stop")]
fn stop(mut child: Child) {
    assert!(Command::new("kill").args(["-TERM", &child.id().to_string()]).status().unwrap().success());
    assert!(child.wait().unwrap().success());
}

fn free_port() -> String {
    TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().to_string()
}

#[test]
fn every_command_of_the_readme_does_what_it_says() {
    let mut user = NewUser::new();

    // See it work. The binary that this test was built with stands for `cargo run`, on a port that is free.
    let quickstart = "cargo run --package custodia-server -- quickstart";
    let listen = format!("quickstart --listen {}", free_port());
    let replaced =
        [("cargo run --package custodia-server --", "custodia-server"), ("quickstart", listen.as_str())];
    let (child, said) = user.serve(quickstart, &replaced, "/sign-in/link/");
    assert!(said.contains("This computer is enrolled and has reported."), "{said}");
    assert!(user.home.path().join(".local/share/custodia/quickstart/custodia.sqlite3").exists());
    stop(child);

    // The tests and the builds are what CI runs beside this test; here they have to be programs at least.
    let ci = fs::read_to_string(root().join(".ci/run")).unwrap();
    for line in [".ci/test", ".ci/cross-deps", ".ci/cross-build x86_64-unknown-linux-musl"] {
        let program = line.split(' ').next().unwrap();
        assert!(ci.contains(program), "CI does not run {program}");
        assert_eq!(fs::metadata(root().join(program)).unwrap().permissions().mode() & 0o111, 0o111);
        assert!(commands().contains(&line.to_owned()), "{line}");
        user.done.insert(line.to_owned());
    }

    // Install: the agent that this test was built with stands for the static one.
    let built = Path::new(env!("CARGO_BIN_EXE_custodia-server")).with_file_name("custodia");
    assert!(built.exists(), "the agent is not built: run cargo build --package custodia");
    let target = "target/x86_64-unknown-linux-musl/agent/custodia";
    let home = user.home.path().display().to_string();
    user.run(
        "install -D -m 755 target/x86_64-unknown-linux-musl/agent/custodia ~/.local/bin/custodia",
        &[(target, built.to_str().unwrap()), ("~", &home)],
        &[0],
    );

    let entry =
        "packaging/applications/custodia-check.desktop ~/.local/share/applications/custodia-check.desktop";
    let icon = "icons/hicolor/scalable/apps/custodia.svg";
    user.run(&format!("install -D -m 644 {entry}"), &[("~", &home)], &[0]);
    user.run(&format!("install -D -m 644 packaging/{icon} ~/.local/share/{icon}"), &[("~", &home)], &[0]);

    // Check this device.
    let any = [0, 1, 2];
    // The tests have no screen: the page is stored and its path printed, and no browser starts.
    assert!(user.run("custodia check --open", &[], &any).contains("check.html"));
    assert!(user.run("custodia check --format html", &[], &any).contains("<!doctype html>"));
    assert!(user.run("custodia check --format sarif", &[], &any).contains("\"version\": \"2.1.0\""));
    assert!(user.run("custodia check --format junit", &[], &any).contains("<testsuites name=\"custodia\""));
    assert!(user.run("custodia check", &[], &any).contains("Check of this device"));
    assert!(user.run("custodia check --format json", &[], &any).contains("\"format\": 1"));
    assert!(
        user.run("custodia check --only screen-lock --lang es", &[], &any).contains("Bloqueo de pantalla")
    );
    assert!(user.run("custodia explain whatsapp-web", &[], &[0]).contains("CM-G-03 5.I.5"));
    assert!(user.run("custodia facts network", &[], &[0]).contains("Network"));
    // Root is what `sudo` gives, and the tests run as root already.
    let other = [("sudo ", ""), ("NAME", "nobody")];
    assert!(user.run("sudo custodia check --user NAME", &other, &any).contains("Check of this device"));

    // Declare: without a terminal nothing can be asked, and that is said.
    for line in ["custodia attest", "custodia attest --checklist meeting", "custodia passwords"] {
        assert!(user.run(line, &[], &[3]).contains("hint: "), "{line}");
    }
    user.run("custodia attest --answer data-plan=yes", &[], &[0]);
    assert!(user.run("custodia attest --list", &[], &[0]).contains("CM-G-03 5"));
    assert!(user.run("custodia check --policy all", &[], &any).contains("Declared in order"));

    // Harden it: there is no desktop here whose settings could be changed.
    user.run("custodia harden --dry-run", &[], &[0]);
    user.run("custodia harden screen-lock", &[], &[0, 1]);
    assert!(user.run("custodia harden status", &[], &[0]).contains("has changed no settings"));
    assert!(user.run("custodia harden undo --yes", &[], &[0]).contains("has changed no settings"));

    // Administer.
    let folder = TempDir::new().unwrap();
    let directory = folder.path().to_str().unwrap();
    let address = free_port();
    let (server, _) = user.serve(
        "custodia-server serve --directory DIR --listen 127.0.0.1:8443 --name localhost",
        &[("DIR", directory), ("127.0.0.1:8443", &address)],
        &address[address.len() - 5..],
    );
    let in_directory = [("DIR", directory)];
    user.run_with_input(
        "custodia-server admin add --directory DIR ana",
        &in_directory,
        "una clave bastante larga\n",
    );
    let said = user.run("custodia-server admin sign-in-link --directory DIR ana", &in_directory, &[0]);
    assert!(said.contains("/sign-in/link/"), "{said}");
    let said =
        user.run("custodia-server enrolment-link --directory DIR --label 'Laptop 7'", &in_directory, &[0]);
    let link = said.split_whitespace().find(|word| word.starts_with("https://")).unwrap().to_owned();

    // Enrol it.
    assert!(user.run("custodia enroll 'LINK'", &[("LINK", &link)], &[0]).contains("enrolled"));
    assert!(user.run("custodia report --show", &[], &[0]).contains("\"sequence\": 1"));
    let raw = user.run("custodia report --show --raw", &[], &[0]);
    assert!(raw.lines().any(|line| line.split('.').count() == 3 && line.len() > 500), "{raw}");
    assert!(user.run("custodia report --now", &[], &[0]).contains("1 report delivered"));
    assert!(user.run("custodia status", &[], &[0]).contains("Reports waiting"));
    assert!(user.run("custodia leave", &[], &[0]).contains("no longer reports"));
    stop(server);

    // Policies.
    assert!(user.run("custodia policy show cm-g-03", &[], &[0]).contains("5.I.7"));
    assert!(user.run("custodia policy schema", &[], &[0]).contains("json-schema.org"));
    assert!(user.run("custodia policy lint policies/cm-g-03.toml", &[], &[0]).contains("in order"));
    user.run("custodia check --policy policies/cm-g-03.toml", &[], &any);
    let recorded = "tests/fixtures/screen-lock/fail/facts.json";
    let tried = format!("custodia policy test policies/cm-g-03.toml --facts {recorded}");
    assert!(user.run(&tried, &[], &[1]).contains(recorded));

    let documented: BTreeSet<String> = commands().into_iter().collect();
    assert_eq!(
        documented, user.done,
        "the README has commands that this test does not run, or the other way round"
    );
}
