//! Asks a server on several connections at once, so many times or so long, and notes what each answer took.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use crate::Result;
use crate::http::Client;
use crate::server::Server;

/// How much is asked.
#[derive(Clone, Copy)]
pub(crate) struct Load {
    /// Connections, each with one request under way.
    pub(crate) connections: usize,
    /// Requests in all.
    pub(crate) requests: usize,
    /// What ends it before.
    pub(crate) most: Duration,
}

/// What was noted.
pub(crate) struct Measured {
    /// The CPU time of the server.
    pub(crate) cpu: Duration,
    /// From the first request to the last answer.
    pub(crate) wall: Duration,
    /// What each answer took, the quickest first.
    pub(crate) times: Vec<Duration>,
    /// The length of the last answer's content.
    pub(crate) bytes: usize,
}

impl Load {
    /// Eight connections, as the budgets say.
    pub(crate) const EIGHT: Self = Self { connections: 8, requests: 1_000, most: Duration::from_secs(4) };
    /// One after the other.
    pub(crate) const ONE: Self = Self { connections: 1, requests: 1_000, most: Duration::from_secs(4) };

    /// Sends the requests in turn, over and over; each must be answered with this status. The first answers warm what there
    /// is to warm and are not counted.
    pub(crate) async fn measure(self, server: &Server, requests: &[Vec<u8>], status: u16) -> Result<Measured> {
        let requests: Arc<[Vec<u8>]> = requests.into();
        let mut clients: Vec<Client> = (0..self.connections).map(|_| Client::new(server.address)).collect();
        for (n, client) in clients.iter_mut().enumerate() {
            ask(client, &requests[n % requests.len()], status).await?;
        }
        let next = Arc::new(AtomicUsize::new(self.connections));
        let (cpu, began) = (server.cpu()?, Instant::now());
        let tasks: Vec<_> = clients
            .into_iter()
            .map(|client| tokio::spawn(self.ask_on(client, Arc::clone(&requests), Arc::clone(&next), began, status)))
            .collect();
        let (mut times, mut bytes) = (Vec::new(), 0);
        for task in tasks {
            let (of_task, last) = task.await??;
            times.extend(of_task);
            bytes = bytes.max(last);
        }
        let (wall, cpu) = (began.elapsed(), server.cpu()?.saturating_sub(cpu));
        times.sort_unstable();
        Ok(Measured { cpu, wall, times, bytes })
    }

    async fn ask_on(
        self,
        mut client: Client,
        requests: Arc<[Vec<u8>]>,
        next: Arc<AtomicUsize>,
        began: Instant,
        status: u16,
    ) -> Result<(Vec<Duration>, usize)> {
        let (mut times, mut bytes) = (Vec::new(), 0);
        loop {
            let n = next.fetch_add(1, Ordering::Relaxed);
            if n >= self.requests + self.connections || began.elapsed() > self.most {
                return Ok((times, bytes));
            }
            let sent = Instant::now();
            bytes = ask(&mut client, &requests[n % requests.len()], status).await?;
            times.push(sent.elapsed());
        }
    }
}

async fn ask(client: &mut Client, request: &[u8], status: u16) -> Result<usize> {
    let answer = client.send(request).await?;
    if answer.status == status {
        return Ok(answer.body.len());
    }
    let line = String::from_utf8_lossy(request).lines().next().unwrap_or_default().to_owned();
    Err(format!("{line} was answered {} instead of {status}: {}", answer.status, answer.trouble()).into())
}

impl Measured {
    /// The CPU time of one request.
    pub(crate) fn each(&self) -> Duration {
        self.cpu / u32::try_from(self.times.len().max(1)).unwrap_or(u32::MAX)
    }

    /// The time that so many of a hundred answers did not pass.
    pub(crate) fn percentile(&self, percent: usize) -> Duration {
        percentile(&self.times, percent)
    }
}

/// The time that so many of a hundred did not pass; they come sorted.
pub(crate) fn percentile(times: &[Duration], percent: usize) -> Duration {
    let at = (times.len() * percent).div_ceil(100).max(1) - 1;
    times.get(at).copied().unwrap_or_default()
}
