//! What belongs into the file, and what its first and last line say.

use std::collections::BTreeMap;

use ground::web::Refusal;
use serde::{Deserialize, Serialize};

/// Grows when older programs could no longer read the file.
pub const VERSION: u32 = 1;

/// The longest line that is read: a row has fields of at most a few megabytes.
pub const LONGEST_LINE: u64 = 64 * 1024 * 1024;

/// Tables that are never written: the schema's own, what is derived, and what only holds for a while.
pub const LEFT_OUT: [&str; 11] = [
    "answered",
    "door_link",
    "import_tally",
    "knock",
    "link_rule",
    "migrate",
    "presence",
    "progress",
    "scope",
    "search",
    "session",
];

/// Tables of secrets.
const SECRET_TABLES: [&str; 1] = ["api_token"];

/// Columns of secrets.
const SECRET_COLUMNS: [(&str, &str); 1] = [("person", "password")];

/// The first line.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Head {
    /// `workspace`.
    pub tandem: String,
    /// See [`VERSION`].
    pub version: u32,
    /// The version of the program that wrote it.
    pub program: String,
    /// The steps of the schema it was written from.
    pub schema: Vec<String>,
    /// Whether secrets are in it.
    pub secrets: bool,
}

/// The last line.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Counts {
    /// Rows in all.
    pub rows: u64,
    /// Rows of each table that has some.
    pub tables: BTreeMap<String, u64>,
}

impl Head {
    /// The first line of a file written now.
    pub fn new(schema: &[&str], secrets: bool) -> Self {
        Self {
            tandem: "workspace".to_owned(),
            version: VERSION,
            program: env!("CARGO_PKG_VERSION").to_owned(),
            schema: schema.iter().map(|step| (*step).to_owned()).collect(),
            secrets,
        }
    }

    /// The head of a file, if its first line is one.
    pub fn of(line: &str) -> Option<Self> {
        serde_json::from_str::<Self>(line).ok().filter(|head| head.tandem == "workspace")
    }

    /// How many steps of the schema it needs, of those this program knows.
    pub fn steps(&self, known: &[&str]) -> Result<usize, Refusal> {
        let fits =
            self.version <= VERSION && known.len() >= self.schema.len() && known[..self.schema.len()] == self.schema;
        if fits {
            return Ok(self.schema.len());
        }
        let message =
            format!("This export was written by Tandem {}, which is newer. Nothing was changed.", self.program);
        Err(Refusal::new("export-newer", message).hint("Import it with that version, or a later one."))
    }
}

impl Counts {
    /// Counts a row.
    pub fn count(&mut self, table: &str) {
        self.rows += 1;
        match self.tables.get_mut(table) {
            Some(rows) => *rows += 1,
            None => {
                self.tables.insert(table.to_owned(), 1);
            }
        }
    }

    /// Of how many rows of a table there are.
    pub fn of(&self, table: &str) -> u64 {
        self.tables.get(table).copied().unwrap_or_default()
    }
}

/// Whether a table is written.
pub fn goes(table: &str, secrets: bool) -> bool {
    !LEFT_OUT.contains(&table) && (secrets || !SECRET_TABLES.contains(&table))
}

/// Whether a column of a table is written.
pub fn goes_with(table: &str, column: &str, secrets: bool) -> bool {
    secrets || !SECRET_COLUMNS.contains(&(table, column))
}

/// A line that is not as the format says.
pub fn unreadable(line: u64, why: impl std::fmt::Display) -> Refusal {
    Refusal::new("export-unreadable", format!("Line {line}: {why}. Nothing was imported."))
}

/// A file that ends before it says how many rows it has.
pub fn broken_off(rows: u64) -> Refusal {
    let message = format!("The file breaks off after {rows} rows. Nothing was imported.");
    Refusal::new("export-broken-off", message).hint("Export once more, and copy the whole file.")
}

/// A file whose rows are not those it says it has.
pub fn miscounted(said: &Counts, found: &Counts) -> Refusal {
    let message = format!("The file says it has {} rows, but has {}. Nothing was imported.", said.rows, found.rows);
    Refusal::new("export-miscounted", message).hint("Lines were lost or added: export once more.")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_first_line_is_known_from_others() {
        let head = Head::new(&["0001_a"], false);
        assert_eq!(Head::of(&serde_json::to_string(&head).unwrap()), Some(head));
        for other in ["", "id,title", "{\"tandem\":\"other\"}", "[]", "{\"title\":\"A request\"}"] {
            assert_eq!(Head::of(other), None, "{other}");
        }
    }

    #[test]
    fn a_newer_file_is_refused_and_an_older_one_read() {
        let known = ["0001_a", "0002_b"];
        assert_eq!(Head::new(&known, false).steps(&known), Ok(2));
        assert_eq!(Head::new(&known[..1], false).steps(&known), Ok(1));
        let newer = [
            Head::new(&["0001_a", "0002_b", "0003_c"], false),
            Head { version: VERSION + 1, ..Head::new(&known, false) },
        ];
        for head in newer {
            assert_eq!(head.steps(&known).unwrap_err().name, "export-newer");
        }
    }
}
