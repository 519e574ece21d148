//! From the start of the process to its first answer, and what it holds when it has nothing to do.

use std::time::Duration;

use super::Part;
use crate::server::Server;
use crate::table::{Table, bytes};
use crate::{Result, Wanted};

const BUDGET: Duration = Duration::from_millis(200);
const IDLE: u64 = 40_000_000;
/// Starts of which the middle one counts.
const STARTS: usize = 5;

/// On no file at all: with every migration.
pub(crate) async fn fresh(wanted: &Wanted, table: &mut Table) -> Result<()> {
    table.section(Part::Start.title());
    let file = wanted.folder.join("fresh.db");
    let mut times = Vec::new();
    for _ in 0..STARTS {
        remove(&file)?;
        let server = Server::start(wanted, format!("sqlite:{}", file.display())).await?;
        times.push(server.start);
        server.stop().await?;
    }
    remove(&file)?;
    times.sort_unstable();
    table.time("cold start on no file, all migrations run, to the first answer", times[STARTS / 2], BUDGET);
    Ok(())
}

/// On the seeded workspace.
pub(crate) async fn seeded(wanted: &Wanted, table: &mut Table) -> Result<()> {
    table.section(format!("{} of the seeded workspace", Part::Start.title()));
    let mut times = Vec::new();
    let mut memory = crate::server::Memory::default();
    for _ in 0..STARTS {
        let server = Server::start(wanted, wanted.database()).await?;
        times.push(server.start);
        memory = server.memory()?;
        server.stop().await?;
    }
    times.sort_unstable();
    table.time("cold start, to the first answer", times[STARTS / 2], BUDGET);
    table.size("anonymous memory, idle", memory.anonymous, IDLE);
    table.told("resident memory, idle, pages of files included", bytes(memory.resident));
    Ok(())
}

fn remove(file: &std::path::Path) -> Result<()> {
    for ending in ["", "-wal", "-shm"] {
        let mut name = file.as_os_str().to_owned();
        name.push(ending);
        match std::fs::remove_file(std::path::Path::new(&name)) {
            Err(error) if error.kind() != std::io::ErrorKind::NotFound => return Err(error.into()),
            _ => {}
        }
    }
    Ok(())
}
