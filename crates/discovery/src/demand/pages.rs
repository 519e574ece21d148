//! How demand is drawn, the same everywhere: people, importance and worth side by side.

use maud::{Markup, html};
use together::words::{counted, grouped};

use super::Demand;

/// What is asked of a thing, as figures.
pub fn figures(demand: &Demand) -> Markup {
    html! {
        .figures.demand {
            div { b { (grouped(demand.people)) } (if demand.people == 1 { "person" } else { "people" }) }
            div { b { (importance(demand)) @if demand.voices > 0 { small { " of 3" } } } "importance" }
            div { b { (grouped(demand.value)) } "worth" }
        }
    }
}

/// How important it is to them, 0 to 3; a dash when nobody has said.
pub fn importance(demand: &Demand) -> String {
    demand.mean().unwrap_or_else(|| "–".to_owned())
}

/// The same inside a sentence: “3 people, importance 2.3, worth 3,050”.
pub fn in_words(demand: &Demand) -> String {
    let people = counted(demand.people, "person", "people");
    format!("{people}, importance {}, worth {}", importance(demand), grouped(demand.value))
}

/// The same on one line, for rows.
pub fn line(demand: &Demand) -> Markup {
    html! {
        span.nowrap { (counted(demand.people, "person", "people")) }
        span.nowrap { "importance " (importance(demand)) }
        span.nowrap { "worth " (grouped(demand.value)) }
    }
}
