//! The conversation about a request: their words, answers, notes among the team, and what happened in between.

use std::collections::HashMap;

use ground::clock::Ts;
use ground::db::Tx;
use ground::ui;
use ground::web::Result;
use maud::{Markup, html};
use serde_json::Value;
use together::conversation::markdown;
use together::conversation::pages::{earlier, later, part};
use together::conversation::store::{Comment, Part};
use together::journal::Change;
use together::journal::history::{self, Changed, Entry};
use together::people::PersonId;
use together::roles::marks::Marks;
use together::roles::rules::{Right, Role};
use together::thread::actions::FOLLOWS;
use together::thread::{Key, LinkKind};
use together::visit::Visit;
use together::words::{date, first_name};

use super::super::rules::importance_in_words;
use super::{Asked, Open, forms, list};
use crate::customers::{self, ContactId};
use crate::pieces::marked;
use together::form::Form;

/// The middle pane.
pub(super) async fn draw(visit: &Visit, tx: &mut Tx, marks: &Marks, asked: &Asked, open: &Open<'_>) -> Result<Markup> {
    let quotes = quotes(tx, open).await?;
    let part = part(visit, tx, open.thing).await?;
    let said = timeline(visit, tx, open, &part).await?;
    Ok(html! {
        section.talk aria-label="Conversation" {
            (head(visit, marks, open))
            (standing(visit, marks, open))
            (first_words(open, &quotes))
            (earlier(visit, open.thing, &part))
            @for (_, line) in said { (line) }
            (later(visit, open.thing, &part))
            (composer(visit, marks, open))
            (forms::dialogs(visit, marks, asked, open))
        }
    })
}

fn head(visit: &Visit, marks: &Marks, open: &Open<'_>) -> Markup {
    let one = &open.one;
    let source = if one.source.is_empty() { String::new() } else { format!(", {}", one.source) };
    html! {
        .object-head {
            a.btn.btn-icon.only-narrow href=(visit.at("requests")) aria-label="Back to the inbox" { (ui::icon("back")) }
            div {
                span.id {
                    (open.key()) (source) ", " (list::said_when(one.asked_at, visit.signed.now))
                    @if let Some(link) = &one.source_link { ", " a.link href=(link) rel="noopener noreferrer nofollow" { "where it came from" } }
                }
                h2 { (open.thing.title) }
            }
            .actions { (forms::menu(visit, marks, open)) }
        }
    }
}

/// A sentence for a request that is merged, declined or put off, with the way back.
fn standing(visit: &Visit, marks: &Marks, open: &Open<'_>) -> Markup {
    let one = &open.one;
    let press =
        |name: &'static str| if marks.acts(visit, Right::PlaceRequest) { name } else { "Propose to take it back" };
    let back = |action: &str, label: &str| {
        html! {
            form method="post" action=(visit.action(action)) {
                (visit.signed.hidden_fields())
                input type="hidden" name="request" value=(open.key());
                (ui::button(label).small())
            }
        }
    };
    html! {
        @if let Some(into) = &open.repeats {
            (ui::notice(html! { strong { "Merged into " a.link href=(visit.at(into.key())) { (into.key()) " " (into.title) } "." } " Who asked is counted there." })
                .icon("merge").action(back("request.unmerge", press("Take it back"))))
        } @else if open.thing.state == "declined" {
            (ui::notice(html! { strong { "Declined." } @if let Some(reason) = &one.decline_reason { " “" (reason) "”" } })
                .icon("ban").action(back("request.reopen", press("Take it up again"))))
        }
        @if let Some(until) = one.snoozed_until.filter(|until| *until > visit.signed.now) {
            (ui::notice(html! { strong { "Put off until " (date(until, visit.signed.now)) "." } " It is in no tab that waits for somebody." })
                .icon("clock").action(back("request.snooze", "Bring it back")))
        }
    }
}

/// What they wrote, the words that links rest on marked.
fn first_words(open: &Open<'_>, quotes: &[String]) -> Markup {
    let one = &open.one;
    let name = one.contact_name.as_deref().unwrap_or("Somebody");
    html! {
        article.msg #words data-passages="quote" {
            (avatar(name))
            div {
                .meta { strong { (name) } span { (one.customer_name.as_deref().or(one.email.as_deref()).unwrap_or_default()) } }
                @if one.body.trim().is_empty() { p.dim { (open.thing.title) } }
                @for paragraph in one.body.split("\n\n").filter(|paragraph| !paragraph.trim().is_empty()) {
                    p { (marked(paragraph.trim(), quotes)) }
                }
            }
        }
    }
}

/// The words that the links of this request rest on.
async fn quotes(tx: &mut Tx, open: &Open<'_>) -> Result<Vec<String>> {
    let links = together::thread::store::links::links_up(tx, open.thing.id).await?;
    Ok(links.into_iter().filter_map(|link| link.quote).filter(|quote| !quote.trim().is_empty()).collect())
}

fn avatar(name: &str) -> Markup {
    let initials = ui::initials(name);
    html! { (ui::Avatar { initials: &initials, name, role: "customer", role_mark: None, large: true }) }
}

/// The picture of somebody of the team, with the ring of their role.
fn member(open: &Open<'_>, person: Option<PersonId>, name: &str) -> Markup {
    let role = person.and_then(|person| open.names.main_role(person));
    let (initials, label) = (ui::initials(name), role.map(|role| role.label().to_lowercase()).unwrap_or_default());
    html! { (ui::Avatar { initials: &initials, name, role: &label, role_mark: role.and_then(Role::css), large: true }) }
}

/// What was said in a part of the conversation, and what was done since, in order.
async fn timeline(visit: &Visit, tx: &mut Tx, open: &Open<'_>, part: &Part) -> Result<Vec<(Ts, Markup)>> {
    let comments = &part.comments;
    let contacts: Vec<ContactId> = comments.iter().filter_map(|comment| comment.contact.map(Into::into)).collect();
    let contacts: HashMap<_, _> = customers::store::contact_names(tx, &contacts).await?.into_iter().collect();
    let mut lines: Vec<(Ts, Markup)> = Vec::new();
    for comment in comments {
        let heard = comment.contact.map(|id| contacts.get(&ContactId::from(id)).map_or("Somebody", String::as_str));
        lines.push((comment.at, said(visit, open, comment, heard)));
    }
    let journal = history::of_thing(tx, visit.product.id, open.thing.id, i64::MAX, 50).await?;
    for (entry, changes) in &journal {
        for change in changes {
            if let Some((icon, text)) = event(visit, open, entry, change) {
                lines.push((entry.at, html! { p.msg-event { (ui::icon(icon)) span { (text) } } }));
            }
        }
    }
    lines.sort_by_key(|(at, _)| *at);
    Ok(lines)
}

fn said(visit: &Visit, open: &Open<'_>, comment: &Comment, heard: Option<&str>) -> Markup {
    let id = format!("comment-{}", comment.id);
    let when = list::when(comment.at, visit.signed.now);
    let writer = comment.name.as_deref().unwrap_or("Tandem");
    if let Some(name) = heard {
        return html! {
            article.msg #(id) {
                (avatar(name))
                div { .meta { strong { (name) } span { (when) ", written down by " (first_name(writer)) } } (markdown(&comment.body)) }
            }
        };
    }
    if comment.audience == "team" {
        return html! {
            .msg-note #(id) {
                p { strong.strong { "Only the team sees this." } " " (first_name(writer)) ", " (when) }
                (markdown(&comment.body))
            }
        };
    }
    html! {
        article.msg #(id) {
            (member(open, comment.person, writer))
            div { .meta { strong { (writer) } span { (when) @if comment.edited_at.is_some() { ", changed" } } } (markdown(&comment.body)) }
        }
    }
}

/// What happened, as a line between messages; nothing for what the panes show anyway.
fn event(visit: &Visit, open: &Open<'_>, entry: &Entry, change: &Changed) -> Option<(&'static str, Markup)> {
    let read = |json: &Option<String>| json.as_deref().and_then(|json| serde_json::from_str::<Value>(json).ok());
    let (before, after) = (read(&change.before), read(&change.after));
    let text = |value: &Option<Value>| value.as_ref().and_then(|value| value.as_str().map(str::to_owned));
    let who = entry.actor_name.as_deref().map_or("Tandem", first_name);
    let linked = |value: &Option<Value>| value.as_ref().and_then(Change::linked);
    let link = |key: Key| html! { a.link href=(visit.at(key)) { (key) } };
    let field = change.field.as_str();
    if field == Change::link_field(LinkKind::AsksFor) {
        return Some(match (linked(&before), linked(&after)) {
            (_, Some(key)) => ("link", html! { (who) " linked it to " (link(key)) }),
            (Some(key), None) => ("link", html! { (who) " unlinked it from " (link(key)) }),
            (None, None) => return None,
        });
    }
    if field == Change::link_field(LinkKind::DuplicateOf) {
        return Some(match (linked(&before), linked(&after)) {
            (_, Some(key)) => ("merge", html! { (who) " merged it into " (link(key)) }),
            (Some(key), None) => ("split", html! { (who) " took the merge into " (link(key)) " back" }),
            (None, None) => return None,
        });
    }
    match field {
        FOLLOWS => text(&after).filter(|state| matches!(state.as_str(), "planned" | "done")).map(|state| {
            ("ready", html! { @if state == "done" { "Done: what it hangs on is done" } @else { "Planned: what it hangs on is in work or in a release" } })
        }),
        "state" => text(&after).and_then(|state| match state.as_str() {
            "declined" => Some(("ban", html! { (who) " declined it" })),
            "done" => Some(("ready", html! { (who) " closed it: nothing is to be built" })),
            "open" if matches!(text(&before).as_deref(), Some("declined" | "done")) => {
                Some(("undo", html! { (who) " took it up again" }))
            }
            _ => None,
        }),
        "owner" => {
            let owner = text(&after).and_then(|id| id.parse::<PersonId>().ok());
            let name = owner.and_then(|id| open.names.find(id)).map_or("nobody", first_name);
            Some(("user", html! { (who) " gave it to " (name) }))
        }
        "importance" => {
            let importance = after.as_ref().and_then(Value::as_i64)?;
            Some(("info", html! { (who) " said it is " (importance_in_words(importance).to_lowercase()) " to them" }))
        }
        _ => None,
    }
}

fn composer(visit: &Visit, marks: &Marks, open: &Open<'_>) -> Markup {
    let kept = Form::of(visit, "request.reply");
    let (error, only_team) = (kept.error("body"), kept.has("only_team"));
    let answers = marks.acts(visit, Right::AnswerCustomer);
    let who = open.who();
    let place = if answers {
        format!("Reply to {who}. It is kept with the request")
    } else {
        format!("Propose a reply to {who}, or tick “Only the team” to leave a note")
    };
    html! {
        form.composer method="post" action=(visit.action("request.reply")) {
            (visit.signed.hidden_fields())
            input type="hidden" name="request" value=(open.key());
            textarea.input name="body" id="reply" rows="2" data-key="a" aria-label=(format!("Reply to {who}")) placeholder=(place)
                data-draft=(format!("{}:{}:reply", visit.who().id, open.key())) aria-invalid=[error.map(|_| "true")] {
                (kept.value("body", ""))
            }
            @if let Some(error) = error { span.error role="alert" { (ui::icon("warn")) (error) } }
            .line {
                label.check.small { input type="checkbox" id="only-team" name="only_team" value="true" checked[only_team]; "Only the team" }
                span.push {}
                (marks.call(Right::AnswerCustomer))
                (ui::button(if answers { "Send" } else { "Propose" }).main().small().kbd("⌘↵"))
            }
        }
    }
}
