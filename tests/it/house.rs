//! What holds the project together: targets that agree, a platform seam that holds, an agent without server.

use std::path::{Path, PathBuf};

use fs_err as fs;

use crate::support::run;

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).to_owned()
}

fn read(path: &str) -> String {
    fs::read_to_string(root().join(path)).unwrap()
}

/// The targets of the table `target` in cross.toml.
fn cross_targets() -> Vec<String> {
    let cross: toml::Table = read("cross.toml").parse().unwrap();
    let mut targets: Vec<String> = cross["target"].as_table().unwrap().keys().cloned().collect();
    targets.sort();
    targets
}

#[test]
fn cross_toml_the_build_script_and_the_readme_name_the_same_targets() {
    let script = read(".ci/cross-build");
    let list = script.lines().find_map(|line| line.strip_prefix("all_targets=(")).unwrap();
    let mut of_script: Vec<String> =
        list.trim_end_matches(')').split_whitespace().map(str::to_owned).collect();
    of_script.sort();
    assert_eq!(of_script, cross_targets());

    let readme = read("README.md");
    for target in cross_targets() {
        assert!(readme.contains(&format!("`{target}`")), "the README does not name {target}");
    }
}

#[test]
fn every_documented_call_of_cross_names_its_configuration() {
    for page in ["README.md", "CONTRIBUTING.md", "ARCHITECTURE.md"] {
        for line in read(page).lines().filter(|line| line.contains("cross build")) {
            assert!(line.contains("CROSS_CONFIG=cross.toml"), "{page}: {line}");
        }
    }
}

#[test]
fn the_agent_links_no_server_and_no_second_tls_provider() {
    let tree = run(
        "cargo",
        "cargo",
        &["tree", "--package", "custodia", "--edges", "normal", "--prefix", "none"],
        &[],
    );

    let linked: Vec<&str> = tree.lines().filter_map(|line| line.split(' ').next()).collect();
    assert!(linked.contains(&"rustls"), "{tree}");
    for unwanted in
        ["custodia-server", "axum", "sqlx", "openssl-sys", "native-tls", "aws-lc-rs", "aws-lc-sys"]
    {
        assert!(!linked.contains(&unwanted), "{unwanted} is linked into the agent");
    }
}

/// Every Rust file below some folders of the project: its name there and its text.
fn rust_files(folders: &[&str]) -> Vec<(String, String)> {
    let mut folders: Vec<PathBuf> = folders.iter().map(|folder| root().join(folder)).collect();
    let mut files = Vec::new();
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|ending| ending == "rs") {
                let name = path.strip_prefix(root()).unwrap().display().to_string();
                files.push((name, fs::read_to_string(&path).unwrap()));
            }
        }
    }
    assert!(!files.is_empty());
    files
}

#[test]
fn only_the_platform_seam_asks_which_system_it_is() {
    // The state's permissions are a contract with one implementation for Unix, beside what it protects.
    let allowed = ["src/platform.rs", "src/state.rs"];
    for (name, text) in rust_files(&["src", "crates"]) {
        if allowed.contains(&name.as_str()) || name.contains("/tests/") {
            continue;
        }
        for word in [
            "cfg(unix",
            "cfg(windows",
            "cfg(target_os",
            "cfg(not(unix",
            "cfg(not(windows",
            "cfg(not(target_os",
        ] {
            assert!(!text.contains(word), "{name} has {word}");
        }
    }
}

#[test]
fn every_platform_file_says_what_it_reads_and_cannot_see() {
    for (name, text) in rust_files(&["src/platform"]) {
        let head: String = text.lines().take_while(|line| line.starts_with("//!")).collect();
        assert!(head.len() > 60, "{name} does not say what it reads");
    }
}
