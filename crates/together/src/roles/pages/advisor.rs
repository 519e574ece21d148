//! The advisor: which preset fits, who says so, who says otherwise, and what would change it.

use ground::db::Tx;
use ground::ui;
use ground::web::Result;
use maud::{Markup, html};

use super::Board;
use crate::roles::advice::{Facts, code, judged};
use crate::roles::rules::{Advice, Factor, Role, Voice, advise};
use crate::roles::store::{self, Given};
use crate::visit::Visit;
use crate::words::{lower_first, upper_first};

/// The rail: the advice on the answers in the address, or else on those that are kept.
pub(super) async fn section(visit: &Visit, tx: &mut Tx, board: &Board, asked: Given) -> Result<Markup> {
    let kept = store::advice(tx, visit.product.id).await?;
    let given = asked.or(kept);
    let facts = Facts::of(tx, &visit.product).await?;
    let advice = given.answers(facts).map(|answers| advise(&answers));
    Ok(html! {
        @match &advice {
            Some(advice) => { (verdict(visit, board, advice)) }
            None => { (not_yet(given)) }
        }
        (factors(visit, given, advice.as_ref()))
        @if given != kept && board.may() { (keep(visit, board, given)) }
        @if let Some(advice) = &advice { (known(advice)) (turns(advice)) (others(advice)) }
    })
}

fn not_yet(given: Given) -> Markup {
    let answered = judged().filter(|factor| given.code(*factor).is_some()).count();
    html! {
        section {
            (ui::sec_head("No advice yet").aside(format!("{answered} of {} answered", judged().count())))
            p.dim { "Answer the five factors, and the advisor says which start fits, for which reasons, and which speak against it." }
        }
    }
}

fn verdict(visit: &Visit, board: &Board, advice: &Advice) -> Markup {
    let (manager, owner) = (board.names.of(Role::ProductManager), board.names.of(Role::ProductOwner));
    let advised = advice.advised();
    let say_so = if advised.len() == 1 { advice.standings[0].say_so() } else { String::new() };
    html! {
        section {
            (ui::sec_head(format!("Advice: {}", advice.title())).aside(&say_so))
            @for preset in &advised { p.dim { (preset.in_words(&manager, &owner)) } }
            @if let Some(doubts) = doubts(&advice.verdict(), &say_so) { p.note { (doubts) } }
            @for preset in advised.iter().filter(|preset| board.matrix.preset() != Some(**preset)) {
                p.note { a.link href=(format!("{}?from={preset}#from", visit.at("roles"))) { "What “" (preset.label()) "” would change" } }
            }
        }
    }
}

/// What the verdict says beyond how many say so: who argues against, and what would be advised without the facts.
fn doubts(verdict: &str, say_so: &str) -> Option<String> {
    let doubts = verdict.strip_prefix(say_so).unwrap_or(verdict).trim_start_matches([';', '.', ' ']);
    (!doubts.is_empty()).then(|| upper_first(doubts))
}

/// The five factors with their answers, each with what it says about the advice.
fn factors(visit: &Visit, given: Given, advice: Option<&Advice>) -> Markup {
    html! {
        section {
            (ui::sec_head("Why, from five factors"))
            form #advisor method="get" action=(visit.at("roles")) data-autosubmit {
                @for factor in judged() { (fieldset(factor, given.code(factor), advice)) }
                p { (ui::button("Advise").small()) }
            }
        }
    }
}

fn fieldset(factor: Factor, chosen: Option<&str>, advice: Option<&Advice>) -> Markup {
    html! {
        fieldset.factor {
            legend.vh { (factor.label()) }
            .label aria-hidden="true" { span.strong { (factor.label()) } }
            .seg {
                @for answer in factor.answers() {
                    @let code = code(answer);
                    label { input type="radio" id=(format!("{factor}-{code}")) name=(factor) value=(code) checked[chosen == Some(code)]; (answer.label()) }
                }
            }
            @for voice in said(advice, factor) { p.small.dim { (says(voice)) } }
        }
    }
}

/// What the answer to a factor says about what is advised: about each, if several tie.
fn said(advice: Option<&Advice>, factor: Factor) -> impl Iterator<Item = &Voice> {
    let voices = advice.into_iter().flat_map(Advice::best).flat_map(|standing| &standing.voices);
    voices.filter(move |voice| voice.answer.factor() == factor)
}

/// “Growing: market work and backlog work each fill a week. For two.”
fn says(voice: &Voice) -> String {
    format!("{}: {}", voice.answer.label(), lower_first(&voice.in_words()))
}

fn keep(visit: &Visit, board: &Board, given: Given) -> Markup {
    html! {
        form method="post" action=(visit.action("advice.answer")) {
            (visit.signed.hidden_fields())
            input type="hidden" name="next" value=(visit.at("roles"));
            @for factor in judged() { @if let Some(code) = given.code(factor) { input type="hidden" name=(factor) value=(code); } }
            p.note { "These answers are in the address alone. " (ui::button(&board.press("Keep them")).small()) }
        }
    }
}

/// What Tandem knows itself; it weighs more than judgement.
fn known(advice: &Advice) -> Markup {
    let facts: Vec<_> = Factor::ALL
        .iter()
        .filter(|factor| !factor.is_judged())
        .flat_map(|factor| said(Some(advice), *factor))
        .collect();
    html! {
        @if !facts.is_empty() {
            section {
                (ui::sec_head("And from what is known").count(facts.len()))
                @for voice in facts { p.small.dim { (says(voice)) } }
            }
        }
    }
}

fn turns(advice: &Advice) -> Markup {
    html! {
        section {
            (ui::sec_head("What would change it").count(advice.turns.len()))
            @if advice.turns.is_empty() { p.small.dim { "No single answer would." } }
            @else { ul.stack-s { @for turn in &advice.turns { li.small.dim { (turn.in_words()) } } } }
        }
    }
}

/// How the others stand: every reason for and against, so that whoever doubts the advice can weigh it.
fn others(advice: &Advice) -> Markup {
    let best = advice.advised();
    html! {
        details {
            summary.link { "How the others stand" }
            @for standing in advice.standings.iter().filter(|standing| !best.contains(&standing.preset)) {
                section {
                    (ui::sec_head(standing.preset.label()).aside(standing.say_so()))
                    @for voice in standing.arguing_for().chain(standing.arguing_against()) {
                        p.small.dim { (says(voice)) }
                    }
                }
            }
        }
    }
}
