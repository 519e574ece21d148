//! A file that comes again: what changed in it, and what was changed here meanwhile.

use serde_json::json;

use super::{BOARD, brought, press, report, request, sent, settled};
use crate::client::House;

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
async fn what_was_removed_here_stays_removed() {
    let house = House::new().await;
    let tomas = house.person("Tomas").await;
    brought(&tomas, "board.csv", BOARD, "").await;
    tomas.does("thread.remove", json!({ "thing": "R-2" })).await;
    let place = sent(&tomas, "board.csv", BOARD, "").await;
    let told = report(&tomas, &place, true).await;
    assert!(told[1].contains("skipped") && told[1].contains("was removed here"), "{told:?}");
}
