//! Hints on what a story says: a wavy line under the words, and a note that says what to write instead.

use std::ops::Range;

use axum::extract::Query;
use ground::db::Tx;
use ground::ui;
use ground::web::Result;
use maud::{Markup, html};
use serde::Deserialize;
use together::form::Form;
use together::roles::rules::Right;
use together::visit::Visit;
use together::words::{clipped, counted, date};

use super::Shown;
use crate::pieces::{asked, back_hidden, press, with_edit, without_edit};
use crate::stories::hints;
use crate::stories::rules::PART_LIMIT;
use crate::stories::rules::lint::{self, Hint, Place, Rewrite};
use crate::stories::rules::sentence::Sentence;
use crate::stories::store::hints::{self as store, Ignored};

/// The letters of other words that a note shows.
const SHOWN: usize = 120;

/// The hints on a story, and which of them somebody lives with.
#[derive(Default)]
pub(super) struct Hints {
    all: Vec<Hint>,
    ignored: Vec<Ignored>,
}

impl Hints {
    /// Finds them; none in what is over.
    pub(super) async fn load(tx: &mut Tx, shown: &Shown) -> Result<Self> {
        if !matches!(shown.thing.stage.as_str(), "open" | "active") {
            return Ok(Self::default());
        }
        let all = hints::of(&shown.story, &shown.criteria);
        let ignored = if all.is_empty() { Vec::new() } else { store::ignored(tx, shown.thing.id).await? };
        Ok(Self { all, ignored })
    }

    /// A part of the story or of a criterion, with a line under what could be said better.
    pub(super) fn under(&self, place: Place, words: &str) -> Markup {
        underlined(words, self.open().filter(|(_, hint)| hint.place == place).map(|(_, hint)| &hint.at))
    }

    /// The notes on the sentence.
    pub(super) fn on_sentence(&self, visit: &Visit, shown: &Shown) -> Markup {
        let of_sentence = |place: Place| matches!(place, Place::Role | Place::Means | Place::End);
        self.notes(visit, shown, "on the sentence", of_sentence)
    }

    /// The notes on the criteria.
    pub(super) fn on_criteria(&self, visit: &Visit, shown: &Shown) -> Markup {
        let of_criteria = |place: Place| place.criterion().is_some() || place == Place::Criteria;
        self.notes(visit, shown, "on the criteria", of_criteria)
    }

    fn notes(&self, visit: &Visit, shown: &Shown, on: &str, wanted: impl Fn(Place) -> bool) -> Markup {
        let ignored = |(hint, ignored): &(&Hint, &Ignored)| wanted(hint.place) && hint.mark == ignored.mark;
        let pairs = self.all.iter().flat_map(|hint| self.ignored.iter().map(move |ignored| (hint, ignored)));
        let ignored: Vec<_> = pairs.filter(ignored).collect();
        html! {
            @if self.open().any(|(_, hint)| wanted(hint.place)) {
                .stack-s { @for (n, hint) in self.open().filter(|(_, hint)| wanted(hint.place)) { (note(visit, shown, n, hint)) } }
            }
            @if !ignored.is_empty() {
                details {
                    summary.small.faint { (counted(ignored.len().try_into().unwrap_or(0), "hint", "hints")) " " (on) " ignored" }
                    ul.rows { @for (hint, ignored) in ignored { (lived_with(visit, shown, hint, ignored)) } }
                }
            }
        }
    }

    /// Those nobody ignored, each with its number.
    fn open(&self) -> impl Iterator<Item = (usize, &Hint)> {
        let open = |hint: &&Hint| self.ignored.iter().all(|ignored| ignored.mark != hint.mark);
        self.all.iter().filter(open).enumerate()
    }
}

fn note(visit: &Visit, shown: &Shown, n: usize, hint: &Hint) -> Markup {
    let wish = format!("ignore-{n}");
    let form = Form::about(visit, "story.ignore_hint", "hint", &hint.mark);
    let asked = form.refused() || asked(visit, "edit").as_deref() == Some(&wish);
    html! {
        .hint-note #(format!("hint-{n}")) {
            (ui::icon("edit"))
            div.stack-s {
                p { @if let Some(at) = hint.place.criterion() { "Criterion " (at + 1) ": " } (said(hint)) }
                @if asked { (ignore(visit, shown, hint, form)) }
            }
            span.line {
                (remedy(visit, shown, hint))
                @if !asked { (ui::link_button("Ignore", &with_edit(visit, &wish)).small().quiet()) }
            }
        }
    }
}

/// What is wrong, and what it could be.
fn said(hint: &Hint) -> Markup {
    html! {
        (quoted(&hint.message))
        @if let Some(Rewrite { text, rest }) = &hint.rewrite {
            " It could say: “" (clipped(text, SHOWN)) "”." @if !rest.is_empty() { " The rest goes into the text below." }
        }
    }
}

/// A message with its straight quotes as a browser draws quotes.
fn quoted(message: &str) -> Markup {
    html! { @for (n, part) in message.split('"').enumerate() { @if n % 2 == 1 { q { (part) } } @else { (part) } } }
}

/// The button that does what the hint asks for, where that can be said; else the way to the words.
fn remedy(visit: &Visit, shown: &Shown, hint: &Hint) -> Markup {
    if hint.parts.len() > 1 {
        let split = visit.at(format!("{}/split", shown.key()));
        return html! { (ui::link_button("Split it", &split).small()) };
    }
    let Some(rewrite) = &hint.rewrite else {
        let criterion = hint.place.criterion().and_then(|at| shown.criteria.get(at));
        let words = match criterion {
            Some(criterion) => with_edit(visit, &criterion.id.to_string()),
            None if hint.place == Place::Criteria => "#criterion-add".to_owned(),
            None => with_edit(visit, "story"),
        };
        let label = if hint.place == Place::Criteria { "Add one" } else { "Change it" };
        return html! { (ui::link_button(label, &words).small()) };
    };
    let (action, fields) = match hint.place.criterion().and_then(|at| shown.criteria.get(at)) {
        Some(criterion) => {
            let stored = [("given", &criterion.given), ("when", &criterion.when), ("then", &criterion.then)];
            let of = |(name, words): (&'static str, &String)| {
                (name, if name == hint.place.field() { rewrite.text.clone() } else { words.clone() })
            };
            let own = [("criterion", criterion.id.to_string()), ("seen", criterion.seq.to_string())];
            ("criterion.edit", own.into_iter().chain(stored.map(of)).collect::<Vec<_>>())
        }
        None => ("story.edit", of_story(shown, hint.place, rewrite)),
    };
    html! {
        form method="post" action=(visit.action(action)) data-stay {
            (visit.signed.hidden_fields())
            @for (name, value) in &fields { input type="hidden" name=(name) value=(value); }
            (ui::button(press(visit, &shown.marks, Right::WriteStory, "Use it", "Propose it")).small())
        }
    }
}

fn of_story(shown: &Shown, place: Place, rewrite: &Rewrite) -> Vec<(&'static str, String)> {
    let mut fields = vec![
        ("thing", shown.key().to_string()),
        ("seen", shown.thing.seq.to_string()),
        (place.field(), rewrite.text.clone()),
    ];
    if !rewrite.rest.is_empty() {
        let text = [shown.story.text.as_str(), rewrite.rest.as_str()];
        fields.push(("text", text.map(str::trim).join("\n\n").trim().to_owned()));
    }
    fields
}

/// The form that says why a hint is none.
fn ignore(visit: &Visit, shown: &Shown, hint: &Hint, form: Form<'_>) -> Markup {
    html! {
        form.line.wrap method="post" action=(visit.action("story.ignore_hint")) {
            (back_hidden(visit))
            input type="hidden" name="thing" value=(shown.key());
            input type="hidden" name="hint" value=(hint.mark);
            (form.trouble())
            (ui::field("because", "Why it is no fault here").id("ignore-because").required().value(&form.value("because", ""))
                .error(form.error("because").or(form.error("hint"))).attr("autofocus", ""))
            (ui::button(press(visit, &shown.marks, Right::WriteStory, "Ignore it", "Propose to ignore it")).small())
            a.btn.btn-s.btn-quiet href=(without_edit(visit)) { "Cancel" }
        }
    }
}

/// A hint somebody lives with, and why.
fn lived_with(visit: &Visit, shown: &Shown, hint: &Hint, ignored: &Ignored) -> Markup {
    let by = ignored.by_name.as_deref().unwrap_or("Somebody");
    html! {
        li.row.row-stackable {
            div {
                div { (quoted(&hint.message)) }
                .sub { span { "“" (ignored.because) "”" } span { (by) ", " (date(ignored.at, visit.signed.now)) } }
            }
            form.line method="post" action=(visit.action("story.heed_hint")) data-stay {
                (visit.signed.hidden_fields())
                input type="hidden" name="thing" value=(shown.key());
                input type="hidden" name="hint" value=(hint.mark);
                (ui::button(press(visit, &shown.marks, Right::WriteStory, "Take it up again", "Propose to take it up again")).small().quiet())
            }
        }
    }
}

/// Words with a line under some of them; what lies across another is left out.
fn underlined<'a>(words: &str, places: impl Iterator<Item = &'a Range<usize>>) -> Markup {
    let mut places: Vec<_> = places.filter(|at| !at.is_empty()).collect();
    places.sort_by_key(|at| (at.start, at.end));
    let cut = |at: Range<usize>| words.chars().skip(at.start).take(at.len()).collect::<String>();
    let mut from = 0;
    html! {
        @for at in places {
            @if at.start >= from {
                (cut(std::mem::replace(&mut from, at.end)..at.start)) span.hint { (cut(at.clone())) }
            }
        }
        (cut(from..words.chars().count()))
    }
}

/// What is being typed into a form of a story.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Typed {
    title: String,
    role: String,
    means: String,
    end: String,
    sentence: String,
}

impl Typed {
    /// The sentence, and the field all of it stands in, where it was typed as one.
    fn said(&self) -> (Sentence, Option<&'static str>) {
        let part = |text: &str| {
            text.split_whitespace().collect::<Vec<_>>().join(" ").chars().take(PART_LIMIT).collect::<String>()
        };
        let whole = [("sentence", &self.sentence), ("title", &self.title)];
        let whole = whole.iter().find_map(|(field, text)| Some((Sentence::parse(text)?, Some(*field))));
        let apart = || Sentence { role: part(&self.role), means: part(&self.means), end: part(&self.end) };
        whole.unwrap_or_else(|| (apart(), None))
    }
}

/// `GET /{product}/stories/lint`: what could be said better in what is being typed, as the contents of a list.
pub(super) async fn typed(_: Visit, Query(typed): Query<Typed>) -> Markup {
    let (said, whole) = typed.said();
    while_typing(&said, whole, &typed.sentence)
}

/// The notes on what stands in a form: on the sentence as it was understood, where it was typed as one.
pub(super) fn while_typing(said: &Sentence, whole: Option<&'static str>, sentence: &str) -> Markup {
    let hints = lint::of_sentence(said);
    let under = |place: Place, words: &str| {
        underlined(words, hints.iter().filter(|hint| hint.place == place).map(|hint| &hint.at))
    };
    html! {
        @if whole.is_some() {
            dl.narrative {
                dt { "As a" } dd { (under(Place::Role, &said.role)) }
                dt { "I want" } dd { (under(Place::Means, &said.means)) }
                @if !said.end.is_empty() { dt { "so that" } dd { (under(Place::End, &said.end)) } }
            }
        } @else if !sentence.trim().is_empty() {
            p.small.dim { "Not understood yet: “As a … I want … so that …”." }
        }
        @for hint in &hints {
            .hint-note {
                (ui::icon("edit"))
                p { (self::said(hint)) }
                @if let Some(rewrite) = &hint.rewrite {
                    @let (field, text) = instead(said, whole, hint.place, rewrite);
                    (ui::button("Use it").small().script().attr("data-use", field).attr("data-text", &text))
                } @else { span {} }
            }
        }
    }
}

/// The field that other words go into, and what it says with them.
fn instead(said: &Sentence, whole: Option<&'static str>, place: Place, rewrite: &Rewrite) -> (&'static str, String) {
    let Some(field) = whole else { return (place.field(), rewrite.text.clone()) };
    let mut said = said.clone();
    let part = match place {
        Place::Role => &mut said.role,
        Place::End => &mut said.end,
        _ => &mut said.means,
    };
    part.clone_from(&rewrite.text);
    (field, said.to_string())
}
