//! Every action of the program, by everybody: who does it, who proposes it to whom, who is refused.
//!
//! The table is a file: whoever adds an action writes a line here, and reads in the table what they have allowed.

use std::collections::BTreeSet;
use std::fmt::Write;

use axum::http::StatusCode;
use serde_json::{Value, json};
use together::products::ProductId;

use crate::client::House;
use crate::importing::brought;

/// Everybody who may ask, with the head of their column.
const PEOPLE: [(&str, &str); 9] = [
    ("Ines", "manager"),
    ("Tomas", "owner"),
    ("Priya", "developer"),
    ("Sam", "scrum m."),
    ("Lea", "leader"),
    ("Karel", "project"),
    ("Adele", "customer"),
    ("Ada", "admin"),
    ("Nobody", "stranger"),
];

/// Actions of the workspace; the others happen in a product.
const OF_WORKSPACE: [&str; 11] = [
    "example.load",
    "invitation.withdraw",
    "person.add",
    "person.administer",
    "person.rename",
    "person.sign_out",
    "product.forget",
    "product.make",
    "product.return",
    "session.end",
    "token.revoke",
];

/// One line for each action, and for each way of it that is another's call. `@` begins what has an id.
fn lines() -> Vec<(&'static str, &'static str, Value)> {
    vec![
        ("advice.answer", "", json!({ "size": "small" })),
        ("backlog.move", "", json!({ "things": ["S-1"], "to": "top" })),
        ("board.limit", "", json!({ "state": "in work", "most": "3" })),
        ("comment.edit", "", json!({ "comment": "@nil", "body": "x" })),
        ("comment.write", "for the team", json!({ "thing": "S-1", "body": "x" })),
        ("comment.write", "for customers", json!({ "thing": "S-1", "body": "x", "public": true })),
        ("contact.add", "", json!({ "name": "x" })),
        ("contact.edit", "", json!({ "contact": "@nil", "name": "x" })),
        ("contact.remove", "", json!({ "contact": "@nil" })),
        ("criterion.add", "", json!({ "thing": "S-1", "when": "x" })),
        ("criterion.agree", "", json!({ "criterion": "@nil" })),
        ("criterion.check", "", json!({ "criterion": "@nil", "met": true })),
        ("criterion.edit", "", json!({ "criterion": "@nil" })),
        ("criterion.move", "", json!({ "criterion": "@nil", "to": "1" })),
        ("criterion.remove", "", json!({ "criterion": "@nil" })),
        ("criterion.show", "", json!({ "criterion": "@nil", "evidence": "x" })),
        ("customer.add", "", json!({ "title": "x" })),
        ("customer.edit", "", json!({ "customer": "C-1", "title": "x" })),
        ("customer.set_value", "", json!({ "customer": "C-1", "value": "1" })),
        ("decision.answer", "", json!({ "thing": "P-1" })),
        ("decision.ask", "a question", json!({ "question": "x" })),
        ("decision.ask", "what was decided", json!({ "question": "x", "right": "set-vision", "outcome": "y" })),
        ("decision.decide", "of goals", json!({ "decision": "D-1", "outcome": "y", "why": "z" })),
        ("decision.supersede", "", json!({ "decision": "D-1" })),
        ("definition_row.add", "of ready", json!({ "of": "ready", "words": "x", "level": "off" })),
        ("definition_row.add", "of done", json!({ "of": "done", "words": "x", "level": "off" })),
        ("definition_row.move", "", json!({ "definition_row": "@nil", "to": "1" })),
        ("definition_row.remove", "", json!({ "definition_row": "@nil" })),
        ("definition_row.set_level", "of ready", json!({ "definition_row": "need", "level": "off" })),
        ("definition_row.set_level", "of done", json!({ "definition_row": "subtasks", "level": "off" })),
        ("definition_row.tick", "", json!({ "thing": "S-1", "definition_row": "@nil", "met": true })),
        ("definition_row.word", "", json!({ "definition_row": "@nil", "words": "x" })),
        ("example.load", "", json!({})),
        ("experience.measure", "", json!({ "need": "N-1", "value": 71, "source": "test" })),
        ("experience.remove", "", json!({ "experience": "@nil" })),
        ("feature.define", "", json!({ "title": "x" })),
        ("feature.edit", "", json!({ "thing": "F-1", "title": "x" })),
        ("feature.move", "", json!({ "things": ["F-1"], "to": "top" })),
        ("feature.set_state", "", json!({ "thing": "F-1", "state": "agreed" })),
        ("goal.choose", "", json!({ "title": "x" })),
        ("goal.edit", "", json!({ "goal": "G-1", "title": "x" })),
        ("goal.set_state", "", json!({ "goal": "G-1", "state": "closed" })),
        ("import.rows", "requests", rows("requests")),
        ("import.rows", "stories", rows("stories")),
        ("import.rows", "features", rows("features")),
        ("import.take_back", "a vision set", json!({ "run": "@nil", "seq": 1 })),
        ("insight.edit", "another's", json!({ "insight": "I-1", "title": "x" })),
        ("insight.record", "", json!({ "text": "x", "source": "interview" })),
        ("invitation.withdraw", "", json!({ "invitation": "x" })),
        ("journal.undo", "a vision set", json!({ "seq": 1 })),
        ("key_result.add", "", json!({ "goal": "G-1", "title": "x", "start": 0.0, "target": 1.0 })),
        ("key_result.check_in", "", json!({ "key_result": "KR-1", "value": 1.0 })),
        ("key_result.edit", "", json!({ "key_result": "KR-1", "title": "x", "start": 0.0, "target": 1.0 })),
        ("matrix.add_own", "", json!({ "label": "x" })),
        ("matrix.change", "", json!({ "changes": [{ "change": "add-own", "label": "x" }] })),
        ("matrix.drop_row", "", json!({ "right": "own:accept-licence-prices" })),
        ("matrix.rename_own", "", json!({ "right": "own:accept-licence-prices", "label": "x" })),
        ("matrix.set_cell", "", json!({ "right": "set-vision", "role": "developer", "value": "C" })),
        ("matrix.start_from", "", json!({ "preset": "owner-only" })),
        ("membership.give", "", json!({ "person": "@priya", "role": "scrum-master" })),
        ("membership.take", "", json!({ "person": "@priya", "role": "developer" })),
        ("need.edit", "", json!({ "need": "N-1", "title": "x" })),
        ("need.rank", "", json!({ "thing": "N-1", "to": "top" })),
        ("need.set_state", "", json!({ "need": "N-1", "state": "agreed" })),
        ("need.write", "", json!({ "title": "x" })),
        ("notice.read", "", json!({})),
        ("person.add", "", json!({ "name": "x", "email": "x@y.example" })),
        ("person.administer", "", json!({ "person": "@priya", "administrator": true })),
        ("person.rename", "", json!({ "name": "x" })),
        ("person.sign_out", "oneself", json!({ "person": "@oneself" })),
        ("person.sign_out", "another", json!({ "person": "@mei" })),
        ("poker.again", "", json!({ "thing": "S-1" })),
        ("poker.begin", "", json!({ "thing": "S-1" })),
        ("poker.end", "", json!({ "thing": "S-1" })),
        ("poker.lay", "", json!({ "thing": "S-1", "card": "5" })),
        ("poker.settle", "", json!({ "thing": "S-1", "points": "5" })),
        ("poker.show", "", json!({ "thing": "S-1" })),
        ("persona.edit", "", json!({ "persona": "PE-1", "title": "x" })),
        ("persona.write", "", json!({ "title": "x" })),
        ("product.capacity", "of a sprint", json!({ "of": "sprint", "points": 1 })),
        ("product.capacity", "of a release", json!({ "of": "release", "points": 1 })),
        ("product.deliver", "", json!({ "mode": "kanban" })),
        ("product.forget", "", json!({ "example": "@nil" })),
        ("product.make", "", json!({ "name": "x", "key": "x", "preset": "owner-only" })),
        ("product.move_phase", "", json!({ "phase": "mature" })),
        ("product.remove", "", json!({})),
        ("product.rename", "", json!({ "name": "x" })),
        ("product.return", "", json!({ "product": "@nil" })),
        ("proposal.decline", "of a goal", json!({ "proposal": "P-1", "because": "x" })),
        ("proposal.take", "of a goal", json!({ "proposal": "P-1", "because": "x" })),
        ("proposal.withdraw", "", json!({ "proposal": "P-1" })),
        ("question.agree_time", "", json!({ "hours": "4" })),
        ("question.answer", "", json!({ "question": "Q-1", "answer": "x" })),
        ("question.answer", "and word a criterion", json!({ "question": "Q-1", "answer": "x", "then": "y" })),
        ("question.ask", "", json!({ "story": "S-1", "question": "x" })),
        ("question.clear", "", json!({ "question": "Q-1" })),
        ("question.edit", "of another", json!({ "thing": "Q-1", "text": "x" })),
        ("question.remind", "", json!({ "question": "Q-1" })),
        ("question.reopen", "", json!({ "question": "Q-1" })),
        ("question.withdraw", "", json!({ "question": "Q-1" })),
        ("release.edit", "", json!({ "thing": "RL-1", "title": "x" })),
        ("release.plan", "", json!({ "title": "x" })),
        ("release.set_state", "frozen", json!({ "thing": "RL-1", "state": "frozen" })),
        ("release.set_state", "go", json!({ "thing": "RL-1", "state": "go" })),
        ("request.assign", "", json!({ "request": "R-1" })),
        ("request.decline", "", json!({ "request": "R-1", "because": "x" })),
        ("request.edit", "", json!({ "request": "R-1", "title": "x" })),
        ("request.finish", "", json!({ "request": "R-1" })),
        ("request.hear", "", json!({ "request": "R-1", "body": "x" })),
        ("request.merge", "", json!({ "request": "R-1", "into": "R-2" })),
        ("request.read", "", json!({ "request": "R-1" })),
        ("request.record", "", json!({ "body": "x" })),
        ("request.record", "and place it", json!({ "body": "x", "asks_for": "N-1" })),
        ("request.reopen", "", json!({ "request": "R-1" })),
        ("request.reply", "to the customer", json!({ "request": "R-1", "body": "x" })),
        ("request.reply", "for the team", json!({ "request": "R-1", "body": "x", "only_team": true })),
        ("request.set_importance", "", json!({ "request": "R-1", "importance": 1 })),
        ("request.snooze", "", json!({ "request": "R-1" })),
        ("request.told", "", json!({ "request": "R-1" })),
        ("request.unmerge", "", json!({ "request": "R-1" })),
        ("session.end", "", json!({ "session": "x" })),
        ("sprint.choose", "before it runs", json!({ "things": ["S-1"], "sprint": "SP-1" })),
        ("sprint.plan", "", json!({ "starts": "2026-11-02", "ends": "2026-11-13" })),
        ("sprint.set_state", "running", json!({ "thing": "SP-1", "state": "running" })),
        ("sprint.set_state", "cancelled", json!({ "thing": "SP-1", "state": "cancelled" })),
        ("stories.place_in_feature", "", json!({ "things": ["S-1"], "feature": "F-1" })),
        ("stories.ship_in", "", json!({ "things": ["S-1"], "release": "RL-1" })),
        ("story.accept", "", json!({ "story": "S-1" })),
        ("story.block", "", json!({ "thing": "S-1", "because": "x" })),
        ("story.drop", "", json!({ "things": ["S-1"] })),
        ("story.edit", "", json!({ "thing": "S-1", "title": "x" })),
        ("story.estimate", "", json!({ "things": ["S-1"], "points": "3" })),
        ("story.heed_hint", "", json!({ "thing": "S-1", "hint": "x" })),
        ("story.ignore_hint", "", json!({ "thing": "S-1", "hint": "x", "because": "y" })),
        ("story.let_go", "", json!({ "thing": "S-1" })),
        ("story.return", "", json!({ "story": "S-1", "because": "x" })),
        ("story.set_state", "in work", json!({ "thing": "S-1", "state": "in work" })),
        ("story.set_state", "done", json!({ "thing": "S-1", "state": "done" })),
        ("story.set_state", "dropped", json!({ "thing": "S-1", "state": "dropped" })),
        ("story.split", "", json!({ "thing": "S-1", "parts": ["x", "y"] })),
        ("story.split", "and place a request", json!({ "thing": "S-1", "parts": ["x", "y"], "requests": ["R-1 2"] })),
        ("story.take", "", json!({ "thing": "S-1" })),
        ("story.unblock", "", json!({ "thing": "S-1" })),
        ("story.write", "", json!({ "title": "x" })),
        ("subtask.add", "", json!({ "thing": "S-1", "title": "x" })),
        ("subtask.edit", "", json!({ "subtask": "@nil", "title": "x" })),
        ("subtask.move", "", json!({ "subtask": "@nil", "to": "1" })),
        ("subtask.remove", "", json!({ "subtask": "@nil" })),
        ("subtask.tick", "", json!({ "subtask": "@nil", "done": true })),
        ("survey.close", "", json!({ "survey": "SV-1" })),
        ("survey.close_link", "", json!({ "survey": "SV-1", "link": "x" })),
        ("survey.edit", "", json!({ "survey": "SV-1", "title": "x" })),
        ("survey.open", "", json!({ "survey": "SV-1" })),
        ("survey.take", "", json!({ "survey": "SV-1" })),
        ("survey.write", "of needs", json!({ "title": "x", "things": ["N-1"] })),
        ("survey.write", "of features", json!({ "title": "x", "about": "features", "things": ["F-1"] })),
        ("thread.link", "feature serves need", json!({ "from": "F-1", "kind": "serves", "to": "N-1" })),
        ("thread.link", "story part of feature", json!({ "from": "S-1", "kind": "part of", "to": "F-1" })),
        ("thread.link", "story ships in release", json!({ "from": "S-1", "kind": "ships in", "to": "RL-1" })),
        ("thread.link", "request asks for need", json!({ "from": "R-1", "kind": "asks for", "to": "N-1" })),
        ("thread.remove", "a story", json!({ "thing": "S-1" })),
        ("thread.remove", "a goal", json!({ "thing": "G-1" })),
        ("thread.remove", "a proposal", json!({ "thing": "P-1" })),
        ("thread.review", "", json!({ "from": "F-1", "kind": "serves", "to": "N-1" })),
        ("thread.spare", "", json!({ "thing": "S-1", "kind": "part of" })),
        ("thread.unlink", "feature serves need", json!({ "from": "F-1", "kind": "serves", "to": "N-1" })),
        ("thread.watch", "", json!({ "thing": "S-1", "watch": true })),
        ("token.revoke", "", json!({ "token": "@nil" })),
        ("view.forget", "", json!({ "view": "@nil" })),
        ("view.save", "", json!({ "list": "backlog", "name": "x" })),
        ("vision.set", "", json!({ "title": "x" })),
    ]
}

/// A batch of an import that takes over no states, duplicates and votes.
fn rows(rows_as: &str) -> Value {
    json!({ "run": "@nil", "turn": "@nil", "rows_as": rows_as, "places": false, "rows": [], "left": [], "late": [] })
}

#[tokio::test]
async fn the_table_has_a_line_for_every_action() {
    let house = House::new().await;
    let known: BTreeSet<&str> = house.world.app.registry.all().iter().map(|action| action.name).collect();
    let written: BTreeSet<&str> = lines().into_iter().map(|(name, ..)| name).collect();
    let missing: Vec<_> = known.difference(&written).collect();
    let gone: Vec<_> = written.difference(&known).collect();
    assert!(missing.is_empty() && gone.is_empty(), "write lines for {missing:?}, take out those of {gone:?}");
}

#[tokio::test]
async fn whose_call_each_action_is() {
    let house = House::furnished().await;
    let added = "INSERT INTO own_right (product, code, label, place) VALUES ($1, 'accept-licence-prices', 'Prices', 0)";
    house.run(added, ground::args![house.world.shelf]).await;
    let mut table = format!("{:<50}", "");
    for (_, column) in PEOPLE {
        write!(table, "{column:<11}").unwrap();
    }
    for (action, way, body) in lines() {
        let name = if way.is_empty() { action.to_owned() } else { format!("{action}, {way}") };
        write!(table, "\n{name:<50}").unwrap();
        for (person, _) in PEOPLE {
            write!(table, "{:<11}", whose_call(&house, person, action, &body).await).unwrap();
        }
    }
    let table: Vec<&str> = table.lines().map(str::trim_end).collect();
    insta::assert_snapshot!(table.join("\n"));
}

/// `acts`, `→ owner`, or nothing for whoever is refused.
async fn whose_call(house: &House, person: &str, action: &str, body: &Value) -> String {
    let world = &house.world;
    let registered = world.app.registry.find(action).unwrap();
    let product = if OF_WORKSPACE.contains(&action) { ProductId::default() } else { world.shelf };
    let action =
        (registered.decode)(named(house, person, body)).unwrap_or_else(|refusal| panic!("{}", refusal.message));
    match world.whose_call(person, product, action).await.as_str() {
        "acts" => "acts".to_owned(),
        "not-found" | "no-such-thing" | "members-only" | "administrators-only" | "not-your-call" => String::new(),
        "product-manager" => "→ manager".to_owned(),
        "product-owner" => "→ owner".to_owned(),
        "business-leader" => "→ leader".to_owned(),
        "developer" => "→ devel.".to_owned(),
        other => panic!("{person} with {}: {other}", registered.name),
    }
}

/// The body with ids in the place of what begins with `@`.
fn named(house: &House, person: &str, body: &Value) -> Value {
    let nil = uuid::Uuid::nil().to_string();
    let of = |name: &str| house.world.person(name).to_string();
    let text = body.to_string().replace("@nil", &nil).replace("@priya", &of("Priya")).replace("@mei", &of("Mei"));
    serde_json::from_str(&text.replace("@oneself", &of(person))).unwrap()
}

#[tokio::test]
async fn the_page_of_a_story_says_whose_call_it_is_to_take_it_out_of_the_running_sprint() {
    let house = House::furnished().await;
    let (tomas, priya) = (house.person("Tomas").await, house.person("Priya").await);
    priya.does("sprint.choose", json!({ "things": ["S-1"], "sprint": "SP-1" })).await;
    assert!(tomas.get("/shelf/S-1").await.text.contains("Drop this story"), "it is only planned");
    priya.does("sprint.set_state", json!({ "thing": "SP-1", "state": "running" })).await;
    assert!(tomas.get("/shelf/S-1").await.text.contains("Propose to drop it"));
    let owners = "UPDATE matrix_cell SET cell = CASE role WHEN 'product-owner' THEN 'A' WHEN 'developer' THEN 'R' ELSE cell END WHERE subject = 'change-sprint'";
    house.run(owners, vec![]).await;
    priya.does("comment.write", json!({ "thing": "S-1", "body": "It is yours now" })).await;
    let page = tomas.get("/shelf/S-1").await.text;
    let sprint = page.split("<dt>Sprint</dt>").nth(1).and_then(|rest| rest.split("</dd>").next()).unwrap();
    assert!(page.contains("Drop this story") && sprint.contains("data-call=\"owner\""), "{sprint}");
}

#[tokio::test]
async fn a_file_takes_up_again_what_is_done_only_for_who_accepts_it_and_is_taken_back_by_who_decided_all_of_it() {
    let house = House::new().await;
    let (tomas, priya) = (house.person("Tomas").await, house.person("Priya").await);
    let file = |state: &str| format!("Issue key,Summary,Status\nLIB-1,Pause a hold,{state}\n");
    let place = brought(&tomas, "jira.csv", file("Done"), "stories").await;
    let again = brought(&priya, "jira.csv", file("In Progress"), "stories").await;
    assert_eq!(tomas.get("/api/shelf/S-1").await.json()["state"], "done");
    let told = priya.get(&format!("{again}/report.csv")).await.text;
    assert!(told.contains("Changed in the file, but that is another's call: state."), "{told}");

    // Developers write stories themselves, but accept none.
    let refused = priya.post_form(&format!("{place}/take-back"), &[]).await;
    assert_eq!(refused.status, StatusCode::FORBIDDEN, "{}", refused.text);
    brought(&tomas, "jira.csv", file("In Progress"), "stories").await;
    assert_eq!(tomas.get("/api/shelf/S-1").await.json()["state"], "in work");
}
