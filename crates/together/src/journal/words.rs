//! Entries of the journal in words.

use ground::clock::Ts;
use serde_json::Value;

use super::change::{CREATED, HIDDEN, LINK};
use super::history::{Changed, Entry};
use super::{Action, proposals};
use crate::app::App;
use crate::decisions::RunOut;
use crate::products::actions as products;
use crate::roles::changes;
use crate::roles::rules::Right;
use crate::thread::{Field, Holds};
use crate::words::{date, lower_first, measured};

/// What was done, past tense: “Moved it”.
pub(crate) fn did(app: &App, entry: &Entry) -> String {
    match entry.action.as_str() {
        proposals::MADE => "Proposed it".to_owned(),
        RunOut::NAME => RunOut::DID.to_owned(),
        name => app.registry.known(name).map_or_else(|| name.replace('.', ": "), |action| action.did.to_owned()),
    }
}

/// What was done with the first change, as the end of a sentence: “changed points from 8 to 5”.
pub(crate) fn spoken(app: &App, entry: &Entry, changes: &[Changed]) -> String {
    let Some(change) = changes.first() else { return lower_first(&did(app, entry)) };
    let (before, after) = (value(app, change, &change.before), value(app, change, &change.after));
    let name = field(app, change);
    match (change.field.as_str(), before, after) {
        _ if entry.action == RunOut::NAME => lower_first(RunOut::DID),
        (CREATED, ..) => "wrote it".to_owned(),
        (HIDDEN, _, Some(_)) => "removed it".to_owned(),
        (HIDDEN, ..) => "brought it back".to_owned(),
        (name, ..) if TOLD_BY_THE_DEED.iter().any(|room| name.starts_with(room)) => lower_first(&did(app, entry)),
        (name, None, Some(words)) if name.starts_with("comment: ") && short(&words) => format!("said “{words}”"),
        (name, None, Some(after)) if name.starts_with(LINK) => format!("linked it: {} {after}", &name[LINK.len()..]),
        (name, Some(before), None) if name.starts_with(LINK) => {
            format!("unlinked it: {} {before}", &name[LINK.len()..])
        }
        (_, Some(before), Some(after)) if short(&before) && short(&after) => {
            format!("changed {name} from {before} to {after}")
        }
        (_, None, Some(after)) if short(&after) => format!("set {name} to {after}"),
        (_, Some(before), None) if short(&before) => format!("took {name} {before} away"),
        _ => lower_first(&did(app, entry)),
    }
}

/// Changes of which the history says what was done: what is kept of them says less.
const TOLD_BY_THE_DEED: [&str; 6] = ["question: ", "hint: ", "subtask: ", "tick: ", "poker: ", "split into"];

fn short(text: &str) -> bool {
    text.chars().count() <= 60
}

/// The name of a changed field.
pub(crate) fn field(app: &App, change: &Changed) -> String {
    let name = change.field.as_str();
    match name {
        CREATED => "written".to_owned(),
        HIDDEN => "removed".to_owned(),
        _ if name.starts_with(LINK) => name.trim_start_matches(LINK).to_owned(),
        _ => (labelled(app, change).or_else(|| changes::field_in_words(name)))
            .unwrap_or_else(|| undeclared(name).to_owned()),
    }
}

/// The name of a field no kind declares: the word before its colon, “comment”, since an id or a kind of link stands behind
/// it; but of what everybody knows to be meant what is said of it, “points of a release”.
fn undeclared(name: &str) -> &str {
    match name.split_once(": ") {
        Some(("product" | "member" | "follows", what)) => what,
        Some((room, _)) => room,
        None => name,
    }
}

fn labelled(app: &App, change: &Changed) -> Option<String> {
    declared(app, change).map(|field| field.label.to_owned())
}

/// The field of the thing that was changed: kinds call fields of one name differently.
fn declared(app: &App, change: &Changed) -> Option<&'static Field> {
    app.field(change.kind?, &change.field)
}

/// A share kept in thousandths: “45.5%”.
fn per_cent(thousandths: i64) -> String {
    match (thousandths / 10, thousandths % 10) {
        (whole, 0) => format!("{whole}%"),
        (whole, tenths) => format!("{whole}.{tenths}%"),
    }
}

/// A value before or after a change, as a person reads it; nothing for null.
pub(crate) fn value(app: &App, change: &Changed, json: &Option<String>) -> Option<String> {
    let value: Value = serde_json::from_str(json.as_deref()?).ok()?;
    // Times are kept as numbers, and whom an id means is for whoever draws the page to look up.
    match declared(app, change).map(|field| field.holds) {
        Some(Holds::Time) => return Some(date(Ts(value.as_i64()?), app.clock.now())),
        Some(Holds::Id) => return None,
        Some(Holds::Share) => return value.as_i64().map(per_cent),
        Some(Holds::Real) => return value.as_f64().map(measured),
        _ => {}
    }
    let of_room =
        changes::value_in_words(&change.field, &value).or_else(|| products::value_in_words(&change.field, &value));
    if of_room.is_some() {
        return of_room;
    }
    if change.field == "right"
        && let Some(right) = value.as_str().and_then(Right::of_code)
    {
        return Some(right.label().to_owned());
    }
    let text = match &value {
        Value::Null => return None,
        Value::String(text) => text.clone(),
        Value::Bool(true) => "yes".to_owned(),
        Value::Bool(false) => "no".to_owned(),
        // A value with more to it says in `says` how it reads; whom one without means is looked up as an id is.
        Value::Object(parts) => {
            parts.get("says").map(|says| says.as_str().map_or_else(|| says.to_string(), str::to_owned))?
        }
        other => other.to_string(),
    };
    let text = if change.field == HIDDEN { "removed".to_owned() } else { text };
    Some(if text.chars().count() > 300 { format!("{}…", text.chars().take(300).collect::<String>()) } else { text })
}
