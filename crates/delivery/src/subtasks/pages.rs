//! The subtasks of a story, on its page.

use ground::db::Tx;
use ground::ui::{self, Choice, choice};
use ground::web::Result;
use maud::{Markup, html};
use together::form::Form;
use together::roles;
use together::roles::names::Names;
use together::thread::Thing;
use together::visit::Visit;

use super::rules::MOST;
use super::store::{self, Subtask};
use crate::pieces::{asked, back_hidden, move_or_remove, with_edit, without_edit};

/// The list with its boxes, one of them perhaps as a form, and the place to add one.
pub(crate) async fn section(visit: &Visit, tx: &mut Tx, story: &Thing) -> Result<Markup> {
    let subtasks = store::of_story(tx, story.id).await?;
    let over = matches!(story.stage.as_str(), "done" | "dropped");
    if over && subtasks.is_empty() {
        return Ok(html! {});
    }
    let names = Names::load(tx, visit.product.id).await?;
    let members = roles::store::people(tx, visit.product.id).await?;
    let members: Vec<(String, String)> = members.into_iter().map(|(id, name)| (id.to_string(), name)).collect();
    let done = subtasks.iter().filter(|subtask| subtask.done).count();
    let head = ui::sec_head("Subtasks");
    let head = if subtasks.is_empty() { head } else { head.count(format!("{done} of {}", subtasks.len())) };
    Ok(html! {
        section #subtasks {
            (head.aside("How it is built: the developers’"))
            @if !subtasks.is_empty() {
                ol.criteria { @for subtask in &subtasks { (one(visit, &names, &members, subtask)) } }
            }
            @if !over && subtasks.len() < MOST { (add(visit, story, &members)) }
        }
    })
}

fn one(visit: &Visit, names: &Names, members: &[(String, String)], subtask: &Subtask) -> Markup {
    let id = subtask.id.to_string();
    let form = Form::about(visit, "subtask.edit", "subtask", &id);
    if form.refused() || asked(visit, "edit").as_deref() == Some(id.as_str()) {
        return edit(visit, members, subtask, form);
    }
    let ticks = format!("tick-{id}");
    html! {
        li id=(format!("subtask-{id}")) {
            input type="checkbox" name="done" value="true" id=(format!("done-{id}")) form=(ticks) checked[subtask.done] data-autosubmit;
            label for=(format!("done-{id}")) { @if subtask.done { del { (subtask.title) } } @else { (subtask.title) } }
            span.line {
                @match (subtask.person, &subtask.person_name) {
                    (Some(person), Some(name)) => (names.avatar(person, name, None)),
                    _ => @if !subtask.done { (take(visit, &id)) },
                }
                form id=(ticks) method="post" action=(visit.action("subtask.tick")) data-stay {
                    (visit.signed.hidden_fields())
                    input type="hidden" name="subtask" value=(id);
                    noscript { (ui::button("Save").small()) }
                }
                (ui::link_button(&format!("Change “{}”", subtask.title), &with_edit(visit, &id)).only_icon("edit").quiet().small())
            }
        }
    }
}

/// The button by which somebody takes what nobody has taken.
fn take(visit: &Visit, id: &str) -> Markup {
    html! {
        form method="post" action=(visit.action("subtask.edit")) data-stay {
            (visit.signed.hidden_fields())
            input type="hidden" name="subtask" value=(id);
            input type="hidden" name="person" value=(visit.who().id);
            (ui::button("Take it").small().quiet())
        }
    }
}

/// One as a form, with what else can be done to it.
fn edit(visit: &Visit, members: &[(String, String)], subtask: &Subtask, form: Form<'_>) -> Markup {
    let id = subtask.id.to_string();
    let owner = subtask.person.map(|person| person.to_string()).unwrap_or_default();
    html! {
        li id=(format!("subtask-{id}")) {
            span {}
            .stack-s {
                form.stack-s method="post" action=(visit.action("subtask.edit")) {
                    (back_hidden(visit))
                    input type="hidden" name="subtask" value=(id);
                    (form.trouble())
                    (ui::field("title", "What is to be done").id(&format!("title-{id}")).required().value(&form.value("title", &subtask.title)).error(form.error("title")))
                    (who(&format!("person-{id}"), members, &form.value("person", &owner), form.error("person")))
                    .line {
                        (ui::button("Save").main())
                        a.btn.btn-quiet href=(without_edit(visit)) { "Cancel" }
                    }
                }
                (move_or_remove(visit, "subtask", &id, subtask.place))
            }
        }
    }
}

fn add(visit: &Visit, story: &Thing, members: &[(String, String)]) -> Markup {
    let form = Form::about(visit, "subtask.add", "thing", story.key());
    html! {
        details #subtask-add open[form.refused()] {
            summary.btn.btn-quiet.btn-s { (ui::icon("plus")) "Add a subtask" }
            form.stack-s method="post" action=(visit.action("subtask.add")) {
                (visit.signed.hidden_fields())
                input type="hidden" name="thing" value=(story.key());
                (form.trouble())
                (ui::field("title", "What is to be done").id("new-subtask").required().value(&form.value("title", "")).error(form.error("title")).attr("maxlength", "200"))
                (who("new-subtask-person", members, &form.value("person", ""), form.error("person")))
                div { (ui::button("Add")) }
            }
        }
    }
}

fn who(id: &str, members: &[(String, String)], value: &str, error: Option<&str>) -> Markup {
    let nobody = std::iter::once(choice("", "Nobody yet"));
    let choices: Vec<Choice<'_>> = nobody.chain(members.iter().map(|(id, name)| choice(id, name))).collect();
    html! { (ui::field("person", "Who does it").id(id).select(&choices).value(value).error(error)) }
}
