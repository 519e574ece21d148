//! The forms of a persona.

use ground::ui;
use maud::{Markup, html};
use together::form::Form;
use together::roles::marks::Marks;
use together::roles::rules::Right;
use together::thread::Thing;
use together::visit::Visit;

use crate::personas::store::Persona;

/// The page that writes one down.
pub(super) fn form(visit: &Visit, marks: &Marks) -> Markup {
    let form = Form::of(visit, "persona.write");
    html! {
        .page.page-narrow {
            (ui::page_head("Who is it?", "Somebody who stands for many: known from interviews, not made up.", marks.call(Right::RankNeeds)))
            form.stack-s method="post" action=(visit.action("persona.write")) {
                (visit.signed.hidden_fields())
                input type="hidden" name="next" value=(visit.at("{key}"));
                (form.trouble())
                (fields(form, [""; 5]))
                div { (ui::button(press(visit, marks, "Write it down", "Propose it")).main().kbd("⌘↵")) }
            }
        }
    }
}

/// The form that changes one, opened in place.
pub(super) fn change(visit: &Visit, marks: &Marks, thing: &Thing, persona: &Persona) -> Markup {
    let form = Form::of(visit, "persona.edit");
    let stored = [&persona.title, &persona.quote, &persona.context, &persona.text, &persona.source];
    html! {
        details #change open[form.refused()] {
            summary.btn { (ui::icon("edit")) "Change it" }
            form.stack-s method="post" action=(visit.action("persona.edit")) {
                (visit.signed.hidden_fields())
                input type="hidden" name="persona" value=(thing.key());
                input type="hidden" name="seen" value=(form.seen(thing.seq));
                (form.trouble())
                (fields(form, stored.map(String::as_str)))
                div { (ui::button(press(visit, marks, "Save", "Propose the change")).main()) }
            }
        }
    }
}

fn fields(form: Form<'_>, [title, quote, context, text, source]: [&str; 5]) -> Markup {
    html! {
        (ui::field("title", "What they are called").id("persona-title").required().attr("placeholder", "Dora, 34, commutes").value(&form.value("title", title)).error(form.error("title")))
        (ui::field("quote", "What they say").id("persona-quote").attr("placeholder", "‘Soon’ is not an answer.").value(&form.value("quote", quote)).error(form.error("quote")))
        (ui::field("context", "How they live with it").id("persona-context").attr("placeholder", "Holds, tram, phone").value(&form.value("context", context)).error(form.error("context")))
        (ui::field("text", "What there is to know of them").id("persona-text").text().attr("rows", "4").value(&form.value("text", text)).error(form.error("text")))
        (ui::field("source", "What they are known from").id("persona-source").attr("placeholder", "14 interviews, August").value(&form.value("source", source)).error(form.error("source")))
    }
}

fn press(visit: &Visit, marks: &Marks, acts: &'static str, proposes: &'static str) -> &'static str {
    if marks.acts(visit, Right::RankNeeds) { acts } else { proposes }
}
