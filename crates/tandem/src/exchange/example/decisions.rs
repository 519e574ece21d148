//! The decision log: what was asked, decided, and asked again.

use ground::web::Result;
use serde::Deserialize;
use serde_json::json;
use together::roles::rules::Role;
use together::thread::{Key, Kind};

use super::chronicle::{Chronicle, Deed};
use super::part::Named;

const FILE: &str = include_str!("../../../../../fixtures/shelf/decisions.json");

/// A decision.
#[derive(Deserialize)]
pub(super) struct Decision {
    key: Key,
    question: String,
    right: Option<String>,
    outcome: Option<String>,
    why: Option<String>,
    #[serde(default)]
    decided_by: Option<String>,
    #[serde(default)]
    proposed_by: Option<String>,
    role: Role,
    at: String,
    options: Vec<Choice>,
    about: Vec<String>,
    supersedes: Option<Key>,
    #[serde(default)]
    said: Vec<Said>,
}

#[derive(Deserialize)]
struct Choice {
    title: String,
    #[serde(default)]
    why_not: Option<String>,
    #[serde(default)]
    cost: Option<String>,
}

#[derive(Deserialize)]
struct Said {
    by: String,
    at: String,
    text: String,
}

/// Reads the log.
pub(super) fn read() -> Result<Vec<Decision>> {
    Chronicle::read("decisions.json", FILE)
}

/// The highest number in the log: what settling proposals writes there comes after it.
pub(super) fn highest(decisions: &[Decision]) -> i64 {
    decisions.iter().map(|decision| decision.key.number).max().unwrap_or_default()
}

/// Tells the log.
pub(super) fn tell(book: &mut Chronicle, decisions: &[Decision]) -> Result<()> {
    for decision in decisions {
        let at = book.at(&decision.at)?;
        book.made(decision.key, at);
        let who = decision.decided_by.as_ref().or(decision.proposed_by.as_ref()).map_or("Ines Okafor", String::as_str);
        let role = Some(decision.role).filter(|_| decision.outcome.is_some());
        book.add(Deed::many(who, at, written(book, decision)).key(decision.key).role(role));
        for about in decision.about.iter().filter_map(|about| about.parse::<Key>().ok()).filter(may_be_decided) {
            if let Some(at) = book.once(at, &[about, decision.key]) {
                let fields = json!({ "from": about, "kind": "decided by", "to": decision.key });
                book.add(Deed::new(who, at, ("thread.link", fields)));
            }
        }
        for said in &decision.said {
            let fields = json!({ "thing": decision.key, "body": book.moments.text(&said.text) });
            book.add(Deed::new(&said.by, book.at(&said.at)?, ("comment.write", fields)));
        }
    }
    Ok(())
}

fn may_be_decided(about: &Key) -> bool {
    let kinds = [Kind::Vision, Kind::Goal, Kind::Need, Kind::Request, Kind::Feature, Kind::Story, Kind::Release];
    kinds.contains(&about.kind)
}

/// Asked with its outcome, asked again and decided, or asked only.
fn written(book: &Chronicle, decision: &Decision) -> Vec<Named> {
    let text = |text: &Option<String>| text.as_ref().map(|text| book.moments.text(text));
    let options: Vec<String> = decision.options.iter().map(|option| option.line(book)).collect();
    let (question, outcome, why) =
        (book.moments.text(&decision.question), text(&decision.outcome), text(&decision.why));
    if let Some(old) = decision.supersedes {
        let decide = json!({ "decision": decision.key, "outcome": outcome, "why": why });
        let again = json!({ "decision": old, "question": question, "options": options });
        return vec![("decision.supersede", again), ("decision.decide", decide)];
    }
    let mut ask = json!({ "question": question, "options": options });
    if let Some(right) = &decision.right {
        ask["right"] = json!(right);
    }
    if let Some(outcome) = outcome {
        ask["outcome"] = json!(outcome);
        ask["why"] = json!(why);
    }
    vec![("decision.ask", ask)]
}

impl Choice {
    fn line(&self, book: &Chronicle) -> String {
        let title = book.moments.text(&self.title);
        match self.why_not.as_ref().or(self.cost.as_ref()) {
            Some(against) => format!("{title} — {}", book.moments.text(against)),
            None => title,
        }
    }
}
