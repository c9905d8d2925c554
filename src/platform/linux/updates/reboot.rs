//! Whether installed updates wait for the system to be started anew.
//!
//! Reads the marks that package managers leave below `/run`, the release of the running kernel and the names of the
//! installed ones. Cannot see a program that still runs from replaced files, or a kernel that was replaced under its name.

use std::path::Path;

use custodia_core::fact::Cause;
use jiff::Timestamp;

use crate::browser::file;
use crate::host::Host;
use crate::platform::linux::files;

/// What update-notifier and unattended-upgrades leave, and `OSTree` for a version that waits.
const MARKS: [&str; 2] = ["/run/reboot-required", "/run/ostree/staged-deployment"];

/// Where kernels keep their modules; on most systems both are the same folder.
const MODULES: [&str; 2] = ["/usr/lib/modules", "/lib/modules"];

const MAX_KERNELS: usize = 1000;

/// Since when a restart has been needed, `None` where none is.
pub(super) fn needed_since(host: &Host) -> Result<Option<Timestamp>, Cause> {
    let mut since = Vec::new();
    for mark in MARKS {
        if file::exists(&host.path(mark))? {
            since.push(file::changed(&host.path(mark)).ok_or(Cause::Failed)?);
        }
    }
    let newer = newer_kernel(host);
    since.extend(newer.unwrap_or_default());
    match since.into_iter().min() {
        Some(since) => Ok(Some(since)),
        // Without a mark it is the kernel that tells: not every system leaves marks.
        None => newer.map(|_| None),
    }
}

/// When a kernel newer than the running one was installed.
fn newer_kernel(host: &Host) -> Result<Option<Timestamp>, Cause> {
    let running = files::read_text(&host.path("/proc/sys/kernel/osrelease"), 4096)?;
    let running = running.trim();
    let installed = installed(host)?;
    if installed.is_empty() {
        return Err(Cause::Missing);
    }
    let is_there = installed.iter().any(|(release, _)| release == running);
    let newer = installed.into_iter().filter(|(release, _)| {
        // A kernel that is gone, as after an update of Arch Linux, cannot load modules: whichever is there is next.
        !is_there || (flavour(release) == flavour(running) && numbers(release) > numbers(running))
    });
    Ok(newer.map(|(_, time)| time).min())
}

/// The installed kernels that can be started, with the time of the last change of their folder.
fn installed(host: &Host) -> Result<Vec<(String, Timestamp)>, Cause> {
    for folder in MODULES {
        let Some(names) = file::names(&host.path(folder), MAX_KERNELS)? else { continue };
        let mut found = Vec::new();
        for name in names {
            let modules = host.path(folder).join(&name);
            if has_image(host, &modules, &name)? {
                // The image bears the time at which it was built; the list of its modules is made at the installation.
                found.push((name, file::changed(&modules).ok_or(Cause::Failed)?));
            }
        }
        return Ok(found);
    }
    Ok(Vec::new())
}

/// Whether a kernel has an image, beside its modules or in `/boot`: folders that a removed kernel left have none.
fn has_image(host: &Host, modules: &Path, release: &str) -> Result<bool, Cause> {
    let boot = host.path("/boot");
    let mut places = vec![modules.join("vmlinuz"), boot.join(format!("vmlinuz-{release}"))];
    // Alpine's image has the name of its kind, and its modules go with it.
    if file::exists(&modules.join("kernel"))? {
        places.push(boot.join(format!("vmlinuz-{}", flavour(release))));
    }
    Ok(places.into_iter().any(|place| place.symlink_metadata().is_ok()))
}

/// The words of a release that name the kind of kernel, such as `rt-amd64`, `generic`, `lts` or `arch`.
fn flavour(release: &str) -> String {
    let words = release.split('-').filter(|word| word.starts_with(|first: char| first.is_ascii_alphabetic()));
    let words: Vec<&str> =
        words.map(|word| word.trim_end_matches(|end: char| end.is_ascii_digit())).collect();
    words.join("-")
}

fn numbers(release: &str) -> Vec<u64> {
    let runs = release.split(|character: char| !character.is_ascii_digit());
    runs.filter_map(|run| run.parse().ok()).collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::platform::linux::packages::tests::machine;

    fn started(running: &str, kernels: &[&str]) -> (tempfile::TempDir, Host) {
        let (root, host) = machine(&[("proc/sys/kernel/osrelease", format!("{running}\n").as_bytes())]);
        for kernel in kernels {
            let folder = root.path().join("usr/lib/modules").join(kernel);
            fs_err::create_dir_all(&folder).unwrap();
            fs_err::write(folder.join("vmlinuz"), "").unwrap();
        }
        (root, host)
    }

    #[test]
    fn a_newer_kernel_of_the_same_kind_waits_for_a_restart() {
        for (running, kernels, expected) in [
            ("6.1.0-40-amd64", &["6.1.0-40-amd64"][..], Ok(false)),
            ("6.1.0-9-amd64", &["6.1.0-9-amd64", "6.1.0-40-amd64"], Ok(true)),
            ("6.1.0-40-amd64", &["6.1.0-9-amd64", "6.1.0-40-amd64"], Ok(false)),
            ("6.8.0-50-generic", &["6.8.0-50-generic", "6.8.0-51-lowlatency"], Ok(false)),
            ("6.17.4-300.fc43.x86_64", &["6.17.4-300.fc43.x86_64", "6.17.8-300.fc43.x86_64"], Ok(true)),
            ("6.17.4-300.fc43.x86_64", &["6.17.4-300.fc43.x86_64", "6.12.8-200.fc42.x86_64"], Ok(false)),
            ("6.17.7-arch1-1", &["6.17.8-arch1-1"], Ok(true)),
            ("6.12.1-custom", &[], Err(Cause::Missing)),
        ] {
            let (_root, host) = started(running, kernels);
            let needed = needed_since(&host).map(|since| since.is_some());
            assert_eq!(needed, expected, "{running} {kernels:?}");
        }
    }

    #[test]
    fn a_mark_tells_without_any_kernel() {
        assert!(matches!(needed_since(&machine(&[("run/reboot-required", b"x")]).1), Ok(Some(_))));
    }

    #[test]
    fn what_a_removed_kernel_left_is_no_kernel() {
        let (_root, host) = machine(&[
            ("proc/sys/kernel/osrelease", b"6.1.0-9-amd64\n"),
            ("usr/lib/modules/6.1.0-9-amd64/modules.dep", b""),
            ("usr/lib/modules/6.1.0-40-amd64/updates/dkms/x.ko", b""),
            ("boot/vmlinuz-6.1.0-9-amd64", b""),
        ]);
        assert_eq!(needed_since(&host), Ok(None));
    }

    proptest! {
        #[test]
        fn any_release_has_numbers_and_a_kind(release in "([0-9.-]|.){0,30}") {
            let _ = (numbers(&release), flavour(&release));
        }
    }
}
