//! Certificates made by OpenSSL and imported by NSS's own tools.

#![expect(clippy::disallowed_methods, reason = "the beds are programs")]
#![expect(clippy::unwrap_used, reason = "a test that cannot be prepared has failed")]

use std::path::Path;
use std::process::{Command, Stdio};

use base64::Engine as _;
use custodia_core::verdict::Status;
use custodia_core::vocabulary::mail_accounts as words;
use fs_err as fs;
use jiff::civil::date;

use super::{CANARY, Case, Machine, SMIME, case, rule, thunderbird};

const BED: &str = "`openssl`, `pk12util` and `certutil`";

fn run(program: &str, folder: &Path, arguments: &[&str]) {
    let mut command = Command::new(program);
    let status =
        command.current_dir(folder).args(arguments).stdout(Stdio::null()).stderr(Stdio::null()).status();
    assert!(status.unwrap().success(), "{program} {arguments:?}");
}

/// Makes a certificate of a label, and imports it with its key, or alone.
fn import(profile: &Path, label: &str, until: &str, with_key: bool) {
    let work = tempfile::tempdir().unwrap();
    let folder = work.path();
    if !profile.join("cert9.db").is_file() {
        let store = format!("sql:{}", profile.display());
        run("certutil", folder, &["-N", "-d", &store, "--empty-password"]);
    }
    let store = format!("sql:{}", profile.display());
    run(
        "openssl",
        folder,
        &["genpkey", "-algorithm", "EC", "-pkeyopt", "ec_paramgen_curve:P-256", "-out", "key.pem"],
    );
    let subject = format!("/CN={CANARY} {label}/emailAddress=ana@{CANARY}.example");
    run("openssl", folder, &["req", "-new", "-key", "key.pem", "-subj", &subject, "-out", "request.pem"]);
    fs::write(folder.join("index.txt"), "").unwrap();
    fs::write(folder.join("serial"), "5EAD7D09\n").unwrap();
    fs::write(
        folder.join("ca.conf"),
        "[ca]\ndefault_ca=d\n[d]\ndir=.\ndatabase=index.txt\nserial=serial\nnew_certs_dir=.\ndefault_md=sha256\npolicy=p\n[p]\ncommonName=supplied\nemailAddress=optional\n",
    )
    .unwrap();
    run(
        "openssl",
        folder,
        &[
            "ca",
            "-batch",
            "-config",
            "ca.conf",
            "-selfsign",
            "-keyfile",
            "key.pem",
            "-in",
            "request.pem",
            "-out",
            "cert.pem",
            "-startdate",
            "20240101000000Z",
            "-enddate",
            until,
            "-notext",
        ],
    );
    if with_key {
        run(
            "openssl",
            folder,
            &[
                "pkcs12", "-export", "-in", "cert.pem", "-inkey", "key.pem", "-name", label, "-passout",
                "pass:", "-out", "both.p12",
            ],
        );
        run("pk12util", folder, &["-i", "both.p12", "-d", &store, "-W", ""]);
    } else {
        run("certutil", folder, &["-A", "-n", label, "-t", ",,", "-i", "cert.pem", "-d", &store]);
    }
}

/// Thunderbird with one identity that names a certificate.
fn machine(named: &str, certificates: &[(&str, &str, bool)]) -> Machine {
    let set = thunderbird::Set {
        more: format!(
            "user_pref(\"mail.identity.id1.signing_cert_name\", \"{named}\");\nuser_pref(\"mail.identity.id1.encryption_cert_name\", \"{named}\");\n"
        ),
        ..thunderbird::Set::default()
    };
    let machine = thunderbird::machine(&set);
    let profile = machine.home().join(".thunderbird/8ctwvsg1.default");
    for (label, until, with_key) in certificates {
        import(&profile, label, until, *with_key);
    }
    machine
}

pub(super) fn cases() -> Vec<Case> {
    let fail = |reason| (Status::Fail, reason);
    let later = "20271231235959Z";
    let in_order = (Status::Pass, "mail-accounts-in-order");
    vec![
        case("a certificate that is valid", BED, machine("Ana", &[("Ana", later, true)]), SMIME, in_order),
        case(
            "a certificate that has expired",
            BED,
            machine("Ana", &[("Ana", "20261120235959Z", true)]),
            SMIME,
            fail("mail-accounts-certificate-expired"),
        ),
        case(
            "a certificate without its key",
            BED,
            machine("Ana", &[("Ana", later, false)]),
            SMIME,
            fail("mail-accounts-certificate-unusable"),
        ),
        case(
            "a certificate that is not in the store",
            BED,
            machine("Ana", &[("Berta", later, true)]),
            SMIME,
            fail("mail-accounts-certificate-unusable"),
        ),
        case(
            "a certificate and no store",
            BED,
            machine("Ana", &[]),
            SMIME,
            fail("mail-accounts-certificate-unusable"),
        ),
        case(
            "a store that is damaged",
            "a file of noise",
            machine("Ana", &[]).with(".thunderbird/8ctwvsg1.default/cert9.db", "noise"),
            SMIME,
            (Status::Unknown, "mail-accounts-certificate-unclear"),
        ),
        case(
            "a second identity without a certificate",
            BED,
            second_identity(),
            SMIME,
            fail("mail-accounts-no-certificate"),
        ),
    ]
}

fn second_identity() -> Machine {
    let machine = machine("Ana", &[("Ana", "20271231235959Z", true)]);
    let path = machine.home().join(".thunderbird/8ctwvsg1.default/prefs.js");
    let text = fs::read_to_string(&path).unwrap();
    let more = format!(
        "user_pref(\"mail.account.account1.identities\", \"id1,id2\");\nuser_pref(\"mail.identity.id2.useremail\", \"b@{CANARY}.example\");\n"
    );
    fs::write(&path, text + &more).unwrap();
    machine
}

#[test]
fn until_when_a_certificate_is_valid_is_told() {
    let (facts, verdict) = machine("Ana", &[("Ana", "20271231235959Z", true)]).judged(&rule(SMIME));

    assert_eq!(facts.value_item(0, words::SMIME_UNTIL), Some(date(2027, 12, 31)));
    assert!(verdict.findings.iter().any(|finding| finding.id() == "mail-accounts-certificate-until"));
}

/// Thunderbird names a certificate by its issuer and serial number too, which decide over the label.
#[test]
fn the_issuer_and_serial_number_decide_over_the_label() {
    let machine = machine("Ana", &[("Ana", "20271231235959Z", true)]);
    let profile = machine.home().join(".thunderbird/8ctwvsg1.default");
    let (serial, issuer) = rusqlite::Connection::open(profile.join("cert9.db"))
        .unwrap()
        .query_row("SELECT a82, a81 FROM nssPublic WHERE a0 = x'00000001'", [], |row| {
            Ok((row.get::<_, Vec<u8>>(0)?, row.get::<_, Vec<u8>>(1)?))
        })
        .unwrap();
    let key = |serial: &[u8]| {
        let mut bytes = vec![0; 8];
        bytes.extend(u32::try_from(serial.len()).unwrap().to_be_bytes());
        bytes.extend(u32::try_from(issuer.len()).unwrap().to_be_bytes());
        bytes.extend(serial);
        bytes.extend(&issuer);
        base64::engine::general_purpose::STANDARD.encode(bytes)
    };
    let preferences = fs::read_to_string(profile.join("prefs.js")).unwrap();
    let state = |key: &str| {
        let more = format!("user_pref(\"mail.identity.id1.signing_cert_dbkey\", \"{key}\");\n");
        fs::write(profile.join("prefs.js"), format!("{preferences}{more}")).unwrap();
        machine.judged(&rule(SMIME)).0.value_item(0, words::SMIME)
    };

    assert_eq!(state(&key(&serial[2..])), Some(words::SMIME_VALID));
    assert_eq!(state(&key(b"other")), Some(words::SMIME_UNUSABLE));
}
