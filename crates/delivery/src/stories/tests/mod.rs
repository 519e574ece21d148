mod board;
mod criteria;
mod hints;
mod many;
mod passages;
mod readiness;
mod split;
mod versions;
mod wording;

use serde_json::json;
use together::form::Typed;
use together::journal::proposals::actions::Take;
use together::roles::members::actions::Give;
use together::roles::rules::{Preset, Right, Role};
use together::testing::World;

use super::actions::criteria::{Add, Agree, Edit as Reword, Move as Reorder};
use super::actions::{Drop, Edit, Estimate, PlaceInFeature, SetState, ShipIn, Write};
use super::store::criteria::{Criterion, of_story};
use crate::releases::actions::Plan;
use crate::testing::{order, s, story, thing, thread, to, undo, with_preset, with_stories, world, write};

fn estimate(numbers: &[i64], points: Option<i64>) -> Estimate {
    Estimate { things: numbers.iter().map(|number| s(*number)).collect(), points: points.map(Typed::from) }
}

fn edit(number: i64) -> Edit {
    serde_json::from_value(json!({ "thing": s(number) })).unwrap()
}

fn add(number: i64, then: &str) -> Add {
    Add { thing: s(number), given: String::new(), when: String::new(), then: then.into() }
}

async fn criteria_of(world: &World, number: i64) -> Vec<Criterion> {
    let thing = thing(world, s(number)).await;
    of_story(&mut world.app.db.read().await.unwrap(), thing.id).await.unwrap()
}

async fn missing(world: &World, number: i64) -> String {
    story(world, number).await.missing
}

#[tokio::test]
async fn whose_call_each_action_is() {
    const EVERYBODY: [&str; 8] = ["Ines", "Tomas", "Priya", "Sam", "Lea", "Karel", "Adele", "Nobody"];
    let world = world().await;
    let (_, _, feature) = thread(&world).await;
    let release = world
        .key("Ines", Plan { title: "4.2 Autumn".into(), day: String::new(), text: String::new(), wanted_for: None })
        .await;
    write(&world, "One").await;
    world.done("Tomas", add(1, "it is so")).await;
    let criterion = criteria_of(&world, 1).await[0].id;
    let [owner, manager, developers] = [Role::ProductOwner, Role::ProductManager, Role::Developer].map(Role::code);
    macro_rules! row {
        ($action:expr, $decides:expr, $($may:literal)+) => {
            for name in EVERYBODY {
                let expected = match name {
                    // Whose call a state is depends on the story, and that is not a customer's to see.
                    "Adele" => match stringify!($action).split([' ', ':']).next() {
                        Some("SetState" | "Drop") => "no-such-thing",
                        _ => "not-your-call",
                    },
                    "Nobody" => "not-found",
                    _ if [$($may),+].contains(&name) => "acts",
                    _ => $decides,
                };
                assert_eq!(world.comes_of(name, $action).await, expected, "{name}: {}", stringify!($action));
            }
        };
    }
    row!(Write { title: Some("Two".into()), ..Write::default() }, owner, "Tomas" "Priya");
    row!(Write { title: Some("Three".into()), feature: Some(feature), ..Write::default() }, owner, "Tomas");
    row!(Edit { title: Some("Other".into()), ..edit(1) }, owner, "Tomas" "Priya");
    row!(estimate(&[1], Some(3)), developers, "Priya");
    row!(PlaceInFeature { things: vec![s(1)], feature: Some(feature) }, owner, "Tomas");
    row!(ShipIn { things: vec![s(1)], release: Some(release) }, manager, "Ines");
    row!(add(1, "it is also so"), owner, "Tomas" "Priya");
    row!(Reword { criterion, given: String::new(), when: String::new(), then: "it is".into(), seen: None }, owner, "Tomas" "Priya");
    row!(Agree { criterion, agreed: true }, owner, "Tomas" "Priya");
    row!(Reorder { criterion, to: Typed::from(1) }, owner, "Tomas" "Priya");
    row!(SetState::to(s(1), "in work"), "", "Ines" "Tomas" "Priya" "Sam" "Lea" "Karel");
    row!(SetState::to(s(1), "done"), owner, "Tomas");
    row!(Drop { things: vec![s(1)] }, owner, "Tomas");
    for name in ["Ines", "Priya", "Tomas"] {
        let expected = if name == "Tomas" { "acts" } else { owner };
        assert_eq!(world.comes_of(name, SetState::to(s(1), "draft")).await, expected, "{name}");
    }
}

#[tokio::test]
async fn one_person_with_both_hats_never_meets_a_proposal() {
    let world = with_preset(Preset::BothHats).await;
    let hat = Give { person: world.person("Ines"), role: Role::ProductOwner, team: 0 };
    world.done("Ada", hat).await;
    let written = world.done("Ines", Write { title: Some("One".into()), ..Write::default() }).await;
    assert_eq!(written.answers, [json!("S-1")]);
    world.done("Ines", estimate(&[1], Some(3))).await;
    world.done("Ines", to(&[1], "top")).await;
}

#[tokio::test]
async fn states_are_moved_by_those_whose_call_it_is() {
    let world = with_stories(1).await;
    let state = |state: &str| SetState::to(s(1), state);
    assert_eq!(world.refused("Tomas", state("ready")).await, "ready-is-found");
    assert_eq!(world.refused("Tomas", state("closed")).await, "no-such-state");
    for next in ["in work", "in review", "waiting for acceptance"] {
        world.done("Priya", state(next)).await;
        assert_eq!(order(&world).await, [1], "it stays in the backlog");
    }
    world.proposed("Priya", state("done")).await;
    world.done("Tomas", state("done")).await;
    assert_eq!(thing(&world, s(1)).await.stage, "done");
}

#[tokio::test]
async fn each_of_several_decisions_is_asked_for() {
    let world = world().await;
    let top = || Write { title: Some("One".into()), to: Some("top".into()), ..Write::default() };
    // Writing is the developers' to prepare and theirs to do; the place is the owner's.
    assert_eq!(world.comes_of("Priya", top()).await, Role::ProductOwner.code());
    // Where an owner of a team writes and the manager orders, neither can take both for somebody else.
    let teams = with_preset(Preset::OwnerPerTeam).await;
    assert_eq!(teams.comes_of("Sam", top()).await, "several-deciders");
}

#[tokio::test]
async fn what_is_done_is_dropped_by_who_accepted_it() {
    let world = world().await;
    write(&world, "One").await;
    world.done("Tomas", SetState::to(s(1), "done")).await;
    let proposed = world.proposed("Priya", Drop { things: vec![s(1)] }).await;
    let thing = thing(&world, proposed.key).await.id;
    let mut tx = world.app.db.read().await.unwrap();
    let proposal = together::journal::proposals::store::by_thing(&mut tx, thing).await.unwrap();
    assert_eq!(proposal.rights(), [Right::OrderBacklog, Right::AcceptStory]);
}

#[tokio::test]
async fn taking_back_that_a_decision_was_taken_back_decides_anew() {
    let world = world().await;
    write(&world, "One").await;
    let wish = world.proposed("Priya", Drop { things: vec![s(1)] }).await;
    let take = Take { proposal: wish.key, because: "Yes".into(), anyway: false };
    let taken = world.done("Tomas", take).await;
    let back = undo(&world, "Tomas", taken.seq).await;
    undo(&world, "Tomas", back.seq).await;
    let thing = thing(&world, wish.key).await;
    let mut tx = world.app.db.read().await.unwrap();
    let proposal = together::journal::proposals::store::by_thing(&mut tx, thing.id).await.unwrap();
    assert_eq!((thing.state.as_str(), proposal.decided_by), ("taken", Some(world.person("Tomas"))));
    assert!(proposal.decided_at.is_some(), "it stands among what was decided");
}
