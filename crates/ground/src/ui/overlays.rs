//! What lies over the page: dialogs, the palette, the drawer, toasts.

use maud::{Markup, Render, html};

use super::tag::{Attrs, Tag, drawn, drawn_some};

/// A dialog that a button opens by its id. Its heading is a question or what will be done.
pub fn dialog<'a>(id: &'a str, title: &'a str) -> Dialog<'a> {
    Dialog { id, title, lead: None, action: None, body: Markup::default(), footer: None, now: false }
}

/// The shell of search and commands: a field, and a list that a script changes while one types.
pub fn palette<'a>(id: &'a str, label: &'a str) -> Palette<'a> {
    Palette { id, label, placeholder: "", list: Markup::default(), attrs: Attrs::default() }
}

/// A thing shown over the list it belongs to, and the topics it is drawn anew for.
pub fn drawer(label: &str, topics: &str, head: impl Render, object: impl Render) -> Markup {
    let topics = Some(topics).filter(|topics| !topics.is_empty());
    html! { aside.drawer aria-label=(label) data-topics=[topics] { header { (head) } .object { (object) } } }
}

/// The place where toasts appear; there is one on a page.
pub fn toasts(toasts: impl Render) -> Markup {
    html! { #toasts.toasts role="status" { (toasts) } }
}

/// What was done, and maybe a [bare](super::Button::bare) button to take it back.
///
/// It goes by itself; the id tells one toast from the next.
pub fn toast(id: &str, text: &str, action: impl Render) -> Markup {
    html! { .toast id=(id) { (text) (action) } }
}

/// See [`dialog`].
#[derive(Clone, Debug)]
pub struct Dialog<'a> {
    id: &'a str,
    title: &'a str,
    lead: Option<Markup>,
    action: Option<&'a str>,
    body: Markup,
    footer: Option<Markup>,
    now: bool,
}

impl<'a> Dialog<'a> {
    /// What will follow from it, and who is told.
    pub fn lead(self, lead: impl Render) -> Self {
        Self { lead: drawn_some(lead), ..self }
    }

    /// Makes body and footer one form that posts here.
    pub fn posts_to(self, action: &'a str) -> Self {
        Self { action: Some(action), ..self }
    }

    /// The fields, or what is to be read.
    pub fn body(self, body: impl Render) -> Self {
        Self { body: drawn(body), ..self }
    }

    /// The buttons, the main one last.
    pub fn footer(self, footer: impl Render) -> Self {
        Self { footer: drawn_some(footer), ..self }
    }

    /// Open as soon as the page is shown, as after a refused form; without a script too, then beside the page's content.
    pub fn now(self, now: bool) -> Self {
        Self { now, ..self }
    }

    fn parts(&self) -> Markup {
        html! {
            header { h2 id={ (self.id) "-h" } { (self.title) } @if let Some(lead) = &self.lead { p { (lead) } } }
            div { (self.body) }
            @if let Some(footer) = &self.footer { footer { (footer) } }
        }
    }
}

impl Render for Dialog<'_> {
    fn render(&self) -> Markup {
        html! {
            dialog.dialog id=(self.id) aria-labelledby={ (self.id) "-h" } data-now[self.now] open[self.now] {
                @match self.action {
                    Some(action) => form id={ (self.id) "-f" } method="post" action=(action) { (self.parts()) },
                    None => (self.parts()),
                }
            }
        }
    }
}

/// See [`palette`].
#[derive(Clone, Debug)]
pub struct Palette<'a> {
    id: &'a str,
    label: &'a str,
    placeholder: &'a str,
    list: Markup,
    attrs: Attrs<'a>,
}

impl<'a> Palette<'a> {
    /// What can be typed.
    pub fn placeholder(self, placeholder: &'a str) -> Self {
        Self { placeholder, ..self }
    }

    /// What is offered before one types.
    pub fn list(self, list: impl Render) -> Self {
        Self { list: drawn(list), ..self }
    }

    /// Any other attribute, such as where the script looks things up.
    pub fn attr(mut self, name: &'static str, value: &'a str) -> Self {
        self.attrs.add(name, value);
        self
    }
}

impl Render for Palette<'_> {
    fn render_to(&self, to: &mut String) {
        Tag::open(to, "dialog")
            .attr("class", "dialog palette")
            .attr("id", self.id)
            .attr("aria-label", self.label)
            .all(&self.attrs)
            .around(html! {
                div {
                    input.input type="search" id={ (self.id) "-search" } placeholder=(self.placeholder) aria-label=(self.label)
                        autocomplete="off";
                    .menu-list { (self.list) }
                    .palette-note aria-hidden="true" {
                        span { kbd { "↑" } kbd { "↓" } " choose" }
                        span { kbd { "↵" } " open" }
                        span { kbd { "Esc" } " close" }
                    }
                }
            });
    }
}
