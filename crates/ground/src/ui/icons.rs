//! Icons are symbols of one file that the browser loads once.

use std::fmt::Display;

use maud::{Markup, PreEscaped, html};

use crate::assets::{ICONS, base};

/// An icon of the size of text, for the eye only: a word beside it, or the label of its button, says the same.
pub fn icon(name: &str) -> Markup {
    html! { svg.i aria-hidden="true" { (symbol(name)) } }
}

/// A larger icon, beside a heading.
pub fn icon_lg(name: &str) -> Markup {
    html! { svg.i.i-lg aria-hidden="true" { (symbol(name)) } }
}

/// An icon that stands alone and so says what it means.
pub fn icon_labelled(name: &str, label: &str) -> Markup {
    html! { svg.i role="img" aria-label=(label) { (symbol(name)) } }
}

/// Six dots of what is there and what is missing. `pattern` holds the initials of what is there, in order: `"vgnfsr"` is
/// whole; `label` says it in words.
pub fn dots(pattern: &str, label: &str) -> Markup {
    html! { svg.dots role="img" aria-label=(label) { (symbol(format_args!("t-{pattern}"))) } }
}

/// The mark of the program; without a label it is decoration beside its name.
pub fn brand(label: Option<&str>) -> Markup {
    html! {
        svg.brand viewBox="0 0 20 20" role=[label.map(|_| "img")] aria-label=[label] aria-hidden=[label.is_none().then_some("true")] {
            (symbol("tandem"))
        }
    }
}

/// One symbol, for a drawing of one's own. Closed in itself, as only a drawing can be: lists have two in every row.
pub fn symbol(name: impl Display) -> Markup {
    PreEscaped(format!("<use href=\"{}{ICONS}{name}\"/>", base()))
}
