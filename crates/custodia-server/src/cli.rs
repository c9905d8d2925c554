//! The command line.

use std::ffi::OsString;
use std::io::{self, IsTerminal as _, Write};
use std::net::SocketAddr;
use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::OnceLock;

use anyhow::{Context as _, Result, bail};
use clap::{Args, CommandFactory as _, Parser, Subcommand};
use custodia::clock;
use custodia::messages::{Language, Messages};
use custodia::ui::help;
use custodia::ui::terminal::Terminal;
use custodia_core::policy::Domain;
use tokio::signal::unix::{Signal, SignalKind, signal};

use crate::app::Site;
use crate::auth::password::{self, PasswordError};
use crate::messages;
use crate::secret::Secret;
use crate::server::{AUTHORITY_SETTING, Config, Server};
use crate::store::audit::COMMAND_LINE;
use crate::store::enrolment::MAX_LABEL;
use crate::store::{Store, StoreOptions};
use crate::tls::Authority;
use crate::told::Told;

mod generated;
mod quickstart;

/// Endpoint of Custodia: takes the devices' signed reports, keeps the evidence and shows the fleet.
#[derive(Debug, Parser)]
#[command(
    name = "custodia-server",
    version,
    max_term_width = 100,
    arg_required_else_help = true,
    disable_help_subcommand = true
)]
pub struct Cli {
    /// `es` or `en`
    #[arg(long, global = true, value_name = "LANG", value_parser = ["es", "en"])]
    lang: Option<String>,
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Serve devices and administrators
    Serve(Serve),
    /// Try the whole system on this machine: server, administrator, this machine enrolled
    Quickstart(quickstart::Quickstart),
    /// Add administrators and let them in
    #[command(subcommand)]
    Admin(Admin),
    /// Make a link that enrols one device
    EnrolmentLink(EnrolmentLink),
    /// Print the completions of a shell
    Completions {
        /// The shell
        shell: clap_complete::Shell,
    },
    /// Print the manual page
    Man,
    /// Write every generated file below a folder, which is the project's root
    #[command(hide = true)]
    Generate {
        /// The project's root
        folder: PathBuf,
    },
}

/// Where the server keeps its data.
#[derive(Clone, Debug, Args)]
struct Place {
    /// Folder with the certificates and, unless --database says otherwise, the database
    #[arg(long, visible_alias = "dir", env = "CUSTODIA_SERVER_DIRECTORY", value_name = "DIR")]
    directory: PathBuf,
    /// Database, as sqlite:PATH
    #[arg(long, env = "CUSTODIA_SERVER_DATABASE", value_name = "URL", value_parser = database)]
    database: Option<PathBuf>,
}

impl Place {
    fn config(&self, listen: SocketAddr, names: Vec<String>) -> Config {
        Config {
            directory: self.directory.clone(),
            database: self.database.clone(),
            listen,
            names,
            store: StoreOptions::default(),
            resolver: None,
            blocklists: Vec::new(),
        }
    }

    /// Opens a database that a server made before.
    async fn store(&self) -> Result<Store> {
        let config = self.config(SocketAddr::from(([127, 0, 0, 1], 0)), Vec::new());
        config.open_store().await
    }

    /// How the server was last reached.
    async fn site(&self, store: &Store) -> Result<Site> {
        let Some(authority) = store.setting(AUTHORITY_SETTING).await? else {
            bail!(Told::new("error-not-started"));
        };
        let authority_of_certificates = Authority::open(&self.directory.join("tls"), clock::now())?;
        Ok(Site { authority, fingerprint: authority_of_certificates.fingerprint() })
    }
}

#[derive(Debug, Args)]
struct Serve {
    #[command(flatten)]
    place: Place,
    /// Address to listen on
    #[arg(long, default_value = "0.0.0.0:8443", value_name = "ADDRESS:PORT")]
    listen: SocketAddr,
    /// Host name or address that devices reach the server by; the first one stands in links
    #[arg(long = "name", value_name = "HOST")]
    names: Vec<String>,
    /// Resolver that is asked about mail domains; the machine's own if left out
    #[arg(long, value_name = "ADDRESS:PORT")]
    resolver: Option<SocketAddr>,
    /// Zone of a blocklist that is asked about the hosts that take a domain's mail; none if left out
    #[arg(long = "blocklist", value_name = "ZONE", value_parser = zone)]
    blocklists: Vec<Domain>,
}

#[derive(Debug, Subcommand)]
enum Admin {
    /// Add an administrator, or give one a new password; reads the password from the terminal or one line of input
    Add {
        #[command(flatten)]
        place: Place,
        /// Name to sign in with: small letters, digits, dots and hyphens
        #[arg(value_parser = account_name)]
        name: String,
    },
    /// Make a link that signs an administrator in once, within 10 minutes
    SignInLink {
        #[command(flatten)]
        place: Place,
        /// Administrator's name; the one added first if left out
        #[arg(value_parser = account_name)]
        name: Option<String>,
    },
}

#[derive(Debug, Args)]
struct EnrolmentLink {
    #[command(flatten)]
    place: Place,
    /// What to call the device; no names of people or sources
    #[arg(long, default_value = "", value_name = "TEXT", value_parser = label)]
    label: String,
}

/// Reads the command line; where there is nothing to run, tells why and how the program ends.
///
/// # Errors
///
/// When help was asked for or the command line is wrong: the exit code.
pub fn parse(arguments: &[OsString]) -> Result<Cli, ExitCode> {
    let language = help::language(arguments);
    // The texts of this program follow the option as they follow the locale.
    let _ = LANGUAGE.set(language);
    let messages = messages::of(language);
    help::parse::<Cli>(arguments, localized, messages)
        .map_err(|failure| failure.tell(&mut Terminal::of_process(), messages).into())
}

/// The command line with its texts in a language.
fn localized(messages: &Messages) -> clap::Command {
    help::localized(Cli::command(), "server-help", &["lang", "directory", "database"], messages)
}

/// The language of the command line, once it was read.
static LANGUAGE: OnceLock<Language> = OnceLock::new();

/// Runs the command and tells how it ended.
pub fn run(cli: Cli) -> ExitCode {
    let runtime = match tokio::runtime::Builder::new_multi_thread().enable_all().build() {
        Ok(runtime) => runtime,
        Err(error) => return failed(&anyhow::Error::from(error).context("cannot start threads")),
    };
    match runtime.block_on(cli.run()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => failed(&error),
    }
}

#[expect(clippy::print_stderr, reason = "the command line is where errors are told")]
fn failed(error: &anyhow::Error) -> ExitCode {
    let (text, hint) = match error.downcast_ref::<Told>() {
        Some(told) => told.text(texts()),
        None => (error.to_string(), None),
    };
    let causes = error.chain().skip(1).map(ToString::to_string);
    let told: Vec<String> = std::iter::once(text).chain(causes).collect();
    eprintln!("{}: {}", texts().text("error"), told.join(": "));
    if let Some(hint) = hint {
        eprintln!("{}: {hint}", texts().text("hint"));
    }
    ExitCode::FAILURE
}

impl Cli {
    /// What is logged where `CUSTODIA_LOG` says nothing: the quick start has better things to say.
    #[must_use]
    pub const fn log_level(&self) -> &'static str {
        if matches!(self.command, Command::Quickstart(_)) { "warn" } else { "info" }
    }

    async fn run(self) -> Result<()> {
        match self.command {
            Command::Serve(serve) => serve.run().await,
            Command::Quickstart(quickstart) => quickstart.run().await,
            Command::Admin(Admin::Add { place, name }) => add_administrator(&place, &name).await,
            Command::Admin(Admin::SignInLink { place, name }) => {
                make_sign_in_link(&place, name.as_deref()).await
            }
            Command::EnrolmentLink(link) => link.run().await,
            Command::Completions { shell } => say(generated::completions(shell, texts()).trim_end()),
            Command::Man => say(generated::manual(texts())?.trim_end()),
            Command::Generate { folder } => generated::write(&folder),
        }
    }
}

impl Serve {
    async fn run(self) -> Result<()> {
        let stop = StopSignals::listen()?;
        let config = Config {
            resolver: self.resolver,
            blocklists: self.blocklists,
            ..self.place.config(self.listen, self.names)
        };
        let server = Server::start(&config).await?;
        let address = server.app().site.authority.clone();
        say(&texts().text_with("serve-ready", &[("address", address.into())]))?;
        stop.received().await;
        server.stop().await;
        Ok(())
    }
}

impl EnrolmentLink {
    async fn run(self) -> Result<()> {
        let store = self.place.store().await?;
        let site = self.place.site(&store).await?;
        let token = Secret::for_link()?;
        store.keep_enrolment_token(token.digest(), &self.label, COMMAND_LINE, clock::now()).await?;
        tell(&texts().text("enrolment-link-made"));
        say(&site.enrolment_link(&token))
    }
}

async fn add_administrator(place: &Place, name: &str) -> Result<()> {
    let password = read_password()?;
    let hashed = password::hash_new(&password).map_err(|error| match error {
        PasswordError::Length => anyhow::Error::new(Told::new("error-password-length")),
        PasswordError::Hash => error.into(),
    })?;
    let store = place.store().await?;
    store.keep_administrator(name, Some(&hashed), clock::now()).await?;
    tell(&texts().text_with("administrator-kept", &[("name", name.into())]));
    Ok(())
}

async fn make_sign_in_link(place: &Place, name: Option<&str>) -> Result<()> {
    let store = place.store().await?;
    let site = place.site(&store).await?;
    let administrator = match name {
        Some(name) => store.administrator(name).await?.map(|(administrator, _)| administrator),
        None => store.first_administrator().await?,
    };
    let Some(administrator) = administrator else {
        bail!(Told::new("error-no-administrator"));
    };
    let token = Secret::for_link()?;
    store.keep_sign_in_link(&administrator, token.digest(), clock::now()).await?;
    tell(&texts().text("sign-in-link-made"));
    say(&site.sign_in_link(&token))
}

fn read_password() -> Result<String> {
    if io::stdin().is_terminal() {
        let prompt = format!("{} ", texts().text("password-prompt"));
        return rpassword::prompt_password(prompt).context("cannot read the password from the terminal");
    }
    let mut line = String::new();
    io::stdin().read_line(&mut line).context("cannot read the password")?;
    Ok(line.trim_end_matches(['\r', '\n']).to_owned())
}

/// The requests of the person or the system to stop the program, heard from here on.
struct StopSignals {
    interrupt: Signal,
    terminate: Signal,
}

impl StopSignals {
    fn listen() -> io::Result<Self> {
        Ok(Self { interrupt: signal(SignalKind::interrupt())?, terminate: signal(SignalKind::terminate())? })
    }

    async fn received(mut self) {
        tokio::select! {
            _ = self.interrupt.recv() => {}
            _ = self.terminate.recv() => {}
        }
    }
}

/// The texts in the language of the system.
fn texts() -> &'static Messages {
    let of_environment = || Language::of_environment(|name| std::env::var(name).ok());
    messages::of(*LANGUAGE.get_or_init(of_environment))
}

/// Prints what the command was asked for.
fn say(text: &str) -> Result<()> {
    writeln!(io::stdout().lock(), "{text}").context("cannot write to the standard output")
}

/// Prints what goes with it, for a person.
#[expect(clippy::print_stderr, reason = "this is the talk of the command line")]
fn tell(text: &str) {
    eprintln!("{text}");
}

/// Reads a database address. The error is the id of a message, as with the other readers here.
fn database(url: &str) -> Result<PathBuf, String> {
    match url.strip_prefix("sqlite:") {
        Some(path) if !path.is_empty() => Ok(PathBuf::from(path.strip_prefix("//").unwrap_or(path))),
        _ => Err("usage-database".to_owned()),
    }
}

fn account_name(text: &str) -> Result<String, String> {
    let allowed =
        |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || matches!(byte, b'.' | b'-' | b'_');
    if (1..=64).contains(&text.len()) && text.bytes().all(allowed) {
        Ok(text.to_owned())
    } else {
        Err("usage-name".to_owned())
    }
}

/// A zone of the DNS.
fn zone(text: &str) -> Result<Domain, String> {
    text.parse().map_err(|_| texts().text("usage-zone"))
}

fn label(text: &str) -> Result<String, String> {
    if text.chars().count() > MAX_LABEL || text.chars().any(char::is_control) {
        return Err("usage-label".to_owned());
    }
    Ok(text.trim().to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_command_line_is_consistent() {
        Cli::command().debug_assert();
    }

    #[test]
    fn databases_are_given_as_addresses() {
        assert_eq!(database("sqlite:/srv/c.sqlite3"), Ok(PathBuf::from("/srv/c.sqlite3")));
        assert_eq!(database("sqlite:///srv/c.sqlite3"), Ok(PathBuf::from("/srv/c.sqlite3")));
        assert!(database("/srv/c.sqlite3").is_err());
        assert!(database("postgres://host/c").is_err());
    }

    #[test]
    fn account_names_hold_nothing_that_needs_care() {
        assert!(account_name("ana.perez-2").is_ok());
        for wrong in ["", "Ana", "ana perez", "ana\n", "<b>", &"a".repeat(65)] {
            assert!(account_name(wrong).is_err(), "{wrong:?}");
        }
    }
}
