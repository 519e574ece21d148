//! How long files and functions may be. The house wants 300 and 50 lines; what is reported is past discussing.

use super::{Fault, Rule};

/// A file that does not fit into a head is split by verb, never by layer.
pub(crate) const SMALL_FILES: Rule = Rule {
    name: "small files",
    why: "a newcomer reads a file whole or not at all",
    find: |tree| {
        let ours = tree.files().iter().filter(|file| !file.is_test() && is_ours(&file.path));
        let measured =
            ours.map(|file| (file, file.text.lines().count() - file.rust.as_ref().map_or(0, |rust| rust.test_lines())));
        let long = measured.filter(|(_, lines)| *lines > MOST_LINES);
        long.map(|(file, lines)| {
            Fault::at(
                &file.path,
                1,
                format!("{lines} lines, {MOST_LINES} are the most: split it into a folder by verb."),
            )
        })
        .collect()
    },
};

/// A function tells one thing on one screen.
pub(crate) const SMALL_FUNCTIONS: Rule = Rule {
    name: "small functions",
    why: "what a function does must be seen without scrolling",
    find: |tree| {
        let mut faults = Vec::new();
        for (file, source) in tree.rust().filter(|(file, _)| !file.is_test()) {
            for function in
                source.functions().into_iter().filter(|f| f.lines > MOST_LINES_OF_A_FUNCTION && !source.in_test(f.at))
            {
                let what = format!(
                    "{} has {} lines, {MOST_LINES_OF_A_FUNCTION} are the most: give its steps names.",
                    function.name, function.lines
                );
                faults.push(Fault::at(&file.path, function.first_line, what));
            }
        }
        faults
    },
};

const MOST_LINES: usize = 400;
const MOST_LINES_OF_A_FUNCTION: usize = 60;

fn is_ours(path: &str) -> bool {
    path.starts_with("bin/")
        || ["rs", "js", "mjs", "css"].iter().any(|ending| path.rsplit_once('.').is_some_and(|(_, e)| e == *ending))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::places;

    #[test]
    fn tests_do_not_count() {
        let text = format!("{}#[cfg(test)]\nmod tests {{\n{}}}\n", "//\n".repeat(400), "//\n".repeat(100));
        assert!(places(&SMALL_FILES, &[("a.rs", &text), ("crates/a/src/b/tests.rs", &"//\n".repeat(500))]).is_empty());
    }

    #[test]
    fn long_files_are_reported() {
        let long = "//\n".repeat(401);
        assert_eq!(
            places(&SMALL_FILES, &[("a.rs", &long), ("a.css", &long), ("bin/a", &long), ("a.json", &long)]),
            ["a.css:1", "a.rs:1", "bin/a:1"]
        );
    }

    #[test]
    fn long_functions_are_reported() {
        let function = |lines: usize| format!("\nfn a() {{\n{}}}\n", "//\n".repeat(lines - 2));
        assert!(places(&SMALL_FUNCTIONS, &[("a.rs", &function(60))]).is_empty());
        assert_eq!(places(&SMALL_FUNCTIONS, &[("a.rs", &function(61))]), ["a.rs:2"]);
    }
}
