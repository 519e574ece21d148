//! What people said to each other about things.

use ground::web::Result;
use serde::Deserialize;
use serde_json::json;
use together::thread::Key;

use super::chronicle::{Chronicle, DAY, Deed};

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

/// Tells them; who was named in the last days has a notice of it.
pub(super) fn tell(book: &mut Chronicle) -> Result<()> {
    let comments: Vec<Comment> = Chronicle::read("comments.json", FILE)?;
    let recent = book.at("0d 00:00")?.0 - 4 * DAY;
    for comment in &comments {
        let Some(at) = book.once(book.at(&comment.at)?, &[comment.on]) else { continue };
        let body = book.moments.text(&comment.text);
        let fields = json!({ "thing": comment.on, "body": body, "public": comment.audience == "public" });
        let told = at.0 > recent && !comment.mentions.is_empty();
        book.add(Deed { told, ..Deed::new(&comment.by, at, ("comment.write", fields)) });
    }
    Ok(())
}
