//! A notice as a sentence: who did what to which thing.

use serde_json::Value;

use super::rules::WAITING;
use super::store::{Notice, Part};
use crate::decisions::RunOut;
use crate::journal::Action;
use crate::journal::history::{Changed, Entry};
use crate::journal::words;
use crate::people::PersonId;
use crate::roles::names::Names;
use crate::roles::rules::Role;
use crate::thread::Kind;
use crate::visit::Visit;
use crate::words::{clipped, first_name, lower_first};

/// What a row says: the sentence, and further remarks below it.
pub(super) struct Told {
    pub(super) title: String,
    pub(super) sub: Vec<String>,
}

/// The most letters of somebody's words in a row.
const QUOTE: usize = 140;

/// The words for a notice.
pub(super) fn told(visit: &Visit, names: &Names, notice: &Notice, parts: &[&Part]) -> Told {
    let who = notice.actor_name.as_deref().map_or("Tandem", first_name);
    let wish = notice.title.as_deref().unwrap_or_default();
    let said = |title: String| Told { title, sub: Vec::new() };
    let settled = notice.state.as_deref().filter(|state| !WAITING.contains(state));
    let settled = settled.map(|state| format!("It is {state} by now"));
    match notice.why.as_str() {
        "acceptance" => said(format!("{who} finished a story that waits for your acceptance")),
        "returned" => {
            Told { title: format!("{who} returned a story to you"), sub: because(parts).into_iter().collect() }
        }
        "mention" => Told { title: format!("{who} mentioned you"), sub: quote(parts).into_iter().collect() },
        "proposal" if notice.action.as_deref() == Some("proposal.take") => Told {
            title: format!("{who} agrees, and now it is yours to decide: {wish}"),
            sub: settled.into_iter().collect(),
        },
        "proposal" | "decide" if notice.action.as_deref() == Some(RunOut::NAME) => Told {
            title: format!("The time to answer is over, and it can be decided: {wish}"),
            sub: settled.or_else(|| unheard(parts)).into_iter().collect(),
        },
        "unheard" => Told {
            title: format!("Your time to answer is over: {wish}"),
            sub: vec![settled.unwrap_or_else(|| "You may still say something until it is decided".to_owned())],
        },
        "overdue" => Told {
            title: format!("The time to answer is over: {wish}"),
            sub: settled.or_else(|| unheard(parts)).into_iter().collect(),
        },
        "proposal" => Told { title: format!("{who} proposes: {wish}"), sub: settled.into_iter().collect() },
        "question" => Told { title: format!("{who} asks: {wish}"), sub: settled.into_iter().collect() },
        "reminder" => {
            Told { title: format!("{who} reminds you of a question: {wish}"), sub: settled.into_iter().collect() }
        }
        "decide" => Told { title: format!("{who} asks, and you decide: {wish}"), sub: settled.into_iter().collect() },
        "consulted" => {
            let before = "You may answer before it is decided".to_owned();
            Told { title: format!("{who} proposes: {wish}"), sub: vec![settled.unwrap_or(before)] }
        }
        "answer" => {
            let waits = "Nothing is decided until you have answered or your time is over".to_owned();
            let does = if of_proposal(notice) { "proposes" } else { "asks" };
            Told {
                title: format!("{who} {does}, and your answer is waited for: {wish}"),
                sub: vec![settled.unwrap_or(waits)],
            }
        }
        "answered" => Told { title: format!("{who} answered: {wish}"), sub: quote(parts).into_iter().collect() },
        "taken" => said(format!("{who} took your proposal: {wish}")),
        "declined" => said(format!("{who} declined your proposal: {wish}")),
        "proposal.take" if of_proposal(notice) => said(format!("{who} took a proposal: {wish}")),
        "proposal.decline" if of_proposal(notice) => said(format!("{who} declined a proposal: {wish}")),
        _ => done(visit, names, who, notice, parts),
    }
}

/// “No answer came from the developers”.
fn unheard(parts: &[&Part]) -> Option<String> {
    let none: String = serde_json::from_str(parts.first()?.after.as_deref()?).ok()?;
    Some(none.replacen("none", "No answer came", 1))
}

fn of_proposal(notice: &Notice) -> bool {
    notice.kind == Some(Kind::Proposal)
}

/// What an action did, from its entry in the journal.
fn done(visit: &Visit, names: &Names, who: &str, notice: &Notice, parts: &[&Part]) -> Told {
    let sub: Vec<_> =
        notice.reason.as_deref().map(|reason| format!("“{}”", clipped(reason, QUOTE))).into_iter().collect();
    if let Some(role) = parts.first().and_then(|part| role_given(names, part)) {
        return Told { title: format!("{who} {role}"), sub };
    }
    let entry = entry(notice);
    let changes: Vec<Changed> = parts.iter().map(|part| changed(notice, part)).collect();
    if notice.thing.is_some() {
        return Told { title: format!("{who} {}", words::spoken(visit.app(), &entry, &changes)), sub };
    }
    let title = format!("{who} {}", lower_first(&words::did(visit.app(), &entry)));
    let lines = changes.iter().take(2).map(|change| line(visit, change));
    let more = (changes.len() > 2).then(|| format!("and {} more", changes.len() - 2));
    Told { title, sub: lines.chain(more).chain(sub).collect() }
}

fn line(visit: &Visit, change: &Changed) -> String {
    let side = |json| words::value(visit.app(), change, json).unwrap_or_else(|| "nothing".to_owned());
    format!("{}: {}, was {}", words::field(visit.app(), change), side(&change.after), side(&change.before))
}

/// “made Priya product owner”: who has which role is kept with an id, which nobody reads.
fn role_given(names: &Names, part: &Part) -> Option<String> {
    if part.field != "member: role" {
        return None;
    }
    let held = |json: &Option<String>| serde_json::from_str::<Value>(json.as_deref()?).ok();
    let (held, given) = held(&part.after).map(|held| (held, true)).or(held(&part.before).map(|held| (held, false)))?;
    let person: PersonId = held["person"].as_str()?.parse().ok()?;
    let name = names.find(person).map_or("somebody", first_name);
    let role = Role::of_code(held["role"].as_str()?)?.label().to_lowercase();
    Some(if given { format!("gave {name} the role of {role}") } else { format!("took the role of {role} from {name}") })
}

fn quote(parts: &[&Part]) -> Option<String> {
    let words = parts.iter().find(|part| part.field.starts_with("comment: "))?.after.as_deref()?;
    let words: String = serde_json::from_str(words).ok()?;
    Some(format!("“{}”", clipped(&words, QUOTE)))
}

/// Why a story came back: what its round of acceptance says now.
fn because(parts: &[&Part]) -> Option<String> {
    let round = parts.iter().find(|part| part.field.starts_with("acceptance: round"))?.after.as_deref()?;
    let round: Value = serde_json::from_str(round).ok()?;
    let (_, reason) = round["says"].as_str()?.split_once(": ")?;
    Some(format!("“{}”", clipped(reason, QUOTE)))
}

fn entry(notice: &Notice) -> Entry {
    Entry {
        seq: notice.seq,
        at: notice.at,
        actor: notice.actor,
        actor_name: notice.actor_name.clone(),
        role: notice.role.map(|role| role.code().to_owned()),
        action: notice.action.clone().unwrap_or_default(),
        decision_right: None,
        reason: notice.reason.clone(),
        via: String::new(),
        undoes: None,
        undone_by: None,
    }
}

fn changed(notice: &Notice, part: &Part) -> Changed {
    Changed {
        seq: notice.seq,
        thing: part.thing,
        kind: part.kind,
        field: part.field.clone(),
        before: part.before.clone(),
        after: part.after.clone(),
    }
}
