//! One feature: what it is, what it serves, what is part of it, who asks for it.

use axum::response::Response;
use discovery::demand::pages::figures;
use discovery::demand::{self, Demand, Whole};
use ground::db::Tx;
use ground::ui::{self, choice};
use ground::web::{Failure, Result};
use maud::{Markup, html};
use together::conversation::{self, markdown};
use together::form::Form;
use together::journal;
use together::roles::marks::Marks;
use together::roles::rules::Right;
use together::thread::pages::dots;
use together::thread::store::{links, progress};
use together::thread::{self, Key, Kind, LinkKind, Thing};
use together::visit::{Page, Visit};
use together::words::{counted, grouped, upper_first};

use crate::features::KIND;
use crate::features::store;
use crate::pieces::{Editing, FactForm, Object, asked_for_by, asking_rows, press, whose, with_edit};
use crate::stories::store::within::{Scope, scope};
use crate::stories::store::{Asking, asking};

/// Stories shown on the page of a feature; the rest is in the backlog.
const STORIES: i64 = 50;

/// Everything the page of a feature shows of it.
struct Shown {
    thing: Thing,
    text: String,
    place: usize,
    of: usize,
    stories: Vec<links::Linked>,
    /// All that are part of it.
    parts: i64,
    scope: Scope,
    serves: Vec<links::Linked>,
    demand: Demand,
    /// What is asked of it and of its stories, where somebody asks for one.
    in_parts: Option<Whole>,
    marks: Marks,
}

impl Shown {
    fn linked_by(&self, kind: LinkKind) -> impl Iterator<Item = &links::Linked> {
        self.serves.iter().filter(move |link| link.link == kind.code())
    }
}

/// The page of one feature.
pub async fn show(visit: Visit, key: Key) -> Result<Response> {
    let mut tx = visit.read().await?;
    let shown = load(&visit, &mut tx, key).await?;
    let thread = thread::pages::head(&visit, &mut tx, &shown.thing).await?;
    let asking = asking(&mut tx, shown.thing.id, 20).await?;
    let talk = conversation::pages::section(&visit, &mut tx, &shown.thing).await?;
    let history = journal::pages::recent(&visit, &mut tx, &shown.thing).await?;
    drop(tx);
    let edit = with_edit(&visit, "feature");
    let body = Object {
        thread,
        thing: &shown.thing,
        actions: html! {
            (ui::link_button("Edit", &edit).icon("edit").quiet())
            a.btn href=(format!("{}?feature={key}", visit.at("backlog"))) { (ui::icon("backlog")) "In the backlog" }
        },
        stack: html! { (said(&visit, &shown)) (stories(&visit, &shown)) (asked(&visit, &shown, &asking)) (talk) (history) },
        rail: html! { (facts(&visit, &shown)) (forms(&visit, &shown)) },
    };
    let body = body.draw();
    let title = key.to_string();
    let crumbs = vec![("Backlog", visit.at("backlog")), ("Features", visit.at("features"))];
    let topics = vec![title.clone()];
    visit.page(Page { title: &title, place: "features", crumbs, topics, body, ..Page::default() }).await
}

/// Everything one can do with a feature, as a plain page.
pub(crate) async fn more(visit: Visit, key: Key) -> Result<Response> {
    let mut tx = visit.read().await?;
    let shown = load(&visit, &mut tx, key).await?;
    drop(tx);
    let title = format!("More for {key}");
    let link = html! { a.link href=(visit.at(key)) { (shown.thing.title) } };
    let body = html! { .page { (ui::page_head(&title, link, "")) .halves { section { (forms(&visit, &shown)) } } } };
    let crumbs = vec![("Features", visit.at("features"))];
    visit
        .page(Page { title: &title, place: "features", crumbs, topics: vec![key.to_string()], body, ..Page::default() })
        .await
}

async fn load(visit: &Visit, tx: &mut Tx, key: Key) -> Result<Shown> {
    let product = visit.product.id;
    let found = thread::store::by_key(tx, product, key).await?;
    let thing = found.filter(|thing| thing.kind == Kind::Feature).ok_or(Failure::NotFound)?;
    let order = store::ROADMAP.order(tx, product).await?;
    let rights = [Right::DefineFeature, Right::OrderRoadmap, Right::PlaceRequest, Right::ScopeRelease];
    Ok(Shown {
        text: store::text(tx, thing.id).await?,
        place: order.iter().position(|(feature, _)| *feature == thing.id).map_or(0, |at| at + 1),
        of: order.len(),
        stories: links::linked_from(tx, thing.id, LinkKind::PartOf, Kind::Story, STORIES).await?,
        parts: progress::parts(tx, thing.id).await?,
        scope: scope(tx, thing.id).await?,
        serves: links::links_up(tx, thing.id).await?,
        demand: demand::store::of_one(tx, thing.id).await?,
        in_parts: match store::is_asked_in_parts(tx, thing.id).await? {
            true => demand::store::of_whole(tx, &[thing.id]).await?.remove(&thing.id),
            false => None,
        },
        marks: Marks::load(tx, visit, &rights).await?,
        thing,
    })
}

/// Who asks for it, as a whole and in its stories.
fn asked(visit: &Visit, shown: &Shown, asking: &[Asking]) -> Markup {
    let requests = shown.demand.requests;
    let Some(whole) = &shown.in_parts else { return asked_for_by(visit, &shown.marks, &shown.demand, asking) };
    let head = ui::sec_head("Asked for by").aside(shown.marks.line("Place requests", Right::PlaceRequest));
    let stories =
        html! { a.link href=(format!("{}?feature={}", visit.at("backlog"), shown.thing.key())) { "its stories" } };
    html! {
        section #asked {
            @match whole {
                Whole::Asked(whole) => { (head.count(counted(whole.requests, "request", "requests"))) (figures(whole)) },
                Whole::TooMuch => (head),
            }
            @if requests > 0 { (asking_rows(visit, requests, asking)) p.note { "Requests ask for " (stories) " as well." } }
            @else { p.note { "No request asks for the feature as a whole. Requests ask for " (stories) "." } }
        }
    }
}

/// What the feature says, or the form to change it.
fn said(visit: &Visit, shown: &Shown) -> Markup {
    let Some(editing) = Editing::asked(visit, "feature", &shown.thing) else {
        return html! {
            section aria-label="What it is" {
                @if shown.text.is_empty() { p.dim { "What belongs to it, and what does not, is not said yet." } }
                @else { .prose { (markdown(&shown.text)) } }
            }
        };
    };
    let form = editing.form;
    let fields = html! {
        (ui::field("title", "What it lets people do").id("feature-title").value(&form.value("title", &shown.thing.title)).error(form.error("title")))
        (ui::field("text", "What belongs to it, and what does not").id("feature-text").text().value(&form.value("text", &shown.text)).error(form.error("text")).attr("rows", "8"))
    };
    editing.around(&fields, press(visit, &shown.marks, Right::DefineFeature, "Save", "Propose this wording"))
}

fn stories(visit: &Visit, shown: &Shown) -> Markup {
    let key = shown.thing.key();
    let all = format!("{}?feature={key}", visit.at("backlog"));
    let new = format!("{}?new=1&for={key}", visit.at("backlog"));
    html! {
        section #stories {
            (ui::sec_head("Stories").count(listed(shown)).aside(html! { a.link href=(all) { "In the backlog" } }))
            @if shown.stories.is_empty() {
                (ui::empty("No story is part of it yet", "Stories say who wants what, and what for.", ui::link_button("Write one", &new)))
            } @else {
                ul.rows {
                    @for story in &shown.stories {
                        li.row {
                            .clip { a href=(visit.at(story.key())) { span.id { (story.key()) } " " (story.title) } }
                            span.line { (ui::chip(&upper_first(&story.state))) span.only-wide { (dots(story.thread)) } }
                        }
                    }
                }
                p { a.btn.btn-quiet.btn-s href=(new) { (ui::icon("plus")) "Write a story" } }
            }
        }
    }
}

/// How many stories are listed, and of how many where these are not all.
fn listed(shown: &Shown) -> String {
    let (listed, all) = (shown.stories.len(), shown.parts);
    if i64::try_from(listed).is_ok_and(|listed| listed < all) {
        return format!("{listed} of {}", grouped(all));
    }
    listed.to_string()
}

fn facts(visit: &Visit, shown: &Shown) -> Markup {
    let marks = &shown.marks;
    let Scope { stories, done, .. } = shown.scope;
    html! {
        dl.facts {
            dt { "State" }
            dd { (ui::chip(&upper_first(&shown.thing.state))) (whose(marks, Right::DefineFeature)) }
            dt { "Roadmap" }
            dd { (shown.place) " of " (shown.of) (whose(marks, Right::OrderRoadmap)) }
            @for link in shown.linked_by(LinkKind::Serves) { dt { (link.key().kind.title()) } dd { a.clip href=(visit.at(link.key())) { (link.title) } } }
            @for link in shown.linked_by(LinkKind::ShipsIn) { dt { "Release" } dd { a.clip href=(visit.at(link.key())) { (link.title) } (whose(marks, Right::ScopeRelease)) } }
            dt { "Stories" }
            dd { (done) " of " (counted(stories, "story", "stories")) " done" }
        }
    }
}

/// The forms that change one fact.
fn forms(visit: &Visit, shown: &Shown) -> Markup {
    let form = Form::of(visit, "feature.move");
    let place = shown.place.to_string();
    let to = form.value("to", &place);
    let words: Vec<(&str, String)> = KIND.states.iter().map(|(state, _)| (*state, upper_first(state))).collect();
    let choices: Vec<_> = words.iter().map(|(state, label)| choice(state, label)).collect();
    let place = FactForm {
        action: "feature.move",
        thing: shown.thing.key(),
        id: "feature-to",
        label: "Place on the roadmap",
        hint: "",
        button: press(visit, &shown.marks, Right::OrderRoadmap, "Move", "Propose"),
    };
    let state = FactForm {
        action: "feature.set_state",
        thing: shown.thing.key(),
        id: "feature-state",
        label: "State",
        hint: "",
        button: press(visit, &shown.marks, Right::DefineFeature, "Set", "Propose"),
    };
    html! {
        .stack-s {
            (place.around(visit, ui::field("to", "Place on the roadmap").value(&to).error(form.error("to"))))
            (state.around(visit, ui::field("state", "State").select(&choices).value(&shown.thing.state)))
        }
    }
}
