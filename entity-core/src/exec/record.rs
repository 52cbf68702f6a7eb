//! What was sent: for tests that say how many statements something takes.

use std::fmt;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use super::Db;
use super::connection::Shared;

/// The statements of a pool, noted while somebody listens.
#[derive(Default)]
pub(super) struct Record {
    listeners: AtomicUsize,
    statements: Mutex<Vec<Arc<str>>>,
}

impl Record {
    /// Notes a statement. Costs one look where nobody listens.
    pub(super) fn note(&self, sql: &Arc<str>) {
        if self.listeners.load(Ordering::Relaxed) > 0 {
            self.statements.lock().unwrap_or_else(PoisonError::into_inner).push(Arc::clone(sql));
        }
    }
}

/// Notes the statements of a [`Db`], its clones and its transactions, from [`Db::record`] until it is dropped. What
/// begins and ends transactions and savepoints is not among them.
pub struct Recorder {
    shared: Arc<Shared>,
    from: usize,
}

impl fmt::Debug for Recorder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.statements()).finish()
    }
}

impl Db {
    /// Notes statements from now on.
    pub fn record(&self) -> Recorder {
        let shared = Arc::clone(self.shared());
        shared.record.listeners.fetch_add(1, Ordering::Relaxed);
        let from = shared.record.statements.lock().unwrap_or_else(PoisonError::into_inner).len();
        Recorder { shared, from }
    }
}

impl Recorder {
    /// The texts so far, in the order in which they were sent. Their values are not in them.
    pub fn statements(&self) -> Vec<Arc<str>> {
        let statements = self.shared.record.statements.lock().unwrap_or_else(PoisonError::into_inner);
        statements.get(self.from..).unwrap_or_default().to_vec()
    }
}

impl Drop for Recorder {
    fn drop(&mut self) {
        if self.shared.record.listeners.fetch_sub(1, Ordering::Relaxed) == 1 {
            self.shared.record.statements.lock().unwrap_or_else(PoisonError::into_inner).clear();
        }
    }
}

/// Says how many statements something sends, and gives what it gives.
///
/// ```no_run
/// # use entity_core::prelude::*;
/// # #[derive(Entity)]
/// # struct User {
/// #     #[column(primary_key, default = gen_random_uuid())]
/// #     id: Id<User>,
/// # }
/// # async fn example(db: Db) -> Result<(), Error> {
/// let users = entity_core::assert_statements!(1, db, User::query().all(&db)).await?;
/// # Ok(())
/// # }
/// ```
///
/// # Panics
/// When there are more statements or fewer. The message lists them.
#[macro_export]
macro_rules! assert_statements {
    ($count:expr, $db:expr, $future:expr $(,)?) => {
        async {
            let recorder = $db.record();
            let output = $future.await;
            let statements = recorder.statements();
            assert_eq!(statements.len(), $count, "statements that were sent: {statements:#?}");
            output
        }
    };
}

/// Says that the server can use an index for a query. Sequential scans are discouraged for that, for with few rows
/// they are always cheaper.
///
/// ```no_run
/// # use entity_core::prelude::*;
/// # #[derive(Entity)]
/// # struct User {
/// #     #[column(primary_key, default = gen_random_uuid())]
/// #     id: Id<User>,
/// #     #[column(unique)]
/// #     email: String,
/// # }
/// # async fn example(db: Db) {
/// entity_core::assert_uses_index!(db, User::query().filter(User::email.eq("ann@example.com")), "uniq_users_email");
/// # }
/// ```
///
/// # Panics
/// When the plan does not name the index. The message shows the plan.
#[macro_export]
macro_rules! assert_uses_index {
    ($db:expr, $query:expr, $index:expr $(,)?) => {{
        let plan = $query.explain_with_indexes(&$db).await.expect("the server explains the query");
        assert!(plan.iter().any(|line| line.contains($index)), "`{}` is not in the plan: {plan:#?}", $index);
    }};
}
