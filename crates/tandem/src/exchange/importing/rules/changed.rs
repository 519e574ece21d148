//! What becomes of a row that came before and says something else now, field by field.

use std::collections::{BTreeMap, HashSet};

use delivery::stories::rules::states;
use serde_json::{Value, json};
use together::journal::Change;
use together::roles::rules::Right;
use together::thread::actions::FOLLOWS;
use together::thread::{LinkKind, ThingId};

use super::super::rows::Incoming;
use super::{Became, Outcome, Plan, others};
use crate::exchange::reading::As;

/// A row that came before and has changed in the file.
#[derive(Debug, Clone, PartialEq)]
pub struct Changed {
    /// What it became.
    pub thing: ThingId,
    /// What the file says now and nobody changed here, by its name in the file.
    pub set: Vec<String>,
    /// What stays as it is here, and why.
    pub kept: Vec<(String, Stays)>,
}

/// Why something stays as it is here, though it changed in the file.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Stays {
    /// It was changed here as well.
    ChangedHere,
    /// A request's state follows what it hangs on, or what it was merged into.
    Follows,
    /// The file says nothing of it any more, or nothing that can be used.
    NothingSaid,
    /// Whoever brings the file in does not decide it.
    NotTheirs,
    /// It would take a story out of the running sprint, or back into it, which no file decides.
    InSprint,
    /// It breaks a rule.
    Refused(String),
    /// It is taken over only when a row comes for the first time.
    OnlyFirst,
}

impl Stays {
    /// The word in tables.
    pub fn code(&self) -> &'static str {
        match self {
            Self::ChangedHere => "changed-here",
            Self::Follows => "follows-here",
            Self::NothingSaid => "nothing-said",
            Self::NotTheirs => "not-theirs",
            Self::InSprint => "in-sprint",
            Self::Refused(_) => "refused",
            Self::OnlyFirst => "only-first",
        }
    }

    /// Whether rows that were updated in part have this word.
    pub fn is_code(code: &str) -> bool {
        const CODES: [&str; 7] =
            ["changed-here", "follows-here", "nothing-said", "not-theirs", "in-sprint", "refused", "only-first"];
        CODES.contains(&code)
    }

    fn sentence(&self, names: &str) -> String {
        match self {
            Self::ChangedHere => format!("Changed in the file and here, so ours stays: {names}."),
            Self::Follows => format!("Changed in the file, but here it follows what the request hangs on: {names}."),
            Self::NothingSaid => format!("The file says nothing of it now that can be used, so ours stays: {names}."),
            Self::NotTheirs => format!("Changed in the file, but that is another's call: {names}."),
            Self::InSprint => format!("Changed in the file, but what the running sprint has is decided here: {names}."),
            Self::Refused(why) => format!("Changed in the file, but it cannot be taken over: {names}. {why}"),
            Self::OnlyFirst => format!("Changed in the file, taken over only the first time: {names}."),
        }
    }
}

/// What happened here since to the thing a row became.
#[derive(Debug, Clone, Default)]
pub struct Edited {
    fields: HashSet<String>,
    state: String,
    /// Whether it is in the running sprint.
    pub runs: bool,
}

impl Edited {
    /// Notes a field of the journal that somebody changed here.
    pub fn note(&mut self, field: String) {
        let of_criterion = field.starts_with("criterion: ");
        self.fields.insert(if of_criterion { CRITERIA.to_owned() } else { field });
    }

    /// Notes the state it is in.
    pub fn stands(&mut self, state: &str) {
        state.clone_into(&mut self.state);
    }

    fn follows(&self) -> bool {
        let linked = |kind| self.fields.contains(&Change::link_field(kind));
        self.state == "merged"
            || self.fields.contains(FOLLOWS)
            || linked(LinkKind::AsksFor)
            || linked(LinkKind::DuplicateOf)
    }
}

/// What the criteria of a story are called here: each is a field of its own in the journal.
const CRITERIA: &str = "criteria";
/// The link of a story to its feature, as the journal calls it.
const PART_OF: &str = "link: part of";

/// Compares a row with what it said when it came before; `places` says whether whoever brings it in decides what became of
/// such things.
pub fn compare(
    (rows_as, places): (As, bool),
    row: &Incoming,
    thing: ThingId,
    was: &BTreeMap<String, String>,
    edited: &Edited,
) -> Plan {
    let mut changed = Changed { thing, set: vec![], kept: vec![] };
    for name in differing(row, was) {
        match stays((rows_as, places), row, name, edited) {
            Some(why) => changed.kept.push((name.to_owned(), why)),
            None => changed.set.push(name.to_owned()),
        }
    }
    if changed.set.is_empty() && changed.kept.is_empty() { Plan::Leave(thing) } else { Plan::Change(changed) }
}

fn stays((rows_as, places): (As, bool), row: &Incoming, name: &str, edited: &Edited) -> Option<Stays> {
    let Some(field) = field(rows_as, name) else { return Some(Stays::OnlyFirst) };
    let is_state = field == "state";
    let of_request = is_state && rows_as == As::Requests;
    match () {
        () if is_state && row.notes.iter().any(|note| note.about == "not-your-call") => Some(Stays::NotTheirs),
        () if edited.fields.contains(field) => Some(Stays::ChangedHere),
        () if of_request && edited.follows() => Some(Stays::Follows),
        () if value(row, field).is_none() => Some(Stays::NothingSaid),
        () if is_state && rows_as == As::Stories => story_stays(row, edited, places),
        () => None,
    }
}

/// Whether a story keeps its state: it is done, dropped or taken up again by those alone whose call that is.
fn story_stays(row: &Incoming, edited: &Edited, places: bool) -> Option<Stays> {
    let to = row.state.as_deref().filter(|to| *to != edited.state)?;
    let rights = states::need(&edited.state, to, edited.runs);
    let over = [Right::AcceptStory, Right::OrderBacklog];
    match () {
        () if rights.contains(Right::ChangeSprint) => Some(Stays::InSprint),
        () if !places && over.into_iter().any(|right| rights.contains(right)) => Some(Stays::NotTheirs),
        () => None,
    }
}

/// Which fields of a file changed since it came before. A field that was not mapped then says nothing.
pub fn differing<'a>(row: &'a Incoming, was: &'a BTreeMap<String, String>) -> impl Iterator<Item = &'a str> {
    let differs = |(name, print): &(&'a String, &String)| was.get(*name).is_some_and(|was| was != *print);
    row.prints.iter().filter(differs).map(|(name, _)| name.as_str())
}

/// The field of the journal that a field of the file is, where a later file may change it.
pub fn field(rows_as: As, name: &str) -> Option<&'static str> {
    Some(match (rows_as, name) {
        (_, "title") => "title",
        (_, "state") => "state",
        (As::Requests, "text") => "words",
        (_, "text") => "text",
        (As::Requests, "contact" | "email") => "contact",
        (As::Requests, "customer") => "customer",
        (As::Requests, "importance") => "importance",
        (As::Requests, "votes") => "votes",
        (As::Requests, "link") => "link",
        (As::Requests, "asked") => "asked",
        (As::Stories, "role") => "role",
        (As::Stories, "means") => "means",
        (As::Stories, "end") => "end",
        (As::Stories, "points") => "points",
        (As::Stories, "type") => "type",
        (As::Stories, "criteria") => CRITERIA,
        (As::Stories, "feature") => PART_OF,
        _ => return None,
    })
}

/// What a row says of such a field; nothing where it says nothing and the thing has to keep what it has.
pub fn value(row: &Incoming, field: &str) -> Option<Value> {
    Some(match field {
        "title" => json!(row.title),
        "words" | "text" => json!(row.body),
        "state" => json!(row.state.as_deref()?),
        "contact" => json!([row.contact, row.email]),
        "customer" => json!(row.customer),
        "importance" => json!(row.importance.unwrap_or(1)),
        "votes" => json!(others(row.votes)),
        "link" => json!(row.link),
        "asked" => json!(row.at?.0),
        "role" => json!(row.role.as_deref().unwrap_or_default()),
        "means" => json!(row.means.as_deref().unwrap_or_default()),
        "end" => json!(row.end.as_deref().unwrap_or_default()),
        "points" => json!(row.points),
        "type" => json!(row.of_type.as_deref()?),
        CRITERIA => json!(row.criteria),
        PART_OF => json!(row.feature),
        _ => return None,
    })
}

/// What the file said, but for what was kept: that is compared again next time.
pub fn next_prints(
    row: &Incoming,
    was: &BTreeMap<String, String>,
    kept: &[(String, Stays)],
) -> BTreeMap<String, String> {
    let mut prints = row.prints.clone();
    for (name, _) in kept.iter().filter(|(_, why)| *why != Stays::OnlyFirst) {
        if let Some(was) = was.get(name) {
            prints.insert(name.clone(), was.clone());
        }
    }
    prints
}

/// What is said of a row that changed.
pub fn told(row: &Incoming, changed: &Changed) -> Outcome {
    let mut sentences = Vec::new();
    if !changed.set.is_empty() {
        sentences.push(format!("Changed in the file: {}.", changed.set.join(", ")));
    }
    let mut kept: BTreeMap<&Stays, Vec<&str>> = BTreeMap::new();
    for (name, why) in &changed.kept {
        kept.entry(why).or_default().push(name);
    }
    let about = kept.first_key_value().map_or("", |(why, _)| why.code());
    sentences.extend(kept.into_iter().map(|(why, names)| why.sentence(&names.join(", "))));
    let became = match (changed.set.is_empty(), changed.kept.is_empty()) {
        (false, _) => Became::Updated,
        (true, false) => Became::Kept,
        (true, true) => return Outcome::of(row, Became::Unchanged).on(changed.thing),
    };
    Outcome::of(row, became).because(about, sentences.join(" ")).on(changed.thing)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::exchange::importing::rows::Noted;

    fn row(prints: &[(&str, &str)]) -> Incoming {
        let prints = prints.iter().map(|(name, print)| ((*name).to_owned(), (*print).to_owned())).collect();
        Incoming { number: 2, title: "Pause a hold".to_owned(), prints, ..Incoming::default() }
    }

    fn plan(row: &Incoming, edited: &[&str]) -> Plan {
        let was = ["title", "text", "votes", "customer", "state", "duplicate-of"];
        let was = was.map(|name| (name.to_owned(), "1".to_owned())).into();
        let mut here = Edited::default();
        edited.iter().for_each(|field| here.note((*field).to_owned()));
        compare((As::Requests, true), row, ThingId::default(), &was, &here)
    }

    #[test]
    fn a_story_is_taken_up_again_only_by_whose_call_it_is_and_out_of_the_running_sprint_by_no_file() {
        let was = BTreeMap::from([("state".to_owned(), "1".to_owned())]);
        let why = |from: &str, to: &str, places, runs| {
            let row = Incoming { state: Some(to.to_owned()), ..row(&[("state", "2")]) };
            let edited = Edited { state: from.to_owned(), runs, ..Edited::default() };
            match compare((As::Stories, places), &row, ThingId::default(), &was, &edited) {
                Plan::Change(Changed { kept, .. }) => kept.into_iter().next().map(|(_, why)| why),
                _ => None,
            }
        };
        assert_eq!(why("done", "in work", false, false), Some(Stays::NotTheirs));
        assert_eq!(why("dropped", "draft", false, false), Some(Stays::NotTheirs));
        assert_eq!(why("done", "in work", true, false), None);
        assert_eq!(why("draft", "in work", false, true), None, "any member moves the work on");
        assert_eq!(why("in work", "dropped", true, true), Some(Stays::InSprint));
        assert_eq!(why("in work", "dropped", true, false), None);
    }

    #[test]
    fn what_did_not_change_is_left() {
        assert_eq!(plan(&row(&[("title", "1"), ("votes", "1")]), &["words"]), Plan::Leave(ThingId::default()));
        assert_eq!(plan(&row(&[("title", "1"), ("points", "5")]), &[]), Plan::Leave(ThingId::default()), "new column");
    }

    #[test]
    fn what_changed_is_set_unless_somebody_changed_it_here() {
        let row = row(&[("title", "2"), ("text", "2"), ("duplicate-of", "2"), ("customer", "2")]);
        let Plan::Change(changed) = plan(&row, &["words"]) else { panic!() };
        assert_eq!(changed.set, ["customer", "title"]);
        let told = told(&row, &changed);
        assert_eq!((told.became, told.about.as_str()), (Became::Updated, "changed-here"));
        assert_eq!(
            told.reason,
            "Changed in the file: customer, title. Changed in the file and here, so ours stays: text. \
             Changed in the file, taken over only the first time: duplicate-of."
        );
    }

    #[test]
    fn of_a_state_that_stays_it_is_said_why() {
        let why = |row: &Incoming, edited: &[&str]| match plan(row, edited) {
            Plan::Change(Changed { kept, .. }) => kept.into_iter().next().map(|(_, why)| why),
            _ => None,
        };
        let mut row = row(&[("state", "2")]);
        assert_eq!(why(&row, &[]), Some(Stays::NothingSaid));
        row.state = Some("planned".to_owned());
        assert_eq!(why(&row, &[]), None);
        assert_eq!(why(&row, &["link: asks for"]), Some(Stays::Follows));
        assert_eq!(why(&row, &["state"]), Some(Stays::ChangedHere));
        row.notes.push(Noted { about: "not-your-call".to_owned(), sentence: String::new() });
        assert_eq!(why(&row, &["state"]), Some(Stays::NotTheirs));
    }

    #[test]
    fn what_was_kept_is_compared_again_next_time() {
        let row = row(&[("title", "2"), ("text", "2"), ("duplicate-of", "2")]);
        let was = ["title", "text", "duplicate-of"].map(|name| (name.to_owned(), "1".to_owned())).into();
        let kept = [("text".to_owned(), Stays::ChangedHere), ("duplicate-of".to_owned(), Stays::OnlyFirst)];
        let next = next_prints(&row, &was, &kept);
        assert_eq!((next["title"].as_str(), next["text"].as_str(), next["duplicate-of"].as_str()), ("2", "1", "2"));
    }
}
