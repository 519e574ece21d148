//! The conversation about a thing, as a section of its page.

use ground::clock::Ts;
use ground::db::Tx;
use ground::ui;
use ground::web::Result;
use maud::{Markup, html};

use super::store::{self, Comment, Part};
use super::text::markdown;
use crate::roles::names::Names;
use crate::thread::Thing;
use crate::visit::Visit;
use crate::words::{ago, counted};

/// The word of an address for the comment whose predecessors are shown.
const BEFORE: &str = "said-before";

/// What was said about a thing, and a place to say something.
pub async fn section(visit: &Visit, tx: &mut Tx, thing: &Thing) -> Result<Markup> {
    let part = part(visit, tx, thing).await?;
    let names = Names::load(tx, visit.product.id).await?;
    Ok(html! {
        section #comments {
            (ui::sec_head("Conversation").count(part.all))
            (earlier(visit, thing, &part))
            @for comment in &part.comments { (said(comment, &names, visit.signed.now)) }
            (later(visit, thing, &part))
            (composer(visit, thing))
        }
    })
}

/// The part of the conversation that the address asks for: the latest, where it does not say.
pub async fn part(visit: &Visit, tx: &mut Tx, thing: &Thing) -> Result<Part> {
    let before = visit.asked(BEFORE).and_then(|id| id.parse().ok());
    store::part(tx, thing.id, true, before).await
}

/// The way to what was said before a part.
pub fn earlier(visit: &Visit, thing: &Thing, part: &Part) -> Markup {
    let first = part.comments.first().filter(|_| part.earlier);
    html! {
        @if let Some(first) = first {
            p.note { a.link href=(format!("{}?{BEFORE}={}#comments", visit.at(thing.key()), first.id)) { "Earlier, of " (counted(part.all, "comment", "comments")) } }
        }
    }
}

/// The way from a part that is not the last to the last.
pub fn later(visit: &Visit, thing: &Thing, part: &Part) -> Markup {
    html! {
        @if part.later { p.note { a.link href=(format!("{}#comments", visit.at(thing.key()))) { "The latest" } } }
    }
}

fn said(comment: &Comment, names: &Names, now: Ts) -> Markup {
    let name = comment.name.as_deref().unwrap_or("A customer");
    let role = comment.person.and_then(|person| names.main_role(person));
    let avatar = match comment.person {
        Some(person) => names.avatar(person, name, role),
        None => html! { (ui::Avatar { initials: &ui::initials(name), name, role: "", role_mark: None, large: false }) },
    };
    html! {
        article.asked #(format!("comment-{}", comment.id)) {
            (avatar)
            .meta { strong { (name) } span { @if let Some(role) = role { (role.label().to_lowercase()) ", " } (ago(comment.at, now)) @if comment.edited_at.is_some() { ", changed" } } }
            .prose { (markdown(&comment.body)) }
        }
    }
}

fn composer(visit: &Visit, thing: &Thing) -> Markup {
    let kept = visit.kept("comment.write");
    let error = kept.and_then(|kept| kept.error("body"));
    html! {
        form.composer method="post" action=(visit.action("comment.write")) {
            (visit.signed.hidden_fields())
            input type="hidden" name="thing" value=(thing.key());
            textarea.input name="body" id="comment-body" rows="2" aria-label="Say something" placeholder="Say something. @name tells somebody"
                data-draft=(format!("comment-{}-{}", visit.product.key, thing.key())) aria-invalid=[error.map(|_| "true")] {
                (kept.and_then(|kept| kept.value("body")).unwrap_or_default())
            }
            @if let Some(error) = error { p.error role="alert" { (error) } }
            .line { span.push {} (ui::button("Comment").small().kbd("⌘↵")) }
        }
    }
}
