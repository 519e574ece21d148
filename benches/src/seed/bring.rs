//! Imports a file as a person does, while somebody else goes on working, and watches what that takes.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use crate::Result;
use crate::http::Client;
use crate::load::percentile;
use crate::person::{PRODUCT, Person};
use crate::server::Server;

/// How often the import is looked at, and how often somebody else writes.
const LOOK: Duration = Duration::from_millis(50);

/// How a file came in.
pub(crate) struct Brought {
    /// What its rows became.
    pub(crate) what: &'static str,
    /// How many rows.
    pub(crate) rows: usize,
    /// How long the dry run took.
    pub(crate) tried: Duration,
    /// How long the import took.
    pub(crate) took: Duration,
    /// The CPU time of the import.
    pub(crate) cpu: Duration,
    /// What an action of somebody else took meanwhile, the quickest first.
    pub(crate) others: Vec<Duration>,
    /// The server's own memory, sample after sample.
    pub(crate) memory: Vec<u64>,
}

/// Brings a file in.
pub(crate) async fn bring(
    server: &Server,
    person: &Person,
    what: &'static str,
    rows: usize,
    file: &[u8],
) -> Result<Brought> {
    let began = Instant::now();
    // The dry run begins with the file.
    let run = person.upload(&format!("/{PRODUCT}/import"), what, &format!("{what}.csv"), file).await?;
    finished(server, person, &run).await?;
    let tried = began.elapsed();
    let stop = Arc::new(AtomicBool::new(false));
    let other = tokio::spawn(work_beside(server.address, person.clone(), Arc::clone(&stop)));
    let (began, cpu) = (Instant::now(), server.cpu()?);
    person.submit(&format!("{run}/start"), &[]).await?;
    let memory = finished(server, person, &run).await?;
    let (took, cpu) = (began.elapsed(), server.cpu()?.saturating_sub(cpu));
    stop.store(true, Ordering::Relaxed);
    let others = other.await??;
    Ok(Brought { what, rows, tried, took, cpu, others, memory })
}

/// Looks until the run works no more, and notes the server's memory.
async fn finished(server: &Server, person: &Person, run: &str) -> Result<Vec<u64>> {
    let mut look = tokio::time::interval(LOOK * 4);
    let mut memory = Vec::new();
    loop {
        look.tick().await;
        memory.push(server.memory()?.anonymous);
        let page = person.page(run).await?.text();
        if page.contains("role=\"alert\"") {
            return Err(format!("the import of {run} stopped").into());
        }
        if !page.contains("data-poll") {
            return Ok(memory);
        }
    }
}

/// Somebody writes a comment now and then.
async fn work_beside(address: std::net::SocketAddr, person: Person, stop: Arc<AtomicBool>) -> Result<Vec<Duration>> {
    let mut client = Client::new(address);
    let mut look = tokio::time::interval(LOOK);
    let request = person.press("comment.write", &[("thing", "G-1"), ("body", "Meanwhile")]);
    let mut times = Vec::new();
    while !stop.load(Ordering::Relaxed) {
        look.tick().await;
        let sent = Instant::now();
        let answer = client.send(&request).await?;
        if answer.status != 303 {
            return Err(format!("a comment was answered {}", answer.status).into());
        }
        times.push(sent.elapsed());
    }
    times.sort_unstable();
    Ok(times)
}

impl Brought {
    /// Rows in a second.
    pub(crate) fn pace(&self) -> f64 {
        self.rows as f64 / self.took.as_secs_f64()
    }

    /// What somebody else's action took at most, in so many of a hundred cases.
    pub(crate) fn others(&self, percent: usize) -> Duration {
        percentile(&self.others, percent)
    }
}
