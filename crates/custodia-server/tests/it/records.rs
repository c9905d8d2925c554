//! Records that administrators keep: written, judged, changed, closed; mail domains asked of a real DNS server.

use std::net::{SocketAddr, UdpSocket};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use custodia::clock;
use custodia_core::policy::RecordKind;
use custodia_core::verdict::Status;
use custodia_server::records::mail::{Dkim, Dmarc, MailDns, Spf};
use custodia_server::store::records::Record;
use reqwest::{Response, StatusCode};

use super::support::device::body;
use super::support::{TestServer, form_text};

const ACCOUNTS: &str = "/records/social-accounts";

async fn send(server: &TestServer, cookie: &str, path: &str, fields: &[(&str, &str)]) -> Response {
    let pairs: Vec<String> =
        fields.iter().map(|(name, value)| format!("{name}={}", form_text(value))).collect();
    let request = server
        .post(path)
        .header("cookie", cookie)
        .header("content-type", "application/x-www-form-urlencoded")
        .body(pairs.join("&"));
    request.send().await.unwrap()
}

async fn only_record(server: &TestServer, kind: RecordKind) -> Record {
    let mut records = server.store().records(kind).await.unwrap();
    assert_eq!(records.len(), 1);
    records.remove(0)
}

async fn text(server: &TestServer, path: &str, cookie: &str) -> String {
    let answer = server.page(path, cookie).await;
    assert_eq!(answer.status(), StatusCode::OK, "{path}");
    answer.text().await.unwrap()
}

#[tokio::test]
async fn a_record_is_written_judged_changed_and_closed_and_its_history_stays() {
    let server = TestServer::start().await;
    let cookie = server.sign_in().await;
    let account = [("name", "@prensa <b>"), ("network", "x"), ("form", "none")];

    let made = send(&server, &cookie, ACCOUNTS, &account).await;
    assert_eq!(made.status(), StatusCode::SEE_OTHER);
    let id = only_record(&server, RecordKind::SocialAccounts).await.id;
    let path = format!("{ACCOUNTS}/{id}");
    let list = text(&server, ACCOUNTS, &cookie).await;
    assert!(list.contains("@prensa &#60;b&#62;") && list.contains("Nadie responde por la cuenta."), "{list}");

    let filled = [&account[..], &[("custodian", "Jefa de prensa")]].concat();
    assert_eq!(send(&server, &cookie, &path, &filled).await.status(), StatusCode::SEE_OTHER);
    let page = text(&server, &path, &cookie).await;
    assert!(page.contains("No consta que la contraseña se haya renovado."), "{page}");

    assert_eq!(send(&server, &cookie, &format!("{path}/close"), &[]).await.status(), StatusCode::SEE_OTHER);
    assert!(server.store().records(RecordKind::SocialAccounts).await.unwrap().is_empty());
    let (closed, changes) = server.store().record_with_changes(id).await.unwrap().unwrap();
    assert!(closed.closed_at.is_some());
    let told: Vec<Option<&str>> = changes
        .iter()
        .map(|change| Some(change.content.as_ref()?.text("custodian").unwrap_or("-")))
        .collect();
    assert_eq!(told, [None, Some("Jefa de prensa"), Some("-")]);
    assert!(changes.iter().all(|change| change.actor == super::support::ADMINISTRATOR));
    assert!(text(&server, &path, &cookie).await.contains("Se cerró"));
    let again = send(&server, &cookie, &path, &filled).await;
    assert_eq!(again.status(), StatusCode::NOT_FOUND, "a closed record is not changed");
    assert_eq!(server.store().first_wrong_audit_row().await.unwrap(), None);
}

#[tokio::test]
async fn a_form_that_does_not_fit_is_shown_again_with_what_was_written() {
    let server = TestServer::start().await;
    let cookie = server.sign_in().await;

    let refused = send(
        &server,
        &cookie,
        "/records/requests",
        &[
            ("reference", "12/26"),
            ("kind", "access"),
            ("received-on", "2026-11-05"),
            ("due-on", "2026-11-01"),
        ],
    )
    .await;

    assert_eq!(refused.status(), StatusCode::OK);
    let page = refused.text().await.unwrap();
    assert!(page.contains("value=\"12/26\"") && page.contains("Esta fecha es anterior a la otra."), "{page}");
    assert!(page.contains("aria-invalid=\"true\""));
    assert!(server.store().records(RecordKind::Requests).await.unwrap().is_empty());
    for path in ["/records/residual-risk", "/records/nothing", "/records/groups/7", "/records/groups/x"] {
        assert_ne!(server.page(path, &cookie).await.status(), StatusCode::OK, "{path}");
    }
}

/// The report of a device after its reset was witnessed contradicts the witness.
#[tokio::test]
async fn a_device_heard_after_its_witnessed_reset_fails_the_hand_over() {
    let server = TestServer::start().await;
    let cookie = server.sign_in().await;
    let mut device = server.enrol_labelled(1, "Radio 1").await;
    let id = device.id.to_string();
    let fields = [
        ("old-device", id.as_str()),
        ("migrated-on", "2020-01-01"),
        ("due-on", "2020-01-08"),
        ("witness", "Sistemas"),
        ("witnessed-on", "2020-01-05"),
    ];

    send(&server, &cookie, "/records/hand-overs", &fields).await;
    let signed = device.report(body([Status::Pass; 4]), clock::now());
    assert_eq!(server.report(signed).await.status(), StatusCode::OK);

    let page = text(&server, "/records/hand-overs", &cookie).await;
    assert!(
        page.contains("Radio 1") && page.contains("después de que se lo diera por restablecido"),
        "{page}"
    );
}

#[tokio::test]
async fn the_overview_tells_every_kind_of_record_with_its_rules() {
    let server = TestServer::start().await;
    let cookie = server.sign_in().await;
    let mut device = server.enrol(1).await;
    let before = text(&server, "/records?lang=en", &cookie).await;
    assert!(before.contains("no device reports on it"));
    let statuses = [Status::Pass, Status::Fail, Status::Pass, Status::NotApplicable];
    let signed = device.report(body(statuses), clock::now());
    assert_eq!(server.report(signed).await.status(), StatusCode::OK);

    let page = text(&server, "/records?lang=en", &cookie).await;

    for kind in RecordKind::ALL {
        let rules = custodia_server::records::rules_of(kind);
        assert!(!rules.is_empty(), "{kind:?}");
        assert!(rules.iter().all(|rule| page.contains(&rule.id.to_string())), "{kind:?}");
    }
    assert!(page.contains("high risk") && page.contains("(1 device)"), "{page}");
    assert!(page.contains("The reports of 1 device are complete and chained"), "{page}");
    assert!(page.contains("Nothing is on record yet"), "{page}");
}

/// A real DNS server on the loopback, which ends with the test.
struct Dns {
    server: Child,
    address: SocketAddr,
}

impl Drop for Dns {
    fn drop(&mut self) {
        self.server.kill().ok();
        self.server.wait().ok();
    }
}

#[expect(clippy::disallowed_methods, reason = "a test drives a real DNS server")]
fn dns(records: &[String]) -> Dns {
    let port = UdpSocket::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
    let server = Command::new("/usr/sbin/dnsmasq")
        .args(["--no-daemon", "--no-resolv", "--no-hosts", "--bind-interfaces", "--listen-address=127.0.0.1"])
        .args(["--conf-file=/dev/null", "--pid-file=", "--user=root", "--group=root"])
        .args(["--local=/example/", "--local=/test/"])
        .arg(format!("--port={port}"))
        .args(records)
        .stderr(Stdio::null())
        .spawn()
        .expect("dnsmasq is needed: install the Debian package dnsmasq-base");
    let address = SocketAddr::from(([127, 0, 0, 1], port));
    let until = Instant::now() + Duration::from_secs(10);
    while std::net::TcpStream::connect(address).is_err() {
        assert!(Instant::now() < until, "dnsmasq does not answer");
        std::thread::sleep(Duration::from_millis(20));
    }
    Dns { server, address }
}

fn txt(name: &str, text: &str) -> String {
    // A string of the DNS has at most 255 bytes; longer texts come in parts.
    let parts: Vec<String> =
        text.as_bytes().chunks(200).map(|part| String::from_utf8_lossy(part).into_owned()).collect();
    format!("--txt-record={name},{}", parts.join(","))
}

/// Keys of 2048 and 512 bits, as a mail server publishes them; only their lengths matter.
fn key(bytes: usize) -> String {
    use base64::Engine as _;
    format!("v=DKIM1; k=rsa; p={}", base64::engine::general_purpose::STANDARD.encode(vec![7; bytes]))
}

#[tokio::test]
async fn mail_domains_are_told_by_a_real_dns_server() {
    let dns = dns(&[
        txt("good.example", "v=spf1 mx -all"),
        txt("good.example", "something-verification=1"),
        txt("_dmarc.good.example", "v=DMARC1; p=reject; rua=mailto:reports@good.example"),
        txt("s1._domainkey.good.example", &key(294)),
        "--mx-host=good.example,mail.good.example,10".to_owned(),
        "--host-record=mail.good.example,192.0.2.10".to_owned(),
        txt("soft.example", "v=spf1 redirect=_spf.soft.example"),
        txt("_spf.soft.example", "v=spf1 include:other.example ~all"),
        txt("_dmarc.soft.example", "v=DMARC1; p=quarantine; sp=none"),
        txt("weak._domainkey.soft.example", &key(94)),
        txt("gone._domainkey.soft.example", "v=DKIM1; p="),
        "--mx-host=soft.example,mail.soft.example,10".to_owned(),
        "--host-record=mail.soft.example,192.0.2.66".to_owned(),
        txt("open.example", "v=spf1 ?all"),
        txt("twice.example", "v=spf1 -all"),
        txt("twice.example", "v=spf1 mx -all"),
        txt("loop.example", "v=spf1 redirect=loop.example"),
        "--host-record=66.2.0.192.list.test,127.0.0.2".to_owned(),
        "--host-record=10.2.0.192.closed.test,127.255.255.254".to_owned(),
    ]);
    let asking = |lists: &[&str]| {
        MailDns::new(Some(dns.address), lists.iter().map(|list| list.parse().unwrap()).collect())
    };
    let selectors = |list: &[&str]| list.iter().map(|text| (*text).to_owned()).collect::<Vec<_>>();
    let mail = asking(&["list.test"]);
    let ask = async |domain: &str, keys: &[&str]| mail.ask(&domain.parse().unwrap(), &selectors(keys)).await;

    let good = ask("good.example", &["s1"]).await;
    assert_eq!(
        (good.spf, good.dmarc, good.dkim.as_slice()),
        (Spf::Fail, Dmarc::Reject, &[Dkim::Present][..])
    );
    assert_eq!((good.listed, good.verdict().0), (Some(0), Status::Pass));

    let soft = ask("soft.example", &["weak", "gone", "absent"]).await;
    assert_eq!((soft.spf, soft.dmarc, soft.listed), (Spf::SoftFail, Dmarc::Quarantine, Some(1)));
    assert_eq!(soft.dkim, [Dkim::Weak, Dkim::Revoked, Dkim::Missing]);

    assert_eq!(ask("sub.soft.example", &[]).await.dmarc, Dmarc::Watching, "the domain above decides with sp");
    assert_eq!(ask("open.example", &[]).await.spf, Spf::Open);
    assert_eq!(ask("twice.example", &[]).await.spf, Spf::Several);
    assert_eq!(ask("loop.example", &[]).await.spf, Spf::Several);
    let nothing = ask("nothing.example", &["s1"]).await;
    assert_eq!(
        (nothing.spf, nothing.dmarc, nothing.verdict().0),
        (Spf::Missing, Dmarc::Missing, Status::Fail)
    );

    let closed = asking(&["closed.test"]).ask(&"good.example".parse().unwrap(), &selectors(&["s1"])).await;
    assert_eq!((closed.listed, closed.verdict().0), (None, Status::Unknown), "a list that refuses to answer");
}

#[tokio::test]
async fn a_dns_server_that_is_silent_leaves_everything_untold() {
    let silent = UdpSocket::bind("127.0.0.1:0").unwrap();
    let mail = MailDns::new(Some(silent.local_addr().unwrap()), Vec::new());

    let state = mail.ask(&"good.example".parse().unwrap(), &["s1".to_owned()]).await;

    assert_eq!((state.spf, state.dmarc), (Spf::Unanswered, Dmarc::Unanswered));
    assert_eq!(state.dkim, [Dkim::Unanswered]);
    assert_eq!(state.verdict(), (Status::Unknown, "record-reason-dns-silent"));
}
