mod pages;
mod telling;

use ground::web::Failure;
use together::journal::undo::Undo;
use together::journal::{Action, Actor, Manner, Outcome, Via, act};
use together::testing::{TODAY, World};
use together::thread::actions::{Link, Remove, Unlink};
use together::thread::{Key, Kind, LinkKind};

use super::actions::{
    Assign, Decline, Edit, Finish, Hear, Merge, Read, Record, Reopen, Reply, SetImportance, Snooze, Told, Unmerge,
};
use super::store;
use super::store::inbox::{self, Sort, Wanted};
use crate::testing::{EVERYBODY, Move, ask, asks_for, demand, make, state, world};

/// What anybody may, members may, the owner decides and answers to customers are: manager, owner, developer, scrum master,
/// leader, project manager, customer, administrator, stranger.
const MEMBERS: [&str; 9] =
    ["acts", "acts", "acts", "acts", "acts", "acts", "members-only", "members-only", "not-found"];
const OWNERS: [&str; 9] = [ASKS, "acts", ASKS, ASKS, ASKS, ASKS, "not-your-call", "not-your-call", "not-found"];
const ANSWERS: [&str; 9] = ["acts", "acts", ASKS, ASKS, ASKS, ASKS, "not-your-call", "not-your-call", "not-found"];
/// It becomes a proposal to the owner.
const ASKS: &str = "product-owner";

async fn expect<A: Action>(world: &World, verdicts: [&'static str; 9], what: impl AsyncFn(Key, Key) -> A) {
    for (name, expected) in EVERYBODY.into_iter().zip(verdicts) {
        let (request, other) = (ask(world, "Adele Fournier", 2).await, ask(world, "Wen Hart", 1).await);
        let action = what(request, other).await;
        assert_eq!(world.comes_of(name, action).await, expected, "{name}: {}", A::NAME);
    }
}

fn decline(request: Key) -> Decline {
    Decline { request, because: "We do not lend paper".into() }
}

fn reply(request: Key, only_team: bool) -> Reply {
    Reply { request, body: "Thank you".into(), only_team }
}

#[tokio::test]
async fn who_may_do_what_with_a_request() {
    let world = &world().await;
    let story = make(world, Kind::Story, "Pause a hold").await;
    let done = make(world, Kind::Story, "Show the wait").await;
    world.done("Priya", Move { thing: done, state: "done".into() }).await;
    expect(world, MEMBERS, async |_, _| Record { body: "A wish".into(), ..Record::default() }).await;
    expect(world, OWNERS, async |_, _| Record { body: "A wish".into(), asks_for: Some(story), ..Record::default() })
        .await;
    expect(world, MEMBERS, async |request, _| edit(request)).await;
    expect(world, MEMBERS, async |request, _| Read { request }).await;
    expect(world, MEMBERS, async |request, _| Assign { request, owner: Some(world.person("Mei")) }).await;
    expect(world, MEMBERS, async |request, _| Snooze { request, until: Some("2026-10-20".into()) }).await;
    expect(world, MEMBERS, async |request, _| Hear { request, body: "And soon".into(), contact: String::new() }).await;
    expect(world, MEMBERS, async |request, _| reply(request, true)).await;
    expect(world, ANSWERS, async |request, _| reply(request, false)).await;
    expect(world, ANSWERS, async |request, _| {
        world.done("Tomas", asks_for(request, done)).await;
        Told { request, how: String::new() }
    })
    .await;
    expect(world, OWNERS, async |request, _| SetImportance { request, importance: 3 }).await;
    expect(world, OWNERS, async |request, into| Merge { request, into }).await;
    expect(world, OWNERS, async |request, _| decline(request)).await;
    expect(world, OWNERS, async |request, _| Finish { request }).await;
    expect(world, OWNERS, async |request, _| asks_for(request, story)).await;
    expect(world, OWNERS, async |request, into| {
        world.done("Tomas", Merge { request, into }).await;
        Unmerge { request }
    })
    .await;
    expect(world, OWNERS, async |request, _| {
        world.done("Tomas", decline(request)).await;
        Reopen { request }
    })
    .await;
}

fn edit(request: Key) -> Edit {
    Edit {
        request,
        title: Some("Another title".into()),
        body: None,
        contact: None,
        email: String::new(),
        customer: String::new(),
        source: None,
        asked: None,
        seen: None,
    }
}

#[tokio::test]
async fn the_state_follows_the_things_it_hangs_on() {
    let world = &world().await;
    let request = ask(world, "Adele Fournier", 2).await;
    let story = make(world, Kind::Story, "Pause a hold").await;
    let feature = make(world, Kind::Feature, "Fair holds").await;
    let release = make(world, Kind::Release, "4.2 Autumn").await;
    assert_eq!(state(world, request).await, "new");
    world.done("Tomas", asks_for(request, feature)).await;
    assert_eq!(state(world, request).await, "open");

    let link = |from, kind, to| Link { from, kind, to, share: None, quote: None };
    world.done("Tomas", link(story, LinkKind::PartOf, feature)).await;
    let shipped = world.done("Ines", link(story, LinkKind::ShipsIn, release)).await;
    assert_eq!(state(world, request).await, "planned", "a story of its feature ships in a release");
    world.done("Ines", Undo { seq: shipped.seq }).await;
    assert_eq!(state(world, request).await, "open");

    let begun = world.done("Tomas", Move { thing: feature, state: "in work".into() }).await;
    assert_eq!(state(world, request).await, "planned");
    world.done("Tomas", decline(request)).await;
    world.done("Tomas", Undo { seq: begun.seq }).await;
    assert_eq!(state(world, request).await, "declined", "what followed never stands in the way of taking back");
    world.done("Tomas", Reopen { request }).await;
    world.done("Tomas", Move { thing: feature, state: "done".into() }).await;
    assert_eq!(state(world, request).await, "done");
    world.done("Tomas", Unlink { from: request, kind: LinkKind::AsksFor, to: feature }).await;
    assert_eq!(state(world, request).await, "open", "nothing it hangs on is done any more");
}

#[tokio::test]
async fn a_release_reaches_requests_for_what_stands_above_and_stays_while_any_story_ships() {
    let world = &world().await;
    let need =
        world.key("Tomas", crate::needs::actions::Write { title: "Know when".into(), ..Default::default() }).await;
    let (request, other) = (ask(world, "Adele Fournier", 2).await, ask(world, "Wen Hart", 1).await);
    let (first, second) = (make(world, Kind::Story, "Pause").await, make(world, Kind::Story, "Resume").await);
    let feature = make(world, Kind::Feature, "Fair holds").await;
    let release = make(world, Kind::Release, "4.2 Autumn").await;
    let link = |from, kind, to| Link { from, kind, to, share: None, quote: None };
    world.done("Tomas", link(feature, LinkKind::Serves, need)).await;
    world.done("Tomas", asks_for(request, need)).await;
    world.done("Tomas", asks_for(other, second)).await;
    for story in [first, second] {
        world.done("Ines", link(story, LinkKind::ShipsIn, release)).await;
    }
    assert_eq!((state(world, request).await.as_str(), state(world, other).await.as_str()), ("open", "planned"));
    let placed = world.done("Tomas", link(first, LinkKind::PartOf, feature)).await;
    assert_eq!(state(world, request).await, "planned");
    world.done("Tomas", link(second, LinkKind::PartOf, feature)).await;
    world.done("Tomas", Undo { seq: placed.seq }).await;
    assert_eq!(state(world, request).await, "planned", "the second story ships as well");
    world.done("Ines", Unlink { from: second, kind: LinkKind::ShipsIn, to: release }).await;
    assert_eq!((state(world, request).await.as_str(), state(world, other).await.as_str()), ("open", "open"));
}

#[tokio::test]
async fn what_is_done_is_an_answer_once_it_ships() {
    let world = &world().await;
    let request = ask(world, "Adele Fournier", 2).await;
    let story = make(world, Kind::Story, "Pause a hold").await;
    let release = make(world, Kind::Release, "4.2 Autumn").await;
    let need =
        world.key("Tomas", crate::needs::actions::Write { title: "Know when".into(), ..Default::default() }).await;
    world.done("Tomas", asks_for(request, need)).await;
    world.done("Tomas", asks_for(request, story)).await;
    world.done("Tomas", Move { thing: need, state: "in work".into() }).await;
    assert_eq!(state(world, request).await, "open", "other things are built for the need");
    world.done("Ines", Link { from: story, kind: LinkKind::ShipsIn, to: release, share: None, quote: None }).await;
    world.done("Tomas", Move { thing: story, state: "done".into() }).await;
    assert_eq!(state(world, request).await, "planned", "nobody has it yet");
    let shipped = world.done("Ines", Move { thing: release, state: "done".into() }).await;
    assert_eq!(state(world, request).await, "done");
    world.done("Ines", Undo { seq: shipped.seq }).await;
    assert_eq!(state(world, request).await, "planned");
}

#[tokio::test]
async fn taking_back_leaves_a_request_as_new_as_it_was() {
    let world = &world().await;
    let request = ask(world, "Adele Fournier", 2).await;
    let story = make(world, Kind::Story, "Pause a hold").await;
    let linked = world.done("Tomas", asks_for(request, story)).await;
    world.done("Tomas", Undo { seq: linked.seq }).await;
    assert_eq!(state(world, request).await, "new");
    let answered = world.done("Tomas", reply(request, false)).await;
    assert_eq!((state(world, request).await.as_str(), answered_at(world, request).await), ("open", true));
    world.done("Tomas", Undo { seq: answered.seq }).await;
    assert_eq!((state(world, request).await.as_str(), answered_at(world, request).await), ("new", false));
    let declined = world.done("Tomas", decline(request)).await;
    world.done("Tomas", Undo { seq: declined.seq }).await;
    assert_eq!((state(world, request).await.as_str(), answered_at(world, request).await), ("new", false));
}

async fn answered_at(world: &World, request: Key) -> bool {
    one(world, request).await.answered_at.is_some()
}

async fn one(world: &World, request: Key) -> store::One {
    let thing = crate::testing::thing(world, request).await;
    let mut tx = world.app.db.read().await.unwrap();
    store::one(&mut tx, thing.id).await.unwrap()
}

#[tokio::test]
async fn a_group_is_one_whatever_is_merged_into_what() {
    let world = &world().await;
    let [a, b, c, d] =
        [ask(world, "A", 1).await, ask(world, "B", 1).await, ask(world, "C", 1).await, ask(world, "D", 1).await];
    world.done("Tomas", Merge { request: b, into: a }).await;
    world.done("Tomas", Merge { request: c, into: b }).await;
    world.done("Tomas", Merge { request: a, into: d }).await;
    let end = one(world, d).await.canonical;
    for request in [a, b, c] {
        assert_eq!(one(world, request).await.canonical, end, "{request}");
        assert_eq!(state(world, request).await, "merged");
    }
    assert_eq!(world.refused("Tomas", Merge { request: d, into: c }).await, "merged-into-itself");
    assert_eq!(world.refused("Tomas", Merge { request: d, into: d }).await, "merged-into-itself");
    assert_eq!(world.refused("Tomas", decline(b)).await, "request-merged");

    world.done("Tomas", Unmerge { request: a }).await;
    let parted = one(world, a).await.canonical;
    assert_eq!(one(world, c).await.canonical, parted, "it takes along what was merged into it");
    assert_ne!(parted, end);
    assert_eq!(state(world, a).await, "open");
    assert_eq!(world.refused("Tomas", Unmerge { request: a }).await, "not-merged");
}

#[tokio::test]
async fn refusals_say_what_is_missing() {
    let world = &world().await;
    let request = ask(world, "Adele Fournier", 2).await;
    let story = make(world, Kind::Story, "Pause a hold").await;
    let record = |record: Record| async { world.refused("Mei", record).await };
    let asked = |day: &str| Record { body: "A wish".into(), asked: Some(day.into()), ..Record::default() };
    assert_eq!(record(Record::default()).await, "request-empty");
    assert_eq!(record(asked("soon")).await, "not-a-day");
    assert_eq!(record(asked("2026-10-15")).await, "asked-in-the-future");
    world.done("Mei", asked("2026-10-14")).await;
    assert_eq!(record(Record { importance: 4, ..asked("2026-10-01") }).await, "importance-out-of-range");
    assert_eq!(record(Record { email: "me".into(), ..asked("2026-10-01") }).await, "not-an-email");
    assert_eq!(world.refused("Tomas", Decline { request, because: " ".into() }).await, "reason-missing");
    assert_eq!(world.refused("Tomas", Reopen { request }).await, "open-already");
    assert_eq!(
        world.refused("Mei", Snooze { request, until: Some("2026-10-13".into()) }).await,
        "snoozed-into-the-past"
    );
    let customer = Some(world.person("Adele"));
    assert_eq!(world.refused("Mei", Assign { request, owner: customer }).await, "not-a-member");
    assert_eq!(world.refused("Mei", Read { request: story }).await, "wrong-kind");
    world.done("Tomas", asks_for(request, story)).await;
    assert_eq!(world.refused("Tomas", Finish { request }).await, "hangs-on-something");
    let stale = Edit { seen: Some(1), ..edit(request) };
    world.done("Mei", Edit { title: Some("First".into()), ..edit(request) }).await;
    assert_eq!(world.refused("Mei", stale).await, "changed-meanwhile");
}

#[tokio::test]
async fn a_reason_that_is_too_long_is_told_at_the_reason() {
    let world = &world().await;
    let request = ask(world, "Adele Fournier", 2).await;
    let long = Decline { request, because: "x".repeat(20_001) };
    let failure = world.act("Tomas", long).await.unwrap_err();
    let Failure::Refused(refusal) = failure else { panic!("{failure}") };
    assert_eq!((refusal.name, refusal.field.as_deref()), ("comment-too-long", Some("because")));
    world.done("Tomas", Decline { request, because: "x".repeat(20_000) }).await;
}

/// A form sends everything along; only what was changed in it is changed.
#[tokio::test]
async fn correcting_the_title_leaves_who_asked_and_when() {
    let world = &world().await;
    let request = ask(world, "Wen Hart", 1).await;
    let before = one(world, request).await;
    let form = |contact: &str| Edit {
        contact: Some(contact.into()),
        source: Some(String::new()),
        asked: Some("2026-10-13".into()),
        ..edit(request)
    };
    world.done("Mei", form("Wen Hart")).await;
    let after = one(world, request).await;
    assert_eq!((after.contact, after.asked_at), (before.contact, before.asked_at));
    world.done("Mei", Edit { asked: Some("2026-10-01".into()), ..form("Dora Kessler") }).await;
    let after = one(world, request).await;
    assert_eq!((after.contact_name.as_deref(), after.asked_at < before.asked_at), (Some("Dora Kessler"), true));
    world.done("Mei", form("")).await;
    assert_eq!(one(world, request).await.contact, None, "nobody knows who asked");
}

#[tokio::test]
async fn the_inbox_is_complete_page_by_page_in_every_order() {
    let world = &world().await;
    for n in 0..23 {
        let day = Some(format!("2026-09-{:02}", n % 5 + 1));
        world
            .done("Mei", Record { body: format!("Wish {n}"), asked: day, importance: n % 4, ..Record::default() })
            .await;
    }
    let removed = Key::new(Kind::Request, 3);
    world.done("Tomas", Remove { thing: removed }).await;
    world.done("Mei", Read { request: Key::new(Kind::Request, 4) }).await;
    let sleeping = Key::new(Kind::Request, 5);
    world.done("Mei", Snooze { request: sleeping, until: Some("2026-10-20".into()) }).await;
    for (tab, expected) in [("new", 20), ("open", 1), ("planned", 0), ("", 22)] {
        for sort in [Sort::Newest, Sort::Oldest, Sort::Importance] {
            let lines = walk(world, tab, sort).await;
            let mut keys: Vec<_> = lines.iter().map(inbox::Line::key).collect();
            match sort {
                Sort::Newest => assert!(lines.is_sorted_by(|a, b| a.asked_at >= b.asked_at)),
                Sort::Oldest => assert!(lines.is_sorted_by(|a, b| a.asked_at <= b.asked_at)),
                Sort::Importance => assert!(lines.is_sorted_by(|a, b| a.importance >= b.importance)),
            }
            keys.sort_unstable();
            keys.dedup();
            assert_eq!(keys.len(), expected, "{tab} {sort:?}");
            assert!(!keys.contains(&removed));
        }
    }
    let mut tx = world.app.db.read().await.unwrap();
    assert_eq!(inbox::new(&mut tx, world.shelf, TODAY).await.unwrap(), 20);
}

/// All requests of a tab, seven at a time.
async fn walk(world: &World, tab: &str, sort: Sort) -> Vec<inbox::Line> {
    let mut tx = world.app.db.read().await.unwrap();
    let mut all: Vec<inbox::Line> = Vec::new();
    loop {
        let from = match all.last() {
            Some(last) => inbox::cursor(&mut tx, world.shelf, last.key()).await.unwrap(),
            None => None,
        };
        let wanted = Wanted { product: world.shelf, tab, sort, now: TODAY, limit: 7 };
        let page = inbox::page(&mut tx, wanted, from).await.unwrap();
        if page.is_empty() {
            return all;
        }
        all.extend(page);
    }
}

#[tokio::test]
async fn many_are_recorded_at_once_with_those_who_ask() {
    let world = &world().await;
    let importer = Actor::person(world.person("Tomas"), false, Via::Import, "");
    let bring = Box::new(Bring { rows: 250 });
    let manner = Manner { quiet: true, ..Manner::default() };
    let Outcome::Done(done) = act(&world.app, &importer, world.shelf, vec![bring], manner).await.unwrap() else {
        panic!("it was proposed")
    };
    assert_eq!(done.answers[0], 250);
    let mut tx = world.app.db.read().await.unwrap();
    let customers = crate::customers::store::list(&mut tx, world.shelf, None, 10).await.unwrap();
    assert_eq!(customers.len(), 1);
    let asked = crate::customers::store::asked(&mut tx, &[customers[0].id]).await.unwrap();
    assert_eq!(asked[0].requests, 125);
    drop(tx);
    assert_eq!(
        one(world, Key::new(Kind::Request, 1)).await.contact,
        one(world, Key::new(Kind::Request, 41)).await.contact
    );
    assert_eq!(state(world, Key::new(Kind::Request, 11)).await, "planned");
}

/// A stand-in for an import.
#[derive(serde::Serialize, serde::Deserialize, schemars::JsonSchema)]
struct Bring {
    rows: usize,
}

impl Action for Bring {
    const NAME: &'static str = "test.bring";
    const DID: &'static str = "Brought them";
    type Answer = usize;

    async fn need(&self, _: &mut together::journal::Act<'_>) -> ground::web::Result<together::journal::Need> {
        Ok(together::journal::Need::Member)
    }

    async fn perform(self, act: &mut together::journal::Act<'_>) -> ground::web::Result<usize> {
        let rows = (0..self.rows).map(|n| super::actions::NewRequest {
            body: format!("Wish {n}. With more words."),
            contact: format!("Reader {}", n % 40),
            customer: if n % 2 == 0 { "Maple Street branch".into() } else { String::new() },
            importance: i64::try_from(n % 4).unwrap_or_default(),
            state: (n % 10 == 0).then_some("planned"),
            ..Default::default()
        });
        Ok(super::actions::record_many(act, rows.collect()).await?.len())
    }
}

#[tokio::test]
async fn what_came_as_done_stays_done_until_it_is_hung_on_something() {
    let world = &world().await;
    let importer = Actor::person(world.person("Tomas"), false, Via::Import, "");
    act(&world.app, &importer, world.shelf, vec![Box::new(Bring { rows: 1 })], Manner::default()).await.unwrap();
    let request = Key::new(Kind::Request, 1);
    world.done("Mei", reply(request, true)).await;
    assert_eq!(state(world, request).await, "planned");
    let story = make(world, Kind::Story, "Pause a hold").await;
    let linked = world.done("Tomas", asks_for(request, story)).await;
    assert_eq!(state(world, request).await, "open", "the story is a draft");
    assert_eq!(demand(world, story).await[0], 1);
    world.done("Tomas", Undo { seq: linked.seq }).await;
    assert_eq!(state(world, request).await, "planned");
}
