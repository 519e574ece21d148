//! A whole workspace as one file, in a format anybody can read: written from one moment of a running workspace, and read back
//! into an empty one on either database, to the same counts and the same journal.
//!
//! The file has one JSON object a line, in UTF-8:
//!
//! - the first names the format: `{"tandem":"workspace","version":1,"program":"0.1.0","schema":["0001_together",…],"secrets":false}`;
//! - then one for each row of each table: `{"table":"person","row":{"id":"0192…","name":"Ines Okafor",…}}`, a table after all
//!   tables its rows name. Moments are microseconds since 1970 UTC, yes and no are 1 and 0, ids are UUIDs;
//! - the last counts them: `{"end":{"rows":8214,"tables":{"person":11,…}}}`. A file without it broke off and is refused.
//!
//! Left out is what only holds for a while (sessions, links that open once, tries at a password, answers kept for programs), what
//! the program makes itself (the schema's own rows, the words of search) and, unless asked for, secrets: passwords and the
//! hashes of tokens. Without them people need new passwords: `tandem person reset NAME`.
//!
//! Also here: putting, writing.

mod putting;
pub mod rules;
pub mod store;
mod writing;

pub use putting::put;
pub use writing::write;
