//! How evidence is drawn: the words, where they come from, how old they are.

use ground::clock::Ts;
use ground::ui;
use maud::{Markup, html};
use together::thread::Kind;
use together::visit::Visit;
use together::words::upper_first;

use crate::insights::rules::{age, is_old};
use crate::insights::store::Evidence;

/// Rows of evidence; where several needs are told apart, each with its need.
pub(crate) fn rows(visit: &Visit, evidence: &[Evidence], with_need: bool) -> Markup {
    html! { ul.rows { @for one in evidence { (row(visit, one, with_need)) } } }
}

fn row(visit: &Visit, one: &Evidence, with_need: bool) -> Markup {
    let key = one.key();
    html! {
        li.row.row-stackable id=(format!("evidence-{key}-{}", one.need())) {
            div {
                .t { a href=(visit.at(key)) { @match &one.quote { Some(quote) => { "“" (quote) "”" }, None => (one.title) } } }
                .sub { span.id { (key) } span { (source(one)) } }
            }
            span.line {
                (how_old(one.at, visit.signed.now))
                @if with_need { a.chip href=(visit.at(one.need())) { (one.need()) } }
            }
        }
    }
}

/// Where it comes from: “Interview, Priya Raman”, or who asked.
fn source(one: &Evidence) -> String {
    let source = one.source.as_deref().map(upper_first);
    let nobody = if one.kind == Kind::Request { "Somebody" } else { "" };
    let who = one.who.as_deref().unwrap_or(nobody);
    match source {
        Some(source) if who.is_empty() => source,
        Some(source) => format!("{source}, {who}"),
        None => who.to_owned(),
    }
}

/// Its age; what is old says that somebody should ask again.
pub(crate) fn how_old(at: Ts, now: Ts) -> Markup {
    let age = age(at, now);
    html! {
        @if is_old(at, now) { (ui::chip(&format!("{age} old, ask again")).state(ui::State::MISSING)) }
        @else { span.small.faint.nowrap { (age) } }
    }
}
