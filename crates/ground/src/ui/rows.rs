//! Lists of rows.

use maud::{Markup, Render, html};

use super::icon;
use super::tag::{Attrs, Tag, classes, drawn, drawn_some};

/// A list of rows.
pub fn rows<R: Render>(rows: impl IntoIterator<Item = R>) -> Markup {
    html! { ul.rows { @for row in rows { (row) } } }
}

/// One row around its main part, which is one element: [`row_text`], or one drawn by the page.
pub fn row<'a>(main: impl Render) -> Row<'a> {
    Row { main: drawn(main), ..Row::default() }
}

/// The usual main part of a row: a title, and what belongs to it in smaller text below.
pub fn row_text(title: impl Render, sub: impl Render) -> Markup {
    html! { div { .t { (title) } @if let Some(sub) = drawn_some(sub) { .sub { (sub) } } } }
}

/// See [`row`].
#[derive(Clone, Debug, Default)]
pub struct Row<'a> {
    main: Markup,
    id: Option<&'a str>,
    lead: Option<Markup>,
    icon: Option<&'a str>,
    end: Option<Markup>,
    actions: Option<Markup>,
    open: Option<Markup>,
    stackable: bool,
    walked: bool,
    on: bool,
    gone: bool,
    attrs: Attrs<'a>,
}

impl<'a> Row<'a> {
    /// The id, stable between two drawings of the page.
    pub fn id(self, id: &'a str) -> Self {
        Self { id: Some(id), ..self }
    }

    /// A narrow column before the main part, such as how long it waits.
    pub fn lead(self, lead: impl Render) -> Self {
        Self { lead: Some(drawn(lead)), ..self }
    }

    /// An icon before the main part.
    pub fn icon(self, name: &'a str) -> Self {
        Self { icon: Some(name), ..self }
    }

    /// Something at the end, as it is.
    pub fn end(self, end: impl Render) -> Self {
        Self { end: drawn_some(end), ..self }
    }

    /// Buttons at the end.
    pub fn actions(self, actions: impl Render) -> Self {
        Self { actions: drawn_some(actions), ..self }
    }

    /// What opens below the row, such as a form to answer.
    pub fn open(self, open: impl Render) -> Self {
        Self { open: drawn_some(open), ..self }
    }

    /// When narrow, the end goes below the main part.
    pub fn stackable(self) -> Self {
        Self { stackable: true, ..self }
    }

    /// A row where the keys for next and previous stop.
    pub fn walked(self) -> Self {
        Self { walked: true, ..self }
    }

    /// The row whose thing is shown beside the list.
    pub fn on(self, on: bool) -> Self {
        Self { on, ..self }
    }

    /// A row that something else has replaced.
    pub fn gone(self, gone: bool) -> Self {
        Self { gone, ..self }
    }

    /// Any other attribute.
    pub fn attr(mut self, name: &'static str, value: &'a str) -> Self {
        self.attrs.add(name, value);
        self
    }
}

impl Render for Row<'_> {
    fn render_to(&self, to: &mut String) {
        let class = classes(
            "row",
            &[
                (self.lead.is_some(), "row-lead"),
                (self.icon.is_some(), "row-icon"),
                (self.stackable, "row-stackable"),
                (self.on, "on"),
                (self.gone, "gone"),
            ],
        );
        // With a leading column the end keeps its place even when empty, so that what opens lies below all three.
        let empty_end = self.lead.is_some() && self.open.is_some() && self.end.is_none() && self.actions.is_none();
        Tag::open(to, "li")
            .attr("class", &class)
            .maybe("id", self.id)
            .flag("data-row", self.walked)
            .all(&self.attrs)
            .around(html! {
                @if let Some(lead) = &self.lead { (lead) }
                @if let Some(name) = self.icon { (icon(name)) }
                (self.main)
                @if let Some(end) = &self.end { (end) }
                @if let Some(actions) = &self.actions { .do { (actions) } } @else if empty_end { .do {} }
                @if let Some(open) = &self.open { .row-open { (open) } }
            });
    }
}
