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
