use std::sync::Arc;

use ground::db::Sql;
use serde_json::json;
use together::journal::proposals::{self, actions::Take};
use together::journal::undo::Undo;
use together::journal::{AnyAction, Proposed, history};
use together::roles::rules::{Right, Role};
use together::testing::{Browser, World};
use together::thread::actions::Remove;
use together::thread::{self, Key, Kind};

use super::actions::{Choose, Plan, SetState};
use super::store;
use crate::stories;
use crate::testing::{order, s, story, thing, to, total, undo, with_stories, world};

fn plan(title: &str, starts: &str, ends: &str) -> Plan {
    let body = json!({ "title": title, "goal": "Holds move", "starts": starts, "ends": ends, "capacity": 27 });
    serde_json::from_value(body).unwrap()
}

fn set_state(number: i64, state: &str) -> SetState {
    SetState { thing: Key::new(Kind::Sprint, number), state: state.into() }
}

#[tokio::test]
async fn the_developers_choose_what_enters_a_sprint() {
    for (name, expected) in [
        ("Priya", "acts"),
        ("Tomas", "developer"),
        ("Ines", "developer"),
        ("Sam", "developer"),
        // Whose call it is depends on the sprint, and that is not a customer’s to see.
        ("Adele", "no-such-thing"),
    ] {
        let world = with_stories(1).await;
        let sprint = world.key("Priya", plan("", "2026-10-19", "2026-10-30")).await;
        let choose = Choose { things: vec![s(1)], sprint: Some(sprint) };
        assert_eq!(world.comes_of(name, choose).await, expected, "{name}");
    }
}

#[tokio::test]
async fn a_sprint_is_named_after_its_number_unless_it_has_a_name() {
    let world = world().await;
    let sprint = world.key("Priya", plan("", "2026-10-19", "2026-10-30")).await;
    assert_eq!(thing(&world, sprint).await.title, "Sprint 1");
    let named = world.key("Priya", plan("Hardening", "2026-11-02", "2026-11-13")).await;
    assert_eq!(thing(&world, named).await.title, "Hardening");
    let next = store::next(&mut world.app.db.read().await.unwrap(), world.shelf).await.unwrap().unwrap();
    assert_eq!((next.title.as_str(), next.capacity), ("Sprint 1", Some(27)));
    assert_eq!(world.refused("Priya", plan("", "2026-10-30", "2026-10-19")).await, "sprint-ends-before");
    assert_eq!(world.refused("Priya", plan("", "2026-10-30", "")).await, "day-missing");
}

#[tokio::test]
async fn stories_enter_and_leave_a_sprint_until_it_is_over() {
    let world = with_stories(2).await;
    let sprint = world.key("Priya", plan("", "2026-10-19", "2026-10-30")).await;
    let choose = |sprint| Choose { things: vec![s(1), s(2)], sprint };
    let chosen = world.done("Priya", choose(Some(sprint))).await;
    let id = thing(&world, sprint).await.id;
    assert_eq!((thing(&world, s(1)).await.state.as_str(), story(&world, 1).await.sprint), ("in sprint", Some(id)));
    undo(&world, "Priya", chosen.seq).await;
    assert_eq!((thing(&world, s(1)).await.state.as_str(), story(&world, 1).await.sprint), ("draft", None));
    world.done("Priya", choose(Some(sprint))).await;
    world.done("Priya", choose(None)).await;
    assert_eq!(thing(&world, s(2)).await.state, "draft");
    world.done("Priya", set_state(1, "running")).await;
    world.done("Priya", choose(Some(sprint))).await;
    world.done("Priya", set_state(1, "closed")).await;
    assert_eq!(world.refused("Priya", choose(Some(sprint))).await, "sprint-over");
    assert_eq!(world.refused("Priya", choose(Some(s(1)))).await, "wrong-kind");
}

#[tokio::test]
async fn one_sprint_runs_at_a_time_and_the_owner_cancels() {
    let world = world().await;
    for (starts, ends) in [("2026-10-19", "2026-10-30"), ("2026-11-02", "2026-11-13")] {
        world.done("Priya", plan("", starts, ends)).await;
    }
    world.done("Priya", set_state(1, "running")).await;
    assert_eq!(world.refused("Priya", set_state(2, "running")).await, "sprint-running");
    world.proposed("Priya", set_state(1, "cancelled")).await;
    world.done("Tomas", set_state(1, "cancelled")).await;
    world.done("Priya", set_state(2, "running")).await;
}

#[tokio::test]
async fn what_the_running_sprint_has_leaves_the_product_backlog_until_it_comes_back() {
    let world = with_stories(6).await;
    let sprint = world.key("Priya", plan("", "2026-10-19", "2026-10-30")).await;
    world.done("Priya", Choose { things: vec![s(2), s(3), s(5)], sprint: Some(sprint) }).await;
    assert_eq!(order(&world).await, [1, 2, 3, 4, 5, 6], "what is planned is still to be ordered");
    let began = world.done("Priya", set_state(1, "running")).await;
    assert_eq!((order(&world).await, total(&world).await.stories), (vec![1, 4, 6], 3));
    undo(&world, "Priya", began.seq).await;
    assert_eq!(order(&world).await, [1, 2, 3, 4, 5, 6]);

    world.done("Priya", set_state(1, "running")).await;
    let entered = world.done("Priya", Choose { things: vec![s(6)], sprint: Some(sprint) }).await;
    assert_eq!(order(&world).await, [1, 4]);
    assert_eq!(world.refused("Tomas", to(&[6], "top")).await, "not-in-backlog");
    undo(&world, "Priya", entered.seq).await;
    assert_eq!(order(&world).await, [1, 4, 6]);
    let moved = |number, state: &str| stories::actions::SetState::to(s(number), state);
    world.done("Priya", moved(2, "in work")).await;
    world.done("Tomas", moved(5, "done")).await;
    world.done("Tomas", to(&[6], "top")).await;
    assert_eq!(order(&world).await, [6, 1, 4]);

    let (running, _) = store::now_and_next(&mut world.app.db.read().await.unwrap(), world.shelf).await.unwrap();
    assert_eq!(running.unwrap().left, 2);
    let closed = world.done("Priya", set_state(1, "closed")).await;
    assert_eq!((order(&world).await, total(&world).await.stories), (vec![6, 1, 2, 3, 4], 5));
    assert_eq!((thing(&world, s(3)).await.state, thing(&world, s(2)).await.state), ("draft".into(), "in work".into()));
    undo(&world, "Priya", closed.seq).await;
    assert_eq!((order(&world).await, thing(&world, s(3)).await.state), (vec![6, 1, 4], "in sprint".into()));
    world.done("Tomas", set_state(1, "cancelled")).await;
    assert_eq!(order(&world).await, [6, 1, 2, 3, 4], "they come back to where they stood after all of that");
}

#[tokio::test]
async fn what_was_done_and_removed_counts_no_more_until_it_is_back_done_when_it_was() {
    let world = with_stories(2).await;
    let sprint = world.key("Priya", plan("", "2026-10-19", "2026-10-30")).await;
    world.done("Priya", Choose { things: vec![s(1), s(2)], sprint: Some(sprint) }).await;
    let sprint = thing(&world, sprint).await.id;
    let accept = stories::actions::SetState::to(s(1), "done");
    world.done("Tomas", accept).await;
    let done_at = story(&world, 1).await.done_at;
    let counts = async || {
        let mut tx = world.app.db.read().await.unwrap();
        let (listed, scope) = stories::store::within::of_sprint(&mut tx, sprint, 10).await.unwrap();
        (listed.len(), scope.stories, scope.done)
    };
    assert_eq!(counts().await, (2, 2, 1));
    let removed = world.done("Tomas", Remove { thing: s(1) }).await;
    assert_eq!(counts().await, (1, 1, 0));
    world.app.clock.advance(3_600_000_000);
    undo(&world, "Tomas", removed.seq).await;
    assert_eq!((counts().await, story(&world, 1).await.done_at), ((2, 2, 1), done_at));
}

#[tokio::test]
async fn a_story_taken_up_again_in_its_sprint_comes_back_at_the_top() {
    let world = with_stories(3).await;
    let sprint = world.key("Priya", plan("", "2026-10-19", "2026-10-30")).await;
    world.done("Priya", Choose { things: vec![s(3)], sprint: Some(sprint) }).await;
    world.done("Priya", set_state(1, "running")).await;
    let moved = |state: &str| stories::actions::SetState::to(s(3), state);
    world.done("Tomas", moved("done")).await;
    world.done("Tomas", moved("in work")).await;
    assert_eq!(order(&world).await, [1, 2]);
    let out = world.done("Priya", Choose { things: vec![s(3)], sprint: None }).await;
    assert_eq!(order(&world).await, [3, 1, 2]);
    undo(&world, "Priya", out.seq).await;
    assert_eq!(order(&world).await, [1, 2]);
}

#[tokio::test]
async fn what_leaves_a_running_sprint_changes_its_scope() {
    let world = with_stories(2).await;
    let sprint = world.key("Priya", plan("", "2026-10-19", "2026-10-30")).await;
    let right = async |proposed: Proposed| {
        let mut tx = world.app.db.read().await.unwrap();
        let thing = thing(&world, proposed.key).await.id;
        proposals::store::by_thing(&mut tx, thing).await.unwrap().right
    };
    let choose = |number, sprint| Choose { things: vec![s(number)], sprint };
    world.done("Priya", choose(1, Some(sprint))).await;
    assert_eq!(right(world.proposed("Tomas", choose(1, None)).await).await, Right::PlanSprint.code());
    world.done("Priya", set_state(1, "running")).await;
    assert_eq!(right(world.proposed("Tomas", choose(1, None)).await).await, Right::ChangeSprint.code());
    let back = stories::actions::SetState::to(s(1), "draft");
    assert_eq!(right(world.proposed("Tomas", back).await).await, Right::ChangeSprint.code());
    let later = world.key("Priya", plan("", "2026-11-02", "2026-11-13")).await;
    assert_eq!(right(world.proposed("Tomas", choose(1, Some(later))).await).await, Right::ChangeSprint.code());
}

/// The decisions that a proposal makes.
async fn rights(world: &World, proposed: Proposed) -> Vec<Right> {
    let thing = thing(world, proposed.key).await.id;
    proposals::store::by_thing(&mut world.app.db.read().await.unwrap(), thing).await.unwrap().rights()
}

#[tokio::test]
async fn who_orders_the_backlog_takes_nothing_out_of_the_running_sprint_by_dropping_or_removing_it() {
    let world = with_stories(3).await;
    let sprint = world.key("Priya", plan("", "2026-10-19", "2026-10-30")).await;
    world.done("Priya", Choose { things: vec![s(1), s(2)], sprint: Some(sprint) }).await;
    let dropped = |number| stories::actions::SetState::to(s(number), "dropped");
    let done = world.done("Tomas", dropped(1)).await;
    undo(&world, "Tomas", done.seq).await;
    world.done("Priya", set_state(1, "running")).await;

    let both = [Right::OrderBacklog, Right::ChangeSprint];
    assert_eq!(rights(&world, world.proposed("Tomas", dropped(1)).await).await, both);
    let drop = stories::actions::Drop { things: vec![s(3), s(1)] };
    assert_eq!(rights(&world, world.proposed("Tomas", drop).await).await, both);
    let wish = world.proposed("Tomas", Remove { thing: s(2) }).await;
    let key = wish.key;
    assert_eq!((wish.to, rights(&world, wish).await), (Role::Developer, both.to_vec()));
    world.done("Tomas", Remove { thing: s(3) }).await;

    world.done("Priya", Take { proposal: key, because: "It can wait".into(), anyway: false }).await;
    assert_eq!(order(&world).await, [0; 0]);
}

#[tokio::test]
async fn what_was_dropped_comes_back_into_the_running_sprint_only_with_who_changes_that() {
    let world = with_stories(1).await;
    let sprint = world.key("Priya", plan("", "2026-10-19", "2026-10-30")).await;
    world.done("Priya", Choose { things: vec![s(1)], sprint: Some(sprint) }).await;
    world.done("Tomas", stories::actions::Drop { things: vec![s(1)] }).await;
    world.done("Priya", set_state(1, "running")).await;
    let back = stories::actions::SetState::to(s(1), "draft");
    assert_eq!(world.proposed("Tomas", back).await.to, Role::Developer);
}

#[tokio::test]
async fn a_sprint_that_has_begun_is_removed_only_with_who_cancels_it() {
    let world = world().await;
    let planned = world.done("Priya", plan("", "2026-10-19", "2026-10-30")).await.seq;
    let remove = || Remove { thing: Key::new(Kind::Sprint, 1) };
    let gone = world.done("Priya", remove()).await;
    undo(&world, "Priya", gone.seq).await;
    world.done("Priya", set_state(1, "running")).await;
    assert_eq!(world.proposed("Priya", remove()).await.to, Role::ProductOwner);
    assert_eq!(world.proposed("Priya", Undo { seq: planned }).await.to, Role::ProductOwner, "that would remove it too");
}

#[tokio::test]
async fn taking_back_takes_nothing_out_of_the_running_sprint_either() {
    let world = with_stories(1).await;
    let written =
        world.done("Tomas", stories::actions::Write { title: Some("One".into()), ..Default::default() }).await;
    let dropped = world.done("Tomas", stories::actions::Drop { things: vec![s(1)] }).await;
    let sprint = world.key("Priya", plan("", "2026-10-19", "2026-10-30")).await;
    world.done("Priya", Choose { things: vec![s(1), s(2)], sprint: Some(sprint) }).await;
    world.done("Priya", set_state(1, "running")).await;
    for seq in [written.seq, dropped.seq] {
        assert_eq!(world.proposed("Tomas", Undo { seq }).await.to, Role::Developer, "entry {seq}");
    }
}

#[tokio::test]
async fn a_proposal_that_has_become_another_decision_is_not_taken() {
    let world = with_stories(1).await;
    let sprint = world.key("Priya", plan("", "2026-10-19", "2026-10-30")).await;
    let wish = world.proposed("Tomas", Choose { things: vec![s(1)], sprint: Some(sprint) }).await;
    world.done("Priya", set_state(1, "running")).await;
    for anyway in [false, true] {
        let take = Take { proposal: wish.key, because: "Yes".into(), anyway };
        assert_eq!(world.refused("Priya", take).await, "proposal-overtaken");
    }
    assert_eq!(story(&world, 1).await.sprint, None);
}

#[tokio::test]
async fn a_proposal_that_would_do_more_by_now_than_it_said_is_shown_first() {
    let world = with_stories(2).await;
    let sprint = world.key("Priya", plan("", "2026-10-19", "2026-10-30")).await;
    world.done("Priya", Choose { things: vec![s(1)], sprint: Some(sprint) }).await;
    world.done("Priya", set_state(1, "running")).await;
    let wish = world.proposed("Priya", set_state(1, "cancelled")).await.key;
    world.done("Priya", Choose { things: vec![s(2)], sprint: Some(sprint) }).await;
    let take = |anyway| Take { proposal: wish, because: "Yes".into(), anyway };
    assert_eq!(world.refused("Tomas", take(false)).await, "proposal-overtaken", "S-2 would go back as well");
    assert_eq!(thing(&world, s(2)).await.state, "in sprint");
    world.done("Tomas", take(true)).await;
    assert_eq!(thing(&world, s(2)).await.state, "draft");
}

#[tokio::test]
async fn each_action_of_a_list_is_the_decision_it_is_when_its_turn_comes() {
    let world = with_stories(1).await;
    let sprint = world.key("Priya", plan("", "2026-10-19", "2026-10-30")).await;
    let choose = Choose { things: vec![s(1)], sprint: Some(sprint) };
    let list: Vec<Box<dyn AnyAction>> = vec![Box::new(set_state(1, "running")), Box::new(choose)];
    world.act_as(&world.actor("Priya"), list).await.unwrap();
    let mut tx = world.app.db.read().await.unwrap();
    let entries = history::of_product(&mut tx, world.shelf, i64::MAX, 2).await.unwrap();
    let rights: Vec<_> = entries.iter().map(|entry| entry.decision_right.as_deref()).collect();
    assert_eq!(rights, [Some(Right::ChangeSprint.code()), Some(Right::PlanSprint.code())]);
}

#[tokio::test]
async fn a_list_that_is_proposed_is_held_to_the_same_as_one_that_is_done() {
    let world = with_stories(1).await;
    let sprint = world.key("Priya", plan("", "2026-10-19", "2026-10-30")).await;
    let choose = || Choose { things: vec![s(1)], sprint: Some(sprint) };
    let refused = async |list: Vec<Box<dyn AnyAction>>| {
        let refused = world.act_as(&world.actor("Tomas"), list).await.unwrap_err();
        refused.name()
    };
    let starts_first: Vec<Box<dyn AnyAction>> = vec![Box::new(set_state(1, "running")), Box::new(choose())];
    assert_eq!(refused(starts_first).await, "becomes-anothers-call");

    let wish = world.proposed("Jonas", set_state(1, "cancelled")).await;
    let take = Take { proposal: wish.key, because: "Yes".into(), anyway: false };
    let takes_and_proposes: Vec<Box<dyn AnyAction>> = vec![Box::new(take), Box::new(choose())];
    assert_eq!(refused(takes_and_proposes).await, "several-deciders");
}

#[tokio::test]
async fn a_sprint_that_is_over_stays_over_and_who_cancels_brings_back() {
    let world = world().await;
    world.done("Priya", plan("", "2026-10-19", "2026-10-30")).await;
    assert_eq!(world.refused("Priya", set_state(1, "closed")).await, "not-the-next-state");
    world.done("Tomas", set_state(1, "cancelled")).await;
    assert_eq!(world.refused("Tomas", set_state(1, "running")).await, "not-the-next-state");
    assert_eq!(world.proposed("Priya", set_state(1, "planned")).await.to, Role::ProductOwner);
    world.done("Tomas", set_state(1, "planned")).await;
    world.done("Priya", set_state(1, "running")).await;
    world.done("Priya", set_state(1, "closed")).await;
    assert_eq!(world.refused("Priya", set_state(1, "running")).await, "not-the-next-state");
}

async fn is_gone(world: &World, key: Key) -> bool {
    let mut tx = world.app.db.read().await.unwrap();
    thread::store::by_key(&mut tx, world.shelf, key).await.unwrap().is_none()
}

#[tokio::test]
async fn what_a_new_sprint_begins_with_is_in_its_history_and_goes_with_it() {
    let world = world().await;
    let planned = world.done("Priya", plan("Hardening", "2026-10-19", "2026-10-30")).await;
    let sprint = Key::new(Kind::Sprint, 1);
    let began: Vec<_> = planned.changes.iter().map(|change| (change.field.as_str(), change.before.is_null())).collect();
    assert_eq!(began, ["created", "goal", "starts", "ends", "capacity"].map(|field| (field, true)));
    let page = Browser::of(&world, "Priya").await.page("/shelf/SP-1/history").await;
    assert!(page.contains("points that fit</span> <ins>27</ins>") && page.contains("<ins>19 October</ins>"), "{page}");

    let undone = undo(&world, "Priya", planned.seq).await;
    assert!(is_gone(&world, sprint).await);
    undo(&world, "Priya", undone.seq).await;
    let back = store::next(&mut world.app.db.read().await.unwrap(), world.shelf).await.unwrap().unwrap();
    assert_eq!((back.title.as_str(), back.goal.as_str(), back.capacity), ("Hardening", "Holds move", Some(27)));
}

/// A running sprint that has stories 2 and 3, as the step that took them out of the product backlog left them: the
/// journal says nothing of it.
async fn brought_from_before() -> (Arc<World>, Vec<i64>) {
    let world = with_stories(4).await;
    let sprint = world.key("Priya", plan("", "2026-10-19", "2026-10-30")).await;
    world.done("Priya", Choose { things: vec![s(2), s(3)], sprint: Some(sprint) }).await;
    world.done("Priya", set_state(1, "running")).await;
    let forget: Sql = Sql::new("forget", "DELETE FROM change WHERE field = 'rank' AND after IS NULL");
    let mut tx = world.app.db.write().await.unwrap();
    tx.run(forget, ground::args![]).await.unwrap();
    let entries = history::of_product(&mut tx, world.shelf, i64::MAX, 20).await.unwrap();
    tx.commit().await.unwrap();
    (world, entries.into_iter().map(|entry| entry.seq).collect())
}

#[tokio::test]
async fn what_left_the_backlog_with_a_new_version_is_taken_back_as_everything_else() {
    let (world, entries) = brought_from_before().await;
    let [began, chosen] = [entries[0], entries[1]];
    assert_eq!(order(&world).await, [1, 4]);
    let undone = undo(&world, "Priya", began).await;
    assert_eq!(order(&world).await, [1, 2, 3, 4], "the sprint did not begin");
    undo(&world, "Priya", undone.seq).await;
    assert_eq!(order(&world).await, [1, 4]);
    undo(&world, "Priya", chosen).await;
    assert_eq!(order(&world).await, [1, 2, 3, 4], "they were not chosen");
}

#[tokio::test]
async fn a_place_of_before_is_not_taken_back_while_the_sprint_has_the_story_and_its_writing_is() {
    let (world, entries) = brought_from_before().await;
    // Before the sprint was planned, chosen for and begun the stories were written: the fourth, the third and so on.
    let written = entries[4];
    let browser = Browser::of(&world, "Tomas").await;
    assert!(browser.page("/shelf/S-3/history").await.contains("<tr id=\"j-"));
    let wish = world.proposed("Tomas", Undo { seq: written }).await.key;
    world.done("Priya", Take { proposal: wish, because: "It was a mistake".into(), anyway: false }).await;
    assert!(is_gone(&world, s(3)).await);
    world.done("Priya", set_state(1, "closed")).await;
    assert_eq!(order(&world).await, [1, 2, 4]);
    assert_eq!(total(&world).await.stories, 3);
}

#[tokio::test]
async fn a_list_goes_on_behind_the_sprint_it_names() {
    let world = world().await;
    for day in 1..=3 {
        world.done("Priya", plan("", &format!("2026-11-0{day}"), "2026-11-20")).await;
    }
    let behind = Browser::of(&world, "Priya").await.page("/shelf/sprints?after=SP-2").await;
    assert!(behind.contains("id=\"SP-1\""), "{behind}");
    assert!(!behind.contains("id=\"SP-2\"") && !behind.contains("id=\"SP-3\""), "{behind}");
}
