//! What the documents point at.

use super::{Fault, Rule};
use crate::tree::File;

/// A text that points at a file which has moved sends its reader away for nothing.
pub(crate) const LINKS_LEAD_SOMEWHERE: Rule =
    Rule {
        name: "links lead somewhere",
        why: "documents stay true only as far as a machine reads them",
        find: |tree| {
            let mut faults = Vec::new();
            for file in tree.files().iter().filter(|file| file.path.ends_with(".md")) {
                for (line, text) in outside_of_fences(file) {
                    let links = links(text).map(|link| (link, beside(&file.path, link)));
                    let named = paths(text).map(|path| (path, path.to_owned()));
                    let missing = links.chain(named).filter(|(_, path)| !path.is_empty() && !tree.has(path));
                    faults.extend(missing.map(|(link, _)| {
                        Fault::at(&file.path, line, format!("{link} is not there: correct the path."))
                    }));
                }
            }
            faults
        },
    };

fn outside_of_fences(file: &File) -> impl Iterator<Item = (usize, &str)> {
    let mut fenced = false;
    file.lines().filter(move |(_, line)| {
        let fence = line.trim_start().starts_with("```");
        fenced ^= fence;
        !fenced && !fence
    })
}

/// The targets of `[text](target)` and `![text](target)` inside the repository, without `#part`.
fn links(line: &str) -> impl Iterator<Item = &str> {
    let targets = line.split("](").skip(1).filter_map(|rest| rest.split([')', ' ']).next());
    targets.filter(|target| !target.contains(':')).map(|target| target.split('#').next().unwrap_or_default())
}

/// Paths in backticks that begin with a folder of the repository; patterns such as `migrations/*` are left alone.
fn paths(line: &str) -> impl Iterator<Item = &str> {
    let quoted = line.split('`').skip(1).step_by(2);
    let plain = quoted.filter(|path| path.bytes().all(|b| b.is_ascii_alphanumeric() || b"/._-".contains(&b)));
    plain.filter(|path| FOLDERS.iter().any(|folder| path.starts_with(folder)))
}

const FOLDERS: [&str; 9] =
    ["assets/", "benches/", "bin/", "crates/", "docs/", "fixtures/", "migrations/", "tests/", "xtask/"];

/// The path a link means, from the repository's root; empty for the root and for what lies outside.
fn beside(from: &str, link: &str) -> String {
    let mut parts: Vec<&str> = if link.starts_with('/') { Vec::new() } else { from.split('/').collect() };
    parts.pop();
    for part in link.split('/') {
        match part {
            "" | "." => {}
            ".." => drop(parts.pop()),
            part => parts.push(part),
        }
    }
    if link.is_empty() { String::new() } else { parts.join("/") }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::places;

    #[test]
    fn links_to_files_folders_and_other_sites_are_fine() {
        let good = "[a](words.md#key) [b](../bin/) [c](https://example.org) [d](#e) [f](..) `bin/test NAME` `migrations/*`\n```\n[x](gone.md)\n```\n`bin/test`\n";
        assert!(
            places(&LINKS_LEAD_SOMEWHERE, &[("docs/a.md", good), ("docs/words.md", ""), ("bin/test", "")]).is_empty()
        );
    }

    #[test]
    fn links_to_what_is_gone_are_reported() {
        let bad = "[a](gone.md)\n![b](../pictures/gone.png)\n`crates/attic/src/lib.rs`\n";
        assert_eq!(places(&LINKS_LEAD_SOMEWHERE, &[("docs/a.md", bad)]), ["docs/a.md:1", "docs/a.md:2", "docs/a.md:3"]);
    }
}
