//! A server with a made-up fleet, to look at the pages; the browser tests use it.
//!
//! Prints the address of a one-time sign-in link and of one device, and serves until its input ends.

use std::io::Read as _;
use std::net::SocketAddr;

use anyhow::Result;
use custodia::clock;
use custodia_core::jws::unverified_payload;
use custodia_core::policy::RecordKind;
use custodia_core::report::Report;
use custodia_core::value::Digest;
use custodia_core::verdict::Status::{self, Exempt, Fail, NotApplicable, Pass, Unknown};
use custodia_server::records::field::Content;
use custodia_server::records::mail::{Dkim, Dmarc, DomainState, Spf};
use custodia_server::secret::Secret;
use custodia_server::server::{Config, Server};
use custodia_server::store::Store;
use custodia_server::store::ingest::VerifiedReport;
use jiff::{SignedDuration, Timestamp};
use uuid::Uuid;

#[path = "../tests/it/support/device.rs"]
#[expect(dead_code, clippy::unwrap_used, reason = "it belongs to the tests, which use the rest")]
mod device;

use device::{VirtualDevice, body};

const UNITS: [&str; 6] =
    ["Redacción", "Investigación", "Fotografía", "Corresponsalía norte", "Radio", "Edición"];

#[tokio::main]
#[expect(clippy::print_stdout, reason = "the browser test reads the addresses")]
async fn main() -> Result<()> {
    let directory = tempfile::tempdir()?;
    let server = Server::start(&Config::new(directory.path(), SocketAddr::from(([127, 0, 0, 1], 0)))).await?;
    let store = &server.app().store;
    let now = clock::now();
    let admin = store.keep_administrator("ana", None, now).await?;
    for seed in 0..64 {
        seed_device(store, seed, now).await?;
    }
    let flagged = seed_flagged(store, now).await?;
    store
        .keep_enrolment_token(
            Secret::for_link()?.digest(),
            "Radio 12",
            "ana",
            now - SignedDuration::from_hours(5),
        )
        .await?;
    store.keep_enrolment_token(Secret::for_link()?.digest(), "", "ana", now).await?;

    seed_records(store, flagged, now).await?;

    let link = Secret::for_link()?;
    store.keep_sign_in_link(&admin, link.digest(), now).await?;
    println!("{}", server.app().site.sign_in_link(&link));
    println!("{flagged}");
    tokio::task::spawn_blocking(|| std::io::stdin().read_to_end(&mut Vec::new())).await??;
    server.stop().await;
    Ok(())
}

async fn seed_device(store: &Store, seed: u8, now: Timestamp) -> Result<()> {
    let statuses: [Status; 4] = match seed {
        0..5 => [Fail, Pass, Pass, Pass],
        5..7 => [Fail, Fail, Unknown, Pass],
        7..14 => [Pass, Unknown, Pass, Pass],
        14..17 => [Pass, Pass, Exempt, NotApplicable],
        _ => [Pass, Pass, Pass, NotApplicable],
    };
    let label =
        if seed % 9 == 4 { String::new() } else { format!("{} {}", UNITS[usize::from(seed) % 6], seed + 1) };
    let hours = i64::from(seed % 20) * 2;
    let heard = if seed > 58 {
        now - SignedDuration::from_hours(60 + hours)
    } else {
        now - SignedDuration::from_mins(hours)
    };
    let mut device = enrol(store, seed, &label, heard - SignedDuration::from_hours(30 * 24)).await?;
    let first =
        device.report(body([Pass, Pass, Pass, NotApplicable]), heard - SignedDuration::from_hours(200));
    send(store, &device, &first, heard - SignedDuration::from_hours(200)).await?;
    let second = device.report(body(statuses), heard);
    send(store, &device, &second, heard).await
}

/// A device whose key was copied, with a gap and a history.
async fn seed_flagged(store: &Store, now: Timestamp) -> Result<Uuid> {
    let day = SignedDuration::from_hours(24);
    let mut device = enrol(store, 200, "Investigación 7 <b>", now - day * 20).await?;
    for (days, statuses) in [
        (19, [Pass, Pass, Pass, NotApplicable]),
        (12, [Fail, Pass, Pass, NotApplicable]),
        (8, [Unknown, Pass, Pass, Exempt]),
        (3, [Fail, Unknown, Pass, Exempt]),
    ] {
        let signed = device.report(body(statuses), now - day * days);
        send(store, &device, &signed, now - day * days).await?;
    }
    let mut copy =
        VirtualDevice { id: device.id, head: device.head, body: device.body, ..VirtualDevice::new(200) };
    for _ in 0..3 {
        device.heartbeat(now - day);
    }
    let signed =
        device.report(body([Fail, Unknown, Pass, NotApplicable]), now - SignedDuration::from_mins(12));
    send(store, &device, &signed, now - SignedDuration::from_mins(12)).await?;
    for _ in 0..3 {
        copy.heartbeat(now);
    }
    let forged = copy.report(body([Pass; 4]), now);
    assert!(send(store, &copy, &forged, now).await.is_err(), "the copy is refused");
    Ok(device.id)
}

async fn seed_records(store: &Store, old_device: Uuid, now: Timestamp) -> Result<()> {
    let old_device = old_device.to_string();
    let accounts: [&[(&str, &str)]; 2] = [
        &[("name", "@prensa"), ("network", "x"), ("form", "none")],
        &[
            ("name", "Fiscalía en Facebook"),
            ("network", "facebook"),
            ("custodian", "Jefatura de prensa"),
            ("form", "own"),
            ("privacy-notice", "yes"),
            ("password-renewed-on", "2026-11-01"),
            ("reviewed-on", "2026-11-01"),
        ],
    ];
    for account in accounts {
        keep(store, RecordKind::SocialAccounts, account, now).await?;
    }
    let hand_over =
        [("old-device", old_device.as_str()), ("migrated-on", "2026-11-02"), ("due-on", "2026-11-09")];
    keep(store, RecordKind::HandOvers, &hand_over, now).await?;
    let domain = [("domain", "prensa.example"), ("selectors", "s1 s2")];
    let (id, content) = keep(store, RecordKind::MailDomains, &domain, now).await?;
    let state = DomainState {
        spf: Spf::SoftFail,
        dmarc: Dmarc::Watching,
        dkim: vec![Dkim::Present, Dkim::Missing],
        listed: Some(0),
        blocklists_asked: true,
    };
    store.keep_mail_domain_state(id, &content, &state, now).await?;
    Ok(())
}

async fn keep(
    store: &Store,
    kind: RecordKind,
    fields: &[(&str, &str)],
    now: Timestamp,
) -> Result<(i64, Content)> {
    let form = fields.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
    let content = Content::read(kind, &form).map_err(|refusal| anyhow::anyhow!("{refusal:?}"))?;
    Ok((store.keep_record(kind, &content, "ana", now).await?, content))
}

async fn enrol(store: &Store, seed: u8, label: &str, at: Timestamp) -> Result<VirtualDevice> {
    let token = Secret::for_link()?;
    store.keep_enrolment_token(token.digest(), label, "ana", at).await?;
    let mut device = VirtualDevice::new(seed);
    let enrolment = serde_json::from_slice(&unverified_payload(&device.enrolment(token.reveal(), at))?)?;
    device.id = store.enrol(&enrolment, at).await?;
    Ok(device)
}

async fn send(store: &Store, device: &VirtualDevice, signed: &str, at: Timestamp) -> Result<()> {
    let report = Report::open(signed, &device.key.public())?;
    let verified =
        VerifiedReport { report, signed: signed.to_owned(), digest: Digest::of(signed.as_bytes()) };
    store.ingest(&[verified], at).await?;
    Ok(())
}
