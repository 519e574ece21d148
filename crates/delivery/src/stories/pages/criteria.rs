//! The acceptance criteria of a story.

use ground::ui;
use maud::{Markup, html};
use together::form::Form;
use together::roles::rules::Right;
use together::visit::Visit;

use super::Shown;
use super::hints::Hints;
use crate::acceptance::pages::Acceptance;
use crate::pieces::{back_hidden, move_or_remove, press, with_edit, without_edit};
use crate::questions::pages::Questions;
use crate::stories::rules::lint::Place;
use crate::stories::store::criteria::Criterion;

/// What others say of criteria.
pub(super) struct Said {
    pub(super) questions: Questions,
    pub(super) hints: Hints,
    pub(super) acceptance: Acceptance,
}

/// The criteria with their boxes, one of them perhaps as a form.
pub(super) fn section(visit: &Visit, shown: &Shown, said: &Said, edited: Option<&str>) -> Markup {
    let Said { hints, acceptance, .. } = said;
    let one = |(number, criterion): (usize, &Criterion)| {
        let id = criterion.id.to_string();
        let form = Form::about(visit, "criterion.edit", "criterion", &id);
        if form.refused() || edited == Some(id.as_str()) {
            reword(visit, shown, criterion, form)
        } else {
            line(visit, shown, said, (number, criterion))
        }
    };
    html! {
        section #criteria {
            (ui::sec_head("Acceptance criteria").count(acceptance.count(&shown.criteria)).aside(shown.marks.call(Right::WriteStory)))
            @if !shown.criteria.is_empty() { ol.criteria { @for line in (1..).zip(&shown.criteria).map(one) { (line) } } }
            (hints.on_criteria(visit, shown))
            (add(visit, shown))
        }
        (acceptance.verdict(&shown.criteria))
    }
}

fn line(visit: &Visit, shown: &Shown, said: &Said, (number, criterion): (usize, &Criterion)) -> Markup {
    let id = criterion.id;
    let form = format!("agree-{id}");
    let change = with_edit(visit, &id.to_string());
    html! {
        li id=(format!("criterion-{id}")) {
            input type="checkbox" name="agreed" value="true" id=(format!("agreed-{id}")) form=(form) checked[criterion.agreed] data-autosubmit
                aria-label=(format!("Criterion {number} agreed"));
            .stack-s { (words(&said.hints, number - 1, criterion)) (said.acceptance.at(criterion)) }
            span.line {
                (said.questions.open_at(id))
                form id=(form) method="post" action=(visit.action("criterion.agree")) data-stay {
                    (visit.signed.hidden_fields())
                    input type="hidden" name="criterion" value=(id);
                    noscript { (ui::button(press(visit, &shown.marks, Right::WriteStory, "Save", "Propose")).small()) }
                }
                (ui::link_button(&format!("Change criterion {number}"), &change).only_icon("edit").quiet().small())
            }
        }
    }
}

fn words(hints: &Hints, at: usize, criterion: &Criterion) -> Markup {
    html! {
        dl.gwt {
            @if !criterion.given.is_empty() { dt { "Given" } dd { (hints.under(Place::Given(at), &criterion.given)) } }
            @if !criterion.when.is_empty() { dt { "When" } dd { (hints.under(Place::When(at), &criterion.when)) } }
            dt { "Then" } dd { (hints.under(Place::Then(at), &criterion.then)) }
        }
    }
}

/// One criterion as a form, with what else can be done to it.
fn reword(visit: &Visit, shown: &Shown, criterion: &Criterion, form: Form<'_>) -> Markup {
    let id = criterion.id;
    let field = |name: &'static str, label: &'static str, stored: &str| {
        html! { (ui::field(name, label).id(&format!("{name}-{id}")).value(&form.value(name, stored)).error(form.error(name))) }
    };
    html! {
        li id=(format!("criterion-{id}")) {
            span {}
            .stack-s {
                form.stack-s id=(format!("reword-{id}")) method="post" action=(visit.action("criterion.edit")) {
                    (back_hidden(visit))
                    input type="hidden" name="criterion" value=(id);
                    input type="hidden" name="seen" value=(form.seen(criterion.seq));
                    (form.trouble())
                    (field("given", "Given", &criterion.given))
                    (field("when", "When", &criterion.when))
                    (field("then", "Then", &criterion.then))
                    .line {
                        (ui::button(press(visit, &shown.marks, Right::WriteStory, "Save", "Propose this wording")).main())
                        a.btn.btn-quiet href=(without_edit(visit)) { "Cancel" }
                    }
                }
                (move_or_remove(visit, "criterion", &id.to_string(), criterion.place))
            }
        }
    }
}

fn add(visit: &Visit, shown: &Shown) -> Markup {
    let form = Form::about(visit, "criterion.add", "thing", shown.key());
    let field = |name: &'static str, label: &'static str, hint: &'static str| {
        html! { (ui::field(name, label).id(&format!("new-{name}")).value(&form.value(name, "")).error(form.error(name)).hint(hint)) }
    };
    html! {
        details #criterion-add open[form.refused()] {
            summary.btn.btn-quiet.btn-s { (ui::icon("plus")) "Add a criterion" }
            form.stack-s method="post" action=(visit.action("criterion.add")) {
                (visit.signed.hidden_fields())
                input type="hidden" name="thing" value=(shown.key());
                (form.trouble())
                (field("given", "Given", ""))
                (field("when", "When", ""))
                (field("then", "Then", "“Given … when … then …” may stand here in one go."))
                div { (ui::button(press(visit, &shown.marks, Right::WriteStory, "Add", "Propose it"))) }
            }
        }
    }
}
