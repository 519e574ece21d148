//! One release: what it is about, when it ships, what ships in it.

use axum::response::Response;
use ground::clock::Ts;
use ground::db::Tx;
use ground::ui;
use ground::web::{Failure, Result};
use maud::{Markup, html};
use together::conversation::{self, markdown};
use together::journal;
use together::roles::marks::Marks;
use together::roles::rules::Right;
use together::thread::store::links;
use together::thread::{self, Key, Kind, LinkKind, Thing};
use together::visit::{Page, Visit};
use together::words::{counted, date, grouped, iso_day, upper_first};

use crate::pieces::{Editing, Object, press, step, whose, with_edit};
use crate::releases::rules::states;
use crate::releases::store;
use crate::scope;
use crate::stories::store::within::{self, Scope, Within};

/// Features shown; there are seldom more in one release, and it says so when there are.
const FEATURES: i64 = 50;

/// Everything the page of a release shows of it.
struct Shown {
    thing: Thing,
    text: String,
    ships_at: Option<Ts>,
    stories: Vec<Within>,
    scope: Scope,
    features: Vec<links::Linked>,
    /// How many features ship in it in all.
    all_features: i64,
    /// Whether it is the one being filled, so that what fits a release is meant for it.
    fills: bool,
    marks: Marks,
}

/// The page of one release.
pub async fn show(visit: Visit, key: Key) -> Result<Response> {
    let mut tx = visit.read().await?;
    let shown = load(&visit, &mut tx, key).await?;
    let thread = thread::pages::head(&visit, &mut tx, &shown.thing).await?;
    let talk = conversation::pages::section(&visit, &mut tx, &shown.thing).await?;
    let history = journal::pages::recent(&visit, &mut tx, &shown.thing).await?;
    drop(tx);
    let edit = with_edit(&visit, "release");
    let body = Object {
        thread,
        thing: &shown.thing,
        actions: html! {
            (ui::link_button("Edit", &edit).icon("edit").quiet())
            a.btn href=(in_backlog(&visit, key)) { (ui::icon("backlog")) "In the backlog" }
            (steps(&visit, &shown))
        },
        stack: html! { (said(&visit, &shown)) (stories(&visit, &shown)) (features(&visit, &shown)) (talk) (history) },
        rail: facts(&visit, &shown),
    };
    let body = body.draw();
    let title = key.to_string();
    let crumbs = vec![("Releases", visit.at("releases"))];
    let topics = vec![title.clone(), Kind::Story.code().to_owned()];
    visit.page(Page { title: &title, place: "releases", crumbs, topics, body, ..Page::default() }).await
}

async fn load(visit: &Visit, tx: &mut Tx, key: Key) -> Result<Shown> {
    let product = visit.product.id;
    let found = thread::store::by_key(tx, product, key).await?;
    let thing = found.filter(|thing| thing.kind == Kind::Release).ok_or(Failure::NotFound)?;
    let (text, ships_at) = store::by_thing(tx, thing.id).await?;
    let (stories, scope) = within::of_release(tx, thing.id, scope::LISTED).await?;
    let ahead = store::ahead_with_ids(tx, product).await?;
    Ok(Shown {
        text,
        ships_at,
        stories,
        scope,
        features: links::linked_from(tx, thing.id, LinkKind::ShipsIn, Kind::Feature, FEATURES).await?,
        all_features: links::count_linked_from(tx, thing.id, LinkKind::ShipsIn, Kind::Feature).await?,
        fills: store::filling(&ahead).is_some_and(|release| release.thing == thing.id),
        marks: Marks::load(tx, visit, &[Right::ScopeRelease, Right::DecideGo]).await?,
        thing,
    })
}

fn in_backlog(visit: &Visit, key: Key) -> String {
    format!("{}?release={key}", visit.at("backlog"))
}

/// Where it can go from here: the next step in full, the rest in a menu.
fn steps(visit: &Visit, shown: &Shown) -> Markup {
    let from = shown.thing.state.as_str();
    let says = |to, acts, proposes| press(visit, &shown.marks, states::need(from, to), acts, proposes);
    let step = |state, button: Markup| step(visit, "release.set_state", &shown.thing, state, &button);
    let item =
        |state, icon, acts, proposes| step(state, html! { (ui::menu_item(says(state, acts, proposes)).icon(icon)) });
    let main = |state, acts, proposes| step(state, html! { (ui::button(says(state, acts, proposes)).main()) });
    let cancel = || item("cancelled", "ban", "Cancel this release", "Propose to cancel it");
    let (menu, next) = match from {
        "planned" => (
            html! { (item("frozen", "lock", "Freeze its scope", "Propose to freeze it")) (cancel()) },
            main("go", "Decide go", "Propose go"),
        ),
        "frozen" => (
            html! { (item("planned", "undo", "Open its scope again", "Propose to open it again")) (cancel()) },
            main("go", "Decide go", "Propose go"),
        ),
        "go" => (
            html! { (item("frozen", "undo", "No-go after all", "Propose no-go")) (cancel()) },
            main("shipped", "It is out", "Propose that it is out"),
        ),
        "cancelled" => return main("planned", "Plan it again", "Propose to plan it again"),
        _ => return html! {},
    };
    html! { (ui::menu("More").end().list(menu)) (next) }
}

/// What the release says, or the form to change it.
fn said(visit: &Visit, shown: &Shown) -> Markup {
    let Some(editing) = Editing::asked(visit, "release", &shown.thing) else {
        return html! {
            section aria-label="What it is about" {
                @if shown.text.is_empty() { p.dim { "What it is about is not said yet." } }
                @else { .prose { (markdown(&shown.text)) } }
            }
        };
    };
    let form = editing.form;
    let day = shown.ships_at.map(iso_day).unwrap_or_default();
    let fields = html! {
        .fields {
            (ui::field("title", "Name").id("release-title").value(&form.value("title", &shown.thing.title)).error(form.error("title")))
            (ui::field("day", "Ships on").id("release-day").kind("date").value(&form.value("day", &day)).error(form.error("day")).hint("Empty while it is open"))
        }
        (ui::field("text", "What it is about").id("release-text").text().value(&form.value("text", &shown.text)).error(form.error("text")).attr("rows", "6"))
    };
    editing.around(&fields, press(visit, &shown.marks, Right::ScopeRelease, "Save", "Propose this"))
}

fn stories(visit: &Visit, shown: &Shown) -> Markup {
    let fits = visit.product.release_capacity.filter(|_| shown.fills);
    let all = in_backlog(visit, shown.thing.key());
    let listed = i64::try_from(shown.stories.len()).unwrap_or(0);
    html! {
        section #scope {
            (ui::sec_head("Scope").count(counted(shown.scope.stories, "story", "stories")).aside(shown.marks.line("Scope", Right::ScopeRelease)))
            @if shown.stories.is_empty() {
                p.dim { "No story ships in it yet. Tick stories in the " a.link href=(visit.at("backlog")) { "backlog" } " and choose Release." }
            } @else {
                (scope::figures(shown.scope, fits))
                (scope::rows(visit, &shown.stories))
                @if shown.scope.stories > listed { p.note { a.link href=(all) { "All of them in the backlog" } } }
            }
        }
    }
}

/// Features that ship in it as a whole.
fn features(visit: &Visit, shown: &Shown) -> Markup {
    html! {
        @if !shown.features.is_empty() {
            section #features {
                (ui::sec_head("Features").count(grouped(shown.all_features)))
                ul.rows {
                    @for feature in &shown.features {
                        li.row {
                            .clip { a href=(visit.at(feature.key())) { span.id { (feature.key()) } " " (feature.title) } }
                            (ui::chip(&upper_first(&feature.state)))
                        }
                    }
                }
                @let more = shown.all_features - i64::try_from(shown.features.len()).unwrap_or(0);
                @if more > 0 { p.note { "And " a.link href=(visit.at("features")) { (counted(more, "other", "others")) " among all features" } "." } }
            }
        }
    }
}

fn facts(visit: &Visit, shown: &Shown) -> Markup {
    let Scope { stories, done, points, .. } = shown.scope;
    html! {
        dl.facts {
            dt { "State" }
            dd { (ui::chip(&upper_first(&shown.thing.state))) (whose(&shown.marks, Right::DecideGo)) }
            dt { @if shown.thing.state == "shipped" { "Shipped on" } @else { "Ships on" } }
            dd {
                @match shown.ships_at {
                    Some(day) => (date(day, visit.signed.now)),
                    None => span.faint { "no day yet" },
                }
                (whose(&shown.marks, Right::ScopeRelease))
            }
            dt { "Stories" }
            dd { (done) " of " (counted(stories, "story", "stories")) " done" }
            dt { "Points" }
            dd { (points) @if let Some(fits) = visit.product.release_capacity.filter(|_| shown.fills) { span.faint { "of " (fits) " that fit" } } }
        }
    }
}
