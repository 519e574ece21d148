//! The page behind the bell: what is new, what needs an answer, what happened before.

mod desk;

use axum::Router;
use axum::extract::Query;
use axum::response::Response;
use axum::routing::get;
use ground::clock::Ts;
use ground::db::{Tx, cut};
use ground::ui;
use ground::web::Result;
use maud::{Markup, html};
use serde::Deserialize;
use uuid::Uuid;

pub use desk::for_desk;

use super::rules::{needs, often};
use super::spoken::{self, Told};
use super::store::{self, Notice, Part, Wanted};
use crate::app::App;
use crate::roles;
use crate::roles::names::Names;
use crate::roles::rules::{Letter, Role, Scope};
use crate::thread::Kind;
use crate::visit::{Page, Visit};
use crate::words::{day, time_of_day, wait};

/// Notices on one page.
const PAGE: usize = 80;

/// The pages of this room.
pub fn routes() -> Router<App> {
    Router::new().route("/{product}/notices", get(show))
}

/// What the page is asked for.
#[derive(Debug, Default, Deserialize)]
struct Asked {
    /// `need` or `told`; all for anything else.
    show: Option<String>,
    /// The last notice of the page before.
    after: Option<Uuid>,
}

/// `GET /{product}/notices`.
async fn show(visit: Visit, Query(asked): Query<Asked>) -> Result<Response> {
    let mut tx = visit.read().await?;
    let (me, product) = (visit.who().id, visit.product.id);
    let needing = match asked.show.as_deref() {
        Some("need") => Some(true),
        Some("told") => Some(false),
        _ => None,
    };
    let wanted = Wanted { needing, after: asked.after, ..Wanted::default() };
    let mut notices = store::list(&mut tx, me, product, &wanted, PAGE + 1).await?;
    let more = cut(&mut notices, PAGE);
    let parts = store::parts(&mut tx, &notices).await?;
    let counts = store::new_and_needing(&mut tx, me, product).await?;
    let names = Names::load(&mut tx, product).await?;
    let told = what_one_is_told(&visit, &mut tx).await?;
    drop(tx);
    let list = List { visit: &visit, names: &names, parts: &parts };
    let body = html! {
        .page {
            (head(&visit, needing, counts))
            .cols {
                .stack {
                    @if notices.is_empty() { (ui::empty("Nothing here yet", "What others do that concerns you stands here: what you watch, what names you, what the matrix says you are told.", "")) }
                    (list.groups(&notices))
                    (older(&visit, asked.show.as_deref(), notices.last().filter(|_| more)))
                }
                aside.rail.stack aria-label="What you are told" { (told) }
            }
        }
    };
    let topics = vec![format!("notices:{me}"), "matrix".into()];
    visit.page(Page { title: "Notices", place: "-", topics, body, ..Page::default() }).await
}

fn head(visit: &Visit, needing: Option<bool>, (new, need): (i64, i64)) -> Markup {
    let title = match (new, need) {
        (0, _) => "Nothing is new".to_owned(),
        (new, 0) => format!("{} new", is(new)),
        (new, need) if new == need => format!("{} new and {} you", is(new), if new == 1 { "needs" } else { "need" }),
        (new, need) => format!("{} new, {need} of them {} you", is(new), if need == 1 { "needs" } else { "need" }),
    };
    let list = visit.at("notices");
    let (of_need, of_told) = (format!("{list}?show=need"), format!("{list}?show=told"));
    let need_label = if need > 0 { format!("Need me {need}") } else { "Need me".to_owned() };
    let links = [
        ui::tab("All", &list).current(needing.is_none()),
        ui::tab(&need_label, &of_need).current(needing == Some(true)),
        ui::tab("Told me", &of_told).current(needing == Some(false)),
    ];
    let actions = html! {
        (ui::seg_links("Which notices", &links))
        @if new > 0 {
            form method="post" action=(visit.action("notice.read")) { (visit.signed.hidden_fields()) (ui::button("Mark all as read").icon("check")) }
        }
    };
    ui::page_head(title, "What needs an answer also stands on your desk. Nothing is lost by reading it here.", actions)
}

fn is(number: i64) -> String {
    if number == 1 { "1 is".to_owned() } else { format!("{number} are") }
}

/// The rows of a page and what they are drawn with.
struct List<'a> {
    visit: &'a Visit,
    names: &'a Names,
    parts: &'a [Part],
}

impl List<'_> {
    /// What is new first, then the rest day by day.
    fn groups(&self, notices: &[Notice]) -> Markup {
        let now = self.visit.signed.now;
        let (new, read): (Vec<_>, Vec<_>) = notices.iter().partition(|notice| notice.read_at.is_none());
        let days = read.chunk_by(|one, next| day(one.at, now) == day(next.at, now));
        html! {
            @if !new.is_empty() { (self.group("New", &new, wait)) }
            @for of_day in days { @if let Some(first) = of_day.first() { (self.group(&heading(first.at, now), of_day, when)) } }
        }
    }

    fn group(&self, title: &str, notices: &[&Notice], when: fn(Ts, Ts) -> String) -> Markup {
        html! {
            section {
                (ui::sec_head(title).count(notices.len()))
                ul.rows { @for notice in notices { (self.row(notice, when)) } }
            }
        }
    }

    /// What is new says how long ago, since no heading says the day.
    fn row(&self, notice: &Notice, when: fn(Ts, Ts) -> String) -> Markup {
        let (visit, new) = (self.visit, notice.read_at.is_none());
        let parts: Vec<_> = self.parts.iter().filter(|part| part.notice == notice.id).collect();
        let Told { title, sub } = spoken::told(visit, self.names, notice, &parts);
        let waits = needs(&notice.why, notice.state.as_deref());
        html! {
            li.row.note-row.new[new] id=(format!("n-{}", notice.id)) data-row {
                i { @if new { span.vh { "New" } } }
                (self.picture(notice))
                div {
                    .t { @if let Some(key) = notice.key() { a.title href=(visit.at(key)) { (title) } } @else { (title) } }
                    .sub {
                        @if let Some(key) = notice.key() { span { span.id { (key) } @if let Some(of) = subject(notice) { " " (of) } } }
                        @for text in sub { span { (text) } }
                        @if let Some(often) = often(notice.times) { span { (often) } }
                    }
                }
                span.line {
                    @if let Some(key) = notice.key().filter(|_| waits) { (ui::link_button(press(&notice.why), &visit.at(key)).small()) }
                    @if new { (self.read(notice)) }
                    span.wait { (when(notice.at, visit.signed.now)) }
                }
            }
        }
    }

    fn picture(&self, notice: &Notice) -> Markup {
        match (notice.actor, notice.actor_name.as_deref()) {
            (Some(person), Some(name)) => self.names.avatar(person, name, notice.role),
            _ => html! { span.av aria-hidden="true" { "T" } },
        }
    }

    fn read(&self, notice: &Notice) -> Markup {
        html! {
            form method="post" action=(self.visit.action("notice.read")) {
                (self.visit.signed.hidden_fields())
                input type="hidden" name="notice" value=(notice.id);
                (ui::button("Mark as read").quiet().small().only_icon("check"))
            }
        }
    }
}

/// What the button of a notice says that needs the reader.
fn press(why: &str) -> &'static str {
    match why {
        "acceptance" => "Review",
        "decide" | "proposal" => "Decide",
        _ => "Answer",
    }
}

/// The title of what it is about, unless the sentence says it already.
fn subject(notice: &Notice) -> Option<&str> {
    notice.title.as_deref().filter(|_| notice.kind != Some(Kind::Proposal))
}

/// A day as a heading; what was read today came earlier.
fn heading(at: Ts, now: Ts) -> String {
    const DAY: i64 = 24 * 3_600_000_000;
    match day(at, now) {
        today if today == "Today" => "Earlier today".to_owned(),
        earlier if earlier == day(Ts(now.0 - DAY), now) => "Yesterday".to_owned(),
        earlier => earlier,
    }
}

/// How long ago today, else the time of day: the heading says the day.
fn when(at: Ts, now: Ts) -> String {
    if day(at, now) == "Today" { wait(at, now) } else { time_of_day(at) }
}

fn older(visit: &Visit, show: Option<&str>, last: Option<&Notice>) -> Markup {
    html! {
        @if let Some(last) = last {
            p.note { a.link href=(format!("{}?show={}&after={}", visit.at("notices"), show.unwrap_or_default(), last.id)) { "Older notices" } }
        }
    }
}

/// What the matrix says this person is told, and when.
async fn what_one_is_told(visit: &Visit, tx: &mut Tx) -> Result<Markup> {
    let matrix = roles::store::matrix(tx, visit.product.id).await?;
    let mine = visit.hats().anywhere().members();
    let of = |letter: Letter| {
        let product = matrix.rows().iter().filter(|row| row.scope == Scope::PRODUCT);
        let told = product.filter(|row| !row.cells.roles(letter).and(mine).is_empty());
        told.map(|row| matrix.label(&row.subject)).collect::<Vec<_>>()
    };
    let roles: Vec<_> = mine.iter().map(Role::label).map(str::to_lowercase).collect();
    Ok(html! {
        section {
            (ui::sec_head("What you are told").aside(html! { a.link href=(visit.at("roles")) { "Roles" } }))
            p.dim { "What is proposed to you, what names you with @, and what you watch." @if !roles.is_empty() { " As " (roles.join(" and ")) " also the following." } }
        }
        @for (title, labels) in [("Before it is decided", of(Letter::C)), ("After it is done", of(Letter::I))] {
            @if !labels.is_empty() {
                section {
                    (ui::sec_head(title).count(labels.len()))
                    ul.rows { @for label in labels { li.row { (label) } } }
                }
            }
        }
    })
}
