//! A story on a page of its own, and beside the list it belongs to.

mod criteria;
pub mod desk;
mod facts;
mod forms;
mod hints;
mod more;
mod narrative;
mod split;
mod versions;

use axum::Router;
use axum::response::Response;
use axum::routing::get;
use discovery::demand;
use ground::db::Tx;
use ground::ui;
use ground::web::{Failure, Result};
use maud::{Markup, html};
use together::app::App;
use together::roles::marks::Marks;
use together::roles::rules::{Right, RightSet};
use together::thread::{self, Key, Kind, Thing};
use together::visit::{Page, Visit};
use together::{conversation, journal};

use super::store::criteria::Criterion;
use super::store::{self, Story};
use crate::acceptance::pages::Acceptance;
use crate::acceptance::store::{Tally, tallies};
use crate::backlog::store::sums::{self, Sum};
use crate::pieces::{self, asked_for_by};
use crate::poker;
use crate::questions::pages::Questions;
use crate::sprints;
use crate::sprints::store::Sprint;
use crate::stories::rules::states;
use crate::subtasks;

/// The pages of this room; that of one story is at the address of its key.
pub fn routes() -> Router<App> {
    Router::new()
        .route("/{product}/{key}/more", get(more::show))
        .route("/{product}/{key}/split", get(split::show))
        .route("/{product}/{key}/versions", get(versions::show))
        .route("/{product}/stories/lint", get(hints::typed))
}

/// The page of one story.
pub async fn show(visit: Visit, key: Key) -> Result<Response> {
    let mut tx = visit.read().await?;
    let shown = Shown::load(&visit, &mut tx, key).await?;
    let object = shown.object(&visit, &mut tx, html! { h1 { (shown.thing.title) } }).await?;
    drop(tx);
    let title = key.to_string();
    let crumbs = vec![("Backlog", visit.at("backlog"))];
    let body = html! { .page { .object { (object) } } };
    let topics = vec![title.clone()];
    visit.page(Page { title: &title, place: "backlog", crumbs, topics, body, ..Page::default() }).await
}

/// A story beside the list it was opened from; `list` is where that list is without it.
pub(crate) async fn drawer(visit: &Visit, tx: &mut Tx, key: Key, list: &str) -> Result<Markup> {
    let shown = Shown::load(visit, tx, key).await?;
    let object = shown.object(visit, tx, html! { h2 { (shown.thing.title) } }).await?;
    let place = shown.place.map(|place| format!("{place} of {}", shown.total.stories));
    let page = visit.at(key);
    let head = html! {
        span.id { (place.unwrap_or_else(|| key.to_string())) }
        span.push {}
        (step("-1", "K", "Previous story")) (step("1", "J", "Next story"))
        (ui::link_button("Open as a page", &page).only_icon("expand").quiet())
        (ui::link_button("Close", list).only_icon("x").quiet().attr("data-close", ""))
    };
    let label = format!("{key} {}", shown.thing.title);
    Ok(ui::drawer(&label, &key.to_string(), head, object))
}

/// A button to the story above or below in the list, shown as its key.
fn step(by: &str, key: &str, label: &str) -> Markup {
    html! { button.btn.btn-quiet.btn-s type="button" data-step=(by) { (ui::kbd(key)) span.vh { (label) } } }
}

/// The decisions a story shows whose call they are.
const RIGHTS: [Right; 9] = [
    Right::WriteStory,
    Right::OrderBacklog,
    Right::RateEffort,
    Right::DefineFeature,
    Right::ScopeRelease,
    Right::PlanSprint,
    Right::AcceptStory,
    Right::PlaceRequest,
    Right::ChangeSprint,
];

/// Everything a story’s page shows of it.
pub(super) struct Shown {
    pub(super) thing: Thing,
    pub(super) story: Story,
    pub(super) criteria: Vec<Criterion>,
    pub(super) tally: Tally,
    pub(super) place: Option<i64>,
    pub(super) total: Sum,
    pub(super) related: Vec<Thing>,
    pub(super) next_sprint: Option<Sprint>,
    pub(super) marks: Marks,
}

impl Shown {
    pub(super) async fn load(visit: &Visit, tx: &mut Tx, key: Key) -> Result<Self> {
        let product = visit.product.id;
        let found = thread::store::by_key(tx, product, key).await?;
        let thing = found.filter(|thing| thing.kind == Kind::Story).ok_or(Failure::NotFound)?;
        let story = store::by_thing(tx, thing.id).await?;
        let place = match &story.rank {
            Some(rank) => Some(sums::before(tx, product, rank).await?.stories + 1),
            None => None,
        };
        let related: Vec<_> = [story.feature, story.release, story.sprint].into_iter().flatten().collect();
        Ok(Self {
            criteria: store::criteria::of_story(tx, thing.id).await?,
            tally: tallies(tx, &[thing.id]).await?.remove(&thing.id).unwrap_or_default(),
            place,
            total: sums::total(tx, product).await?,
            related: thread::store::by_ids(tx, &related).await?,
            next_sprint: sprints::store::next(tx, product).await?,
            marks: Marks::load(tx, visit, &RIGHTS).await?,
            thing,
            story,
        })
    }

    pub(super) fn key(&self) -> Key {
        self.thing.key()
    }

    /// The decisions it is to move it to another state.
    pub(super) fn need(&self, to: &str) -> RightSet {
        let runs = self.related(Kind::Sprint).is_some_and(|sprint| sprint.state == "running");
        states::need(&self.thing.state, to, runs)
    }

    /// One of the things it is related to.
    pub(super) fn related(&self, kind: Kind) -> Option<&Thing> {
        self.related.iter().find(|thing| thing.kind == kind)
    }

    /// The thread, the head and both columns.
    async fn object(&self, visit: &Visit, tx: &mut Tx, heading: Markup) -> Result<Markup> {
        let thread = thread::pages::head(visit, tx, &self.thing).await?;
        let edited = pieces::asked(visit, "edit");
        let asking = store::asking(tx, self.thing.id, 20).await?;
        let demand = demand::store::of_one(tx, self.thing.id).await?;
        let beside = criteria::Said {
            questions: Questions::load(visit, tx, &self.thing).await?,
            hints: hints::Hints::load(tx, self).await?,
            acceptance: Acceptance::load(visit, tx, &self.thing, &self.marks).await?,
        };
        let said = narrative::section(visit, tx, self, &beside.hints).await?;
        let origin = split::origin(visit, tx, self).await?;
        let facts = facts::rail(visit, tx, self).await?;
        let round = poker::pages::section(visit, tx, &self.marks, &self.thing).await?;
        let subtasks = subtasks::pages::section(visit, tx, &self.thing).await?;
        let talk = conversation::pages::section(visit, tx, &self.thing).await?;
        let history = journal::pages::recent(visit, tx, &self.thing).await?;
        Ok(html! {
            (thread)
            .object-head {
                div { span.id { (self.key()) } (heading) }
                .actions { (forms::head(visit, self)) }
            }
            .object-body {
                .stack {
                    (origin)
                    (said)
                    (criteria::section(visit, self, &beside, edited.as_deref()))
                    (round)
                    (subtasks)
                    (beside.questions.section(visit, &self.thing, &self.criteria))
                    (asked_for_by(visit, &self.marks, &demand, &asking))
                    (talk)
                    (history)
                }
                aside.rail.stack aria-label="Facts and readiness" { (facts) }
            }
        })
    }
}
