//! How it goes for people, on the page of a need.

use std::collections::BTreeMap;

use ground::db::Tx;
use ground::ui::{self, choice};
use ground::web::Result;
use maud::{Markup, html};
use together::form::Form;
use together::thread::Thing;
use together::visit::Visit;
use together::words::{counted, date, iso_day};

use super::rules::Measure;
use super::store::{self, Measured};
use crate::personas::store::Persona;

/// What was measured of one measure and one persona, the last first.
type Series<'a> = BTreeMap<(Measure, Option<i64>), Vec<&'a Measured>>;

/// The section: each series with its line, and the form that adds to one.
pub(crate) async fn section(visit: &Visit, tx: &mut Tx, need: &Thing, personas: &[Persona]) -> Result<Markup> {
    let all = store::of_need(tx, need.id).await?;
    let mut series = Series::new();
    for one in &all {
        series.entry((one.measure, one.persona)).or_default().push(one);
    }
    Ok(html! {
        section #experience {
            (ui::sec_head("How it goes for people").aside("Measured, the last first"))
            @if series.is_empty() { p.dim { "Nothing was measured yet. Do people succeed at it, are they satisfied, how much effort does it cost them?" } }
            ul.rows { @for ((measure, _), of) in &series { (row(visit, *measure, of)) } }
            (form(visit, need, personas))
        }
    })
}

fn row(visit: &Visit, measure: Measure, of: &[&Measured]) -> Markup {
    let Some(last) = of.first() else { return html! {} };
    let now = visit.signed.now;
    let better = of.get(1).and_then(|before| measure.better(before.value, last.value));
    html! {
        li.row.row-stackable {
            div {
                .t { (measure.label()) ": " b { (measure.told(last.value)) } @if let Some(before) = of.get(1) { span.small.faint { ", before " (measure.told(before.value)) } } }
                .sub {
                    @if let (Some(key), Some(title)) = (last.persona(), &last.persona_title) { a href=(visit.at(key)) { (title) } }
                    span { (last.source) @if let Some(people) = last.people { ", " (counted(people, "person", "people")) } }
                    span { (date(last.at, now)) }
                }
            }
            span.line {
                @if of.len() > 1 { (line(measure, of, better)) }
                form method="post" action=(visit.action("experience.remove")) {
                    (visit.signed.hidden_fields())
                    input type="hidden" name="experience" value=(last.id);
                    (ui::button("Take away").small().quiet().attr("aria-label", &format!("Take away {}", measure.told(last.value))))
                }
            }
        }
    }
}

/// The line of a series, its last point marked by whether it went better.
fn line(measure: Measure, of: &[&Measured], better: Option<bool>) -> Markup {
    let (first, last) = (of[of.len() - 1].at.0, of[0].at.0);
    let (low, high) = (*measure.scale().start(), *measure.scale().end());
    let x = |at: i64| if last > first { 4.0 + 112.0 * (at - first) as f64 / (last - first) as f64 } else { 60.0 };
    let y = |value: f64| 24.0 - 20.0 * (value - low) / (high - low);
    let points: Vec<_> = of.iter().rev().map(|one| (x(one.at.0), y(one.value))).collect();
    let finding =
        format!("{}: from {} to {}", measure.label(), measure.told(of[of.len() - 1].value), measure.told(of[0].value));
    let mark = match better {
        Some(true) => "good",
        Some(false) => "late",
        None => "",
    };
    ui::spark(&finding, &points, None, mark)
}

fn form(visit: &Visit, need: &Thing, personas: &[Persona]) -> Markup {
    let form = Form::of(visit, "experience.measure");
    let measures = Measure::ALL.map(|measure| choice(measure.code(), measure.label()));
    let told: Vec<_> = personas.iter().map(|persona| (persona.key().to_string(), persona.title.as_str())).collect();
    let whose: Vec<_> =
        std::iter::once(choice("", "Everybody")).chain(told.iter().map(|(key, title)| choice(key, title))).collect();
    let today = iso_day(visit.signed.now);
    html! {
        details #measure open[form.refused()] {
            summary.btn.btn-s { (ui::icon("plus")) "Write down what was measured" }
            form.stack-s method="post" action=(visit.action("experience.measure")) {
                (visit.signed.hidden_fields())
                input type="hidden" name="need" value=(need.key());
                (form.trouble())
                .line.wrap {
                    (ui::field("measure", "What").id("measure-what").select(&measures).value(&form.value("measure", Measure::Success.code())).error(form.error("measure")))
                    (ui::field("value", "How much, % or out of ten").id("measure-value").required().attr("inputmode", "decimal").attr("size", "6").value(&form.value("value", "")).error(form.error("value")))
                    (ui::field("people", "Of how many").id("measure-people").attr("inputmode", "numeric").attr("size", "6").value(&form.value("people", "")).error(form.error("people")))
                    (ui::field("persona", "Of whom").id("measure-persona").select(&whose).value(&form.value("persona", "")).error(form.error("persona")))
                }
                .line.wrap {
                    (ui::field("source", "Where it comes from").id("measure-source").required().attr("placeholder", "usability test").value(&form.value("source", "")).error(form.error("source")))
                    (ui::field("day", "The day").id("measure-day").kind("date").value(&form.value("day", &today)).error(form.error("day")))
                }
                div { (ui::button("Write it down").main().small()) }
            }
        }
    }
}
