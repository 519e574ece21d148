//! The figures of `docs/measured.md`, again. The blind labels are in this folder's neighbour; all else needs `TANDEM_DATA`, the
//! folder with `stories`, `story-spans` and `story-quality`.

mod atomic;
mod noise;
mod quality;
mod score;
mod spans;
mod twins;

use std::path::PathBuf;

use story_lint::{Criterion, Options, Story, lint};

/// Where the data is, if it is there.
fn data(folder: &str) -> Option<PathBuf> {
    let Some(root) = std::env::var_os("TANDEM_DATA") else {
        eprintln!("skipped: TANDEM_DATA does not say where the data is");
        return None;
    };
    Some(PathBuf::from(root).join(folder))
}

/// The texts of the files of a folder with an ending, each with its name, in order.
fn files(folder: &str, ending: &str) -> Vec<(String, String)> {
    let Some(entries) = data(folder).and_then(|path| std::fs::read_dir(path).ok()) else { return Vec::new() };
    let mut paths: Vec<PathBuf> = entries.flatten().map(|entry| entry.path()).collect();
    paths.retain(|path| path.extension().is_some_and(|own| own == ending));
    paths.sort();
    let name = |path: &PathBuf| path.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default();
    paths.iter().filter_map(|path| Some((name(path), std::fs::read_to_string(path).ok()?))).collect()
}

/// Lints stories, one a line, in their order.
fn stories(lines: &[String]) -> Vec<Story> {
    let text = lines.iter().map(|line| line.replace(['\n', '\r'], " ")).collect::<Vec<_>>().join("\n");
    lint(text.as_bytes(), &Options::default()).unwrap_or_default()
}

fn tells(story: &Story, criterion: Criterion) -> bool {
    story.findings.iter().any(|finding| finding.criterion == criterion)
}
