//! The prepared statements of one connection.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use tokio_postgres::Statement;

use super::call::Key;

/// How many statements with a text of their own are kept. Derived ones are as many as the program has, and stay.
const TEXTS: usize = 256;

/// A bounded cache. Dropping a statement closes it on the server.
#[derive(Default)]
pub(super) struct Statements {
    inner: Mutex<Inner>,
}

#[derive(Default)]
struct Inner {
    kept: HashMap<Key, Kept>,
    texts: usize,
    clock: u64,
}

struct Kept {
    prepared: Prepared,
    used: u64,
}

/// A prepared statement and its text.
#[derive(Clone)]
pub(super) struct Prepared {
    pub(super) statement: Statement,
    pub(super) sql: Arc<str>,
}

impl Statements {
    pub(super) fn get(&self, key: &Key) -> Option<Prepared> {
        let mut inner = self.lock();
        inner.clock += 1;
        let clock = inner.clock;
        let kept = inner.kept.get_mut(key)?;
        kept.used = clock;
        Some(kept.prepared.clone())
    }

    pub(super) fn put(&self, key: Key, prepared: Prepared) {
        let mut inner = self.lock();
        inner.clock += 1;
        let used = inner.clock;
        let text = matches!(key, Key::Text(_));
        if inner.kept.insert(key, Kept { prepared, used }).is_none() && text {
            inner.texts += 1;
            if inner.texts > TEXTS {
                inner.forget_oldest_text();
            }
        }
    }

    pub(super) fn remove(&self, key: &Key) {
        let mut inner = self.lock();
        if inner.kept.remove(key).is_some() && matches!(key, Key::Text(_)) {
            inner.texts -= 1;
        }
    }

    /// A panic elsewhere cannot leave the map half changed, so a poisoned lock is usable.
    fn lock(&self) -> MutexGuard<'_, Inner> {
        self.inner.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Inner {
    fn forget_oldest_text(&mut self) {
        let texts = self.kept.iter().filter(|(key, _)| matches!(key, Key::Text(_)));
        let oldest = texts.min_by_key(|(_, kept)| kept.used).map(|(key, _)| key.clone());
        if let Some(key) = oldest {
            self.kept.remove(&key);
            self.texts -= 1;
        }
    }
}
