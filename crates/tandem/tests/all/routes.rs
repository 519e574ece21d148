//! Every route of the program, and who may: a golden list.
//!
//! The routes are read from the sources, so that one nobody thought of here is asked for all the same.

use std::collections::BTreeMap;
use std::path::Path;

use axum::http::{Method, StatusCode};
use serde_json::json;

use crate::client::{House, Person};

/// Who asks, in the order of the list.
const ASKERS: [&str; 6] = ["nobody signed in", "customer", "developer", "owner", "administrator", "other product's"];

#[tokio::test]
async fn every_route_and_who_may() {
    let house = House::furnished().await;
    let askers = [
        house.stranger(),
        house.person("Adele").await,
        house.person("Priya").await,
        house.person("Tomas").await,
        house.person("Ada").await,
        house.person("Nobody").await,
    ];
    let mut list = vec![format!("{:<58} {}", "", ASKERS.join(" · "))];
    for (path, methods) in routes() {
        for method in methods.split(' ') {
            let mut statuses = Vec::new();
            for asker in &askers {
                statuses.push(ask(asker, method, &filled(&path)).await.as_str().to_owned());
            }
            list.push(format!("{:<58} {}", format!("{method} {path}"), statuses.join(" ")));
        }
    }
    insta::assert_snapshot!(list.join("\n"));
}

#[tokio::test]
async fn every_kind_by_key_and_who_may() {
    let house = House::furnished().await;
    let askers = [
        house.stranger(),
        house.person("Adele").await,
        house.person("Priya").await,
        house.person("Tomas").await,
        house.person("Ada").await,
        house.person("Nobody").await,
    ];
    let mut list = vec![format!("{:<58} {}", "", ASKERS.join(" · "))];
    for of in &house.world.app.kinds {
        let letters = of.kind.letters();
        for path in [
            format!("/api/shelf/{letters}-1"),
            format!("/api/shelf/{letters}-1/history"),
            format!("/shelf/{letters}-1"),
        ] {
            let mut statuses = Vec::new();
            for asker in &askers {
                statuses.push(asker.get(&path).await.status.as_str().to_owned());
            }
            list.push(format!("{path:<58} {}", statuses.join(" ")));
        }
    }
    insta::assert_snapshot!(list.join("\n"));
}

/// A post is sent empty: whoever may not is told so before anything is read.
async fn ask(asker: &Person, method: &str, path: &str) -> StatusCode {
    match method {
        "GET" => asker.get(path).await.status,
        "POST" if path.starts_with("/api/") => asker.post(path, &json!({ "product": "shelf" })).await.status,
        "POST" => asker.post_form(path, &[]).await.status,
        other => asker.ask(other.parse::<Method>().unwrap(), path, &[], axum::body::Body::empty()).await.status,
    }
}

/// The address with something that is there in each place.
fn filled(path: &str) -> String {
    let fill = |part: &str| {
        match part {
            "{product}" => "shelf",
            "{key}" => "G-1",
            "{action}" | "{name}" => "goal.choose",
            "{code}" => "7KQ4-M2XD",
            part if part.starts_with('{') => "1",
            part => part,
        }
        .to_owned()
    };
    path.split('/').map(fill).collect::<Vec<_>>().join("/")
}

/// Path and methods of every route in the sources.
fn routes() -> BTreeMap<String, String> {
    let mut routes = BTreeMap::new();
    let crates = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap();
    for source in sources(crates) {
        let text = std::fs::read_to_string(&source).unwrap();
        for piece in text.split(".route(").skip(1) {
            let Some((path, rest)) = piece.trim_start().strip_prefix('"').and_then(|rest| rest.split_once('"')) else {
                continue;
            };
            let handlers = arguments(rest);
            let has = |method: &str| handlers.contains(&format!("{method}("));
            let methods: Vec<&str> = [("get", "GET"), ("post", "POST"), ("put", "PUT"), ("delete", "DELETE")]
                .into_iter()
                .filter(|(method, _)| has(method))
                .map(|(_, method)| method)
                .collect();
            routes.insert(path.to_owned(), methods.join(" "));
        }
    }
    assert!(routes.len() > 30, "{routes:?}");
    routes
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
