//! The verbs: find, insert, update, delete. Each is one statement.
//!
//! In: entities, new rows and queries. Out: rows and counts.
//! Never: sends a statement that the user did not ask for.
//! Start at [`Repository`]; one file a verb.

mod delete;
mod find;
mod insert;
mod keys;
mod load;
mod locked;
mod page;
mod stream;
mod update;

use std::future::Future;

pub use delete::Delete;
pub use insert::InsertRow;
pub use page::{Chunks, Page};
pub use stream::Rows;
pub use update::{Assign, Filtered, Unfiltered, Update};

use crate::entity::{Entity, Keyed, New, SoftDelete};
use crate::error::Error;
use crate::exec::Executor;
use crate::query::Select;

/// The verbs of every entity.
pub trait Repository: Entity {
    /// A query for rows of this entity.
    fn query() -> Select<Self> {
        Select::default()
    }

    /// The row of that key, unless it is not there or deleted softly.
    ///
    /// # Errors
    /// When the database does not answer, or its types are not the entity's.
    fn find(key: Self::Key, on: &impl Executor) -> impl Future<Output = Result<Option<Self>, Error>> + Send
    where
        Self: Keyed,
    {
        find::find(key, on)
    }

    /// Inserts rows in one statement, however many, and gives their number. Rows may differ in what they set.
    ///
    /// # Errors
    /// When a row breaks a rule (the path begins with its index), before anything is sent; or a constraint.
    fn insert_many<R>(
        rows: impl IntoIterator<Item = R> + Send,
        on: &impl Executor,
    ) -> impl Future<Output = Result<u64, Error>> + Send
    where
        R: New<Row = Self::Insert>,
    {
        let rows: Vec<_> = rows.into_iter().map(New::into_row).collect();
        insert::insert_many(rows, on)
    }

    /// An update of the row of that key.
    fn update(key: Self::Key) -> Update<Self, Filtered>
    where
        Self: Keyed,
    {
        Update::keyed(key)
    }

    /// An update of the rows that satisfy a filter, which must follow.
    fn update_many() -> Update<Self, Unfiltered> {
        Update::many()
    }

    /// A removal of the rows that satisfy a filter, which must follow. Soft where the entity has `deleted_at`.
    fn delete_many() -> Delete<Self, Unfiltered> {
        Delete::many()
    }

    /// Deletes this row, softly where the entity has `deleted_at`. Gives whether it was still there.
    ///
    /// # Errors
    /// When other rows refer to it and say `restrict`.
    fn delete(&self, on: &impl Executor) -> impl Future<Output = Result<bool, Error>> + Send
    where
        Self: Keyed,
    {
        delete::delete::<Self>(self.key(), on)
    }

    /// Removes this row also where the entity has `deleted_at`. Gives whether it was there.
    ///
    /// # Errors
    /// When other rows refer to it and say `restrict`.
    fn hard_delete(&self, on: &impl Executor) -> impl Future<Output = Result<bool, Error>> + Send
    where
        Self: SoftDelete,
    {
        delete::hard_delete::<Self>(self.key(), on)
    }
}

impl<E: Entity> Repository for E {}
