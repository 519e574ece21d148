//! Prepares every file a browser loads: third-party packages by their lock file, our own CSS, JavaScript and icons, each also
//! gzipped. What comes out is one table (`OUT_DIR/assets.rs`), so the program is one binary and needs no Node to run.

#[path = "build/css.rs"]
mod css;
#[path = "build/dots.rs"]
mod dots;
#[path = "build/packages.rs"]
mod packages;

use std::collections::BTreeMap;
use std::env;
use std::fmt::Write as _;
use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use flate2::{Compression, write::GzEncoder};
use sha2::{Digest, Sha256};

/// What went wrong, as a sentence for the person who builds.
type Outcome<T> = Result<T, String>;

/// Content by path below `/assets/<hash>/`, in the order the hash reads it.
type Files = BTreeMap<String, Vec<u8>>;

fn main() -> ExitCode {
    match prepare() {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            eprintln!("{message}");
            ExitCode::FAILURE
        }
    }
}

fn prepare() -> Outcome<()> {
    let assets = PathBuf::from(variable("CARGO_MANIFEST_DIR")?).join("../../assets");
    let out = PathBuf::from(variable("OUT_DIR")?);
    for input in ["css", "js", "icons", "package.json", "package-lock.json"] {
        println!("cargo::rerun-if-changed={}", assets.join(input).display());
    }
    println!("cargo::rerun-if-changed=build");
    println!("cargo::rerun-if-changed=build.rs");

    let mut files = packages::files(&assets, &out.join("npm"))?;
    files.insert("css/app.css".into(), css::bundle(&assets.join("css"))?.into_bytes());
    collect(&assets, "js", &mut files)?;
    collect(&assets, "icons", &mut files)?;
    // Every icon of every row names this file, so it stands at the top, where its address is shortest.
    if let Some(icons) = files.remove("icons/icons.svg") {
        files.insert("i.svg".into(), dots::add_to(&String::from_utf8_lossy(&icons)).into_bytes());
    }
    write_table(&files, &out)
}

/// Adds every file below `assets/<folder>`; hidden files are editors' leftovers.
fn collect(assets: &Path, folder: &str, files: &mut Files) -> Outcome<()> {
    for entry in fs::read_dir(assets.join(folder)).map_err(|e| format!("cannot list assets/{folder}: {e}"))? {
        let entry = entry.map_err(|e| format!("cannot list assets/{folder}: {e}"))?;
        let name = entry.file_name().to_string_lossy().into_owned();
        let path = format!("{folder}/{name}");
        if name.starts_with('.') {
            continue;
        } else if entry.path().is_dir() {
            collect(assets, &path, files)?;
        } else {
            files.insert(path, read(&entry.path())?);
        }
    }
    Ok(())
}

fn write_table(files: &Files, out: &Path) -> Outcome<()> {
    let hash = fingerprint(files);
    let mut table = format!(
        "const HASH: &str = \"{hash}\";\nconst BASE: &str = \"/assets/{hash}/\";\nstatic FILES: &[File] = &[\n"
    );
    for (path, bytes) in files {
        write(&out.join("assets").join(path), bytes)?;
        let packed = gzip(bytes)?;
        let gzip = if packed.len() < bytes.len() * 9 / 10 {
            write(&out.join("assets").join(format!("{path}.gz")), &packed)?;
            format!("Some({})", include(&format!("{path}.gz")))
        } else {
            "None".into()
        };
        let (kind, plain) = (content_type(path)?, include(path));
        let _ = writeln!(table, "File {{ path: {path:?}, kind: {kind:?}, plain: {plain}, gzip: {gzip} }},");
    }
    table.push_str("];\n");
    write(&out.join("assets.rs"), table.as_bytes())
}

fn include(path: &str) -> String {
    format!("include_bytes!(concat!(env!(\"OUT_DIR\"), \"/assets/{path}\"))")
}

/// One hash for the whole bundle: a change anywhere gives every file a new address, so relative imports never mix two builds.
fn fingerprint(files: &Files) -> String {
    let mut hash = Sha256::new();
    for (path, bytes) in files {
        hash.update(path);
        hash.update(bytes.len().to_le_bytes());
        hash.update(bytes);
    }
    hash.finalize().iter().take(4).fold(String::new(), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}

fn gzip(bytes: &[u8]) -> Outcome<Vec<u8>> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(bytes).and_then(|()| encoder.finish()).map_err(|e| format!("cannot compress: {e}"))
}

fn content_type(path: &str) -> Outcome<&'static str> {
    Ok(match path.rsplit_once('.').map(|(_, ending)| ending) {
        Some("css") => "text/css; charset=utf-8",
        Some("js") => "text/javascript; charset=utf-8",
        Some("json") => "application/json",
        Some("svg") => "image/svg+xml",
        Some("png") => "image/png",
        Some("txt") => "text/plain; charset=utf-8",
        Some("woff2") => "font/woff2",
        _ => return Err(format!("assets/{path}: say in crates/ground/build.rs which content type this ending has")),
    })
}

fn variable(name: &str) -> Outcome<String> {
    env::var(name).map_err(|_| format!("{name} is not set: this script is run by cargo"))
}

fn read(path: &Path) -> Outcome<Vec<u8>> {
    fs::read(path).map_err(|e| format!("cannot read {}: {e}", path.display()))
}

fn read_text(path: &Path) -> Outcome<String> {
    fs::read_to_string(path).map_err(|e| format!("cannot read {}: {e}", path.display()))
}

fn write(path: &Path, bytes: &[u8]) -> Outcome<()> {
    let made = path.parent().map_or(Ok(()), fs::create_dir_all);
    made.and_then(|()| fs::write(path, bytes)).map_err(|e| format!("cannot write {}: {e}", path.display()))
}
