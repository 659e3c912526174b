//! Answers and slices that were made before, by the facts they followed from and by nobody's id.
//!
//! An answer depends on facts alone, so one that was given for one person holds for the next with the same facts. What is kept
//! belongs to one edition of the agreements and one day, and goes with them. Bounded: when it is full it is emptied.

use std::{
    collections::HashMap,
    hash::Hash,
    sync::{PoisonError, RwLock},
};

/// A bounded map that many threads read.
pub(crate) struct Memo<K, V> {
    kept: RwLock<HashMap<K, V>>,
    most: usize,
}

impl<K: Eq + Hash, V: Clone> Memo<K, V> {
    /// One that holds `most` at a time.
    pub(crate) fn of(most: usize) -> Self {
        Self { kept: RwLock::new(HashMap::new()), most }
    }

    pub(crate) fn get(&self, key: &K) -> Option<V> {
        self.kept.read().unwrap_or_else(PoisonError::into_inner).get(key).cloned()
    }

    pub(crate) fn keep(&self, key: K, value: V) {
        let mut kept = self.kept.write().unwrap_or_else(PoisonError::into_inner);
        if kept.len() >= self.most {
            kept.clear();
        }
        kept.insert(key, value);
    }
}
