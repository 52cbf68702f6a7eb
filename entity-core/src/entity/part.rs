//! Structs whose columns several entities share: what `#[derive(Columns)]` implements.
//!
//! A part does not know where it stands, so all that needs its names or its place is a constant for each [`Place`].

use std::marker::PhantomData;

use tokio_postgres::types::Type;

use super::{Cell, CheckDef, ColumnDef, Entity, ForeignKeyDef, IndexDef, Mask};
use crate::error::Error;
use crate::validate::Report;
use crate::value::{ConstText, Param, Values};

/// A struct that entities flatten. Derive it.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be flattened",
    label = "needs `#[derive(Columns)]`",
    note = "a struct whose fields become columns of an entity derives `Columns`"
)]
pub trait Part: Sized + Send + Sync + 'static {
    /// The fields in Rust and their columns in SQL, without a prefix.
    const NAMES: &'static [(&'static str, &'static str)];
    /// Which types each column can be read from.
    const ACCEPTS: &'static [fn(&Type) -> bool];
    /// Its columns, as columns of an entity.
    type Columns<E>: Copy;
    /// The columns that must be given.
    type New: NewPart<Row = Self::Insert>;
    /// Its columns in a row to be inserted.
    type Insert: PartInsert;
    /// [`Yes`] where it has `deleted_at`.
    type SoftDelete;

    /// Reads its columns.
    ///
    /// # Errors
    /// When a value is not of its field's type.
    fn decode(values: &mut Values<'_>) -> Result<Self, Error>;
}

/// A part in its place.
pub trait PartIn<P: Place>: Part {
    /// The columns.
    const COLUMNS: Self::Columns<P::Entity>;
    /// Their definitions.
    const DEFS: &'static [ColumnDef];
    /// The columns of the primary key.
    const KEY: &'static [&'static str];
    /// The indexes.
    const INDEXES: &'static [IndexDef];
    /// The checks.
    const CHECKS: &'static [CheckDef];
    /// The foreign keys.
    const FOREIGN_KEYS: &'static [ForeignKeyDef];

    /// Runs the rules.
    fn validate(insert: &Self::Insert, report: &mut Report);
}

/// Where a part stands.
pub trait Place: 'static {
    /// The entity.
    type Entity: Entity;
    /// What the names of its columns begin with.
    const PREFIX: &'static str;
    /// The place of its first column.
    const OFFSET: usize;
}

/// A part with a primary key.
#[diagnostic::on_unimplemented(
    message = "there is no primary key",
    label = "`{Self}` has none, and neither has the entity",
    note = "mark a field with `#[column(primary_key)]`, here or in the flattened struct, or say \
            `#[entity(no_primary_key)]`"
)]
pub trait KeyedPart: Part {
    /// The key: the field's type, or a tuple of the fields' types.
    type Key: Send + Sync + Clone;

    /// The key of a row.
    fn key(&self) -> Self::Key;

    /// The key as parameters.
    fn key_params(key: Self::Key) -> Vec<Box<dyn Param>>;
}

/// The columns of a part in a row to be inserted.
pub trait PartInsert: Send + Sync + Sized + 'static {
    /// The columns that are sent, the first of the part as bit 0.
    fn mask(&self) -> Mask;

    /// Those that were given.
    fn said(&self) -> Mask;

    /// The parameter of a column.
    fn cell(&self, column: usize) -> Cell<'_>;
}

/// What becomes the columns of a part in a row to be inserted.
pub trait NewPart: Send {
    /// The columns.
    type Row: PartInsert;

    /// Makes them.
    fn into_row(self) -> Self::Row;
}

/// The names of one column of a part in its place.
#[derive(Debug)]
pub struct Named<P, C, const AT: usize>(PhantomData<(P, C)>);

impl<P: Place, C: Part, const AT: usize> Named<P, C, AT> {
    const FIELD_TEXT: ConstText = ConstText::new(P::PREFIX).text(C::NAMES[AT].0);
    const FIELD_REFERENCE: &'static ConstText = &Self::FIELD_TEXT;
    const NAME_TEXT: ConstText = ConstText::new(P::PREFIX).text(C::NAMES[AT].1);
    const NAME_REFERENCE: &'static ConstText = &Self::NAME_TEXT;

    /// The field, as messages name it.
    pub const FIELD: &'static str = Self::FIELD_REFERENCE.as_str();
    /// The column.
    pub const NAME: &'static str = Self::NAME_REFERENCE.as_str();
}

/// It does.
#[derive(Debug)]
pub enum Yes {}

/// It does not.
#[derive(Debug)]
pub enum No {}

/// [`Yes`] alone.
#[diagnostic::on_unimplemented(
    message = "rows of this entity cannot be deleted softly",
    label = "has no `deleted_at` column",
    note = "add `#[column(deleted_at)] pub deleted_at: Option<DateTime<Utc>>`"
)]
pub trait IsYes {}

impl IsYes for Yes {}

/// Either of two answers.
pub trait Either<Other> {
    /// [`Yes`] if one of them is.
    type Answer;
}

impl<Other> Either<Other> for Yes {
    type Answer = Self;
}

impl<Other> Either<Other> for No {
    type Answer = Other;
}

/// How many columns a part has.
pub const fn columns_of<C: Part>() -> usize {
    C::NAMES.len()
}

/// Puts lists together. `fill` is what an array holds before that.
pub const fn gather<T: Copy, const N: usize>(fill: T, lists: &[&[T]]) -> [T; N] {
    let mut gathered = [fill; N];
    let (mut at, mut list) = (0, 0);
    while list < lists.len() {
        let mut member = 0;
        while member < lists[list].len() {
            gathered[at] = lists[list][member];
            (at, member) = (at + 1, member + 1);
        }
        list += 1;
    }
    gathered
}

/// Checks what only the whole of an entity can tell, for entities that flatten others.
pub const fn check_whole(columns: &[ColumnDef]) {
    assert!(columns.len() <= 128, "an entity has at most 128 columns, those of flattened structs among them");
    let mut at = 0;
    while at < columns.len() {
        assert!(
            columns[at].name.len() <= 63,
            "PostgreSQL keeps 63 bytes of a name; a flattened column with its prefix has more"
        );
        let mut other = at + 1;
        while other < columns.len() {
            assert!(
                !is_same(columns[at].name.as_bytes(), columns[other].name.as_bytes()),
                "two fields are one column; give a flattened struct a `prefix`"
            );
            assert!(
                columns[at].role as u8 == 0 || columns[at].role as u8 != columns[other].role as u8,
                "an entity has one `created_at`, one `updated_at`, one `deleted_at` and one `version` column"
            );
            other += 1;
        }
        at += 1;
    }
}

const fn is_same(left: &[u8], right: &[u8]) -> bool {
    if left.len() != right.len() {
        return false;
    }
    let mut at = 0;
    while at < left.len() {
        if left[at] != right[at] {
            return false;
        }
        at += 1;
    }
    true
}
