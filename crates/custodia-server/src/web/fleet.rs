//! The fleet at a glance.

use askama::Template;
use axum::extract::{Extension, State};
use axum::response::Response;
use custodia::clock;
use custodia_core::verdict::Status;

use super::frame::{Frame, Visitor};
use super::session::SignedIn;
use super::{PageError, render};
use crate::app::App;
use crate::store::views::{Fleet, RuleCounts, Standing};

#[derive(Template)]
#[template(path = "fleet.html")]
struct FleetPage {
    frame: Frame,
    fleet: Fleet,
    rules: Vec<RuleBar>,
}

/// A rule with the parts of its bar.
struct RuleBar {
    name: String,
    rule: String,
    /// The name of each status, and how many devices came to it.
    cells: Vec<(String, u64)>,
    segments: Vec<Segment>,
}

/// A part of a bar, in thousandths of its width.
struct Segment {
    class: &'static str,
    start: u64,
    width: u64,
}

pub(super) async fn show(
    State(app): State<App>,
    Extension(signed_in): Extension<SignedIn>,
    visitor: Visitor,
) -> Result<Response, PageError> {
    let now = clock::now();
    let fleet = app.store.fleet(now).await.map_err(|error| PageError::store(visitor.clone(), &error))?;
    let frame = Frame::new(visitor, Some(signed_in.administrator), now);
    let rules = fleet
        .rules
        .iter()
        .map(|counts| RuleBar {
            name: counts
                .check
                .map_or_else(|| counts.rule.clone(), |check| frame.messages().check_name(check)),
            segments: segments(counts),
            cells: Status::ALL
                .into_iter()
                .zip(counts.counts)
                .map(|(status, count)| (frame.messages().status(status), count))
                .collect(),
            rule: counts.rule.clone(),
        })
        .collect();
    Ok(render(&FleetPage { frame, fleet, rules }))
}

fn segments(counts: &RuleCounts) -> Vec<Segment> {
    let total: u64 = counts.counts.iter().sum();
    let mut before = 0;
    let mut segments = Vec::new();
    for (status, count) in Status::ALL.into_iter().zip(counts.counts) {
        let start = before * 1000 / total.max(1);
        before += count;
        let width = before * 1000 / total.max(1) - start;
        if width > 0 {
            segments.push(Segment { class: status.as_str(), start, width });
        }
    }
    segments
}

impl FleetPage {
    fn of(&self, standing: Standing) -> u64 {
        self.fleet.counts.iter().find(|(known, _)| *known == standing).map_or(0, |(_, count)| *count)
    }
}
