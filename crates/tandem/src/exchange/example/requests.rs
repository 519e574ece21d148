//! What readers and branches asked for, what was said about it, and what became of it.

use discovery::requests::actions::{NewRequest, record_many};
use ground::clock::Ts;
use ground::web::Result;
use serde::Deserialize;
use serde_json::json;
use std::collections::BTreeMap;
use together::journal::Act;
use together::thread::Key;

use super::chronicle::{Chronicle, DAY, Deed, HOUR, MINUTE};
use super::customers::{Contact, contacts, names};
use super::part::Named;
use super::people::{Member, known};

const FILE: &str = include_str!("../../../../../fixtures/shelf/requests.json");

#[derive(Deserialize)]
struct Request {
    key: Key,
    title: String,
    text: String,
    from: Option<String>,
    #[serde(default)]
    said_by: Option<String>,
    #[serde(default)]
    customer: Option<Key>,
    channel: String,
    at: String,
    state: String,
    people: i64,
    importance: i64,
    links: Vec<Asked>,
    messages: Vec<Message>,
    #[serde(default)]
    merged_into: Option<Key>,
    #[serde(default)]
    merged_at: Option<String>,
}

#[derive(Deserialize)]
struct Asked {
    to: Key,
    quote: Option<String>,
}

#[derive(Deserialize)]
struct Message {
    at: String,
    by: String,
    #[serde(default)]
    audience: String,
    text: String,
}

/// What a request that is declined is told, in turn: each says no without a hope that is none.
const NO: [&str; 6] = [
    "Thank you for writing. We have talked it over and will not do it: Shelf lends books and audiobooks, and this would take the time from those.",
    "Thank you. It is a good thought, but not one for a library's app, so we will not build it. Please write again when something here is in your way.",
    "Thank you for taking the time. So few have asked for this that we do not see when it would have its turn. I would rather say no today than “soon” for years.",
    "Thank you. We are not a bookshop and not a social network, and we would like to stay what we are. That is why we will not do this.",
    "Thank you for the idea. The publishers' licences do not allow it, and we cannot change them. I am sorry that the answer is no.",
    "Thank you for asking. This is something your branch does better than an app can. They know you, so please ask them.",
];

/// Who writes requests down and answers them.
pub(super) const OWNER: &str = "Tomas Lindqvist";

/// When each contact first asked for something.
pub(super) fn first_asked(book: &Chronicle) -> Result<BTreeMap<String, Ts>> {
    let requests: Vec<Request> = Chronicle::read("requests.json", FILE)?;
    let mut first = BTreeMap::new();
    for request in requests {
        let said = request.messages.iter().map(|message| (message.by.clone(), &message.at));
        for (name, at) in request.from.iter().map(|from| (from.clone(), &request.at)).chain(said) {
            let at = book.at(at)?;
            first.entry(name).and_modify(|first: &mut Ts| *first = at.min(*first)).or_insert(at);
        }
    }
    Ok(first)
}

/// Tells the requests, oldest first.
pub(super) fn tell(book: &mut Chronicle, people: &[Member]) -> Result<()> {
    let requests: Vec<Request> = Chronicle::read("requests.json", FILE)?;
    let (contacts, customers) = (contacts()?, names()?);
    for request in &requests {
        book.made(request.key, book.at(&request.at)?);
    }
    for request in &requests {
        let at = book.at(&request.at)?;
        let recorded = record(book, request, at, &contacts, &customers);
        let who = request.from.as_deref().filter(|from| known(book, people, from, at).is_some()).unwrap_or(OWNER);
        book.add(recorded.by(who));
        place(book, request, at);
        talk(book, request, at, people)?;
        end(book, request, at)?;
    }
    Ok(())
}

impl Deed {
    fn by(self, who: &str) -> Self {
        Self { who: who.to_owned(), ..self }
    }
}

fn record(book: &Chronicle, request: &Request, at: Ts, contacts: &[Contact], customers: &[(Key, String)]) -> Deed {
    let first = request.messages.first().filter(|message| message.is_words_of(request));
    let mut body = book.moments.text(first.map_or(&request.text, |message| &message.text));
    if let Some(said_by) = &request.said_by {
        body = format!("{body}\n\n— {said_by}");
    }
    let from = request.from.clone().unwrap_or_default();
    let email = contacts.iter().find(|contact| contact.name == from).and_then(|contact| contact.email.clone());
    let customer = customers.iter().find(|(key, _)| Some(*key) == request.customer);
    let new = NewRequest {
        title: request.title.clone(),
        body,
        contact: from,
        email: email.unwrap_or_default(),
        customer: customer.map(|(_, name)| name.clone()).unwrap_or_default(),
        importance: request.importance,
        votes: (request.people - 1).max(0),
        source: request.channel.clone(),
        number: Some(request.key.number),
        ..NewRequest::default()
    };
    Deed::step(OWNER, at, "request.record", Box::new(move |act| Box::pin(write_down(act, new))))
}

async fn write_down(act: &mut Act<'_>, new: NewRequest) -> Result<()> {
    record_many(act, vec![new]).await?;
    Ok(())
}

impl Message {
    /// Whether it is the request itself, in full.
    fn is_words_of(&self, request: &Request) -> bool {
        self.at == request.at && Some(&self.by) == request.from.as_ref()
    }
}

/// The next morning the owner places it, or at least reads it.
fn place(book: &mut Chronicle, request: &Request, at: Ts) {
    if matches!(request.state.as_str(), "new" | "merged" | "declined") {
        return;
    }
    let morning = Ts((at.0 + DAY).div_euclid(DAY) * DAY + 10 * HOUR + (request.key.number % 50) * MINUTE);
    let linked = |asked: &Asked| -> Named {
        ("thread.link", json!({ "from": request.key, "kind": "asks for", "to": asked.to, "quote": asked.quote }))
    };
    let targets: Vec<Key> = request.links.iter().map(|asked| asked.to).collect();
    let at = book.once(morning, &targets);
    if request.links.is_empty() || at != Some(morning) {
        let fields = json!({ "request": request.key });
        book.add(Deed::new(OWNER, morning, ("request.read", fields)));
    }
    if let Some(at) = at.filter(|_| !request.links.is_empty()) {
        book.add(Deed::many(OWNER, at, request.links.iter().map(linked).collect()));
    }
}

/// What was said: by the team as an answer or a note, by others as their words, which the owner wrote down.
fn talk(book: &mut Chronicle, request: &Request, at: Ts, people: &[Member]) -> Result<()> {
    for message in request.messages.iter().filter(|message| !message.audience.is_empty()) {
        if message.is_words_of(request) {
            continue;
        }
        let said = book.at(&message.at)?.max(Ts(at.0 + MINUTE));
        let body = book.moments.text(&message.text);
        let member = known(book, people, &message.by, said);
        let of_team = member.is_some_and(Member::is_of_team);
        let named = if of_team {
            let only_team = message.audience == "team";
            ("request.reply", json!({ "request": request.key, "body": body, "only_team": only_team }))
        } else {
            ("request.hear", json!({ "request": request.key, "body": body, "contact": message.by }))
        };
        let who = member.filter(|_| of_team).map_or(OWNER, |member| &member.name);
        let unseen = request.state == "new";
        book.add(Deed { unseen, ..Deed::new(who, said, named) });
    }
    Ok(())
}

/// Merged, declined, or done with an answer.
fn end(book: &mut Chronicle, request: &Request, at: Ts) -> Result<()> {
    if let (Some(into), Some(merged)) = (request.merged_into, &request.merged_at) {
        let fields = json!({ "request": request.key, "into": into });
        book.add(Deed::new(OWNER, book.at(merged)?, ("request.merge", fields)));
    }
    let soon = Ts(at.0 + DAY + 3 * HOUR).min(book.at("0d 08:30")?).max(Ts(at.0 + HOUR));
    if request.state == "declined" {
        let turn = usize::try_from(request.key.number).unwrap_or_default() % NO.len();
        let fields = json!({ "request": request.key, "because": NO[turn] });
        book.add(Deed::new(OWNER, soon, ("request.decline", fields)));
    }
    if request.state == "done" && request.links.is_empty() {
        book.add(Deed::new(OWNER, Ts(soon.0 + DAY), ("request.finish", json!({ "request": request.key }))));
    }
    Ok(())
}
