//! A release on its way out, as people decide it on its page, and what that answers.

use serde_json::json;

use crate::client::House;

#[tokio::test]
async fn a_request_is_answered_once_the_release_is_out() {
    let house = House::furnished().await;
    let (ines, tomas) = (house.person("Ines").await, house.person("Tomas").await);
    tomas.does("thread.link", json!({ "from": "R-1", "kind": "asks for", "to": "S-1" })).await;
    ines.does("stories.ship_in", json!({ "things": ["S-1"], "release": "RL-1" })).await;
    tomas.does("story.set_state", json!({ "thing": "S-1", "state": "done" })).await;
    let state = async || tomas.get("/api/shelf/R-1").await.json()["state"].clone();
    assert_eq!(state().await, "planned", "it is done, and nobody has it yet");

    let planned = ines.get("/shelf/RL-1").await.text;
    assert!(planned.contains("Decide go") && planned.contains("Freeze its scope"), "{planned}");
    assert!(tomas.get("/shelf/RL-1").await.text.contains("Propose go"));
    ines.does("release.set_state", json!({ "thing": "RL-1", "state": "go" })).await;
    let decided = ines.get("/shelf/RL-1").await.text;
    assert!(decided.contains("It is out") && decided.contains("No-go after all"), "{decided}");
    ines.does("release.set_state", json!({ "thing": "RL-1", "state": "shipped" })).await;
    let out = ines.get("/shelf/RL-1").await.text;
    assert!(out.contains("Shipped on") && !out.contains("Decide go") && !out.contains("It is out"), "{out}");
    assert_eq!(state().await, "done");
}
