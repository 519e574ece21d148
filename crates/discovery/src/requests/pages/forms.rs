//! The forms of requests: recording one, and what the menu of one opens. Each dialog is a link to the same page with the
//! dialog open, so that it works without a script.

use ground::ui::{self, Choice};
use maud::{Markup, html};
use together::people::PersonId;
use together::roles::marks::Marks;
use together::roles::rules::Right;
use together::thread::Thing;
use together::visit::Visit;
use together::words::{iso_day, lower_first};

use super::super::rules::{MOST_IMPORTANT, importance_in_words};
use super::{Asked, Open};
use together::form::Form;

/// How important a request can be, as choices.
pub(super) const IMPORTANCE: [Choice<'static>; 4] = [
    Choice { value: "0", label: "Not important", note: "" },
    Choice { value: "1", label: "Nice to have", note: "" },
    Choice { value: "2", label: "Important", note: "" },
    Choice { value: "3", label: "Critical", note: "" },
];

/// The form that records a request. With a thing it is recorded for, it hangs on that at once where the person may place
/// requests; else that thing is suggested afterwards.
pub(super) fn record(visit: &Visit, marks: &Marks, wanted: Option<&Thing>) -> Markup {
    let kept = Form::of(visit, "request.record");
    let stored = |name: &str, otherwise: &str| kept.value(name, otherwise);
    let today = iso_day(visit.signed.now);
    let places = wanted.filter(|_| marks.acts(visit, Right::PlaceRequest));
    let next = match (wanted, places) {
        (Some(wanted), None) => visit.at(format!("{{key}}?for={}", wanted.key())),
        _ => visit.at("{key}"),
    };
    html! {
        section.talk aria-label="Record a request" {
            .object-head {
                a.btn.btn-icon.only-narrow href=(visit.at("requests")) aria-label="Back to the inbox" { (ui::icon("back")) }
                div { h2 { "Record a request" } @if let Some(wanted) = wanted { p.dim { (wanted.key()) " " (wanted.title) } } }
            }
            form.stack-s method="post" action=(visit.action("request.record")) {
                (visit.signed.hidden_fields())
                input type="hidden" name="next" value=(next);
                @if let Some(wanted) = places { input type="hidden" name="asks_for" value=(wanted.key()); }
                (ui::field("body", "What they said").text().id("request-body").attr("rows", "6").hint("In their words. The first sentence becomes the title when there is none")
                    .value(&stored("body", "")).error(kept.error("body")))
                (ui::field("title", "Title").id("request-title").value(&stored("title", "")).error(kept.error("title")))
                .line.wrap {
                    (ui::field("contact", "Who asked").id("request-contact").attr("autocomplete", "off").value(&stored("contact", "")).error(kept.error("contact")))
                    (ui::field("email", "Their e-mail").id("request-email").attr("autocomplete", "off").value(&stored("email", "")).error(kept.error("email")))
                    (ui::field("customer", "For which customer").id("request-customer").attr("autocomplete", "off").value(&stored("customer", "")).error(kept.error("customer")))
                }
                .line.wrap {
                    (ui::field("importance", "To them it is").id("request-importance").select(&IMPORTANCE).value(&stored("importance", "1")).error(kept.error("importance")))
                    (ui::field("source", "How it came").id("request-source").attr("placeholder", "by e-mail").value(&stored("source", "")).error(kept.error("source")))
                    (ui::field("asked", "On which day").id("request-asked").kind("date").attr("max", &today).value(&stored("asked", &today)).error(kept.error("asked")))
                }
                (ui::field("source_link", "Where it stands elsewhere").id("request-link").kind("url").attr("placeholder", "https://").value(&stored("source_link", "")).error(kept.error("source_link")))
                div { (ui::button("Record it").main().kbd("⌘↵")) }
            }
        }
    }
}

/// The menu of a request.
pub(super) fn menu(visit: &Visit, marks: &Marks, open: &Open<'_>) -> Markup {
    let key = open.key();
    let state = open.thing.state.as_str();
    let dialog = |id: &'static str, icon: &'static str, name: &'static str, hint: &'static str, chord: &'static str| {
        html! {
            a href=(visit.at(format!("{key}?do={id}"))) data-open=(id) data-key=(chord) { (ui::icon(icon)) (name) kbd { (hint) } }
        }
    };
    let at_once = |action: &'static str, icon: &'static str, name: &str, letter: Option<&'static str>| {
        html! {
            form method="post" action=(visit.action(action)) {
                (visit.signed.hidden_fields())
                input type="hidden" name=(if action == "thread.remove" { "thing" } else { "request" }) value=(key);
                button type="submit" data-key=[letter] {
                    (ui::icon(icon)) (name) @if let Some(letter) = letter { kbd { (letter.to_uppercase()) } }
                }
            }
        }
    };
    let mine = marks.acts(visit, Right::PlaceRequest);
    let or_propose = |name: &str| if mine { name.to_owned() } else { format!("Propose: {}", lower_first(name)) };
    let items = html! {
        @if state == "new" { (at_once("request.read", "check", "Mark as read", Some("e"))) }
        @if state != "merged" { (dialog("merge", "merge", "Merge with…", "M", "m")) }
        (dialog("edit", "edit", "Change it…", "⇧E", "shift+e"))
        (dialog("hear", "user", "They said more…", "H", "h"))
        @if matches!(state, "new" | "open") { (dialog("snooze", "clock", "Put it off…", "Z", "z")) }
        hr;
        @if matches!(state, "new" | "open") { (at_once("request.finish", "ready", &or_propose("Close as answered"), None)) }
        @if matches!(state, "declined" | "done") { (at_once("request.reopen", "undo", &or_propose("Take it up again"), Some("u"))) }
        @if !matches!(state, "declined" | "merged") { (dialog("decline", "ban", "Decline with a reason…", "⇧D", "shift+d")) }
        (at_once("thread.remove", "x", &or_propose("Remove"), None))
    };
    html! { (ui::menu("More").end().id("request-more").key(".").list(items)) }
}

/// The dialogs that the menu opens.
pub(super) fn dialogs(visit: &Visit, marks: &Marks, asked: &Asked, open: &Open<'_>) -> Markup {
    html! {
        (merge(visit, marks, asked, open))
        (decline(visit, marks, asked, open))
        (edit(visit, asked, open))
        (hear(visit, asked, open))
        (snooze(visit, asked, open))
    }
}

/// What all of them have: an id, a title, the action they post to.
struct Frame<'a> {
    id: &'static str,
    title: &'a str,
    lead: &'a str,
    action: &'static str,
    press: &'a str,
}

fn dialog(visit: &Visit, asked: &Asked, open: &Open<'_>, frame: &Frame<'_>, fields: &Markup) -> Markup {
    let kept = Form::of(visit, frame.action);
    let to = visit.action(frame.action);
    let body = html! {
        (visit.signed.hidden_fields())
        input type="hidden" name="request" value=(open.key());
        (kept.trouble())
        .stack-s { (fields) }
    };
    let footer = html! {
        button.btn.btn-quiet type="button" data-close { "Cancel" }
        (ui::button(frame.press).main())
    };
    let now = kept.refused() || asked.r#do == frame.id;
    html! { (ui::dialog(frame.id, frame.title).lead(frame.lead).posts_to(&to).body(body).footer(footer).now(now)) }
}

fn merge(visit: &Visit, marks: &Marks, asked: &Asked, open: &Open<'_>) -> Markup {
    let kept = Form::of(visit, "request.merge");
    let frame = Frame {
        id: "merge",
        title: "Which request does it repeat?",
        lead: "Both keep their words. Their people are counted together, each once, and you can take it back.",
        action: "request.merge",
        press: if marks.acts(visit, Right::PlaceRequest) { "Merge" } else { "Propose to merge" },
    };
    let fields = html! {
        (ui::field("into", "The request that stays").id("merge-into").required().attr("placeholder", "R-352").value(&kept.value("into", "")).error(kept.error("into")))
    };
    dialog(visit, asked, open, &frame, &fields)
}

fn decline(visit: &Visit, marks: &Marks, asked: &Asked, open: &Open<'_>) -> Markup {
    let kept = Form::of(visit, "request.decline");
    let title = format!("Decline {}?", open.key());
    let frame = Frame {
        id: "decline",
        title: &title,
        lead: "The reason is kept with the request as the answer to who asked.",
        action: "request.decline",
        press: if marks.acts(visit, Right::PlaceRequest) { "Decline it" } else { "Propose to decline" },
    };
    let fields = html! {
        (ui::field("because", "Why, in words for them").id("decline-because").text().required().value(&kept.value("because", "")).error(kept.error("because")))
    };
    dialog(visit, asked, open, &frame, &fields)
}

fn edit(visit: &Visit, asked: &Asked, open: &Open<'_>) -> Markup {
    let kept = Form::of(visit, "request.edit");
    let frame =
        Frame { id: "edit", title: "Change what was recorded", lead: "", action: "request.edit", press: "Save" };
    let one = &open.one;
    let text = |stored: &Option<String>| stored.clone().unwrap_or_default();
    let field = |name: &'static str, label: &'static str, id: &'static str, stored: &str, kind: &'static str| {
        let shown = kept.value(name, stored);
        html! { (ui::field(name, label).id(id).kind(kind).value(&shown).error(kept.error(name))) }
    };
    // An e-mail that came with the name is the contact's, so it is sent along; else the contact would be another.
    let fields = html! {
        input type="hidden" name="seen" value=(kept.seen(open.thing.seq));
        (field("title", "Title", "edit-title", &open.thing.title, "text"))
        (ui::field("body", "What they said").id("edit-body").text().attr("rows", "6").value(&kept.value("body", &one.body)).error(kept.error("body")))
        .line.wrap {
            (field("contact", "Who asked", "edit-contact", &text(&one.contact_name), "text"))
            (field("email", "Their e-mail", "edit-email", &text(&one.email), "text"))
            (field("customer", "For which customer", "edit-customer", &text(&one.customer_name), "text"))
        }
        .line.wrap {
            (field("source", "How it came", "edit-source", &one.source, "text"))
            (field("asked", "On which day", "edit-asked", &iso_day(one.asked_at), "date"))
        }
    };
    dialog(visit, asked, open, &frame, &fields)
}

fn hear(visit: &Visit, asked: &Asked, open: &Open<'_>) -> Markup {
    let kept = Form::of(visit, "request.hear");
    let frame = Frame {
        id: "hear",
        title: "What did they say?",
        lead: "By phone, at the desk, in passing: their words are kept with the request.",
        action: "request.hear",
        press: "Keep it",
    };
    let name = open.one.contact_name.clone().unwrap_or_default();
    let fields = html! {
        (ui::field("contact", "Who said it").id("hear-contact").value(&kept.value("contact", &name)).error(kept.error("contact")))
        (ui::field("body", "Their words").id("hear-body").text().required().value(&kept.value("body", "")).error(kept.error("body")))
    };
    dialog(visit, asked, open, &frame, &fields)
}

fn snooze(visit: &Visit, asked: &Asked, open: &Open<'_>) -> Markup {
    let kept = Form::of(visit, "request.snooze");
    let frame = Frame {
        id: "snooze",
        title: "Until when?",
        lead: "It leaves the inbox and comes back on that day.",
        action: "request.snooze",
        press: "Put it off",
    };
    let fields = html! {
        (ui::field("until", "The day it comes back").id("snooze-until").kind("date").required().value(&kept.value("until", "")).error(kept.error("until")))
    };
    dialog(visit, asked, open, &frame, &fields)
}

/// The importance of a request: what it is, and on opening what it could be.
pub(super) fn importance(visit: &Visit, marks: &Marks, open: &Open<'_>) -> Markup {
    let acts = marks.acts(visit, Right::RateValue);
    let now = open.one.importance;
    let items = html! {
        @if !acts { (ui::menu_label("Propose another")) }
        form method="post" action=(visit.action("request.set_importance")) {
            (visit.signed.hidden_fields())
            input type="hidden" name="request" value=(open.key());
            @for n in (0..=MOST_IMPORTANT).rev() {
                (ui::menu_item(importance_in_words(n)).named("importance", &n.to_string()).on(n == now))
            }
        }
    };
    html! { (ui::menu(importance_in_words(now)).chip().end().id("importance").key("p").list(items)) }
}

/// Who looks after a request, and on opening who could.
pub(super) fn owner(visit: &Visit, people: &[(PersonId, String)], open: &Open<'_>) -> Markup {
    let now = people.iter().find(|(id, _)| Some(*id) == open.thing.owner);
    let own = visit.who().id;
    let mut people: Vec<_> = people.iter().collect();
    people.sort_by_key(|(id, _)| *id != own);
    let items = html! {
        form method="post" action=(visit.action("request.assign")) {
            (visit.signed.hidden_fields())
            input type="hidden" name="request" value=(open.key());
            @for (id, name) in people {
                @let label = if *id == own { format!("{name}, you") } else { name.clone() };
                (ui::menu_item(&label).named("owner", &id.to_string()).on(Some(*id) == open.thing.owner))
            }
            @if now.is_some() { (ui::menu_item("Nobody").named("owner", "")) }
        }
    };
    html! { (ui::menu(now.map_or("Nobody yet", |(_, name)| name)).chip().end().id("owner").key("o").list(items)) }
}
