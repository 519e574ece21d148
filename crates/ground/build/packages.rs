//! Third-party files, fetched by npm as `assets/package-lock.json` says and never kept in the repository.

use std::env;
use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::{Files, Outcome, read};

/// Where each file lies in `node_modules`, and where a browser finds it.
const WANTED: [(&str, &str); 6] = [
    ("@hotwired/turbo/dist/turbo.es2017-esm.js", "vendor/turbo.js"),
    ("sortablejs/modular/sortable.esm.js", "vendor/sortable.js"),
    ("sortablejs/LICENSE", "vendor/sortable-license.txt"),
    ("@fontsource-variable/inter/files/inter-latin-opsz-normal.woff2", "fonts/inter-latin-opsz-normal.woff2"),
    ("@fontsource-variable/inter/files/inter-latin-ext-opsz-normal.woff2", "fonts/inter-latin-ext-opsz-normal.woff2"),
    ("@fontsource-variable/inter/LICENSE", "fonts/inter-license.txt"),
];

/// The third-party files, from the packager's own folder when `TANDEM_NODE_MODULES` names one.
pub(crate) fn files(assets: &Path, workshop: &Path) -> Outcome<Files> {
    println!("cargo::rerun-if-env-changed=TANDEM_NODE_MODULES");
    let Some(own) = env::var_os("TANDEM_NODE_MODULES").map(PathBuf::from) else {
        return wanted(&install(assets, workshop)?);
    };
    wanted(&own).map_err(|error| {
        format!("{error}\nTANDEM_NODE_MODULES names a folder without what assets/package-lock.json asks for.")
    })
}

fn wanted(modules: &Path) -> Outcome<Files> {
    WANTED.iter().map(|(from, to)| Ok(((*to).to_owned(), read(&modules.join(from))?))).collect()
}

/// Runs npm in the build folder, unless what the lock file asks for is already there.
fn install(assets: &Path, workshop: &Path) -> Outcome<PathBuf> {
    let (modules, stamp) = (workshop.join("node_modules"), workshop.join("installed"));
    let lock = read(&assets.join("package-lock.json"))?;
    if fs::read(&stamp).is_ok_and(|installed| installed == lock) {
        return Ok(modules);
    }
    crate::write(&workshop.join("package.json"), &read(&assets.join("package.json"))?)?;
    crate::write(&workshop.join("package-lock.json"), &lock)?;
    run_npm(workshop)?;
    crate::write(&stamp, &lock)?;
    Ok(modules)
}

fn run_npm(workshop: &Path) -> Outcome<()> {
    let npm = if cfg!(windows) { "npm.cmd" } else { "npm" };
    let run = Command::new(npm)
        .args(["ci", "--ignore-scripts", "--no-audit", "--no-fund"])
        .current_dir(workshop)
        .output()
        .map_err(|error| match error.kind() {
            ErrorKind::NotFound => "Tandem's pages need three packages from npm while they are built, and npm was not found.\n\
                 Install Node 18 or newer, or set TANDEM_NODE_MODULES to a node_modules folder made from assets/package-lock.json."
                .to_owned(),
            _ => format!("npm did not start: {error}"),
        })?;
    if run.status.success() {
        return Ok(());
    }
    Err(format!(
        "npm ci failed, so the packages in assets/package-lock.json are missing. It said:\n{}\n\
         Without a network, set TANDEM_NODE_MODULES to a node_modules folder made from that file.",
        String::from_utf8_lossy(&run.stderr)
    ))
}
