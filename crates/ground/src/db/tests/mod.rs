//! Everything here runs on the engine under test; see [`crate::testing`].

mod constraints;
mod listening;
mod log;
mod migrations;
mod search;
mod tables;
mod transactions;
mod values;

use uuid::Uuid;

use super::{DbError, Migration};
use crate::clock::Clock;
use crate::ids::Ids;
use crate::testing::TestDb;

type Result = std::result::Result<(), DbError>;

static MIGRATIONS: [Migration; 2] = [
    Migration { name: "0001_sample", sqlite: include_str!("sqlite.sql"), postgres: include_str!("postgres.sql") },
    Migration {
        name: "0002_search",
        sqlite: include_str!("../dialect/search/sqlite.sql"),
        postgres: include_str!("../dialect/search/postgres.sql"),
    },
];

#[expect(unreachable_pub, reason = "other crates declare their statements for a test of another crate")]
mod store {
    crate::sql! {
        /// Starts to count.
        pub(super) START: () = "INSERT INTO counter (name, value) VALUES ($1, $2)";
        /// How far it is.
        pub(super) VALUE: (i64,) = "SELECT value FROM counter WHERE name = $1";
        /// How far it is, so that nobody else counts on meanwhile.
        pub(super) VALUE_TO_CHANGE: (i64,) = "SELECT value FROM counter WHERE name = $1 @for_update";
        /// Counts.
        pub(super) SET: () = "UPDATE counter SET value = $2 WHERE name = $1";
        /// How many counters there are.
        pub(super) COUNTERS: (i64,) = "SELECT COUNT(*) FROM counter";
        /// A row of every kind of value.
        pub(super) ADD: () = "INSERT INTO sample (id, whole, part, text, bytes, parent) VALUES ($1, $2, $3, $4, $5, $6)";
    }
}

async fn fresh() -> TestDb {
    TestDb::new(&MIGRATIONS).await
}

fn id() -> Uuid {
    Ids::new(Clock::system()).next()
}
