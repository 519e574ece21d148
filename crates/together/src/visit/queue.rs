//! What waits of one sort, as a part of a desk.

use maud::{Markup, html};

use super::Visit;

/// A section of a desk: what waits of one sort, how much of it, and why that matters.
#[derive(Debug, Clone, Default)]
pub struct Queue {
    /// The id of its heading.
    pub id: &'static str,
    /// What it is called among the figures of a desk: “To accept”.
    pub label: &'static str,
    /// How many wait.
    pub count: i64,
    /// How many of its rows are what the visitor waits for themselves: they are shown, and not counted.
    pub awaited: usize,
    /// Why it matters, as a sentence for the head of the desk; empty when the number says it all.
    pub why: String,
    /// The section, to be drawn when something waits.
    pub drawn: Markup,
}

impl Queue {
    /// Rows a desk shows of one sort; the rest is behind a link.
    pub const ROWS: usize = 5;

    /// Counting stops at one more than this: how many wait beyond it, nobody knows.
    pub const COUNTED: i64 = 99;

    /// How many wait, as a number beside a heading.
    pub fn said(count: i64) -> String {
        if count > Self::COUNTED { format!("{}+", Self::COUNTED) } else { count.to_string() }
    }

    /// Whether there is anything to be drawn.
    pub fn says_something(&self) -> bool {
        self.count > 0 || self.awaited > 0
    }

    /// The line below the rows that leads to those a desk does not show.
    pub fn more(visit: &Visit, count: i64, path: &str) -> Markup {
        let more = count - i64::try_from(Self::ROWS).unwrap_or(0);
        html! {
            @if more > 0 {
                p.note { a.link href=(visit.at(path)) { @if count > Self::COUNTED { "All of them" } @else { (more) " more" } } }
            }
        }
    }
}
