//! The page around everything: document, shell, gate, heads of pages and sections.

use maud::{DOCTYPE, Markup, Render, html};

use super::tag::{drawn, drawn_some};
use super::{brand, count, icon};
use crate::assets;

/// A whole document.
#[derive(Clone, Debug)]
pub struct Document<'a> {
    /// The title, most particular part first.
    pub title: &'a str,
    /// The language of the page, such as `en`.
    pub lang: &'a str,
    /// What the reader chose.
    pub theme: Theme,
    /// Further `meta` elements, such as what the page listens to.
    pub head_meta: Markup,
    /// Everything inside `body`.
    pub body: Markup,
}

/// Light, dark, or as the reader's system says.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Theme {
    /// As the system says.
    #[default]
    System,
    /// Always light.
    Light,
    /// Always dark.
    Dark,
}

impl Theme {
    /// By its name; anything unknown follows the system.
    pub fn named(name: &str) -> Self {
        match name {
            "light" => Self::Light,
            "dark" => Self::Dark,
            _ => Self::System,
        }
    }

    /// The name in `data-theme`; the system's has none.
    pub fn name(self) -> Option<&'static str> {
        match self {
            Self::System => None,
            Self::Light => Some("light"),
            Self::Dark => Some("dark"),
        }
    }
}

/// Draws the document. A page that was drawn by another build is loaded anew, since its style sheet and script are tracked.
pub fn document(page: &Document<'_>) -> Markup {
    let font = assets::url("fonts/inter-latin-opsz-normal.woff2");
    html! {
        (DOCTYPE)
        html lang=(page.lang) data-theme=[page.theme.name()] {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                title { (page.title) }
                link rel="icon" type="image/svg+xml" href=(assets::url("icons/favicon.svg"));
                // Before anything is painted: the theme this browser remembers.
                script src=(assets::url("js/theme-early.js")) {}
                link rel="preload" href=(font) as="font" type="font/woff2" crossorigin;
                link rel="stylesheet" href=(assets::url("css/app.css")) data-turbo-track="reload";
                link rel="modulepreload" href=(assets::url("vendor/turbo.js"));
                script type="module" src=(assets::url("js/app.js")) data-turbo-track="reload" {}
                meta name="color-scheme" content=(page.theme.name().unwrap_or("light dark"));
                meta name="turbo-refresh-method" content="morph";
                meta name="turbo-refresh-scroll" content="preserve";
                meta name="turbo-prefetch" content="false";
                (page.head_meta)
            }
            body { (page.body) }
        }
    }
}

/// The frame of every page behind the gate.
#[derive(Clone, Debug)]
pub struct Shell {
    /// Inside `nav.side`: where one can go.
    pub side: Markup,
    /// Inside `header.top`: where one is, search, who is here.
    pub top: Markup,
    /// Inside `main`: usually `.page`.
    pub main: Markup,
    /// Inside `nav.bottom`: the same as the side, for a phone.
    pub bottom: Markup,
}

/// Draws the frame, with a link over it for those who use the keyboard.
pub fn shell(shell: &Shell) -> Markup {
    html! {
        a.skip href="#main" { "Skip to content" }
        .app {
            nav.side aria-label="Main" { (shell.side) }
            header.top { (shell.top) }
            main #main.main tabindex="-1" { (shell.main) }
            nav.bottom aria-label="Main, small screen" { (shell.bottom) }
        }
    }
}

/// A page before the shell: sign-in and set-up.
#[derive(Clone, Debug)]
pub struct Gate<'a> {
    /// Whose gate it is, beside the mark.
    pub name: &'a str,
    /// The heading.
    pub title: &'a str,
    /// A sentence below it.
    pub lead: Markup,
    /// Room for two columns of fields.
    pub wide: bool,
    /// The form and what belongs to it.
    pub body: Markup,
}

/// Draws a gate.
pub fn gate(gate: &Gate<'_>) -> Markup {
    html! {
        .gate.gate-wide[gate.wide] {
            header { (brand(None)) strong { (gate.name) } }
            main #main {
                div { h1 { (gate.title) } @if let Some(lead) = drawn_some(&gate.lead) { p { (lead) } } }
                (gate.body)
            }
        }
    }
}

/// A page for people outside: customers and whoever has a link.
#[derive(Clone, Debug)]
pub struct Portal<'a> {
    /// Whose it is.
    pub name: &'a str,
    /// What stands beside the mark at the end.
    pub foot: &'a str,
    /// Sections, the first with the heading.
    pub body: Markup,
}

/// Draws it.
pub fn portal(portal: &Portal<'_>) -> Markup {
    html! {
        a.skip href="#main" { "Skip to content" }
        .portal {
            header.portal-top { span.product-mark { (icon("book")) } strong { (portal.name) } }
            main #main.portal-body { (portal.body) }
            footer.portal-foot { (brand(None)) span { (portal.foot) } }
        }
    }
}

/// Where the reader is: the way there, and the page itself.
pub fn crumbs(way: &[(&str, &str)], here: &str) -> Markup {
    html! {
        nav.crumbs aria-label="Breadcrumb" {
            @for (label, href) in way { @if href.is_empty() { span { (label) } } @else { a href=(href) { (label) } } (icon("right")) }
            span aria-current="page" { (here) }
        }
    }
}

/// The head of a page: a finding, a sentence, what can be done.
pub fn page_head(title: impl Render, lead: impl Render, actions: impl Render) -> Markup {
    html! {
        .page-head {
            div { h1 { (title) } @if let Some(lead) = drawn_some(lead) { p { (lead) } } }
            @if let Some(actions) = drawn_some(actions) { .actions { (actions) } }
        }
    }
}

/// The head of a section.
pub fn sec_head<'a>(title: impl Render) -> SecHead<'a> {
    SecHead { title: drawn(title), id: None, number: None, aside: None }
}

/// See [`sec_head`].
#[derive(Clone, Debug)]
pub struct SecHead<'a> {
    title: Markup,
    id: Option<&'a str>,
    number: Option<Markup>,
    aside: Option<Markup>,
}

impl<'a> SecHead<'a> {
    /// The id of the heading, to link to or to name its section.
    pub fn id(self, id: &'a str) -> Self {
        Self { id: Some(id), ..self }
    }

    /// How many there are.
    pub fn count(self, number: impl Render) -> Self {
        Self { number: drawn_some(number), ..self }
    }

    /// A remark at the end of the line.
    pub fn aside(self, aside: impl Render) -> Self {
        Self { aside: drawn_some(aside), ..self }
    }
}

impl Render for SecHead<'_> {
    fn render(&self) -> Markup {
        html! {
            .sec-head {
                h2 id=[self.id] { (self.title) }
                @if let Some(number) = &self.number { (count(number)) }
                @if let Some(aside) = &self.aside { span.aside { (aside) } }
            }
        }
    }
}
