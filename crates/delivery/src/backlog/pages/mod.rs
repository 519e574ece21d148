//! The product backlog: one list, in the order somebody decided.

mod dialogs;
mod filters;
mod groups;
mod head;
mod lines;
mod tools;

use axum::Router;
use axum::http::{HeaderMap, HeaderName, HeaderValue, header};
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::get;
use ground::db::{Tx, cut};
use ground::ui;
use ground::web::{Failure, FormPairs, Result};
use maud::{Markup, html};
use together::app::App;
use together::order::rank;
use together::people::PersonId;
use together::roles;
use together::roles::marks::Marks;
use together::roles::names::Names;
use together::roles::rules::Right;
use together::thread::{self, Key, Kind, ThingId};
use together::views::store::{self as views, SavedView};
use together::visit::{Page, Visit};
use together::words::joined;

use super::rules::view::{Cursor, Pick, View};
use super::store::list::{self, Grouped, Line, PAGE, Resolved};
use super::store::proposed::{self, ProposedPlace};
use super::store::sums::{self, Sum};
use crate::pieces::{asked, refusal};
use crate::releases;
use crate::releases::store::Ahead;
use crate::sprints;
use crate::sprints::store::{Running, Sprint};
use crate::stories::pages::drawer;

/// The pages of this room.
pub fn routes() -> Router<App> {
    Router::new().route("/{product}/backlog", get(show))
}

/// The header with which a script asks for the drawer alone.
const DRAWER: HeaderName = HeaderName::from_static("x-tandem-drawer");

/// The list’s name among saved views.
const LIST: &str = "backlog";

/// So many features and goals are offered to filter by.
const OFFERED: i64 = 40;

/// `GET /{product}/backlog`.
async fn show(visit: Visit, headers: HeaderMap) -> Result<Response> {
    let asked_for = query_of(&visit);
    let (view, mut ignored) = View::read(&asked_for);
    // A form of filters sends its empty fields along; the address to keep and to send to somebody is shorter.
    if asked_for.iter().any(|(_, value)| value.is_empty()) && visit.signed.kept.is_none() {
        return Ok(Redirect::to(&format!("{}{}", visit.at(LIST), view.query())).into_response());
    }
    let mut tx = visit.read().await?;
    if let Some(key) = view.open.filter(|_| headers.contains_key(DRAWER)) {
        return only_drawer(&visit, &mut tx, &view, key).await;
    }
    let beside = match view.open {
        Some(key) => beside(&visit, &mut tx, &view, key, &mut ignored).await?,
        None => html! {},
    };
    let mut missing = Vec::new();
    let found = resolve(&visit, &mut tx, &view, &mut missing).await?;
    let shown = Shown::load(&visit, &mut tx, view, found).await?;
    drop(tx);
    let body = shown.draw(&told(&ignored, &missing));
    let topics = ["story", "feature", "release", "sprint", "product", "view", "proposal"].map(str::to_owned).into();
    visit.page(Page { title: "Backlog", place: LIST, topics, body, drawer: beside, ..Page::default() }).await
}

fn query_of(visit: &Visit) -> Vec<(String, String)> {
    let query = visit.signed.path.split_once('?').map_or("", |(_, query)| query);
    FormPairs::parse(query.as_bytes()).map(|pairs| pairs.pairs().to_vec()).unwrap_or_default()
}

/// The drawer for a script that has the list already. It must never be taken for the page at the same address.
async fn only_drawer(visit: &Visit, tx: &mut Tx, view: &View, key: Key) -> Result<Response> {
    let list = View { open: None, ..view.clone() };
    let drawer = drawer(visit, tx, key, &format!("{}{}", visit.at(LIST), list.query())).await?;
    let mut response = drawer.into_response();
    response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("private, no-store"));
    response.headers_mut().insert(header::VARY, HeaderValue::from_static("X-Tandem-Drawer"));
    Ok(response)
}

async fn beside(visit: &Visit, tx: &mut Tx, view: &View, key: Key, ignored: &mut Vec<String>) -> Result<Markup> {
    let list = View { open: None, ..view.clone() };
    match drawer(visit, tx, key, &format!("{}{}", visit.at(LIST), list.query())).await {
        Err(Failure::NotFound) => {
            ignored.push(format!("open={key}"));
            Ok(html! {})
        }
        drawn => drawn,
    }
}

/// Looks up the things a view filters by; one that is not here filters everything away, and is told.
async fn resolve(visit: &Visit, tx: &mut Tx, view: &View, missing: &mut Vec<Key>) -> Result<Resolved> {
    let of = |pick: Option<Pick>| match pick {
        Some(Pick::Of(key)) => Some(key),
        _ => None,
    };
    let mut ids = [of(view.feature), view.goal, of(view.release)].map(|key| (key, None::<ThingId>));
    for (key, id) in &mut ids {
        if let Some(key) = key {
            *id = thread::store::by_key(tx, visit.product.id, *key).await?.map(|thing| thing.id);
            if id.is_none() {
                missing.push(*key);
            }
        }
    }
    let [(_, feature), (_, goal), (_, release)] = ids;
    Ok(Resolved { feature, goal, release })
}

/// The rows of the page, as they are arranged.
enum Rows {
    /// One after the other.
    Lines(Vec<Line>),
    /// Feature by feature.
    Groups(Vec<Grouped>, Vec<Group>),
}

/// A feature with what is in the backlog beneath it.
struct Group {
    id: ThingId,
    number: i64,
    title: String,
    stories: i64,
    points: i64,
}

/// The place of each row: counted on from the first, or from what stands before its block.
enum Places {
    From(i64),
    Within(Vec<(String, i64)>),
}

impl Places {
    fn of(&self, index: usize, rank: &str, within: i64) -> i64 {
        match self {
            Self::From(first) => first + i64::try_from(index).unwrap_or(0),
            Self::Within(blocks) => {
                let found = blocks.binary_search_by(|(block, _)| block.as_str().cmp(rank::block(rank)));
                found.map_or(0, |at| blocks[at].1 + within + 1)
            }
        }
    }
}

/// Everything the page shows.
struct Shown<'a> {
    visit: &'a Visit,
    view: View,
    rows: Rows,
    places: Places,
    /// Places somebody proposes.
    proposed: Vec<ProposedPlace>,
    /// What stands above the page, where its rows follow one another.
    above: Sum,
    /// Where the next page begins.
    next: Option<Cursor>,
    total: Sum,
    /// How many stories fit the next sprint, where that is known.
    fits: Option<i64>,
    /// How many points fit it.
    fits_sprint: Option<i64>,
    next_sprint: Option<Sprint>,
    running_sprint: Option<Running>,
    releases: Vec<Ahead>,
    features: Vec<(i64, String)>,
    goals: Vec<(i64, String)>,
    members: Vec<(PersonId, String)>,
    views: Vec<SavedView>,
    marks: Marks,
    names: Names,
}

/// The decisions the page shows whose call they are.
const RIGHTS: [Right; 7] = [
    Right::OrderBacklog,
    Right::WriteStory,
    Right::RateEffort,
    Right::DefineFeature,
    Right::ScopeRelease,
    Right::PlanSprint,
    Right::AcceptStory,
];

impl<'a> Shown<'a> {
    async fn load(visit: &'a Visit, tx: &mut Tx, view: View, found: Resolved) -> Result<Self> {
        let product = visit.product.id;
        let total = sums::total(tx, product).await?;
        let (running_sprint, next_sprint) = sprints::store::now_and_next(tx, product).await?;
        let fits_sprint = visit.product.fits_sprint(next_sprint.as_ref().and_then(|sprint| sprint.capacity));
        let line = match fits_sprint {
            Some(capacity) if view.sprint || !view.is_whole() => Some(list::waterline(tx, product, capacity).await?),
            _ => None,
        };
        let (rows, next) = rows(tx, visit, &view, found, line.as_ref()).await?;
        let above = match &view.after {
            Some(after) if view.follows() => above(tx, visit, &after.rank).await?,
            _ => Sum::default(),
        };
        let places = places(tx, visit, &view, above).await?;
        let mut shown = Self {
            visit,
            places,
            above,
            next,
            total,
            fits: line.map(|(_, above)| above.stories),
            fits_sprint,
            proposed: proposed::places(tx, product).await?,
            next_sprint,
            running_sprint,
            releases: releases::store::ahead_with_ids(tx, product).await?,
            features: list::features(tx, product, OFFERED).await?,
            goals: list::goals(tx, product, OFFERED).await?,
            members: roles::store::people(tx, product).await?,
            views: views::of_list(tx, product, LIST, visit.who().id).await?,
            marks: Marks::load(tx, visit, &RIGHTS).await?,
            names: Names::load(tx, product).await?,
            view,
            rows,
        };
        shown.fits = shown.fits.or_else(|| shown.fits_here());
        Ok(shown)
    }

    fn draw(&self, told: &Markup) -> Markup {
        let writes = asked(self.visit, "new").is_some();
        html! {
            .page {
                (self.head())
                (refusal(self.visit))
                (self.tabs())
                (self.filters())
                (told)
                @if writes { (self.new_story(true)) }
                @if asked(self.visit, "save").is_some() { (self.save_view(true)) }
                @if asked(self.visit, "edit").as_deref() == Some("filter") { (self.filter_form(true)) }
                @if asked(self.visit, "edit").as_deref() == Some("fit") { (self.fit(true)) }
                @match &self.rows {
                    Rows::Lines(lines) => (self.lines(lines)),
                    Rows::Groups(rows, groups) => (self.groups(rows, groups)),
                }
                (self.pager())
                (self.tools())
                (self.dialogs(writes))
            }
        }
    }

    /// Whether there is nothing to show.
    fn is_empty(&self) -> bool {
        match &self.rows {
            Rows::Lines(lines) => lines.is_empty(),
            Rows::Groups(rows, _) => rows.is_empty(),
        }
    }

    fn pager(&self) -> Markup {
        let next = self.next.as_ref().map(|next| self.view.with(|view| view.after = Some(next.clone())).query());
        html! {
            @if next.is_some() || self.view.after.is_some() {
                p.note {
                    @if self.view.after.is_some() { a.link href=(self.at(&self.view.with(|_| {}))) { "From the top" } " " }
                    @if let Some(next) = next { a.link rel="next" href=(format!("{}{next}", self.visit.at(LIST))) { "Next stories" } }
                }
            }
        }
    }

    /// The address of a view of this list.
    fn at(&self, view: &View) -> String {
        format!("{}{}", self.visit.at(LIST), view.query())
    }

    /// Whether stories are planned for sprints here.
    fn has_sprints(&self) -> bool {
        self.visit.product.in_sprints()
    }

    /// Whether there is one they can be chosen for now.
    fn has_sprint_to_choose(&self) -> bool {
        self.has_sprints() && (self.next_sprint.is_some() || self.running_sprint.is_some())
    }
}

async fn rows(
    tx: &mut Tx,
    visit: &Visit,
    view: &View,
    found: Resolved,
    line: Option<&(Option<String>, super::rules::waterline::Above)>,
) -> Result<(Rows, Option<Cursor>)> {
    let product = visit.product.id;
    if view.by_feature {
        let mut rows = list::by_feature(tx, product, view, found).await?;
        let more = cut(&mut rows, PAGE);
        let first = |row: &Grouped| if row.group.is_some() { row.group_rank.clone() } else { "-".to_owned() };
        let next = rows.last().filter(|_| more).map(|row| Cursor { first: first(row), rank: row.rank.clone() });
        let groups = groups_of(tx, visit, &rows).await?;
        return Ok((Rows::Groups(rows, groups), next));
    }
    let mut lines = if view.asked {
        list::by_demand(tx, product, view, found).await?
    } else {
        let up_to = line.filter(|_| view.sprint).and_then(|(rank, _)| rank.as_deref());
        list::in_order(tx, product, view, found, up_to).await?
    };
    let more = cut(&mut lines, PAGE);
    let first = |line: &Line| if view.asked { line.people.unwrap_or_default().to_string() } else { String::new() };
    let next = lines.last().filter(|_| more).map(|line| Cursor { first: first(line), rank: line.rank.clone() });
    Ok((Rows::Lines(lines), next))
}

async fn groups_of(tx: &mut Tx, visit: &Visit, rows: &[Grouped]) -> Result<Vec<Group>> {
    let mut features: Vec<ThingId> = rows.iter().filter_map(|row| row.group).collect();
    features.dedup();
    let groups = list::groups(tx, visit.product.id, &features).await?;
    let group = |(id, number, title, stories, points)| Group { id, number, title, stories, points };
    Ok(groups.into_iter().map(group).collect())
}

/// What stands above the page: everything up to the row it begins behind.
async fn above(tx: &mut Tx, visit: &Visit, after: &str) -> Result<Sum> {
    // The least text behind a rank, so that its own row counts.
    sums::before(tx, visit.product.id, &format!("{after}0")).await
}

async fn places(tx: &mut Tx, visit: &Visit, view: &View, above: Sum) -> Result<Places> {
    if view.follows() {
        return Ok(Places::From(above.stories + 1));
    }
    Ok(Places::Within(list::before_blocks(tx, visit.product.id).await?))
}

/// What of an address was left out, and what it filters by that is not here.
fn told(ignored: &[String], missing: &[Key]) -> Markup {
    let not_here = joined(missing.iter().map(Key::to_string));
    let are = if missing.len() == 1 { "is" } else { "are" };
    html! {
        @if !ignored.is_empty() {
            (ui::notice(html! { strong { "Not all of this address was understood." } " " (ignored.join(", ")) " was left out." }))
        }
        @if !missing.is_empty() {
            (ui::notice(html! { strong { (not_here) " " (are) " not here." } " So no story is shown." }))
        }
    }
}

/// The key of a story as rows write it.
fn key_of(number: i64) -> Key {
    Key::new(Kind::Story, number)
}
