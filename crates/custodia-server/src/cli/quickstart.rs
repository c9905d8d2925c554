//! `quickstart`: the whole system on this machine in one command.

use std::net::SocketAddr;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result};
use clap::Args;
use custodia::clock;

use super::{StopSignals, say, tell, texts};
use crate::agent;
use crate::app::App;
use crate::secret::Secret;
use crate::server::{AUTHORITY_SETTING, Config, Server};
use crate::store::audit::COMMAND_LINE;
use crate::told::Told;

/// The administrator that the quick start makes; signs in by links alone.
const ADMINISTRATOR: &str = "admin";

#[derive(Debug, Args)]
pub(super) struct Quickstart {
    /// Folder for all data; a second run goes on with it
    #[arg(long, visible_alias = "dir", value_name = "DIR")]
    directory: Option<PathBuf>,
    /// Address to listen on; port 0 takes a free one
    #[arg(long, default_value = "127.0.0.1:8443", value_name = "ADDRESS:PORT")]
    listen: SocketAddr,
    /// Open the dashboard in the browser
    #[arg(long)]
    open: bool,
}

impl Quickstart {
    pub(super) async fn run(self) -> Result<()> {
        let stop = StopSignals::listen()?;
        let directory = self.directory.map_or_else(default_directory, Ok)?;
        let server = start(&Config::new(&directory, self.listen)).await?;
        let store = &server.app().store;
        let site = &server.app().site;
        let now = clock::now();

        let administrator = match store.first_administrator().await? {
            Some(administrator) => administrator,
            None => store.keep_administrator(ADMINISTRATOR, None, now).await?,
        };
        let reported = report_this_machine(server.app(), &directory.join("agent")).await;
        let sign_in = Secret::for_link()?;
        store.keep_sign_in_link(&administrator, sign_in.digest(), clock::now()).await?;
        let sign_in = site.sign_in_link(&sign_in);

        let texts = texts();
        let plain = |id: &str| texts.text(id);
        say(&format!("\n  {}\n", plain("quickstart-ready")))?;
        match &reported {
            Ok(()) => say(&format!("  ✓ {}\n", plain("quickstart-enrolled")))?,
            Err(error) => {
                let reason = [("reason", format!("{error:#}").into())];
                say(&format!("  – {}\n", texts.text_with("quickstart-agent-absent", &reason)))?;
            }
        }
        say(&format!("  {}\n    https://{}/", plain("quickstart-address"), site.authority))?;
        say(&format!("  {}\n    {sign_in}", plain("quickstart-sign-in")))?;
        let place = format!("--directory {}", directory.display());
        say(&format!("  {}\n    custodia-server enrolment-link {place}\n", plain("quickstart-link")))?;
        let directory = [("directory", directory.display().to_string().into())];
        say(&format!("  {}\n", texts.text_with("quickstart-stop", &directory)))?;
        if self.open {
            open(&sign_in);
        }
        stop.received().await;
        server.stop().await;
        Ok(())
    }
}

/// Starts the server; where any free port will do, on the port of the run before, which this machine reports to.
async fn start(config: &Config) -> Result<Server> {
    if config.listen.port() == 0 && config.database().exists() {
        let store = config.open_store().await?;
        let authority = store.setting(AUTHORITY_SETTING).await?;
        store.close().await;
        let earlier = authority.and_then(|authority| authority.rsplit_once(':')?.1.parse().ok());
        if let Some(port) = earlier {
            let listen = SocketAddr::new(config.listen.ip(), port);
            if let Ok(server) = Server::start(&Config { listen, ..config.clone() }).await {
                return Ok(server);
            }
        }
    }
    Server::start(config).await
}

/// Enrols this machine unless it is enrolled, checks it and reports.
async fn report_this_machine(app: &App, state: &Path) -> Result<()> {
    if !agent::is_enrolled(state).await? {
        let token = Secret::for_link()?;
        app.store
            .keep_enrolment_token(
                token.digest(),
                &texts().text("quickstart-label"),
                COMMAND_LINE,
                clock::now(),
            )
            .await?;
        agent::enrol(&app.site.enrolment_link(&token), state).await?;
    }
    agent::report(state).await
}

fn default_directory() -> Result<PathBuf> {
    let data = std::env::var_os("XDG_DATA_HOME")
        .map(PathBuf::from)
        .filter(|path| path.is_absolute())
        .or_else(|| std::env::home_dir().map(|home| home.join(".local/share")))
        .context(Told::new("error-no-home"))?;
    Ok(data.join("custodia/quickstart"))
}

/// Opens an address in the person's browser; the link is printed in any case.
fn open(address: &str) {
    #[expect(
        clippy::disallowed_methods,
        reason = "the server opens the browser when it is asked to, and only then"
    )]
    let opened = std::process::Command::new("/usr/bin/xdg-open").arg(address).spawn();
    if let Err(error) = opened {
        let (text, hint) = Told::new("error-browser").text(texts());
        tell(&format!("{text}: {error}\n{}: {}", texts().text("hint"), hint.unwrap_or_default()));
    }
}
