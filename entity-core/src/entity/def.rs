//! An entity's definition, as the derive writes it: constants only.
//!
//! Names of constraints and indexes are not here unless the user chose them: some depend on other entities, which a
//! constant cannot look at. [`naming`](super::naming) computes them.

use super::TableOptions;
use super::options::drawn;
use crate::schema::{
    Action, Counter, Deferral, Direction, Generation, Ident, Literal, Match, Nulls, QualName, StorageStrategy,
};
use crate::value::{CollationDef, TypeDef};

/// The definition of an entity.
#[derive(Clone, Copy, Debug)]
pub struct EntityDef {
    /// The name of the struct, for messages.
    pub rust_name: &'static str,
    /// What it stands for in the database.
    pub kind: EntityKind,
    /// The namespace, where it is not `public`.
    pub namespace: Option<&'static str>,
    /// The table.
    pub table: &'static str,
    /// The comment on the table.
    pub comment: Option<&'static str>,
    /// What the table was called before.
    pub renamed_from: Option<&'static str>,
    /// The columns in the order of the fields.
    pub columns: &'static [ColumnDef],
    /// The columns of the primary key. Empty when it was said that there is none.
    pub primary_key: &'static [&'static str],
    /// The name of the primary key that the user chose.
    pub primary_key_name: Option<&'static str>,
    /// The declared indexes, uniques included.
    pub indexes: &'static [IndexDef],
    /// The checks, from rules and free ones.
    pub checks: &'static [CheckDef],
    /// The foreign keys.
    pub foreign_keys: &'static [ForeignKeyDef],
    /// What the table is beside all that.
    pub options: TableOptions,
}

/// What an entity stands for.
#[derive(Clone, Copy, Debug, Default)]
pub enum EntityKind {
    /// A table.
    #[default]
    Table,
    /// The rows of a query inside of others; the database knows nothing of it.
    Rows,
    /// A view.
    View(ViewQuery),
    /// A materialised view.
    MaterializedView(ViewQuery),
}

/// The query of a view as SQL. `None` where a value in it has no literal.
pub type ViewQuery = fn() -> Option<String>;

/// A column.
#[derive(Clone, Copy, Debug)]
pub struct ColumnDef {
    /// The field in Rust.
    pub field: &'static str,
    /// The column in SQL.
    pub name: &'static str,
    /// The type.
    pub ty: TypeDef,
    /// Whether the field is an `Option`.
    pub nullable: bool,
    /// The default.
    pub default: Option<DefaultDef>,
    /// How the value is computed.
    pub generated: Option<GeneratedDef>,
    /// How the value is counted.
    pub identity: Option<IdentityDef>,
    /// How it sorts, where not as its type does.
    pub collation: Option<CollationDef>,
    /// How long values are kept, where not as its type says.
    pub storage: Option<StorageStrategy>,
    /// The method that compresses long values, where not the server's default.
    pub compression: Option<&'static str>,
    /// How closely its values are counted for the planner, where not as the server does by default.
    pub statistics: Option<i32>,
    /// What the library does with it.
    pub role: ColumnRole,
    /// The comment.
    pub comment: Option<&'static str>,
    /// What the column was called before.
    pub renamed_from: Option<&'static str>,
}

/// How a value is computed from the other columns of the row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum GeneratedDef {
    /// When the row is written, by this expression.
    Stored(&'static str),
    /// When it is read, by this expression. PostgreSQL has that since 18.
    Virtual(&'static str),
}

/// An identity column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct IdentityDef {
    /// Whether a value may be given.
    pub generation: Generation,
    /// How it counts.
    pub counter: Counter,
}

/// What the library does with a column.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ColumnRole {
    /// Nothing.
    #[default]
    Plain,
    /// Set by its default when the row is made.
    CreatedAt,
    /// Kept by a trigger.
    UpdatedAt,
    /// Set when the row is deleted softly.
    DeletedAt,
    /// Counts the changes of the row.
    Version,
}

/// A default.
#[derive(Clone, Copy, Debug)]
pub enum DefaultDef {
    /// An SQL expression.
    Sql(&'static str),
    /// The next value of a sequence: `name` in the table's namespace, or `namespace.name`.
    Next(&'static str),
    /// A Rust value, as a literal.
    Value(fn() -> Option<String>),
}

impl DefaultDef {
    /// The default as SQL of a column of that table. `None` where the value's type has no literal.
    pub fn sql(&self, table: &QualName) -> Option<String> {
        match self {
            Self::Sql(sql) => Some((*sql).to_owned()),
            Self::Next(_) => {
                let sequence = self.sequence(table)?.to_string();
                Some(format!("nextval({})", Literal(&sequence)))
            }
            Self::Value(literal) => literal(),
        }
    }

    /// The sequence that it draws from.
    pub fn sequence(&self, table: &QualName) -> Option<QualName> {
        match self {
            Self::Next(sequence) => Some(drawn(table, sequence)),
            Self::Sql(_) | Self::Value(_) => None,
        }
    }
}

/// An index.
#[derive(Clone, Copy, Debug)]
pub struct IndexDef {
    /// The name the user chose.
    pub name: Option<&'static str>,
    /// Whether it is unique.
    pub unique: bool,
    /// The access method.
    pub method: &'static str,
    /// The keys in order.
    pub keys: &'static [KeyDef],
    /// The predicate of a partial index.
    pub predicate: Option<PredicateDef>,
    /// Columns that are carried along.
    pub include: &'static [&'static str],
    /// Whether two nulls are equal (PostgreSQL 15).
    pub nulls_not_distinct: bool,
    /// Whether a unique is a constraint though it cannot wait.
    pub constraint: bool,
    /// When a unique is checked. One that may wait is a constraint.
    pub deferral: Deferral,
    /// Storage parameters, sorted: name and value.
    pub parameters: &'static [(&'static str, &'static str)],
    /// The tablespace, where it is not the database's own.
    pub tablespace: Option<&'static str>,
}

impl IndexDef {
    /// Whether it is a constraint with an index behind it.
    pub fn is_constraint(&self) -> bool {
        self.unique && (self.constraint || self.deferral != Deferral::Immediate)
    }
}

/// A key of an index.
#[derive(Clone, Copy, Debug)]
pub struct KeyDef {
    /// What is indexed.
    pub on: KeyOn,
    /// The direction.
    pub direction: Direction,
    /// Where nulls go.
    pub nulls: Option<Nulls>,
    /// The operator class.
    pub opclass: Option<&'static str>,
    /// The collation, where it is not the column's own.
    pub collation: Option<CollationDef>,
}

/// What a key of an index is made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum KeyOn {
    /// A column.
    Column(&'static str),
    /// An SQL expression.
    Expr(&'static str),
}

impl KeyDef {
    /// A column in ascending order.
    pub const fn asc(column: &'static str) -> Self {
        Self { on: KeyOn::Column(column), direction: Direction::Asc, nulls: None, opclass: None, collation: None }
    }

    /// The column, unless the key is an expression.
    pub fn column(&self) -> Option<&'static str> {
        match self.on {
            KeyOn::Column(column) => Some(column),
            KeyOn::Expr(_) => None,
        }
    }
}

/// The predicate of a partial index.
#[derive(Clone, Copy, Debug)]
pub enum PredicateDef {
    /// SQL as the user wrote it.
    Sql(&'static str),
    /// A typed filter, as SQL with literals.
    Filter(fn() -> Option<String>),
}

impl PredicateDef {
    /// The predicate as SQL. `None` where it compares with a value whose type has no literal.
    pub fn sql(&self) -> Option<String> {
        match self {
            Self::Sql(sql) => Some((*sql).to_owned()),
            Self::Filter(filter) => filter(),
        }
    }
}

/// A check.
#[derive(Clone, Copy, Debug)]
pub struct CheckDef {
    /// The name the user chose. Free checks always have one.
    pub name: Option<&'static str>,
    /// The rule it comes from, as part of its name.
    pub rule: &'static str,
    /// The column it stands on, and the others it looks at.
    pub columns: &'static [&'static str],
    /// The condition.
    pub sql: fn() -> String,
    /// The code of a breach.
    pub code: &'static str,
    /// What to say about a breach.
    pub message: Option<&'static str>,
}

/// A foreign key.
#[derive(Clone, Copy, Debug)]
pub struct ForeignKeyDef {
    /// The name the user chose.
    pub name: Option<&'static str>,
    /// The columns of this table.
    pub columns: &'static [&'static str],
    /// The entity it refers to. A function, because entities may refer to each other in circles.
    pub target: fn() -> &'static EntityDef,
    /// The referenced columns; empty for the primary key.
    pub target_columns: &'static [&'static str],
    /// What happens when the referenced row is deleted.
    pub on_delete: Action,
    /// The columns that `SET NULL` or `SET DEFAULT` is about when the referenced row is deleted, where not all.
    pub set_columns: &'static [&'static str],
    /// What happens when the referenced key changes.
    pub on_update: Action,
    /// How keys of several columns treat nulls.
    pub matching: Match,
    /// When it is checked.
    pub deferral: Deferral,
    /// Whether it gets no index by itself.
    pub no_index: bool,
}

impl ForeignKeyDef {
    /// The referenced columns, spelled out.
    pub fn referenced_columns(&self) -> &'static [&'static str] {
        if self.target_columns.is_empty() { (self.target)().primary_key } else { self.target_columns }
    }
}

impl EntityDef {
    /// The column of that name.
    pub fn column(&self, name: &str) -> Option<&'static ColumnDef> {
        self.columns.iter().find(|column| column.name == name)
    }

    /// The column that marks rows as deleted.
    pub fn deleted_at(&self) -> Option<&'static ColumnDef> {
        self.columns.iter().find(|column| column.role == ColumnRole::DeletedAt)
    }

    /// The column that counts the changes of a row.
    pub fn version(&self) -> Option<&'static ColumnDef> {
        self.columns.iter().find(|column| column.role == ColumnRole::Version)
    }

    /// The qualified table.
    pub fn qual_name(&self) -> QualName {
        let namespace = self.namespace.map_or(QualName::PUBLIC, Ident::from_static);
        QualName { namespace, name: Ident::from_static(self.table) }
    }
}

/// What arrays of definitions hold before they are filled.
impl ColumnDef {
    #[doc(hidden)]
    pub const FILL: Self = Self {
        field: "",
        name: "",
        ty: TypeDef::builtin(""),
        nullable: false,
        default: None,
        generated: None,
        identity: None,
        collation: None,
        storage: None,
        compression: None,
        statistics: None,
        role: ColumnRole::Plain,
        comment: None,
        renamed_from: None,
    };
}

impl IndexDef {
    #[doc(hidden)]
    pub const FILL: Self = Self {
        name: None,
        unique: false,
        method: "",
        keys: &[],
        predicate: None,
        include: &[],
        nulls_not_distinct: false,
        constraint: false,
        deferral: Deferral::Immediate,
        parameters: &[],
        tablespace: None,
    };
}

impl CheckDef {
    #[doc(hidden)]
    pub const FILL: Self = Self { name: None, rule: "", columns: &[], sql: String::new, code: "", message: None };
}

impl ForeignKeyDef {
    #[doc(hidden)]
    pub const FILL: Self = Self {
        name: None,
        columns: &[],
        target: || &EntityDef::FILL,
        target_columns: &[],
        on_delete: Action::NoAction,
        set_columns: &[],
        on_update: Action::NoAction,
        matching: Match::Simple,
        deferral: Deferral::Immediate,
        no_index: false,
    };
}

impl EntityDef {
    const FILL: Self = Self {
        rust_name: "",
        kind: EntityKind::Table,
        namespace: None,
        table: "",
        comment: None,
        renamed_from: None,
        columns: &[],
        primary_key: &[],
        primary_key_name: None,
        indexes: &[],
        checks: &[],
        foreign_keys: &[],
        options: TableOptions::SILENT,
    };
}
