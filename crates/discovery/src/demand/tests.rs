use std::collections::{BTreeMap, BTreeSet};

use ground::{args, sql};
use together::journal::undo::Undo;
use together::testing::World;
use together::thread::actions::{Link, Remove, Unlink};
use together::thread::{Key, Kind, LinkKind, ThingId};

use super::store::whole::PARTS;
use super::store::{Demand, Whole, of_whole};
use crate::customers::ContactId;
use crate::customers::actions::{Add, AddContact, EditContact, SetValue};
use crate::requests::actions::{Decline, Edit, Merge, Record, Reopen, SetImportance, Unmerge};
use crate::testing::{ask, asks_for, demand, make, thing, world};

#[tokio::test]
async fn links_merges_and_words_count_and_taking_back_uncounts() {
    let world = &world().await;
    let story = make(world, Kind::Story, "Pause a hold").await;
    let (first, second) = (ask(world, "Adele Fournier", 2).await, ask(world, "Wen Hart", 3).await);
    assert_eq!(demand(world, story).await, [0, 0, 0, 0]);
    world.done("Tomas", asks_for(first, story)).await;
    let linked = world.done("Tomas", asks_for(second, story)).await;
    assert_eq!(demand(world, story).await, [2, 2, 5, 0]);
    world.done("Tomas", Undo { seq: linked.seq }).await;
    assert_eq!(demand(world, story).await, [1, 1, 2, 0]);

    let merged = world.done("Tomas", Merge { request: second, into: first }).await;
    assert_eq!(demand(world, story).await, [1, 2, 5, 0], "one request, two people");
    world.done("Tomas", Undo { seq: merged.seq }).await;
    assert_eq!(demand(world, story).await, [1, 1, 2, 0]);

    let rated = world.done("Tomas", SetImportance { request: first, importance: 0 }).await;
    assert_eq!(demand(world, story).await, [1, 1, 0, 0]);
    world.done("Tomas", Undo { seq: rated.seq }).await;
    let declined = world.done("Tomas", Decline { request: first, because: "No".into() }).await;
    assert_eq!(demand(world, story).await, [0, 0, 0, 0]);
    world.done("Tomas", Undo { seq: declined.seq }).await;
    assert_eq!(demand(world, story).await, [1, 1, 2, 0]);
    let removed = world.done("Tomas", Remove { thing: first }).await;
    assert_eq!(demand(world, story).await, [0, 0, 0, 0]);
    world.done("Tomas", Undo { seq: removed.seq }).await;
    world.done("Tomas", Unlink { from: first, kind: LinkKind::AsksFor, to: story }).await;
    assert_eq!(demand(world, story).await, [0, 0, 0, 0]);
}

#[tokio::test]
async fn a_person_counts_once_with_their_last_word() {
    let world = &world().await;
    let story = make(world, Kind::Story, "Pause a hold").await;
    let early = Record {
        body: "Please".into(),
        contact: "Wen Hart".into(),
        importance: 3,
        asked: Some("2026-09-01".into()),
        ..Record::default()
    };
    let early = world.key("Mei", early).await;
    let (late, other) = (ask(world, "Wen Hart", 1).await, ask(world, "Adele Fournier", 2).await);
    for request in [early, late, other] {
        world.done("Tomas", asks_for(request, story)).await;
    }
    assert_eq!(demand(world, story).await, [3, 2, 3, 0], "Wen Hart counts once, with the 1 she said last");
    world.done("Tomas", Merge { request: early, into: other }).await;
    world.done("Tomas", Merge { request: late, into: early }).await;
    assert_eq!(demand(world, story).await, [1, 2, 3, 0]);
    world.done("Tomas", Unmerge { request: early }).await;
    world.done("Tomas", Unmerge { request: late }).await;
    assert_eq!(demand(world, story).await, [3, 2, 3, 0], "as before");
    let nameless = world.key("Mei", Record { body: "Me too".into(), ..Record::default() }).await;
    world.done("Tomas", asks_for(nameless, story)).await;
    assert_eq!(demand(world, story).await, [4, 3, 3, 0], "whoever has no name is somebody");
}

#[tokio::test]
async fn whoever_asks_for_a_part_asks_for_the_whole_once() {
    let world = &world().await;
    let feature = make(world, Kind::Feature, "Holds that move").await;
    let mut stories = Vec::new();
    for title in ["Pause a hold", "See my place", "Nobody asks for this"] {
        let story = make(world, Kind::Story, title).await;
        world.done("Tomas", part_of(story, feature)).await;
        stories.push(story);
    }
    assert_eq!(whole(world, feature).await, None);
    let (adele, wen, again) =
        (ask(world, "Adele Fournier", 2).await, ask(world, "Wen Hart", 3).await, ask(world, "Wen Hart", 1).await);
    world.done("Tomas", asks_for(adele, stories[0])).await;
    world.done("Tomas", asks_for(wen, stories[0])).await;
    world.done("Tomas", asks_for(again, stories[1])).await;
    assert_eq!(whole(world, feature).await, Some([3, 2, 3, 0]), "Wen Hart counts once, with the 1 she said last");
    assert_eq!(whole(world, stories[0]).await, Some([2, 2, 5, 0]), "a story has no parts");
    world.done("Tomas", asks_for(adele, feature)).await;
    assert_eq!(whole(world, feature).await, Some([3, 2, 3, 0]), "it asks for the whole and for a part");
    world.done("Tomas", Remove { thing: stories[1] }).await;
    assert_eq!(whole(world, feature).await, Some([2, 2, 5, 0]));
}

#[tokio::test]
async fn of_too_many_parts_it_is_said_that_they_are_not_counted() {
    let world = &world().await;
    let feature = make(world, Kind::Feature, "Everything").await;
    for n in 0..=PARTS {
        let story = make(world, Kind::Story, &format!("Story {n}")).await;
        world.done("Tomas", part_of(story, feature)).await;
    }
    let thing = thing(world, feature).await.id;
    let mut tx = world.app.db.read().await.unwrap();
    assert_eq!(of_whole(&mut tx, &[thing]).await.unwrap()[&thing], Whole::TooMuch);
}

fn part_of(story: Key, feature: Key) -> Link {
    Link { from: story, kind: LinkKind::PartOf, to: feature, share: None, quote: None }
}

/// Requests, people, importance and value that are asked of a thing and of its parts.
async fn whole(world: &World, key: Key) -> Option<[i64; 4]> {
    let thing = thing(world, key).await.id;
    let mut tx = world.app.db.read().await.unwrap();
    match of_whole(&mut tx, &[thing]).await.unwrap().remove(&thing)? {
        Whole::Asked(Demand { requests, people, importance, value, .. }) => Some([requests, people, importance, value]),
        Whole::TooMuch => panic!("{key} has few parts"),
    }
}

#[tokio::test]
async fn each_customer_counts_once_with_what_it_is_worth() {
    let world = &world().await;
    let need =
        world.key("Tomas", crate::needs::actions::Write { title: "Know when".into(), ..Default::default() }).await;
    let branch = world
        .key("Tomas", Add { title: "Maple Street branch".into(), value: Some(400.into()), ..Add::default() })
        .await;
    let school = world.key("Mei", Add { title: "Northside School".into(), ..Add::default() }).await;
    let at = |customer: &str, contact: &str| Record {
        body: "Please".into(),
        contact: contact.into(),
        customer: customer.into(),
        importance: 1,
        ..Record::default()
    };
    let wen = world.key("Mei", at("Maple Street branch", "Wen Hart")).await;
    let omar = world.key("Mei", at("Maple Street branch", "Omar Haddad")).await;
    let oskar = world.key("Mei", at("Northside School", "Oskar Brandt")).await;
    for request in [wen, omar, oskar] {
        world.done("Tomas", asks_for(request, need)).await;
    }
    assert_eq!(demand(world, need).await, [3, 3, 3, 400]);
    let valued = world.done("Tomas", SetValue { customer: school, value: Some(90.into()) }).await;
    assert_eq!(demand(world, need).await, [3, 3, 3, 490]);
    world.done("Tomas", Undo { seq: valued.seq }).await;
    assert_eq!(demand(world, need).await, [3, 3, 3, 400]);
    let moved = Edit { contact: Some("Oskar Brandt".into()), customer: "Maple Street branch".into(), ..edit(oskar) };
    world.done("Mei", moved).await;
    world.done("Tomas", SetValue { customer: branch, value: Some(500.into()) }).await;
    assert_eq!(demand(world, need).await, [3, 3, 3, 500]);

    let single = world.done("Mei", AddContact { name: "Leo Marsh".into(), ..AddContact::default() }).await;
    let contact: ContactId = single.answers[0].as_str().unwrap().parse().unwrap();
    let leo = ask(world, "Leo Marsh", 0).await;
    world.done("Tomas", asks_for(leo, need)).await;
    world.done("Tomas", SetValue { customer: school, value: Some(7.into()) }).await;
    assert_eq!(demand(world, need).await, [4, 4, 3, 500]);
    let joins = EditContact { contact, name: "Leo Marsh".into(), email: String::new(), customer: Some(school) };
    world.done("Mei", joins).await;
    assert_eq!(demand(world, need).await, [4, 4, 3, 507], "what somebody asks counts for where they are");
}

fn edit(request: Key) -> Edit {
    Edit {
        request,
        title: None,
        body: None,
        contact: None,
        email: String::new(),
        customer: String::new(),
        source: None,
        asked: None,
        seen: None,
    }
}

/// Whatever is done in whatever order, what was kept along the way is what a count from the beginning gives.
#[tokio::test]
async fn what_is_kept_is_what_a_count_gives() {
    let world = &world().await;
    let mut chance = Chance(42);
    let mut stories = Vec::new();
    for n in 0..3 {
        stories.push(make(world, Kind::Story, &format!("Story {n}")).await);
    }
    let places = ["", "Maple Street branch", "Northside School"];
    let mut customers = Vec::new();
    for place in &places[1..] {
        customers.push(world.key("Tomas", Add { title: (*place).into(), ..Add::default() }).await);
    }
    let mut requests = Vec::new();
    for n in 0..12 {
        let reader = n % 7;
        let asked = Record {
            body: "Please".into(),
            contact: format!("Reader {reader}"),
            customer: places[reader % 3].into(),
            importance: i64::try_from(n % 4).unwrap(),
            ..Record::default()
        };
        requests.push(world.key("Mei", asked).await);
    }
    for step in 0..240 {
        let (one, other) = (requests[chance.below(12)], requests[chance.below(12)]);
        let story = stories[chance.below(3)];
        // Some of these are refused, as they should be; the numbers hold all the same.
        let outcome = match chance.below(10) {
            0 | 1 => world.act("Tomas", asks_for(one, story)).await,
            2 => world.act("Tomas", Unlink { from: one, kind: LinkKind::AsksFor, to: story }).await,
            3 => world.act("Tomas", Merge { request: one, into: other }).await,
            4 => world.act("Tomas", Unmerge { request: one }).await,
            5 => {
                world
                    .act("Tomas", SetImportance { request: one, importance: i64::try_from(chance.below(4)).unwrap() })
                    .await
            }
            6 => world.act("Tomas", Decline { request: one, because: "No".into() }).await,
            7 => world.act("Tomas", Reopen { request: one }).await,
            8 => {
                let value = Some(i64::try_from(chance.below(500)).unwrap().into());
                world.act("Tomas", SetValue { customer: customers[chance.below(2)], value }).await
            }
            _ => world.act("Tomas", Undo { seq: last(world).await }).await,
        };
        drop(outcome);
        if step % 8 == 0 {
            for story in &stories {
                assert_eq!(demand(world, *story).await, counted(world, *story).await, "{story} after step {step}");
            }
        }
    }
}

/// Numbers that look like chance and are the same in every run.
struct Chance(u64);

impl Chance {
    fn below(&mut self, end: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap() % end
    }
}

sql! {
    LAST: (i64,) = "SELECT MAX(seq) FROM journal WHERE product = $1";
    LINKS: (i64, String, i64) = "SELECT f.number, l.kind, t.number FROM link l JOIN thing f ON f.id = l.from_thing JOIN thing t ON t.id = l.to_thing WHERE f.product = $1 AND f.kind = 'request'";
    REQUESTS: (i64, String, Option<ContactId>, i64, Option<ThingId>, i64) = "SELECT t.number, t.state, r.contact, r.importance, c.thing, COALESCE(c.value, 0) FROM request r JOIN thing t ON t.id = r.thing LEFT JOIN contact k ON k.id = r.contact LEFT JOIN customer c ON c.thing = COALESCE(r.customer, k.customer) WHERE r.product = $1 AND t.hidden_at IS NULL ORDER BY r.asked_at, r.thing";
}

async fn last(world: &World) -> i64 {
    world.app.db.read().await.unwrap().one(LAST, args![world.shelf]).await.unwrap().0
}

/// The demand of a story, counted from the links and requests as they are.
async fn counted(world: &World, story: Key) -> [i64; 4] {
    let mut tx = world.app.db.read().await.unwrap();
    let links = tx.all(LINKS, args![world.shelf]).await.unwrap();
    let requests = tx.all(REQUESTS, args![world.shelf]).await.unwrap();
    let into: BTreeMap<i64, i64> =
        links.iter().filter(|(_, kind, _)| kind == "duplicate of").map(|(from, _, to)| (*from, *to)).collect();
    let end = |mut request: i64| {
        while let Some(next) = into.get(&request) {
            request = *next;
        }
        request
    };
    let declined: BTreeSet<i64> =
        requests.iter().filter(|(_, state, ..)| state == "declined").map(|(number, ..)| *number).collect();
    let asking = links.iter().filter(|(_, kind, to)| kind == "asks for" && *to == story.number);
    let groups: BTreeSet<i64> = asking.map(|(from, ..)| end(*from)).filter(|end| !declined.contains(end)).collect();
    let voices = || requests.iter().filter(|(number, ..)| groups.contains(&end(*number)));
    // Sorted by when it was asked, so that a person's last word stays.
    let people: BTreeMap<_, i64> =
        voices().map(|(number, _, contact, importance, ..)| (contact.ok_or(*number), *importance)).collect();
    let customers: BTreeMap<_, i64> =
        voices().filter_map(|(.., customer, value)| Some(((*customer)?, *value))).collect();
    let count = |number: usize| i64::try_from(number).unwrap();
    [count(groups.len()), count(people.len()), people.values().sum(), customers.values().sum()]
}
