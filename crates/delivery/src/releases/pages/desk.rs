//! Releases on a desk: the next one with how far it is, and the days of those after it.

use ground::db::Tx;
use ground::ui;
use ground::web::Result;
use maud::{Markup, html};
use together::visit::Visit;
use together::words::date;

use crate::releases::store::{self, Ahead};
use crate::stories::store::within::{Scope, scope};

/// Releases after the next that a desk names.
const AFTER: usize = 3;

/// The releases ahead; nothing when none is planned.
pub async fn for_desk(visit: &Visit, tx: &mut Tx) -> Result<Markup> {
    let ahead = store::ahead_with_ids(tx, visit.product.id).await?;
    let Some(next) = ahead.first() else { return Ok(html! {}) };
    let Scope { stories, done, .. } = scope(tx, next.thing).await?;
    Ok(html! {
        section.stack-s {
            @let title = html! { "Release " a href=(visit.at(next.key())) { (next.title) } };
            (ui::sec_head(title).id("releases").count(if stories > 0 { format!("{done} of {stories}") } else { String::new() }).aside(when(visit, next)))
            @if stories == 0 { p.dim { "Nothing ships in it yet. " a.link href=(visit.at("backlog")) { "Choose from the backlog" } } }
            @else {
                progress.manager value=(done) max=(stories) aria-label=(format!("{}: {done} of {stories} stories done", next.title)) {}
                p.small.dim { (done) " of " (stories) " stories done. " a.link href=(format!("{}?release={}", visit.at("backlog"), next.key())) { "What is left" } }
            }
            @if ahead.len() > 1 {
                ul.rows {
                    @for release in ahead.iter().skip(1).take(AFTER) {
                        li.row { a.clip href=(visit.at(release.key())) { (release.title) } (when(visit, release)) }
                    }
                }
            }
        }
    })
}

/// The day it ships; late when that has passed.
fn when(visit: &Visit, release: &Ahead) -> Markup {
    const DAY: i64 = 24 * 3_600_000_000;
    let now = visit.signed.now;
    html! {
        @match release.ships_at {
            None => span.small.faint { "no day yet" },
            Some(day) if day.0 + DAY < now.0 => span.small.late { (date(day, now)) ", overdue" },
            Some(day) => span.small.dim { (date(day, now)) },
        }
    }
}
