//! How demand is drawn, the same everywhere.

use maud::{Markup, html};
use together::words::{counted, grouped};

use super::Demand;

/// What is asked of a thing, all of it side by side: people, requests, importance, worth.
pub fn figures(demand: &Demand) -> Markup {
    html! {
        .figures.demand {
            div { b { (grouped(demand.people)) } (if demand.people == 1 { "person" } else { "people" }) }
            div { b { (grouped(demand.importance)) } "importance" }
            div { b { (grouped(demand.value)) } "worth" }
        }
    }
}

/// The same inside a sentence: “3 people, importance 7, worth 3,050”.
pub fn in_words(demand: &Demand) -> String {
    let people = counted(demand.people, "person", "people");
    format!("{people}, importance {}, worth {}", grouped(demand.importance), grouped(demand.value))
}

/// The same on one line, for rows.
pub fn line(demand: &Demand) -> Markup {
    html! {
        span.nowrap { (counted(demand.people, "person", "people")) }
        span.nowrap { "importance " (grouped(demand.importance)) }
        span.nowrap { "worth " (grouped(demand.value)) }
    }
}
