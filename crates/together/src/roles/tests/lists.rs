//! Several actions at once: all or none, and one person's call.

use super::obeyed::{Exercise, TEST_FLOOR, role_of};
use super::{DEV, LEADER, both_hats, give_a, set, take};
use crate::FLOOR;
use crate::conversation::actions::Write;
use crate::journal::{AnyAction, Done, Outcome};
use crate::roles::members::actions as members;
use crate::roles::rules::{Preset, Right, Role};
use crate::testing::World;
use crate::thread::Key;

async fn world() -> World {
    World::new(&[FLOOR, TEST_FLOOR]).await
}

fn list(rights: &[Right]) -> Vec<Box<dyn AnyAction>> {
    rights.iter().map(|right| Box::new(Exercise { right: *right }) as Box<dyn AnyAction>).collect()
}

async fn one_proposal(world: &World, name: &str, actions: Vec<Box<dyn AnyAction>>) -> (Key, Role) {
    match world.act_as(&world.actor(name), actions).await {
        Ok(Outcome::Proposed(proposed)) => (proposed.key, proposed.to),
        other => panic!("{other:?}"),
    }
}

async fn all_done(world: &World, name: &str, actions: Vec<Box<dyn AnyAction>>) -> Done {
    match world.act_as(&world.actor(name), actions).await {
        Ok(Outcome::Done(done)) => done,
        other => panic!("{other:?}"),
    }
}

async fn refusal(world: &World, name: &str, actions: Vec<Box<dyn AnyAction>>) -> &'static str {
    world.act_as(&world.actor(name), actions).await.unwrap_err().name()
}

#[tokio::test]
async fn with_one_other_decider_it_is_one_proposal_and_with_several_none() {
    let world = world().await;
    let (vision, backlog, story) = (Right::SetVision, Right::OrderBacklog, Right::WriteStory);
    let (key, to) = one_proposal(&world, "Ines", list(&[vision, backlog])).await;
    assert_eq!((key.to_string().as_str(), to), ("P-1", Role::ProductOwner));
    let (_, to) = one_proposal(&world, "Priya", list(&[story, vision])).await;
    assert_eq!(to, Role::ProductManager, "what is lent to her goes along");
    assert_eq!(refusal(&world, "Priya", list(&[vision, backlog])).await, "several-deciders");
    assert_eq!(refusal(&world, "Karel", list(&[vision, story, Right::RateEffort])).await, "several-deciders");
    let give = members::Give { person: world.person("Sam"), role: Role::Developer, team: 0 };
    world.done("Ada", members::Give { person: world.person("Ada"), role: Role::Developer, team: 0 }).await;
    let mixed: Vec<Box<dyn AnyAction>> = vec![Box::new(give), Box::new(Exercise { right: backlog })];
    assert_eq!(refusal(&world, "Ada", mixed).await, "several-deciders", "an administrator's doing is no wish");
    assert_eq!(refusal(&world, "Adele", list(&[vision, backlog])).await, "not-your-call");
    assert_eq!(refusal(&world, "Ines", vec![]).await, "nothing-to-do");
    world.done("Tomas", take(key)).await;
}

#[tokio::test]
async fn each_entry_is_written_down_in_the_role_that_gave_its_right() {
    let world = World::with_preset(&[FLOOR, TEST_FLOOR], Preset::ManagerAndOwner).await;
    both_hats(&world).await;
    let done = all_done(&world, "Ines", list(&[Right::SetVision, Right::OrderBacklog, Right::OrderRoadmap])).await;
    let mut roles = Vec::new();
    for seq in done.seq - 2..=done.seq {
        roles.push(role_of(&world, seq).await.unwrap());
    }
    assert_eq!(roles, ["product-manager", "product-owner", "product-manager"]);
}

#[tokio::test]
async fn whoever_takes_it_decides_all_of_it() {
    let world = world().await;
    let (key, _) = one_proposal(&world, "Priya", list(&[Right::OrderBacklog, Right::AcceptStory])).await;
    let moved = world.proposed("Ines", give_a("accept-story", DEV)).await.key;
    world.done("Tomas", take(moved)).await;
    assert_eq!(world.refused("Tomas", take(key)).await, "not-your-call", "half of it is the developers' by now");
}

#[tokio::test]
async fn ones_own_part_waits_for_answers_like_the_rest() {
    let world = world().await;
    let waits = world.proposed("Ines", set("set-vision", LEADER, "C waits 24h")).await.key;
    world.done("Tomas", take(waits)).await;
    let (key, to) = one_proposal(&world, "Ines", list(&[Right::SetVision, Right::OrderBacklog])).await;
    assert_eq!(to, Role::ProductOwner);
    assert_eq!(world.refused("Tomas", take(key)).await, "waits-for-an-answer");
    world.done("Lea", crate::decisions::actions::Answer { thing: key, answer: "Yes".into() }).await;
    world.done("Tomas", take(key)).await;
}

#[tokio::test]
async fn what_decides_nothing_stays_the_proposers_own_words() {
    let world = world().await;
    let (about, _) = one_proposal(&world, "Priya", list(&[Right::OrderBacklog])).await;
    let comment = Write { thing: about, body: "Look at this one first".into(), public: false };
    let actions: Vec<Box<dyn AnyAction>> = vec![Box::new(comment), Box::new(Exercise { right: Right::OrderBacklog })];
    let (key, _) = one_proposal(&world, "Priya", actions).await;
    world.done("Tomas", take(key)).await;
    let mut tx = world.app.db.read().await.unwrap();
    let thing = crate::thread::store::by_key(&mut tx, world.shelf, about).await.unwrap().unwrap();
    let said = crate::conversation::store::part(&mut tx, thing.id, true, None).await.unwrap().comments;
    assert_eq!(said.iter().map(|comment| comment.person).collect::<Vec<_>>(), [Some(world.person("Priya"))]);
}
