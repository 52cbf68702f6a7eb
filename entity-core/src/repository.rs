//! The verbs: find, insert, update, delete. Each is one statement.
//!
//! In: entities, new rows and queries. Out: rows and counts.
//! Never: sends a statement that the user did not ask for.
//! Start at [`Repository`]; one file a verb.

mod arrays;
mod copy;
mod delete;
mod find;
mod graph;
mod hooked;
mod insert;
mod keys;
mod load;
mod loader;
mod locked;
mod page;
mod patch;
mod refresh;
mod stream;
mod update;
mod upsert;

use std::future::Future;

pub use copy::CopyOut;
pub use delete::Delete;
pub use graph::{Graph, graph};
pub use insert::InsertRow;
pub use loader::Loader;
pub use page::{Chunks, Page};
pub use patch::{Patch, present};
pub use stream::Rows;
pub use update::{Assign, Filtered, Fits, HasFilter, Unfiltered, Update};
pub use upsert::{Upsert, UpsertMany, UpsertRow, Upserted, UpsertedRows};

use crate::entity::{Entity, Keyed, Materialized, New, SoftDelete, Table, UniqueRows};
use crate::error::Error;
use crate::exec::Executor;
use crate::query::{ColumnList, ProjectionOf, Record, RowsFrom, Scope, Select};

/// The verbs of every entity.
pub trait Repository: Entity {
    /// A query for rows of this entity.
    fn query() -> Select<Self> {
        Select::default()
    }

    /// The rows of this entity as a source, for [`join_on`](Select::join_on).
    fn rows() -> RowsFrom<Self> {
        RowsFrom::new()
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

    /// Inserts rows in one statement and gives them back in the order in which they were given, read as a projection.
    ///
    /// # Errors
    /// As [`insert_many`](Repository::insert_many).
    fn insert_many_returning<P, R>(
        rows: impl IntoIterator<Item = R> + Send,
        on: &impl Executor,
    ) -> impl Future<Output = Result<Vec<P>, Error>> + Send
    where
        R: New<Row = Self::Insert>,
        P: ProjectionOf<Self>,
    {
        let rows: Vec<_> = rows.into_iter().map(New::into_row).collect();
        insert::insert_many_returning(rows, on)
    }

    /// Inserts what a query finds into these columns, in one statement: no row travels. The other columns get their
    /// defaults. What looks at new rows in Rust, rules and `before_insert`, has none to look at; the table's checks stay.
    ///
    /// # Errors
    /// When a row breaks a constraint.
    fn insert_from<C, Q, P>(
        columns: C,
        query: Select<Q, P>,
        on: &impl Executor,
    ) -> impl Future<Output = Result<u64, Error>> + Send
    where
        Self: Table,
        C: ColumnList<Self, Row = P>,
        Q: Scope,
        P: Record,
    {
        let (places, rendered) = (columns.places(), query.render());
        async move { insert::insert_from::<Self>(&places, rendered, on).await }
    }

    /// An upsert of rows: those that have the values of another in these columns update it. They are the primary key or
    /// the columns of a unique index.
    fn upsert_many<R, C>(rows: impl IntoIterator<Item = R>, target: C) -> UpsertMany<Self::Insert>
    where
        R: New<Row = Self::Insert>,
        C: ColumnList<Self>,
    {
        UpsertMany::new(rows.into_iter().map(New::into_row).collect(), target.places())
    }

    /// Inserts rows by COPY: the fastest way in for very many. Rows that differ in what they set go one set after the
    /// other: a transaction around it makes that all or nothing. Gives their number.
    ///
    /// # Errors
    /// As [`insert_many`](Repository::insert_many).
    fn copy_in<R>(
        rows: impl IntoIterator<Item = R> + Send,
        on: &impl Executor,
    ) -> impl Future<Output = Result<u64, Error>> + Send
    where
        R: New<Row = Self::Insert>,
    {
        let rows: Vec<_> = rows.into_iter().map(New::into_row).collect();
        copy::copy_in(rows, on)
    }

    /// All live rows as CSV with a header, by COPY: chunks of bytes that are never a whole table.
    ///
    /// # Errors
    /// When the database does not answer.
    fn copy_out(on: &impl Executor) -> impl Future<Output = Result<CopyOut<'_>, Error>> + Send {
        copy::copy_out::<Self>(on)
    }

    /// An update of this row, which fails with [`is_stale`](Error::is_stale) where somebody else has changed it since
    /// it was read. The entity says `#[column(version)]` for that; without, it is an update by key.
    fn edit(&self) -> Update<Self, Filtered>
    where
        Self: Keyed + Table,
    {
        Update::of_row(self)
    }

    /// An update of the row of that key.
    fn update(key: Self::Key) -> Update<Self, Filtered>
    where
        Self: Keyed + Table,
    {
        Update::keyed(key)
    }

    /// An update of the rows that satisfy a filter, which must follow.
    fn update_many() -> Update<Self, Unfiltered>
    where
        Self: Table,
    {
        Update::many()
    }

    /// A removal of the rows that satisfy a filter, which must follow. Soft where the entity has `deleted_at`.
    fn delete_many() -> Delete<Self, Unfiltered>
    where
        Self: Table,
    {
        Delete::many()
    }

    /// A removal of rows also where the entity has `deleted_at`, those too that are marked. A filter must follow.
    fn hard_delete_many() -> Delete<Self, Unfiltered>
    where
        Self: SoftDelete,
    {
        Delete::hard()
    }

    /// Computes a materialised view anew. Who reads it waits.
    ///
    /// # Errors
    /// When its query fails, or the role of the connection does not own it.
    fn refresh(on: &impl Executor) -> impl Future<Output = Result<(), Error>> + Send
    where
        Self: Materialized,
    {
        refresh::refresh::<Self>("", on)
    }

    /// Computes a materialised view anew while others read it: they see the old rows until the new ones are there.
    ///
    /// # Errors
    /// As [`refresh`](Repository::refresh), and when it was never filled.
    fn refresh_concurrently(on: &impl Executor) -> impl Future<Output = Result<(), Error>> + Send
    where
        Self: UniqueRows,
    {
        refresh::refresh::<Self>("CONCURRENTLY ", on)
    }

    /// Takes the mark away from rows that are deleted softly. A filter must follow.
    fn restore_many() -> Delete<Self, Unfiltered>
    where
        Self: SoftDelete,
    {
        Delete::restoring()
    }

    /// Takes the mark away from the row of that key. Gives whether it was deleted softly.
    ///
    /// # Errors
    /// When a unique index has another row by now.
    fn restore(key: Self::Key, on: &impl Executor) -> impl Future<Output = Result<bool, Error>> + Send
    where
        Self: SoftDelete,
    {
        delete::restore::<Self>(key, on)
    }

    /// Deletes this row, softly where the entity has `deleted_at`. Gives whether it was still there.
    ///
    /// # Errors
    /// When other rows refer to it and say `restrict`.
    fn delete(&self, on: &impl Executor) -> impl Future<Output = Result<bool, Error>> + Send
    where
        Self: Keyed + Table,
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
