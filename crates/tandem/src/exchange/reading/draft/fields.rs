//! The fields of a row that are more than a text or a number.

use super::super::refusals::{Loss, Reason};
use super::super::states::{self, Kind};
use super::super::targets::{As, Target};
use super::super::{CRITERION_MAX, LINK_MAX, LIST_MAX, clean, text, values};
use super::reading::Reading;

impl<'a> Reading<'a> {
    pub(super) fn importance(&mut self) -> Option<u8> {
        let (choice, cell) = self.cell(Target::Importance)?;
        let importance = values::importance(&cell.text, choice.scale);
        if importance.is_none() && !values::is_unset(&cell.text) {
            self.note(Loss::NotAnImportance, choice, &cell.text);
        }
        importance
    }

    pub(super) fn address(&mut self) -> Option<String> {
        let (choice, cell) = self.cell(Target::Email)?;
        let (_, address) = values::person(&cell.text);
        if address.is_none() {
            self.note(Loss::NotAnAddress, choice, &cell.text);
        }
        address
    }

    /// The source's state, made more precise by how it was closed.
    pub(super) fn state(&mut self, rows: As) -> Option<&'static str> {
        let mut known = None;
        for target in [Target::State, Target::Outcome] {
            let Some((choice, cell)) = self.cell(target) else {
                continue;
            };
            let closed = known.is_none_or(|state: states::State| states::is_end(state.name));
            match states::state(&cell.text, rows) {
                None if target == Target::Outcome => self.note(Loss::OutcomeUnknown, choice, &cell.text),
                None => self.note(Loss::StateUnknown, choice, &cell.text),
                Some(state) if target == Target::State || (closed && states::is_end(state.name)) => {
                    known = Some(state);
                    if state.narrowed {
                        self.note(Loss::StateNarrowed, choice, &cell.text);
                    }
                }
                Some(_) => {}
            }
        }
        known.map(|state| state.name)
    }

    pub(super) fn kind(&mut self) -> Result<Option<&'static str>, Reason> {
        let Some((choice, cell)) = self.cell(Target::Type) else {
            return Ok(None);
        };
        match states::kind(&cell.text) {
            Some(Kind::Is(kind)) => Ok(Some(kind)),
            Some(Kind::NotAStory) => Err(Reason::NotAStory { what: clean::sample(&cell.text) }),
            None => {
                self.note(Loss::TypeUnknown, choice, &cell.text);
                Ok(None)
            }
        }
    }

    pub(super) fn labels(&mut self) -> Vec<String> {
        let mut labels = Vec::new();
        for (choice, cell) in self.cells(Target::Labels) {
            let split = |value: &'a str| -> Vec<&'a str> {
                // A list has been taken apart already; in one cell, a comma parts labels unless the column writes “, ”.
                match () {
                    () if !cell.more.is_empty() => vec![value],
                    () if choice.comma_blank => value.split(", ").flat_map(|part| part.split([';', '\n'])).collect(),
                    () => value.split([',', ';', '\n', '|']).collect(),
                }
            };
            for value in cell.values().flat_map(split) {
                labels.extend(self.short(choice, value));
            }
        }
        let mut seen = std::collections::HashSet::new();
        labels.retain(|label| seen.insert(label.to_lowercase()));
        self.at_most(labels, Target::Labels)
    }

    pub(super) fn criteria(&mut self) -> Vec<String> {
        let mut criteria = Vec::new();
        for (choice, cell) in self.cells(Target::Criteria) {
            for line in cell.values().flat_map(str::lines) {
                let line = clean::line(text::parts(&self.clean(choice, line)).1);
                let cut = clean::cut(&line, CRITERION_MAX);
                if cut.is_some() {
                    self.note(Loss::NameCut, choice, &line);
                }
                criteria.extend(Some(cut.unwrap_or(line)).filter(|line| !line.is_empty()));
            }
        }
        self.at_most(criteria, Target::Criteria)
    }

    fn at_most(&mut self, mut list: Vec<String>, target: Target) -> Vec<String> {
        if list.len() > LIST_MAX
            && let Some((choice, _)) = self.cells(target).first()
        {
            self.note(Loss::ListCut, choice, &format!("{} of {}", LIST_MAX, list.len()));
            list.truncate(LIST_MAX);
        }
        list
    }

    /// The link as it stands in its column, or behind the id or title of a row of HTML.
    pub(super) fn link(&mut self) -> Option<String> {
        if let Some((choice, cell)) = self.cell(Target::Link) {
            let link = cell.link.as_deref().unwrap_or(cell.text.trim());
            if values::is_web(link) && link.len() <= LINK_MAX {
                return Some(link.to_owned());
            }
            self.note(Loss::NotALink, choice, link);
        }
        let behind = [Target::Id, Target::Title].into_iter().find_map(|target| self.cell(target)?.1.link.clone());
        behind.filter(|link| values::is_web(link) && link.len() <= LINK_MAX)
    }

    pub(super) fn source_id(&mut self, target: Target) -> Option<String> {
        let (choice, cell) = self.cell(target)?;
        self.short(choice, cell.text.trim().trim_start_matches('#'))
    }
}
