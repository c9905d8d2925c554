//! `custodia leave`: leaves the endpoint and deletes the key and state.

use super::Context;
use crate::endpoint;
use crate::exit::Exit;
use crate::ui::failure::Failure;

pub(super) fn run(context: &mut Context<'_>) -> Result<Exit, Failure> {
    let told = endpoint::leave(&context.state_directory(), &context.host).map_err(Failure::Endpoint)?;
    let text = context.messages.text(if told { "leave-done" } else { "leave-not-told" });
    context.print(&format!("{text}\n"))?;
    Ok(Exit::Success)
}
