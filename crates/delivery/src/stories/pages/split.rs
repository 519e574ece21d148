//! Splitting a story, and what became of one that was split.

use axum::extract::Path;
use axum::response::Response;
use ground::db::Tx;
use ground::ui::{self, Choice, choice};
use ground::web::{Failure, Result};
use maud::{Markup, html};
use together::form::Form;
use together::roles::rules::{Right, RightSet};
use together::thread::{self, Key, Kind, Thing};
use together::visit::{Page, Visit};
use together::words::counted;

use super::Shown;
use crate::pieces::press;
use crate::sprints::rules::states::need_to_choose;
use crate::stories::hints;
use crate::stories::rules::split::may_be;
use crate::stories::store::{self, Asking};

/// So many lines are there to be written on; those left empty are no parts.
const LINES: usize = 4;

/// So many requests are given out by hand; all others ask for every part.
const GIVEN_OUT: i64 = 50;

/// Where a story came from and what was split off it, where it was split.
pub(super) async fn origin(visit: &Visit, tx: &mut Tx, shown: &Shown) -> Result<Markup> {
    let into = store::split_into(tx, shown.thing.id).await?;
    let from: Vec<_> = shown.story.split_from.into_iter().collect();
    let (from, into) = (thread::store::by_ids(tx, &from).await?, thread::store::by_ids(tx, &into).await?);
    let links = |things: &[Thing]| {
        html! {
            @for (n, thing) in things.iter().enumerate() {
                @if n > 0 { ", " }
                a.link href=(visit.at(thing.key())) { span.id { (thing.key()) } " " (thing.title) }
            }
        }
    };
    let became = if shown.thing.state == "dropped" { "Split into " } else { "Split: it goes on here and in " };
    Ok(html! {
        @if !into.is_empty() { p.small.dim { (ui::icon("split")) " " (became) (links(&into)) } }
        @if !from.is_empty() { p.small.dim { (ui::icon("split")) " Split from " (links(&from)) } }
    })
}

/// `GET /{product}/{key}/split`.
pub(super) async fn show(visit: Visit, Path((_, key)): Path<(String, String)>) -> Result<Response> {
    let key: Key = key.parse().map_err(|_| Failure::NotFound)?;
    let mut tx = visit.read().await?;
    let shown = Shown::load(&visit, &mut tx, key).await?;
    let asking = store::asking(&mut tx, shown.thing.id, GIVEN_OUT).await?;
    drop(tx);
    let title = format!("Split {key}");
    let lead = "Each part is a story with value of its own. All of them hang where this one hangs: same feature, same release, right below one another.";
    let body = html! {
        .page {
            (ui::page_head(&title, lead, ""))
            .halves { section { (form(&visit, &shown, &asking)) } section.stack-s { (what_it_says(&shown)) } }
        }
    };
    let key_text = key.to_string();
    let crumbs = vec![("Backlog", visit.at("backlog")), (key_text.as_str(), visit.at(key))];
    visit
        .page(Page { title: "Split", place: "backlog", crumbs, topics: vec![key.to_string()], body, ..Page::default() })
        .await
}

fn form(visit: &Visit, shown: &Shown, asking: &[Asking]) -> Markup {
    let key = shown.key();
    if let Err(refusal) = may_be(&key.to_string(), &shown.thing.state) {
        return html! { (ui::notice(html! { (refusal.message) " " (refusal.hint.unwrap_or_default()) })) };
    }
    let form = Form::about(visit, "story.split", "thing", key);
    html! {
        form.stack method="post" action=(visit.action("story.split")) {
            (visit.signed.hidden_fields())
            input type="hidden" name="next" value=(visit.at(key));
            input type="hidden" name="thing" value=(key);
            (form.trouble())
            (parts(visit, shown, form))
            (stays(shown, form))
            (goes("criteria", "Acceptance criteria", "1", &criteria(visit, shown)))
            (goes("requests", "Requests that ask for it", "all", &requests(visit, asking)))
            (sprint(shown, form))
            p.small.dim { (points(shown)) }
            .line {
                (ui::button(press(visit, &shown.marks, need(shown), "Split it", "Propose to split it")).main().icon("split"))
                a.btn.btn-quiet href=(visit.at(key)) { "Cancel" }
            }
        }
    }
}

/// The decisions it is, as long as requests stay with all parts.
fn need(shown: &Shown) -> RightSet {
    let sprint = open_sprint(shown);
    let of_sprint = sprint.map(|sprint| need_to_choose([sprint.state.as_str()]));
    of_sprint.map_or(Right::WriteStory.into(), |right| RightSet::from(Right::WriteStory).with(right))
}

fn open_sprint(shown: &Shown) -> Option<&Thing> {
    shown.related(Kind::Sprint).filter(|sprint| matches!(sprint.state.as_str(), "planned" | "running"))
}

/// The lines of the parts: as they were sent, or as the story reads best in two.
fn parts(visit: &Visit, shown: &Shown, form: Form<'_>) -> Markup {
    let kept: Vec<String> = match visit.kept("story.split") {
        Some(kept) => kept.pairs.all("parts").map(str::to_owned).collect(),
        None => likely(shown),
    };
    let error = form.error("parts");
    html! {
        .stack-s {
            @for line in 1..=LINES.max(kept.len()) {
                @let (id, label) = (format!("part-{line}"), format!("Part {line}"));
                @let hint = match line {
                    1 => "A title, or “As a … I want … so that …”.",
                    3 => "Left empty it is no part.",
                    _ => "",
                };
                (ui::field("parts", &label).id(&id).text().attr("rows", "2").value(kept.get(line - 1).map_or("", String::as_str))
                    .hint(hint).error(error.filter(|_| line == 2)))
            }
        }
    }
}

/// The sentences of the two stories that the linter sees in it; else the title, and what is still to be said.
fn likely(shown: &Shown) -> Vec<String> {
    let hints = hints::of(&shown.story, &shown.criteria);
    let parts = hints.into_iter().map(|hint| hint.parts).find(|parts| parts.len() > 1);
    parts.unwrap_or_else(|| vec![shown.thing.title.clone()])
}

/// Whether the story is one of its parts.
fn stays(shown: &Shown, form: Form<'_>) -> Markup {
    let (key, anew) = (shown.key(), form.value("anew", "false") == "true");
    let legend = format!("What becomes of {key}");
    let choices = html! {
        (ui::radio("anew", "false", "It stays as part 1, with its talk and its history").id("anew-no").on(!anew))
        (ui::radio("anew", "true", "All parts are new; it is dropped and says what it became").id("anew-yes").on(anew))
        @if let Some(error) = form.error("anew") { span.error { (ui::icon("warn")) (error) } }
    };
    ui::fieldset(&legend, choices)
}

/// Something that goes to a part: its name, its words, and where it was sent already.
type Goes = (String, Markup, Option<String>);

/// What goes to which part: each with the choice of one, or of all.
fn goes(name: &'static str, title: &str, usual: &str, rows: &[Goes]) -> Markup {
    let lines: Vec<(String, String)> = (1..=LINES).map(|line| (line.to_string(), format!("Part {line}"))).collect();
    html! {
        @if !rows.is_empty() {
            (ui::fieldset(title, html! {
                ul.rows {
                    @for (what, words, chosen) in rows {
                        @let ends: Vec<(String, &str)> = lines.iter().map(|(line, label)| (format!("{what} {line}"), label.as_str()))
                            .chain([(format!("{what} all"), "Every part")]).collect();
                        @let choices: Vec<Choice<'_>> = ends.iter().map(|(value, label)| choice(value, label)).collect();
                        @let id = format!("{name}-{what}");
                        @let value = chosen.clone().unwrap_or_else(|| format!("{what} {usual}"));
                        li.row { div { (words) } (ui::field(name, "Goes to").id(&id).bare().select(&choices).value(&value)) }
                    }
                }
            }))
        }
    }
}

fn criteria(visit: &Visit, shown: &Shown) -> Vec<Goes> {
    let rows = shown.criteria.iter().map(|criterion| {
        let id = criterion.id.to_string();
        let chosen = sent(visit, "criteria", &id);
        (id, html! { (criterion.in_words()) }, chosen)
    });
    rows.collect()
}

fn requests(visit: &Visit, asking: &[Asking]) -> Vec<Goes> {
    let rows = asking.iter().map(|asking| {
        let key = format!("R-{}", asking.number);
        let chosen = sent(visit, "requests", &key);
        (key.clone(), html! { span.id { (key) } " " (asking.title) }, chosen)
    });
    rows.collect()
}

/// Where somebody sent something in a form that was refused.
fn sent(visit: &Visit, field: &'static str, what: &str) -> Option<String> {
    let kept = visit.kept("story.split")?;
    let own = |said: &&str| said.rsplit_once(' ').is_some_and(|(of, _)| of == what);
    kept.pairs.all(field).find(own).map(str::to_owned)
}

fn sprint(shown: &Shown, form: Form<'_>) -> Markup {
    html! {
        @if let Some(sprint) = open_sprint(shown) {
            div {
                (ui::checkbox("out_of_sprint", "The new stories go back to the product backlog").value("true").id("out-of-sprint").on(form.has("out_of_sprint")))
                p.small.dim { "Else they stay in " (sprint.title) ", as " (shown.key()) " does." }
            }
        }
    }
}

fn points(shown: &Shown) -> String {
    match shown.story.points {
        Some(points) => {
            let points = counted(points, "point", "points");
            format!("Its {points} are not shared out: the developers estimate each part anew.")
        }
        None => "The developers estimate each part by itself.".to_owned(),
    }
}

/// The story as it is, beside the form.
fn what_it_says(shown: &Shown) -> Markup {
    let story = &shown.story;
    let part = |part: &Option<String>| part.clone().unwrap_or_else(|| "not said yet".to_owned());
    html! {
        (ui::sec_head("What it says now"))
        p { strong { (shown.thing.title) } }
        dl.narrative {
            dt { "As a" } dd { (part(&story.role)) }
            dt { "I want" } dd { (part(&story.means)) }
            dt { "so that" } dd { (part(&story.ending)) }
        }
        p.small.dim { "A part written as a title alone is for the same people and the same end." }
    }
}
