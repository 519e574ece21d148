//! Proposals as people meet them: those that wait for them, those they made, one of them alone, and on the page of the thing
//! a proposal is about.

mod calls;
mod desk;
pub(crate) mod lines;
mod rows;

use axum::Router;
use axum::extract::Query;
use axum::response::Response;
use axum::routing::get;
use ground::db::{Tx, cut};
use ground::ui;
use ground::web::{Failure, Result};
use maud::{Markup, html};
use serde::Deserialize;

pub(crate) use calls::Calls;
pub use desk::for_desk;
use rows::Listed;

use super::store::{self, Proposal};
use crate::app::App;
use crate::decisions::pages::answer;
use crate::journal::Boxed;
use crate::roles::rules::Right;
use crate::thread::{self, Key, Kind, Thing};
use crate::visit::{Page, Visit};
use crate::words::{counted, date, upper_first};
use crate::{conversation, decisions, journal};

/// Decided proposals on one page.
const PAGE: i64 = 30;

/// The pages of this folder.
pub fn routes() -> Router<App> {
    Router::new().route("/{product}/proposals", get(inbox))
}

/// How many proposals wait for a person, for the side bar.
pub fn waiting<'a>(tx: &'a mut Tx, visit: &'a Visit) -> Boxed<'a, i64> {
    Box::pin(calls::count(tx, visit))
}

/// The proposals that wait and are about a thing, for its page; nothing when there are none.
pub async fn about(visit: &Visit, tx: &mut Tx, thing: &Thing) -> Result<Markup> {
    let proposals = store::about(tx, thing.id).await?;
    section(visit, tx, proposals, "Proposed").await
}

/// The proposals that wait and need a right, for the page where it is exercised; nothing when there are none.
pub async fn of_right(visit: &Visit, tx: &mut Tx, right: Right) -> Result<Markup> {
    let proposals = store::of_right(tx, visit.product.id, right).await?;
    section(visit, tx, proposals, "Proposed, not in effect yet").await
}

/// Whole rows for those this person may take, a line for the others.
async fn section(visit: &Visit, tx: &mut Tx, proposals: Vec<Proposal>, title: &str) -> Result<Markup> {
    if proposals.is_empty() {
        return Ok(html! {});
    }
    let listed = Listed::of(visit, tx, proposals).await?;
    let (mine, others) = listed.split(visit);
    Ok(html! {
        section #proposed {
            (ui::sec_head(title).count(listed.proposals.len()))
            ul.rows {
                @for proposal in mine { (listed.row(visit, proposal)) }
                @for proposal in others { (listed.line(visit, proposal)) }
            }
        }
    })
}

/// Where the list of decided ones begins: the last on the page before.
#[derive(Debug, Default, Deserialize)]
struct Asked {
    after: Option<Key>,
}

/// `GET /{product}/proposals`.
async fn inbox(visit: Visit, Query(asked): Query<Asked>) -> Result<Response> {
    let mut tx = visit.read().await?;
    let product = visit.product.id;
    let waiting = store::waiting(&mut tx, product).await?;
    let waiting = Listed::of(&visit, &mut tx, waiting).await?;
    let after = thread::store::after(&mut tx, product, Kind::Proposal, asked.after).await?;
    let first = after.is_none();
    let mut decided = store::decided(&mut tx, product, after.as_ref(), PAGE + 1).await?;
    let more = cut(&mut decided, PAGE);
    let decided = Listed::of(&visit, &mut tx, decided).await?;
    drop(tx);
    let body = html! {
        .page {
            (head(&visit, &waiting))
            .stack {
                @if first { (open(&visit, &waiting)) }
                (settled(&visit, &decided, more))
            }
        }
    };
    let crumbs = vec![("Decisions", visit.at("decisions"))];
    let topics = vec!["proposal".into(), "matrix".into(), "member".into()];
    visit.page(Page { title: "Proposals", place: "decisions", crumbs, topics, body, ..Page::default() }).await
}

fn head(visit: &Visit, waiting: &Listed) -> Markup {
    let mine = waiting.split(visit).0.len();
    let title = match mine {
        0 => "No proposal waits for you".to_owned(),
        1 => "One proposal waits for you".to_owned(),
        many => format!("{many} proposals wait for you"),
    };
    let lead = "Whoever does not decide something proposes it. Whoever decides takes it or declines it, with one sentence of why that is kept in Decisions.";
    ui::page_head(title, lead, ui::link_button("Decisions", &visit.at("decisions")).icon("decision"))
}

fn open(visit: &Visit, waiting: &Listed) -> Markup {
    let me = visit.who().id;
    let (mine, others) = waiting.split(visit);
    let (made, others): (Vec<_>, Vec<_>) = others.into_iter().partition(|proposal| proposal.proposer == me);
    html! {
        @if waiting.proposals.is_empty() { (ui::empty("Nothing waits", "What somebody proposes stands here until whoever decides has said yes or no.", "")) }
        @for (title, list) in [("Wait for you", &mine), ("You made", &made)] {
            @if !list.is_empty() {
                section {
                    (ui::sec_head(title).count(list.len()))
                    ul.rows { @for proposal in list { (waiting.row(visit, proposal)) } }
                }
            }
        }
        @if !others.is_empty() {
            section {
                (ui::sec_head("Wait for others").count(others.len()))
                ul.rows { @for proposal in &others { (waiting.line(visit, proposal)) } }
            }
        }
    }
}

fn settled(visit: &Visit, decided: &Listed, more: bool) -> Markup {
    let last = decided.proposals.last().filter(|_| more);
    html! {
        @if !decided.proposals.is_empty() {
            section {
                (ui::sec_head("Decided"))
                ul.rows { @for proposal in &decided.proposals { (decided.line(visit, proposal)) } }
                @if let Some(last) = last { p.note { a.link href=(format!("{}?after={}", visit.at("proposals"), last.key())) { "Older ones" } } }
            }
        }
    }
}

/// The page of one proposal: the log of decisions with it beside.
pub async fn show(visit: Visit, key: Key) -> Result<Response> {
    let mut tx = visit.read().await?;
    let thing = thread::store::by_key(&mut tx, visit.product.id, key).await?.ok_or(Failure::NotFound)?;
    let proposal = store::by_thing(&mut tx, thing.id).await?;
    let log = decisions::pages::log(&visit, &mut tx, &decisions::pages::Asked::default(), Some(key)).await?;
    let detail = detail(&visit, &mut tx, &thing, proposal).await?;
    drop(tx);
    let body = html! {
        .inbox.inbox-two { (log.pane()) section.detail aria-label=(format!("{key} {}", thing.title)) { (detail) } }
    };
    let title = key.to_string();
    let crumbs = vec![("Decisions", visit.at("decisions")), ("Proposals", visit.at("proposals"))];
    let topics = vec![title.clone(), "proposal".into(), "decision".into(), "matrix".into()];
    visit.page(Page { title: &title, place: "decisions", crumbs, topics, body, ..Page::default() }).await
}

/// One proposal with everything about it.
pub(crate) async fn detail(visit: &Visit, tx: &mut Tx, thing: &Thing, proposal: Proposal) -> Result<Markup> {
    let decision = thread::store::links_up(tx, thing.id).await?.into_iter().find(|link| link.link == "decided by");
    let about = match proposal.about {
        Some(about) => thread::store::by_id(tx, about).await?.filter(|thing| thing.hidden_at.is_none()),
        None => None,
    };
    let talk = conversation::pages::section(visit, tx, thing).await?;
    let history = journal::pages::recent(visit, tx, thing).await?;
    let listed = Listed::of(visit, tx, vec![proposal]).await?;
    let Some(proposal) = listed.proposals.first() else { return Err(Failure::NotFound) };
    let calls = &listed.calls;
    let standing = calls.standing(visit, proposal);
    let changes = &proposal.changes.0;
    let many = counted(i64::try_from(changes.len()).unwrap_or(0), "change", "changes");
    Ok(html! {
        .object {
            .object-head {
                div {
                    span.id { (proposal.key()) ", proposed by " (proposal.proposer_name) " on " (date(proposal.at, visit.signed.now)) }
                    h1 { (proposal.title) }
                }
                .actions { @if proposal.state == "waiting" { (rows::whose(visit, calls, proposal, &standing)) } @else { (ui::chip(&proposal.state)) } }
            }
            .stack {
                @if let Some(waits) = calls.waits(visit, proposal) { (answer::notice(&waits)) }
                @if proposal.state != "waiting" { (outcome(visit, calls, proposal, decision.map(|decision| decision.key()))) }
                @if let Some(because) = &proposal.because { section { (ui::sec_head("Why it is wished")) p { (because) } } }
                section {
                    (ui::sec_head(if proposal.state == "waiting" { "What would change" } else { "What it wished" }).count(many).aside("Before, after"))
                    (lines::diff(visit, &calls.names, changes, 100))
                }
                @if let Some(about) = about { p { "About " a.link href=(visit.at(about.key())) { span.id { (about.key()) } " " (about.title) } } }
                @if proposal.state == "waiting" { section { (rows::forms(visit, calls, proposal, &standing)) } }
                (talk)
                (history)
            }
        }
    })
}

/// What became of it: yes or no first, then why, by whom, and where it is kept.
fn outcome(visit: &Visit, calls: &Calls, proposal: &Proposal, decision: Option<Key>) -> Markup {
    let state = format!("{}.", upper_first(&proposal.state));
    html! {
        section {
            (ui::verdict(&state, proposal.decided_because.as_deref().unwrap_or_default()))
            p.small.dim {
                (rows::decided(visit, calls, proposal))
                @if let Some(key) = decision { ", kept as " a.link href=(visit.at(key)) { (key) } }
            }
        }
    }
}
