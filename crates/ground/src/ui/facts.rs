//! Facts of one thing: names and values, figures, before and after, steps, a verdict.

use maud::{Markup, Render, html};

use super::icon;
use super::tag::drawn_some;

/// Names and values below one another, in the rail of a page.
pub fn facts<'a, V: Render>(facts: impl IntoIterator<Item = (&'a str, V)>) -> Markup {
    html! { dl.facts { @for (name, value) in facts { dt { (name) } dd { (value) } } } }
}

/// A strip of figures, each leading to what it counts.
pub fn figures<'a>(figures: impl IntoIterator<Item = Figure<'a>>) -> Markup {
    html! {
        .figures {
            @for figure in figures {
                @match figure.href {
                    Some(href) => a href=(href) { b { (figure.number) } (figure.name) },
                    None => div { b { (figure.number) } (figure.name) },
                }
            }
        }
    }
}

/// One number of [`figures`].
#[derive(Clone, Debug)]
pub struct Figure<'a> {
    /// The number, maybe with its unit in `small`.
    pub number: Markup,
    /// What it counts.
    pub name: &'a str,
    /// Where those are listed.
    pub href: Option<&'a str>,
}

/// What was and what is.
pub fn diff<'a>(changes: impl IntoIterator<Item = Change<'a>>) -> Markup {
    html! {
        dl.diff.object {
            @for change in changes {
                div {
                    dt { (change.what) }
                    dd { @if !change.before.is_empty() { del { (change.before) } } @else { span.faint { "nothing" } } }
                    (icon("arrow"))
                    dd { @if !change.after.is_empty() { ins { (change.after) } } @else { span.faint { "nothing" } } }
                }
            }
        }
    }
}

/// One line of [`diff`]; an empty side is shown as nothing.
#[derive(Clone, Copy, Debug)]
pub struct Change<'a> {
    /// The field, in words.
    pub what: &'a str,
    /// What it was.
    pub before: &'a str,
    /// What it is.
    pub after: &'a str,
}

/// The steps of a long task; those before `current` (counted from 0) are done.
pub fn steps(names: &[&str], current: usize) -> Markup {
    html! {
        ol.steps {
            @for (place, name) in names.iter().enumerate() {
                li.did[place < current] aria-current=[(place == current).then_some("step")] { (name) }
            }
        }
    }
}

/// The outcome first, then why.
pub fn verdict(outcome: &str, why: impl Render) -> Markup {
    html! { div { p.verdict { (outcome) } @if let Some(why) = drawn_some(why) { p { (why) } } } }
}
