//! Asking people: who may, what a link opens, and what the answers do to the needs.

mod answering;
mod pages;

use ground::web::Result;
use together::journal::undo::Undo;
use together::testing::{Browser, World};
use together::thread::{Key, Kind};

use super::actions::{Close, CloseLink, Edit, Open, Take, Write};
use super::rules::About;
use super::store::{self, Survey};
use crate::needs::actions as needs;
use crate::needs::store::Line;
use crate::testing::{EVERYBODY, make, state, thing, world};

async fn need(world: &World, title: &str) -> Key {
    world.key("Tomas", needs::Write { title: title.into(), ..needs::Write::default() }).await
}

/// A survey on two needs, open.
async fn asked(world: &World) -> (Key, [Key; 2]) {
    let needs = [need(world, "Know when a held book will be mine").await, need(world, "Read at any size").await];
    let write = Write {
        title: "What matters to you?".into(),
        things: needs.to_vec(),
        segments: "Commuters\nFamilies".into(),
        ..Write::default()
    };
    let survey = world.key("Tomas", write).await;
    world.done("Tomas", Open { survey }).await;
    (survey, needs)
}

/// A link to a survey, made by Mei, with its secret.
async fn link(world: &World, survey: Key, whom: &str) -> String {
    let mut mei = Browser::of(world, "Mei").await;
    let page = mei.post("/shelf/surveys/link", &[("survey", &survey.to_string()), ("whom", whom)]).await;
    let (_, rest) = page.text.split_once("/survey?link=").expect("the link is shown");
    rest.split('"').next().unwrap().to_owned()
}

/// Answers both questions on both needs.
async fn answer(
    browser: &mut Browser,
    world: &World,
    link: &str,
    of: [Key; 2],
    levels: [&str; 4],
) -> together::testing::Answer {
    let shown = world.app.clock.now().0.to_string();
    world.app.clock.advance(60_000_000);
    let names = [0, 1].map(|place| [0, 1].map(|question| super::rules::field(question, of[place])));
    let form = [
        ("link", link),
        ("shown", &shown),
        (&names[0][0], levels[0]),
        (&names[0][1], levels[1]),
        (&names[1][0], levels[2]),
        (&names[1][1], levels[3]),
        ("segment", "Families"),
        ("words", "Tell me a date."),
    ];
    browser.post("/survey", &form).await
}

async fn survey(world: &World, key: Key) -> Survey {
    let id = thing(world, key).await.id;
    store::one(&mut world.app.db.read().await.unwrap(), id).await.unwrap().unwrap()
}

async fn line(world: &World, key: Key) -> Line {
    let id = thing(world, key).await.id;
    crate::needs::store::one(&mut world.app.db.read().await.unwrap(), id).await.unwrap()
}

#[tokio::test]
async fn whose_call_it_is_to_ask() {
    let world = world().await;
    let (survey, [one, _]) = asked(&world).await;
    let feature = make(&world, Kind::Feature, "Holds that move").await;
    let mut told = String::new();
    for name in EVERYBODY {
        let about_needs = Write { title: "x".into(), things: vec![one], ..Write::default() };
        let about_features =
            Write { title: "x".into(), about: About::Features, things: vec![feature], ..Write::default() };
        let comes = [
            world.comes_of(name, about_needs).await,
            world.comes_of(name, about_features).await,
            world
                .comes_of(
                    name,
                    Edit { survey, title: Some("y".into()), text: None, things: vec![], segments: None, seen: None },
                )
                .await,
            world.comes_of(name, Take { survey }).await,
            world.comes_of(name, CloseLink { survey, link: "x".into() }).await,
        ];
        told.push_str(&format!("{name}: {}\n", comes.join(", ")));
    }
    as_the_matrix_says(&told);
}

/// Who decides acts, other members propose, a customer and a stranger may not; what is refused by its own rule was theirs.
fn as_the_matrix_says(told: &str) {
    let expected = "\
Ines: product-owner, product-owner, product-owner, nothing-answered, no-such-link
Tomas: acts, acts, acts, nothing-answered, no-such-link
Priya: product-owner, product-owner, product-owner, nothing-answered, no-such-link
Sam: product-owner, product-owner, product-owner, nothing-answered, no-such-link
Lea: product-owner, product-owner, product-owner, nothing-answered, no-such-link
Karel: product-owner, product-owner, product-owner, nothing-answered, no-such-link
Adele: not-your-call, not-your-call, no-such-thing, no-such-thing, members-only
Ada: not-your-call, not-your-call, not-your-call, not-your-call, members-only
Nobody: not-found, not-found, not-found, not-found, not-found
";
    assert_eq!(told, expected);
}

#[tokio::test]
async fn what_was_asked_stays_once_it_could_be_answered() {
    let world = world().await;
    let (survey, [one, other]) = asked(&world).await;
    let edit = |things: Vec<Key>, title: Option<&str>| Edit {
        survey,
        title: title.map(str::to_owned),
        text: None,
        things,
        segments: None,
        seen: None,
    };
    assert_eq!(world.refused("Tomas", edit(vec![one], None)).await, "survey-was-open");
    world.done("Tomas", edit(vec![one, other], Some("What matters?"))).await;
    world.done("Tomas", Close { survey }).await;
    assert_eq!(world.refused("Tomas", Close { survey }).await, "survey-not-open");
    let feature = make(&world, Kind::Feature, "Holds that move").await;
    let wrong = Write { title: "x".into(), things: vec![feature], ..Write::default() };
    assert_eq!(world.refused("Tomas", wrong).await, "wrong-kind");
}

#[tokio::test]
async fn closing_gives_the_needs_what_people_said_and_undo_takes_it_back() -> Result<()> {
    let world = world().await;
    let (survey, [one, other]) = asked(&world).await;
    let before = needs::Edit { need: one, importance: Some(7.0.into()), ..edit(one) };
    world.done("Tomas", before).await;
    let open = link(&world, survey, "").await;
    for levels in [["5", "1", "", ""], ["4", "4", "2", "5"], ["5", "2", "", ""]] {
        let mut browser = Browser::of_nobody(&world);
        answer(&mut browser, &world, &open, [one, other], levels).await.to();
    }
    assert_eq!((line(&world, one).await.importance, line(&world, one).await.asked), (Some(7.0), None));
    let closed = world.done("Tomas", Close { survey }).await;
    let found = line(&world, one).await;
    assert_eq!((found.importance, found.satisfaction, found.asked), (Some(10.0), Some(3.333), Some(3)));
    assert_eq!(found.counted().unwrap().important, 3);
    assert!(found.is_a_guess());
    assert_eq!(line(&world, other).await.importance, Some(0.0));

    world.done("Tomas", Undo { seq: closed.seq }).await;
    let back = line(&world, one).await;
    assert_eq!((back.importance, back.satisfaction, back.asked, back.survey), (Some(7.0), None, None, None));
    assert_eq!(state(&world, survey).await, "open");

    world.done("Tomas", Take { survey }).await;
    assert_eq!(line(&world, one).await.asked, Some(3));
    world.done("Tomas", needs::Edit { need: one, importance: Some(9.5.into()), ..edit(one) }).await;
    let entered = line(&world, one).await;
    assert_eq!((entered.importance, entered.asked, entered.survey), (Some(9.5), None, None));
    Ok(())
}

fn edit(need: Key) -> needs::Edit {
    needs::Edit {
        need,
        title: None,
        text: None,
        situation: None,
        wish: None,
        ending: None,
        persona: None,
        importance: None,
        satisfaction: None,
        seen: None,
    }
}

#[tokio::test]
async fn an_answer_stands_in_the_journal_and_names_nobody() {
    let world = world().await;
    let (survey, needs) = asked(&world).await;
    let link = link(&world, survey, "").await;
    answer(&mut Browser::of_nobody(&world), &world, &link, needs, ["5", "1", "4", "4"]).await.to();
    let page = Browser::of(&world, "Tomas").await.page(&format!("/shelf/{survey}")).await;
    assert!(page.contains("Somebody") && !page.contains(&link), "{page}");
    let history = Browser::of(&world, "Tomas").await.page("/shelf/journal").await;
    assert!(!history.contains(&link));
}
