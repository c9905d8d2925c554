//! `attestation` over prepared homes, and `custodia attest` on a terminal.

use std::collections::BTreeMap;
use std::os::unix::fs::{PermissionsExt as _, symlink};
use std::path::{Path, PathBuf};

use custodia::attestations::{Answer, Declaration, Declarations, declare};
use custodia::checks::check;
use custodia::host::Host;
use custodia::messages::{Language, Messages};
use custodia::policies;
use custodia::ui::questions::{self, Asked};
use custodia_core::catalog::CheckId;
use custodia_core::catalog::attestation::QUESTION;
use custodia_core::policy::{ParameterValue, Rule};
use custodia_core::verdict::Status;
use custodia_core::vocabulary::Word;
use custodia_core::vocabulary::attestation as words;
use fs_err as fs;
use jiff::civil::Date;
use tempfile::TempDir;

use crate::accuracy::{State, evidence};
use crate::pty::Session;
use crate::support::{Outcome, custodia_with};

const NOW: &str = "2026-11-22T15:00:00Z";

/// A home in which the agent keeps what was declared.
struct Home(TempDir);

impl Home {
    fn new() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    fn host(&self) -> Host {
        let environment = BTreeMap::from([("HOME".to_owned(), self.0.path().display().to_string())]);
        Host::new(self.0.path(), environment, NOW.parse().unwrap())
    }

    fn file(&self, name: &str) -> PathBuf {
        self.host().state_directory().path().join(name)
    }

    /// Stores an answer as the agent does.
    fn declare(&self, question: Word, answer: Answer, day: &str) {
        let declaration = Declaration { answer, day: day.parse().unwrap(), agent: "0.1.0".parse().unwrap() };
        declare(&self.host().state_directory(), question, declaration).unwrap();
    }

    /// Puts a text in the place of the answers, for the person alone.
    fn put(&self, text: &str) {
        put_private(&self.file("attestations.json"), text);
    }

    fn run(&self, arguments: &[&str]) -> Outcome {
        custodia_with(arguments, &self.variables())
    }

    fn variables(&self) -> [(&str, &str); 3] {
        [("HOME", self.0.path().to_str().unwrap()), ("NO_COLOR", "1"), ("LANG", "es_CO.UTF-8")]
    }

    fn answers(&self) -> Declarations {
        Declarations::read(&self.host().state_directory()).unwrap()
    }

    fn answer(&self, question: Word) -> Option<Answer> {
        self.answers().get(question).map(|declaration| declaration.answer)
    }
}

fn put_private(path: &Path, text: &str) {
    let folder = path.parent().unwrap();
    fs::create_dir_all(folder).unwrap();
    set_mode(folder, 0o700);
    fs::write(path, text).unwrap();
    set_mode(path, 0o600);
}

fn set_mode(path: &Path, mode: u32) {
    fs::set_permissions(path, std::fs::Permissions::from_mode(mode)).unwrap();
}

fn rule(question: Word, days: u64) -> Rule {
    let parameters =
        [("question", ParameterValue::Word(question)), ("valid-for", ParameterValue::Number(days * 86_400))];
    Rule::for_check(CheckId::Attestation, parameters)
}

/// The prepared states of `docs/accuracy.md`: what is declared, and a rule that asks for the data plan every 90 days.
#[expect(clippy::too_many_lines, reason = "one line for each state")]
pub(crate) fn states() -> Vec<State> {
    type Prepare = Box<dyn Fn(&Home)>;
    let given = |answer: Answer, day: &'static str| -> Prepare {
        Box::new(move |home: &Home| home.declare(words::DATA_PLAN, answer, day))
    };
    let text = |text: &'static str| -> Prepare { Box::new(move |home: &Home| home.put(text)) };
    let spoilt = |change: fn(&Home)| -> Prepare {
        Box::new(move |home: &Home| {
            home.declare(words::DATA_PLAN, Answer::Yes, "2026-11-20");
            change(home);
        })
    };
    let (pass, fail, unknown, not_applicable) =
        (Status::Pass, Status::Fail, Status::Unknown, Status::NotApplicable);
    let phone = Answer::DoesNotApply(words::NO_PHONE_ISSUED);
    let states: Vec<(&str, Prepare, (Status, &'static str))> = vec![
        ("yes, today", given(Answer::Yes, "2026-11-22"), (pass, "attestation-declared-yes")),
        (
            "yes, on the last day that counts",
            given(Answer::Yes, "2026-08-24"),
            (pass, "attestation-declared-yes"),
        ),
        ("yes, a day longer ago", given(Answer::Yes, "2026-08-23"), (unknown, "attestation-expired")),
        ("yes, in 1970", given(Answer::Yes, "1970-01-01"), (unknown, "attestation-expired")),
        ("yes, tomorrow", given(Answer::Yes, "2026-11-23"), (unknown, "attestation-in-the-future")),
        (
            "yes, on the last day there is",
            given(Answer::Yes, "9999-12-31"),
            (unknown, "attestation-in-the-future"),
        ),
        ("no", given(Answer::No(None), "2026-11-20"), (fail, "attestation-declared-no")),
        (
            "no, needs help",
            given(Answer::No(Some(words::NEEDS_HELP)), "2026-11-20"),
            (fail, "attestation-declared-no-because"),
        ),
        (
            "no, two years ago and never answered since",
            given(Answer::No(None), "2024-11-20"),
            (fail, "attestation-declared-no"),
        ),
        (
            "does not apply: no phone",
            given(phone, "2026-11-20"),
            (not_applicable, "attestation-does-not-apply"),
        ),
        ("does not apply, too long ago", given(phone, "2026-01-20"), (unknown, "attestation-expired")),
        ("nothing was ever declared", Box::new(|_: &Home| {}), (unknown, "attestation-not-declared")),
        (
            "only other questions are answered",
            Box::new(|home: &Home| home.declare(words::MICROPHONE_OFF, Answer::Yes, "2026-11-20")),
            (unknown, "attestation-not-declared"),
        ),
        (
            "no, and yes afterwards",
            Box::new(|home: &Home| {
                home.declare(words::DATA_PLAN, Answer::No(None), "2026-11-20");
                home.declare(words::DATA_PLAN, Answer::Yes, "2026-11-21");
            }),
            (pass, "attestation-declared-yes"),
        ),
        (
            "a later version answered a question unknown here",
            text(
                r#"{"format":1,"kept":{"new-question":{"answer":"yes","day":"2026-11-20","agent":"9.0.0"},"data-plan":{"answer":"yes","day":"2026-11-20","agent":"9.0.0"}}}"#,
            ),
            (pass, "attestation-declared-yes"),
        ),
        ("a later format", text(r#"{"format":2,"kept":{}}"#), (unknown, "attestation-unreadable")),
        (
            "cut off",
            text(r#"{"format":1,"kept":{"data-plan":{"answer":"yes","#),
            (unknown, "attestation-unreadable"),
        ),
        ("empty file", text(""), (unknown, "attestation-unreadable")),
        (
            "an answer that is no answer",
            text(r#"{"format":1,"kept":{"data-plan":{"answer":"sure","day":"2026-11-20","agent":"0.1.0"}}}"#),
            (unknown, "attestation-unreadable"),
        ),
        (
            "does not apply without its why",
            text(
                r#"{"format":1,"kept":{"data-plan":{"answer":"does-not-apply","day":"2026-11-20","agent":"0.1.0"}}}"#,
            ),
            (unknown, "attestation-unreadable"),
        ),
        (
            "others may read the file",
            spoilt(|home| set_mode(&home.file("attestations.json"), 0o640)),
            (unknown, "attestation-unreadable"),
        ),
        (
            "others may enter the folder",
            spoilt(|home| set_mode(&home.file(""), 0o755)),
            (unknown, "attestation-unreadable"),
        ),
        (
            "a link in the place of the file",
            spoilt(|home| {
                fs::rename(home.file("attestations.json"), home.file("elsewhere.json")).unwrap();
                symlink("elsewhere.json", home.file("attestations.json")).unwrap();
            }),
            (unknown, "attestation-unreadable"),
        ),
        (
            "a pipe in the place of the file",
            spoilt(|home| {
                fs::remove_file(home.file("attestations.json")).unwrap();
                nix::unistd::mkfifo(&home.file("attestations.json"), nix::sys::stat::Mode::S_IRWXU).unwrap();
            }),
            (unknown, "attestation-unreadable"),
        ),
    ];
    let check = check(CheckId::Attestation);
    let rule = rule(words::DATA_PLAN, 90);
    states
        .into_iter()
        .map(|(name, prepare, expected)| {
            let home = Home::new();
            prepare(&home);
            let facts = check.part_for(&check.probe(&home.host()), &rule);
            State {
                name: name.to_owned(),
                bed: "the agent's own file",
                expected,
                verdict: check.evaluate(&facts, &rule),
                evidence: evidence(&facts, &["declared", "answer", "why", "answered-on", "valid-until"]),
            }
        })
        .collect()
}

/// Puts hostile text wherever the probe reads.
pub(crate) fn put_hostile_text(_root: &Path, home: &Path, text: &str) {
    let answer = serde_json::json!({ "answer": text, "why": text, "day": text, "agent": text });
    let yes = serde_json::json!({ "answer": "yes", "day": "2026-11-20", "agent": "0.1.0" });
    // With an even length the file is well-formed and only its questions are hostile.
    let kept = if text.len().is_multiple_of(2) {
        serde_json::json!({ text: yes, "data-plan": yes })
    } else {
        serde_json::json!({ text: answer, "data-plan": answer })
    };
    let file = serde_json::json!({ "format": 1, "kept": kept });
    put_private(&home.join(".local/state/custodia/attestations.json"), &file.to_string());
}

#[test]
fn every_prepared_state_is_judged_right() {
    for state in states() {
        assert_eq!((state.verdict.status, state.verdict.reason.id()), state.expected, "{}", state.name);
    }
}

const POLICY: &str = r#"
format = 1
id = "trial"
version = 1
title = { es = "Prueba", en = "Trial" }
document = { name = "CM-G-03", version = "2", date = "2022-08-05" }

[rule.recipients]
check = "attestation"
clause = "5.I.1"
severity = "medium"
asks = { es = "Los datos van solo a quienes hacen los boletines.", en = "Data goes only to those who make the bulletins." }
risk = { es = "Inadecuada custodia", en = "Inadequate custody" }
question = "work-recipients"

[rule.data-plan]
check = "attestation"
clause = "5"
severity = "low"
asks = { es = "El teléfono tiene plan de datos.", en = "The phone has a data plan." }
question = "data-plan"

[rule.microphone]
check = "attestation"
clause = "7"
severity = "low"
asks = { es = "El micrófono se apaga.", en = "The microphone is switched off." }
question = "microphone-off"
"#;

fn policy(home: &Home) -> String {
    let path = home.0.path().join("trial.toml");
    fs::write(&path, POLICY).unwrap();
    path.display().to_string()
}

#[test]
fn a_person_answers_one_question_after_the_other() {
    let home = Home::new();
    let policy = policy(&home);
    let mut session = Session::start(&["attest", "--policy", &policy], &home.variables());

    session.wait_for("1/3 · CM-G-03 5.I.1");
    session.wait_for("Los datos van solo a quienes");
    session.answer("> ", "s\n");
    session.wait_for("2/3 · CM-G-03 5");
    session.answer("> ", "NA\n");
    session.answer("5. no tengo teléfono institucional", "\n");
    session.answer("Escriba un número del 1 al 5", "5\n");
    session.wait_for("3/3");
    session.answer("> ", "quizá\n");
    session.answer("Escriba s, n o na", "n\n");
    session.answer("4. no lo sabía", "3\n");
    let (code, shown) = session.end();

    assert_eq!(code, 0, "{shown}");
    assert!(shown.contains("Respuestas guardadas: 3. Por responder: 0."), "{shown}");
    assert_eq!(home.answer(words::WORK_RECIPIENTS), Some(Answer::Yes));
    assert_eq!(home.answer(words::DATA_PLAN), Some(Answer::DoesNotApply(words::NO_PHONE_ISSUED)));
    assert_eq!(home.answer(words::MICROPHONE_OFF), Some(Answer::No(Some(words::NEEDS_HELP))));

    // What is in order is not asked again; a no is.
    let mut again = Session::start(&["attest", "--policy", &policy], &home.variables());
    again.wait_for("1/1 · CM-G-03 7");
    again.answer("> ", "\n");
    let (code, shown) = again.end();
    assert_eq!(code, 2, "{shown}");
    assert!(shown.contains("Respuestas guardadas: 0. Por responder: 1."), "{shown}");
}

#[test]
fn one_screen_holds_a_question() {
    for language in Language::ALL {
        let messages = Messages::new(language);
        for rule in policies::built_in().into_iter().flat_map(|policy| policy.rules) {
            let Some(question) = QUESTION.of(&rule) else { continue };
            let screen = questions::screen(&Asked { question, rules: vec![rule] }, 1, 1, &messages, 80);
            let why = questions::why(words::WHY_IT_DOES_NOT_APPLY, false, &messages);

            assert!(screen.lines().count() + why.lines().count() < 23, "{screen}{why}");
            assert!(!screen.contains("question-"), "{screen}");
        }
        for question in words::QUESTIONS {
            assert!(messages.find(&format!("question-{question}"), &[]).is_some(), "{question}");
        }
    }
}

#[test]
fn whoever_stops_in_the_middle_keeps_what_was_answered() {
    // Ctrl-C, the end of the input, and three answers that are none.
    for (stop, code) in [("\u{3}", None), ("\u{4}", Some(2)), ("x\ny?\nz\n", Some(3))] {
        let home = Home::new();
        let policy = policy(&home);
        let mut session = Session::start(&["attest", "--policy", &policy], &home.variables());
        session.wait_for("1/3");
        session.answer("> ", "s\n");
        session.wait_for("2/3");
        session.answer("> ", stop);

        let (ended, shown) = session.end();

        assert!(code.is_none_or(|code| code == ended), "{stop:?}: {ended}\n{shown}");
        assert_ne!(ended, 0);
        assert_eq!(home.answer(words::WORK_RECIPIENTS), Some(Answer::Yes), "{stop:?}");
        assert_eq!(home.answer(words::DATA_PLAN), None);
    }
}

#[test]
fn a_checklist_is_gone_through_each_time() {
    for (list, questions) in [("meeting", 5), ("publication", 4)] {
        let home = Home::new();
        for _ in 0..2 {
            let mut session = Session::start(&["attest", "--checklist", list], &home.variables());
            for number in 1..=questions {
                session.wait_for(&format!("{number}/{questions}"));
                session.answer("> ", "s\n");
            }
            let (code, shown) = session.end();
            assert_eq!(code, 0, "{shown}");
        }
        let answered = words::QUESTIONS.iter().filter(|question| home.answer(**question).is_some());
        assert_eq!(answered.count(), questions);
    }
}

#[test]
fn without_a_terminal_answers_come_from_the_command_line() {
    let home = Home::new();
    let policy = policy(&home);

    let asked = home.run(&["attest", "--policy", &policy]);
    assert_eq!(asked.code, 3);
    assert!(asked.error.contains("sugerencia: "), "{}", asked.error);
    assert!(asked.error.contains("--answer"), "{}", asked.error);

    let wrong = home.run(&["attest", "--answer", "data-plan=yes", "--answer", "data-plan=does-not-apply"]);
    assert_eq!(wrong.code, 3);
    assert_eq!(home.answer(words::DATA_PLAN), None, "all or nothing");

    let given = home.run(&[
        "attest",
        "--answer",
        "data-plan=no:not-yet",
        "--answer",
        "work-recipients=yes",
        "--answer",
        "microphone-off=does-not-apply:not-used",
    ]);
    assert_eq!((given.code, given.error.as_str()), (0, ""));
    assert_eq!(given.out.lines().count(), 3, "{}", given.out);

    let listed = home.run(&["attest", "--list", "--policy", &policy]);
    assert_eq!(listed.code, 0);
    for part in ["✗ No cumple  CM-G-03 5 · trial/data-plan", "✓ Declarado en orden", "– No aplica"] {
        assert!(listed.out.contains(part), "{}", listed.out);
    }
    let one = home.run(&["attest", "work-recipients", "--list", "--policy", &policy]);
    assert_eq!(one.out.lines().next(), Some("✓ Declarado en orden  CM-G-03 5.I.1 · trial/recipients"));
    assert_eq!(home.run(&["attest", "no-such-question", "--policy", &policy]).code, 3);
    let nothing = home.run(&["attest", "work-recipients", "--policy", &policy]);
    assert_eq!((nothing.code, nothing.out.starts_with("No hay nada que declarar")), (0, true));
}

#[test]
fn a_declaration_is_in_the_report_and_always_shown_as_one() {
    let home = Home::new();
    let policy = policy(&home);
    home.run(&["attest", "--answer", "work-recipients=yes", "--answer", "data-plan=no:cannot"]);
    let today = custodia::clock::now().to_string()[..10].parse::<Date>().unwrap();

    let report = home.run(&["report", "--show", "--policy", &policy]);
    let report: serde_json::Value = serde_json::from_str(&report.out).unwrap();
    let results = report["body"]["results"].as_array().unwrap();
    let facts_of = |rule: &str| -> BTreeMap<String, serde_json::Value> {
        let result = results.iter().find(|result| result["rule"] == format!("trial/{rule}")).unwrap();
        let facts = result["facts"].as_array().unwrap();
        assert!(
            facts.iter().all(|fact| fact["origin"] == "declared" && fact["changeable"] == "user"),
            "{facts:?}"
        );
        facts.iter().map(|fact| (fact["name"].as_str().unwrap().to_owned(), fact["value"].clone())).collect()
    };
    let yes = facts_of("recipients");
    assert_eq!(yes["attestation.question"], "work-recipients");
    assert_eq!(yes["attestation.answer"], "yes");
    assert_eq!(yes["attestation.answered-on"], today.to_string());
    assert_eq!(
        yes["attestation.valid-until"],
        today.checked_add(jiff::Span::new().days(90)).unwrap().to_string()
    );
    assert!(!yes.contains_key("attestation.looked-on"), "it would change every day");
    assert_eq!(facts_of("data-plan")["attestation.why"], "cannot");

    let spanish = home.run(&["check", "--policy", &policy]);
    let english = home.run(&["check", "--policy", &policy, "--lang", "en"]);
    assert!(spanish.out.contains("✓ Declaración · Declarado en orden"), "{}", spanish.out);
    assert!(english.out.contains("✓ Declaration · Declared in order"), "{}", english.out);
    let facts = home.run(&["facts", "attestation", "--lang", "en"]);
    assert!(facts.out.contains("declared by the person, not measured"), "{}", facts.out);
}

#[test]
fn damaged_answers_are_put_aside_and_never_lost() {
    let home = Home::new();
    home.put("{ damaged");

    let answered = home.run(&["attest", "--answer", "data-plan=yes"]);

    assert_eq!(answered.code, 0, "{}", answered.error);
    assert!(answered.error.contains("aviso: "), "{}", answered.error);
    assert_eq!(home.answer(words::DATA_PLAN), Some(Answer::Yes));
    assert_eq!(fs::read_to_string(home.file("attestations.json.damaged-1")).unwrap(), "{ damaged");

    home.put(r#"{"format":2,"kept":{}}"#);
    let later = home.run(&["attest", "--answer", "data-plan=yes"]);
    assert_eq!(later.code, 1);
    assert!(later.error.contains("versión más nueva"), "{}", later.error);
    assert!(fs::read_to_string(home.file("attestations.json")).unwrap().contains("\"format\":2"));

    set_mode(&home.file(""), 0o755);
    let open = home.run(&["attest", "--answer", "data-plan=yes"]);
    assert_eq!(open.code, 1);
    assert!(open.error.contains("chmod -R go="), "{}", open.error);
}
