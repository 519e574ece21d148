//! What readers were asked in surveys, and what they answered.

use std::collections::BTreeMap;
use std::ops::Range;

use discovery::surveys::actions::{Given, answered};
use discovery::surveys::store;
use ground::clock::Ts;
use ground::web::{Failure, Result};
use serde::Deserialize;
use serde_json::json;
use together::journal::Act;
use together::thread::{Key, ThingId};

use super::chronicle::{Chronicle, Deed};
use super::needs::Asked;

const FILE: &str = include_str!("../../../../../fixtures/shelf/surveys.json");

#[derive(Deserialize, Clone)]
struct Survey {
    key: Key,
    title: String,
    about: String,
    text: String,
    segments: Vec<String>,
    by: String,
    at: String,
    opened: String,
    closed: Option<String>,
    /// How many answered.
    people: usize,
    /// When: as many at each of these times.
    waves: Vec<String>,
    /// Of features: how many find it attractive, one-dimensional, must-be, indifferent, reverse, and how many contradict
    /// themselves.
    #[serde(default)]
    kano: BTreeMap<Key, [usize; 6]>,
    #[serde(default)]
    words: Vec<Words>,
}

#[derive(Deserialize, Clone)]
struct Words {
    person: usize,
    text: String,
}

/// Tells them: written, opened, answered in waves, closed.
pub(super) fn tell(book: &mut Chronicle, needs: &[Asked]) -> Result<()> {
    let surveys: Vec<Survey> = Chronicle::read("surveys.json", FILE)?;
    for survey in surveys {
        let things: Vec<Key> = match survey.about.as_str() {
            "needs" => needs.iter().map(|need| need.key).collect(),
            _ => survey.kano.keys().copied().collect(),
        };
        let Some(at) = book.once(book.at(&survey.at)?, &things) else { continue };
        book.made(survey.key, at);
        let fields = json!({
            "title": survey.title, "about": survey.about, "text": survey.text, "things": things,
            "segments": survey.segments.join("\n"),
        });
        book.add(Deed::new(&survey.by, at, ("survey.write", fields)).key(survey.key));
        let named = json!({ "survey": survey.key });
        book.add(Deed::new(&survey.by, book.at(&survey.opened)?, ("survey.open", named.clone())));
        for wave in 0..survey.waves.len() {
            let at = book.at(&survey.waves[wave])?;
            book.add(answers(&survey, needs, wave, at));
        }
        if let Some(closed) = &survey.closed {
            book.add(Deed::new(&survey.by, book.at(closed)?, ("survey.close", named)));
        }
    }
    Ok(())
}

/// What a wave of people answered, nobody of whom has an account.
fn answers(survey: &Survey, needs: &[Asked], wave: usize, at: Ts) -> Deed {
    let (first, end) = (survey.people * wave / survey.waves.len(), survey.people * (wave + 1) / survey.waves.len());
    let wave = Wave { survey: survey.clone(), needs: needs.to_vec(), people: first..end };
    Deed::step("", at, "survey.answer", Box::new(move |act| Box::pin(wave.answer(act))))
}

/// People who answer at the same time.
struct Wave {
    survey: Survey,
    needs: Vec<Asked>,
    people: Range<usize>,
}

impl Wave {
    async fn answer(self, act: &mut Act<'_>) -> Result<()> {
        let thing = act.thing(self.survey.key).await?;
        let survey = store::one(act.tx, thing.id).await?.ok_or(Failure::NotFound)?;
        let mut things = Vec::new();
        for key in survey.keys() {
            things.push((key, act.thing(key).await?.id));
        }
        let given: Vec<_> = self.people.map(|person| self.survey.given(person, &self.needs, &things)).collect();
        answered(act, &thing, &survey, &given).await?;
        Ok(())
    }
}

impl Survey {
    /// What one of them answered.
    fn given(&self, person: usize, needs: &[Asked], things: &[(Key, ThingId)]) -> Given {
        let level = |place: usize, key: Key| match needs.iter().find(|need| need.key == key) {
            Some(need) => need.of(self.place(person, place)),
            None => self.kano.get(&key).map(|counts| pair(counts, self.place(person, place))),
        };
        let replies = things.iter().enumerate().filter_map(|(place, (key, id))| {
            let (first, second) = level(place, *key)?;
            Some((*id, first, second))
        });
        Given {
            by: format!("{}, reader {person}", self.key),
            segment: self.segments[person * self.segments.len() / self.people].clone(),
            words: self.words.iter().find(|words| words.person == person).map_or("", |words| &words.text).to_owned(),
            replies: replies.collect(),
        }
    }

    /// Where somebody stands among all for one thing: everybody elsewhere for each, and nobody where another stands.
    fn place(&self, person: usize, thing: usize) -> usize {
        (person + thing * 31) % self.people
    }
}

/// A pair of answers of the category in whose turn the place is: like and neutral, like and dislike, and so on.
fn pair(counts: &[usize; 6], place: usize) -> (i64, i64) {
    const PAIRS: [(i64, i64); 6] = [(1, 3), (1, 5), (2, 5), (3, 3), (5, 1), (1, 1)];
    let mut left = place;
    for (count, pair) in counts.iter().zip(PAIRS) {
        match left.checked_sub(*count) {
            Some(more) => left = more,
            None => return pair,
        }
    }
    PAIRS[3]
}
