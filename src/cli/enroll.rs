//! `custodia enroll`: enrols this device at the institution's endpoint.

use clap::Args;

use super::Context;
use crate::endpoint::{self, EnrolmentLink};
use crate::exit::Exit;
use crate::ui::failure::Failure;

#[derive(Debug, Args)]
pub(super) struct Enroll {
    /// The enrolment link.
    #[arg(value_name = "LINK")]
    link: String,
}

impl Enroll {
    pub(super) fn run(self, context: &mut Context<'_>) -> Result<Exit, Failure> {
        let link: EnrolmentLink = self.link.parse().map_err(Failure::Endpoint)?;
        endpoint::enroll(&link, &context.state_directory(), &context.host).map_err(Failure::Endpoint)?;
        let text =
            format!("{}\n{}\n", context.messages.text("enroll-done"), context.messages.text("enroll-next"));
        context.print(&text)?;
        Ok(Exit::Success)
    }
}
