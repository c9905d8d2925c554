//! One device: its results, what changed, and the state of its evidence.

use askama::Template;
use axum::extract::{Extension, Path, State};
use axum::response::Response;
use custodia::clock;
use custodia_core::fact::{Changeable, Fact, FactRecord, Origin};
use uuid::Uuid;

use super::frame::{Frame, Visitor};
use super::session::SignedIn;
use super::{PageError, render};
use crate::app::App;
use crate::store::audit::Action;
use crate::store::views::{ChangeView, DeviceView, ResultView};

#[derive(Template)]
#[template(path = "device.html")]
struct Page {
    frame: Frame,
    device: DeviceView,
}

/// A fact as the table shows it.
struct FactRow {
    name: String,
    value: String,
    known: bool,
    source: String,
    origin: String,
    changeable: String,
}

pub(super) async fn show(
    State(app): State<App>,
    Extension(signed_in): Extension<SignedIn>,
    visitor: Visitor,
    Path(id): Path<String>,
) -> Result<Response, PageError> {
    let now = clock::now();
    let Ok(id) = id.parse::<Uuid>() else { return Err(PageError::not_found(visitor)) };
    let unavailable = |error| PageError::store(visitor.clone(), &error);
    let Some(device) = app.store.device(id, now).await.map_err(unavailable)? else {
        return Err(PageError::not_found(visitor));
    };
    app.store
        .record(now, &signed_in.administrator.name, Action::DeviceViewed, &id.to_string())
        .await
        .map_err(unavailable)?;
    Ok(render(&Page { frame: Frame::new(visitor, Some(signed_in.administrator), now), device }))
}

impl Page {
    fn title(&self) -> String {
        if self.device.row.label.is_empty() {
            self.frame.with("device-untitled", "id", &self.device.row.short_id())
        } else {
            self.device.row.label.clone()
        }
    }

    fn result_name(&self, result: &ResultView) -> String {
        result.check.map_or_else(|| result.rule.clone(), |check| self.frame.messages().check_name(check))
    }

    fn change_name(&self, change: &ChangeView) -> String {
        change.check.map_or_else(|| change.rule.clone(), |check| self.frame.messages().check_name(check))
    }

    fn reason(&self, reason: Option<&custodia_core::verdict::Reason>) -> String {
        reason.map_or_else(
            || self.frame.text("reason-not-known-here"),
            |reason| self.frame.messages().reason(reason),
        )
    }

    fn remedy(&self, result: &ResultView) -> Option<String> {
        let desktop = self.device.row.platform.as_ref().and_then(|platform| platform.desktop);
        result.remedy.map(|remedy| self.frame.messages().remedy(remedy, None, desktop))
    }

    fn facts(&self, result: &ResultView) -> Vec<FactRow> {
        result.facts.iter().map(|record| self.fact(record)).collect()
    }

    fn fact(&self, record: &FactRecord) -> FactRow {
        let messages = self.frame.messages();
        let (source, origin, changeable) = match &record.fact {
            Fact::Known { evidence, .. } => {
                (evidence.source, origin_id(evidence.origin), changeable_id(evidence.changeable))
            }
            Fact::Unknown { source, .. } => (*source, "", ""),
        };
        let text = |id: &str| if id.is_empty() { "–".to_owned() } else { self.frame.text(id) };
        let mut name = messages.fact_name(record.name);
        if let Some(item) = record.item {
            name = format!("{name} ({})", u32::from(item) + 1);
        }
        FactRow {
            name,
            value: messages.fact_value(record),
            known: matches!(record.fact, Fact::Known { .. }),
            source: messages.source(source),
            origin: text(origin),
            changeable: text(changeable),
        }
    }

    fn platform(&self) -> String {
        let Some(platform) = &self.device.row.platform else {
            return self.frame.text("platform-not-known-here");
        };
        let messages = self.frame.messages();
        let mut parts = vec![self.frame.text(&format!("os-{}", platform.os.as_str()))];
        parts.extend(platform.family.map(|family| messages.word(family)));
        parts.extend(platform.version.as_ref().map(ToString::to_string));
        parts.extend(platform.desktop.map(|desktop| messages.word(desktop)));
        parts.join(" · ")
    }
}

const fn origin_id(origin: Origin) -> &'static str {
    match origin {
        Origin::Set => "origin-set",
        Origin::Default => "origin-default",
        Origin::Live => "origin-live",
        Origin::Declared => "origin-declared",
    }
}

const fn changeable_id(changeable: Changeable) -> &'static str {
    match changeable {
        Changeable::User => "changeable-user",
        Changeable::Enforced => "changeable-enforced",
        Changeable::NotASetting => "changeable-not-a-setting",
    }
}
