//! Splitting a story into several.

use ground::web::{Refusal, Result};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use together::journal::{Act, Action, Boxed, Change, Need};
use together::roles::rules::{Right, RightSet};
use together::thread::actions::fields::TITLE;
use together::thread::actions::{Join, link, link_new, set_state, unlink};
use together::thread::store::links::{Linked, linked_from, links_down, links_up};
use together::thread::{self, Edits, Key, Kind, LinkKind, Thing, ThingId};
use together::words::counted;

use super::criteria;
use super::write::{NewStory, write_in};
use crate::backlog::place;
use crate::sprints;
use crate::stories::rules::split::{self, Part, To};
use crate::stories::store::criteria::{Criterion, of_story};
use crate::stories::store::fields::{END, MEANS, POINTS, ROLE, SPLIT_FROM, SPRINT};
use crate::stories::store::{self, Story, derived};
use crate::subtasks;

/// The field that says of a story what it was split into.
const INTO: &str = "split into";

/// Splits a story into two or more. It stays as the first of them, with its key, its talk and its history, and is worded
/// anew; the others are new and stand right below it. Or all of them are new: then it is dropped, and says what it became.
///
/// Whatever the story hung on the parts hang on: its feature, its release, its sprint, what it depends on, what decided it.
/// Points are not shared out: each part is estimated anew.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
pub struct Split {
    /// The story.
    pub thing: Key,
    /// What the parts are, the first first: a title, or “As a … I want … so that …”. Empty ones are left out, but counted.
    pub parts: Vec<String>,
    /// All parts are new, and the story itself is dropped.
    #[serde(default)]
    pub anew: bool,
    /// The new stories leave the sprint the story is in.
    #[serde(default)]
    pub out_of_sprint: bool,
    /// Which criterion goes to which part: its id and the number of the part, or “all”. One that is not named goes to the
    /// first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub criteria: Vec<String>,
    /// Which request asks for which part: its key and the number of the part, or “all”. One that is not named asks for all.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub requests: Vec<String>,
}

impl Action for Split {
    const NAME: &'static str = "story.split";
    const DID: &'static str = "Split it";
    type Answer = Key;

    /// What the parts are is for who writes stories to say. They stand and hang where the story did, which decides nothing;
    /// but what is in a sprint is for its team to say, and what a request asks for, for who places requests.
    async fn need(&self, act: &mut Act<'_>) -> Result<Need> {
        let whole = super::story(act, self.thing).await?;
        let states = sprints::store::states_of(act.tx, &[whole.id]).await?;
        let chosen = states.iter().map(String::as_str).filter(|state| matches!(*state, "planned" | "running"));
        let of_sprint = chosen.clone().next().map(|_| sprints::rules::states::need_to_choose(chosen));
        let places = self.requests.iter().any(|goes| !goes.trim_end().ends_with(" all"));
        let rights = RightSet::from(Right::WriteStory).with_if(places, Right::PlaceRequest);
        Ok(Need::rights(of_sprint.map_or(rights, |right| rights.with(right))))
    }

    async fn perform(self, act: &mut Act<'_>) -> Result<Key> {
        let whole = super::story(act, self.thing).await?;
        split::may_be(&self.thing.to_string(), &whole.state)?;
        let lines = split::parts(&self.parts)?;
        let row = store::by_thing(act.tx, whole.id).await?;
        if self.anew {
            refuse_asked(act, &whole).await?;
        }
        let sprint = if self.out_of_sprint { None } else { open_sprint(act, &row).await? };
        let new = if self.anew { &lines[..] } else { &lines[1..] };
        let made = self.write(act, &whole, &row, (new, sprint)).await?;
        let mut parts: Vec<(usize, Thing)> = new.iter().map(|part| part.line).zip(made).collect();
        hang(act, &whole, &parts, self.anew).await?;
        if !self.anew {
            reword(act, &whole, &row, &lines[0]).await?;
            parts.insert(0, (lines[0].line, whole.clone()));
        }
        share_criteria(act, &whole, (&lines, &parts), &self.criteria).await?;
        share_requests(act, &whole, (&lines, &parts), &self.requests).await?;
        self.close(act, &whole, &parts).await?;
        Ok(self.thing)
    }
}

impl Split {
    /// Writes the new stories right below the one that is split.
    async fn write(
        &self,
        act: &mut Act<'_>,
        whole: &Thing,
        row: &Story,
        (new, sprint): (&[Part], Option<ThingId>),
    ) -> Result<Vec<Thing>> {
        let feature = match row.feature {
            Some(feature) => thread::store::by_id(act.tx, feature).await?,
            None => None,
        };
        let state = if sprint.is_some() { "in sprint" } else { "draft" };
        let stories = new.iter().map(|part| NewStory { feature: feature.clone(), state, ..story(row, part) }.checked());
        let stories = stories.collect::<Result<Vec<_>, Refusal>>().map_err(|refusal| refusal.at("parts"))?;
        let slot = place::beneath(act, whole.id).await?;
        let made = write_in(act, stories, slot).await?;
        for part in &made {
            act.set(part, &SPLIT_FROM, json!(whole.id.to_string())).await?;
            if let Some(sprint) = sprint {
                act.set(part, &SPRINT, json!(sprint.to_string())).await?;
            }
        }
        Ok(made)
    }

    /// Says what became of the story; drops it where it is none of its parts.
    async fn close(&self, act: &mut Act<'_>, whole: &Thing, parts: &[(usize, Thing)]) -> Result<()> {
        let new = parts.iter().map(|(_, part)| part).filter(|part| part.id != whole.id);
        let new: Vec<String> = new.map(|part| part.key().to_string()).collect();
        act.note(Some(whole), INTO, Value::Null, json!(new.join(", ")));
        if self.anew {
            subtasks::actions::hand_on(act, whole, &parts[0].1).await?;
            set_state(act, whole, "dropped").await?;
        }
        let into = counted(i64::try_from(parts.len()).unwrap_or(i64::MAX), "story", "stories");
        act.say(format!("{} split into {into}", self.thing), format!("Split {} into {into}", self.thing));
        Ok(())
    }
}

/// What a story was split into is told by the stories that say so; that it is told again is all there is to do here.
pub(crate) fn restore<'a>(act: &'a mut Act<'_>, change: &'a Change) -> Boxed<'a, ()> {
    Box::pin(async move {
        let thing = match change.thing {
            Some(id) => thread::store::by_id(act.tx, id).await?,
            None => None,
        };
        act.note(thing.as_ref(), INTO, change.after.clone(), change.before.clone());
        Ok(())
    })
}

/// An open question would be lost with the story it was asked about.
async fn refuse_asked(act: &mut Act<'_>, whole: &Thing) -> Result<()> {
    let known = derived::known(act.tx, &[whole.id]).await?;
    if known.first().is_none_or(|known| known.questions == 0) {
        return Ok(());
    }
    let message = format!("A question on {} is open, and would be dropped with it.", whole.key());
    let refusal = Refusal::new("question-open", message).at("anew");
    Err(refusal.hint("Answer it first, or let the story stay as the first of its parts.").into())
}

/// The sprint a story is in, while that is not over.
async fn open_sprint(act: &mut Act<'_>, row: &Story) -> Result<Option<ThingId>> {
    let Some(sprint) = row.sprint else { return Ok(None) };
    let sprint = thread::store::by_id(act.tx, sprint).await?.filter(|sprint| sprint.hidden_at.is_none());
    Ok(sprint.filter(|sprint| matches!(sprint.state.as_str(), "planned" | "running")).map(|sprint| sprint.id))
}

/// A part as a story of its own: for the same people and the same end, unless it says otherwise.
fn story(row: &Story, part: &Part) -> NewStory {
    let own = |part: &Option<String>| part.clone().unwrap_or_default();
    let (role, means, end) = match part.sentence.clone() {
        Some(said) => (said.role, said.means, if said.end.is_empty() { own(&row.ending) } else { said.end }),
        None => (own(&row.role), String::new(), own(&row.ending)),
    };
    NewStory { title: part.title.clone(), of_type: row.of_type, role, means, end, ..NewStory::default() }
}

/// Hangs the parts on whatever the story hangs on; what waits for a story that goes waits for them.
async fn hang(act: &mut Act<'_>, whole: &Thing, parts: &[(usize, Thing)], anew: bool) -> Result<()> {
    for above in links_up(act.tx, whole.id).await? {
        let kind = LinkKind::of_code(&above.link).filter(|kind| *kind != LinkKind::PartOf);
        if let (Some(kind), Some(to)) = (kind, thread::store::by_id(act.tx, above.id).await?) {
            let joins: Vec<_> = parts.iter().map(|(_, part)| (part, &to)).collect();
            link_new(act, kind, &joins).await?;
        }
    }
    let waiting = links_down(act.tx, whole.id).await?;
    for waits in waiting.iter().filter(|waits| anew && waits.link == LinkKind::DependsOn.code()) {
        if let Some(from) = thread::store::by_id(act.tx, waits.id).await? {
            let joins: Vec<_> = parts.iter().map(|(_, part)| (&from, part)).collect();
            link_new(act, LinkKind::DependsOn, &joins).await?;
        }
    }
    Ok(())
}

/// Words the story that stays as its first part says. What was estimated is not there any more.
async fn reword(act: &mut Act<'_>, whole: &Thing, row: &Story, first: &Part) -> Result<()> {
    let said = story(row, first).checked().map_err(|refusal| refusal.at("parts"))?;
    let mut edits = Edits::default();
    edits.put(&TITLE, Some(&said.title), Ok)?;
    if first.sentence.is_some() {
        for (field, words) in [(&ROLE, said.role), (&MEANS, said.means), (&END, said.end)] {
            edits.put(field, Some(words), |words| Ok((!words.is_empty()).then_some(words)))?;
        }
    }
    edits.put(&POINTS, Some(Value::Null), Ok)?;
    act.edit(whole, None, edits).await?;
    Ok(())
}

/// Gives each criterion to the parts it goes to, agreed or not.
async fn share_criteria(
    act: &mut Act<'_>,
    whole: &Thing,
    (lines, parts): (&[Part], &[(usize, Thing)]),
    said: &[String],
) -> Result<()> {
    let goes = said.iter().map(|said| split::goes(said, lines, "criteria")).collect::<Result<Vec<_>, _>>()?;
    let mut places = vec![0; parts.len()];
    for criterion in of_story(act.tx, whole.id).await? {
        let id = criterion.id.to_string();
        let to = goes.iter().find(|(what, _)| *what == id).map_or(To::Part(lines[0].line), |(_, to)| *to);
        for ((_, part), place) in parts.iter().zip(&mut places).filter(|((line, _), _)| to.is(*line)) {
            *place += 1;
            if part.id != whole.id {
                criteria::give(act, part, &Criterion { place: *place, ..criterion.clone() }).await?;
            }
        }
        let stays = parts.iter().any(|(line, part)| part.id == whole.id && to.is(*line));
        if !stays && parts.iter().any(|(_, part)| part.id == whole.id) {
            criteria::hide(act, whole, &criterion).await?;
        }
    }
    Ok(())
}

/// Lets each request ask for the parts it is about: for all of them where nobody says.
async fn share_requests(
    act: &mut Act<'_>,
    whole: &Thing,
    (lines, parts): (&[Part], &[(usize, Thing)]),
    said: &[String],
) -> Result<()> {
    let goes = said.iter().map(|said| split::goes(said, lines, "requests")).collect::<Result<Vec<_>, _>>()?;
    let asking = linked_from(act.tx, whole.id, LinkKind::AsksFor, Kind::Request, i64::MAX).await?;
    let ids: Vec<ThingId> = asking.iter().map(|asking| asking.id).collect();
    let requests = thread::store::by_ids(act.tx, &ids).await?;
    let mut plain = Vec::new();
    for (asking, request) in asking.iter().filter_map(|asking| Some((asking, of(&requests, asking)?))) {
        let key = asking.key().to_string();
        let to = goes.iter().find(|(what, _)| *what == key).map_or(To::All, |(_, to)| *to);
        for (_, part) in parts.iter().filter(|(line, part)| part.id != whole.id && to.is(*line)) {
            if asking.quote.is_none() && asking.share.is_none() {
                plain.push((request, part));
                continue;
            }
            let (share, quote) = (asking.share, asking.quote.clone());
            link(act, Join { from: request, kind: LinkKind::AsksFor, to: part, share, quote }).await?;
        }
        if !parts.iter().any(|(line, part)| part.id == whole.id && to.is(*line)) {
            unlink(act, request, LinkKind::AsksFor, whole).await?;
        }
    }
    link_new(act, LinkKind::AsksFor, &plain).await
}

fn of<'a>(requests: &'a [Thing], asking: &Linked) -> Option<&'a Thing> {
    requests.iter().find(|request| request.id == asking.id)
}
