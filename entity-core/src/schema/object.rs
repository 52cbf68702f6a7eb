//! The kinds of object, and their ids.

use std::fmt;

use super::{
    Column, Comment, Constraint, EnumType, Extension, Function, Ident, Index, Namespace, QualName, Table, Trigger,
};

/// The id of an object: its kind and its whole name. Unique within a database.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ObjectId {
    /// An extension.
    Extension(Ident),
    /// A namespace.
    Namespace(Ident),
    /// An enum type.
    EnumType(QualName),
    /// A function or procedure with the types of its arguments (`pg_get_function_identity_arguments`, types only).
    Function(QualName, String),
    /// A table.
    Table(QualName),
    /// A column of a table.
    Column(QualName, Ident),
    /// A constraint of a table.
    Constraint(QualName, Ident),
    /// An index.
    Index(QualName),
    /// A trigger of a table.
    Trigger(QualName, Ident),
    /// The comment on an object.
    Comment(Box<ObjectId>),
}

/// The kind of an object.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ObjectKind {
    /// An extension.
    Extension,
    /// A namespace.
    Namespace,
    /// An enum type.
    EnumType,
    /// A function or procedure.
    Function,
    /// A table.
    Table,
    /// A column of a table.
    Column,
    /// A constraint of a table.
    Constraint,
    /// An index.
    Index,
    /// A trigger of a table.
    Trigger,
    /// A comment.
    Comment,
}

/// An object with what it consists of.
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "each variant is documented by its type")]
pub enum Object {
    Extension(Extension),
    Namespace(Namespace),
    EnumType(EnumType),
    Function(Function),
    Table(Table),
    Column(Column),
    Constraint(Constraint),
    Index(Index),
    Trigger(Trigger),
    Comment(Comment),
}

impl ObjectId {
    /// The kind.
    pub fn kind(&self) -> ObjectKind {
        match self {
            Self::Extension(_) => ObjectKind::Extension,
            Self::Namespace(_) => ObjectKind::Namespace,
            Self::EnumType(_) => ObjectKind::EnumType,
            Self::Function(..) => ObjectKind::Function,
            Self::Table(_) => ObjectKind::Table,
            Self::Column(..) => ObjectKind::Column,
            Self::Constraint(..) => ObjectKind::Constraint,
            Self::Index(_) => ObjectKind::Index,
            Self::Trigger(..) => ObjectKind::Trigger,
            Self::Comment(_) => ObjectKind::Comment,
        }
    }

    /// The object without which this one cannot exist, where its id says so. It goes when that one goes.
    pub fn parent(&self) -> Option<ObjectId> {
        match self {
            Self::Extension(_) | Self::Namespace(_) | Self::Index(_) => None,
            Self::EnumType(name) | Self::Function(name, _) | Self::Table(name) => {
                Some(Self::Namespace(name.namespace.clone()))
            }
            Self::Column(table, _) | Self::Constraint(table, _) | Self::Trigger(table, _) => {
                Some(Self::Table(table.clone()))
            }
            Self::Comment(on) => Some((**on).clone()),
        }
    }

    /// The name as people write it on a command line: `table`, `table.column`, `namespace.table`, unquoted.
    pub fn plain(&self) -> String {
        match self {
            Self::Extension(name) | Self::Namespace(name) => name.as_str().to_owned(),
            Self::EnumType(name) | Self::Table(name) | Self::Index(name) => name.plain(),
            Self::Function(name, arguments) => format!("{}({arguments})", name.plain()),
            Self::Column(table, name) | Self::Constraint(table, name) | Self::Trigger(table, name) => {
                format!("{}.{}", table.plain(), name.as_str())
            }
            Self::Comment(on) => on.plain(),
        }
    }
}

impl ObjectKind {
    /// The kind in PostgreSQL's words, lower case.
    pub fn noun(self) -> &'static str {
        match self {
            Self::Extension => "extension",
            Self::Namespace => "namespace",
            Self::EnumType => "enum type",
            Self::Function => "function",
            Self::Table => "table",
            Self::Column => "column",
            Self::Constraint => "constraint",
            Self::Index => "index",
            Self::Trigger => "trigger",
            Self::Comment => "comment on",
        }
    }
}

impl fmt::Display for ObjectKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.noun())
    }
}

/// Kind and plain name, for messages: `column users.email`.
impl fmt::Display for ObjectId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Comment(on) => write!(f, "comment on {on}"),
            other => write!(f, "{} {}", other.kind(), other.plain()),
        }
    }
}
