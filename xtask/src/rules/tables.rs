//! Who owns a table, who writes it, and where SQL stands.

use std::collections::BTreeMap;

use super::{Fault, Rule};
use crate::house::{Place, declared, height};
use crate::rust::{Literal, Source};
use crate::sql::{self, Use};
use crate::tree::{File, Tree};

/// With one owner, a rule about a table has one place to stand and to be looked for.
pub(crate) const ONE_OWNER: Rule = Rule {
    name: "one owner a table",
    why: "who changes a table must find the one room that answers for it",
    find: |tree| {
        let owners = owners(tree);
        let mut faults = Vec::new();
        for (table, (path, line)) in &created(tree) {
            if !owners.contains_key(table.as_str()) {
                faults.push(Fault::at(
                    path,
                    *line,
                    format!("name {table} in the `//! Tables:` line of the room that owns it."),
                ));
            }
        }
        for (table, owned) in &owners {
            let others = owned.iter().skip(1).map(|owner| {
                Fault::at(
                    &owner.path,
                    owner.line,
                    format!("{table} belongs to {} already: one room owns a table.", owned[0].room()),
                )
            });
            faults.extend(others);
            if !created(tree).contains_key(*table) {
                let owner = &owned[0];
                faults.push(Fault::at(
                    &owner.path,
                    owner.line,
                    format!("no migration creates {table}: correct the `//! Tables:` line."),
                ));
            }
        }
        faults
    },
};

/// A table that several rooms write has no rules, only customs.
pub(crate) const OWN_WRITES: Rule = Rule {
    name: "own tables",
    why: "only the owning room writes a table; its own and higher floors may read it",
    find: |tree| {
        let owners = owners(tree);
        each_text(tree, |file, source, literal| {
            let place = Place::of(&file.path)?;
            let used = uses(source, literal);
            used.into_iter().find_map(|(kind, table)| refused(place, kind, table, owners.get(table)?.first()?))
        })
    },
};

/// A page that asks the database itself goes round the room's rules and round the test that prepares every statement.
pub(crate) const SQL_IN_STORES: Rule = Rule {
    name: "SQL in stores",
    why: "who looks for a statement looks in one file of the room",
    find: |tree| {
        each_text(tree, |file, source, literal| {
            let stray = Place::of(&file.path).is_some_and(|place| !may_hold_sql(place)) && is_sql(source, literal);
            stray.then(|| "move this SQL into the room's store.rs.".to_owned())
        })
    },
};

/// A statement, or a condition that `Select` would put into one.
fn is_sql(source: &Source, literal: &Literal) -> bool {
    let before = source.code[..literal.at].trim_end();
    sql::is_statement(&literal.text) || before.ends_with(".and(") || before.ends_with(".and_if(")
}

fn may_hold_sql(place: Place<'_>) -> bool {
    (place.has_rooms() && place.is("store")) || (place.floor == "ground" && place.room == "db")
}

fn refused(place: Place<'_>, kind: Use, table: &str, owner: &Owner) -> Option<String> {
    match kind {
        Use::Writes if (place.floor, place.room) != (owner.floor.as_str(), owner.name.as_str()) => {
            Some(format!("{table} belongs to {}: call a function of its store to write it.", owner.room()))
        }
        Use::Reads if height(place.floor) < height(&owner.floor) => {
            Some(format!("{table} belongs to {}, a higher floor: let that room hand it down.", owner.room()))
        }
        _ => None,
    }
}

/// Tables in a statement or a piece of one, and the table of an `Insert { table: "…" }`.
fn uses<'a>(source: &Source, literal: &'a Literal) -> Vec<(Use, &'a str)> {
    let before = source.code[..literal.at].trim_end();
    if before.ends_with("table:") { vec![(Use::Writes, &literal.text)] } else { sql::tables(&literal.text) }
}

struct Owner {
    floor: String,
    name: String,
    path: String,
    line: usize,
}

impl Owner {
    fn room(&self) -> String {
        format!("{}::{}", self.floor, self.name)
    }
}

/// The rooms that declare a table, by table.
fn owners(tree: &Tree) -> BTreeMap<&str, Vec<Owner>> {
    let mut owners: BTreeMap<&str, Vec<Owner>> = BTreeMap::new();
    for file in tree.files() {
        let Some(place) = Place::of(&file.path).filter(|place| place.has_rooms() && place.is("mod")) else { continue };
        let line = file.lines().find(|(_, line)| line.starts_with("//! Tables:")).map_or(1, |(at, _)| at);
        for table in declared(&file.text, "Tables") {
            let owner = Owner { floor: place.floor.into(), name: place.room.into(), path: file.path.clone(), line };
            owners.entry(table).or_default().push(owner);
        }
    }
    owners
}

/// The tables that migrations create and do not drop again, with where.
fn created(tree: &Tree) -> BTreeMap<String, (String, usize)> {
    let mut tables = BTreeMap::new();
    for file in tree.files().iter().filter(|file| file.path.starts_with("migrations/") && file.path.ends_with(".sql")) {
        for (at, line) in file.lines() {
            if let Some(name) = named(line, &["CREATE TABLE IF NOT EXISTS ", "CREATE TABLE ", "CREATE VIRTUAL TABLE "])
            {
                tables.entry(name.to_owned()).or_insert_with(|| (file.path.clone(), at));
            }
            if let Some(name) = named(line, &["DROP TABLE IF EXISTS ", "DROP TABLE "]) {
                tables.remove(name);
            }
        }
    }
    tables
}

fn named<'a>(line: &'a str, beginnings: &[&str]) -> Option<&'a str> {
    let rest = beginnings.iter().find_map(|beginning| line.trim_start().strip_prefix(beginning))?;
    rest.split(|c: char| c != '_' && !c.is_alphanumeric()).next()
}

/// Asks about every text of the crates that is not there for tests.
fn each_text(tree: &Tree, ask: impl Fn(&File, &Source, &Literal) -> Option<String>) -> Vec<Fault> {
    let mut faults = Vec::new();
    for (file, source) in tree.rust().filter(|(file, _)| !file.is_test()) {
        let texts = source.texts.iter().filter(|literal| !source.in_test(literal.at));
        faults.extend(
            texts.filter_map(|literal| {
                Some(Fault::at(&file.path, source.line(literal.at), ask(file, source, literal)?))
            }),
        );
    }
    faults
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::places;

    const MIGRATION: (&str, &str) =
        ("migrations/sqlite/0001_a.sql", "-- A\nCREATE TABLE thing (\n);\nCREATE TABLE story (\n);\n");
    const THREAD: (&str, &str) = ("crates/together/src/thread/mod.rs", "//! The thread.\n//!\n//! Tables: thing.\n");
    const STORIES: (&str, &str) = ("crates/delivery/src/stories/mod.rs", "//! Stories.\n//!\n//! Tables: story.\n");

    #[test]
    fn every_table_has_an_owner() {
        assert!(places(&ONE_OWNER, &[MIGRATION, THREAD, STORIES]).is_empty());
        assert_eq!(places(&ONE_OWNER, &[MIGRATION, THREAD]), ["migrations/sqlite/0001_a.sql:4"]);
    }

    #[test]
    fn no_table_has_two_owners_or_is_missing() {
        let greedy = ("crates/delivery/src/backlog/mod.rs", "//! The backlog.\n//! Tables: story, rank.\n");
        let expected = ["crates/delivery/src/backlog/mod.rs:2", "crates/delivery/src/stories/mod.rs:3"];
        assert_eq!(places(&ONE_OWNER, &[MIGRATION, THREAD, greedy, STORIES]), expected);
    }

    #[test]
    fn a_dropped_table_needs_no_owner() {
        let dropped = ("migrations/sqlite/0002_b.sql", "DROP TABLE story;\n");
        assert!(places(&ONE_OWNER, &[MIGRATION, dropped, THREAD]).is_empty());
    }

    #[test]
    fn a_store_writes_its_own_tables_and_reads_lower_ones() {
        let good = "const A: &str = \"UPDATE story SET rank = $1\";\nconst B: &str = \"SELECT id FROM story JOIN thing USING (id)\";\n";
        assert!(places(&OWN_WRITES, &[THREAD, STORIES, ("crates/delivery/src/stories/store.rs", good)]).is_empty());
    }

    #[test]
    fn a_store_neither_writes_others_tables_nor_reads_higher_ones() {
        let bad = "const A: Insert = Insert {\n    table: \"thing\" };\nconst B: &str = \"DELETE FROM thing\";\n#[cfg(test)]\nmod tests { const C: &str = \"DELETE FROM thing\"; }\n";
        let high = "const A: &str = \"SELECT id FROM story\";";
        let samples = [
            THREAD,
            STORIES,
            ("crates/delivery/src/stories/store.rs", bad),
            ("crates/together/src/thread/store/read.rs", high),
        ];
        let expected = [
            "crates/delivery/src/stories/store.rs:2",
            "crates/delivery/src/stories/store.rs:3",
            "crates/together/src/thread/store/read.rs:1",
        ];
        assert_eq!(places(&OWN_WRITES, &samples), expected);
    }

    #[test]
    fn statements_stand_in_stores() {
        let sql = "const A: &str = \"SELECT id FROM story\";";
        let good = [
            ("crates/delivery/src/stories/store/list.rs", sql),
            ("crates/ground/src/db/tx.rs", sql),
            ("crates/delivery/src/stories/tests.rs", sql),
        ];
        assert!(places(&SQL_IN_STORES, &good).is_empty());
        let condition = "fn a() { select.and_if(\n    \"s.points <= ?\", most) }";
        let bad = [
            ("crates/delivery/src/stories/api.rs", condition),
            ("crates/delivery/src/stories/pages.rs", sql),
            ("crates/tandem/src/lib.rs", sql),
            ("crates/ground/src/web/store.rs", sql),
        ];
        assert_eq!(places(&SQL_IN_STORES, &bad).len(), 4);
    }
}
