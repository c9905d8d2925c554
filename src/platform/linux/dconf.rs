//! The effective value of a GSettings key, as GNOME's programs would get it, without D-Bus.
//!
//! Reads the dconf profile (`/run/dconf/user/UID`, `$DCONF_PROFILE`, `$XDG_RUNTIME_DIR/dconf/profile`,
//! `dconf/profile/user` in `/etc` and the data directories), the databases that it names (`dconf/NAME` in
//! the configuration directory of the person, `/etc/dconf/db/NAME`, files) and the compiled schemas
//! (`glib-2.0/schemas/gschemas.compiled` in the data directories). All of them are readable for the person.
//!
//! Cannot see settings that live elsewhere: the key file and memory backends of GSettings and the `service-db`
//! of dconf are unsupported. Knows `DCONF_PROFILE` and the like only as far as the agent's own environment has them.

use std::mem::discriminant;
use std::path::{Path, PathBuf};

use custodia_core::fact::{Cause, Evidence, Fact};
use custodia_core::vocabulary::Source;
use custodia_core::vocabulary::screen_lock::{
    DCONF_PROFILE, DCONF_SYSTEM, DCONF_USER, DOCUMENTED_DEFAULT, SCHEMA_DEFAULT,
};

use super::files;
use super::gvdb::{self, Damaged, Scalar, SchemaKey, Serialized};
use crate::host::Host;

/// The largest database or compiled schema that is read, in bytes.
const LARGEST_DATABASE: u64 = 16 * 1024 * 1024;

/// The largest profile that is read, in bytes.
const LARGEST_PROFILE: u64 = 64 * 1024;

/// The most databases that a profile may name.
const MOST_DATABASES: usize = 32;

/// A key of a schema.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Key {
    schema: &'static str,
    path: Option<&'static str>,
    name: &'static str,
    documented: Scalar,
}

impl Key {
    /// A key, such as `idle-delay`, of a schema that lies at the path of the same name.
    ///
    /// `documented` is the default that applies where no schema is installed; its type is the type of the key.
    pub(crate) const fn new(schema: &'static str, name: &'static str, documented: Scalar) -> Self {
        Self { schema, path: None, name, documented }
    }

    /// The same key of a schema that lies at another path.
    pub(crate) const fn at(self, path: &'static str) -> Self {
        Self { path: Some(path), ..self }
    }

    fn path(self) -> String {
        match self.path {
            Some(path) => format!("{path}{}", self.name),
            None => format!("/{}/{}", self.schema.replace('.', "/"), self.name),
        }
    }
}

/// The settings of the person: databases, in the order in which they count, and compiled schemas.
#[derive(Debug)]
pub(crate) struct Settings {
    layers: Result<Vec<Layer>, (Cause, Source)>,
    schemas: Vec<Result<Vec<u8>, Cause>>,
    desktops: Vec<String>,
}

#[derive(Debug)]
struct Layer {
    origin: Source,
    /// The name of the database, where it is one of the person's.
    own: Option<String>,
    /// What the database holds; nothing where there is no such file.
    content: Result<Option<Vec<u8>>, Cause>,
}

/// What a key comes to in the databases.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Stored {
    value: Option<(Scalar, Source)>,
    writable: bool,
}

impl Settings {
    /// Reads profile, databases and schemas once.
    ///
    /// `desktops` are the names of the desktop in `XDG_CURRENT_DESKTOP`; schemas have defaults for some.
    pub(crate) fn open(host: &Host, desktops: &[String]) -> Self {
        let layers = match host.variable("GSETTINGS_BACKEND") {
            None | Some("dconf") => profile(host).map(|lines| layers(host, &lines)),
            Some(_) => Err(Cause::Unsupported),
        };
        Self {
            layers: layers.map_err(|cause| (cause, DCONF_PROFILE)),
            schemas: schema_files(host)
                .iter()
                .map(|path| files::read(path, LARGEST_DATABASE))
                .filter(|content| !matches!(content, Err(Cause::Missing)))
                .collect(),
            desktops: desktops.to_vec(),
        }
    }

    /// The effective value of a key of type `b`.
    pub(crate) fn boolean(&self, key: Key) -> Fact<bool> {
        self.effective(key, |scalar| match scalar {
            Scalar::Boolean(value) => Some(value),
            Scalar::Number(_) | Scalar::Signed(_) | Scalar::Other => None,
        })
    }

    /// The effective value of a key of type `u` or `i`; what is below zero counts as zero.
    pub(crate) fn number(&self, key: Key) -> Fact<u64> {
        self.effective(key, Scalar::number).map(|value| u64::try_from(value).unwrap_or(0))
    }

    /// What the person's own database holds for a key, whatever applies in the end.
    pub(crate) fn own(&self, key: Key) -> Result<Option<Serialized<'_>>, Cause> {
        let layers = self.layers.as_ref().map_err(|(cause, _)| *cause)?;
        let Some(layer) = layers.first().filter(|layer| layer.own.is_some()) else { return Ok(None) };
        let Some(bytes) = layer.content.as_ref().map_err(|cause| *cause)? else { return Ok(None) };
        gvdb::File::new(bytes)
            .and_then(gvdb::File::root)
            .and_then(|root| root.value(&key.path()))
            .map_err(malformed)
    }

    /// The name of the person's own database, if the profile has one and programs write to it.
    ///
    /// Names with other signs than those of a D-Bus object path are left out.
    pub(crate) fn own_database(&self) -> Option<&str> {
        let name = self.layers.as_ref().ok()?.first()?.own.as_deref()?;
        let fits = name.bytes().all(|sign| sign.is_ascii_alphanumeric() || sign == b'_');
        (fits && !name.is_empty()).then_some(name)
    }

    /// The same for a key that only some versions of a schema have: absent where none has it.
    pub(crate) fn optional_boolean(&self, key: Key) -> Option<Fact<bool>> {
        match self.schema_key(key) {
            Ok(None) => None,
            Ok(Some(_)) | Err(_) => Some(self.boolean(key)),
        }
    }

    fn effective<T>(&self, key: Key, of_type: fn(Scalar) -> Option<T>) -> Fact<T> {
        let schema = self.schema_key(key);
        let stored = match self.stored(key) {
            Ok(stored) => stored,
            Err((cause, source)) => return Fact::unknown(cause, source),
        };
        let evidence = |evidence: Evidence| if stored.writable { evidence } else { evidence.enforced() };
        let range = schema.as_ref().ok().and_then(Option::as_ref).and_then(|known| known.range);
        // A value of another type or out of the range does not count, not even before a lower database.
        let fits = |scalar: &Scalar| {
            discriminant(scalar) == discriminant(&key.documented)
                && range
                    .zip(scalar.number())
                    .is_none_or(|((least, greatest), value)| (least..=greatest).contains(&value))
        };
        let stored_value = stored.value.filter(|(scalar, _)| fits(scalar));
        if let Some((value, origin)) =
            stored_value.and_then(|(scalar, origin)| Some((of_type(scalar)?, origin)))
        {
            return Fact::known(value, evidence(Evidence::set(origin)));
        }
        let (default, source) = match schema {
            Ok(Some(known)) => (self.default_of(&known), SCHEMA_DEFAULT),
            Ok(None) => (key.documented, DOCUMENTED_DEFAULT),
            Err(cause) => return Fact::unknown(cause, SCHEMA_DEFAULT),
        };
        of_type(default).map_or_else(
            || Fact::unknown(Cause::Malformed, source),
            |value| Fact::known(value, evidence(Evidence::default_of(source))),
        )
    }

    fn default_of(&self, key: &SchemaKey) -> Scalar {
        self.desktops.iter().find_map(|desktop| key.of_desktop.get(desktop)).copied().unwrap_or(key.default)
    }

    /// What the databases say: the last lock decides from where on they count, then the first that has a value.
    fn stored(&self, key: Key) -> Result<Stored, (Cause, Source)> {
        let layers = self.layers.as_ref().map_err(|reason| *reason)?;
        let path = key.path();
        let mut values = Vec::new();
        let mut locked_from = None;
        for (index, layer) in layers.iter().enumerate() {
            let (value, locked) = layer.lookup(&path).map_err(|cause| (cause, layer.origin))?;
            if locked && index > 0 {
                locked_from = Some(index);
            }
            values.push(value.map(|value| (value, layer.origin)));
        }
        Ok(Stored {
            value: values.into_iter().skip(locked_from.unwrap_or(0)).flatten().next(),
            writable: locked_from.is_none() && layers.first().is_some_and(|layer| layer.origin == DCONF_USER),
        })
    }

    /// The key in the first compiled schemas that have its schema; none where no file has it.
    fn schema_key(&self, key: Key) -> Result<Option<SchemaKey>, Cause> {
        for content in &self.schemas {
            let bytes = content.as_ref().map_err(|cause| *cause)?;
            let root = gvdb::File::new(bytes).and_then(gvdb::File::root).map_err(malformed)?;
            if let Some(schema) = root.table(key.schema).map_err(malformed)? {
                let Some(value) = schema.value(key.name).map_err(malformed)? else { return Ok(None) };
                return value.schema_key().map(Some).map_err(malformed);
            }
        }
        Ok(None)
    }
}

impl Layer {
    /// The value under a path, where one is stored, and whether the database locks the path.
    fn lookup(&self, path: &str) -> Result<(Option<Scalar>, bool), Cause> {
        let Some(bytes) = self.content.as_ref().map_err(|cause| *cause)? else { return Ok((None, false)) };
        let read = || -> Result<_, Damaged> {
            let root = gvdb::File::new(bytes)?.root()?;
            let locks = root.table(".locks")?;
            let locked = locks.map_or(Ok(false), |locks| locks.has_value(path))?;
            let scalar = root.value(path)?.map(Serialized::scalar).transpose()?;
            Ok((scalar, locked))
        };
        read().map_err(malformed)
    }
}

/// The lines of the profile that applies.
fn profile(host: &Host) -> Result<String, Cause> {
    let user = host.user();
    let named = host.variable("DCONF_PROFILE");
    let mut places = vec![(vec![host.path(&format!("/run/dconf/user/{user}"))], false)];
    match named {
        Some(path) if path.starts_with('/') => places.push((vec![host.path(path)], true)),
        Some(name) => places.push((shared_profiles(host, name), true)),
        None => {
            // A service may lack the variable that the session has.
            let runtime = host.variable("XDG_RUNTIME_DIR").map_or(format!("/run/user/{user}"), str::to_owned);
            places.push((vec![host.path(&runtime).join("dconf/profile")], false));
            places.push((shared_profiles(host, "user"), false));
        }
    }
    for (paths, required) in places {
        for path in paths {
            match files::read_text(&path, LARGEST_PROFILE) {
                Err(Cause::Missing) => {}
                found => return found,
            }
        }
        if required {
            return Err(Cause::Missing);
        }
    }
    Ok("user-db:user".to_owned())
}

fn shared_profiles(host: &Host, name: &str) -> Vec<PathBuf> {
    let mut directories = vec![host.path("/etc")];
    directories.extend(host.data_dirs());
    directories.into_iter().map(|directory| directory.join("dconf/profile").join(name)).collect()
}

fn layers(host: &Host, profile: &str) -> Vec<Layer> {
    let mut layers: Vec<Layer> = profile
        .lines()
        .map(|line| line.split('#').next().unwrap_or_default().trim())
        .filter_map(|line| line.split_once(':'))
        .filter_map(|(kind, name)| layer(host, kind, name))
        .take(MOST_DATABASES + 1)
        .collect();
    if layers.len() > MOST_DATABASES {
        layers.push(Layer { origin: DCONF_PROFILE, own: None, content: Err(Cause::TooLarge) });
    }
    layers
}

fn layer(host: &Host, kind: &str, name: &str) -> Option<Layer> {
    let open = |origin, path: &Path| Layer {
        origin,
        own: None,
        content: match files::read(path, LARGEST_DATABASE) {
            Ok(bytes) => Ok(Some(bytes)),
            Err(Cause::Missing) => Ok(None),
            Err(cause) => Err(cause),
        },
    };
    match kind {
        "user-db" => {
            let layer = open(DCONF_USER, &host.config_home().join("dconf").join(name));
            Some(Layer { own: Some(name.to_owned()), ..layer })
        }
        "system-db" => Some(open(DCONF_SYSTEM, &host.path("/etc/dconf/db").join(name))),
        "file-db" => Some(open(DCONF_SYSTEM, &host.path(name))),
        "service-db" => Some(Layer { origin: DCONF_USER, own: None, content: Err(Cause::Unsupported) }),
        // dconf itself warns and goes on.
        _ => None,
    }
}

/// The places of compiled schemas, the most important first.
fn schema_files(host: &Host) -> Vec<PathBuf> {
    let own = host.variable("GSETTINGS_SCHEMA_DIR").unwrap_or_default();
    let own = own.split(':').filter(|path| path.starts_with('/')).map(|path| host.path(path));
    let shared = std::iter::once(host.data_home()).chain(host.data_dirs());
    own.chain(shared.map(|directory| directory.join("glib-2.0/schemas")))
        .map(|directory| directory.join("gschemas.compiled"))
        .collect()
}

fn malformed(_: Damaged) -> Cause {
    Cause::Malformed
}
