//! A WhatsApp Web session that stays linked: steps, a question, another look; nothing of the profile is touched.

use serde_json::Value;

use super::Desk;
use crate::home::{Home, answer, tool};

/// A home with a real browser's profile in which a session was linked long ago.
fn linked() -> Desk {
    let home = Home::new("KDE");
    let archive = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/beds/whatsapp/profiles.tar.xz");
    let place = home.path("bed");
    fs_err::create_dir(&place).unwrap();
    answer(tool("tar", "tar and xz-utils").args(["-xJf", archive, "-C"]).arg(&place));
    let manifest = fs_err::read_to_string(place.join("manifest.json")).unwrap();
    let manifest: Value = serde_json::from_str(&manifest).unwrap();
    let profile = manifest["profiles"].as_array().unwrap().iter().find(|profile| {
        profile["state"] == "linked-stale" && profile["path"].as_str().unwrap().starts_with("chromium")
    });
    let profile = place.join(profile.unwrap()["path"].as_str().unwrap());
    answer(tool("cp", "coreutils").arg("-aT").arg(profile).arg(home.path("home/.config/chromium")));
    Desk::without_bus(home)
}

#[test]
fn a_session_that_stays_linked_is_left_to_the_person() {
    let desk = linked();
    let before = desk.files();
    let opens = "Open WhatsApp Web in your browser? [y/N]";
    let fails = "The browser could not be opened";

    // Nobody answers; somebody declines; somebody agrees, where there is no screen to show a browser on.
    for (answers, opened) in [("", false), ("n\n\n", false), ("y\n\n", true)] {
        let outcome = desk.custodia(&["harden", "whatsapp-web"], answers);

        assert_eq!(outcome.code, 1, "{}", outcome.out);
        assert!(outcome.out.contains("Linked devices"), "{}", outcome.out);
        assert!(outcome.error.contains(opens), "{}", outcome.error);
        assert_eq!(outcome.error.contains(fails), opened, "{}", outcome.error);
        assert_eq!(outcome.out.contains("Checked again"), !answers.is_empty(), "{}", outcome.out);
        assert_eq!(desk.files(), before);
    }
    for arguments in [&["harden", "whatsapp-web", "--dry-run"][..], &["harden", "whatsapp-web", "--yes"]] {
        let outcome = desk.custodia(arguments, "y\ny\ny\n");
        assert!(outcome.out.contains("Linked devices"), "{}", outcome.out);
        assert!(!outcome.error.contains(opens), "{}", outcome.error);
        assert_eq!(desk.files(), before);
    }
}
