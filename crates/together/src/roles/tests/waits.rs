//! Rows that wait: who is heard before something takes effect, and until when.

mod overdue;

use super::obeyed::{Exercise, TEST_FLOOR, role_of};
use super::{DEV, LEADER, PM, PO, both_hats, set, take};
use crate::FLOOR;
use crate::conversation::actions::Write;
use crate::decisions::actions::{Answer, Ask, Decide};
use crate::journal::proposals::actions::{Decline, Withdraw};
use crate::notices::store as notices;
use crate::roles::actions::SetCell;
use crate::roles::rules::Right;
use crate::testing::{Browser, World, assert_ids_are_unique};
use crate::thread::Key;

const DAY: i64 = 24 * 3_600_000_000;

/// Shelf, with this cell agreed by manager and owner.
async fn world(cell: SetCell) -> World {
    let world = World::new(&[FLOOR, TEST_FLOOR]).await;
    let asked = world.proposed("Ines", cell).await.key;
    world.done("Tomas", take(asked)).await;
    world
}

async fn backlog_waits_for_developers() -> World {
    world(set("order-backlog", DEV, "C waits 24h")).await
}

const ORDER: Exercise = Exercise { right: Right::OrderBacklog };

fn answer(thing: Key, answer: &str) -> Answer {
    Answer { thing, answer: answer.into() }
}

async fn needing(world: &World, name: &str) -> i64 {
    let mut tx = world.app.db.read().await.unwrap();
    notices::new_and_needing(&mut tx, world.person(name), world.shelf).await.unwrap().1
}

#[tokio::test]
async fn whoever_decides_waits_for_the_answer_and_then_takes_it() {
    let world = backlog_waits_for_developers().await;
    let held = world.proposed("Tomas", ORDER).await;
    assert_eq!(
        (held.to, held.said.as_str()),
        (PO, "Proposed as P-2. It waits for the developers until Wednesday 10:00")
    );
    assert_eq!(world.refused("Tomas", take(held.key)).await, "waits-for-an-answer");
    assert_eq!(world.refused("Ines", take(held.key)).await, "not-your-call");
    assert_eq!((needing(&world, "Priya").await, needing(&world, "Ines").await), (1, 0));

    world.done("Priya", answer(held.key, "")).await;
    assert_eq!(needing(&world, "Priya").await, 0, "who has answered is no longer asked");
    let done = world.done("Tomas", take(held.key)).await;
    assert_eq!(role_of(&world, done.seq).await.as_deref(), Some("product-owner"));
}

#[tokio::test]
async fn a_time_without_an_answer_is_an_answer() {
    let world = backlog_waits_for_developers().await;
    let held = world.proposed("Tomas", ORDER).await.key;
    world.app.clock.advance(DAY - 1);
    assert_eq!(world.refused("Tomas", take(held)).await, "waits-for-an-answer");
    world.app.clock.advance(1);
    world.done("Tomas", take(held)).await;
}

#[tokio::test]
async fn what_others_propose_waits_too_unless_the_asked_role_proposes_it() {
    let world = backlog_waits_for_developers().await;
    let of_manager = world.proposed("Ines", ORDER).await.key;
    assert_eq!(world.refused("Tomas", take(of_manager)).await, "waits-for-an-answer");
    world.done("Jonas", Write { thing: of_manager, body: "We can do that".into(), public: false }).await;
    world.done("Tomas", take(of_manager)).await;

    let of_developer = world.proposed("Priya", ORDER).await.key;
    world.done("Tomas", take(of_developer)).await;
}

#[tokio::test]
async fn only_those_who_are_asked_answer_and_only_while_it_waits() {
    let world = backlog_waits_for_developers().await;
    let held = world.proposed("Tomas", ORDER).await.key;
    for name in ["Sam", "Karel", "Tomas"] {
        assert_eq!(world.refused(name, answer(held, "Hm")).await, "not-asked", "{name}");
    }
    assert_eq!(world.refused("Adele", answer(held, "Hm")).await, "members-only");
    world.done("Ines", answer(held, "A manager is told before, and may answer as well")).await;
    assert_eq!(world.refused("Tomas", take(held)).await, "waits-for-an-answer", "but it is not she who is waited for");
    world.done("Tomas", Withdraw { proposal: held }).await;
    assert_eq!(world.refused("Priya", answer(held, "Too late")).await, "proposal-decided");
}

#[tokio::test]
async fn a_no_need_not_wait() {
    let world = backlog_waits_for_developers().await;
    let held = world.proposed("Ines", ORDER).await.key;
    world.done("Tomas", Decline { proposal: held, because: "Not now".into() }).await;
}

#[tokio::test]
async fn a_lent_right_reaches_no_further_than_the_lenders() {
    let world = world(set("write-story", PM, "C waits 24h")).await;
    let held = world.proposed("Priya", Exercise { right: Right::WriteStory }).await.key;
    assert_eq!(world.refused("Priya", take(held)).await, "waits-for-an-answer");
    world.done("Ines", answer(held, "Go on")).await;
    let done = world.done("Priya", take(held)).await;
    assert_eq!(role_of(&world, done.seq).await.as_deref(), Some("developer"), "hers to do, once heard");
}

#[tokio::test]
async fn nobody_waits_for_themselves() {
    let world = world(set("order-roadmap", PO, "C waits 24h")).await;
    both_hats(&world).await;
    world.done("Ines", Exercise { right: Right::OrderRoadmap }).await;
}

#[tokio::test]
async fn a_question_waits_from_when_it_was_asked() {
    let world = world(set("decide-go", LEADER, "C waits 24h")).await;
    let ask = Ask { question: "Ship it?".into(), right: Some(Right::DecideGo.into()), ..Ask::default() };
    let question = world.key("Priya", ask).await;
    let decide = || Decide { decision: question, outcome: "Yes".into(), other: None, why: "It is good".into() };
    assert_eq!(world.refused("Ines", decide()).await, "waits-for-an-answer");
    let proposed = world.proposed("Tomas", decide()).await.key;
    assert_eq!(world.refused("Ines", take(proposed)).await, "waits-for-an-answer");
    world.done("Lea", answer(question, "Fine with me")).await;
    world.done("Ines", take(proposed)).await;
}

#[tokio::test]
async fn pages_say_who_is_waited_for_and_ask_them() {
    let world = backlog_waits_for_developers().await;
    world.proposed("Tomas", ORDER).await;
    let tomas = Browser::of(&world, "Tomas").await;
    let page = tomas.page("/shelf/proposals").await;
    assert!(page.contains("Waits for the developers until Wednesday 10:00"), "{page}");
    assert!(page.contains("No proposal waits for you") && !page.contains("Take it") && page.contains("Withdraw"));

    let priya = Browser::of(&world, "Priya").await;
    let page = priya.page("/shelf/proposals").await;
    assert!(page.contains("One proposal waits for you") && page.contains("Your answer"), "{page}");
    assert_ids_are_unique(&page);
    let told = priya.page("/shelf/notices").await;
    assert!(told.contains("Tomas proposes, and your answer is waited for: Order the product backlog"), "{told}");
    let form = [("thing", "P-2"), ("answer", "Not before S-3")];
    assert_eq!(priya.send("/shelf/proposals", "decision.answer", &form).await.to(), "/shelf/proposals");

    let page = tomas.page("/shelf/proposals").await;
    assert!(page.contains("One proposal waits for you") && page.contains("Take it"), "{page}");
    assert!(tomas.page("/shelf/notices").await.contains("Priya answered: Order the product backlog"));
    assert!(tomas.page("/shelf/decisions").await.contains("Not before S-3"), "the answer stands beside it");
}
