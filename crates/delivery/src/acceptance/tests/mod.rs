mod pages;

use ground::args;
use ground::db::Sql;
use together::journal::Done;
use together::testing::World;

use super::actions::{Accept, Check, Return, Show};
use super::rules::{Cause, Outcome, Standing};
use super::store::{self, Round, Tally};
use crate::stories::CriterionId;
use crate::stories::actions::criteria::{Add, Agree, Edit as Reword};
use crate::stories::actions::{Edit, SetState};
use crate::stories::store::criteria::of_story;
use crate::testing::{s, story, thing, undo, with_stories};

async fn moves(world: &World, name: &str, state: &str) -> Done {
    world.done(name, SetState::to(s(1), state)).await
}

/// A story of Priya's with two agreed criteria and one that is not, in work.
async fn in_work() -> (std::sync::Arc<World>, [CriterionId; 3]) {
    let world = with_stories(1).await;
    for then in ["it pauses", "it goes on", "it may blink"] {
        let add = Add { thing: s(1), given: String::new(), when: String::new(), then: then.into() };
        world.done("Tomas", add).await;
    }
    let ids: [CriterionId; 3] = criteria(&world).await.try_into().unwrap();
    for criterion in &ids[..2] {
        world.done("Tomas", Agree { criterion: *criterion, agreed: true }).await;
    }
    let owner = world.person("Priya").to_string();
    let edit: Edit = serde_json::from_value(serde_json::json!({ "thing": "S-1", "owner": owner })).unwrap();
    world.done("Tomas", edit).await;
    moves(&world, "Priya", "in work").await;
    (world, ids)
}

/// The same, handed over.
async fn handed_over() -> (std::sync::Arc<World>, [CriterionId; 3]) {
    let (world, ids) = in_work().await;
    moves(&world, "Priya", "waiting for acceptance").await;
    (world, ids)
}

async fn criteria(world: &World) -> Vec<CriterionId> {
    let thing = thing(world, s(1)).await;
    let there = of_story(&mut world.app.db.read().await.unwrap(), thing.id).await.unwrap();
    there.into_iter().map(|criterion| criterion.id).collect()
}

fn show(criterion: CriterionId) -> Show {
    Show { criterion, evidence: "https://shelf.example/demo".into() }
}

fn check(criterion: CriterionId, met: bool) -> Check {
    Check { criterion, met, because: if met { String::new() } else { "it stops".into() }, seen: None }
}

fn accept(reason: &str) -> Accept {
    Accept { story: s(1), because: reason.into() }
}

fn send_back(reason: &str) -> Return {
    Return { story: s(1), cause: Cause::Defect, because: reason.into() }
}

async fn rounds(world: &World) -> Vec<Round> {
    let thing = thing(world, s(1)).await;
    store::rounds(&mut world.app.db.read().await.unwrap(), thing.id, 10).await.unwrap()
}

async fn outcomes(world: &World) -> Vec<Outcome> {
    rounds(world).await.into_iter().map(|round| round.outcome).collect()
}

async fn tally(world: &World) -> Tally {
    let thing = thing(world, s(1)).await;
    store::tallies(&mut world.app.db.read().await.unwrap(), &[thing.id]).await.unwrap()[&thing.id]
}

async fn standing(world: &World, criterion: CriterionId) -> Standing {
    let thing = thing(world, s(1)).await;
    let checks = store::checks(&mut world.app.db.read().await.unwrap(), thing.id).await.unwrap();
    checks.iter().find(|check| check.criterion == criterion).map_or(Standing::Open, store::Check::standing)
}

async fn state(world: &World) -> String {
    thing(world, s(1)).await.state
}

/// Why somebody was told of the story.
async fn told(world: &World, name: &str, why: &str) -> i64 {
    const TOLD: Sql<(i64,)> =
        Sql::new("told", "SELECT COUNT(*) FROM notice WHERE person = $1 AND why = $2 AND read_at IS NULL");
    let mut tx = world.app.db.read().await.unwrap();
    tx.one(TOLD, args![world.person(name), why]).await.unwrap().0
}

#[tokio::test]
async fn whose_call_each_action_is() {
    const EVERYBODY: [&str; 8] = ["Ines", "Tomas", "Priya", "Sam", "Lea", "Karel", "Adele", "Nobody"];
    let (world, [first, ..]) = handed_over().await;
    let owner = "product-owner";
    for name in EVERYBODY {
        let to = |customer: &'static str, member: &'static str| match name {
            "Adele" => customer,
            "Nobody" => "not-found",
            _ => member,
        };
        let decides = to("not-your-call", if name == "Tomas" { "acts" } else { owner });
        assert_eq!(world.comes_of(name, show(first)).await, to("members-only", "acts"), "{name} shows");
        assert_eq!(world.comes_of(name, check(first, false)).await, decides, "{name} checks");
        assert_eq!(world.comes_of(name, send_back("It stops")).await, decides, "{name} returns");
        if name == "Tomas" {
            moves(&world, "Priya", "waiting for acceptance").await;
        }
        assert_eq!(world.comes_of(name, accept("Good enough")).await, decides, "{name} accepts");
        if name == "Tomas" {
            moves(&world, "Tomas", "waiting for acceptance").await;
        }
    }
}

#[tokio::test]
async fn what_was_shown_is_met_when_the_story_is_accepted() {
    let (world, [first, second, third]) = in_work().await;
    assert_eq!(world.refused("Tomas", check(first, true)).await, "not-handed-over");
    assert_eq!(world.refused("Priya", Show { evidence: " ".into(), ..show(first) }).await, "evidence-missing");
    world.done("Priya", show(first)).await;
    assert_eq!(tally(&world).await, Tally { criteria: 3, shown: 1, met: 0, open: 1 });
    moves(&world, "Priya", "waiting for acceptance").await;
    assert_eq!(told(&world, "Tomas", "acceptance").await, 1);
    assert_eq!(world.refused("Tomas", accept("")).await, "criteria-open");
    world.done("Tomas", check(second, true)).await;
    assert_eq!(world.refused("Priya", show(second)).await, "met-already");
    let accepted = world.done("Tomas", accept("")).await;
    assert_eq!(told(&world, "Tomas", "acceptance").await, 0, "what is done needs nobody");
    assert_eq!((state(&world).await.as_str(), tally(&world).await.met), ("done", 2));
    assert_eq!(standing(&world, third).await, Standing::Open, "what was never agreed need not be met");
    let [round] = &rounds(&world).await[..] else { panic!("one round") };
    assert_eq!((round.outcome, round.unmet, round.decided_by), (Outcome::Accepted, 0, Some(world.person("Tomas"))));
    assert!(story(&world, 1).await.done_at.is_some());
    undo(&world, "Tomas", accepted.seq).await;
    assert_eq!(
        (state(&world).await.as_str(), outcomes(&world).await),
        ("waiting for acceptance", vec![Outcome::Waiting])
    );
    assert_eq!((standing(&world, first).await, standing(&world, second).await), (Standing::Shown, Standing::Met));
}

#[tokio::test]
async fn a_story_comes_back_with_its_reasons_and_is_accepted_in_the_next_round() {
    let (world, [first, second, _]) = handed_over().await;
    world.done("Priya", show(first)).await;
    assert_eq!(world.refused("Tomas", Check { because: String::new(), ..check(first, false) }).await, "reason-missing");
    assert_eq!(world.refused("Tomas", send_back("")).await, "reason-missing");
    world.done("Tomas", check(first, false)).await;
    world.done("Tomas", check(second, true)).await;
    let returned = world.done("Tomas", send_back("")).await;
    assert_eq!((state(&world).await.as_str(), told(&world, "Priya", "returned").await), ("in work", 1));
    let [round] = &rounds(&world).await[..] else { panic!("one round") };
    assert_eq!((round.outcome, round.cause, round.unmet), (Outcome::Returned, Some(Cause::Defect), 1));
    undo(&world, "Tomas", returned.seq).await;
    assert_eq!(outcomes(&world).await, [Outcome::Waiting], "the round goes on");
    world.done("Tomas", send_back("See criterion 1")).await;
    assert_eq!(standing(&world, first).await, Standing::NotMet);
    world.done("Priya", show(first)).await;
    moves(&world, "Priya", "waiting for acceptance").await;
    assert_eq!((standing(&world, first).await, standing(&world, second).await), (Standing::Shown, Standing::Met));
    world.done("Tomas", accept("")).await;
    assert_eq!(outcomes(&world).await, [Outcome::Accepted, Outcome::Returned]);
    let mut tx = world.app.db.read().await.unwrap();
    let before = store::check(&mut tx, first, 1).await.unwrap().unwrap();
    assert_eq!((before.met, before.reason.as_str()), (Some(false), "it stops"), "what was found before is kept");
}

#[tokio::test]
async fn rounds_are_kept_whichever_way_a_story_moves() {
    let (world, _) = handed_over().await;
    let back = moves(&world, "Priya", "in work").await;
    assert_eq!(outcomes(&world).await, [Outcome::TakenBack]);
    undo(&world, "Priya", back.seq).await;
    assert_eq!(outcomes(&world).await, [Outcome::Waiting]);
    let done = moves(&world, "Tomas", "done").await;
    assert_eq!((outcomes(&world).await, rounds(&world).await[0].unmet), (vec![Outcome::Accepted], 2));
    undo(&world, "Tomas", done.seq).await;
    moves(&world, "Priya", "in work").await;
    moves(&world, "Tomas", "done").await;
    assert_eq!(outcomes(&world).await, [Outcome::Accepted, Outcome::TakenBack], "accepted without being handed over");
    assert_eq!(world.refused("Tomas", accept("")).await, "not-handed-over");
}

#[tokio::test]
async fn what_was_found_holds_while_the_criterion_says_the_same() {
    let (world, [first, ..]) = handed_over().await;
    world.done("Tomas", check(first, true)).await;
    let words = |then: &str| Reword {
        criterion: first,
        given: String::new(),
        when: String::new(),
        then: then.into(),
        seen: None,
    };
    world.done("Tomas", words("it pauses at once")).await;
    assert_eq!(standing(&world, first).await, Standing::Open);
    let late = Check { seen: Some(1), ..check(first, true) };
    assert_eq!(world.refused("Tomas", late).await, "changed-meanwhile");
    world.done("Tomas", words("it pauses")).await;
    assert_eq!(standing(&world, first).await, Standing::Met);
}

#[tokio::test]
async fn what_was_noted_is_taken_back_unless_it_has_gone_on() {
    let (world, [first, ..]) = handed_over().await;
    let shown = world.done("Priya", show(first)).await;
    let checked = world.done("Tomas", check(first, false)).await;
    let stays = together::journal::undo::Undo { seq: shown.seq };
    assert_eq!(world.refused("Priya", stays).await, "changed-since");
    undo(&world, "Tomas", checked.seq).await;
    assert_eq!(standing(&world, first).await, Standing::Shown);
    undo(&world, "Priya", shown.seq).await;
    assert_eq!(standing(&world, first).await, Standing::Open);
}

#[tokio::test]
async fn who_does_not_decide_proposes_to_accept() {
    let (world, [first, second, _]) = handed_over().await;
    for criterion in [first, second] {
        world.done("Priya", show(criterion)).await;
    }
    let proposed = world.proposed("Priya", accept("")).await;
    assert_eq!((state(&world).await.as_str(), tally(&world).await.met), ("waiting for acceptance", 0));
    let take =
        together::journal::proposals::actions::Take { proposal: proposed.key, because: "Seen".into(), anyway: false };
    world.done("Tomas", take).await;
    assert_eq!((state(&world).await.as_str(), tally(&world).await.met), ("done", 2));
}
