//! Enrolment: tokens, keys and good-byes.

use custodia::clock;
use custodia_core::jws::Purpose;
use custodia_core::report::Enrolled;
use custodia_core::verdict::Status;
use custodia_server::secret::{self, Secret};
use custodia_server::store::devices::DeviceState;
use custodia_server::store::enrolment::{EnrolmentError, TOKEN_LIFETIME};
use reqwest::StatusCode;

use super::support::device::{VirtualDevice, body};
use super::support::{ADMINISTRATOR, TestServer, problem};

#[tokio::test]
async fn a_device_enrols_once_with_its_token() {
    let server = TestServer::start().await;
    let token = server.token("Redacción 3").await;
    let device = VirtualDevice::new(1);

    let answer = server.post_jose("/api/v1/enrolments", device.enrolment(&token, clock::now())).await;

    assert_eq!(answer.status(), StatusCode::CREATED);
    let id = answer.json::<Enrolled>().await.unwrap().device;
    let view = server.view(id).await;
    assert_eq!(view.row.label, "Redacción 3");
    assert_eq!(view.state, DeviceState::Active);
    let again = VirtualDevice::new(2).enrolment(&token, clock::now());
    problem(server.post_jose("/api/v1/enrolments", again).await, "enrolment-token-invalid").await;
}

#[tokio::test]
async fn a_device_whose_answer_was_lost_is_told_its_id_again() {
    let server = TestServer::start().await;
    let token = server.token("").await;
    let device = VirtualDevice::new(1);

    let first = server.post_jose("/api/v1/enrolments", device.enrolment(&token, clock::now())).await;
    let second = server.post_jose("/api/v1/enrolments", device.enrolment(&token, clock::now())).await;

    assert_eq!(second.status(), StatusCode::CREATED);
    assert_eq!(first.json::<Enrolled>().await.unwrap(), second.json::<Enrolled>().await.unwrap());
    assert_eq!(server.store().fleet(clock::now()).await.unwrap().total(), 1);
}

#[tokio::test]
async fn unknown_expired_and_revoked_tokens_get_one_answer() {
    let server = TestServer::start().await;
    let mut answers = Vec::new();

    let revoked = server.token("").await;
    let outstanding = server.store().outstanding_tokens(clock::now()).await.unwrap();
    server.store().revoke_enrolment_token(outstanding[0].id, ADMINISTRATOR, clock::now()).await.unwrap();
    let expired = "expired";
    let long_ago = clock::now() - TOKEN_LIFETIME;
    server.store().keep_enrolment_token(secret::digest(expired), "", ADMINISTRATOR, long_ago).await.unwrap();
    for token in ["", "unknown", expired, &revoked] {
        let signed = VirtualDevice::new(1).enrolment(token, clock::now());
        let answer = server.post_jose("/api/v1/enrolments", signed).await;
        assert_eq!(answer.status(), StatusCode::FORBIDDEN);
        answers.push(problem(answer, "enrolment-token-invalid").await);
    }

    assert!(answers.windows(2).all(|pair| pair[0] == pair[1]));
    assert!(server.store().outstanding_tokens(clock::now()).await.unwrap().is_empty());
}

#[tokio::test]
async fn a_key_that_is_enrolled_is_refused_and_the_token_stays_good() {
    let server = TestServer::start().await;
    server.enrol(1).await;
    let token = server.token("").await;

    let answer =
        server.post_jose("/api/v1/enrolments", VirtualDevice::new(1).enrolment(&token, clock::now())).await;

    assert_eq!(answer.status(), StatusCode::CONFLICT);
    problem(answer, "key-already-enrolled").await;
    let other = VirtualDevice::new(2).enrolment(&token, clock::now());
    assert_eq!(server.post_jose("/api/v1/enrolments", other).await.status(), StatusCode::CREATED);
}

#[tokio::test]
async fn whoever_does_not_hold_the_key_cannot_enrol_it() {
    let server = TestServer::start().await;
    let token = server.token("").await;
    let honest = VirtualDevice::new(1).enrolment(&token, clock::now());
    let payload = custodia_core::jws::unverified_payload(&honest).unwrap();

    let forged = super::support::device::key(2).sign(Purpose::Enrolment, &payload);
    let answer = server.post_jose("/api/v1/enrolments", forged).await;
    assert_eq!(answer.status(), StatusCode::UNAUTHORIZED);
    problem(answer, "signature-invalid").await;

    let other_purpose = super::support::device::key(1).sign(Purpose::Report, &payload);
    problem(server.post_jose("/api/v1/enrolments", other_purpose).await, "signature-invalid").await;
    for nonsense in ["", "a.b.c", "ééé", "{}"] {
        problem(server.post_jose("/api/v1/enrolments", nonsense).await, "enrolment-malformed").await;
    }
    let untyped = server.post("/api/v1/enrolments").body(honest.clone()).send().await.unwrap();
    problem(untyped, "media-type-unsupported").await;
    assert_eq!(server.post_jose("/api/v1/enrolments", honest).await.status(), StatusCode::CREATED);
}

#[tokio::test(flavor = "multi_thread")]
async fn of_fifty_redemptions_at_once_one_wins() {
    let server = TestServer::start().await;
    let token = server.token("").await;

    let mut attempts = tokio::task::JoinSet::new();
    for seed in 0..50 {
        let store = server.store().clone();
        let device = VirtualDevice::new(seed);
        let payload =
            custodia_core::jws::unverified_payload(&device.enrolment(&token, clock::now())).unwrap();
        let enrolment = serde_json::from_slice(&payload).unwrap();
        attempts.spawn(async move { store.enrol(&enrolment, clock::now()).await });
    }
    let outcomes = attempts.join_all().await;

    assert_eq!(outcomes.iter().filter(|outcome| outcome.is_ok()).count(), 1);
    assert!(outcomes.iter().all(|outcome| matches!(outcome, Ok(_) | Err(EnrolmentError::Token))));
    assert_eq!(server.store().fleet(clock::now()).await.unwrap().total(), 1);
}

#[tokio::test]
async fn a_device_that_left_cannot_report_any_more() {
    let server = TestServer::start().await;
    let mut device = server.enrol(1).await;

    let forged = VirtualDevice { id: device.id, ..VirtualDevice::new(2) };
    problem(server.post_jose("/api/v1/leave", forged.leave(clock::now())).await, "signature-invalid").await;
    let stranger = VirtualDevice { id: uuid::Uuid::now_v7(), ..VirtualDevice::new(2) };
    problem(server.post_jose("/api/v1/leave", stranger.leave(clock::now())).await, "device-unknown").await;
    problem(server.post_jose("/api/v1/leave", "nonsense").await, "leave-malformed").await;
    for _ in 0..2 {
        let answer = server.post_jose("/api/v1/leave", device.leave(clock::now())).await;
        assert_eq!(answer.status(), StatusCode::OK);
    }

    let answer = server.report(device.report(body([Status::Pass; 4]), clock::now())).await;
    assert_eq!(answer.status(), StatusCode::FORBIDDEN);
    problem(answer, "device-left").await;
    assert_eq!(server.view(device.id).await.state, DeviceState::Left);
    assert_eq!(server.store().fleet(clock::now()).await.unwrap().total(), 0);
}

#[tokio::test]
async fn the_enrolment_link_carries_the_fingerprint_of_the_presented_authority() {
    let server = TestServer::start().await;
    let token = Secret::for_link().unwrap();

    let link = server.server.app().site.enrolment_link(&token);

    let (address, fragment) = link.split_once("/#").unwrap();
    let (token, fingerprint) = fragment.split_once('.').unwrap();
    assert_eq!(address, format!("https://{}", server.server.address()));
    assert_eq!(token.len(), 22);
    let authority = server.server.certificate().authority().certificate();
    assert_eq!(fingerprint, custodia_core::value::Digest::of(authority).to_hex());
}
