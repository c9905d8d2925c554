//! Asking services on a D-Bus bus, with short limits; no question of a check ever starts one.
//!
//! Reads properties and calls methods over the bus address that [`Host`](crate::host::Host) gives. Needs no
//! permission beyond what the bus allows every person. Cannot see services that are not running: a call
//! carries the flag that forbids the bus to start them; only a change that the person asked for goes without it.
//!
//! zbus is asynchronous throughout, so every [`Bus`] has a small runtime of its own, on the calling thread.
//! Must not be used on a thread that is itself driving a runtime (`spawn_blocking` is fine).

use std::collections::HashMap;
use std::fmt;
use std::future::Future;
use std::io::ErrorKind;
use std::time::Duration;

use custodia_core::fact::Cause;
use tokio::runtime::{Builder, Runtime};
use zbus::proxy::{self, CacheProperties, MethodFlags};
use zbus::wire::DynamicDeserialize;
use zbus::{Connection, DynamicType, OwnedVariant, Proxy, Variant, conn, fdo};

/// How long connecting and saying hello may take.
const CONNECT_LIMIT: Duration = Duration::from_secs(1);

/// How long one answer may take.
const CALL_LIMIT: Duration = Duration::from_secs(2);

/// How long a service may take that has to be started first.
const START_LIMIT: Duration = Duration::from_secs(10);

/// All properties of one interface of an object.
pub(crate) type Properties = HashMap<String, OwnedVariant>;

/// A connection to a message bus.
pub(crate) struct Bus {
    connection: Connection,
    runtime: Runtime,
}

impl Bus {
    /// Connects to the bus at an address such as `unix:path=/run/dbus/system_bus_socket`.
    ///
    /// Sockets of this machine only: other transports would start a program or ask another machine.
    pub(crate) fn connect(address: &str) -> Result<Self, Cause> {
        if !address.split(';').all(|choice| choice.starts_with("unix:")) {
            return Err(Cause::Unsupported);
        }
        let runtime = Builder::new_current_thread().enable_all().build().map_err(|_| Cause::Failed)?;
        let connection = within(&runtime, CONNECT_LIMIT, conn::Builder::address(address).build())?;
        Ok(Self { connection, runtime })
    }

    /// All properties of an interface of an object.
    pub(crate) fn properties(
        &self,
        destination: &str,
        path: &str,
        interface: &str,
    ) -> Result<Properties, Cause> {
        self.call(destination, path, "org.freedesktop.DBus.Properties", "GetAll", &(interface,))
    }

    /// One property of an interface of an object.
    pub(crate) fn property<T>(
        &self,
        destination: &str,
        path: &str,
        interface: &str,
        name: &str,
    ) -> Result<T, Cause>
    where
        T: TryFrom<OwnedVariant>,
    {
        let value: OwnedVariant =
            self.call(destination, path, "org.freedesktop.DBus.Properties", "Get", &(interface, name))?;
        T::try_from(value).map_err(|_| Cause::Malformed)
    }

    /// Calls a method and reads what it answers; a service that does not run is [`Cause::Missing`].
    pub(crate) fn call<B, R>(
        &self,
        destination: &str,
        path: &str,
        interface: &str,
        method: &str,
        body: &B,
    ) -> Result<R, Cause>
    where
        B: serde::Serialize + DynamicType,
        R: for<'answer> DynamicDeserialize<'answer>,
    {
        let call = async {
            let proxy = self.proxy(destination, path, interface).await?;
            proxy.call_with_flags(method, MethodFlags::NO_AUTO_START, body).await
        };
        within(&self.runtime, CALL_LIMIT, call)?.ok_or(Cause::Failed)
    }

    async fn proxy<'names>(
        &self,
        destination: &'names str,
        path: &'names str,
        interface: &'names str,
    ) -> zbus::Result<Proxy<'names>> {
        proxy::Builder::new(&self.connection)
            .destination(destination)
            .path(path)
            .interface(interface)
            .cache_properties(CacheProperties::No)
            .build()
            .await
    }

    /// Asks a service for a change; the bus may start it. For what the person asked for, never for a check.
    pub(crate) fn request<B, R>(
        &self,
        destination: &str,
        path: &str,
        interface: &str,
        method: &str,
        body: &B,
    ) -> Result<R, Cause>
    where
        B: serde::Serialize + DynamicType,
        R: for<'answer> DynamicDeserialize<'answer>,
    {
        let call = async { self.proxy(destination, path, interface).await?.call(method, body).await };
        within(&self.runtime, START_LIMIT, call)
    }

    /// Has the bus start a service that is to be asked for a change, unless it runs.
    pub(crate) fn start(&self, name: &str) -> Result<(), Cause> {
        let bus = "org.freedesktop.DBus";
        let _: u32 = self.request(bus, "/org/freedesktop/DBus", bus, "StartServiceByName", &(name, 0_u32))?;
        Ok(())
    }

    /// The number of the process that has a name on the bus.
    pub(crate) fn process_of(&self, name: &str) -> Result<u32, Cause> {
        let bus = "org.freedesktop.DBus";
        self.call(bus, "/org/freedesktop/DBus", bus, "GetConnectionUnixProcessID", &(name,))
    }

    /// Tells everybody on the bus of a change.
    pub(crate) fn emit<B>(&self, path: &str, interface: &str, signal: &str, body: &B) -> Result<(), Cause>
    where
        B: serde::Serialize + DynamicType,
    {
        let sent = self.connection.emit_signal(None::<&str>, path, interface, signal, body);
        within(&self.runtime, CALL_LIMIT, sent)
    }

    /// Whether polkit lets the caller do something without asking anybody for a password.
    ///
    /// Some services ask polkit for an interactive answer: then a call that is not allowed has a password asked
    /// for on the screen, so it must be known before.
    pub(crate) fn is_allowed(&self, action: &str) -> Result<bool, Cause> {
        const WITHOUT_ASKING: u32 = 0;

        let name = self.connection.unique_name().ok_or(Cause::Failed)?.to_string();
        let subject = ("system-bus-name", HashMap::from([("name", Variant::new(name))]));
        let details = HashMap::<&str, &str>::new();
        let ((allowed, _, _),): ((bool, bool, HashMap<String, String>),) = self.call(
            "org.freedesktop.PolicyKit1",
            "/org/freedesktop/PolicyKit1/Authority",
            "org.freedesktop.PolicyKit1.Authority",
            "CheckAuthorization",
            &(subject, action, details, WITHOUT_ASKING, ""),
        )?;
        Ok(allowed)
    }

    /// Whether a service of this name runs on the bus.
    pub(crate) fn has_owner(&self, name: &str) -> Result<bool, Cause> {
        let bus = "org.freedesktop.DBus";
        self.call(bus, "/org/freedesktop/DBus", bus, "NameHasOwner", &(name,))
    }
}

impl fmt::Debug for Bus {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("Bus")
    }
}

/// The value of a property in a type of its own, if it is there and of that type.
pub(crate) fn property_of<T: TryFrom<OwnedVariant>>(properties: &Properties, name: &str) -> Option<T> {
    properties.get(name).and_then(|value| value.try_clone().ok()).and_then(|value| T::try_from(value).ok())
}

/// The cause for a service that has its name on the bus but not its objects: it does run, and fails.
pub(crate) fn of_running(cause: Cause) -> Cause {
    if cause == Cause::Missing { Cause::Failed } else { cause }
}

fn within<T>(
    runtime: &Runtime,
    limit: Duration,
    work: impl Future<Output = zbus::Result<T>>,
) -> Result<T, Cause> {
    runtime
        .block_on(async { tokio::time::timeout(limit, work).await })
        .map_err(|_| Cause::Failed)?
        .map_err(|error| cause(&error))
}

#[expect(
    clippy::wildcard_enum_match_arm,
    reason = "both enums are open; what is not named here is a failure"
)]
fn cause(error: &zbus::Error) -> Cause {
    match error {
        zbus::Error::InputOutput(error) | zbus::Error::Connection(error, _) => match error.kind() {
            ErrorKind::NotFound | ErrorKind::ConnectionRefused => Cause::Missing,
            ErrorKind::PermissionDenied => Cause::Denied,
            _ => Cause::Failed,
        },
        zbus::Error::FDO(error) => match **error {
            fdo::Error::AccessDenied(_)
            | fdo::Error::AuthFailed(_)
            | fdo::Error::InteractiveAuthorizationRequired(_) => Cause::Denied,
            fdo::Error::ServiceUnknown(_)
            | fdo::Error::NameHasNoOwner(_)
            | fdo::Error::UnknownObject(_)
            | fdo::Error::FileNotFound(_) => Cause::Missing,
            fdo::Error::UnknownMethod(_)
            | fdo::Error::UnknownInterface(_)
            | fdo::Error::UnknownProperty(_)
            | fdo::Error::NotSupported(_) => Cause::Unsupported,
            _ => Cause::Failed,
        },
        // What fprintd calls the absence of what was asked for.
        zbus::Error::MethodError(name, _, _)
            if name.ends_with(".NoEnrolledPrints") || name.ends_with(".NoSuchDevice") =>
        {
            Cause::Missing
        }
        // Xfce's word for a property that the institution locks.
        zbus::Error::MethodError(name, _, _) if name.ends_with(".PermissionDenied") => Cause::Denied,
        zbus::Error::InterfaceNotFound | zbus::Error::Unsupported => Cause::Unsupported,
        _ => Cause::Failed,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_that_are_no_socket_of_this_machine_are_refused() {
        let place = tempfile::tempdir().unwrap();
        let mark = place.path().join("started");
        let starts = format!("unixexec:path=/usr/bin/touch,argv1={}", mark.display());
        for address in
            [starts.as_str(), "tcp:host=192.0.2.1,port=1", "unix:path=/nonexistent;autolaunch:", ""]
        {
            assert_eq!(Bus::connect(address).err(), Some(Cause::Unsupported), "{address}");
        }
        assert!(!mark.exists());
    }

    #[test]
    fn bus_that_is_not_there_is_missing() {
        assert_eq!(Bus::connect("unix:path=/nonexistent/bus").err(), Some(Cause::Missing));
    }

    #[test]
    fn bus_that_never_answers_fails_in_time() {
        let place = tempfile::tempdir().unwrap();
        let path = place.path().join("bus");
        let _listener = std::os::unix::net::UnixListener::bind(&path).unwrap();

        assert_eq!(Bus::connect(&format!("unix:path={}", path.display())).err(), Some(Cause::Failed));
    }
}
