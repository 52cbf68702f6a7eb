//! What `check` gives to `emit`. Columns are named by their place.

use proc_macro2::TokenStream;
use syn::{Expr, Ident, LitStr, Path, Type, Visibility};

use super::options::Options;
use crate::syntax;
pub(crate) use crate::syntax::{Deferral, FieldRef, Generated, Newtype, Order, Relation, Role, ViewQuery, Words};

/// An entity.
pub(crate) struct Entity {
    pub(crate) vis: Visibility,
    pub(crate) ident: Ident,
    pub(crate) table: String,
    pub(crate) namespace: Option<String>,
    pub(crate) comment: Option<String>,
    pub(crate) renamed_from: Option<String>,
    pub(crate) columns: Vec<Column>,
    /// The flattened structs between them.
    pub(crate) parts: Vec<Part>,
    pub(crate) site: Site,
    pub(crate) key: Vec<usize>,
    pub(crate) key_name: Option<String>,
    pub(crate) indexes: Vec<Index>,
    pub(crate) checks: Vec<Check>,
    pub(crate) foreign_keys: Vec<ForeignKey>,
    pub(crate) relations: Vec<Relation>,
    pub(crate) options: Options,
    /// Who is called around writes.
    pub(crate) hooks: Option<Path>,
    pub(crate) kind: Kind,
    /// Whether a row can be read: all fields are known.
    pub(crate) readable: bool,
}

/// What an entity stands for.
pub(crate) enum Kind {
    Table,
    /// The rows of a query inside of others.
    Rows,
    View(ViewQuery),
    MaterializedView(ViewQuery),
}

/// Where columns stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Site {
    /// In a table of their own.
    Entity,
    /// In every entity that flattens their struct.
    Part,
}

/// A flattened struct.
pub(crate) struct Part {
    /// How many columns of the entity's own stand before it.
    pub(crate) at: usize,
    pub(crate) vis: Visibility,
    pub(crate) ident: Ident,
    pub(crate) ty: Type,
    pub(crate) docs: Vec<syn::Attribute>,
    pub(crate) prefix: String,
    /// Whether the primary key is in it.
    pub(crate) is_key: bool,
}

/// A column.
pub(crate) struct Column {
    pub(crate) vis: Visibility,
    pub(crate) ident: Ident,
    pub(crate) docs: Vec<syn::Attribute>,
    pub(crate) name: String,
    /// The field's type without its `Option`.
    pub(crate) ty: Type,
    pub(crate) nullable: bool,
    pub(crate) sql_type: SqlType,
    pub(crate) default: Option<Default>,
    pub(crate) generated: Option<Generated>,
    pub(crate) identity: Option<Identity>,
    pub(crate) settings: Settings,
    pub(crate) role: Option<Role>,
    pub(crate) comment: Option<String>,
    pub(crate) renamed_from: Option<String>,
    pub(crate) rules: Vec<Rule>,
    pub(crate) input: Input,
}

/// The type in SQL.
pub(crate) enum SqlType {
    /// The one that the Rust type has.
    Own(Zone),
    /// One that the server has; whether the Rust type fits is seen to elsewhere.
    Builtin(String),
    /// An array of such texts, with the key to point at.
    Varchars(String, Ident),
    /// A numeric, or an array of them, with the key to point at.
    Numeric(String, Ident),
    /// As it was said.
    Named(String),
    /// A type of an extension, as it was said.
    Extension(String, &'static str),
}

/// What was said about a type's time zone, and so what the compiler must still see to.
pub(crate) enum Zone {
    /// Nothing, and the name of the Rust type tells that there is nothing to say.
    Sure,
    /// Nothing; the Rust type may hide a timestamp.
    Unsaid,
    /// That there is none, with the key to point at.
    None(Ident),
}

/// A default.
pub(crate) enum Default {
    Sql(String),
    /// What a sequence gives.
    Next(String),
    Value(Expr),
    Text(LitStr),
    Json(TokenStream),
}

/// An identity column.
pub(crate) struct Identity {
    /// Whether no value can be given.
    pub(crate) always: bool,
    pub(crate) start: i64,
    pub(crate) increment: i64,
    pub(crate) min: Option<i64>,
    pub(crate) max: Option<i64>,
    pub(crate) cache: i64,
    pub(crate) cycle: bool,
}

/// How a column sorts and is kept.
#[derive(Default)]
pub(crate) struct Settings {
    pub(crate) collation: Option<Collation>,
    pub(crate) storage: Option<Ident>,
    pub(crate) compression: Option<String>,
    pub(crate) statistics: Option<i32>,
}

/// A collation, with the key to point at.
pub(crate) struct Collation {
    pub(crate) key: Ident,
    pub(crate) namespace: Option<String>,
    pub(crate) name: String,
}

/// How a column is given when a row is inserted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Input {
    /// It must be given.
    Required,
    /// It is null when it is not given.
    Nullable,
    /// It has its default when it is not given.
    Defaulted,
    /// It cannot be given.
    Generated,
}

/// A rule of a column.
pub(crate) struct Rule {
    /// The rule's name where it was written.
    pub(crate) key: Ident,
    pub(crate) kind: RuleKind,
    pub(crate) words: Words,
}

/// Which rule it is.
pub(crate) enum RuleKind {
    Email,
    Length {
        min: Option<u32>,
        max: Option<u32>,
    },
    /// The length of a varchar, of which SQL sees to itself.
    Varchar(u32),
    Range {
        min: Option<Box<Expr>>,
        max: Option<Box<Expr>>,
    },
    After(usize),
}

/// A check as SQL.
pub(crate) struct Check {
    pub(crate) name: String,
    pub(crate) sql: LitStr,
    pub(crate) message: Option<LitStr>,
    pub(crate) code: Option<LitStr>,
}

/// An index.
pub(crate) struct Index {
    pub(crate) name: Option<String>,
    pub(crate) unique: bool,
    pub(crate) method: String,
    pub(crate) keys: Vec<IndexKey>,
    pub(crate) predicate: Option<Predicate>,
    pub(crate) include: Vec<ColumnRef>,
    pub(crate) nulls_not_distinct: bool,
    pub(crate) constraint: bool,
    /// Said where it is a constraint that may wait.
    pub(crate) deferral: Option<Deferral>,
    pub(crate) keeping: Keeping,
}

impl Index {
    /// A unique, and nothing else said about it.
    pub(crate) fn unique(keys: Vec<IndexKey>) -> Self {
        Self {
            name: None,
            unique: true,
            method: "btree".to_owned(),
            keys,
            predicate: None,
            include: Vec::new(),
            nulls_not_distinct: false,
            constraint: false,
            deferral: None,
            keeping: Keeping::default(),
        }
    }
}

/// How an index, a table or a partition is kept.
#[derive(Default)]
pub(crate) struct Keeping {
    /// Names and values, sorted.
    pub(crate) parameters: Vec<(String, String)>,
    pub(crate) tablespace: Option<String>,
}

/// A key of an index.
#[derive(Clone)]
pub(crate) struct IndexKey {
    pub(crate) on: KeyOn,
    pub(crate) order: Order,
    pub(crate) opclass: Option<LitStr>,
    pub(crate) collation: Option<syntax::Collation>,
}

impl IndexKey {
    /// A column, and nothing else said about it.
    pub(crate) fn column(at: usize) -> Self {
        Self { on: KeyOn::Column(ColumnRef::Own(at)), order: Order::Asc, opclass: None, collation: None }
    }
}

/// What a key is made of.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum KeyOn {
    Column(ColumnRef),
    Expr(String),
}

/// A column that an attribute speaks of.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum ColumnRef {
    Own(usize),
    /// A field of a flattened struct.
    Flattened(Ident, Ident),
}

/// The predicate of a partial index.
#[derive(Clone)]
pub(crate) enum Predicate {
    Sql(LitStr),
    /// A typed filter, its fields spelled as constants of the entity.
    Filter(Expr),
}

/// A foreign key.
pub(crate) struct ForeignKey {
    pub(crate) columns: Vec<ColumnRef>,
    pub(crate) target: Path,
    /// The fields that it refers to. Empty for the primary key.
    pub(crate) to: Vec<FieldRef>,
    pub(crate) name: Option<String>,
    pub(crate) on_delete: Ident,
    /// The columns that `on_delete` sets, where not all.
    pub(crate) set_columns: Vec<ColumnRef>,
    pub(crate) on_update: Option<Ident>,
    pub(crate) match_full: bool,
    pub(crate) deferral: Option<Deferral>,
    pub(crate) no_index: bool,
    pub(crate) relation: Option<Ident>,
}

/// A domain.
pub(crate) struct DomainType {
    pub(crate) newtype: Newtype,
    pub(crate) name: String,
    pub(crate) namespace: Option<String>,
    pub(crate) comment: Option<String>,
    pub(crate) renamed_from: Option<String>,
    pub(crate) base: SqlType,
    pub(crate) not_null: bool,
    pub(crate) default: Option<Default>,
    pub(crate) collation: Option<Collation>,
    pub(crate) checks: Vec<Check>,
}

/// A composite type.
pub(crate) struct CompositeType {
    pub(crate) ident: Ident,
    pub(crate) name: String,
    pub(crate) namespace: Option<String>,
    pub(crate) comment: Option<String>,
    pub(crate) renamed_from: Option<String>,
    pub(crate) attributes: Vec<Attribute>,
    /// Whether a value can be read: all fields are known.
    pub(crate) readable: bool,
}

/// An attribute of a composite type.
pub(crate) struct Attribute {
    pub(crate) ident: Ident,
    pub(crate) name: String,
    /// The field's type without its `Option`.
    pub(crate) ty: Type,
    pub(crate) nullable: bool,
    pub(crate) sql_type: SqlType,
    pub(crate) collation: Option<Collation>,
    pub(crate) comment: Option<String>,
}

/// An enum type.
pub(crate) struct EnumType {
    pub(crate) ident: Ident,
    pub(crate) name: String,
    pub(crate) namespace: Option<String>,
    pub(crate) comment: Option<String>,
    pub(crate) renamed_from: Option<String>,
    pub(crate) labels: Vec<Label>,
}

/// A label.
pub(crate) struct Label {
    pub(crate) ident: Ident,
    pub(crate) name: String,
    pub(crate) renamed_from: Option<String>,
    pub(crate) replaces: Option<String>,
    /// Whether the variant can be made without fields.
    pub(crate) plain: bool,
}

impl Entity {
    /// The column at a place.
    pub(crate) fn column(&self, at: usize) -> &Column {
        &self.columns[at]
    }

    /// Whether rows are marked as deleted.
    pub(crate) fn soft_delete(&self) -> bool {
        self.columns.iter().any(|column| column.role == Some(Role::Deleted))
    }
}
