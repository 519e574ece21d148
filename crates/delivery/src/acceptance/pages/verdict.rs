//! Below the criteria: accepting the story or returning it, and how it went in each round.

use ground::ui::{self, Choice, State, choice};
use maud::{Markup, html};
use together::form::Form;
use together::words::counted;

use super::Acceptance;
use crate::acceptance::rules::{Cause, Outcome};
use crate::acceptance::store::Round;
use crate::stories::store::criteria::Criterion;

impl Acceptance {
    /// Agreed criteria that were neither shown nor found met.
    pub(crate) fn open(&self, criteria: &[Criterion]) -> usize {
        criteria.iter().filter(|one| one.agreed && !self.standing(one.id).is_acceptable()).count()
    }

    /// Accepting and returning, where the story waits for that; what came of it before.
    pub(crate) fn verdict(&self, criteria: &[Criterion]) -> Markup {
        let returned = self.rounds.first().filter(|last| last.outcome == Outcome::Returned);
        let told = self.rounds.iter().skip(usize::from(returned.is_some())).filter(|round| tells(round));
        let told: Vec<&Round> = told.collect();
        html! {
            @if self.waits() || returned.is_some() || !told.is_empty() {
                section.stack-s #acceptance {
                    (ui::sec_head("Acceptance").aside(self.call.clone()))
                    @if let Some(last) = returned {
                        (ui::notice(html! { strong { "Returned by " (self.who_and_when(last.decided_by, last.decided_at)) "." } " " (because(last)) }).state(State::LATE))
                    }
                    @if self.waits() {
                        p.small.dim { (self.handed_over()) }
                        (self.accept(self.open(criteria)))
                        (self.give_back())
                    }
                    (self.history(&told))
                }
            }
        }
    }

    fn history(&self, rounds: &[&Round]) -> Markup {
        html! {
            @if !rounds.is_empty() {
                ul.history aria-label="Rounds of acceptance" {
                    @for round in rounds {
                        li {
                            span.faint { "Round " (round.number) }
                            span { (outcome(round)) " by " (self.who_and_when(round.decided_by, round.decided_at)) @if !round.reason.is_empty() { ": “" (round.reason) "”" } }
                        }
                    }
                }
            }
        }
    }

    fn handed_over(&self) -> Markup {
        let waiting = self.rounds.first().filter(|round| round.outcome == Outcome::Waiting);
        html! {
            @if let Some(round) = waiting {
                "Handed over by " (self.who_and_when(round.handed_by, Some(round.handed_at)))
                @if round.number > 1 { ", for round " (round.number) }
                "."
            } @else { "It waits for acceptance." }
        }
    }

    fn accept(&self, open: usize) -> Markup {
        let form = Form::about(&self.visit, "story.accept", "story", self.story.key());
        let button = if self.accepts { "Accept" } else { "Propose to accept" };
        let criteria = counted(i64::try_from(open).unwrap_or(i64::MAX), "agreed criterion", "agreed criteria");
        let hint = format!("{criteria} neither shown nor met: accepting takes a reason.");
        html! {
            form.stack-s #accept method="post" action=(self.visit.action("story.accept")) {
                (self.visit.signed.hidden_fields())
                input type="hidden" name="story" value=(self.story.key());
                (form.trouble())
                @if open > 0 {
                    (ui::field("because", "Why you accept it all the same").id("accept-reason").required().value(&form.value("because", "")).error(form.error("because")).hint(hint))
                }
                .line { (ui::button(button).main().icon("check")) @if open == 0 { span.small.dim { "What was shown is met then." } } }
            }
        }
    }

    fn give_back(&self) -> Markup {
        let form = Form::about(&self.visit, "story.return", "story", self.story.key());
        let button = if self.accepts { "Return it" } else { "Propose to return it" };
        let causes: Vec<Choice<'_>> = Cause::ALL.map(|cause| choice(cause.code(), cause.label())).to_vec();
        html! {
            details #return open[form.refused()] {
                summary.btn.btn-quiet.btn-s { (ui::icon("undo")) "Return it" }
                form.stack-s #return-story method="post" action=(self.visit.action("story.return")) {
                    (self.visit.signed.hidden_fields())
                    input type="hidden" name="story" value=(self.story.key());
                    (form.trouble())
                    (ui::field("cause", "Why it comes back").id("return-cause").select(&causes).value(&form.value("cause", Cause::NotMet.code())).error(form.error("cause")))
                    (ui::field("because", "In a sentence").id("return-reason").value(&form.value("because", "")).error(form.error("because"))
                        .hint("Whoever works on it reads this. Where a criterion is not met, the reason stands there already."))
                    div { (ui::button(button).small()) }
                }
            }
        }
    }
}

/// Whether a round came to something worth telling: one that waits does not yet, nor an only one that was accepted as it was.
fn tells(round: &Round) -> bool {
    matches!(round.outcome, Outcome::Accepted | Outcome::Returned)
}

fn outcome(round: &Round) -> &'static str {
    match round.outcome {
        Outcome::Accepted => "Accepted",
        _ => "Returned",
    }
}

/// The reason of a return, or where to find it.
fn because(round: &Round) -> String {
    match (&*round.reason, round.cause) {
        ("", Some(cause)) => format!("{}; the reason stands at the criterion.", cause.label()),
        (reason, _) => reason.to_owned(),
    }
}
