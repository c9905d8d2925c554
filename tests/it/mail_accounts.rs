//! `mail-accounts` over prepared machines.

#![expect(clippy::unwrap_used, reason = "a test that cannot be prepared has failed")]

use std::collections::BTreeMap;
use std::path::Path;

use custodia::checks::check;
use custodia::host::Host;
use custodia_core::catalog::CheckId;
use custodia_core::fact::{Cause, Fact, Facts};
use custodia_core::policy::{ParameterValue, Rule};
use custodia_core::verdict::{Status, Verdict};
use custodia_core::vocabulary::Word;
use custodia_core::vocabulary::mail_accounts as words;
use fs_err as fs;
use tempfile::TempDir;

use crate::accuracy::{self, State};

mod certificates;
mod programs;
mod thunderbird;

/// What stands in every address and name of a server that the tests prepare.
const CANARY: &str = "zqxcanary";

/// A machine with one home.
pub(crate) struct Machine {
    folder: TempDir,
}

impl Machine {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        fs::create_dir_all(folder.path().join("home/ana")).unwrap();
        Self { folder }
    }

    fn home(&self) -> std::path::PathBuf {
        self.folder.path().join("home/ana")
    }

    /// Writes a file below the home.
    fn with(self, path: &str, text: &str) -> Self {
        write(&self.home().join(path), text);
        self
    }

    /// Writes a file of the system.
    fn with_system(self, path: &str, text: &str) -> Self {
        write(&self.folder.path().join(path), text);
        self
    }

    fn host(&self) -> Host {
        let environment = BTreeMap::from([("HOME".to_owned(), self.home().display().to_string())]);
        Host::new(self.folder.path(), environment, "2026-11-21T18:00:00Z".parse().unwrap())
    }

    fn judged(&self, rule: &Rule) -> (Facts, Verdict) {
        let check = check(CheckId::MailAccounts);
        let host = self.host();
        let facts = check.probe_for(&host, rule).unwrap_or_else(|| check.probe(&host));
        let verdict = check.evaluate(&facts, rule);
        let told = format!("{}{verdict:?}", serde_json::to_string(&facts.records()).unwrap());
        assert!(!told.contains(CANARY) && !told.contains("example") && !told.contains('@'), "{told}");
        (facts, verdict)
    }
}

fn write(path: &Path, text: &str) {
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, text).unwrap();
}

/// A rule that these parts decide, with the domain of the tests.
fn rule(judge: &[Word]) -> Rule {
    let domain = format!("{CANARY}.example").parse().unwrap();
    Rule::for_check(
        CheckId::MailAccounts,
        [
            ("judge", ParameterValue::Words(judge.to_vec())),
            ("institution-domains", ParameterValue::Domains(vec![domain])),
        ],
    )
}

const DOMAINS: &[Word] = &[words::JUDGE_DOMAINS];
const TRANSPORT: &[Word] = &[words::JUDGE_TRANSPORT];
const SMIME: &[Word] = &[words::JUDGE_SMIME];

/// One row of the tables of the tests: what is prepared, which part decides, what is true.
struct Case {
    name: &'static str,
    bed: &'static str,
    machine: Machine,
    judge: &'static [Word],
    expected: (Status, &'static str),
}

fn case(
    name: &'static str,
    bed: &'static str,
    machine: Machine,
    judge: &'static [Word],
    expected: (Status, &'static str),
) -> Case {
    Case { name, bed, machine, judge, expected }
}

fn cases() -> Vec<Case> {
    [thunderbird::cases(), programs::cases(), certificates::cases()].into_iter().flatten().collect()
}

#[test]
fn every_case_comes_to_what_is_true_there() {
    for case in cases() {
        let (facts, verdict) = case.machine.judged(&rule(case.judge));
        assert_eq!((verdict.status, verdict.reason.id()), case.expected, "{}: {facts:#?}", case.name);
    }
}

/// The prepared states of `docs/accuracy.md`.
pub(crate) fn states() -> Vec<State> {
    let shown =
        ["accounts", "unread", "outside", "incoming", "outgoing", "unverified", "smime", "smime-until"];
    let cases = cases().into_iter();
    cases
        .map(|case| {
            let (facts, verdict) = case.machine.judged(&rule(case.judge));
            State {
                name: case.name.to_owned(),
                bed: case.bed,
                expected: case.expected,
                verdict,
                evidence: accuracy::evidence(&facts, &shown),
            }
        })
        .collect()
}

#[test]
fn without_domains_only_the_other_parts_are_judged() {
    let machine = thunderbird::machine(&thunderbird::Set::default());
    let plain = Rule::for_check(CheckId::MailAccounts, []);
    let alone = Rule::for_check(CheckId::MailAccounts, [("judge", ParameterValue::Words(DOMAINS.to_vec()))]);

    let (facts, verdict) = machine.judged(&plain);
    assert_eq!((verdict.status, verdict.reason.id()), (Status::Pass, "mail-accounts-in-order"));
    assert_eq!(
        verdict.findings.first().map(custodia_core::verdict::Reason::id),
        Some("mail-accounts-no-domains")
    );
    assert_eq!(facts.get(words::OUTSIDE), None);

    let (_, verdict) = machine.judged(&alone);
    assert_eq!((verdict.status, verdict.reason.id()), (Status::NotApplicable, "mail-accounts-no-domains"));
}

#[test]
fn a_file_that_is_denied_or_no_file_is_unknown() {
    let machine = Machine::new();
    fs::create_dir_all(machine.home().join(".thunderbird/profiles.ini")).unwrap();

    let (facts, verdict) = machine.judged(&rule(TRANSPORT));

    assert_eq!((verdict.status, verdict.reason.id()), (Status::Unknown, "mail-accounts-unreadable"));
    assert_eq!(
        facts.get_item(0, words::INCOMING),
        Some(Fact::unknown(Cause::Malformed, words::MAIL_PROFILE))
    );
}

#[test]
fn facts_that_were_read_without_domains_never_pass_a_rule_with_them() {
    let machine = thunderbird::machine(&thunderbird::Set::default());
    let facts = check(CheckId::MailAccounts).probe(&machine.host());

    let verdict = check(CheckId::MailAccounts).evaluate(&facts, &rule(DOMAINS));

    assert_eq!((verdict.status, verdict.reason.id()), (Status::Unknown, "mail-accounts-domains-unclear"));
}

/// Puts hostile text wherever the probe reads.
pub(crate) fn put_hostile_text(_root: &Path, home: &Path, text: &str) {
    let put = |path: &str, content: &str| write(&home.join(path), content);
    put(".thunderbird/profiles.ini", "[Profile0]\nIsRelative=1\nPath=p\n");
    put(
        ".thunderbird/p/prefs.js",
        &format!(
            "user_pref(\"mail.accountmanager.accounts\", \"account1\");\nuser_pref(\"mail.account.account1.server\", \"server1\");\n\
             user_pref(\"mail.account.account1.identities\", \"id1\");\nuser_pref(\"mail.server.server1.type\", \"imap\");\n\
             user_pref(\"mail.server.server1.hostname\", \"{text}\");\nuser_pref(\"mail.identity.id1.useremail\", \"{text}@{text}.example\");\n\
             user_pref(\"mail.identity.id1.signing_cert_name\", \"{text}\");\n"
        ),
    );
    put(".thunderbird/p/cert_override.txt", &format!("{text}:993\t{text}\n"));
    put(".thunderbird/p/cert9.db", text);
    put(
        ".config/evolution/sources/a.source",
        &format!(
            "[Data Source]\nDisplayName={text}\nParent={text}\n[Mail Account]\nBackendName=imapx\nIdentityUid=b\n[Security]\nMethod={text}\n"
        ),
    );
    put(
        ".config/evolution/sources/b.source",
        &format!(
            "[Mail Identity]\nAddress={text}@{text}.example\nAliases={text}\n[Mail Submission]\nTransportUid={text}\n"
        ),
    );
    put(
        ".config/goa-1.0/accounts.conf",
        &format!(
            "[Account {text}]\nProvider={text}\nMailEnabled=true\nPresentationIdentity={text}@{text}.example\n"
        ),
    );
    put(
        ".config/geary/account_01/geary.ini",
        &format!(
            "[Metadata]\nversion=1\nstatus={text}\n[Account]\nsender_mailboxes={text}\nservice_provider={text}\n"
        ),
    );
    put(
        ".config/akonadi_imap_resource_0rc",
        &format!("[network]\nImapServer={text}\nSafety={text}\nUserName={text}@{text}\n"),
    );
    put(
        ".config/emailidentities",
        &format!("[Identity #0]\nEmail Address={text}@{text}.example\nTransport={text}\nuoid={text}\n"),
    );
    put(".config/mailtransports", &format!("[Transport {text}]\nhost={text}\nencryption={text}\n"));
    put(
        ".claws-mail/accountrc",
        &format!("[Account: 1]\naddress={text}\nprotocol={text}\nsmtp_server={text}\n"),
    );
    put(".msmtprc", &format!("account {text}\nhost {text}\nfrom {text}@{text}.example\n"));
    put(".config/aerc/accounts.conf", &format!("[{text}]\nsource={text}\nfrom={text}\n"));
}
