//! The written table and what is made of it.

use std::collections::BTreeSet;

use super::super::{Advice, Agile, Answer, Answers, Factor, Maturity, People, Philosophy, Preset, Size, Sprints};
use super::super::{Structure, Teams, advise};

/// The library product of the pages.
const SHELF: Answers = Answers {
    maturity: Maturity::Growing,
    size: Size::Medium,
    structure: Structure::Function,
    agile: Agile::Deep,
    philosophy: Philosophy::TeamLed,
    teams: None,
    sprints: None,
    people: None,
};

fn every_answer() -> impl Iterator<Item = Answer> {
    Factor::ALL.iter().flat_map(|factor| factor.answers())
}

/// Every way to answer the five factors.
fn every_house() -> Vec<Answers> {
    let judged = Factor::ALL.iter().filter(|factor| factor.is_judged());
    judged.fold(vec![SHELF], |houses, factor| {
        houses.iter().flat_map(|house| factor.answers().into_iter().map(|answer| house.with(answer))).collect()
    })
}

fn score(advice: &Advice, preset: Preset) -> i32 {
    advice.standings.iter().find(|standing| standing.preset == preset).unwrap().score()
}

#[test]
fn the_library_product_is_for_two_and_one_factor_says_otherwise() {
    let advice = advise(&SHELF);
    assert_eq!(advice.title(), "two people");
    let verdict = "4 of 5 say so; company philosophy argues against: one person with both hats would also work.";
    assert_eq!(advice.verdict(), verdict);
    let lines: Vec<_> = advice.best()[0].voices.iter().map(|voice| voice.stance()).collect();
    assert_eq!(lines, ["For two.", "For two.", "For two.", "For two.", "Against."]);
    let growing = advice.best()[0].voices[0].in_words();
    assert_eq!(growing, "Market work and backlog work each fill a week. For two.");
    let split = "Ines decides what is worth doing and when it goes out. Tomas decides what is built first and when \
                 it is good enough.";
    assert_eq!(advice.advised()[0].in_words("Ines", "Tomas"), split);
}

#[test]
fn every_answer_has_a_reason_of_its_own_about_every_preset() {
    let voices: Vec<_> =
        every_answer().flat_map(|answer| Preset::ALL.iter().map(move |preset| answer.voice(*preset))).collect();
    assert_eq!(voices.len(), 23 * 5);
    for voice in &voices {
        let whole = voice.reason.ends_with('.') && voice.reason.len() > 15 && voice.reason.len() < 100;
        assert!(whole && voice.reason.starts_with(char::is_uppercase), "{}", voice.reason);
    }
    for answer in every_answer() {
        let judges = Preset::ALL.iter().any(|preset| answer.voice(*preset).weight != 0);
        assert!(judges, "{} says nothing", answer.label());
    }
}

#[test]
fn another_answer_moves_the_score_as_the_table_says() {
    for house in every_house() {
        let before = advise(&house);
        for (answer, old) in every_answer().flat_map(|new| house.given().into_iter().map(move |old| (new, old))) {
            if answer.factor() != old.factor() {
                continue;
            }
            let after = advise(&house.with(answer));
            for preset in Preset::ALL.iter().copied() {
                let moved = score(&after, preset) - score(&before, preset);
                assert_eq!(moved, answer.voice(preset).weight - old.voice(preset).weight);
            }
        }
    }
}

#[test]
fn every_preset_is_the_best_for_somebody_and_every_factor_can_change_the_advice() {
    let (mut advised, mut turning) = (BTreeSet::new(), BTreeSet::new());
    for house in every_house() {
        let advice = advise(&house);
        if let [only] = advice.advised().as_slice() {
            advised.insert(*only);
        }
        turning.extend(advice.turns.iter().map(|turn| turn.answer.factor()));
    }
    assert_eq!(advised, Preset::ALL.iter().copied().collect());
    assert_eq!(turning, Factor::ALL.iter().copied().collect());
}

#[test]
fn what_ties_is_shown_as_a_tie() {
    let ties = every_house().into_iter().map(|house| advise(&house)).filter(|advice| advice.best().len() > 1);
    let mut seen = 0;
    for advice in ties {
        let scores: BTreeSet<_> = advice.best().iter().map(|standing| standing.score()).collect();
        assert_eq!(scores.len(), 1);
        assert!(advice.title().contains(" or "), "{}", advice.title());
        assert!(advice.verdict().starts_with("The reasons weigh the same. "), "{}", advice.verdict());
        seen += 1;
    }
    assert!(seen > 0);
}

#[test]
fn nothing_that_argues_against_the_advice_is_left_out() {
    let two_people = |house: Answers| house.with(Answer::People(People::Two)).with(Answer::Teams(Teams::Many));
    for house in every_house().into_iter().flat_map(|house| [house, two_people(house)]) {
        let advice = advise(&house);
        for voice in advice.best().iter().flat_map(|standing| standing.arguing_against()) {
            let told = voice.reason[1..].trim_end_matches('.');
            assert!(advice.verdict().contains(told), "{} hides: {}", advice.verdict(), voice.reason);
        }
    }
}

#[test]
fn what_would_change_the_advice_does_and_what_is_not_named_does_not() {
    for house in [SHELF, every_house()[0], every_house()[200]] {
        let advice = advise(&house);
        for answer in every_answer() {
            let advised = advise(&house.with(answer)).advised();
            let turn = advice.turns.iter().find(|turn| turn.answer == answer);
            assert_eq!(turn.map(|turn| turn.advised.clone()), (advised != advice.advised()).then_some(advised));
        }
    }
}

#[test]
fn facts_rule_out_what_cannot_be() {
    for house in every_house() {
        let advised = |facts: &[Answer]| advise(&facts.iter().fold(house, |house, fact| house.with(*fact))).advised();
        let alone = advised(&[Answer::People(People::One)]);
        assert!(!alone.contains(&Preset::ManagerAndOwner) && !alone.contains(&Preset::OwnerPerTeam));
        assert!(!advised(&[Answer::Teams(Teams::One)]).contains(&Preset::OwnerPerTeam));
        assert!(!advised(&[Answer::Sprints(Sprints::With)]).contains(&Preset::OutsideScrum));
    }
}

#[test]
fn facts_that_turn_the_advice_say_so() {
    let alone = advise(&Answers { people: Some(People::One), ..SHELF });
    assert_eq!(alone.title(), "an owner alone");
    assert!(
        alone.verdict().starts_with("2 of 5 say so, and 0 of 1 fact; product maturity argues against: "),
        "{}",
        alone.verdict()
    );
    let turned = "The five factors alone say two people; people for the two jobs rules it out: there is one person for \
                  the two jobs.";
    assert!(alone.verdict().ends_with(turned), "{}", alone.verdict());
    let back = alone.turns.iter().find(|turn| turn.answer == Answer::People(People::Two)).unwrap();
    assert_eq!(back.in_words(), "People for the two jobs “Two people” would make it two people.");
}

#[test]
fn numbers_counted_in_the_product_are_answers() {
    assert_eq!(
        [0, 1, 2, 3, 40].map(Teams::counted).map(|t| t.map(Teams::code)),
        [None, Some("one"), Some("two"), Some("many"), Some("many")]
    );
    assert_eq!(
        [0, 1, 2, 3].map(People::counted).map(|p| p.map(People::code)),
        [None, Some("one"), Some("two"), Some("more")]
    );
}

#[test]
fn a_form_with_five_answers_is_enough() {
    let form = serde_json::json!({
        "maturity": "growing", "size": "medium", "structure": "function", "agile": "deep", "philosophy": "team-led",
    });
    assert_eq!(serde_json::from_value::<Answers>(form).unwrap(), SHELF);
}
