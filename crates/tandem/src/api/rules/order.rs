//! An order: one action or a list of them, and how they are to be taken.

use std::collections::BTreeMap;

use ground::web::Refusal;
use schemars::JsonSchema;
use serde::Deserialize;
use serde_json::{Map, Value};

/// What stands beside an action's own fields.
#[derive(Debug, Default, PartialEq, Deserialize, JsonSchema)]
#[serde(default)]
pub struct Envelope {
    /// The key of the product; left out by actions of the workspace.
    pub product: Option<String>,
    /// Why; it stands in the journal.
    pub reason: Option<String>,
    /// Make it a proposal although it could be decided at once.
    pub propose: bool,
    /// Things by key with the sequence they were read at: refused with 409 when one has changed since.
    pub expect: BTreeMap<String, i64>,
}

/// The names of [`Envelope`]'s fields. An action with a field of such a name keeps it.
pub const ENVELOPE: [&str; 4] = ["product", "reason", "propose", "expect"];

/// An action as it was asked for.
#[derive(Debug, PartialEq)]
pub struct Asked {
    /// Its name.
    pub name: String,
    /// Its own fields.
    pub body: Value,
}

/// Actions to be performed together, all or none.
#[derive(Debug, PartialEq)]
pub struct Order {
    /// What stands around them.
    pub envelope: Envelope,
    /// The actions.
    pub actions: Vec<Asked>,
}

/// The most actions in one list.
const MOST: usize = 500;

impl Order {
    /// One action, named by the address; `own` are the names of its fields.
    pub fn one(name: &str, own: Option<&[String]>, body: &[u8]) -> Result<Self, Refusal> {
        let mut fields = object(body)?;
        let envelope = take_envelope(&mut fields, own)?;
        known(name, own, &fields)?;
        Ok(Self { envelope, actions: vec![Asked { name: name.to_owned(), body: fields.into() }] })
    }

    /// A list, each with its name as `action`; `own` tells the names of an action's fields.
    pub fn list(own: impl Fn(&str) -> Option<Vec<String>>, body: &[u8]) -> Result<Self, Refusal> {
        let mut fields = object(body)?;
        let envelope = take_envelope(&mut fields, None)?;
        let Some(Value::Array(list)) = fields.remove("actions") else {
            let message = "A list of actions is missing: {\"product\": …, \"actions\": [{\"action\": …}]}.";
            return Err(Refusal::new("actions-missing", message).at("actions"));
        };
        known("This list", Some(&[]), &fields)?;
        if list.len() > MOST {
            let message = format!("The list has {} actions; {MOST} fit. Nothing was changed.", list.len());
            return Err(Refusal::new("too-many-actions", message).at("actions"));
        }
        let asked = |(n, action): (usize, Value)| {
            let Value::Object(mut fields) = action else { return Err(nameless(n)) };
            let Some(Value::String(name)) = fields.remove("action") else { return Err(nameless(n)) };
            known(&name, own(&name).as_deref(), &fields)?;
            Ok(Asked { name, body: fields.into() })
        };
        let actions = list.into_iter().enumerate().map(asked).collect::<Result<_, _>>()?;
        Ok(Self { envelope, actions })
    }
}

/// The sequence an `If-Match` header names.
pub fn expected(header: &str) -> Result<i64, Refusal> {
    let text = header.trim().trim_start_matches("W/").trim_matches('"');
    text.parse().map_err(|_| {
        let message = format!("If-Match names the sequence of the product, as \"42\"; {header} is none.");
        Refusal::new("if-match-unreadable", message)
    })
}

fn object(body: &[u8]) -> Result<Map<String, Value>, Refusal> {
    let unreadable = |why: String| Refusal::new("json-unreadable", format!("{why} Nothing was changed."));
    match serde_json::from_slice(body) {
        Ok(Value::Object(fields)) => Ok(fields),
        Ok(_) => Err(unreadable("A JSON object was expected.".to_owned())),
        Err(error) => Err(unreadable(format!("This is not JSON: {error}."))),
    }
}

fn take_envelope(fields: &mut Map<String, Value>, own: Option<&[String]>) -> Result<Envelope, Refusal> {
    let is_own = |name: &str| own.is_some_and(|own| own.iter().any(|field| field == name));
    let mut around = Map::new();
    for name in ENVELOPE.into_iter().filter(|name| !is_own(name)) {
        // Null is as good as absent.
        if let Some(value) = fields.remove(name).filter(|value| !value.is_null()) {
            around.insert(name.to_owned(), value);
        }
    }
    serde_json::from_value(around.into()).map_err(|error| {
        let message = format!("One of product, reason, propose and expect cannot be read: {error}.");
        Refusal::new("envelope-unreadable", message)
    })
}

/// A field that is misspelt would otherwise be left out in silence.
fn known(name: &str, own: Option<&[String]>, fields: &Map<String, Value>) -> Result<(), Refusal> {
    let Some(own) = own else { return Ok(()) };
    match fields.keys().find(|field| own.iter().all(|known| known != *field)) {
        None => Ok(()),
        Some(strange) => {
            let message = format!("{name} has no field “{strange}”. Nothing was changed.");
            let hint = if own.is_empty() { String::new() } else { format!("It has {}.", own.join(", ")) };
            Err(Refusal::new("unknown-field", message).at(strange.clone()).hint(hint))
        }
    }
}

fn nameless(n: usize) -> Refusal {
    let message = format!("Action {} of the list says no name: {{\"action\": \"goal.choose\", …}}.", n + 1);
    Refusal::new("action-nameless", message).at("actions")
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn own(names: &[&str]) -> Vec<String> {
        names.iter().map(|name| (*name).to_owned()).collect()
    }

    fn one(names: &[&str], body: &Value) -> Result<Order, &'static str> {
        Order::one("goal.choose", Some(&own(names)), body.to_string().as_bytes()).map_err(|refusal| refusal.name)
    }

    #[test]
    fn the_envelope_is_taken_from_around_the_fields() {
        let body = json!({ "product": "shelf", "title": "Borrow", "reason": null, "expect": { "G-1": 4 } });
        let order = one(&["title"], &body).unwrap();
        assert_eq!(order.envelope.product.as_deref(), Some("shelf"));
        assert_eq!(order.envelope.expect["G-1"], 4);
        assert_eq!(order.actions[0].body, json!({ "title": "Borrow" }));
    }

    #[test]
    fn a_field_of_the_action_is_the_actions() {
        let order = one(&["product"], &json!({ "product": "0192" })).unwrap();
        assert_eq!(order.envelope, Envelope::default());
        assert_eq!(order.actions[0].body, json!({ "product": "0192" }));
    }

    #[test]
    fn what_cannot_be_read_is_named() {
        assert_eq!(one(&["title"], &json!({ "titel": "Borrow" })), Err("unknown-field"));
        assert_eq!(one(&["title"], &json!(["shelf"])), Err("json-unreadable"));
        assert_eq!(one(&["title"], &json!({ "propose": "yes" })), Err("envelope-unreadable"));
        assert_eq!(Order::one("a.b", None, b"{").unwrap_err().name, "json-unreadable");
    }

    #[test]
    fn a_list_names_each_action_and_has_an_end() {
        let list = |body: Value| {
            let known = |name: &str| (name == "goal.choose").then(|| own(&["title"]));
            Order::list(known, body.to_string().as_bytes()).map_err(|refusal| refusal.name)
        };
        let two = json!({ "product": "shelf", "actions": [{ "action": "goal.choose", "title": "A" }, { "action": "strange", "x": 1 }] });
        assert_eq!(list(two).unwrap().actions.len(), 2);
        assert_eq!(list(json!({ "product": "shelf" })), Err("actions-missing"));
        assert_eq!(list(json!({ "actions": [{ "title": "A" }] })), Err("action-nameless"));
        assert_eq!(list(json!({ "actions": [{ "action": "goal.choose", "titel": "A" }] })), Err("unknown-field"));
        assert_eq!(list(json!({ "actions": [], "produkt": "shelf" })), Err("unknown-field"));
        let many = |n: usize| json!({ "actions": vec![json!({ "action": "strange" }); n] });
        assert_eq!(list(many(MOST)).unwrap().actions.len(), MOST);
        assert_eq!(list(many(MOST + 1)), Err("too-many-actions"));
    }

    #[test]
    fn if_match_names_a_sequence() {
        for good in ["42", "\"42\"", "W/\"42\""] {
            assert_eq!(expected(good), Ok(42));
        }
        assert_eq!(expected("*").unwrap_err().name, "if-match-unreadable");
    }
}
