//! Exchange: files in and out. What others wrote is read, mapped to our fields and tried dry before anything lands; then it
//! goes through the same actions as everything else, and a report accounts for every row.
//!
//! Also here: example, importing, reading, workspace.

pub mod example;
pub mod importing;
pub mod reading;
pub mod workspace;
