//! The person's page: whole whatever stands in it, alone in its file, the person's alone, opened by their own browser.

use std::collections::BTreeSet;
use std::os::unix::fs::PermissionsExt as _;
use std::path::Path;

use base64::Engine as _;
use custodia::messages::{Language, Messages};
use custodia::policies;
use custodia::ui::page::{Sent, page};
use custodia_core::policy::Bilingual;
use custodia_core::value::Digest;
use custodia_core::vocabulary::common;
use fs_err as fs;
use jiff::tz::TimeZone;
use proptest::prelude::*;

use crate::support::{Outcome, custodia_with, run, run_for_errors};

#[path = "../../examples/demo-pages/recorded.rs"]
pub(crate) mod recorded;

use recorded::evaluation;

const STATES: [(&str, &[&str]); 3] = [
    ("fail", &["fail", "unknown", "pass"]),
    ("unknown", &["unknown", "pass"]),
    ("pass", &["pass", "not-applicable"]),
];

fn html(wanted: &[&str], sent: &Sent, language: Language) -> String {
    let policies = policies::built_in();
    let evaluation = evaluation(&policies, common::GNOME, wanted).unwrap();
    page(&evaluation, &policies, sent, &TimeZone::UTC, &Messages::new(language))
}

fn headline(html: &str) -> &str {
    html.split_once("<h1>").unwrap().1.split_once("</h1>").unwrap().0
}

#[test]
fn the_headline_tells_whether_the_device_is_in_order() {
    for (state, wanted) in STATES {
        let [spanish, english] = Language::ALL.map(|language| html(wanted, &Sent::Nothing, language));
        let says = |html: &str, text: &str| {
            assert!(headline(html).contains(text), "{}", headline(html));
            assert!(html.contains(&format!("<div class=\"verdict {state}\">")));
        };
        match state {
            "fail" => {
                says(&spanish, "por hacer");
                says(&english, "to do");
            }
            "unknown" => {
                says(&spanish, "No se pudo saber");
                says(&english, "could not be told");
            }
            _ => {
                says(&spanish, "en orden");
                says(&english, "in order");
            }
        }
        assert!(spanish.contains("<html lang=\"es\">") && english.contains("<html lang=\"en\">"));
    }
}

#[test]
fn no_text_is_left_untranslated() {
    for (_, wanted) in STATES {
        for language in Language::ALL {
            let html = html(wanted, &Sent::Untold, language);
            let body = html.split_once("<body>").unwrap().1;
            let texts: String =
                body.split('<').filter_map(|part| part.split_once('>')).map(|(_, text)| text).collect();
            for id in
                ["page-", "check-", "remedy-", "word-", "explain-", "screen-lock-", "network-", "{", "}"]
            {
                assert!(!texts.contains(id), "{id} in {texts}");
            }
        }
    }
}

#[test]
fn the_page_stands_alone_and_allows_nothing_but_its_own_style() {
    let html = html(STATES[0].1, &Sent::Nothing, Language::Spanish);

    let style = html.split_once("<style>").unwrap().1.split_once("</style>").unwrap().0;
    let hash = base64::engine::general_purpose::STANDARD.encode(Digest::of(style.as_bytes()).as_bytes());
    let policy =
        format!("default-src 'none'; style-src 'sha256-{hash}'; base-uri 'none'; form-action 'none'");
    assert!(html.contains(&format!("content=\"{policy}\"")), "{policy}");
    for from_elsewhere in
        ["<script", "<link", "<img", "<iframe", " src=", " style=", "url(", "@import", "http:", "https:"]
    {
        assert!(!html.contains(from_elsewhere), "{from_elsewhere}");
    }
}

#[test]
fn what_is_sent_is_shown_to_the_letter() {
    let json = "{\n  \"sequence\": 7\n}\n".to_owned();
    let sent = Sent::Report { endpoint: "https://endpoint.example:8443".to_owned(), json };

    let html = html(STATES[2].1, &sent, Language::English);

    assert!(html.contains("https://endpoint.example:8443"));
    assert!(html.contains("{\n  &#34;sequence&#34;: 7\n}\n</pre>"), "{html}");
}

/// Every tag of a page, attributes included.
fn tags(html: &str) -> BTreeSet<&str> {
    let body = html.split_once("</style>").unwrap().1;
    body.match_indices('<')
        .map(|(start, _)| &body[start..=start + body[start..].find('>').unwrap()])
        .collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn no_text_becomes_markup(noise in "(?s).{0,40}") {
        let hostile = format!("</p></style><script>alert(1)</script><b title=\"'\">&lt;{noise}");
        let mut policies = policies::built_in();
        let calm = evaluation(&policies, common::GNOME, STATES[0].1).unwrap();
        let mut evaluation = calm.clone();
        let both = || Bilingual { es: hostile.clone(), en: hostile.clone() };
        for policy in &mut policies {
            policy.title = both();
            policy.document.name.clone_from(&hostile);
        }
        for outcome in &mut evaluation.outcomes {
            outcome.rule.asks = both();
            outcome.rule.risk = Some(both());
            outcome.rule.cite.document.clone_from(&hostile);
            outcome.rule.cite.clause.clone_from(&hostile);
        }
        let messages = Messages::new(Language::Spanish);
        let of = |evaluation, text: &str| {
            let sent = Sent::Report { endpoint: text.to_owned(), json: text.to_owned() };
            page(evaluation, &policies, &sent, &TimeZone::UTC, &messages)
        };

        let page = of(&evaluation, &hostile);

        let known = of(&calm, "calm");
        let known = tags(&known);
        for tag in tags(&page) {
            // A card whose rules ask for one thing in place of several has its paragraph in place of a list.
            prop_assert!(known.contains(tag) || ["<p>", "</p>"].contains(&tag), "{tag}");
        }
        prop_assert!(page.contains("&#60;script&#62;"));
    }
}

fn mode(path: &Path) -> u32 {
    fs::metadata(path).unwrap().permissions().mode() & 0o777
}

/// A person's session without a screen.
fn open(home: &Path, further: &[(&str, &str)]) -> Outcome {
    let home = home.to_str().unwrap();
    let environment: Vec<(&str, &str)> =
        [("HOME", home)].into_iter().chain(further.iter().copied()).collect();
    custodia_with(&["check", "--open", "--only", "screen-lock", "--lang", "en"], &environment)
}

#[test]
fn the_page_is_the_persons_alone_and_takes_the_place_of_the_earlier_one() {
    let folder = tempfile::tempdir().unwrap();
    let (home, runtime) = (folder.path().join("home"), folder.path().join("run"));
    fs::create_dir_all(&home).unwrap();
    fs::create_dir_all(&runtime).unwrap();

    let without_runtime = open(&home, &[]);
    let of_state = home.join(".local/state/custodia/check.html");
    assert_eq!(without_runtime.out.trim_end(), of_state.to_str().unwrap());
    assert_eq!((mode(&of_state), mode(of_state.parent().unwrap())), (0o600, 0o700));
    assert!(without_runtime.error.contains("no screen"), "{}", without_runtime.error);

    let with_runtime = open(&home, &[("XDG_RUNTIME_DIR", runtime.to_str().unwrap())]);
    let of_session = runtime.join("custodia/check.html");
    assert_eq!(with_runtime.out.trim_end(), of_session.to_str().unwrap());
    assert_eq!((mode(&of_session), mode(of_session.parent().unwrap())), (0o600, 0o700));
    assert!(!of_state.exists(), "the earlier page is still there");

    let again = open(&home, &[("XDG_RUNTIME_DIR", runtime.to_str().unwrap())]);
    assert_eq!(again.code, with_runtime.code);
    assert_eq!(fs::read_dir(runtime.join("custodia")).unwrap().count(), 1);
}

#[test]
fn a_folder_that_is_open_to_others_or_leads_elsewhere_is_not_used() {
    let folder = tempfile::tempdir().unwrap();
    let (home, runtime) = (folder.path().join("home"), folder.path().join("run"));
    let elsewhere = folder.path().join("elsewhere");
    for path in [&home, &runtime, &elsewhere] {
        fs::create_dir_all(path).unwrap();
    }
    fs::os::unix::fs::symlink(&elsewhere, runtime.join("custodia")).unwrap();

    let outcome = open(&home, &[("XDG_RUNTIME_DIR", runtime.to_str().unwrap())]);

    assert_eq!(outcome.out.trim_end(), home.join(".local/state/custodia/check.html").to_str().unwrap());
    assert_eq!(fs::read_dir(&elsewhere).unwrap().count(), 0);
}

#[test]
fn the_real_opener_shows_the_page_in_the_persons_browser_with_a_cleaned_environment() {
    let folder = tempfile::tempdir().unwrap();
    let (home, runtime) = (folder.path().join("home"), folder.path().join("run"));
    let applications = home.join(".local/share/applications");
    for path in [&applications, &home.join(".config"), &runtime] {
        fs::create_dir_all(path).unwrap();
    }
    let (browser, shown) = (home.join("browser"), home.join("shown"));
    let script = format!("#!/bin/sh\n{{ echo \"$1\"; env; }} > {0}.new\nmv {0}.new {0}\n", shown.display());
    fs::write(&browser, script).unwrap();
    fs::set_permissions(&browser, std::fs::Permissions::from_mode(0o755)).unwrap();
    let entry = format!(
        "[Desktop Entry]\nType=Application\nName=Browser\nExec={} %u\nMimeType=text/html;\n",
        browser.display()
    );
    fs::write(applications.join("browser.desktop"), entry).unwrap();
    fs::write(home.join(".config/mimeapps.list"), "[Default Applications]\ntext/html=browser.desktop\n")
        .unwrap();

    let outcome = open(
        &home,
        &[
            ("XDG_RUNTIME_DIR", runtime.to_str().unwrap()),
            ("DISPLAY", ":99"),
            ("LD_LIBRARY_PATH", "/nonexistent"),
            ("CUSTODIA_SECRET", "hidden"),
        ],
    );

    assert!(outcome.error.contains("opened in your browser"), "{}", outcome.error);
    let said = fs::read_to_string(&shown).unwrap();
    assert!(said.lines().next().unwrap().ends_with(outcome.out.trim_end()), "{said}");
    assert!(said.contains("DISPLAY=:99"), "{said}");
    for kept_out in ["LD_LIBRARY_PATH", "CUSTODIA_SECRET"] {
        assert!(!said.contains(kept_out), "{said}");
    }
}

#[test]
fn opening_goes_with_no_other_form_and_no_other_person() {
    let folder = tempfile::tempdir().unwrap();
    let home = folder.path().to_str().unwrap();
    for further in [["--format", "json"], ["--user", "root"]] {
        let outcome = custodia_with(&["check", "--open", further[0], further[1]], &[("HOME", home)]);
        assert_eq!(outcome.code, 3, "{}", outcome.error);
    }
}

#[test]
fn the_desktop_entry_and_icon_are_valid() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("packaging");
    let entry = root.join("applications/custodia-check.desktop");
    let path = entry.to_str().unwrap();
    let said = run("desktop-file-validate", "desktop-file-utils", &[path], &[]);
    assert_eq!(said, "");
    let text = fs::read_to_string(&entry).unwrap();
    assert!(text.contains("Name=Check my device\nName[es]=Revisar mi equipo\n"), "{text}");
    assert!(text.contains("Exec=custodia check --open\n"), "{text}");
    let icon = root.join("icons/hicolor/scalable/apps/custodia.svg");
    assert_eq!(run_for_errors("xmllint", "libxml2-utils", &["--noout", icon.to_str().unwrap()]), "");
}
