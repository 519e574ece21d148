use ground::args;
use ground::db::Insert;
use ground::web::Failure;
use serde_json::json;
use together::form::Typed;
use together::journal::proposals::actions::Take;
use together::journal::undo::Undo;
use together::journal::{Action, Manner, Outcome, act};
use together::order::Wanted;
use together::roles::rules::{Preset, Right, Role};
use together::testing::{TODAY, World};
use together::thread::actions::{Link, Remove, Spare, Unlink, fields};
use together::thread::rules::{TEXT_LIMIT, TITLE_LIMIT};
use together::thread::{Key, Kind, LinkKind};

use super::CriterionId;
use super::actions::criteria::{Add, Agree, Edit as Reword, Move as Reorder, Remove as Cross};
use super::actions::{Drop, Edit, Estimate, NewStory, PlaceInFeature, SetState, ShipIn, Write, write_many};
use super::rules::{MOST_CRITERIA, PART_LIMIT, StoryType, sentence::Given};
use super::store::criteria::{self, Criterion};
use crate::releases::actions::Plan;
use crate::testing::{link, order, s, story, thing, thread, to, total, undo, with_preset, with_stories, world, write};

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
    criteria::of_story(&mut world.app.db.read().await.unwrap(), thing.id).await.unwrap()
}

async fn missing(world: &World, number: i64) -> String {
    story(world, number).await.missing
}

/// What comes of an action: `acts`, the role that decides, or the name of the refusal.
async fn comes_of<A: Action>(world: &World, name: &str, action: A) -> String {
    match world.act(name, action).await {
        Ok(Outcome::Done(_)) => "acts".into(),
        Ok(Outcome::Proposed(proposed)) => proposed.to.code().into(),
        Err(Failure::Broken(why)) => panic!("{why}"),
        Err(failure) => failure.name().into(),
    }
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
                    "Adele" => match stringify!($action).split(' ').next() {
                        Some("SetState" | "Drop") => "no-such-thing",
                        _ => "not-your-call",
                    },
                    "Nobody" => "not-found",
                    _ if [$($may),+].contains(&name) => "acts",
                    _ => $decides,
                };
                assert_eq!(comes_of(&world, name, $action).await, expected, "{name}: {}", stringify!($action));
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
    row!(SetState { thing: s(1), state: "in work".into() }, "", "Ines" "Tomas" "Priya" "Sam" "Lea" "Karel");
    row!(SetState { thing: s(1), state: "done".into() }, owner, "Tomas");
    row!(Drop { things: vec![s(1)] }, owner, "Tomas");
    for name in ["Ines", "Priya", "Tomas"] {
        let expected = if name == "Tomas" { "acts" } else { owner };
        assert_eq!(comes_of(&world, name, SetState { thing: s(1), state: "draft".into() }).await, expected, "{name}");
    }
}

#[tokio::test]
async fn one_person_with_both_hats_never_meets_a_proposal() {
    let world = with_preset(Preset::BothHats).await;
    let mut tx = world.app.db.write().await.unwrap();
    let hat = args![world.shelf, world.person("Ines"), Role::ProductOwner, 0, TODAY];
    tx.insert_many(&MEMBERSHIP, vec![hat]).await.unwrap();
    tx.commit().await.unwrap();
    let written = world.done("Ines", Write { title: Some("One".into()), ..Write::default() }).await;
    assert_eq!(written.answers, [json!("S-1")]);
    world.done("Ines", estimate(&[1], Some(3))).await;
    world.done("Ines", to(&[1], "top")).await;
}

#[tokio::test]
async fn a_story_becomes_ready_as_its_lacks_are_filled() {
    let world = world().await;
    let (_, _, feature) = thread(&world).await;
    write(&world, "Pause a hold").await;
    assert_eq!(missing(&world, 1).await, "need who what why criteria points");
    world.done("Tomas", PlaceInFeature { things: vec![s(1)], feature: Some(feature) }).await;
    assert_eq!(missing(&world, 1).await, "who what why criteria points");
    let said = Edit {
        role: Some("reader".into()),
        means: Some("to pause a hold".into()),
        end: Some("I keep my place".into()),
        ..edit(1)
    };
    world.done("Tomas", said).await;
    assert_eq!(missing(&world, 1).await, "criteria points");
    world.done("Priya", estimate(&[1], Some(13))).await;
    for then in ["my place moves up", "nothing is lent to me"] {
        world.done("Tomas", add(1, then)).await;
    }
    assert_eq!(missing(&world, 1).await, "criteria:0/2 split");
    for criterion in criteria_of(&world, 1).await {
        world.done("Tomas", Agree { criterion: criterion.id, agreed: true }).await;
    }
    assert_eq!((missing(&world, 1).await.as_str(), total(&world).await.ready), ("split", 0));
    world.done("Priya", estimate(&[1], Some(8))).await;
    assert_eq!(missing(&world, 1).await, "");
    let sum = total(&world).await;
    assert_eq!((sum.stories, sum.points, sum.ready, sum.gaps), (1, 8, 1, 0));
    assert_eq!(super::rules::states::shown(&thing(&world, s(1)).await.state, ""), "ready");
}

#[tokio::test]
async fn a_story_that_waits_for_another_is_blocked_until_that_is_done() {
    let world = with_stories(3).await;
    link(&world, "Tomas", s(1), LinkKind::DependsOn, s(2)).await;
    link(&world, "Tomas", s(1), LinkKind::DependsOn, s(3)).await;
    assert!(missing(&world, 1).await.ends_with("blocked") && !missing(&world, 2).await.contains("blocked"));
    let done = world.done("Tomas", SetState { thing: s(2), state: "done".into() }).await;
    assert!(missing(&world, 1).await.ends_with("blocked"), "one is left");
    let removed = world.done("Tomas", Remove { thing: s(3) }).await;
    assert!(!missing(&world, 1).await.contains("blocked"));
    undo(&world, "Tomas", removed.seq).await;
    assert!(missing(&world, 1).await.ends_with("blocked"));
    world.done("Tomas", Unlink { from: s(1), kind: LinkKind::DependsOn, to: s(3) }).await;
    assert!(!missing(&world, 1).await.contains("blocked"));
    undo(&world, "Tomas", done.seq).await;
    assert!(missing(&world, 1).await.ends_with("blocked"));
}

#[tokio::test]
async fn stories_do_not_wait_for_themselves_in_a_circle() {
    let world = with_stories(3).await;
    let depends = |from, to| Link { from: s(from), kind: LinkKind::DependsOn, to: s(to), share: None, quote: None };
    world.done("Tomas", depends(1, 2)).await;
    world.done("Tomas", depends(2, 3)).await;
    assert_eq!(world.refused("Tomas", depends(3, 1)).await, "link-makes-a-cycle");
    assert_eq!(world.refused("Tomas", depends(3, 3)).await, "link-to-itself");
    let (_, need, _) = thread(&world).await;
    let wrong = Link { from: s(1), kind: LinkKind::PartOf, to: need, share: None, quote: None };
    assert_eq!(world.refused("Tomas", wrong).await, "link-not-allowed");
    assert_eq!(world.refused("Tomas", PlaceInFeature { things: vec![s(1)], feature: Some(need) }).await, "wrong-kind");
}

#[tokio::test]
async fn what_the_links_say_follows_every_way_they_are_made() {
    let world = with_stories(2).await;
    let (_, _, feature) = thread(&world).await;
    let release = world
        .key("Ines", Plan { title: "4.2".into(), day: "2026-11-13".into(), text: String::new(), wanted_for: None })
        .await;
    let placed = world.done("Tomas", PlaceInFeature { things: vec![s(1), s(2)], feature: Some(feature) }).await;
    world.done("Ines", ShipIn { things: vec![s(2)], release: Some(release) }).await;
    let (first, second) = (story(&world, 1).await, story(&world, 2).await);
    let (feature_id, release_id) = (thing(&world, feature).await.id, thing(&world, release).await.id);
    assert_eq!((first.feature, first.release), (Some(feature_id), None));
    assert_eq!((second.feature, second.release), (Some(feature_id), Some(release_id)));

    let other =
        crate::features::actions::Define { title: "Other".into(), text: String::new(), serves: None, wanted_for: None };
    let other = world.key("Tomas", other).await;
    link(&world, "Tomas", s(1), LinkKind::PartOf, other).await;
    assert_eq!(story(&world, 1).await.feature, Some(thing(&world, other).await.id), "a story has one feature");
    let removed = world.done("Tomas", Remove { thing: other }).await;
    assert_eq!(story(&world, 1).await.feature, None);
    undo(&world, "Tomas", removed.seq).await;
    assert!(story(&world, 1).await.feature.is_some());

    world.done("Tomas", PlaceInFeature { things: vec![s(2)], feature: None }).await;
    assert_eq!(story(&world, 2).await.feature, None);
    assert_eq!(world.refused("Tomas", Undo { seq: placed.seq + 100 }).await, "not-found");
    world.done("Ines", ShipIn { things: vec![s(2)], release: None }).await;
    assert_eq!(story(&world, 2).await.release, None);
}

#[tokio::test]
async fn gaps_are_counted_and_can_be_missing_on_purpose() {
    let world = with_stories(1).await;
    assert_eq!(total(&world).await.gaps, 1);
    let (goal, need, feature) = thread(&world).await;
    world.done("Tomas", PlaceInFeature { things: vec![s(1)], feature: Some(feature) }).await;
    assert_eq!(total(&world).await.gaps, 0);
    world.done("Tomas", Unlink { from: need, kind: LinkKind::Serves, to: goal }).await;
    assert_eq!(total(&world).await.gaps, 1, "a gap far above is a gap of the story");
    let spare = |thing: Key, kind| Spare { thing, kind, beneath: false, because: "The law asks for it.".into() };
    world.done("Tomas", spare(need, LinkKind::Serves)).await;
    assert_eq!(total(&world).await.gaps, 0);
    world.done("Tomas", Unlink { from: feature, kind: LinkKind::Serves, to: need }).await;
    assert!(missing(&world, 1).await.starts_with("need"));
    world.done("Tomas", spare(feature, LinkKind::Serves)).await;
    assert!(!missing(&world, 1).await.starts_with("need"));
    assert_eq!(total(&world).await.gaps, 0);
    world.done("Tomas", PlaceInFeature { things: vec![s(1)], feature: None }).await;
    assert_eq!(total(&world).await.gaps, 1);
    world.done("Tomas", spare(s(1), LinkKind::PartOf)).await;
    assert_eq!(total(&world).await.gaps, 0);
    world.done("Tomas", Spare { because: String::new(), ..spare(s(1), LinkKind::PartOf) }).await;
    assert_eq!(total(&world).await.gaps, 1);
}

#[tokio::test]
async fn a_smaller_sprint_makes_stories_too_large() {
    let world = with_stories(2).await;
    world.done("Priya", estimate(&[1], Some(5))).await;
    world.done("Priya", estimate(&[2], Some(3))).await;
    let fit = |points| json!({ "of": "sprint", "points": points });
    let capacity = |points| serde_json::from_value::<together::products::actions::Fit>(fit(points)).unwrap();
    let set = world.done("Priya", capacity(Some(4))).await;
    assert!(missing(&world, 1).await.contains("split") && !missing(&world, 2).await.contains("split"));
    undo(&world, "Priya", set.seq).await;
    assert!(!missing(&world, 1).await.contains("split"));
    world.done("Priya", capacity(Some(27))).await;
    assert!(!missing(&world, 1).await.contains("split"));
}

#[tokio::test]
async fn the_owner_estimates_by_proposal_and_the_developers_take_it() {
    let world = with_stories(2).await;
    let proposed = world.proposed("Tomas", estimate(&[1, 2], Some(5))).await;
    assert_eq!((proposed.to, story(&world, 1).await.points), (Role::Developer, None));
    let take = Take { proposal: proposed.key, because: "We talked about it.".into(), anyway: false };
    world.done("Jonas", take).await;
    assert_eq!((story(&world, 1).await.points, total(&world).await.points), (Some(5), 10));
    world.done("Mei", estimate(&[2], None)).await;
    assert_eq!((story(&world, 2).await.points, total(&world).await.points), (None, 5));
}

#[tokio::test]
async fn points_are_refused_past_their_limits() {
    let world = with_stories(1).await;
    let typed = |text: &str| serde_json::from_value::<Estimate>(json!({ "thing": ["S-1"], "points": text })).unwrap();
    for wrong in ["101", "-1", "2.5", "many"] {
        assert_eq!(world.refused("Priya", typed(wrong)).await, "number-out-of-range", "{wrong}");
    }
    for (right, points) in [("0", 0), ("100", 100), (" 8 ", 8)] {
        world.done("Priya", typed(right)).await;
        assert_eq!(story(&world, 1).await.points, Some(points));
    }
}

#[tokio::test]
async fn texts_are_refused_past_their_limits() {
    let world = world().await;
    let titled = |title: String| Write { title: Some(title), ..Write::default() };
    world.done("Tomas", titled("x".repeat(TITLE_LIMIT))).await;
    assert_eq!(world.refused("Tomas", titled("x".repeat(TITLE_LIMIT + 1))).await, "title-too-long");
    assert_eq!(world.refused("Tomas", titled("  ".into())).await, "title-missing");
    assert_eq!(world.refused("Tomas", Write::default()).await, "title-missing");
    let role = |long| Edit { role: Some("x".repeat(long)), ..edit(1) };
    world.done("Tomas", role(PART_LIMIT)).await;
    assert_eq!(world.refused("Tomas", role(PART_LIMIT + 1)).await, "part-too-long");
    let text = |long| Edit { text: Some("x".repeat(long)), ..edit(1) };
    world.done("Tomas", text(TEXT_LIMIT)).await;
    assert_eq!(world.refused("Tomas", text(TEXT_LIMIT + 1)).await, "text-too-long");
    for n in 0..MOST_CRITERIA {
        world.done("Tomas", add(1, &format!("criterion {n}"))).await;
    }
    assert_eq!(world.refused("Tomas", add(1, "one more")).await, "too-many-criteria");
    assert_eq!(world.refused("Tomas", add(1, "Given something when it happens")).await, "too-many-criteria");
    write(&world, "Another").await;
    assert_eq!(world.refused("Tomas", add(2, " ")).await, "criterion-empty");
    assert_eq!(world.refused("Tomas", add(2, &"x".repeat(PART_LIMIT + 1))).await, "part-too-long");
}

#[tokio::test]
async fn a_sentence_is_taken_apart_wherever_it_is_typed() {
    let world = world().await;
    let whole = "As a reader, I want to pause a hold so that I keep my place.";
    world.done("Tomas", Write { title: Some(whole.into()), ..Write::default() }).await;
    world.done("Tomas", Write { sentence: Some(whole.into()), ..Write::default() }).await;
    let own =
        Write { title: Some("Pausing".into()), sentence: Some(whole.into()), end: "I wait".into(), ..Write::default() };
    world.done("Tomas", own).await;
    for (number, title, end) in
        [(1, "Pause a hold", "I keep my place"), (2, "Pause a hold", "I keep my place"), (3, "Pausing", "I wait")]
    {
        let story = story(&world, number).await;
        assert_eq!(thing(&world, s(number)).await.title, title);
        assert_eq!((story.role.as_deref(), story.means.as_deref()), (Some("reader"), Some("to pause a hold")));
        assert_eq!(story.ending.as_deref(), Some(end));
    }
    let unclear = Write { sentence: Some("Pause a hold".into()), ..Write::default() };
    assert_eq!(world.refused("Tomas", unclear).await, "sentence-unclear");
}

#[tokio::test]
async fn a_stale_form_keeps_what_the_other_wrote() {
    let world = with_stories(1).await;
    let seen = thing(&world, s(1)).await.seq;
    let first = Edit { role: Some("reader".into()), text: Some("More".into()), seen: Some(seen), ..edit(1) };
    world.done("Priya", first).await;
    let second = |role: &str| Edit { role: Some(role.into()), seen: Some(seen), ..edit(1) };
    let Err(Failure::Conflict(conflict)) = world.act("Tomas", second("child")).await else { panic!("no conflict") };
    assert_eq!((conflict.stored, conflict.sent), (json!({ "role": "reader" }), json!({ "role": "child" })));
    world.done("Tomas", second("reader")).await;
    world.done("Tomas", Edit { title: Some("Renamed".into()), seen: Some(seen), ..edit(1) }).await;
    world.done("Tomas", Edit { role: Some(String::new()), ..edit(1) }).await;
    assert_eq!((story(&world, 1).await.role, story(&world, 1).await.text.as_str()), (None, "More"));
}

#[tokio::test]
async fn somebody_of_the_product_looks_after_a_story() {
    let world = with_stories(1).await;
    let owned = |owner: String| Edit { owner: Some(owner), ..edit(1) };
    world.done("Tomas", owned(world.person("Priya").to_string())).await;
    assert_eq!(thing(&world, s(1)).await.owner, Some(world.person("Priya")));
    for stranger in [world.person("Adele").to_string(), world.person("Nobody").to_string(), "nobody".into()] {
        assert_eq!(world.refused("Tomas", owned(stranger)).await, "not-a-member");
    }
    let done = world.done("Tomas", owned(String::new())).await;
    assert_eq!(done.changes[0].field, fields::OWNER.name);
    assert_eq!(thing(&world, s(1)).await.owner, None);
}

#[tokio::test]
async fn types_are_those_we_know() {
    let world = with_stories(1).await;
    world.done("Tomas", Edit { of_type: Some(StoryType::Defect), ..edit(1) }).await;
    assert_eq!(story(&world, 1).await.of_type, StoryType::Defect);
    assert!(!missing(&world, 1).await.contains("why"), "a defect needs no sentence");
    assert!(serde_json::from_value::<Edit>(json!({ "thing": "S-1", "type": "epic" })).is_err());
}

#[tokio::test]
async fn states_are_moved_by_those_whose_call_it_is() {
    let world = with_stories(1).await;
    let state = |state: &str| SetState { thing: s(1), state: state.into() };
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
async fn criteria_are_worded_agreed_ordered_and_removed() {
    let world = with_stories(1).await;
    for then in ["Given a hold when I pause it then it waits", "second", "third"] {
        world.done("Tomas", add(1, then)).await;
    }
    let all = criteria_of(&world, 1).await;
    assert_eq!(
        (all[0].given.as_str(), all[0].when.as_str(), all[0].then.as_str()),
        ("a hold", "I pause it", "it waits")
    );
    let (first, third) = (all[0].id, all[2].id);
    let thens = |all: Vec<Criterion>| all.into_iter().map(|one| one.then).collect::<Vec<_>>();

    let moved = world.done("Tomas", Reorder { criterion: third, to: Typed::from(1) }).await;
    assert_eq!(thens(criteria_of(&world, 1).await), ["third", "it waits", "second"]);
    undo(&world, "Tomas", moved.seq).await;
    assert_eq!(thens(criteria_of(&world, 1).await), ["it waits", "second", "third"]);

    let agreed = world.done("Tomas", Agree { criterion: first, agreed: true }).await;
    assert!(missing(&world, 1).await.contains("criteria:1/3"));
    undo(&world, "Tomas", agreed.seq).await;
    assert!(missing(&world, 1).await.contains("criteria:0/3"));
    world.done("Tomas", Agree { criterion: first, agreed: true }).await;

    let removed = world.done("Tomas", Cross { criterion: first }).await;
    assert_eq!(thens(criteria_of(&world, 1).await), ["second", "third"]);
    assert_eq!(world.refused("Tomas", Agree { criterion: first, agreed: true }).await, "no-such-criterion");
    undo(&world, "Tomas", removed.seq).await;
    let back = criteria_of(&world, 1).await;
    assert!(back[0].agreed && back[0].then == "it waits");
}

#[tokio::test]
async fn new_words_are_to_be_agreed_again_and_stale_ones_are_kept() {
    let world = with_stories(1).await;
    world.done("Tomas", add(1, "it waits")).await;
    let criterion = criteria_of(&world, 1).await.remove(0);
    world.done("Tomas", Agree { criterion: criterion.id, agreed: true }).await;
    let reword = |then: &str, seen| Reword {
        criterion: criterion.id,
        given: String::new(),
        when: String::new(),
        then: then.into(),
        seen: Some(seen),
    };
    let now = criteria_of(&world, 1).await.remove(0).seq;
    let reworded = world.done("Priya", reword("it waits for me", now)).await;
    assert!(!criteria_of(&world, 1).await[0].agreed);
    assert_eq!(world.refused("Tomas", reword("it waits for you", now)).await, "changed-meanwhile");
    world.done("Tomas", reword("it waits for me", now)).await;
    undo(&world, "Priya", reworded.seq).await;
    let back = criteria_of(&world, 1).await.remove(0);
    assert!(back.agreed && back.then == "it waits");
    assert_eq!(world.refused("Priya", Undo { seq: reworded.seq }).await, "undone-already");
    let unknown = CriterionId::from(world.app.ids.next());
    assert_eq!(world.refused("Tomas", Agree { criterion: unknown, agreed: true }).await, "no-such-criterion");
}

const MEMBERSHIP: Insert =
    Insert { table: "membership", columns: &["product", "person", "role", "team", "since"], end: "" };

/// An import writes many stories in one action: old ones that are done, those with points, those with criteria.
#[derive(serde::Serialize, serde::Deserialize, schemars::JsonSchema)]
struct Bring {}

impl Action for Bring {
    const NAME: &'static str = "test.bring";
    const DID: &'static str = "Brought them";
    type Answer = ();

    async fn need(&self, _: &mut together::journal::Act<'_>) -> ground::web::Result<together::journal::Need> {
        Ok(together::journal::Need::Member)
    }

    async fn perform(self, act: &mut together::journal::Act<'_>) -> ground::web::Result<()> {
        let stories = (0..250).map(|n| {
            let criteria = if n % 2 == 0 { vec![Given::parse("it is so")] } else { vec![] };
            let state = if n % 10 == 0 { "done" } else { "draft" };
            NewStory { title: format!("Row {n}"), points: Some(n % 9), criteria, state, ..NewStory::default() }
                .checked()
        });
        let stories = stories.collect::<Result<Vec<_>, _>>()?;
        write_many(act, stories, Wanted::Bottom).await.map(drop)
    }
}

#[tokio::test]
async fn an_import_writes_many_at_once() {
    let world = with_stories(1).await;
    let manner = Manner { quiet: true, ..Manner::default() };
    act(&world.app, &world.actor("Tomas"), world.shelf, vec![Box::new(Bring {})], manner).await.unwrap();
    let sum = total(&world).await;
    assert_eq!((sum.stories, sum.gaps, sum.ready), (226, 226, 0));
    assert_eq!(order(&world).await[..3], [1, 3, 4], "what is done has no place");
    assert!(missing(&world, 3).await.ends_with("criteria") && missing(&world, 4).await.ends_with("criteria:0/1"));
    assert!(story(&world, 2).await.done_at.is_some());
    let mut tx = world.app.db.read().await.unwrap();
    let of_all = together::thread::search::Wanted::member(world.shelf, "row 249", 10);
    let found = together::thread::search::Wanted { kind: Some(Kind::Story), ..of_all };
    assert_eq!(together::thread::search::find(&mut tx, &found).await.unwrap().len(), 1);
}

#[tokio::test]
async fn each_of_several_decisions_is_asked_for() {
    let world = world().await;
    let top = || Write { title: Some("One".into()), to: Some("top".into()), ..Write::default() };
    // Writing is the developers' to prepare and theirs to do; the place is the owner's.
    assert_eq!(comes_of(&world, "Priya", top()).await, Role::ProductOwner.code());
    // Where an owner of a team writes and the manager orders, neither can take both for somebody else.
    let teams = with_preset(Preset::OwnerPerTeam).await;
    assert_eq!(comes_of(&teams, "Sam", top()).await, "several-deciders");
}

#[tokio::test]
async fn what_is_done_is_dropped_by_who_accepted_it() {
    let world = world().await;
    write(&world, "One").await;
    world.done("Tomas", SetState { thing: s(1), state: "done".into() }).await;
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
