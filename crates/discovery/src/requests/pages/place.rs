//! Where a request hangs, what reads like it, and what it is worth.

use std::collections::HashMap;

use ground::db::Tx;
use ground::ui;
use ground::web::Result;
use maud::{Markup, html};
use together::journal::proposals;
use together::products::ProductId;
use together::roles;
use together::roles::marks::Marks;
use together::roles::rules::Right;
use together::thread::store::links::{Linked, links_up};
use together::thread::{self, Key, Kind, LinkKind, ThingId};
use together::visit::Visit;
use together::words::{counted, grouped};

use super::super::rules::wording::{ENOUGH, Word, telling, together, weight, weight_together};
use super::super::store::inbox::{self, Likely, PLACES, PLACES_AND_REQUESTS};
use super::super::store::{self, Short};
use super::{Asked, Open, forms, group_in_words};
use crate::demand;
use together::form::Form;

/// Of what shares words with a request so many are looked at.
const BEST: usize = 8;

/// Of what has all of some common words so many are asked for, when rare words tell some of them apart.
const TOLD_APART: usize = 100;
/// And when nothing does: enough for the best, though some of them are not shown.
const ALL_THE_SAME: usize = 2 * BEST;

/// The right pane, and what it suggests first.
pub(super) async fn draw(
    visit: &Visit,
    tx: &mut Tx,
    marks: &Marks,
    asked: &Asked,
    open: &Open<'_>,
) -> Result<(Markup, Option<Key>)> {
    let linked = links_up(tx, open.thing.id).await?;
    let linked: Vec<_> = linked.into_iter().filter(|link| link.link == LinkKind::AsksFor.code()).collect();
    let (likely, alike) = suggestions(visit, tx, asked, open, &linked).await?;
    let proposed = proposals::pages::about(visit, tx, open.thing).await?;
    let members = store::members(tx, open.thing.id).await?;
    let worth = worth(visit, tx, marks, open, &linked).await?;
    let pane = html! {
        aside.stack aria-label="Place this request" {
            (proposed)
            (hangs(visit, marks, open, &linked, &likely))
            @if !members.is_empty() { (merged(visit, marks, &members)) }
            @if !alike.is_empty() && open.repeats.is_none() { (reads_like(visit, marks, open, &alike)) }
            (worth)
        }
    };
    Ok((pane, likely.first().map(Likely::key)))
}

fn hangs(visit: &Visit, marks: &Marks, open: &Open<'_>, linked: &[Linked], likely: &[Likely]) -> Markup {
    let acts = marks.acts(visit, Right::PlaceRequest);
    let press = if acts { "Link" } else { "Propose" };
    let new_need = visit.at(format!("needs?new=1&for={}", open.key()));
    html! {
        section.stack-s {
            (ui::sec_head("Where does it hang?").aside(marks.call(Right::PlaceRequest)))
            @if linked.is_empty() { p.dim.small { "Choose the nearest one. Its state then follows what is built." } }
            @else { ul.rows { @for thing in linked { (hanging(visit, open, thing, acts)) } } }
            form.stack-s #link-form method="post" action=(visit.action("thread.link")) {
                (visit.signed.hidden_fields())
                input type="hidden" name="from" value=(open.key());
                input type="hidden" name="kind" value=(LinkKind::AsksFor.code());
                ul.rows {
                    @for (n, thing) in likely.iter().enumerate() { (suggestion(visit, thing, n, press)) }
                    li.row {
                        div { .small.faint { "Nothing fits" } div { "Write a new need" } }
                        @let n = (likely.len() + 1).to_string();
                        a.btn.btn-s href=(new_need) data-key=[(likely.len() < 9).then_some(&n)] { "New need" kbd { (n) } }
                    }
                }
                @if !likely.is_empty() {
                    @let kept = Form::of(visit, "thread.link");
                    (ui::field("quote", "Their words it rests on").id("quote").attr("placeholder", "Copy them here, or leave it empty")
                        .value(&kept.value("quote", "")).error(kept.error("quote")))
                }
            }
            (by_key(visit, open, press))
        }
    }
}

fn suggestion(visit: &Visit, thing: &Likely, n: usize, press: &str) -> Markup {
    let key = thing.key();
    let number = (n + 1).to_string();
    html! {
        li.row id=(format!("likely-{key}")) {
            div {
                .small.faint { (thing.kind.title()) " " (key) }
                a.t href=(visit.at(key)) { (thing.title) }
                .sub { (thread::pages::dots(thing.thread)) (demand::pages::line(&thing.demand())) }
            }
            button.btn.btn-s.btn-main[n == 0] type="submit" name="to" value=(key) data-key=(number) { (press) kbd { (number) } }
        }
    }
}

fn hanging(visit: &Visit, open: &Open<'_>, thing: &Linked, acts: bool) -> Markup {
    let key = thing.key();
    html! {
        li.row id=(format!("hangs-{key}")) {
            div {
                .small.faint { (thing.kind.title()) " " (key) ", " (thing.state) }
                a.t href=(visit.at(key)) { (thing.title) }
                .sub { (thread::pages::dots(thing.thread)) @if let Some(quote) = &thing.quote { span { "“" (quote) "”" } } }
            }
            form method="post" action=(visit.action("thread.unlink")) {
                (visit.signed.hidden_fields())
                input type="hidden" name="from" value=(open.key());
                input type="hidden" name="kind" value=(LinkKind::AsksFor.code());
                input type="hidden" name="to" value=(key);
                (ui::button(if acts { "Unlink" } else { "Propose to unlink" }).small())
            }
        }
    }
}

/// The way to something that was not suggested.
fn by_key(visit: &Visit, open: &Open<'_>, press: &str) -> Markup {
    let kept = Form::of(visit, "thread.link");
    let error = kept.error("to");
    html! {
        details #by-key open[error.is_some()] {
            summary.link.small { "Something else, by its key" }
            form.line method="post" action=(visit.action("thread.link")) {
                (visit.signed.hidden_fields())
                input type="hidden" name="from" value=(open.key());
                input type="hidden" name="kind" value=(LinkKind::AsksFor.code());
                (ui::field("to", "Its key").bare().id("link-to").required().attr("placeholder", "S-214").value(&kept.value("to", "")).error(error))
                (ui::button(press).small())
            }
        }
    }
}

fn merged(visit: &Visit, marks: &Marks, members: &[Short]) -> Markup {
    let press = if marks.acts(visit, Right::PlaceRequest) { "Part" } else { "Propose to part" };
    html! {
        section {
            (ui::sec_head("Merged into it").count(members.len()))
            ul.rows {
                @for request in members {
                    li.row id=(format!("merged-{}", request.key())) {
                        (short(visit, request))
                        form method="post" action=(visit.action("request.unmerge")) {
                            (visit.signed.hidden_fields())
                            input type="hidden" name="request" value=(request.key());
                            (ui::button(press).small())
                        }
                    }
                }
            }
        }
    }
}

fn reads_like(visit: &Visit, marks: &Marks, open: &Open<'_>, alike: &[Short]) -> Markup {
    let press = if marks.acts(visit, Right::PlaceRequest) { "Merge" } else { "Propose" };
    html! {
        section {
            (ui::sec_head("Reads like").count(alike.len()))
            ul.rows {
                @for request in alike {
                    li.row id=(format!("alike-{}", request.key())) {
                        (short(visit, request))
                        form method="post" action=(visit.action("request.merge")) {
                            (visit.signed.hidden_fields())
                            input type="hidden" name="request" value=(open.key());
                            input type="hidden" name="into" value=(request.key());
                            (ui::button(press).small().attr("aria-label", &format!("{press} into {}", request.key())))
                        }
                    }
                }
            }
        }
    }
}

fn short(visit: &Visit, request: &Short) -> Markup {
    html! {
        div {
            .clip { a href=(visit.at(request.key())) { (request.title) } }
            .sub { span.id { (request.key()) } (request.contact.as_deref().unwrap_or("Somebody")) }
        }
    }
}

/// What it is worth: to who asked, to their customer, and what is asked of the things it hangs on.
async fn worth(visit: &Visit, tx: &mut Tx, marks: &Marks, open: &Open<'_>, linked: &[Linked]) -> Result<Markup> {
    let one = &open.one;
    let group = demand::store::of_group(tx, one.canonical).await?;
    let ids: Vec<_> = linked.iter().map(|link| link.id).collect();
    let asked = demand::store::of(tx, &ids).await?;
    let people = roles::store::people(tx, visit.product.id).await?;
    let label = format!("To {}", open.who());
    Ok(html! {
        section {
            (ui::sec_head("What it is worth").aside(marks.call(Right::RateValue)))
            dl.facts {
                dt { (label) } dd { (forms::importance(visit, marks, open)) }
                dt { "Behind it" } dd { (group_in_words(group.people, group.requests)) }
                @if let (Some(number), Some(name)) = (one.customer_number, &one.customer_name) {
                    dt { "Customer" }
                    dd {
                        a.clip href=(visit.at(Key::new(Kind::Customer, number))) { (name) }
                        @if let Some(value) = one.value { ", worth " (grouped(value)) }
                    }
                }
                dt { "With" } dd { (forms::owner(visit, &people, open)) }
            }
            @for link in linked {
                @if let Some(demand) = asked.iter().find(|demand| demand.thing == link.id) {
                    .stack-s {
                        p.small.dim { "Asked of " a.link href=(visit.at(link.key())) { (link.key()) } " in " (counted(demand.requests, "request", "requests")) }
                        (demand::pages::figures(demand))
                    }
                }
            }
        }
    })
}

/// What this request may hang on, and what reads like it: things that share most telling words with it. What somebody
/// came from comes first.
async fn suggestions(
    visit: &Visit,
    tx: &mut Tx,
    asked: &Asked,
    open: &Open<'_>,
    linked: &[Linked],
) -> Result<(Vec<Likely>, Vec<Short>)> {
    let text = (open.thing.title.as_str(), open.one.body.as_str());
    let mut found = sharing(tx, visit.product.id, text, &PLACES_AND_REQUESTS, &mut Texts::default()).await?;
    found.retain(|(id, ..)| *id != open.thing.id && linked.iter().all(|link| link.id != *id));
    let requests = found.iter().filter(|(_, kind, _)| *kind == Kind::Request).map(|(id, ..)| *id);
    let requests: Vec<_> = requests.take(BEST).collect();
    let mut likely = places(tx, &found).await?;
    likely.truncate(2);
    let mut alike = inbox::alike(tx, &requests, open.one.canonical).await?;
    alike.sort_by_key(|request| requests.iter().position(|id| *id == request.id));
    alike.truncate(3);
    if let Some(wanted) = asked.r#for
        && let Some(wanted) = thread::store::by_key(tx, visit.product.id, wanted).await?
        && matches!(wanted.kind, Kind::Need | Kind::Feature | Kind::Story)
        && linked.iter().all(|link| link.id != wanted.id)
    {
        likely.retain(|thing| thing.id != wanted.id);
        likely.splice(0..0, inbox::likely(tx, &[wanted.id]).await?);
    }
    Ok((likely, alike))
}

/// The needs, features and stories among what shares words, that which shares most first.
async fn places(tx: &mut Tx, found: &[(ThingId, Kind, f64)]) -> Result<Vec<Likely>> {
    let places = found.iter().filter(|(_, kind, _)| *kind != Kind::Request).map(|(id, ..)| *id);
    let places: Vec<ThingId> = places.take(BEST).collect();
    let mut likely = if places.is_empty() { Vec::new() } else { inbox::likely(tx, &places).await? };
    likely.sort_by_key(|thing| places.iter().position(|id| *id == thing.id));
    Ok(likely)
}

/// Of each of these titles the need, feature or story that shares most with it, for rows: looking for words takes long, and a
/// text has many.
pub(super) async fn nearest(
    tx: &mut Tx,
    product: ProductId,
    titles: impl Iterator<Item = &str>,
) -> Result<Vec<Option<Likely>>> {
    let mut texts = Texts::default();
    let mut nearest = Vec::new();
    for title in titles {
        let found = sharing(tx, product, (title, ""), &PLACES, &mut texts).await?;
        nearest.push(places(tx, &found).await?.into_iter().next());
    }
    Ok(nearest)
}

/// Which texts have a word, as far as that was asked.
#[derive(Default)]
struct Texts(HashMap<String, Option<Vec<(ThingId, Kind)>>>);

impl Texts {
    /// The texts with a word in one of its forms; nothing when that are many.
    async fn having(&mut self, tx: &mut Tx, product: ProductId, word: &Word) -> Result<Option<&[(ThingId, Kind)]>> {
        if !self.0.contains_key(&word.root) {
            self.0.insert(word.root.clone(), inbox::hits(tx, product, word).await?);
        }
        Ok(self.0.get(&word.root).and_then(Option::as_deref))
    }
}

/// Things that share telling words with a title and a text, those that share most first.
async fn sharing(
    tx: &mut Tx,
    product: ProductId,
    (title, body): (&str, &str),
    sorts: &[&[Kind]],
    texts: &mut Texts,
) -> Result<Vec<(ThingId, Kind, f64)>> {
    let mut scores: HashMap<ThingId, (Kind, f64)> = HashMap::new();
    let mut common = Vec::new();
    for word in telling(title, body) {
        match texts.having(tx, product, &word).await? {
            Some(hits) => add(&mut scores, hits, weight(&word, hits.len())),
            None => common.push(word),
        }
    }
    if let Some(words) = together(&common) {
        let most = if scores.is_empty() { ALL_THE_SAME } else { TOLD_APART };
        let hits = inbox::having_all(tx, product, words, sorts, most).await?;
        add(&mut scores, &hits, weight_together(words));
    }
    let mut found: Vec<_> = scores.into_iter().map(|(id, (kind, score))| (id, kind, score)).collect();
    found.retain(|(.., score)| *score >= ENOUGH);
    found.sort_by(|(one, _, less), (other, _, more)| more.total_cmp(less).then(one.cmp(other)));
    Ok(found)
}

fn add(scores: &mut HashMap<ThingId, (Kind, f64)>, hits: &[(ThingId, Kind)], weight: f64) {
    for (id, kind) in hits {
        scores.entry(*id).or_insert((*kind, 0.0)).1 += weight;
    }
}
