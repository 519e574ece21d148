//! The program from outside: people and programs before the real routes, files in and out, the command line's verbs.

#![expect(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on should say so at once")]

mod acting;
mod board;
mod client;
mod command;
mod desks;
mod document;
mod engines;
mod examining;
mod example;
mod exchange;
mod history;
mod importing;
mod migrating;
mod ordering;
mod processes;
mod reading;
mod routes;
mod searching;
mod shipping;
mod sums;
mod whose_call;
