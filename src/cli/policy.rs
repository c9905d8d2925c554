//! `custodia policy`: checking, showing and trying policy files, and the ids of networks that they list.

use std::collections::BTreeSet;
use std::path::PathBuf;

use clap::{Args, Subcommand};
use custodia_core::catalog::network::APPROVED_NETWORKS;
use custodia_core::network_id::{NetworkId, NetworkIdentity, Salt};
use custodia_core::platform::Platform;
use custodia_core::policy::{Level, load, schema};
use custodia_core::vocabulary::Word;
use custodia_core::vocabulary::network as words;

use super::Context;
use super::check::{Format, exit_of};
use super::generate::pretty;
use crate::clock::day;
use crate::endpoint::EndpointError;
use crate::exit::Exit;
use crate::messages::Argument;
use crate::platform;
use crate::policies;
use crate::recorded;
use crate::ui::failure::Failure;
use crate::ui::{diagnostics, human, json};

#[derive(Debug, Subcommand)]
pub(super) enum Policy {
    Lint(Lint),
    Show(Show),
    Test(Test),
    Schema,
    NetworkId(NetworkIdOf),
}

#[derive(Debug, Args)]
pub(super) struct Lint {
    /// Policy files, or names of built-in policies.
    #[arg(value_name = "FILE", required = true)]
    file: Vec<String>,
}

#[derive(Debug, Args)]
pub(super) struct Show {
    /// Files or names of built-in policies.
    #[arg(value_name = "FILE")]
    name: Vec<String>,
}

#[derive(Debug, Args)]
pub(super) struct Test {
    /// The policy file, or the name of a built-in one.
    #[arg(value_name = "FILE")]
    policy: String,
    /// Files with the facts of one device each.
    #[arg(long, value_name = "FILE", required = true)]
    facts: Vec<PathBuf>,
    /// The form of the output.
    #[arg(long, value_enum, default_value_t = Format::Human, value_name = "FORMAT")]
    format: Format,
}

#[derive(Debug, Args)]
pub(super) struct NetworkIdOf {
    /// The policy whose salt is used again.
    #[arg(long, value_name = "FILE")]
    policy: Option<String>,
    /// The name of another Wi-Fi network than the one in use.
    #[arg(long, value_name = "NAME")]
    ssid: Option<String>,
    /// How that network is protected.
    #[arg(long, value_name = "CLASS", requires = "ssid", value_parser = wifi_classes(), default_value = "wifi-wpa2-personal")]
    class: String,
}

/// The classes that tell how a Wi-Fi network is protected.
fn wifi_classes() -> Vec<&'static str> {
    let classes = words::CLASSES.iter().copied();
    classes.filter(|class| NetworkIdentity::wifi(b"any", *class).is_some()).map(Word::as_str).collect()
}

impl Policy {
    pub(super) fn run(self, context: &mut Context<'_>) -> Result<Exit, Failure> {
        match self {
            Self::Lint(lint) => lint.run(context),
            Self::Show(show) => {
                let names = if show.name.is_empty() { vec!["all".to_owned()] } else { show.name };
                let policies = policies::select(&names).map_err(Failure::Policy)?;
                let text = human::policies(&policies, context.messages, context.terminal.width());
                context.print(&text)?;
                Ok(Exit::Success)
            }
            Self::Test(test) => test.run(context),
            Self::NetworkId(network) => network.run(context),
            Self::Schema => {
                context.print(&pretty(&schema()))?;
                Ok(Exit::Success)
            }
        }
    }
}

impl Lint {
    fn run(self, context: &mut Context<'_>) -> Result<Exit, Failure> {
        let (mut errors, mut warnings) = (0, 0);
        for file in &self.file {
            let text = policies::read(file).map_err(Failure::Policy)?;
            let mut loaded = load(&text);
            let doubts = loaded.policy.as_ref().map(|policy| policy.doubts(day(context.host.now())));
            loaded.diagnostics.extend(doubts.unwrap_or_default());
            loaded.diagnostics.sort_by_key(|diagnostic| diagnostic.span.start);
            for diagnostic in &loaded.diagnostics {
                match diagnostic.level {
                    Level::Error => errors += 1,
                    Level::Warning => warnings += 1,
                }
            }
            let shown = diagnostics::render(file, &text, &loaded.diagnostics, context.messages);
            context.terminal.complain(&shown);
            if let Some(policy) = loaded.policy {
                let count = Argument::Number(policy.rules.len() as u64);
                let line = context
                    .messages
                    .text_with("policy-valid", &[("file", file.as_str().into()), ("count", count)]);
                context.print(&format!("{line}\n"))?;
            }
        }
        if errors + warnings > 0 {
            let counts = [("errors", Argument::Number(errors)), ("warnings", Argument::Number(warnings))];
            let line = context.messages.text_with("policy-summary", &counts);
            context.terminal.complain(&format!("{line}\n"));
        }
        Ok(if errors > 0 { Exit::Usage } else { Exit::Success })
    }
}

impl Test {
    fn run(self, context: &mut Context<'_>) -> Result<Exit, Failure> {
        let policies = policies::select(std::slice::from_ref(&self.policy)).map_err(Failure::Policy)?;
        // A bare list of facts does not tell what it was recorded on; this machine's kind is the likeliest.
        let os = platform::platform(&context.host).os;
        let otherwise = Platform { os, family: None, version: None, desktop: None, form: None };
        let mut tried = Vec::new();
        for file in &self.facts {
            let recorded = recorded::read(file).map_err(Failure::Recorded)?;
            tried.push((
                file.display().to_string(),
                recorded.evaluate(&policies, &otherwise, context.host.now()),
            ));
        }
        let text = match self.format {
            Format::Human => human::tried(&tried, context.messages, context.terminal.width()),
            Format::Json => json::tried(&tried, context.messages),
        };
        context.print(&text)?;
        let exits = tried.iter().map(|(_, evaluation)| exit_of(evaluation));
        Ok(exits
            .max_by_key(|exit| {
                [Exit::Success, Exit::Unknown, Exit::Failure].iter().position(|known| known == exit)
            })
            .unwrap_or(Exit::Success))
    }
}

impl NetworkIdOf {
    /// Prints ids alone: the names of networks stay on the screens that show them anyway.
    fn run(self, context: &mut Context<'_>) -> Result<Exit, Failure> {
        let salt = self.salt()?;
        let networks = match &self.ssid {
            Some(name) => {
                let class = Word::parse(&self.class);
                class.and_then(|class| NetworkIdentity::wifi(name.as_bytes(), class)).into_iter().collect()
            }
            None => platform::networks_in_use(&context.host),
        };
        if networks.is_empty() {
            return Err(Failure::NoNetwork);
        }
        let ids: BTreeSet<NetworkId> =
            networks.iter().map(|identity| NetworkId::of(identity, salt)).collect();
        let lines: Vec<String> = ids.iter().map(|id| format!("{id}\n")).collect();
        context.print(&lines.concat())?;
        Ok(Exit::Success)
    }

    /// The salt of the ids that the policy already lists, so that a check hashes once for all of them.
    fn salt(&self) -> Result<Salt, Failure> {
        if let Some(file) = &self.policy {
            let policies = policies::select(std::slice::from_ref(file)).map_err(Failure::Policy)?;
            let mut rules = policies.iter().flat_map(|policy| &policy.rules);
            if let Some(id) = rules.find_map(|rule| APPROVED_NETWORKS.of(rule).first()) {
                return Ok(id.salt());
            }
        }
        let mut bytes = [0; Salt::LENGTH];
        ring::rand::SecureRandom::fill(&ring::rand::SystemRandom::new(), &mut bytes)
            .map_err(|_| Failure::Endpoint(EndpointError::Cryptography))?;
        Ok(Salt::from_bytes(bytes))
    }
}
