//! Views and materialised views, and their columns.

use super::{Expr, Ident, Parameters, QualName, TypeName};

/// A view. Its name is in its id.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct View {
    /// The query, without its final semicolon (`pg_get_viewdef`).
    pub query: Query,
    /// `security_barrier`, `security_invoker` and `check_option`, sorted (`pg_class.reloptions`), as `name=value`.
    pub options: Parameters,
}

/// A materialised view. Its name is in its id. Whether it holds rows is said by [`Catalog::unpopulated`], and not
/// compared.
///
/// [`Catalog::unpopulated`]: super::Catalog::unpopulated
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct MaterializedView {
    /// The query, without its final semicolon (`pg_get_viewdef`).
    pub query: Query,
    /// Storage parameters (`pg_class.reloptions`), as `name=value`.
    pub options: Parameters,
    /// The access method where it is not `heap`.
    pub access_method: Option<Ident>,
    /// The tablespace where it is not the database's own.
    pub tablespace: Option<Ident>,
}

/// What a view shows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Query {
    /// The query's text. It names the columns.
    pub text: Expr,
    /// The columns in order.
    pub columns: Vec<OutputColumn>,
}

impl Default for Query {
    fn default() -> Self {
        Self { text: Expr::from(""), columns: Vec::new() }
    }
}

/// A column that a query yields.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OutputColumn {
    /// The name.
    pub name: Ident,
    /// The type with its modifiers.
    pub ty: TypeName,
    /// The collation where it differs from the type's own.
    pub collation: Option<QualName>,
}

/// What is said of a column of a view beyond its query. Its view and name are in its id.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ViewColumn {
    /// What an INSERT into the view puts in where it names no value.
    pub default: Option<Expr>,
}
