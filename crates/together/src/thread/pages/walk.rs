//! What stands at each place of the thread of a thing: found by following its links both ways.

use std::collections::{HashMap, HashSet};

use ground::db::{Tx, cut};
use ground::web::Result;

use crate::thread::rules::THREAD;
use crate::thread::store::{self, links, links::Step, progress};
use crate::thread::{Key, Kind, LinkKind, Thing, ThingId};
use crate::visit::Visit;

/// One place of the thread that is filled.
#[derive(Debug, Clone)]
pub(super) struct Node {
    /// The first two things there.
    pub(super) keys: Vec<Key>,
    /// The title of the first.
    pub(super) title: String,
    /// How many there are, of those that were read.
    pub(super) count: i64,
    /// There are more than were read.
    pub(super) more: bool,
    /// They hang beneath the thing, so that all of them are meant.
    pub(super) beneath: bool,
}

/// No more things than this are read at once; one more tells that there are more.
const MOST: usize = 100;

impl Node {
    fn of(key: Key, title: &str) -> Self {
        Self { keys: vec![key], title: title.to_owned(), count: 1, more: false, beneath: false }
    }

    /// The first thing there.
    pub(super) fn first(&self) -> Key {
        self.keys[0]
    }
}

/// The filled places of a thread.
pub(super) struct Nodes {
    places: HashMap<Kind, Node>,
    /// Of the feature of a story: how many stories it has.
    pub(super) siblings: i64,
    seen: HashSet<ThingId>,
}

impl Nodes {
    /// Follows the links both ways from a thing. The vision has no links: everything in the product hangs from it.
    pub(super) async fn of(visit: &Visit, tx: &mut Tx, thing: &Thing) -> Result<Self> {
        let mut nodes = Self { places: HashMap::new(), siblings: 0, seen: HashSet::from([thing.id]) };
        nodes.places.insert(thing.kind, Node::of(thing.key(), &thing.title));
        if let Some(vision) = store::vision(tx, visit.product.id).await? {
            nodes.places.entry(Kind::Vision).or_insert_with(|| Node::of(vision.key(), &vision.title));
        }
        match thing.kind {
            Kind::Vision => nodes.whole(visit, tx).await?,
            Kind::Release => {
                let shipping = links::shipping(tx, thing.id).await?;
                let wave = nodes.take(shipping, true);
                nodes.climb(tx, wave).await?;
            }
            _ => nodes.around(visit, tx, thing).await?,
        }
        Ok(nodes)
    }

    /// What stands at a place.
    pub(super) fn get(&self, kind: Kind) -> Option<&Node> {
        self.places.get(&kind)
    }

    async fn whole(&mut self, visit: &Visit, tx: &mut Tx) -> Result<()> {
        for (kind, _) in THREAD.into_iter().skip(1) {
            let things = store::pick(tx, visit.product.id, kind, 2).await?;
            let Some(first) = things.first() else { continue };
            let most = i64::try_from(MOST).unwrap_or(i64::MAX);
            let count = if things.len() > 1 { store::capped(tx, visit.product.id, kind, most + 1).await? } else { 1 };
            let more = count > most;
            let node = Node { count: count.min(most), more, beneath: true, ..Node::of(first.key(), &first.title) };
            self.places.insert(kind, node);
        }
        Ok(())
    }

    async fn around(&mut self, visit: &Visit, tx: &mut Tx, thing: &Thing) -> Result<()> {
        self.climb(tx, vec![thing.id]).await?;
        let mut wave = vec![thing.id];
        let mut beneath = Vec::new();
        while !wave.is_empty() {
            let steps = links::downwards(tx, &wave).await?;
            wave = self.take(steps, true);
            beneath.extend_from_slice(&wave);
        }
        if !beneath.is_empty() {
            let ships = links::upwards(tx, &beneath).await?;
            self.take(ships.into_iter().filter(|step| step.kind == Kind::Release).collect(), true);
        }
        if thing.kind == Kind::Story
            && let Some(feature) = self.get(Kind::Feature).map(Node::first)
            && let Some(found) = store::by_key(tx, visit.product.id, feature).await?
        {
            self.siblings = progress::parts(tx, found.id).await?;
        }
        Ok(())
    }

    async fn climb(&mut self, tx: &mut Tx, from: Vec<ThingId>) -> Result<()> {
        let mut wave = from;
        while !wave.is_empty() {
            let steps = links::upwards(tx, &wave).await?;
            wave = self.take(steps, false);
        }
        Ok(())
    }

    /// Fills empty places with the steps of each kind; returns where the walk goes on.
    fn take(&mut self, mut steps: Vec<Step>, beneath: bool) -> Vec<ThingId> {
        let more = cut(&mut steps, MOST);
        let mut next = Vec::new();
        let mut begun: HashMap<Kind, bool> = HashMap::new();
        for step in steps {
            let fresh = *begun.entry(step.kind).or_insert(!self.places.contains_key(&step.kind));
            if !fresh || !self.seen.insert(step.id) {
                continue;
            }
            next.push(step.id);
            let key = Key::new(step.kind, step.number);
            let node = self.places.entry(step.kind).or_insert(Node { count: 0, beneath, ..Node::of(key, &step.title) });
            if node.count == 1 {
                node.keys.push(key);
            }
            node.count += 1;
            node.more = more;
        }
        next
    }
}

/// How a gap is closed: a link between a thing that is there and one that is chosen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Closing {
    /// The end that is there.
    pub(super) fixed: Key,
    /// The fixed end is where the link starts.
    pub(super) outward: bool,
    /// How they are joined.
    pub(super) link: LinkKind,
}

/// What can be done about an empty place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Way {
    /// A link closes it.
    Link(Closing),
    /// Another gap is in the way and is closed first.
    Through(Kind),
    /// Nothing can be linked; one is written.
    Write,
}

/// What can be done about the place of a kind in the thread of a thing. Where the thing itself cannot be linked, the one
/// on its thread that stands next to the gap is.
pub(super) fn way(thing: Kind, gap: Kind, node: impl Fn(Kind) -> Option<Key>) -> Way {
    let outward = |kind, link| node(kind).map(|fixed| Closing { fixed, outward: true, link });
    let inward = |kind, link| node(kind).map(|fixed| Closing { fixed, outward: false, link });
    let closing = match (thing, gap) {
        (Kind::Vision, _) | (_, Kind::Vision) => return Way::Write,
        (_, Kind::Goal) => outward(Kind::Need, LinkKind::Serves).or_else(|| outward(Kind::Feature, LinkKind::Serves)),
        (Kind::Goal, Kind::Need) => inward(Kind::Goal, LinkKind::Serves),
        (_, Kind::Need) => outward(Kind::Feature, LinkKind::Serves),
        (_, Kind::Feature) => outward(Kind::Story, LinkKind::PartOf)
            .or_else(|| inward(Kind::Need, LinkKind::Serves))
            .or_else(|| inward(Kind::Goal, LinkKind::Serves))
            .or_else(|| inward(Kind::Release, LinkKind::ShipsIn)),
        (Kind::Release, Kind::Story) => inward(Kind::Release, LinkKind::ShipsIn),
        (_, Kind::Story) => inward(Kind::Feature, LinkKind::PartOf),
        (Kind::Story, Kind::Release) => outward(Kind::Story, LinkKind::ShipsIn),
        (_, Kind::Release) => {
            outward(Kind::Feature, LinkKind::ShipsIn).or_else(|| outward(Kind::Story, LinkKind::ShipsIn))
        }
        _ => None,
    };
    closing.map_or(Way::Through(Kind::Feature), Way::Link)
}

#[cfg(test)]
mod unit {
    use super::*;

    #[test]
    fn every_gap_of_every_kind_leads_somewhere() {
        for (thing, _) in THREAD {
            for (gap, _) in THREAD.into_iter().filter(|(gap, _)| *gap != thing) {
                let alone = way(thing, gap, |kind| (kind == thing).then(|| Key::new(kind, 1)));
                if let Way::Through(other) = alone {
                    let then = way(thing, other, |kind| (kind == thing).then(|| Key::new(kind, 1)));
                    assert!(matches!(then, Way::Link(_)), "{thing} without {gap}, through {other}: {then:?}");
                }
            }
        }
    }

    #[test]
    fn the_thing_next_to_a_gap_is_linked() {
        let story = |kind| matches!(kind, Kind::Story | Kind::Feature).then(|| Key::new(kind, 1));
        let linked = |way| if let Way::Link(Closing { fixed, .. }) = way { fixed.to_string() } else { String::new() };
        assert_eq!(linked(way(Kind::Story, Kind::Need, story)), "F-1");
        assert_eq!(linked(way(Kind::Story, Kind::Release, story)), "S-1");
        assert_eq!(linked(way(Kind::Story, Kind::Goal, story)), "F-1");
        let need = |kind| matches!(kind, Kind::Need | Kind::Feature).then(|| Key::new(kind, 7));
        assert_eq!(linked(way(Kind::Need, Kind::Goal, need)), "N-7");
        assert_eq!(linked(way(Kind::Need, Kind::Story, need)), "F-7");
        assert_eq!(linked(way(Kind::Need, Kind::Release, need)), "F-7");
    }
}
