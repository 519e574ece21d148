//! What a survey by Kano's method says of each feature.

use std::collections::BTreeMap;

use serde::Serialize;

use super::Unscorable;
use super::cells::{name, passed_over, some_inputs, word};
use crate::file::Row;
use crate::kano::{Answer, Kano, kano};

/// The features of a survey.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Wants {
    /// The name of the method.
    pub model: &'static str,
    /// The features in the order in which they were first asked about.
    pub features: Vec<Want>,
    /// Columns that are not the method's.
    pub passed_over: Vec<String>,
}

/// What people said of a feature.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Want {
    /// Its name.
    pub feature: String,
    /// What everybody's answers come to.
    pub all: Kano,
    /// The fewest answers that, given otherwise, would make the category another.
    pub answers_to_change: Option<usize>,
    /// The same by segment, where there are segments.
    pub segments: Vec<Segment>,
    /// The lines with only one answer of the two, or none; they are not counted.
    pub missing: Vec<usize>,
}

/// What those of one segment said.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Segment {
    /// Its name.
    pub segment: String,
    /// What their answers come to.
    pub kano: Kano,
    /// The fewest answers that, given otherwise, would make the category another.
    pub answers_to_change: Option<usize>,
}

const WITH: &[&str] = &["with", "functional"];
const WITHOUT: &[&str] = &["without", "dysfunctional"];
const WORDS: &[(&[&str], Answer)] = &[
    (&["like", "1", "ilikeit", "ilikeitthatway"], Answer::Like),
    (&["mustbe", "2", "must", "expect", "expectit", "iexpectit", "itmustbeso", "itmustbethatway"], Answer::MustBe),
    (&["neutral", "3", "iamneutral", "imneutral", "idonotmind", "idontmind", "dontcare", "idontcare"], Answer::Neutral),
    (
        &["livewith", "4", "tolerate", "icantolerateit", "canlivewith", "icanlivewithit", "icanlivewithitthatway"],
        Answer::LiveWith,
    ),
    (&["dislike", "5", "idislikeit", "idislikeitthatway"], Answer::Dislike),
];

/// Sums up the answers to each feature. A row is what one person said: `feature`, `with` it and `without` it, and the `segment`
/// they belong to. Answers are like, must be, neutral, live with, dislike, or 1 to 5 in this order.
///
/// # Errors
/// See [`Unscorable`].
pub fn wants(rows: &[Row]) -> Result<Wants, Unscorable> {
    some_inputs(rows, "Kano", &[WITH, WITHOUT])?;
    let mut asked: Vec<Asked> = Vec::new();
    let mut known: BTreeMap<&str, usize> = BTreeMap::new();
    for row in rows {
        let feature = name(row, "feature")?;
        let at = *known.entry(feature).or_insert_with(|| {
            asked.push(Asked { feature, ..Asked::default() });
            asked.len() - 1
        });
        match word(row, WITH, WORDS)?.zip(word(row, WITHOUT, WORDS)?) {
            Some(pair) => asked[at].answers.push((row.cells.get("segment").map(String::as_str), pair)),
            None => asked[at].missing.push(row.line),
        }
    }
    let used = [WITH, WITHOUT, &["feature", "segment"]];
    Ok(Wants {
        model: "Kano",
        features: asked.into_iter().map(Asked::told).collect(),
        passed_over: passed_over(rows, used.into_iter().flatten().copied()),
    })
}

/// The answers to a feature, each with the segment of whoever gave it.
#[derive(Default)]
struct Asked<'row> {
    feature: &'row str,
    answers: Vec<(Option<&'row str>, (Answer, Answer))>,
    missing: Vec<usize>,
}

impl Asked<'_> {
    fn told(self) -> Want {
        let mut by_segment: BTreeMap<&str, Vec<(Answer, Answer)>> = BTreeMap::new();
        for (segment, pair) in &self.answers {
            if let Some(segment) = segment {
                by_segment.entry(segment).or_default().push(*pair);
            }
        }
        let all = kano(&self.answers.iter().map(|(_, pair)| *pair).collect::<Vec<_>>());
        let segments = by_segment.into_iter().map(|(segment, pairs)| {
            let kano = kano(&pairs);
            Segment { segment: segment.to_owned(), answers_to_change: kano.answers_to_change(), kano }
        });
        Want {
            feature: self.feature.to_owned(),
            answers_to_change: all.answers_to_change(),
            all,
            segments: segments.collect(),
            missing: self.missing,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::file;
    use crate::kano::Category;

    fn of(file: &str) -> Result<Wants, Unscorable> {
        wants(&file::read(file.as_bytes()).unwrap())
    }

    #[test]
    fn answers_are_summed_up_by_feature_and_segment() {
        let file = "feature,with,without,segment\nSearch,like,5,new\nSearch,I like it,Dislike,new\nSearch,3,must-be,old\nDark,neutral,,old\nSearch,1,1,old\n";
        let told = of(file).unwrap();
        let search = &told.features[0];
        assert_eq!((search.all.answers, search.all.category), (4, Some(Category::OneDimensional)));
        assert_eq!((search.all.questionable, search.answers_to_change), (Some(0.25), Some(1)));
        let segments: Vec<_> = search.segments.iter().map(|of| (of.segment.as_str(), of.kano.answers)).collect();
        assert_eq!(segments, [("new", 2), ("old", 2)]);
        let dark = &told.features[1];
        assert_eq!((dark.missing.as_slice(), dark.all.category, dark.answers_to_change), (&[5][..], None, None));
    }

    /// The five answers as Berger et al. (1993) print them.
    #[test]
    fn answers_are_read_as_questionnaires_have_them() {
        let file = "feature,with,without\n\
            a,I like it that way.,I dislike it that way.\n\
            a,It must be that way.,I am neutral.\n\
            a,I can live with it that way.,I like it that way.\n";
        let told = of(file).unwrap().features[0].all.counts;
        assert_eq!(told, [0, 1, 0, 1, 1, 0], "one-dimensional, indifferent and reverse");
    }

    #[test]
    fn what_is_wrong_is_named_with_its_line() {
        let told = |file: &str| of(file).unwrap_err().to_string();
        let words = "like, mustbe, neutral, livewith, dislike";
        assert_eq!(told("feature,with,without\na,6,1\n"), format!("line 2: with is “6”, but must be one of {words}"));
        assert_eq!(told("feature,with,without\n,1,1\n"), "line 2 names no feature");
        assert_eq!(told("feature\na\n"), "Kano takes with, without, and no row has any of these");
    }
}
