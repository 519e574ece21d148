//! Writes a tag whose attributes are only known at run time, which maud's own syntax cannot.

use maud::{Markup, Render, html};

/// Draws text or markup once, so that a builder can keep it.
pub(super) fn drawn(content: impl Render) -> Markup {
    html! { (content) }
}

/// The same, but nothing when there is nothing to draw.
pub(super) fn drawn_some(content: impl Render) -> Option<Markup> {
    Some(drawn(content)).filter(|markup| !markup.0.is_empty())
}

/// Attributes a caller adds to a control: a name the code chose, a value that is escaped.
#[derive(Clone, Debug, Default)]
pub(super) struct Attrs<'a>(Vec<(&'static str, &'a str)>);

impl<'a> Attrs<'a> {
    pub(super) fn add(&mut self, name: &'static str, value: &'a str) {
        debug_assert!(name != "style" && !name.starts_with("on"), "the content policy refuses {name}");
        self.0.push((name, value));
    }
}

/// An open tag; finish it with [`Tag::around`] or, for elements without content, [`Tag::alone`].
pub(super) struct Tag<'w> {
    to: &'w mut String,
    name: &'static str,
}

impl<'w> Tag<'w> {
    pub(super) fn open(to: &'w mut String, name: &'static str) -> Self {
        to.push('<');
        to.push_str(name);
        Self { to, name }
    }

    pub(super) fn attr(self, name: &'static str, value: &str) -> Self {
        self.to.push(' ');
        self.to.push_str(name);
        self.to.push_str("=\"");
        value.render_to(self.to);
        self.to.push('"');
        self
    }

    pub(super) fn maybe(self, name: &'static str, value: Option<&str>) -> Self {
        match value {
            Some(value) => self.attr(name, value),
            None => self,
        }
    }

    /// An attribute that is there or not, such as `disabled`.
    pub(super) fn flag(self, name: &'static str, on: bool) -> Self {
        if on {
            self.to.push(' ');
            self.to.push_str(name);
        }
        self
    }

    pub(super) fn all(self, attrs: &Attrs<'_>) -> Self {
        attrs.0.iter().fold(self, |tag, (name, value)| tag.attr(name, value))
    }

    pub(super) fn around(self, content: impl Render) {
        self.to.push('>');
        content.render_to(self.to);
        self.to.push_str("</");
        self.to.push_str(self.name);
        self.to.push('>');
    }

    pub(super) fn alone(self) {
        self.to.push('>');
    }
}

/// A class list from a first class and those that apply.
pub(super) fn classes(first: &str, more: &[(bool, &str)]) -> String {
    more.iter().filter(|(applies, _)| *applies).fold(first.to_owned(), |list, (_, class)| list + " " + class)
}
