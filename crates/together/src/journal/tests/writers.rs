//! Many at once, from several processes, in several products.

use ground::db::Sql;
use ground::ids::Ids;

use super::{TEST_FLOOR, plan, world};
use crate::FLOOR;
use crate::app::{App, Foundation, Settings};
use crate::journal::{Actor, Manner, Via, act};
use crate::products::ProductId;
use crate::products::actions::Make;
use crate::products::rules::Mode;
use crate::roles::rules::Preset;

/// One product's sequence, and how many entries its journal has up to which.
type Seen = (i64, i64, i64);

const SEEN: Sql<Seen> = Sql::new(
    "SEEN",
    "SELECT p.seq, (SELECT COUNT(*) FROM journal j WHERE j.product = p.id), (SELECT COALESCE(MAX(j.seq), 0) FROM journal j WHERE j.product = p.id) FROM product p",
);

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn whoever_sees_a_sequence_sees_all_before_it_while_several_processes_write_in_several_products() {
    const KEYS: [&str; 3] = ["shelf", "loom", "attic"];
    const ROUNDS: usize = 8;
    let world = world().await;
    let program = Actor::program(Via::Cli);
    for key in &KEYS[1..] {
        let make = Make {
            name: (*key).into(),
            key: (*key).into(),
            preset: Preset::ManagerAndOwner,
            mode: Mode::default(),
            roles: vec![],
            example: false,
        };
        act(&world.app, &program, ProductId::default(), vec![Box::new(make)], Manner::default()).await.unwrap();
    }
    let mut products = Vec::new();
    for key in KEYS {
        let mut tx = world.app.db.read().await.unwrap();
        products.push(crate::products::store::by_key(&mut tx, key).await.unwrap().unwrap().id);
    }
    let (clock, ids) = (world.app.clock.clone(), Ids::seeded(world.app.clock.clone(), 8));
    let foundation = Foundation { db: world.db.open_again().await, clock, ids, settings: Settings::default() };
    let other = App::new(foundation, &[FLOOR, TEST_FLOOR]);
    let writers: Vec<_> = [&world.app, &other]
        .into_iter()
        .flat_map(|app| products.iter().map(move |product| (app.clone(), *product)))
        .map(|(app, product)| {
            tokio::spawn(async move {
                for n in 0..ROUNDS {
                    let action = Box::new(plan(&format!("Story {n}")));
                    act(&app, &Actor::program(Via::Cli), product, vec![action], Manner::default()).await.unwrap();
                }
            })
        })
        .collect();
    let all = |seen: &[Seen]| seen.iter().map(|(seq, _, _)| seq).sum::<i64>();
    let wanted = i64::try_from(writers.len() * ROUNDS).unwrap();
    loop {
        let seen = world.app.db.read().await.unwrap().all(SEEN, vec![]).await.unwrap();
        assert!(seen.iter().all(|(seq, entries, last)| seq == entries && seq == last), "{seen:?}");
        if all(&seen) >= wanted || writers.iter().all(|writer| writer.is_finished()) {
            break;
        }
    }
    for writer in writers {
        writer.await.unwrap();
    }
    let seen = world.app.db.read().await.unwrap().all(SEEN, vec![]).await.unwrap();
    assert!(seen.len() == KEYS.len() && all(&seen) >= wanted, "{seen:?}");
}
