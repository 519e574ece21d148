//! The forms of an insight.

use ground::ui;
use maud::{Markup, html};
use together::form::Form;
use together::roles::marks::Marks;
use together::roles::rules::Right;
use together::thread::Thing;
use together::visit::Visit;
use together::words::iso_day;

use crate::insights::rules::SOURCES;
use crate::insights::store::Insight;

/// The page that notes one, with what is known of it already.
pub(super) fn form(visit: &Visit, text: &str, source: &str) -> Markup {
    let form = Form::of(visit, "insight.record");
    let today = iso_day(visit.signed.now);
    html! {
        .page.page-narrow {
            (ui::page_head("What did you find out?", "In the words it was said in. Which need it supports is marked afterwards.", html! {}))
            form.stack-s method="post" action=(visit.action("insight.record")) {
                (visit.signed.hidden_fields())
                input type="hidden" name="next" value=(visit.at("{key}"));
                (form.trouble())
                (fields(form, ["", text, source, &today, ""]))
                div { (ui::button("Note it").main().kbd("⌘↵")) }
            }
        }
    }
}

/// The form that changes one, opened in place. One's own is changed at once.
pub(super) fn change(visit: &Visit, marks: &Marks, thing: &Thing, insight: &Insight) -> Markup {
    let form = Form::of(visit, "insight.edit");
    let acts = marks.acts(visit, Right::RankNeeds) || insight.by == Some(visit.who().id);
    let day = iso_day(insight.found_at);
    let stored = [insight.title.as_str(), &insight.text, &insight.source, &day, &insight.address];
    html! {
        details #change open[form.refused()] {
            summary.btn { (ui::icon("edit")) "Change it" }
            form.stack-s method="post" action=(visit.action("insight.edit")) {
                (visit.signed.hidden_fields())
                input type="hidden" name="insight" value=(thing.key());
                input type="hidden" name="seen" value=(form.seen(thing.seq));
                (form.trouble())
                (fields(form, stored))
                div { (ui::button(if acts { "Save" } else { "Propose the change" }).main()) }
            }
        }
    }
}

fn fields(form: Form<'_>, [title, text, source, day, address]: [&str; 5]) -> Markup {
    html! {
        (ui::field("text", "What was said or seen").id("insight-text").text().attr("rows", "8").value(&form.value("text", text)).error(form.error("text")))
        (ui::field("title", "In one sentence").id("insight-title").attr("placeholder", "Empty: its first sentence").value(&form.value("title", title)).error(form.error("title")))
        .line.wrap {
            (ui::field("source", "Where it comes from").id("insight-source").required().attr("list", "sources").attr("placeholder", "interview").value(&form.value("source", source)).error(form.error("source")))
            (ui::field("day", "The day").id("insight-day").kind("date").value(&form.value("day", day)).error(form.error("day")))
        }
        datalist #sources { @for source in SOURCES { option value=(source) {} } }
        (ui::field("address", "Where it can be read").id("insight-address").attr("placeholder", "https://").attr("inputmode", "url").value(&form.value("address", address)).error(form.error("address")))
    }
}
