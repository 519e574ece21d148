//! Files of rows, through the pages and behind them: tried, brought in, brought in again, broken off, taken back.

mod again;
mod broken;
mod files;

use std::time::Duration;

use axum::body::Body;
use axum::http::{Method, StatusCode};
use serde_json::json;
use tandem::exchange::importing::store::{self, Run};
use uuid::Uuid;

use crate::client::{Answer, House, Person};

const BOARD: &str = "id,title,text,votes,status,asked,author,email\n\
    7,Pause a hold,While we are away,41,open,2025-03-01,Adele Fournier,adele@port-ellery.example\n\
    8,Quiet hours,In the reading room,3,planned,01.04.2025,Bo,\n\
    9,,,,,,,\n\
    10,=cmd|' /C calc'!A0,A formula,x,weird,soon,Bo,\n";

/// How long to look for what should happen before it is taken for never. Only a test that fails waits so long.
const PATIENCE: Duration = Duration::from_secs(60);

/// Sends a file as a browser would; the page that comes of it.
async fn send(person: &Person, name: &str, bytes: impl AsRef<[u8]>, rows_as: &str) -> Answer {
    let mut body = Vec::new();
    for (field, value) in [("csrf", person.csrf()), ("as", rows_as)] {
        body.extend(
            format!("--part\r\ncontent-disposition: form-data; name=\"{field}\"\r\n\r\n{value}\r\n").into_bytes(),
        );
    }
    body.extend(
        format!("--part\r\ncontent-disposition: form-data; name=\"file\"; filename=\"{name}\"\r\n\r\n").into_bytes(),
    );
    body.extend(bytes.as_ref());
    body.extend(b"\r\n--part--\r\n");
    let kind = [("content-type", "multipart/form-data; boundary=part")];
    person.ask(Method::POST, "/shelf/import", &kind, Body::from(body)).await
}

/// Sends a file that is taken; where its run is.
async fn sent(person: &Person, name: &str, bytes: impl AsRef<[u8]>, rows_as: &str) -> String {
    let answer = send(person, name, bytes, rows_as).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text);
    let place = answer.header("location").to_owned();
    settled(person, &place).await;
    place
}

/// The page of a run once nobody works on it any more.
async fn settled(person: &Person, place: &str) -> String {
    let looking = async {
        loop {
            let page = person.get(place).await;
            assert_eq!(page.status, StatusCode::OK, "{}", page.text);
            if !page.text.contains("data-poll") {
                return page.text;
            }
            tokio::task::yield_now().await;
        }
    };
    tokio::time::timeout(PATIENCE, looking).await.unwrap_or_else(|_| panic!("{place} never ends"))
}

async fn press(person: &Person, place: &str, step: &str) -> String {
    let answer = person.post_form(&format!("{place}/{step}"), &[]).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{step}: {}", answer.text);
    settled(person, place).await
}

/// Brings a file in.
pub(crate) async fn brought(person: &Person, name: &str, bytes: impl AsRef<[u8]>, rows_as: &str) -> String {
    let place = sent(person, name, bytes, rows_as).await;
    press(person, &place, "start").await;
    place
}

/// The report as lines: row, outcome, thing, title, reason.
async fn report(person: &Person, place: &str, dry: bool) -> Vec<String> {
    let answer = person.get(&format!("{place}/report.csv?dry={dry}")).await;
    assert_eq!(answer.header("content-type"), "text/csv; charset=utf-8");
    answer.text.lines().skip(1).map(str::to_owned).collect()
}

fn run_of(place: &str) -> Uuid {
    place.rsplit('/').next().unwrap().parse().unwrap()
}

async fn run(house: &House, place: &str) -> Run {
    store::run(&mut house.world.app.db.read().await.unwrap(), house.world.shelf, run_of(place)).await.unwrap()
}

/// A thing with its fields.
async fn request(person: &Person, key: &str) -> serde_json::Value {
    let mut thing = person.get(&format!("/api/shelf/{key}")).await.json();
    let fields = thing["fields"].take();
    thing.as_object_mut().unwrap().extend(fields.as_object().unwrap().clone());
    thing
}

/// Batches that were brought in.
async fn batches(house: &House) -> i64 {
    house.count("SELECT COUNT(*) FROM journal WHERE action = 'import.rows'").await
}

/// Waits until nothing lies in the folder: a file goes once it is written down that no run needs it.
async fn emptied(folder: &std::path::Path, person: &Person, place: &str) {
    let looking = async {
        while std::fs::read_dir(folder).unwrap().count() > 0 {
            person.get(place).await;
            tokio::task::yield_now().await;
        }
    };
    let done = tokio::time::timeout(PATIENCE, looking).await;
    assert!(done.is_ok(), "a file stays though nothing goes on with it");
}

#[tokio::test]
async fn a_file_is_tried_and_then_brought_in() {
    let house = House::new().await;
    let tomas = house.person("Tomas").await;
    let place = sent(&tomas, "board.csv", BOARD, "").await;
    let page = settled(&tomas, &place).await;
    for words in
        ["Nothing is saved yet: 1 row needs a look", "Import 3 rows", "will be created", "is left out", "4 rows"]
    {
        assert!(page.contains(words), "{words}: {page}");
    }
    assert_eq!(house.count("SELECT COUNT(*) FROM thing").await, 0, "nothing is saved");
    insta::assert_snapshot!(report(&tomas, &place, true).await.join("\n"), @r#"
    2,created,,Pause a hold,
    3,created,,Quiet hours,
    4,skipped,,,It has no title and no text.
    5,created,,'=cmd|' /C calc'!A0,"Not a date; the day is left open, column “asked”: “soon”. Not a number; left open, column “votes”: “x”. The state has no counterpart here; it begins as new, column “status”: “weird”"
    "#);

    let page = press(&tomas, &place, "start").await;
    assert!(page.contains("3 rows brought in") && page.contains("Take it all back"), "{page}");
    insta::assert_snapshot!(report(&tomas, &place, false).await.join("\n"), @r#"
    2,created,R-1,Pause a hold,
    3,created,R-2,Quiet hours,
    4,skipped,,,It has no title and no text.
    5,created,R-3,'=cmd|' /C calc'!A0,"Not a date; the day is left open, column “asked”: “soon”. Not a number; left open, column “votes”: “x”. The state has no counterpart here; it begins as new, column “status”: “weird”"
    "#);
    let pause = request(&tomas, "R-1").await;
    assert_eq!(
        (&pause["votes"], &pause["state"], &pause["words"]),
        (&json!(40), &json!("new"), &json!("While we are away"))
    );
    assert!(pause["asked"].as_str().unwrap().starts_with("2025-03-01"), "{pause}");
    assert_eq!(request(&tomas, "R-2").await["state"], "planned");
    assert_eq!(house.count("SELECT COUNT(*) FROM contact WHERE name IN ('Adele Fournier', 'Bo')").await, 2);
    assert_eq!(house.count("SELECT COUNT(*) FROM notice").await, 0, "nobody is told about old requests");
    emptied(&house.world.app.settings.files, &tomas, &place).await;
}

#[tokio::test]
async fn what_says_the_same_joins_what_is_here() {
    let house = House::new().await;
    let tomas = house.person("Tomas").await;
    let file =
        "id,title,votes,duplicate of\n1,Dark mode,5,\n2,dark  MODE,3,\n3,Night theme,2,4\n4,Themes,1,\n5,Black,1,1\n";
    let place = sent(&tomas, "board.csv", file, "requests").await;
    insta::assert_snapshot!(report(&tomas, &place, true).await.join("\n"), @r#"
    2,created,,Dark mode,
    3,merged,,dark MODE,It says the same as row 2.
    4,merged,,Night theme,The source says that it repeats a row after it.
    5,created,,Themes,
    6,merged,,Black,The source says that it repeats row 2.
    "#);
    press(&tomas, &place, "start").await;
    insta::assert_snapshot!(report(&tomas, &place, false).await.join("\n"), @r#"
    2,created,R-1,Dark mode,
    3,merged,R-2,dark MODE,It says the same as R-1.
    4,merged,R-3,Night theme,The source says that it repeats R-4.
    5,created,R-4,Themes,
    6,merged,R-5,Black,The source says that it repeats R-1.
    "#);
    assert_eq!(request(&tomas, "R-3").await["state"], "merged");
    tomas.does("feature.define", json!({ "title": "Themes" })).await;
    tomas.does("thread.link", json!({ "from": "R-1", "kind": "asks for", "to": "F-1" })).await;
    assert_eq!(house.count("SELECT people FROM demand").await, 9, "5 + 3 + 1 people ask for it");
    let again = sent(&tomas, "board.csv", file, "requests").await;
    assert!(settled(&tomas, &again).await.contains("Nothing in it is new"));
}

#[tokio::test]
async fn a_request_that_says_what_a_story_says_is_one_of_its_own() {
    let house = House::new().await;
    let tomas = house.person("Tomas").await;
    brought(&tomas, "stories.csv", "id,title\n1,Dark mode\n", "stories").await;
    let place = brought(&tomas, "board.csv", "id,title\n7,Dark mode\n", "requests").await;
    assert_eq!(report(&tomas, &place, false).await, ["2,created,R-1,Dark mode,"]);
}

#[tokio::test]
async fn what_joined_a_row_after_it_parts_again() {
    let house = House::new().await;
    let tomas = house.person("Tomas").await;
    let file = "id,title,duplicate of\n3,Night theme,4\n4,Themes,\n";
    brought(&tomas, "board.csv", "id,title\n4,Themes\n", "requests").await;
    let place = brought(&tomas, "board.csv", file, "requests").await;
    assert_eq!(house.count("SELECT COUNT(*) FROM link WHERE kind = 'duplicate of'").await, 1);
    assert!(press(&tomas, &place, "take-back").await.contains("All of it was taken back"));
    assert_eq!(house.count("SELECT COUNT(*) FROM link WHERE kind = 'duplicate of'").await, 0);
    assert_eq!(house.count("SELECT COUNT(*) FROM thing WHERE state = 'merged'").await, 0);
}

#[tokio::test]
async fn votes_for_features_come_as_demand() {
    let house = House::new().await;
    let tomas = house.person("Tomas").await;
    let file = "Feature,Description,Votes,Status,Tags\nHolds,Queue for a book,12,in progress,loans\nTills,,0,,\n";
    brought(&tomas, "plan.csv", file, "").await;
    let holds = request(&tomas, "F-1").await;
    assert_eq!((&holds["state"], &holds["text"]), (&json!("in work"), &json!("Queue for a book\n\nLabels: loans")));
    assert_eq!(house.count("SELECT people FROM demand").await, 12);
}

#[tokio::test]
async fn stories_bring_their_features_criteria_days_and_states() {
    let house = House::new().await;
    let tomas = house.person("Tomas").await;
    let file = "Summary,Issue key,Issue id,Issue Type,Status,Created,Resolved,Parent summary,Acceptance criteria,Labels\n\
        Pause a hold,SH-9,1,Bug,Done,2025-03-01,2025-03-09,Holds,- it pauses,ui\nGo on,SH-10,2,Story,To Do,,,holds,,\n";
    brought(&tomas, "jira.csv", file, "").await;
    let pause = request(&tomas, "S-1").await;
    assert_eq!((&pause["state"], &pause["type"]), (&json!("done"), &json!("defect")));
    assert_eq!(pause["text"], "Labels: ui\nFinished: 2025-03-09");
    assert_eq!(house.count("SELECT COUNT(*) FROM thing WHERE kind = 'feature'").await, 1);
    assert_eq!(house.count("SELECT COUNT(*) FROM link WHERE kind = 'part of'").await, 2);
    assert_eq!(house.count("SELECT COUNT(*) FROM criterion").await, 1);
    assert_eq!(
        house.count("SELECT COUNT(*) FROM thing WHERE kind = 'story' AND created_at < 1741000000000000").await,
        1
    );
}

#[tokio::test]
async fn rows_are_brought_in_by_whose_call_they_are() {
    let house = House::new().await;
    let priya = house.person("Priya").await;
    let place = sent(&priya, "board.csv", BOARD, "requests").await;
    let told = report(&priya, &place, true).await.join("\n");
    assert!(told.contains("Its state “planned” is not taken over"), "{told}");
    press(&priya, &place, "start").await;
    assert_eq!(request(&priya, "R-2").await["state"], "new");

    let stories = "Issue key,Summary,Status\nLIB-1,Pause a hold,Done\nLIB-2,Renew a loan,In Progress\n";
    let place = sent(&priya, "jira.csv", stories, "stories").await;
    let told = report(&priya, &place, true).await.join("\n");
    assert!(told.contains("Its state “done” is not taken over, since accepting and dropping stories"), "{told}");
    press(&priya, &place, "start").await;
    let states = "SELECT COUNT(*) FROM thing WHERE kind = 'story' AND state IN ('draft', 'in work')";
    assert_eq!(house.count(states).await, 2);

    let features = sent(&priya, "plan.csv", "Feature\nHolds\n", "features").await;
    let page = settled(&priya, &features).await;
    assert!(
        page.contains("It could not be tried") && page.contains("is the call of the product owner. Ask them to do it."),
        "{page}"
    );
    assert_eq!(house.count("SELECT COUNT(*) FROM thing WHERE kind IN ('feature', 'proposal')").await, 0);
}
