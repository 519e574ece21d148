//! Reading a file on a thread of its own, in batches.

use std::path::PathBuf;
use std::time::Duration;

use ground::web::{Failure, Result};
use together::app::App;
use tokio::sync::mpsc;
use tokio::task::JoinHandle;

use super::pace::Pace;
use super::{Turn, beat};
use crate::exchange::importing::rows::{Given, Incoming, Item, Late, Left, Rows};
use crate::exchange::importing::store::BEAT;

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

/// Reads the file of a run, in batches of the size that the pace says.
pub(super) fn batches(turn: &Turn, wanted: Wanted, pace: &Pace) -> Batches {
    let run = &turn.run;
    let (file, format) = (PathBuf::from(&run.file), run.survey.0.format.clone());
    let (mapping, source, pace) = (run.mapping.0.clone(), run.source.clone(), pace.clone());
    Batches::read(move |sender| {
        Rows::open(&file, &format, mapping, &source, wanted.given).and_then(|rows| all(rows, wanted, &pace, sender))
    })
}

/// Batches as they are read. Two wait at most, so that a file of any size takes the same memory.
pub(super) struct Batches {
    receiver: mpsc::Receiver<Batch>,
    /// Whoever reads, until it was asked how it ended.
    reader: Option<JoinHandle<Result<()>>>,
}

impl Batches {
    fn read(read: impl FnOnce(&mpsc::Sender<Batch>) -> Result<()> + Send + 'static) -> Self {
        let (sender, receiver) = mpsc::channel(2);
        let reader = tokio::task::spawn_blocking(move || read(&sender));
        Self { receiver, reader: Some(reader) }
    }

    /// The next batch; nothing once all of the file was read. A large file may be read for a while before there is one, so
    /// this says meanwhile that one is still at it.
    pub(super) async fn next(&mut self, app: &App, turn: &Turn) -> Result<Option<Batch>> {
        loop {
            match tokio::time::timeout(Duration::from_micros(BEAT.unsigned_abs()), self.received()).await {
                Ok(next) => return next,
                Err(_) => beat(app, turn, 0).await?,
            }
        }
    }

    /// No more batches is not yet the end of the file: the reader may have failed, or died.
    async fn received(&mut self) -> Result<Option<Batch>> {
        if let Some(batch) = self.receiver.recv().await {
            return Ok(Some(batch));
        }
        let Some(reader) = &mut self.reader else { return Ok(None) };
        let ended = reader.await;
        self.reader = None;
        ended.map_err(|error| Failure::Broken(format!("the reader of the file died: {error}")))??;
        Ok(None)
    }
}

/// Sends everything, and ends early when nobody wants it any more.
fn all(mut rows: Rows, wanted: Wanted, pace: &Pace, sender: &mpsc::Sender<Batch>) -> Result<()> {
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
        if sender.is_closed() || (full && sender.blocking_send(std::mem::take(&mut batch)).is_err()) {
            return Ok(());
        }
    }
    if batch.len() > 0 && sender.blocking_send(batch).is_err() {
        return Ok(());
    }
    for late in rows.late().chunks(LATE) {
        if sender.blocking_send(Batch { late: late.to_vec(), ..Batch::default() }).is_err() {
            return Ok(());
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_reader_that_fails_or_dies_is_no_end_of_the_file() {
        let one = |sender: &mpsc::Sender<Batch>| sender.blocking_send(Batch::default()).unwrap();
        let mut whole = Batches::read(move |sender| {
            one(sender);
            Ok(())
        });
        assert!(whole.received().await.unwrap().is_some() && whole.received().await.unwrap().is_none());
        assert!(whole.received().await.unwrap().is_none(), "the end stays the end");

        let mut failing = Batches::read(move |sender| {
            one(sender);
            Err(Failure::refused("file-unreadable", "The disk is gone."))
        });
        assert!(failing.received().await.unwrap().is_some(), "what came before counts");
        assert!(matches!(failing.received().await, Err(Failure::Refused(_))));

        let mut dying = Batches::read(|_| panic!("a fault of ours"));
        assert!(matches!(dying.received().await, Err(Failure::Broken(_))));
    }
}
