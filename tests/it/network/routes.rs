//! Where general traffic goes: real rules, routes and links in network namespaces, with `ip route get` as judge.

use std::sync::OnceLock;

use custodia_core::fact::Facts;
use custodia_core::verdict::Status;
use custodia_core::vocabulary::Word;
use custodia_core::vocabulary::network::{
    IPV4_DEFAULT_ROUTE, IPV6_DEFAULT_ROUTE, ROUTE_DIRECT, ROUTE_NONE, ROUTE_VPN,
};

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;

use super::{MARK, facts_of_line};
use crate::accuracy::{State, evidence};
use crate::support::run;

/// A laptop with a cable, a Wi-Fi card (both ends of veth pairs) and two tunnels, all up and with addresses.
const LAPTOP: &str = "
    mount -t sysfs sysfs /sys
    export DBUS_SYSTEM_BUS_ADDRESS=unix:path=/nonexistent
    echo 0 > /proc/sys/net/ipv6/conf/default/accept_dad
    ip -batch - <<END
link set lo up
link add eth0 type veth peer name up0
link add wlan0 type veth peer name up1
tuntap add tun0 mode tun
tuntap add tun1 mode tun
tuntap add tap0 mode tap
link set up0 up
link set up1 up
link set eth0 up
link set wlan0 up
link set tun0 up
link set tun1 up
link set tap0 up
addr add 192.168.1.5/24 dev eth0
addr add 192.168.2.5/24 dev wlan0
addr add 10.8.0.2/24 dev tun0
addr add 10.9.0.2/24 dev tun1
addr add 2001:db8:1::5/64 dev eth0 nodad
addr add 2001:db8:2::5/64 dev wlan0 nodad
addr add fd00:8::2/64 dev tun0 nodad
addr add fd00:9::2/64 dev tun1 nodad
END
";

/// What the agent and the kernel say on a laptop of its own after these commands; `bed` starts the agent.
fn laptop(commands: &str, bed: &str) -> String {
    let program = std::env::current_exe().unwrap();
    let script = format!(
        "{LAPTOP}\n{{ :; {commands}\n}} 2>/dev/null\n{SAMPLES}\n{bed} {} --exact network::inside --ignored --nocapture",
        program.display()
    );
    run("unshare", "util-linux", &["--net", "--mount", "sh", "-c", &script], &[])
}

/// The laptop with its Wi-Fi card in an open network, as `NetworkManager` told it when that was recorded.
fn on_open_wifi(commands: &str) -> String {
    let beds = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/beds");
    laptop(
        commands,
        &format!("/usr/bin/python3 {beds}/dbus-replay.py run {beds}/recordings/nm-wifi-open.json --"),
    )
}

/// Asks the kernel for one address of every part that the cases route apart, by itself and with its source.
const SAMPLES: &str = "
    for address in 1.1.1.1 65.1.1.1 129.1.1.1 193.1.1.1 2400::1 2800::1 3400::1 3c00::1; do
        first=$(ip route get $address 2>/dev/null | head -n 1); echo \"@$address $first\"
        web=$(ip route get $address ipproto tcp dport 443 2>/dev/null | head -n 1); echo \"@$address $web\"
        source=$(echo \"$first\" | sed -n 's/.* src \\([^ ]*\\).*/\\1/p')
        case $address in *.*) [ -z \"$source\" ] || {
            again=$(ip route get $address from $source 2>/dev/null | head -n 1); echo \"@$address $again\"
        };; esac
    done
";

fn facts_in(output: &str) -> Facts {
    facts_of_line(
        output.lines().find_map(|line| line.strip_prefix(MARK)).unwrap_or_else(|| panic!("{output}")),
    )
}

fn carried(facts: &Facts) -> [Option<Word>; 2] {
    [IPV4_DEFAULT_ROUTE, IPV6_DEFAULT_ROUTE].map(|family| facts.value(family))
}

/// What the kernel's own answers come to for IPv4 and IPv6.
fn kernel_says(output: &str) -> [Word; 2] {
    let answers = |of_family: fn(&str) -> bool| {
        let answers = output.lines().filter_map(|line| line.strip_prefix('@')).filter(|line| of_family(line));
        let device = |answer: &str| {
            let refused = ["unreachable", "blackhole", "prohibit"].iter().any(|word| answer.contains(word));
            let (_, rest) = answer.split_once(" dev ").filter(|_| !refused)?;
            rest.split(' ').next().filter(|device| *device != "lo").map(str::to_owned)
        };
        let devices: Vec<String> = answers.filter_map(device).collect();
        if devices.iter().any(|device| !device.starts_with("tun")) {
            ROUTE_DIRECT
        } else if devices.is_empty() {
            ROUTE_NONE
        } else {
            ROUTE_VPN
        }
    };
    [answers(|line| line.contains('.')), answers(|line| !line.contains('.'))]
}

const WIFI: &str = "ip route add default via 192.168.2.1 dev wlan0 metric 600;";
const WIFI6: &str = "ip -6 route add default via fe80::1 dev wlan0 metric 600;";

/// What a case is, its commands, and where IPv4 and IPv6 go; nothing for what cannot be told.
type Case = (&'static str, String, [Option<Word>; 2]);

#[rustfmt::skip]
fn cases() -> Vec<Case> {
    const D: Option<Word> = Some(ROUTE_DIRECT);
    const V: Option<Word> = Some(ROUTE_VPN);
    const N: Option<Word> = Some(ROUTE_NONE);
    let wg_quick = |family: &str| format!(
        "ip {family} route add default dev tun0 table 51820; ip {family} rule add not fwmark 51820 table 51820; \
         ip {family} rule add table main suppress_prefixlength 0;");
    let halves = "ip route add 0.0.0.0/1 via 10.8.0.1 dev tun0; ip route add 128.0.0.0/1 via 10.8.0.1 dev tun0; \
        ip route add 198.51.100.7/32 via 192.168.2.1 dev wlan0;";
    let both = format!("{WIFI}{WIFI6}");
    let wg4 = wg_quick("-4");
    let wg6 = wg_quick("-6");
    // What Tailscale's router_linux.go sets with an exit node.
    let tailscale = |family: &str| format!(
        "ip {family} rule add pref 5210 fwmark 0x80000/0xff0000 lookup main; \
         ip {family} rule add pref 5230 fwmark 0x80000/0xff0000 lookup default; \
         ip {family} rule add pref 5250 fwmark 0x80000/0xff0000 type unreachable; \
         ip {family} rule add pref 5270 lookup 52;");
    let exit_node = "ip route add default dev tun0 table 52; ip -6 route add default dev tun0 table 52;";
    // All public IPv4 networks and no private one, as WireGuard's calculators give them.
    let all_public = "for block in 0.0.0.0/5 8.0.0.0/7 11.0.0.0/8 12.0.0.0/6 16.0.0.0/4 32.0.0.0/3 64.0.0.0/2 \
        128.0.0.0/3 160.0.0.0/5 168.0.0.0/6 172.0.0.0/12 172.32.0.0/11 172.64.0.0/10 172.128.0.0/9 173.0.0.0/8 \
        174.0.0.0/7 176.0.0.0/4 192.0.0.0/9 192.128.0.0/11 192.160.0.0/13 192.169.0.0/16 192.170.0.0/15 \
        192.172.0.0/14 192.176.0.0/12 192.192.0.0/10 193.0.0.0/8 194.0.0.0/7 196.0.0.0/6 200.0.0.0/5 208.0.0.0/4; \
        do ip route add $block dev tun0; done;";
    vec![
        ("no default route at all", String::new(), [N, N]),
        ("IPv4 alone", WIFI.into(), [D, N]),
        ("Wi-Fi with both families", both.clone(), [D, D]),
        ("IPv6 alone", WIFI6.into(), [N, D]),
        ("an OpenVPN that took the default route by its metric", format!("{WIFI} ip route add default dev tun0 metric 50;"), [V, N]),
        ("a VPN whose default route has the higher metric", format!("{WIFI} ip route add default dev tun0 metric 700;"), [D, N]),
        ("OpenVPN's two halves (redirect-gateway def1)", format!("{WIFI}{halves}"), [V, N]),
        ("OpenVPN's two halves while IPv6 goes around", format!("{both}{halves}"), [V, D]),
        ("OpenVPN's halves for IPv6 as well (2000::/3)", format!("{both}{halves} ip -6 route add 2000::/3 dev tun0;"), [V, V]),
        ("OpenVPN's halves of IPv6 (::/1 and 8000::/1)", format!("{both}{halves} ip -6 route add ::/1 dev tun0; ip -6 route add 8000::/1 dev tun0;"), [V, V]),
        ("one half only", format!("{WIFI} ip route add 0.0.0.0/1 dev tun0;"), [D, N]),
        ("IPv6's lower half only", format!("{WIFI6} ip -6 route add 2000::/4 dev tun0;"), [N, D]),
        ("WireGuard's list of all public networks", format!("{WIFI}{all_public}"), [V, N]),
        ("that list without one network", format!("{WIFI}{all_public} ip route del 11.0.0.0/8;"), [D, N]),
        ("a VPN for the office's networks only", format!("{WIFI} ip route add 10.0.0.0/8 dev tun0; ip route add 172.16.0.0/12 dev tun0;"), [D, N]),
        ("wg-quick for both families", format!("{both}{wg4}{wg6}"), [V, V]),
        ("wg-quick for IPv4 only, IPv6 of the Wi-Fi left alone", format!("{both}{wg4}"), [V, D]),
        ("wg-quick for IPv4, no IPv6 at all", format!("{WIFI}{wg4}"), [V, N]),
        ("wg-quick's rules whose table is empty", format!("{WIFI}{wg4} ip route flush table 51820;"), [D, N]),
        ("wg-quick's first rule without the second", format!("{WIFI} ip route add default dev tun0 table 51820; ip rule add not fwmark 51820 table 51820;"), [V, N]),
        ("halves of another VPN before wg-quick's rules are asked", format!("{WIFI}{wg4} ip route add 0.0.0.0/1 via 192.168.2.1 dev wlan0;"), [D, N]),
        ("Tailscale without exit node", format!("{both}{}{} ip route add 100.64.0.0/10 dev tun0 table 52;", tailscale("-4"), tailscale("-6")), [D, D]),
        ("Tailscale with exit node", format!("{both}{}{}{exit_node}", tailscale("-4"), tailscale("-6")), [V, V]),
        ("Tailscale with exit node and throw routes for the local network", format!("{both}{}{}{exit_node} ip route add throw 192.168.2.0/24 table 52;", tailscale("-4"), tailscale("-6")), [V, V]),
        ("Mullvad's rules, IPv6 in the tunnel", format!("{both} for f in -4 -6; do ip $f rule add pref 100 not fwmark 0x6d6f6c65 lookup 200; ip $f rule add pref 99 lookup main suppress_prefixlength 0; ip $f route add default dev tun0 table 200; done;"), [V, V]),
        ("a rule for marked traffic only", format!("{WIFI} ip route add default dev tun0 table 100; ip rule add fwmark 1 lookup 100;"), [D, N]),
        ("a rule for a masked mark that unmarked traffic meets", format!("{WIFI} ip route add default dev tun0 table 100; ip rule add fwmark 0/0x1 lookup 100;"), [V, N]),
        ("a rule for another person's traffic", format!("{WIFI} ip route add default dev tun0 table 100; ip rule add uidrange 4000-4001 lookup 100;"), [D, N]),
        ("a rule for this person's traffic", format!("{WIFI} ip route add default dev tun0 table 100; ip rule add uidrange 0-0 lookup 100;"), [V, N]),
        ("a rule for forwarded traffic", format!("{WIFI} ip route add default dev tun0 table 100; ip rule add iif eth0 lookup 100;"), [D, N]),
        ("a rule for the machine's own traffic", format!("{WIFI} ip route add default dev tun0 table 100; ip rule add iif lo lookup 100;"), [V, N]),
        ("a rule for traffic bound to an interface", format!("{WIFI} ip route add default dev tun0 table 100; ip rule add oif tun0 lookup 100;"), [D, N]),
        ("a rule for one network of the world", format!("{WIFI} ip route add default dev tun0 table 100; ip rule add to 8.0.0.0/8 lookup 100;"), [D, N]),
        ("all but one network of the world through the VPN", format!("{WIFI} ip route add default dev tun0 table 100; ip rule add not to 8.0.0.0/8 lookup 100;"), [D, N]),
        ("a rule for web traffic around the VPN", format!("{WIFI} ip route add default dev tun0 metric 50; ip route add default via 192.168.2.1 dev wlan0 table 100; ip rule add ipproto tcp dport 443 lookup 100;"), [None, N]),
        ("a rule for pings around the VPN", format!("{WIFI} ip route add default dev tun0 metric 50; ip route add default via 192.168.2.1 dev wlan0 table 100; ip rule add ipproto icmp lookup 100;"), [V, N]),
        ("a rule for the Wi-Fi's address, so that answers leave as they came", format!("{WIFI} ip route add default dev tun0 metric 50; ip route add default via 192.168.2.1 dev wlan0 table 100; ip rule add from 192.168.2.5 lookup 100;"), [V, N]),
        ("a rule for the tunnel's address around the VPN", format!("{WIFI} ip route add default dev tun0 metric 50; ip route add default via 192.168.2.1 dev wlan0 table 100; ip rule add from 10.8.0.2 lookup 100;"), [D, N]),
        ("a rule for the Wi-Fi's address into the VPN, which unconnected sockets miss", format!("{WIFI} ip route add default dev tun0 table 100; ip rule add from 192.168.2.5 lookup 100;"), [D, N]),
        ("a kill switch by a rule", format!("{WIFI} ip rule add pref 1000 unreachable;"), [N, N]),
        ("a kill switch by a route with a lower metric", format!("{WIFI} ip route add unreachable default metric 5;"), [N, N]),
        ("a kill switch behind the VPN", format!("{WIFI} ip route add default dev tun0 table 100; ip route add blackhole default metric 9 table 100; ip rule add lookup 100;"), [V, N]),
        ("IPv6 blocked while the VPN carries IPv4", format!("{both}{halves} ip -6 route add unreachable default metric 1;"), [V, N]),
        ("IPv6 blocked by a rule while the VPN carries IPv4", format!("{both}{halves} ip -6 rule add pref 500 prohibit;"), [V, N]),
        ("an unreachable default route is not suppressed", format!("{WIFI} ip route add unreachable default metric 1; ip route add default dev tun0 table 100; ip rule add pref 100 lookup main suppress_prefixlength 0; ip rule add pref 200 lookup 100;"), [N, N]),
        ("a table that throws back", format!("{WIFI} ip route add throw default table 100; ip rule add lookup 100;"), [D, N]),
        ("a jump over the VPN's rule", format!("{WIFI} ip route add default dev tun0 table 100; ip rule add pref 200 lookup 100; ip rule add pref 100 goto 300; ip rule add pref 300 nop;"), [D, N]),
        ("a jump to a rule that is not there", format!("{WIFI} ip route add default dev tun0 table 100; ip rule add pref 200 lookup 100; ip rule add pref 100 goto 300;"), [V, N]),
        ("a jump that forwarded traffic makes", format!("{WIFI} ip route add default dev tun0 table 100; ip rule add pref 200 lookup 100; ip rule add pref 300 nop; ip rule add pref 100 iif eth0 goto 300;"), [V, N]),
        ("no rule for the main table", format!("{WIFI} ip rule del pref 32766;"), [N, N]),
        ("a link of a suppressed group", format!("{WIFI} ip link set wlan0 group 7; ip route add default dev tun0 table 100; ip rule add pref 100 lookup main suppress_ifgroup 7; ip rule add pref 200 lookup 100;"), [V, N]),
        ("a route over VPN and Wi-Fi at once", "ip route add default nexthop dev tun0 nexthop via 192.168.2.1 dev wlan0;".into(), [D, N]),
        ("a route over two VPNs at once", "ip route add default nexthop dev tun0 nexthop dev tun1;".into(), [V, N]),
        ("a route by a nexthop object around the VPN", "ip route add default dev tun0 metric 50; ip nexthop add id 7 via 192.168.2.1 dev wlan0; ip route add default nhid 7 metric 1;".into(), [D, N]),
        ("a route by a group of nexthop objects", "ip nexthop add id 8 via 192.168.1.1 dev eth0; ip nexthop add id 9 via 192.168.2.1 dev wlan0; ip nexthop add id 10 group 8/9; ip route add default nhid 10;".into(), [D, N]),
        ("a nexthop object whose link the kernel does not tell", "sysctl -qw net.ipv4.nexthop_compat_mode=0; ip nexthop add id 8 via 192.168.1.1 dev eth0; ip nexthop add id 10 group 8; ip route add default nhid 10;".into(), [None, N]),
        ("two VPNs, one within the other", format!("{WIFI} ip route add default dev tun1 metric 10; ip route add default dev tun0 metric 20;"), [V, N]),
        ("the default route over a tap device that nobody vouches for", format!("{WIFI} ip addr add 10.7.0.2/24 dev tap0; ip route add default via 10.7.0.1 dev tap0 metric 1;"), [None, N]),
        ("the default route into loopback", format!("{WIFI} ip route add default dev lo metric 1;"), [N, N]),
        ("an IPv6 default route for one's own network only", "ip -6 route add default from 2001:db8:2::/64 via fe80::1 dev wlan0;".into(), [N, None]),
        ("the Wi-Fi announces routes to one large network around the VPN", format!("{WIFI}{halves} ip route add 8.0.0.0/9 via 192.168.2.1 dev wlan0;"), [D, N]),
        ("a large public local network beside the VPN", format!("{WIFI}{halves} ip addr add 130.60.0.9/16 dev wlan0;"), [V, N]),
    ]
}

/// What the agent says of each case; made once for all tests.
fn answers() -> &'static [(Case, Facts)] {
    static ANSWERS: OnceLock<Vec<(Case, Facts)>> = OnceLock::new();
    ANSWERS.get_or_init(|| {
        let answer = |case: Case| {
            let facts = facts_in(&on_open_wifi(&case.1));
            (case, facts)
        };
        cases().into_iter().map(answer).collect()
    })
}

#[test]
fn rules_and_routes_lead_where_the_kernel_sends_traffic() {
    let answers = answers().iter();
    let wrong: Vec<String> = answers
        .filter(|((_, _, expected), facts)| carried(facts) != *expected)
        .map(|((name, _, expected), facts)| format!("{name}: {:?}, not {expected:?}", carried(facts)))
        .collect();

    assert!(wrong.is_empty(), "{wrong:#?}");
}

/// On an open Wi-Fi, all depends on what a VPN carries.
pub(crate) fn states() -> Vec<State> {
    let state = |((name, _, expected), facts): &(Case, Facts)| State {
        name: format!("open Wi-Fi; {name}"),
        bed: "real rules, routes and links of the kernel; recorded NetworkManager",
        expected: match expected {
            [Some(ROUTE_VPN), Some(ROUTE_VPN | ROUTE_NONE)] | [Some(ROUTE_NONE), Some(ROUTE_VPN)] => {
                (Status::Pass, "network-vpn-carries-all")
            }
            [Some(_), Some(_)] | [Some(ROUTE_DIRECT), _] | [_, Some(ROUTE_DIRECT)] => {
                (Status::Fail, "network-class-not-allowed")
            }
            _ => (Status::Unknown, "network-vpn-route-unclear"),
        },
        verdict: super::judge(facts),
        evidence: evidence(facts, &["ipv4-default-route", "ipv6-default-route"]),
    };
    answers().iter().map(state).collect()
}

/// One more rule or route out of what people, programs and mistakes set.
fn command() -> impl Strategy<Value = String> {
    let pick = |words: &[&str]| select(words.iter().map(|word| (*word).to_owned()).collect::<Vec<_>>());
    let table = || pick(&["main", "main", "100", "200"]);
    let metric = || pick(&["", "metric 5", "metric 50", "metric 600"]);
    let way4 = pick(&[
        "via 192.168.1.1 dev eth0",
        "via 192.168.2.1 dev wlan0",
        "dev tun0",
        "dev tun1",
        "dev tun0 src 10.9.0.2",
        "dev wlan0 src 192.168.1.5",
    ]);
    let way6 = pick(&["via fe80::1 dev eth0", "via fe80::1 dev wlan0", "dev tun0", "dev tun1"]);
    let kind = || pick(&["unreachable", "blackhole", "prohibit", "throw"]);
    let block4 = || {
        pick(&["default", "default", "0.0.0.0/1", "128.0.0.0/1", "64.0.0.0/2", "192.0.0.0/2", "8.8.8.8/32"])
    };
    let block6 = || {
        pick(&["default", "default", "2000::/3", "2000::/4", "3000::/4", "3800::/5", "::/1", "2600::/128"])
    };
    let of_rule = |sources: &[&str], blocks: &[&str]| {
        let selectors = [
            pick(&["", "", "not"]),
            pick(sources),
            pick(blocks),
            pick(&[
                "",
                "",
                "fwmark 7",
                "fwmark 0/1",
                "fwmark 8/8",
                "uidrange 0-0",
                "uidrange 1-9",
                "iif lo",
                "iif eth0",
                "oif tun0",
                "tos 0x10",
            ]),
        ];
        let action = pick(&[
            "lookup main",
            "lookup 100",
            "lookup 100",
            "lookup 200",
            "lookup main suppress_prefixlength 0",
            "lookup 100 suppress_prefixlength 1",
            "goto 900",
            "nop",
            "unreachable",
            "blackhole",
            "prohibit",
        ]);
        (1..800_u32, selectors, action).prop_map(|(pref, selectors, action)| {
            format!("rule add pref {pref} {} {action}", selectors.join(" "))
        })
    };
    prop_oneof![
        4 => (block4(), way4, metric(), table())
            .prop_map(|(block, way, metric, table)| format!("-4 route append {block} {way} {metric} table {table}")),
        3 => (block6(), way6, metric(), table())
            .prop_map(|(block, way, metric, table)| format!("-6 route replace {block} {way} {metric} table {table}")),
        1 => (kind(), block4(), metric(), table())
            .prop_map(|(kind, block, metric, table)| format!("-4 route append {kind} {block} {metric} table {table}")),
        1 => (kind(), block6(), metric(), table())
            .prop_map(|(kind, block, metric, table)| format!("-6 route replace {kind} {block} {metric} table {table}")),
        3 => of_rule(
            &["", "", "", "from 10.8.0.2", "from 192.168.2.5", "from 192.168.0.0/16"],
            &["", "", "", "to 128.0.0.0/1", "to 64.0.0.0/2", "to 8.8.8.8"],
        ).prop_map(|rule| format!("-4 {rule}")),
        2 => of_rule(&["", "", "from fd00:8::2"], &["", "", "to 3000::/4", "to 2400::/8"])
            .prop_map(|rule| format!("-6 {rule}")),
    ]
}

proptest! {
    // `CUSTODIA_ROUTES` asks for more cases than a quick run has.
    #![proptest_config(ProptestConfig {
        failure_persistence: None,
        max_shrink_iters: 60,
        ..ProptestConfig::with_cases(
            std::env::var("CUSTODIA_ROUTES").ok().and_then(|cases| cases.parse().ok()).unwrap_or(24),
        )
    })]

    #[test]
    fn the_kernel_agrees_on_rules_and_routes_of_any_kind(commands in vec(command(), 1..9)) {
        let lines: Vec<String> = commands.iter().map(|line| format!("ip {line};")).collect();
        let output = laptop(&format!("ip rule add pref 900 nop; ip -6 rule add pref 900 nop; {}", lines.concat()), "");

        let found = carried(&facts_in(&output));

        // IPv6 looks again with a source only now and then; there it may be unknown.
        let by_source = commands.iter().any(|line| line.starts_with("-6") && line.contains("from"));
        for (found, says) in found.into_iter().zip(kernel_says(&output)) {
            prop_assert!(found == Some(says) || (found.is_none() && by_source), "{found:?}: {commands:?}\n{output}");
        }
    }
}
