//! The document as a page for people: how to ask, what there is to read, what there is to do.

use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::{IntoResponse, Response};
use ground::ui::{self, Document, Theme};
use maud::{Markup, html};
use serde_json::Value;
use together::app::{App, KindOf};
use together::journal::Registered;

use super::openapi::{newest, schema_of};
use super::rules::Filter;
use super::things::address;

/// `GET /api`: the same for everybody; it says nothing of what is in the workspace.
pub async fn show(State(app): State<App>, headers: HeaderMap) -> Response {
    let rooms = rooms(&app);
    let base = app.settings.address(&headers);
    let body = html! {
        main #main.main tabindex="-1" {
            .page {
                .paged {
                    (contents(&rooms))
                    article.guide {
                        header { h1 { "For programs" } p.lead { "What people do on pages, programs do here: the same actions, the same rights, the same journal." } }
                        (asking(&base))
                        (reading(&app.kinds, &base))
                        @for (room, actions) in &rooms { (doing(room, actions, &base)) }
                    }
                }
            }
        }
    };
    let document = Document {
        title: "For programs · Tandem",
        lang: "en",
        theme: Theme::System,
        head_meta: html! {},
        body: html! { a.skip href="#main" { "Skip to content" } (body) },
    };
    ui::document(&document).into_response()
}

type Room<'a> = (&'a str, Vec<&'a Registered>);

/// Actions by the first part of their names.
fn rooms(app: &App) -> Vec<Room<'_>> {
    let mut rooms: Vec<Room<'_>> = Vec::new();
    for action in newest(app) {
        let room = action.name.split('.').next().unwrap_or_default();
        match rooms.last_mut() {
            Some((last, actions)) if *last == room => actions.push(action),
            _ => rooms.push((room, vec![action])),
        }
    }
    rooms
}

fn contents(rooms: &[Room<'_>]) -> Markup {
    html! {
        nav.contents aria-label="Contents" {
            ol {
                li { a href="#asking" { "How to ask" } }
                li { a href="#reading" { "What to read" } }
                @for (room, actions) in rooms {
                    li { a href={ "#" (room) } { (heading(room)) } small { (together::words::counted(count(actions), "action", "actions")) } }
                }
            }
        }
    }
}

fn asking(base: &str) -> Markup {
    html! {
        section #asking {
            h2 { "How to ask" }
            p { "Make a token on your " a href="/account#tokens" { "account page" } " and send it with every request. It acts as you and never does more than you may; one that only reads is refused whenever something would change." }
            p.secret { "curl " (base) "/api/products -H 'Authorization: Bearer tdm_…'" }
            p { "To change something, post the fields of an action with the key of its product. " strong { "200" } " says what was done, with the sequence in the journal. " strong { "202" } " says that it is another's call: it now waits as a proposal. Every refusal has a name, a sentence and often a hint (RFC 9457); nothing was changed then." }
            p.secret { "curl " (base) "/api/actions/goal.choose -H 'Authorization: Bearer tdm_…' -d '{\"product\": \"shelf\", \"title\": \"More residents borrow\", \"reason\": \"The board asked\"}'" }
            table.table.words {
                colgroup { col.w-l; col; }
                thead { tr { th scope="col" { "Beside the fields" } th scope="col" { "What it does" } } }
                tbody {
                    tr { th scope="row" { span.secret { "reason" } } td.dim { "Why; it stands in the journal and in the proposal." } }
                    tr { th scope="row" { span.secret { "propose" } } td.dim { "Asks who decides, although you could decide yourself." } }
                    tr { th scope="row" { span.secret { "expect" } } td.dim { "Things with the sequence you read them at: {\"S-214\": 17}. Refused with 409 and both versions when one has changed since." } }
                    tr { th scope="row" { span.secret { "If-Match" } } td.dim { "A header: the same for the whole product." } }
                    tr { th scope="row" { span.secret { "Idempotency-Key" } } td.dim { "A header with a key of your own: asked again within a day, the first answer is given again and nothing is done twice." } }
                }
            }
            p { "Several actions that belong together are posted to " span.secret { "/api/actions" } " as a list; all of them happen, or none. The whole interface is described in " a href="/api/openapi.json" { "OpenAPI 3.1" } "." }
        }
    }
}

fn reading(kinds: &[&'static KindOf], base: &str) -> Markup {
    html! {
        section #reading {
            h2 { "What to read" }
            p { "Lists come in the order of keys, a page at a time; the header " span.secret { "Link" } " leads on. An answer has an " span.secret { "ETag" } ": ask with it again and an unchanged product answers 304. A list is narrowed by " (Filter::NAMES.join(", ")) ". Whether a story is ready is found: what lacks nothing is ready, and no draft any more. With " span.secret { (Filter::ORDER) "=backlog" } " stories come as the product backlog stands." }
            p.secret { "curl '" (base) "/api/shelf/goals?state=running&limit=50' -H 'Authorization: Bearer tdm_…'" }
            table.table.words {
                colgroup { col.w-xl; col.w-l; col; }
                thead { tr { th scope="col" { "Address" } th scope="col" { "States" } th scope="col" { "Fields" } } }
                tbody {
                    @for of in kinds {
                        tr {
                            th scope="row" { span.secret { "/api/{product}/" (address(of.kind)) } }
                            td.dim.small { (of.states.iter().map(|(state, _)| *state).collect::<Vec<_>>().join(", ")) }
                            td.dim.small { (of.fields.iter().map(|field| field.name).collect::<Vec<_>>().join(", ")) }
                        }
                    }
                    (also("/api/products", "The products you may look into."))
                    (also("/api/{product}/{key}", "A thing with what it links to and what links to it."))
                    (also("/api/{product}/{key}/history", "What happened to it, newest first, before a sequence; for members."))
                    (also("/api/{product}/journal", "What happened in the product, oldest first, after a sequence; for members."))
                }
            }
        }
    }
}

fn also(address: &str, about: &str) -> Markup {
    html! { tr { th scope="row" { span.secret { (address) } } td.dim.small colspan="2" { (about) } } }
}

fn doing(room: &str, actions: &[&Registered], base: &str) -> Markup {
    html! {
        section #(room) {
            h2 { (heading(room)) }
            .stack { @for action in actions { (one(action, base)) } }
        }
    }
}

fn one(action: &Registered, base: &str) -> Markup {
    let schema = schema_of(action);
    let about = schema["description"].as_str().unwrap_or_default();
    let fields: Vec<Field<'_>> = fields(&schema);
    html! {
        div id=(action.name) {
            h3 { span.secret { (action.name) } }
            @for paragraph in about.split("\n\n") { p.dim { (paragraph) } }
            @if !fields.is_empty() {
                table.table.words {
                    colgroup { col.w-l; col.w-xl; col; }
                    thead { tr { th scope="col" { "Field" } th scope="col" { "Holds" } th scope="col" { "Meaning" } } }
                    tbody {
                        @for field in &fields {
                            tr {
                                th scope="row" { span.secret { (field.name) } @if field.needed { " " span.small.faint { "needed" } } }
                                td.dim.small { (field.holds) }
                                td.dim.small { (field.about) }
                            }
                        }
                    }
                }
            }
            p.secret { "curl " (base) "/api/actions/" (action.name) " -H 'Authorization: Bearer tdm_…' -d '" (example(&fields)) "'" }
        }
    }
}

/// A field of an action as people read it.
struct Field<'a> {
    name: &'a str,
    holds: String,
    about: &'a str,
    needed: bool,
}

fn fields(schema: &Value) -> Vec<Field<'_>> {
    let needed = schema["required"].as_array().map_or(&[][..], Vec::as_slice);
    let all = schema["properties"].as_object().into_iter().flatten();
    all.map(|(name, of)| Field {
        name,
        holds: holds(of, schema),
        about: of["description"].as_str().unwrap_or_default(),
        needed: needed.iter().any(|wanted| wanted == name),
    })
    .collect()
}

/// What a field holds, in words.
fn holds(of: &Value, root: &Value) -> String {
    if let Some(name) = of["$ref"].as_str().and_then(|target| target.rsplit('/').next()) {
        return if name == "Key" { "a key".to_owned() } else { holds(&root["$defs"][name], root) };
    }
    let choices = of["enum"].as_array().or_else(|| of["oneOf"].as_array()).or_else(|| of["anyOf"].as_array());
    if let Some(choices) = choices {
        let choice = |value: &Value| match value {
            Value::String(text) => text.clone(),
            value if value["const"].is_string() => value["const"].as_str().unwrap_or_default().to_owned(),
            value => holds(value, root),
        };
        let choices: Vec<String> = choices.iter().map(choice).filter(|choice| !choice.is_empty()).collect();
        return choices.join(", ");
    }
    let named = |name: &str| match name {
        "string" if of["format"] == "uuid" => "an id".to_owned(),
        "string" if of["format"] == "date-time" => "a moment".to_owned(),
        "string" => "text".to_owned(),
        "integer" => "a whole number".to_owned(),
        "number" => "a number".to_owned(),
        "boolean" => "true or false".to_owned(),
        "array" => format!("a list: {}", holds(&of["items"], root)),
        "null" => String::new(),
        _ => "an object".to_owned(),
    };
    match &of["type"] {
        Value::String(name) => named(name),
        Value::Array(names) => {
            names.iter().filter_map(Value::as_str).find(|name| *name != "null").map(named).unwrap_or_default()
        }
        _ => String::new(),
    }
}

/// The body of an example: what is needed, with values of the right kind.
fn example(fields: &[Field<'_>]) -> String {
    let value = |field: &Field<'_>| match field.holds.as_str() {
        "a key" => "\"S-214\"".to_owned(),
        "a whole number" | "a number" => "3".to_owned(),
        "true or false" => "true".to_owned(),
        list if list.starts_with("a list") => "[]".to_owned(),
        "text" | "an id" | "a moment" | "an object" | "" => "\"…\"".to_owned(),
        choices => format!("\"{}\"", choices.split(", ").next().unwrap_or_default()),
    };
    let own = fields.iter().filter(|field| field.needed).map(|field| format!("\"{}\": {}", field.name, value(field)));
    let product = fields.iter().all(|field| field.name != "product").then(|| "\"product\": \"shelf\"".to_owned());
    format!("{{{}}}", product.into_iter().chain(own).collect::<Vec<_>>().join(", "))
}

fn heading(room: &str) -> String {
    let words = room.replace('_', " ");
    words[..1].to_uppercase() + &words[1..]
}

fn count(actions: &[&Registered]) -> i64 {
    i64::try_from(actions.len()).unwrap_or(i64::MAX)
}
