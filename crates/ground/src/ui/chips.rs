//! Small facts: chips, counts and waits.

use maud::{Markup, Render, html};

use super::icon;
use super::tag::{Tag, classes};

/// What a colour says. Never the only sign: a word or an icon says it too.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct State(&'static str);

impl State {
    /// Not there yet; drawn dashed.
    pub const MISSING: Self = Self("missing");
    /// Too late, lost or refused.
    pub const LATE: Self = Self("late");
    /// As it should be.
    pub const GOOD: Self = Self("good");

    /// Another word of `data-state` that the style sheet knows.
    pub const fn named(name: &'static str) -> Self {
        Self(name)
    }

    /// The word in `data-state`.
    pub const fn name(self) -> &'static str {
        self.0
    }
}

/// A small fact in a frame.
pub fn chip(text: &str) -> Chip<'_> {
    Chip { text, state: None, icon: None, href: None, small: false }
}

/// How many there are.
pub fn count(number: impl Render) -> Markup {
    html! { span.count { (number) } }
}

/// How many wait for the reader.
pub fn count_on(number: impl Render) -> Markup {
    html! { span.count.count-on { (number) } }
}

/// How long something waits, and whether that is too long.
pub fn wait(text: &str, late: bool) -> Markup {
    html! { span.wait data-late[late] { (icon("clock")) (text) } }
}

/// See [`chip`].
#[derive(Clone, Copy, Debug)]
pub struct Chip<'a> {
    text: &'a str,
    state: Option<State>,
    icon: Option<&'a str>,
    href: Option<&'a str>,
    small: bool,
}

impl<'a> Chip<'a> {
    /// What it says of the thing.
    pub fn state(self, state: State) -> Self {
        Self { state: Some(state), ..self }
    }

    /// An icon before the text.
    pub fn icon(self, name: &'a str) -> Self {
        Self { icon: Some(name), ..self }
    }

    /// Makes it a link.
    pub fn href(self, href: &'a str) -> Self {
        Self { href: Some(href), ..self }
    }

    /// For the inside of a card.
    pub fn small(self) -> Self {
        Self { small: true, ..self }
    }
}

impl Render for Chip<'_> {
    fn render_to(&self, to: &mut String) {
        Tag::open(to, if self.href.is_some() { "a" } else { "span" })
            .attr("class", &classes("chip", &[(self.small, "chip-s")]))
            .maybe("href", self.href)
            .maybe("data-state", self.state.map(State::name))
            .around(html! { @if let Some(name) = self.icon { (icon(name)) } (self.text) });
    }
}
