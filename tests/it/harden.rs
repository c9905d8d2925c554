//! `custodia harden` on real stores: dconf's and Xfce's own services on a private bus, KDE's files; the desktops' own tools
//! are the judges, and the agent is the real program.

mod dconf;
mod hindrances;
mod kde;
mod stops;
mod whatsapp;
mod xfce;

use std::collections::BTreeMap;
use std::io::{BufRead as _, BufReader, Write as _};
use std::path::Path;
use std::process::{Child, Command, Output, Stdio};

use serde_json::Value;

use crate::home::{Home, answer};
use crate::support::{Outcome, custodia};

/// A home in a session, with a session bus of its own where it was asked for.
struct Desk {
    home: Home,
    bus: Option<Bus>,
}

/// A session bus in the environment of a home, which starts that home's services.
struct Bus {
    daemon: Child,
    address: String,
}

impl Bus {
    fn start(home: &Home) -> Self {
        let mut daemon = home
            .tool("dbus-daemon", "dbus-daemon")
            .args(["--session", "--nofork", "--nopidfile", "--print-address=1"])
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let mut address = String::new();
        BufReader::new(daemon.stdout.as_mut().unwrap()).read_line(&mut address).unwrap();
        Self { daemon, address: address.trim().to_owned() }
    }
}

impl Drop for Bus {
    fn drop(&mut self) {
        // The services end with their bus.
        let _ = self.daemon.kill();
        let _ = self.daemon.wait();
    }
}

impl Desk {
    fn without_bus(home: Home) -> Self {
        Self { home, bus: None }
    }

    fn with_bus(home: Home) -> Self {
        let bus = Bus::start(&home);
        Self { home, bus: Some(bus) }
    }

    /// A program in this session.
    fn tool(&self, program: &str, package: &str) -> Command {
        let mut command = self.home.tool(program, package);
        if let Some(bus) = &self.bus {
            command.env("DBUS_SESSION_BUS_ADDRESS", &bus.address);
        }
        command.env("NO_COLOR", "1");
        command
    }

    /// Runs the agent, which is answered with these lines.
    fn custodia(&self, arguments: &[&str], answers: &str) -> Outcome {
        let mut child = self
            .tool(custodia().to_str().unwrap(), "custodia")
            .args(arguments)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        // Who asks nothing may have ended before.
        let _ = child.stdin.take().unwrap().write_all(answers.as_bytes());
        let Output { status, stdout, stderr } = child.wait_with_output().unwrap();
        Outcome {
            code: status.code().unwrap_or(-1),
            out: String::from_utf8(stdout).unwrap(),
            error: String::from_utf8(stderr).unwrap(),
        }
    }

    /// The result of the rule on the screen lock in the guide.
    fn result(&self) -> Value {
        let outcome = self.custodia(&["check", "--only", "cm-g-03/screen-lock", "--format", "json"], "");
        let json: Value = serde_json::from_str(&outcome.out).unwrap();
        json["results"][0].clone()
    }

    fn status(&self) -> String {
        self.result()["status"].as_str().unwrap().to_owned()
    }

    fn is_fixable(&self) -> bool {
        self.result()["remedy"]["fixable"].as_bool().unwrap_or(false)
    }

    /// What a tool of the desktop says.
    fn judge(&self, program: &str, package: &str, arguments: &[&str]) -> String {
        answer(self.tool(program, package).args(arguments))
    }

    /// Every file below the home but the agent's own state, with its content.
    fn files(&self) -> BTreeMap<String, Vec<u8>> {
        let mut files = BTreeMap::new();
        collect(&self.home.path("home"), "", &mut files);
        files.retain(|name, _| !name.starts_with(".local/state/"));
        files
    }

    fn journal(&self) -> Vec<Value> {
        let Ok(text) = fs_err::read_to_string(self.home.path("home/.local/state/custodia/harden.json"))
        else {
            return Vec::new();
        };
        let json: Value = serde_json::from_str(&text).unwrap();
        json["kept"].as_array().unwrap().clone()
    }
}

fn collect(folder: &Path, name: &str, files: &mut BTreeMap<String, Vec<u8>>) {
    for entry in fs_err::read_dir(folder).unwrap() {
        let entry = entry.unwrap();
        let name = format!("{name}{}", entry.file_name().to_str().unwrap());
        if entry.file_type().unwrap().is_dir() {
            collect(&entry.path(), &format!("{name}/"), files);
        } else {
            files.insert(name, fs_err::read(entry.path()).unwrap_or_default());
        }
    }
}
