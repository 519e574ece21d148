//! Rows and roles of one team: they hold for the team, and for the team alone.

use ground::db::Sql;

use super::obeyed::{Exercise, TEST_FLOOR as WHOLE_PRODUCT};
use super::{DEV, LEADER, PO, give_a, set, take, with_team};
use crate::FLOOR;
use crate::app::Floor;
use crate::journal::{Act, Action, Need, registered};
use crate::roles::members::actions as members;
use crate::roles::rules::Right;
use crate::testing::{Browser, World};

const READERS: i64 = 2;

/// A decision for one team, without any effect.
#[derive(serde::Serialize, serde::Deserialize, schemars::JsonSchema)]
struct ForReaders {
    right: Right,
}

impl Action for ForReaders {
    const NAME: &'static str = "test.for-readers";
    const DID: &'static str = "Exercised a right for a team";
    type Answer = ();

    async fn need(&self, _: &mut Act<'_>) -> ground::web::Result<Need> {
        Ok(Need::Right { right: self.right, team: READERS })
    }

    async fn perform(self, act: &mut Act<'_>) -> ground::web::Result<()> {
        act.say(self.right.label(), self.right.label());
        Ok(())
    }
}

const TEST_FLOOR: Floor = Floor { actions: &[&[registered::<ForReaders>()]], ..Floor::EMPTY };

async fn world() -> World {
    let world = World::new(&[FLOOR, WHOLE_PRODUCT, TEST_FLOOR]).await;
    with_team(&world).await;
    world
}

#[tokio::test]
async fn a_team_with_a_row_of_its_own_is_decided_for_by_that_row() {
    let world = world().await;
    let right = Right::PlanSprint;
    world.done("Priya", ForReaders { right }).await;
    let asked = world.proposed("Ines", give_a("plan-sprint@T-2", PO)).await.key;
    world.done("Tomas", take(asked)).await;

    world.done("Tomas", ForReaders { right }).await;
    assert_eq!(world.proposed("Priya", ForReaders { right }).await.to, PO, "the team's row gives it to the owner");
    world.done("Priya", Exercise { right }).await;
    assert_eq!(world.proposed("Tomas", Exercise { right }).await.to, DEV, "the product's row is as it was");
    let page = Browser::of(&world, "Priya").await.page("/shelf/roles").await;
    assert!(page.contains("T-2 Readers"), "{page}");
}

#[tokio::test]
async fn who_has_a_role_in_a_team_decides_for_that_team_and_for_no_other() {
    let world = world().await;
    let team: Sql = Sql::new("team", "INSERT INTO team (id, product, number, name) VALUES ($1, $2, 3, 'Lenders')");
    let mut tx = world.app.db.write().await.unwrap();
    tx.run(team, ground::args![world.app.ids.next(), world.shelf]).await.unwrap();
    tx.commit().await.unwrap();
    for (name, team) in [("Lea", READERS), ("Karel", 3)] {
        world.done("Ada", members::Give { person: world.person(name), role: PO, team }).await;
    }
    let asked = world.proposed("Ines", set("order-backlog@T-2", LEADER, "I")).await.key;
    world.done("Tomas", take(asked)).await;

    let right = Right::OrderBacklog;
    world.done("Lea", ForReaders { right }).await;
    assert_eq!(world.proposed("Karel", ForReaders { right }).await.to, PO, "he owns another team");
    world.done("Tomas", ForReaders { right }).await;
    world.done("Karel", Exercise { right }).await;
}

#[tokio::test]
async fn a_row_of_a_team_waits_for_whom_it_names() {
    let world = world().await;
    let asked = world.proposed("Ines", set("order-backlog@T-2", LEADER, "C waits 24h")).await.key;
    world.done("Tomas", take(asked)).await;
    let right = Right::OrderBacklog;
    let held = world.proposed("Tomas", ForReaders { right }).await;
    assert!(held.said.contains("It waits for Lea until Wednesday 10:00"), "{}", held.said);
    world.done("Tomas", Exercise { right }).await;
}
