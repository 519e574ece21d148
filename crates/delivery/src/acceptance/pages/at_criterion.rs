//! At a criterion: where it can be seen, who found it met, and the places to say so.

use ground::ui::{self, State};
use maud::{Markup, html};
use together::form::Form;

use super::Acceptance;
use crate::acceptance::rules::{Standing, link};
use crate::acceptance::store::Check;
use crate::stories::store::criteria::Criterion;

impl Acceptance {
    /// What stands below the words of a criterion once work on its story has begun.
    pub(crate) fn at(&self, criterion: &Criterion) -> Markup {
        let shows = matches!(self.story.state.as_str(), "in work" | "in review") || self.waits();
        let check = self.check(criterion.id);
        html! {
            @if shows || check.is_some() {
                .line.wrap.small {
                    (self.found(check))
                    @if let Some(check) = check { (self.said(check)) }
                }
            }
            @if shows { (self.forms(criterion, check)) }
        }
    }

    fn found(&self, check: Option<&Check>) -> Markup {
        let standing = check.map_or(Standing::Open, Check::standing);
        let chip = ui::chip(standing.label());
        html! {
            @match standing {
                Standing::Open => (chip.state(State::MISSING)),
                Standing::Shown => (chip),
                Standing::Met => (chip.state(State::GOOD).icon("ready")),
                Standing::NotMet => (chip.state(State::LATE).icon("warn")),
            }
        }
    }

    /// Who found it so and why, and where it can be seen.
    fn said(&self, check: &Check) -> Markup {
        html! {
            @if check.met.is_some() { span.dim { (self.who_and_when(check.checked_by, check.checked_at)) } }
            @if !check.reason.is_empty() { span { "“" (check.reason) "”" } }
            @if !check.evidence.is_empty() { (evidence(&check.evidence)) }
            @if check.shown_at.is_some() { span.faint { "shown by " (self.who_and_when(check.shown_by, check.shown_at)) } }
        }
    }

    fn forms(&self, criterion: &Criterion, check: Option<&Check>) -> Markup {
        let standing = check.map_or(Standing::Open, Check::standing);
        let decides = self.waits() && self.accepts;
        html! {
            .line.wrap {
                @if decides && standing != Standing::Met { (self.met(criterion)) }
                @if decides && standing != Standing::NotMet { (self.not_met(criterion)) }
                @if !decides && standing != Standing::Met { (self.show(criterion, check)) }
            }
        }
    }

    fn met(&self, criterion: &Criterion) -> Markup {
        let label = format!("Criterion {} is met", criterion.place);
        html! {
            form method="post" action=(self.visit.action("criterion.check")) data-stay {
                (self.visit.signed.hidden_fields())
                input type="hidden" name="criterion" value=(criterion.id);
                input type="hidden" name="met" value="true";
                input type="hidden" name="seen" value=(criterion.seq);
                (ui::button("Met").small().icon("check").attr("aria-label", &label))
            }
        }
    }

    fn not_met(&self, criterion: &Criterion) -> Markup {
        let id = criterion.id.to_string();
        let form = Form::about(&self.visit, "criterion.check", "criterion", &id);
        let field = format!("unmet-{id}");
        html! {
            details.grow open[form.refused()] {
                summary.btn.btn-quiet.btn-s { "Not met" span.vh { " (criterion " (criterion.place) ")" } }
                form.stack-s id=(format!("find-{id}")) method="post" action=(self.visit.action("criterion.check")) {
                    (self.visit.signed.hidden_fields())
                    input type="hidden" name="criterion" value=(id);
                    input type="hidden" name="met" value="false";
                    input type="hidden" name="seen" value=(criterion.seq);
                    (form.trouble())
                    (ui::field("because", "What is not so").id(&field).required().value(&form.value("because", "")).error(form.error("because"))
                        .hint("Whoever works on the story reads it here."))
                    div { (ui::button("Not met").small()) }
                }
            }
        }
    }

    fn show(&self, criterion: &Criterion, check: Option<&Check>) -> Markup {
        let id = criterion.id.to_string();
        let form = Form::about(&self.visit, "criterion.show", "criterion", &id);
        let stored = check.map(|check| check.evidence.as_str()).unwrap_or_default();
        let (summary, field) = (if stored.is_empty() { "Show it" } else { "Show it anew" }, format!("evidence-{id}"));
        html! {
            details.grow open[form.refused()] {
                summary.btn.btn-quiet.btn-s { (summary) span.vh { " (criterion " (criterion.place) ")" } }
                form.stack-s id=(format!("show-{id}")) method="post" action=(self.visit.action("criterion.show")) {
                    (self.visit.signed.hidden_fields())
                    input type="hidden" name="criterion" value=(id);
                    (ui::field("evidence", "Where it can be seen").id(&field).required().value(&form.value("evidence", stored)).error(form.error("evidence"))
                        .hint("A link, or a few words: a demo, a test, a device."))
                    div { (ui::button("Shown").small()) }
                }
            }
        }
    }
}

/// A link where it is one, without the address’s beginning, which says nothing.
fn evidence(words: &str) -> Markup {
    html! {
        @match link(words) {
            Some(href) => a.link.clip href=(href) rel="noopener noreferrer nofollow" { (words.trim_start_matches("https://").trim_start_matches("http://")) },
            None => span { (words) },
        }
    }
}
