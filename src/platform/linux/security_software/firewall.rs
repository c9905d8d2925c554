//! Whether a firewall keeps out what nobody asked for.
//!
//! The kernel shows its rules to administrators alone. So this asks who sets them: firewalld on the system bus, ufw's
//! settings and service, and the services that load the rules of nft and iptables, with their files where everybody may
//! read them. Without any of them only a kernel that has loaded no firewall tells that there is none. Cannot see rules that
//! were set by hand or by other programs.

use custodia_core::fact::{Cause, Facts};
use custodia_core::vocabulary::Word;
use custodia_core::vocabulary::security_software as words;
use custodia_core::vocabulary::{Source, network};

use super::services::Services;
use crate::browser::file;
use crate::host::Host;
use crate::platform::linux::bus::Bus;
use crate::platform::linux::network::firewall as shared;
use crate::platform::linux::{files, ini, known, live};

/// The largest file of rules or settings that is read, in bytes.
const MAX_RULES: u64 = 1 << 20;

const FIREWALLD: &str = "firewalld.service";
const UFW: &str = "ufw.service";
const NFTABLES: &str = "nftables.service";

/// Services that load the rules of iptables, each with the files that it loads and whether they are for IPv6.
const IPTABLES: [(&str, &[(bool, &str)]); 3] = [
    ("netfilter-persistent.service", &[(false, "/etc/iptables/rules.v4"), (true, "/etc/iptables/rules.v6")]),
    (
        "iptables.service",
        &[
            (false, "/etc/sysconfig/iptables"),
            (false, "/etc/iptables/iptables.rules"),
            (false, "/etc/iptables/rules-save"),
        ],
    ),
    (
        "ip6tables.service",
        &[
            (true, "/etc/sysconfig/ip6tables"),
            (true, "/etc/iptables/ip6tables.rules"),
            (true, "/etc/iptables/rules6-save"),
        ],
    ),
];

/// The files of rules of nft, as the distributions name them.
const NFT_RULES: [&str; 3] = ["/etc/nftables.conf", "/etc/sysconfig/nftables.conf", "/etc/nftables.nft"];

/// Services that set rules in ways of their own.
const OTHERS: [&str; 5] =
    ["shorewall.service", "firehol.service", "ferm.service", "SuSEfirewall2.service", "awall.service"];

/// The units whose state is asked for.
pub(super) fn units() -> impl Iterator<Item = &'static str> {
    let iptables = IPTABLES.iter().map(|(unit, _)| *unit);
    [FIREWALLD, UFW, NFTABLES].into_iter().chain(iptables).chain(OTHERS)
}

/// What one way of setting rules says.
struct Told {
    name: Option<Word>,
    /// Whether it keeps anything out; nothing where it sets no rules at all, so that others may.
    on: Result<Option<bool>, Cause>,
    source: Source,
}

/// Puts what is known about the firewall.
pub(super) fn put(host: &Host, bus: Result<&Bus, Cause>, services: &Services<'_>, facts: &mut Facts) {
    let mut told: Vec<Told> = [firewalld(host, bus, services), ufw(host, services), nftables(host, services)]
        .into_iter()
        .flatten()
        .collect();
    told.extend(iptables(host, services));
    let others = OTHERS.iter().filter(|unit| services.is_enabled(unit));
    told.extend(others.map(|_| Told {
        name: None,
        on: Err(Cause::Unsupported),
        source: words::SYSTEM_SERVICES,
    }));

    let closed = || told.iter().find(|told| told.on == Ok(Some(true)));
    let unclear = || told.iter().find(|told| told.on.is_err());
    let open = || told.iter().find(|told| told.on == Ok(Some(false)));
    let deciding = closed().or_else(unclear).or_else(open);
    let (on, source) = match deciding {
        Some(told) => (told.on.map(|on| on == Some(true)), told.source),
        None => (loaded(host), words::KERNEL_MODULES),
    };
    if let Some(name) = deciding.or(told.first()).and_then(|told| told.name) {
        facts.put(words::FIREWALL, live(name, words::FIREWALL_SETTINGS));
    }
    facts.put(words::FIREWALL_ON, known(on, source));
}

/// Whether the kernel may have rules though nobody is known to set them: then what they do cannot be told.
fn loaded(host: &Host) -> Result<bool, Cause> {
    let modules = host.path("/sys/module");
    if !file::exists(&modules)? {
        return Err(Cause::Missing);
    }
    for module in ["nf_tables", "ip_tables", "ip6_tables"] {
        if file::exists(&modules.join(module))? {
            return Err(Cause::Denied);
        }
    }
    Ok(false)
}

fn firewalld(host: &Host, bus: Result<&Bus, Cause>, services: &Services<'_>) -> Option<Told> {
    let settings = host.path("/etc/firewalld");
    let is_installed = services.system_has(FIREWALLD) || file::exists(&settings).unwrap_or(true);
    if !is_installed {
        return None;
    }
    let told = |on, source| Some(Told { name: Some(words::FIREWALLD), on, source });
    let runs = bus.and_then(shared::is_firewalld_running);
    match runs.or_else(|_| services.is_running(FIREWALLD)) {
        Ok(false) => return told(Ok(None), words::SYSTEM_SERVICES),
        Err(cause) => return told(Err(cause), words::SYSTEM_SERVICES),
        Ok(true) => {}
    }
    // The zone for everything that is in no other: one lets everything in.
    let zone = bus.and_then(shared::default_zone).or_else(|_| default_zone(host));
    match zone {
        Ok(zone) => told(Ok(Some(zone != network::ZONE_TRUSTED)), network::FIREWALLD_BUS),
        Err(cause) => told(Err(cause), words::FIREWALL_SETTINGS),
    }
}

/// The default zone of firewalld by its settings (firewalld.conf(5)); `public` unless somebody set another.
fn default_zone(host: &Host) -> Result<Word, Cause> {
    let text = match files::read_text(&host.path("/etc/firewalld/firewalld.conf"), MAX_RULES) {
        Err(Cause::Missing) => return Ok(network::ZONE_PUBLIC),
        text => text?,
    };
    Ok(ini::last(&ini::entries(&text), "", "DefaultZone").map_or(network::ZONE_PUBLIC, shared::zone_word))
}

fn ufw(host: &Host, services: &Services<'_>) -> Option<Told> {
    let enabled = shared::ufw_enabled(host)?;
    let on = enabled.and_then(|enabled| {
        if !enabled {
            return Ok(None);
        }
        // Its service has no process: only systemd knows whether it did its work.
        let starts = match services.is_active(UFW) {
            Ok(active) => active,
            Err(_) if services.is_enabled(UFW) => true,
            // Set to start, and nothing starts it.
            Err(_) if services.system_has(UFW) => false,
            Err(cause) => return Err(cause),
        };
        if starts { ufw_lets_in(host).map(|lets_in| Some(!lets_in)) } else { Ok(None) }
    });
    Some(Told { name: Some(words::UFW), on, source: words::FIREWALL_SETTINGS })
}

/// Whether ufw is set to let everything in by default (ufw(8)); it drops it unless somebody set that.
fn ufw_lets_in(host: &Host) -> Result<bool, Cause> {
    let settings = match files::read_text(&host.path("/etc/default/ufw"), MAX_RULES) {
        Err(Cause::Missing) => return Ok(false),
        settings => settings?,
    };
    let mut values = settings.lines().filter_map(|line| line.trim().strip_prefix("DEFAULT_INPUT_POLICY="));
    let value = values.next_back().unwrap_or("DROP").trim().trim_matches(['"', '\'']);
    Ok(value.eq_ignore_ascii_case("ACCEPT"))
}

fn nftables(host: &Host, services: &Services<'_>) -> Option<Told> {
    let starts = services.is_active(NFTABLES).unwrap_or(false) || services.is_enabled(NFTABLES);
    if !starts {
        return None;
    }
    let mut on = Err(Cause::Missing);
    for path in NFT_RULES {
        match files::read_text(&host.path(path), MAX_RULES) {
            Err(Cause::Missing) => {}
            Err(cause) => on = Err(cause),
            Ok(rules) => {
                on = nft_keeps_out(&rules).map(Some);
                break;
            }
        }
    }
    Some(Told { name: Some(words::NFTABLES), on, source: words::FIREWALL_SETTINGS })
}

/// Whether rules of nft (nft(8)) drop or refuse what comes in: a chain at the hook for input with that policy.
///
/// Rules that drop single things, or that other files hold, leave it open.
pub(super) fn nft_keeps_out(rules: &str) -> Result<bool, Cause> {
    let text: String =
        rules.lines().map(|line| line.split('#').next().unwrap_or_default()).collect::<Vec<_>>().join(" ");
    let tokens: Vec<&str> = text
        .split(|sign: char| sign.is_whitespace() || ";{}".contains(sign))
        .filter(|token| !token.is_empty())
        .collect();
    let mut is_input = false;
    for pair in tokens.windows(2) {
        match pair {
            ["hook", hook] => is_input = ["input", "ingress", "prerouting"].contains(hook),
            ["chain" | "table", _] => is_input = false,
            ["policy", "drop"] if is_input => return Ok(true),
            _ => {}
        }
    }
    let may_keep_out = ["drop", "reject", "include", "queue", "jump", "goto"];
    if tokens.iter().any(|token| may_keep_out.contains(token)) { Err(Cause::Unsupported) } else { Ok(false) }
}

fn iptables(host: &Host, services: &Services<'_>) -> Option<Told> {
    let starts =
        |unit: &&(&str, _)| services.is_active(unit.0).unwrap_or(false) || services.is_enabled(unit.0);
    let files: Vec<(bool, &str)> =
        IPTABLES.iter().filter(starts).flat_map(|(_, files)| files.iter().copied()).collect();
    if files.is_empty() {
        return None;
    }
    // Each family of addresses has rules of its own, and both have to be closed.
    let family = |version_6| {
        let own = files.iter().filter(|(is_6, _)| *is_6 == version_6);
        let mut read = own.map(|(_, path)| files::read_text(&host.path(path), MAX_RULES));
        let first = read.find(|rules| *rules != Err(Cause::Missing)).unwrap_or(Err(Cause::Missing));
        first.and_then(|rules| iptables_keep_out(&rules))
    };
    let on = match (family(false), family(true)) {
        (Ok(false), _) | (_, Ok(false)) => Ok(Some(false)),
        (Err(cause), _) | (_, Err(cause)) => Err(cause),
        (Ok(true), Ok(true)) => Ok(Some(true)),
    };
    Some(Told { name: Some(words::IPTABLES), on, source: words::FIREWALL_SETTINGS })
}

/// Whether saved rules (iptables-save(8)) drop what comes in by default.
pub(super) fn iptables_keep_out(rules: &str) -> Result<bool, Cause> {
    let mut is_filter = false;
    let mut policy = None;
    let mut drops = false;
    for line in rules.lines().map(str::trim) {
        if let Some(table) = line.strip_prefix('*') {
            is_filter = table == "filter";
        } else if is_filter && let Some(rest) = line.strip_prefix(":INPUT ") {
            policy = rest.split_whitespace().next();
        } else if line.starts_with("-A")
            && line.split_whitespace().any(|part| ["DROP", "REJECT"].contains(&part))
        {
            drops = true;
        }
    }
    match policy {
        Some("DROP") => Ok(true),
        _ if drops => Err(Cause::Unsupported),
        Some(_) | None => Ok(false),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn rules_of_nft_keep_out_by_policy() {
        let closed =
            "table inet filter {\n chain input {\n type filter hook input priority 0; policy drop;\n }\n}\n";
        assert_eq!(nft_keeps_out(closed), Ok(true));
        let debian = "#!/usr/sbin/nft -f\nflush ruleset\ntable inet filter {\n\tchain input {\n\t\ttype filter hook input \
            priority filter;\n\t}\n\tchain forward {\n\t\ttype filter hook forward priority filter;\n\t}\n}\n";
        assert_eq!(nft_keeps_out(debian), Ok(false));
        for unclear in [
            debian.replace("hook forward priority filter;", "hook forward priority filter; policy drop;"),
            format!("include \"/etc/nftables.d/*.nft\"\n{debian}"),
            debian.replace("hook input priority filter;", "hook input priority filter; tcp dport 22 reject"),
        ] {
            assert_eq!(nft_keeps_out(&unclear), Err(Cause::Unsupported), "{unclear}");
        }
        assert_eq!(nft_keeps_out(&format!("# policy drop\n{debian}")), Ok(false));
    }

    #[test]
    fn saved_rules_keep_out_by_policy() {
        assert_eq!(iptables_keep_out("*filter\n:INPUT DROP [0:0]\nCOMMIT\n"), Ok(true));
        assert_eq!(iptables_keep_out("*filter\n:INPUT ACCEPT [0:0]\nCOMMIT\n"), Ok(false));
        assert_eq!(iptables_keep_out("*nat\n:INPUT DROP [0:0]\nCOMMIT\n"), Ok(false));
        let last = "*filter\n:INPUT ACCEPT [0:0]\n-A INPUT -j REJECT\nCOMMIT\n";
        assert_eq!(iptables_keep_out(last), Err(Cause::Unsupported));
    }

    proptest! {
        #[test]
        fn any_text_is_read_to_an_end(text in "([{};#*: \\n]|hook input|policy drop|.){0,100}") {
            let _ = nft_keeps_out(&text);
            let _ = iptables_keep_out(&text);
        }
    }
}
