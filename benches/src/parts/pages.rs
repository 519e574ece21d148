//! Every page of the product, drawn anew for each request.

use std::time::Duration;

use super::Part;
use crate::load::{Load, Measured};
use crate::page::plain;
use crate::person::{PRODUCT, Person};
use crate::server::Server;
use crate::table::{Table, bytes, short};
use crate::{Result, Wanted, note};

const ANY: Duration = Duration::from_millis(50);
/// Search, reports and views of a past day.
const SLOW: Duration = Duration::from_millis(200);
const BACKLOG: Duration = Duration::from_micros(1_200);
const UNCHANGED: Duration = Duration::from_micros(100);
const AFTER: u64 = 120_000_000;

/// The backlog first, then what is unchanged, then every other page; last what the process holds after all that.
pub(super) async fn measure(wanted: &Wanted, server: &Server, person: &Person, table: &mut Table) -> Result<()> {
    table.section("Beside the same server’s plainest answers");
    hello(server, table).await?;
    backlog(server, person, table).await?;
    unchanged(server, person, table).await?;
    table.section(format!("{}: p99 at 8 connections, without compression", Part::Pages.title()));
    for (what, path) in pages(wanted, person).await? {
        note(&path);
        let measured = Load::EIGHT.measure(server, &[person.get(&path)], 200).await?;
        let budget = if path.contains("search") { SLOW } else { ANY };
        let figure = format!(
            "{}, CPU {}, {}",
            short(measured.percentile(99)),
            short(measured.each()),
            bytes(measured.bytes as u64)
        );
        let kept = measured.percentile(99) <= budget;
        table.row(format!("{what} `{path}`"), figure, format!("≤ {}", short(budget)), Some(kept));
    }
    table.section("Memory after these pages");
    let memory = server.memory()?;
    table.size("anonymous", memory.anonymous, AFTER);
    table.told("resident, pages of files included", bytes(memory.resident));
    Ok(())
}

/// What an answer costs that says nothing.
async fn hello(server: &Server, table: &mut Table) -> Result<()> {
    let plainest = Server::hello().await?;
    let measured = many(Load::EIGHT).measure(&plainest, &[plain("GET", "/hello", plainest.address)], 200).await?;
    table.told("“hello” of axum alone, in a process of its own: CPU of a request", figures(&measured));
    plainest.stop().await?;
    let measured = many(Load::EIGHT).measure(server, &[plain("GET", "/healthz", server.address)], 200).await?;
    table.told("`/healthz` of Tandem, all layers, one read of the database", figures(&measured));
    Ok(())
}

fn figures(measured: &Measured) -> String {
    let pace = measured.times.len() as f64 / measured.wall.as_secs_f64();
    format!("{}, p99 {}, {pace:.0}/s", short(measured.each()), short(measured.percentile(99)))
}

fn many(load: Load) -> Load {
    Load { requests: 10_000, ..load }
}

async fn backlog(server: &Server, person: &Person, table: &mut Table) -> Result<()> {
    let path = format!("/{PRODUCT}/backlog");
    table.section("The backlog, its first 200 rows");
    let plain = Load::EIGHT.measure(server, &[person.get(&path)], 200).await?;
    table.time("CPU of a request, without compression", plain.each(), BACKLOG);
    table.size("its size before compression", plain.bytes as u64, 180_000);
    let packed = Load::EIGHT.measure(server, &[person.get_with(&path, &[("accept-encoding", "gzip")])], 200).await?;
    table.size("and after", packed.bytes as u64, 20_000);
    table.told("CPU of a request, with compression", figures(&packed));
    table.time("p99 at 8 connections, without compression", plain.percentile(99), ANY);
    Ok(())
}

async fn unchanged(server: &Server, person: &Person, table: &mut Table) -> Result<()> {
    let path = format!("/{PRODUCT}/backlog");
    table.section("An unchanged page: 304");
    // The validator holds for the rest of the minute, so what is asked with it ends before.
    let load = Load { requests: 4_000, most: Duration::from_secs(2), ..Load::EIGHT };
    for _ in 0..3 {
        let page = person.page(&path).await?;
        let validator = page.header("etag").ok_or("a page without a validator")?;
        let request = person.get_with(&path, &[("if-none-match", validator)]);
        if let Ok(measured) = load.measure(server, &[request], 304).await {
            table.time("CPU of a request", measured.each(), UNCHANGED);
            table.told("…", figures(&measured));
            return Ok(());
        }
    }
    Err("the page changed while nobody changed it".into())
}

/// All of them, with the names of things that have much beneath them and little.
async fn pages(wanted: &Wanted, person: &Person) -> Result<Vec<(&'static str, String)>> {
    let middle = wanted.stories / 2;
    let at = |path: &str| format!("/{PRODUCT}/{path}");
    let next = linked(person, &at("backlog"), "after=").await?;
    let requests_next = linked(person, &at("requests"), "after=").await?;
    let report = linked(person, &at("import"), "/import/").await?;
    Ok(vec![
        ("desk", format!("/{PRODUCT}")),
        ("backlog, the next 200 rows", next),
        ("backlog with a story beside it", at(&format!("backlog?open=S-{middle}"))),
        ("backlog by feature", at("backlog?by=feature")),
        ("backlog, the most asked for", at("backlog?sort=asked")),
        ("backlog of a large feature", at("backlog?feature=F-1")),
        ("backlog of a goal", at("backlog?goal=G-1")),
        ("backlog, ready", at("backlog?ready=yes")),
        ("backlog, with a gap", at("backlog?gaps=yes")),
        ("backlog, defects up to 3 points", at("backlog?type=defect&points=3")),
        ("backlog of a release", at("backlog?release=RL-1")),
        ("backlog by words", at("backlog?q=overdue+labels")),
        ("backlog, what fits the sprint", at("backlog?view=sprint")),
        ("a story", at(&format!("S-{middle}"))),
        ("a story much is said of", at("S-1")),
        ("its history", at("S-1/history")),
        ("features", at("features")),
        ("a feature with thousands of stories", at("F-1")),
        ("a feature with few", at("F-399")),
        ("needs", at("needs")),
        ("a need", at("N-1")),
        ("requests", at("requests")),
        ("requests, the next", requests_next),
        ("requests, the most important", at("requests?sort=importance")),
        ("requests, all, the oldest", at("requests?tab=all&sort=oldest")),
        ("a request", at("R-1")),
        ("customers", at("customers")),
        ("a customer", at("C-1")),
        ("releases", at("releases")),
        ("a release", at("RL-1")),
        ("sprints", at("sprints")),
        ("a sprint", at("SP-1")),
        ("vision", at("vision")),
        ("goals", at("goals")),
        ("a goal", at("G-1")),
        ("decisions", at("decisions")),
        ("proposals", at("proposals")),
        ("history of the product", at("journal")),
        ("notices", at("notices")),
        ("roles", at("roles")),
        ("settings", at("settings")),
        ("import", at("import")),
        ("the report of an import", report),
        ("places", at("places")),
        ("account", "/account".to_owned()),
        ("workspace", "/workspace".to_owned()),
        ("search, two words", at("search?q=overdue+labels")),
        ("search, one word that many have", at("search?q=books")),
        ("search while typing", format!("/search/jump?product={PRODUCT}&q=ov")),
        ("search by key", format!("/search/jump?product={PRODUCT}&q=S-{middle}")),
        ("a story as JSON", format!("/api/{PRODUCT}/S-{middle}")),
        ("stories as JSON", format!("/api/{PRODUCT}/stories")),
        ("requests as JSON", format!("/api/{PRODUCT}/requests")),
        ("the journal as JSON", format!("/api/{PRODUCT}/journal")),
    ])
}

/// The first address on a page that has this in it: that of the rest of a list, that of a thing whose name is not known.
async fn linked(person: &Person, path: &str, part: &str) -> Result<String> {
    let page = person.page(path).await?.text();
    let addresses = page.split("href=\"").skip(1).filter_map(|rest| rest.split('"').next());
    let found = addresses.into_iter().find(|address| address.contains(part));
    Ok(found.ok_or_else(|| format!("{path} leads to no {part}"))?.replace("&amp;", "&"))
}
