//! Reading through the interface: every kind, every filter, page by page, and what customers see of it.

use std::collections::BTreeSet;

use axum::http::StatusCode;
use serde_json::{Value, json};

use crate::client::{House, Person};

async fn keys(person: &Person, path: &str) -> Vec<String> {
    let answer = person.get(path).await;
    assert_eq!(answer.status, StatusCode::OK, "{path}: {}", answer.text);
    let key = |thing: &Value| thing["key"].as_str().unwrap().to_owned();
    answer.json()["things"].as_array().unwrap().iter().map(key).collect()
}

#[tokio::test]
async fn every_kind_is_listed_with_its_fields_and_found_by_key() {
    let house = House::furnished().await;
    let lea = house.program("Lea", "read").await;
    for of in &house.world.app.kinds {
        let plural = of.kind.plural().to_lowercase().replace(' ', "-");
        let answer = lea.get(&format!("/api/shelf/{plural}")).await;
        assert_eq!(answer.status, StatusCode::OK, "{plural}: {}", answer.text);
        let list = answer.json();
        let first = &list["things"][0];
        assert_eq!(first["kind"], of.kind.code());
        let fields: BTreeSet<&str> = first["fields"].as_object().unwrap().keys().map(String::as_str).collect();
        assert_eq!(fields, of.fields.iter().map(|field| field.name).collect(), "{plural}");
        let one = lea.get(&format!("/api/shelf/{}", first["key"].as_str().unwrap())).await.json();
        for (name, value) in first.as_object().unwrap() {
            assert_eq!(one[name], *value, "{plural} {name}");
        }
    }
}

#[tokio::test]
async fn a_thing_is_told_in_the_words_of_the_product() {
    let house = House::furnished().await;
    let lea = house.program("Lea", "read").await;
    let goal = lea.get("/api/shelf/G-1").await.json();
    assert_eq!(goal["fields"]["starts"], "2026-07-01T00:00:00.000000Z");
    assert_eq!(goal["page"], "/shelf/G-1");
    assert_eq!(goal["thread"], json!(["vision", "goal", "need", "feature", "story"]));
    assert_eq!(goal["down"][0]["key"], "N-1");
    assert_eq!(goal["down"][0]["link"], "serves");
    let feature = lea.get("/api/shelf/f-1").await.json();
    assert_eq!((feature["up"][0]["key"].as_str(), feature["down"][0]["key"].as_str()), (Some("N-1"), Some("S-1")));
    assert_eq!(feature["fields"]["text"], "Queue for a book");
}

#[tokio::test]
async fn pages_are_complete_and_each_thing_comes_once() {
    let house = House::new().await;
    let ines = house.person("Ines").await;
    let actions: Vec<Value> =
        (1..=23).map(|n| json!({ "action": "goal.choose", "title": format!("Goal {n}") })).collect();
    ines.post("/api/actions", &json!({ "product": "shelf", "actions": actions })).await;
    ines.does("thread.remove", json!({ "thing": "G-11" })).await;

    let (mut found, mut next) = (Vec::new(), Some("/api/shelf/goals?limit=5&stage=active".to_owned()));
    let mut pages = 0;
    while let Some(address) = next {
        let answer = ines.get(&address).await;
        let page = answer.json();
        let things: Vec<String> =
            page["things"].as_array().unwrap().iter().map(|thing| thing["key"].as_str().unwrap().to_owned()).collect();
        assert!(things.len() <= 5);
        found.extend(things);
        let link = answer.header("link");
        assert_eq!(page["next"].is_null(), link.is_empty());
        next = link.strip_prefix('<').and_then(|link| link.split_once('>')).map(|(address, _)| address.to_owned());
        pages += 1;
    }
    let expected: Vec<String> = (1..=23).filter(|n| *n != 11).map(|n| format!("G-{n}")).collect();
    assert_eq!((found, pages), (expected, 5));
}

#[tokio::test]
async fn stories_that_lack_nothing_are_told_and_found_as_ready() {
    let house = House::new().await;
    let tomas = house.person("Tomas").await;
    for title in ["Pause a hold", "Renew a loan", "Pay a fine"] {
        tomas.does("story.write", json!({ "title": title })).await;
    }
    tomas.does("thread.link", json!({ "from": "S-1", "to": "S-2", "kind": "depends on" })).await;
    let lacks_nothing =
        "UPDATE story SET missing = '' WHERE thing IN (SELECT id FROM thing WHERE kind = 'story' AND number = 2)";
    house.run(lacks_nothing, ground::args![]).await;
    assert_eq!(keys(&tomas, "/api/shelf/stories?state=ready").await, ["S-2"]);
    assert_eq!(keys(&tomas, "/api/shelf/stories?state=draft").await, ["S-1", "S-3"]);
    assert_eq!(keys(&tomas, "/api/shelf/stories?state=draft&after=S-1").await, ["S-3"]);
    assert_eq!(tomas.get("/api/shelf/S-2").await.json()["state"], "ready");
    assert_eq!(tomas.get("/api/shelf/S-1").await.json()["up"][0]["state"], "ready");
}

#[tokio::test]
async fn stories_come_as_the_backlog_stands_page_by_page() {
    let house = House::new().await;
    let tomas = house.person("Tomas").await;
    for title in ["Pause a hold", "Renew a loan", "Pay a fine", "Read in the dark"] {
        tomas.does("story.write", json!({ "title": title })).await;
    }
    tomas.does("backlog.move", json!({ "things": ["S-3"], "to": "top" })).await;
    tomas.does("story.drop", json!({ "things": ["S-2"] })).await;
    assert_eq!(keys(&tomas, "/api/shelf/stories?order=backlog").await, ["S-3", "S-1", "S-4"]);
    let first = tomas.get("/api/shelf/stories?order=backlog&limit=2").await;
    assert_eq!(first.json()["next"], "S-1");
    assert!(first.header("link").contains("order=backlog"), "{}", first.header("link"));
    assert_eq!(keys(&tomas, "/api/shelf/stories?order=backlog&after=S-1").await, ["S-4"]);
    assert_eq!(keys(&tomas, "/api/shelf/stories?order=backlog&q=dark").await, ["S-4"]);
    for wrong in ["/api/shelf/goals?order=backlog", "/api/shelf/stories?order=points"] {
        assert_eq!(tomas.get(wrong).await.status, StatusCode::UNPROCESSABLE_ENTITY, "{wrong}");
    }
}

#[tokio::test]
async fn lists_are_narrowed_by_every_filter_and_by_several_at_once() {
    let house = House::new().await;
    let ines = house.person("Ines").await;
    for title in ["Borrow more books", "Return books in time", "Open longer"] {
        ines.does("goal.choose", json!({ "title": title })).await;
    }
    ines.does("goal.set_state", json!({ "goal": "G-3", "state": "closed" })).await;
    let tomas = house.person("Tomas").await;
    tomas.does("need.write", json!({ "title": "Know when a book comes back", "serves": "G-2" })).await;
    let id = house.world.person("Ines");
    house.run("UPDATE thing SET owner = $1 WHERE number = 1", ground::args![id]).await;
    let now = house.world.app.clock.now();
    house.world.app.clock.advance(60_000_000);
    ines.does("goal.edit", json!({ "goal": "G-2", "text": "Within three weeks" })).await;
    let later = format!("updated_since={}", now.plus(std::time::Duration::from_secs(1)));

    for (query, expected) in [
        ("state=running", vec!["G-1", "G-2"]),
        ("stage=done", vec!["G-3"]),
        ("owner=me", vec!["G-1"]),
        (&format!("owner={id}"), vec!["G-1"]),
        ("owner=none", vec!["G-2", "G-3"]),
        ("q=book", vec!["G-1", "G-2"]),
        ("q=books+time", vec!["G-2"]),
        ("q=weeks", vec!["G-2"]),
        ("linked_to=N-1", vec!["G-2"]),
        (&later, vec!["G-2"]),
        ("q=book&owner=none&state=running", vec!["G-2"]),
        ("q=book&stage=done", vec![]),
        ("after=G-1&limit=1", vec!["G-2"]),
    ] {
        assert_eq!(keys(&ines, &format!("/api/shelf/goals?{query}")).await, expected, "{query}");
    }
    assert_eq!(keys(&ines, "/api/shelf/needs?linked_to=G-2").await, ["N-1"]);
    for wrong in ["states=running", "state=flying", "limit=0", "after=N-1", "owner=Ines"] {
        let answer = ines.get(&format!("/api/shelf/goals?{wrong}")).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{wrong}");
        answer.refusal();
    }
    assert_eq!(ines.get("/api/shelf/goals?linked_to=N-9").await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn what_happened_is_told_from_either_end() {
    let house = House::new().await;
    let ines = house.person("Ines").await;
    ines.does("goal.choose", json!({ "title": "Borrow", "ends": "2026-12-31", "reason": "The board asked" })).await;
    ines.does("goal.edit", json!({ "goal": "G-1", "title": "Borrow more" })).await;
    ines.does("goal.edit", json!({ "goal": "G-1", "ends": "2027-01-31" })).await;

    let first = ines.get("/api/shelf/journal?limit=2").await;
    let entries = first.json();
    assert_eq!(entries["entries"][0]["reason"], "The board asked");
    assert_eq!(entries["entries"][0]["role"], "product-manager");
    assert_eq!(entries["next"], 2);
    let rest = first.header("link").trim_start_matches('<').split('>').next().unwrap().to_owned();
    let rest = ines.get(&rest).await.json();
    assert_eq!(rest["entries"].as_array().unwrap().len(), 1);
    let change = &rest["entries"][0]["changes"][0];
    let expected = json!({ "key": "G-1", "field": "ends", "before": "2026-12-31T00:00:00.000000Z", "after": "2027-01-31T00:00:00.000000Z" });
    assert_eq!(*change, expected);

    let newest = ines.get("/api/shelf/G-1/history?limit=2").await;
    assert_eq!(newest.json()["entries"][0]["seq"], 3);
    assert_eq!(newest.header("link"), "</api/shelf/G-1/history?before=2&limit=2>; rel=\"next\"");
    let oldest = ines.get("/api/shelf/G-1/history?before=2").await.json();
    assert_eq!(oldest["entries"][0]["did"], "Chose the goal");
    assert_eq!(oldest["next"], Value::Null);
}

#[tokio::test]
async fn an_unchanged_product_is_answered_with_304() {
    let house = House::new().await;
    let ines = house.person("Ines").await;
    ines.does("goal.choose", json!({ "title": "Borrow" })).await;
    for path in ["/api/shelf/goals", "/api/shelf/G-1", "/api/shelf/journal"] {
        let first = ines.get(path).await;
        let etag = first.header("etag").to_owned();
        assert_eq!(first.header("cache-control"), "private, no-cache");
        let again = ines.get_with(path, &[("if-none-match", &etag)]).await;
        assert_eq!((again.status, again.text.as_str()), (StatusCode::NOT_MODIFIED, ""), "{path}");
        ines.does("goal.edit", json!({ "goal": "G-1", "text": path })).await;
        assert_eq!(ines.get_with(path, &[("if-none-match", &etag)]).await.status, StatusCode::OK, "{path}");
    }
}

#[tokio::test]
async fn customers_see_what_is_public_and_their_own_requests() {
    let house = House::furnished().await;
    let adele = house.program("Adele", "read").await;
    let mut seen = Vec::new();
    for of in &house.world.app.kinds {
        let plural = of.kind.plural().to_lowercase().replace(' ', "-");
        seen.extend(keys(&adele, &format!("/api/shelf/{plural}")).await);
    }
    assert_eq!(seen, ["R-1", "F-1"], "her own request and the public feature; no customer, not even a public one");

    let feature = adele.get("/api/shelf/F-1").await.json();
    let mut told: Vec<&str> = feature.as_object().unwrap().keys().map(String::as_str).collect();
    told.sort_unstable();
    assert_eq!(
        told,
        ["created", "down", "fields", "key", "kind", "page", "public", "stage", "state", "title", "up", "updated"]
    );
    assert_eq!((&feature["up"], &feature["down"]), (&json!([]), &json!([])), "neither its need nor its stories");
    let request = adele.get("/api/shelf/R-1").await.json();
    assert!(request["fields"].get("importance").is_none() && request["fields"].get("votes").is_none(), "{request}");

    for path in ["R-2", "G-1", "S-1", "C-1", "P-1", "F-1/history", "R-1/history", "journal"] {
        assert_eq!(adele.get(&format!("/api/shelf/{path}")).await.status, StatusCode::NOT_FOUND, "{path}");
    }
    assert_eq!(keys(&adele, "/api/shelf/requests?q=loan").await, Vec::<String>::new());
    assert_eq!(adele.get("/api/shelf/features?linked_to=S-1").await.status, StatusCode::NOT_FOUND);
    let products = adele.get("/api/products").await.json();
    assert_eq!(products, json!({ "products": [{ "key": "shelf", "name": "Shelf", "roles": ["customer"] }] }));
}

#[tokio::test]
async fn a_customers_validator_tells_nothing_of_what_else_happens() {
    let house = House::furnished().await;
    let (adele, ines) = (house.program("Adele", "read").await, house.person("Ines").await);
    let before = adele.get("/api/shelf/features").await;
    ines.does("goal.choose", json!({ "title": "Another" })).await;
    let after = adele.get_with("/api/shelf/features", &[("if-none-match", before.header("etag"))]).await;
    assert_eq!(after.status, StatusCode::NOT_MODIFIED);
}

#[tokio::test]
async fn nobody_sees_another_product() {
    let house = House::furnished().await;
    let nobody = house.program("Nobody", "full").await;
    for path in
        ["/api/shelf/goals", "/api/shelf/G-1", "/api/shelf/G-1/history", "/api/shelf/journal", "/api/attic/goals"]
    {
        assert_eq!(nobody.get(path).await.status, StatusCode::NOT_FOUND, "{path}");
    }
    let products = nobody.get("/api/products").await.json();
    assert_eq!(products["products"].as_array().unwrap().len(), 1);
    assert_eq!(products["products"][0]["key"], "loom");
    assert_eq!(nobody.get("/api/loom/G-1").await.status, StatusCode::NOT_FOUND, "a key alone is never trusted");
}
