//! The ranking of needs, to be read and to be changed.

use ground::db::{Tx, cut};
use ground::ui;
use ground::web::Result;
use maud::{Markup, html};
use together::roles::marks::Marks;
use together::roles::rules::Right;
use together::thread::{self, Key, Kind, ThingId};
use together::visit::Visit;

use super::super::store::{self, Line};
use super::{Asked, PAGE, many, score};
use crate::demand::pages::{NUMBERS, in_words, numbers};

/// A page of the ranking.
pub(super) struct Ranking {
    lines: Vec<Line>,
    /// How many needs stand above the first of this page.
    above: i64,
    more: Option<Key>,
    /// All needs.
    pub(super) total: i64,
}

impl Ranking {
    pub(super) async fn load(visit: &Visit, tx: &mut Tx, asked: &Asked) -> Result<Self> {
        let product = visit.product.id;
        let rank = match thread::store::after(tx, product, Kind::Need, asked.after).await? {
            Some(need) => store::one(tx, need.id).await?.rank,
            None => String::new(),
        };
        let mut lines = store::list(tx, product, &rank, PAGE + 1).await?;
        let more = cut(&mut lines, PAGE);
        let more = lines.last().filter(|_| more).map(Line::key);
        let above = match (lines.first(), asked.above) {
            _ if rank.is_empty() => 0,
            (_, Some(above)) => above.clamp(0, 1_000_000),
            (Some(first), None) => store::place(tx, product, &first.rank).await?,
            (None, None) => 0,
        };
        let total = thread::store::capped(tx, product, Kind::Need, store::MOST).await?;
        Ok(Self { lines, above, more, total })
    }

    /// The needs ranked highest, of whose evidence the last is shown.
    pub(super) fn first_ids(&self) -> Vec<ThingId> {
        self.lines.iter().take(60).map(|need| need.id).collect()
    }

    pub(super) fn draw(&self, visit: &Visit, marks: &Marks, ranker: &str) -> Markup {
        let moves = !visit.roles.is_empty();
        html! {
            section #ranking {
                (ui::sec_head(format!("As {ranker} ranks them")).count(many(self.total)).aside("What is asked for, side by side"))
                @if self.above > 0 { p.small { a.link href=(visit.at("needs")) { "From the first" } } }
                .backlog {
                    table.table {
                        caption.vh { "Needs in order" }
                        colgroup { col.c-sel; col.c-rank; col.c-id; col; col.c-dots; col.c-req; col.w-score; col.c-more; }
                        thead {
                            tr {
                                td {}
                                th.rank scope="col" { span.vh { "Rank" } "#" }
                                th scope="col" { "Need" }
                                th scope="col" { span.vh { "Title" } }
                                th scope="col" { "Thread" }
                                th.req.num scope="col" { (NUMBERS) }
                                th scope="col" { "Opportunity" }
                                td.morecell {}
                            }
                        }
                        tbody data-sortable[moves] data-total=[(moves && self.total < store::MOST).then_some(self.total)] {
                            @for (place, need) in (self.above + 1..).zip(&self.lines) { (line(visit, place, need, moves)) }
                        }
                    }
                }
                @if let Some(last) = self.more { p { (ui::link_button("Further down", &self.next(visit, last)).small()) } }
                @if moves { (moving(visit, marks)) }
            }
        }
    }
}

impl Ranking {
    /// The address of the page that goes on after this one.
    fn next(&self, visit: &Visit, last: Key) -> String {
        visit.at(format!("needs?after={last}&above={}", self.above + PAGE))
    }
}

fn line(visit: &Visit, place: i64, need: &Line, moves: bool) -> Markup {
    let key = need.key();
    html! {
        tr id=(key) data-row {
            td { @if moves { button.grip type="button" aria-label=(format!("Move {key}")) {} } }
            td.rank { (place) }
            td.id { (key) }
            td {
                a.title href=(visit.at(key)) { (need.title) } @if let Some(whose) = need.whom() { span.small.faint { " " (whose) } }
                @if need.people > 0 { .small.faint.only-narrow { (in_words(&need.demand())) } }
            }
            td { (thread::pages::dots(need.thread)) }
            td.req { (numbers(&need.demand())) }
            td.num { (score(need)) }
            td { @if moves { a.more href=(visit.at(format!("{key}#more"))) aria-label=(format!("More for {key}")) {} } }
        }
    }
}

/// The menu of all rows and the form that a dragged row sends.
fn moving(visit: &Visit, marks: &Marks) -> Markup {
    let press = if marks.acts(visit, Right::RankNeeds) { "Move" } else { "Propose" };
    let action = visit.action("need.rank");
    html! {
        #row-menu.menu-list.row-menu popover aria-label="Need" {
            p.label data-fill {}
            form.move-form method="post" action=(action) {
                (visit.signed.hidden_fields())
                label { "Rank " input.input name="rank" id="row-rank" size="9" data-key="m"; }
                label { "Why " input.input name="reason" id="row-why" size="14" placeholder="if it is worth telling"; }
                button.btn.btn-s type="submit" { (press) kbd { "M" } }
            }
            hr;
            form method="post" action=(action) {
                (visit.signed.hidden_fields())
                button type="submit" name="to" value="top" data-key="shift+arrowup" { (ui::icon("up")) "Move to the top" kbd { "⇧↑" } }
            }
        }
        form #move-form method="post" action=(action) hidden {
            (visit.signed.hidden_fields())
            input type="hidden" name="thing";
            input type="hidden" name="after";
            input type="hidden" name="before";
        }
    }
}
