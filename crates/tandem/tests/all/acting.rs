//! Changing something through the interface: done, proposed, refused, asked twice, too late.

use axum::http::StatusCode;
use serde_json::{Value, json};

use crate::client::House;

#[tokio::test]
async fn who_decides_acts_and_who_does_not_proposes() {
    let house = House::new().await;
    let done =
        house.program("Ines", "full").await.asks("goal.choose", json!({ "title": "More residents borrow" })).await;
    assert_eq!(done.status, StatusCode::OK, "{}", done.text);
    let body = done.json();
    assert_eq!(body["answers"], json!(["G-1"]));
    assert_eq!(body["said"], "G-1 chosen");
    assert_eq!(
        body["changes"][0],
        json!({ "key": "G-1", "field": "created", "before": null, "after": "More residents borrow" })
    );

    let priya = house.program("Priya", "full").await;
    let fields = json!({ "title": "Fewer late returns", "reason": "They ask for it every week" });
    let proposed = priya.asks("goal.choose", fields).await;
    assert_eq!(proposed.status, StatusCode::ACCEPTED, "{}", proposed.text);
    let said = proposed.json();
    assert_eq!((said["proposal"].as_str(), said["to"].as_str()), (Some("P-1"), Some("product-manager")));

    let proposal = priya.get("/api/shelf/P-1").await.json();
    assert_eq!(proposal["proposal"]["because"], "They ask for it every week");
    assert_eq!(proposal["proposal"]["actions"][0]["action"], "goal.choose");
    let journal = priya.get("/api/shelf/journal").await.json();
    let last = journal["entries"].as_array().unwrap().last().unwrap();
    assert_eq!((last["via"].as_str(), last["who"]["name"].as_str()), (Some("api"), Some("Priya Raman")));
}

#[tokio::test]
async fn one_may_ask_although_one_decides() {
    let house = House::new().await;
    let ines = house.person("Ines").await;
    let asked = ines.asks("goal.choose", json!({ "title": "More residents borrow", "propose": true })).await;
    assert_eq!(asked.status, StatusCode::ACCEPTED, "{}", asked.text);
    assert_eq!(house.count("SELECT COUNT(*) FROM thing WHERE kind = 'goal'").await, 0);
}

#[tokio::test]
async fn a_list_happens_whole_or_not_at_all() {
    let house = House::new().await;
    let ines = house.person("Ines").await;
    let choose = |title: &str| json!({ "action": "goal.choose", "title": title });
    let broken = json!({ "product": "shelf", "actions": [choose("First"), choose("")] });
    assert_eq!(ines.post("/api/actions", &broken).await.refusal(), "title-missing");
    assert_eq!(house.count("SELECT COUNT(*) FROM thing").await, 0);

    let whole = json!({ "product": "shelf", "actions": [choose("First"), choose("Second")] });
    let done = ines.post("/api/actions", &whole).await.json();
    assert_eq!(done["answers"], json!(["G-1", "G-2"]));
    let deciders = json!({ "product": "shelf", "actions": [
        choose("Third"), { "action": "need.write", "title": "Know when a book comes back" }
    ] });
    let karel = house.person("Karel").await;
    assert_eq!(karel.post("/api/actions", &deciders).await.refusal(), "several-deciders");
}

#[tokio::test]
async fn what_cannot_be_done_is_named() {
    let house = House::new().await;
    let ines = house.person("Ines").await;
    let choose = json!({ "product": "shelf", "title": "More residents borrow" });
    for (path, body, status, name) in [
        ("/api/actions/goal.choose", json!({ "product": "shelf" }), 422, "action-unreadable"),
        ("/api/actions/goal.choose", json!({ "product": "shelf", "titel": "x" }), 422, "unknown-field"),
        ("/api/actions/goal.choose", json!("title"), 422, "json-unreadable"),
        ("/api/actions/goal.fly", choose.clone(), 404, "not-found"),
        ("/api/actions/goal.choose", json!({ "product": "attic", "title": "x" }), 404, "not-found"),
        ("/api/actions", json!({ "product": "shelf", "actions": [{ "action": "goal.fly" }] }), 422, "no-such-action"),
        ("/api/actions", json!({ "product": "shelf", "actions": [] }), 422, "nothing-to-do"),
        ("/api/actions/product.rename", json!({ "product": "shelf", "name": "Stack" }), 403, "administrators-only"),
    ] {
        let answer = ines.post(path, &body).await;
        assert_eq!((answer.status.as_u16(), answer.refusal().as_str()), (status, name), "{path} {body}");
    }
    let long = json!({ "product": "shelf", "title": "x", "text": "x".repeat(3 * 1024 * 1024) });
    assert_eq!(ines.post("/api/actions/goal.choose", &long).await.refusal(), "body-too-long");
    assert_eq!(house.count("SELECT COUNT(*) FROM thing").await, 0);
}

#[tokio::test]
async fn a_token_that_reads_a_session_without_proof_and_a_stranger_change_nothing() {
    let house = House::new().await;
    let body = json!({ "product": "shelf", "title": "More residents borrow" });
    let reading = house.program("Ines", "read").await;
    let answer = reading.post("/api/actions/goal.choose", &body).await;
    assert_eq!((answer.status, answer.refusal().as_str()), (StatusCode::FORBIDDEN, "token-only-reads"));
    assert_eq!(reading.get("/api/shelf/goals").await.status, StatusCode::OK);

    let ines = house.person("Ines").await;
    let path = "/api/actions/goal.choose";
    let without_proof = ines.ask(axum::http::Method::POST, path, &[], body.to_string().into()).await;
    assert_eq!((without_proof.status, without_proof.refusal().as_str()), (StatusCode::FORBIDDEN, "form-not-ours"));
    let foreign = ines.post_with(path, &body, &[("origin", "http://elsewhere.test")]).await;
    assert_eq!(foreign.status, StatusCode::OK, "the first Origin is ours");

    let stranger = house.stranger().post(path, &body).await;
    assert_eq!((stranger.status, stranger.refusal().as_str()), (StatusCode::UNAUTHORIZED, "sign-in"));
    assert_eq!(stranger.header("www-authenticate"), "Bearer");
    for shown in ["Bearer tdm_guessed", "Basic aW5lczppbmVz", "tdm_guessed"] {
        let guessed = house.stranger().post_with(path, &body, &[("authorization", shown)]).await;
        assert_eq!(guessed.status, StatusCode::UNAUTHORIZED, "{shown}");
    }
}

#[tokio::test]
async fn a_key_of_ones_own_makes_asking_twice_harmless() {
    let house = House::new().await;
    let ines = house.program("Ines", "full").await;
    let body = json!({ "product": "shelf", "title": "More residents borrow" });
    let path = "/api/actions/goal.choose";
    let key = [("idempotency-key", "monday")];
    let refused = ines.post_with(path, &json!({ "product": "shelf", "title": "" }), &key).await;
    assert_eq!(refused.refusal(), "title-missing", "what was refused claims no key");

    let first = ines.post_with(path, &body, &key).await;
    let again = ines.post_with(path, &body, &key).await;
    assert_eq!((first.status, &first.text), (again.status, &again.text));
    assert_eq!((first.header("idempotency-replayed"), again.header("idempotency-replayed")), ("", "true"));
    assert_eq!(house.count("SELECT COUNT(*) FROM thing WHERE kind = 'goal'").await, 1);

    let other = json!({ "product": "shelf", "title": "Another" });
    assert_eq!(ines.post_with(path, &other, &key).await.refusal(), "idempotency-key-reused");
    let longest = "k".repeat(200);
    assert_eq!(ines.post_with(path, &other, &[("idempotency-key", &longest)]).await.status, StatusCode::OK);
    for unusable in ["", &"k".repeat(201)] {
        let answer = ines.post_with(path, &other, &[("idempotency-key", unusable)]).await;
        assert_eq!(answer.refusal(), "idempotency-key-unusable");
    }
    let priya = house.program("Priya", "full").await;
    assert_eq!(priya.post_with(path, &body, &key).await.status, StatusCode::ACCEPTED, "keys are one's own");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_same_key_at_the_same_time_acts_once() {
    let house = House::new().await;
    let ines = house.program("Ines", "full").await;
    let body = json!({ "product": "shelf", "title": "More residents borrow" });
    let ask = || async {
        let key = [("idempotency-key", "at once")];
        ines.post_with("/api/actions/goal.choose", &body, &key).await.text
    };
    let (a, b, c, d) = tokio::join!(ask(), ask(), ask(), ask());
    assert!([&b, &c, &d].into_iter().all(|other| *other == a), "{a} {b} {c} {d}");
    assert_eq!(house.count("SELECT COUNT(*) FROM thing WHERE kind = 'goal'").await, 1);
}

#[tokio::test]
async fn whoever_comes_too_late_sees_both_versions() {
    let house = House::new().await;
    let (ines, lea) = (house.person("Ines").await, house.person("Lea").await);
    ines.does("goal.choose", json!({ "title": "More residents borrow" })).await;
    let seen = ines.get("/api/shelf/G-1").await.json()["seq"].as_i64().unwrap();
    let product_seen = seen.to_string();
    ines.does("goal.edit", json!({ "goal": "G-1", "title": "More people borrow", "expect": { "G-1": seen } })).await;

    let late = json!({ "goal": "G-1", "title": "Residents borrow more", "expect": { "G-1": seen } });
    let answer = ines.asks("goal.edit", late).await;
    assert_eq!((answer.status, answer.refusal().as_str()), (StatusCode::CONFLICT, "moved-on"));
    let problem = answer.json();
    assert_eq!(problem["stored"]["G-1"], json!({ "seq": seen + 1, "title": "More people borrow", "state": "running" }));
    assert_eq!(problem["sent"]["G-1"], json!({ "seq": seen }));
    assert_eq!(problem["sent"]["actions"][0]["title"], "Residents borrow more");

    let body = json!({ "product": "shelf", "title": "Another" });
    let if_match = |value: &'static str| [("if-match", value)];
    let path = "/api/actions/goal.choose";
    let stale = lea.post_with(path, &body, &[("if-match", &product_seen)]).await;
    assert_eq!((stale.status, stale.refusal().as_str()), (StatusCode::CONFLICT, "moved-on"));
    assert_eq!(stale.json()["stored"], json!({ "seq": seen + 1 }));
    let now = format!("\"{}\"", seen + 1);
    assert_eq!(lea.post_with(path, &body, &[("if-match", &now)]).await.status, StatusCode::ACCEPTED);
    assert_eq!(lea.post_with(path, &body, &if_match("now")).await.refusal(), "if-match-unreadable");
    let nowhere = lea.post_with("/api/actions/person.rename", &json!({ "name": "Lea B" }), &if_match("\"1\"")).await;
    assert_eq!(nowhere.refusal(), "product-missing");
    let absent = ines.asks("goal.choose", json!({ "title": "x", "expect": { "G-9": 1 } })).await;
    assert_eq!(absent.refusal(), "no-such-thing");
}

#[tokio::test]
async fn customers_are_told_only_what_is_theirs_to_know() {
    let house = House::furnished().await;
    let adele = house.program("Adele", "full").await;
    for (action, fields) in [
        ("goal.choose", json!({ "title": "Mine" })),
        ("story.write", json!({ "title": "Mine" })),
        ("key_result.check_in", json!({ "key_result": "KR-1", "value": 1.0 })),
    ] {
        let answer = adele.asks(action, fields).await;
        assert_eq!(answer.status, StatusCode::FORBIDDEN, "{action} {}", answer.text);
    }
    let hidden = adele.asks("goal.choose", json!({ "title": "Mine", "expect": { "G-1": 1 } })).await;
    assert_eq!(hidden.refusal(), "no-such-thing", "not even by its sequence");
    let watching = adele.does("thread.watch", json!({ "thing": "F-1", "watch": true })).await;
    assert_eq!(watching.get("changes"), None::<&Value>);
}

#[tokio::test]
async fn what_a_customer_may_not_see_cannot_be_watched_either() {
    let house = House::furnished().await;
    let adele = house.program("Adele", "full").await;
    for (thing, expected) in [("F-1", StatusCode::OK), ("S-1", StatusCode::UNPROCESSABLE_ENTITY)] {
        let watched = adele.asks("thread.watch", json!({ "thing": thing, "watch": true })).await;
        assert_eq!(watched.status, expected, "{thing}: {}", watched.text);
    }
    let refused = adele.asks("thread.watch", json!({ "thing": "S-1", "watch": true })).await;
    let absent = adele.asks("thread.watch", json!({ "thing": "S-99", "watch": true })).await;
    assert_eq!((refused.refusal().as_str(), absent.refusal().as_str()), ("no-such-thing", "no-such-thing"));
}

#[tokio::test]
async fn whoever_was_a_member_finds_nothing_by_page_token_or_action() {
    let house = House::furnished().await;
    let program = house.program("Priya", "full").await;
    let browser = house.person("Priya").await;
    assert_eq!(browser.get("/shelf/backlog").await.status, StatusCode::OK);
    let ada = house.person("Ada").await;
    let taken = json!({ "person": house.world.person("Priya"), "role": "developer" });
    ada.does("membership.take", taken).await;
    for path in
        ["/shelf/backlog", "/shelf/S-1", "/shelf/proposals", "/api/shelf", "/api/shelf/stories", "/api/shelf/S-1"]
    {
        assert_eq!(browser.get(path).await.status, StatusCode::NOT_FOUND, "{path}");
    }
    for path in ["/api/shelf", "/api/shelf/stories", "/api/shelf/S-1", "/api/shelf/journal"] {
        assert_eq!(program.get(path).await.status, StatusCode::NOT_FOUND, "{path}");
    }
    for (action, fields) in [
        ("story.write", json!({ "title": "x" })),
        ("proposal.withdraw", json!({ "proposal": "P-1" })),
        ("journal.undo", json!({ "seq": 1 })),
    ] {
        assert_eq!(program.asks(action, fields).await.status, StatusCode::NOT_FOUND, "{action}");
    }
}

#[tokio::test]
async fn an_action_of_a_product_is_told_that_it_needs_one() {
    let house = House::new().await;
    let tomas = house.person("Tomas").await;
    for (action, form) in
        [("story.write", ("title", "x")), ("notice.read", ("notice", "")), ("vision.set", ("title", "x"))]
    {
        let answer = tomas.post_form(&format!("/do/{action}"), &[form]).await;
        assert!(answer.status.is_client_error(), "{action}: {} {}", answer.status, answer.text);
    }
}
