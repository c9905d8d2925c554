//! Programs other than Thunderbird.

#![expect(clippy::disallowed_methods, reason = "the beds are programs")]

use std::process::Command;

use custodia_core::verdict::Status;

use super::{CANARY, Case, DOMAINS, Machine, SMIME, TRANSPORT, case};

const EVOLUTION: &str = "Evolution's source files";
const ONLINE: &str = "GNOME's accounts.conf";
const GEARY: &str = "Geary's geary.ini";
const KMAIL: &str = "`kwriteconfig5`";
const TEXT: &str = "a file as the manual has it";

/// An account of Evolution with its identity and its way of sending.
fn evolution(security: &str, sending: &str, address: &str, more: &str) -> Machine {
    Machine::new()
        .with(
            ".config/evolution/sources/acc.source",
            &format!(
                "\n[Data Source]\nDisplayName={address}\nEnabled=true\nParent=\n{more}\n[Mail Account]\nBackendName=imapx\nIdentityUid=ide\n\n\
                 [Authentication]\nHost=imap.{CANARY}.example\nMethod=PLAIN\nPort=993\nUser={address}\n\n[Security]\nMethod={security}\n"
            ),
        )
        .with(".config/evolution/sources/ide.source", &format!("[Data Source]\nParent=acc\n\n[Mail Identity]\nAddress={address}\nName=Ana\nAliases=\n\n[Mail Submission]\nTransportUid=tra\n"))
        .with(".config/evolution/sources/tra.source", &format!("[Data Source]\nParent=acc\n\n[Mail Transport]\nBackendName=smtp\n\n[Authentication]\nHost=smtp.{CANARY}.example\nMethod=PLAIN\n\n[Security]\nMethod={sending}\n"))
        .with(".config/evolution/sources/local.source", "[Data Source]\nEnabled=true\n[Mail Account]\nBackendName=maildir\n")
}

fn online(lines: &str) -> Machine {
    Machine::new().with(".config/goa-1.0/accounts.conf", &format!("[Account account_1779632516_0]\n{lines}"))
}

fn geary(incoming: &str, status: &str) -> Machine {
    Machine::new().with(
        ".config/geary/account_01/geary.ini",
        &format!(
            "[Metadata]\nversion=1\nstatus={status}\n\n[Account]\nordinal=0\nlabel=\nsender_mailboxes=Ana <ana@{CANARY}.example>;\nservice_provider=other\n\n\
             [Incoming]\nlogin=ana\nhost=imap.{CANARY}.example\nport=993\ntransport_security={incoming}\ncredentials=custom\n\n\
             [Outgoing]\nhost=smtp.{CANARY}.example\nport=587\ntransport_security=start-tls\ncredentials=use-incoming\n"
        ),
    )
}

/// Settings of KDE, written by its own program: file, group, key, value.
fn kde(settings: &[(&str, &str, &str, &str)]) -> Machine {
    let machine = Machine::new();
    for (file, group, key, value) in settings {
        let status = Command::new("kwriteconfig5")
            .env_clear()
            .env("HOME", machine.home())
            .args(["--file", file, "--group", group, "--key", key, value])
            .status()
            .unwrap();
        assert!(status.success());
    }
    machine
}

fn kmail(safety: Option<&str>, encryption: &str) -> Machine {
    let (server, sending, address) =
        (format!("imap.{CANARY}.example"), format!("smtp.{CANARY}.example"), format!("ana@{CANARY}.example"));
    let mut settings = vec![
        ("akonadi_imap_resource_0rc", "network", "ImapServer", server.as_str()),
        ("akonadi_imap_resource_0rc", "network", "UserName", "ana"),
        ("emailidentities", "Identity #0", "Email Address", address.as_str()),
        ("emailidentities", "Identity #0", "uoid", "77"),
        ("emailidentities", "Identity #0", "Transport", "12"),
        ("mailtransports", "Transport 12", "host", sending.as_str()),
        ("mailtransports", "Transport 12", "encryption", encryption),
        ("mailtransports", "Transport 12", "auth", "true"),
    ];
    settings.extend(safety.map(|safety| ("akonadi_imap_resource_0rc", "network", "Safety", safety)));
    kde(&settings)
}

fn claws(lines: &str) -> Machine {
    Machine::new().with(
        ".claws-mail/accountrc",
        &format!("[Account: 1]\naccount_name=a\naddress=ana@{CANARY}.example\nreceive_server=imap.{CANARY}.example\nsmtp_server=smtp.{CANARY}.example\n{lines}"),
    )
}

pub(super) fn cases() -> Vec<Case> {
    let (fail, pass, unknown) = (Status::Fail, Status::Pass, Status::Unknown);
    let in_order = (pass, "mail-accounts-in-order");
    let own = format!("ana@{CANARY}.example");
    let free = format!("ana@free-{CANARY}.example");
    let tls = "ssl-on-alternate-port";
    let mut cases = vec![
        case("no mail program", "an empty home", Machine::new(), TRANSPORT, (Status::NotApplicable, "mail-accounts-none")),
        case("Evolution with TLS", EVOLUTION, evolution(tls, "starttls-on-standard-port", &own, ""), TRANSPORT, in_order),
        case("Evolution without encryption", EVOLUTION, evolution("none", tls, &own, ""), TRANSPORT, (fail, "mail-accounts-unprotected")),
        case("Evolution, an account that is turned off", EVOLUTION, evolution("none", "none", &own, "Enabled=false"), TRANSPORT, (Status::NotApplicable, "mail-accounts-none")),
        case("Evolution with a free address", EVOLUTION, evolution(tls, tls, &free, ""), DOMAINS, (fail, "mail-accounts-outside")),
        case("GNOME's account at Google", ONLINE, online(&format!("Provider=google\nIdentity={free}\nPresentationIdentity={free}\nMailEnabled=true\n")), DOMAINS, (fail, "mail-accounts-outside")),
        case("GNOME's account for a calendar alone", ONLINE, online(&format!("Provider=google\nPresentationIdentity={free}\nMailEnabled=false\nCalendarEnabled=true\n")), DOMAINS, (Status::NotApplicable, "mail-accounts-none")),
        case("GNOME's account that accepts any certificate", ONLINE, online(&format!("Provider=imap_smtp\nEnabled=true\nEmailAddress={own}\nImapHost=a.{CANARY}.example\nImapUseSsl=true\nImapAcceptSslErrors=true\nSmtpHost=a.{CANARY}.example\nSmtpUseTls=true\n")), TRANSPORT, (fail, "mail-accounts-trusts-any")),
        case("GNOME's account without encryption", ONLINE, online(&format!("Provider=imap_smtp\nEnabled=true\nEmailAddress={own}\nImapHost=a.{CANARY}.example\nImapUseSsl=false\nImapUseTls=false\nSmtpHost=a.{CANARY}.example\nSmtpUseTls=true\n")), TRANSPORT, (fail, "mail-accounts-unprotected")),
        case("GNOME's account, asked for a certificate", ONLINE, online(&format!("Provider=exchange\nMailEnabled=true\nPresentationIdentity={own}\n")), SMIME, (unknown, "mail-accounts-certificate-unclear")),
        case("Geary with TLS", GEARY, geary("transport", "enabled"), TRANSPORT, in_order),
        case("Geary without encryption", GEARY, geary("none", "enabled"), TRANSPORT, (fail, "mail-accounts-unprotected")),
        case("Geary, an account that is turned off", GEARY, geary("none", "disabled"), TRANSPORT, (Status::NotApplicable, "mail-accounts-none")),
        case("KMail with TLS", KMAIL, kmail(Some("SSL"), "TLS"), TRANSPORT, in_order),
        case("KMail without encryption for sending", KMAIL, kmail(Some("STARTTLS"), "None"), TRANSPORT, (fail, "mail-accounts-unprotected")),
        case("KMail where the protection is not set", KMAIL, kmail(None, "TLS"), TRANSPORT, (unknown, "mail-accounts-transport-unclear")),
        case("KMail with an address of the institution", KMAIL, kmail(Some("SSL"), "TLS"), DOMAINS, in_order),
        case("Claws Mail with TLS", TEXT, claws("protocol=3\nssl_imap=1\nssl_smtp=2\n"), TRANSPORT, in_order),
        case("Claws Mail without encryption", TEXT, claws("protocol=0\nssl_imap=1\nssl_pop=0\nssl_smtp=2\n"), TRANSPORT, (fail, "mail-accounts-unprotected")),
        case("msmtp that checks no certificate", TEXT, Machine::new().with(".msmtprc", &format!("defaults\ntls on\ntls_certcheck off\naccount a\nhost a.{CANARY}.example\nfrom {own}\n")), TRANSPORT, (fail, "mail-accounts-trusts-any")),
        case("msmtp that includes another file", TEXT, Machine::new().with(".msmtprc", "include ~/other\n"), TRANSPORT, (unknown, "mail-accounts-unreadable")),
        case("aerc without encryption", TEXT, Machine::new().with(".config/aerc/accounts.conf", &format!("[Work]\nsource = imap+insecure://ana@a.{CANARY}.example\noutgoing = smtps://a.{CANARY}.example\nfrom = Ana <{own}>\n")), TRANSPORT, (fail, "mail-accounts-unprotected")),
        case("Mutt, whose settings can call programs", TEXT, Machine::new().with(".muttrc", "set from=\"`whoami`\"\n"), TRANSPORT, (unknown, "mail-accounts-unreadable")),
    ];
    // An online account that Evolution uses is one account.
    let shared = evolution(tls, tls, &own, "\n[GNOME Online Accounts]\nAccountId=account_1779632516_0\n")
        .with(".config/goa-1.0/accounts.conf", &format!("[Account account_1779632516_0]\nProvider=google\nPresentationIdentity={free}\nMailEnabled=true\n"));
    cases.push(case("GNOME's account that Evolution has set up", EVOLUTION, shared, DOMAINS, in_order));
    cases
}
