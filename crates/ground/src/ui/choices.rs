//! Choices: checkboxes, radios, toggles, segments and tabs.

use maud::{Markup, PreEscaped, Render, html};

use super::tag::{Attrs, Tag, drawn};

/// One value a person can choose.
pub fn choice<'a>(value: &'a str, label: &'a str) -> Choice<'a> {
    Choice { value, label, note: "" }
}

/// A box to tick; it sends `name=on`, or the value given by [`Check::value`]. Its id is `name` or `name-value`.
pub fn checkbox<'a>(name: &'a str, label: &'a str) -> Check<'a> {
    Check { kind: "checkbox", name, label, ..Check::default() }
}

/// One of several radios of a name.
pub fn radio<'a>(name: &'a str, value: &'a str, label: &'a str) -> Check<'a> {
    Check { kind: "radio", name, label, value: Some(value), ..Check::default() }
}

/// A switch for something that is on or off.
pub fn toggle<'a>(name: &'a str, label: &'a str) -> Check<'a> {
    Check { kind: "checkbox", name, label, toggle: true, ..Check::default() }
}

/// A few choices side by side, one of them taken.
pub fn seg(name: &str, label: &str, choices: &[Choice<'_>], chosen: &str) -> Markup {
    html! {
        .seg role="radiogroup" aria-label=(label) {
            @for choice in choices {
                label { (choice.radio(name, chosen)) (choice.label) }
            }
        }
    }
}

/// The same as links to other views.
pub fn seg_links(label: &str, links: &[Tab<'_>]) -> Markup {
    html! { nav.seg aria-label=(label) { @for link in links { (link) } } }
}

/// Tabs that lead to other views of the page.
pub fn tabs(label: &str, tabs: &[Tab<'_>]) -> Markup {
    html! { nav.tabs aria-label=(label) { @for tab in tabs { (tab) } } }
}

/// One link of [`tabs`] or [`seg_links`].
pub fn tab<'a>(label: &'a str, href: &'a str) -> Tab<'a> {
    Tab { label, href, count: None, current: false }
}

/// Radios below one another, each with a note, under a legend.
pub fn picks(legend: &str, name: &str, choices: &[Choice<'_>], chosen: &str) -> Markup {
    fieldset(
        legend,
        html! {
            .picks {
                @for choice in choices {
                    label {
                        (choice.radio(name, chosen))
                        (choice.label)
                        @if !choice.note.is_empty() { small { (choice.note) } }
                    }
                }
            }
        },
    )
}

/// Fields that belong together, under a legend.
pub fn fieldset(legend: &str, fields: impl Render) -> Markup {
    html! { fieldset.field { legend.label.strong { (legend) } (fields) } }
}

/// See [`choice`].
#[derive(Clone, Copy, Debug)]
pub struct Choice<'a> {
    /// What the form sends.
    pub value: &'a str,
    /// What the person reads.
    pub label: &'a str,
    /// A few words on what it means; may be empty.
    pub note: &'a str,
}

impl<'a> Choice<'a> {
    /// Says in a few words what it means.
    pub fn note(self, note: &'a str) -> Self {
        Self { note, ..self }
    }

    /// The radio alone, for a place that draws the label around it.
    fn radio(self, name: &'a str, chosen: &str) -> Markup {
        let mut input = String::new();
        radio(name, self.value, self.label).on(self.value == chosen).input(&mut input);
        PreEscaped(input)
    }
}

/// See [`tab`].
#[derive(Clone, Debug)]
pub struct Tab<'a> {
    label: &'a str,
    href: &'a str,
    count: Option<Markup>,
    current: bool,
}

impl Tab<'_> {
    /// How many are behind it.
    pub fn count(self, number: impl Render) -> Self {
        Self { count: Some(drawn(number)), ..self }
    }

    /// Whether it is the one shown.
    pub fn current(self, current: bool) -> Self {
        Self { current, ..self }
    }
}

impl Render for Tab<'_> {
    fn render(&self) -> Markup {
        html! {
            a href=(self.href) aria-current=[self.current.then_some("true")] {
                (self.label) @if let Some(number) = &self.count { " " (super::count(number)) }
            }
        }
    }
}

/// See [`checkbox`], [`radio`] and [`toggle`].
#[derive(Clone, Debug, Default)]
pub struct Check<'a> {
    kind: &'static str,
    name: &'a str,
    label: &'a str,
    value: Option<&'a str>,
    id: Option<&'a str>,
    toggle: bool,
    on: bool,
    bare: bool,
    disabled: bool,
    attrs: Attrs<'a>,
}

impl<'a> Check<'a> {
    /// Another id, where a page has two of one name and value.
    pub fn id(self, id: &'a str) -> Self {
        Self { id: Some(id), ..self }
    }

    /// What the form sends when it is on.
    pub fn value(self, value: &'a str) -> Self {
        Self { value: Some(value), ..self }
    }

    /// Whether it is on.
    pub fn on(self, on: bool) -> Self {
        Self { on, ..self }
    }

    /// Without a visible label: it is read out only.
    pub fn bare(self) -> Self {
        Self { bare: true, ..self }
    }

    /// Cannot be changed now.
    pub fn disabled(self, disabled: bool) -> Self {
        Self { disabled, ..self }
    }

    /// Any other attribute, such as `form` or one a script looks for.
    pub fn attr(mut self, name: &'static str, value: &'a str) -> Self {
        self.attrs.add(name, value);
        self
    }

    fn input(&self, to: &mut String) {
        let own_id = match self.value {
            Some(value) => format!("{}-{value}", self.name),
            None => self.name.to_owned(),
        };
        Tag::open(to, "input")
            .maybe("class", self.toggle.then_some("toggle"))
            .attr("type", self.kind)
            .attr("id", self.id.unwrap_or(&own_id))
            .attr("name", self.name)
            .maybe("value", self.value)
            .maybe("aria-label", self.bare.then_some(self.label))
            .flag("checked", self.on)
            .flag("disabled", self.disabled)
            .all(&self.attrs)
            .alone();
    }
}

impl Render for Check<'_> {
    fn render_to(&self, to: &mut String) {
        if self.bare {
            return self.input(to);
        }
        to.push_str("<label class=\"check\">");
        self.input(to);
        self.label.render_to(to);
        to.push_str("</label>");
    }
}
