//! The person's page in each of its states, to look at; the browser tests use it.
//!
//! Writes `STATE-LANGUAGE.html` for each state and language to the folder that is given. The facts are the recorded
//! ones of the tests: for each check the first case of the state, else one that passes.

use std::path::PathBuf;

use anyhow::{Context as _, Result};
use custodia::messages::{Language, Messages};
use custodia::policies;
use custodia::ui::page::{Sent, page};
use custodia_core::vocabulary::common;
use fs_err as fs;
use jiff::tz::TimeZone;

mod recorded;

use recorded::evaluation;

fn main() -> Result<()> {
    let folder = PathBuf::from(std::env::args_os().nth(1).context("give a folder")?);
    fs::create_dir_all(&folder)?;
    let states = [
        ("fail", common::GNOME, &["fail", "unknown", "pass"][..]),
        ("unknown", common::XFCE, &["unknown", "pass"]),
        ("pass", common::KDE, &["pass", "not-applicable"]),
    ];
    for (state, desktop, wanted) in states {
        let policies = policies::built_in();
        let evaluation = evaluation(&policies, desktop, wanted)?;
        let sent = match state {
            "fail" => Sent::Report {
                endpoint: "https://custodia.example.org:8443".to_owned(),
                json: serde_json::to_string_pretty(&evaluation.body())?,
            },
            "unknown" => Sent::Untold,
            _ => Sent::Nothing,
        };
        for language in Language::ALL {
            let html = page(&evaluation, &policies, &sent, &TimeZone::UTC, &Messages::new(language));
            fs::write(folder.join(format!("{state}-{}.html", language.tag())), html)?;
        }
    }
    Ok(())
}
