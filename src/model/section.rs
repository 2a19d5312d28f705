//! The records of one kind, sorted by id and cheap to copy.

use std::{ops::Deref, sync::Arc};

use rayon::prelude::*;

use super::record::Keyed;

/// The records of one kind. Reading it is reading a slice sorted by the bytes of the ids; a copy shares the records.
#[derive(Clone, Debug)]
pub struct Section<T>(Arc<Vec<T>>);

impl<T> Default for Section<T> {
    fn default() -> Self {
        Self(Arc::new(Vec::new()))
    }
}

impl<T: PartialEq> PartialEq for Section<T> {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.0, &other.0) || self.0 == other.0
    }
}

impl<T> Deref for Section<T> {
    type Target = [T];
    fn deref(&self) -> &[T] {
        &self.0
    }
}

impl<'a, T> IntoIterator for &'a Section<T> {
    type Item = &'a T;
    type IntoIter = std::slice::Iter<'a, T>;
    fn into_iter(self) -> Self::IntoIter {
        self.0.iter()
    }
}

/// How many records are copied at once: enough for every core, few enough to need little memory.
const COPIED_AT_ONCE: usize = 8_192;

/// Copies of what records become, in their order; those of a large step are made on every core.
fn copies<T: Keyed>(changes: &[Put<'_, T>]) -> Vec<Option<T>> {
    if changes.len() < COPIED_AT_ONCE {
        changes.iter().map(|(_, after)| after.cloned()).collect()
    } else {
        changes.par_iter().map(|(_, after)| after.cloned()).collect()
    }
}

/// What a record of this id becomes; `None` takes it out.
pub(super) type Put<'c, T> = (&'c str, Option<&'c T>);

impl<T: Keyed> Section<T> {
    /// The records sorted; the id that occurs twice is refused.
    pub fn new(mut records: Vec<T>) -> Result<Self, String> {
        records.sort_by(|a, b| a.key().cmp(b.key()));
        match records.windows(2).find(|pair| matches!(pair, [a, b] if a.key() == b.key())) {
            Some(pair) => Err(pair.first().map(|record| record.key().to_owned()).unwrap_or_default()),
            None => Ok(Self(Arc::new(records))),
        }
    }

    /// The record of this id. Cost: O(log n).
    pub fn get(&self, key: &str) -> Option<&T> {
        self.find(key).ok().and_then(|at| self.0.get(at))
    }

    /// The record at this place in the order of the ids. Places hold for this very section only.
    pub fn at(&self, place: usize) -> Option<&T> {
        self.0.get(place)
    }

    fn find(&self, key: &str) -> Result<usize, usize> {
        self.0.binary_search_by(|record| record.key().cmp(key))
    }

    /// The records whose id begins so, as the measures of a member with `urn:1/`. Cost: O(log n) and their number.
    pub fn starting_with(&self, prefix: &str) -> &[T] {
        let from = self.0.partition_point(|record| record.key() < prefix);
        let rest = self.0.get(from..).unwrap_or_default();
        let until = rest.partition_point(|record| record.key().starts_with(prefix));
        rest.get(..until).unwrap_or_default()
    }

    /// Keeps the records that pass; copies nothing if all do.
    pub(super) fn keep(&mut self, passes: impl Fn(&T) -> bool) {
        if !self.0.iter().all(&passes) {
            self.0 = Arc::new(self.0.iter().filter(|record| passes(record)).cloned().collect());
        }
    }

    /// Puts the records of the ids in their places; `None` takes one out. Cost: O(n + m log m).
    pub(super) fn put(&mut self, mut changes: Vec<Put<'_, T>>) {
        if let [(key, after)] = changes.as_slice() {
            return self.put_one(key, after.cloned());
        }
        changes.sort_by_key(|(key, _)| *key);
        if self.0.is_empty() {
            // With nothing between them the copies stay where they are made.
            self.0 = Arc::new(copies(&changes).into_iter().flatten().collect());
            return;
        }
        let mut merged = Vec::with_capacity(self.0.len() + changes.len());
        let mut old = std::mem::take(Arc::make_mut(&mut self.0)).into_iter().peekable();
        for some in changes.chunks(COPIED_AT_ONCE) {
            for ((key, _), after) in some.iter().zip(copies(some)) {
                while let Some(record) = old.next_if(|record| record.key() < *key) {
                    merged.push(record);
                }
                drop(old.next_if(|record| record.key() == *key));
                merged.extend(after);
            }
        }
        merged.extend(old);
        self.0 = Arc::new(merged);
    }

    fn put_one(&mut self, key: &str, after: Option<T>) {
        let place = self.find(key);
        let records = Arc::make_mut(&mut self.0);
        match (place, after) {
            (Ok(at), Some(record)) => {
                if let Some(slot) = records.get_mut(at) {
                    *slot = record;
                }
            }
            (Ok(at), None) => drop(records.remove(at)),
            (Err(at), Some(record)) => records.insert(at, record),
            (Err(_), None) => {}
        }
    }
}
