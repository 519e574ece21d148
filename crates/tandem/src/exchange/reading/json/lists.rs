//! Finds the list of rows in a JSON object: `{"data": […]}`, a board with `cards`, an answer with `data.issues.nodes`.

use std::io::{self, BufRead};

use super::super::targets::Target;
use super::super::words;
use super::scanner::{Ended, Scanner};

/// What tools call their list of rows, best first.
const NAMES: &[&str] = &[
    "cards",
    "data",
    "issues",
    "items",
    "results",
    "posts",
    "requests",
    "stories",
    "features",
    "ideas",
    "suggestions",
    "records",
    "rows",
    "nodes",
    "entries",
    "tickets",
    "values",
];

/// How deep a list may be wrapped.
const DEEP: usize = 4;

/// A list of objects or of lists found in the file.
struct List {
    path: Vec<String>,
    rows: u64,
}

/// The path of the list that most likely holds the rows; empty paths belong to lists that hold nothing.
pub(crate) fn find<S: BufRead>(source: S) -> io::Result<Option<Vec<String>>> {
    let mut scanner = Scanner::new(source);
    let mut found = Found::default();
    object(&mut scanner, &mut Vec::new(), &mut found)?;
    let best = found.lists.iter().max_by_key(|list| {
        let path = &list.path;
        (list.rows > 0, list.named(), std::cmp::Reverse(path.len()), list.rows)
    });
    // An object with a title and a list of labels is one row, not a list of labels.
    Ok(best.filter(|list| list.named() > 0 || !found.is_row).map(|list| list.path.clone()))
}

#[derive(Default)]
struct Found {
    lists: Vec<List>,
    /// Whether the object itself has a title.
    is_row: bool,
}

impl List {
    /// How usual its name is for a list of rows; 0 if it is not.
    fn named(&self) -> usize {
        let named = NAMES.iter().rev().position(|name| self.path.last().is_some_and(|last| last == name));
        named.map_or(0, |at| at + 1)
    }
}

fn object<S: BufRead>(scanner: &mut Scanner<S>, path: &mut Vec<String>, found: &mut Found) -> io::Result<()> {
    if !scanner.eat(b'{')? {
        return Ok(());
    }
    while let Some(key) = scanner.key()? {
        path.push(key);
        match scanner.peek()? {
            Some(b'{') if path.len() < DEEP => object(scanner, path, found)?,
            Some(b'[') => {
                if let Some(rows) = count(scanner)? {
                    found.lists.push(List { path: path.clone(), rows });
                }
            }
            first => {
                let title = path.len() < DEEP && words::score(&path.join("."), Target::Title).is_some();
                found.is_row |= title && first == Some(b'"');
                scanner.value(&mut Vec::new(), 0)?;
            }
        }
        path.pop();
    }
    scanner.eat(b'}')?;
    Ok(())
}

/// How many rows the list has; nothing if its entries are not rows.
fn count<S: BufRead>(scanner: &mut Scanner<S>) -> io::Result<Option<u64>> {
    scanner.eat(b'[')?;
    let are_rows = matches!(scanner.peek()?, Some(b'{' | b'[' | b']') | None);
    let mut rows = 0;
    while element(scanner, &mut Vec::new(), 0)?.is_some() {
        rows += 1;
    }
    Ok(are_rows.then_some(rows))
}

/// Goes to the first entry of the list at this path; false if there is none.
pub(super) fn enter<S: BufRead>(scanner: &mut Scanner<S>, path: &[String]) -> io::Result<bool> {
    let Some((wanted, inner)) = path.split_first() else {
        return scanner.eat(b'[');
    };
    scanner.eat(b'{')?;
    while let Some(key) = scanner.key()? {
        if key == *wanted {
            return enter(scanner, inner);
        }
        scanner.value(&mut Vec::new(), 0)?;
    }
    Ok(false)
}

/// Reads the next entry of a list; nothing at its end.
pub(super) fn element<S: BufRead>(
    scanner: &mut Scanner<S>,
    keep: &mut Vec<u8>,
    limit: usize,
) -> io::Result<Option<Ended>> {
    while scanner.eat(b',')? {}
    match scanner.peek()? {
        None => Ok(None),
        Some(b']') => {
            scanner.eat(b']')?;
            Ok(None)
        }
        // What cannot begin a value is one broken entry up to the next separator.
        Some(stray @ (b'}' | b':')) => {
            scanner.eat(stray)?;
            Ok(Some(Ended::Broken))
        }
        Some(_) => match scanner.value(keep, limit)? {
            Ended::TooLarge if limit == 0 => Ok(Some(Ended::Whole)),
            ended => Ok(Some(ended)),
        },
    }
}
