//! What pages of several rooms draw alike.

use ground::ui;
use maud::{Markup, html};
use together::thread::Key;
use together::visit::Visit;

/// A paragraph with its line breaks, and the quotes in it marked.
pub(crate) fn marked(paragraph: &str, quotes: &[String]) -> Markup {
    let next = |text: &str| {
        let found = quotes
            .iter()
            .filter(|quote| !quote.is_empty())
            .filter_map(|quote| text.find(quote.as_str()).map(|at| (at, quote.len())));
        found.min_by_key(|(at, length)| (*at, usize::MAX - length))
    };
    let mut parts = Vec::new();
    let mut rest = paragraph;
    while let Some((at, length)) = next(rest) {
        parts.push((&rest[..at], false));
        parts.push((&rest[at..at + length], true));
        rest = &rest[at + length..];
    }
    parts.push((rest, false));
    html! { @for (text, mark) in parts { @if mark { mark { (broken(text)) } } @else { (broken(text)) } } }
}

fn broken(text: &str) -> Markup {
    html! { @for (n, line) in text.split('\n').enumerate() { @if n > 0 { br; } (line) } }
}

/// Removes a thing, or proposes to; undo brings it back.
pub(crate) fn remove(visit: &Visit, key: Key, acts: bool) -> Markup {
    let list = key.kind.plural().to_lowercase();
    html! {
        form method="post" action=(visit.action("thread.remove")) {
            (visit.signed.hidden_fields())
            input type="hidden" name="thing" value=(key);
            input type="hidden" name="next" value=(visit.at(if acts { list } else { key.to_string() }));
            (ui::button(if acts { "Remove it" } else { "Propose to remove it" }).small().quiet())
        }
    }
}
