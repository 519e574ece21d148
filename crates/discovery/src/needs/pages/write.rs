//! The forms of a need.

use ground::db::Tx;
use ground::ui;
use ground::web::Result;
use maud::{Markup, html};
use together::roles::marks::Marks;
use together::roles::rules::Right;
use together::thread::{Key, Kind, Thing};
use together::visit::Visit;

use super::super::store::{self, Line};
use super::by_key;
use together::form::Form;

/// The page that writes a need. For a goal it serves that goal at once; whatever else it is written for is gone back to,
/// with the new need offered: whose call it is to link the two may be another's.
pub(super) async fn form(visit: &Visit, tx: &mut Tx, marks: &Marks, wanted: Option<Key>) -> Result<Markup> {
    let wanted = match wanted {
        Some(key) => by_key(visit, tx, key).await?,
        None => None,
    };
    let personas = store::personas(tx, visit.product.id).await?;
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
                (persona(form, "", &personas))
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
pub(super) fn change(
    visit: &Visit,
    marks: &Marks,
    need: &Thing,
    line: &Line,
    text: &str,
    personas: &[String],
) -> Markup {
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
                (ui::field("text", "What there is to know of it").id("need-text").text().attr("rows", "4").value(&form.value("text", text)).error(form.error("text")))
                (persona(form, &line.persona, personas))
                (numbers(form, &number(line.importance), &number(line.satisfaction)))
                div { (ui::button(press(visit, marks, "Save", "Propose the change")).main()) }
            }
        }
    }
}

fn persona(form: Form<'_>, stored: &str, personas: &[String]) -> Markup {
    html! {
        (ui::field("persona", "For whom").id("need-persona").attr("list", "personas").attr("placeholder", "Dora, 34, commutes").value(&form.value("persona", stored)).error(form.error("persona")))
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
