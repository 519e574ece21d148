//! The files the rules look at.

use std::path::{Path, PathBuf};
use std::process::Command;

use crate::rust::Source;

/// All files of the repository, by path from its root.
pub(crate) struct Tree {
    files: Vec<File>,
}

/// One file; Rust files come scanned.
pub(crate) struct File {
    /// From the repository's root, with `/`.
    pub(crate) path: String,
    /// Empty for files that are not text.
    pub(crate) text: String,
    /// What it says as Rust, if it is Rust.
    pub(crate) rust: Option<Source>,
}

impl Tree {
    /// What git has or would take: work in progress is checked before it is committed.
    pub(crate) fn of_repository() -> Result<Self, String> {
        let root = root()?;
        let listed = git(&root, &["ls-files", "-z", "--cached", "--others", "--exclude-standard"])?;
        let mut paths: Vec<&str> = listed.split('\0').filter(|path| root.join(path).is_file()).collect();
        paths.sort_unstable();
        paths.dedup();
        let files = paths.into_iter().map(|path| {
            let bytes = std::fs::read(root.join(path)).map_err(|e| format!("cannot read {path}: {e}"))?;
            Ok(File::new(path, String::from_utf8(bytes).unwrap_or_default()))
        });
        Ok(Self { files: files.collect::<Result<_, String>>()? })
    }

    /// A tree of samples, for the rules' own tests.
    #[cfg(test)]
    pub(crate) fn of(samples: &[(&str, &str)]) -> Self {
        Self { files: samples.iter().map(|(path, text)| File::new(path, (*text).to_owned())).collect() }
    }

    /// All files, by path.
    pub(crate) fn files(&self) -> &[File] {
        &self.files
    }

    /// The file at a path.
    pub(crate) fn file(&self, path: &str) -> Option<&File> {
        self.files.iter().find(|file| file.path == path)
    }

    /// Whether a file or a folder with a file in it is there.
    pub(crate) fn has(&self, path: &str) -> bool {
        let path = path.trim_end_matches('/');
        self.files
            .iter()
            .any(|file| file.path.strip_prefix(path).is_some_and(|rest| rest.is_empty() || rest.starts_with('/')))
    }

    /// All Rust files with what they say.
    pub(crate) fn rust(&self) -> impl Iterator<Item = (&File, &Source)> {
        self.files.iter().filter_map(|file| file.rust.as_ref().map(|source| (file, source)))
    }
}

impl File {
    fn new(path: &str, text: String) -> Self {
        let rust = path.ends_with(".rs").then(|| Source::scan(&text));
        Self { path: path.to_owned(), text, rust }
    }

    /// The name without folders.
    pub(crate) fn name(&self) -> &str {
        self.path.rsplit('/').next().unwrap_or(&self.path)
    }

    /// Lines with their numbers, from 1.
    pub(crate) fn lines(&self) -> impl Iterator<Item = (usize, &str)> {
        self.text.lines().enumerate().map(|(at, line)| (at + 1, line))
    }

    /// Whether the whole file is there for tests or benches.
    pub(crate) fn is_test(&self) -> bool {
        let mut folders = self.path.split('/').rev();
        let name = folders.next().unwrap_or_default();
        matches!(name, "tests.rs" | "testing.rs")
            || name.contains(".test.")
            || folders.any(|folder| matches!(folder, "tests" | "testing" | "benches"))
    }
}

fn root() -> Result<PathBuf, String> {
    let here = std::env::current_dir().map_err(|e| format!("cannot tell the current folder: {e}"))?;
    Ok(PathBuf::from(git(&here, &["rev-parse", "--show-toplevel"])?.trim_end()))
}

fn git(folder: &Path, args: &[&str]) -> Result<String, String> {
    let told =
        Command::new("git").args(args).current_dir(folder).output().map_err(|e| format!("cannot run git: {e}"))?;
    if told.status.success() {
        Ok(String::from_utf8_lossy(&told.stdout).into_owned())
    } else {
        Err(format!("git {}: {}", args.join(" "), String::from_utf8_lossy(&told.stderr).trim()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tests_are_known_by_name_or_folder() {
        let tree = Tree::of(&[
            ("crates/a/src/b/tests.rs", ""),
            ("tests/js/c.mjs", ""),
            ("crates/a/src/testing.rs", ""),
            ("crates/a/src/test.rs", ""),
        ]);
        assert_eq!(tree.files().iter().map(File::is_test).collect::<Vec<_>>(), [true, true, true, false]);
    }

    #[test]
    fn a_folder_is_there_when_a_file_is_in_it() {
        let tree = Tree::of(&[("docs/words.md", "")]);
        assert!(tree.has("docs/words.md") && tree.has("docs/") && tree.has("docs"));
        assert!(!tree.has("doc") && !tree.has("docs/words"));
    }
}
