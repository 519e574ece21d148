//! Twenty-one described companies, and what a sensible adviser would tell each of them.

use std::collections::BTreeSet;

use super::super::{Answers, Factor, Preset, advise};

use Factor::{Maturity, People, Philosophy, Size, Structure, Teams};
use Preset::{BothHats, ManagerAndOwner, OutsideScrum, OwnerOnly, OwnerPerTeam};

struct Company {
    about: &'static str,
    /// Maturity, size, structure, agile adoption, philosophy; then teams, sprints, people, `-` where not known.
    answers: [&'static str; 8],
    /// What one would tell them: one preset, or several where advisers would differ.
    advised: &'static [Preset],
    /// Who argues against the advice and must be heard.
    against: &'static [Factor],
}

#[rustfmt::skip]
const COMPANIES: [Company; 21] = [
    Company {
        about: "A library service with one team of four; manager and owner talk daily, the developers run themselves.",
        answers: ["growing", "medium", "function", "deep", "team-led", "one", "with", "two"],
        advised: &[ManagerAndOwner], against: &[Philosophy],
    },
    Company {
        about: "Two founders with their first customers; one writes the code, one does everything else.",
        answers: ["new", "small", "product", "some", "shared", "one", "-", "one"],
        advised: &[BothHats], against: &[],
    },
    Company {
        about: "A Scrum team of six makes the duty roster for the clinic it belongs to; nobody has to sell it.",
        answers: ["growing", "small", "product", "deep", "team-led", "one", "with", "one"],
        advised: &[OwnerOnly], against: &[Maturity],
    },
    Company {
        about: "A maker of infusion pumps plans three years ahead with its regulators; software comes with the device.",
        answers: ["settled", "large", "function", "little", "top-down", "-", "without", "-"],
        advised: &[OutsideScrum], against: &[],
    },
    Company {
        about: "A bank’s mobile app: six Scrum teams, a manager, an owner in each team.",
        answers: ["growing", "large", "mixed", "deep", "shared", "many", "with", "more"],
        advised: &[OwnerPerTeam], against: &[],
    },
    Company {
        about: "A regional insurer changes its contract system by quarterly plan; one manager in the IT department.",
        answers: ["settled", "medium", "function", "little", "top-down", "-", "without", "one"],
        advised: &[OutsideScrum], against: &[],
    },
    Company {
        about: "Accounting software that went from one team to two last year and hired its first product owner.",
        answers: ["growing", "medium", "mixed", "some", "shared", "two", "with", "two"],
        advised: &[ManagerAndOwner], against: &[],
    },
    Company {
        about: "A telephone company’s billing: twelve teams in sprints, departments by function, goals from the board.",
        answers: ["settled", "large", "function", "some", "top-down", "many", "with", "more"],
        advised: &[OwnerPerTeam], against: &[],
    },
    Company {
        about: "A museum’s ticket shop, looked after by one person and an outside developer.",
        answers: ["settled", "small", "function", "little", "top-down", "one", "without", "one"],
        advised: &[OutsideScrum], against: &[],
    },
    Company {
        about: "A game studio on a new title: two teams that choose their work, led by a producer and a designer.",
        answers: ["new", "medium", "product", "deep", "team-led", "two", "with", "two"],
        advised: &[ManagerAndOwner, OwnerOnly], against: &[Maturity, Philosophy, Teams, People],
    },
    Company {
        about: "A free mapping library: a maintainer, a handful of volunteers, ten years of users.",
        answers: ["settled", "small", "product", "some", "team-led", "-", "-", "one"],
        advised: &[BothHats], against: &[],
    },
    Company {
        about: "An airline’s bonus programme: three teams share one owner, marketing has the manager.",
        answers: ["growing", "large", "function", "some", "top-down", "many", "with", "two"],
        advised: &[ManagerAndOwner, OwnerPerTeam], against: &[Teams],
    },
    Company {
        about: "A start-up after its first large round: the founder owns the backlog, a manager has just been hired.",
        answers: ["growing", "small", "mixed", "deep", "shared", "one", "with", "two"],
        advised: &[ManagerAndOwner], against: &[Size],
    },
    Company {
        about: "A university’s timetable system; faculties are heard before anything is decided.",
        answers: ["settled", "medium", "function", "some", "shared", "-", "-", "-"],
        advised: &[ManagerAndOwner], against: &[],
    },
    Company {
        about: "A web shop for bicycle parts that works on a board, without sprints; one person says what comes next.",
        answers: ["growing", "small", "product", "some", "team-led", "one", "without", "one"],
        advised: &[BothHats], against: &[Maturity],
    },
    Company {
        about: "A tax office has five suppliers build a new portal by contract.",
        answers: ["new", "large", "function", "little", "top-down", "many", "without", "-"],
        advised: &[OutsideScrum], against: &[Teams],
    },
    Company {
        about: "Music streaming: twenty teams that each run themselves, one product.",
        answers: ["growing", "large", "product", "deep", "team-led", "many", "with", "more"],
        advised: &[OwnerPerTeam], against: &[],
    },
    Company {
        about: "A family firm’s control software for saws: settled, no sprints, the family decides at one table.",
        answers: ["settled", "small", "function", "little", "shared", "one", "without", "one"],
        advised: &[OutsideScrum], against: &[Philosophy],
    },
    Company {
        about: "A payment company; this product has one Scrum team, a manager and an owner.",
        answers: ["growing", "medium", "product", "deep", "shared", "one", "with", "two"],
        advised: &[ManagerAndOwner], against: &[],
    },
    Company {
        about: "A charity tries out an app for donors; one person has the idea, a friend builds it.",
        answers: ["new", "small", "mixed", "little", "shared", "one", "without", "one"],
        advised: &[BothHats, OutsideScrum], against: &[],
    },
    Company {
        about: "A growing product in a large house that so far has one person for both jobs.",
        answers: ["growing", "large", "function", "deep", "shared", "one", "with", "one"],
        advised: &[OwnerOnly, BothHats], against: &[Maturity, Size, Structure],
    },
];

impl Company {
    fn answers(&self) -> Answers {
        let factors = Factor::ALL.iter().map(|factor| factor.code());
        let given = factors.zip(self.answers).filter(|(_, answer)| *answer != "-");
        let json = given.map(|(factor, answer)| (factor.to_owned(), answer.into())).collect();
        serde_json::from_value(serde_json::Value::Object(json)).unwrap()
    }
}

#[test]
fn each_company_gets_the_advice_a_sensible_adviser_would_give() {
    for company in &COMPANIES {
        let advice = advise(&company.answers());
        let sensible = advice.advised().iter().all(|preset| company.advised.contains(preset));
        assert!(sensible, "{}\n{}: {}", company.about, advice.title(), advice.verdict());
    }
}

#[test]
fn each_company_hears_who_argues_against() {
    for company in &COMPANIES {
        let advice = advise(&company.answers());
        let against = advice.best().iter().flat_map(|best| best.arguing_against());
        let factors: BTreeSet<_> = against.map(|voice| voice.answer.factor()).collect();
        let expected = company.against.iter().copied().collect();
        assert_eq!(factors, expected, "{}\n{}", company.about, advice.verdict());
    }
}

#[test]
fn a_company_whose_facts_changed_hears_what_the_change_would_bring() {
    // The last company again, with a second person.
    let alone = &COMPANIES[COMPANIES.len() - 1];
    let advice = advise(&alone.answers());
    assert!(advice.verdict().contains("The five factors alone say two people"), "{}", advice.verdict());
    let second = advice.turns.iter().find(|turn| turn.answer.label() == "Two people").unwrap();
    assert_eq!(second.advised, [ManagerAndOwner]);
}
