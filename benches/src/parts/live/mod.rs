//! A change with a thousand pages open on it: how soon all are told, how soon all are drawn anew, and what that does to those
//! who go on changing things.

mod tab;

use std::time::{Duration, Instant};

use futures_util::{StreamExt as _, TryStreamExt as _, stream};
use tokio::sync::mpsc;

use self::tab::{Event, Tab};
use super::Part;
use crate::http::Client;
use crate::load::percentile;
use crate::person::Person;
use crate::server::{Server, own_cpu};
use crate::table::{Table, bytes, short};
use crate::{Result, note};

const TABS: usize = 1_000;
/// Single changes, of which the middle one counts.
const CHANGES: usize = 7;
const TOLD: Duration = Duration::from_millis(200);
const DRAWN: Duration = Duration::from_secs(2);
const ACTION: Duration = Duration::from_millis(100);
/// How long ten changes a second go on.
const LONG: Duration = Duration::from_secs(60);
/// A page that is not drawn by then never will be.
const PATIENCE: Duration = Duration::from_secs(30);
/// The processors that the pages and the server share.
const CORES: u32 = 2;

/// Opens the pages, then changes something now and then, then without a pause.
pub(super) async fn measure(server: &Server, person: &Person, table: &mut Table) -> Result<()> {
    table.section(Part::Live.title());
    let (sender, mut events) = mpsc::unbounded_channel();
    note("opening the pages");
    let opened = stream::iter(0..TABS).map(|n| Tab::open(n, server.address, person.clone(), sender.clone()));
    let tabs: Vec<Tab> = opened.buffer_unordered(16).try_collect().await?;
    let tasks: Vec<_> = tabs.into_iter().map(|tab| tokio::spawn(tab.live())).collect();
    let memory = server.memory()?;
    let single = single(server, person, &mut events).await?;
    let [told, drawn, without] = single.map(middle);
    table.time("all told", told, TOLD);
    table.time("all drawn anew, the CPU of the thousand browsers subtracted", without, DRAWN);
    table.told("… nothing subtracted; pages wait up to 1.5 s of it by themselves", short(drawn));
    note("changing something ten times a second for a minute");
    let (cpu, own) = (server.cpu()?, own_cpu()?);
    while events.try_recv().is_ok() {}
    let times = without_a_pause(server, person).await?;
    let (cpu, own) = (server.cpu()?.saturating_sub(cpu), own_cpu()?.saturating_sub(own));
    let mut drawn = 0_u32;
    while let Ok(event) = events.try_recv() {
        drawn += u32::from(matches!(event, Event::Drawn { .. }));
    }
    table.time("10 changes a second for a minute: p99 of an action", percentile(&times, 99), ACTION);
    table.told("… median, slowest", format!("{}, {}", short(percentile(&times, 50)), short(percentile(&times, 100))));
    table.told(
        "… pages drawn in a second; CPU of server and of browsers in a second",
        format!("{}; {}, {}", drawn / 60, short(cpu / 60), short(own / 60)),
    );
    table.told("anonymous memory with the pages open", bytes(memory.anonymous));
    tasks.iter().for_each(tokio::task::JoinHandle::abort);
    Ok(())
}

/// What it took until all were told, until all were drawn, and the same without the CPU of the load.
async fn single(
    server: &Server,
    person: &Person,
    events: &mut mpsc::UnboundedReceiver<Event>,
) -> Result<[Vec<Duration>; 3]> {
    let mut client = Client::new(server.address);
    let mut figures = [vec![], vec![], vec![]];
    for n in 0..CHANGES {
        note(&format!("change {}", n + 1));
        let (began, own) = (Instant::now(), own_cpu()?);
        estimate(&mut client, person, n).await?;
        let (mut told, mut drawn) = (vec![None; TABS], vec![None; TABS]);
        while told.iter().any(Option::is_none) || drawn.iter().any(Option::is_none) {
            let event = tokio::time::timeout(PATIENCE, events.recv()).await;
            match event.map_err(|_| "some pages were not told or not drawn")?.ok_or("the pages are gone")? {
                Event::Told { tab, at } => told[tab] = told[tab].or(Some(at)),
                Event::Drawn { tab, at } => drawn[tab] = drawn[tab].or(Some(at)),
                Event::Broken { why } => return Err(why.into()),
            }
        }
        let last = |times: Vec<Option<Instant>>| times.into_iter().flatten().max().unwrap_or(began) - began;
        let (told, drawn) = (last(told), last(drawn));
        let load = own_cpu()?.saturating_sub(own) / CORES;
        for (list, figure) in figures.iter_mut().zip([told, drawn, drawn.saturating_sub(load)]) {
            list.push(figure);
        }
        quiet(events).await;
    }
    Ok(figures)
}

/// Waits until nothing has happened for a while.
async fn quiet(events: &mut mpsc::UnboundedReceiver<Event>) {
    while tokio::time::timeout(DRAWN, events.recv()).await.is_ok_and(|event| event.is_some()) {}
}

async fn estimate(client: &mut Client, person: &Person, n: usize) -> Result<()> {
    let (story, points) = (format!("S-{}", n % 80 * 2 + 1), (n / 80 % 20 + 1).to_string());
    let answer = client.send(&person.press("story.estimate", &[("things", &story), ("points", &points)])).await?;
    if answer.status == 303 { Ok(()) } else { Err(format!("an estimate was answered {}", answer.status).into()) }
}

/// Ten people change something once a second each.
async fn without_a_pause(server: &Server, person: &Person) -> Result<Vec<Duration>> {
    let people = (0..10).map(|who| {
        let (mut client, person) = (Client::new(server.address), person.clone());
        let first = tokio::time::Instant::now() + Duration::from_millis(100) * u32::try_from(who).unwrap_or(0);
        tokio::spawn(async move {
            let mut beat = tokio::time::interval_at(first, Duration::from_secs(1));
            let (began, mut times) = (Instant::now(), Vec::new());
            while began.elapsed() < LONG {
                beat.tick().await;
                let sent = Instant::now();
                estimate(&mut client, &person, 10_000 + times.len() * 10 + who).await?;
                times.push(sent.elapsed());
            }
            Ok::<_, Box<dyn std::error::Error + Send + Sync>>(times)
        })
    });
    let mut times = Vec::new();
    for person in people.collect::<Vec<_>>() {
        times.extend(person.await??);
    }
    times.sort_unstable();
    Ok(times)
}

fn middle(mut times: Vec<Duration>) -> Duration {
    times.sort_unstable();
    times.get(times.len() / 2).copied().unwrap_or_default()
}
