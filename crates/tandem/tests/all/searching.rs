//! Search by words and by keys, and the history of a thing, as people see them.

use axum::http::StatusCode;
use serde_json::json;

use crate::client::{Answer, House};
use crate::importing::brought;

/// The keys of the rows of a page, in order.
fn rows(answer: &Answer) -> Vec<String> {
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.text);
    let rows = answer.text.split("<li class=\"row row-icon\" id=\"").skip(1);
    rows.map(|rest| rest.split('"').next().unwrap().to_owned()).collect()
}

#[tokio::test]
async fn results_are_paged_by_key_and_filtered_by_kind_and_state() {
    let house = House::furnished().await;
    let tomas = house.person("Tomas").await;
    for number in 2..=61 {
        tomas.does("story.write", json!({ "title": format!("Reminder {number}") })).await;
    }
    tomas.does("need.write", json!({ "title": "Reminders that help" })).await;
    tomas.does("story.drop", json!({ "things": ["S-3"] })).await;

    let all = tomas.get("/shelf/search?q=remind").await;
    assert!(all.text.contains("61 results for “remind”"), "{}", all.text);
    let first = rows(&tomas.get("/shelf/search?q=remind&kind=story").await);
    assert_eq!((first.len(), first[0].as_str(), first[49].as_str()), (50, "S-61", "S-12"));
    let second = tomas.get("/shelf/search?q=remind&kind=story&after=S-12").await;
    assert_eq!(rows(&second), (2..=11).rev().map(|number| format!("S-{number}")).collect::<Vec<_>>());
    assert!(!second.text.contains("Older results"));
    assert_eq!(rows(&tomas.get("/shelf/search?q=remind&show=over").await), ["S-3"]);
    assert_eq!(rows(&tomas.get("/shelf/search?q=remind&kind=need").await), ["N-2"]);
    assert_eq!(rows(&tomas.get("/shelf/search?q=").await), [] as [&str; 0]);
}

#[tokio::test]
async fn what_is_found_by_its_text_shows_the_words_in_it() {
    let house = House::furnished().await;
    let tomas = house.person("Tomas").await;
    let body = "Nobody told us that a zeppelin had landed.";
    tomas.does("request.record", json!({ "title": "One day late", "body": body })).await;
    let by_text = tomas.get("/shelf/search?q=zeppelin").await.text;
    assert!(by_text.contains("told us that a <mark>zeppelin</mark> had landed."), "{by_text}");
    let by_title = tomas.get("/shelf/search?q=late").await.text;
    assert!(by_title.contains("<mark>late</mark>") && !by_title.contains("zeppelin"), "{by_title}");
}

#[tokio::test]
async fn a_key_leads_to_its_thing_also_the_one_it_had_elsewhere() {
    let house = House::furnished().await;
    let tomas = house.person("Tomas").await;
    brought(&tomas, "jira.csv", "Issue key,Summary\nHADOOP-12,Queue for a printed copy\n", "stories").await;
    for typed in ["S-2", "s2", "shelf/S-2", "HADOOP-12", "hadoop-12"] {
        let answer = tomas.get(&format!("/shelf/search?q={typed}")).await;
        assert_eq!((answer.status, answer.header("location")), (StatusCode::SEE_OTHER, "/shelf/S-2"), "{typed}");
        let jump = tomas.get(&format!("/search/jump?product=shelf&q={typed}")).await.text;
        assert!(jump.contains("This key") && jump.contains("href=\"/shelf/S-2\""), "{typed}: {jump}");
    }
    assert_eq!(tomas.get("/shelf/search?q=HADOOP-13").await.status, StatusCode::OK);
    let nobody = house.person("Nobody").await.at(3);
    assert_eq!(nobody.get("/search/jump?product=shelf&q=HADOOP-12").await.status, StatusCode::NOT_FOUND);
    assert_eq!(nobody.get("/shelf/search?q=HADOOP-12").await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn the_palette_shows_a_few_of_each_kind_those_that_say_the_words_first() {
    let house = House::furnished().await;
    let tomas = house.person("Tomas").await;
    // R-1 of the house says it in its title.
    for number in 1..=15 {
        let body = format!("Something about a hold, number {number}");
        tomas.does("request.record", json!({ "title": format!("Word {number}"), "body": body })).await;
    }
    let list = tomas.get("/search/jump?product=shelf&q=hold").await.text;
    assert_eq!(list.matches("/shelf/R-").count(), 3, "{list}");
    assert!(list.contains("/shelf/F-1\"") && list.contains("/shelf/S-1\""), "older things of other kinds are not lost");
    let requests = list.split("/shelf/R-").nth(1).unwrap();
    assert!(requests.starts_with("1\""), "the request with the word in its title comes first: {list}");
}

#[tokio::test]
async fn history_says_what_ids_and_times_mean_and_where_one_is() {
    let house = House::furnished().await;
    let (tomas, priya) = (house.person("Tomas").await, house.person("Priya").await.at(3));
    priya.does("sprint.choose", json!({ "things": ["S-1"], "sprint": "SP-1" })).await;
    let me = house.world.person("Priya").to_string();
    tomas.does("story.edit", json!({ "thing": "S-1", "owner": me })).await;
    let page = tomas.get("/shelf/S-1/history").await.text;
    assert!(page.contains("<ins>SP-1 Sprint 1</ins>") && page.contains("<ins>Priya Raman</ins>"), "{page}");
    assert!(!page.contains(&me), "nobody reads ids");
    let ines = house.person("Ines").await;
    ines.does("release.edit", json!({ "thing": "RL-1", "day": "2026-11-20" })).await;
    let of_release = tomas.get("/shelf/RL-1/history").await.text;
    assert!(of_release.contains("<del>13 November</del>"), "{of_release}");
    assert!(of_release.contains("<ins>20 November</ins>"), "{of_release}");
}
