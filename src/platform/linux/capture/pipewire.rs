//! For which programs the PipeWire server of the person's session records.
//!
//! Connects to the server's socket, which every program of the person may, only where another program is connected
//! already: connecting would else start it. Asks for the list of objects and for the state of links and of the
//! clients behind them; asks for nothing to be made, changed or played. Gives up after half a second. Cannot see what
//! is recorded through PulseAudio's or JACK's own servers.
//!
//! The protocol is that of PipeWire 0.3 and 1 (`protocol-native`): messages of four numbers and a tree of values
//! (`spa/pod/pod.h`), in the byte order of the machine.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{ErrorKind, Read, Write};
use std::os::unix::net::UnixStream;
use std::path::{Path, PathBuf};
use std::time::Duration;

use custodia_core::fact::Cause;
use jiff::Timestamp;

use crate::clock;
use crate::host::Host;
use crate::platform::linux::files;

mod pod;

use pod::{Builder, Value};

/// How long the server has for all its answers.
const TIME_LIMIT: Duration = Duration::from_millis(500);

/// The most bytes that the server may answer with.
const MOST_BYTES: usize = 8 * 1024 * 1024;

/// The most objects of which the state is asked.
const MOST_ASKED: usize = 1024;

/// The largest list of sockets that is read, in bytes.
const LARGEST_LIST: u64 = 8 * 1024 * 1024;

/// The version of the protocol that is spoken.
const VERSION: i32 = 3;

const CORE: u32 = 0;
const CLIENT: u32 = 1;
const REGISTRY: u32 = 2;

/// A program for which the server records.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Recorder {
    /// Its process, where the server tells it.
    pub(super) process: Option<u32>,
    /// The application, where it runs in a Flatpak.
    pub(super) application: Option<String>,
}

/// The programs for which the server records.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Recorders {
    pub(super) sound: BTreeSet<Recorder>,
    pub(super) pictures: BTreeSet<Recorder>,
}

/// Asks the server; `None` where none runs for the person.
pub(super) fn recorders(host: &Host) -> Option<Result<Recorders, Cause>> {
    let socket = socket(host);
    match is_served(host, &socket) {
        Ok(false) => None,
        Ok(true) => Some(ask(&socket)),
        Err(cause) => Some(Err(cause)),
    }
}

fn socket(host: &Host) -> PathBuf {
    let runtime = host.variable("PIPEWIRE_RUNTIME_DIR").or_else(|| host.variable("XDG_RUNTIME_DIR"));
    let runtime = runtime.map_or_else(|| host.path(&format!("/run/user/{}", host.user())), PathBuf::from);
    runtime.join("pipewire-0")
}

/// Whether somebody is connected to a socket: then its server runs.
fn is_served(host: &Host, socket: &Path) -> Result<bool, Cause> {
    const CONNECTED: &str = "03";

    let list = match files::read(&host.path("/proc/net/unix"), LARGEST_LIST) {
        Ok(list) => list,
        Err(Cause::Missing) => return Ok(false),
        Err(cause) => return Err(cause),
    };
    let list = String::from_utf8_lossy(&list);
    let Some(socket) = socket.to_str() else { return Err(Cause::Unsupported) };
    Ok(list.lines().any(|line| {
        line.ends_with(socket)
            && line.split_ascii_whitespace().nth(5) == Some(CONNECTED)
            && line.split_ascii_whitespace().nth(7) == Some(socket)
    }))
}

fn ask(socket: &Path) -> Result<Recorders, Cause> {
    let mut connection = Connection::open(socket)?;
    connection.send(CORE, 1, |hello| hello.int(VERSION))?;
    connection.send(CLIENT, 2, |properties| properties.nested(|dictionary| dictionary.int(0)))?;
    connection.send(CORE, 5, |registry| registry.int(VERSION).int(REGISTRY.cast_signed()))?;
    let mut graph = Graph::default();
    connection.finish(1, |message| graph.take(message))?;
    let mut next = REGISTRY + 1;
    let links = graph.links();
    connection.bind(&mut next, &links, LINK)?;
    connection.finish(2, |message| graph.take(message))?;
    let (sound, pictures) = (graph.reached(SOUND), graph.reached(PICTURES));
    let clients: BTreeSet<u32> =
        sound.union(&pictures).filter_map(|node| graph.objects.get(node)?.number("client.id")).collect();
    connection.bind(&mut next, &clients.into_iter().collect::<Vec<_>>(), PROGRAM)?;
    connection.finish(3, |message| graph.take(message))?;
    let recorders = |nodes: &BTreeSet<u32>| nodes.iter().map(|node| graph.recorder(*node)).collect();
    Ok(Recorders { sound: recorders(&sound), pictures: recorders(&pictures) })
}

/// A connection to the server, with what it said and was not yet looked at.
struct Connection {
    stream: UnixStream,
    begun: Timestamp,
    sequence: u32,
    read: Vec<u8>,
    total: usize,
}

/// A message of the server.
struct Message<'a> {
    object: u32,
    event: u8,
    values: Vec<Value<'a>>,
}

impl Connection {
    fn open(socket: &Path) -> Result<Self, Cause> {
        let stream = UnixStream::connect(socket).map_err(|error| files::cause(error.kind()))?;
        Ok(Self { stream, begun: clock::now(), sequence: 0, read: Vec::new(), total: 0 })
    }

    /// Calls a method of an object.
    fn send(
        &mut self,
        object: u32,
        method: u8,
        arguments: impl FnOnce(Builder) -> Builder,
    ) -> Result<(), Cause> {
        let body = arguments(Builder::default()).structure();
        let size = u32::try_from(body.len()).map_err(|_| Cause::TooLarge)?;
        let head = [object, u32::from(method) << 24 | size, self.sequence, 0];
        self.sequence += 1;
        let mut message: Vec<u8> = head.into_iter().flat_map(u32::to_ne_bytes).collect();
        message.extend(body);
        self.stream.set_write_timeout(Some(TIME_LIMIT)).map_err(|_| Cause::Failed)?;
        self.stream.write_all(&message).map_err(|error| files::cause(error.kind()))
    }

    /// Asks for the state of objects of one interface.
    fn bind(&mut self, next: &mut u32, objects: &[u32], interface: &str) -> Result<(), Cause> {
        if objects.len() > MOST_ASKED {
            return Err(Cause::TooLarge);
        }
        for object in objects {
            let new = *next;
            *next += 1;
            self.send(REGISTRY, 1, |bind| {
                bind.int(object.cast_signed()).text(interface).int(VERSION).int(new.cast_signed())
            })?;
        }
        Ok(())
    }

    /// Takes everything that the server says until it has done all that it was asked.
    fn finish(&mut self, round: i32, mut take: impl FnMut(&Message<'_>)) -> Result<(), Cause> {
        self.send(CORE, 2, |sync| sync.int(0).int(round))?;
        loop {
            let mut done = false;
            let mut start = 0;
            while let Some((message, end)) = message(&self.read[start..])? {
                start += end;
                match (message.object, message.event, &message.values[..]) {
                    (CORE, 1, [_, Value::Number(number)]) => done |= *number == i64::from(round),
                    _ => take(&message),
                }
            }
            self.read.drain(..start);
            if done {
                return Ok(());
            }
            self.receive()?;
        }
    }

    fn receive(&mut self) -> Result<(), Cause> {
        let spent = Duration::try_from(clock::now().duration_since(self.begun)).unwrap_or_default();
        let left = TIME_LIMIT.checked_sub(spent).filter(|left| !left.is_zero()).ok_or(Cause::Failed)?;
        self.stream.set_read_timeout(Some(left)).map_err(|_| Cause::Failed)?;
        let mut bytes = [0; 16 * 1024];
        match self.stream.read(&mut bytes) {
            Ok(0) => Err(Cause::Failed),
            Ok(length) => {
                self.total += length;
                self.read.extend_from_slice(&bytes[..length]);
                if self.total > MOST_BYTES { Err(Cause::TooLarge) } else { Ok(()) }
            }
            Err(error) if error.kind() == ErrorKind::Interrupted => Ok(()),
            Err(error) => Err(files::cause(error.kind())),
        }
    }
}

/// The first message in some bytes, and where it ends; nothing while it is not all there.
fn message(bytes: &[u8]) -> Result<Option<(Message<'_>, usize)>, Cause> {
    const HEAD: usize = 16;

    let number = |at: usize| Some(u32::from_ne_bytes(bytes.get(at..at + 4)?.try_into().ok()?));
    let (Some(object), Some(kind), Some(_)) = (number(0), number(4), number(12)) else { return Ok(None) };
    let end = HEAD + usize::try_from(kind & 0x00ff_ffff).map_err(|_| Cause::TooLarge)?;
    if end > MOST_BYTES {
        return Err(Cause::TooLarge);
    }
    let Some(body) = bytes.get(HEAD..end) else { return Ok(None) };
    let event = (kind >> 24) as u8;
    Ok(Some((Message { object, event, values: pod::structure(body).unwrap_or_default() }, end)))
}

const NODE: &str = "PipeWire:Interface:Node";
const LINK: &str = "PipeWire:Interface:Link";
const PROGRAM: &str = "PipeWire:Interface:Client";

/// What the classes of nodes begin with that bring in sound, and pictures.
const SOUND: &[&str] = &["Audio/Source", "Audio/Duplex"];
const PICTURES: &[&str] = &["Video/Source"];

/// The state of a link through which something flows.
const ACTIVE: i64 = 4;

/// The objects of the server, as far as they matter.
#[derive(Debug, Default)]
struct Graph {
    objects: BTreeMap<u32, Object>,
    /// From which node to which something flows.
    flows: Vec<(u32, u32)>,
}

#[derive(Debug, Default)]
struct Object {
    interface: String,
    properties: BTreeMap<String, String>,
}

impl Object {
    fn number(&self, property: &str) -> Option<u32> {
        self.properties.get(property)?.parse().ok()
    }

    fn text(&self, property: &str) -> &str {
        self.properties.get(property).map_or("", String::as_str)
    }
}

impl Graph {
    fn take(&mut self, message: &Message<'_>) {
        match (message.object, message.event, &message.values[..]) {
            (
                REGISTRY,
                0,
                [Value::Number(id), _, Value::Text(interface), _, Value::Structure(properties)],
            ) if [NODE, LINK, PROGRAM].contains(interface) => {
                let Ok(id) = u32::try_from(*id) else { return };
                let properties = dictionary(properties);
                self.objects.insert(id, Object { interface: (*interface).to_owned(), properties });
            }
            (
                object,
                0,
                [
                    Value::Number(_),
                    Value::Number(from),
                    Value::Number(_),
                    Value::Number(to),
                    Value::Number(_),
                    Value::Number(_),
                    Value::Number(state),
                    ..,
                ],
            ) if object > REGISTRY => {
                if let (Ok(from), Ok(to), ACTIVE) = (u32::try_from(*from), u32::try_from(*to), *state) {
                    self.flows.push((from, to));
                }
            }
            (object, 0, [Value::Number(id), Value::Number(_), Value::Structure(properties)])
                if object > REGISTRY =>
            {
                let known = u32::try_from(*id).ok().and_then(|id| self.objects.get_mut(&id));
                if let Some(known) = known.filter(|known| known.interface == PROGRAM) {
                    known.properties.extend(dictionary(properties));
                }
            }
            _ => {}
        }
    }

    fn links(&self) -> Vec<u32> {
        self.objects.iter().filter(|(_, object)| object.interface == LINK).map(|(id, _)| *id).collect()
    }

    /// The nodes that what devices of some classes bring in ends at.
    ///
    /// What goes through a filter reaches whoever listens behind it.
    fn reached(&self, classes: &[&str]) -> BTreeSet<u32> {
        let is_device = |object: &Object| {
            object.interface == NODE
                && object.number("device.id").is_some()
                && classes.iter().any(|class| object.text("media.class").starts_with(class))
        };
        let mut open: Vec<u32> =
            self.objects.iter().filter(|(_, object)| is_device(object)).map(|(id, _)| *id).collect();
        let mut seen: BTreeSet<u32> = open.iter().copied().collect();
        let mut ends = BTreeSet::new();
        while let Some(node) = open.pop() {
            let mut goes_on = false;
            for next in self.after(node) {
                goes_on = true;
                if seen.insert(next) {
                    open.push(next);
                }
            }
            if !goes_on {
                ends.insert(node);
            }
        }
        let is_program = |node: &u32| {
            self.objects.get(node).is_some_and(|object| {
                object.number("device.id").is_none() && object.number("client.id").is_some()
            })
        };
        ends.into_iter().filter(is_program).collect()
    }

    /// The nodes that get what a node has: over links, or as the other half of the same filter.
    fn after(&self, node: u32) -> Vec<u32> {
        let group = self.objects.get(&node).map_or("", |object| object.text("node.link-group"));
        let other_half = self.objects.iter().filter(|(id, object)| {
            !group.is_empty() && **id != node && object.text("node.link-group") == group
        });
        let linked = self.flows.iter().filter(|(from, _)| *from == node).map(|(_, to)| *to);
        linked.chain(other_half.map(|(id, _)| *id)).collect()
    }

    fn recorder(&self, node: u32) -> Recorder {
        let client = self.objects.get(&node).and_then(|node| self.objects.get(&node.number("client.id")?));
        let number = |property| client.and_then(|client| client.number(property));
        // Programs that speak to PipeWire's stand-in for PulseAudio have their own number beside that of the stand-in.
        let is_pulse = client.is_some_and(|client| client.text("client.api") == "pipewire-pulse");
        let process = if is_pulse { number("application.process.id") } else { number("pipewire.sec.pid") };
        let application = client.map_or("", |client| client.text("pipewire.access.portal.app_id"));
        Recorder { process, application: (!application.is_empty()).then(|| application.to_owned()) }
    }
}

/// A list of properties: their number, then names and values in turn.
fn dictionary(values: &[Value<'_>]) -> BTreeMap<String, String> {
    let pairs = values.get(1..).unwrap_or_default().chunks_exact(2);
    pairs
        .filter_map(|pair| match pair {
            [Value::Text(name), Value::Text(value)] => Some(((*name).to_owned(), (*value).to_owned())),
            _ => None,
        })
        .collect()
}

/// Reads bytes as what a server says.
pub(crate) fn fuzz(bytes: &[u8]) {
    let mut graph = Graph::default();
    let mut rest = bytes;
    while let Ok(Some((message, end))) = message(rest) {
        graph.take(&message);
        rest = &rest[end..];
    }
    for node in graph.reached(SOUND).union(&graph.reached(PICTURES)) {
        let _ = graph.recorder(*node);
    }
}
