//! Enum types.

use tokio_postgres::types::{Kind, Type};

use super::Value;

/// An enum type of the application.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct EnumDef {
    /// The name of the type in Rust, for messages.
    pub rust_name: &'static str,
    /// The namespace, where it is not `public`.
    pub namespace: Option<&'static str>,
    /// The name of the type in SQL.
    pub name: &'static str,
    /// The labels in order.
    pub labels: &'static [EnumLabel],
    /// The comment on the type.
    pub comment: Option<&'static str>,
    /// What the type was called before.
    pub renamed_from: Option<&'static str>,
}

/// One label of an enum type.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct EnumLabel {
    /// The label in SQL.
    pub name: &'static str,
    /// What it was called before.
    pub renamed_from: Option<&'static str>,
    /// The label that goes, whose rows hold this one then.
    pub replaces: Option<&'static str>,
}

/// A fieldless Rust enum that is an enum type in SQL. Derive it.
#[diagnostic::on_unimplemented(message = "`{Self}` is not an enum type", label = "needs `#[derive(PgEnum)]`")]
pub trait PgEnum: Value + Copy {
    /// The type.
    const DEF: &'static EnumDef;

    /// The label of this value.
    fn label(self) -> &'static str;
}

/// Whether a column's type is this enum. Namespaces are not compared: the name and the kind are.
pub fn is_enum(ty: &Type, def: &EnumDef) -> bool {
    matches!(ty.kind(), Kind::Enum(_)) && ty.name() == def.name
}
