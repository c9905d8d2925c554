//! Pages: who sees them, what protects them, and what they show.

use custodia::clock;
use custodia_core::verdict::Status;
use custodia_server::web;
use reqwest::{Response, StatusCode};

use super::support::TestServer;
use super::support::device::body;

const MARKUP: &str = r#"<script>alert(1)</script>"'&"#;

fn concrete(path: &str, device: &str) -> String {
    path.replace("{device}", device)
        .replace("{token}", "1")
        .replace("{kind}", "groups")
        .replace("{record}", "1")
}

fn assert_guarded(answer: &Response, path: &str) {
    let headers = answer.headers();
    let policy = headers["content-security-policy"].to_str().unwrap();
    for part in [
        "default-src 'none'",
        "style-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    ] {
        assert!(policy.contains(part), "{path}: {policy}");
    }
    assert!(!policy.contains("unsafe"), "{path}");
    assert_eq!(headers["x-content-type-options"], "nosniff", "{path}");
    assert_eq!(headers["referrer-policy"], "no-referrer", "{path}");
    assert!(headers.contains_key("strict-transport-security"), "{path}");
    assert_eq!(headers["cache-control"], "no-store", "{path}");
}

#[tokio::test]
async fn nobody_sees_a_private_page_without_a_session() {
    let server = TestServer::start().await;
    let device = server.enrol(1).await.id.to_string();
    let pages = web::private_pages();
    assert!(pages.paths().len() >= 6);

    for path in pages.paths() {
        let path = concrete(path, &device);
        for cookie in ["", "__Host-custodia-session=", "__Host-custodia-session=guess", "custodia-session=x"]
        {
            for method in [reqwest::Method::GET, reqwest::Method::POST] {
                let request =
                    server.client.request(method.clone(), server.url(&path)).header("cookie", cookie);
                let answer = request.send().await.unwrap();
                let text = format!("{method} {path} with {cookie:?}");
                if answer.status() != StatusCode::METHOD_NOT_ALLOWED {
                    assert_eq!(answer.status(), StatusCode::SEE_OTHER, "{text}");
                    assert_eq!(answer.headers()["location"], "/sign-in", "{text}");
                }
                assert!(!answer.text().await.unwrap().contains(&device), "{text}");
            }
        }
    }
}

#[tokio::test]
async fn every_answer_carries_the_protecting_headers() {
    let server = TestServer::start().await;
    let cookie = server.sign_in().await;
    let device = server.enrol(1).await.id.to_string();
    let (private, public) = (web::private_pages(), web::public_pages());

    for path in private.paths().iter().chain(public.paths()) {
        let path = concrete(path, &device);
        assert_guarded(&server.page(&path, &cookie).await, &path);
        assert_guarded(&server.page(&path, "").await, &path);
    }
    for path in ["/nothing", "/devices/1", "/api/v1/version", "/healthz"] {
        assert_guarded(&server.page(path, &cookie).await, path);
    }
}

#[tokio::test]
async fn other_sites_cannot_act_in_an_administrators_name() {
    let server = TestServer::start().await;
    let cookie = server.sign_in().await;
    let forms: Vec<String> = web::private_pages()
        .paths()
        .iter()
        .chain(web::public_pages().paths())
        .map(|path| concrete(path, "1"))
        .collect();

    for path in forms {
        for site in ["cross-site", "same-site"] {
            let request = server.post(&path).header("sec-fetch-site", site).header("cookie", &cookie);
            assert_eq!(request.send().await.unwrap().status(), StatusCode::FORBIDDEN, "{path} from {site}");
        }
        let request = server.post(&path).header("origin", "https://example.org").header("cookie", &cookie);
        assert_eq!(
            request.send().await.unwrap().status(),
            StatusCode::FORBIDDEN,
            "{path} from another origin"
        );
    }
    assert!(server.store().outstanding_tokens(clock::now()).await.unwrap().is_empty());
    assert_eq!(server.page("/", &cookie).await.status(), StatusCode::OK, "still signed in");
}

#[tokio::test]
async fn a_label_with_markup_is_shown_as_text() {
    let server = TestServer::start().await;
    let cookie = server.sign_in().await;
    let form = format!("label={}", super::support::form_text(MARKUP));
    let made = server.post_form("/enrol", &form).header("cookie", &cookie).send().await.unwrap();
    let made = made.text().await.unwrap();
    let device = server.enrol_labelled(1, MARKUP).await;

    let mut texts = vec![made];
    for path in ["/enrol".to_owned(), "/devices".to_owned(), format!("/devices/{}", device.id)] {
        texts.push(server.page(&path, &cookie).await.text().await.unwrap());
    }

    for text in texts {
        assert!(text.contains("&#60;script&#62;alert(1)"), "{text}");
        assert!(!text.contains("<script"), "{text}");
    }
}

#[tokio::test]
async fn an_enrolment_link_is_shown_once_and_can_be_revoked() {
    let server = TestServer::start().await;
    let cookie = server.sign_in().await;

    let made =
        server.post_form("/enrol", "label=Redacci%C3%B3n").header("cookie", &cookie).send().await.unwrap();
    let made = made.text().await.unwrap();
    let start = made.find("custodia enroll 'https://").unwrap();
    let fragment = &made[start..start + 160];
    let token = fragment.split("/#").nth(1).unwrap().split('.').next().unwrap();
    let listed = server.page("/enrol", &cookie).await.text().await.unwrap();

    assert_eq!(token.len(), 22);
    assert!(listed.contains("Redacción") && !listed.contains(token));
    let outstanding = server.store().outstanding_tokens(clock::now()).await.unwrap();
    let revoke = format!("/enrol/{}/revoke", outstanding[0].id);
    let answer = server.post_form(&revoke, "").header("cookie", &cookie).send().await.unwrap();
    assert_eq!(answer.status(), StatusCode::SEE_OTHER);
    assert!(server.store().outstanding_tokens(clock::now()).await.unwrap().is_empty());
    for wrong in ["a".repeat(65), "%00".to_owned()] {
        let request = server.post_form("/enrol", &format!("label={wrong}")).header("cookie", &cookie);
        assert_eq!(request.send().await.unwrap().status(), StatusCode::BAD_REQUEST);
    }
}

#[tokio::test]
async fn pages_speak_the_language_that_was_asked_for() {
    let server = TestServer::start().await;
    let cookie = server.sign_in().await;
    let page = async |path: &str, cookie: &str, accept: &str| {
        let request = server.get(path).header("cookie", cookie).header("accept-language", accept);
        request.send().await.unwrap()
    };

    for (accept, code) in [("", "es"), ("fr", "es"), ("es-CO,en;q=0.5", "es"), ("fr,en-GB;q=0.8", "en")] {
        let text = page("/", &cookie, accept).await.text().await.unwrap();
        assert!(text.contains(&format!("<html lang=\"{code}\"")), "{accept}");
    }
    let answer = page("/?lang=en", &cookie, "es").await;
    let set = answer.headers()["set-cookie"].to_str().unwrap().split(';').next().unwrap().to_owned();
    assert!(answer.text().await.unwrap().contains("<html lang=\"en\""));
    let kept = page("/devices", &format!("{cookie}; {set}"), "es").await.text().await.unwrap();
    assert!(kept.contains("<html lang=\"en\""));
    assert!(page("/?lang=<x>", &cookie, "").await.headers().get("set-cookie").is_none());
}

#[tokio::test]
async fn the_list_is_filtered_sorted_and_paged() {
    let server = TestServer::start().await;
    let cookie = server.sign_in().await;
    for seed in 0..53 {
        let mut device = server.enrol_labelled(seed, &format!("equipo-{seed:02}")).await;
        let status = if seed == 7 { Status::Fail } else { Status::Pass };
        server.report(device.report(body([status; 4]), clock::now())).await;
    }
    let list =
        async |query: &str| server.page(&format!("/devices{query}"), &cookie).await.text().await.unwrap();
    let rows = |text: &str| text.matches("<th scope=\"row\">").count();

    let first = list("").await;
    assert_eq!(rows(&first), 50);
    assert!(first.find("equipo-07").unwrap() < first.find("equipo-00").unwrap(), "the worst comes first");
    assert_eq!(rows(&list("?page=2").await), 3);
    let failing = list("?status=not-compliant").await;
    assert_eq!(rows(&failing), 1);
    let sorted = list("?sort=label").await;
    assert!(sorted.find("equipo-00").unwrap() < sorted.find("equipo-07").unwrap());
    for odd in
        ["?page=0", "?page=-1", "?page=99999999999", "?sort=;drop", "?status='", "?page=2&status=silent"]
    {
        let answer = server.page(&format!("/devices{odd}"), &cookie).await;
        assert_eq!(answer.status(), StatusCode::OK, "{odd}");
    }
}

#[tokio::test]
async fn an_empty_fleet_says_how_to_begin() {
    let server = TestServer::start().await;
    let cookie = server.sign_in().await;

    let text = server.page("/?lang=en", &cookie).await.text().await.unwrap();

    assert!(
        text.contains("No devices yet")
            && text.contains("custodia enroll")
            && text.contains("href=\"/enrol\"")
    );
}

#[tokio::test]
async fn pages_need_no_script_and_no_inline_style() {
    let server = TestServer::start().await;
    let cookie = server.sign_in().await;
    let mut device = server.enrol(1).await;
    server
        .report(
            device.report(body([Status::Fail, Status::Unknown, Status::Pass, Status::Exempt]), clock::now()),
        )
        .await;

    for path in
        ["/".to_owned(), "/devices".to_owned(), format!("/devices/{}", device.id), "/enrol".to_owned()]
    {
        let text = server.page(&path, &cookie).await.text().await.unwrap();
        assert!(
            !text.contains("<script") && !text.contains("style=") && !text.contains(" onclick"),
            "{path}"
        );
        for list in ["standing", "status", "flag", "severity", "os", "sort", "filter", "error"] {
            let raw = format!(">{list}-");
            assert!(!text.contains(&raw), "{path} shows the id of a message: {raw}");
        }
    }
    for file in ["/static/custodia.css", "/static/custodia.svg"] {
        assert_eq!(server.get(file).send().await.unwrap().status(), StatusCode::OK);
    }
}
