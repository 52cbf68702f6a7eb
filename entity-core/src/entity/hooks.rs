//! What an application does around writes.

use std::any::Any;
use std::marker::PhantomData;

use super::{Entity, EntityDef, Insert};
use crate::error::Error;
use crate::value::Bound;

/// What an application does around every write of `E`, whichever verb writes: one row, many, by COPY, by upsert.
///
/// Hooks are plain functions. They see what is written and may change new rows or refuse; they send no statements, so
/// that one write stays one statement.
///
/// ```
/// use entity_core::entity::{Changes, Hooks, Written};
/// use entity_core::prelude::*;
///
/// #[derive(Entity)]
/// #[entity(hooks = AddressHooks)]
/// struct Address {
///     #[column(primary_key)]
///     id: i64,
///     email: String,
///     #[column(default = false)]
///     confirmed: bool,
/// }
///
/// struct AddressHooks;
///
/// impl Hooks<Address> for AddressHooks {
///     fn before_insert(row: &mut AddressInsert) -> Result<(), Error> {
///         if let Some(email) = row.edit(Address::email) {
///             email.make_ascii_lowercase();
///         }
///         Ok(())
///     }
///
///     fn before_update(changes: &Changes<Address>) -> Result<(), Error> {
///         if changes.sets(Address::id) { Err(Error::refused("an address keeps its number")) } else { Ok(()) }
///     }
///
///     fn after_commit(written: &Written) {
///         println!("{} rows of {}", written.rows, written.entity.table);
///     }
/// }
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` has no hooks for `{E}`",
    label = "is called around writes of `{E}`",
    note = "write `impl Hooks<{E}> for {Self} {{ … }}`"
)]
pub trait Hooks<E: Entity>: 'static {
    /// Before a row is checked and inserted.
    ///
    /// # Errors
    /// Nothing is written; the error goes to the caller.
    fn before_insert(row: &mut E::Insert) -> Result<(), Error> {
        let _ = row;
        Ok(())
    }

    /// Before rows are updated.
    ///
    /// # Errors
    /// Nothing is written; the error goes to the caller.
    fn before_update(changes: &Changes<E>) -> Result<(), Error> {
        let _ = changes;
        Ok(())
    }

    /// Before rows are deleted.
    ///
    /// # Errors
    /// Nothing is written; the error goes to the caller.
    fn before_delete(removal: Removal) -> Result<(), Error> {
        let _ = removal;
        Ok(())
    }

    /// After a statement wrote rows. Inside a transaction it may still be rolled back.
    fn after(written: &Written) {
        let _ = written;
    }

    /// After what was written is there to stay.
    fn after_commit(written: &Written) {
        let _ = written;
    }
}

/// Of entities that say nothing about hooks.
#[derive(Debug)]
pub enum NoHooks {}

impl<E: Entity> Hooks<E> for NoHooks {}

/// What an update sets.
#[derive(Debug)]
pub struct Changes<E> {
    columns: Vec<usize>,
    of: PhantomData<fn() -> E>,
}

impl<E: Entity> Changes<E> {
    pub(crate) fn new(columns: Vec<usize>) -> Self {
        Self { columns, of: PhantomData }
    }

    /// Whether a column is among it.
    pub fn sets<C: ColumnOf<E>>(&self, column: C) -> bool {
        self.columns.contains(&column.place())
    }

    /// The names of the columns.
    pub fn columns(&self) -> impl Iterator<Item = &'static str> + '_ {
        self.columns.iter().map(|column| E::DEF.columns[*column].name)
    }
}

/// A column of `E`.
pub trait ColumnOf<E> {
    /// What it holds.
    type Value: 'static;

    /// Its place in the definition.
    #[doc(hidden)]
    fn place(&self) -> usize;
}

/// A new row whose values can be looked at and changed: that of an entity with hooks.
pub trait EditRow: Insert {
    #[doc(hidden)]
    fn slot(&mut self, column: usize) -> Option<&mut dyn Any>;

    /// The value of a column, where one was given and it is not null.
    fn edit<C: ColumnOf<Self::Entity>>(&mut self, column: C) -> Option<&mut C::Value> {
        let slot = self.slot(column.place())?;
        if slot.is::<Bound<C::Value>>() {
            return slot.downcast_mut::<Bound<C::Value>>().map(|bound| &mut bound.0);
        }
        if slot.is::<Option<Bound<C::Value>>>() {
            return slot.downcast_mut::<Option<Bound<C::Value>>>()?.as_mut().map(|bound| &mut bound.0);
        }
        let given = slot.downcast_mut::<Option<Option<Bound<C::Value>>>>()?.as_mut()?;
        given.as_mut().map(|bound| &mut bound.0)
    }

    /// Gives a column another value.
    fn put<C: ColumnOf<Self::Entity>>(&mut self, column: C, value: C::Value) {
        let Some(slot) = self.slot(column.place()) else { return };
        if let Some(bound) = slot.downcast_mut::<Bound<C::Value>>() {
            *bound = Bound(value);
        } else if let Some(bound) = slot.downcast_mut::<Option<Bound<C::Value>>>() {
            *bound = Some(Bound(value));
        } else if let Some(bound) = slot.downcast_mut::<Option<Option<Bound<C::Value>>>>() {
            *bound = Some(Some(Bound(value)));
        }
    }
}

/// How rows are deleted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Removal {
    /// They are marked.
    Soft,
    /// They are gone.
    Hard,
}

/// What a statement wrote.
#[derive(Clone, Copy, Debug)]
pub struct Written {
    /// The entity.
    pub entity: &'static EntityDef,
    /// What was done.
    pub write: Write,
    /// To how many rows.
    pub rows: u64,
}

/// What a statement does to rows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Write {
    /// They are new. Of an upsert some may have been there.
    Insert,
    /// They were changed.
    Update,
    /// They were deleted, softly or not.
    Delete,
}
