//! Debian packages, where this is Debian (or a child of it) and we may install them.

use super::programs::on_path;
use crate::process::{answer, run_logged};
use crate::project::Project;
use crate::report;
use anyhow::{Context, Result, bail};
use std::process::Command;
use std::sync::Mutex;

/// Lets one apt-get of this program run at a time, as apt-get does not wait for its lock on the
/// package lists.
static ONE_AT_A_TIME: Mutex<()> = Mutex::new(());

/// Installs packages; `purpose` and `about` (the time that it takes) are for the line printed
/// before.
///
/// # Errors
///
/// Where this is not Debian, or we are not root, or the packages cannot be had: the message says
/// what to install by hand.
pub fn install(packages: &[&str], purpose: &str, about: &str, project: &Project) -> Result<()> {
    let list = packages.join(" ");
    if on_path("apt-get").is_none() {
        bail!(
            "{purpose} is missing, and there is no apt-get here to install it with: \
             install it by your system's own way"
        );
    }
    if answer("id", &["-u"]).as_deref() != Some("0") {
        bail!(
            "{purpose} is missing. \
             Install it with: sudo apt-get install --no-install-recommends {list}"
        );
    }
    let _held = ONE_AT_A_TIME.lock();
    report::note(&format!("{purpose}: installing Debian's {list} ({about}, once)"));
    let log = project.tools.join("log").join(format!("apt-{}.log", packages[0]));
    // The lists of a fresh machine are empty, or so old that they know neither the newest packages
    // nor where to get those they know.
    let updated = run_logged(&mut apt_get("update"), &log);
    run_logged(apt_get("install").args(packages), &log).with_context(|| {
        let lists = updated
            .err()
            .map(|why| format!("\nThe package lists could not be had either: {why:#}"))
            .unwrap_or_default();
        format!("{purpose} is missing, and could not be installed{lists}")
    })
}

fn apt_get(verb: &str) -> Command {
    let mut command = Command::new("apt-get");
    // Waits for another program's apt-get: a machine's first boot runs one.
    command
        .args(["-y", "-o", "DPkg::Lock::Timeout=300", verb])
        .env("DEBIAN_FRONTEND", "noninteractive");
    if verb == "install" {
        command.arg("--no-install-recommends");
    }
    command
}
