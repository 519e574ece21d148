mod pages;

use ground::clock::Ts;
use serde_json::json;
use together::form::Typed;
use together::journal::proposals::actions::Take;
use together::roles::rules::{Right, Role};
use together::testing::World;
use together::thread::Key;
use together::thread::actions::Remove;

use super::actions::{AgreeTime, Answer, Ask, Clear, Edit, Remind, Reopen, Withdraw};
use super::store::{self, Question};
use crate::stories::CriterionId;
use crate::stories::actions::criteria;
use crate::stories::store::criteria::{Criterion, of_story};
use crate::testing::{s, story, thing, undo, with_stories};

const HOUR: i64 = 3_600_000_000;

fn ask(number: i64, question: &str) -> Ask {
    serde_json::from_value(json!({ "story": s(number), "question": question })).unwrap()
}

fn answer(question: Key, words: &str) -> Answer {
    serde_json::from_value(json!({ "question": question, "answer": words })).unwrap()
}

/// Priya asks about the first story.
async fn asked(world: &World) -> Key {
    world.key("Priya", ask(1, "Does the next reader move up?")).await
}

async fn question(world: &World, key: Key) -> Question {
    let thing = thing(world, key).await;
    store::by_thing(&mut world.app.db.read().await.unwrap(), thing.id).await.unwrap().unwrap()
}

async fn criteria_of(world: &World) -> Vec<Criterion> {
    let thing = thing(world, s(1)).await;
    of_story(&mut world.app.db.read().await.unwrap(), thing.id).await.unwrap()
}

async fn criterion(world: &World, then: &str) -> CriterionId {
    let add = criteria::Add { thing: s(1), given: String::new(), when: String::new(), then: then.into() };
    world.done("Tomas", add).await;
    criteria_of(world).await.last().unwrap().id
}

async fn missing(world: &World) -> String {
    story(world, 1).await.missing
}

#[tokio::test]
async fn whose_call_each_action_is() {
    const EVERYBODY: [&str; 8] = ["Ines", "Tomas", "Priya", "Sam", "Lea", "Karel", "Adele", "Nobody"];
    let world = with_stories(1).await;
    let [owner, manager] = [Role::ProductOwner, Role::ProductManager].map(Role::code);
    for name in EVERYBODY {
        let to = |customer: &'static str, member: &'static str| match name {
            "Adele" => customer,
            "Nobody" => "not-found",
            _ => member,
        };
        // Whose call a question is depends on it, and that is not a customer's to see.
        let of = |member| to("no-such-thing", member);
        let only = |may: &str, otherwise: &'static str| if name == may { "acts" } else { otherwise };
        assert_eq!(world.comes_of(name, ask(1, "May it?")).await, to("members-only", "acts"), "{name} asks");
        let key = asked(&world).await;
        let edit = Edit { text: Some("More".into()), ..serde_json::from_value(json!({ "thing": key })).unwrap() };
        let edits = if matches!(name, "Tomas" | "Priya") { "acts" } else { owner };
        assert_eq!(world.comes_of(name, edit).await, of(edits), "{name} words it");
        assert_eq!(world.comes_of(name, answer(key, "Yes")).await, of(only("Tomas", owner)), "{name} answers");
        if name != "Tomas" {
            world.done("Tomas", answer(key, "Yes")).await;
        }
        let thanks = to("members-only", only("Priya", "not-yours"));
        assert_eq!(world.comes_of(name, Clear { question: key }).await, thanks, "{name} thanks");
        let reopen = Reopen { question: key, why: String::new() };
        assert_eq!(world.comes_of(name, reopen).await, to("members-only", "acts"), "{name} reopens it");
        let time = AgreeTime { hours: Typed::from(4) };
        let agrees = to("not-your-call", only("Tomas", owner));
        assert_eq!(world.comes_of(name, time).await, agrees, "{name} agrees on the time");
    }
    let of_manager = Ask { right: Some(Right::ScopeRelease), ..ask(1, "Is it in 4.2?") };
    let key = world.key("Priya", of_manager).await;
    assert_eq!(world.comes_of("Tomas", answer(key, "No")).await, manager, "where it is another’s call");
    assert_eq!(world.comes_of("Ines", answer(key, "Yes")).await, "acts");
}

#[tokio::test]
async fn a_story_is_not_ready_while_a_question_is_open() {
    let world = with_stories(1).await;
    assert!(!missing(&world).await.contains("question"));
    let key = asked(&world).await;
    assert!(missing(&world).await.contains("question:1"));
    let second = asked(&world).await;
    assert!(missing(&world).await.contains("question:2"));
    let answered = world.done("Tomas", answer(key, "Yes, and the first stays first.")).await;
    assert!(missing(&world).await.contains("question:1"));
    undo(&world, "Tomas", answered.seq).await;
    let open = question(&world, key).await;
    assert_eq!((open.state.as_str(), open.answer.as_str(), open.answered_at), ("open", "", None));
    assert!(missing(&world).await.contains("question:2"));
    world.done("Tomas", Remove { thing: second }).await;
    world.done("Tomas", answer(key, "Yes")).await;
    assert!(!missing(&world).await.contains("question"));
    world.done("Priya", Reopen { question: key, why: "What of the one after?".into() }).await;
    assert!(missing(&world).await.contains("question:1"));
    let asked = world.done("Priya", ask(1, "And when it ends?")).await;
    undo(&world, "Priya", asked.seq).await;
    assert!(missing(&world).await.contains("question:1"), "a question that was taken back is none");
}

#[tokio::test]
async fn an_answer_is_given_once_and_found_clear_by_whoever_asked() {
    let world = with_stories(1).await;
    let key = asked(&world).await;
    assert_eq!(world.refused("Tomas", answer(key, "  ")).await, "answer-empty");
    assert_eq!(world.refused("Priya", Clear { question: key }).await, "question-open");
    world.done("Tomas", answer(key, "Yes")).await;
    assert_eq!(world.refused("Tomas", answer(key, "No")).await, "question-answered");
    let first = question(&world, key).await.first_answered_at;
    assert!(first.is_some());
    world.done("Priya", Clear { question: key }).await;
    assert!(question(&world, key).await.cleared_at.is_some());
    world.app.clock.advance(HOUR);
    world.done("Priya", Reopen { question: key, why: String::new() }).await;
    let reopened = question(&world, key).await;
    assert_eq!((reopened.state.as_str(), reopened.cleared_at), ("reopened", None));
    assert_eq!(reopened.answer, "Yes", "what was said stays to be read");
    world.done("Tomas", answer(key, "Yes, always")).await;
    let again = question(&world, key).await;
    assert_eq!((again.answer.as_str(), again.first_answered_at), ("Yes, always", first));
    assert!(again.answered_at > first);
}

#[tokio::test]
async fn an_answer_becomes_a_criterion_or_words_the_one_it_is_about() {
    let world = with_stories(1).await;
    let key = asked(&world).await;
    world.done("Tomas", Answer { then: "the next reader moves up".into(), ..answer(key, "Yes") }).await;
    let [added] = &criteria_of(&world).await[..] else { panic!("one criterion") };
    assert_eq!((added.then.as_str(), added.agreed), ("the next reader moves up", false));
    let about = Ask { criterion: Some(added.id), ..ask(1, "At once?") };
    let key = world.key("Priya", about).await;
    let shown = Answer { then: added.then.clone(), then_was: added.then.clone(), ..answer(key, "As it says.") };
    let done = world.done("Tomas", shown).await;
    assert_eq!(criteria_of(&world).await[0], *added, "what was shown and not changed stays");
    undo(&world, "Tomas", done.seq).await;
    let words =
        Answer { then: "the next moves up at once".into(), then_was: added.then.clone(), ..answer(key, "Yes.") };
    let done = world.done("Tomas", words).await;
    assert_eq!(criteria_of(&world).await[0].then, "the next moves up at once");
    undo(&world, "Tomas", done.seq).await;
    assert_eq!(criteria_of(&world).await[0].then, "the next reader moves up", "one step, taken back as one");
    assert_eq!(question(&world, key).await.state, "open");
    let late = Answer { then: "it stays".into(), then_was: "something before".into(), ..answer(key, "No") };
    assert_eq!(world.refused("Tomas", late).await, "changed-meanwhile");
    let long = Answer { then: "x".repeat(2_000), ..answer(key, "No") };
    assert_ne!(world.comes_of("Tomas", long).await, "acts");
    let proposed = Answer { then: "it stays".into(), ..answer(key, "No") };
    assert_eq!(world.comes_of("Ines", proposed).await, Role::ProductOwner.code());
}

#[tokio::test]
async fn a_question_outlives_the_criterion_it_is_about() {
    let world = with_stories(1).await;
    let id = criterion(&world, "it moves").await;
    let key = world.key("Priya", Ask { criterion: Some(id), ..ask(1, "How far?") }).await;
    world.done("Tomas", criteria::Remove { criterion: id }).await;
    assert!(missing(&world).await.contains("question:1"));
    let late = Ask { criterion: Some(id), ..ask(1, "How soon?") };
    assert_eq!(world.refused("Priya", late).await, "criterion-gone");
    world.done("Tomas", Answer { then: "it moves by one".into(), ..answer(key, "By one") }).await;
    assert_eq!(criteria_of(&world).await[0].then, "it moves by one", "there is one more instead");
}

#[tokio::test]
async fn an_answer_is_to_the_question_that_was_read() {
    let world = with_stories(1).await;
    let key = asked(&world).await;
    let seen = Some(question(&world, key).await.seq);
    let edit = json!({ "thing": key, "question": "Does nobody move up?", "seen": seen });
    world.done("Priya", serde_json::from_value::<Edit>(edit.clone()).unwrap()).await;
    assert_eq!(world.refused("Tomas", Answer { seen, ..answer(key, "Yes") }).await, "changed-meanwhile");
    let again = json!({ "thing": key, "question": "Does anybody?", "seen": seen });
    assert_eq!(world.refused("Tomas", serde_json::from_value::<Edit>(again).unwrap()).await, "changed-meanwhile");
    let seen = Some(question(&world, key).await.seq);
    world.done("Tomas", Answer { seen, ..answer(key, "No") }).await;
    assert_eq!(world.refused("Priya", serde_json::from_value::<Edit>(edit).unwrap()).await, "question-answered");
}

#[tokio::test]
async fn a_question_waits_until_it_is_withdrawn_or_its_story_is_over() {
    let world = with_stories(1).await;
    let waiting = async || store::count_open(&mut world.app.db.read().await.unwrap(), world.shelf).await.unwrap();
    let key = world.key("Priya", Ask { blocks: true, ..ask(1, "How far?") }).await;
    asked(&world).await;
    assert_eq!(waiting().await, (2, 1));
    assert_eq!(world.refused("Tomas", Withdraw { question: key }).await, "not-yours");
    let withdrawn = world.done("Priya", Withdraw { question: key }).await;
    assert_eq!((waiting().await, missing(&world).await.contains("question:1")), ((1, 0), true));
    undo(&world, "Priya", withdrawn.seq).await;
    assert_eq!((waiting().await, missing(&world).await.contains("question:2")), ((2, 1), true));
    world.done("Tomas", crate::stories::actions::Drop { things: vec![s(1)] }).await;
    assert_eq!(waiting().await, (0, 0), "nobody builds it any more");
}

#[tokio::test]
async fn an_answer_taken_back_after_it_was_clear_leaves_the_question_with_its_asker() {
    let world = with_stories(1).await;
    let key = asked(&world).await;
    let answered = world.done("Tomas", answer(key, "Yes")).await;
    world.done("Priya", Clear { question: key }).await;
    undo(&world, "Tomas", answered.seq).await;
    let mut tx = world.app.db.read().await.unwrap();
    let mine = store::asked_by(&mut tx, world.person("Priya"), world.shelf, Ts(0), 9).await.unwrap();
    assert_eq!(mine.iter().map(Question::key).collect::<Vec<_>>(), [key]);
}

#[tokio::test]
async fn an_answer_that_is_anothers_call_is_proposed_to_them() {
    let world = with_stories(1).await;
    let key = world.key("Priya", Ask { right: Some(Right::ScopeRelease), ..ask(1, "Is it in 4.2?") }).await;
    let proposal = world.proposed("Tomas", answer(key, "In 4.3")).await;
    assert_eq!(question(&world, key).await.state, "open");
    let take = Take { proposal: proposal.key, because: "It is true".into(), anyway: false };
    world.done("Ines", take).await;
    let answered = question(&world, key).await;
    assert_eq!((answered.state.as_str(), answered.answer.as_str()), ("answered", "In 4.3"));
}

#[tokio::test]
async fn whoever_answers_is_told_and_whoever_asked_hears_the_answer() {
    let world = with_stories(1).await;
    let key = asked(&world).await;
    assert_eq!(told(&world, "Tomas").await, ["question"]);
    world.done("Tomas", answer(key, "Yes")).await;
    assert!(told(&world, "Priya").await.contains(&"answered".to_owned()));
}

async fn told(world: &World, name: &str) -> Vec<String> {
    const WHY: ground::db::Sql<(String,)> =
        ground::db::Sql::new("why", "SELECT why FROM notice WHERE person = $1 ORDER BY why");
    let rows = world.app.db.read().await.unwrap().all(WHY, ground::args![world.person(name)]).await.unwrap();
    rows.into_iter().map(|(why,)| why).collect()
}

#[tokio::test]
async fn a_question_is_due_by_the_agreed_time_and_reminded_of_when_it_is_late() {
    let world = with_stories(1).await;
    world.done("Tomas", AgreeTime { hours: Typed::from(2) }).await;
    assert_eq!(world.refused("Tomas", AgreeTime { hours: Typed::from(0) }).await, "number-out-of-range");
    let key = asked(&world).await;
    let now = world.app.clock.now();
    let due = question(&world, key).await.due_at;
    assert_eq!(due, super::rules::hours::after(now, 2));
    assert_eq!(world.refused("Priya", Remind { question: key }).await, "question-not-late");
    world.app.clock.advance(due.0 - now.0 + 1);
    assert!(question(&world, key).await.is_late(Ts(due.0 + 1)));
    world.done("Priya", Remind { question: key }).await;
    assert_eq!(told(&world, "Tomas").await, ["question", "reminder"]);
    assert_eq!(world.refused("Sam", Remind { question: key }).await, "reminded-already");
    let agreed = world.done("Tomas", AgreeTime { hours: Typed::from(16) }).await;
    undo(&world, "Tomas", agreed.seq).await;
    let hours = store::agreed(&mut world.app.db.read().await.unwrap(), world.shelf).await.unwrap();
    assert_eq!(hours, 2);
}

#[tokio::test]
async fn what_was_asked_alike_is_found_by_the_words_they_share() {
    let world = with_stories(1).await;
    let key = world.key("Priya", ask(1, "May a download go on over mobile data?")).await;
    world.done("Tomas", answer(key, "Only if the reader allowed it")).await;
    asked(&world).await;
    let mut tx = world.app.db.read().await.unwrap();
    let found = store::alike(&mut tx, world.shelf, "Does the download stop without mobile data", 3).await.unwrap();
    assert_eq!(found.iter().map(Question::key).collect::<Vec<_>>(), [key]);
    assert!(store::alike(&mut tx, world.shelf, "", 3).await.unwrap().is_empty());
    assert!(store::alike(&mut tx, world.shelf, "Who pays the licence?", 3).await.unwrap().is_empty());
}
