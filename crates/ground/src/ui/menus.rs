//! Menus that open without a script.

use maud::{Markup, Render, html};

use super::tag::{Attrs, Tag, classes, drawn};
use super::{icon, kbd};

/// A menu behind an icon; the label is read out, or shown after [`Menu::worded`].
pub fn menu(label: &str) -> Menu<'_> {
    Menu {
        label,
        icon: "more",
        shape: Shape::Icon,
        quiet: false,
        small: false,
        end: false,
        id: None,
        key: None,
        list: Markup::default(),
    }
}

/// A list of actions with a name.
pub fn menu_list(label: &str, items: impl Render) -> Markup {
    html! { .menu-list role="group" aria-label=(label) { (items) } }
}

/// A heading inside a menu.
pub fn menu_label(text: &str) -> Markup {
    html! { p.label { (text) } }
}

/// One action of a menu: it submits its form, or leads somewhere after [`MenuItem::href`].
pub fn menu_item(label: &str) -> MenuItem<'_> {
    MenuItem { label, ..MenuItem::default() }
}

/// See [`menu`].
#[derive(Clone, Debug)]
pub struct Menu<'a> {
    label: &'a str,
    icon: &'a str,
    shape: Shape,
    quiet: bool,
    small: bool,
    end: bool,
    id: Option<&'a str>,
    key: Option<&'a str>,
    list: Markup,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Shape {
    Icon,
    Word,
    Chip,
}

impl<'a> Menu<'a> {
    /// Another icon than the three dots.
    pub fn icon(self, name: &'a str) -> Self {
        Self { icon: name, ..self }
    }

    /// Without an edge.
    pub fn quiet(self) -> Self {
        Self { quiet: true, ..self }
    }

    /// For rows.
    pub fn small(self) -> Self {
        Self { small: true, ..self }
    }

    /// Shows the label beside the icon.
    pub fn worded(self) -> Self {
        Self { shape: Shape::Word, ..self }
    }

    /// A chip that shows the label, as for a filter.
    pub fn chip(self) -> Self {
        Self { shape: Shape::Chip, ..self }
    }

    /// Opens towards the start of the line, for a menu at the end of it.
    pub fn end(self) -> Self {
        Self { end: true, ..self }
    }

    /// The id, stable between two drawings of the page.
    pub fn id(self, id: &'a str) -> Self {
        Self { id: Some(id), ..self }
    }

    /// The key that opens it.
    pub fn key(self, key: &'a str) -> Self {
        Self { key: Some(key), ..self }
    }

    /// What is in it.
    pub fn list(self, items: impl Render) -> Self {
        Self { list: drawn(items), ..self }
    }
}

impl Render for Menu<'_> {
    fn render(&self) -> Markup {
        let only_icon = self.shape == Shape::Icon;
        let class = match self.shape {
            Shape::Chip => "chip".to_owned(),
            _ => classes("btn", &[(self.quiet, "btn-quiet"), (only_icon, "btn-icon"), (self.small, "btn-s")]),
        };
        html! {
            details.menu.end[self.end] id=[self.id] {
                summary class=(class) aria-label=[only_icon.then_some(self.label)] data-key=[self.key] {
                    @match self.shape {
                        Shape::Icon => (icon(self.icon)),
                        Shape::Word => { (icon(self.icon)) (self.label) }
                        Shape::Chip => { (self.label) (icon("down")) }
                    }
                }
                .menu-list { (self.list) }
            }
        }
    }
}

/// See [`menu_item`].
#[derive(Clone, Debug, Default)]
pub struct MenuItem<'a> {
    label: &'a str,
    href: Option<&'a str>,
    icon: Option<&'a str>,
    kbd: Option<&'a str>,
    late: bool,
    on: bool,
    disabled: bool,
    script: bool,
    attrs: Attrs<'a>,
}

impl<'a> MenuItem<'a> {
    /// Makes it a link.
    pub fn href(self, href: &'a str) -> Self {
        Self { href: Some(href), ..self }
    }

    /// An icon before the label.
    pub fn icon(self, name: &'a str) -> Self {
        Self { icon: Some(name), ..self }
    }

    /// The key that does the same.
    pub fn kbd(self, key: &'a str) -> Self {
        Self { kbd: Some(key), ..self }
    }

    /// For what loses something.
    pub fn late(self) -> Self {
        Self { late: true, ..self }
    }

    /// The one that Enter takes.
    pub fn on(self, on: bool) -> Self {
        Self { on, ..self }
    }

    /// Cannot be used now.
    pub fn disabled(self, disabled: bool) -> Self {
        Self { disabled, ..self }
    }

    /// Not a submit button: a script answers it, found by an attribute.
    pub fn script(self) -> Self {
        Self { script: true, ..self }
    }

    /// The name and value its form sends when this button submits it.
    pub fn named(self, name: &'a str, value: &'a str) -> Self {
        self.attr("name", name).attr("value", value)
    }

    /// Any other attribute, such as `form`, `formaction` or one a script looks for.
    pub fn attr(mut self, name: &'static str, value: &'a str) -> Self {
        self.attrs.add(name, value);
        self
    }
}

impl Render for MenuItem<'_> {
    fn render_to(&self, to: &mut String) {
        let link = self.href.is_some();
        let class = match (self.on, self.late) {
            (true, true) => Some("on late"),
            (true, false) => Some("on"),
            (false, true) => Some("late"),
            (false, false) => None,
        };
        let kind = (!link).then_some(if self.script { "button" } else { "submit" });
        Tag::open(to, if link { "a" } else { "button" })
            .maybe("class", class)
            .maybe("href", self.href)
            .maybe("type", kind)
            .maybe("aria-disabled", (self.disabled && link).then_some("true"))
            .flag("disabled", self.disabled && !link)
            .all(&self.attrs)
            .around(html! {
                @if let Some(name) = self.icon { (icon(name)) }
                (self.label)
                @if let Some(key) = self.kbd { (kbd(key)) }
            });
    }
}
