//! What a story says: as a sentence and a text, or as the form to change them.

use ground::db::Tx;
use ground::ui::{self, choice};
use ground::web::Result;
use maud::{Markup, html};
use together::conversation::markdown;
use together::roles::rules::Right;
use together::visit::Visit;

use super::Shown;
use crate::pieces::{Form, press};
use crate::stories::rules::StoryType;
use crate::stories::store;

/// The story itself, or the form to change it.
pub(super) async fn section(visit: &Visit, tx: &mut Tx, shown: &Shown, edited: Option<&str>) -> Result<Markup> {
    let key = shown.key().to_string();
    let form = Form::about(visit, "story.edit", "thing", &key);
    if form.is_back() || edited == Some("story") {
        let members = store::members(tx, visit.product.id).await?;
        let members: Vec<(String, String)> = members.into_iter().map(|(id, name)| (id.to_string(), name)).collect();
        return Ok(edit(visit, shown, &form, &members));
    }
    let story = &shown.story;
    let tells = story.of_type == StoryType::UserStory || story.means.is_some();
    Ok(html! {
        section.stack-s aria-label=(story.of_type.label()) {
            @if tells {
                dl.narrative {
                    dt { "As a" } dd { (said(story.role.as_deref(), "nobody is named yet")) }
                    dt { "I want" } dd { (said(story.means.as_deref(), "what they want is not said yet")) }
                    dt { "so that" } dd { (said(story.ending.as_deref(), "what for is not said yet")) }
                }
            }
            @if !story.text.is_empty() { .prose { (markdown(&story.text)) } }
        }
    })
}

fn said(part: Option<&str>, missing: &str) -> Markup {
    match part {
        Some(part) => html! { (part) },
        None => html! { span.faint { span.hint data-kind="gap" { (missing) } } },
    }
}

fn edit(visit: &Visit, shown: &Shown, form: &Form<'_>, members: &[(String, String)]) -> Markup {
    let (story, thing) = (&shown.story, &shown.thing);
    let types = StoryType::ALL.map(|of_type| choice(of_type.code(), of_type.label()));
    let nobody = [choice("", "Nobody yet")].into_iter();
    let people: Vec<_> = nobody.chain(members.iter().map(|(id, name)| choice(id, name))).collect();
    let owner = thing.owner.map(|owner| owner.to_string()).unwrap_or_default();
    let stored = |part: &Option<String>| part.clone().unwrap_or_default();
    let (role, means, end) = (stored(&story.role), stored(&story.means), stored(&story.ending));
    let line = |name: &'static str, id: &'static str, label: &'static str, stored: &str| {
        let value = form.value(name, "").to_owned();
        let value = if form.is_back() { value } else { stored.to_owned() };
        html! { (ui::field(name, label).id(id).value(&value).error(form.error(name))) }
    };
    let value = |name: &str, stored: &str| {
        if form.is_back() { form.value(name, "").to_owned() } else { stored.to_owned() }
    };
    let draft = format!("{}:{}:{}:text", visit.who().id, visit.product.key, thing.key());
    html! {
        section aria-label="Change the story" {
            form.stack-s #story-edit method="post" action=(visit.action("story.edit")) {
                (back_hidden(visit))
                input type="hidden" name="thing" value=(thing.key());
                input type="hidden" name="seen" value=(form.seen(thing.seq));
                (form.trouble())
                (line("title", "story-title", "Title", &thing.title))
                (line("role", "story-role", "As a", &role))
                (line("means", "story-means", "I want", &means))
                (line("end", "story-end", "so that", &end))
                (ui::field("text", "Everything else").id("story-text").text().value(&value("text", &story.text)).error(form.error("text")).attr("data-draft", &draft).attr("rows", "6"))
                .line.wrap {
                    (ui::field("type", "Type").id("story-type").select(&types).value(&value("type", story.of_type.code())))
                    (ui::field("owner", "Looked after by").id("story-owner").select(&people).value(&value("owner", &owner)).error(form.error("owner")))
                }
                .line {
                    (ui::button(press(visit, &shown.marks, Right::WriteStory, "Save", "Propose this wording")).main())
                    a.btn.btn-quiet href=(without_edit(visit)) { "Cancel" }
                }
            }
        }
    }
}

/// The fields every form carries, coming back to the page as it is when nothing is edited.
pub(crate) fn back_hidden(visit: &Visit) -> Markup {
    html! {
        input type="hidden" name="csrf" value=(visit.who().csrf);
        input type="hidden" name="next" value=(without_edit(visit));
        input type="hidden" name="back" value=(visit.signed.path);
    }
}

/// The address of this page with nothing being edited.
pub(crate) fn without_edit(visit: &Visit) -> String {
    let Some((path, query)) = visit.signed.path.split_once('?') else { return visit.signed.path.clone() };
    let left: Vec<&str> = query.split('&').filter(|pair| !pair.starts_with("edit=")).collect();
    if left.is_empty() { path.to_owned() } else { format!("{path}?{}", left.join("&")) }
}

/// The address of this page with something being edited.
pub(crate) fn with_edit(visit: &Visit, what: &str) -> String {
    let address = without_edit(visit);
    let sign = if address.contains('?') { '&' } else { '?' };
    format!("{address}{sign}edit={what}")
}
