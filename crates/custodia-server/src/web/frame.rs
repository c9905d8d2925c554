//! What all pages share: the language, the navigation and how times are written.

use std::borrow::Borrow;
use std::convert::Infallible;

use axum::extract::{FromRequestParts, Request};
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderValue, Uri, header};
use axum::middleware::Next;
use axum::response::Response;
use custodia::messages::{Argument, Language, Messages};
use jiff::Timestamp;

use super::session::cookie;
use crate::messages;
use crate::store::accounts::Administrator;

const LANGUAGE_COOKIE: &str = "__Host-custodia-language";

/// Who asks, before anybody knows who it is.
#[derive(Clone, Debug)]
pub struct Visitor {
    /// The language to answer in.
    pub language: Language,
    /// The page's path.
    pub path: String,
}

impl<S: Sync> FromRequestParts<S> for Visitor {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Infallible> {
        let language = asked_language(&parts.uri)
            .or_else(|| cookie(&parts.headers, LANGUAGE_COOKIE).and_then(Language::parse))
            .or_else(|| accepted_language(&parts.headers))
            .unwrap_or(Language::Spanish);
        Ok(Self { language, path: parts.uri.path().to_owned() })
    }
}

/// Keeps the language of a `?lang=` address for the pages that follow.
pub(super) async fn keep_language(request: Request, next: Next) -> Response {
    let asked = asked_language(request.uri());
    let mut response = next.run(request).await;
    if let Some(language) = asked {
        let code = language.tag();
        let cookie =
            format!("{LANGUAGE_COOKIE}={code}; Path=/; Max-Age=31536000; Secure; HttpOnly; SameSite=Strict");
        if let Ok(value) = HeaderValue::from_str(&cookie) {
            response.headers_mut().append(header::SET_COOKIE, value);
        }
    }
    response
}

fn asked_language(uri: &Uri) -> Option<Language> {
    uri.query()?.split('&').find_map(|pair| pair.strip_prefix("lang=")).and_then(Language::parse)
}

/// The first of the browser's languages that the pages exist in; browsers list them in order of preference.
fn accepted_language(headers: &HeaderMap) -> Option<Language> {
    let accepted = headers.get(header::ACCEPT_LANGUAGE)?.to_str().ok()?;
    accepted
        .split(',')
        .filter_map(|entry| entry.split(';').next())
        .find_map(|tag| Language::parse(tag.trim()))
}

/// What all pages share.
#[derive(Clone, Debug)]
pub struct Frame {
    visitor: Visitor,
    /// Who is signed in.
    pub administrator: Option<Administrator>,
    now: Timestamp,
}

impl Frame {
    /// The frame of a page.
    #[must_use]
    pub const fn new(visitor: Visitor, administrator: Option<Administrator>, now: Timestamp) -> Self {
        Self { visitor, administrator, now }
    }

    /// The texts.
    #[must_use]
    pub fn messages(&self) -> &'static Messages {
        messages::of(self.visitor.language)
    }

    /// The language's code.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        self.visitor.language.tag()
    }

    /// The other language: its code, and this page's address in it.
    #[must_use]
    pub fn other_language(&self) -> (&'static str, String) {
        let other = match self.visitor.language {
            Language::Spanish => Language::English,
            Language::English => Language::Spanish,
        };
        (other.tag(), format!("{}?lang={}", self.visitor.path, other.tag()))
    }

    /// What `aria-current` says of a navigation entry.
    #[must_use]
    pub fn current(&self, path: &str) -> &'static str {
        let here = &self.visitor.path;
        if here == path {
            "page"
        } else if path != "/" && here.starts_with(path) {
            "true"
        } else {
            "false"
        }
    }

    /// A text.
    #[must_use]
    pub fn text(&self, id: &str) -> String {
        self.messages().text(id)
    }

    /// The text of one word of a closed list, such as a status.
    #[must_use]
    pub fn kind(&self, list: &str, word: &str) -> String {
        self.text(&format!("{list}-{word}"))
    }

    /// A text with a number in it.
    #[must_use]
    pub fn count(&self, id: &str, count: impl Borrow<u64>) -> String {
        self.messages().text_with(id, &[("count", Argument::Number(*count.borrow()))])
    }

    /// A text with a number out of another in it.
    #[must_use]
    pub fn counts(&self, id: &str, count: u64, all: u64) -> String {
        let arguments = [("count", Argument::Number(count)), ("all", Argument::Number(all))];
        self.messages().text_with(id, &arguments)
    }

    /// A text with another text in it.
    #[must_use]
    pub fn with(&self, id: &str, name: &str, value: &str) -> String {
        self.messages().text_with(id, &[(name, value.into())])
    }

    /// A moment, to the minute, in UTC.
    #[must_use]
    #[expect(clippy::unused_self, reason = "templates reach it through the frame")]
    pub fn moment(&self, moment: &Timestamp) -> String {
        moment.strftime("%Y-%m-%d %H:%M UTC").to_string()
    }

    /// How long ago a moment was.
    #[must_use]
    pub fn ago(&self, moment: &Timestamp) -> String {
        self.distance("ago", self.now.duration_since(*moment).as_secs())
    }

    /// How long it is until a moment.
    #[must_use]
    pub fn until(&self, moment: &Timestamp) -> String {
        // Rounded, not cut off: a link made just now is good for three days, not for two.
        self.distance("until", moment.duration_since(self.now).as_secs() + 60)
    }

    fn distance(&self, direction: &str, seconds: i64) -> String {
        const MINUTE: u64 = 60;
        const HOUR: u64 = 60 * MINUTE;
        const DAY: u64 = 24 * HOUR;

        let seconds = seconds.max(0).unsigned_abs();
        let (unit, number) = match seconds {
            0..MINUTE => return self.text(&format!("{direction}-now")),
            MINUTE..HOUR => ("minutes", seconds / MINUTE),
            HOUR..172_800 => ("hours", seconds / HOUR),
            _ => ("days", seconds / DAY),
        };
        self.count(&format!("{direction}-{unit}"), number)
    }
}
