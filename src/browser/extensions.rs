//! Where the extensions of a browser's profile came from.
//!
//! Chromium keeps them in `Preferences` and `Secure Preferences` under `extensions.settings`, each with a `location`
//! (`extensions/common/mojom/manifest.mojom`); Firefox in `extensions.json`. Only numbers are kept, never which.

use std::collections::BTreeMap;
use std::path::Path;

use custodia_core::fact::Cause;
use serde::Deserialize;
use serde::de::IgnoredAny;

use super::file;

/// The largest file of settings that is read, in bytes.
const MAX_SETTINGS: u64 = 16 << 20;

/// Extensions that are on, by where they came from; those of the browser itself and of its store are left out.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Extensions {
    /// Read from a folder, as developers do.
    pub unpacked: u64,
    /// From a file or another program.
    pub side_loaded: u64,
    /// Without a valid signature of the browser's maker.
    pub unsigned: u64,
    /// Put there by the system or an administrator.
    pub forced: u64,
}

impl Extensions {
    /// Adds the numbers of another profile.
    pub const fn add(&mut self, other: Self) {
        self.unpacked += other.unpacked;
        self.side_loaded += other.side_loaded;
        self.unsigned += other.unsigned;
        self.forced += other.forced;
    }
}

#[derive(Deserialize)]
struct Preferences {
    #[serde(default)]
    extensions: Settings,
}

#[derive(Default, Deserialize)]
struct Settings {
    #[serde(default)]
    settings: BTreeMap<String, ChromiumExtension>,
}

#[derive(Deserialize)]
struct ChromiumExtension {
    location: Option<i64>,
    #[serde(default)]
    from_webstore: bool,
    state: Option<i64>,
    disable_reasons: Option<DisableReasons>,
}

/// A number of bits, or a list of numbers since 2025.
#[derive(Deserialize)]
#[serde(untagged)]
enum DisableReasons {
    Bits(i64),
    List(Vec<IgnoredAny>),
}

impl ChromiumExtension {
    fn is_on(&self) -> bool {
        let disabled = match &self.disable_reasons {
            None => false,
            Some(DisableReasons::Bits(bits)) => *bits != 0,
            Some(DisableReasons::List(reasons)) => !reasons.is_empty(),
        };
        // 0 is disabled, 2 removed by the person though another program brought it.
        !disabled && self.state.is_none_or(|state| state == 1)
    }
}

/// Looks at the extensions of a Chromium profile.
///
/// # Errors
///
/// The cause, where its settings could not be read.
pub fn of_chromium(profile: &Path) -> Result<Extensions, Cause> {
    let mut all: BTreeMap<String, ChromiumExtension> = BTreeMap::new();
    for name in ["Preferences", "Secure Preferences"] {
        if let Some(bytes) = file::present(file::read(&profile.join(name), MAX_SETTINGS))? {
            all.extend(chromium(&bytes)?);
        }
    }
    let mut found = Extensions::default();
    for (id, extension) in all.iter().filter(|(_, extension)| extension.is_on()) {
        // A file of the person's own, beside the profiles, can name an extension too.
        let is_by_person = || {
            let folder = profile.parent().unwrap_or(profile).join("External Extensions");
            is_id(id) && file::exists(&folder.join(format!("{id}.json"))).unwrap_or(true)
        };
        match extension.location {
            // The browser's own; an entry without a location is what is left of one that is gone.
            Some(5 | 10) | None => {}
            Some(4 | 8) => found.unpacked += 1,
            Some(7 | 9) => found.forced += 1,
            Some(2 | 6) if !is_by_person() => found.forced += 1,
            Some(1 | 6) if extension.from_webstore => {}
            Some(_) => found.side_loaded += 1,
        }
    }
    Ok(found)
}

fn chromium(bytes: &[u8]) -> Result<BTreeMap<String, ChromiumExtension>, Cause> {
    // A list would be taken for the members in their order.
    if !bytes.trim_ascii_start().starts_with(b"{") {
        return Err(Cause::Malformed);
    }
    let preferences: Preferences = serde_json::from_slice(bytes).map_err(|_| Cause::Malformed)?;
    Ok(preferences.extensions.settings)
}

fn is_id(text: &str) -> bool {
    text.len() == 32 && text.bytes().all(|byte| (b'a'..=b'p').contains(&byte))
}

#[derive(Deserialize)]
struct Registry {
    addons: Vec<FirefoxExtension>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct FirefoxExtension {
    #[serde(default)]
    location: String,
    #[serde(rename = "type", default)]
    kind: String,
    #[serde(default)]
    active: bool,
    signed_state: Option<i64>,
    #[serde(default)]
    foreign_install: bool,
    install_telemetry_info: Option<Installation>,
}

#[derive(Deserialize)]
struct Installation {
    source: Option<String>,
}

/// Looks at the extensions of a Firefox profile.
///
/// # Errors
///
/// The cause, where their registry could not be read.
pub fn of_firefox(profile: &Path) -> Result<Extensions, Cause> {
    let bytes = file::present(file::read(&profile.join("extensions.json"), MAX_SETTINGS))?;
    bytes.map_or(Ok(Extensions::default()), |bytes| firefox(&bytes))
}

fn firefox(bytes: &[u8]) -> Result<Extensions, Cause> {
    let registry: Registry = serde_json::from_slice(bytes).map_err(|_| Cause::Malformed)?;
    let mut found = Extensions::default();
    for addon in registry.addons {
        // Themes, dictionaries and languages hold no code.
        if !addon.active || addon.kind != "extension" {
            continue;
        }
        let source = addon.install_telemetry_info.and_then(|installation| installation.source);
        match addon.location.as_str() {
            // Firefox's own, which Mozilla signs as a part of it.
            "app-builtin"
            | "app-builtin-addons"
            | "app-system-addons"
            | "app-system-defaults"
            | "app-system-builtin" => {}
            // Folders that root alone writes to.
            "app-system-share" | "app-system-local" | "app-global" => found.forced += 1,
            "app-temporary" => found.unpacked += 1,
            _ if source.as_deref() == Some("enterprise-policy") => found.forced += 1,
            _ if addon.signed_state.is_none_or(|state| state < 1) => found.unsigned += 1,
            _ if addon.foreign_install => found.side_loaded += 1,
            "app-profile" => {}
            // The person's own folder beside the profiles, or one that is not known.
            _ => found.side_loaded += 1,
        }
    }
    Ok(found)
}

/// Reads bytes as either browser's settings, for the fuzz target alone.
#[doc(hidden)]
pub fn fuzz(bytes: &[u8]) {
    let _ = chromium(bytes).map(|all| all.values().filter(|extension| extension.is_on()).count());
    let _ = firefox(bytes);
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn extensions_of_chromium_count_by_their_location() {
        let one =
            |unpacked, side_loaded, forced| Ok(Extensions { unpacked, side_loaded, unsigned: 0, forced });
        let cases = [
            (r#""x": {"location": 1, "from_webstore": true}"#, one(0, 0, 0)),
            (r#""x": {"location": 1, "from_webstore": false}"#, one(0, 1, 0)),
            (r#""x": {"location": 2, "disable_reasons": []}"#, one(0, 0, 1)),
            (r#""x": {"location": 3}"#, one(0, 1, 0)),
            (r#""x": {"location": 4}, "y": {"location": 8}"#, one(2, 0, 0)),
            (r#""x": {"location": 5}, "y": {"location": 10}"#, one(0, 0, 0)),
            (r#""x": {"location": 7}, "y": {"location": 9, "state": 1}"#, one(0, 0, 2)),
            (r#""x": {"location": 4, "state": 0}, "y": {"location": 2, "state": 2}"#, one(0, 0, 0)),
            (r#""x": {"location": 4, "disable_reasons": 1}"#, one(0, 0, 0)),
            (r#""x": {"location": 4, "disable_reasons": [1]}"#, one(0, 0, 0)),
            (r#""x": {"path": "left"}"#, one(0, 0, 0)),
            (r#""x": {"location": 99}"#, one(0, 1, 0)),
            (r#""x": {"location": "4"}"#, Err(Cause::Malformed)),
        ];
        let place = tempfile::tempdir().unwrap();
        let profile = place.path().join("Default");
        fs_err::create_dir(&profile).unwrap();
        for (settings, expected) in cases {
            let preferences = format!(r#"{{"a": [1], "extensions": {{"settings": {{{settings}}}}}}}"#);
            fs_err::write(profile.join("Preferences"), preferences).unwrap();
            assert_eq!(of_chromium(&profile), expected, "{settings}");
        }
    }

    #[test]
    fn a_file_of_the_person_s_own_side_loads() {
        let place = tempfile::tempdir().unwrap();
        let id = "a".repeat(32);
        let profile = place.path().join("Default");
        fs_err::create_dir(&profile).unwrap();
        fs_err::create_dir(place.path().join("External Extensions")).unwrap();
        fs_err::write(place.path().join("External Extensions").join(format!("{id}.json")), "{}").unwrap();
        let settings = format!(r#"{{"extensions": {{"settings": {{"{id}": {{"location": 2}}}}}}}}"#);
        fs_err::write(profile.join("Secure Preferences"), settings).unwrap();

        assert_eq!(of_chromium(&profile), Ok(Extensions { side_loaded: 1, ..Extensions::default() }));
    }

    #[test]
    fn extensions_of_firefox_count_by_place_and_signature() {
        let one = |unpacked, side_loaded, unsigned, forced| {
            Ok(Extensions { unpacked, side_loaded, unsigned, forced })
        };
        let cases = [
            (r#""location": "app-builtin-addons", "signedState": null"#, one(0, 0, 0, 0)),
            (r#""location": "app-profile", "signedState": 2"#, one(0, 0, 0, 0)),
            (r#""location": "app-profile", "signedState": 0"#, one(0, 0, 1, 0)),
            (r#""location": "app-profile""#, one(0, 0, 1, 0)),
            (r#""location": "app-profile", "signedState": 2, "foreignInstall": true"#, one(0, 1, 0, 0)),
            (
                r#""location": "app-profile", "signedState": 2, "installTelemetryInfo": {"source": "enterprise-policy"}"#,
                one(0, 0, 0, 1),
            ),
            (r#""location": "app-system-share", "signedState": 2, "foreignInstall": true"#, one(0, 0, 0, 1)),
            (r#""location": "app-system-user", "signedState": 2"#, one(0, 1, 0, 0)),
            (r#""location": "app-temporary""#, one(1, 0, 0, 0)),
        ];
        for (addon, expected) in cases {
            let on = format!(r#"{{"addons": [{{"type": "extension", "active": true, {addon}}}]}}"#);
            assert_eq!(firefox(on.as_bytes()), expected, "{addon}");
            let off = on.replace("true, \"loc", "false, \"loc");
            assert_eq!(firefox(off.as_bytes()), one(0, 0, 0, 0), "{addon}");
            let theme = on.replace("\"extension\"", "\"theme\"");
            assert_eq!(firefox(theme.as_bytes()), one(0, 0, 0, 0), "{addon}");
        }
        for wrong in ["[]", "{}", "", "{\"addons\": 1}"] {
            assert_eq!(firefox(wrong.as_bytes()), Err(Cause::Malformed), "{wrong}");
            assert!(wrong.starts_with('{') || chromium(wrong.as_bytes()).is_err(), "{wrong}");
        }
    }

    proptest! {
        #[test]
        fn any_bytes_are_read_to_an_end(bytes in prop::collection::vec(any::<u8>(), 0..300)) {
            fuzz(&bytes);
        }
    }
}
