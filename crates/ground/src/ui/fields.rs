//! One labelled field of a form, with its hint or what is wrong with it.

use maud::{Markup, Render, html};

use super::tag::{Attrs, Tag, drawn_some};
use super::{Choice, icon};

/// A field of one line that sends `name`. Its id is the name too, unless [`Field::id`] says otherwise.
pub fn field<'a>(name: &'a str, label: &'a str) -> Field<'a> {
    Field { name, label, ..Field::default() }
}

/// See [`field`].
#[derive(Clone, Debug, Default)]
pub struct Field<'a> {
    name: &'a str,
    label: &'a str,
    id: Option<&'a str>,
    value: &'a str,
    control: Control<'a>,
    hint: Option<Markup>,
    error: Option<&'a str>,
    beside: Option<Markup>,
    bare: bool,
    required: bool,
    disabled: bool,
    attrs: Attrs<'a>,
}

#[derive(Clone, Copy, Debug, Default)]
enum Control<'a> {
    #[default]
    Line,
    Kind(&'a str),
    Text,
    Select(&'a [Choice<'a>]),
}

impl<'a> Field<'a> {
    /// The id, where a page has two fields of one name. Never give one id to different fields of successive pages.
    pub fn id(self, id: &'a str) -> Self {
        Self { id: Some(id), ..self }
    }

    /// What stands in it; of a select, the chosen value.
    pub fn value(self, value: &'a str) -> Self {
        Self { value, ..self }
    }

    /// The `type` of the input: `email`, `password`, `number`, `date`.
    pub fn kind(self, kind: &'a str) -> Self {
        Self { control: Control::Kind(kind), ..self }
    }

    /// Text of several lines.
    pub fn text(self) -> Self {
        Self { control: Control::Text, ..self }
    }

    /// One of these choices.
    pub fn select(self, choices: &'a [Choice<'a>]) -> Self {
        Self { control: Control::Select(choices), ..self }
    }

    /// A sentence below it, of use before one types. An error takes its place.
    pub fn hint(self, hint: impl Render) -> Self {
        Self { hint: drawn_some(hint), ..self }
    }

    /// What is missing, and what to do.
    pub fn error(self, error: Option<&'a str>) -> Self {
        Self { error, ..self }
    }

    /// Something after the label, such as who decides it.
    pub fn beside(self, mark: impl Render) -> Self {
        Self { beside: drawn_some(mark), ..self }
    }

    /// Without a visible label: it is read out only.
    pub fn bare(self) -> Self {
        Self { bare: true, ..self }
    }

    /// The form is not sent without it.
    pub fn required(self) -> Self {
        Self { required: true, ..self }
    }

    /// Readable, but not to be changed by this reader.
    pub fn disabled(self, disabled: bool) -> Self {
        Self { disabled, ..self }
    }

    /// Any other attribute of the control, such as `autocomplete`, `placeholder`, `min` or `rows`.
    pub fn attr(mut self, name: &'static str, value: &'a str) -> Self {
        self.attrs.add(name, value);
        self
    }

    fn control(&self, id: &str, described_by: Option<&str>) -> Markup {
        let (element, kind) = match self.control {
            Control::Line => ("input", None),
            Control::Kind(kind) => ("input", Some(kind)),
            Control::Text => ("textarea", None),
            Control::Select(_) => ("select", None),
        };
        let mut html = String::new();
        let tag = Tag::open(&mut html, element)
            .attr("class", "input")
            .attr("id", id)
            .attr("name", self.name)
            .maybe("type", kind)
            .maybe("value", (element == "input" && !self.value.is_empty()).then_some(self.value))
            .maybe("aria-label", self.bare.then_some(self.label))
            .maybe("aria-invalid", self.error.map(|_| "true"))
            .maybe("aria-describedby", described_by)
            .flag("required", self.required)
            .flag("disabled", self.disabled)
            .all(&self.attrs);
        match self.control {
            Control::Line | Control::Kind(_) => tag.alone(),
            // Browsers drop a line break right after the tag; the first of two is theirs.
            Control::Text if self.value.starts_with('\n') => tag.around(html! { "\n" (self.value) }),
            Control::Text => tag.around(self.value),
            Control::Select(choices) => tag.around(html! {
                @for choice in choices { option value=(choice.value) selected[choice.value == self.value] { (choice.label) } }
            }),
        }
        maud::PreEscaped(html)
    }
}

impl Render for Field<'_> {
    fn render(&self) -> Markup {
        let id = self.id.unwrap_or(self.name);
        let below = if self.error.is_some() { format!("{id}-e") } else { format!("{id}-s") };
        let described_by = (self.error.is_some() || self.hint.is_some()).then_some(below.as_str());
        let control = self.control(id, described_by);
        let below = html! {
            @if let Some(error) = self.error { span.error id=(below) { (icon("warn")) (error) } }
            @else if let Some(hint) = &self.hint { small id=(below) { (hint) } }
        };
        html! {
            @if self.bare { (control) (below) }
            @else {
                .field {
                    label for=(id) { (self.label) @if let Some(mark) = &self.beside { " " (mark) } }
                    (control)
                    (below)
                }
            }
        }
    }
}
