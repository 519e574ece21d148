//! How the journal says what was changed.

use super::world;
use crate::products::actions::{Deliver, Fit};
use crate::products::rules::{CapacityOf, Mode};
use crate::roles::members::actions::{Give, Take};
use crate::roles::rules::Role;
use crate::testing::Browser;

#[tokio::test]
async fn the_journal_says_who_got_which_role_and_what_of_the_product_was_changed() {
    let world = world().await;
    let mei = world.person("Mei");
    world.done("Ada", Give { person: mei, role: Role::ScrumMaster, team: 0 }).await;
    world.done("Ada", Take { person: mei, role: Role::Developer, team: 0 }).await;
    world.done("Ines", Fit { of: CapacityOf::Release, points: Some(40) }).await;
    world.done("Ada", Deliver { mode: Mode::Kanban }).await;
    let page = Browser::of(&world, "Priya").await.page("/shelf/journal").await;
    for said in [
        "role</span> <ins>Mei Tanaka, scrum master</ins>",
        "role</span> <del>Mei Tanaka, developer</del>",
        "points of a release</span> <ins>40</ins>",
        "delivery</span> <del>Scrum</del> <ins>Kanban</ins>",
    ] {
        assert!(page.contains(said), "{said}");
    }
    assert!(!page.contains("{&quot;"), "no value is shown as it is kept");
}
