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

/// The same as three numbers in a row, for a column that says what they are; nothing where nobody asks.
pub fn numbers(demand: &Demand) -> Markup {
    html! { @if demand.people > 0 { b { (grouped(demand.people)) } (rest(demand)) } }
}

/// The same with a bar that compares the people with the most that ask for a row.
pub fn numbers_and_bar(demand: &Demand, most: i64) -> Markup {
    html! {
        @if demand.people > 0 {
            b { (grouped(demand.people)) } progress value=(demand.people) max=(most) aria-hidden="true" {} (rest(demand))
        }
    }
}

fn rest(demand: &Demand) -> Markup {
    html! { b { (importance(demand)) } b { (grouped(demand.value)) } }
}

/// What the head of such a column says.
pub const NUMBERS: &str = "People, importance, worth";

/// The same on one line, for rows.
pub fn line(demand: &Demand) -> Markup {
    html! {
        span.nowrap { (counted(demand.people, "person", "people")) }
        span.nowrap { "importance " (importance(demand)) }
        span.nowrap { "worth " (grouped(demand.value)) }
    }
}
