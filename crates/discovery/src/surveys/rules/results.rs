//! What the answers come to.

use priorities::{Answer, Kano, Opportunity};
use together::thread::ThingId;

/// So many people of a segment replied the same of a thing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tally {
    /// Of what.
    pub thing: ThingId,
    /// Who they say they are; empty where they did not say.
    pub segment: String,
    /// Their answer to the first question, 1 to 5.
    pub first: i64,
    /// To the second.
    pub second: i64,
    /// How many.
    pub people: i64,
}

/// What people said of a need: how many were asked, to how many it is important, how many are satisfied (4 or 5 of 5).
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Counted {
    /// How many answered both questions.
    pub asked: i64,
    /// Of them, those to whom it is important.
    pub important: i64,
    /// Of them, those who find it well met.
    pub satisfied: i64,
}

impl Counted {
    /// What these tallies of one need come to.
    pub fn of<'a>(tallies: impl IntoIterator<Item = &'a Tally>) -> Self {
        tallies.into_iter().fold(Self::default(), |sum, tally| Self {
            asked: sum.asked + tally.people,
            important: sum.important + if tally.first >= 4 { tally.people } else { 0 },
            satisfied: sum.satisfied + if tally.second >= 4 { tally.people } else { 0 },
        })
    }

    /// Importance and satisfaction out of ten, to a thousandth; nothing where nobody was asked.
    pub fn out_of_ten(self) -> Option<(f64, f64)> {
        let share = |of: i64| (of as f64 / self.asked as f64 * 10_000.0).round() / 1_000.0;
        (self.asked > 0).then(|| (share(self.important), share(self.satisfied)))
    }

    /// The score with the interval it lies in.
    pub fn opportunity(self) -> Option<Opportunity> {
        let [asked, important, satisfied] =
            [self.asked, self.important, self.satisfied].map(|number| u64::try_from(number).unwrap_or_default());
        priorities::opportunity_of(important, asked, satisfied, asked)
    }
}

/// What these tallies of one feature come to.
pub fn kano<'a>(tallies: impl IntoIterator<Item = &'a Tally>) -> Kano {
    let pairs = tallies.into_iter().flat_map(|tally| {
        let people = usize::try_from(tally.people).unwrap_or_default();
        std::iter::repeat_n((answer(tally.first), answer(tally.second)), people)
    });
    priorities::kano(&pairs.collect::<Vec<_>>())
}

/// The five answers in the order they are offered.
fn answer(level: i64) -> Answer {
    match level {
        1 => Answer::Like,
        2 => Answer::MustBe,
        3 => Answer::Neutral,
        4 => Answer::LiveWith,
        _ => Answer::Dislike,
    }
}

#[cfg(test)]
mod unit {
    use priorities::Category;
    use proptest::prelude::*;

    use super::*;

    fn tally(segment: &str, first: i64, second: i64, people: i64) -> Tally {
        Tally { thing: ThingId::default(), segment: segment.to_owned(), first, second, people }
    }

    #[test]
    fn it_is_the_share_of_those_who_say_yes_that_counts() {
        let told = [tally("", 5, 1, 200), tally("", 4, 4, 49), tally("x", 3, 5, 25)];
        let counted = Counted::of(&told);
        assert_eq!(counted, Counted { asked: 274, important: 249, satisfied: 74 });
        assert_eq!(counted.out_of_ten(), Some((9.088, 2.701)));
        let found = counted.opportunity().unwrap();
        assert!(found.low < found.score && found.score < found.high);
        assert_eq!(Counted::default().out_of_ten(), None);
    }

    #[test]
    fn a_feature_is_what_most_say_it_is() {
        let told = [tally("new", 1, 5, 30), tally("old", 2, 5, 20), tally("old", 1, 1, 10)];
        let found = kano(&told);
        assert_eq!((found.answers, found.category), (60, Some(Category::OneDimensional)));
        assert_eq!(kano(told.iter().filter(|tally| tally.segment == "old")).category, Some(Category::MustBe));
    }

    proptest! {
        #[test]
        fn nothing_is_lost_or_invented(told in proptest::collection::vec((1..=5_i64, 1..=5_i64, 0..50_i64), 0..20)) {
            let tallies: Vec<_> = told.iter().map(|(first, second, people)| tally("", *first, *second, *people)).collect();
            let asked: i64 = told.iter().map(|(.., people)| people).sum();
            let counted = Counted::of(&tallies);
            prop_assert!(counted.asked == asked && counted.important <= asked && counted.satisfied <= asked);
            prop_assert_eq!(i64::try_from(kano(&tallies).answers).unwrap(), asked);
        }
    }
}
