//! The forms of goals and key results.

use ground::clock::Ts;
use ground::ui;
use maud::{Markup, html};
use together::roles::marks::Marks;
use together::roles::rules::Right;
use together::thread::Thing;
use together::visit::Visit;
use together::words::iso_day;

use super::press;
use crate::goals::store::{KeyResult, Line};

pub(super) fn check_in_form(visit: &Visit, result: &KeyResult) -> Markup {
    let kept =
        visit.kept("key_result.check_in").filter(|kept| kept.value("key_result") == Some(&result.key().to_string()));
    let id = |name: &str| format!("{name}-{}", result.key());
    let value = |name: &str| kept.and_then(|kept| kept.value(name)).unwrap_or_default();
    html! {
        form.line.wrap method="post" action=(visit.action("key_result.check_in")) {
            (visit.signed.hidden_fields())
            input type="hidden" name="key_result" value=(result.key());
            (ui::field("value", "Value today").id(&id("value")).kind("number").attr("step", "any").required().value(value("value")).error(kept.and_then(|kept| kept.error("value"))))
            (ui::field("confidence", "Confidence, 0 to 10").id(&id("confidence")).kind("number").attr("min", "0").attr("max", "10").value(value("confidence")).error(kept.and_then(|kept| kept.error("confidence"))))
            (ui::field("note", "A sentence").id(&id("note")).value(value("note")))
            (ui::button("Check in").icon("check"))
        }
    }
}

pub(super) fn edit_key_result(visit: &Visit, marks: &Marks, result: &KeyResult) -> Markup {
    let id = |name: &str| format!("edit-{name}-{}", result.key());
    html! {
        details {
            summary.link.small { "Change the target" }
            form.line.wrap method="post" action=(visit.action("key_result.edit")) {
                (visit.signed.hidden_fields())
                input type="hidden" name="key_result" value=(result.key());
                (ui::field("title", "What is measured").id(&id("title")).required().value(&result.title))
                (ui::field("unit", "In what").id(&id("unit")).value(&result.unit))
                (ui::field("start", "From").id(&id("start")).kind("number").attr("step", "any").required().value(&result.start_value.to_string()))
                (ui::field("target", "To").id(&id("target")).kind("number").attr("step", "any").required().value(&result.target_value.to_string()))
                (ui::button(press(visit, marks, "Save", "Propose")))
            }
        }
    }
}

pub(super) fn add_key_result(visit: &Visit, marks: &Marks, goal: &Thing) -> Markup {
    let kept = visit.kept("key_result.add");
    let value = |name: &str| kept.and_then(|kept| kept.value(name)).unwrap_or_default();
    let error = |name: &str| kept.and_then(|kept| kept.error(name));
    html! {
        details open[kept.is_some()] {
            summary.btn.btn-quiet.btn-s { (ui::icon("plus")) "Add a key result" }
            form.stack-s method="post" action=(visit.action("key_result.add")) {
                (visit.signed.hidden_fields())
                input type="hidden" name="goal" value=(goal.key());
                (ui::field("title", "What is measured").id("kr-title").required().value(value("title")).error(error("title")))
                .line.wrap {
                    (ui::field("start", "From").id("kr-start").kind("number").attr("step", "any").required().value(value("start")).error(error("start")))
                    (ui::field("target", "To").id("kr-target").kind("number").attr("step", "any").required().value(value("target")).error(error("target")))
                    (ui::field("unit", "In what").id("kr-unit").value(value("unit")).error(error("unit")))
                }
                div { (ui::button(press(visit, marks, "Add", "Propose it"))) }
            }
        }
    }
}

pub(super) fn change_form(visit: &Visit, marks: &Marks, goal: &Thing, line: &Line, text: &str) -> Markup {
    let kept = visit.kept("goal.edit");
    let value = |name: &str, stored: &str| kept.and_then(|kept| kept.value(name)).unwrap_or(stored).to_owned();
    let error = |name: &str| kept.and_then(|kept| kept.error(name)).map(str::to_owned);
    let day = |at: Option<Ts>| at.map(iso_day).unwrap_or_default();
    html! {
        details #change open[kept.is_some()] {
            summary.btn { (ui::icon("edit")) "Change the goal" }
            form.stack-s method="post" action=(visit.action("goal.edit")) {
                (visit.signed.hidden_fields())
                input type="hidden" name="goal" value=(goal.key());
                input type="hidden" name="seen" value=(goal.seq);
                (ui::field("title", "Objective").required().value(&value("title", &goal.title)).error(error("title").as_deref()))
                (ui::field("text", "What it means").text().value(&value("text", text)).error(error("text").as_deref()))
                (days(&value("starts", &day(line.starts_at)), &value("ends", &day(line.ends_at)), error("starts").as_deref(), error("ends").as_deref()))
                div { (ui::button(press(visit, marks, "Save", "Propose the change")).main()) }
            }
            form.line method="post" action=(visit.action("goal.set_state")) {
                (visit.signed.hidden_fields())
                input type="hidden" name="goal" value=(goal.key());
                @for state in ["draft", "running", "closed"].into_iter().filter(|state| *state != goal.state) {
                    (ui::button(match state { "draft" => "Back to draft", "running" => "Run it", _ => "Close it" }).small().named("state", state))
                }
            }
        }
    }
}

fn days(starts: &str, ends: &str, starts_error: Option<&str>, ends_error: Option<&str>) -> Markup {
    html! {
        .line.wrap {
            (ui::field("starts", "First day").kind("date").value(starts).error(starts_error))
            (ui::field("ends", "Last day").kind("date").value(ends).error(ends_error))
        }
    }
}

pub(super) fn choose_form(visit: &Visit, marks: &Marks) -> Markup {
    let kept = visit.kept("goal.choose");
    let value = |name: &str| kept.and_then(|kept| kept.value(name)).unwrap_or_default();
    let error = |name: &str| kept.and_then(|kept| kept.error(name));
    html! {
        .object {
            .object-head { div { h1 { "What should be different?" } p.dim { "An objective in a few words. Key results say how one would know." } } .actions { (marks.call(Right::ChooseGoals)) } }
            form.stack-s method="post" action=(visit.action("goal.choose")) {
                (visit.signed.hidden_fields())
                input type="hidden" name="next" value=(visit.at("{key}"));
                (ui::field("title", "Objective").required().value(value("title")).error(error("title")).attr("placeholder", "More residents borrow"))
                (ui::field("text", "What it means").text().value(value("text")).error(error("text")))
                (days(value("starts"), value("ends"), error("starts"), error("ends")))
                div { (ui::button(press(visit, marks, "Choose this goal", "Propose this goal")).main()) }
            }
        }
    }
}
