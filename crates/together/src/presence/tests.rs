use ground::args;

use super::keeper::{Said, look};
use super::{Stay, leave_all};
use crate::FLOOR;
use crate::app::{App, Foundation, Settings};
use crate::testing::World;

/// Another process before the same database.
async fn another(world: &World) -> App {
    let (clock, ids) = (world.app.clock.clone(), ground::ids::Ids::new(world.app.clock.clone()));
    App::new(Foundation { db: world.db.open_again().await, clock, ids, settings: Settings::default() }, &[FLOOR])
}

fn enter(app: &App, world: &World, name: &str) -> Stay {
    Stay::begin(app, world.shelf, world.person(name))
}

/// Who a process shows at Shelf.
fn seen(app: &App, world: &World) -> Vec<String> {
    let here = app.presence.watch().borrow().get(&world.shelf).cloned();
    here.iter()
        .flat_map(|people| people.iter())
        .map(|one| format!("{} {}, {}", one.initials, one.name, one.role))
        .collect()
}

#[tokio::test]
async fn everybody_with_an_open_page_is_here_once_in_every_process() {
    let world = World::new(&[FLOOR]).await;
    let (one, other) = (world.app.clone(), another(&world).await);
    let (mut said, mut said_there) = (Said::default(), Said::default());
    let _priya = (enter(&one, &world, "Priya"), enter(&one, &world, "Priya"));
    let ines = enter(&other, &world, "Ines");
    let _ada = enter(&other, &world, "Ada");
    look(&one, &mut said).await.unwrap();
    look(&other, &mut said_there).await.unwrap();
    look(&one, &mut said).await.unwrap();
    let all = ["IO Ines Okafor, product manager", "PR Priya Raman, developer", "AB Ada Byrne, administrator"];
    assert_eq!(seen(&one, &world), all);
    assert_eq!(seen(&other, &world), all);

    drop(ines);
    look(&other, &mut said_there).await.unwrap();
    look(&one, &mut said).await.unwrap();
    assert_eq!(seen(&one, &world), all[1..]);
    leave_all(&other).await.unwrap();
    look(&one, &mut said).await.unwrap();
    assert_eq!(seen(&one, &world), all[1..2]);
}

#[tokio::test]
async fn what_a_killed_process_left_goes_by_itself() {
    let world = World::new(&[FLOOR]).await;
    let (one, other) = (world.app.clone(), another(&world).await);
    let (mut said, mut said_there) = (Said::default(), Said::default());
    let _priya = enter(&one, &world, "Priya");
    let _ines = enter(&other, &world, "Ines");
    look(&other, &mut said_there).await.unwrap();
    look(&one, &mut said).await.unwrap();
    assert_eq!(seen(&one, &world).len(), 2);
    for _ in 0..4 {
        world.app.clock.advance(25_000_000);
        look(&one, &mut said).await.unwrap();
    }
    assert_eq!(seen(&one, &world), ["PR Priya Raman, developer"], "she is still said to be here, Ines is not");
    let rows: (i64,) = one
        .db
        .read()
        .await
        .unwrap()
        .one(ground::db::Sql::new("ROWS", "SELECT COUNT(*) FROM presence"), args![])
        .await
        .unwrap();
    assert_eq!(rows.0, 1);
}

#[tokio::test]
async fn a_page_loaded_anew_is_no_coming_and_going() {
    let world = World::new(&[FLOOR]).await;
    let mut said = Said::default();
    let first = enter(&world.app, &world, "Priya");
    look(&world.app, &mut said).await.unwrap();
    let mut here = world.app.presence.watch();
    here.mark_unchanged();
    drop(first);
    let _again = enter(&world.app, &world, "Priya");
    look(&world.app, &mut said).await.unwrap();
    assert!(!here.has_changed().unwrap());
}
