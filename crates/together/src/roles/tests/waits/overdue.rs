//! What has waited as long as it had to: who hears of it, once.

use ground::db::Sql;

use super::{DAY, ORDER, answer, backlog_waits_for_developers, needing, world};
use crate::decisions::actions::{Ask, Decide};
use crate::decisions::look;
use crate::journal::history::{self, Entry};
use crate::journal::proposals::actions::Withdraw;
use crate::journal::undo::Undo;
use crate::notices::store as notices;
use crate::roles::rules::{Right, Subject};
use crate::roles::tests::{LEADER, set, take};
use crate::testing::{Browser, World};
use crate::thread::{self, Key};

async fn told(world: &World, name: &str) -> Vec<String> {
    let mut tx = world.app.db.read().await.unwrap();
    let wanted = notices::Wanted::default();
    let all = notices::list(&mut tx, world.person(name), world.shelf, &wanted, 50).await.unwrap();
    let overdue = all.into_iter().filter(|notice| notice.action.as_deref() == Some("decision.overdue"));
    overdue.map(|notice| notice.why).collect()
}

async fn look_now(world: &World) -> usize {
    look(&world.app, world.app.clock.now()).await.unwrap()
}

async fn last_entry(world: &World) -> Entry {
    let mut tx = world.app.db.read().await.unwrap();
    history::of_product(&mut tx, world.shelf, i64::MAX, 1).await.unwrap().remove(0)
}

#[tokio::test]
async fn when_the_time_is_over_those_who_decide_and_those_who_were_asked_hear_it_once() {
    let world = backlog_waits_for_developers().await;
    let held = world.proposed("Tomas", ORDER).await.key;
    world.app.clock.advance(DAY - 1);
    assert_eq!(look_now(&world).await, 0);
    assert_eq!(needing(&world, "Tomas").await, 0, "it is his own, and cannot be decided yet");

    world.app.clock.advance(1);
    assert_eq!(look_now(&world).await, 1);
    assert_eq!(look_now(&world).await, 0, "once, whoever looks again");
    assert_eq!((told(&world, "Tomas").await, needing(&world, "Tomas").await), (vec!["proposal".to_owned()], 1));
    assert_eq!(told(&world, "Priya").await, ["unheard"]);
    assert_eq!(told(&world, "Ines").await, ["overdue"], "a manager is told before it is decided");
    assert!(told(&world, "Lea").await.is_empty());

    let tomas = Browser::of(&world, "Tomas").await;
    let page = tomas.page("/shelf/notices").await;
    assert!(page.contains("The time to answer is over, and it can be decided: Order the product backlog"), "{page}");
    assert!(page.contains("No answer came from the developers"), "{page}");
    let page = tomas.page("/shelf/proposals").await;
    assert!(page.contains("No answer from the developers in the time there was") && page.contains("Take it"), "{page}");
    world.done("Tomas", take(held)).await;
    assert_eq!(needing(&world, "Tomas").await, 0);
}

#[tokio::test]
async fn the_program_says_so_by_itself_and_nobody_takes_it_back() {
    let world = backlog_waits_for_developers().await;
    let held = world.proposed("Tomas", ORDER).await.key;
    world.app.clock.advance(DAY);
    look_now(&world).await;
    let entry = last_entry(&world).await;
    assert_eq!((entry.action.as_str(), entry.via.as_str(), entry.actor), ("decision.overdue", "tandem", None));
    for name in ["Tomas", "Priya"] {
        assert_eq!(world.refused(name, Undo { seq: entry.seq }).await, "cannot-be-undone", "{name}");
        let page = Browser::of(&world, name).await.page(&format!("/shelf/{held}/history")).await;
        let row = page.split("<tr id=\"j-").find(|row| row.contains("Told that the time to answer is over")).unwrap();
        assert!(row.contains("Tandem itself") && !row.contains("journal.undo"), "{name}: {row}");
    }
}

#[tokio::test]
async fn what_cannot_be_looked_at_keeps_nobody_from_being_told_of_the_rest() {
    let world = backlog_waits_for_developers().await;
    let broken = world.proposed("Tomas", ORDER).await.key;
    world.proposed("Tomas", ORDER).await;
    let unreadable = Sql::new("break", "UPDATE proposal SET body = 'no JSON' WHERE thing = $1");
    let mut tx = world.app.db.write().await.unwrap();
    let broken = thread::store::by_key(&mut tx, world.shelf, broken).await.unwrap().unwrap();
    tx.run(unreadable, ground::args![broken.id]).await.unwrap();
    tx.commit().await.unwrap();
    world.app.clock.advance(DAY);
    assert_eq!(look_now(&world).await, 1);
    assert_eq!(told(&world, "Tomas").await, ["proposal"]);
}

#[tokio::test]
async fn nobody_hears_of_a_time_that_was_not_needed() {
    let world = backlog_waits_for_developers().await;
    let answered = world.proposed("Tomas", ORDER).await.key;
    let withdrawn = world.proposed("Tomas", ORDER).await.key;
    world.proposed("Priya", ORDER).await;
    world.done("Priya", answer(answered, "Fine")).await;
    world.done("Tomas", Withdraw { proposal: withdrawn }).await;
    world.app.clock.advance(2 * DAY);
    assert_eq!(look_now(&world).await, 0);
}

async fn ask(world: &World, right: impl Into<Subject>) -> Key {
    let ask = Ask { question: "Ship it?".into(), right: Some(right.into()), ..Ask::default() };
    world.key("Priya", ask).await
}

fn yes(decision: Key) -> Decide {
    Decide { decision, outcome: "Yes".into(), other: None, why: "It is good".into() }
}

#[tokio::test]
async fn who_decides_an_open_question_hears_it_once_when_the_time_of_those_who_were_asked_is_over() {
    let world = world(set("decide-go", LEADER, "C waits 24h")).await;
    let question = ask(&world, Right::DecideGo).await;
    assert_eq!(
        (needing(&world, "Ines").await, needing(&world, "Lea").await),
        (1, 1),
        "both hear of it when it is asked"
    );
    let told_of = Browser::of(&world, "Lea").await.page("/shelf/notices").await;
    assert!(told_of.contains("Priya asks, and your answer is waited for: Ship it?"), "{told_of}");
    let told_of = Browser::of(&world, "Ines").await.page("/shelf/notices").await;
    assert!(told_of.contains("Priya asks, and you decide: Ship it?"), "{told_of}");
    assert_eq!(look_now(&world).await, 0);

    world.app.clock.advance(DAY);
    assert_eq!((look_now(&world).await, look_now(&world).await), (1, 0));
    assert_eq!(told(&world, "Ines").await, ["decide"]);
    assert_eq!(told(&world, "Lea").await, ["unheard"]);
    assert_eq!(told(&world, "Tomas").await, ["overdue"], "an owner is told before a go");
    let ines = Browser::of(&world, "Ines").await;
    let page = ines.page("/shelf/notices").await;
    assert!(page.contains("The time to answer is over, and it can be decided: Ship it?"), "{page}");
    let page = ines.page("/shelf/decisions").await;
    assert!(page.contains("No answer from Lea in the time there was") && page.contains("Decide"), "{page}");
    assert_eq!(needing(&world, "Ines").await, 1);
    world.done("Ines", yes(question)).await;
    assert_eq!(needing(&world, "Ines").await, 0);
}

#[tokio::test]
async fn a_question_that_was_answered_decided_or_is_anybodys_has_no_time_to_tell_of() {
    let world = world(set("decide-go", LEADER, "C waits 24h")).await;
    let answered = ask(&world, Right::DecideGo).await;
    world.done("Lea", answer(answered, "Fine with me")).await;
    let decided = ask(&world, Right::DecideGo).await;
    world.done("Lea", answer(decided, "Fine with me")).await;
    world.done("Ines", yes(decided)).await;
    world.key("Priya", Ask { question: "Tea or coffee?".into(), ..Ask::default() }).await;
    ask(&world, Right::SetVision).await;
    world.app.clock.advance(2 * DAY);
    assert_eq!(look_now(&world).await, 0);
}
