//! Reports: signatures, the chain, the latest state and its changes.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use custodia::clock;
use custodia_core::jws::Purpose;
use custodia_core::report::{Body, Outcome, Receipts, Report};
use custodia_core::value::Digest;
use custodia_core::verdict::Status;
use custodia_server::store::views::Standing;
use jiff::SignedDuration;
use reqwest::{Response, StatusCode};
use serde_json::json;

use super::support::device::{VirtualDevice, body};
use super::support::{JOSE, TestServer, problem};

const GOOD: [Status; 4] = [Status::Pass, Status::Pass, Status::NotApplicable, Status::Pass];
const BAD: [Status; 4] = [Status::Fail, Status::Pass, Status::NotApplicable, Status::Pass];

/// A fact that would tell when the person works; agents keep it to themselves.
fn kept_on_the_device() -> serde_json::Value {
    json!([{ "name": "screen-lock.locked", "value": true, "source": "logind", "origin": "live", "changeable": "not-a-setting" }])
}

type Change = fn(&mut serde_json::Value);

async fn outcomes(answer: Response) -> Vec<Outcome> {
    assert_eq!(answer.status(), StatusCode::OK);
    answer.json::<Receipts>().await.unwrap().receipts.iter().map(|receipt| receipt.outcome).collect()
}

async fn send_many(server: &TestServer, reports: &[String]) -> Response {
    server.post("/api/v1/reports").json(&json!({ "reports": reports })).send().await.unwrap()
}

#[tokio::test]
async fn a_report_becomes_the_latest_state_and_a_repeat_changes_nothing() {
    let server = TestServer::start().await;
    let mut device = server.enrol(1).await;
    let signed = device.report(body(BAD), clock::now());

    let answer = server.report(signed.clone()).await;
    assert_eq!(answer.status(), StatusCode::OK);
    let receipts = answer.json::<Receipts>().await.unwrap().receipts;
    assert_eq!(receipts[0].report, Digest::of(signed.as_bytes()));
    assert_eq!(receipts[0].outcome, Outcome::Stored);
    assert_eq!(outcomes(server.report(signed).await).await, [Outcome::Duplicate]);

    let view = server.view(device.id).await;
    assert_eq!(view.row.standing, Standing::NotCompliant);
    assert_eq!((view.stored, view.head_sequence, view.changes.len()), (1, 1, 4));
    assert_eq!(view.results[0].status, Status::Fail, "the worst comes first");
    assert!(view.results[0].first_failed_at.is_some());
    assert!(view.flags.is_empty() && view.missing.is_empty());
}

#[tokio::test]
async fn changes_are_kept_and_since_moves_with_the_status_only() {
    let server = TestServer::start().await;
    let mut device = server.enrol(1).await;
    let start = clock::now() - SignedDuration::from_hours(3);
    let hour = |hours| start + SignedDuration::from_hours(hours);

    let reports = [
        device.report(body(BAD), start),
        device.report(body([Status::Unknown, Status::Pass, Status::NotApplicable, Status::Pass]), hour(1)),
        device.report(body([Status::Unknown, Status::Fail, Status::NotApplicable, Status::Pass]), hour(2)),
    ];
    assert_eq!(outcomes(send_many(&server, &reports).await).await, [Outcome::Stored; 3]);

    let view = server.view(device.id).await;
    let lock = view.results.iter().find(|result| result.rule == "cm-g-03/screen-lock").unwrap();
    assert_eq!(lock.since.as_second(), hour(1).as_second());
    assert_eq!(
        lock.first_failed_at.map(jiff::Timestamp::as_second),
        Some(start.as_second()),
        "unknown is not met"
    );
    assert_eq!(view.changes.len(), 6);
    assert_eq!((view.changes[0].earlier, view.changes[0].later), (Some(Status::Pass), Some(Status::Fail)));

    outcomes(server.report(device.report(body(GOOD), clock::now())).await).await;
    let view = server.view(device.id).await;
    assert_eq!(view.row.standing, Standing::Compliant);
    assert!(view.results.iter().all(|result| result.first_failed_at.is_none()));
}

#[tokio::test]
async fn a_heartbeat_keeps_the_state_and_must_speak_of_the_last_body() {
    let server = TestServer::start().await;
    let mut device = server.enrol(1).await;
    outcomes(server.report(device.report(body(GOOD), clock::now())).await).await;

    outcomes(server.report(device.heartbeat(clock::now())).await).await;
    let view = server.view(device.id).await;
    assert_eq!((view.row.standing, view.stored, view.changes.len()), (Standing::Compliant, 2, 4));
    assert!(view.flags.is_empty());

    let unfounded = Report { digest: Digest::of(b"other"), ..device.next(clock::now()) };
    outcomes(server.report(device.sign_next(&unfounded)).await).await;
    assert_eq!(server.flags(device.id).await, ["heartbeat-unfounded"]);
}

#[tokio::test]
async fn a_heartbeat_after_a_gap_is_judged_when_the_gap_closes() {
    let server = TestServer::start().await;
    let mut honest = server.enrol(1).await;
    let first = honest.report(body(GOOD), clock::now());
    let second = honest.report(body(BAD), clock::now());
    let third = honest.heartbeat(clock::now());
    for signed in [&first, &third, &second] {
        outcomes(server.report(signed.clone()).await).await;
        assert!(server.flags(honest.id).await.is_empty());
    }

    let mut lying = server.enrol(2).await;
    let first = lying.report(body(GOOD), clock::now());
    let second = lying.report(body(BAD), clock::now());
    lying.body = Some(Digest::of(b"other"));
    let third = lying.heartbeat(clock::now());
    for signed in [first, third] {
        outcomes(server.report(signed).await).await;
        assert!(server.flags(lying.id).await.is_empty());
    }
    outcomes(server.report(second).await).await;
    assert_eq!(server.flags(lying.id).await, ["heartbeat-unfounded"]);
}

/// Results that a device spoke of, but that have not come, must not leave its old green state standing.
#[tokio::test]
async fn a_device_whose_newest_results_are_missing_counts_as_unknown_until_they_come() {
    let server = TestServer::start().await;
    let mut device = server.enrol(1).await;
    let good = device.report(body(GOOD), clock::now());
    let bad = device.report(body(BAD), clock::now());
    let unchanged = device.heartbeat(clock::now());
    let standing = async || server.view(device.id).await.row.standing;

    outcomes(server.report(good).await).await;
    assert_eq!(standing().await, Standing::Compliant);
    outcomes(server.report(unchanged).await).await;
    assert_eq!(standing().await, Standing::Unknown);
    outcomes(server.report(bad).await).await;
    assert_eq!(standing().await, Standing::NotCompliant);
}

#[tokio::test]
async fn forged_and_altered_reports_are_refused() {
    let server = TestServer::start().await;
    let mut device = server.enrol(1).await;
    let other = server.enrol(2).await;
    let honest = device.report(body(GOOD), clock::now());
    let parts: Vec<&str> = honest.split('.').collect();
    let payload = URL_SAFE_NO_PAD.decode(parts[1]).unwrap();
    let header =
        |alg: &str| URL_SAFE_NO_PAD.encode(format!(r#"{{"alg":"{alg}","typ":"custodia-report+jws"}}"#));
    let swapped = URL_SAFE_NO_PAD.encode(String::from_utf8(payload.clone()).unwrap().replace("pass", "fail"));

    for (signed, name) in [
        (other.key.sign(Purpose::Report, &payload), "signature-invalid"),
        (device.key.sign(Purpose::Enrolment, &payload), "signature-invalid"),
        (format!("{}.{swapped}.{}", parts[0], parts[2]), "signature-invalid"),
        (format!("{}.{}.{}", parts[0], parts[1], "A".repeat(86)), "signature-invalid"),
        (format!("{}.{}.", header("none"), parts[1]), "report-malformed"),
        (format!("{}.{}.{}", header("none"), parts[1], parts[2]), "report-malformed"),
        (format!("{}.{}.{}", header("HS256"), parts[1], parts[2]), "report-malformed"),
        (format!("{}.{}", parts[0], parts[1]), "report-malformed"),
        (format!("{honest}.{}", parts[2]), "report-malformed"),
        (String::new(), "report-malformed"),
        ("null".to_owned(), "report-malformed"),
    ] {
        let problem = problem(server.report(signed).await, name).await;
        assert!(problem.get("detail").is_some());
    }
    let mut stranger = VirtualDevice::new(3);
    stranger.id = uuid::Uuid::now_v7();
    let answer = server.report(stranger.report(body(GOOD), clock::now())).await;
    assert_eq!(answer.status(), StatusCode::UNAUTHORIZED);
    problem(answer, "device-unknown").await;

    assert_eq!(server.view(device.id).await.stored, 0);
    assert_eq!(outcomes(server.report(honest).await).await, [Outcome::Stored]);
}

#[tokio::test]
async fn other_formats_words_and_contradictions_are_refused() {
    let server = TestServer::start().await;
    let mut device = server.enrol(1).await;
    let honest = device.report(body(GOOD), clock::now());
    let payload = custodia_core::jws::unverified_payload(&honest).unwrap();
    let changed = |change: Change| {
        let mut report: serde_json::Value = serde_json::from_slice(&payload).unwrap();
        change(&mut report);
        if let Ok(body) = serde_json::from_value::<Body>(report["body"].clone()) {
            report["digest"] = json!(body.digest());
        }
        device.key.sign(Purpose::Report, &serde_json::to_vec(&report).unwrap())
    };

    let cases: [(Change, &str, StatusCode); 9] = [
        (
            |report| report["body"]["results"][0]["facts"] = kept_on_the_device(),
            "report-malformed",
            StatusCode::BAD_REQUEST,
        ),
        (|report| report["format"] = json!(2), "report-format-unknown", StatusCode::UNPROCESSABLE_ENTITY),
        (|report| report["format"] = json!("1"), "report-malformed", StatusCode::BAD_REQUEST),
        (|report| report["note"] = json!("free text"), "report-malformed", StatusCode::BAD_REQUEST),
        (
            |report| report["body"]["platform"]["family"] = json!("Redaccion-5G"),
            "report-malformed",
            StatusCode::BAD_REQUEST,
        ),
        (
            |report| report["body"]["results"][0]["reason"]["id"] = json!("Fuente"),
            "report-malformed",
            StatusCode::BAD_REQUEST,
        ),
        (
            |report| report["body"]["results"][0]["status"] = json!("failed"),
            "report-malformed",
            StatusCode::BAD_REQUEST,
        ),
        (|report| report["sequence"] = json!(0), "report-malformed", StatusCode::BAD_REQUEST),
        (
            |report| {
                report["sequence"] = json!(u64::MAX);
                report["previous"] = json!(Digest::of(b"x"));
            },
            "report-malformed",
            StatusCode::BAD_REQUEST,
        ),
    ];
    for (change, name, status) in cases {
        let answer = server.report(changed(change)).await;
        assert_eq!(answer.status(), status);
        let text = problem(answer, name).await.to_string();
        assert!(
            !text.contains("Redaccion") && !text.contains("Fuente") && !text.contains("free text"),
            "{text}"
        );
    }
    assert_eq!(server.view(device.id).await.stored, 0);
}

#[tokio::test]
async fn requests_beyond_the_limits_are_refused() {
    let server = TestServer::start().await;
    let mut device = server.enrol(1).await;

    let answer = server.report("A".repeat(256 * 1024 + 1)).await;
    assert_eq!(answer.status(), StatusCode::PAYLOAD_TOO_LARGE);
    problem(answer, "report-too-large").await;
    let answer = server.report("A".repeat(5 * 1024 * 1024)).await;
    assert_eq!(answer.status(), StatusCode::PAYLOAD_TOO_LARGE);
    let reports: Vec<String> = (0..101).map(|_| device.heartbeat(clock::now())).collect();
    problem(send_many(&server, &reports).await, "report-too-large").await;
    let long = ["A".to_owned(), "A".repeat(256 * 1024 + 1)];
    assert_eq!(problem(send_many(&server, &long).await, "report-too-large").await["index"], 1);
    problem(send_many(&server, &[]).await, "report-malformed").await;

    for media_type in ["text/plain", "application/josef"] {
        let request = server.post("/api/v1/reports").header("content-type", media_type).body("{}");
        problem(request.send().await.unwrap(), "media-type-unsupported").await;
    }
    let twice =
        server.post("/api/v1/reports").header("content-type", JOSE).header("content-type", JOSE).body("{}");
    problem(twice.send().await.unwrap(), "media-type-unsupported").await;
    problem(server.get("/api/v1/reports").send().await.unwrap(), "method-not-allowed").await;
    problem(server.get("/api/v2/reports").send().await.unwrap(), "not-found").await;
}

#[tokio::test]
async fn a_batch_is_stored_whole_or_not_at_all() {
    let server = TestServer::start().await;
    let mut device = server.enrol(1).await;
    let mut reports: Vec<String> = (0..3).map(|_| device.report(body(GOOD), clock::now())).collect();
    let end = reports[1].len() - 4;
    reports[1].replace_range(end.., "AAAA");

    let answer = send_many(&server, &reports).await;

    assert_eq!(problem(answer, "signature-invalid").await["index"], 1);
    assert_eq!(server.view(device.id).await.stored, 0);
}

#[tokio::test]
async fn missing_reports_are_noticed_and_late_ones_fill_the_gap_without_moving_the_state_back() {
    let server = TestServer::start().await;
    let mut device = server.enrol(1).await;
    let reports: Vec<String> = [GOOD, BAD, BAD, BAD, GOOD]
        .into_iter()
        .map(|statuses| device.report(body(statuses), clock::now()))
        .collect();

    for index in [0, 4] {
        outcomes(server.report(reports[index].clone()).await).await;
    }
    assert_eq!(server.view(device.id).await.missing, [(2, 4)]);
    outcomes(server.report(reports[2].clone()).await).await;
    assert_eq!(server.view(device.id).await.missing, [(2, 2), (4, 4)]);
    for index in [1, 3] {
        outcomes(server.report(reports[index].clone()).await).await;
    }

    let view = server.view(device.id).await;
    assert!(view.missing.is_empty() && view.flags.is_empty());
    assert_eq!((view.stored, view.head_sequence), (5, 5));
    assert_eq!(view.row.standing, Standing::Compliant);
}

#[tokio::test]
async fn a_replaced_report_breaks_the_chain() {
    let server = TestServer::start().await;

    let mut device = server.enrol(1).await;
    outcomes(server.report(device.report(body(GOOD), clock::now())).await).await;
    device.head.digest = Some(Digest::of(b"another report"));
    outcomes(server.report(device.report(body(GOOD), clock::now())).await).await;
    assert_eq!(server.flags(device.id).await, ["chain-broken"]);

    // The one that comes late names its predecessor rightly, but its successor names another.
    let mut device = server.enrol(2).await;
    let first = device.report(body(GOOD), clock::now());
    let genuine = device.head;
    device.report(body(GOOD), clock::now());
    let third = device.report(body(GOOD), clock::now());
    device.head = genuine;
    let replaced = device.report(body(BAD), clock::now());
    for signed in [first, third] {
        outcomes(server.report(signed).await).await;
    }
    assert!(server.flags(device.id).await.is_empty());
    outcomes(server.report(replaced).await).await;
    assert_eq!(server.flags(device.id).await, ["chain-broken"]);
}

#[tokio::test]
async fn a_copied_key_is_noticed_and_the_device_counts_as_unknown() {
    let server = TestServer::start().await;
    let mut device = server.enrol(1).await;
    outcomes(server.report(device.report(body(GOOD), clock::now())).await).await;
    let mut copy =
        VirtualDevice { id: device.id, head: device.head, body: device.body, ..VirtualDevice::new(1) };
    outcomes(server.report(device.report(body(GOOD), clock::now())).await).await;

    let forged = copy.report(body(BAD), clock::now());
    for _ in 0..2 {
        let answer = server.report(forged.clone()).await;
        assert_eq!(answer.status(), StatusCode::CONFLICT);
        assert_eq!(problem(answer, "sequence-conflict").await["index"], 0);
    }

    let view = server.view(device.id).await;
    assert_eq!(view.flags[0].flag.as_str(), "forked");
    assert_eq!((view.flags[0].sequence, view.flags[0].occurrences), (2, 2));
    assert_eq!(view.flags[0].digests, device.head.digest.zip(copy.head.digest), "both digests stand there");
    assert_eq!(view.row.standing, Standing::Unknown);
    assert_eq!(view.stored, 2, "the forged one is evidence beside the chain");
    outcomes(server.report(device.report(body(GOOD), clock::now())).await).await;
    assert_eq!(server.view(device.id).await.row.standing, Standing::Unknown, "until somebody clears it up");
}

#[tokio::test]
async fn a_clock_that_is_off_is_flagged_but_old_reports_are_not() {
    let server = TestServer::start().await;
    let day = SignedDuration::from_hours(25);

    let mut late = server.enrol(1).await;
    outcomes(server.report(late.report(body(GOOD), clock::now() - day * 7)).await).await;
    outcomes(server.report(late.report(body(GOOD), clock::now())).await).await;
    assert!(server.flags(late.id).await.is_empty(), "a week without network is no wrong clock");

    let mut ahead = server.enrol(2).await;
    outcomes(server.report(ahead.report(body(GOOD), clock::now() + day)).await).await;
    assert_eq!(server.flags(ahead.id).await, ["clock-skew"]);
    assert!(server.view(ahead.id).await.results[0].since <= clock::now(), "nothing is dated into the future");

    let mut back = server.enrol(3).await;
    outcomes(server.report(back.report(body(GOOD), clock::now())).await).await;
    outcomes(server.report(back.report(body(GOOD), clock::now() - day)).await).await;
    assert_eq!(server.flags(back.id).await, ["clock-skew"]);
}

#[tokio::test]
async fn a_silent_device_is_neither_compliant_nor_not() {
    let server = TestServer::start().await;
    let mut device = server.enrol(1).await;
    outcomes(server.report(device.report(body(GOOD), clock::now())).await).await;

    let later = clock::now() + SignedDuration::from_hours(49);
    let fleet = server.store().fleet(later).await.unwrap();

    let counted: Vec<_> = fleet.counts.iter().filter(|(_, count)| *count > 0).collect();
    assert_eq!(counted, [&(Standing::Silent, 1)]);
    assert!(fleet.rules.is_empty(), "stale results are not counted");
}

#[tokio::test]
async fn the_fleet_counts_each_status_of_each_rule() {
    let server = TestServer::start().await;
    for (seed, status) in (1..).zip(Status::ALL) {
        let mut device = server.enrol(seed).await;
        let statuses = [status, Status::Pass, Status::Pass, Status::NotApplicable];
        outcomes(server.report(device.report(body(statuses), clock::now())).await).await;
    }

    let fleet = server.store().fleet(clock::now()).await.unwrap();

    let counts = |rule: &str| {
        let found = fleet.rules.iter().find(|counts| counts.rule == format!("cm-g-03/{rule}")).unwrap();
        Status::ALL.into_iter().zip(found.counts).filter(|(_, count)| *count > 0).collect::<Vec<_>>()
    };
    assert_eq!(fleet.rules[0].rule, "cm-g-03/screen-lock", "the worst comes first");
    assert_eq!(counts("screen-lock"), Status::ALL.map(|status| (status, 1)));
    assert_eq!(counts("network"), [(Status::Pass, 5)]);
    assert_eq!(counts("device-reset"), [(Status::NotApplicable, 5)]);
    let standings: Vec<u64> = fleet.counts.iter().map(|(_, count)| *count).collect();
    assert_eq!(standings, [1, 1, 0, 3], "not compliant, can't tell, silent, compliant");
}

#[tokio::test]
async fn the_version_names_the_formats() {
    let server = TestServer::start().await;

    let version: serde_json::Value =
        server.get("/api/v1/version").send().await.unwrap().json().await.unwrap();

    assert_eq!(version["formats"], json!([1]));
    for path in ["/healthz", "/readyz", "/problems/report-malformed"] {
        assert_eq!(server.get(path).send().await.unwrap().status(), StatusCode::OK, "{path}");
    }
}
