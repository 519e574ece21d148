//! What the pages of this floor share.

use discovery::demand::Demand;
use discovery::demand::pages::figures;
use ground::ui::{self, State};
use ground::web::{Failure, FormPairs};
use maud::{Markup, html};
use serde_json::Value;
use together::roles::marks::Marks;
use together::roles::rules::{Right, RightSet, Role};
use together::thread::Key;
use together::visit::{Kept, Visit};
/// A state as a chip says it.
pub(crate) use together::words::upper_first as capital;
use together::words::{counted, grouped};

use crate::stories::store::Asking;

/// Whose call a fact is: the mark of the two voices, or the word of another role.
pub(crate) fn whose(marks: &Marks, right: Right) -> Markup {
    match marks.decider(right) {
        Some(role) if !matches!(role, Role::ProductManager | Role::ProductOwner | Role::BusinessLeader) => {
            html! { span.push.small.faint { (role.short()) } }
        }
        _ => marks.call(right),
    }
}

/// What a button says: what it does for those whose call it is, that it proposes for all others.
pub(crate) fn press<'a>(
    visit: &Visit,
    marks: &Marks,
    rights: impl Into<RightSet>,
    acts: &'a str,
    proposes: &'a str,
) -> &'a str {
    if rights.into().iter().all(|right| marks.acts(visit, right)) { acts } else { proposes }
}

/// A form that may have been refused: what was written into it, and what is wrong with it.
#[derive(Clone, Copy)]
pub(crate) struct Form<'a>(Option<&'a Kept>);

impl<'a> Form<'a> {
    /// The form of an action.
    pub(crate) fn of(visit: &'a Visit, action: &str) -> Self {
        Self(visit.kept(action))
    }

    /// The form of an action about one thing, where a page has several.
    pub(crate) fn about(visit: &'a Visit, action: &str, name: &str, id: &str) -> Self {
        Self(visit.kept(action).filter(|kept| kept.value(name) == Some(id)))
    }

    /// Whether it comes back.
    pub(crate) fn is_back(&self) -> bool {
        self.0.is_some()
    }

    /// What was written, else what is stored.
    pub(crate) fn value(&self, name: &str, stored: &'a str) -> &'a str {
        self.0.map_or(stored, |kept| kept.value(name).unwrap_or_default())
    }

    /// What is wrong with a field.
    pub(crate) fn error(&self, name: &str) -> Option<&'a str> {
        self.0.and_then(|kept| kept.error(name))
    }

    /// What the form saw of the thing: what it saw first, so that saving again still asks.
    pub(crate) fn seen(&self, now: i64) -> i64 {
        match self.0.map(|kept| &kept.failure) {
            // The difference is shown beside the form, so it has been seen by now.
            Some(Failure::Conflict(_)) | None => now,
            Some(_) => self.0.and_then(|kept| kept.value("seen")?.parse().ok()).unwrap_or(now),
        }
    }

    /// What stands now where somebody else was first, or what is wrong with no field in particular.
    pub(crate) fn trouble(&self) -> Markup {
        let Some(kept) = self.0 else { return html! {} };
        let Failure::Conflict(conflict) = &kept.failure else {
            let general = kept.general_error();
            return html! { @if let Some(message) = general { (ui::notice(html! { strong { (message) } }).state(State::LATE)) } };
        };
        let stored = conflict.stored.as_object().cloned().unwrap_or_default();
        html! {
            (ui::notice(html! { strong { (conflict.refusal.message) } " What stands there now:" }).state(State::LATE))
            dl.diff.object {
                @for (field, value) in &stored {
                    div {
                        dt { (field) }
                        dd { ins { (plain(value)) } }
                        (ui::icon("arrow"))
                        dd { "yours: " (plain(&conflict.sent[field])) }
                    }
                }
            }
        }
    }
}

fn plain(value: &Value) -> String {
    match value {
        Value::Null => "nothing".to_owned(),
        Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}

/// A form of one field that changes one fact: its label above, its button beside it.
pub(crate) struct FactForm<'a> {
    pub(crate) action: &'a str,
    pub(crate) thing: Key,
    pub(crate) id: &'a str,
    pub(crate) label: &'a str,
    pub(crate) hint: &'a str,
    pub(crate) button: &'a str,
}

impl FactForm<'_> {
    /// The form around its field.
    pub(crate) fn around(&self, visit: &Visit, field: ui::Field<'_>) -> Markup {
        html! {
            form method="post" action=(visit.action(self.action)) {
                (visit.signed.hidden_fields())
                input type="hidden" name="thing" value=(self.thing);
                .field {
                    label for=(self.id) { (self.label) }
                    .line { (field.id(self.id).bare()) (ui::button(self.button).small()) }
                    @if !self.hint.is_empty() { small { (self.hint) } }
                }
            }
        }
    }
}

/// What was refused, for the scripts that show a refusal while the page stays as it is.
pub(crate) fn refusal(visit: &Visit) -> Markup {
    let refusal = visit.signed.kept.as_ref().and_then(|kept| kept.failure.refusal());
    html! { @if let Some(refusal) = refusal { p.vh data-refusal { (refusal.message) } } }
}

/// A pair of the query of the page that is shown.
pub(crate) fn asked(visit: &Visit, name: &str) -> Option<String> {
    let (_, query) = visit.signed.path.split_once('?')?;
    FormPairs::parse(query.as_bytes()).ok()?.take(name).filter(|value| !value.is_empty())
}

/// What is asked of a row: people, those who said how important it is, the sum of that, worth; nothing for all where nobody
/// asks.
pub(crate) fn demand_of([people, voices, importance, value]: [Option<i64>; 4]) -> Demand {
    let [people, voices, importance, value] = [people, voices, importance, value].map(Option::unwrap_or_default);
    Demand { people, voices, importance, value, ..Demand::default() }
}

/// Who asks for a thing.
pub(crate) fn asked_for_by(visit: &Visit, marks: &Marks, demand: &Demand, asking: &[Asking]) -> Markup {
    let requests = demand.requests;
    let head = ui::sec_head("Asked for by").aside(marks.line("Place requests", Right::PlaceRequest));
    html! {
        section #asked {
            @if requests == 0 {
                (head)
                p.dim { "No request asks for this yet. " a.link href=(visit.at("requests")) { "Look through the requests" } }
            } @else {
                (head.count(counted(requests, "request", "requests")))
                (figures(demand))
                ul.rows {
                    @for one in asking.iter() {
                        li.row.row-stackable {
                            div {
                                .clip { a href=(visit.at(format!("R-{}", one.number))) { span.id { "R-" (one.number) } " " (one.title) } }
                                @if let Some(who) = asker(one) { .sub { (who) } }
                            }
                            span.line {
                                (ui::chip(importance_in_words(one.importance)))
                                span.asked-n { (counted(one.people, "person", "people")) @if let Some(value) = one.value { ", worth " (grouped(value)) } }
                            }
                        }
                    }
                }
                @if requests > i64::try_from(asking.len()).unwrap_or(i64::MAX) {
                    p.note { "The " (asking.len()) " most important of " (counted(requests, "request", "requests")) "." }
                }
            }
        }
    }
}

fn asker(one: &Asking) -> Option<String> {
    match (&one.contact, &one.customer) {
        (Some(contact), Some(customer)) => Some(format!("{contact}, {customer}")),
        (Some(name), None) | (None, Some(name)) => Some(name.clone()),
        (None, None) => None,
    }
}

fn importance_in_words(importance: i64) -> &'static str {
    match importance {
        3 => "Critical",
        2 => "Important",
        1 => "Nice to have",
        _ => "Not important",
    }
}
