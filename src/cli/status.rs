//! `custodia status`: where this device is enrolled, what waits to be delivered, and whether settings were changed.

use super::Context;
use crate::endpoint;
use crate::exit::Exit;
use crate::harden;
use crate::messages::Argument;
use crate::ui::failure::Failure;
use crate::ui::human;

pub(super) fn run(context: &mut Context<'_>) -> Result<Exit, Failure> {
    let standing = endpoint::status(&context.state_directory()).map_err(Failure::Endpoint)?;
    let changes = harden::changes(&context.state_directory()).map_err(Failure::State)?;
    let mut text = human::status(standing.as_ref(), context.messages);
    if !changes.is_empty() {
        let count = Argument::Number(changes.len() as u64);
        text.push_str(&context.messages.text_with("status-hardened", &[("count", count)]));
        text.push('\n');
    }
    context.print(&text)?;
    Ok(if standing.is_some() { Exit::Success } else { Exit::Failure })
}
