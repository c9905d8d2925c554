//! Applications that came without a package: files in the home and below `/opt`, and pages of the web that a browser
//! shows as applications.
//!
//! Reads the names and modes in a few folders of the home where programs are put, in `/opt`, and the files of the menu
//! in `applications` of the person's data. Looks into nothing else and opens no program. Cannot see what lies
//! elsewhere or has another name.

use std::collections::BTreeSet;
use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};

use custodia_core::fact::Cause;

use super::catalogue::{APPS, App};
use crate::host::Host;
use crate::platform::linux::{files, ini};

/// The most entries of a folder that are looked at.
const MOST_ENTRIES: usize = 5000;

/// The largest file of the menu or of the person's folders that is read, in bytes.
const LARGEST: u64 = 64 * 1024;

/// Where programs are put in a home.
const FOLDERS: [&str; 7] =
    ["", "Applications", "Aplicaciones", "bin", ".local/bin", "Downloads", "Descargas"];

/// What lies in the home without a package, by its place in the list of applications.
pub(super) fn in_home(host: &Host) -> Result<BTreeSet<usize>, Cause> {
    let mut found = BTreeSet::new();
    let mut folders: Vec<PathBuf> = FOLDERS.iter().map(|folder| host.home().join(folder)).collect();
    folders.extend(downloads(host));
    for folder in folders {
        for path in entries(&folder)? {
            found.extend(APPS.iter().position(|app| is_program(&path, app) || is_tree(&path, app)));
        }
    }
    Ok(found)
}

/// What lies below `/opt`.
pub(super) fn in_opt(host: &Host) -> Result<BTreeSet<usize>, Cause> {
    let paths = entries(&host.path("/opt"))?;
    let app = |path: &PathBuf| APPS.iter().position(|app| is_program(path, app) || is_tree(path, app));
    Ok(paths.iter().filter_map(app).collect())
}

/// What the menu shows: pages of the web, and programs in the home.
pub(super) fn in_menu(host: &Host) -> Result<(BTreeSet<usize>, BTreeSet<usize>), Cause> {
    let (mut pages, mut programs) = (BTreeSet::new(), BTreeSet::new());
    for path in entries(&host.data_home().join("applications"))? {
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        let Some(name) = name.strip_suffix(".desktop") else { continue };
        if let Some(id) = web_id(name) {
            pages.extend(APPS.iter().position(|app| app.web.contains(&id)));
            continue;
        }
        let Ok(text) = files::read_text(&path, LARGEST) else { continue };
        let program = ini::last(&ini::entries(&text), "Desktop Entry", "Exec").and_then(program_of);
        let program = program.map(PathBuf::from).filter(|program| program.starts_with(host.home()));
        programs.extend(program.and_then(|path| APPS.iter().position(|app| is_program(&path, app))));
    }
    Ok((pages, programs))
}

/// The id in a name such as `chrome-ID-Default`, which Chromium and its relatives give such files.
fn web_id(name: &str) -> Option<&str> {
    name.split(['-', '.', '_'])
        .find(|part| part.len() == 32 && part.bytes().all(|byte| (b'a'..=b'p').contains(&byte)))
}

/// The program in the line that a menu starts (Desktop Entry Specification, "The Exec key").
fn program_of(line: &str) -> Option<&str> {
    let line = line.trim_start();
    let program = match line.strip_prefix('"') {
        Some(quoted) => quoted.split('"').next()?,
        None => line.split_ascii_whitespace().next()?,
    };
    program.starts_with('/').then_some(program)
}

/// Whether a path is an `AppImage` of an application, or its program itself.
fn is_program(path: &Path, app: &App) -> bool {
    let Some(name) = path.file_name().and_then(|name| name.to_str()) else { return false };
    let lower = name.to_ascii_lowercase();
    let is_image = lower.ends_with(".appimage") && app.loose.iter().any(|start| lower.starts_with(start));
    (is_image || app.has_program(name)) && is_executable(path)
}

/// Whether a folder holds the program of an application.
fn is_tree(path: &Path, app: &App) -> bool {
    let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default().to_ascii_lowercase();
    let fits = app.loose.iter().any(|start| name.starts_with(start));
    fits && app
        .programs()
        .iter()
        .any(|program| is_executable(&path.join(program)) || is_executable(&path.join("bin").join(program)))
}

/// A link leads to a program that lies elsewhere, which is looked for there.
fn is_executable(path: &Path) -> bool {
    fs_err::symlink_metadata(path)
        .is_ok_and(|metadata| metadata.is_file() && metadata.permissions().mode() & 0o111 != 0)
}

/// The folder of downloads that the person chose (xdg-user-dirs).
fn downloads(host: &Host) -> Option<PathBuf> {
    let text = files::read_text(&host.config_home().join("user-dirs.dirs"), LARGEST).ok()?;
    let value = ini::last(&ini::entries(&text), "", "XDG_DOWNLOAD_DIR")?.trim_matches('"').to_owned();
    match value.strip_prefix("$HOME/") {
        Some(below) => Some(host.home().join(below)),
        None => value.starts_with('/').then(|| PathBuf::from(value)),
    }
}

fn entries(folder: &Path) -> Result<Vec<PathBuf>, Cause> {
    let list = match fs_err::read_dir(folder).map_err(|error| files::cause(error.kind())) {
        Err(Cause::Missing) => return Ok(Vec::new()),
        list => list?,
    };
    let paths: Vec<PathBuf> = list.take(MOST_ENTRIES + 1).flatten().map(|entry| entry.path()).collect();
    if paths.len() > MOST_ENTRIES { Err(Cause::TooLarge) } else { Ok(paths) }
}

/// Reads a text as the name of a file of the menu and as a line that it starts.
pub(super) fn fuzz(text: &str) {
    let _ = (web_id(text), program_of(text));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_and_lines_of_the_menu_are_understood() {
        let id = "kjgfgldnnfoeklkmfkjfagphfepbbdan";
        assert_eq!(web_id(&format!("chrome-{id}-Default")), Some(id));
        assert_eq!(web_id(&format!("com.google.Chrome.flextop.chrome-{id}-Profile_1")), Some(id));
        assert_eq!(web_id("org.telegram.desktop"), None);
        assert_eq!(
            program_of("\"/home/ana/My Apps/zoom.AppImage\" %U"),
            Some("/home/ana/My Apps/zoom.AppImage")
        );
        assert_eq!(program_of("env A=1 /usr/bin/zoom"), None);
    }
}
