//! History as people read it.

use serde_json::json;

use crate::client::House;

#[tokio::test]
async fn a_share_is_read_as_a_percentage_and_a_day_as_a_day() {
    let house = House::furnished().await;
    let ines = house.person("Ines").await;
    ines.does("key_result.check_in", json!({ "key_result": "KR-1", "value": 20_950.0 })).await;
    let goal = ines.get("/shelf/G-1/history").await.text;
    assert!(goal.contains("<span class=\"dim\">reached</span> <del>0%</del> <ins>45.5%</ins>"), "{goal}");
    let release = ines.get("/shelf/RL-1/history").await.text;
    assert!(release.contains("<span class=\"dim\">day</span> <ins>13 November</ins>"), "{release}");
}

#[tokio::test]
async fn a_history_is_read_by_sorts_of_changes_and_on_from_page_to_page() {
    let house = House::furnished().await;
    let tomas = house.person("Tomas").await;
    for n in 0..60 {
        tomas.does("story.edit", json!({ "thing": "S-1", "title": format!("Title {n}") })).await;
    }
    tomas.does("comment.write", json!({ "thing": "S-1", "body": "Said once" })).await;
    tomas.does("criterion.add", json!({ "thing": "S-1", "then": "the wait is shown" })).await;

    let all = tomas.get("/shelf/S-1/history").await.text;
    let sorts = ["words", "plan", "comments", "links"].map(|sort| format!("/shelf/S-1/history?show={sort}"));
    assert!(sorts.iter().all(|href| all.contains(href)), "{all}");
    let comments = tomas.get("/shelf/S-1/history?show=comments").await.text;
    assert!(
        comments.contains("Said once")
            && !comments.contains("<ins>Title 59</ins>")
            && !comments.contains("Older changes")
    );
    assert!(!tomas.get("/shelf/S-1/history?show=links").await.text.contains("Said once"));
    assert!(tomas.get("/shelf/S-1/history?show=nothing").await.text.contains("Said once"), "an unknown sort is all");

    let words = tomas.get("/shelf/S-1/history?show=words").await;
    assert!(words.text.contains("the wait is shown") && words.text.contains("Title 20"), "{}", words.text);
    let older = words.behind("p class=\"note\"><a class=\"link\" href=\"").replace("&amp;", "&");
    assert!(older.starts_with("/shelf/S-1/history?show=words&after="), "{older}");
    let older = tomas.get(&older).await.text;
    assert!(older.contains("Title 0<") && !older.contains("Title 20<") && !older.contains("Said once"), "{older}");
}

#[tokio::test]
async fn a_long_conversation_is_read_from_its_end_and_back() {
    let house = House::furnished().await;
    let tomas = house.person("Tomas").await;
    for n in 0..120 {
        tomas.does("comment.write", json!({ "thing": "S-1", "body": format!("Said {n}.") })).await;
    }
    let last = tomas.get("/shelf/S-1").await;
    assert!(last.text.contains("Said 119.") && last.text.contains("Said 70.") && !last.text.contains("Said 69."));
    assert!(last.text.contains("Earlier, of 120 comments") && !last.text.contains("The latest"), "{}", last.text);
    let middle = tomas.get(&last.behind("p class=\"note\"><a class=\"link\" href=\"").replace("&amp;", "&")).await;
    assert!(middle.text.contains("Said 69.") && middle.text.contains("Said 20."), "{}", middle.text);
    assert!(!middle.text.contains("Said 70.") && !middle.text.contains("Said 19."));
    assert!(middle.text.contains("The latest"), "there is a way back to what was said last");
    let first = tomas.get(&middle.behind("p class=\"note\"><a class=\"link\" href=\"").replace("&amp;", "&")).await;
    assert!(first.text.contains("Said 0.") && !first.text.contains("Earlier, of"), "{}", first.text);
    let unknown = tomas.get("/shelf/S-1?said-before=nothing").await;
    assert!(unknown.text.contains("Said 119."), "an address that means no comment shows the last ones");
}
