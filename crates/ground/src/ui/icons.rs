//! Icons are symbols of one file that the browser loads once.

use maud::{Markup, html};

use crate::assets::{ICONS, base};

/// An icon of the size of text, for the eye only: a word beside it, or the label of its button, says the same.
pub fn icon(name: &str) -> Markup {
    html! { svg.i aria-hidden="true" { use href={ (base()) (ICONS) (name) } {} } }
}

/// A larger icon, beside a heading.
pub fn icon_lg(name: &str) -> Markup {
    html! { svg.i.i-lg aria-hidden="true" { use href={ (base()) (ICONS) (name) } {} } }
}

/// An icon that stands alone and so says what it means.
pub fn icon_labelled(name: &str, label: &str) -> Markup {
    html! { svg.i role="img" aria-label=(label) { use href={ (base()) (ICONS) (name) } {} } }
}

/// Six dots of what is there and what is missing. `pattern` holds the initials of what is there, in order: `"vgnfsr"` is
/// whole; `label` says it in words.
pub fn dots(pattern: &str, label: &str) -> Markup {
    html! { svg.dots role="img" aria-label=(label) { use href={ (base()) (ICONS) "t-" (pattern) } {} } }
}

/// The mark of the program; without a label it is decoration beside its name.
pub fn brand(label: Option<&str>) -> Markup {
    html! {
        svg.brand viewBox="0 0 20 20" role=[label.map(|_| "img")] aria-label=[label] aria-hidden=[label.is_none().then_some("true")] {
            use href={ (base()) (ICONS) "tandem" } {}
        }
    }
}
