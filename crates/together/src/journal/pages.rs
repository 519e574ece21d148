//! The journal as it is read: the last changes of a thing, and all of them with before and after.

use std::collections::HashSet;

use axum::Router;
use axum::extract::{Path, Query};
use axum::response::Response;
use axum::routing::get;
use ground::db::{Tx, cut};
use ground::ui;
use ground::web::{Failure, Result};
use maud::{Markup, html};
use serde::Deserialize;
use uuid::Uuid;

use super::history::{self, Changed, Entry};
use super::sorts::{self, Sort};
use super::undo::{self, Viewer};
use super::words::{did, spoken, value};
use crate::app::App;
use crate::people::PersonId;
use crate::roles::members::actions::Held;
use crate::roles::names::Names;
use crate::roles::rules::Role;
use crate::thread::{self, Key, Kind, Thing, ThingId};
use crate::visit::{Page, Visit};
use crate::words::{ago, counted_first, date, day, first_name, grouped, lower_first, time_of_day};

/// Entries on a page of history.
const PAGE: i64 = 50;
/// Changes that are shown of one entry.
const CHANGES: usize = 6;

/// The pages of this room.
pub fn routes() -> Router<App> {
    Router::new().route("/{product}/{key}/history", get(of_thing)).route("/{product}/journal", get(of_product))
}

/// The last changes of a thing, for its page.
pub async fn recent(visit: &Visit, tx: &mut Tx, thing: &Thing) -> Result<Markup> {
    let entries = history::of_thing(tx, visit.product.id, thing.id, i64::MAX, 5).await?;
    let all = visit.at(format!("{}/history", thing.key()));
    Ok(html! {
        section {
            (ui::sec_head("History").aside(html! { a.link href=(all) { "All changes" } }))
            ul.history {
                @for (entry, changes) in &entries {
                    li { time { (ago(entry.at, visit.signed.now)) } span { (sentence(visit, entry, changes)) } }
                }
            }
        }
    })
}

/// One entry as a sentence: “**Tomas** moved it from rank 3 to rank 1”.
fn sentence(visit: &Visit, entry: &Entry, changes: &[Changed]) -> Markup {
    let name = first_name(entry.by());
    // What came in a file says in which: nobody here wrote it.
    let from = entry.reason.as_deref().filter(|_| entry.via == "import");
    html! { b { (name) } " " (spoken(visit.app(), entry, changes)) @if let Some(from) = from { ", " (lower_first(from)) } }
}

/// Where a page of history begins, the sequence of the last entry on the page before, and of which sort of changes it is.
#[derive(Debug, Deserialize)]
struct From {
    after: Option<i64>,
    show: Option<String>,
}

/// `GET /{product}/{key}/history`.
async fn of_thing(visit: Visit, Path((_, key)): Path<(String, Key)>, Query(from): Query<From>) -> Result<Response> {
    let mut tx = visit.read().await?;
    let thing = thread::store::by_key(&mut tx, visit.product.id, key).await?.ok_or(Failure::NotFound)?;
    let before = from.after.unwrap_or(i64::MAX);
    let sort = from.show.as_deref().and_then(Sort::of_code);
    let worded = sorts::worded(visit.app(), thing.kind);
    let mut entries = match sort {
        Some(sort) => {
            let wanted = (sort.code(), worded.as_slice());
            history::of_sort(&mut tx, visit.product.id, thing.id, wanted, (before, PAGE + 1)).await?
        }
        None => history::of_thing(&mut tx, visit.product.id, thing.id, before, PAGE + 1).await?,
    };
    let there = history::sorts(&mut tx, thing.id, &worded).await?;
    let more = cut(&mut entries, PAGE);
    let entries: Vec<Told> = entries.into_iter().map(Told::whole).collect();
    let (number, first) = history::count_of_thing(&mut tx, thing.id).await?;
    let meant = Meant::load(&visit, &mut tx, &entries).await?;
    drop(tx);
    let since = first.map_or_else(String::new, |first| format!(" since {}", date(first, visit.signed.now)));
    let lead = html! { (thing.title) ". Each change says what was before, who made it and in which role. An undo is a change too." };
    let body = html! {
        .page {
            .page-head {
                div {
                    span.id { (key) }
                    h1 { (counted_first(number, "change", "changes")) (since) }
                    p { (lead) }
                }
            }
            .filters {
                (sorts::links(&visit.at(format!("{key}/history")), number, &there, sort))
                span.push.small.faint.only-wide { kbd { "⌘Z" } " takes back what you just did" }
            }
            (journal(&visit, &meant, &format!("Journal of {key}, newest first"), &entries, Subjects::Known))
            p.note { "If something changed after it, Undo says so and leaves it. A message sent to a customer cannot be taken back." }
            @if more { (older(&visit, &format!("{key}/history"), sort, &entries)) }
        }
    };
    let key_text = key.to_string();
    let place = place_of(visit.app(), key.kind);
    let named = visit.app().places.iter().find(|of| of.path == place).map_or(key.kind.plural(), |of| of.name);
    let crumbs = vec![(named, visit.at(place)), (key_text.as_str(), visit.at(key))];
    visit.page(Page { title: "History", place, crumbs, topics: vec![key.to_string()], body, ..Page::default() }).await
}

/// The place in the side bar where things of a kind are listed; that of their kin where they have none of their own.
fn place_of(app: &App, kind: Kind) -> &'static str {
    let named = app.places.iter().find(|place| place.name == kind.plural()).map(|place| place.path);
    named.unwrap_or(match kind {
        Kind::Vision => "vision",
        Kind::KeyResult => "goals",
        Kind::Proposal => "decisions",
        _ => "backlog",
    })
}

/// `GET /{product}/journal`.
async fn of_product(visit: Visit, Query(from): Query<From>) -> Result<Response> {
    let mut tx = visit.read().await?;
    let before = from.after.unwrap_or(i64::MAX);
    let most = (PAGE + 1, i64::try_from(CHANGES).unwrap_or(i64::MAX));
    let mut entries = history::with_changes(&mut tx, visit.product.id, before, most).await?;
    let more = cut(&mut entries, PAGE);
    let entries: Vec<Told> = entries.into_iter().map(|(entry, first, count)| Told { entry, first, count }).collect();
    let meant = Meant::load(&visit, &mut tx, &entries).await?;
    drop(tx);
    let lead = "Everything that was changed in this product, newest first. Nothing is lost: what was removed can be brought back.";
    let body = html! {
        .page {
            (ui::page_head("Journal", lead, ""))
            @if entries.is_empty() { (ui::empty("Nothing has happened yet", "The first change will stand here.", "")) }
            @else { (journal(&visit, &meant, "Journal of the product, newest first", &entries, Subjects::Named)) @if more { (older(&visit, "journal", None, &entries)) } }
        }
    };
    visit
        .page(Page { title: "Journal", place: "journal", topics: vec!["journal".into()], body, ..Page::default() })
        .await
}

/// Whether a table of entries says what each was about.
#[derive(Clone, Copy, PartialEq)]
enum Subjects {
    /// The page says it: all are about one thing.
    Known,
    /// Each row names what it changed.
    Named,
}

/// An entry as a table of them tells it.
struct Told {
    entry: Entry,
    /// Its changes, or the first of them.
    first: Vec<Changed>,
    /// How many it has.
    count: i64,
}

impl Told {
    fn whole((entry, changes): (Entry, Vec<Changed>)) -> Self {
        Self { entry, count: i64::try_from(changes.len()).unwrap_or(i64::MAX), first: changes }
    }
}

fn journal(visit: &Visit, meant: &Meant, caption: &str, entries: &[Told], subjects: Subjects) -> Markup {
    let mut last_day = String::new();
    html! {
        table.table.words.mid-rows.journal {
            caption.vh { (caption) }
            colgroup { col.w-l; col.w-xl; col; col; col.w-s; col.w-m; }
            thead { tr { th scope="col" { "When" } th scope="col" { "Who" } th scope="col" { "What" } th scope="col" { "Before and after" } th scope="col" { "Through" } td {} } }
            tbody {
                @for told in entries {
                    @let this_day = day(told.entry.at, visit.signed.now);
                    @let new_day = std::mem::replace(&mut last_day, this_day.clone()) != this_day;
                    @let about = if subjects == Subjects::Named { about(visit, meant, &told.first) } else { html! {} };
                    (line(visit, meant, told, new_day.then_some(this_day.as_str()), &about))
                }
            }
        }
    }
}

/// The thing an entry changed, and how many others.
fn about(visit: &Visit, meant: &Meant, changes: &[Changed]) -> Markup {
    let mut ids: Vec<_> = changes.iter().filter_map(|change| change.thing).collect();
    ids.dedup();
    let first = ids.first().and_then(|id| meant.things.iter().find(|thing| thing.id == *id));
    html! {
        @if let Some(thing) = first {
            div.small.faint {
                a.link href=(visit.at(thing.key())) { span.id { (thing.key()) } " " (thing.title) }
                @if ids.len() > 1 { " and others" }
            }
        }
    }
}

fn line(visit: &Visit, meant: &Meant, told: &Told, new_day: Option<&str>, about: &Markup) -> Markup {
    let entry = &told.entry;
    let shown = told.first.len().min(CHANGES);
    let more = told.count - i64::try_from(shown).unwrap_or(i64::MAX);
    let what = did(visit.app(), entry);
    html! {
        tr id=(format!("j-{}", entry.seq)) {
            td.small.faint.nowrap { @if let Some(day) = new_day { b.strong { (day) } " " } (time_of_day(entry.at)) }
            td { (who(entry)) }
            td { @if entry.undone_by.is_some() { del { (what) } } @else { (what) } (about) }
            td {
                @for change in &told.first[..shown] { (before_and_after(visit, meant, change)) }
                @if more > 0 { div.small.faint { "and " (grouped(more)) " more" } }
                @if let Some(reason) = &entry.reason { div.small.faint { "“" (reason) "”" } }
            }
            td.small.dim { @if entry.undoes.is_some() { "undo" } @else { (entry.via) } }
            td.num { (undo_button(visit, meant, entry)) }
        }
    }
}

fn who(entry: &Entry) -> Markup {
    let Some(name) = entry.actor_name.as_deref() else {
        let nobody = if entry.by() == "Tandem" { "Tandem itself" } else { entry.by() };
        return html! { span.dim { (nobody) } };
    };
    let role = entry.role.as_deref().and_then(Role::of_code);
    let initials = ui::initials(name);
    let avatar = ui::Avatar { initials: &initials, name, role: "", role_mark: role.and_then(Role::css), large: false };
    html! { (ui::who(&avatar)) @if let Some(role) = role { div.small.faint { "as " (role.label().to_lowercase()) } } }
}

fn before_and_after(visit: &Visit, meant: &Meant, change: &Changed) -> Markup {
    let said = |json: &Option<String>| value(visit.app(), change, json).or_else(|| meant.by(json.as_deref()?));
    let (before, after) = (said(&change.before), said(&change.after));
    html! {
        div {
            span.dim { (super::words::field(visit.app(), change)) } " "
            @if let Some(before) = before { del { (before) } " " }
            @if let Some(after) = after { ins { (after) } }
        }
    }
}

/// The things and people that changes name by their ids, and which entries the reader may take back.
struct Meant {
    things: Vec<Thing>,
    names: Names,
    open: HashSet<i64>,
}

impl Meant {
    async fn load(visit: &Visit, tx: &mut Tx, entries: &[Told]) -> Result<Self> {
        let changes = || entries.iter().flat_map(|told| &told.first);
        let named = changes().flat_map(|change| [&change.before, &change.after]);
        let named = named.filter_map(|json| id(json.as_deref()?)).map(ThingId::from);
        let ids: Vec<ThingId> = named.chain(changes().filter_map(|change| change.thing)).collect();
        let things = if ids.is_empty() { Vec::new() } else { thread::store::by_ids(tx, &ids).await? };
        Ok(Self { things, names: Names::load(tx, visit.product.id).await?, open: open(visit, tx, entries).await? })
    }

    /// Whom or what a value means that names them by id: a thing by key and title, a role with whose it is, a person.
    fn by(&self, json: &str) -> Option<String> {
        if let Some(held) = Held::read(json) {
            return Some(format!("{}, {}", self.name(held.person), held.role_in_words()));
        }
        let id = id(json)?;
        let thing = self.things.iter().find(|thing| thing.id == ThingId::from(id));
        let thing = thing.map(|thing| format!("{} {}", thing.key(), thing.title));
        Some(thing.unwrap_or_else(|| self.name(PersonId::from(id)).to_owned()))
    }

    /// The name of a member; somebody else has none here.
    fn name(&self, person: PersonId) -> &str {
        self.names.find(person).unwrap_or("somebody")
    }
}

/// Which entries the reader may take back, or propose to.
async fn open(visit: &Visit, tx: &mut Tx, entries: &[Told]) -> Result<HashSet<i64>> {
    let seqs: Vec<i64> = entries.iter().map(|told| told.entry.seq).collect();
    let touched = history::touched(tx, visit.product.id, &seqs).await?;
    let member = visit.hats().anywhere().members();
    let viewer =
        Viewer { person: visit.who().id, administrator: visit.who().administrator, member: !member.is_empty() };
    let is_open = |entry: &&Entry| {
        let own: Vec<_> = touched.iter().filter(|of| of.seq == entry.seq).collect();
        undo::is_open_to(visit.app(), entry, &own, &viewer)
    };
    Ok(entries.iter().map(|told| &told.entry).filter(is_open).map(|entry| entry.seq).collect())
}

fn id(json: &str) -> Option<Uuid> {
    serde_json::from_str(json).ok()
}

fn undo_button(visit: &Visit, meant: &Meant, entry: &Entry) -> Markup {
    if entry.undone_by.is_some() {
        return html! { span.small.faint { "taken back" } };
    }
    if !meant.open.contains(&entry.seq) {
        return html! {};
    }
    let name = entry.by();
    let label = format!("Undo the change by {name}, {}", time_of_day(entry.at));
    html! {
        form method="post" action=(visit.action("journal.undo")) {
            (visit.signed.hidden_fields())
            input type="hidden" name="seq" value=(entry.seq);
            button.btn.btn-s.btn-quiet type="submit" aria-label=(label) { (ui::icon("undo")) "Undo" }
        }
    }
}

fn older(visit: &Visit, path: &str, sort: Option<Sort>, entries: &[Told]) -> Markup {
    let Some(last) = entries.last() else { return html! {} };
    let show = sort.map_or_else(String::new, |sort| format!("show={}&", sort.code()));
    html! { p.note { a.link href=(format!("{}?{show}after={}", visit.at(path), last.entry.seq)) { "Older changes" } } }
}
