//! Links: for everybody or for one, answered once or again, by people or by robots.

use axum::http::StatusCode;
use together::testing::{Browser, assert_ids_are_unique};

use super::{answer, asked, link, survey};
use crate::surveys::actions::{Close, CloseLink};
use crate::surveys::rules::TRAP;
use crate::surveys::store::{self, answers};
use crate::testing::{thing, world};

#[tokio::test]
async fn whoever_answers_twice_replaces_what_they_answered() {
    let world = world().await;
    let (key, needs) = asked(&world).await;
    let link = link(&world, key, "").await;
    let mut browser = Browser::of_nobody(&world);
    let first = browser.get(&format!("/survey?link={link}")).await;
    assert!(first.status == StatusCode::OK && !first.says("You answered this"));
    assert_ids_are_unique(&first.text);
    let kept = answer(&mut browser, &world, &link, needs, ["5", "1", "4", "2"]).await;
    assert!(kept.to().ends_with("&kept=first"));
    assert!(browser.get(kept.to()).await.says("Your answers are kept."));
    let filled = browser.get(&format!("/survey?link={link}")).await;
    assert!(filled.says("You answered this on") && filled.says("Send it instead"));

    let again = answer(&mut browser, &world, &link, needs, ["2", "5", "", ""]).await;
    assert!(again.to().ends_with("&kept=again"));
    assert!(browser.get(again.to()).await.says("in place of those you gave before"));
    assert_eq!(survey(&world, key).await.answers, 1);
    let id = thing(&world, key).await.id;
    let tallies = answers::tallies(&mut world.app.db.read().await.unwrap(), id).await.unwrap();
    let told: Vec<_> = tallies.iter().map(|tally| (tally.first, tally.second, tally.people)).collect();
    assert_eq!((told, tallies[0].segment.as_str()), (vec![(2, 5, 1)], "Families"));

    answer(&mut Browser::of_nobody(&world), &world, &link, needs, ["5", "1", "4", "2"]).await.to();
    assert_eq!(survey(&world, key).await.answers, 2, "another browser is another person");
}

#[tokio::test]
async fn a_link_for_one_takes_one_answer_from_wherever_it_is_opened() {
    let world = world().await;
    let (key, needs) = asked(&world).await;
    let link = link(&world, key, "Adele Fournier").await;
    for kept in ["first", "again"] {
        let mut browser = Browser::of_nobody(&world);
        assert!(browser.get(&format!("/survey?link={link}")).await.says("This link is for Adele Fournier."));
        let answered = answer(&mut browser, &world, &link, needs, ["5", "1", "4", "2"]).await;
        assert!(answered.to().ends_with(&format!("&kept={kept}")));
    }
    assert_eq!(survey(&world, key).await.answers, 1);
}

#[tokio::test]
async fn a_robot_is_told_and_nothing_is_kept() {
    let world = world().await;
    let (key, [one, _]) = asked(&world).await;
    let link = link(&world, key, "").await;
    let now = world.app.clock.now().0;
    let (long_ago, this_moment) = ((now - 60_000_000).to_string(), now.to_string());
    let (first, second) = (format!("first-{one}"), format!("second-{one}"));
    let whole = [("link", link.as_str()), (&first, "5"), (&second, "1")];
    let robots: [&[(&str, &str)]; 3] =
        [&[("shown", &this_moment)], &[("shown", &long_ago), (TRAP, "http://buy.example")], &[]];
    for robot in robots {
        let form: Vec<_> = whole.iter().chain(robot).copied().collect();
        let refused = Browser::of_nobody(&world).post("/survey", &form).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(refused.says("This looks like the work of a program") && refused.says("value=\"5\" checked"));
    }
    assert_eq!(survey(&world, key).await.answers, 0);
    let person: Vec<_> = whole.iter().copied().chain([("shown", long_ago.as_str())]).collect();
    Browser::of_nobody(&world).post("/survey", &person).await.to();

    let mut statuses = Vec::new();
    for _ in 0..61 {
        statuses.push(Browser::of_nobody(&world).post("/survey", &person).await.status);
    }
    assert_eq!(statuses.last(), Some(&StatusCode::TOO_MANY_REQUESTS), "one address does not answer a hundred times");
}

#[tokio::test]
async fn half_an_answer_comes_back_with_what_was_written() {
    let world = world().await;
    let (key, needs) = asked(&world).await;
    let link = link(&world, key, "").await;
    let refused = answer(&mut Browser::of_nobody(&world), &world, &link, needs, ["5", "", "", ""]).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.says(&format!("id=\"second-{}-e\"", needs[0])) && refused.says("Tell me a date."));
    assert_eq!(survey(&world, key).await.answers, 0);
}

#[tokio::test]
async fn what_is_closed_opens_nothing_and_keeps_nothing() {
    let world = world().await;
    let (key, needs) = asked(&world).await;
    let (one, other) = (link(&world, key, "").await, link(&world, key, "").await);
    assert_ne!(one, other);
    let mut browser = Browser::of_nobody(&world);
    for unknown in ["", "made-up"] {
        let gone = browser.get(&format!("/survey?link={unknown}")).await;
        assert!(gone.status == StatusCode::GONE && gone.says("This link opens nothing"));
    }
    let id = thing(&world, key).await.id;
    let links = store::links(&mut world.app.db.read().await.unwrap(), id).await.unwrap();
    let name = links.iter().find(|link| together::visit::token_hash(&one).starts_with(&link.name)).unwrap();
    world.done("Mei", CloseLink { survey: key, link: name.name.clone() }).await;
    assert_eq!(browser.get(&format!("/survey?link={one}")).await.status, StatusCode::GONE);
    world.done("Tomas", Close { survey: key }).await;
    let closed = answer(&mut browser, &world, &other, needs, ["5", "1", "4", "2"]).await;
    assert!(closed.status == StatusCode::GONE && closed.says("This survey is closed"));
    assert_eq!(survey(&world, key).await.answers, 0);
    let mut mei = Browser::of(&world, "Mei").await;
    let refused = mei.post("/shelf/surveys/link", &[("survey", &key.to_string())]).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.says("so a link to it would open nothing"), "{}", refused.text);
}

#[tokio::test]
async fn a_form_of_another_site_is_not_ours() {
    let world = world().await;
    let (key, needs) = asked(&world).await;
    let link = link(&world, key, "").await;
    let mut elsewhere = Browser::of_nobody(&world).from("http://elsewhere.example");
    let refused = answer(&mut elsewhere, &world, &link, needs, ["5", "1", "4", "2"]).await;
    assert_eq!(refused.status, StatusCode::FORBIDDEN);
}
