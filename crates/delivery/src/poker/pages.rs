//! A round of planning poker, on the page of its story. That another has laid a card is seen at once; which, when all are
//! shown.

use ground::db::Tx;
use ground::ui;
use ground::web::Result;
use maud::{Markup, html};
use together::form::Form;
use together::people::PersonId;
use together::roles;
use together::roles::marks::Marks;
use together::roles::names::Names;
use together::roles::rules::Right;
use together::thread::Thing;
use together::visit::Visit;
use together::words::lately;

use super::rules::{CARDS, Came, UNSURE, came, may_begin};
use super::store::{self, Card, Round};
use crate::pieces::press;

/// The button that begins a round, for those who estimate.
pub(crate) fn begin(visit: &Visit, marks: &Marks, story: &Thing) -> Markup {
    let may = may_begin(story.key(), &story.stage).is_ok() && marks.decides(visit, Right::RateEffort);
    html! { @if may { (deed(visit, story, "poker.begin", &html! { (ui::menu_item("Estimate together").icon("user")) })) } }
}

/// The round about a story, if there is one.
pub(crate) async fn section(visit: &Visit, tx: &mut Tx, marks: &Marks, story: &Thing) -> Result<Markup> {
    let Some(round) = store::round(tx, story.id).await? else { return Ok(html! {}) };
    let cards = store::cards(tx, story.id).await?;
    let names = Names::load(tx, visit.product.id).await?;
    let estimators = match marks.decider(Right::RateEffort) {
        Some(role) => roles::store::holders(tx, visit.product.id, role).await?,
        None => Vec::new(),
    };
    let estimates = marks.decides(visit, Right::RateEffort);
    let by = round.begun_by_name.as_deref().unwrap_or("Somebody");
    let begun = format!("{by} began, {}", lately(round.begun_at, visit.signed.now));
    Ok(html! {
        section.stack-s #poker {
            (ui::sec_head("Estimating together").count(format!("{} of {} cards", cards.len(), estimators.len().max(cards.len()))).aside(begun))
            @if round.shown { (open(visit, marks, story, &names, &cards)) }
            @else { (face_down(visit, story, &names, (&cards, &estimators, estimates))) }
            @if estimates { (further(visit, story, &round, &cards)) }
        }
    })
}

/// Who has laid a card, and one's own hand.
fn face_down(
    visit: &Visit,
    story: &Thing,
    names: &Names,
    (cards, estimators, estimates): (&[Card], &[PersonId], bool),
) -> Markup {
    let laid = |person: PersonId| cards.iter().any(|card| card.person == person);
    let form = Form::about(visit, "poker.lay", "thing", story.key());
    let own = cards.iter().find(|card| card.person == visit.who().id).map(|card| said(card.points));
    let hand = CARDS.map(|points| points.to_string()).into_iter().chain([UNSURE.to_owned()]);
    html! {
        ul.line.wrap {
            @for person in estimators {
                @if let Some(name) = names.find(*person) {
                    li.line { (names.avatar(*person, name, None)) (name) @if laid(*person) { (ui::icon("check")) span.vh { " has laid a card" } } @else { span.faint { "…" } span.vh { " has not" } } }
                }
            }
        }
        @if estimates {
            form.line.wrap #poker-hand method="post" action=(visit.action("poker.lay")) data-stay role="group" aria-label="Your card" {
                (visit.signed.hidden_fields())
                input type="hidden" name="thing" value=(story.key());
                @for card in hand { (ui::button(&card).named("card", &card).pressed(own.as_deref() == Some(card.as_str()))) }
                @if let Some(error) = form.error("card") { span.error { (ui::icon("warn")) (error) } }
            }
        }
    }
}

/// The cards, and what they come to.
fn open(visit: &Visit, marks: &Marks, story: &Thing, names: &Names, cards: &[Card]) -> Markup {
    let mut values: Vec<i64> = cards.iter().filter_map(|card| card.points).collect();
    values.sort_unstable();
    values.dedup();
    let found = match came(cards.iter().map(|card| card.points)) {
        Came::Agreed(points) => format!("Every card says {points}."),
        Came::Apart(low, high) => format!("From {low} to {high}: those at both ends say why."),
        Came::Unsure => "Nobody can tell: what must be known first is a question.".to_owned(),
    };
    html! {
        ul.rows {
            @for card in cards {
                li.row { span.who { (names.avatar(card.person, &card.name, None)) (card.name) } strong { (said(card.points)) } }
            }
        }
        p { (found) }
        .line.wrap {
            @for points in values {
                @let label = format!("{} {points}", press(visit, marks, Right::RateEffort, "Estimate at", "Propose"));
                @let points = points.to_string();
                form method="post" action=(visit.action("poker.settle")) data-stay {
                    (visit.signed.hidden_fields())
                    input type="hidden" name="thing" value=(story.key());
                    input type="hidden" name="points" value=(points);
                    (ui::button(&label).small())
                }
            }
        }
    }
}

/// What can be done with the round itself.
fn further(visit: &Visit, story: &Thing, round: &Round, cards: &[Card]) -> Markup {
    html! {
        .line.wrap {
            @if round.shown { (deed(visit, story, "poker.again", &html! { (ui::button("Once more").small()) })) }
            @else if !cards.is_empty() { (deed(visit, story, "poker.show", &html! { (ui::button("Show the cards").main().small()) })) }
            (deed(visit, story, "poker.end", &html! { (ui::button("Stop").small().quiet()) }))
        }
    }
}

fn deed(visit: &Visit, story: &Thing, action: &str, button: &Markup) -> Markup {
    html! {
        form method="post" action=(visit.action(action)) data-stay {
            (visit.signed.hidden_fields())
            input type="hidden" name="thing" value=(story.key());
            (button)
        }
    }
}

fn said(points: Option<i64>) -> String {
    points.map_or_else(|| UNSURE.to_owned(), |points| points.to_string())
}
