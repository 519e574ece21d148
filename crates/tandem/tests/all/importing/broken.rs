//! An import that breaks off, goes on, or is taken back; and the files that no run needs any more.

use std::time::{Duration, UNIX_EPOCH};

use axum::http::StatusCode;
use serde_json::json;
use tandem::exchange::importing::files;
use tandem::exchange::importing::runner::{self, Work};
use tandem::exchange::importing::store::Run;
use together::app::App;
use together::journal::{Actor, Via};

use super::{BOARD, batches, brought, emptied, press, report, request, run, sent, settled};
use crate::client::House;

/// Works on a run until so many batches are in the journal, and dies.
async fn die_within(app: &App, run: Run, wanted: i64, house: &House) {
    let turn = runner::take_up(app, run, Work::Go, true).await.unwrap();
    let actor = Actor::program(Via::Import);
    let mut working = std::pin::pin!(runner::work(app, &actor, &turn));
    loop {
        tokio::select! {
            biased;
            done = &mut working => panic!("it was done before it could die: {done:?}"),
            so_far = batches(house) => {
                if so_far >= wanted {
                    return;
                }
            }
        }
    }
}

fn many(rows: usize) -> String {
    (1..=rows).fold("id,title,votes\n".to_owned(), |file, n| file + &format!("{n},Request number {n},{n}\n"))
}

#[tokio::test]
async fn a_broken_off_import_goes_on_or_is_taken_back() {
    let house = House::new().await;
    let tomas = house.person("Tomas").await;
    let app = &house.world.app;
    // A row that is left out in the first batch must not hide those before it.
    let file = many(1_500).replace("\n150,Request number 150,150\n", "\n150,,\n");
    let place = sent(&tomas, "board.csv", file, "requests").await;
    die_within(app, run(&house, &place).await, 2, &house).await;
    let came = house.count("SELECT COUNT(*) FROM thing").await;
    assert!(0 < came && came < 1_499, "{came} came before it died");
    app.clock.advance(11_000_000);
    let page = settled(&tomas, &place).await;
    assert!(page.contains("Unfinished: ") && page.contains("Go on") && page.contains("Take it all back"), "{page}");
    assert!(tomas.get("/shelf/import").await.text.contains("unfinished"));
    let page = press(&tomas, &place, "resume").await;
    assert!(page.contains("1,499 rows brought in"), "{page}");
    assert_eq!(house.count("SELECT COUNT(*) FROM thing").await, 1_499, "what was in is not brought in again");

    let place = sent(&tomas, "other.csv", many(1_200).replace("Request", "Other request"), "requests").await;
    let so_far = batches(&house).await;
    die_within(app, run(&house, &place).await, so_far + 2, &house).await;
    app.clock.advance(11_000_000);
    assert!(press(&tomas, &place, "take-back").await.contains("All of it was taken back"));
    assert_eq!(house.count("SELECT COUNT(*) FROM thing WHERE hidden_at IS NULL").await, 1_499);
}

#[tokio::test]
async fn whoever_comes_too_late_does_nothing() {
    let house = House::new().await;
    let tomas = house.person("Tomas").await;
    let app = &house.world.app;
    let place = sent(&tomas, "board.csv", BOARD, "requests").await;
    let seen = run(&house, &place).await;
    let first = runner::take_up(app, seen.clone(), Work::Go, true).await.unwrap();
    assert!(runner::take_up(app, seen, Work::Go, true).await.is_err(), "it was taken up meanwhile");
    let second = runner::take_up(app, run(&house, &place).await, Work::Go, false).await.unwrap();
    let actor = Actor::program(Via::Import);
    assert!(runner::work(app, &actor, &first).await.is_err(), "it is another's turn");
    assert_eq!(house.count("SELECT COUNT(*) FROM thing").await, 0);
    runner::work(app, &actor, &second).await.unwrap();
    assert_eq!(house.count("SELECT COUNT(*) FROM thing").await, 3);
}

#[tokio::test]
async fn a_run_that_began_is_neither_tried_again_nor_thrown_away() {
    let house = House::new().await;
    let tomas = house.person("Tomas").await;
    let app = &house.world.app;
    let place = sent(&tomas, "board.csv", BOARD, "requests").await;
    let seen = run(&house, &place).await;
    let turn = runner::take_up(app, seen.clone(), Work::Go, true).await.unwrap();
    assert!(runner::take_up_with(app, &seen, &seen.mapping.0, "Elsewhere").await.is_err(), "it runs meanwhile");
    assert!(runner::discard(app, &seen).await.is_err(), "it runs meanwhile");
    runner::work(app, &Actor::program(Via::Import), &turn).await.unwrap();
    assert_eq!(house.count("SELECT COUNT(*) FROM thing").await, 3);
    let run = run(&house, &place).await;
    assert_eq!((run.state.as_str(), run.source.as_str()), ("done", "board"));
}

#[tokio::test]
async fn all_of_it_is_taken_back_and_may_come_again() {
    let house = House::new().await;
    let tomas = house.person("Tomas").await;
    brought(&tomas, "board.csv", BOARD, "").await;
    let place = brought(&tomas, "board.csv", BOARD.replace("Quiet", "Silent").replace("41", "42"), "").await;
    tomas.does("request.edit", json!({ "request": "R-1", "title": "Pause my hold" })).await;
    let page = press(&tomas, &place, "take-back").await;
    assert!(page.contains("All of it was taken back"), "{page}");
    assert_eq!(request(&tomas, "R-2").await["title"], "Quiet hours");
    let pause = request(&tomas, "R-1").await;
    assert_eq!((&pause["votes"], &pause["title"]), (&json!(40), &json!("Pause my hold")), "what was edited here stays");
    // The change may come again, as it was taken back and not refused.
    let again = sent(&tomas, "board.csv", BOARD.replace("Quiet", "Silent"), "").await;
    assert!(report(&tomas, &again, true).await[1].contains("updated"));

    let first = sent(&tomas, "other.csv", BOARD, "requests").await;
    press(&tomas, &first, "start").await;
    press(&tomas, &first, "take-back").await;
    let visible = house.count("SELECT COUNT(*) FROM thing WHERE kind = 'request' AND hidden_at IS NULL").await;
    assert_eq!(visible, 3, "only those of the other file are left");
    let again = sent(&tomas, "other.csv", BOARD, "requests").await;
    assert!(settled(&tomas, &again).await.contains("Import 3 rows"));
}

#[tokio::test]
async fn a_run_is_taken_back_by_whose_call_its_rows_are() {
    let house = House::new().await;
    let (tomas, priya) = (house.person("Tomas").await, house.person("Priya").await);
    let app = &house.world.app;
    let place = brought(&tomas, "plan.csv", "Feature\nHolds\n", "features").await;
    let answer = priya.post_form(&format!("{place}/take-back"), &[]).await;
    assert_eq!(answer.status, StatusCode::FORBIDDEN);
    assert!(answer.text.contains("Taking features back is the call of the product owner"), "{}", answer.text);
    // It may become another's call while it runs.
    let turn = runner::take_up(app, run(&house, &place).await, Work::TakeBack, false).await.unwrap();
    assert!(runner::work(app, &house.world.actor("Priya"), &turn).await.is_err());
    assert_eq!(house.count("SELECT COUNT(*) FROM thing WHERE kind = 'proposal'").await, 0, "none that nobody hears of");
    let page = settled(&tomas, &place).await;
    assert!(page.contains("This is the call of the product owner now"), "{page}");
    assert!(press(&tomas, &place, "take-back").await.contains("All of it was taken back"));

    let place = sent(&tomas, "more.csv", "Feature\nTills\n", "features").await;
    let turn = runner::take_up(app, run(&house, &place).await, Work::Go, true).await.unwrap();
    assert!(runner::work(app, &house.world.actor("Priya"), &turn).await.is_err());
    assert_eq!(house.count("SELECT COUNT(*) FROM thing WHERE kind = 'proposal'").await, 0);
}

#[tokio::test]
async fn a_file_that_no_run_needs_is_removed() {
    let house = House::new().await;
    let tomas = house.person("Tomas").await;
    let app = &house.world.app;
    let place = sent(&tomas, "board.csv", BOARD, "requests").await;
    die_within(app, run(&house, &place).await, 0, &house).await;
    app.clock.advance(11_000_000);
    press(&tomas, &place, "take-back").await;
    let folder = &app.settings.files;
    emptied(folder, &tomas, &place).await;

    let place = sent(&tomas, "board.csv", BOARD, "requests").await;
    for name in ["import-left", "import-arriving", "another"] {
        std::fs::write(folder.join(name), "title\n").unwrap();
    }
    let now = UNIX_EPOCH + Duration::from_micros(app.clock.now().0.unsigned_abs());
    let needed = run(&house, &place).await.file;
    for old in [folder.join("import-left"), folder.join("another"), needed.clone().into()] {
        let file = std::fs::File::options().write(true).open(old).unwrap();
        file.set_modified(now - Duration::from_secs(2 * 24 * 60 * 60)).unwrap();
    }
    files::sweep(app).await.unwrap();
    assert!(!folder.join("import-left").exists());
    assert!(folder.join("import-arriving").exists() && folder.join("another").exists());
    assert!(std::path::Path::new(&needed).exists());
}
