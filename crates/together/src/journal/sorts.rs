//! Sorts of changes, by which the history of a thing is read in part.

use ground::ui;
use maud::{Markup, html};

use crate::app::App;
use crate::thread::actions::fields::COMMON;
use crate::thread::{Holds, Kind};

/// A sort of changes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Sort {
    /// What the thing says: its title, its texts, its criteria.
    Words,
    /// Where it stands, whose it is, how far it is, when it comes.
    Plan,
    /// What was asked about it.
    Questions,
    /// What was said about it.
    Comments,
    /// What it hangs on, and what it needs no other for.
    Links,
}

impl Sort {
    const ALL: [Self; 5] = [Self::Words, Self::Plan, Self::Questions, Self::Comments, Self::Links];

    /// By its name.
    pub(super) fn of_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|sort| sort.code() == code)
    }

    /// Its name in addresses and in the statement that tells sorts apart.
    pub(super) fn code(self) -> &'static str {
        match self {
            Self::Words => "words",
            Self::Plan => "plan",
            Self::Questions => "questions",
            Self::Comments => "comments",
            Self::Links => "links",
        }
    }

    fn label(self) -> &'static str {
        match self {
            Self::Words => "Words",
            Self::Plan => "Order and plan",
            Self::Questions => "Questions",
            Self::Comments => "Comments",
            Self::Links => "Links",
        }
    }
}

/// The fields of a kind that hold words.
pub(super) fn worded(app: &App, kind: Kind) -> Vec<String> {
    let own = app.kind(kind).map_or(&[][..], |of| of.fields);
    let worded = own.iter().chain(COMMON).filter(|field| field.searched && field.holds == Holds::Text);
    worded.map(|field| field.name.to_owned()).collect()
}

/// The sorts there are, as links to the history of each; nothing where all changes are of one.
pub(super) fn links(history: &str, number: i64, there: &[String], chosen: Option<Sort>) -> Markup {
    let there: Vec<_> = Sort::ALL.into_iter().filter(|sort| there.iter().any(|code| code == sort.code())).collect();
    if there.len() < 2 && chosen.is_none() {
        return html! {};
    }
    let all = format!("All {number}");
    let of: Vec<_> = there.iter().map(|sort| (sort, format!("{history}?show={}", sort.code()))).collect();
    let sorts = of.iter().map(|(sort, href)| ui::tab(sort.label(), href).current(chosen == Some(**sort)));
    let tabs: Vec<_> = std::iter::once(ui::tab(&all, history).current(chosen.is_none())).chain(sorts).collect();
    ui::seg_links("Which changes", &tabs)
}
