//! Who counts, and with what.

use std::collections::HashMap;

use ground::clock::Ts;
use together::thread::ThingId;
use uuid::Uuid;

/// What somebody said in a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Word {
    /// The contact; the request itself where nobody is named.
    pub(super) person: Uuid,
    /// When, and where it was said at the same moment.
    pub(super) at: (Ts, ThingId),
    /// How important it is to them.
    pub(super) importance: i64,
}

/// What words add to others on the same: how many people more, and how much importance. Everybody counts once, with their
/// last word.
pub(super) fn share(words: impl Iterator<Item = Word>, others: impl Iterator<Item = Word>) -> (i64, i64) {
    let (own, others) = (last(words), last(others));
    let shares = own.values().map(|word| match others.get(&word.person) {
        None => (1, word.importance),
        Some(other) if other.at > word.at => (0, 0),
        Some(other) => (0, word.importance - other.importance),
    });
    shares.fold((0, 0), |(people, importance), (one, more)| (people + one, importance + more))
}

fn last(words: impl Iterator<Item = Word>) -> HashMap<Uuid, Word> {
    let mut last: HashMap<Uuid, Word> = HashMap::new();
    for word in words {
        let kept = last.entry(word.person).or_insert(word);
        if word.at > kept.at {
            *kept = word;
        }
    }
    last
}

#[cfg(test)]
mod unit {
    use super::*;

    fn said(person: u128, at: i64, importance: i64) -> Word {
        Word { person: Uuid::from_u128(person), at: (Ts(at), ThingId::default()), importance }
    }

    fn share_of(words: &[Word], others: &[Word]) -> (i64, i64) {
        share(words.iter().copied(), others.iter().copied())
    }

    #[test]
    fn everybody_counts_once_with_their_last_word() {
        assert_eq!(share_of(&[said(1, 5, 3), said(1, 9, 1), said(2, 1, 2)], &[]), (2, 3));
        assert_eq!(share_of(&[said(1, 5, 3)], &[said(1, 2, 1), said(1, 4, 2)]), (0, 1), "said last here");
        assert_eq!(share_of(&[said(1, 5, 3)], &[said(1, 6, 0), said(3, 1, 3)]), (0, 0), "said last elsewhere");
        assert_eq!(share_of(&[], &[said(1, 6, 0)]), (0, 0));
    }
}
