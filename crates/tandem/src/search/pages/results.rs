//! The page of results: by kind, done or not, paged by key.

use std::collections::HashMap;

use axum::extract::Query;
use axum::response::{IntoResponse, Redirect, Response};
use ground::db::{Tx, cut};
use ground::ui;
use ground::web::{Result, encoded};
use maud::{Markup, html};
use serde::Deserialize;
use together::thread::search::{Found, MOST, Wanted, count, find, texts};
use together::thread::{self, Key, Kind, ThingId};
use together::visit::{Page, Visit};
use together::words::{counted, upper_first};

use super::super::rules::{passage, says_all};
use super::jump::hangs;
use super::{by_key, title};

/// Results on one page.
const PAGE: usize = 50;

/// What is looked for.
#[derive(Debug, Default, Deserialize)]
pub(super) struct Asked {
    #[serde(default)]
    q: String,
    /// Only this kind.
    kind: Option<Kind>,
    /// `open` or `over`; both for anything else.
    show: Option<String>,
    /// The last result of the page before.
    after: Option<Key>,
}

impl Asked {
    fn over(&self) -> Option<bool> {
        match self.show.as_deref() {
            Some("open") => Some(false),
            Some("over") => Some(true),
            _ => None,
        }
    }

    /// The address of these results with another kind, state or page.
    fn address(&self, visit: &Visit, kind: Option<Kind>, show: Option<&str>, after: Option<Key>) -> String {
        let kind = kind.map_or_else(String::new, |kind| format!("&kind={}", kind.code()));
        let show = show.map_or_else(String::new, |show| format!("&show={show}"));
        let after = after.map_or_else(String::new, |after| format!("&after={after}"));
        format!("{}?q={}{kind}{show}{after}", visit.at("search"), encoded(self.q.trim()))
    }
}

/// `GET /{product}/search`.
pub(super) async fn show(visit: Visit, Query(asked): Query<Asked>) -> Result<Response> {
    let mut tx = visit.read().await?;
    let (product, typed) = (visit.product.id, asked.q.trim());
    if let Some(thing) = by_key(&mut tx, product, typed).await? {
        return Ok(Redirect::to(&visit.at(thing.key())).into_response());
    }
    let before = match asked.after {
        Some(key) => thread::store::by_key(&mut tx, product, key).await?.map(|thing| thing.id),
        None => None,
    };
    let wanted = Wanted { kind: asked.kind, over: asked.over(), before, ..Wanted::member(product, typed, PAGE + 1) };
    let (counts, mut found) = if typed.is_empty() {
        (Vec::new(), Vec::new())
    } else {
        (count(&mut tx, &wanted).await?, find(&mut tx, &wanted).await?)
    };
    let more = cut(&mut found, PAGE);
    let texts = elsewhere(&visit, &mut tx, &found, typed).await?;
    drop(tx);
    let body = html! {
        .page {
            (head(&visit, &asked, &counts))
            @if !counts.is_empty() { (kinds(&visit, &asked, &counts)) }
            @if found.is_empty() { (nothing(typed)) }
            ul.rows { @for found in &found { (row(&visit, found, typed, texts.get(&found.id))) } }
            @if let Some(last) = found.last().filter(|_| more) {
                p.note { a.link href=(asked.address(&visit, asked.kind, asked.show.as_deref(), Some(last.key()))) { "Older results" } }
            }
        }
    };
    visit.page(Page { title: "Search", place: "-", body, ..Page::default() }).await
}

fn head(visit: &Visit, asked: &Asked, counts: &[(Kind, i64)]) -> Markup {
    let total: i64 = counts.iter().map(|(_, count)| count).sum();
    let typed = asked.q.trim();
    let heading = if typed.is_empty() {
        "Search".to_owned()
    } else {
        let results =
            if uncounted(counts) { "More than 1,000 results".to_owned() } else { counted(total, "result", "results") };
        format!("{results} for “{typed}”")
    };
    let links = [("All", None), ("Not done", Some("open")), ("Done or dropped", Some("over"))];
    let addresses = links.map(|(label, show)| (label, show, asked.address(visit, asked.kind, show, None)));
    let tabs = addresses.iter().map(|(label, show, href)| ui::tab(label, href).current(*show == shown(asked)));
    let tabs: Vec<_> = tabs.collect();
    let actions = html! { @if !typed.is_empty() { (ui::seg_links("Which results", &tabs)) } };
    html! {
        (ui::page_head(heading, "Words of titles and texts, the last as a beginning; or a key, also the one it had where it came from.", actions))
        form.line.wrap method="get" action=(visit.at("search")) role="search" {
            @if let Some(kind) = asked.kind { input type="hidden" name="kind" value=(kind.code()); }
            @if let Some(show) = shown(asked) { input type="hidden" name="show" value=(show); }
            input.input.grow type="search" id="q" name="q" value=(typed) aria-label="Words or a key" placeholder="Words or a key" data-filter;
            (ui::button("Search").icon("search"))
        }
    }
}

fn shown(asked: &Asked) -> Option<&str> {
    asked.show.as_deref().filter(|_| asked.over().is_some())
}

fn kinds(visit: &Visit, asked: &Asked, counts: &[(Kind, i64)]) -> Markup {
    let total: i64 = counts.iter().map(|(_, count)| count).sum();
    let mut counts = counts.to_vec();
    counts.sort_by_key(|(kind, _)| super::ORDER.iter().position(|of| of == kind));
    let link = |kind: Option<Kind>, label: &str, number: String| {
        html! {
            a href=(asked.address(visit, kind, shown(asked), None)) aria-current=[(asked.kind == kind).then_some("true")] {
                (label) " " span.count { (number) }
            }
        }
    };
    html! {
        nav.tabs aria-label="Kinds" {
            (link(None, "Everything", if uncounted(&counts) { format!("{MOST}+") } else { total.to_string() }))
            @for (kind, number) in &counts {
                (link(Some(*kind), kind.plural(), if *number >= MOST { format!("{MOST}+") } else { number.to_string() }))
            }
        }
    }
}

/// Whether there are more than were counted.
fn uncounted(counts: &[(Kind, i64)]) -> bool {
    counts.iter().any(|(_, count)| *count >= MOST)
}

fn nothing(typed: &str) -> Markup {
    if typed.is_empty() {
        return ui::empty(
            "Type a few words",
            "Everything in this product is found by its words: titles, texts, what people said.",
            "",
        );
    }
    ui::empty("Nothing has these words", "Try fewer words, or the beginning of one.", "")
}

/// The texts of what was found by words that its title lacks.
async fn elsewhere(visit: &Visit, tx: &mut Tx, found: &[Found], typed: &str) -> Result<HashMap<ThingId, String>> {
    let mut told = HashMap::new();
    for kind in Kind::ALL {
        let lacking = |found: &&Found| found.kind == *kind && !says_all(&found.title, typed);
        let lacking: Vec<&Found> = found.iter().filter(lacking).collect();
        if !lacking.is_empty() {
            told.extend(texts(tx, visit.app(), *kind, &lacking).await?);
        }
    }
    Ok(told)
}

fn row(visit: &Visit, found: &Found, typed: &str, text: Option<&String>) -> Markup {
    let passage = text.and_then(|text| passage(&found.title, text, typed));
    html! {
        li.row.row-icon id=(found.key()) data-row {
            span.faint { (ui::icon(found.kind.icon())) }
            div {
                .clip { a.t href=(visit.at(found.key())) { span.id { (found.key()) } " " (title(&found.title, typed)) } }
                @if let Some(passage) = &passage { p.sub { span.clip { (title(passage, typed)) } } }
            }
            span.line { @if hangs(found.kind) { span.only-wide { (thread::pages::dots(found.thread)) } } (ui::chip(&upper_first(&found.state))) }
        }
    }
}
