//! Every route of the program, and who may: a golden list.
//!
//! The routes are read from the sources, so that one nobody thought of here is asked for all the same.

use std::collections::BTreeSet;
use std::path::Path;

use axum::http::{Method, StatusCode};
use serde_json::json;

use crate::client::{House, Person};

/// Who asks, in the order of the list.
const ASKERS: [&str; 6] = ["nobody signed in", "customer", "developer", "owner", "administrator", "other product's"];

#[tokio::test]
async fn every_route_and_who_may() {
    let house = House::furnished().await;
    let askers = askers(&house).await;
    let mut list = Vec::new();
    for (path, method) in routes() {
        list.push((
            path.clone(),
            method,
            told(&format!("{method} {path}"), &askers, method, &filled(&house, &path)).await,
        ));
    }
    list.sort();
    insta::assert_snapshot!(lines(list.into_iter().map(|(_, _, line)| line)));
}

#[tokio::test]
async fn what_an_address_does_not_take_is_said_as_everything_is() {
    let house = House::new().await;
    let priya = house.program("Priya", "full").await;
    let answer = priya.ask(Method::DELETE, "/api/actions", &[], axum::body::Body::empty()).await;
    assert_eq!((answer.status, answer.header("allow")), (StatusCode::METHOD_NOT_ALLOWED, "POST"));
    assert_eq!(answer.refusal(), "wrong-method");
    assert_eq!(priya.get("/api/attic").await.refusal(), "not-found");
    assert_eq!(priya.get("/api/shelf").await.json()["roles"], json!(["developer"]));
}

#[tokio::test]
async fn every_kind_by_key_and_who_may() {
    let house = House::furnished().await;
    let askers = askers(&house).await;
    let mut list = Vec::new();
    for of in &house.world.app.kinds {
        let key = format!("shelf/{}-1", of.kind.letters());
        let things = format!("/api/shelf/{}", tandem::api::things::address(of.kind));
        for path in [format!("/{key}"), format!("/api/{key}"), format!("/api/{key}/history"), things] {
            list.push(told(&path, &askers, "GET", &path).await);
        }
    }
    insta::assert_snapshot!(lines(list.into_iter()));
}

/// One of each, in the order of [`ASKERS`], each from an address of their own.
async fn askers(house: &House) -> Vec<Person> {
    let mut askers = vec![house.stranger()];
    for (name, address) in ["Adele", "Priya", "Tomas", "Ada", "Nobody"].into_iter().zip(2..) {
        askers.push(house.person(name).await.at(address));
    }
    askers
}

async fn told(what: &str, askers: &[Person], method: &str, path: &str) -> String {
    let mut statuses = Vec::new();
    for asker in askers {
        statuses.push(ask(asker, method, path).await.as_str().to_owned());
    }
    format!("{what:<58} {}", statuses.join(" "))
}

fn lines(list: impl Iterator<Item = String>) -> String {
    let head = format!("{:<58} {}", "", ASKERS.join(" · "));
    std::iter::once(head).chain(list).collect::<Vec<_>>().join("\n")
}

/// A post is sent all but empty: whoever may not is told so before anything is read.
async fn ask(asker: &Person, method: &str, path: &str) -> StatusCode {
    match method {
        "GET" => asker.get(path).await.status,
        "POST" if path.starts_with("/api/") => asker.post(path, &json!({ "product": "shelf" })).await.status,
        "POST" => asker.post_form(path, &[("email", &asker.mail())]).await.status,
        other => asker.ask(other.parse::<Method>().unwrap(), path, &[], axum::body::Body::empty()).await.status,
    }
}

/// The address with something that is there in each place, or could be.
fn filled(house: &House, path: &str) -> String {
    let fill = |part: &str| match part {
        "{product}" => "shelf".to_owned(),
        "{key}" => "G-1".to_owned(),
        "{action}" | "{name}" => "goal.choose".to_owned(),
        "{code}" => "7KQ4-M2XD".to_owned(),
        "{person}" => house.world.person("Priya").to_string(),
        part if part.starts_with('{') => uuid::Uuid::nil().to_string(),
        part => part.to_owned(),
    };
    path.split('/').map(fill).collect::<Vec<_>>().join("/")
}

/// Path and method of every route in the sources; the way out comes last, since whoever takes it is gone.
pub(crate) fn routes() -> Vec<(String, &'static str)> {
    let mut routes = BTreeSet::new();
    let crates = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap();
    for source in sources(crates) {
        let text = std::fs::read_to_string(&source).unwrap();
        for piece in text.split(".route(").skip(1) {
            let quoted = piece.trim_start().strip_prefix('"').and_then(|rest| rest.split_once('"'));
            let Some((path, rest)) = quoted else { continue };
            let handlers = arguments(rest);
            for (method, name) in [("get(", "GET"), ("post(", "POST"), ("put(", "PUT"), ("delete(", "DELETE")] {
                if handlers.contains(method) {
                    routes.insert((path == "/sign-out", path.to_owned(), name));
                }
            }
        }
    }
    assert!(routes.len() > 30, "{routes:?}");
    routes.into_iter().map(|(_, path, method)| (path, method)).collect()
}

/// What stands before the bracket that closes the call.
fn arguments(rest: &str) -> String {
    let mut depth = 1;
    rest.chars()
        .take_while(|letter| {
            depth += match letter {
                '(' => 1,
                ')' => -1,
                _ => 0,
            };
            depth > 0
        })
        .collect()
}

fn sources(folder: &Path) -> Vec<std::path::PathBuf> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        if path.is_dir() && name != "tests" {
            found.extend(sources(&path));
        } else if name.ends_with(".rs") && name != "tests.rs" {
            found.push(path);
        }
    }
    found.sort();
    found
}
