//! The example: loaded as a newcomer does, looked at everywhere, removed without a trace.

use std::collections::BTreeMap;

use axum::http::StatusCode;
use ground::args;
use ground::clock::{Clock, Ts};
use ground::db::Sql;
use ground::ids::Ids;
use ground::testing::TestDb;
use tandem::FLOORS;
use tandem::cli::examine;
use tandem::exchange::example::Load;
use together::app::{App, Foundation, Settings};
use together::journal::{Actor, Manner, Via, act};
use together::products::ProductId;
use together::schema::MIGRATIONS;
use together::testing::TODAY;
use together::thread::Kind;

use crate::client::{House, Person};
use crate::desks::beside;
use crate::routes::routes;

/// Of the example in the house, whose own Shelf has the key already.
const KEY: &str = "shelf-2";

#[tokio::test]
async fn the_example_is_loaded_looked_at_and_removed() {
    let house = House::new().await;
    let (ada, tomas, ines) = (house.person("Ada").await, house.person("Tomas").await, house.person("Ines").await);
    let before = rows(&house.world.app).await;
    assert_eq!(load(&tomas).await.status, StatusCode::FORBIDDEN);
    let loaded = load(&ada).await;
    assert_eq!((loaded.status, loaded.header("location")), (StatusCode::SEE_OTHER, "/shelf-2"), "{}", loaded.text);

    assert_eq!(things(&house).await, EXPECTED.map(|(kind, count)| (kind.code().to_owned(), count)).into());
    let examined = examine(&house.world.app, false).await.unwrap();
    assert_eq!(examined.findings, []);
    numbers(&house).await;
    states(&house).await;
    // Nobody asks for F-12 as a whole, and many for its stories.
    let list = ada.get(&format!("/{KEY}/features")).await.text;
    assert!(!list.contains("not counted"), "so few stories are counted, of each feature");
    let row = list.split("<tr id=\"F-").find(|row| row.starts_with("12\"")).unwrap();
    let numbers = row.split("<td class=\"req\"><b>").nth(1).unwrap_or_else(|| panic!("no numbers in {row}"));
    assert!(
        numbers.split('<').next().unwrap().parse::<i64>().unwrap() >= 41,
        "those who ask for S-219, at least: {row}"
    );
    assert!(ada.get(&format!("/{KEY}/F-12")).await.text.contains("Requests ask for <a class=\"link\""));
    let again = load(&ada).await;
    assert_eq!(again.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(ada.post("/api/actions/example.load", &serde_json::json!({})).await.text.contains("at /shelf-2"));

    for person in [&tomas, &ines, &ada] {
        let desk = person.get(&format!("/{KEY}")).await;
        assert_eq!(beside(&desk.text), desk.behind("<h1>").split('<').next().unwrap());
        every_page_answers(&house, person).await;
    }

    let remove = ada.get(&format!("/{KEY}/settings")).await.behind("name=\"example\" value=\"");
    assert_eq!(tomas.post_form("/do/product.forget", &[("example", &remove)]).await.status, StatusCode::FORBIDDEN);
    let removed = ada.post_form("/do/product.forget", &[("example", &remove), ("next", "/")]).await;
    assert_eq!(removed.status, StatusCode::SEE_OTHER, "{}", removed.text);
    assert_eq!(ada.get(&format!("/{KEY}")).await.status, StatusCode::NOT_FOUND);
    let shelf = house.world.shelf.to_string();
    let refused = ada.post_form("/do/product.forget", &[("example", &shelf)]).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(rows(&house.world.app).await, before);
    assert_eq!(examine(&house.world.app, false).await.unwrap().findings, []);
}

/// What there is of each kind; decisions are those of the log and those that settled a proposal.
const EXPECTED: [(Kind, i64); 16] = [
    (Kind::Customer, 5),
    (Kind::Decision, 69),
    (Kind::Feature, 30),
    (Kind::Goal, 9),
    (Kind::Insight, 26),
    (Kind::KeyResult, 13),
    (Kind::Need, 13),
    (Kind::Persona, 4),
    (Kind::Proposal, 28),
    (Kind::Question, 36),
    (Kind::Release, 15),
    (Kind::Request, 391),
    (Kind::Sprint, 32),
    (Kind::Story, 252),
    (Kind::Survey, 2),
    (Kind::Vision, 1),
];

/// The numbers that the world of Shelf is known by.
async fn numbers(house: &House) {
    let open = "SELECT COUNT(*) FROM story s WHERE s.rank IS NOT NULL";
    assert_eq!(house.count(open).await, 17);
    let points = "SELECT CAST(SUM(s.points) AS BIGINT) FROM story s WHERE s.rank IS NOT NULL";
    assert_eq!(house.count(points).await, 86);
    assert_eq!(house.count("SELECT COUNT(*) FROM product WHERE example = 1 AND phase = 'grow'").await, 1);
    let waiting = "SELECT COUNT(*) FROM question q JOIN thing t ON t.id = q.thing WHERE t.state = 'open'";
    assert_eq!(house.count(waiting).await, 4, "questions wait for Tomas");
    let mut tx = house.world.app.db.read().await.unwrap();
    let sql = "SELECT t.kind, t.number, d.people FROM demand d JOIN thing t ON t.id = d.thing JOIN product p ON p.id = t.product WHERE p.example = 1 AND (t.kind = 'need' AND t.number IN (3, 4, 5, 7) OR t.kind = 'story' AND t.number IN (219, 252)) ORDER BY t.kind, t.number";
    let people = tx.all(Sql::<(Kind, i64, i64)>::new(sql, sql), args![]).await.unwrap();
    let (need, story) = (Kind::Need, Kind::Story);
    let known = [(need, 3, 42), (need, 4, 64), (need, 5, 57), (need, 7, 93), (story, 219, 41), (story, 252, 48)];
    assert_eq!(people, known, "people who asked");
}

/// Requests stand where their file says: what they ask for has brought them there.
async fn states(house: &House) {
    const FILE: &str = include_str!("../../../../fixtures/shelf/requests.json");
    let told: Vec<serde_json::Value> = serde_json::from_str(FILE).unwrap();
    let told: BTreeMap<i64, String> = told
        .iter()
        .map(|request| (&request["key"], &request["state"]))
        .map(|(key, state)| (key.as_str().unwrap()[2..].parse().unwrap(), state.as_str().unwrap().to_owned()))
        .collect();
    let mut tx = house.world.app.db.read().await.unwrap();
    let sql = "SELECT t.number, t.state FROM thing t JOIN product p ON p.id = t.product WHERE p.example = 1 AND t.kind = 'request'";
    let stand = tx.all(Sql::<(i64, String)>::new(sql, sql), args![]).await.unwrap();
    assert_eq!(stand.into_iter().collect::<BTreeMap<_, _>>(), told);
}

async fn load(person: &Person) -> crate::client::Answer {
    person.post_form("/do/example.load", &[("next", "/{key}")]).await
}

/// How many things there are in the example, by kind.
async fn things(house: &House) -> BTreeMap<String, i64> {
    let mut things = BTreeMap::new();
    for kind in Kind::ALL {
        let count = numbers_of(house, *kind).await.len();
        if count > 0 || EXPECTED.iter().any(|(expected, _)| expected == kind) {
            things.insert(kind.code().to_owned(), i64::try_from(count).unwrap());
        }
    }
    things
}

async fn numbers_of(house: &House, kind: Kind) -> Vec<i64> {
    let mut tx = house.world.app.db.read().await.unwrap();
    let sql = "SELECT t.number FROM thing t JOIN product p ON p.id = t.product WHERE p.example = 1 AND t.kind = $1 ORDER BY t.number";
    let all = tx.all(Sql::<(i64,)>::new(sql, sql), args![kind]).await.unwrap();
    all.into_iter().map(|(number,)| number).collect()
}

/// Every address of a product, and things of every kind: all where there are few, every seventh where there are many.
async fn every_page_answers(house: &House, person: &Person) {
    let mut pages: Vec<String> = routes()
        .into_iter()
        .filter(|(path, method)| *method == "GET" && path.starts_with("/{product}"))
        .map(|(path, _)| path.replace("{product}", KEY).replace("{key}", "S-214"))
        .filter(|path| !path.contains('{') && !path.contains("/settings/"))
        .collect();
    for kind in Kind::ALL {
        let numbers = numbers_of(house, *kind).await;
        let step = if numbers.len() > 100 { 7 } else { 1 };
        pages.extend(numbers.iter().step_by(step).map(|number| format!("/{KEY}/{}-{number}", kind.letters())));
    }
    for page in pages {
        let answer = person.get(&page).await;
        assert_eq!(answer.status, StatusCode::OK, "{page}: {}", answer.text);
    }
}

/// How many rows each table has, but for what the people in the test leave by being there.
async fn rows(app: &App) -> BTreeMap<String, i64> {
    let mut tx = app.db.read().await.unwrap();
    let mut rows = BTreeMap::new();
    for table in tx.tables().await.unwrap() {
        let mut count = 0;
        tx.each_row(&table, |_| {
            count += 1;
            Ok(())
        })
        .await
        .unwrap();
        if !["journal", "change", "session", "search_words", "door_link"].contains(&table.name.as_str()) {
            rows.insert(table.name.clone(), count);
        }
    }
    drop(tx);
    for (name, sql) in [
        ("journal", "SELECT COUNT(*) FROM journal WHERE product <> $1"),
        ("change", "SELECT COUNT(*) FROM change WHERE product <> $1"),
    ] {
        let mut tx = app.db.read().await.unwrap();
        let count = tx.one(Sql::<(i64,)>::new(sql, sql), args![ProductId::default()]).await.unwrap().0;
        rows.insert(name.to_owned(), count);
    }
    rows
}

#[tokio::test]
async fn loaded_before_dawn_nothing_lies_in_the_future() {
    loaded_at(Ts(TODAY.0 - 9 * 60 * 60 * 1_000_000 - 12 * 60 * 1_000_000)).await;
}

#[tokio::test]
async fn loaded_on_a_saturday_sprints_begin_on_mondays() {
    loaded_at(Ts(TODAY.0 + 4 * 24 * 60 * 60 * 1_000_000)).await;
}

/// Loads the example into an empty workspace at a moment: nothing lies ahead of it, everything is in the order of time, and
/// all sprints begin on Mondays.
async fn loaded_at(now: Ts) {
    let db = TestDb::new(MIGRATIONS).await;
    let clock = Clock::fixed(now);
    let ids = Ids::seeded(clock.clone(), 7);
    let settings = Settings { build: "test".into(), cheap_passwords: true, ..Settings::default() };
    let app = App::new(Foundation { db: db.clone(), clock, ids, settings }, FLOORS);
    let program = Actor::program(Via::Cli);
    act(&app, &program, ProductId::default(), vec![Box::new(Load {})], Manner::default()).await.unwrap();
    let sql = "SELECT (SELECT COUNT(*) FROM journal WHERE at > $1) + (SELECT COUNT(*) FROM comment WHERE at > $1) + (SELECT COUNT(*) FROM thing WHERE created_at > $1)";
    let mut tx = app.db.read().await.unwrap();
    assert_eq!(tx.one(Sql::<(i64,)>::new(sql, sql), args![now]).await.unwrap().0, 0);
    let back =
        "SELECT COUNT(*) FROM journal a JOIN journal b ON b.product = a.product AND b.seq = a.seq + 1 AND b.at < a.at";
    assert_eq!(tx.one(Sql::<(i64,)>::new(back, back), vec![]).await.unwrap().0, 0);
    let other_days = "SELECT COUNT(*) FROM sprint WHERE (starts_at / 86400000000 + 3) % 7 <> 0";
    assert_eq!(tx.one(Sql::<(i64,)>::new(other_days, other_days), vec![]).await.unwrap().0, 0);
}
