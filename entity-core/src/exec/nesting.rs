//! Finds statements that go past an open transaction: they wait for its connection or its locks, or do not see what it
//! wrote. Only debug builds look.

use std::future::Future;

use super::Db;

#[cfg(debug_assertions)]
tokio::task_local! {
    /// The pools that have a transaction open on this task.
    static OPEN: Vec<usize>;
}

/// Runs what is inside a transaction of a pool.
#[cfg(debug_assertions)]
pub(super) async fn inside<T>(db: &Db, work: impl Future<Output = T>) -> T {
    let mut open = OPEN.try_with(Clone::clone).unwrap_or_default();
    open.push(db.id());
    OPEN.scope(open, work).await
}

/// Runs what is inside a transaction of a pool.
#[cfg(not(debug_assertions))]
pub(super) async fn inside<T>(_: &Db, work: impl Future<Output = T>) -> T {
    work.await
}

/// Whether this task has a transaction of the pool open.
#[cfg(debug_assertions)]
pub(super) fn is_inside(db: &Db) -> bool {
    OPEN.try_with(|open| open.contains(&db.id())).unwrap_or(false)
}

/// Whether this task has a transaction of the pool open: not asked in release builds.
#[cfg(not(debug_assertions))]
pub(super) fn is_inside(_: &Db) -> bool {
    false
}
