//! The agent's side of the endpoint: enrolling, signing reports in a chain, delivering them, leaving.
//!
//! A report is signed and stored before it is sent, and deleted only when the endpoint has said that it is
//! stored there: what was signed is never lost, and never sent out of order.

use custodia_core::jws::{Purpose, SigningKey};
use custodia_core::policy::Policy;
use custodia_core::report::{Body, Enrolment, FORMAT, Leave, Report};
use custodia_core::value::Version;
use jiff::Timestamp;
use uuid::Uuid;

use crate::clock::to_the_second;
use crate::evaluation::evaluate;
use crate::host::Host;
use crate::platform;
use crate::state::Locked;

mod client;
mod error;
mod link;
mod state;
mod tls;

pub use crate::state::StateDirectory;
pub use error::EndpointError;
pub use link::EnrolmentLink;
pub use state::Endpoint;

use client::Client;
use state::{Chain, LOCK};

/// Enrols this device: makes a key, checks the endpoint's certificate authority against the link, proves that
/// it holds the key and remembers the endpoint.
///
/// # Errors
///
/// When the device is enrolled already, the endpoint cannot be reached or trusted, or refuses.
pub fn enroll(
    link: &EnrolmentLink,
    directory: &StateDirectory,
    host: &Host,
) -> Result<Endpoint, EndpointError> {
    let state = directory.lock(LOCK)?;
    if state.endpoint()?.is_some() {
        return Err(EndpointError::AlreadyEnrolled);
    }
    let key = state.new_key()?;
    let request = Enrolment {
        format: FORMAT,
        token: link.token().to_owned(),
        key: key.public(),
        made: to_the_second(host.now()),
        agent: agent_version(),
        platform: platform::platform(host),
    };
    let request = key.sign(Purpose::Enrolment, &serde_json::to_vec(&request).unwrap_or_default());
    let (enrolled, certificate_authority) = Client::for_enrolment(link)?.enroll(request)?;
    let endpoint = Endpoint {
        address: link.address().to_owned(),
        device: enrolled.device,
        certificate_authority,
        enrolled: to_the_second(host.now()),
    };
    state.store_endpoint(&endpoint)?;
    log::info!("enrolled");
    Ok(endpoint)
}

/// What [`report_now`] delivered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Delivered {
    /// How many reports were delivered, earlier ones that had waited included.
    pub reports: u64,
    /// Whether the newest only said that nothing had changed.
    pub unchanged: bool,
}

/// Checks this device, signs a report and delivers it after any that still wait.
///
/// # Errors
///
/// When the device is not enrolled, its state is damaged, or the endpoint cannot be reached or refuses. What
/// was signed stays stored and is delivered next time.
pub fn report_now(
    directory: &StateDirectory,
    host: &Host,
    policies: &[Policy],
) -> Result<Delivered, EndpointError> {
    let state = directory.lock(LOCK)?;
    let endpoint = state.endpoint()?.ok_or(EndpointError::NotEnrolled)?;
    let body = evaluate(host, policies, |_| true).body();
    let mut chain = state.chain()?;
    let report = next_report(&chain, endpoint.device, host.now(), body);
    let signed = report.sign(&state.key()?);
    state.put_outbox(report.sequence, &signed)?;
    chain =
        Chain { head: chain.head.advanced(&signed), body: Some(report.digest), delivered: chain.delivered };
    state.store_chain(&chain)?;
    let reports = deliver(&state, &endpoint)?;
    state.store_chain(&Chain { delivered: Some(to_the_second(host.now())), ..chain })?;
    Ok(Delivered { reports, unchanged: report.body.is_none() })
}

/// The report that would be sent now, without storing or sending anything.
///
/// A device that is not enrolled yet shows the nil UUID as its name.
///
/// # Errors
///
/// When the state is damaged.
pub fn preview(
    directory: &StateDirectory,
    host: &Host,
    policies: &[Policy],
) -> Result<Report, EndpointError> {
    preview_of(directory, host, evaluate(host, policies, |_| true).body())
}

/// The report that would be sent now with what was found, without storing or sending anything.
///
/// # Errors
///
/// When the state is damaged.
pub fn preview_of(directory: &StateDirectory, host: &Host, body: Body) -> Result<Report, EndpointError> {
    let Some(state) = directory.read()? else {
        return Ok(next_report(&Chain::START, Uuid::nil(), host.now(), body));
    };
    let device = state.endpoint()?.map_or_else(Uuid::nil, |endpoint| endpoint.device);
    Ok(next_report(&state.chain()?, device, host.now(), body))
}

/// The bytes that would travel now: the report of [`preview`], signed. Nothing is stored or sent.
///
/// # Errors
///
/// When the device is not enrolled or its state is damaged.
pub fn preview_signed(
    directory: &StateDirectory,
    host: &Host,
    policies: &[Policy],
) -> Result<String, EndpointError> {
    let report = preview(directory, host, policies)?;
    let state = directory.read()?.ok_or(EndpointError::NotEnrolled)?;
    state.endpoint()?.ok_or(EndpointError::NotEnrolled)?;
    Ok(report.sign(&state.key()?))
}

/// Where this device is enrolled and what waits.
#[derive(Clone, Debug)]
pub struct Standing {
    /// The endpoint.
    pub endpoint: Endpoint,
    /// How many reports were signed.
    pub signed: u64,
    /// How many of them wait to be delivered.
    pub waiting: u64,
    /// When a report was last delivered.
    pub delivered: Option<Timestamp>,
}

/// Tells where this device is enrolled, if it is.
///
/// # Errors
///
/// When the state is damaged or others could read it.
pub fn status(directory: &StateDirectory) -> Result<Option<Standing>, EndpointError> {
    let Some(state) = directory.read()? else { return Ok(None) };
    let Some(endpoint) = state.endpoint()? else { return Ok(None) };
    let chain = state.chain()?;
    let waiting = state.outbox()?.len() as u64;
    Ok(Some(Standing { endpoint, signed: chain.head.sequence, waiting, delivered: chain.delivered }))
}

/// Tells the endpoint good-bye and deletes the key and state. Gives whether the endpoint could be told.
///
/// # Errors
///
/// When the device is not enrolled or the state cannot be deleted.
pub fn leave(directory: &StateDirectory, host: &Host) -> Result<bool, EndpointError> {
    let state = directory.lock(LOCK)?;
    let told = match state.endpoint() {
        Ok(None) => return Err(EndpointError::NotEnrolled),
        Ok(Some(endpoint)) => state.key().and_then(|key| say_good_bye(&endpoint, &key, host)).is_ok(),
        // Damaged state must not keep a person from leaving.
        Err(_) => false,
    };
    state.delete()?;
    Ok(told)
}

fn say_good_bye(endpoint: &Endpoint, key: &SigningKey, host: &Host) -> Result<(), EndpointError> {
    let leave = Leave { format: FORMAT, device: endpoint.device, made: to_the_second(host.now()) };
    let signed = key.sign(Purpose::Leave, &serde_json::to_vec(&leave).unwrap_or_default());
    Client::for_endpoint(endpoint)?.leave(signed)
}

fn next_report(chain: &Chain, device: Uuid, now: Timestamp, body: Body) -> Report {
    let digest = body.digest();
    Report {
        format: FORMAT,
        device,
        sequence: chain.head.next_sequence(),
        previous: chain.head.digest,
        made: to_the_second(now),
        agent: agent_version(),
        digest,
        body: (chain.body != Some(digest)).then_some(body),
    }
}

/// Delivers what waits, oldest first, and gives how many were delivered.
fn deliver(state: &Locked, endpoint: &Endpoint) -> Result<u64, EndpointError> {
    const BATCH: usize = 20;

    let client = Client::for_endpoint(endpoint)?;
    let mut delivered = 0;
    for batch in state.outbox()?.chunks(BATCH) {
        let reports =
            batch.iter().map(|sequence| state.read_outbox(*sequence)).collect::<Result<Vec<_>, _>>()?;
        client.report(&reports)?;
        for sequence in batch {
            state.remove_outbox(*sequence)?;
            delivered += 1;
        }
    }
    Ok(delivered)
}

/// This agent's version.
///
/// # Panics
///
/// Never: the package's version is dotted numbers, which a test holds.
#[must_use]
pub fn agent_version() -> Version {
    env!("CARGO_PKG_VERSION").parse().expect("the package's version is dotted numbers")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_agents_version_is_one_that_a_report_can_carry() {
        assert_eq!(agent_version().to_string(), env!("CARGO_PKG_VERSION"));
    }
}
