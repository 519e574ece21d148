//! The board of the running sprint, as a page.

use axum::http::StatusCode;
use serde_json::json;
use together::testing::assert_ids_are_unique;

use crate::client::{Answer, House, Person};

const BOARD: &str = "/shelf/SP-1";

/// The furnished product with three stories in a sprint that runs.
async fn running() -> House {
    let house = House::furnished().await;
    let (tomas, priya) = (house.person("Tomas").await, house.person("Priya").await);
    for title in ["See my place", "Raise text"] {
        tomas.does("story.write", json!({ "title": title })).await;
    }
    priya.does("sprint.choose", json!({ "things": ["S-1", "S-2", "S-3"], "sprint": "SP-1" })).await;
    priya.does("sprint.set_state", json!({ "thing": "SP-1", "state": "running" })).await;
    house
}

/// Sends a form of the board.
async fn sends(person: &Person, action: &str, fields: &[(&str, &str)]) -> Answer {
    let form: Vec<_> = fields.iter().copied().chain([("back", BOARD)]).collect();
    person.post_form(&format!("/shelf/do/{action}"), &form).await
}

/// The part of a page that is one column of its board.
fn column<'a>(page: &'a str, state: &str) -> &'a str {
    let begins = format!("data-state=\"{state}\"");
    page.split(begins.as_str()).nth(1).and_then(|rest| rest.split("</section>").next()).unwrap_or_default()
}

#[tokio::test]
async fn two_people_move_the_same_card_and_who_was_late_is_told() {
    let house = running().await;
    let (priya, mei) = (house.person("Priya").await, house.person("Mei").await);
    let page = priya.get(BOARD).await;
    let page_seen = page.behind("tandem-seq\" content=\"");
    let seen = page_seen.split('"').next().unwrap();
    assert_ids_are_unique(&page.text);
    assert!(column(&page.text, "in sprint").contains("See my place"), "{}", page.text);
    let moved = |state| [("thing", "S-2"), ("state", state), ("seen", seen)];
    assert_eq!(sends(&priya, "story.set_state", &moved("in work")).await.status, StatusCode::SEE_OTHER);
    let late = sends(&mei, "story.set_state", &moved("in review")).await;
    assert_eq!(late.status, StatusCode::CONFLICT);
    assert!(
        late.text.contains("S-2 was moved to “in work” by Priya Raman meanwhile. It stays there."),
        "{}",
        late.text
    );
    assert!(column(&mei.get(BOARD).await.text, "in work").contains("See my place"));
    let anyway = [("thing", "S-2"), ("state", "in review"), ("seen", "")];
    assert_eq!(sends(&mei, "story.set_state", &anyway).await.status, StatusCode::SEE_OTHER);
    assert!(column(&priya.get(BOARD).await.text, "in review").contains("See my place"));
}

#[tokio::test]
async fn a_card_says_who_has_it_what_holds_it_up_and_where_it_is_accepted() {
    let house = running().await;
    let (priya, mei) = (house.person("Priya").await, house.person("Mei").await);
    assert!(priya.get(BOARD).await.text.contains("Take S-2"));
    sends(&mei, "story.take", &[("thing", "S-2")]).await;
    sends(&mei, "story.block", &[("thing", "S-2"), ("because", "The <b>device</b> is broken")]).await;
    sends(&mei, "story.set_state", &[("thing", "S-3"), ("state", "waiting for acceptance")]).await;
    let page = priya.get(BOARD).await.text;
    let first = column(&page, "in sprint");
    assert!(first.contains("Blocked: The &lt;b&gt;device&lt;/b&gt; is broken"), "{first}");
    assert!(first.contains("Mei Tanaka") && !first.contains("Take S-2"), "{first}");
    assert!(page.contains("story is blocked"));
    assert!(column(&page, "waiting for acceptance").contains("href=\"/shelf/S-3#criteria\""), "{page}");
    assert!(column(&page, "done").contains("data-refuses=\"A story is done once it is accepted."), "{page}");

    let page = priya.get("/shelf/S-2").await.text;
    assert!(page.contains("It can go on") && page.contains("The &lt;b&gt;device") && !page.contains("Let it go"));
    assert!(mei.get("/shelf/S-2").await.text.contains("Let it go"));
    let form = [("thing", "S-1"), ("because", ""), ("back", "/shelf/S-1")];
    let empty = priya.post_form("/shelf/do/story.block", &form).await;
    assert_eq!(empty.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(empty.text.contains("Say what holds it up."), "{}", empty.text);
}

#[tokio::test]
async fn a_column_over_its_limit_says_so() {
    let house = running().await;
    let priya = house.person("Priya").await;
    let limit = |most| [("state", "in work"), ("most", most)];
    let wrong = sends(&priya, "board.limit", &limit("many")).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(wrong.text.contains("value=\"many\""), "{}", wrong.text);
    assert_eq!(sends(&priya, "board.limit", &limit("1")).await.status, StatusCode::SEE_OTHER);
    for key in ["S-1", "S-2"] {
        assert!(!priya.get(BOARD).await.text.contains("is over its limit"));
        sends(&priya, "story.set_state", &[("thing", key), ("state", "in work")]).await;
    }
    let page = priya.get(BOARD).await.text;
    assert!(page.contains("“In work” is over its limit: 2 stories are there, agreed were 1."), "{page}");
    assert!(column(&page, "in work").contains("2 / 1") && column(&page, "in work").contains("data-over"), "{page}");
}
