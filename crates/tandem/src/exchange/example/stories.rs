//! Stories: written, estimated, worked on, accepted, dropped, and the order they stand in.

use delivery::stories::actions::{NewStory, criteria, write_many};
use delivery::stories::rules::StoryType;
use delivery::stories::rules::sentence::Given;
use delivery::stories::store::criteria::of_story;
use ground::clock::Ts;
use ground::web::Result;
use serde::Deserialize;
use serde_json::json;
use std::collections::BTreeMap;
use together::journal::{Act, Action};
use together::order::Wanted;
use together::people::PersonId;
use together::roles::rules::Role;
use together::thread::actions::{Join, Spare, link};
use together::thread::{Key, Kind, LinkKind};

use super::acceptance::{self, Returned};
use super::chronicle::{Chronicle, DAY, Deed, HOUR, MINUTE};
use super::moments::Moments;
use super::part::{Named, Step};
use super::proposals::{Before, Changed, change};

const FILE: &str = include_str!("../../../../../fixtures/shelf/stories.json");

/// A story.
#[derive(Deserialize)]
pub(super) struct Story {
    key: Key,
    title: String,
    #[serde(rename = "type")]
    of_type: StoryType,
    state: String,
    feature: Option<Key>,
    release: Option<Key>,
    points: Option<i64>,
    role: Option<String>,
    means: Option<String>,
    end: Option<String>,
    criteria: Vec<Criterion>,
    sprint: Option<Key>,
    done_at: Option<String>,
    depends_on: Vec<Key>,
    written_by: String,
    at: String,
    #[serde(default)]
    needs_none: BTreeMap<String, String>,
    #[serde(default)]
    started_at: Option<String>,
    #[serde(default)]
    review_at: Option<String>,
    #[serde(default)]
    finished_at: Option<String>,
    #[serde(default)]
    done_by: Option<String>,
    #[serde(default)]
    returned: Option<Returned>,
    #[serde(default)]
    dropped: Option<Dropped>,
    #[serde(default)]
    blocked: Option<Blocked>,
    #[serde(default)]
    history: Vec<Past>,
}

#[derive(Deserialize, Clone)]
struct Criterion {
    given: String,
    when: String,
    then: String,
    state: String,
    /// Whether it was shown.
    #[serde(default)]
    seen: bool,
    /// Where it can be seen.
    #[serde(default)]
    evidence: Option<String>,
}

#[derive(Deserialize)]
struct Blocked {
    since: String,
    because: String,
}

#[derive(Deserialize)]
struct Dropped {
    at: String,
    by: String,
    because: String,
}

#[derive(Deserialize)]
struct Past {
    at: String,
    by: String,
    #[serde(rename = "as")]
    role: Role,
    changes: Vec<Changed>,
    #[serde(default)]
    reason: Option<String>,
    #[serde(default)]
    proposal: Option<Key>,
}

/// Reads the stories; days in their criteria are written out.
pub(super) fn read(moments: Moments) -> Result<Vec<Story>> {
    let mut stories: Vec<Story> = Chronicle::read("stories.json", FILE)?;
    for criterion in stories.iter_mut().flat_map(|story| &mut story.criteria) {
        for words in [&mut criterion.given, &mut criterion.when, &mut criterion.then] {
            *words = moments.text(words);
        }
    }
    Ok(stories)
}

/// Notes what was changed in them.
pub(super) fn note(stories: &[Story], before: &mut Before) {
    for story in stories {
        for changed in story.history.iter().flat_map(|past| &past.changes) {
            before.note(story.key, changed);
        }
    }
}

/// When the last story of each feature was accepted.
pub(super) fn last_done(book: &Chronicle, stories: &[Story]) -> Result<BTreeMap<Key, Ts>> {
    let mut last: BTreeMap<Key, Ts> = BTreeMap::new();
    for story in stories {
        if let (Some(feature), Some(done)) = (story.feature, &story.done_at) {
            let at = book.at(done)?;
            last.entry(feature).and_modify(|last| *last = at.max(*last)).or_insert(at);
        }
    }
    Ok(last)
}

/// Tells the stories.
pub(super) fn tell(
    book: &mut Chronicle,
    stories: &[Story],
    before: &Before,
    people: &BTreeMap<String, PersonId>,
) -> Result<()> {
    for story in stories {
        let at = book.at(&story.at)?;
        book.made(story.key, at);
    }
    for story in stories {
        let at = book.at(&story.at)?;
        write(book, story, at, before);
        hang_later(book, story, at, before);
        estimate(book, story, at, before)?;
        work(book, story, people)?;
        past(book, story)?;
    }
    order(book, stories)
}

fn write(book: &mut Chronicle, story: &Story, at: Ts, before: &Before) {
    let written = Written {
        key: story.key,
        new: new_story(story, before),
        agreed: agreed(story, before),
        hangs: targets(book, story, at, before),
        spared: story.needs_none.get("feature").cloned(),
    };
    let writing: Step = Box::new(move |act| Box::pin(written.write(act)));
    book.add(Deed::step(&story.written_by, at, "story.write", writing));
}

/// A story as it was written first, with what it hung on.
struct Written {
    key: Key,
    new: NewStory,
    /// Which of its criteria are agreed.
    agreed: Vec<bool>,
    hangs: Vec<(LinkKind, Key)>,
    /// Why it is part of no feature.
    spared: Option<String>,
}

impl Written {
    async fn write(self, act: &mut Act<'_>) -> Result<()> {
        let Self { key, new, agreed, hangs, spared } = self;
        write_many(act, vec![new.checked()?], Wanted::Bottom).await?;
        let from = act.thing(key).await?;
        for (kind, to) in hangs {
            let to = act.thing(to).await?;
            link(act, Join { from: &from, kind, to: &to, share: None, quote: None }).await?;
        }
        if let Some(because) = spared {
            Spare { thing: key, kind: LinkKind::PartOf, because, beneath: Default::default() }.perform(act).await?;
        }
        let written = of_story(act.tx, from.id).await?;
        for criterion in written.into_iter().zip(agreed).filter_map(|(one, agreed)| agreed.then_some(one)) {
            criteria::Agree { criterion: criterion.id, agreed: true }.perform(act).await?;
        }
        Ok(())
    }
}

fn new_story(story: &Story, before: &Before) -> NewStory {
    let criteria = first_criteria(story, before).map(|one| Given { given: one.given, when: one.when, then: one.then });
    NewStory {
        title: before.text(story.key, "title").unwrap_or_else(|| story.title.clone()),
        of_type: story.of_type,
        role: story.role.clone().unwrap_or_default(),
        means: story.means.clone().unwrap_or_default(),
        end: story.end.clone().unwrap_or_default(),
        criteria: criteria.collect(),
        number: Some(story.key.number),
        ..NewStory::default()
    }
}

/// The criteria it began with, in their first words.
fn first_criteria<'a>(story: &'a Story, before: &'a Before) -> impl Iterator<Item = Criterion> + 'a {
    (1..).zip(&story.criteria).filter_map(|(n, criterion)| {
        let was = before.of(story.key, &format!("criterion {n}"));
        match was {
            None => Some(criterion.clone()),
            Some(was) => was.as_str().map(|when| Criterion { when: when.to_owned(), ..criterion.clone() }),
        }
    })
}

fn agreed(story: &Story, before: &Before) -> Vec<bool> {
    first_criteria(story, before).map(|criterion| criterion.state == "agreed").collect()
}

/// What it hangs on, with the link.
fn above(story: &Story, before: &Before) -> Vec<(LinkKind, Key)> {
    let release = match before.of(story.key, "release") {
        Some(_) => None,
        None => story.release,
    };
    let part = story.feature.map(|feature| (LinkKind::PartOf, feature));
    let ships = release.map(|release| (LinkKind::ShipsIn, release));
    let depends = story.depends_on.iter().map(|on| (LinkKind::DependsOn, *on));
    part.into_iter().chain(ships).chain(depends).collect()
}

/// What of it was there when the story was written.
fn targets(book: &Chronicle, story: &Story, at: Ts, before: &Before) -> Vec<(LinkKind, Key)> {
    let there = |to: &(LinkKind, Key)| book.once(at, &[to.1]) == Some(at);
    above(story, before).into_iter().filter(there).collect()
}

/// What of it came later.
fn hang_later(book: &mut Chronicle, story: &Story, at: Ts, before: &Before) {
    for (kind, to) in above(story, before) {
        let Some(later) = book.once(at, &[to]).filter(|later| *later != at) else { continue };
        let who = if to.kind == Kind::Release { "Ines Okafor" } else { "Tomas Lindqvist" };
        book.add(Deed::new(who, later, ("thread.link", json!({ "from": story.key, "kind": kind, "to": to }))));
    }
}

/// Stories of a sprint are estimated with it; others two days after they were written.
fn estimate(book: &mut Chronicle, story: &Story, at: Ts, before: &Before) -> Result<()> {
    let points = match before.number(story.key, "points") {
        Some(points) => Some(points.to_string()),
        None => story.points.map(|points| points.to_string()),
    };
    let Some(points) = points.filter(|_| story.sprint.is_none()) else { return Ok(()) };
    let at = Ts(at.0 + 2 * DAY + HOUR).min(book.at("-5d 11:00")?).max(Ts(at.0 + HOUR));
    let fields = json!({ "things": [story.key], "points": points });
    book.add(Deed::new("Mei Tanaka", at, ("story.estimate", fields)));
    Ok(())
}

/// From the first hand on it to its acceptance, or to its end.
fn work(book: &mut Chronicle, story: &Story, people: &BTreeMap<String, PersonId>) -> Result<()> {
    let moved = |state: &str| -> Named { ("story.set_state", json!({ "thing": story.key, "state": state })) };
    let who = story.done_by.as_deref().unwrap_or("Jonas Weber");
    if let Some(started) = &story.started_at {
        let mut named = vec![moved("in work")];
        if let Some(person) = people.get(who) {
            named.push(("story.edit", json!({ "thing": story.key, "owner": person })));
        }
        book.add(Deed::many(who, book.at(started)?, named));
    }
    if let Some(blocked) = &story.blocked {
        let fields = json!({ "thing": story.key, "because": blocked.because });
        book.add(Deed::new(who, book.at(&blocked.since)?, ("story.block", fields)));
    }
    if let Some(returned) = &story.returned {
        acceptance::give_back(book, (story.key, who), returned)?;
    }
    if let Some(at) = &story.review_at {
        book.add(Deed::new(who, book.at(at)?, moved("in review")));
    }
    let seen = (1..).zip(&story.criteria).filter(|(_, criterion)| criterion.seen);
    let seen: Vec<_> = seen.map(|(n, criterion)| (n, criterion.evidence.clone())).collect();
    let all_seen = !seen.is_empty() && seen.len() == story.criteria.len();
    if let Some(at) = &story.finished_at {
        let at = book.at(at)?;
        acceptance::show(book, (story.key, who), at, seen.into_iter());
        book.add(Deed::new(who, at, moved("waiting for acceptance")));
    }
    if let Some(at) = story.done_at.as_ref().filter(|_| story.state == "done") {
        let accept = if all_seen { ("story.accept", json!({ "story": story.key })) } else { moved("done") };
        book.add(Deed::new("Tomas Lindqvist", book.at(at)?, accept));
    }
    if let Some(dropped) = &story.dropped {
        let deed = Deed::new(&dropped.by, book.at(&dropped.at)?, ("story.drop", json!({ "things": [story.key] })));
        book.add(Deed { reason: Some(dropped.because.clone()), ..deed });
    }
    Ok(())
}

/// Changes worth reading, but for those a proposal made.
fn past(book: &mut Chronicle, story: &Story) -> Result<()> {
    for past in story.history.iter().filter(|past| past.proposal.is_none()) {
        for changed in &past.changes {
            let at = book.at(&past.at)?;
            let deed = match changed.field.strip_prefix("criterion ").and_then(|n| n.parse::<usize>().ok()) {
                Some(n) => criterion(story, n, at, &past.by),
                None => {
                    let named = change(story.key, changed)?;
                    (!named.is_empty()).then(|| Deed::many(&past.by, at, named))
                }
            };
            if let Some(deed) = deed {
                book.add(Deed { role: Some(past.role), reason: past.reason.clone(), ..deed });
            }
        }
    }
    Ok(())
}

/// A criterion that was added or worded anew, and agreed.
fn criterion(story: &Story, n: usize, at: Ts, who: &str) -> Option<Deed> {
    let criterion = story.criteria.get(n - 1)?.clone();
    let worded = Worded { key: story.key, n, criterion };
    Some(Deed::step(who, at, "criterion.edit", Box::new(move |act| Box::pin(worded.word(act)))))
}

/// New words of a story's nth criterion.
struct Worded {
    key: Key,
    n: usize,
    criterion: Criterion,
}

impl Worded {
    async fn word(self, act: &mut Act<'_>) -> Result<()> {
        let Self { key, n, criterion: Criterion { given, when, then, state, .. } } = self;
        let thing = act.thing(key).await?;
        match of_story(act.tx, thing.id).await?.get(n - 1) {
            Some(there) => {
                criteria::Edit { criterion: there.id, given, when, then, seen: None }.perform(act).await?;
            }
            None => {
                criteria::Add { thing: key, given, when, then }.perform(act).await?;
            }
        }
        if state == "agreed"
            && let Some(written) = of_story(act.tx, thing.id).await?.get(n - 1)
        {
            criteria::Agree { criterion: written.id, agreed: true }.perform(act).await?;
        }
        Ok(())
    }
}

/// Two days ago the owner put the backlog into its order; this morning's moves came on top of it.
fn order(book: &mut Chronicle, stories: &[Story]) -> Result<()> {
    let open = |story: &&Story| !matches!(story.state.as_str(), "done" | "dropped");
    let waiting = stories.iter().filter(open).filter(|story| story.sprint.is_none());
    let mut keys: Vec<Key> = waiting.map(|story| story.key).collect();
    let at = Ts(book.at("-1d 17:40")?.0 + 5 * MINUTE);
    for story in stories {
        let moved = story.history.iter().flat_map(|past| &past.changes).find(|changed| changed.field == "rank");
        let was = moved.and_then(|changed| changed.before.as_u64()).and_then(|was| usize::try_from(was).ok());
        if let (Some(was), Some(now)) = (was, keys.iter().position(|key| *key == story.key)) {
            let key = keys.remove(now);
            keys.insert((was - 1).min(keys.len()), key);
        }
    }
    let fields = json!({ "things": keys, "to": "top" });
    book.add(Deed::new("Tomas Lindqvist", at, ("backlog.move", fields)));
    Ok(())
}
