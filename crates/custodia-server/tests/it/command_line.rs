//! The program itself: its commands, what they print, how they end.

use std::io::{BufRead as _, BufReader, Write as _};
use std::path::Path;
use std::process::{Child, Command, Output, Stdio};

use custodia_server::store::views::{Filter, Sort};
use tempfile::TempDir;

const PROGRAM: &str = env!("CARGO_BIN_EXE_custodia-server");

#[expect(clippy::disallowed_methods, reason = "the program under test")]
fn program(arguments: &[&str]) -> Command {
    let mut command = Command::new(PROGRAM);
    command.args(arguments).env_clear().env("LANG", "en_US.UTF-8").stdin(Stdio::null());
    command.stdout(Stdio::piped()).stderr(Stdio::piped());
    command
}

fn run(arguments: &[&str]) -> Output {
    program(arguments).output().unwrap()
}

fn run_with_input(arguments: &[&str], input: &str) -> Output {
    let mut child = program(arguments).stdin(Stdio::piped()).spawn().unwrap();
    child.stdin.take().unwrap().write_all(input.as_bytes()).unwrap();
    child.wait_with_output().unwrap()
}

fn text(bytes: &[u8]) -> &str {
    std::str::from_utf8(bytes).unwrap()
}

/// A quick start that has said everything it says.
fn quickstart(directory: &Path, home: &Path) -> (Child, String) {
    let directory = directory.to_str().unwrap();
    let mut child = program(&["quickstart", "--dir", directory, "--listen", "127.0.0.1:0"])
        .env("HOME", home)
        .spawn()
        .unwrap();
    let mut said = String::new();
    for line in BufReader::new(child.stdout.take().unwrap()).lines() {
        let line = line.unwrap();
        if line.is_empty() && said.contains("Ctrl+C stops it") {
            return (child, said);
        }
        said.push_str(&line);
        said.push('\n');
    }
    panic!("the quick start ended: {said} {}", text(&child.wait_with_output().unwrap().stderr));
}

#[expect(clippy::disallowed_methods, reason = "asks the program under test to stop")]
fn terminate(mut child: Child) {
    assert!(Command::new("kill").args(["-TERM", &child.id().to_string()]).status().unwrap().success());
    assert!(child.wait().unwrap().success());
}

#[test]
fn the_quick_start_enrols_and_checks_this_machine_and_a_second_run_goes_on() {
    let (folder, home) = (TempDir::new().unwrap(), TempDir::new().unwrap());
    let directory = folder.path().join("quickstart");

    let (child, first) = quickstart(&directory, home.path());
    terminate(child);
    let (child, second) = quickstart(&directory, home.path());
    terminate(child);

    for said in [&first, &second] {
        assert!(said.contains("This computer is enrolled and has reported."), "{said}");
        assert!(said.contains("/sign-in/link/"), "{said}");
    }
    let link = |said: &str| said.split("/sign-in/link/").nth(1).unwrap()[..22].to_owned();
    assert_ne!(link(&first), link(&second));
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    runtime.block_on(async {
        let config = custodia_server::server::Config::new(&directory, ([127, 0, 0, 1], 0).into());
        let store = config.open_store().await.unwrap();
        let now = custodia::clock::now();
        let list = store.devices(Filter::All, Sort::Worst, 1, now).await.unwrap();
        assert_eq!(list.total, 1, "one device");
        let device = store.device(list.rows[0].id, now).await.unwrap().unwrap();
        assert_eq!((device.stored, device.head_sequence), (2, 2));
        assert!(device.flags.is_empty() && !device.results.is_empty());
    });
}

#[test]
fn administrators_and_links_are_made_on_the_command_line() {
    let (folder, home) = (TempDir::new().unwrap(), TempDir::new().unwrap());
    let directory = folder.path().to_str().unwrap();
    terminate(quickstart(folder.path(), home.path()).0);

    let added =
        run_with_input(&["admin", "add", "ana", "--directory", directory], "una clave bastante larga\n");
    assert!(added.status.success(), "{}", text(&added.stderr));
    let short = run_with_input(&["admin", "add", "eva", "--directory", directory], "corta\n");
    assert!(!short.status.success());
    assert!(text(&short.stderr).starts_with("error: a password has 12 characters or more"));

    let link = run(&["admin", "sign-in-link", "ana", "--directory", directory]);
    assert!(text(&link.stdout).starts_with("https://127.0.0.1:"));
    let stranger = run(&["admin", "sign-in-link", "nobody", "--directory", directory]);
    assert!(text(&stranger.stderr).contains("hint: custodia-server admin add"));
    let link = run(&["enrolment-link", "--label", "Radio 1", "--directory", directory]);
    let (_, fragment) = text(&link.stdout).trim().split_once("/#").unwrap();
    assert_eq!(fragment.len(), 22 + 1 + 64);
}

#[test]
fn mistakes_are_told_with_a_hint() {
    let folder = TempDir::new().unwrap();
    let directory = folder.path().to_str().unwrap();

    let early = run(&["enrolment-link", "--directory", directory]);
    assert!(text(&early.stderr).contains("hint: custodia-server serve"), "{}", text(&early.stderr));
    let taken = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let address = taken.local_addr().unwrap().to_string();
    let serve = run(&["serve", "--directory", directory, "--listen", &address]);
    let said = text(&serve.stderr);
    assert!(!serve.status.success());
    assert!(said.contains(&format!("error: cannot listen on {address}: ")), "{said}");
    assert!(said.ends_with("hint: choose another address with --listen, port 0 for a free one\n"), "{said}");
    let other = run(&["serve", "--directory", directory, "--database", "postgres://host/x"]);
    assert!(text(&other.stderr).contains("a database is given as sqlite:PATH"));
}

#[test]
fn completions_are_printed() {
    let completions = run(&["completions", "bash"]);

    assert!(completions.status.success());
    assert!(text(&completions.stdout).contains("enrolment-link"));
}
