//! The server that is measured: a process of its own, what it uses read from the kernel's books.

use std::io::{BufRead as _, BufReader};
use std::net::SocketAddr;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use axum::Router;
use axum::routing::get;

use crate::http::Client;
use crate::page::plain;
use crate::{Result, Wanted};

/// The word with which this program becomes the server that only says hello.
pub(crate) const HELLO: &str = "say-hello";

/// The kernel counts the time of processes in hundredths of a second, on every machine Linux runs on today.
const TICK: Duration = Duration::from_millis(10);

/// How long a server must do next to nothing before it counts as resting.
const REST: Duration = Duration::from_secs(2);
/// So long it is waited for at most.
const PATIENCE: Duration = Duration::from_secs(180);

/// A server that runs.
pub(crate) struct Server {
    process: Process,
    /// Where it listens.
    pub(crate) address: SocketAddr,
    /// From its start to its first answer.
    pub(crate) start: Duration,
    /// The path that makes the first account, if nobody has one.
    pub(crate) set_up: Option<String>,
}

/// A process that is ended when nobody holds it any more.
struct Process(Child);

impl Drop for Process {
    fn drop(&mut self) {
        // It may have ended already.
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// What a process holds, in bytes.
#[derive(Clone, Copy, Default)]
pub(crate) struct Memory {
    /// Of its own.
    pub(crate) anonymous: u64,
    /// With the pages of files that the kernel keeps for it.
    pub(crate) resident: u64,
}

impl Server {
    /// Starts Tandem on a database and waits until it answers.
    pub(crate) async fn start(wanted: &Wanted, database: String) -> Result<Self> {
        let mut command = Command::new(&wanted.program);
        command.args(["--listen", "127.0.0.1:0", "--database-url", &database, "--files"]);
        command.arg(wanted.folder.join("files"));
        Self::started(command, "/healthz").await
    }

    /// Starts the server that only says hello: the same axum and tokio, one route, nothing around it.
    pub(crate) async fn hello() -> Result<Self> {
        let mut command = Command::new(std::env::current_exe()?);
        command.arg(HELLO);
        Self::started(command, "/hello").await
    }

    async fn started(mut command: Command, path: &str) -> Result<Self> {
        let began = Instant::now();
        let mut process = Process(command.stdout(Stdio::piped()).stdin(Stdio::null()).spawn()?);
        let mut lines = BufReader::new(process.0.stdout.take().ok_or("no output")?).lines();
        let address = lines.next().ok_or("the server did not start")??;
        let address = address.rsplit("http://").next().unwrap_or_default().parse()?;
        let answer = Client::new(address).send(&plain("GET", path, address)).await?;
        let start = began.elapsed();
        if answer.status != 200 {
            return Err(format!("{path} answered {}", answer.status).into());
        }
        let mut server = Self { process, address, start, set_up: None };
        if !server.has_account().await? {
            let line = lines.next().ok_or("the server named no set-up link")??;
            server.set_up = line.rfind("/set-up/").map(|at| line[at..].trim().to_owned());
        }
        Ok(server)
    }

    /// Whether somebody can sign in; the server that says hello has no accounts to ask for.
    async fn has_account(&self) -> Result<bool> {
        Ok(Client::new(self.address).send(&plain("GET", "/set-up", self.address)).await?.status != 200)
    }

    /// The CPU time it has used, its kernel's share included.
    pub(crate) fn cpu(&self) -> Result<Duration> {
        cpu(&self.process.0.id().to_string())
    }

    /// Waits until it rests. After an import it looks anew at its tables and puts the index of words together, which takes a
    /// minute of one core; a page asked for meanwhile pays for the caches it shares with that work, and the CPU of that work would
    /// be counted as the page’s. A server people work with has long done this. Says whether it rests.
    pub(crate) async fn rests(&self) -> Result<bool> {
        let (began, mut look) = (Instant::now(), tokio::time::interval(REST));
        // The first look comes at once.
        look.tick().await;
        while began.elapsed() < PATIENCE {
            let before = self.cpu()?;
            look.tick().await;
            // One tick may be the rest of a longer time.
            if self.cpu()?.saturating_sub(before) <= TICK {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// The memory it holds.
    pub(crate) fn memory(&self) -> Result<Memory> {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.process.0.id()))?;
        let bytes = |name: &str| {
            let line = status.lines().find_map(|line| line.strip_prefix(name)).unwrap_or_default();
            line.split_whitespace().next().and_then(|kilobytes| kilobytes.parse::<u64>().ok()).unwrap_or(0) * 1024
        };
        Ok(Memory { anonymous: bytes("RssAnon:"), resident: bytes("VmRSS:") })
    }

    /// Asks it to stop and waits until it has.
    pub(crate) async fn stop(mut self) -> Result<()> {
        let asked = Command::new("kill").arg("-TERM").arg(self.process.0.id().to_string()).status()?;
        if !asked.success() {
            self.process.0.kill()?;
        }
        tokio::task::spawn_blocking(move || self.process.0.wait()).await??;
        Ok(())
    }
}

/// The CPU time of this very process: what asking costs.
pub(crate) fn own_cpu() -> Result<Duration> {
    cpu("self")
}

fn cpu(process: &str) -> Result<Duration> {
    let stat = std::fs::read_to_string(format!("/proc/{process}/stat"))?;
    // The name may have spaces in it; it ends with the last bracket. Time in user space and in the kernel are fields 14 and 15.
    let fields = stat.rsplit(')').next().unwrap_or_default().split_whitespace().skip(11).take(2);
    let ticks = fields.map(str::parse::<u32>).sum::<std::result::Result<u32, _>>()?;
    Ok(TICK * ticks)
}

/// Serves one line of plain text until it is ended.
pub(crate) async fn say_hello() -> Result<()> {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await?;
    let address = listener.local_addr()?;
    std::io::Write::write_all(&mut std::io::stdout(), format!("http://{address}\n").as_bytes())?;
    axum::serve(listener, Router::new().route("/hello", get(async || "hello\n"))).await?;
    Ok(())
}
