//! What generated code names, and the generic halves of it: every line here is a line less in every user's build.

pub use bytes::BytesMut;
pub use tokio_postgres::types::{IsNull, Type};

pub use crate::entity::part::{
    Either, IsYes, KeyedPart, Named, NewPart, No, Part, PartIn, PartInsert, Place, Yes, check_whole, columns_of, gather,
};
pub use crate::entity::{
    BoundDef, Cell, CheckDef, ColumnDef, ColumnRole, DefaultDef, EditRow, Entity, EntityDef, EntityKind, ExclusionDef,
    ForeignKeyDef, GeneratedDef, GrantDef, IdentityDef, IndexDef, Insert, KeyDef, KeyOn, Keyed, Listed, Mask,
    Materialized, New, NoHooks, PartitionDef, PartitionKeyDef, PartitionStrategy, PolicyDef, PredicateDef, RightDef,
    RowSecurity, SequenceDef, SoftDelete, Table, TableOptions, UniqueRows,
};
pub use crate::error::Error;
pub use crate::query::{
    Column, Filter, Fragment, Level, Many, Maybe, Nested, Nullable, One, Projection, ProjectionOf, Relation, Required,
    RowsOf, inline, loading, places, read_cell, view_query,
};
pub use crate::repository::{Patch, Update};
pub use crate::schema::{
    Action, Counter, Deferral, Direction, Generation, Ident, Match, Nulls, PolicyCommand, Privilege, QualName,
    ReplicaIdentity, StorageStrategy,
};
pub use crate::validate::{After, Email, Length, Range, RangeValue, Report, Wording};
pub use crate::value::{
    AttributeDef, Bound, CollationDef, CompositeDef, Counted, DecodeError, DomainCheckDef, DomainDef, Encoded, EnumDef,
    EnumLabel, Instant, JsonValue, Newtype, NumericValue, Origin, Param, PgEnum, TextValue, Transform, TypeDef, Value,
    Values, Zoneless, is_enum,
};
pub use serde_json::json;

pub use crate::value::{is_composite, read_record, unknown, write_record};

use crate::value::{Inside, encode};

/// What expressions in attributes may use.
pub mod words {
    pub use crate::query::{
        AggregateExpr, ArrayExpr, Compare, GeoExpr, JsonExpr, NumberExpr, Ordered, RangeExpr, SearchExpr, TextExpr,
        TimeExpr, count_rows, exists, now, value, when,
    };
}

/// The definition of a table or a view, for the list of all of them.
pub fn listed<T: Listed>() -> &'static EntityDef {
    T::DEF
}

/// A cell of a column that is not set.
pub static NULL: Option<Bound<bool>> = None;

/// The type of a numeric column.
pub const fn numeric_type<T: NumericValue>(name: &'static str) -> TypeDef {
    TypeDef::builtin(name)
}

/// The type of a column of texts.
pub const fn text_type<T: TextValue>(name: &'static str) -> TypeDef {
    TypeDef::builtin(name)
}

/// Checks that a type whose name says nothing about it is no timestamp without time zone.
pub const fn with_zone(ty: &TypeDef) {
    assert!(
        !ty.is_zoneless(),
        "this is a timestamp without time zone, which must be asked for by name: `#[column(timestamp)]`"
    );
}

/// Checks that a timestamp was asked for where there is one.
pub const fn without_zone<T: Zoneless>() {}

/// A default as a literal.
pub fn literal<T: Value>(value: T) -> Option<String> {
    value.literal()
}

/// A text default as a literal.
pub fn text_literal<T: TextValue>(text: &str) -> Option<String> {
    Some(crate::schema::Literal(text).to_string())
}

/// A json default as a literal.
pub fn json_literal<T: JsonValue>(value: serde_json::Value) -> Option<String> {
    value.literal()
}

/// Checks that a column can be set from the clock.
pub const fn instant<T: Instant>() {}

/// Checks that a column can be counted.
pub const fn counted<T: Counted>() {}

/// Checks that a column can have a collation.
pub const fn sorted<T: TextValue>() {}

/// An entity whose key is a `K`.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is no entity with a primary key",
    label = "cannot be referred to",
    note = "derive `Entity` for it, and mark a field with `#[column(primary_key)]`"
)]
pub trait KeyedBy<K>: Keyed {}

impl<T: Keyed> KeyedBy<T::Key> for T {}

/// The name of a column that refers to the key of `T`.
pub const fn refers<E, T: KeyedBy<K>, K, N>(column: Column<E, K, N>) -> &'static str {
    column.name()
}

/// The entity whose key a column refers to.
pub fn target<E, T: KeyedBy<K>, K, N>(_: Column<E, K, N>) -> &'static EntityDef {
    T::DEF
}

/// The entity whose key several columns refer to.
pub fn keyed_target<T: KeyedBy<K>, K>() -> &'static EntityDef {
    T::DEF
}

/// The name of a column of `T` that one of `E` refers to, which is of the same type.
pub const fn pair<E, T, K, N, M>(_: Column<E, K, N>, target: Column<T, K, M>) -> &'static str {
    target.name()
}

/// What generated code does with the type of a field. All of it goes through this one bound, so that a type that
/// cannot be stored is one error. [`Value`] is not its supertrait: that would be a second one.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be stored in a column",
    label = "no PostgreSQL type is known for this",
    note = "use a supported type, `Json<{Self}>` to store it as jsonb, or derive `PgEnum` for an enum without fields, `PgComposite` for a struct"
)]
pub trait Stored: Sized {
    /// The type of the column.
    const COLUMN: TypeDef;
    /// Which types it can be read from.
    const ACCEPTS: fn(&Type) -> bool;

    /// Reads the next column, which must not be null.
    ///
    /// # Errors
    /// When its bytes are not a value of the type.
    fn required(values: &mut Values<'_>) -> Result<Self, Error>;

    /// Reads the next column.
    ///
    /// # Errors
    /// When its bytes are not a value of the type.
    fn nullable(values: &mut Values<'_>) -> Result<Option<Self>, Error>;

    /// The cell of a value that was given.
    fn cell(value: &Bound<Self>) -> Cell<'_>;

    /// The cell of a value that may be missing.
    fn cell_opt(value: &Option<Bound<Self>>) -> Cell<'_>;

    /// The cell of a value that may be missing or null.
    fn cell_opt_null(value: &Option<Option<Bound<Self>>>) -> Cell<'_>;

    /// The value as a parameter.
    fn param(self) -> Box<dyn Param>;

    /// Reads an attribute of a composite value, which must not be null.
    ///
    /// # Errors
    /// When it is null, or its bytes are not a value of the type.
    fn inside(inside: Inside<'_>) -> Result<Self, DecodeError>;

    /// Reads an attribute of a composite value.
    ///
    /// # Errors
    /// When its bytes are not a value of the type.
    fn inside_opt(inside: Inside<'_>) -> Result<Option<Self>, DecodeError>;

    /// Writes it as an attribute of a composite value.
    ///
    /// # Errors
    /// When it has no form in that type.
    fn put(&self, ty: &Type, out: &mut BytesMut) -> Encoded;

    /// Writes it as an attribute of a composite value, which may be null.
    ///
    /// # Errors
    /// When it has no form in that type.
    fn put_opt(value: &Option<Self>, ty: &Type, out: &mut BytesMut) -> Encoded;
}

impl<T: Value> Stored for T {
    const COLUMN: TypeDef = T::TYPE;
    const ACCEPTS: fn(&Type) -> bool = T::accepts;

    #[inline]
    fn required(values: &mut Values<'_>) -> Result<Self, Error> {
        values.required()
    }

    #[inline]
    fn nullable(values: &mut Values<'_>) -> Result<Option<Self>, Error> {
        values.nullable()
    }

    fn cell(value: &Bound<Self>) -> Cell<'_> {
        value
    }

    fn cell_opt(value: &Option<Bound<Self>>) -> Cell<'_> {
        value
    }

    fn cell_opt_null(value: &Option<Option<Bound<Self>>>) -> Cell<'_> {
        value
    }

    fn param(self) -> Box<dyn Param> {
        Box::new(Bound(self))
    }

    fn inside(inside: Inside<'_>) -> Result<Self, DecodeError> {
        let null = || DecodeError::expected("attributes without nulls");
        inside.ok_or_else(null).and_then(|(ty, raw)| T::decode_as(ty, raw))
    }

    fn inside_opt(inside: Inside<'_>) -> Result<Option<Self>, DecodeError> {
        inside.map(|(ty, raw)| T::decode_as(ty, raw)).transpose()
    }

    fn put(&self, ty: &Type, out: &mut BytesMut) -> Encoded {
        encode(self, ty, out)
    }

    fn put_opt(value: &Option<Self>, ty: &Type, out: &mut BytesMut) -> Encoded {
        value.as_ref().map_or(Ok(IsNull::Yes), |value| encode(value, ty, out))
    }
}

/// The answer to a label that the enum does not have: the database is ahead of this build.
pub const fn unknown_label() -> DecodeError {
    DecodeError::expected("a label that this build knows")
}

/// Runs the rule `after`.
pub fn check_after<T: PartialOrd>(rule: &After, value: Option<&T>, other: Option<&T>, report: &mut Report) {
    rule.check(value, other, report);
}

/// Runs the rule `email`.
pub fn check_email<T: TextValue>(rule: &Email, value: &T, report: &mut Report) {
    rule.check(value, report);
}

/// Runs the rule `length`.
pub fn check_length<T: TextValue>(rule: &Length, value: &T, report: &mut Report) {
    rule.check(value, report);
}

/// Runs the rule `range`.
pub fn check_range<T: RangeValue>(rule: &Range<T>, value: &T, report: &mut Report) {
    rule.check(value, report);
}

/// Encodes a label.
pub fn encode_label(label: &str, out: &mut BytesMut) -> Encoded {
    out.extend_from_slice(label.as_bytes());
    Ok(IsNull::No)
}

/// A label as a literal.
pub fn label_literal(label: &str) -> Option<String> {
    Some(crate::schema::Literal(label).to_string())
}
