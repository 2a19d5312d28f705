//! What is looked up and never walked: by hash, so that a large import takes no longer for each record than a small one, and
//! without a way to walk it, so that no order depends on luck.

#![expect(clippy::disallowed_types, reason = "the one place with a hash map; it cannot be walked")]

use std::{borrow::Borrow, collections::HashMap, hash::Hash};

use foldhash::fast::RandomState;

/// Values by keys, for look-ups only.
///
/// The hashes are seeded by chance, so that nobody can write a file whose names all fall together.
#[derive(Clone, Debug)]
pub(crate) struct Lookup<K, V>(HashMap<K, V, RandomState>);

impl<K, V> Default for Lookup<K, V> {
    fn default() -> Self {
        Self(HashMap::default())
    }
}

impl<K: Eq + Hash, V> Lookup<K, V> {
    pub(crate) fn get<Q: Eq + Hash + ?Sized>(&self, key: &Q) -> Option<&V>
    where
        K: Borrow<Q>,
    {
        self.0.get(key)
    }

    /// Makes room for so many more keys, so that the table is built once and not over and over while it grows.
    pub(crate) fn make_room(&mut self, keys: usize) {
        self.0.reserve(keys);
    }

    /// Puts a value; a later one of a key takes the place of the earlier.
    pub(crate) fn put(&mut self, key: K, value: V) {
        self.0.insert(key, value);
    }

    /// The value of a key, which begins as its default.
    pub(crate) fn value(&mut self, key: K) -> &mut V
    where
        V: Default,
    {
        self.0.entry(key).or_default()
    }
}

impl<K: Eq + Hash, V> FromIterator<(K, V)> for Lookup<K, V> {
    fn from_iter<I: IntoIterator<Item = (K, V)>>(pairs: I) -> Self {
        Self(pairs.into_iter().collect())
    }
}
