//! What people said to each other about things.

use ground::web::Result;
use serde::Deserialize;
use serde_json::json;
use together::thread::{Key, Kind};

use super::chronicle::{Chronicle, DAY, Deed};
use super::people::Member;
use super::requests::OWNER;

const FILE: &str = include_str!("../../../../../fixtures/shelf/comments.json");

#[derive(Deserialize)]
struct Comment {
    on: Key,
    by: String,
    at: String,
    audience: String,
    text: String,
    #[serde(default)]
    mentions: Vec<String>,
}

/// Tells them: customers said theirs about requests, and the owner wrote that down; who was named in the last days has a notice of it.
pub(super) fn tell(book: &mut Chronicle, people: &[Member]) -> Result<()> {
    let comments: Vec<Comment> = Chronicle::read("comments.json", FILE)?;
    let recent = book.at("0d 00:00")?.0 - 4 * DAY;
    for comment in &comments {
        let Some(at) = book.once(book.at(&comment.at)?, &[comment.on]) else { continue };
        let body = book.moments.text(&comment.text);
        let told = at.0 > recent && !comment.mentions.is_empty();
        let of_team = people.iter().any(|member| member.name == comment.by && member.is_of_team());
        let deed = if of_team {
            let fields = json!({ "thing": comment.on, "body": body, "public": comment.audience == "public" });
            Deed::new(&comment.by, at, ("comment.write", fields))
        } else if comment.on.kind == Kind::Request {
            let fields = json!({ "request": comment.on, "body": body, "contact": comment.by });
            Deed::new(OWNER, at, ("request.hear", fields))
        } else {
            continue;
        };
        book.add(Deed { told, ..deed });
    }
    Ok(())
}
