//! Rust values as PostgreSQL values: which type a column gets, and how a value crosses the wire.
//!
//! In: Rust values and raw bytes. Out: raw bytes and Rust values.
//! Never: does IO, shows a value in a message or a log.
//! Start at [`Value`]; one file a family of types.

mod array;
mod bare;
mod bind;
mod bits;
mod collation;
mod composite;
mod decimal;
mod domain;
mod enums;
mod ewkb;
mod geo;
mod id;
#[cfg(any(feature = "time", feature = "jiff"))]
mod instant;
mod int;
mod interval;
#[cfg(feature = "jiff")]
mod jiff_crate;
mod json;
mod multirange;
mod name;
mod net;
mod newtype;
mod range;
mod raw;
mod reader;
mod record;
mod search;
mod secret;
mod shape;
mod text;
mod time;
#[cfg(feature = "time")]
mod time_crate;
mod transform;

use std::error::Error as StdError;
use std::fmt;

use bytes::BytesMut;
use tokio_postgres::types::{IsNull, Type};

pub use array::Element;
pub(crate) use array::{array, sized};
pub(crate) use bare::bare;
pub use bind::{Bound, Param};
pub(crate) use bind::{BoundList, encode};
pub use bits::{BitString, BitsError};
pub use collation::CollationDef;
pub use composite::{AttributeDef, CompositeDef};
#[doc(hidden)]
pub use composite::{Held, Inside, is_composite, read_record, unknown, write_record};
pub use decimal::NumericValue;
pub use domain::{DomainCheckDef, DomainDef};
pub use enums::{EnumDef, EnumLabel, PgEnum, is_enum};
pub use geo::{GeoError, GeoPoint, Meters, PlaceValue};
pub use id::Id;
pub use int::Counted;
pub use interval::Interval;
pub use json::{Json, JsonValue};
pub use multirange::Multirange;
pub use name::ConstText;
pub use net::{IpCidr, IpInet, MacAddr, MacAddrError};
pub use newtype::Newtype;
pub use range::{Range, RangeMember};
pub use raw::Values;
pub(crate) use raw::cell;
pub(crate) use record::record;
pub use search::{Lexeme, Position, TsVector, Weight};
pub use secret::Secret;
pub use shape::{Geography, Geometry, Shape};
pub use text::TextValue;
pub use time::{Instant, Zoneless};
pub use transform::Transform;

/// What encoding answers, in the driver's terms.
pub type Encoded = Result<IsNull, Box<dyn StdError + Sync + Send>>;

/// A Rust type that a column can hold.
///
/// `Option` is no value: it says that the column may be null.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be stored in a column",
    label = "no PostgreSQL type is known for this",
    note = "use a supported type, `Json<{Self}>` to store it as jsonb, or derive `PgEnum` for an enum without fields, `PgComposite` for a struct"
)]
pub trait Value: Sized + Send + Sync + 'static {
    /// The column type it gets when nothing else is said.
    const TYPE: TypeDef;

    /// Whether a column of this type can be read as `Self`. Asked once a statement, not once a value.
    fn accepts(ty: &Type) -> bool;

    /// Reads the binary form.
    ///
    /// # Errors
    /// When the bytes are not a whole value of the type.
    fn decode(raw: &[u8]) -> Result<Self, DecodeError>;

    /// Reads the binary form of a value of type `ty`. Only what holds others has to look at it.
    ///
    /// # Errors
    /// When the bytes are not a whole value of the type.
    #[inline]
    fn decode_as(_ty: &Type, raw: &[u8]) -> Result<Self, DecodeError> {
        Self::decode(raw)
    }

    /// Writes the binary form for a parameter of type `ty`.
    ///
    /// # Errors
    /// When the value has no form in that type.
    fn encode(&self, ty: &Type, out: &mut BytesMut) -> Encoded;

    /// The value as an SQL literal, for defaults and index predicates. `None` where that is not offered.
    fn literal(&self) -> Option<String> {
        None
    }
}

/// A column type and what must exist before it can be used.
#[derive(Clone, Copy, Debug)]
pub struct TypeDef {
    /// The name with its modifiers, as SQL spells it: `varchar(255)`.
    pub name: &'static str,
    /// Where the type comes from.
    pub origin: Origin,
}

/// Where a type comes from.
#[derive(Clone, Copy, Debug)]
pub enum Origin {
    /// The server has it.
    Builtin,
    /// An extension brings it.
    Extension(&'static str),
    /// An enum of the application.
    Enum(&'static EnumDef),
    /// A domain of the application.
    Domain(&'static DomainDef),
    /// A composite type of the application.
    Composite(&'static CompositeDef),
}

impl TypeDef {
    /// A type that the server has.
    pub const fn builtin(name: &'static str) -> Self {
        Self { name, origin: Origin::Builtin }
    }

    /// Whether its values are timestamps without time zone.
    pub const fn is_zoneless(&self) -> bool {
        matches!(
            self.name.as_bytes(),
            b"timestamp" | b"timestamp[]" | b"tsrange" | b"tsrange[]" | b"tsmultirange" | b"tsmultirange[]"
        )
    }

    /// Whether its values are composite: `unnest` takes them apart.
    pub const fn is_composite(&self) -> bool {
        match self.origin {
            Origin::Composite(_) => true,
            Origin::Domain(domain) => domain.base.is_composite(),
            Origin::Builtin | Origin::Extension(_) | Origin::Enum(_) => false,
        }
    }

    /// Whether it is an array type.
    pub const fn is_array(&self) -> bool {
        matches!(self.name.as_bytes(), [.., b'[', b']'])
    }
}

/// The bytes of a value are not what its type says. Holds no byte of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DecodeError(&'static str);

impl DecodeError {
    /// Says what was expected.
    pub const fn expected(what: &'static str) -> Self {
        Self(what)
    }
}

impl fmt::Display for DecodeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "expected {}", self.0)
    }
}

impl StdError for DecodeError {}
