use axum::http::StatusCode;
use ground::args;
use ground::db::Sql;
use together::testing::{Browser, World};
use together::thread::actions::Link;
use together::thread::{Key, Kind};

use super::super::actions::{Decline, Merge, Record};
use super::super::store::inbox;
use crate::testing::{ask, asks_for, make, state, world};

async fn record(world: &World, title: &str, body: &str) -> Key {
    let record =
        Record { title: title.into(), body: body.into(), contact: "Adele Fournier".into(), ..Record::default() };
    world.key("Mei", record).await
}

#[tokio::test]
async fn an_inbox_begins_with_what_belongs_there() {
    let world = &world().await;
    let tomas = Browser::of(world, "Tomas").await;
    let empty = tomas.get("/shelf/requests").await;
    assert!(empty.says("No requests yet") && empty.says("/shelf/requests?new=1"));
    record(world, "A hold should survive a holiday", "").await;
    let inbox = tomas.get("/shelf/requests").await;
    assert!(inbox.says("id=\"R-1\"") && inbox.says(">New 1<") && inbox.says("No match"));
    let story = make(world, Kind::Story, "Keep a hold over a holiday").await;
    let inbox = tomas.get("/shelf/requests").await;
    assert!(inbox.says(&format!("Like {story}")), "what it reads like stands in its row");
    let desk_like = inbox.text.matches(&format!("name=\"to\" value=\"{story}\"")).count();
    assert_eq!(desk_like, 1, "and it is what its page suggests: {}", inbox.text);
    assert!(tomas.get("/shelf/requests?tab=done").await.says("No request here."));
}

#[tokio::test]
async fn a_request_shows_its_words_what_may_fit_and_what_reads_alike() {
    let world = &world().await;
    let story = make(world, Kind::Story, "Pause a hold while I am away").await;
    let like = record(world, "Keep my hold over a holiday", "").await;
    let words = "I was away in <b>hospital</b>.\n\nMy hold went to the next person.";
    let request = record(world, "My hold lapsed on holiday", words).await;
    let tomas = Browser::of(world, "Tomas").await;
    let page = tomas.get(&format!("/shelf/{request}")).await;
    assert!(page.says("&lt;b&gt;hospital&lt;/b&gt;") && !page.says("<b>hospital</b>"));
    assert!(page.says(&format!("value=\"{story}\" data-key=\"1\">Link")) && page.says(&format!("value=\"{like}\"")));
    assert!(page.says("New need<kbd>2</kbd>"));

    let quote = "My hold went to the next person";
    let link = Link { quote: Some(quote.into()), ..asks_for(request, story) };
    world.done("Tomas", link).await;
    let linked = tomas.get(&format!("/shelf/{request}")).await;
    assert!(linked.says(&format!("<mark>{quote}</mark>.")) && linked.says("Tomas linked it to "));
    assert!(!linked.says(&format!("value=\"{story}\" data-key")), "what it hangs on is suggested no more");
}

#[tokio::test]
async fn what_says_the_same_in_other_forms_of_the_words_may_fit_too() {
    let world = &world().await;
    let story = make(world, Kind::Story, "Reserve a category").await;
    make(world, Kind::Story, "Something else altogether").await;
    let request = record(world, "Reserving whole categories", "").await;
    let page = Browser::of(world, "Tomas").await.get(&format!("/shelf/{request}")).await;
    assert!(page.says(&format!("value=\"{story}\" data-key=\"1\">Link")) && page.says("New need<kbd>2</kbd>"));
}

#[tokio::test]
async fn of_words_that_many_have_those_that_share_all_may_fit() {
    let world = &world().await;
    let story = make(world, Kind::Story, "Renew damaged books offline").await;
    let like = record(world, "Renewed books that are damaged", "").await;
    for number in 0..inbox::MANY {
        for word in ["Renew", "Damaged", "Books"] {
            make(world, Kind::Story, &format!("{word} {number}")).await;
        }
    }
    let request = record(world, "Damaged books cannot be renewed", "").await;
    let page = Browser::of(world, "Tomas").await.get(&format!("/shelf/{request}")).await;
    assert!(page.says(&format!("value=\"{story}\" data-key=\"1\">Link")) && page.says(&format!("value=\"{like}\"")));
}

#[tokio::test]
async fn what_somebody_came_for_is_suggested_first() {
    let world = &world().await;
    let need = make(world, Kind::Feature, "Something else altogether").await;
    make(world, Kind::Story, "Pause a hold").await;
    let request = record(world, "My hold lapsed", "").await;
    let tomas = Browser::of(world, "Tomas").await;
    assert!(tomas.get(&format!("/shelf/{request}?for={need}")).await.says(&format!("value=\"{need}\" data-key=\"1\"")));
}

#[tokio::test]
async fn who_does_not_decide_is_offered_to_propose() {
    let world = &world().await;
    make(world, Kind::Story, "Pause a hold").await;
    let request = record(world, "My hold lapsed", "").await;
    let page = Browser::of(world, "Priya").await.get(&format!("/shelf/{request}")).await;
    assert!(page.says("data-key=\"1\">Propose<kbd>1</kbd>") && page.says("Propose to decline"));
    let manager = Browser::of(world, "Ines").await.get(&format!("/shelf/{request}")).await;
    assert!(manager.says("Send<kbd>"), "answers are delegated to the manager");
}

#[tokio::test]
async fn customers_and_strangers_find_nothing_here() {
    let world = &world().await;
    let request = record(world, "My hold lapsed", "").await;
    for name in ["Adele", "Nobody"] {
        let browser = Browser::of(world, name).await;
        for path in ["requests", "requests?new=1", "customers", "needs", &request.to_string()] {
            let answer = browser.get(&format!("/shelf/{path}")).await;
            assert_eq!(answer.status, StatusCode::NOT_FOUND, "{name} at {path}");
        }
        let sent = browser.send("/shelf/requests", "request.read", &[("request", &request.to_string())]).await;
        assert_eq!(sent.status, StatusCode::NOT_FOUND);
    }
    assert_eq!(state(world, request).await, "new");
}

#[tokio::test]
async fn a_refused_form_keeps_what_was_written() {
    let world = &world().await;
    let request = ask(world, "Adele Fournier", 1).await;
    let page = format!("/shelf/{request}");
    let tomas = Browser::of(world, "Tomas").await;
    let form = [("body", ""), ("title", ""), ("contact", "Wen Hart"), ("importance", "2")];
    let refused = tomas.send("/shelf/requests?new=1", "request.record", &form).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.says("value=\"Wen Hart\"") && refused.says("Write down what they asked for"));

    let key = request.to_string();
    let refused = tomas.send(&page, "request.decline", &[("request", &key), ("because", "  ")]).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        refused.says("id=\"decline\" aria-labelledby=\"decline-h\" data-now open")
            && refused.says("who asked will read it")
    );
    let refused = tomas.send(&page, "request.merge", &[("request", &key), ("into", "R-99")]).await;
    assert!(refused.says("value=\"R-99\""));
    let long = "x".repeat(20_001);
    let refused =
        tomas.send(&page, "request.reply", &[("request", &key), ("body", &long), ("only_team", "true")]).await;
    assert!(refused.says(&long) && refused.says("name=\"only_team\" value=\"true\" checked"));

    let sent =
        tomas.send(&page, "request.reply", &[("request", &key), ("body", "Thank you"), ("only_team", "true")]).await;
    assert_eq!(sent.to(), page);
    assert!(tomas.get(&page).await.says("Only the team sees this."));
}

#[tokio::test]
async fn a_record_is_gone_to_and_hangs_where_it_was_recorded_for() {
    let world = &world().await;
    let story = make(world, Kind::Story, "Pause a hold").await;
    let tomas = Browser::of(world, "Tomas").await;
    let page = "/shelf/requests?new=1&for=S-1";
    assert!(tomas.get(page).await.says("name=\"asks_for\" value=\"S-1\""));
    let form = [("body", "Please"), ("importance", "1"), ("asks_for", "S-1"), ("next", "/shelf/{key}")];
    assert_eq!(tomas.send(page, "request.record", &form).await.to(), "/shelf/R-1");
    assert_eq!(crate::testing::demand(world, story).await[..2], [1, 1]);
    let mei = Browser::of(world, "Mei").await.get(page).await;
    assert!(!mei.says("name=\"asks_for\"") && mei.says("/shelf/{key}?for=S-1"), "suggested, for another decides");
}

#[tokio::test]
async fn merged_and_declined_requests_say_so_and_lead_back() {
    let world = &world().await;
    let (one, other) = (record(world, "One", "").await, record(world, "Other", "").await);
    let tomas = Browser::of(world, "Tomas").await;
    world.done("Tomas", Merge { request: one, into: other }).await;
    let page = tomas.get(&format!("/shelf/{one}")).await;
    assert!(page.says("Merged into ") && page.says("do/request.unmerge"));
    let group = tomas.get(&format!("/shelf/{other}")).await;
    assert!(group.says("Merged into it") && group.says("1 person in 2 requests"), "one contact asked twice");
    world.done("Tomas", Decline { request: other, because: "Paper is out".into() }).await;
    let declined = tomas.get(&format!("/shelf/{other}")).await;
    assert!(declined.says("“Paper is out”") && declined.says("do/request.reopen"));
    assert!(tomas.get("/shelf/requests?tab=all").await.says("Repeats R-2"));
}

#[tokio::test]
async fn the_list_goes_on_after_its_last_request_and_begins_with_the_one_that_is_opened() {
    let world = &world().await;
    for n in 0..55 {
        record(world, &format!("Wish {n}"), "").await;
    }
    let tomas = Browser::of(world, "Tomas").await;
    let first = tomas.get("/shelf/requests").await;
    assert!(first.says("id=\"R-55\"") && first.says("id=\"R-6\"") && !first.says("id=\"R-5\""));
    assert!(first.says("/shelf/requests?tab=new&amp;after=R-6"));
    let second = tomas.get("/shelf/requests?tab=new&after=R-6").await;
    assert!(second.says("id=\"R-5\"") && second.says("id=\"R-1\"") && !second.says("id=\"R-6\""));
    let deep = tomas.get("/shelf/R-3").await;
    assert!(deep.says("id=\"R-3\"") && deep.says("From the beginning"));
    let unknown = tomas.get("/shelf/requests?tab=nonsense&after=R-999").await;
    assert!(unknown.says("id=\"R-55\""), "what is not known is left out");
}

#[tokio::test]
async fn where_nobody_is_named_a_row_says_how_many_ask() {
    let world = &world().await;
    for title in ["Dark pages", "A bell"] {
        world.key("Mei", Record { title: title.into(), ..Record::default() }).await;
    }
    let mut tx = world.app.db.write().await.unwrap();
    tx.run(TWENTY_ONE_VOTES, args![]).await.unwrap();
    tx.commit().await.unwrap();
    let inbox = Browser::of(world, "Tomas").await.page("/shelf/requests").await;
    let row = |key: &str| inbox.split("<li ").find(|row| row.contains(&format!("id=\"{key}\""))).unwrap();
    assert!(row("R-1").contains("22 people"), "{}", row("R-1"));
    assert!(row("R-2").contains("Somebody"), "{}", row("R-2"));
}

const TWENTY_ONE_VOTES: Sql<()> = Sql::new(
    "TWENTY_ONE_VOTES",
    "UPDATE request SET votes = 21 WHERE thing IN (SELECT id FROM thing WHERE kind = 'request' AND number = 1)",
);

#[tokio::test]
async fn a_dialog_that_was_opened_by_its_address_is_closed_once_it_is_done() {
    let world = &world().await;
    let request = record(world, "A bell on every shelf", "").await;
    let tomas = Browser::of(world, "Tomas").await;
    let page = format!("/shelf/{request}?tab=new&do=decline");
    let request = request.to_string();
    let form = |because| [("request", request.as_str()), ("because", because)];
    let refused = tomas.send(&page, "request.decline", &form("")).await;
    assert!(refused.says("data-now"), "a refused one stays open");
    let declined = tomas.send(&page, "request.decline", &form("Nobody could read")).await;
    assert_eq!(declined.to(), format!("/shelf/{request}?tab=new"));
}

#[tokio::test]
async fn a_key_that_is_not_here_is_refused_at_its_field_and_kept() {
    let world = &world().await;
    let request = record(world, "A bell on every shelf", "").await.to_string();
    let tomas = Browser::of(world, "Tomas").await;
    let page = format!("/shelf/{request}");
    for (action, form, field) in [
        ("thread.link", &[("from", request.as_str()), ("kind", "asks for"), ("to", "F-99")][..], "link-to"),
        ("request.merge", &[("request", request.as_str()), ("into", "R-99")], "merge-into"),
    ] {
        let refused = tomas.send(&page, action, form).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{action}");
        assert!(refused.says(&format!("id=\"{field}-e\"")), "{action}: what is wrong stands at its field");
        assert!(refused.says("-99\""), "{action}: what was written is kept");
    }
}
