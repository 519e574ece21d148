//! What was found, and which needs rest on it.

use together::journal::undo::Undo;
use together::testing::{Browser, World, assert_ids_are_unique};
use together::thread::actions::Link;
use together::thread::{Key, LinkKind};

use super::actions::{Edit, Record};
use super::store;
use crate::needs::actions as needs;
use crate::requests::actions::Record as Request;
use crate::testing::{EVERYBODY, asks_for, thing, world};

const TEXT: &str = "Nine parents, the card form. Two gave up at “number of the card”. One photographed the wrong side.";

fn record() -> Record {
    Record { text: TEXT.into(), source: "interview".into(), ..Record::default() }
}

fn edit(insight: Key) -> Edit {
    Edit {
        insight,
        title: Some("Parents give up".into()),
        text: None,
        source: None,
        address: None,
        day: None,
        seen: None,
    }
}

fn supports(from: Key, to: Key, quote: &str) -> Link {
    Link { from, kind: LinkKind::Supports, to, share: None, quote: Some(quote.into()) }
}

async fn need(world: &World, title: &str) -> Key {
    world.key("Tomas", needs::Write { title: title.into(), ..needs::Write::default() }).await
}

#[tokio::test]
async fn any_member_notes_and_who_identifies_needs_says_what_it_supports() {
    let world = world().await;
    let insight = world.key("Priya", record()).await;
    let need = need(&world, "Get a card without visiting a branch").await;
    for name in EVERYBODY {
        let (notes, others, own) = match name {
            "Tomas" => ("acts", "acts", "acts"),
            "Priya" => ("acts", "acts", "product-owner"),
            "Adele" => ("members-only", "no-such-thing", "not-your-call"),
            "Ada" => ("members-only", "not-your-call", "not-your-call"),
            "Nobody" => ("not-found", "not-found", "not-found"),
            _ => ("acts", "product-owner", "product-owner"),
        };
        assert_eq!(world.comes_of(name, record()).await, notes, "{name}");
        assert_eq!(world.comes_of(name, edit(insight)).await, others, "{name} changes what Priya noted");
        assert_eq!(world.comes_of(name, supports(insight, need, "One")).await, own, "{name}");
    }
}

#[tokio::test]
async fn what_is_wrong_is_said_at_its_field() {
    let world = world().await;
    let with = |change: fn(&mut Record)| {
        let mut record = record();
        change(&mut record);
        record
    };
    for (wrong, name) in [
        (with(|record| record.text = String::new()), "title-missing"),
        (with(|record| record.source = " ".into()), "source-missing"),
        (with(|record| record.day = "2026-12-24".into()), "day-to-come"),
        (with(|record| record.address = "javascript:x".into()), "not-an-address"),
    ] {
        assert_eq!(world.refused("Priya", wrong).await, name);
    }
}

#[tokio::test]
async fn evidence_is_of_both_kinds_newest_first_and_old_is_marked() {
    let world = world().await;
    let card = need(&world, "Get a card without visiting a branch").await;
    let old = world.key("Tomas", Record { day: "2026-03-13".into(), ..record() }).await;
    let linked = world.done("Tomas", supports(old, card, "One photographed the wrong side.")).await;
    let tomas = Browser::of(&world, "Tomas").await;
    let page = tomas.page(&format!("/shelf/{card}")).await;
    assert!(
        page.contains("7 months old, ask again") && page.contains("All of this is older than six months"),
        "{page}"
    );
    let request = world
        .key("Mei", Request { title: "A card at night".into(), contact: "Adele Fournier".into(), ..Request::default() })
        .await;
    world.done("Tomas", Link { quote: Some("Branches close at six.".into()), ..asks_for(request, card) }).await;
    for path in [format!("/shelf/{card}"), "/shelf/needs".into()] {
        let page = tomas.page(&path).await;
        assert_ids_are_unique(&page);
        let (_, evidence) = page.split_once("id=\"evidence\"").unwrap();
        let (asked, found) =
            (evidence.find("Branches close at six."), evidence.find("One photographed the wrong side."));
        assert!(asked.is_some() && asked < found, "{path}: {evidence}");
        assert!(evidence.contains("Adele Fournier") && evidence.contains("Interview, Tomas Lindqvist"), "{path}");
    }
    world.done("Tomas", Undo { seq: linked.seq }).await;
    assert!(!tomas.page(&format!("/shelf/{card}")).await.contains("wrong side"));
}

#[tokio::test]
async fn a_sentence_is_chosen_without_a_script() {
    let world = world().await;
    let card = need(&world, "Get a card without visiting a branch").await;
    let insight = world.key("Priya", record()).await;
    let tomas = Browser::of(&world, "Tomas").await;
    let path = format!("/shelf/{insight}");
    let page = tomas.page(&path).await;
    assert_ids_are_unique(&page);
    let sentence = "Two gave up at “number of the card”.";
    assert!(page.contains(&format!("name=\"quote\" value=\"{sentence}\"")), "{page}");
    let (from, to) = (insight.to_string(), card.to_string());
    let form = [("from", &*from), ("kind", "supports"), ("to", &*to), ("quote", sentence)];
    tomas.send(&path, "thread.link", &form).await.to();
    let marked = tomas.page(&path).await;
    assert!(marked.contains(&format!("<mark>{sentence}</mark>")) && marked.contains("Get a card without"), "{marked}");
    let nowhere = tomas
        .send(&path, "thread.link", &[("from", &*from), ("kind", "supports"), ("to", ""), ("quote", sentence)])
        .await;
    assert!(nowhere.text.contains("checked"), "what was chosen stays chosen");
    let list = tomas.page("/shelf/insights").await;
    assert!(list.contains("Every insight supports a need") && list.contains("1 need"), "{list}");
    let id = thing(&world, insight).await.id;
    assert_eq!(store::one(&mut world.app.db.read().await.unwrap(), id).await.unwrap().unwrap().supports, 1);
}

#[tokio::test]
async fn insights_are_listed_page_by_page() {
    let world = world().await;
    for day in 1..=3 {
        for n in 0..17 {
            let record = Record { text: format!("Found {n} on {day}"), day: format!("2026-09-0{day}"), ..record() };
            world.key("Priya", record).await;
        }
    }
    let tomas = Browser::of(&world, "Tomas").await;
    let first = tomas.page("/shelf/insights").await;
    assert_eq!(first.matches("data-row").count(), 50);
    let (_, rest) = first.split_once("/shelf/insights?after=").unwrap();
    let next = tomas.page(&format!("/shelf/insights?after={}", rest.split('"').next().unwrap())).await;
    assert_eq!(next.matches("data-row").count(), 1);
    assert!(next.contains("Found 0 on 1"));
}
