//! Functions and procedures.

use super::{Expr, Ident, TypeName};

/// A function or procedure. Its name and argument types are in its id.
#[derive(Clone, Debug, PartialEq)]
pub struct Function {
    /// Function or procedure (`prokind`).
    pub kind: FunctionKind,
    /// The arguments with names and defaults (`pg_get_function_arguments`).
    pub arguments: Expr,
    /// What it returns (`pg_get_function_result`); `None` for procedures.
    pub returns: Option<TypeName>,
    /// The language.
    pub language: Ident,
    /// What it says.
    pub body: FunctionBody,
    /// What the planner may assume of it.
    pub volatility: Volatility,
    /// Null in, null out.
    pub strict: bool,
    /// No side channel.
    pub leakproof: bool,
    /// Runs with its owner's rights.
    pub security_definer: bool,
    /// Whether workers may run it.
    pub parallel: Parallel,
    /// Estimated cost, where it is not the language's default.
    pub cost: Option<f32>,
    /// Estimated rows, for set-returning functions where it is not the default.
    pub rows: Option<f32>,
    /// `SET name = value` clauses (`proconfig`), as `name=value`.
    pub config: Vec<String>,
}

/// Equality of the floats is meant: both were read from the same catalog column.
impl Eq for Function {}

/// What a function says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FunctionBody {
    /// Text for the language (`prosrc`).
    Source(String),
    /// A parsed SQL body (`pg_get_function_sqlbody`).
    Sql(Expr),
    /// A C function: the library (`probin`) and the symbol (`prosrc`).
    Object(String, String),
}

/// Function or procedure.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum FunctionKind {
    /// Called in expressions.
    #[default]
    Function,
    /// Called by `CALL`.
    Procedure,
    /// A window function.
    Window,
}

/// What the planner may assume of a function.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Volatility {
    /// Nothing.
    #[default]
    Volatile,
    /// The same within a statement.
    Stable,
    /// The same for ever.
    Immutable,
}

/// Whether parallel workers may run a function.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Parallel {
    /// No.
    #[default]
    Unsafe,
    /// Only in the leader.
    Restricted,
    /// Yes.
    Safe,
}
