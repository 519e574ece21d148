//! Joins `app.css` and what it imports, in order, into the one style sheet a page loads.

use std::path::Path;

use crate::{Outcome, read_text};

/// The text of `app.css` with each `@import url("…");` line replaced by the file it names.
pub(crate) fn bundle(folder: &Path) -> Outcome<String> {
    let mut joined = String::new();
    for line in read_text(&folder.join("app.css"))?.lines() {
        match imported(line) {
            Some(name) => joined.push_str(&part(folder, name)?),
            None => joined.push_str(line),
        }
        joined.push('\n');
    }
    if joined.contains("@import") {
        return Err("assets/css: write imports in app.css only, one on a line, as @import url(\"name.css\");".into());
    }
    Ok(joined)
}

/// A part from a folder moves up beside `app.css`, where its own relative addresses would lead elsewhere.
fn part(folder: &Path, name: &str) -> Outcome<String> {
    let text = read_text(&folder.join(name))?;
    if name.contains('/') && text.contains("url(") {
        return Err(format!("assets/css/{name}: url() belongs in a file beside app.css, since all are joined there"));
    }
    Ok(text)
}

fn imported(line: &str) -> Option<&str> {
    line.trim().strip_prefix("@import url(\"")?.strip_suffix("\");")
}
