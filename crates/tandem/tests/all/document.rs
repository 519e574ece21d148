//! The document of the interface, and the page it is read on.

use std::collections::BTreeSet;

use axum::http::StatusCode;
use serde_json::Value;

use crate::client::House;

/// All `$ref`s inside of a value.
fn references<'a>(value: &'a Value, into: &mut BTreeSet<&'a str>) {
    match value {
        Value::Object(fields) => {
            for (name, value) in fields {
                match value {
                    Value::String(target) if name == "$ref" => drop(into.insert(target)),
                    other => references(other, into),
                }
            }
        }
        Value::Array(items) => items.iter().for_each(|item| references(item, into)),
        _ => {}
    }
}

#[tokio::test]
async fn the_document_lists_every_action_and_every_kind() {
    let house = House::new().await;
    let document = house.stranger().get("/api/openapi.json").await.json();
    assert_eq!(document["openapi"], "3.1.0");
    let paths = document["paths"].as_object().unwrap();
    let actions: BTreeSet<&str> = paths.keys().filter_map(|path| path.strip_prefix("/api/actions/")).collect();
    let registered: BTreeSet<&str> = house.world.app.registry.all().iter().map(|action| action.name).collect();
    assert_eq!(actions, registered);
    for (name, schema) in document["components"]["schemas"].as_object().unwrap() {
        assert!(schema.is_object() || schema.is_boolean(), "{name}");
    }

    let mut used = BTreeSet::new();
    references(&document, &mut used);
    for reference in used {
        let pointer = reference.strip_prefix('#').unwrap();
        assert!(document.pointer(pointer).is_some(), "{reference} leads nowhere");
    }
}

/// The least that fits a schema of the document.
fn least(schema: &Value, document: &Value) -> Value {
    if let Some(target) = schema["$ref"].as_str() {
        return match target.rsplit('/').next() {
            Some("Key") => "S-1".into(),
            _ => least(document.pointer(target.trim_start_matches('#')).unwrap(), document),
        };
    }
    let first = |name: &str| schema[name].get(0).cloned();
    if let Some(value) = schema.get("const").cloned().or_else(|| first("enum")) {
        return value;
    }
    if let Some(one) = first("oneOf").or_else(|| first("anyOf")).or_else(|| first("allOf")) {
        return least(&one, document);
    }
    match schema["type"].as_str().or_else(|| schema["type"][0].as_str()) {
        Some("object") => {
            let needed = schema["required"].as_array().into_iter().flatten().filter_map(Value::as_str);
            needed.map(|name| (name.to_owned(), least(&schema["properties"][name], document))).collect()
        }
        Some("array") => Value::Array(vec![]),
        Some("integer" | "number") => 1.into(),
        Some("boolean") => false.into(),
        _ if schema["format"] == "uuid" => uuid::Uuid::nil().to_string().into(),
        _ => "x".into(),
    }
}

#[tokio::test]
async fn no_action_breaks_on_what_the_document_allows_wherever_it_is_asked_for() {
    let house = House::furnished().await;
    let (ada, tomas) = (house.program("Ada", "full").await, house.program("Tomas", "full").await);
    let (adele, nobody) = (house.program("Adele", "full").await, house.program("Nobody", "full").await);
    let document = house.stranger().get("/api/openapi.json").await.json();
    let actions: Vec<&str> = house.world.app.registry.all().iter().map(|action| action.name).collect();
    let (mut broken, mut seen) = (Vec::new(), Vec::new());
    for name in actions.into_iter().filter(|name| !name.starts_with("product.re") && !name.starts_with("person.")) {
        let fields = least(&document["components"]["schemas"][name], &document);
        for (who, asker) in [("Ada", &ada), ("Tomas", &tomas), ("Adele", &adele), ("Nobody", &nobody)] {
            for product in [Value::Null, "shelf".into()] {
                let mut body = fields.clone();
                body["product"] = product.clone();
                let answer = asker.post(&format!("/api/actions/{name}"), &body).await;
                if answer.status.is_server_error() {
                    broken.push(format!("{name} of {who} in {product}: {}", answer.text));
                } else if who == "Nobody"
                    && !product.is_null()
                    && answer.status != StatusCode::NOT_FOUND
                    && !answer.text.contains("action-unreadable")
                {
                    seen.push(format!("{name}: {}", answer.text));
                }
            }
        }
    }
    assert!(broken.is_empty(), "{broken:#?}");
    assert!(seen.is_empty(), "told to somebody of another product: {seen:#?}");
}

#[tokio::test]
async fn an_action_keeps_names_of_its_own() {
    let house = House::new().await;
    // Its fields are read beside those of the envelope, so they had better be called otherwise.
    let shared = |fields: &[String]| fields.iter().any(|field| tandem::api::rules::ENVELOPE.contains(&field.as_str()));
    let mut strange = Vec::new();
    for action in house.world.app.registry.all() {
        let schema = (action.schema)();
        let fields = schema.get("properties").and_then(Value::as_object);
        let fields: Vec<String> = fields.into_iter().flatten().map(|(name, _)| name.clone()).collect();
        if shared(&fields) || fields.iter().any(|field| field == "action" || field == "actions") {
            strange.push(action.name);
        }
    }
    assert_eq!(strange, ["product.return"]);
}

#[tokio::test]
async fn what_there_is_besides_actions() {
    let house = House::new().await;
    let document = house.stranger().get("/api/openapi.json").await.json();
    let paths = document["paths"].as_object().unwrap().keys().filter(|path| !path.starts_with("/api/actions/"));
    let paths: Vec<&str> = paths.map(String::as_str).collect();
    insta::assert_snapshot!(paths.join("\n"));
}

#[tokio::test]
async fn the_page_says_the_same_to_people() {
    let house = House::new().await;
    let page = house.stranger().get("/api").await;
    assert_eq!(page.status, StatusCode::OK);
    for action in house.world.app.registry.all() {
        assert!(page.text.contains(&format!("id=\"{}\"", action.name)), "{}", action.name);
    }
    assert!(page.text.contains("/api/{product}/key-results"), "{}", page.text);
    assert!(page.text.contains("curl http://tandem.test/api/products"), "examples are for the address one came by");
    assert!(page.text.contains("The objective, in a few words."));
}
