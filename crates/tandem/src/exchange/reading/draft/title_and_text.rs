//! Title and text of a row: what an empty title gets instead, and where the end of a long one goes.

use super::super::refusals::{Loss, Reason};
use super::super::sentence::Sentence;
use super::super::targets::{As, Target};
use super::super::{BODY_MAX, TITLE_MAX, clean, text};
use super::reading::Reading;

/// Title and text of a row.
pub(super) struct Wording {
    pub(super) title: String,
    pub(super) body: String,
}

impl Reading<'_> {
    /// The title, else what the sentence wants, else the first line of the text; and the text with what the title had to cut.
    pub(super) fn wording(&mut self) -> Result<(Wording, Option<Sentence>), Reason> {
        let stories = self.drafter.mapping.rows == As::Stories;
        let title = self.text(Target::Title).map(|title| clean::line(&title)).unwrap_or_default();
        // Sentences out of programs and databases come with the quotes these put a backslash before.
        let told = self.text(Target::Sentence).map(|told| told.replace("\\'", "'"));
        let told = told.map(|told| clean::line(text::parts(&told).1)).unwrap_or_default();
        let mut body = self.text(Target::Text).unwrap_or_default();
        let chars = body.chars().count();
        if chars > BODY_MAX {
            return Err(Reason::TextTooLong { chars });
        }
        let sentence = [&told, &title].into_iter().filter(|_| stories).find_map(|text| Sentence::parse(text));
        let first_line = || clean::line(body.lines().find(|line| !line.trim().is_empty()).unwrap_or_default());
        let means = self.phrase(Target::Means).unwrap_or_default();
        let wanted = sentence.as_ref().map(Sentence::title).unwrap_or_default();
        let named = !title.is_empty();
        let mut choices = [title, wanted, told.clone(), means].into_iter().chain(std::iter::once_with(first_line));
        let mut title = choices.find(|title| !title.is_empty()).ok_or(Reason::NoText)?;
        drop(choices);
        if !told.is_empty() && body.is_empty() && sentence.as_ref().is_none_or(|sentence| !sentence.wants) {
            body = told;
        }
        if let Some(cut) = clean::cut(&title, TITLE_MAX) {
            if let Some((choice, _)) = self.cell(Target::Title).filter(|_| named) {
                self.note(Loss::TitleCut, choice, &title);
                body = format!("{title}\n\n{body}").trim_end().to_owned();
            }
            title = cut;
        }
        if stories && body == title {
            body.clear();
        }
        Ok((Wording { title, body }, sentence))
    }
}
