//! Files of rows, through the pages and behind them: tried, brought in, brought in again, broken off, taken back.

use std::time::{Duration, UNIX_EPOCH};

use axum::Router;
use axum::body::Body;
use axum::extract::{DefaultBodyLimit, Multipart, State};
use axum::http::{Method, Request, StatusCode, header};
use axum::routing::post;
use serde_json::json;
use tandem::exchange::importing::files;
use tandem::exchange::importing::runner::{self, Work};
use tandem::exchange::importing::store::{self, Run};
use tandem::exchange::importing::upload;
use together::app::App;
use together::journal::{Actor, Via};
use tower::ServiceExt;
use uuid::Uuid;

use crate::client::{Answer, House, Person};

const BOARD: &str = "id,title,text,votes,status,asked,author,email\n\
    7,Pause a hold,While we are away,41,open,2025-03-01,Adele Fournier,adele@port-ellery.example\n\
    8,Quiet hours,In the reading room,3,planned,01.04.2025,Bo,\n\
    9,,,,,,,\n\
    10,=cmd|' /C calc'!A0,A formula,x,weird,soon,Bo,\n";

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
    for _ in 0..2_000 {
        let page = person.get(place).await;
        assert_eq!(page.status, StatusCode::OK, "{}", page.text);
        if !page.text.contains("data-poll") {
            return page.text;
        }
        tokio::task::yield_now().await;
    }
    panic!("{place} never ends");
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
    assert!(!std::path::Path::new(&run(&house, &place).await.file).exists(), "the file has served");
}

#[tokio::test]
async fn the_same_file_again_changes_nothing() {
    let house = House::new().await;
    let tomas = house.person("Tomas").await;
    brought(&tomas, "board.csv", BOARD, "").await;
    let entries = house.count("SELECT COUNT(*) FROM journal").await;
    let place = sent(&tomas, "board (1).csv", BOARD, "").await;
    let page = settled(&tomas, &place).await;
    assert!(page.contains("Nothing in it is new") && !page.contains("need a look"), "{page}");
    assert!(!page.contains("/start"), "there is nothing to import");
    // A copy with other blanks and line ends from a text without ids is the same as well.
    let text = "As a reader, I want holds.\nAs a clerk, I want a list.\nAs a reader, I want holds.\n";
    brought(&tomas, "stories.txt", text, "").await;
    let before = house.count("SELECT COUNT(*) FROM thing").await;
    let place = sent(&tomas, "stories.txt", text.replace('\n', "\r\n\r\n").replace("I want", "I  WANT"), "").await;
    assert!(settled(&tomas, &place).await.contains("Nothing in it is new"));
    assert_eq!(house.count("SELECT COUNT(*) FROM thing").await, before);
    assert_eq!(house.count("SELECT COUNT(*) FROM journal").await, entries + 1);
}

#[tokio::test]
async fn a_changed_file_changes_only_what_nobody_edited_here() {
    let house = House::new().await;
    let tomas = house.person("Tomas").await;
    brought(&tomas, "board.csv", BOARD, "").await;
    tomas.does("request.edit", json!({ "request": "R-1", "body": "While we are at sea" })).await;
    let changed =
        BOARD.replace("While we are away", "While we travel").replace(",41,", ",50,").replace("Quiet", "Silent");
    let place = brought(&tomas, "board.csv", &changed, "").await;
    insta::assert_snapshot!(report(&tomas, &place, false).await.join("\n"), @r#"
    2,updated,R-1,Pause a hold,"Changed in the file: votes. Changed in the file and here, so ours stays: text."
    3,updated,R-2,Silent hours,Changed in the file: title.
    4,skipped,,,It has no title and no text.
    5,unchanged,R-3,'=cmd|' /C calc'!A0,
    "#);
    let pause = request(&tomas, "R-1").await;
    assert_eq!((&pause["votes"], &pause["words"]), (&json!(49), &json!("While we are at sea")));
    assert_eq!(request(&tomas, "R-2").await["title"], "Silent hours");
    // What was kept is said again until the file says what stands here; what was taken over is not.
    let place = sent(&tomas, "board.csv", &changed, "").await;
    let told = report(&tomas, &place, true).await;
    assert!(told[0].contains("kept") && told[1].contains("unchanged"), "{told:?}");
}

/// Who asks may be another by now, and what a row says may be nothing any more.
#[tokio::test]
async fn every_field_of_a_request_is_taken_over_or_said_to_stay() {
    let house = House::new().await;
    let tomas = house.person("Tomas").await;
    let head = "id,title,text,votes,importance,status,asked,author,email,customer,url,duplicate of\n";
    let first = format!(
        "{head}1,Pause,Away,5,1,open,2025-03-01,Bo,,,https://b.example/1,\n\
         2,Quiet,Hush,2,2,planned,2025-03-02,Cy,,,,\n3,Dark,Night,1,1,open,2025-03-03,Di,,,,\n"
    );
    brought(&tomas, "board.csv", &first, "requests").await;
    tomas.does("feature.define", json!({ "title": "Quiet hours" })).await;
    tomas.does("thread.link", json!({ "from": "R-2", "kind": "asks for", "to": "F-1" })).await;
    let second = format!(
        "{head}1,Pause it,At sea,6,3,declined,2025-04-01,Adele,adele@port-ellery.example,Circle,https://b.example/9,\n\
         2,Quiet,Hush,2,2,done,2025-03-02,Cy,,,,\n3,Dark,Night,1,1,,soon,Di,,,,1\n"
    );
    let place = brought(&tomas, "board.csv", &second, "requests").await;
    insta::assert_snapshot!(report(&tomas, &place, false).await.join("\n"), @r#"
    2,updated,R-1,Pause it,"Changed in the file: asked, contact, customer, importance, link, state, text, title, votes."
    3,kept,R-2,Quiet,"Changed in the file, but here it follows what the request hangs on: state."
    4,kept,R-3,Dark,"The file says nothing of it now that can be used, so ours stays: asked, state. Changed in the file, taken over only the first time: duplicate-of."
    "#);
    let pause = request(&tomas, "R-1").await;
    assert_eq!((&pause["title"], &pause["words"], &pause["votes"]), (&json!("Pause it"), &json!("At sea"), &json!(5)));
    assert_eq!((&pause["state"], &pause["importance"]), (&json!("declined"), &json!(3)));
    assert_eq!(pause["link"], "https://b.example/9");
    let asks = "SELECT COUNT(*) FROM request r JOIN contact k ON k.id = r.contact JOIN thing c ON c.id = r.customer WHERE k.name = 'Adele' AND k.email = 'adele@port-ellery.example' AND c.title = 'Circle'";
    assert_eq!(house.count(asks).await, 1);
    assert_eq!(request(&tomas, "R-2").await["state"], "open", "it follows what it hangs on");
}

#[tokio::test]
async fn every_field_of_a_story_is_taken_over_or_said_to_stay() {
    let house = House::new().await;
    let tomas = house.person("Tomas").await;
    let head = "id,title,text,as a,i want,so that,points,type,status,feature,acceptance criteria\n";
    let first = format!(
        "{head}1,Pause,Away,reader,to pause,I keep it,3,story,draft,Holds,it pauses\n\
         2,List,All,clerk,a list,I see,,story,draft,Holds,it lists\n"
    );
    brought(&tomas, "plan.csv", &first, "stories").await;
    let second = format!(
        "{head}1,Pause it,At sea,member,to stop,I find it,5,bug,dropped,Waits,\"it stops\nit goes on\"\n\
         2,List,All,clerk,a list,I see,,story,draft,,it lists all\n"
    );
    let place = brought(&tomas, "plan.csv", &second, "stories").await;
    insta::assert_snapshot!(report(&tomas, &place, false).await.join("\n"), @r#"
    2,updated,S-1,Pause it,"Changed in the file: criteria, end, feature, means, points, role, state, text, title, type."
    3,updated,S-2,List,"Changed in the file: criteria, feature."
    "#);
    let pause = request(&tomas, "S-1").await;
    assert_eq!(
        (&pause["title"], &pause["text"], &pause["role"]),
        (&json!("Pause it"), &json!("At sea"), &json!("member"))
    );
    assert_eq!((&pause["means"], &pause["end"]), (&json!("to stop"), &json!("I find it")));
    assert_eq!((&pause["points"], &pause["type"], &pause["state"]), (&json!(5), &json!("defect"), &json!("dropped")));
    let parts = "SELECT COUNT(*) FROM link l JOIN thing s ON s.id = l.from_thing JOIN thing f ON f.id = l.to_thing WHERE l.kind = 'part of' AND s.number = 1 AND f.title = 'Waits'";
    assert_eq!(
        (house.count(parts).await, house.count("SELECT COUNT(*) FROM link WHERE kind = 'part of'").await),
        (1, 1)
    );
    let criteria = "SELECT COUNT(*) FROM criterion WHERE hidden_at IS NULL AND then_text IN ('it stops', 'it goes on', 'it lists all')";
    assert_eq!(house.count(criteria).await, 3);

    tomas.does("criterion.add", json!({ "thing": "S-1", "then": "it says so" })).await;
    tomas.does("thread.link", json!({ "from": "S-2", "kind": "part of", "to": "F-1" })).await;
    let third = second.replace("it stops", "it halts").replace("story,draft,,", "story,weird,Waits,");
    let place = brought(&tomas, "plan.csv", &third, "stories").await;
    insta::assert_snapshot!(report(&tomas, &place, false).await.join("\n"), @r#"
    2,kept,S-1,Pause it,"Changed in the file and here, so ours stays: criteria."
    3,kept,S-2,List,"Changed in the file and here, so ours stays: feature. The file says nothing of it now that can be used, so ours stays: state."
    "#);
    press(&tomas, &place, "take-back").await;
    assert_eq!(house.count("SELECT COUNT(*) FROM criterion WHERE hidden_at IS NULL").await, 4);
}

#[tokio::test]
async fn an_edit_that_was_taken_back_is_no_edit() {
    let house = House::new().await;
    let tomas = house.person("Tomas").await;
    brought(&tomas, "board.csv", BOARD, "").await;
    tomas.does("request.edit", json!({ "request": "R-1", "body": "While we are at sea" })).await;
    let edit = house.count("SELECT MAX(seq) FROM journal WHERE action = 'request.edit'").await;
    tomas.does("journal.undo", json!({ "seq": edit })).await;
    brought(&tomas, "board.csv", BOARD.replace("While we are away", "While we travel"), "").await;
    assert_eq!(request(&tomas, "R-1").await["words"], "While we travel");
    // To take back what a file changed is to want it as it was.
    let brought_in = house.count("SELECT MAX(seq) FROM journal WHERE action = 'import.rows'").await;
    tomas.does("journal.undo", json!({ "seq": brought_in })).await;
    brought(&tomas, "board.csv", BOARD.replace("While we are away", "While we sail"), "").await;
    assert_eq!(request(&tomas, "R-1").await["words"], "While we are away");
}

#[tokio::test]
async fn a_changed_row_keeps_to_the_rules_of_what_it_changes() {
    let house = House::new().await;
    let tomas = house.person("Tomas").await;
    let file = "id,Feature,Description\n1,Holds,A queue\n2,Tills,Coins\n";
    brought(&tomas, "plan.csv", file, "features").await;
    // What the title cut goes to the text, which has no room for it.
    let long = format!("{},{}", "Holds".repeat(50), "x".repeat(99_900));
    let long = file.replace("Holds,A queue", &long).replace("Coins", "Notes");
    let place = sent(&tomas, "plan.csv", &long, "features").await;
    let told = report(&tomas, &place, true).await;
    assert!(told[0].contains("skipped") && told[0].contains("100000 fit"), "{told:?}");
    assert!(told[1].contains("updated"), "{told:?}");
    press(&tomas, &place, "start").await;
    assert_eq!(request(&tomas, "F-1").await["text"], "A queue");
    assert_eq!(request(&tomas, "F-2").await["text"], "Notes");
}

#[tokio::test]
async fn what_has_no_place_in_a_full_text_is_said() {
    let house = House::new().await;
    let tomas = house.person("Tomas").await;
    let file =
        format!("Feature,Description,Tags,Goal\nHolds,{},loans,Less waiting\nTills,,money,\n", "x".repeat(99_980));
    let place = brought(&tomas, "plan.csv", file, "features").await;
    let told = report(&tomas, &place, false).await;
    assert!(told[0].contains("“Goal: Less waiting”") && !told[0].contains("Labels"), "{told:?}");
    assert!(request(&tomas, "F-1").await["text"].as_str().unwrap().ends_with("x\n\nLabels: loans"));
    assert_eq!(request(&tomas, "F-2").await["text"], "Labels: money");
}

#[tokio::test]
async fn what_was_removed_here_stays_removed() {
    let house = House::new().await;
    let tomas = house.person("Tomas").await;
    brought(&tomas, "board.csv", BOARD, "").await;
    tomas.does("thread.remove", json!({ "thing": "R-2" })).await;
    let place = sent(&tomas, "board.csv", BOARD, "").await;
    let told = report(&tomas, &place, true).await;
    assert!(told[1].contains("skipped") && told[1].contains("was removed here"), "{told:?}");
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
    assert!(page.contains("It could not be tried") && page.contains("is the call of the product owner"), "{page}");
    assert_eq!(house.count("SELECT COUNT(*) FROM thing WHERE kind IN ('feature', 'proposal')").await, 0);
}

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
    assert_eq!(std::fs::read_dir(folder).unwrap().count(), 0, "what was taken back does not go on");

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

#[tokio::test]
async fn a_column_is_chosen_and_tried_again() {
    let house = House::new().await;
    let tomas = house.person("Tomas").await;
    let place = sent(&tomas, "wishes.csv", "Wish,Note,Day\nHolds,Longer,04/01/2025\n", "requests").await;
    let form = [("as", "requests"), ("source", "Branch desks"), ("c0", "text"), ("c1", "title"), ("c2", "asked:m/d/y")];
    let answer = tomas.post_form(&format!("{place}/columns"), &form).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text);
    let page = settled(&tomas, &place).await;
    assert!(page.contains("value=\"Branch desks\"") && page.contains("Import 1 row"), "{page}");
    press(&tomas, &place, "start").await;
    let wish = request(&tomas, "R-1").await;
    assert_eq!((&wish["title"], &wish["words"]), (&json!("Longer"), &json!("Holds")));
    assert!(wish["asked"].as_str().unwrap().starts_with("2025-04-01"), "{wish}");

    let place = sent(&tomas, "wishes.csv", "Wish,Note\nHolds,Longer\n", "requests").await;
    let answer = tomas.post_form(&format!("{place}/columns"), &[("c0", "-"), ("c1", "-")]).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(answer.text.contains("No column is mapped to a title or a text"), "{}", answer.text);
    assert_eq!(press_away(&tomas, &place).await, "/shelf/import");
    assert_eq!(tomas.get(&place).await.status, StatusCode::NOT_FOUND);
}

async fn press_away(person: &Person, place: &str) -> String {
    person.post_form(&format!("{place}/discard"), &[]).await.header("location").to_owned()
}

#[tokio::test]
async fn an_unreadable_file_lands_nothing() {
    let house = House::new().await;
    let tomas = house.person("Tomas").await;
    let utf16: Vec<u8> = "T".encode_utf16().flat_map(u16::to_le_bytes).collect();
    let files: [(&str, &[u8], &str); 8] = [
        ("empty.csv", b"", "The file is empty."),
        ("blank.txt", b" \r\n\t\n", "The file is empty."),
        ("header.csv", b"title,votes\n", "The file has no rows."),
        ("list.json", b"[]", "The file has no rows."),
        ("broken.json", b"{\"a\": 1, \"b\":", "data-refusal"),
        ("book.xlsx", b"PK\x03\x04rest of it", "data-refusal"),
        ("picture.png", b"\x89PNG\r\n\x1a\n\0\0\0", "data-refusal"),
        ("half.csv", &utf16, ""),
    ];
    for (name, bytes, says) in files {
        let answer = send(&tomas, name, bytes, "").await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{name}: {}", answer.text);
        assert!(answer.text.contains(says), "{name}: {}", answer.text);
    }
    assert_eq!(house.count("SELECT COUNT(*) FROM import_run").await, 0);
    assert_eq!(std::fs::read_dir(&house.world.app.settings.files).unwrap().count(), 0, "no file stays");
}

#[tokio::test]
async fn odd_files_are_read_and_what_was_lost_is_said() {
    let house = House::new().await;
    let tomas = house.person("Tomas").await;
    let (mut cp1252, mut utf16) = (b"Titel;Text\r\nB\xfccher l\xe4nger \x96 bitte;Na".to_vec(), vec![0xff, 0xfe]);
    cp1252.extend(b"ch\rRuhe;\n");
    utf16.extend("Title\tText\r\nBücher länger – bitte\tNach\nRuhe\t\n".encode_utf16().flat_map(u16::to_le_bytes));
    for (name, bytes) in [("a.csv", cp1252), ("b.csv", utf16)] {
        let place = sent(&tomas, name, bytes, "requests").await;
        let told = report(&tomas, &place, true).await;
        assert!(told[0].contains("Bücher länger – bitte") && told.len() == 2, "{told:?}");
    }
    let large = "x".repeat(2 << 20);
    let twice = format!("Title,Labels,Labels,Text\na,x,y,b\nc,,,\"{large}\"\nd,,\n");
    let place = brought(&tomas, "twice.csv", twice, "requests").await;
    insta::assert_snapshot!(report(&tomas, &place, false).await.join("\n"), @r#"
    2,created,R-1,a,
    3,skipped,,,Its “Text” has 2097152 bytes; at most 1048576 are read.
    4,created,R-2,d,Cells are missing at the end of the row and read as empty: “3 of 4”
    "#);
    let json = "[{\"title\":\"e\"},\n{\"title\" \"f\"},\n{\"title\":\"h\"}]";
    let place = brought(&tomas, "broken.json", json, "requests").await;
    let told = report(&tomas, &place, false).await;
    assert!(told.iter().any(|line| line.contains("not valid JSON")) && told[0].contains("created"), "{told:?}");
}

#[tokio::test]
async fn a_file_that_is_too_large_is_refused_and_nothing_of_it_stays() {
    let house = House::new().await;
    async fn take(State(app): State<App>, form: Multipart) -> (StatusCode, String) {
        match upload::receive(&app, form).await {
            Ok(sent) => (StatusCode::OK, sent.name),
            Err(failure) => {
                let hint = failure.refusal().and_then(|refusal| refusal.hint.clone()).unwrap_or_default();
                (failure.status(), format!("{} {hint}", failure.message()))
            }
        }
    }
    let router =
        Router::new().route("/", post(take).layer(DefaultBodyLimit::max(100_000))).with_state(house.world.app.clone());
    for (bytes, status) in [(1_000, StatusCode::OK), (200_000, StatusCode::UNPROCESSABLE_ENTITY)] {
        let head = "--part\r\ncontent-disposition: form-data; name=\"file\"; filename=\"a.csv\"\r\n\r\n";
        let body = format!("{head}{}\r\n--part--\r\n", "x".repeat(bytes));
        let request = Request::post("/").header(header::CONTENT_TYPE, "multipart/form-data; boundary=part");
        let answer = router.clone().oneshot(request.body(Body::from(body)).unwrap()).await.unwrap();
        assert_eq!(answer.status(), status);
        if status != StatusCode::OK {
            let text = axum::body::to_bytes(answer.into_body(), 1_000_000).await.unwrap();
            let text = String::from_utf8_lossy(&text);
            assert!(text.contains("larger than") && text.contains("tandem import"), "{text}");
        }
    }
    assert_eq!(std::fs::read_dir(&house.world.app.settings.files).unwrap().count(), 1, "the one that was taken");
}
