//! The list of devices.

use askama::Template;
use axum::extract::{Extension, Query, State};
use axum::response::Response;
use custodia::clock;
use serde::Deserialize;

use super::frame::{Frame, Visitor};
use super::session::SignedIn;
use super::{PageError, render};
use crate::app::App;
use crate::store::views::{DevicePage, Filter, PAGE_SIZE, Sort, Standing};

#[derive(Template)]
#[template(path = "devices.html")]
struct DevicesPage {
    frame: Frame,
    filters: [&'static str; 7],
    sorts: [&'static str; 4],
    list: DevicePage,
    status: &'static str,
    sort: &'static str,
    page: u32,
    pages: u32,
}

/// What the address asks for; words that are not known count as absent.
#[derive(Deserialize)]
pub(super) struct Asked {
    #[serde(default)]
    status: String,
    #[serde(default)]
    sort: String,
    #[serde(default)]
    page: String,
}

const FILTERS: [(&str, Filter); 7] = [
    ("", Filter::All),
    ("not-compliant", Filter::Standing(Standing::NotCompliant)),
    ("unknown", Filter::Standing(Standing::Unknown)),
    ("silent", Filter::Standing(Standing::Silent)),
    ("compliant", Filter::Standing(Standing::Compliant)),
    ("flagged", Filter::Flagged),
    ("left", Filter::Standing(Standing::Left)),
];
const SORTS: [(&str, Sort); 4] =
    [("worst", Sort::Worst), ("label", Sort::Label), ("seen", Sort::Seen), ("enrolled", Sort::Enrolled)];

pub(super) async fn show(
    State(app): State<App>,
    Extension(signed_in): Extension<SignedIn>,
    visitor: Visitor,
    Query(asked): Query<Asked>,
) -> Result<Response, PageError> {
    let now = clock::now();
    let (status, filter) = FILTERS.into_iter().find(|(word, _)| *word == asked.status).unwrap_or(FILTERS[0]);
    let (sort, order) = SORTS.into_iter().find(|(word, _)| *word == asked.sort).unwrap_or(SORTS[0]);
    let page = asked.page.parse().unwrap_or(1).max(1);
    let list = app
        .store
        .devices(filter, order, page, now)
        .await
        .map_err(|error| PageError::store(visitor.clone(), &error))?;
    let pages = u32::try_from(list.total.div_ceil(PAGE_SIZE.unsigned_abs())).unwrap_or(u32::MAX).max(1);
    let frame = Frame::new(visitor, Some(signed_in.administrator), now);
    Ok(render(&DevicesPage {
        frame,
        filters: FILTERS.map(|(word, _)| word),
        sorts: SORTS.map(|(word, _)| word),
        list,
        status,
        sort,
        page,
        pages,
    }))
}

impl DevicesPage {
    fn previous(&self) -> String {
        self.address(self.page.saturating_sub(1))
    }

    fn next(&self) -> String {
        self.address(self.page.saturating_add(1))
    }

    fn address(&self, page: u32) -> String {
        format!("/devices?status={}&sort={}&page={page}", self.status, self.sort)
    }
}
