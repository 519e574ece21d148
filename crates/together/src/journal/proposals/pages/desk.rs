//! Proposals on a desk: those that wait for the visitor, and those of theirs that wait for others.

use ground::db::Tx;
use ground::ui;
use ground::web::Result;
use maud::{Markup, html};

use super::calls::Standing;
use super::rows::{self, Listed};
use super::store::{self, Proposal};
use crate::visit::{Queue, Visit};
use crate::words::{counted, upper_first, wait, waited};

/// The proposals that wait for this person, with their forms, and a section of those they made that wait for others.
pub async fn for_desk(visit: &Visit, tx: &mut Tx) -> Result<(Queue, Markup)> {
    let all = store::waiting(tx, visit.product.id).await?;
    let listed = Listed::of(visit, tx, all).await?;
    let (mine, others) = listed.split(visit);
    let me = visit.who().id;
    let made: Vec<_> = others.into_iter().filter(|proposal| proposal.proposer == me).collect();
    let count = i64::try_from(mine.len()).unwrap_or(i64::MAX);
    let drawn = html! {
        section {
            (ui::sec_head("Proposals").id("proposals").count(count).aside("Deciding asks for one sentence of why"))
            ul.rows { @for proposal in mine.iter().take(Queue::ROWS) { (listed.row(visit, proposal)) } }
            (Queue::more(visit, count, "proposals"))
        }
    };
    let queue = Queue { id: "proposals", label: "To decide", count, why: why(visit, &mine), drawn, ..Queue::default() };
    Ok((queue, between(visit, &listed, &made)))
}

/// How long the first of them has waited, when it is too long.
fn why(visit: &Visit, mine: &[&Proposal]) -> String {
    let now = visit.signed.now;
    match mine.first().filter(|first| now.0 - first.at.0 > rows::LATE) {
        Some(first) => format!("{} proposed {} {} ago.", first.proposer_name, first.key(), waited(first.at, now)),
        None => String::new(),
    }
}

/// What the visitor handed over and has no answer to.
fn between(visit: &Visit, listed: &Listed, made: &[&Proposal]) -> Markup {
    let names = &listed.calls.names;
    let deciders = |proposal: &Proposal| match listed.calls.standing(visit, proposal) {
        Standing::Theirs(roles) => names.of_all(roles),
        _ => "nobody".to_owned(),
    };
    let Some(first) = made.first().map(|first| deciders(first)) else { return html! {} };
    let one = made.iter().all(|proposal| deciders(proposal) == first) && first != "nobody";
    let title = if one { format!("Between you and {first}") } else { "What you proposed".to_owned() };
    html! {
        section.stack-s {
            (ui::sec_head(title).count(made.len()))
            ul.rows {
                @for proposal in made.iter().take(Queue::ROWS) {
                    li.row id=(format!("made-{}", proposal.key())) {
                        div {
                            div { a href=(visit.at(proposal.key())) { (proposal.title) } }
                            .sub { (upper_first(&deciders(proposal))) " to decide, open " (wait(proposal.at, visit.signed.now)) }
                        }
                        @if let Some(right) = proposal.right() { (listed.calls.mark(right)) }
                    }
                }
            }
            @if made.len() > Queue::ROWS { p.note { a.link href=(visit.at("proposals")) { (counted(i64::try_from(made.len()).unwrap_or(0), "proposal", "proposals")) " of yours" } } }
        }
    }
}
