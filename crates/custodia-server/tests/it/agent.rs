//! The real agent as a program of its own, against the real server: enrol, report, be refused, lose nothing.

use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use custodia::policies;
use custodia_server::server::{Config, Server};
use custodia_server::store::views::DeviceView;
use fs_err as fs;
use tempfile::TempDir;
use uuid::Uuid;

use crate::support::TestServer;

/// What a run of the agent gave.
#[derive(Debug)]
struct Outcome {
    code: i32,
    said: String,
}

/// A person's home in which the agent runs.
struct Home(TempDir);

impl Home {
    fn new() -> Self {
        Self(TempDir::new().unwrap())
    }

    fn state(&self) -> PathBuf {
        self.0.path().join(".local/state/custodia")
    }

    fn file(&self, name: &str) -> PathBuf {
        self.state().join(name)
    }

    /// Runs the agent here; what it says is both its streams.
    #[expect(clippy::disallowed_methods, reason = "the program under test")]
    async fn run(&self, arguments: &[&str]) -> Outcome {
        let mut command = Command::new(agent());
        command
            .args(arguments)
            .args(["--lang", "en"])
            .env_clear()
            .env("HOME", self.0.path())
            .stdin(Stdio::null());
        let output = tokio::task::spawn_blocking(move || command.output().unwrap()).await.unwrap();
        let said =
            format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
        Outcome { code: output.status.code().unwrap(), said }
    }

    async fn enrol(&self, server: &TestServer) -> Uuid {
        let link = link(server).await;
        let outcome = self.run(&["enroll", &link]).await;
        assert_eq!(outcome.code, 0, "{}", outcome.said);
        self.device()
    }

    fn device(&self) -> Uuid {
        let endpoint: serde_json::Value =
            serde_json::from_slice(&fs::read(self.file("endpoint.json")).unwrap()).unwrap();
        endpoint["device"].as_str().unwrap().parse().unwrap()
    }

    fn waiting(&self) -> Vec<PathBuf> {
        let mut files: Vec<PathBuf> =
            fs::read_dir(self.file("outbox")).unwrap().map(|entry| entry.unwrap().path()).collect();
        files.sort();
        files
    }
}

/// The agent's binary, which lies beside the server's.
fn agent() -> PathBuf {
    let path = Path::new(env!("CARGO_BIN_EXE_custodia-server")).with_file_name("custodia");
    assert!(path.exists(), "the agent is not built: run cargo build --package custodia");
    path
}

async fn link(server: &TestServer) -> String {
    let token = server.token("").await;
    let fingerprint = server.server.certificate().authority().fingerprint();
    format!("https://{}/#{token}.{fingerprint}", server.server.address())
}

fn ids(view: &DeviceView) -> Vec<&'static str> {
    view.flags.iter().map(|raised| raised.flag.as_str()).collect()
}

#[tokio::test]
async fn a_device_enrols_reports_its_results_and_then_that_nothing_changed() {
    let (server, home) = (TestServer::start().await, Home::new());
    let device = home.enrol(&server).await;

    let first = home.run(&["report", "--now"]).await;
    let second = home.run(&["report", "--now"]).await;

    assert_eq!((first.code, first.said.as_str()), (0, "1 report delivered.\n"));
    assert_eq!(second.code, 0);
    assert!(second.said.contains("Nothing changed"), "{}", second.said);
    let view = server.view(device).await;
    assert_eq!((view.head_sequence, view.stored), (2, 2));
    assert_eq!(view.missing, []);
    assert!(ids(&view).is_empty(), "{:?}", view.flags);
    let rules: usize = policies::applied_by_default().iter().map(|policy| policy.rules.len()).sum();
    assert_eq!(view.results.len(), rules);
    assert!(home.waiting().is_empty());
    let status = home.run(&["status"]).await;
    assert!(status.said.contains(&device.to_string()), "{}", status.said);
    let signed = status.said.lines().find(|line| line.starts_with("Reports signed")).unwrap();
    assert!(signed.ends_with(" 2"), "{signed}");
}

#[tokio::test]
async fn a_link_with_another_fingerprint_is_not_trusted_and_leaves_nothing_behind() {
    let (server, home) = (TestServer::start().await, Home::new());
    let link = link(&server).await;
    let digit = if link.ends_with('0') { '1' } else { '0' };
    let other = format!("{}{digit}", &link[..link.len() - 1]);

    let outcome = home.run(&["enroll", &other]).await;

    assert_eq!(outcome.code, 1);
    assert!(outcome.said.contains("did not show the expected certificate"), "{}", outcome.said);
    assert!(!home.file("endpoint.json").exists());
    // The token was never sent: it still works.
    assert_eq!(home.run(&["enroll", &link]).await.code, 0);
}

#[tokio::test]
async fn an_enrolled_device_trusts_no_other_server_at_the_same_address() {
    let (server, impostor, home) = (TestServer::start().await, TestServer::start().await, Home::new());
    home.enrol(&server).await;
    let text = fs::read_to_string(home.file("endpoint.json")).unwrap();
    let own = server.server.address().to_string();
    fs::write(home.file("endpoint.json"), text.replace(&own, &impostor.server.address().to_string()))
        .unwrap();

    let outcome = home.run(&["report", "--now"]).await;

    assert_eq!(outcome.code, 1);
    assert!(outcome.said.contains("did not show the expected certificate"), "{}", outcome.said);
    assert_eq!(home.waiting().len(), 1);
}

#[tokio::test]
async fn a_used_link_is_refused() {
    let (server, first, second) = (TestServer::start().await, Home::new(), Home::new());
    let link = link(&server).await;
    assert_eq!(first.run(&["enroll", &link]).await.code, 0);

    let outcome = second.run(&["enroll", &link]).await;

    assert_eq!(outcome.code, 1);
    assert!(outcome.said.contains("the link was used, has expired or was withdrawn"), "{}", outcome.said);
    let again = first.run(&["enroll", &link]).await;
    assert!(again.said.contains("already enrolled"), "{}", again.said);
}

#[tokio::test]
async fn what_was_signed_while_the_server_was_away_arrives_in_order() {
    let home = Home::new();
    let server = TestServer::start().await;
    let device = home.enrol(&server).await;
    let TestServer { server, directory, .. } = server;
    let address: SocketAddr = server.address();
    server.stop().await;

    for _ in 0..2 {
        let outcome = home.run(&["report", "--now"]).await;
        assert_eq!(outcome.code, 1);
        assert!(outcome.said.contains("could not be reached"), "{}", outcome.said);
    }
    assert_eq!(home.waiting().len(), 2);
    let config = Config::new(directory.path(), address);
    let server = Server::start(&config).await.unwrap();
    let outcome = home.run(&["report", "--now"]).await;

    assert!(outcome.said.starts_with("3 reports delivered."), "{}", outcome.said);
    assert!(home.waiting().is_empty());
    let view = server.app().store.device(device, custodia::clock::now()).await.unwrap().unwrap();
    assert_eq!((view.head_sequence, view.stored), (3, 3));
    assert!(ids(&view).is_empty(), "{:?}", view.flags);
    server.stop().await;
}

#[tokio::test]
async fn a_report_that_was_altered_on_its_way_is_refused_and_changes_nothing() {
    let (server, impostor, home) = (TestServer::start().await, TestServer::start().await, Home::new());
    let device = home.enrol(&server).await;
    // Signed while another server answers, so that it stays behind.
    let text = fs::read_to_string(home.file("endpoint.json")).unwrap();
    let (own, other) = (server.server.address().to_string(), impostor.server.address().to_string());
    fs::write(home.file("endpoint.json"), text.replace(&own, &other)).unwrap();
    assert_eq!(home.run(&["report", "--now"]).await.code, 1);
    fs::write(home.file("endpoint.json"), text).unwrap();
    let waiting = &home.waiting()[0];
    let signed = fs::read_to_string(waiting).unwrap();
    let (payload, signature) = signed.rsplit_once('.').unwrap();
    let other = if signature.starts_with('A') { "B" } else { "A" };
    fs::write(waiting, format!("{payload}.{other}{}", &signature[1..])).unwrap();

    let outcome = home.run(&["report", "--now"]).await;

    assert_eq!(outcome.code, 1);
    assert!(outcome.said.contains("the signature does not hold"), "{}", outcome.said);
    let view = server.view(device).await;
    assert_eq!((view.head_sequence, view.stored), (0, 0));
}

#[tokio::test]
async fn a_copied_key_is_noticed() {
    let (server, home, copy) = (TestServer::start().await, Home::new(), Home::new());
    let device = home.enrol(&server).await;
    copy_folder(&home.state(), &copy.state());
    assert_eq!(home.run(&["report", "--now"]).await.code, 0);
    // The copy sees another home: other results under the same number.
    fs::create_dir_all(copy.0.path().join(".mozilla/firefox/abc.default")).unwrap();
    fs::write(copy.0.path().join(".mozilla/firefox/abc.default/prefs.js"), "").unwrap();
    tokio::time::sleep(std::time::Duration::from_millis(1_100)).await;

    let outcome = copy.run(&["report", "--now"]).await;

    assert_eq!(outcome.code, 1);
    assert!(outcome.said.contains("a copy of this device's key may be in use"), "{}", outcome.said);
    assert_eq!(ids(&server.view(device).await), ["forked"]);
}

#[tokio::test]
async fn a_device_that_leaves_deletes_its_key_and_is_shown_as_left() {
    let (server, home) = (TestServer::start().await, Home::new());
    let device = home.enrol(&server).await;
    assert_eq!(home.run(&["report", "--now"]).await.code, 0);

    let outcome = home.run(&["leave"]).await;

    assert_eq!(outcome.code, 0, "{}", outcome.said);
    assert!(!home.file("key").exists() && !home.file("endpoint.json").exists());
    assert!(server.view(device).await.left_at.is_some());
    assert!(home.run(&["report", "--now"]).await.said.contains("not enrolled"));
}

#[tokio::test]
async fn a_state_that_others_can_read_is_refused_with_what_to_do() {
    use std::os::unix::fs::PermissionsExt as _;

    let (server, home) = (TestServer::start().await, Home::new());
    home.enrol(&server).await;
    fs::set_permissions(home.file("key"), std::fs::Permissions::from_mode(0o644)).unwrap();

    let outcome = home.run(&["report", "--now"]).await;

    assert_eq!(outcome.code, 1);
    assert!(outcome.said.contains("other users could read"), "{}", outcome.said);
    assert!(outcome.said.contains("hint: the folder must be yours"), "{}", outcome.said);
}

fn copy_folder(from: &Path, to: &Path) {
    use std::os::unix::fs::PermissionsExt as _;

    fs::create_dir_all(to).unwrap();
    fs::set_permissions(to, std::fs::Permissions::from_mode(0o700)).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        if entry.file_type().unwrap().is_file() {
            fs::copy(entry.path(), to.join(entry.file_name())).unwrap();
        }
    }
}
