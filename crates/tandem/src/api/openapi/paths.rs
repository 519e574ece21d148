//! The addresses of the document, each with what it takes and answers.

use serde_json::{Value, json};
use together::app::KindOf;
use together::journal::Registered;
use together::thread::Kind;

use super::schemas::kind_name;
use crate::api::rules::{Filter, LIMIT, MOST};
use crate::api::things::address;

/// An address with its methods.
type Described = (String, Value);

/// Lists of each kind.
pub(super) fn of_kinds(kinds: &[&'static KindOf]) -> serde_json::Map<String, Value> {
    kinds.iter().map(|of| of_kind(of)).collect()
}

fn of_kind(of: &KindOf) -> Described {
    let plural = of.kind.plural().to_lowercase();
    let states: Vec<&str> = of.states.iter().map(|(state, _)| *state).collect();
    let in_state = match of.kind {
        Kind::Story => "Only in this state; “ready” is found: what lacks nothing is ready, and no draft any more.",
        _ => "Only in this state.",
    };
    let mut parameters = json!([
        product(),
        query("state", in_state, &json!({ "type": "string", "enum": states })),
        query(
            "stage",
            "Only in this stage.",
            &json!({ "type": "string", "enum": ["open", "active", "done", "dropped"] })
        ),
        query("owner", "Only looked after by: the id of a person, me, or none.", &json!({ "type": "string" })),
        query("q", "Only with these words; the last may be the beginning of one.", &json!({ "type": "string" })),
        query(
            "updated_since",
            "Only changed at or after this moment.",
            &json!({ "type": "string", "format": "date-time" })
        ),
        query("linked_to", "Only linked to the thing with this key, up or down.", &reference("Key")),
        query("after", "Only after this key; the header Link leads on.", &reference("Key")),
        limit(),
    ]);
    if let (Kind::Story, Some(list)) = (of.kind, parameters.as_array_mut()) {
        let order = json!({ "type": "string", "enum": ["backlog"] });
        list.push(query(Filter::ORDER, "Only what stands in the product backlog, in its order.", &order));
    }
    let list = json!({
        "allOf": [reference("Things"), { "properties": { "things": { "items": reference(&kind_name(of.kind)) } } }]
    });
    let get = json!({
        "operationId": format!("list_{}", address(of.kind).replace('-', "_")),
        "summary": format!("The {plural} of a product, in the order of their keys"),
        "tags": ["things"],
        "parameters": parameters,
        "responses": answers(&[("200", "One page of them.", &list)], &["304", "401", "404", "422"])
    });
    (format!("/api/{{product}}/{}", address(of.kind)), json!({ "get": get }))
}

/// Products, one thing, what happened.
pub(super) fn of_reading() -> [Described; 5] {
    let key = json!({ "name": "key", "in": "path", "required": true, "schema": reference("Key") });
    let read = |id: &str, tag: &str, summary: &str, parameters: Value, answer: &str| {
        json!({ "get": {
            "operationId": id, "tags": [tag], "summary": summary, "parameters": parameters,
            "responses": answers(&[("200", "As asked.", &reference(answer))], &["304", "401", "404", "422"])
        } })
    };
    let sequence = json!({ "type": "integer" });
    let history = json!([product(), key, query("before", "Only before this sequence.", &sequence), limit()]);
    let journal = json!([product(), query("after", "Only after this sequence.", &sequence), limit()]);
    [
        (
            "/api/products".into(),
            read("list_products", "products", "The products you may look into", json!([]), "Products"),
        ),
        (
            "/api/{product}".into(),
            read("read_product", "products", "A product with your roles in it", json!([product()]), "Product"),
        ),
        (
            "/api/{product}/journal".into(),
            read(
                "read_journal",
                "journal",
                "What happened in a product, oldest first; for members",
                journal,
                "Entries",
            ),
        ),
        (
            "/api/{product}/{key}".into(),
            read("read_thing", "things", "A thing with its links up and down", json!([product(), key]), "Whole"),
        ),
        (
            "/api/{product}/{key}/history".into(),
            read("read_history", "journal", "What happened to a thing, newest first; for members", history, "Entries"),
        ),
    ]
}

/// The address of lists of actions.
pub(super) fn of_lists() -> [Described; 1] {
    let action = json!({ "type": "object", "required": ["action"], "properties": { "action": { "type": "string" } } });
    let list = json!({ "type": "object", "required": ["actions"], "properties": { "actions": { "type": "array", "items": action } } });
    let body = json!({ "allOf": [list, reference("Envelope")] });
    [("/api/actions".into(), json!({ "post": posting("act", "actions", "Several actions, all or none", "", &body) }))]
}

/// The address of one action.
pub(super) fn of_action(action: &Registered, body: &Value) -> Described {
    let room = action.name.split('.').next().unwrap_or_default();
    let schema = (action.schema)();
    let about = schema.get("description").and_then(Value::as_str).unwrap_or_default();
    let (summary, more) = about.split_once("\n\n").unwrap_or((about, ""));
    let post = posting(action.name, room, summary, more, body);
    (format!("/api/actions/{}", action.name), json!({ "post": post }))
}

fn posting(id: &str, tag: &str, summary: &str, description: &str, body: &Value) -> Value {
    let key = "A key of your own for this request: asked again with it within a day, the first answer is given again and nothing is done twice.";
    let parameters = json!([
        { "name": "Idempotency-Key", "in": "header", "schema": { "type": "string", "maxLength": 200 }, "description": key },
        { "name": "If-Match", "in": "header", "schema": { "type": "string", "pattern": "^(W/)?\"?[0-9]{1,18}\"?$" }, "description": "The sequence of the product as you know it: 409 when it has moved on." }
    ]);
    let done = [
        ("200", "Done.", &reference("Done")),
        ("202", "Another's call: it waits as a proposal.", &reference("Proposed")),
    ];
    json!({
        "operationId": id,
        "tags": [tag],
        "summary": summary,
        "description": description,
        "parameters": parameters,
        "requestBody": { "required": true, "content": { "application/json": { "schema": body } } },
        "responses": answers(&done, &["401", "403", "404", "409", "422"])
    })
}

fn answers(good: &[(&str, &str, &Value)], others: &[&str]) -> Value {
    let json_of = |schema: &Value, kind: &str| json!({ kind: { "schema": schema } });
    let good = good.iter().map(|(status, what, schema)| {
        (*status, json!({ "description": what, "content": json_of(schema, "application/json") }))
    });
    // Any of them may find the database too busy.
    let others = others.iter().chain(&["503"]).map(|status| {
        let problem = json_of(&reference("Problem"), "application/problem+json");
        let answer = match *status {
            "304" => json!({ "description": "Unchanged since the ETag sent as If-None-Match." }),
            "401" => json!({ "description": "Nobody is let in with that.", "content": problem }),
            "403" => json!({ "description": "Not yours to do, and not to be proposed.", "content": problem }),
            "404" => json!({ "description": "Not there, or not yours to see.", "content": problem }),
            "409" => json!({ "description": "Somebody was first: with both versions.", "content": problem }),
            "503" => json!({
                "description": "So much is written at the moment that this waited too long; nothing was changed.",
                "headers": { "Retry-After": { "description": "The seconds until the next try.", "schema": { "type": "integer" } } },
                "content": problem
            }),
            _ => json!({ "description": "A rule said no; nothing was changed.", "content": problem }),
        };
        (*status, answer)
    });
    good.chain(others).map(|(status, answer)| (status.to_owned(), answer)).collect::<serde_json::Map<_, _>>().into()
}

fn product() -> Value {
    json!({ "name": "product", "in": "path", "required": true, "schema": { "type": "string" }, "description": "The key of the product." })
}

fn query(name: &str, about: &str, schema: &Value) -> Value {
    json!({ "name": name, "in": "query", "schema": schema, "description": about })
}

fn limit() -> Value {
    query("limit", "At most so many.", &json!({ "type": "integer", "minimum": 1, "maximum": MOST, "default": LIMIT }))
}

fn reference(name: &str) -> Value {
    json!({ "$ref": format!("#/components/schemas/{name}") })
}
