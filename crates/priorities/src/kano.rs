//! Kano's method: two questions on a feature, with it and without it.

use serde::{Serialize, Serializer};

/// An answer to “if you had it” or “if you had it not”.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Answer {
    /// I like it.
    Like,
    /// It must be so.
    MustBe,
    /// I do not mind.
    Neutral,
    /// I can live with it.
    LiveWith,
    /// I dislike it.
    Dislike,
}

/// What a feature is to somebody.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Category {
    /// Not missed, but delights.
    Attractive,
    /// The more the better.
    OneDimensional,
    /// Taken for granted.
    MustBe,
    /// All the same.
    Indifferent,
    /// Rather not.
    Reverse,
    /// Answered against itself.
    Questionable,
}

/// What the answers to one feature come to.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Kano {
    /// How many answered.
    pub answers: usize,
    /// How many answers fell into each category, in the order of [`Category`].
    #[serde(serialize_with = "by_name")]
    pub counts: [usize; 6],
    /// The category most fell into; on a tie must-be before one-dimensional before attractive before indifferent. Nothing
    /// when nobody answered.
    pub category: Option<Category>,
    /// The category by the rule of Blauth and Fong: of the first three when they together outweigh the others, else of those.
    pub by_groups: Option<Category>,
    /// `(A + O) ÷ (A + O + M + I)` (Berger et al. 1993), from 0 to 1; nothing when nobody is among the four.
    pub better: Option<f64>,
    /// `−(O + M) ÷ (A + O + M + I)`, from −1 to 0.
    pub worse: Option<f64>,
    /// The share of answers against themselves; much of it says that the question was bad.
    pub questionable: Option<f64>,
    /// How far the first category leads.
    pub strength: Option<Strength>,
}

/// How far the first category leads the second: the difference of their shares.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Strength(pub f64);

/// Of categories that equally many answers fell into, the one that comes first here counts.
const TIES: [Category; 6] = [
    Category::MustBe,
    Category::OneDimensional,
    Category::Attractive,
    Category::Indifferent,
    Category::Reverse,
    Category::Questionable,
];

impl Kano {
    /// The fewest answers that, had they been given otherwise, would make [`Kano::category`] another; nothing when nobody answered.
    pub fn answers_to_change(&self) -> Option<usize> {
        let first = self.category?;
        let most = self.counts[first as usize];
        // Each answer taken from the first and given to one other narrows their distance by two.
        let before = TIES.iter().position(|category| *category == first)?;
        let to_pass = |(place, other): (usize, &Category)| {
            let distance = most - self.counts[*other as usize];
            if place < before { distance.div_ceil(2) } else { distance / 2 + 1 }
        };
        TIES.iter().enumerate().filter(|(_, other)| **other != first).map(to_pass).min()
    }
}

/// What a pair of answers says, by the evaluation table of Kano et al. (1984).
pub fn classify(with: Answer, without: Answer) -> Category {
    use Answer::{Dislike, Like};
    match (with, without) {
        (Like, Like) | (Dislike, Dislike) => Category::Questionable,
        (Like, Dislike) => Category::OneDimensional,
        (Like, _) => Category::Attractive,
        (_, Like) | (Dislike, _) => Category::Reverse,
        (_, Dislike) => Category::MustBe,
        _ => Category::Indifferent,
    }
}

/// Sums up the answers to one feature; call it once for each segment.
pub fn kano(answers: &[(Answer, Answer)]) -> Kano {
    let mut counts = [0; 6];
    for (with, without) in answers {
        counts[classify(*with, *without) as usize] += 1;
    }
    let of = |category: Category| counts[category as usize];
    let largest = |among: &[Category]| {
        let ties = TIES.iter().filter(|category| among.contains(category));
        // The last of equal ones is taken, so the first goes last.
        ties.rev().copied().max_by_key(|category| of(*category)).filter(|category| of(*category) > 0)
    };
    let (a, o, m, i) =
        (of(Category::Attractive), of(Category::OneDimensional), of(Category::MustBe), of(Category::Indifferent));
    let four = (a + o + m + i) as f64;
    let wanted = [Category::OneDimensional, Category::Attractive, Category::MustBe];
    let others = [Category::Indifferent, Category::Reverse, Category::Questionable];
    let all = answers.len() as f64;
    let mut shares = counts;
    shares.sort_unstable();
    Kano {
        answers: answers.len(),
        counts,
        category: largest(&TIES),
        by_groups: if 2 * (a + o + m) > answers.len() { largest(&wanted) } else { largest(&others) },
        better: (four > 0.0).then(|| (a + o) as f64 / four),
        worse: (four > 0.0).then(|| -((o + m) as f64) / four),
        questionable: (all > 0.0).then(|| of(Category::Questionable) as f64 / all),
        strength: (all > 0.0).then(|| Strength((shares[5] - shares[4]) as f64 / all)),
    }
}

fn by_name<S: Serializer>(counts: &[usize; 6], serializer: S) -> Result<S::Ok, S::Error> {
    use Category::{Attractive, Indifferent, MustBe, OneDimensional, Questionable, Reverse};
    let names = [Attractive, OneDimensional, MustBe, Indifferent, Reverse, Questionable];
    serializer.collect_map(names.into_iter().zip(counts))
}

#[cfg(test)]
mod tests {
    use super::Answer::{Dislike, Like, LiveWith, MustBe, Neutral};
    use super::*;

    /// The evaluation table, row by row: with it, then without it.
    #[test]
    fn every_field_of_the_table() {
        let answers = [Like, MustBe, Neutral, LiveWith, Dislike];
        let letters = |category| match category {
            Category::Attractive => 'A',
            Category::OneDimensional => 'O',
            Category::MustBe => 'M',
            Category::Indifferent => 'I',
            Category::Reverse => 'R',
            Category::Questionable => 'Q',
        };
        let rows =
            answers.map(|with| answers.map(|without| letters(classify(with, without))).iter().collect::<String>());
        assert_eq!(rows, ["QAAAO", "RIIIM", "RIIIM", "RIIIM", "RRRRQ"]);
    }

    fn of(counts: [(usize, (Answer, Answer)); 6]) -> Kano {
        let answers: Vec<_> = counts.iter().flat_map(|(count, pair)| std::iter::repeat_n(*pair, *count)).collect();
        kano(&answers)
    }

    fn counted(a: usize, o: usize, m: usize, i: usize, r: usize, q: usize) -> Kano {
        of([
            (a, (Like, Neutral)),
            (o, (Like, Dislike)),
            (m, (MustBe, Dislike)),
            (i, (Neutral, Neutral)),
            (r, (Dislike, Like)),
            (q, (Like, Like)),
        ])
    }

    /// The survey of a maker of cleaning machines in the documentation of stp25kano (Peter 2024): counts, category, strength and both
    /// coefficients of five features, as they are printed there.
    #[test]
    fn a_survey_as_published() {
        let rows = [
            ("service app", (45, 123, 95, 33, 0, 0), Category::OneDimensional, 0.09, 0.568, -0.736),
            ("excellent service", (54, 54, 101, 81, 3, 3), Category::MustBe, 0.07, 0.372, -0.534),
            ("hotline", (121, 24, 15, 124, 6, 6), Category::Indifferent, 0.01, 0.511, -0.137),
            ("loan machine", (93, 87, 65, 51, 0, 0), Category::Attractive, 0.02, 0.608, -0.514),
            ("ready-to-use return", (83, 18, 9, 177, 6, 3), Category::Indifferent, 0.32, 0.352, -0.094),
        ];
        for (feature, (a, o, m, i, r, q), category, strength, better, worse) in rows {
            let found = counted(a, o, m, i, r, q);
            let near =
                |told: Option<f64>, printed: f64, digit: f64| (told.unwrap() - printed).abs() <= digit / 2.0 + 1e-9;
            assert_eq!((found.answers, found.category), (296, Some(category)), "{feature}");
            assert!(near(found.strength.map(|strength| strength.0), strength, 0.01), "{feature}: {found:?}");
            assert!(near(found.better, better, 0.001) && near(found.worse, worse, 0.001), "{feature}: {found:?}");
        }
    }

    #[test]
    fn coefficients_leave_out_reverse_and_questionable() {
        let found = counted(10, 20, 40, 30, 5, 5);
        assert_eq!((found.better, found.worse), (Some(0.3), Some(-0.6)));
        assert_eq!(found.category, Some(Category::MustBe));
        assert_eq!(found.questionable, Some(5.0 / 110.0));
        assert_eq!(found.strength, Some(Strength(10.0 / 110.0)));
    }

    #[test]
    fn ties_go_to_what_hurts_more_and_groups_decide_close_ones() {
        assert_eq!(counted(3, 3, 3, 3, 0, 0).category, Some(Category::MustBe));
        let split = counted(20, 25, 10, 30, 0, 0);
        assert_eq!((split.category, split.by_groups), (Some(Category::Indifferent), Some(Category::OneDimensional)));
    }

    /// Every way to give so many of the answers otherwise, by hand.
    fn changes(left: [usize; 6], answers: usize, category: Option<Category>) -> bool {
        let [a, o, m, i, r, q] = left;
        if counted(a, o, m, i, r, q).category != category {
            return true;
        }
        answers > 0
            && (0..6).filter(|from| left[*from] > 0).any(|from| {
                (0..6).any(|to| {
                    let mut moved = left;
                    moved[from] -= 1;
                    moved[to] += 1;
                    changes(moved, answers - 1, category)
                })
            })
    }

    #[test]
    fn the_fewest_answers_that_change_it_are_found() {
        for counts in
            [[3, 1, 0, 0, 0, 0], [2, 2, 2, 0, 0, 0], [0, 0, 5, 1, 0, 0], [1, 0, 0, 4, 1, 2], [0, 0, 0, 0, 0, 1]]
        {
            let [a, o, m, i, r, q] = counts;
            let found = counted(a, o, m, i, r, q);
            let fewest = (1..).find(|answers| changes(counts, *answers, found.category));
            assert_eq!(found.answers_to_change(), fewest, "{counts:?}");
        }
    }

    #[test]
    fn nobody_says_nothing() {
        let found = kano(&[]);
        assert_eq!((found.category, found.better, found.strength), (None, None, None));
    }
}
