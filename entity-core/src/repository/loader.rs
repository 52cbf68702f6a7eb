//! A loader: many who each ask for one row, and one statement for all of them.

use std::collections::HashMap;
use std::fmt;
use std::hash::Hash;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use futures_util::FutureExt;
use futures_util::future::{BoxFuture, Shared};

use super::Repository;
use crate::entity::Keyed;
use crate::error::Error;
use crate::exec::Db;
use crate::query::{Filter, Node};
use crate::value::{BoundList, Value};

/// Loads rows by key for many who ask one by one, as the resolvers of a graph do: those that ask before the task yields
/// share one statement, and who asks again gets the same row. Made for one request and dropped with it. Rows that are
/// deleted softly are not there.
///
/// ```no_run
/// # use entity_core::prelude::*;
/// # use entity_core::repository::Loader;
/// # #[derive(Clone, Entity)]
/// # struct User {
/// #     #[column(primary_key, default = gen_random_uuid())]
/// #     id: Id<User>,
/// # }
/// # async fn example(db: Db, first: Id<User>, second: Id<User>) {
/// let users: Loader<User> = Loader::new(&db);
/// let (one, other) = futures_util::join!(users.load(first), users.load(second)); // one statement
/// # }
/// ```
pub struct Loader<E: Keyed> {
    db: Db,
    state: Arc<Mutex<State<E>>>,
}

/// What was asked for.
struct State<E: Keyed> {
    /// Keys of the next statement.
    waiting: Vec<E::Key>,
    /// The statement that a key is part of.
    batches: HashMap<E::Key, Batch<E>>,
    /// The statement that waits for more keys.
    open: Option<Batch<E>>,
}

type Found<E> = Arc<HashMap<<E as Keyed>::Key, E>>;
type Batch<E> = Shared<BoxFuture<'static, Result<Found<E>, Error>>>;

impl<E: Keyed> fmt::Debug for Loader<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Loader({})", E::DEF.table)
    }
}

impl<E: Keyed> Clone for Loader<E> {
    fn clone(&self) -> Self {
        Self { db: self.db.clone(), state: Arc::clone(&self.state) }
    }
}

impl<E: Keyed> Loader<E> {
    /// A loader that knows no row yet.
    pub fn new(db: &Db) -> Self {
        let state = State { waiting: Vec::new(), batches: HashMap::new(), open: None };
        Self { db: db.clone(), state: Arc::new(Mutex::new(state)) }
    }
}

impl<E: Keyed<Key: Value + Eq + Hash> + Clone> Loader<E> {
    /// The row of that key, or `None`.
    ///
    /// # Errors
    /// As [`find`](Repository::find). Who shares the statement gets the same error.
    pub async fn load(&self, key: E::Key) -> Result<Option<E>, Error> {
        let batch = self.batch(&key);
        Ok(batch.await?.get(&key).cloned())
    }

    /// Forgets a row, to read it anew when somebody asks again.
    pub fn forget(&self, key: &E::Key) {
        lock(&self.state).batches.remove(key);
    }

    fn batch(&self, key: &E::Key) -> Batch<E> {
        let mut state = lock(&self.state);
        if let Some(batch) = state.batches.get(key) {
            return batch.clone();
        }
        state.waiting.push(key.clone());
        let batch = match &state.open {
            Some(batch) => batch.clone(),
            None => {
                let batch = next(self.db.clone(), Arc::clone(&self.state)).boxed().shared();
                state.open = Some(batch.clone());
                batch
            }
        };
        state.batches.insert(key.clone(), batch.clone());
        batch
    }
}

/// Waits for others of the same task, and reads what all of them want.
async fn next<E: Keyed<Key: Value + Eq + Hash> + Clone>(
    db: Db,
    state: Arc<Mutex<State<E>>>,
) -> Result<Found<E>, Error> {
    // Whoever shares this future polls it too, so it waits for a task of its own, which runs once this one has yielded.
    drop(tokio::spawn(tokio::task::yield_now()).await);
    let keys = {
        let mut state = lock(&state);
        state.open = None;
        std::mem::take(&mut state.waiting)
    };
    let column = E::DEF.primary_key.first().copied().unwrap_or_default();
    let list = Node::bind(BoundList::<E::Key>(keys));
    let filter = Filter::<E>::new(Node::Member(Box::new(Node::column::<E>(column)), Box::new(list)));
    let rows = E::query().filter(filter).all(&db).await?;
    Ok(Arc::new(rows.into_iter().map(|row| (row.key(), row)).collect()))
}

/// A panic elsewhere cannot leave the lists half changed, so a poisoned lock is usable.
fn lock<E: Keyed>(state: &Mutex<State<E>>) -> MutexGuard<'_, State<E>> {
    state.lock().unwrap_or_else(PoisonError::into_inner)
}
