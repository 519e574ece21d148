//! Both definitions on a page beside the settings, and what stands of them on the page of a story.

pub(crate) mod on_story;

use axum::Router;
use axum::response::Response;
use axum::routing::get;
use ground::ui::{self, Choice, choice};
use ground::web::Result;
use maud::{Markup, html};
use together::app::App;
use together::form::Form;
use together::roles::marks::Marks;
use together::visit::{Page, Visit};

use super::rules::{Definition, Level, MOST, Of, Row};
use super::store;
use crate::pieces::{asked, back_hidden, move_or_remove, press, with_edit, without_edit};

/// The pages of this room.
pub fn routes() -> Router<App> {
    Router::new().route("/{product}/definitions", get(show))
}

/// `GET /{product}/definitions`.
async fn show(visit: Visit) -> Result<Response> {
    let mut tx = visit.read().await?;
    let marks = Marks::load(&mut tx, &visit, &Of::ALL.map(Of::right)).await?;
    let mut both = Vec::new();
    for of in Of::ALL {
        both.push((of, store::of(&mut tx, visit.product.id, of).await?));
    }
    drop(tx);
    let lead = "What a story needs before work begins, and before it counts as done. Advisory tells, enforced refuses.";
    let body = html! {
        .page {
            (ui::page_head("Ready and done", lead, html! {}))
            .stack { @for (of, definition) in &both { (section(&visit, &marks, *of, definition)) } }
        }
    };
    let topics = vec!["definition".to_owned()];
    let crumbs = vec![("Settings", visit.at("settings"))];
    visit.page(Page { title: "Ready and done", place: "-", crumbs, topics, body, ..Page::default() }).await
}

fn section(visit: &Visit, marks: &Marks, of: Of, definition: &Definition) -> Markup {
    let enforced = format!("{} enforced", definition.count(Level::Enforced));
    html! {
        section id=(of.code()) {
            (ui::sec_head(of.label()).count(enforced).aside(marks.call(of.right())))
            p.small.dim { (follows(of)) @if !marks.acts(visit, of.right()) { " What you change here is proposed." } }
            ul.rows { @for row in &definition.rows { (line(visit, row)) } }
            @if definition.own().count() < MOST { (add(visit, marks, of)) }
        }
    }
}

/// What comes of it that a row is enforced.
fn follows(of: Of) -> &'static str {
    match of {
        Of::Ready => "A story is ready when every enforced row is met; its page says what is missing.",
        Of::Done => "A story is accepted when every enforced row is met, beside its acceptance criteria.",
    }
}

fn line(visit: &Visit, row: &Row) -> Markup {
    let name = row.name();
    if row.is_own() {
        let form = Form::about(visit, "definition_row.word", "definition_row", &name);
        if form.refused() || asked(visit, "edit").as_deref() == Some(name.as_str()) {
            return edit(visit, row, form);
        }
    }
    html! {
        li.row.row-stackable id=(format!("row-{name}")) {
            div {
                .t { (row.words) }
                .sub { (row.machine.map_or("Ticked by people on each story", |machine| machine.means)) }
            }
            span.line {
                (levels(visit, row))
                @if row.is_own() {
                    (ui::link_button(&format!("Change “{}”", row.words), &with_edit(visit, &name)).only_icon("edit").quiet().small())
                }
            }
        }
    }
}

/// How much a row matters, to be chosen anew.
fn levels(visit: &Visit, row: &Row) -> Markup {
    let name = row.name();
    let enforceable = row.machine.is_none_or(|machine| machine.enforceable);
    html! {
        form method="post" action=(visit.action("definition_row.set_level")) data-stay data-autosubmit {
            (visit.signed.hidden_fields())
            input type="hidden" name="definition_row" value=(name);
            fieldset.seg {
                legend.vh { (row.words) }
                @for level in Level::ALL.into_iter().filter(|level| enforceable || *level != Level::Enforced) {
                    label { input type="radio" name="level" value=(level.code()) id=(format!("{name}-{level}")) checked[level == row.level]; (level.label()) }
                }
            }
            noscript { (ui::button("Save").small()) }
        }
    }
}

/// A row as a form, with what else can be done to it.
fn edit(visit: &Visit, row: &Row, form: Form<'_>) -> Markup {
    let name = row.name();
    html! {
        li.row id=(format!("row-{name}")) {
            .stack-s {
                form.stack-s method="post" action=(visit.action("definition_row.word")) {
                    (back_hidden(visit))
                    input type="hidden" name="definition_row" value=(name);
                    (form.trouble())
                    (ui::field("words", "What is asked of a story").id(&format!("words-{name}")).required().value(&form.value("words", &row.words)).error(form.error("words")).attr("maxlength", "120"))
                    .line {
                        (ui::button("Save").main())
                        a.btn.btn-quiet href=(without_edit(visit)) { "Cancel" }
                    }
                }
                (move_or_remove(visit, "definition_row", &name, row.place))
            }
        }
    }
}

fn add(visit: &Visit, marks: &Marks, of: Of) -> Markup {
    let form = Form::about(visit, "definition_row.add", "of", of);
    let code = of.code();
    let levels: Vec<Choice<'_>> = Level::ALL.iter().map(|level| choice(level.code(), level.label())).collect();
    html! {
        details id=(format!("add-{code}")) open[form.refused()] {
            summary.btn.btn-quiet.btn-s { (ui::icon("plus")) "Add a row to tick" }
            form.stack-s method="post" action=(visit.action("definition_row.add")) {
                (visit.signed.hidden_fields())
                input type="hidden" name="of" value=(code);
                (form.trouble())
                (ui::field("words", "What is asked of a story").id(&format!("new-{code}")).required().value(&form.value("words", "")).error(form.error("words")).attr("maxlength", "120"))
                (ui::field("level", "How much it matters").id(&format!("new-{code}-level")).select(&levels).value(&form.value("level", Level::Enforced.code())).error(form.error("level")))
                div { (ui::button(press(visit, marks, of.right(), "Add", "Propose to add it"))) }
            }
        }
    }
}
