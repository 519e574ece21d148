//! Ranks: texts between which there is always room.
//!
//! A rank is a number written in the 62 digits `0-9A-Za-z`: a head that says how long its whole part is, the whole part,
//! and a fraction that never ends in `0`. `a0` … `az`, `b00` … `bzz`, `c000` …: counting on makes the next, so a hundred
//! thousand rows written one after the other have ranks of four letters. Heads `Z`, `Y` … count down below `a0`.
//! Bytewise order is the order of the numbers.

use ground::web::Failure;
use thiserror::Error;

/// There is no rank between these two: they are not in order, or one of them is no rank.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("there is no rank between {0:?} and {1:?}")]
pub struct NoRoom(pub Option<String>, pub Option<String>);

impl From<NoRoom> for Failure {
    fn from(no_room: NoRoom) -> Self {
        Self::Broken(no_room.to_string())
    }
}

/// A rank longer than this is a sign that its neighbourhood should be ranked anew.
pub const LONG: usize = 48;

/// The rank of the first row of all.
pub fn first() -> String {
    "a0".to_owned()
}

/// A rank after this one, with nothing behind it.
pub fn after(rank: &str) -> Result<String, NoRoom> {
    between(Some(rank), None)
}

/// A rank before this one, with nothing above it.
pub fn before(rank: &str) -> Result<String, NoRoom> {
    between(None, Some(rank))
}

/// A rank between two neighbours; `None` is the end of the list on that side.
pub fn between(low: Option<&str>, high: Option<&str>) -> Result<String, NoRoom> {
    let no_room = || NoRoom(low.map(str::to_owned), high.map(str::to_owned));
    if let (Some(low), Some(high)) = (low, high)
        && low >= high
    {
        return Err(no_room());
    }
    let (low_parts, high_parts) = (low.and_then(parts), high.and_then(parts));
    if low_parts.is_some() != low.is_some() || high_parts.is_some() != high.is_some() {
        return Err(no_room());
    }
    match (low_parts, high_parts) {
        (None, None) => Ok(first()),
        (Some((whole, fraction)), None) => {
            Ok(counted_on(whole).unwrap_or_else(|| joined(whole, &middle(fraction.as_bytes(), None))))
        }
        (None, Some((whole, fraction))) => below(whole, fraction).ok_or_else(no_room),
        (Some((whole, fraction)), Some((next, next_fraction))) if whole == next => {
            Ok(joined(whole, &middle(fraction.as_bytes(), Some(next_fraction.as_bytes()))))
        }
        (Some((whole, fraction)), Some(_)) => {
            let on = counted_on(whole).filter(|on| high.is_none_or(|high| on.as_str() < high));
            Ok(on.unwrap_or_else(|| joined(whole, &middle(fraction.as_bytes(), None))))
        }
    }
}

/// So many ranks between two neighbours, in order and evenly apart.
pub fn many(low: Option<&str>, high: Option<&str>, count: usize) -> Result<Vec<String>, NoRoom> {
    let mut ranks = Vec::with_capacity(count);
    match (low, high) {
        (_, None) => {
            for _ in 0..count {
                ranks.push(between(ranks.last().map(String::as_str).or(low), None)?);
            }
        }
        (None, Some(_)) => {
            for _ in 0..count {
                ranks.push(between(None, ranks.last().map(String::as_str).or(high))?);
            }
            ranks.reverse();
        }
        (Some(low), Some(high)) => halve(low, high, count, &mut ranks)?,
    }
    Ok(ranks)
}

/// The block a rank is counted in: the rank without its last whole digit and its fraction. A block has at most 62 rows
/// that were written one after the other, and blocks sort as their ranks do.
pub fn block(rank: &str) -> &str {
    parts(rank).map_or(rank, |(whole, _)| &whole[..whole.len().saturating_sub(1).max(1)])
}

/// The text right behind every rank of a block.
pub fn end_of_block(block: &str) -> String {
    let mut end = block.as_bytes().to_vec();
    if let Some(last) = end.last_mut() {
        *last += 1;
    }
    String::from_utf8(end).unwrap_or_default()
}

/// Whether a text is a rank.
pub fn is_rank(text: &str) -> bool {
    parts(text).is_some()
}

const DIGITS: &[u8; 62] = b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
const LAST: u8 = b'z';

fn halve(low: &str, high: &str, count: usize, ranks: &mut Vec<String>) -> Result<(), NoRoom> {
    if count == 0 {
        return Ok(());
    }
    let half = count / 2;
    let mid = between(Some(low), Some(high))?;
    halve(low, &mid, half, ranks)?;
    ranks.push(mid.clone());
    halve(&mid, high, count - half - 1, ranks)
}

/// The whole part with its head, and the fraction.
fn parts(rank: &str) -> Option<(&str, &str)> {
    let head = *rank.as_bytes().first()?;
    let length = 1 + digits_after(head)?;
    let known = rank.bytes().all(|digit| digit.is_ascii_alphanumeric());
    if !known || rank.len() < length || (rank.len() > length && rank.ends_with('0')) {
        return None;
    }
    Some(rank.split_at(length))
}

/// How many digits the whole part has after this head.
fn digits_after(head: u8) -> Option<usize> {
    match head {
        b'a'..=b'z' => Some(usize::from(head - b'a') + 1),
        b'A'..=b'Z' => Some(usize::from(b'Z' - head) + 1),
        _ => None,
    }
}

fn counted_on(whole: &str) -> Option<String> {
    turned(whole, b'0', 1, |head| match head {
        LAST => None,
        b'Z' => Some(b'a'),
        head => Some(head + 1),
    })
}

fn counted_back(whole: &str) -> Option<String> {
    turned(whole, LAST, DIGITS.len() - 1, |head| match head {
        b'A' => None,
        b'a' => Some(b'Z'),
        head => Some(head - 1),
    })
}

/// Turns the last digit that can be turned by `step`, and sets those behind it to `start`; when all have come round, the
/// head is turned, and with it the length.
fn turned(whole: &str, start: u8, step: usize, next_head: impl Fn(u8) -> Option<u8>) -> Option<String> {
    let mut digits = whole.as_bytes().to_vec();
    for at in (1..digits.len()).rev() {
        let turned = DIGITS[(value(digits[at]) + step) % DIGITS.len()];
        digits[at] = turned;
        if turned != start {
            return String::from_utf8(digits).ok();
        }
    }
    let head = next_head(digits[0])?;
    let mut longer = vec![head];
    longer.resize(1 + digits_after(head)?, start);
    String::from_utf8(longer).ok()
}

/// Something smaller than this rank.
fn below(whole: &str, fraction: &str) -> Option<String> {
    if !fraction.is_empty() && counted_back(whole).is_some() {
        return Some(whole.to_owned());
    }
    match counted_back(whole) {
        Some(back) => Some(back),
        None if fraction.is_empty() => None,
        None => Some(joined(whole, &middle(b"", Some(fraction.as_bytes())))),
    }
}

fn joined(whole: &str, fraction: &[u8]) -> String {
    whole.chars().chain(fraction.iter().map(|digit| char::from(*digit))).collect()
}

/// A fraction strictly between two, without a `0` at its end. `None` is one whole.
fn middle(low: &[u8], high: Option<&[u8]>) -> Vec<u8> {
    let mut found = Vec::new();
    let (mut low, mut high) = (low, high);
    loop {
        let from = low.first().map_or(0, |digit| value(*digit));
        let to = high.and_then(|high| high.first()).map_or(DIGITS.len(), |digit| value(*digit));
        if to - from > 1 {
            found.push(DIGITS[usize::midpoint(from, to)]);
            return found;
        }
        let rest_of_high = high.map(|high| high.get(1..).unwrap_or_default());
        if to > from {
            // Neighbouring digits: the higher one alone lies between if more follows it; else there is room above the
            // lower one.
            if let (Some(rest), Some(high)) = (rest_of_high, high)
                && !rest.is_empty()
            {
                found.push(high[0]);
                return found;
            }
            high = None;
        } else {
            high = rest_of_high;
        }
        found.push(DIGITS[from]);
        low = low.get(1..).unwrap_or_default();
    }
}

fn value(digit: u8) -> usize {
    usize::from(match digit {
        b'0'..=b'9' => digit - b'0',
        b'A'..=b'Z' => digit - b'A' + 10,
        _ => digit.saturating_sub(b'a') + 36,
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn ordered(ranks: &[String]) -> bool {
        ranks.windows(2).all(|pair| pair[0] < pair[1]) && ranks.iter().all(|rank| is_rank(rank))
    }

    proptest! {
        /// Wherever rows are put in, the ranks stay in order, and so each is there once.
        #[test]
        fn rows_go_in_anywhere(places in prop::collection::vec((any::<prop::sample::Index>(), 1..6_usize), 1..200)) {
            let mut ranks = vec![first()];
            for (place, count) in places {
                let at = place.index(ranks.len() + 1);
                let low = at.checked_sub(1).map(|above| ranks[above].clone());
                let high = ranks.get(at).cloned();
                let new = many(low.as_deref(), high.as_deref(), count).unwrap();
                prop_assert_eq!(new.len(), count);
                ranks.splice(at..at, new);
            }
            prop_assert!(ordered(&ranks), "{:?}", ranks);
        }

        /// A rank lies in its block: not before its beginning, before its end, and in no other block.
        #[test]
        fn blocks_hold_their_ranks(moves in prop::collection::vec(any::<prop::sample::Index>(), 1..300)) {
            let mut ranks = many(None, None, 200).unwrap();
            for place in moves {
                let at = place.index(ranks.len() - 1);
                ranks.insert(at + 1, between(Some(&ranks[at]), Some(&ranks[at + 1])).unwrap());
            }
            for pair in ranks.windows(2) {
                let (one, next) = (block(&pair[0]), block(&pair[1]));
                prop_assert!(one <= pair[0].as_str() && pair[0] < end_of_block(one));
                prop_assert!(one == next || end_of_block(one).as_str() <= next, "{} {}", one, next);
            }
        }
    }

    #[test]
    fn a_hundred_thousand_rows_one_after_the_other_stay_short() {
        let ranks = many(None, None, 100_000).unwrap();
        assert!(ordered(&ranks));
        assert_eq!(ranks.iter().map(String::len).max(), Some(4));
        let upwards = many(None, Some(&first()), 100_000).unwrap();
        assert!(ordered(&upwards) && upwards.last().unwrap() < &first());
        assert_eq!(upwards.iter().map(String::len).max(), Some(4));
    }

    #[test]
    fn the_same_gap_over_and_over_grows_slowly() {
        let (mut low, high) = (first(), after(&first()).unwrap());
        for _ in 0..250 {
            low = between(Some(&low), Some(&high)).unwrap();
        }
        assert!(low.len() <= LONG, "{} letters", low.len());
    }

    #[test]
    fn many_are_spread_evenly() {
        let ranks = many(Some("a0"), Some("a1"), 500).unwrap();
        assert!(ordered(&ranks));
        assert!(ranks.iter().all(|rank| rank.len() <= 5), "{:?}", ranks.iter().max_by_key(|rank| rank.len()));
    }

    #[test]
    fn ends_of_the_digits_are_passed() {
        for (one, next) in [("az", "b00"), ("bzz", "c000"), ("Zz", "a0"), ("Yzz", "Z0"), ("b0z", "b10")] {
            assert_eq!(after(one).unwrap(), next);
            assert_eq!(before(next).unwrap(), one);
        }
        assert_eq!(before("a0V").unwrap(), "a0");
        let last = format!("z{}", "z".repeat(26));
        assert!(after(&last).unwrap() > last);
        let lowest = format!("A{}", "0".repeat(26));
        let lower = before(&format!("{lowest}V")).unwrap();
        assert!(lower > lowest && lower < format!("{lowest}V"));
    }

    #[test]
    fn what_is_no_rank_or_not_in_order_has_nothing_between() {
        for (low, high) in [("a1", "a0"), ("a0", "a0"), ("a", "a1"), ("a00", "a1"), ("", "a1"), ("a0", "ü"), ("0", "1")]
        {
            assert!(between(Some(low), Some(high)).is_err(), "{low} {high}");
        }
        assert!(before(&format!("A{}", "0".repeat(26))).is_err());
    }
}
