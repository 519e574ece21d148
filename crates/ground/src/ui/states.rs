//! What a page shows when there is nothing, when it loads, when something happened, and when work takes long.

use maud::{Markup, Render, html};

use super::tag::{drawn, drawn_some};
use super::{State, icon};

/// An empty place: what belongs here, and one action.
pub fn empty(what: &str, text: impl Render, action: impl Render) -> Markup {
    html! {
        .empty {
            strong { (what) }
            @if let Some(text) = drawn_some(text) { span { (text) } }
            @if let Some(action) = drawn_some(action) { .actions { (action) } }
        }
    }
}

/// What happened, what was kept and what to do. Begin with a `strong` sentence.
pub fn notice<'a>(text: impl Render) -> Notice<'a> {
    Notice { text: drawn(text), state: None, icon: None, action: None }
}

/// Lines in the shape of what is loading.
pub fn skeleton(label: &str, lines: usize) -> Markup {
    html! { .skeleton role="status" aria-label=(label) { @for _ in 0..lines { i {} } } }
}

/// How far something is.
pub fn progress(value: f64, max: f64, label: &str, state: Option<State>) -> Markup {
    html! { progress class=[state.map(State::name)] value=(value) max=(max) aria-label=(label) {} }
}

/// Work whose end is not known.
pub fn progress_open(label: &str) -> Markup {
    html! { progress aria-label=(label) {} }
}

/// See [`notice`].
#[derive(Clone, Debug)]
pub struct Notice<'a> {
    text: Markup,
    state: Option<State>,
    icon: Option<&'a str>,
    action: Option<Markup>,
}

impl<'a> Notice<'a> {
    /// What it says of the thing; the icon follows it.
    pub fn state(self, state: State) -> Self {
        Self { state: Some(state), ..self }
    }

    /// Another icon than that of its state.
    pub fn icon(self, name: &'a str) -> Self {
        Self { icon: Some(name), ..self }
    }

    /// What to do.
    pub fn action(self, action: impl Render) -> Self {
        Self { action: drawn_some(action), ..self }
    }
}

impl Render for Notice<'_> {
    fn render(&self) -> Markup {
        let of_state = match self.state {
            Some(State::LATE) => "warn",
            Some(State::GOOD) => "ready",
            _ => "info",
        };
        html! {
            .notice data-state=[self.state.map(State::name)] {
                (icon(self.icon.unwrap_or(of_state)))
                p { (self.text) }
                @if let Some(action) = &self.action { (action) }
            }
        }
    }
}
