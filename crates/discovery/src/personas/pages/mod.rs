//! The pages of personas: all of them, and one with what they need.

mod one;
mod write;

use axum::Router;
use axum::extract::Query;
use axum::response::Response;
use axum::routing::get;
use ground::db::Tx;
use ground::ui;
use ground::web::Result;
use maud::{Markup, html};
use serde::Deserialize;
use together::app::App;
use together::roles::marks::Marks;
use together::roles::rules::Right;
use together::visit::{Page, Visit};
use together::words::counted_first;

use super::store::{self, Has, Persona};

pub use one::show;

/// The pages of this room.
pub fn routes() -> Router<App> {
    Router::new().route("/{product}/personas", get(personas))
}

/// What the list is asked for.
#[derive(Debug, Default, Deserialize)]
struct Asked {
    /// Show the form for a new persona.
    new: Option<String>,
}

/// `GET /{product}/personas`.
async fn personas(visit: Visit, Query(asked): Query<Asked>) -> Result<Response> {
    let mut tx = visit.read().await?;
    let marks = Marks::load(&mut tx, &visit, &[Right::RankNeeds]).await?;
    let body = if asked.new.is_some() || visit.kept("persona.write").is_some() {
        write::form(&visit, &marks)
    } else {
        all(&visit, &mut tx, &marks).await?
    };
    drop(tx);
    let crumbs = vec![("Needs", visit.at("needs"))];
    let topics = vec!["persona".into(), "need".into()];
    visit.page(Page { title: "Personas", place: "needs", crumbs, topics, body, ..Page::default() }).await
}

async fn all(visit: &Visit, tx: &mut Tx, marks: &Marks) -> Result<Markup> {
    let personas = store::list(tx, visit.product.id).await?;
    let needs = needs(tx, &personas).await?;
    let new = visit.at("personas?new=1");
    let actions = html! {
        (marks.line("", Right::RankNeeds))
        (ui::link_button("New persona", &new).main().icon("plus").kbd("N").attr("data-key", "n"))
    };
    let heading = match i64::try_from(personas.len()).unwrap_or(i64::MAX) {
        0 => "For whom do we build?".to_owned(),
        number => format!("{} we build for", counted_first(number, "person", "people")),
    };
    Ok(html! {
        .page {
            (ui::page_head(heading, "Each stands for many, and is told as one: what they say, how they live with it, what they need.", actions))
            @if personas.is_empty() {
                (ui::empty("No persona yet", "A need without somebody who has it is a wish of ours.", ui::link_button("Write down the first", &new).main()))
            } @else { (panels(visit, &personas, &needs)) }
        }
    })
}

/// What these personas need.
pub(crate) async fn needs(tx: &mut Tx, personas: &[Persona]) -> Result<Vec<Has>> {
    let ids: Vec<_> = personas.iter().map(|persona| persona.id).collect();
    store::needs(tx, &ids).await
}

/// Personas side by side, in what they say and need.
pub(crate) fn panels(visit: &Visit, personas: &[Persona], needs: &[Has]) -> Markup {
    html! {
        .panels.panels-4.persona {
            @for persona in personas {
                section id=(persona.key()) {
                    @if !persona.quote.is_empty() { blockquote { "“" (persona.quote) "”" } }
                    h3 { a href=(visit.at(persona.key())) { (persona.title) } }
                    @if !persona.context.is_empty() { p { (persona.context) } }
                    @let own: Vec<_> = needs.iter().filter(|need| need.persona == persona.id).collect();
                    p {
                        @for (n, need) in own.iter().take(6).enumerate() { @if n > 0 { ", " } a.link href=(visit.at(need.key())) title=(need.title) { (need.key()) } }
                        @if own.is_empty() { span.faint { "No need of theirs yet" } }
                        @if own.len() > 6 { " and " (own.len() - 6) " more" }
                    }
                    @if !persona.source.is_empty() { p.small { (persona.source) } }
                }
            }
        }
    }
}
