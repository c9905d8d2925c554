//! A message bus of its own with a stand-in for logind and GDM on it, answering as the real ones do.

use std::collections::{BTreeMap, HashMap};
use std::io::{BufRead, BufReader};
use std::pin::Pin;
use std::process::{Child, Stdio};
use std::sync::mpsc;

use tempfile::TempDir;
use tokio::runtime::Builder;
use zbus::export::futures_core::Stream;
use zbus::message::Type;
use zbus::{Connection, Message, MessageStream, OwnedObjectPath, Variant, conn};

use crate::home::tool;

/// One session as logind describes it.
#[derive(Clone)]
pub(crate) struct Login {
    pub(crate) user: u32,
    pub(crate) kind: &'static str,
    pub(crate) class: &'static str,
    pub(crate) state: &'static str,
    pub(crate) desktop: &'static str,
    pub(crate) leader: u32,
    pub(crate) remote: bool,
}

impl Login {
    /// An active graphical session of the person who runs the test.
    pub(crate) fn own(desktop: &'static str) -> Self {
        let user = nix::unistd::Uid::current().as_raw();
        Self { user, kind: "wayland", class: "user", state: "active", desktop, leader: 0, remote: false }
    }
}

/// The bus, as long as it is kept.
pub(crate) struct Bed {
    _place: TempDir,
    daemon: Child,
    pub(crate) address: String,
}

impl Drop for Bed {
    fn drop(&mut self) {
        let _ = self.daemon.kill();
        let _ = self.daemon.wait();
    }
}

impl Bed {
    /// Starts the bus; with `gdm`, the display manager is there too. Returns when both have their names.
    pub(crate) fn start(logins: Vec<Login>, gdm: bool) -> Self {
        Self::with(logins, if gdm { vec!["org.gnome.DisplayManager"] } else { Vec::new() }, Vec::new())
    }

    /// Starts the bus with further services, which say that a program keeps the screen open, and with what is inhibited
    /// at logind: what, and in which mode.
    pub(crate) fn with(
        logins: Vec<Login>,
        services: Vec<&'static str>,
        inhibitors: Vec<(&'static str, &'static str)>,
    ) -> Self {
        let place = tempfile::tempdir().unwrap();
        let configuration = place.path().join("bus.conf");
        let text = format!(
            "<!DOCTYPE busconfig PUBLIC \"-//freedesktop//DTD D-BUS Bus Configuration 1.0//EN\"
             \"http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd\">
             <busconfig><type>system</type><listen>unix:path={}/bus</listen><auth>EXTERNAL</auth>
             <policy context=\"default\"><allow own=\"*\"/><allow user=\"*\"/><allow send_destination=\"*\"/>
             <allow eavesdrop=\"false\"/></policy></busconfig>",
            place.path().display()
        );
        fs_err::write(&configuration, text).unwrap();
        let mut daemon = tool("dbus-daemon", "dbus-daemon")
            .args(["--nofork", "--print-address", "--config-file"])
            .arg(&configuration)
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let mut address = String::new();
        BufReader::new(daemon.stdout.take().unwrap()).read_line(&mut address).unwrap();
        let address = address.trim().to_owned();
        let (ready, is_ready) = mpsc::channel();
        let bus = address.clone();
        std::thread::spawn(move || {
            let runtime = Builder::new_current_thread().enable_all().build().unwrap();
            runtime.block_on(async {
                let connection = conn::Builder::address(bus.as_str()).build().await.unwrap();
                let mut calls = MessageStream::from(&connection);
                connection.request_name("org.freedesktop.login1").await.unwrap();
                for service in services {
                    connection.request_name(service).await.unwrap();
                }
                ready.send(()).unwrap();
                while let Some(Ok(call)) =
                    std::future::poll_fn(|context| Pin::new(&mut calls).poll_next(context)).await
                {
                    if call.message_type() == Type::MethodCall {
                        answer(&connection, &call, &logins, &inhibitors).await;
                    }
                }
            });
        });
        is_ready.recv().unwrap();
        Self { _place: place, daemon, address }
    }
}

async fn answer(connection: &Connection, call: &Message, logins: &[Login], inhibitors: &[(&str, &str)]) {
    let header = call.header();
    let path = header.path().map(|path| path.as_str().to_owned()).unwrap_or_default();
    let number = path.rsplit('s').next().and_then(|number| number.parse::<usize>().ok());
    let member = header.member().map(|member| member.as_str().to_owned()).unwrap_or_default();
    match (member.as_str(), number.and_then(|number| logins.get(number))) {
        ("ListSessions", _) => {
            let listed: Vec<(String, u32, String, String, OwnedObjectPath)> = logins
                .iter()
                .enumerate()
                .map(|(number, login)| {
                    let path = format!("/org/freedesktop/login1/session/s{number}");
                    (
                        number.to_string(),
                        login.user,
                        "ann".to_owned(),
                        "seat0".to_owned(),
                        path.try_into().unwrap(),
                    )
                })
                .collect();
            connection.reply(&header, &listed).await.unwrap();
        }
        ("GetAll", Some(login)) => {
            let properties: HashMap<&str, Variant<'_>> = BTreeMap::from([
                ("Type", Variant::from(login.kind)),
                ("Class", login.class.into()),
                ("State", login.state.into()),
                ("Desktop", login.desktop.into()),
                ("Leader", login.leader.into()),
                ("Remote", login.remote.into()),
                ("Active", (login.state == "active").into()),
                ("LockedHint", false.into()),
                ("IdleHint", true.into()),
            ])
            .into_iter()
            .collect();
            connection.reply(&header, &properties).await.unwrap();
        }
        ("ListInhibitors", _) => {
            let listed: Vec<(&str, &str, &str, &str, u32, u32)> =
                inhibitors.iter().map(|(what, mode)| (*what, "Who", "Why", *mode, 1000, 1)).collect();
            connection.reply(&header, &listed).await.unwrap();
        }
        ("IsInhibited" | "HasInhibition" | "HasInhibit", _) => {
            connection.reply(&header, &true).await.unwrap();
        }
        ("Get", None) => connection.reply(&header, &Variant::from("43.0")).await.unwrap(),
        _ => connection.reply_error(&header, "org.freedesktop.DBus.Error.UnknownMethod", &"?").await.unwrap(),
    }
}
