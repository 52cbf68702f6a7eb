//! The traits that the derive implements.

use tokio_postgres::types::{ToSql, Type};

use super::{EntityDef, Hooks};
use crate::error::Error;
use crate::validate::Report;
use crate::value::{Param, Values};

/// Which columns of an entity: bit `n` is column `n`. The derive refuses entities of more than 128 columns.
pub type Mask = u128;

/// A parameter for one column of one row.
pub type Cell<'a> = &'a (dyn ToSql + Sync);

/// A struct that is a table. Derive it; `entity_core::prelude` brings the verbs.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not an entity",
    label = "needs `#[derive(Entity)]`",
    note = "relations, references and the schema list take structs that derive `Entity`"
)]
pub trait Entity: Sized + Send + Sync + 'static {
    /// The definition.
    const DEF: &'static EntityDef;

    /// Which types each column can be read from, in the order of the columns.
    const ACCEPTS: &'static [fn(&Type) -> bool];

    /// A row to be inserted, with the optional columns set or not.
    type Insert: Insert<Entity = Self>;

    /// What the application does around writes.
    type Hooks: Hooks<Self>;

    /// Reads a row whose columns stand in the order of the definition.
    ///
    /// # Errors
    /// When a value is not of its field's type.
    fn decode(values: &mut Values<'_>) -> Result<Self, Error>;
}

/// An entity that migrations make: a table or a view. The derive says so.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is neither a table nor a view",
    label = "expected a struct that derives `Entity` and stands for a table or a view",
    note = "a struct with `#[entity(query)]` stands for the rows of a query: no migration makes it"
)]
pub trait Listed: Entity {}

/// An entity whose rows can be written: a table. The derive says so.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is no table",
    label = "expected a struct that derives `Entity` and stands for a table",
    note = "a struct with `#[entity(query)]` or `#[entity(view = …)]` stands for the rows of a query: it is read alone"
)]
pub trait Table: Listed {}

/// A materialised view. The derive says so.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is no materialised view",
    label = "holds no rows that could be refreshed",
    note = "say `#[entity(materialized_view = …)]`; a plain view and a table are never out of date"
)]
pub trait Materialized: Listed {}

/// A materialised view whose rows a full unique index tells apart. The derive says so.
#[diagnostic::on_unimplemented(
    message = "nothing tells the rows of `{Self}` apart",
    label = "cannot be refreshed while it is read",
    note = "mark a field with `#[column(primary_key)]`, or say `#[entity(unique(…))]` of fields, without `where`; \
            `refresh` works without that, and makes readers wait"
)]
pub trait UniqueRows: Materialized {}

/// An entity with a primary key.
#[diagnostic::on_unimplemented(
    message = "`{Self}` has no primary key",
    label = "rows of this entity cannot be found, updated or deleted by key",
    note = "mark a field with `#[column(primary_key)]`, or use `query`, `update_many` and `delete_many` with a filter"
)]
pub trait Keyed: Entity {
    /// The key: the field's type, or a tuple of the fields' types.
    type Key: Send + Sync + Clone;

    /// The key of a row.
    fn key(&self) -> Self::Key;

    /// The key as parameters, in the order of the primary key's columns.
    fn key_params(key: Self::Key) -> Vec<Box<dyn Param>>;

    /// The version of a row, where a column counts its changes.
    fn version(&self) -> Option<Box<dyn Param>> {
        None
    }
}

/// An entity whose rows are marked as deleted instead of removed.
#[diagnostic::on_unimplemented(
    message = "rows of `{Self}` cannot be deleted softly",
    label = "has no `deleted_at` column",
    note = "add `#[column(deleted_at)] pub deleted_at: Option<DateTime<Utc>>`"
)]
pub trait SoftDelete: Keyed {}

/// A row to be inserted.
pub trait Insert: Send + Sync + Sized + 'static {
    /// The entity it becomes.
    type Entity: Entity<Insert = Self>;

    /// The columns that are sent. The others get their default.
    fn mask(&self) -> Mask;

    /// The columns that were given. Of those that are sent, a column that may be null and has no default may not be
    /// among them.
    fn said(&self) -> Mask;

    /// The parameter of a column. Null for columns that are not set.
    fn cell(&self, column: usize) -> Cell<'_>;

    /// Runs the entity's rules.
    fn validate(&self, report: &mut Report);
}

/// Whatever can become a row to be inserted: the generated `New…` struct, or what its setters return.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a new row",
    label = "expected the entity's `New…` struct",
    note = "fill the required columns in `New…  {{ … }}` and add the others by its setters"
)]
pub trait New: Send {
    /// The row.
    type Row: Insert;

    /// Makes the row.
    fn into_row(self) -> Self::Row;
}
