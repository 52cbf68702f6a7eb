//! The prepared statements of one connection.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use tokio_postgres::Statement;
use tokio_postgres::error::SqlState;
use tokio_postgres::types::Type;

use super::call::Key;

/// How many statements are kept. A program has fewer that matter; one that makes more texts, or sets columns in more
/// combinations, forgets the one that was not used for longest.
const LIMIT: usize = 512;

/// A bounded cache. Dropping a statement closes it on the server.
#[derive(Default)]
pub(super) struct Statements {
    inner: Mutex<Inner>,
}

#[derive(Default)]
struct Inner {
    kept: HashMap<Key, Kept>,
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

impl Prepared {
    pub(super) fn types(&self) -> Vec<Type> {
        self.statement.columns().iter().map(|column| column.type_().clone()).collect()
    }
}

impl Statements {
    pub(super) fn get(&self, key: &Key) -> Option<Prepared> {
        let mut inner = self.lock();
        let used = inner.tick();
        let kept = inner.kept.get_mut(key)?;
        kept.used = used;
        Some(kept.prepared.clone())
    }

    pub(super) fn put(&self, key: Key, prepared: Prepared) {
        let mut inner = self.lock();
        let used = inner.tick();
        inner.kept.insert(key, Kept { prepared, used });
        if inner.kept.len() > LIMIT {
            inner.forget_oldest();
        }
    }

    pub(super) fn remove(&self, key: &Key) {
        self.lock().kept.remove(key);
    }

    /// A panic elsewhere cannot leave the map half changed, so a poisoned lock is usable.
    fn lock(&self) -> MutexGuard<'_, Inner> {
        self.inner.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Inner {
    fn tick(&mut self) -> u64 {
        self.clock += 1;
        self.clock
    }

    fn forget_oldest(&mut self) {
        let oldest = self.kept.iter().min_by_key(|(_, kept)| kept.used).map(|(key, _)| key.clone());
        if let Some(key) = oldest {
            self.kept.remove(&key);
        }
    }
}

/// Whether a statement was prepared against a schema that is gone: its result has other columns, or a type, column or
/// table that it names was made anew, or a pooler handed the session on.
pub(super) fn is_outdated(error: &tokio_postgres::Error) -> bool {
    const GONE: [SqlState; 6] = [
        SqlState::INTERNAL_ERROR,
        SqlState::DATATYPE_MISMATCH,
        SqlState::UNDEFINED_COLUMN,
        SqlState::UNDEFINED_OBJECT,
        SqlState::UNDEFINED_TABLE,
        SqlState::INVALID_SQL_STATEMENT_NAME,
    ];
    error.as_db_error().is_some_and(|db| {
        GONE.contains(db.code())
            || (*db.code() == SqlState::FEATURE_NOT_SUPPORTED && db.routine() == Some("RevalidateCachedQuery"))
    })
}
