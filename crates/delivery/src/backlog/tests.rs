mod pages;

use ground::db::check;
use ground::web::Failure;
use together::journal::Outcome;
use together::journal::proposals::actions::{Decline, Take};
use together::journal::undo::Undo;
use together::order::Placed;
use together::roles::rules::Role;
use together::testing::World;
use together::thread::actions::Remove;
use together::thread::{Key, Kind};

use super::actions::Move;
use crate::stories::actions::{Drop, SetState, Write};
use crate::testing::{order, s, story, to, total, undo, with_stories, world, write};

fn places(outcome: &together::journal::Done) -> Vec<(Key, i64, i64)> {
    let placed = |value: &serde_json::Value| serde_json::from_value::<Placed>(value.clone()).map_or(0, |p| p.place);
    let moved = outcome.changes.iter().filter(|change| change.field == "rank");
    moved.map(|change| (change.key.unwrap(), placed(&change.before), placed(&change.after))).collect()
}

async fn set_state(world: &World, name: &str, number: i64, state: &str) -> together::journal::Done {
    world.done(name, SetState::to(s(number), state)).await
}

#[tokio::test]
async fn every_statement_fits_the_schema() {
    let world = world().await;
    let problems = check(&world.app.db, crate::SQL).await.unwrap();
    assert!(problems.is_empty(), "{}", problems.join("\n"));
}

#[tokio::test]
async fn a_move_goes_where_it_is_told() {
    let world = with_stories(6).await;
    for (things, place, expected, first) in [
        (&[4_i64][..], "1", [4, 1, 2, 3, 5, 6], 1),
        (&[4], "rank 3", [1, 2, 4, 3, 5, 6], 3),
        (&[1], "rank 5", [2, 4, 3, 5, 1, 6], 5),
        (&[2], "bottom", [4, 3, 5, 1, 6, 2], 6),
        (&[6], "top", [6, 4, 3, 5, 1, 2], 1),
        (&[6], "after S-5", [4, 3, 5, 6, 1, 2], 4),
        (&[2], "before S-4", [2, 4, 3, 5, 6, 1], 1),
        (&[1], "99", [2, 4, 3, 5, 6, 1], 6),
        (&[2, 1], "3", [4, 3, 2, 1, 5, 6], 3),
        (&[5, 4, 6], "top", [5, 4, 6, 3, 2, 1], 1),
        (&[4, 3], "bottom", [5, 6, 2, 1, 4, 3], 5),
        (&[5, 1], "after S-2", [6, 2, 5, 1, 4, 3], 3),
    ] {
        let done = world.done("Tomas", to(things, place)).await;
        assert_eq!(order(&world).await, expected, "{things:?} to {place}");
        let what = if things.len() == 1 { format!("S-{}", things[0]) } else { format!("{} stories", things.len()) };
        assert_eq!(done.said, Some(format!("{what} moved to rank {first}")));
    }
    assert_eq!(total(&world).await.stories, 6);
}

#[tokio::test]
async fn the_journal_says_places_as_people_count_them() {
    let world = with_stories(5).await;
    let done = world.done("Tomas", to(&[4], "1")).await;
    assert_eq!(places(&done), [(s(4), 4, 1)]);
    let done = world.done("Tomas", to(&[1, 2], "bottom")).await;
    assert_eq!(places(&done), [(s(2), 3, 5), (s(1), 2, 4)]);
    let done = world.done("Tomas", to(&[4], "top")).await;
    assert!(done.changes.is_empty(), "it stands there already");
}

#[tokio::test]
async fn a_row_that_is_dropped_somewhere_sends_its_neighbours() {
    let world = with_stories(4).await;
    let dropped = |thing, after, before| Move { things: vec![s(thing)], after, before, ..Move::default() };
    world.done("Tomas", dropped(4, Some(s(1)), Some(s(2)))).await;
    assert_eq!(order(&world).await, [1, 4, 2, 3]);
    world.done("Tomas", dropped(3, None, Some(s(1)))).await;
    assert_eq!(order(&world).await, [3, 1, 4, 2]);
    assert_eq!(world.refused("Tomas", dropped(3, None, None)).await, "place-missing");
    assert_eq!(world.refused("Tomas", dropped(3, Some(s(3)), None)).await, "neighbour-moves-too");
    assert_eq!(world.refused("Tomas", dropped(3, Some(s(99)), None)).await, "no-such-thing");
    assert_eq!(
        world.refused("Tomas", Move { things: vec![], to: Some("1".into()), ..Move::default() }).await,
        "nothing-selected"
    );
}

#[tokio::test]
async fn who_may_order_the_backlog() {
    for (name, expected) in [
        ("Tomas", "acts"),
        ("Ines", "product-owner"),
        ("Priya", "product-owner"),
        ("Sam", "product-owner"),
        ("Lea", "product-owner"),
        ("Karel", "product-owner"),
        ("Adele", "not-your-call"),
        ("Nobody", "not-found"),
    ] {
        let world = with_stories(2).await;
        assert_eq!(world.comes_of(name, to(&[2], "top")).await, expected, "{name}");
        assert_eq!(order(&world).await == [2, 1], name == "Tomas", "{name}");
    }
}

#[tokio::test]
async fn a_developer_who_drags_makes_one_proposal_for_all_of_them() {
    let world = with_stories(4).await;
    let proposed = world.proposed("Priya", to(&[3, 4], "top")).await;
    assert_eq!(order(&world).await, [1, 2, 3, 4]);
    // Something else moves past them meanwhile, which is no reason to ask again.
    world.done("Tomas", to(&[2], "top")).await;
    let take = Take { proposal: proposed.key, because: "They belong together.".into(), anyway: false };
    world.done("Tomas", take).await;
    assert_eq!(order(&world).await, [3, 4, 2, 1]);

    let proposed = world.proposed("Priya", to(&[1], "top")).await;
    world.done("Tomas", to(&[1], "2")).await;
    let take = |anyway| Take { proposal: proposed.key, because: "Yes.".into(), anyway };
    assert_eq!(world.refused("Tomas", take(false)).await, "proposal-overtaken");
    let decline = Decline { proposal: proposed.key, because: "It was moved already.".into() };
    world.done("Tomas", decline).await;
    assert_eq!(order(&world).await, [3, 1, 4, 2]);
}

#[tokio::test]
async fn somebody_who_moved_it_first_is_not_overruled_unseen() {
    let world = with_stories(4).await;
    let seen = world.done("Tomas", to(&[4], "top")).await.seq;
    let dragged = |seen, place| Move { seen, ..to(&[3], place) };
    // Their own earlier moves are nothing to be told of.
    world.done("Tomas", to(&[3], "top")).await;
    world.done("Tomas", dragged(Some(seen), "bottom")).await;
    assert_eq!(order(&world).await, [4, 1, 2, 3]);

    let Err(Failure::Conflict(conflict)) = world.act("Priya", dragged(Some(seen), "1")).await else {
        panic!("Priya was not told")
    };
    assert_eq!(conflict.refusal.name, "moved-meanwhile");
    assert_eq!(conflict.refusal.message, "S-3 was moved to rank 4 by Tomas Lindqvist meanwhile. It stays there.");
    assert_eq!(order(&world).await, [4, 1, 2, 3]);
    // What moved past it is no reason to ask.
    world.done("Tomas", to(&[2], "top")).await;
    let seen = world.done("Tomas", to(&[3], "2")).await.seq;
    let proposed = world.proposed("Priya", dragged(Some(seen), "1")).await;

    // A proposal asks about everything that moved on when it is taken, not about what the proposer saw.
    world.done("Tomas", to(&[3], "bottom")).await;
    let take = |anyway| Take { proposal: proposed.key, because: "Yes.".into(), anyway };
    assert_eq!(world.refused("Tomas", take(false)).await, "proposal-overtaken");
    world.done("Tomas", take(true)).await;
    assert_eq!(order(&world).await, [3, 2, 4, 1]);
}

#[tokio::test]
async fn rows_say_which_places_are_proposed() {
    let world = with_stories(4).await;
    let first = world.proposed("Priya", to(&[3, 4], "top")).await;
    let second = world.proposed("Sam", to(&[4], "2")).await;
    let places = async || {
        let mut tx = world.app.db.read().await.unwrap();
        let places = super::store::proposed::places(&mut tx, world.shelf).await.unwrap();
        places.into_iter().map(|place| (place.story, place.place, place.proposal)).collect::<Vec<_>>()
    };
    let (one, two) = (first.key.number, second.key.number);
    assert_eq!(places().await, [(4, 2, two), (4, 2, one), (3, 1, one)]);
    let decline = Decline { proposal: second.key, because: "Not now.".into() };
    world.done("Tomas", decline).await;
    assert_eq!(places().await, [(4, 2, one), (3, 1, one)]);
}

#[tokio::test]
async fn a_move_is_taken_back_to_where_it_was() {
    let world = with_stories(5).await;
    let one = world.done("Tomas", to(&[5], "2")).await;
    let several = world.done("Tomas", to(&[3, 1, 5], "bottom")).await;
    assert_eq!(order(&world).await, [2, 4, 3, 1, 5]);
    let back = undo(&world, "Tomas", several.seq).await;
    assert_eq!(order(&world).await, [1, 5, 2, 3, 4]);
    assert_eq!(places(&back), [(s(1), 4, 1), (s(5), 5, 2), (s(3), 5, 4)]);
    undo(&world, "Tomas", one.seq).await;
    assert_eq!(order(&world).await, [1, 2, 3, 4, 5]);
    undo(&world, "Tomas", back.seq + 1).await;
    assert_eq!(order(&world).await, [1, 5, 2, 3, 4], "taking back is taken back as well");
    assert_eq!(total(&world).await.stories, 5);
}

#[tokio::test]
async fn what_moved_on_is_not_taken_back() {
    let world = with_stories(3).await;
    let first = world.done("Tomas", to(&[3], "top")).await;
    world.done("Tomas", to(&[3], "2")).await;
    assert_eq!(world.refused("Tomas", Undo { seq: first.seq }).await, "changed-since");
    assert_eq!(order(&world).await, [1, 3, 2]);
}

#[tokio::test]
async fn an_old_place_that_is_taken_is_the_next_free_one() {
    let world = with_stories(4).await;
    let moved = world.done("Tomas", to(&[2], "bottom")).await;
    // S-4 takes the very rank that S-2 had, between S-1 and S-3.
    world.done("Tomas", to(&[4], "after S-1")).await;
    assert_eq!(order(&world).await, [1, 4, 3, 2]);
    undo(&world, "Tomas", moved.seq).await;
    assert_eq!(order(&world).await, [1, 4, 2, 3]);
}

#[tokio::test]
async fn what_is_done_leaves_the_backlog_and_comes_back() {
    let world = with_stories(3).await;
    let done = set_state(&world, "Tomas", 2, "done").await;
    assert_eq!(order(&world).await, [1, 3]);
    assert_eq!(places(&done), [(s(2), 2, 0)]);
    assert!(story(&world, 2).await.done_at.is_some());
    assert_eq!(world.refused("Tomas", to(&[2], "top")).await, "not-in-backlog");
    undo(&world, "Tomas", done.seq).await;
    assert_eq!(order(&world).await, [1, 2, 3]);
    assert!(story(&world, 2).await.done_at.is_none());

    let dropped = world.done("Tomas", Drop { things: vec![s(1), s(3)] }).await;
    assert_eq!(order(&world).await, [2]);
    undo(&world, "Tomas", dropped.seq).await;
    assert_eq!(order(&world).await, [1, 2, 3]);

    world.done("Tomas", Drop { things: vec![s(1)] }).await;
    let back = set_state(&world, "Tomas", 1, "draft").await;
    assert_eq!((order(&world).await, places(&back)), (vec![2, 3, 1], vec![(s(1), 0, 3)]));
    assert_eq!(total(&world).await.stories, 3);
}

#[tokio::test]
async fn what_is_removed_leaves_the_backlog_and_comes_back() {
    let world = with_stories(3).await;
    let removed = world.done("Tomas", Remove { thing: s(2) }).await;
    assert_eq!(order(&world).await, [1, 3]);
    undo(&world, "Tomas", removed.seq).await;
    assert_eq!(order(&world).await, [1, 2, 3]);
    let written = world.done("Tomas", Write { title: Some("Fourth".into()), ..Write::default() }).await;
    undo(&world, "Tomas", written.seq).await;
    assert_eq!(order(&world).await, [1, 2, 3]);
    assert_eq!(total(&world).await.stories, 3);
}

#[tokio::test]
async fn a_story_is_written_at_a_place() {
    let world = with_stories(2).await;
    let at = |title: &str, to: Option<&str>, after| Write {
        title: Some(title.into()),
        to: to.map(str::to_owned),
        after,
        ..Write::default()
    };
    world.done("Tomas", at("Third", None, None)).await;
    world.done("Tomas", at("Fourth", None, Some(s(1)))).await;
    world.done("Tomas", at("Fifth", Some("1"), None)).await;
    assert_eq!(order(&world).await, [5, 1, 4, 2, 3]);
    // The developers write stories at once, but their place is the owner's call.
    world.done("Priya", at("Sixth", None, None)).await;
    world.proposed("Priya", at("Seventh", Some("top"), None)).await;
    assert_eq!(order(&world).await, [5, 1, 4, 2, 3, 6]);
    assert_eq!(world.refused("Tomas", at("Nowhere", Some("zero"), None)).await, "place-unknown");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn moves_at_the_same_time_keep_one_order() {
    let world = with_stories(12).await;
    let tasks: Vec<_> = (0..20_i64)
        .map(|n| {
            let world = std::sync::Arc::clone(&world);
            tokio::spawn(async move {
                let (one, other) = (1 + n * 7 % 12, 1 + n * 5 % 12);
                let moved = if one == other { vec![one] } else { vec![one, other] };
                match world.act("Tomas", to(&moved, &(1 + n % 13).to_string())).await {
                    Ok(Outcome::Done(_)) => {}
                    Ok(Outcome::Proposed(proposed)) => panic!("became {}", proposed.key),
                    Err(failure) => panic!("{failure}"),
                }
            })
        })
        .collect();
    for task in tasks {
        task.await.unwrap();
    }
    let mut order = order(&world).await;
    assert_eq!(total(&world).await.stories, 12);
    order.sort_unstable();
    assert_eq!(order, (1..=12).collect::<Vec<_>>());
}

#[tokio::test]
async fn many_moves_into_the_same_gap_do_not_let_ranks_grow() {
    let world = with_stories(3).await;
    // Always into the gap above the row that came there last: the worst there is.
    for n in 0..320 {
        let moving = if n % 2 == 0 { 2 } else { 3 };
        world.done("Tomas", to(&[moving], "after S-1")).await;
    }
    assert_eq!(order(&world).await, [1, 3, 2]);
    for number in [1, 2, 3] {
        assert!(story(&world, number).await.rank.unwrap().len() <= together::order::rank::LONG);
    }
    assert_eq!(total(&world).await.stories, 3);
}

#[tokio::test]
async fn a_key_of_another_kind_is_no_story() {
    let world = with_stories(1).await;
    let feature = Key::new(Kind::Feature, 1);
    let moved = Move { things: vec![feature], to: Some("top".into()), ..Move::default() };
    assert_eq!(world.refused("Tomas", moved).await, "no-such-thing");
    let define = crate::features::actions::Define {
        title: "A feature".into(),
        text: String::new(),
        serves: None,
        wanted_for: None,
    };
    let feature = world.key("Tomas", define).await;
    let moved = Move { things: vec![feature], to: Some("top".into()), ..Move::default() };
    assert_eq!(world.refused("Tomas", moved).await, "wrong-kind");
    write(&world, "Another").await;
    let too_many = Move { things: (1..=501).map(s).collect(), to: Some("top".into()), ..Move::default() };
    assert!(
        matches!(world.act("Tomas", too_many).await, Err(Failure::Refused(refusal)) if refusal.name == "too-many-selected")
    );
}

#[tokio::test]
async fn what_was_several_decisions_is_taken_back_only_by_who_makes_all_of_them() {
    let world = with_stories(1).await;
    let placed = Write { title: Some("Pause a hold".into()), to: Some("top".into()), ..Write::default() };
    let written = world.done("Tomas", placed).await.seq;
    let plain = world.done("Tomas", Write { title: Some("Renew".into()), ..Write::default() }).await.seq;
    // Developers write stories themselves, but the place in the backlog is not theirs.
    assert_eq!(world.proposed("Priya", Undo { seq: written }).await.to, Role::ProductOwner);
    world.done("Priya", Undo { seq: plain }).await;
    assert_eq!(order(&world).await, [2, 1]);
    world.done("Tomas", Undo { seq: written }).await;
}
