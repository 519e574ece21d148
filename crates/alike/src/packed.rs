//! Ascending numbers, each with a count, in two to three bytes a pair.
//!
//! Both halves of the index are such lists: of a term the texts that hold it, of a text the terms it holds. A pair is the distance
//! to the number before, seven bits a byte with the lowest first, then the [`Count`].

/// How often a term stands in the title (at most 3) and in the text (at most 63) of one entry: 2 and 6 bits.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Count(pub(crate) u8);

impl Count {
    const TITLE: u8 = 1 << 6;
    const MOST_IN_TEXT: u8 = Count::TITLE - 1;

    pub(crate) fn title(self) -> u8 {
        self.0 / Count::TITLE
    }

    pub(crate) fn text(self) -> u8 {
        self.0 % Count::TITLE
    }

    pub(crate) fn once_more_in_title(self) -> Count {
        Count(self.0.checked_add(Count::TITLE).unwrap_or(self.0))
    }

    pub(crate) fn once_more_in_text(self) -> Count {
        Count(if self.text() == Count::MOST_IN_TEXT { self.0 } else { self.0 + 1 })
    }
}

/// The list. Pairs are put at the end in no time, elsewhere by a walk from the start.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Packed {
    bytes: Vec<u8>,
    last: u32,
    len: u32,
}

impl Packed {
    pub(crate) fn len(&self) -> usize {
        self.len as usize
    }

    pub(crate) fn iter(&self) -> Pairs<'_> {
        Pairs { bytes: &self.bytes, at: 0, before: 0 }
    }

    /// Puts a pair in, or its count in place of the one that is there.
    pub(crate) fn set(&mut self, number: u32, count: Count) {
        if self.len == 0 || number > self.last {
            write(&mut self.bytes, number - self.last);
            self.bytes.push(count.0);
            self.last = number;
            self.len += 1;
            return;
        }
        let Place { start, before, found, end } = self.place(number);
        if found == number {
            self.bytes[end - 1] = count.0;
            return;
        }
        let mut pair = Vec::with_capacity(12);
        write(&mut pair, number - before);
        pair.push(count.0);
        write(&mut pair, found - number);
        pair.push(self.bytes[end - 1]);
        self.bytes.splice(start..end, pair);
        self.len += 1;
    }

    /// Takes a pair out, if it is there.
    pub(crate) fn unset(&mut self, number: u32) {
        if self.len == 0 || number > self.last {
            return;
        }
        let Place { start, before, found, end } = self.place(number);
        if found != number {
            return;
        }
        let mut after = Pairs { bytes: &self.bytes, at: end, before: found };
        if let Some((next, count)) = after.next() {
            let end = after.at;
            let mut pair = Vec::with_capacity(6);
            write(&mut pair, next - before);
            pair.push(count.0);
            self.bytes.splice(start..end, pair);
        } else {
            self.bytes.truncate(start);
            self.last = before;
        }
        self.len -= 1;
    }

    pub(crate) fn shrink(&mut self) {
        self.bytes.shrink_to_fit();
    }

    /// Where the first pair of at least this number stands; there is one, as the last is not smaller.
    fn place(&self, number: u32) -> Place {
        let mut pairs = self.iter();
        loop {
            let (start, before) = (pairs.at, pairs.before);
            match pairs.next() {
                Some((found, _)) if found < number => {}
                pair => return Place { start, before, found: pair.map_or(number, |(found, _)| found), end: pairs.at },
            }
        }
    }
}

impl FromIterator<(u32, Count)> for Packed {
    fn from_iter<I: IntoIterator<Item = (u32, Count)>>(pairs: I) -> Packed {
        let mut packed = Packed::default();
        for (number, count) in pairs {
            packed.set(number, count);
        }
        packed.shrink();
        packed
    }
}

struct Place {
    start: usize,
    before: u32,
    found: u32,
    end: usize,
}

/// The pairs of a list in order.
pub(crate) struct Pairs<'a> {
    bytes: &'a [u8],
    at: usize,
    before: u32,
}

impl Iterator for Pairs<'_> {
    type Item = (u32, Count);

    fn next(&mut self) -> Option<(u32, Count)> {
        let mut distance = 0;
        let mut shift = 0;
        loop {
            let byte = *self.bytes.get(self.at)?;
            self.at += 1;
            distance |= u32::from(byte & 127) << shift;
            if byte < 128 {
                break;
            }
            shift += 7;
        }
        let count = *self.bytes.get(self.at)?;
        self.at += 1;
        self.before += distance;
        Some((self.before, Count(count)))
    }
}

fn write(bytes: &mut Vec<u8>, mut distance: u32) {
    while distance >= 128 {
        bytes.push((distance % 128) as u8 | 128);
        distance /= 128;
    }
    bytes.push(distance as u8);
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::collection::vec;
    use proptest::prelude::*;
    use std::collections::BTreeMap;

    #[test]
    fn counts_stop_at_their_most() {
        let full = (0..100).fold(Count::default(), |count, _| count.once_more_in_text().once_more_in_title());
        assert_eq!((full.title(), full.text()), (3, 63));
    }

    #[test]
    fn neighbours_take_two_bytes() {
        let packed: Packed = (500..600).map(|number| (number, Count(1))).collect();
        assert_eq!(packed.bytes.len(), 3 + 99 * 2);
    }

    proptest! {
        #[test]
        fn a_list_is_what_an_ordered_map_would_be(steps in vec((prop_oneof![0..40_u32, any::<u32>()], any::<u8>(), any::<bool>()), 0..200)) {
            let (mut packed, mut map) = (Packed::default(), BTreeMap::new());
            for (number, count, set) in steps {
                if set {
                    packed.set(number, Count(count));
                    map.insert(number, Count(count));
                } else {
                    packed.unset(number);
                    map.remove(&number);
                }
                prop_assert_eq!(packed.len(), map.len());
            }
            prop_assert_eq!(packed.iter().collect::<Vec<_>>(), map.clone().into_iter().collect::<Vec<_>>());
            prop_assert_eq!(packed.last, map.keys().next_back().copied().unwrap_or(0));
            prop_assert_eq!(packed.clone(), map.into_iter().collect());
        }
    }
}
