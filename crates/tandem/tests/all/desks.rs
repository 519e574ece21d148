//! Desks: what waits for whom, worked off from the desk itself.

use axum::http::StatusCode;
use serde_json::json;
use together::roles::rules::Role;

use crate::client::{House, Person};

/// The sections of a person's desk, by the ids of their headings, in order. Every page says beside the way there how many
/// things wait.
async fn desk(person: &Person, query: &str) -> (String, Vec<String>) {
    let page = person.get(&format!("/shelf{query}")).await;
    assert_eq!(page.status, StatusCode::OK, "{}", page.text);
    let heading = page.behind("<h1>").split('<').next().unwrap().to_owned();
    if query.is_empty() {
        assert_eq!(beside(&person.get("/shelf/roles").await.text), heading);
    }
    let sections = page.text.split("<h2 id=\"").skip(1).map(|rest| rest.split('"').next().unwrap().to_owned());
    (heading, sections.collect())
}

/// The number beside “Desk” in the side bar, in the words of the desk.
pub(crate) fn beside(page: &str) -> String {
    let place = page.split("data-goto=\"d\"").nth(1).unwrap().split("</a>").next().unwrap();
    match place.split("count-on\">").nth(1).map(|count| count.split('<').next().unwrap()) {
        None => "Nothing waits for you".to_owned(),
        Some("1") => "One thing waits for you".to_owned(),
        Some(count) => format!("{count} things wait for you"),
    }
}

fn has(sections: &[String], wanted: &str) -> bool {
    sections.iter().any(|section| section == wanted)
}

/// A story with one agreed criterion, finished by Priya.
async fn finished(house: &House) {
    let (tomas, priya) = (house.person("Tomas").await, house.person("Priya").await.at(3));
    tomas.does("criterion.add", json!({ "thing": "S-1", "then": "the hold waits" })).await;
    house.run("UPDATE criterion SET agreed = 1", vec![]).await;
    for state in ["in work", "in review", "waiting for acceptance"] {
        priya.does("story.set_state", json!({ "thing": "S-1", "state": state })).await;
    }
}

#[tokio::test]
async fn the_owner_works_the_queue_off() {
    let house = House::furnished().await;
    finished(&house).await;
    let (tomas, priya) = (house.person("Tomas").await, house.person("Priya").await.at(3));
    tomas.does("story.write", json!({ "title": "Pause all holds" })).await;
    priya.asks("backlog.move", json!({ "things": ["S-2"], "to": "rank 1" })).await;
    tomas.does("thread.link", json!({ "from": "R-1", "kind": "asks for", "to": "N-1" })).await;
    priya.does("comment.write", json!({ "thing": "S-2", "body": "@Tomas, for how long?" })).await;

    let bell = tomas.get("/shelf/notices?show=need").await.text;
    assert!(bell.contains("Priya finished a story that waits for your acceptance") && bell.contains(">Review<"));
    let (heading, sections) = desk(&tomas, "").await;
    assert_eq!(heading, "6 things wait for you");
    let expected = ["proposals", "answers", "acceptance", "not-ready", "requests", "mentions"];
    assert_eq!(sections[..6], expected, "{sections:?}");
    let (_, of_others) = desk(&priya, "").await;
    assert!(expected.iter().all(|id| !has(&of_others, id)), "{of_others:?}");

    let form = [("proposal", "P-3"), ("because", "Asked for most"), ("back", "/shelf")];
    assert_eq!(tomas.post_form("/shelf/do/proposal.take", &form).await.status, StatusCode::SEE_OTHER);
    let form = [("request", "R-1"), ("body", "It is on its way."), ("back", "/shelf")];
    assert_eq!(tomas.post_form("/shelf/do/request.reply", &form).await.status, StatusCode::SEE_OTHER);
    let form = [("thing", "S-1"), ("state", "done"), ("back", "/shelf")];
    assert_eq!(tomas.post_form("/shelf/do/story.set_state", &form).await.status, StatusCode::SEE_OTHER);
    let form = [("from", "R-2"), ("kind", "asks for"), ("to", "N-1"), ("back", "/shelf")];
    assert_eq!(tomas.post_form("/shelf/do/thread.link", &form).await.status, StatusCode::SEE_OTHER);
    assert_eq!(tomas.post_form("/shelf/do/notice.read", &[("back", "/shelf")]).await.status, StatusCode::SEE_OTHER);
    tomas.does("story.drop", json!({ "things": ["S-2"] })).await;
    let (heading, sections) = desk(&tomas, "").await;
    assert_eq!(heading, "Nothing waits for you");
    assert!(expected.iter().all(|id| !has(&sections, id)), "{sections:?}");
}

#[tokio::test]
async fn a_refused_form_comes_back_on_the_desk_with_its_words() {
    let house = House::furnished().await;
    let tomas = house.person("Tomas").await;
    tomas.does("thread.link", json!({ "from": "R-1", "kind": "asks for", "to": "N-1" })).await;
    let form = [("request", "R-1"), ("body", "   "), ("back", "/shelf")];
    let again = tomas.post_form("/shelf/do/request.reply", &form).await;
    assert_eq!(again.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(again.text.contains("Write something first.") && again.text.contains("wait for you"), "{}", again.text);

    let ines = house.person("Ines").await.at(3);
    let form = [("key_result", "KR-1"), ("value", "19000"), ("confidence", "11"), ("back", "/shelf")];
    let again = ines.post_form("/shelf/do/key_result.check_in", &form).await;
    assert_eq!(again.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(again.text.contains("from 0 to 10 fits here") && again.text.contains("value=\"19000\""));
}

#[tokio::test]
async fn the_manager_measures_and_decides() {
    let house = House::furnished().await;
    let (ines, tomas) = (house.person("Ines").await, house.person("Tomas").await.at(3));
    tomas.does("decision.ask", json!({ "question": "Ship without reminders?", "right": "scope-release" })).await;
    let (heading, sections) = desk(&ines, "").await;
    assert_eq!(heading, "3 things wait for you", "{sections:?}");
    for id in ["proposals", "check-ins", "goals", "decisions", "releases"] {
        assert!(has(&sections, id), "{id} in {sections:?}");
    }
    let page = ines.get("/shelf").await.text;
    assert!(
        page.contains("One goal, at risk") || page.contains("One goal, not measured"),
        "the head says how goals stand"
    );

    let form = [("key_result", "KR-1"), ("value", "20950"), ("confidence", "7"), ("back", "/shelf")];
    assert_eq!(ines.post_form("/shelf/do/key_result.check_in", &form).await.status, StatusCode::SEE_OTHER);
    let form = [("proposal", "P-1"), ("because", "Nobody asks for it"), ("back", "/shelf")];
    assert_eq!(ines.post_form("/shelf/do/proposal.decline", &form).await.status, StatusCode::SEE_OTHER);
    let decided = json!({ "decision": "D-2", "outcome": "Yes", "why": "They are not ready" });
    let decided = ines.asks("decision.decide", decided).await;
    assert_eq!(decided.status, StatusCode::OK, "{}", decided.text);
    let (heading, sections) = desk(&ines, "").await;
    assert_eq!(heading, "Nothing waits for you", "{sections:?}");
    assert!(has(&sections, "goals") && !has(&sections, "decisions") && !has(&sections, "check-ins"));
}

#[tokio::test]
async fn a_developer_finds_what_is_in_hand_and_what_to_estimate() {
    let house = House::furnished().await;
    let (tomas, priya) = (house.person("Tomas").await, house.person("Priya").await.at(3));
    let me = house.world.person("Priya").to_string();
    tomas.does("story.edit", json!({ "thing": "S-1", "owner": me })).await;
    let (heading, sections) = desk(&priya, "").await;
    assert_eq!(heading, "2 things wait for you", "{sections:?}");
    assert!(has(&sections, "stories") && has(&sections, "estimates"), "{sections:?}");

    let form = [("thing", "S-1"), ("points", "5"), ("back", "/shelf")];
    assert_eq!(priya.post_form("/shelf/do/story.estimate", &form).await.status, StatusCode::SEE_OTHER);
    let (_, sections) = desk(&priya, "").await;
    assert!(has(&sections, "stories") && !has(&sections, "estimates"), "{sections:?}");
    // What Priya proposed stands beside until somebody has decided it.
    assert!(priya.get("/shelf").await.text.contains("Between you and Ines"));
}

#[tokio::test]
async fn who_has_both_hats_has_two_desks() {
    let house = House::furnished().await;
    let ada = house.person("Ada").await;
    let ines = house.world.person("Ines");
    ada.does("membership.give", json!({ "person": ines, "role": Role::ProductOwner })).await;
    let ines = house.person("Ines").await.at(3);
    let (_, manager) = desk(&ines, "?role=product-manager").await;
    let (_, owner) = desk(&ines, "?role=product-owner").await;
    assert!(has(&manager, "check-ins") && !has(&manager, "requests"), "{manager:?}");
    assert!(has(&owner, "requests") && !has(&owner, "check-ins"), "{owner:?}");
    assert!(ines.get("/shelf").await.text.contains("Whose desk"));
    let there = ines.get("/shelf?role=product-manager").await.text;
    let way = there.split("role=product-owner\"").nth(1).unwrap().split("</a>").next().unwrap();
    let waits = desk(&ines, "?role=product-owner").await.0;
    let number = way.split("count\">").nth(1).unwrap().split('<').next().unwrap();
    assert!(waits.starts_with(&format!("{number} things")), "{way} leads to where {waits}");
    assert!(!house.person("Tomas").await.at(4).get("/shelf").await.text.contains("Whose desk"));
}

#[tokio::test]
async fn gaps_stand_on_the_desk_of_whose_end_of_the_thread_it_is() {
    let house = House::furnished().await;
    let (ines, tomas) = (house.person("Ines").await, house.person("Tomas").await.at(3));
    assert!(!has(&desk(&tomas, "").await.1, "gaps") && !has(&desk(&ines, "").await.1, "gaps"));
    ines.does("goal.choose", json!({ "title": "Readers come back" })).await;
    tomas.does("need.write", json!({ "title": "Lend to a class" })).await;
    tomas.does("story.write", json!({ "title": "Lend thirty copies" })).await;
    let (manager, owner) = (ines.get("/shelf").await.text, tomas.get("/shelf").await.text);
    assert!(manager.contains("G-2 has no need beneath it") && !manager.contains("N-2 has no feature"));
    assert!(owner.contains("N-2 has no feature") && owner.contains("S-2 has no feature"));
    assert!(!owner.contains("G-2 has no need"));
}

#[tokio::test]
async fn everybody_has_a_desk_that_is_not_empty() {
    let house = House::furnished().await;
    for (name, address) in ["Ines", "Tomas", "Priya", "Sam", "Lea", "Karel", "Ada"].into_iter().zip(2..) {
        let person = house.person(name).await.at(address);
        let (heading, sections) = desk(&person, "").await;
        assert!(heading.ends_with("for you"), "{name}: {heading}");
        assert!(has(&sections, "releases"), "{name}: {sections:?}");
    }
    assert_eq!(house.person("Adele").await.at(9).get("/shelf").await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn sprints_have_a_place_where_work_is_delivered_in_them() {
    let house = House::furnished().await;
    let (ines, ada) = (house.person("Ines").await, house.person("Ada").await.at(3));
    for page in ["/shelf", "/shelf/places"] {
        assert!(ines.get(page).await.text.contains("href=\"/shelf/sprints\""), "{page}");
    }
    ada.does("product.deliver", json!({ "mode": "kanban" })).await;
    for page in ["/shelf", "/shelf/places"] {
        assert!(!ines.get(page).await.text.contains("href=\"/shelf/sprints\""), "{page}");
    }
}

#[tokio::test]
async fn a_desk_does_not_say_a_number_that_nobody_counted() {
    let house = House::new().await;
    let tomas = house.person("Tomas").await;
    let wishes: Vec<_> =
        (1..=101).map(|n| json!({ "action": "request.record", "title": format!("Wish {n}") })).collect();
    for some in wishes.chunks(50) {
        tomas.post("/api/actions", &json!({ "product": "shelf", "actions": some })).await;
    }
    let page = tomas.get("/shelf").await.text;
    assert!(page.contains("<h1>More than 99 things wait for you</h1>"));
    assert!(page.contains("All of them</a>") && !page.contains("95 more"));
}
