//! An empty place of the thread: a button that opens what could fill it, the way to write it, and a word for why it needs
//! none. Everything in it is a plain form, so that it works without a script.

use std::cmp::Reverse;
use std::collections::HashMap;

use axum::http::Uri;
use ground::db::Tx;
use ground::ui::{self, State};
use ground::web::Result;
use maud::{Markup, html};

use super::walk::{Closing, Node, Nodes, Way, way};
use super::{list_of, voice};
use crate::journal::Need;
use crate::roles::marks::Marks;
use crate::roles::rules::Right;
use crate::thread::rules::{THREAD, words_of};
use crate::thread::store::{self, links, search};
use crate::thread::{Key, Kind, Thing, need_to_link};
use crate::visit::Visit;

/// The gaps in the thread of one thing, with what could close each.
pub(super) struct Gaps {
    gaps: HashMap<Kind, Gap>,
    marks: Option<Marks>,
    /// What was just written for a gap, by the address of the page.
    written: Option<Thing>,
}

struct Gap {
    way: Way,
    likely: Vec<Thing>,
    /// Why it needs none, where somebody said so.
    spared: Option<String>,
}

impl Gaps {
    pub(super) async fn load(visit: &Visit, tx: &mut Tx, thing: &Thing, nodes: &Nodes) -> Result<Self> {
        let mut gaps = HashMap::new();
        for (kind, _) in THREAD.into_iter().filter(|(kind, _)| nodes.get(*kind).is_none()) {
            let way = way(thing.kind, kind, |of| nodes.get(of).map(Node::first));
            gaps.insert(kind, Gap::load(visit, tx, thing, kind, way).await?);
        }
        if gaps.is_empty() {
            return Ok(Self { gaps, marks: None, written: None });
        }
        let marks = Marks::load(tx, visit, &[Right::RankNeeds, Right::DefineFeature, Right::ScopeRelease]).await?;
        let written = match written_for(visit).filter(|key| gaps.contains_key(&key.kind)) {
            Some(key) => store::by_key(tx, visit.product.id, key).await?,
            None => None,
        };
        Ok(Self { gaps, marks: Some(marks), written })
    }

    pub(super) fn draw(&self, visit: &Visit, kind: Kind) -> Markup {
        let (Some(gap), Some(marks)) = (self.gaps.get(&kind), &self.marks) else { return html! {} };
        html! {
            li.missing data-call=(voice(kind)) {
                @match gap.way {
                    Way::Link(closing) => {
                        button type="button" popovertarget=(id_of(kind)) {
                            small { (kind.title()) }
                            span { @match &gap.spared { Some(reason) => { "None, because " (reason) }, None => (ask(kind)) } }
                        }
                        (gap.menu(visit, marks, kind, closing))
                    }
                    Way::Through(other) => {
                        button type="button" popovertarget=(id_of(other)) { small { (kind.title()) } span { "Through a " (other.title().to_lowercase()) } }
                    }
                    Way::Write => a href=(write_at(visit, kind, None)) { small { (kind.title()) } span { (write(kind)) } },
                }
            }
        }
    }

    /// Why a link that was tried here was refused.
    pub(super) fn refused(&self, visit: &Visit) -> Markup {
        let kept = visit.kept("thread.link").or_else(|| visit.kept("thread.spare"));
        let wrong = kept.and_then(|kept| ["to", "from", "because"].into_iter().find_map(|field| kept.error(field)));
        html! { @if let Some(wrong) = wrong { div role="alert" { (ui::notice(wrong).state(State::LATE)) } } }
    }

    /// Offers to link what was just written for a gap: writing it and linking it may be the calls of two people.
    pub(super) fn written(&self, visit: &Visit) -> Markup {
        let closing = |thing: &Thing| match self.gaps.get(&thing.kind).map(|gap| gap.way) {
            Some(Way::Link(closing)) => Some(closing),
            _ => None,
        };
        let Some((thing, closing)) = self.written.as_ref().and_then(|thing| Some((thing, closing(thing)?))) else {
            return html! {};
        };
        let key = thing.key();
        let acts = self.marks.as_ref().is_some_and(|marks| acts(visit, marks, need_of(closing, thing.kind)));
        let link = html! {
            form method="post" action=(visit.action("thread.link")) id="link-written" {
                (visit.signed.hidden_fields())
                (joined(closing, key))
                (ui::button(&format!("{} {key} to {}", if acts { "Link" } else { "Propose to link" }, closing.fixed)).main().small())
            }
        };
        let text = html! { strong { a.link href=(visit.at(key)) { (key) " " (thing.title) } " is written." } " It does not hang here yet." };
        html! { (ui::notice(text).icon("link").action(link)) }
    }
}

impl Gap {
    async fn load(visit: &Visit, tx: &mut Tx, thing: &Thing, kind: Kind, way: Way) -> Result<Self> {
        let Way::Link(closing) = way else { return Ok(Self { way, likely: Vec::new(), spared: None }) };
        let fixed = match closing.fixed {
            own if own == thing.key() => Some(thing.clone()),
            other => store::by_key(tx, visit.product.id, other).await?,
        };
        let Some(fixed) = fixed else { return Ok(Self { way, likely: Vec::new(), spared: None }) };
        let likely = likely(visit, tx, [&fixed.title, &thing.title], kind).await?;
        let spared = links::spared(tx, fixed.id).await?;
        let wanted = closing.link.spared(!closing.outward);
        let spared = spared.into_iter().find(|(of, _)| *of == wanted).map(|(_, why)| why);
        Ok(Self { way, likely, spared })
    }

    fn menu(&self, visit: &Visit, marks: &Marks, kind: Kind, closing: Closing) -> Markup {
        let acts = acts(visit, marks, need_of(closing, kind));
        let what = kind.title().to_lowercase();
        let label = format!("{} a {what} for {}", if acts { "Choose" } else { "Propose" }, closing.fixed);
        let next = (self.likely.len() + 1).to_string();
        html! {
            .menu-list.gap-menu #(id_of(kind)) popover aria-label=(label) {
                p.label { (label) }
                @if self.likely.is_empty() { p.label { "There is no " (what) " to choose yet" } }
                form method="post" action=(visit.action("thread.link")) {
                    (visit.signed.hidden_fields())
                    (joined_at(closing))
                    @for (n, candidate) in self.likely.iter().enumerate() {
                        @let number = (n + 1).to_string();
                        button type="submit" name=(chosen(closing)) value=(candidate.key()) data-key=(number) {
                            span.clip { (candidate.key()) " " (candidate.title) } kbd { (number) }
                        }
                    }
                }
                hr;
                a href=(write_at(visit, kind, Some(closing.fixed))) data-key=(next) { (ui::icon("plus")) "Write a new " (what) kbd { (next) } }
                (self.none(visit, closing, acts))
            }
        }
    }

    /// “It needs none, because …”, or the way back from that.
    fn none(&self, visit: &Visit, closing: Closing, acts: bool) -> Markup {
        let press = match (self.spared.is_some(), acts) {
            (true, true) => "It needs one after all",
            (true, false) => "Propose that it needs one",
            (false, true) => "Say so",
            (false, false) => "Propose it",
        };
        html! {
            form.move-form method="post" action=(visit.action("thread.spare")) {
                (visit.signed.hidden_fields())
                input type="hidden" name="thing" value=(closing.fixed);
                input type="hidden" name="kind" value=(closing.link.code());
                @if !closing.outward { input type="hidden" name="beneath" value="true"; }
                @if self.spared.is_none() {
                    label { span.vh { "Why it needs none" } input.input name="because" placeholder="It needs none, because…" required maxlength=(crate::thread::rules::REASON_LIMIT); }
                }
                button.btn.btn-s type="submit" { (press) }
            }
        }
    }
}

/// Both ends of the link that closes a gap.
fn joined(closing: Closing, key: Key) -> Markup {
    html! { (joined_at(closing)) input type="hidden" name=(chosen(closing)) value=(key); }
}

/// The end that is there, and how it is joined.
fn joined_at(closing: Closing) -> Markup {
    html! {
        input type="hidden" name=(if closing.outward { "from" } else { "to" }) value=(closing.fixed);
        input type="hidden" name="kind" value=(closing.link.code());
    }
}

/// The field of the end that is chosen.
fn chosen(closing: Closing) -> &'static str {
    if closing.outward { "to" } else { "from" }
}

/// Whose call the link is that closes a gap.
fn need_of(closing: Closing, gap: Kind) -> Need {
    need_to_link(if closing.outward { closing.fixed.kind } else { gap }, closing.link)
}

fn acts(visit: &Visit, marks: &Marks, need: Need) -> bool {
    match need {
        Need::Right { right, .. } => marks.acts(visit, right),
        _ => true,
    }
}

/// What was written for a thing, as the address says after writing it: `?for=N-14`.
fn written_for(visit: &Visit) -> Option<Key> {
    let uri: Uri = visit.signed.path.parse().ok()?;
    uri.query()?.split('&').find_map(|pair| pair.strip_prefix("for=")).and_then(|key| key.parse().ok())
}

fn write_at(visit: &Visit, kind: Kind, wanted_for: Option<Key>) -> String {
    let list = visit.at(list_of(kind));
    match (kind, wanted_for) {
        (Kind::Vision, _) => list,
        (_, Some(key)) => format!("{list}?new=1&for={key}"),
        (_, None) => format!("{list}?new=1"),
    }
}

fn id_of(kind: Kind) -> String {
    format!("gap-{}", kind.code())
}

/// Suggestions for one gap.
const FEW: usize = 3;

/// Things of a kind that could fill a gap: those that share most words with what is there, then the newest. What hangs
/// elsewhere already comes last.
async fn likely(visit: &Visit, tx: &mut Tx, titles: [&str; 2], kind: Kind) -> Result<Vec<Thing>> {
    let mut words: Vec<String> = titles.into_iter().flat_map(words_of).collect();
    words.dedup();
    let mut things = store::pick(tx, visit.product.id, kind, 60).await?;
    let mut telling: Vec<&String> = words.iter().collect();
    telling.sort_by_key(|word| Reverse(word.chars().count()));
    for word in telling.into_iter().take(FEW) {
        let ids = search::alike(tx, visit.product.id, kind, word).await?;
        let new: Vec<_> = ids.into_iter().filter(|id| things.iter().all(|thing| thing.id != *id)).collect();
        things.extend(store::by_ids(tx, &new).await?);
    }
    things.retain(|thing| thing.hidden_at.is_none() && matches!(thing.stage.as_str(), "open" | "active"));
    let hangs = |thing: &Thing| match kind {
        Kind::Story => thing.thread.has(Kind::Feature),
        Kind::Feature => thing.thread.has(Kind::Need),
        Kind::Need => thing.thread.has(Kind::Goal),
        _ => false,
    };
    let shared = |thing: &Thing| words_of(&thing.title).iter().filter(|word| words.contains(word)).count();
    things.sort_by_key(|thing| (Reverse(shared(thing)), hangs(thing), Reverse(thing.number)));
    things.truncate(FEW);
    Ok(things)
}

fn ask(kind: Kind) -> &'static str {
    match kind {
        Kind::Goal => "Choose a goal",
        Kind::Need => "Choose a need",
        Kind::Feature => "Choose a feature",
        Kind::Story => "Choose a story",
        _ => "Not in a release",
    }
}

fn write(kind: Kind) -> &'static str {
    match kind {
        Kind::Vision => "Set the vision",
        Kind::Goal => "Choose a first goal",
        Kind::Need => "Write a first need",
        Kind::Feature => "Define a first feature",
        Kind::Release => "Plan a first release",
        _ => "Write a first story",
    }
}
