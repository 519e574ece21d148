//! Reading as a whole: small files of every shape, in and out. The shapes are those of real exports, the words are our own.

mod any_bytes;
mod dates;
mod drafts;
mod exports;
mod formats;
mod identities;
mod large;
mod mappings;
mod real_files;
mod rows;
mod sentences;

use std::io::Cursor;

use super::{As, Draft, Drafter, LeftOut, Mapping, Refusal, Survey, Table, guess, guess_as, survey};

/// A file, read from end to end under the mapping that is guessed for it.
pub(super) struct Read {
    pub(super) survey: Survey,
    pub(super) mapping: Mapping,
    pub(super) drafts: Vec<Draft>,
    pub(super) left_out: Vec<LeftOut>,
}

pub(super) fn read(name: &str, bytes: impl AsRef<[u8]>) -> Read {
    read_as(name, bytes, None, &[])
}

/// Reads with `column=field` choices on top of what is guessed.
pub(super) fn read_as(name: &str, bytes: impl AsRef<[u8]>, rows: Option<As>, choices: &[&str]) -> Read {
    let bytes = bytes.as_ref();
    let survey = survey(&mut Cursor::new(bytes), name).unwrap();
    let mut mapping = guess(&survey, rows.unwrap_or_else(|| guess_as(&survey)));
    for choice in choices {
        mapping.choose_from(&survey, choice).unwrap();
    }
    let drafter = Drafter::new(mapping.clone()).unwrap();
    let mut table = Table::open(Cursor::new(bytes), &survey.format).unwrap();
    let (mut drafts, mut left_out) = (Vec::new(), Vec::new());
    while let Some(row) = table.next_row().unwrap() {
        match row.and_then(|row| drafter.draft(&row)) {
            Ok(draft) => drafts.push(draft),
            Err(left) => left_out.push(left),
        }
    }
    Read { survey, mapping, drafts, left_out }
}

pub(super) fn refused(name: &str, bytes: impl AsRef<[u8]>) -> Refusal {
    survey(&mut Cursor::new(bytes.as_ref()), name).unwrap_err()
}

impl Read {
    /// `column → field` of every mapped column.
    pub(super) fn targets(&self) -> Vec<(&str, &str)> {
        let columns = self.mapping.columns.iter();
        columns.filter_map(|choice| Some((choice.column.as_str(), choice.target?.name()))).collect()
    }

    pub(super) fn titles(&self) -> Vec<&str> {
        self.drafts.iter().map(|draft| draft.title.as_str()).collect()
    }

    /// The notes of one draft as people read them.
    pub(super) fn notes(&self, draft: usize) -> Vec<String> {
        self.drafts[draft].notes.iter().map(ToString::to_string).collect()
    }
}
