//! Reading a file on a thread of its own, in batches.

use std::path::PathBuf;

use ground::web::Result;
use tokio::sync::mpsc;

use super::Turn;
use super::pace::Pace;
use crate::exchange::importing::rows::{Given, Incoming, Item, Late, Left, Rows};

/// Rows that repeat later ones, caught up with in one transaction.
const LATE: usize = 100;

/// What a batch holds.
#[derive(Default)]
pub(super) struct Batch {
    /// Rows that can be used.
    pub(super) rows: Vec<Incoming>,
    /// For each of them, the first row of the file with the same words, where it was asked for.
    pub(super) firsts: Vec<Option<i64>>,
    /// Rows that cannot.
    pub(super) left: Vec<Left>,
    /// Rows of earlier batches that repeat one which came after them.
    pub(super) late: Vec<Late>,
}

impl Batch {
    pub(super) fn len(&self) -> usize {
        self.rows.len() + self.left.len()
    }
}

/// What is read: all of it for a dry run, what comes after a row that is settled for a real one.
#[derive(Clone, Copy)]
pub(super) struct Wanted {
    /// The last row that is settled.
    pub(super) after: i64,
    /// Whether rows are compared with those before them.
    pub(super) firsts: bool,
    /// What holds for all rows.
    pub(super) given: Given,
}

/// Reads the file of a run, in batches of the size that the pace says. Two batches wait at most, so that a file of any size
/// takes the same memory.
pub(super) fn batches(turn: &Turn, wanted: Wanted, pace: &Pace) -> mpsc::Receiver<Result<Batch>> {
    let (sender, receiver) = mpsc::channel(2);
    let run = &turn.run;
    let (file, format) = (PathBuf::from(&run.file), run.survey.0.format.clone());
    let (mapping, source, pace) = (run.mapping.0.clone(), run.source.clone(), pace.clone());
    tokio::task::spawn_blocking(move || {
        let read = || {
            Rows::open(&file, &format, mapping, &source, wanted.given)
                .and_then(|rows| all(rows, wanted, &pace, &sender))
        };
        if let Err(failure) = read() {
            let _ = sender.blocking_send(Err(failure));
        }
    });
    receiver
}

/// Sends everything, and ends early when nobody wants it any more.
fn all(mut rows: Rows, wanted: Wanted, pace: &Pace, sender: &mpsc::Sender<Result<Batch>>) -> Result<()> {
    let mut batch = Batch::default();
    while let Some(item) = rows.next_item()? {
        match item {
            Item::Row(row) if row.number > wanted.after => {
                batch.firsts.push(if wanted.firsts { rows.first_with(&row) } else { None });
                batch.rows.push(*row);
            }
            Item::Left(left) if left.number > wanted.after => batch.left.push(left),
            _ => {}
        }
        let full = batch.len() >= pace.rows();
        if sender.is_closed() || (full && sender.blocking_send(Ok(std::mem::take(&mut batch))).is_err()) {
            return Ok(());
        }
    }
    if batch.len() > 0 && sender.blocking_send(Ok(batch)).is_err() {
        return Ok(());
    }
    for late in rows.late().chunks(LATE) {
        if sender.blocking_send(Ok(Batch { late: late.to_vec(), ..Batch::default() })).is_err() {
            return Ok(());
        }
    }
    Ok(())
}
