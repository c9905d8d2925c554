//! Xfce: changed by the real xfconfd, judged by `xfconf-query`.

use super::Desk;
use crate::home::Home;

const FOLDER: &str = "home/.config/xfce4/xfconf/xfce-perchannel-xml";

fn channel(name: &str, properties: &str) -> String {
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\n<channel name=\"{name}\" version=\"1.0\">\n{properties}</channel>\n"
    )
}

const SLOW: &str = "<property name=\"saver\" type=\"empty\"><property name=\"idle-activation\" type=\"empty\">\
    <property name=\"delay\" type=\"int\" value=\"55\"/></property></property>\
    <property name=\"lock\" type=\"empty\"><property name=\"enabled\" type=\"bool\" value=\"false\"/></property>";

fn settings(desk: &Desk, channel: &str) -> String {
    desk.judge("xfconf-query", "xfconf", &["-c", channel, "-lv"])
}

#[test]
fn what_fails_passes_and_comes_back() {
    let presenting = "<property name=\"xfce4-power-manager\" type=\"empty\">\
        <property name=\"presentation-mode\" type=\"bool\" value=\"true\"/></property>";
    let home = Home::new("XFCE")
        .with_file(&format!("{FOLDER}/xfce4-screensaver.xml"), channel("xfce4-screensaver", SLOW))
        .with_file(&format!("{FOLDER}/xfce4-power-manager.xml"), channel("xfce4-power-manager", presenting));
    let desk = Desk::with_bus(home);
    let channels = ["xfce4-screensaver", "xfce4-power-manager"];
    let before = channels.map(|channel| settings(&desk, channel));
    assert_eq!(desk.status(), "fail");
    assert!(desk.is_fixable());

    let outcome = desk.custodia(&["harden", "screen-lock", "--yes"], "");

    assert_eq!((outcome.code, outcome.error.as_str()), (0, ""), "{}", outcome.out);
    assert_eq!(desk.status(), "pass");
    let value = |channel, property| desk.judge("xfconf-query", "xfconf", &["-c", channel, "-p", property]);
    assert_eq!(value("xfce4-screensaver", "/saver/idle-activation/delay"), "5");
    assert_eq!(value("xfce4-screensaver", "/lock/enabled"), "true");
    assert_eq!(value("xfce4-power-manager", "/xfce4-power-manager/presentation-mode"), "false");
    assert_eq!(desk.custodia(&["harden", "undo", "--yes"], "").code, 0);
    assert_eq!(channels.map(|channel| settings(&desk, channel)), before);
}

#[test]
fn what_was_not_set_is_not_set_again() {
    let home = Home::new("XFCE").with_file(
        "xdg/xfce4/xfconf/xfce-perchannel-xml/xfce4-screensaver.xml",
        channel("xfce4-screensaver", SLOW),
    );
    let desk = Desk::with_bus(home);
    let before = settings(&desk, "xfce4-screensaver");

    let outcome = desk.custodia(&["harden", "screen-lock"], "y\nn\n");

    assert!(outcome.out.contains("not set (in force: 55 min) → 5"), "{}", outcome.out);
    assert!(settings(&desk, "xfce4-screensaver").contains("/saver/idle-activation/delay  5"));
    assert_eq!(desk.custodia(&["harden", "undo", "--yes"], "").code, 0);
    assert_eq!(settings(&desk, "xfce4-screensaver"), before);
}

#[test]
fn what_the_institution_locks_is_not_changed() {
    let locked =
        channel("xfce4-screensaver", SLOW).replace("version=\"1.0\">", "version=\"1.0\" locked=\"ME\">");
    let person = nix::unistd::User::from_uid(nix::unistd::Uid::current()).unwrap().unwrap().name;
    let home = Home::new("XFCE").with_file(
        "xdg/xfce4/xfconf/xfce-perchannel-xml/xfce4-screensaver.xml",
        locked.replace("ME", &person),
    );
    let desk = Desk::with_bus(home);
    assert!(!desk.is_fixable());

    let outcome = desk.custodia(&["harden", "screen-lock", "--yes"], "");

    assert_eq!(outcome.code, 1);
    assert!(outcome.out.contains("Your institution enforces this value"), "{}", outcome.out);
    assert!(settings(&desk, "xfce4-screensaver").contains("/saver/idle-activation/delay  55"));
}
