//! Buttons, and links that look like them.

use maud::{Markup, Render, html};

use super::icon;
use super::tag::{Attrs, Tag, classes};

/// A button that submits its form; [`Button::script`] makes it one that only a script answers.
pub fn button(label: &str) -> Button<'_> {
    Button { label, ..Button::default() }
}

/// A link that looks like a button.
pub fn link_button<'a>(label: &'a str, href: &'a str) -> Button<'a> {
    Button { label, href: Some(href), ..Button::default() }
}

/// A key, as it is written on the keyboard.
pub fn kbd(key: &str) -> Markup {
    html! { kbd { (key) } }
}

/// See [`button`] and [`link_button`].
#[derive(Clone, Debug, Default)]
pub struct Button<'a> {
    label: &'a str,
    href: Option<&'a str>,
    look: Option<&'static str>,
    icon: Option<&'a str>,
    only_icon: bool,
    bare: bool,
    kbd: Option<&'a str>,
    small: bool,
    busy: bool,
    pressed: Option<bool>,
    disabled: bool,
    script: bool,
    attrs: Attrs<'a>,
}

impl<'a> Button<'a> {
    /// The one main action of a page or form.
    pub fn main(self) -> Self {
        Self { look: Some("btn-main"), ..self }
    }

    /// Without an edge, for what is rarely needed.
    pub fn quiet(self) -> Self {
        Self { look: Some("btn-quiet"), ..self }
    }

    /// For what loses something.
    pub fn late(self) -> Self {
        Self { look: Some("btn-late"), ..self }
    }

    /// For rows and notices.
    pub fn small(self) -> Self {
        Self { small: true, ..self }
    }

    /// Without a look of its own, where the place gives it one, as in a toast.
    pub fn bare(self) -> Self {
        Self { bare: true, ..self }
    }

    /// An icon before the label.
    pub fn icon(self, name: &'a str) -> Self {
        Self { icon: Some(name), ..self }
    }

    /// An icon alone; the label is read to those who do not see it.
    pub fn only_icon(self, name: &'a str) -> Self {
        Self { icon: Some(name), only_icon: true, ..self }
    }

    /// The key that does the same.
    pub fn kbd(self, key: &'a str) -> Self {
        Self { kbd: Some(key), ..self }
    }

    /// Shows that the work has begun.
    pub fn busy(self, busy: bool) -> Self {
        Self { busy, ..self }
    }

    /// For a button that is on or off.
    pub fn pressed(self, pressed: bool) -> Self {
        Self { pressed: Some(pressed), ..self }
    }

    /// Cannot be used now; say beside it why.
    pub fn disabled(self, disabled: bool) -> Self {
        Self { disabled, ..self }
    }

    /// Not a submit button: a script answers it, found by an attribute.
    pub fn script(self) -> Self {
        Self { script: true, ..self }
    }

    /// Opens the dialog with this id.
    pub fn opens(self, dialog: &'a str) -> Self {
        self.script().attr("data-open", dialog)
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

    fn class(&self) -> String {
        classes(
            "btn",
            &[
                (self.look.is_some(), self.look.unwrap_or_default()),
                (self.only_icon, "btn-icon"),
                (self.small, "btn-s"),
            ],
        )
    }
}

impl Render for Button<'_> {
    fn render_to(&self, to: &mut String) {
        let link = self.href.is_some();
        let kind = (!link).then_some(if self.script { "button" } else { "submit" });
        Tag::open(to, if link { "a" } else { "button" })
            .maybe("class", (!self.bare).then(|| self.class()).as_deref())
            .maybe("href", self.href)
            .maybe("type", kind)
            .maybe("aria-label", self.only_icon.then_some(self.label))
            .maybe("aria-busy", self.busy.then_some("true"))
            .maybe("aria-pressed", self.pressed.map(|on| if on { "true" } else { "false" }))
            .maybe("aria-disabled", (self.disabled && link).then_some("true"))
            .flag("disabled", self.disabled && !link)
            .all(&self.attrs)
            .around(html! {
                @if let Some(name) = self.icon { (icon(name)) }
                @if !self.only_icon { (self.label) }
                @if let Some(key) = self.kbd { (kbd(key)) }
            });
    }
}
