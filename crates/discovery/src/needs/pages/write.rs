//! The forms of a need.

use ground::db::Tx;
use ground::ui;
use ground::web::Result;
use maud::{Markup, html};
use together::roles::marks::Marks;
use together::roles::rules::Right;
use together::thread::{Key, Kind, Thing};
use together::visit::Visit;

use super::super::store::{self, Line, Told};
use super::by_key;
use crate::personas;
use crate::personas::store::Persona;
use together::form::Form;

/// The page that writes a need. For a goal it serves that goal at once; whatever else it is written for is gone back to,
/// with the new need offered: whose call it is to link the two may be another's.
pub(super) async fn form(
    visit: &Visit,
    tx: &mut Tx,
    marks: &Marks,
    wanted: Option<Key>,
    whose: Option<Key>,
) -> Result<Markup> {
    let wanted = match wanted {
        Some(key) => by_key(visit, tx, key).await?,
        None => None,
    };
    let words = store::personas(tx, visit.product.id).await?;
    let personas = personas::store::list(tx, visit.product.id).await?;
    let form = Form::of(visit, "need.write");
    let goal = wanted.as_ref().filter(|thing| thing.kind == Kind::Goal);
    let next = match &wanted {
        Some(thing) if thing.kind != Kind::Goal => visit.at(format!("{}?for={{key}}", thing.key())),
        _ => visit.at("{key}"),
    };
    Ok(html! {
        .page.page-narrow {
            (ui::page_head("What do they need?", lead(wanted.as_ref()), marks.call(Right::RankNeeds)))
            form.stack-s method="post" action=(visit.action("need.write")) {
                (visit.signed.hidden_fields())
                input type="hidden" name="next" value=(next);
                (form.trouble())
                @if let Some(goal) = goal { input type="hidden" name="serves" value=(goal.key()); }
                (ui::field("title", "Need").id("need-title").required().attr("placeholder", "Know when a held book will be mine").value(&form.value("title", "")).error(form.error("title")))
                (ui::field("text", "What there is to know of it").id("need-text").text().attr("rows", "4").value(&form.value("text", "")).error(form.error("text")))
                (job(form, ["", "", ""]))
                @if personas.is_empty() { (persona(form, "", &words)) } @else { (who(visit, &personas, whose)) }
                (numbers(form, "", ""))
                div { (ui::button(press(visit, marks, "Write it", "Propose it")).main().kbd("⌘↵")) }
            }
        }
    })
}

fn lead(wanted: Option<&Thing>) -> String {
    match wanted {
        Some(thing) => format!("For {}: {}", thing.key(), thing.title),
        None => "What people cannot do well today, in their words rather than ours.".to_owned(),
    }
}

/// The form that changes a need, opened in place.
pub(super) fn change(visit: &Visit, marks: &Marks, need: &Thing, line: &Line, told: &Told, words: &[String]) -> Markup {
    let form = Form::of(visit, "need.edit");
    let number = |number: Option<f64>| number.map(|number| number.to_string()).unwrap_or_default();
    html! {
        details #change open[form.refused()] {
            summary.btn { (ui::icon("edit")) "Change the need" }
            form.stack-s method="post" action=(visit.action("need.edit")) {
                (visit.signed.hidden_fields())
                input type="hidden" name="need" value=(need.key());
                input type="hidden" name="seen" value=(form.seen(need.seq));
                (form.trouble())
                (ui::field("title", "Need").id("need-title").required().value(&form.value("title", &need.title)).error(form.error("title")))
                (ui::field("text", "What there is to know of it").id("need-text").text().attr("rows", "4").value(&form.value("text", &told.text)).error(form.error("text")))
                (job(form, [&told.situation, &told.wish, &told.ending]))
                (persona(form, &line.persona, words))
                (numbers(form, &number(line.importance), &number(line.satisfaction)))
                div { (ui::button(press(visit, marks, "Save", "Propose the change")).main()) }
            }
        }
    }
}

/// The job that is to be done, as one sentence in three parts.
fn job(form: Form<'_>, [situation, wish, ending]: [&str; 3]) -> Markup {
    html! {
        (ui::field("situation", "When").id("need-situation").attr("placeholder", "a book I hold is long in coming").value(&form.value("situation", situation)).error(form.error("situation")))
        (ui::field("wish", "I want to").id("need-wish").attr("placeholder", "know the day it will be mine").value(&form.value("wish", wish)).error(form.error("wish")))
        (ui::field("ending", "So I can").id("need-ending").attr("placeholder", "plan what I read before").value(&form.value("ending", ending)).error(form.error("ending")))
    }
}

/// The personas who have it.
fn who(visit: &Visit, personas: &[Persona], whose: Option<Key>) -> Markup {
    let kept = visit.kept("need.write");
    let chosen = |key: Key| match kept {
        Some(kept) => kept.pairs.all("personas").any(|ticked| ticked == key.to_string()),
        None => whose == Some(key),
    };
    html! {
        fieldset.field {
            legend.label.strong { "Who has it?" }
            .stack-s {
                @for persona in personas {
                    label.check { input type="checkbox" name="personas" value=(persona.key()) checked[chosen(persona.key())]; span { (persona.title) } }
                }
            }
        }
    }
}

fn persona(form: Form<'_>, stored: &str, personas: &[String]) -> Markup {
    html! {
        (ui::field("persona", "For whom, in words").id("need-persona").attr("list", "personas").attr("placeholder", "Dora, 34, commutes").value(&form.value("persona", stored)).error(form.error("persona")))
        datalist #personas { @for persona in personas { option value=(persona) {} } }
    }
}

fn numbers(form: Form<'_>, importance: &str, satisfaction: &str) -> Markup {
    let number = |name: &'static str, label: &'static str, id: &'static str, stored: &str| {
        let shown = form.value(name, stored);
        html! { (ui::field(name, label).id(id).attr("inputmode", "decimal").attr("size", "6").value(&shown).error(form.error(name))) }
    };
    html! {
        .line.wrap {
            (number("importance", "How much it matters to them, 0 to 10", "need-importance", importance))
            (number("satisfaction", "How well it is met today, 0 to 10", "need-satisfaction", satisfaction))
        }
    }
}

pub(super) fn press(visit: &Visit, marks: &Marks, acts: &'static str, proposes: &'static str) -> &'static str {
    if marks.acts(visit, Right::RankNeeds) { acts } else { proposes }
}
