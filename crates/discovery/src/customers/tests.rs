use axum::http::StatusCode;
use ground::db::check;
use together::journal::undo::Undo;
use together::thread::Key;

use super::ContactId;
use super::actions::{Add, AddContact, Edit, EditContact, RemoveContact, SetValue};
use super::store;
use together::testing::Browser;

use crate::requests::actions::{Record, Reply};
use crate::testing::{EVERYBODY, world};

#[tokio::test]
async fn every_statement_fits_the_schema() {
    let world = world().await;
    let problems = check(&world.app.db, crate::SQL).await.unwrap();
    assert!(problems.is_empty(), "{problems:#?}");
}

fn add(title: &str) -> Add {
    Add { title: title.into(), ..Add::default() }
}

fn edit(customer: Key, segment: &str) -> Edit {
    Edit { customer, title: None, segment: Some(segment.into()), text: None, seen: None }
}

#[tokio::test]
async fn members_write_customers_down_and_the_owner_says_what_they_are_worth() {
    let world = world().await;
    let customer = world.key("Mei", add("Low Vision Circle")).await;
    for (name, member, owner) in EVERYBODY.into_iter().map(|name| match name {
        "Tomas" => (name, "acts", "acts"),
        "Adele" | "Ada" => (name, "members-only", "not-your-call"),
        "Nobody" => (name, "not-found", "not-found"),
        _ => (name, "acts", "product-owner"),
    }) {
        assert_eq!(world.comes_of(name, add("Another")).await, member, "{name}");
        assert_eq!(world.comes_of(name, edit(customer, name)).await, member, "{name}");
        assert_eq!(
            world.comes_of(name, AddContact { name: name.into(), ..AddContact::default() }).await,
            member,
            "{name}"
        );
        let worth = || Some(910.into());
        assert_eq!(world.comes_of(name, SetValue { customer, value: worth() }).await, owner, "{name}");
        assert_eq!(world.comes_of(name, Add { value: worth(), ..add("Worth") }).await, owner, "{name}");
    }
}

#[tokio::test]
async fn a_worth_is_a_number_from_zero_to_its_limit() {
    let world = world().await;
    let customer = world.key("Mei", add("Low Vision Circle")).await;
    let worth = |value: i64| SetValue { customer, value: Some(value.into()) };
    world.done("Tomas", worth(super::rules::VALUE_LIMIT)).await;
    assert_eq!(world.refused("Tomas", worth(super::rules::VALUE_LIMIT + 1)).await, "number-out-of-range");
    assert_eq!(world.refused("Tomas", worth(-1)).await, "number-out-of-range");
    world.done("Tomas", SetValue { customer, value: None }).await;
    assert_eq!(world.refused("Mei", add(" ")).await, "title-missing");
    assert_eq!(world.refused("Mei", edit(customer, &"x".repeat(201))).await, "name-too-long");
}

#[tokio::test]
async fn contacts_come_and_go_and_come_back() {
    let world = world().await;
    let customer = world.key("Mei", add("Low Vision Circle")).await;
    let hana = AddContact { name: "Hana Yilmaz".into(), email: "hana@circle.example".into(), customer: Some(customer) };
    let added = world.done("Mei", hana).await;
    let contact: ContactId = added.answers[0].as_str().unwrap().parse().unwrap();
    let again = AddContact { name: "Hana Y.".into(), email: "Hana@Circle.example".into(), customer: None };
    assert_eq!(world.refused("Mei", again).await, "email-taken");
    assert_eq!(world.refused("Mei", AddContact::default()).await, "name-missing");

    let names = async || {
        let id = crate::testing::thing(&world, customer).await.id;
        let mut tx = world.app.db.read().await.unwrap();
        store::contacts(&mut tx, &[id]).await.unwrap().into_iter().map(|contact| contact.name).collect::<Vec<_>>()
    };
    let renamed = EditContact { contact, name: "Hana Aydin".into(), email: String::new(), customer: Some(customer) };
    let renamed = world.done("Mei", renamed).await;
    assert_eq!(names().await, ["Hana Aydin"]);
    world.done("Mei", Undo { seq: renamed.seq }).await;
    assert_eq!(names().await, ["Hana Yilmaz"]);
    let removed = world.done("Mei", RemoveContact { contact }).await;
    assert!(names().await.is_empty());
    assert_eq!(world.refused("Mei", RemoveContact { contact }).await, "no-such-contact");
    world.done("Mei", Undo { seq: removed.seq }).await;
    assert_eq!(names().await, ["Hana Yilmaz"]);
}

#[tokio::test]
async fn an_acquaintance_made_with_a_request_goes_with_it_unless_they_asked_more() {
    let world = world().await;
    let ask = || Record {
        body: "Please".into(),
        contact: "Hana Yilmaz".into(),
        customer: "Low Vision Circle".into(),
        ..Record::default()
    };
    let first = world.done("Mei", ask()).await;
    world.done("Mei", Undo { seq: first.seq }).await;
    let mut tx = world.app.db.read().await.unwrap();
    assert!(store::contacts_like(&mut tx, world.shelf, &["Hana Yilmaz".into()], &[]).await.unwrap().is_empty());
    assert!(store::list(&mut tx, world.shelf, None, 1).await.unwrap().is_empty());
    drop(tx);

    let second = world.done("Mei", ask()).await;
    world.done("Mei", Record { body: "And this".into(), ..ask() }).await;
    world.done("Mei", Undo { seq: second.seq }).await;
    let mut tx = world.app.db.read().await.unwrap();
    assert_eq!(store::contacts_like(&mut tx, world.shelf, &["Hana Yilmaz".into()], &[]).await.unwrap().len(), 1);
}

#[tokio::test]
async fn the_list_is_complete_page_by_page() {
    let world = world().await;
    for n in 0..17 {
        world.done("Mei", add(&format!("Branch {}", n % 6))).await;
    }
    let mut tx = world.app.db.read().await.unwrap();
    let mut all: Vec<store::Line> = Vec::new();
    loop {
        let after = all.last().map(|line| (line.title.clone(), line.number));
        let after = after.as_ref().map(|(title, number)| (title.as_str(), *number));
        let page = store::list(&mut tx, world.shelf, after, 4).await.unwrap();
        if page.is_empty() {
            break;
        }
        all.extend(page);
    }
    assert!(all.is_sorted_by(|a, b| (&a.title, a.number) < (&b.title, b.number)));
    assert_eq!(all.len(), 17);
}

#[tokio::test]
async fn pages_show_what_customers_asked_and_who_waits() {
    let world = world().await;
    let tomas = Browser::of(&world, "Tomas").await;
    assert!(tomas.get("/shelf/customers").await.says("No customers yet"));
    let ask = |contact: &str, body: &str| Record {
        body: body.into(),
        contact: contact.into(),
        customer: "Low Vision Circle".into(),
        ..Record::default()
    };
    let answered = world.key("Mei", ask("Hana Yilmaz", "Say the page number")).await;
    let reply = |body: &str| Reply { request: answered, body: body.into(), only_team: false };
    world.done("Tomas", reply("We will")).await;
    let page = tomas.get("/shelf/customers").await;
    assert!(page.says("1 customer<") && page.says("Hana Yilmaz") && page.says("13 October") && page.says("We will"));
    world.done("Mei", ask("Bertil Aronsson", "Text up to 32 points")).await;
    let page = tomas.get("/shelf/C-1").await;
    assert!(page.says("One customer waits for an answer") && page.says("/shelf/R-2#reply"));
    assert!(page.says("Bertil Aronsson and 1 other") && page.says("0 of 2"));

    let form = [("customer", "C-1"), ("value", "a lot")];
    let refused = tomas.send("/shelf/C-1", "customer.set_value", &form).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.says("value=\"a lot\"") && refused.says("“a lot” does not."));
    assert_eq!(
        tomas.send("/shelf/C-1", "customer.set_value", &[("customer", "C-1"), ("value", "12 000")]).await.to(),
        "/shelf/C-1"
    );
    assert!(tomas.get("/shelf/C-1").await.says("12,000"));
}
