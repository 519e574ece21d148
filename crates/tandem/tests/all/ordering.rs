//! The backlog in a browser without a script: every control has a plain form or link beside it.

use axum::http::StatusCode;
use serde_json::json;

use super::client::{Answer, House, Person};

/// The keys of the rows of a page, in order.
fn rows(page: &Answer) -> Vec<String> {
    let rows =
        page.text.split("<tr").skip(1).filter(|row| row.split('>').next().is_some_and(|tag| tag.contains("data-row")));
    rows.map(|row| row.split_once("id=\"").unwrap().1.split('"').next().unwrap().to_owned()).collect()
}

async fn order(person: &Person) -> Vec<String> {
    rows(&person.get("/shelf/backlog").await)
}

/// Tomas with so many stories, S-1 first.
async fn tomas_with(count: usize) -> (House, Person) {
    let house = House::new().await;
    let tomas = house.person("Tomas").await;
    for number in 1..=count {
        tomas.does("story.write", json!({ "title": format!("Story {number}") })).await;
    }
    (house, tomas)
}

/// Sends a form of the backlog; where it led to.
async fn sends(person: &Person, action: &str, fields: &[(&str, &str)]) -> String {
    let back = [("back", "/shelf/backlog")];
    let answer = person.post_form(&format!("/shelf/do/{action}"), &[fields, &back].concat()).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{action} {fields:?}: {}", answer.text);
    answer.header("location").to_owned()
}

/// Sends a form that is refused; the page it is on again, with what was written.
async fn refused(person: &Person, action: &str, fields: &[(&str, &str)], back: &str) -> Answer {
    let answer = person.post_form(&format!("/shelf/do/{action}"), &[fields, &[("back", back)]].concat()).await;
    assert!(answer.status.is_client_error(), "{action} {fields:?}: {}", answer.status);
    assert!(answer.text.contains("<main"), "it is a page: {}", answer.text);
    answer
}

#[tokio::test]
async fn a_story_is_moved_by_the_form_of_its_own_page() {
    let (_house, tomas) = tomas_with(3).await;
    let backlog = tomas.get("/shelf/backlog").await;
    assert!(backlog.text.contains("href=\"/shelf/S-3/more\""), "each row leads to what can be done with it");
    let more = tomas.get("/shelf/S-3/more").await;
    assert!(more.text.contains("action=\"/shelf/do/backlog.move\"") && more.text.contains("value=\"3\""));
    sends(&tomas, "backlog.move", &[("thing", "S-3"), ("to", "1")]).await;
    assert_eq!(order(&tomas).await, ["S-3", "S-1", "S-2"]);
    sends(&tomas, "backlog.move", &[("thing", "S-3"), ("to", "after S-2")]).await;
    assert_eq!(order(&tomas).await, ["S-1", "S-2", "S-3"]);
    let page = refused(&tomas, "backlog.move", &[("thing", "S-3"), ("to", "nowhere")], "/shelf/S-3/more").await;
    assert!(page.text.contains("value=\"nowhere\"") && page.text.contains("is no place in the order"));
}

#[tokio::test]
async fn a_line_adds_a_story_where_it_stands_and_goes_on_below_it() {
    let (_house, tomas) = tomas_with(2).await;
    let page = tomas.get("/shelf/backlog?add=S-1").await;
    assert!(page.text.contains("New story below S-1"));
    let next = ("next", "/shelf/backlog?add={key}");
    let led = sends(&tomas, "story.write", &[("title", "Between"), ("after", "S-1"), next]).await;
    assert_eq!(
        (led.as_str(), order(&tomas).await),
        ("/shelf/backlog?add=S-3", vec!["S-1".into(), "S-3".into(), "S-2".into()])
    );
    sends(&tomas, "story.write", &[("title", "Last")]).await;
    assert_eq!(order(&tomas).await, ["S-1", "S-3", "S-2", "S-4"]);

    let long = "x".repeat(201);
    let page = refused(&tomas, "story.write", &[("title", &long)], "/shelf/backlog").await;
    assert!(page.text.contains(&format!("value=\"{long}\"")) && page.text.contains("201 characters; 200 fit"));
    assert!(!page.text.contains("data-now"), "only the line says so, not the form of a new story");
    let page = refused(&tomas, "story.write", &[("title", &long), ("role", "reader")], "/shelf/backlog?new=1").await;
    assert!(page.text.contains("id=\"new-title\"") && page.text.contains("value=\"reader\""));
    assert_eq!(order(&tomas).await.len(), 4);
}

#[tokio::test]
async fn filters_combine_and_stand_in_the_address() {
    let (_house, tomas) = tomas_with(3).await;
    tomas.does("feature.define", json!({ "title": "Holds" })).await;
    tomas.does("stories.place_in_feature", json!({ "things": ["S-1", "S-2"], "feature": "F-1" })).await;
    tomas.does("story.edit", json!({ "thing": "S-2", "type": "defect" })).await;
    let form = tomas.get("/shelf/backlog?edit=filter").await;
    assert!(form.text.contains("id=\"filter-type\"") && form.text.contains("method=\"get\""));
    // A form without a script sends its empty fields along; the address that is kept does not have them.
    let sent = tomas.get("/shelf/backlog?feature=F-1&q=&type=defect&ready=&gaps=&release=&owner=").await;
    assert_eq!(sent.status, StatusCode::SEE_OTHER);
    let short = sent.header("location").to_owned();
    assert_eq!(short, "/shelf/backlog?feature=F-1&type=defect");
    for _ in 0..2 {
        assert_eq!(rows(&tomas.get(&short).await), ["S-2"], "the same after a reload");
    }
    assert_eq!(rows(&tomas.get("/shelf/backlog?feature=F-1").await), ["S-1", "S-2"]);
    assert_eq!(rows(&tomas.get("/shelf/backlog?feature=none").await), ["S-3"]);
    assert_eq!(rows(&tomas.get("/shelf/backlog?q=story+3&feature=none").await), ["S-3"]);
    let unknown = tomas.get("/shelf/backlog?colour=red&feature=F-77").await;
    assert_eq!(unknown.status, StatusCode::OK);
    assert!(unknown.text.contains("Not all of this address was understood."));
    assert!(unknown.text.contains("F-77 is not here.") && !unknown.text.contains("F-77, "), "that is not left out");

    let view = [("list", "backlog"), ("query", "?feature=F-1&type=defect"), ("name", "Defects of holds")];
    sends(&tomas, "view.save", &view).await;
    let tabs = tomas.get(&short).await;
    assert!(
        tabs.text.contains("?feature=F-1&amp;type=defect\" aria-current=\"true\">Defects of holds"),
        "{}",
        tabs.text
    );
}

#[tokio::test]
async fn the_second_writer_sees_what_the_first_changed_and_keeps_their_own() {
    let (house, tomas) = tomas_with(1).await;
    let form = tomas.get("/shelf/S-1?edit=story").await;
    let seen = form.behind("name=\"seen\" value=\"");
    let fields = [("thing", "S-1"), ("seen", seen.as_str())];
    // A developer writes stories at once, as the matrix delegates it.
    let priya = house.person("Priya").await;
    sends(&priya, "story.edit", &[&fields[..], &[("title", "Hold a hold"), ("role", "reader")]].concat()).await;

    let mine = [("title", "Pause a hold"), ("role", "reader"), ("means", "to pause it")];
    let page = refused(&tomas, "story.edit", &[&fields[..], &mine].concat(), "/shelf/S-1?edit=story").await;
    assert_eq!(page.status, StatusCode::CONFLICT);
    assert!(page.text.contains("<ins>Hold a hold</ins>") && page.text.contains("yours: Pause a hold"), "{}", page.text);
    assert!(page.text.contains("value=\"Pause a hold\"") && page.text.contains("value=\"to pause it\""));
    let seen = page.behind("name=\"seen\" value=\"");
    sends(&tomas, "story.edit", &[&[("thing", "S-1"), ("seen", seen.as_str())], &mine[..]].concat()).await;
    assert!(tomas.get("/shelf/S-1").await.text.contains("Pause a hold"));
}

#[tokio::test]
async fn a_developer_proposes_and_the_row_says_so() {
    let (house, tomas) = tomas_with(3).await;
    let priya = house.person("Priya").await;
    sends(&priya, "backlog.move", &[("thing", "S-3"), ("to", "top")]).await;
    let page = priya.get("/shelf/backlog").await;
    assert_eq!(rows(&page), ["S-1", "S-2", "S-3"]);
    assert!(page.text.contains("href=\"/shelf/P-1\">Priya proposes rank 1</a>"), "{}", page.text);
    sends(&tomas, "proposal.take", &[("proposal", "P-1"), ("because", "Yes")]).await;
    let page = priya.get("/shelf/backlog").await;
    assert_eq!(rows(&page), ["S-3", "S-1", "S-2"]);
    assert!(!page.text.contains("proposes rank"));
}

#[tokio::test]
async fn what_does_not_fit_a_form_comes_back_with_it() {
    let (house, tomas) = tomas_with(1).await;
    tomas.does("feature.define", json!({ "title": "Holds" })).await;
    let (ines, priya) = (house.person("Ines").await, house.person("Priya").await);
    ines.does("release.plan", json!({ "title": "4.2" })).await;
    let of = |length: usize| "x".repeat(length);
    let (title, name, line, text) = (of(200), of(40), of(1_000), of(100_000));
    let (title_past, name_past, line_past, text_past) = (of(201), of(41), of(1_001), of(100_001));
    let view = [("list", "backlog"), ("query", "?gaps=yes")];
    let days = [("starts", "2026-10-19"), ("ends", "2026-10-30")];
    let (story, feature, release) = ([("thing", "S-1")], [("thing", "F-1")], [("thing", "RL-1")]);
    for (person, action, others, field, fits, past) in [
        (&tomas, "story.edit", &story[..], "title", &title, &title_past),
        (&tomas, "story.edit", &story, "role", &line, &line_past),
        (&tomas, "story.edit", &story, "means", &line, &line_past),
        (&tomas, "story.edit", &story, "end", &line, &line_past),
        (&tomas, "story.edit", &story, "text", &text, &text_past),
        (&tomas, "criterion.add", &story, "then", &line, &line_past),
        (&tomas, "feature.edit", &feature, "title", &title, &title_past),
        (&tomas, "feature.edit", &feature, "text", &text, &text_past),
        (&ines, "release.edit", &release, "title", &title, &title_past),
        (&ines, "release.edit", &release, "text", &text, &text_past),
        (&priya, "sprint.plan", &days, "title", &title, &title_past),
        (&priya, "sprint.plan", &days, "goal", &line, &line_past),
        (&tomas, "view.save", &view, "name", &name, &name_past),
    ] {
        let back = "/shelf/backlog";
        sends(person, action, &[others, &[(field, fits)]].concat()).await;
        let page = refused(person, action, &[others, &[(field, past)]].concat(), back).await;
        let said = format!("{} fit", fits.len());
        assert!(page.text.contains(&said), "{action} {field}: {said}");
    }
    for (person, action, others, field, fits, past) in [
        (&priya, "story.estimate", &story[..], "points", "100", "101"),
        (&priya, "story.estimate", &story, "points", "0", "-1"),
        (&priya, "sprint.plan", &days, "capacity", "1000", "many"),
        (&priya, "product.capacity", &[("of", "sprint")], "points", "10000", "10001"),
        (&ines, "product.capacity", &[("of", "release")], "points", "1", "-1"),
        (&ines, "release.edit", &release, "day", "2026-11-13", "13.11.2026"),
        (&tomas, "stories.place_in_feature", &story, "feature", "F-1", "F-99"),
        (&ines, "stories.ship_in", &story, "release", "RL-1", "RL-9"),
    ] {
        sends(person, action, &[others, &[(field, fits)]].concat()).await;
        refused(person, action, &[others, &[(field, past)]].concat(), "/shelf/backlog").await;
    }
}

#[tokio::test]
async fn a_key_of_another_product_is_not_here() {
    let house = House::furnished().await;
    let tomas = house.person("Tomas").await;
    let give = json!({ "product": "loom", "person": house.world.person("Nobody"), "role": "product-owner" });
    let given = house.person("Ada").await.post("/api/actions/membership.give", &give).await;
    assert_eq!(given.status, StatusCode::OK, "{}", given.text);
    let nobody = house.person("Nobody").await;
    for number in 1..=3 {
        let wrote = nobody
            .post("/api/actions/story.write", &json!({ "product": "loom", "title": format!("Loom {number}") }))
            .await;
        assert_eq!(wrote.status, StatusCode::OK, "{}", wrote.text);
    }
    // S-3 stands in Loom alone.
    for (action, fields) in [
        ("backlog.move", json!({ "things": ["S-3"], "to": "top" })),
        ("backlog.move", json!({ "things": ["S-1"], "after": "S-3" })),
        ("thread.link", json!({ "from": "S-1", "kind": "depends on", "to": "S-3" })),
        ("story.edit", json!({ "thing": "S-3", "title": "Mine" })),
        ("sprint.choose", json!({ "things": ["S-3"], "sprint": "SP-1" })),
    ] {
        let answer = tomas.asks(action, fields).await;
        assert_eq!(answer.refusal(), "no-such-thing", "{action}");
    }
}

#[tokio::test]
async fn a_page_of_two_hundred_stories_is_light() {
    let (_house, tomas) = tomas_with(0).await;
    tomas.does("feature.define", json!({ "title": "Low-vision reading" })).await;
    let stories: Vec<_> = (0..201)
        .map(|number| json!({ "action": "story.write", "title": format!("See my place in the queue {number}"), "feature": "F-1" }))
        .collect();
    for some in stories.chunks(50) {
        let done = tomas.post("/api/actions", &json!({ "product": "shelf", "actions": some })).await;
        assert_eq!(done.status, StatusCode::OK, "{}", done.text);
    }
    let page = tomas.get("/shelf/backlog").await;
    assert_eq!(rows(&page).len(), 200);
    let drawn: Vec<&str> = page.text.split("<tr ").filter(|row| row.contains("data-row")).collect();
    let row = drawn[..199].iter().map(|row| row.len() + 4).sum::<usize>() / 199;
    assert!(row < 700, "a row is {row} bytes");
    assert!(page.text.len() <= 180_000, "the page is {} bytes", page.text.len());
    let next = page.behind("rel=\"next\" href=\"").replace("&amp;", "&");
    assert_eq!(rows(&tomas.get(&next).await), ["S-201"]);
}
