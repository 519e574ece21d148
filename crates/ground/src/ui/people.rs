//! People: initials in a ring, alone, with the name, or in a row.

use maud::{Markup, Render, html};

use super::tag::{Tag, classes};

/// A person as initials; the ring says the role.
#[derive(Clone, Copy, Debug, Default)]
pub struct Avatar<'a> {
    /// At most two letters; see [`initials`].
    pub initials: &'a str,
    /// The whole name.
    pub name: &'a str,
    /// The role in words, read out after the name; may be empty.
    pub role: &'a str,
    /// The role as a ring colour the style sheet knows (`data-role`).
    pub role_mark: Option<&'a str>,
    /// A size larger.
    pub large: bool,
}

impl Avatar<'_> {
    fn draw(&self, to: &mut String, label: Option<&str>) {
        Tag::open(to, "span")
            .attr("class", &classes("av", &[(self.large, "av-lg")]))
            .maybe("data-role", self.role_mark)
            .maybe("role", label.map(|_| "img"))
            .maybe("aria-label", label)
            .maybe("aria-hidden", label.is_none().then_some("true"))
            .around(self.initials);
    }
}

impl Render for Avatar<'_> {
    fn render_to(&self, to: &mut String) {
        if self.role.is_empty() {
            self.draw(to, Some(self.name));
        } else {
            self.draw(to, Some(&format!("{}, {}", self.name, self.role)));
        }
    }
}

/// A person with the name beside the initials.
pub fn who(person: &Avatar<'_>) -> Markup {
    let mut mark = String::new();
    person.draw(&mut mark, None);
    html! { span.who { (maud::PreEscaped(mark)) (person.name) } }
}

/// Several people close together; `label` says why they are here.
pub fn avatars<'a>(label: &str, people: impl IntoIterator<Item = Avatar<'a>>) -> Markup {
    html! { span.avs role="group" aria-label=(label) { @for person in people { (person) } } }
}

/// The first letters of the first and the last word of a name.
pub fn initials(name: &str) -> String {
    let mut words = name.split_whitespace().filter_map(|word| word.chars().find(|letter| letter.is_alphanumeric()));
    let (first, last) = (words.next(), words.next_back());
    first.into_iter().chain(last).flat_map(char::to_uppercase).collect()
}
