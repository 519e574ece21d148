//! One row while it is read: its cells by field, cleaned, and the notes taken on the way.

use ground::clock::Ts;

use super::super::mapping::Choice;
use super::super::refusals::{Loss, Note, Reason};
use super::super::sentence::Sentence;
use super::super::table::{Cell, RawRow};
use super::super::targets::{As, Target};
use super::super::values::{self, Number};
use super::super::{CRITERION_MAX, NAME_MAX, clean, dates, identity};
use super::{Draft, Drafter, FeatureParts, Parts, RequestParts, StoryParts};

/// One row while it is read.
pub(super) struct Reading<'a> {
    pub(super) drafter: &'a Drafter,
    row: &'a RawRow,
    notes: Vec<Note>,
}

impl<'a> Reading<'a> {
    pub(super) fn new(drafter: &'a Drafter, row: &'a RawRow) -> Self {
        Self { drafter, row, notes: row.notes.clone() }
    }

    pub(super) fn draft(&mut self) -> Result<Draft, Reason> {
        let rows = self.drafter.mapping.rows;
        let (wording, sentence) = self.wording()?;
        let created = self.date(if rows == As::Requests { Target::Asked } else { Target::Created });
        let parts = match rows {
            As::Requests => Parts::Request(self.request()),
            As::Stories => Parts::Story(self.story(sentence, created)?),
            As::Features => Parts::Feature(FeatureParts {
                goal: self.name(Target::Goal),
                votes: self.number(Target::Votes, values::votes),
                finished: self.finished(created),
            }),
        };
        let drafter = self.drafter;
        Ok(Draft {
            number: self.row.number,
            line: self.row.line,
            title: wording.title,
            body: wording.body,
            at: created,
            state: self.state(rows).or(self.ended(&parts)),
            labels: self.labels(),
            link: self.link(),
            source_id: self.source_id(Target::Id),
            parts,
            text_hash: identity::hash_of_texts(drafter.places.iter(), self.row),
            mapped: drafter.places.iter().map(|(target, _)| *target).collect(),
            notes: std::mem::take(&mut self.notes),
        })
    }

    fn request(&mut self) -> RequestParts {
        let (name, address) = self.name(Target::Contact).map(|text| values::person(&text)).unwrap_or_default();
        RequestParts {
            contact: Some(name).filter(|name| !name.is_empty()),
            email: self.address().or(address),
            customer: self.name(Target::Customer),
            importance: self.importance(),
            votes: self.number(Target::Votes, values::votes),
            duplicate_of: self.source_id(Target::DuplicateOf),
        }
    }

    fn story(&mut self, sentence: Option<Sentence>, created: Option<Ts>) -> Result<StoryParts, Reason> {
        let (role, means, end) = match sentence {
            Some(sentence) => (Some(sentence.role), Some(sentence.means), sentence.end),
            None => (None, None, None),
        };
        Ok(StoryParts {
            role: self.phrase(Target::Role).or(role),
            means: self.phrase(Target::Means).or(means),
            end: self.phrase(Target::End).or(end),
            points: self.number(Target::Points, values::points),
            kind: self.kind()?,
            feature: self.name(Target::Feature),
            criteria: self.criteria(),
            finished: self.finished(created),
        })
    }

    /// What was finished is done, where no column says anything else.
    fn ended(&self, parts: &Parts) -> Option<&'static str> {
        let says = |target| self.drafter.places.iter().any(|(here, _)| *here == target);
        let finished = match parts {
            Parts::Request(_) => None,
            Parts::Story(story) => story.finished,
            Parts::Feature(feature) => feature.finished,
        };
        finished.filter(|_| !says(Target::State) && !says(Target::Outcome)).map(|_| "done")
    }

    /// The column and cell of a field that takes one.
    pub(super) fn cell(&self, target: Target) -> Option<(&'a Choice, &'a Cell)> {
        let (_, places) = self.drafter.places.iter().find(|(here, _)| *here == target)?;
        let place = *places.first()?;
        Some((self.drafter.mapping.columns.get(place)?, self.row.cell(place)?))
    }

    pub(super) fn cells(&self, target: Target) -> Vec<(&'a Choice, &'a Cell)> {
        let (drafter, row) = (self.drafter, self.row);
        let places = drafter.places.iter().filter(|(here, _)| *here == target).flat_map(|(_, places)| places);
        places.filter_map(|place| Some((drafter.mapping.columns.get(*place)?, row.cell(*place)?))).collect()
    }

    pub(super) fn note(&mut self, loss: Loss, choice: &Choice, value: &str) {
        self.notes.push(Note { loss, column: choice.column.clone(), value: clean::sample(value) });
    }

    /// A value without what cannot be seen; said if there was any.
    pub(super) fn clean(&mut self, choice: &Choice, value: &str) -> String {
        let (clean, removed) = clean::text(value);
        if removed > 0 {
            self.note(Loss::ControlsRemoved, choice, value);
        }
        if clean.contains(char::REPLACEMENT_CHARACTER) {
            self.note(Loss::CharactersUnreadable, choice, value);
        }
        clean
    }

    /// A text of one or more lines.
    pub(super) fn text(&mut self, target: Target) -> Option<String> {
        let mut joined = String::new();
        for (choice, cell) in self.cells(target) {
            for value in cell.values() {
                let clean = self.clean(choice, value);
                if !joined.is_empty() && !clean.is_empty() {
                    joined.push_str("\n\n");
                }
                joined.push_str(&clean);
            }
        }
        (!joined.is_empty()).then_some(joined)
    }

    /// A text in one line that may be a paragraph long.
    pub(super) fn phrase(&mut self, target: Target) -> Option<String> {
        let (choice, cell) = self.cell(target)?;
        let line = clean::line(&self.clean(choice, &cell.text));
        let cut = clean::cut(&line, CRITERION_MAX);
        if cut.is_some() {
            self.note(Loss::NameCut, choice, &line);
        }
        Some(cut.unwrap_or(line)).filter(|line| !line.is_empty())
    }

    /// A short text in one line.
    fn name(&mut self, target: Target) -> Option<String> {
        let (choice, cell) = self.cell(target)?;
        self.short(choice, &cell.text)
    }

    pub(super) fn short(&mut self, choice: &Choice, value: &str) -> Option<String> {
        let line = clean::line(&self.clean(choice, value));
        let cut = clean::cut(&line, NAME_MAX);
        if cut.is_some() {
            self.note(Loss::NameCut, choice, &line);
        }
        Some(cut.unwrap_or(line)).filter(|line| !line.is_empty())
    }

    pub(super) fn date(&mut self, target: Target) -> Option<Ts> {
        let (choice, cell) = self.cell(target)?;
        let at = dates::read(&cell.text, choice.order);
        if at.is_none() {
            self.note(Loss::NotADate, choice, &cell.text);
        }
        at
    }

    /// The day it was finished, which cannot be before it was created.
    fn finished(&mut self, created: Option<Ts>) -> Option<Ts> {
        let finished = self.date(Target::Finished)?;
        match (created, self.cell(Target::Finished)) {
            (Some(created), Some((choice, cell))) if finished < created => {
                self.note(Loss::FinishedBeforeCreated, choice, &cell.text);
                Some(created)
            }
            _ => Some(finished),
        }
    }

    pub(super) fn number(&mut self, target: Target, read: fn(&str) -> Number) -> Option<i64> {
        let (choice, cell) = self.cell(target)?;
        let (value, loss) = match read(&cell.text) {
            Number::Whole(value) => return Some(value),
            Number::Rounded(value) => (Some(value), Loss::NumberRounded),
            Number::OutOfRange => (None, Loss::NumberOutOfRange),
            Number::No => (None, Loss::NotANumber),
        };
        self.note(loss, choice, &cell.text);
        value
    }
}
