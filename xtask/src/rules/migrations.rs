//! The two folders of migrations.

use std::collections::BTreeMap;

use super::{Fault, Rule};

/// Both databases are one schema: what one learns, the other learns under the same name and number.
pub(crate) const PAIRED: Rule = Rule {
    name: "paired migrations",
    why: "a migration missing on one database is a program that works on the other only",
    find: |tree| {
        let mut names: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
        for file in tree.files() {
            let below = file.path.strip_prefix("migrations/").and_then(|below| below.split_once('/'));
            if let Some((engine, name)) =
                below.filter(|(engine, name)| ENGINES.contains(engine) && name.ends_with(".sql"))
            {
                names.entry(name).or_default().push(engine);
            }
        }
        let mut faults = Vec::new();
        for (at, (name, engines)) in names.iter().enumerate() {
            let path = format!("migrations/{}/{name}", engines[0]);
            if let Some(missing) = ENGINES.iter().find(|engine| !engines.contains(engine)) {
                faults.push(Fault::at(&path, 1, format!("write migrations/{missing}/{name} as well.")));
            }
            let number = format!("{:04}_", at + 1);
            if !name.starts_with(&number) {
                faults.push(Fault::at(
                    &path,
                    1,
                    format!("the next migration begins with {number}: numbers have no gaps and no doubles."),
                ));
            }
        }
        faults
    },
};

const ENGINES: [&str; 2] = ["sqlite", "postgres"];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::places;

    #[test]
    fn same_names_numbered_on() {
        let good =
            ["sqlite/0001_a.sql", "sqlite/0002_b.sql", "postgres/0001_a.sql", "postgres/0002_b.sql", "README.md"];
        assert!(places(&PAIRED, &good.map(|path| (format!("migrations/{path}").leak() as &str, ""))).is_empty());
    }

    #[test]
    fn gaps_doubles_and_missing_ones_are_reported() {
        let bad = [
            ("migrations/sqlite/0001_a.sql", ""),
            ("migrations/sqlite/0001_b.sql", ""),
            ("migrations/postgres/0001_a.sql", ""),
        ];
        assert_eq!(places(&PAIRED, &bad), ["migrations/sqlite/0001_b.sql:1", "migrations/sqlite/0001_b.sql:1"]);
    }
}
