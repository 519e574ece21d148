//! Which slot of the index is whose.

use super::Packed;
use std::collections::BTreeMap;
use std::mem;

#[derive(Debug)]
pub(super) struct Entry<K> {
    pub(super) key: K,
    /// The terms of the text by number.
    pub(super) terms: Packed,
    /// How many terms the text part has, each as often as it is there.
    pub(super) length: u32,
}

#[derive(Debug)]
pub(super) struct Entries<K> {
    slots: Vec<Option<Entry<K>>>,
    by_key: BTreeMap<K, u32>,
    free: Vec<u32>,
    lengths: u64,
}

impl<K> Default for Entries<K> {
    fn default() -> Entries<K> {
        Entries { slots: Vec::new(), by_key: BTreeMap::new(), free: Vec::new(), lengths: 0 }
    }
}

impl<K> Entries<K> {
    pub(super) fn len(&self) -> usize {
        self.by_key.len()
    }

    /// One more than the highest slot ever taken.
    pub(super) fn slots(&self) -> usize {
        self.slots.len()
    }

    pub(super) fn get(&self, slot: u32) -> Option<&Entry<K>> {
        self.slots.get(slot as usize)?.as_ref()
    }

    /// At least 1, so that lengths can be divided by it.
    pub(super) fn average_length(&self) -> f32 {
        (self.lengths as f32 / self.len().max(1) as f32).max(1.0)
    }
}

impl<K: Ord + Clone> Entries<K> {
    pub(super) fn slot(&self, key: &K) -> Option<u32> {
        self.by_key.get(key).copied()
    }

    /// Puts terms in the key's slot, or in a new one; returns the slot and the terms that were there.
    pub(super) fn put(&mut self, key: K, terms: Packed, length: u32) -> (u32, Packed) {
        self.lengths += u64::from(length);
        if let Some(slot) = self.slot(&key)
            && let Some(entry) = &mut self.slots[slot as usize]
        {
            self.lengths -= u64::from(mem::replace(&mut entry.length, length));
            return (slot, mem::replace(&mut entry.terms, terms));
        }
        let slot = self.free_slot();
        self.by_key.insert(key.clone(), slot);
        self.slots[slot as usize] = Some(Entry { key, terms, length });
        (slot, Packed::default())
    }

    /// A new slot, as lists are quick to grow at their end; only when most are free, one of those.
    fn free_slot(&mut self) -> u32 {
        if self.free.len() > self.by_key.len()
            && let Some(slot) = self.free.pop()
        {
            return slot;
        }
        self.slots.push(None);
        self.slots.len() as u32 - 1
    }

    /// Frees the key's slot; returns it and the terms that were there.
    pub(super) fn remove(&mut self, key: &K) -> Option<(u32, Packed)> {
        let slot = self.by_key.remove(key)?;
        let entry = self.slots[slot as usize].take()?;
        self.lengths -= u64::from(entry.length);
        self.free.push(slot);
        Some((slot, entry.terms))
    }
}
