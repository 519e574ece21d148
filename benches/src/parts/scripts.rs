//! What a browser is sent besides the page: scripts and styles, compressed as they are served.

use std::collections::BTreeSet;

use super::Part;
use crate::Result;
use crate::person::{PRODUCT, Person};
use crate::table::Table;

const BUDGET: u64 = 120_000;

/// Follows the page's scripts and what they import.
pub(super) async fn measure(person: &Person, table: &mut Table) -> Result<()> {
    let page = person.page(&format!("/{PRODUCT}/backlog")).await?.text();
    let mut found: BTreeSet<String> = linked(&page).collect();
    let mut waiting: Vec<String> = found.iter().cloned().collect();
    let (mut scripts, mut styles) = (0, 0);
    while let Some(path) = waiting.pop() {
        let packed = person.ask(&person.get_with(&path, &[("accept-encoding", "gzip")])).await?;
        let size = packed.body.len() as u64;
        if !path.ends_with(".js") {
            styles += size;
            continue;
        }
        scripts += size;
        let text = person.page(&path).await?.text();
        for import in imports(&text, &path) {
            if found.insert(import.clone()) {
                waiting.push(import);
            }
        }
    }
    let count = found.iter().filter(|path| path.ends_with(".js")).count();
    table.section(Part::Scripts.title());
    table.size(format!("JavaScript, {count} files, compressed"), scripts, BUDGET);
    table.size("CSS, compressed", styles, BUDGET);
    Ok(())
}

fn linked(page: &str) -> impl Iterator<Item = String> {
    page.split('"')
        .filter(|text| text.starts_with("/assets/") && (text.ends_with(".js") || text.ends_with(".css")))
        .map(str::to_owned)
}

/// The addresses of modules a script imports.
fn imports(text: &str, from: &str) -> Vec<String> {
    let folder = from.rsplit_once('/').map_or("", |(folder, _)| folder);
    let pieces: Vec<&str> = text.split(['"', '\'', '`']).collect();
    let imported = pieces.windows(2).filter(|pair| {
        let before = pair[0].trim_end().trim_end_matches('(');
        pair[1].starts_with('.') && (before.ends_with("from") || before.ends_with("import"))
    });
    imported.map(|pair| joined(folder, pair[1])).collect()
}

fn joined(folder: &str, name: &str) -> String {
    let mut parts: Vec<&str> = folder.split('/').collect();
    for part in name.split('/') {
        match part {
            "." => {}
            ".." => {
                parts.pop();
            }
            part => parts.push(part),
        }
    }
    parts.join("/")
}
