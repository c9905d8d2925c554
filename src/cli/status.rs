//! `custodia status`: where this device is enrolled and what waits to be delivered.

use super::Context;
use crate::endpoint;
use crate::exit::Exit;
use crate::ui::failure::Failure;
use crate::ui::human;

pub(super) fn run(context: &mut Context<'_>) -> Result<Exit, Failure> {
    let standing = endpoint::status(&context.state_directory()).map_err(Failure::Endpoint)?;
    let text = human::status(standing.as_ref(), context.messages);
    context.print(&text)?;
    Ok(if standing.is_some() { Exit::Success } else { Exit::Failure })
}
