//! What is taken back, by whom, and to whom it is offered.

use ground::db::Sql;

use super::{Plan, Rename, plan, title, world};
use crate::journal::proposals::actions::Take;
use crate::journal::undo::Undo;
use crate::journal::{Act, Action, AnyAction, Manner, Need, Outcome, act};
use crate::roles::members::actions as members;
use crate::roles::rules::{Right, Role};
use crate::testing::{Browser, World};
use crate::thread::actions::{Link, Remove, Unlink, Watch};
use crate::thread::{Key, Kind, LinkKind};

/// A stand-in for deciding about the roadmap, which is the manager's: renames a thing.
#[derive(serde::Serialize, serde::Deserialize, schemars::JsonSchema)]
pub(super) struct Place {
    pub(super) thing: Key,
    pub(super) right: Right,
}

impl Action for Place {
    const NAME: &'static str = "test.place";
    const DID: &'static str = "Placed it";
    type Answer = Key;

    async fn need(&self, _: &mut Act<'_>) -> ground::web::Result<Need> {
        Ok(Need::right(self.right))
    }

    async fn perform(self, act: &mut Act<'_>) -> ground::web::Result<Key> {
        Rename { thing: self.thing, title: format!("Placed by {:?}", self.right), seen: None }.perform(act).await
    }
}

async fn link_of(world: &World, from: Key) -> Vec<(Option<i64>, Option<String>)> {
    let mut tx = world.app.db.read().await.unwrap();
    let thing = crate::thread::store::by_key(&mut tx, world.shelf, from).await.unwrap().unwrap();
    let links = crate::thread::store::links::links_up(&mut tx, thing.id).await.unwrap();
    links.into_iter().map(|link| (link.share, link.quote)).collect()
}

#[tokio::test]
async fn a_link_comes_back_with_its_share_and_its_words() {
    let world = world().await;
    let request = world.key("Tomas", Plan { kind: Kind::Request, title: "Let me pause a hold".into() }).await;
    let feature = world.key("Tomas", Plan { kind: Kind::Feature, title: "Holds".into() }).await;
    let kind = LinkKind::AsksFor;
    let link = |share, quote: &str| Link { from: request, kind, to: feature, share, quote: Some(quote.into()) };
    world.done("Tomas", link(Some(40), "pause a hold")).await;
    let changed = world.done("Tomas", link(None, "a hold")).await;
    let unlinked = world.done("Tomas", Unlink { from: request, kind, to: feature }).await;
    assert_eq!(link_of(&world, request).await, []);
    world.done("Tomas", Undo { seq: unlinked.seq }).await;
    assert_eq!(link_of(&world, request).await, [(None, Some("a hold".to_owned()))]);
    world.done("Tomas", Undo { seq: changed.seq }).await;
    assert_eq!(link_of(&world, request).await, [(Some(40), Some("pause a hold".to_owned()))]);
    let page = Browser::of(&world, "Tomas").await.page(&format!("/shelf/{request}/history")).await;
    assert!(page.contains(&format!("<ins>{feature}</ins>")) && !page.contains("quote"), "a link reads as its key");
}

/// Two features and two stories, as the owner planned them.
async fn planned(world: &World) -> [Key; 4] {
    let of = |kind, title: &str| Plan { kind, title: title.into() };
    [
        world.key("Tomas", of(Kind::Feature, "Holds")).await,
        world.key("Tomas", of(Kind::Feature, "Shelves")).await,
        world.key("Tomas", of(Kind::Story, "Pause a hold")).await,
        world.key("Tomas", of(Kind::Story, "Show a shelf")).await,
    ]
}

fn join(from: Key, kind: LinkKind, to: Key) -> Link {
    Link { from, kind, to, share: None, quote: None }
}

#[tokio::test]
async fn a_link_comes_back_by_whoevers_call_it_is() {
    let world = world().await;
    let [holds, _, story, _] = planned(&world).await;
    world.done("Tomas", join(story, LinkKind::PartOf, holds)).await;
    let unlinked = world.done("Tomas", Unlink { from: story, kind: LinkKind::PartOf, to: holds }).await.seq;
    assert_eq!(world.proposed("Priya", Undo { seq: unlinked }).await.to, Role::ProductOwner);
    assert_eq!(link_of(&world, story).await, []);
    assert_eq!(
        world.refused("Nobody", Undo { seq: unlinked }).await,
        "not-found",
        "another product’s entries are nobody’s"
    );
    world.done("Tomas", Undo { seq: unlinked }).await;
    assert_eq!(link_of(&world, story).await.len(), 1);
}

#[tokio::test]
async fn a_link_does_not_come_back_in_a_circle() {
    let world = world().await;
    let [.., one, other] = planned(&world).await;
    world.done("Tomas", join(one, LinkKind::DependsOn, other)).await;
    let unlinked = world.done("Tomas", Unlink { from: one, kind: LinkKind::DependsOn, to: other }).await.seq;
    world.done("Tomas", join(other, LinkKind::DependsOn, one)).await;
    assert_eq!(world.refused("Tomas", Undo { seq: unlinked }).await, "link-makes-a-cycle");
}

#[tokio::test]
async fn a_link_does_not_come_back_over_what_was_linked_since() {
    let world = world().await;
    let [holds, shelves, story, other] = planned(&world).await;
    let first = world.done("Tomas", join(story, LinkKind::PartOf, holds)).await.seq;
    let unlinked = world.done("Tomas", Unlink { from: story, kind: LinkKind::PartOf, to: holds }).await.seq;
    let moved = world.done("Tomas", join(story, LinkKind::PartOf, shelves)).await.seq;
    assert_eq!(world.refused("Tomas", Undo { seq: unlinked }).await, "changed-since", "it is part of another by now");
    world.done("Tomas", Undo { seq: moved }).await;
    world.done("Tomas", Undo { seq: unlinked }).await;
    world.done("Tomas", Link { share: Some(40), ..join(story, LinkKind::PartOf, holds) }).await;
    assert_eq!(world.refused("Tomas", Undo { seq: first }).await, "changed-since", "its share was said since");
    assert_eq!(link_of(&world, story).await, [(Some(40), None)]);

    let link = world.done("Tomas", join(other, LinkKind::PartOf, holds)).await.seq;
    let gone = world.done("Tomas", Unlink { from: other, kind: LinkKind::PartOf, to: holds }).await.seq;
    world.done("Tomas", Undo { seq: link }).await;
    world.done("Ada", Remove { thing: holds }).await;
    assert_eq!(world.refused("Tomas", Undo { seq: gone }).await, "no-such-thing", "what it led to was removed");
}

#[tokio::test]
async fn a_link_to_something_that_was_removed_can_be_taken_back() {
    let world = world().await;
    let [holds, _, story, _] = planned(&world).await;
    let linked = world.done("Tomas", join(story, LinkKind::PartOf, holds)).await.seq;
    let removed = world.done("Ada", Remove { thing: holds }).await.seq;
    world.done("Tomas", Undo { seq: linked }).await;
    world.done("Ada", Undo { seq: removed }).await;
    assert_eq!(link_of(&world, story).await, []);
}

#[tokio::test]
async fn history_offers_to_take_back_what_the_reader_may() {
    let world = world().await;
    let story = world.key("Tomas", plan("Pause a hold")).await;
    world.done("Priya", Watch { thing: story, watch: true }).await;
    world.done("Ada", members::Give { person: world.person("Mei"), role: Role::ScrumMaster, team: 0 }).await;
    for (name, story_undo, role_undo) in [("Tomas", true, false), ("Priya", true, false), ("Ada", false, true)] {
        let browser = Browser::of(&world, name).await;
        for path in [format!("/shelf/{story}/history"), "/shelf/journal".to_owned()] {
            let page = browser.page(&path).await;
            let offered = |did: &str| {
                let row = page.split("<tr id=\"j-").find(|row| row.contains(did)).unwrap_or_default();
                row.contains("journal.undo")
            };
            assert!(
                page.contains("Watches it") && !offered("Watches it"),
                "{name}: there is no way back from watching"
            );
            assert_eq!(offered("Planned it"), story_undo, "{name} on {path}");
            assert_eq!(offered("Gave a role"), role_undo && path.ends_with("journal"), "{name} on {path}");
        }
    }
}

#[tokio::test]
async fn roles_are_taken_back_by_administrators_alone() {
    let world = world().await;
    let given =
        world.done("Ada", members::Give { person: world.person("Mei"), role: Role::ScrumMaster, team: 0 }).await;
    assert_eq!(world.refused("Tomas", Undo { seq: given.seq }).await, "administrators-only");
    world.done("Ada", Undo { seq: given.seq }).await;
}

/// Two decisions in one list, by Ines, of which the second is the owner's; he takes the proposal.
#[tokio::test]
async fn what_was_done_by_a_right_that_is_no_more_is_taken_back_by_administrators_alone() {
    let world = world().await;
    let story = world.key("Tomas", Plan { kind: Kind::Story, title: "Holds".into() }).await;
    let placed = world.done("Ines", Place { thing: story, right: Right::OrderRoadmap }).await;
    let renamed = Sql::new("rename", "UPDATE journal SET decision_right = 'order-roadmap gone' WHERE seq = $1");
    let mut tx = world.app.db.write().await.unwrap();
    tx.run(renamed, ground::args![placed.seq]).await.unwrap();
    tx.commit().await.unwrap();
    assert_eq!(world.refused("Ines", Undo { seq: placed.seq }).await, "administrators-only");
    world.done("Ada", Undo { seq: placed.seq }).await;
}

async fn both_taken(world: &World, first: Right, second: Right) -> (Key, i64) {
    let (one, two) = (world.key("Tomas", plan("One")).await, world.key("Tomas", plan("Two")).await);
    let list: Vec<Box<dyn AnyAction>> =
        vec![Box::new(Place { thing: one, right: first }), Box::new(Place { thing: two, right: second })];
    let Ok(Outcome::Proposed(proposed)) =
        act(&world.app, &world.actor("Ines"), world.shelf, list, Manner::default()).await
    else {
        panic!("the list was not proposed")
    };
    let taken = world.done("Tomas", Take { proposal: proposed.key, because: "Yes".into(), anyway: false }).await;
    (two, taken.seq)
}

#[tokio::test]
async fn what_several_decided_is_taken_back_by_all_of_them() {
    let world = world().await;
    let (two, seq) = both_taken(&world, Right::OrderRoadmap, Right::OrderBacklog).await;
    assert_eq!(world.refused("Priya", Undo { seq }).await, "several-deciders", "two people decide that");

    let by_manager = world.proposed("Ines", Undo { seq }).await;
    assert_eq!(by_manager.to, Role::ProductOwner, "her own part needs her yes alone");
    let by_owner = world.proposed("Tomas", Undo { seq }).await;
    assert_eq!(by_owner.to, Role::ProductManager);

    world.done("Tomas", Take { proposal: by_manager.key, because: "Right".into(), anyway: false }).await;
    assert_eq!(title(&world, two).await.as_deref(), Some("Two"));
}

#[tokio::test]
async fn who_decides_all_of_it_takes_it_back_at_once() {
    let world = world().await;
    let (two, seq) = both_taken(&world, Right::RankNeeds, Right::OrderBacklog).await;
    assert_eq!(world.proposed("Ines", Undo { seq }).await.to, Role::ProductOwner);
    world.done("Tomas", Undo { seq }).await;
    assert_eq!(title(&world, two).await.as_deref(), Some("Two"));
}
