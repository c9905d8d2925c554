//! Packages that the real dpkg built and installed, and repositories that the real apt fetched over HTTP and verified.

use std::io::{BufRead, BufReader, Write};
use std::net::{TcpListener, TcpStream};
use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use custodia_core::verdict::Status;
use custodia_core::vocabulary::meeting_apps as words;
use fs_err as fs;
use tempfile::TempDir;

use super::{Machine, origins, state};
use crate::accuracy::State;

const BED: &str = "apt 2.6, dpkg 1.21 and GnuPG, over HTTP";

/// A repository, served under any host by a proxy of the test.
struct Repository<'a> {
    host: &'a str,
    origin: &'a str,
    is_signed: bool,
    packages: &'a [(&'a str, &'a str)],
}

const SIGNAL: Repository<'_> = Repository {
    host: "updates.signal.org",
    origin: "signal",
    is_signed: true,
    packages: &[("signal-desktop", "7.27.0")],
};

#[expect(clippy::disallowed_methods, reason = "tests drive real tools")]
fn tool(program: &str, arguments: &[&str], change: impl FnOnce(&mut Command)) -> Vec<u8> {
    let mut command = Command::new(program);
    command.args(arguments).env("LC_ALL", "C").env("PATH", "/usr/sbin:/usr/bin:/sbin:/bin");
    command.stdin(Stdio::null()).stderr(Stdio::piped());
    change(&mut command);
    let output =
        command.output().unwrap_or_else(|error| panic!("{program} does not run ({error}): see .ci/packages"));
    assert!(output.status.success(), "{program}: {}", String::from_utf8_lossy(&output.stderr));
    output.stdout
}

/// The tools' own places, shared by the states.
struct Bench {
    place: TempDir,
    proxy: String,
}

impl Bench {
    fn new() -> Self {
        let place = tempfile::tempdir().unwrap();
        let keys = place.path().join("gpg");
        fs::create_dir(&keys).unwrap();
        fs::set_permissions(&keys, std::fs::Permissions::from_mode(0o700)).unwrap();
        fs::create_dir(place.path().join("web")).unwrap();
        let proxy = serve(place.path().join("web"));
        let bench = Self { place, proxy };
        bench.gpg(&["--passphrase", "", "--quick-gen-key", "press@x.example", "ed25519", "sign", "never"]);
        let key = bench.place.path().join("key.gpg");
        bench.gpg(&["--output", key.to_str().unwrap(), "--export"]);
        bench
    }

    fn gpg(&self, arguments: &[&str]) {
        let keys = self.place.path().join("gpg");
        tool("gpg", &[&["--quiet", "--batch", "--yes"], arguments].concat(), |command| {
            command.env("GNUPGHOME", keys);
        });
    }

    fn package(folder: &Path, name: &str, version: &str) -> PathBuf {
        let tree = tempfile::tempdir().unwrap();
        fs::create_dir(tree.path().join("DEBIAN")).unwrap();
        fs::set_permissions(tree.path(), std::fs::Permissions::from_mode(0o755)).unwrap();
        let control = format!(
            "Package: {name}\nVersion: {version}\nArchitecture: amd64\nMaintainer: X <x@x.example>\nDescription: x\n"
        );
        fs::write(tree.path().join("DEBIAN/control"), control).unwrap();
        let file = folder.join(format!("{name}_{version}_amd64.deb"));
        tool("dpkg-deb", &["--build", tree.path().to_str().unwrap(), file.to_str().unwrap()], |_| {});
        file
    }

    /// Installs a package from a file, as dpkg does for apt too.
    fn install(&self, machine: &Machine, name: &str, version: &str) {
        let root = machine.0.path();
        fs::create_dir_all(root.join("var/lib/dpkg/info")).unwrap();
        fs::create_dir_all(root.join("var/lib/dpkg/updates")).unwrap();
        let file = Self::package(self.place.path(), name, version);
        let root = format!("--root={}", root.display());
        tool("dpkg", &[&root, "--force-all", "--install", file.to_str().unwrap()], |_| {});
    }

    /// Publishes a repository and has apt fetch it.
    fn fetch(&self, machine: &Machine, repositories: &[&Repository<'_>], options: &str) {
        let root = machine.0.path();
        let web = self.place.path().join("web");
        fs::remove_dir_all(&web).unwrap();
        let mut sources = Vec::new();
        for repository in repositories {
            self.publish(&web.join(repository.host).join("deb"), repository);
            sources.push(format!("deb [arch=amd64 {options}] http://{}/deb x main", repository.host));
        }
        machine.put(
            "etc/apt/sources.list.d/x.list",
            &sources.join("\n").replace("KEY", &self.place.path().join("key.gpg").display().to_string()),
        );
        for folder in [
            "etc/apt/apt.conf.d",
            "etc/apt/preferences.d",
            "etc/apt/trusted.gpg.d",
            "var/lib/apt/lists/partial",
            "var/cache/apt/archives/partial",
        ] {
            fs::create_dir_all(root.join(folder)).unwrap();
        }
        let dir = format!("Dir={}", root.display());
        let status = format!("Dir::State::status={}", root.join("var/lib/dpkg/status").display());
        let proxy = format!("Acquire::http::Proxy=http://{}", self.proxy);
        let mut arguments = vec!["update", "-q"];
        for option in [
            &dir,
            &status,
            &proxy,
            "APT::Sandbox::User=root",
            "Acquire::Languages=none",
            "Acquire::Retries=0",
            "Acquire::GzipIndexes=false",
            "Dir::Bin::methods=/usr/lib/apt/methods",
        ] {
            arguments.extend(["-o", option]);
        }
        tool("apt-get", &arguments, |_| {});
    }

    fn publish(&self, folder: &Path, repository: &Repository<'_>) {
        fs::create_dir_all(folder.join("pool")).unwrap();
        let suite = folder.join("dists/x");
        fs::create_dir_all(suite.join("main/binary-amd64")).unwrap();
        for (name, version) in repository.packages {
            Self::package(&folder.join("pool"), name, version);
        }
        let packages = tool("apt-ftparchive", &["packages", "pool"], |command| {
            command.current_dir(folder);
        });
        fs::write(suite.join("main/binary-amd64/Packages"), packages).unwrap();
        let origin = format!("APT::FTPArchive::Release::Origin={}", repository.origin);
        let release = tool(
            "apt-ftparchive",
            &[
                "-o",
                &origin,
                "-o",
                "APT::FTPArchive::Release::Codename=x",
                "-o",
                "APT::FTPArchive::Release::Components=main",
                "-o",
                "APT::FTPArchive::Release::Architectures=amd64",
                "release",
                "dists/x",
            ],
            |command| {
                command.current_dir(folder);
            },
        );
        fs::write(suite.join("Release"), release).unwrap();
        if repository.is_signed {
            let (signed, plain) = (suite.join("InRelease"), suite.join("Release"));
            self.gpg(&["--output", signed.to_str().unwrap(), "--clearsign", plain.to_str().unwrap()]);
        }
    }
}

/// A proxy that has the files of every host below a folder.
fn serve(web: PathBuf) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap().to_string();
    std::thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            let web = web.clone();
            std::thread::spawn(move || answer(stream, &web));
        }
    });
    address
}

fn answer(stream: TcpStream, web: &Path) -> Option<()> {
    let mut reader = BufReader::new(stream.try_clone().ok()?);
    let mut stream = stream;
    loop {
        let mut request = String::new();
        reader.read_line(&mut request).ok().filter(|length| *length > 0)?;
        loop {
            let mut header = String::new();
            reader.read_line(&mut header).ok()?;
            if header.trim().is_empty() {
                break;
            }
        }
        let path = request.split(' ').nth(1)?.strip_prefix("http://")?;
        let body = fs::read(web.join(path)).ok();
        let status = if body.is_some() { "200 OK" } else { "404 Not Found" };
        let body = body.unwrap_or_default();
        write!(stream, "HTTP/1.1 {status}\r\nContent-Length: {}\r\n\r\n", body.len()).ok()?;
        stream.write_all(&body).ok()?;
    }
}

#[test]
fn a_package_has_the_origin_of_the_repository_that_offers_it() {
    let bench = Bench::new();
    let machine = Machine::new();
    bench.install(&machine, "signal-desktop", "7.27.0");
    bench.fetch(&machine, &[&SIGNAL], "signed-by=KEY");

    let facts = machine.facts();

    assert_eq!(origins(&facts), [(Some(words::SIGNAL), Some(words::VENDOR_REPOSITORY))]);
    assert_eq!(facts.value_item(0, words::UPDATE_PENDING), Some(false));
    assert_eq!(facts.value_item(0, words::IS_UNCONFINED), Some(true));
}

/// A state: its name, package and version, the repositories, the options of their source, and what is true.
type Case<'a> = (&'a str, (&'a str, &'a str), &'a [&'a Repository<'a>], &'a str, (Status, &'static str));

pub(super) fn states() -> Vec<State> {
    let bench = Bench::new();
    let pass = (Status::Pass, "meeting-apps-all-in-order");
    let not_official = (Status::Fail, "meeting-apps-origin-not-official");
    let not_told = (Status::Unknown, "meeting-apps-origin-not-told");
    let waiting = (Status::Fail, "meeting-apps-update-waiting");
    let (key, trusted) = ("signed-by=KEY", "trusted=yes");
    let newer = Repository { packages: &[("signal-desktop", "7.28.0")], ..SIGNAL };
    let unsigned = Repository { is_signed: false, ..SIGNAL };
    let elsewhere = Repository { host: "mirror.example", ..SIGNAL };
    let archive = Repository {
        host: "deb.debian.org",
        origin: "Debian",
        is_signed: true,
        packages: &[("telegram-desktop", "4.6.5+ds-2+b1"), ("jami", "20230206.0~ds2-1.1")],
    };
    let rebuilt = Repository { packages: &[("telegram-desktop", "4.6.5+ds-2+b2")], ..archive };
    let signal = ("signal-desktop", "7.27.0");
    let telegram = ("telegram-desktop", "4.6.5+ds-2+b1");
    let cases: &[Case<'_>] = &[
        ("Signal from its maker's repository", signal, &[&SIGNAL], key, pass),
        ("Signal, with a newer version in its maker's repository", signal, &[&newer], key, waiting),
        (
            "Signal from its maker's repository, signatures not minded",
            signal,
            &[&SIGNAL],
            trusted,
            not_official,
        ),
        ("Signal from a repository without signatures", signal, &[&unsigned], trusted, not_official),
        ("Signal from somebody else's repository", signal, &[&elsewhere], key, not_official),
        (
            "Signal offered by its maker and by somebody else",
            signal,
            &[&SIGNAL, &elsewhere],
            key,
            not_official,
        ),
        ("Telegram from Debian", telegram, &[&archive], key, pass),
        ("Telegram from Debian, which was built anew", telegram, &[&rebuilt], key, waiting),
        (
            "Signal newer than its maker's repository has it",
            ("signal-desktop", "8.0.0"),
            &[&SIGNAL],
            key,
            not_told,
        ),
        ("Zoom from a file, offered by no repository", ("zoom", "6.2.11.5069"), &[&SIGNAL], key, not_told),
        (
            "Skype, which has ended",
            ("skypeforlinux", "8.150.0.214"),
            &[&SIGNAL],
            key,
            (Status::Fail, "meeting-apps-ended"),
        ),
        (
            "the old Teams, which has ended",
            ("teams", "1.5.00.23861"),
            &[&SIGNAL],
            key,
            (Status::Fail, "meeting-apps-ended"),
        ),
        ("Signal, and no lists were ever fetched", signal, &[], key, not_told),
    ];
    cases
        .iter()
        .map(|(name, (package, version), repositories, options, expected)| {
            let machine = Machine::new();
            bench.install(&machine, package, version);
            if !repositories.is_empty() {
                bench.fetch(&machine, repositories, options);
            }
            state(name, BED, *expected, &machine)
        })
        .collect()
}
