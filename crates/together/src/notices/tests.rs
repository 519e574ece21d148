use std::collections::BTreeSet;

use ground::web::Result;

use super::actions::Read;
use super::store::{self, Notice, Wanted};
use crate::FLOOR;
use crate::app::Floor;
use crate::conversation::actions::Write;
use crate::decisions::actions::Ask;
use crate::journal::proposals::actions::{Decline, Take};
use crate::journal::{Act, Action, Need, NewThing, Outcome, registered};
use crate::roles::actions::SetCell;
use crate::roles::members::actions as members;
use crate::roles::rules::{Letter, Preset, Right, Role};
use crate::testing::{Browser, World, assert_ids_are_unique};
use crate::thread::{Key, Kind, Stage};

/// Makes a story by some right.
#[derive(serde::Serialize, serde::Deserialize, schemars::JsonSchema)]
struct Exercise {
    right: Right,
}

impl Action for Exercise {
    const NAME: &'static str = "test.exercise";
    const DID: &'static str = "Wrote a story";
    type Answer = Key;

    async fn need(&self, _: &mut Act<'_>) -> Result<Need> {
        Ok(Need::right(self.right))
    }

    async fn perform(self, act: &mut Act<'_>) -> Result<Key> {
        let new = NewThing { title: "Pause a hold".into(), state: "draft", stage: Stage::Open, number: None };
        let key = act.create(Kind::Story, new).await?.key();
        act.say(format!("{key} written"), "Write a story");
        Ok(key)
    }
}

const TEST_FLOOR: Floor = Floor { actions: &[&[registered::<Exercise>()]], ..Floor::EMPTY };

const PEOPLE: [(&str, Role); 8] = [
    ("Ines", Role::ProductManager),
    ("Tomas", Role::ProductOwner),
    ("Priya", Role::Developer),
    ("Jonas", Role::Developer),
    ("Sam", Role::ScrumMaster),
    ("Lea", Role::BusinessLeader),
    ("Karel", Role::ProjectManager),
    ("Adele", Role::Customer),
];

async fn world() -> World {
    World::new(&[FLOOR, TEST_FLOOR]).await
}

async fn notices(world: &World, name: &str) -> Vec<Notice> {
    let mut tx = world.app.db.read().await.unwrap();
    store::list(&mut tx, world.person(name), world.shelf, &Wanted::default(), 99).await.unwrap()
}

async fn unread(world: &World, name: &str) -> i64 {
    let mut tx = world.app.db.read().await.unwrap();
    store::unread(&mut tx, world.person(name), world.shelf).await.unwrap()
}

#[tokio::test]
async fn a_decision_tells_those_with_c_and_i_and_never_the_actor() {
    let matrix = Preset::ManagerAndOwner.matrix([]);
    let world = world().await;
    for right in Right::ALL.iter().filter(|right| right.agreement().is_none()) {
        let row = matrix.row(*right, 0);
        let decider = row.cells.roles(Letter::A).first().unwrap();
        let (actor, _) = PEOPLE.into_iter().find(|(_, role)| *role == decider).unwrap();
        let mut before = Vec::new();
        for (name, _) in PEOPLE {
            before.push(unread(&world, name).await);
        }
        world.done(actor, Exercise { right: *right }).await;
        for ((name, role), before) in PEOPLE.into_iter().zip(before) {
            let named = row.cells.roles(Letter::C).or(row.cells.roles(Letter::I)).contains(role);
            let told = unread(&world, name).await - before;
            assert_eq!(told, i64::from(named && name != actor), "{name} of {right}");
        }
    }
}

#[tokio::test]
async fn a_proposal_tells_who_decides_and_who_may_answer_before() {
    let world = world().await;
    world.proposed("Priya", Exercise { right: Right::OrderBacklog }).await;
    let mut told = BTreeSet::new();
    for (name, _) in PEOPLE {
        told.extend(notices(&world, name).await.into_iter().map(|notice| (name, notice.why)));
    }
    let expected = [("Ines", "consulted"), ("Jonas", "consulted"), ("Tomas", "proposal")];
    assert_eq!(told.into_iter().collect::<Vec<_>>(), expected.map(|(name, why)| (name, why.to_owned())));
}

#[tokio::test]
async fn a_change_of_who_decides_is_told_to_all() {
    let world = world().await;
    let set = SetCell {
        right: Right::OrderBacklog.into(),
        role: Role::ProductManager,
        value: "R".parse().unwrap(),
        instead: None,
    };
    let proposal = world.proposed("Ines", set).await.key;
    world.done("Tomas", Take { proposal, because: "Fine".into(), anyway: false }).await;
    for (name, whys) in [
        ("Ines", vec!["taken"]),
        ("Tomas", vec!["proposal"]),
        ("Priya", vec!["proposal.take"]),
        ("Sam", vec!["proposal.take"]),
        ("Lea", vec!["proposal.take", "consulted"]),
        ("Karel", vec!["proposal.take"]),
        ("Adele", vec![]),
    ] {
        let told: Vec<_> = notices(&world, name).await.into_iter().map(|notice| notice.why).collect();
        let (mut told, mut whys) = (told, whys);
        told.sort_unstable();
        whys.sort_unstable();
        assert_eq!(told, whys, "{name}");
    }
    let page = Browser::of(&world, "Priya").await.page("/shelf/notices").await;
    assert!(page.contains("Tomas took a proposal: Order the product backlog, product manager: prepares it"), "{page}");
}

#[tokio::test]
async fn who_changes_alone_tells_what_the_cells_were_and_are() {
    let world = world().await;
    world.done("Ada", members::Take { person: world.person("Tomas"), role: Role::ProductOwner, team: 0 }).await;
    let set = SetCell {
        right: Right::OrderBacklog.into(),
        role: Role::ProductManager,
        value: "R".parse().unwrap(),
        instead: None,
    };
    world.done("Ines", set).await;
    let page = Browser::of(&world, "Priya").await.page("/shelf/notices").await;
    assert!(page.contains("Ines changed who decides"), "{page}");
    assert!(
        page.contains("Order the product backlog, product manager: R: prepares it, was C: told before, may answer")
    );
}

#[tokio::test]
async fn the_same_again_is_one_notice_until_it_is_read() {
    let world = world().await;
    let story = world.key("Tomas", Exercise { right: Right::OrderBacklog }).await;
    let say = |body: &str| Write { thing: story, body: body.into(), public: false };
    for n in 1..=3 {
        world.done("Tomas", say(&format!("@Priya, look {n}"))).await;
    }
    let mentions = async || {
        notices(&world, "Priya").await.into_iter().filter(|n| n.why == "mention").map(|n| n.times).collect::<Vec<_>>()
    };
    assert_eq!(mentions().await, [3]);
    let priya = Browser::of(&world, "Priya").await;
    let page = priya.page("/shelf/notices").await;
    assert!(
        page.contains("3 times") && page.contains("Tomas mentioned you") && page.contains("“@Priya, look 3”"),
        "{page}"
    );
    world.done("Priya", Read { notice: None }).await;
    assert_eq!(unread(&world, "Priya").await, 0);
    world.done("Tomas", say("@Priya, again")).await;
    assert_eq!(mentions().await, [1, 3]);
}

#[tokio::test]
async fn notices_are_ones_own_to_read() {
    let world = world().await;
    world.key("Tomas", Exercise { right: Right::OrderBacklog }).await;
    let of_priya = notices(&world, "Priya").await[0].id;
    world.done("Jonas", Read { notice: Some(of_priya) }).await;
    assert_eq!(unread(&world, "Priya").await, 1, "somebody else's stays new");

    let priya = Browser::of(&world, "Priya").await;
    let page = priya.page("/shelf/notices").await;
    assert!(page.contains("1 is new") && page.contains("aria-label=\"Notices, 1 new\""), "{page}");
    assert_ids_are_unique(&page);
    priya.send("/shelf/notices", "notice.read", &[("notice", &of_priya.to_string())]).await;
    let page = priya.page("/shelf/notices").await;
    assert!(page.contains("Nothing is new") && page.contains("Earlier today"), "{page}");
    assert!(!priya.page("/shelf/journal").await.contains("Read notices"), "when somebody read is not for others");
}

#[tokio::test]
async fn what_needs_one_is_apart_from_what_one_is_told() {
    let world = world().await;
    let proposal = world.proposed("Priya", Exercise { right: Right::OrderBacklog }).await.key;
    world.key("Ines", Ask { question: "Which first?".into(), ..Ask::default() }).await;
    world.done("Ada", members::Give { person: world.person("Mei"), role: Role::ScrumMaster, team: 0 }).await;
    let tomas = Browser::of(&world, "Tomas").await;
    let page = tomas.page("/shelf/notices").await;
    assert!(page.contains("2 are new, 1 of them needs you") && page.contains("Need me 1"), "{page}");
    assert!(page.contains("Priya proposes: Write a story") && page.contains("Ada gave Mei the role of scrum master"));
    let need = tomas.page("/shelf/notices?show=need").await;
    assert!(need.contains("Priya proposes") && !need.contains("Ada gave"));
    let told = tomas.page("/shelf/notices?show=told").await;
    assert!(!told.contains("Priya proposes") && told.contains("Ada gave"));

    world.done("Tomas", Decline { proposal, because: "Not now".into() }).await;
    let page = tomas.page("/shelf/notices").await;
    assert!(page.contains("1 is new<") && page.contains("It is declined by now"), "who settles it has read of it");
    let priya = Browser::of(&world, "Priya").await.page("/shelf/notices").await;
    assert!(priya.contains("Tomas declined your proposal: Write a story"), "{priya}");
}

#[tokio::test]
async fn the_badge_counts_what_waits_for_oneself() {
    let world = world().await;
    let badge = async |name: &str| {
        let page = Browser::of(&world, name).await.page("/shelf/roles").await;
        let link = page.split("href=\"/shelf/decisions\"").nth(1).unwrap().split("</a>").next().unwrap().to_owned();
        link.split("class=\"count\">").nth(1).map(|rest| rest.split('<').next().unwrap().to_owned())
    };
    assert_eq!(badge("Tomas").await, None);
    world.proposed("Priya", Exercise { right: Right::OrderBacklog }).await;
    world
        .proposed(
            "Ines",
            SetCell {
                right: Right::OrderBacklog.into(),
                role: Role::ProductManager,
                value: "R".parse().unwrap(),
                instead: None,
            },
        )
        .await;
    assert_eq!(badge("Tomas").await.as_deref(), Some("2"));
    assert_eq!(badge("Ines").await, None, "nobody waits for their own yes");
    assert!(matches!(world.act("Priya", Exercise { right: Right::RateEffort }).await, Ok(Outcome::Done(_))));
}

#[tokio::test]
async fn a_page_goes_on_behind_the_notice_it_names() {
    let world = world().await;
    for _ in 0..3 {
        world.done("Tomas", Exercise { right: Right::OrderBacklog }).await;
    }
    let all = notices(&world, "Priya").await;
    assert_eq!(all.len(), 3);
    let mut tx = world.app.db.read().await.unwrap();
    let behind = async |tx: &mut ground::db::Tx, after| {
        let wanted = Wanted { after: Some(after), ..Wanted::default() };
        let found = store::list(tx, world.person("Priya"), world.shelf, &wanted, 99).await.unwrap();
        found.into_iter().map(|notice| notice.id).collect::<Vec<_>>()
    };
    assert_eq!(behind(&mut tx, all[0].id).await, [all[1].id, all[2].id]);
    assert!(behind(&mut tx, all[2].id).await.is_empty());
}
