//! Signing in and out, sessions and one-time links.

use custodia::clock;
use custodia_server::secret::{self, Secret};
use custodia_server::store::accounts::{SESSION_IDLE, SESSION_LIFETIME, SIGN_IN_LINK_LIFETIME};
use custodia_server::store::audit::Action;
use jiff::SignedDuration;
use reqwest::StatusCode;

use super::support::{ADMINISTRATOR, PASSWORD, TestServer, session_cookie};

#[tokio::test]
async fn the_right_password_begins_a_session_in_a_guarded_cookie() {
    let server = TestServer::start().await;
    server.add_administrator().await;

    let answer = server.try_sign_in(ADMINISTRATOR, PASSWORD).await;

    assert_eq!(
        (answer.status(), &answer.headers()["location"]),
        (StatusCode::SEE_OTHER, &"/".parse().unwrap())
    );
    let set = answer.headers()["set-cookie"].to_str().unwrap().to_owned();
    assert!(set.starts_with("__Host-custodia-session="));
    for attribute in ["Path=/", "Secure", "HttpOnly", "SameSite=Strict"] {
        assert!(set.split("; ").any(|part| part == attribute), "{attribute} in {set}");
    }
    assert_eq!(server.page("/", &session_cookie(&answer)).await.status(), StatusCode::OK);
}

#[tokio::test]
async fn wrong_names_and_passwords_get_one_answer() {
    let server = TestServer::start().await;
    server.add_administrator().await;

    let mut pages = Vec::new();
    for (name, password) in
        [(ADMINISTRATOR, "otra clave larga"), ("nobody", PASSWORD), ("", ""), ("x", &"y".repeat(300))]
    {
        let answer = server.try_sign_in(name, password).await;
        assert_eq!(answer.status(), StatusCode::UNAUTHORIZED);
        assert!(answer.headers().get("set-cookie").is_none());
        pages.push(answer.text().await.unwrap());
    }

    assert!(pages.windows(2).all(|pair| pair[0] == pair[1]));
}

#[tokio::test]
async fn tries_are_limited_and_sessions_go_on() {
    let server = TestServer::start().await;
    let cookie = server.sign_in().await;

    let mut answers = Vec::new();
    for _ in 0..10 {
        answers.push(server.try_sign_in(ADMINISTRATOR, "otra clave larga").await.status());
    }
    assert_eq!(answers.iter().filter(|status| **status == StatusCode::UNAUTHORIZED).count(), 9);

    let answer = server.try_sign_in(ADMINISTRATOR, PASSWORD).await;
    assert_eq!(answer.status(), StatusCode::TOO_MANY_REQUESTS);
    assert!(answer.headers().contains_key("retry-after"));
    assert_eq!(server.page("/", &cookie).await.status(), StatusCode::OK);
}

#[tokio::test]
async fn every_sign_in_has_a_new_id_and_sign_out_ends_it() {
    let server = TestServer::start().await;
    let planted = "__Host-custodia-session=planted";
    server.add_administrator().await;
    let form = format!("name={ADMINISTRATOR}&password={}", super::support::form_text(PASSWORD));

    let first = server.post_form("/sign-in", &form).header("cookie", planted).send().await.unwrap();
    let second = server.try_sign_in(ADMINISTRATOR, PASSWORD).await;
    let (first, second) = (session_cookie(&first), session_cookie(&second));

    assert_ne!(first, planted);
    assert_ne!(first, second);
    assert_eq!(server.page("/", planted).await.status(), StatusCode::SEE_OTHER);
    let out = server.post_form("/sign-out", "").header("cookie", &first).send().await.unwrap();
    assert_eq!(out.status(), StatusCode::SEE_OTHER);
    assert!(out.headers()["set-cookie"].to_str().unwrap().contains("Max-Age=0"));
    assert_eq!(server.page("/", &first).await.status(), StatusCode::SEE_OTHER);
    assert_eq!(server.page("/", &second).await.status(), StatusCode::OK);
}

#[tokio::test]
async fn sessions_end_when_idle_and_after_their_lifetime() {
    let server = TestServer::start().await;
    server.add_administrator().await;
    let store = server.store();
    let (ana, _) = store.administrator(ADMINISTRATOR).await.unwrap().unwrap();
    let start = clock::now();
    let second = SignedDuration::from_secs(1);

    let idle = secret::digest("idle");
    store.begin_session(&ana, idle, Action::SignedIn, start).await.unwrap();
    assert!(store.use_session(idle, start + SESSION_IDLE - second).await.unwrap().is_some());
    assert!(store.use_session(idle, start + SESSION_IDLE + second).await.unwrap().is_some(), "it was used");
    assert!(store.use_session(idle, start + SESSION_IDLE * 2 + second * 2).await.unwrap().is_none());

    let busy = secret::digest("busy");
    store.begin_session(&ana, busy, Action::SignedIn, start).await.unwrap();
    let mut now = start;
    while now + SESSION_IDLE < start + SESSION_LIFETIME {
        now += SESSION_IDLE - second;
        assert!(store.use_session(busy, now).await.unwrap().is_some());
    }
    assert!(store.use_session(busy, start + SESSION_LIFETIME).await.unwrap().is_none());
}

#[tokio::test]
async fn a_sign_in_link_works_once_and_looking_does_not_use_it_up() {
    let server = TestServer::start().await;
    let admin = server.store().keep_administrator("admin", None, clock::now()).await.unwrap();
    let token = Secret::for_link().unwrap();
    server.store().keep_sign_in_link(&admin, token.digest(), clock::now()).await.unwrap();
    let path = format!("/sign-in/link/{}", token.reveal());

    for _ in 0..2 {
        assert_eq!(server.get(&path).send().await.unwrap().status(), StatusCode::OK);
    }
    let answer = server.post_form(&path, "").send().await.unwrap();
    assert_eq!(answer.status(), StatusCode::SEE_OTHER);
    assert_eq!(server.page("/", &session_cookie(&answer)).await.status(), StatusCode::OK);
    assert_eq!(server.post_form(&path, "").send().await.unwrap().status(), StatusCode::FORBIDDEN);

    let late = Secret::for_link().unwrap();
    let long_ago = clock::now() - SIGN_IN_LINK_LIFETIME;
    server.store().keep_sign_in_link(&admin, late.digest(), long_ago).await.unwrap();
    let path = format!("/sign-in/link/{}", late.reveal());
    assert_eq!(server.post_form(&path, "").send().await.unwrap().status(), StatusCode::FORBIDDEN);
    assert_eq!(
        server.try_sign_in("admin", "").await.status(),
        StatusCode::UNAUTHORIZED,
        "it has no password"
    );
}

#[tokio::test]
async fn the_audit_log_binds_each_row_to_the_one_before() {
    let server = TestServer::start().await;
    let cookie = server.sign_in().await;
    server.try_sign_in("nobody", "otra clave larga").await;
    let device = server.enrol(1).await;
    server.page(&format!("/devices/{}", device.id), &cookie).await;

    assert_eq!(server.store().first_wrong_audit_row().await.unwrap(), None);

    let path = server.directory.path().join("custodia.sqlite3");
    let mut other = <sqlx::SqliteConnection as sqlx::Connection>::connect_with(
        &sqlx::sqlite::SqliteConnectOptions::new().filename(path),
    )
    .await
    .unwrap();
    let actions: Vec<String> =
        sqlx::query_scalar("SELECT action FROM audit ORDER BY sequence").fetch_all(&mut other).await.unwrap();
    assert_eq!(
        actions,
        [
            "administrator-added",
            "signed-in",
            "sign-in-refused",
            "enrolment-link-made",
            "device-enrolled",
            "device-viewed"
        ]
    );
    assert!(
        sqlx::query("UPDATE audit SET actor = 'eva' WHERE sequence = 2").execute(&mut other).await.is_err()
    );
    sqlx::query("DROP TRIGGER audit_stays_update").execute(&mut other).await.unwrap();
    sqlx::query("UPDATE audit SET actor = 'eva' WHERE sequence = 2").execute(&mut other).await.unwrap();
    assert_eq!(server.store().first_wrong_audit_row().await.unwrap(), Some(2));
}
