//! The steps of the schema, for both engines. A floor's tables come in steps of its own; all are run in order.

use ground::db::Migration;

macro_rules! migrations {
    ($($name:literal),+ $(,)?) => {
        /// Every step, oldest first. A step is never changed after a release.
        pub const MIGRATIONS: &[Migration] = &[$(Migration {
            name: $name,
            sqlite: include_str!(concat!("../../../migrations/sqlite/", $name, ".sql")),
            postgres: include_str!(concat!("../../../migrations/postgres/", $name, ".sql")),
        }),+];
    };
}

migrations![
    "0001_together",
    "0002_strategy",
    "0003_discovery",
    "0004_delivery",
    "0005_exchange",
    "0006_search",
    "0007_sprint_backlog",
    "0008_by_itself",
    "0009_roll_ups",
    "0010_removed_stories",
    "0011_counted_in_indexes",
    "0012_written_with_requests",
    "0013_questions",
    "0014_stories",
    "0015_research",
    "0016_acceptance",
    "0017_board",
    "0018_definitions",
    "0019_to_tell",
    "0020_passages"
];

#[cfg(test)]
mod tests;
