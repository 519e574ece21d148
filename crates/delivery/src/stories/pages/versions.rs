//! What a story said before: its versions, and what of one became what in another.

use axum::extract::{Path, Query};
use axum::response::Response;
use ground::ui::{self, Choice, choice};
use ground::web::{Failure, Result};
use maud::{Markup, html};
use serde::Deserialize;
use serde_json::Value;
use together::journal::CREATED;
use together::roles::rules::Role;
use together::thread::Key;
use together::visit::{Page, Visit};
use together::words::{counted_first, first_name, moment};

use super::Shown;
use crate::stories::rules::StoryType;
use crate::stories::rules::versions::{self as rules, Change, PARTS, Piece, Says, Version, differences};
use crate::stories::store::criteria::Criterion;
use crate::stories::store::versions::{self as store, Worded};

/// Changes that are looked back over.
const MOST: i64 = 1_000;

/// Which two versions are compared, by the sequences of their entries.
#[derive(Debug, Deserialize)]
pub(super) struct Compared {
    from: Option<i64>,
    to: Option<i64>,
}

/// `GET /{product}/{key}/versions`.
pub(super) async fn show(
    visit: Visit,
    Path((_, key)): Path<(String, String)>,
    Query(compared): Query<Compared>,
) -> Result<Response> {
    let key: Key = key.parse().map_err(|_| Failure::NotFound)?;
    let mut tx = visit.read().await?;
    let shown = Shown::load(&visit, &mut tx, key).await?;
    let worded = store::worded(&mut tx, shown.thing.id, MOST).await?;
    drop(tx);
    let versions = versions(&shown, &worded);
    let (from, to) = chosen(&versions, &compared);
    let body = html! {
        .page {
            .page-head {
                div {
                    span.id { (key) }
                    h1 { (counted_first(i64::try_from(versions.len()).unwrap_or(i64::MAX), "version", "versions")) " of its words" }
                    p { a.link href=(visit.at(key)) { (shown.thing.title) } ". What came in is underlined, what went is struck." }
                }
            }
            @if versions.len() < 2 { (ui::empty("It has said this from the beginning", "When its words are changed, both versions stand here.", "")) }
            .object {
                .pair.pair-wide {
                    section.stack {
                        (ui::sec_head(between(&versions, (from, to))))
                        @if versions.len() > 1 { (compare(&visit, key, &versions, (from, to), &worded)) }
                        (text(&versions[from].says, &versions[to].says))
                    }
                    section { (ui::sec_head("All of them").count(versions.len())) (list(&visit, key, &versions, &worded)) }
                }
            }
        }
    };
    let key_text = key.to_string();
    let crumbs = vec![("Backlog", visit.at("backlog")), (key_text.as_str(), visit.at(key))];
    visit
        .page(Page {
            title: "Versions",
            place: "backlog",
            crumbs,
            topics: vec![key.to_string()],
            body,
            ..Page::default()
        })
        .await
}

fn versions(shown: &Shown, worded: &[Worded]) -> Vec<Version> {
    let json =
        |text: &Option<String>| text.as_deref().and_then(|text| serde_json::from_str(text).ok()).unwrap_or(Value::Null);
    let changes = worded.iter().filter(|worded| worded.field != CREATED).map(|worded| Change {
        seq: worded.seq,
        field: worded.field.clone(),
        before: json(&worded.before),
        after: json(&worded.after),
    });
    let made = worded.iter().find(|worded| worded.field == CREATED).map(|made| made.seq);
    rules::versions(now(shown), &changes.collect::<Vec<_>>(), made)
}

/// What the story says now, in the parts the journal has.
fn now(shown: &Shown) -> Says {
    let story = &shown.story;
    let part = |words: &Option<String>| words.clone().unwrap_or_default();
    let parts = [
        ("title", shown.thing.title.clone()),
        ("type", story.of_type.code().to_owned()),
        ("role", part(&story.role)),
        ("means", part(&story.means)),
        ("end", part(&story.ending)),
        ("text", story.text.clone()),
    ];
    let parts = parts.into_iter().filter(|(_, words)| !words.is_empty());
    let stated = |one: &Criterion| (one.id.to_string(), (one.place, one.in_words()));
    Says {
        parts: parts.map(|(name, words)| (name.to_owned(), words)).collect(),
        criteria: shown.criteria.iter().map(stated).collect(),
    }
}

/// The places of the two versions that are compared: the last with the one before it, unless others are named.
fn chosen(versions: &[Version], compared: &Compared) -> (usize, usize) {
    let place = |seq: Option<i64>| versions.iter().position(|version| Some(version.seq) == seq);
    let to = place(compared.to).unwrap_or(0);
    let from = place(compared.from).unwrap_or_else(|| (to + 1).min(versions.len() - 1));
    (from.max(to), from.min(to))
}

/// The number of a version: the first is 1.
fn number(versions: &[Version], at: usize) -> usize {
    versions.len() - at
}

fn between(versions: &[Version], (from, to): (usize, usize)) -> String {
    if from == to {
        return format!("Version {}", number(versions, to));
    }
    format!("From version {} to version {}", number(versions, from), number(versions, to))
}

/// The form that compares any two.
fn compare(visit: &Visit, key: Key, versions: &[Version], (from, to): (usize, usize), worded: &[Worded]) -> Markup {
    let named: Vec<(String, String)> = versions
        .iter()
        .enumerate()
        .map(|(at, version)| {
            let by = entry(worded, version).map(|entry| format!(", {}", who(entry))).unwrap_or_default();
            (version.seq.to_string(), format!("Version {}{by}", number(versions, at)))
        })
        .collect();
    let choices: Vec<Choice<'_>> = named.iter().map(|(seq, label)| choice(seq, label)).collect();
    let (from, to) = (versions[from].seq.to_string(), versions[to].seq.to_string());
    html! {
        form.line method="get" action=(visit.at(format!("{key}/versions"))) {
            (ui::field("from", "From").id("version-from").bare().select(&choices).value(&from))
            (ui::icon("arrow"))
            (ui::field("to", "To").id("version-to").bare().select(&choices).value(&to))
            (ui::button("Compare").small())
        }
    }
}

/// All versions, the newest first: who made each, when and why.
fn list(visit: &Visit, key: Key, versions: &[Version], worded: &[Worded]) -> Markup {
    html! {
        ul.rows {
            @for (at, version) in versions.iter().enumerate() {
                @let entry = entry(worded, version);
                li.row #(format!("version-{}", version.seq)) {
                    div {
                        div { a.link href=(format!("{}?to={}", visit.at(format!("{key}/versions")), version.seq)) { "Version " (number(versions, at)) } }
                        @if let Some(entry) = entry {
                            .sub {
                                span { (entry.actor_name.as_deref().unwrap_or("Tandem")) @if let Some(role) = role(entry) { ", " (role.label().to_lowercase()) } }
                                span { (moment(entry.at, visit.signed.now)) }
                            }
                            @if let Some(reason) = &entry.reason { .sub { span { "“" (reason) "”" } } }
                        }
                    }
                }
            }
        }
        @if i64::try_from(worded.len()).is_ok_and(|read| read >= MOST) { p.note { "Older changes stand in the history." } }
    }
}

fn entry<'a>(worded: &'a [Worded], version: &Version) -> Option<&'a Worded> {
    worded.iter().find(|worded| worded.seq == version.seq)
}

fn who(entry: &Worded) -> String {
    first_name(entry.actor_name.as_deref().unwrap_or("Tandem")).to_owned()
}

fn role(entry: &Worded) -> Option<Role> {
    entry.role.as_deref().and_then(Role::of_code)
}

/// A version with what became of the words of another.
fn text(before: &Says, after: &Says) -> Markup {
    let parts = PARTS.iter().filter(|(name, _)| !(before.part(name).is_empty() && after.part(name).is_empty()));
    let type_label =
        |code: &str| StoryType::of_code(code).map_or_else(|| code.to_owned(), |of_type| of_type.label().to_owned());
    let criteria = after.criteria_with(before);
    html! {
        dl.narrative {
            @for (name, label) in parts {
                dt { (label) }
                @if *name == "type" { dd { (compared(&type_label(before.part(name)), &type_label(after.part(name)))) } }
                @else { dd.as-written { (compared(before.part(name), after.part(name))) } }
            }
        }
        @if !criteria.is_empty() {
            section {
                (ui::sec_head("Acceptance criteria"))
                ul.rows {
                    @for id in criteria {
                        @let words = |says: &Says| says.criteria.get(id).map(|(_, words)| words.clone()).unwrap_or_default();
                        li.row { div.as-written { (compared(&words(before), &words(after))) } }
                    }
                }
            }
        }
    }
}

fn compared(before: &str, after: &str) -> Markup {
    html! {
        @for piece in differences(before, after) {
            @match piece {
                Piece::Same(words) => (words),
                Piece::Gone(words) => del { (words) },
                Piece::New(words) => ins { (words) },
            }
        }
    }
}
