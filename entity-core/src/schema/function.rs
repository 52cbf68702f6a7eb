//! Functions and procedures.

use super::{Expr, Ident, QualName, TypeName};

/// A function or procedure. Its name and argument types are in its id.
#[derive(Clone, Debug, PartialEq)]
pub struct Function {
    /// Function or procedure (`prokind`).
    pub kind: FunctionKind,
    /// The arguments, without the columns of `RETURNS TABLE`.
    pub arguments: Vec<Argument>,
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
    /// The planner support function (`prosupport`).
    pub support: Option<QualName>,
    /// The types for which the language has transforms to use (`protrftypes`).
    pub transforms: Vec<TypeName>,
    /// `SET name = value` clauses (`proconfig`), as `name=value`.
    pub config: Vec<String>,
}

/// Equality of the floats is meant: both were read from the same catalog column.
impl Eq for Function {}

/// One argument of a function.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Argument {
    /// Which way it goes (`proargmodes`).
    pub mode: ArgumentMode,
    /// Its name, where it has one.
    pub name: Option<Ident>,
    /// Its type.
    pub ty: TypeName,
    /// Its default.
    pub default: Option<Expr>,
}

/// Which way an argument goes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ArgumentMode {
    /// `IN`.
    #[default]
    In,
    /// `OUT`.
    Out,
    /// `INOUT`.
    InOut,
    /// `VARIADIC`.
    Variadic,
}

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
