//! What a story says: as a sentence and a text, or as the form to change them.

use ground::db::Tx;
use ground::ui::{self, choice};
use ground::web::Result;
use maud::{Markup, html};
use together::conversation::markdown;
use together::roles;
use together::roles::rules::Right;
use together::visit::Visit;

use super::Shown;
use super::hints::{Hints, while_typing};
use crate::pieces::{Editing, press};
use crate::stories::rules::StoryType;
use crate::stories::rules::lint::Place;
use crate::stories::rules::sentence::Sentence;
use crate::stories::store::versions;

/// The story itself, or the form to change it.
pub(super) async fn section(visit: &Visit, tx: &mut Tx, shown: &Shown, hints: &Hints) -> Result<Markup> {
    if let Some(editing) = Editing::asked(visit, "story", &shown.thing) {
        let members = roles::store::people(tx, visit.product.id).await?;
        let members: Vec<(String, String)> = members.into_iter().map(|(id, name)| (id.to_string(), name)).collect();
        return Ok(edit(&editing, visit, shown, &members));
    }
    let story = &shown.story;
    let reworded = versions::any(tx, shown.thing.id).await?;
    let tells = story.of_type == StoryType::UserStory || story.means.is_some();
    Ok(html! {
        section.stack-s aria-label=(story.of_type.label()) {
            @if tells {
                dl.narrative {
                    dt { "As a" } dd { (said(hints, Place::Role, story.role.as_deref(), "nobody is named yet")) }
                    dt { "I want" } dd { (said(hints, Place::Means, story.means.as_deref(), "what they want is not said yet")) }
                    dt { "so that" } dd { (said(hints, Place::End, story.ending.as_deref(), "what for is not said yet")) }
                }
            }
            (hints.on_sentence(visit, shown))
            @if !story.text.is_empty() { .prose { (markdown(&story.text)) } }
            @if reworded { p.small { a.link href=(visit.at(format!("{}/versions", shown.key()))) { "What it said before" } } }
        }
    })
}

fn said(hints: &Hints, place: Place, part: Option<&str>, missing: &str) -> Markup {
    match part {
        Some(part) => hints.under(place, part),
        None => html! { span.faint { span.hint data-kind="gap" { (missing) } } },
    }
}

fn edit(editing: &Editing<'_>, visit: &Visit, shown: &Shown, members: &[(String, String)]) -> Markup {
    let (story, thing, form) = (&shown.story, &shown.thing, editing.form);
    let types = StoryType::ALL.map(|of_type| choice(of_type.code(), of_type.label()));
    let nobody = [choice("", "Nobody yet")].into_iter();
    let people: Vec<_> = nobody.chain(members.iter().map(|(id, name)| choice(id, name))).collect();
    let owner = thing.owner.map(|owner| owner.to_string()).unwrap_or_default();
    let stored = |part: &Option<String>| part.clone().unwrap_or_default();
    let (role, means, end) = (stored(&story.role), stored(&story.means), stored(&story.ending));
    let line = |name: &'static str, id: &'static str, label: &'static str, stored: &str| {
        html! { (ui::field(name, label).id(id).value(&form.value(name, stored)).error(form.error(name))) }
    };
    let draft = format!("{}:{}:{}:text", visit.who().id, visit.product.key, thing.key());
    let sentence = form.value("sentence", "");
    let typed =
        Sentence { role: form.value("role", &role), means: form.value("means", &means), end: form.value("end", &end) };
    let fields = html! {
        (line("title", "story-title", "Title", &thing.title))
        .stack-s data-lint=(visit.at("stories/lint")) {
            (line("role", "story-role", "As a", &role))
            (line("means", "story-means", "I want", &means))
            (line("end", "story-end", "so that", &end))
            details open[!sentence.is_empty()] {
                summary.small.faint { "Or as one sentence" }
                (ui::field("sentence", "The whole sentence").id("story-sentence").text().value(&sentence).error(form.error("sentence"))
                    .hint("“As a … I want … so that …” takes the place of the three above.").attr("rows", "2"))
            }
            .stack-s data-lint-list aria-live="polite" { (while_typing(&typed, None, "")) }
        }
        (ui::field("text", "Everything else").id("story-text").text().value(&form.value("text", &story.text)).error(form.error("text")).attr("data-draft", &draft).attr("rows", "6"))
        .line.wrap {
            (ui::field("type", "Type").id("story-type").select(&types).value(&form.value("type", story.of_type.code())))
            (ui::field("owner", "Looked after by").id("story-owner").select(&people).value(&form.value("owner", &owner)).error(form.error("owner")))
        }
    };
    editing.around(&fields, press(visit, &shown.marks, Right::WriteStory, "Save", "Propose this wording"))
}
