//! RPM: its database in `SQLite`, or in its own form that openSUSE uses.
//!
//! Reads `rpmdb.sqlite` or `Packages.db` below `/usr/lib/sysimage/rpm` or `/var/lib/rpm`, which everybody may. Cannot read
//! the form of Berkeley DB that Red Hat's release 8 still has.

use std::path::Path;

use custodia_core::fact::Cause;

use self::header::Header;
use super::{Manager, Origin, Package};
use crate::browser::{file, sqlite};
use crate::host::Host;

mod header;
mod ndb;

pub(crate) use header::fuzz;

/// Where the database is: the second leads to the first, or is the older place.
const FOLDERS: [&str; 2] = ["/usr/lib/sysimage/rpm", "/var/lib/rpm"];

/// What is read at first of a package: its name, version and maker stand at the start of kilobytes of file names.
const START: usize = 8 * 1024;

pub(super) fn find(host: &Host, names: &[&str]) -> Result<Vec<Package>, Cause> {
    let mut found = Vec::new();
    each(host, &mut |name| names.contains(&name), &mut |header| {
        found.push(Package {
            version: Some(header.version()),
            architecture: header.architecture.map(str::to_owned),
            origin: header.maker.map_or(Origin::Untold, |maker| Origin::Maker(maker.to_owned())),
            installed_at: header.installed_at,
            ..Package::new(Manager::Rpm, header.name)
        });
    })?;
    Ok(found)
}

/// Shows the packages whose names are wanted.
pub(crate) fn each(
    host: &Host,
    is_wanted: &mut dyn FnMut(&str) -> bool,
    see: &mut dyn FnMut(&Header<'_>),
) -> Result<(), Cause> {
    for folder in FOLDERS {
        let folder = host.path(folder);
        if let Some(headers) = headers_of(&folder, is_wanted)? {
            for header in &headers {
                see(&Header::read(header)?);
            }
            return Ok(());
        }
    }
    Err(Cause::Missing)
}

/// The headers of the wanted packages of a database, `None` where there is no database.
fn headers_of(folder: &Path, is_wanted: &mut dyn FnMut(&str) -> bool) -> Result<Option<Vec<Vec<u8>>>, Cause> {
    let is_wanted = std::cell::RefCell::new(is_wanted);
    let database = folder.join("rpmdb.sqlite");
    if let Some(headers) =
        sqlite::read_in_place(&database, |database| in_sqlite(database, &mut **is_wanted.borrow_mut()))?
    {
        return Ok(Some(headers));
    }
    if let Some(headers) = ndb::headers(&folder.join("Packages.db"), &mut **is_wanted.borrow_mut())? {
        return Ok(Some(headers));
    }
    if file::exists(&folder.join("Packages"))? { Err(Cause::Unsupported) } else { Ok(None) }
}

/// The headers of the wanted packages: the table of names says which these are.
fn in_sqlite(
    database: &sqlite::Database,
    is_wanted: &mut dyn FnMut(&str) -> bool,
) -> Result<Vec<Vec<u8>>, Cause> {
    let mut rows = Vec::new();
    database.rows("Name", &["key", "hnum"], &mut |row| {
        let name = super::text(row.bytes(0)?).ok_or(Cause::Malformed)?;
        if is_wanted(name) {
            rows.push(row.integer(1).ok_or(Cause::Malformed)?);
        }
        Ok(())
    })?;
    let mut headers = Vec::with_capacity(rows.len());
    for row in rows {
        let read = |start| {
            let mut header = None;
            let extent = sqlite::Extent { row: Some(row), start };
            database.rows_within(extent, "Packages", &["blob"], &mut |row| {
                header = Some(row.bytes(0)?.to_vec());
                Ok(())
            })?;
            header.ok_or(Cause::Malformed)
        };
        let start = read(Some(START))?;
        headers.push(if header::suffices(&start)? { start } else { read(None)? });
    }
    Ok(headers)
}

#[cfg(test)]
mod tests {
    use std::process::Command;

    use super::*;
    use crate::platform::linux::packages::tests::machine;

    #[expect(clippy::disallowed_methods, reason = "the real RPM makes the databases")]
    fn rpm(program: &str, arguments: &[&str]) -> String {
        let output = Command::new(program).args(arguments).output().unwrap();
        assert!(output.status.success(), "{output:?}");
        String::from_utf8(output.stdout).unwrap()
    }

    #[test]
    fn the_database_of_the_real_program_is_read_in_either_form() {
        let (root, host) = machine(&[]);
        let path = |name: &str| root.path().join(name).to_str().unwrap().to_owned();
        for (name, epoch, version, files) in
            [("browser", "", "128.5", 2000), ("player", "Epoch: 2\n", "3.0.21", 1), ("other", "", "1", 3)]
        {
            let spec = format!(
                "Name: {name}\n{epoch}Version: {version}\nRelease: 3.fc43\nSummary: x\nLicense: x\n\
                 Vendor: Ann\nBuildArch: noarch\n%description\n{}\n%install\nmkdir -p %{{buildroot}}/opt/{name}\n\
                 for file in $(seq {files}); do : > %{{buildroot}}/opt/{name}/a-file-with-a-long-name-$file; done\n\
                 %files\n/opt/{name}\n",
                "x".repeat(3000),
            );
            fs_err::write(root.path().join("spec"), spec).unwrap();
            let top = format!("_topdir {}", path("build"));
            rpm("rpmbuild", &["-bb", "--quiet", "--define", &top, &path("spec")]);
        }
        for name in ["browser-128.5", "player-3.0.21", "other-1"] {
            let package = path(&format!("build/RPMS/noarch/{name}-3.fc43.noarch.rpm"));
            let database = ["--root", &path(""), "--dbpath", "/var/lib/rpm"];
            rpm("rpm", &[&database[..], &["-i", "--justdb", "--nodeps", &package]].concat());
        }
        let told = || {
            let found = find(&host, &["browser", "player", "absent"]).unwrap().into_iter();
            let mut told: Vec<_> =
                found.map(|found| (found.name, found.version.unwrap(), found.origin)).collect();
            told.sort_by(|one, other| one.0.cmp(&other.0));
            told
        };
        let of_ann = |name: &str, version: &str| {
            (name.to_owned(), version.to_owned(), Origin::Maker("Ann".to_owned()))
        };
        let expected = [of_ann("browser", "128.5-3.fc43"), of_ann("player", "2:3.0.21-3.fc43")];
        assert_eq!(told(), expected);

        let old = root.path().join("var/lib/rpm/rpmdb.sqlite");
        let headers: Vec<Vec<u8>> = rusqlite::Connection::open(&old)
            .unwrap()
            .prepare("SELECT blob FROM Packages")
            .unwrap()
            .query_map([], |row| row.get(0))
            .unwrap()
            .map(Result::unwrap)
            .collect();
        fs_err::remove_file(old).unwrap();
        fs_err::write(root.path().join("var/lib/rpm/Packages.db"), ndb::tests::database(&headers)).unwrap();
        assert_eq!(told(), expected);
    }

    #[test]
    fn an_absent_database_is_no_manager_and_an_unknown_one_is_one() {
        let (_root, empty) = machine(&[("var/lib/rpm/.rpm.lock", b"")]);
        let (_root, berkeley) = machine(&[("var/lib/rpm/Packages", b"\0")]);
        let (_root, damaged) = machine(&[("var/lib/rpm/rpmdb.sqlite", b"SQLite format 3\0")]);
        let (_root, other) = machine(&[("usr/lib/sysimage/rpm/Packages.db", b"RpmX")]);

        assert_eq!(find(&empty, &["bash"]), Err(Cause::Missing));
        assert_eq!(find(&berkeley, &["bash"]), Err(Cause::Unsupported));
        assert_eq!(find(&damaged, &["bash"]), Err(Cause::Malformed));
        assert_eq!(find(&other, &["bash"]), Err(Cause::Malformed));
    }
}
