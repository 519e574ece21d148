//! The forms of goals and key results.

use ground::clock::Ts;
use ground::ui;
use maud::{Markup, html};
use together::form::Form;
use together::roles::marks::Marks;
use together::roles::rules::Right;
use together::thread::{Kind, Thing};
use together::visit::Visit;
use together::words::iso_day;

use super::press;
use crate::goals::store::{KeyResult, Line};

/// The dialog that writes down a measurement.
pub(super) fn check_in(visit: &Visit, goal: &Thing, results: &[&KeyResult]) -> Markup {
    let form = Form::of(visit, "key_result.check_in");
    let to = visit.action("key_result.check_in");
    let keys: Vec<_> = results.iter().map(|result| (result.key().to_string(), result)).collect();
    let choices: Vec<_> = keys.iter().map(|(key, result)| ui::choice(key, &result.title)).collect();
    let first = keys.first().map_or("", |(key, _)| key);
    let body = html! {
        (visit.signed.hidden_fields())
        .stack-s {
            (ui::field("key_result", "What was measured").id("check-in-of").select(&choices).value(&form.value("key_result", first)).error(form.error("key_result")))
            .line.wrap {
                (ui::field("value", "Value today").id("check-in-value").attr("inputmode", "decimal").required().value(&form.value("value", "")).error(form.error("value")))
                (ui::field("confidence", "Confidence, 0 to 10").id("check-in-confidence").attr("inputmode", "numeric").attr("size", "4").value(&form.value("confidence", "")).error(form.error("confidence")))
            }
            (ui::field("note", "A sentence about it").id("check-in-note").value(&form.value("note", "")).error(form.error("note")))
        }
    };
    let footer = html! { button.btn.btn-quiet type="button" data-close { "Cancel" } (ui::button("Check in").main()) };
    let now = form.refused() || visit.signed.path.ends_with("do=check-in");
    let title = format!("Check in on {}", goal.key());
    html! { (ui::dialog("check-in", &title).lead("What was measured, and how sure you are of reaching the target.").posts_to(&to).body(body).footer(footer).now(now)) }
}

/// The form that writes down a measurement of one key result, in its own row.
pub(super) fn check_in_here(visit: &Visit, result: &KeyResult) -> Markup {
    let key = result.key();
    let form = Form::about(visit, "key_result.check_in", "key_result", key);
    let id = |name: &str| format!("{name}-{key}");
    html! {
        form.line.wrap method="post" action=(visit.action("key_result.check_in")) {
            (visit.signed.hidden_fields())
            input type="hidden" name="key_result" value=(key);
            (ui::field("value", "Value today").id(&id("value")).attr("inputmode", "decimal").attr("size", "8").required().value(&form.value("value", "")).error(form.error("value")))
            (ui::field("confidence", "Confidence, 0 to 10").id(&id("confidence")).attr("inputmode", "numeric").attr("size", "4").value(&form.value("confidence", "")).error(form.error("confidence")))
            (ui::field("note", "A sentence about it").id(&id("note")).value(&form.value("note", "")).error(form.error("note")))
            (ui::button("Check in").small())
        }
    }
}

/// The form that changes a key result, opened in place.
pub(super) fn edit_key_result(visit: &Visit, marks: &Marks, result: &KeyResult) -> Markup {
    let form = Form::about(visit, "key_result.edit", "key_result", result.key());
    let id = |name: &str| format!("edit-{name}-{}", result.key());
    let field = |name: &'static str, label: &'static str, stored: &str| {
        let shown = form.value(name, stored);
        html! { (ui::field(name, label).id(&id(name)).value(&shown).error(form.error(name))) }
    };
    html! {
        details id=(id("key-result")) open[form.refused()] {
            summary.link.small { "Change what it measures" }
            form.stack-s method="post" action=(visit.action("key_result.edit")) {
                (visit.signed.hidden_fields())
                input type="hidden" name="key_result" value=(result.key());
                (field("title", "What is measured", &result.title))
                .line.wrap {
                    (field("start", "From", &result.start_value.to_string()))
                    (field("target", "To", &result.target_value.to_string()))
                    (field("unit", "In what", &result.unit))
                }
                div { (ui::button(press(visit, marks, "Save", "Propose the change")).small()) }
            }
        }
    }
}

/// The form that adds a key result, opened in place.
pub(super) fn add_key_result(visit: &Visit, marks: &Marks, goal: &Thing) -> Markup {
    let form = Form::of(visit, "key_result.add");
    let field = |name: &'static str, label: &'static str, id: &'static str| {
        let shown = form.value(name, "");
        html! { (ui::field(name, label).id(id).value(&shown).error(form.error(name))) }
    };
    html! {
        details #add-key-result open[form.refused()] {
            summary.btn.btn-quiet.btn-s { (ui::icon("plus")) "Add a key result" }
            form.stack-s method="post" action=(visit.action("key_result.add")) {
                (visit.signed.hidden_fields())
                input type="hidden" name="goal" value=(goal.key());
                (field("title", "What is measured", "kr-title"))
                .line.wrap {
                    (field("start", "From", "kr-start"))
                    (field("target", "To", "kr-target"))
                    (field("unit", "In what", "kr-unit"))
                }
                div { (ui::button(press(visit, marks, "Add", "Propose it"))) }
            }
        }
    }
}

/// The form that changes a goal, opened in place, and the states it can be moved to.
pub(super) fn change(visit: &Visit, marks: &Marks, goal: &Thing, line: &Line, text: &str) -> Markup {
    let form = Form::of(visit, "goal.edit");
    let day = |at: Option<Ts>| at.map(iso_day).unwrap_or_default();
    let days = (day(line.starts_at), day(line.ends_at));
    html! {
        details.from-head #change open[form.refused()] {
            summary.btn { (ui::icon("x")) "Leave it as it is" }
            form.stack-s method="post" action=(visit.action("goal.edit")) {
                (visit.signed.hidden_fields())
                input type="hidden" name="goal" value=(goal.key());
                input type="hidden" name="seen" value=(form.seen(goal.seq));
                (form.trouble())
                (ui::field("title", "Objective").required().value(&form.value("title", &goal.title)).error(form.error("title")))
                (ui::field("text", "What it means").text().value(&form.value("text", text)).error(form.error("text")))
                (period(form, (&days.0, &days.1)))
                div { (ui::button(press(visit, marks, "Save", "Propose the change")).main()) }
            }
            form.line method="post" action=(visit.action("goal.set_state")) {
                (visit.signed.hidden_fields())
                input type="hidden" name="goal" value=(goal.key());
                @for (state, label) in [("draft", "Back to draft"), ("running", "Run it"), ("closed", "Close it")] {
                    @if state != goal.state { (ui::button(label).small().named("state", state)) }
                }
            }
        }
    }
}

fn period(form: Form<'_>, (starts, ends): (&str, &str)) -> Markup {
    html! {
        .line.wrap {
            (ui::field("starts", "First day").kind("date").value(&form.value("starts", starts)).error(form.error("starts")))
            (ui::field("ends", "Last day").kind("date").value(&form.value("ends", ends)).error(form.error("ends")))
        }
    }
}

/// The form for a new goal. What it is written for is gone back to, with the new goal offered: whose call it is to link
/// the two may be another's.
pub(super) fn choose(visit: &Visit, marks: &Marks, wanted: Option<&Thing>) -> Markup {
    let form = Form::of(visit, "goal.choose");
    let wanted = wanted.filter(|thing| matches!(thing.kind, Kind::Need | Kind::Feature));
    let next = match wanted {
        Some(thing) => format!("{}?for={{key}}", visit.at(thing.key())),
        None => visit.at("{key}"),
    };
    html! {
        .object {
            .object-head {
                a.btn.btn-icon.only-narrow href=(visit.at("goals")) aria-label="Back to the goals" { (ui::icon("back")) }
                div {
                    h2 { "What should be different?" }
                    p.dim { @match wanted { Some(thing) => { "For " (thing.key()) " " (thing.title) }, None => "An objective in a few words. Key results say how one would know." } }
                }
                .actions { (marks.call(Right::ChooseGoals)) }
            }
            form.stack-s method="post" action=(visit.action("goal.choose")) {
                (visit.signed.hidden_fields())
                input type="hidden" name="next" value=(next);
                (form.trouble())
                (ui::field("title", "Objective").required().value(&form.value("title", "")).error(form.error("title")).attr("placeholder", "More residents borrow"))
                (ui::field("text", "What it means").text().value(&form.value("text", "")).error(form.error("text")))
                (period(form, ("", "")))
                div { (ui::button(press(visit, marks, "Choose this goal", "Propose this goal")).main()) }
            }
        }
    }
}
