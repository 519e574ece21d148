//! Every right of the matrix is obeyed by `act`, whatever the matrix says.

use ground::web::{Failure, Result};

use super::both_hats;
use crate::app::Floor;
use crate::journal::{Act, Action, Need, Outcome, history, registered};
use crate::roles::rules::{Hats, Preset, Right, Role, RoleSet, Ruling, Scope};
use crate::testing::World;
use crate::{FLOOR, roles};

/// A decision of each kind, without any effect.
#[derive(serde::Serialize, serde::Deserialize, schemars::JsonSchema)]
pub(super) struct Exercise {
    pub(super) right: Right,
}

impl Action for Exercise {
    const NAME: &'static str = "test.exercise";
    const DID: &'static str = "Exercised a right";
    type Answer = ();

    async fn need(&self, _: &mut Act<'_>) -> Result<Need> {
        Ok(Need::right(self.right))
    }

    async fn perform(self, act: &mut Act<'_>) -> Result<()> {
        act.say(self.right.label(), self.right.label());
        Ok(())
    }
}

pub(super) const TEST_FLOOR: Floor = Floor { actions: &[&[registered::<Exercise>()]], ..Floor::EMPTY };

const PEOPLE: [(&str, Role); 7] = [
    ("Ines", Role::ProductManager),
    ("Tomas", Role::ProductOwner),
    ("Priya", Role::Developer),
    ("Sam", Role::ScrumMaster),
    ("Lea", Role::BusinessLeader),
    ("Karel", Role::ProjectManager),
    ("Adele", Role::Customer),
];

#[tokio::test]
async fn each_preset_is_obeyed_for_each_right_by_each_role() {
    let everybody: Hats = Role::ALL.iter().copied().collect::<RoleSet>().into();
    for preset in Preset::ALL {
        let world = World::with_preset(&[FLOOR, TEST_FLOOR], *preset).await;
        let matrix = preset.matrix([]);
        for (right, (name, role)) in Right::ALL.iter().flat_map(|right| PEOPLE.map(|person| (*right, person))) {
            let expected = matrix.ruling(right, Scope::PRODUCT, &Hats::from([role]), &everybody);
            let what = format!("{right} by {name} in {preset}");
            match (world.act(name, Exercise { right }).await, expected) {
                (Ok(Outcome::Done(done)), Ruling::Acts { as_role, .. }) => {
                    assert_eq!(role_of(&world, done.seq).await.as_deref(), Some(as_role.code()), "{what}");
                }
                (Ok(Outcome::Proposed(proposed)), Ruling::Proposes { to, .. }) => assert_eq!(proposed.to, to, "{what}"),
                (Err(Failure::Forbidden(_)), Ruling::Refused(_)) => {}
                (outcome, expected) => panic!("{what}: {outcome:?}, expected {expected:?}"),
            }
        }
    }
}

pub(super) async fn role_of(world: &World, seq: i64) -> Option<String> {
    let mut tx = world.app.db.read().await.unwrap();
    let entries = history::of_product(&mut tx, world.shelf, seq + 1, 1).await.unwrap();
    entries[0].role.clone()
}

#[tokio::test]
async fn one_person_with_both_hats_never_meets_a_proposal() {
    let world = World::with_preset(&[FLOOR, TEST_FLOOR], Preset::BothHats).await;
    both_hats(&world).await;
    for right in Right::ALL {
        world.done("Ines", Exercise { right: *right }).await;
    }
    let mut tx = world.app.db.read().await.unwrap();
    assert!(roles::store::one_person_both_hats(&mut tx, world.shelf).await.unwrap());
}
