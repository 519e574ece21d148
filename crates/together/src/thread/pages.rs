//! The thread as it is drawn: at the head of every thing, and as dots in lists.

use std::collections::HashMap;

use ground::db::Tx;
use ground::ui;
use ground::web::Result;
use maud::{Markup, html};

use super::rules::{Dots, THREAD};
use super::store;
use super::store::links::Step;
use super::{Key, Kind, LinkKind, Thing, ThingId};
use crate::visit::Visit;

/// The dots of a thread, for a row.
pub fn dots(dots: Dots) -> Markup {
    ui::dots(&dots.initials(), &dots.label())
}

/// One place of the thread that is filled.
#[derive(Debug, Clone)]
struct Node {
    key: Key,
    title: String,
    more: i64,
}

/// The thread at the head of a thing, its gaps each closable in place.
pub async fn head(visit: &Visit, tx: &mut Tx, thing: &Thing) -> Result<Markup> {
    let nodes = walk(visit, tx, thing).await?;
    let mut places = Vec::new();
    for (kind, _) in THREAD {
        places.push(match nodes.get(&kind) {
            Some(node) => filled(visit, thing, kind, node),
            None => gap(visit, tx, thing, kind, &nodes).await?,
        });
    }
    let label = format!("Thread of {}", thing.key());
    Ok(html! { nav.thread aria-label=(label) { ol { @for place in places { (place) } } } })
}

/// Follows the links both ways from a thing, taking the first of each kind and counting the others.
async fn walk(visit: &Visit, tx: &mut Tx, thing: &Thing) -> Result<HashMap<Kind, Node>> {
    let mut nodes = HashMap::new();
    nodes.insert(thing.kind, Node { key: thing.key(), title: thing.title.clone(), more: 0 });
    if let Some(vision) = store::vision(tx, visit.product.id).await? {
        nodes.entry(Kind::Vision).or_insert(Node { key: vision.key(), title: vision.title, more: 0 });
    }
    let mut wave = vec![thing.id];
    while !wave.is_empty() {
        let steps = store::links::upwards(tx, &wave).await?;
        wave = take(&mut nodes, steps);
    }
    let mut wave = vec![thing.id];
    while !wave.is_empty() {
        let steps = store::links::downwards(tx, &wave).await?;
        wave = take(&mut nodes, steps);
    }
    if thing.kind == Kind::Story
        && let Some(feature) = nodes.get_mut(&Kind::Feature)
        && let Some(found) = store::by_key(tx, visit.product.id, feature.key).await?
    {
        feature.more = store::links::count_beneath(tx, found.id, Kind::Story).await?;
    }
    Ok(nodes)
}

/// Fills empty places with the first step of each kind; returns where the walk goes on.
fn take(nodes: &mut HashMap<Kind, Node>, steps: Vec<Step>) -> Vec<ThingId> {
    let mut next = Vec::new();
    let mut begun: HashMap<Kind, bool> = HashMap::new();
    for step in steps {
        let fresh = *begun.entry(step.kind).or_insert(!nodes.contains_key(&step.kind));
        if !fresh {
            continue;
        }
        next.push(step.id);
        let key = Key::new(step.kind, step.number);
        nodes.entry(step.kind).and_modify(|node| node.more += 1).or_insert(Node { key, title: step.title, more: 0 });
    }
    next
}

/// Which of the two voices a kind belongs to.
fn voice(kind: Kind) -> &'static str {
    match kind {
        Kind::Need | Kind::Story => "owner",
        Kind::Feature => "both",
        _ => "manager",
    }
}

fn filled(visit: &Visit, thing: &Thing, kind: Kind, node: &Node) -> Markup {
    let here = (thing.kind == kind).then_some("page");
    let aside = match (kind, node.more) {
        (Kind::Vision, _) => String::new(),
        (Kind::Feature, stories) if thing.kind == Kind::Story && stories > 0 => format!(" · {}", counted(stories)),
        (_, 0) => format!(" · {}", node.key),
        (_, more) => format!(" · {} and {more} more", node.key),
    };
    html! {
        li data-call=(voice(kind)) aria-current=[here] {
            a href=(visit.at(node.key)) { small { (kind.title()) em { (aside) } } span { (node.title) } }
        }
    }
}

fn counted(stories: i64) -> String {
    if stories == 1 { "1 story".to_owned() } else { format!("{stories} stories") }
}

/// How a gap is closed: a link between this thing, or the one next to the gap, and one that is chosen.
struct Closing {
    /// The end that is there.
    fixed: Key,
    /// The fixed end is where the link starts.
    outward: bool,
    link: LinkKind,
}

fn closing(thing: &Thing, gap: Kind, nodes: &HashMap<Kind, Node>) -> Option<Closing> {
    let own = thing.key();
    let node = |kind| nodes.get(&kind).map(|node| node.key);
    let outward = |fixed, link| Some(Closing { fixed, outward: true, link });
    let inward = |fixed, link| Some(Closing { fixed, outward: false, link });
    match (thing.kind, gap) {
        (Kind::Story | Kind::Feature, Kind::Release) => outward(own, LinkKind::ShipsIn),
        (Kind::Story, Kind::Feature) => outward(own, LinkKind::PartOf),
        (Kind::Story, Kind::Need) => outward(node(Kind::Feature)?, LinkKind::Serves),
        (Kind::Feature, Kind::Need) => outward(own, LinkKind::Serves),
        (Kind::Story | Kind::Feature, Kind::Goal) => {
            outward(node(Kind::Need).or_else(|| node(Kind::Feature))?, LinkKind::Serves)
        }
        (Kind::Need, Kind::Goal) => outward(own, LinkKind::Serves),
        (Kind::Need, Kind::Feature) | (Kind::Goal, Kind::Need) => inward(own, LinkKind::Serves),
        (Kind::Feature, Kind::Story) => inward(own, LinkKind::PartOf),
        _ => None,
    }
}

/// A missing place: a button that opens what could fill it.
async fn gap(visit: &Visit, tx: &mut Tx, thing: &Thing, kind: Kind, nodes: &HashMap<Kind, Node>) -> Result<Markup> {
    let Some(closing) = closing(thing, kind, nodes) else {
        return Ok(html! {
            li.missing data-call=(voice(kind)) {
                a href=(visit.at(list_of(kind))) { small { (kind.title()) } span { (later(kind)) } }
            }
        });
    };
    let likely = likely(visit, tx, thing, kind).await?;
    let spared = store::links::spared(tx, thing.id).await?;
    let reason = spared.iter().find(|(link, _)| link == closing.link.code()).map(|(_, why)| why.as_str());
    let id = format!("gap-{}", kind.code());
    Ok(html! {
        li.missing data-call=(voice(kind)) {
            button type="button" popovertarget=(id) {
                small { (kind.title()) }
                span { @if let Some(reason) = reason { "None, because " (reason) } @else { (ask(kind)) } }
            }
            (close_menu(visit, thing, kind, &closing, &likely, &id))
        }
    })
}

fn close_menu(visit: &Visit, thing: &Thing, kind: Kind, closing: &Closing, likely: &[Thing], id: &str) -> Markup {
    let (fixed, chosen) = if closing.outward { ("from", "to") } else { ("to", "from") };
    let what = kind.title().to_lowercase();
    html! {
        .menu-list.gap-menu #(id) popover aria-label=(format!("Choose a {what} for {}", thing.key())) {
            p.label { @if likely.is_empty() { "There is no " (what) " yet" } @else { (kind.plural()) " that read like " (thing.key()) } }
            form method="post" action=(visit.action("thread.link")) {
                (visit.signed.hidden_fields())
                input type="hidden" name=(fixed) value=(closing.fixed);
                input type="hidden" name="kind" value=(closing.link.code());
                @for (n, candidate) in likely.iter().enumerate() {
                    button type="submit" name=(chosen) value=(candidate.key()) {
                        span.clip { (candidate.key()) " " (candidate.title) }
                        @if n < 3 { kbd { (n + 1) } }
                    }
                }
            }
            hr;
            a href=(format!("{}?new=1&for={}", visit.at(list_of(kind)), thing.key())) { (ui::icon("plus")) "Write a new " (what) }
            form.move-form method="post" action=(visit.action("thread.spare")) {
                (visit.signed.hidden_fields())
                input type="hidden" name="thing" value=(closing.fixed);
                input type="hidden" name="kind" value=(closing.link.code());
                label { span.vh { "Why it needs none" } input.input name="because" placeholder="It needs none, because…" required; }
                button.btn.btn-s type="submit" { "Say so" }
            }
        }
    }
}

/// Things of a kind that could fill a gap: those that share most words with the thing, then the newest.
async fn likely(visit: &Visit, tx: &mut Tx, thing: &Thing, kind: Kind) -> Result<Vec<Thing>> {
    let mut things = store::pick(tx, visit.product.id, kind, 60).await?;
    let words = words_of(&thing.title);
    things.sort_by_key(|candidate| {
        std::cmp::Reverse(words_of(&candidate.title).iter().filter(|word| words.contains(word)).count())
    });
    things.truncate(6);
    Ok(things)
}

fn words_of(title: &str) -> Vec<String> {
    let long = |word: &&str| word.chars().count() > 3;
    title.split(|c: char| !c.is_alphanumeric()).filter(long).map(str::to_lowercase).collect()
}

/// The list a kind is written on.
fn list_of(kind: Kind) -> &'static str {
    match kind {
        Kind::Vision => "vision",
        Kind::Goal => "goals",
        Kind::Need => "needs",
        Kind::Feature => "features",
        Kind::Release => "releases",
        _ => "backlog",
    }
}

fn ask(kind: Kind) -> &'static str {
    match kind {
        Kind::Goal => "Choose a goal",
        Kind::Need => "Choose a need",
        Kind::Feature => "Choose a feature",
        Kind::Story => "Choose a story",
        Kind::Release => "Not in a release",
        _ => "Set the vision",
    }
}

/// What stands at a gap that another gap is in the way of.
fn later(kind: Kind) -> &'static str {
    match kind {
        Kind::Vision => "Set the vision",
        Kind::Goal => "No goal yet",
        Kind::Need => "Through a feature",
        Kind::Feature => "No feature yet",
        Kind::Story => "No story yet",
        _ => "Not in a release",
    }
}
