//! What a proposal would change, line by line, as a person reads it.

use ground::ui;
use maud::{Markup, html};
use serde_json::Value;
use uuid::Uuid;

use crate::journal::history::Changed;
use crate::journal::{CREATED, Change, LINK, words};
use crate::people::PersonId;
use crate::roles::names::Names;
use crate::thread::Holds;
use crate::visit::Visit;
use crate::words::date;

/// One line: what, before, after.
struct Line {
    what: String,
    before: String,
    after: String,
}

/// Before and after of each change; of many the first, and how many more there are.
pub(crate) fn diff(visit: &Visit, names: &Names, changes: &[Change], most: usize) -> Markup {
    let mut lines: Vec<Line> = Vec::new();
    for change in changes {
        let next = line(visit, names, change);
        match lines.iter_mut().find(|line| change.field.starts_with(LINK) && line.goes_on_in(&next)) {
            Some(line) => line.after = next.after,
            None => lines.push(next),
        }
    }
    html! {
        (ui::diff(lines.iter().take(most).map(|line| ui::Change { what: &line.what, before: &line.before, after: &line.after })))
        @if lines.len() > most { p.small.faint { "and " (lines.len() - most) " more" } }
    }
}

impl Line {
    /// Whether a link that ends here begins anew in another line: a move from the one to the other.
    fn goes_on_in(&self, next: &Self) -> bool {
        self.what == next.what && self.after.is_empty() && next.before.is_empty()
    }
}

/// What a refusal says has moved on: as it was found, and as it is.
pub(crate) fn moved_on(visit: &Visit, names: &Names, found: &Value, now: &Value) -> Markup {
    let lines: Vec<_> = (found.as_object().into_iter().flatten())
        .map(|(name, was)| line(visit, names, &named(name, was, &now[name.as_str()])))
        .collect();
    ui::diff(lines.iter().map(|line| ui::Change { what: &line.what, before: &line.before, after: &line.after }))
}

/// What a refusal names by the key of a thing and a field of it, “F-3 text”, or by the field alone.
fn named(name: &str, before: &Value, after: &Value) -> Change {
    let of_thing = name.split_once(' ').and_then(|(key, field)| Some((key.parse().ok()?, field)));
    let (key, field) = of_thing.map_or((None, name), |(key, field)| (Some(key), field));
    Change { thing: None, key, field: field.to_owned(), before: before.clone(), after: after.clone() }
}

fn line(visit: &Visit, names: &Names, change: &Change) -> Line {
    let changed = Changed {
        seq: 0,
        thing: change.thing,
        kind: change.key.map(|key| key.kind),
        field: change.field.clone(),
        before: written(&change.before),
        after: written(&change.after),
    };
    let field = words::field(visit.app(), &changed);
    let what = match change.key {
        Some(key) if change.field == CREATED => format!("New {}", key.kind.title().to_lowercase()),
        Some(key) => format!("{key}, {field}"),
        None => field,
    };
    let side = |value: &Value, json: &Option<String>| {
        special(visit, names, change, value).or_else(|| words::value(visit.app(), &changed, json)).unwrap_or_default()
    };
    Line { what, before: side(&change.before, &changed.before), after: side(&change.after, &changed.after) }
}

fn written(value: &Value) -> Option<String> {
    (!value.is_null()).then(|| value.to_string())
}

/// Times and people are kept as numbers and ids, which nobody reads.
fn special(visit: &Visit, names: &Names, change: &Change, value: &Value) -> Option<String> {
    let field = visit.app().field(change.key?.kind, &change.field)?;
    match field.holds {
        Holds::Time => Some(date(ground::clock::Ts(value.as_i64()?), visit.signed.now)),
        Holds::Id => {
            let person = PersonId::from(value.as_str()?.parse::<Uuid>().ok()?);
            names.find(person).map(str::to_owned)
        }
        Holds::Text | Holds::Whole | Holds::Share | Holds::Real => None,
    }
}
