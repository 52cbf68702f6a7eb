//! The one error of the library.
//!
//! In: what the driver, the pool or a rule says. Out: an opaque [`Error`] with questions to ask it.
//! Never: shows a value that somebody typed. The driver's own error is not kept, for its detail prints whole rows.
//! Start at [`Error`].

mod constraint;

use std::fmt;
use std::time::Duration;

use tokio_postgres::error::SqlState;

use crate::entity::EntityDef;
use crate::validate::{Violation, Violations};
use crate::value::DecodeError;

/// What went wrong. Ask it: [`fields`](Error::fields), [`is_not_found`](Error::is_not_found), ….
#[derive(Clone)]
pub struct Error(Box<Kind>);

#[derive(Clone)]
enum Kind {
    Invalid(Violations),
    Constraint(Broken),
    Database(Reported),
    NotFound(&'static str),
    Decode { column: String, error: DecodeError },
    Mismatch(String),
    Unavailable { what: String, help: &'static str },
    Config(Vec<String>),
    Cursor(&'static str),
    Timeout(Duration),
    Stale(&'static str),
    Refused(String),
}

/// A constraint that the database found broken.
#[derive(Clone)]
struct Broken {
    state: SqlState,
    table: Option<String>,
    constraint: Option<String>,
    violations: Violations,
}

/// What the server said, without its detail.
#[derive(Clone)]
struct Reported {
    state: SqlState,
    message: String,
}

impl Error {
    /// Rules that were broken, found in Rust or by the database. Empty for every other error.
    pub fn fields(&self) -> &[Violation] {
        match &*self.0 {
            Kind::Invalid(violations) => &violations.0,
            Kind::Constraint(broken) => &broken.violations.0,
            _ => &[],
        }
    }

    /// The same as JSON: a list of `{path, code, params, message}`.
    pub fn fields_json(&self) -> serde_json::Value {
        serde_json::to_value(self.fields()).unwrap_or_default()
    }

    /// Whether a rule was broken, before any statement or in the database.
    pub fn is_invalid(&self) -> bool {
        matches!(*self.0, Kind::Invalid(_) | Kind::Constraint(_))
    }

    /// Whether exactly one row was asked for and none is there.
    pub fn is_not_found(&self) -> bool {
        matches!(*self.0, Kind::NotFound(_))
    }

    /// The name of the unique constraint or index that was broken.
    pub fn unique_violation(&self) -> Option<&str> {
        match &*self.0 {
            Kind::Constraint(broken) if broken.state == SqlState::UNIQUE_VIOLATION => broken.constraint.as_deref(),
            _ => None,
        }
    }

    /// The name of the constraint that was broken, whichever kind it is.
    pub fn constraint(&self) -> Option<&str> {
        match &*self.0 {
            Kind::Constraint(broken) => broken.constraint.as_deref(),
            _ => None,
        }
    }

    /// The SQLSTATE, where the server answered with one.
    pub fn sqlstate(&self) -> Option<&str> {
        match &*self.0 {
            Kind::Constraint(broken) => Some(broken.state.code()),
            Kind::Database(reported) => Some(reported.state.code()),
            _ => None,
        }
    }

    /// Whether running the whole transaction again may succeed: a serialization failure or a deadlock.
    pub fn is_retryable(&self) -> bool {
        matches!(self.sqlstate(), Some("40001" | "40P01"))
    }

    /// Whether no connection could be had: the server is away, the pool is full, the login was refused.
    pub fn is_unavailable(&self) -> bool {
        matches!(*self.0, Kind::Unavailable { .. })
    }

    /// Whether the cursor of a page is none of this query's: changed, cut off, or made for another order.
    pub fn is_bad_cursor(&self) -> bool {
        matches!(*self.0, Kind::Cursor(_))
    }

    /// Whether a statement took longer than its `timeout`.
    pub fn is_timeout(&self) -> bool {
        matches!(*self.0, Kind::Timeout(_))
    }

    /// Whether the row was changed by somebody else since it was read.
    pub fn is_stale(&self) -> bool {
        matches!(*self.0, Kind::Stale(_))
    }

    /// An error of the application's own, for hooks and for the closures of transactions. Say no value that somebody
    /// typed.
    pub fn refused(why: impl Into<String>) -> Self {
        Self(Box::new(Kind::Refused(why.into())))
    }

    /// Whether it is an error of the application's own.
    pub fn is_refused(&self) -> bool {
        matches!(*self.0, Kind::Refused(_))
    }

    /// What to do about it, where there is one answer.
    pub fn help(&self) -> Option<&str> {
        match &*self.0 {
            Kind::Unavailable { help, .. } => Some(help),
            Kind::Mismatch(_) => Some("run the pending migrations, or build against the schema that the database has"),
            Kind::Stale(_) => Some("read the row again, and decide anew"),
            Kind::Cursor(_) => Some("begin with the first page: leave the cursor out"),
            _ => None,
        }
    }

    pub(crate) fn beside_transaction() -> Self {
        Self::unavailable(
            "the pool was used inside of an open transaction on the same task, where it would not see what the \
             transaction wrote",
            "pass the `tx` of the closure; for work that is meant to go past the transaction use `db.apart()`",
        )
    }

    pub(crate) fn stale(entity: &EntityDef) -> Self {
        Self(Box::new(Kind::Stale(entity.rust_name)))
    }

    pub(crate) fn cursor(why: &'static str) -> Self {
        Self(Box::new(Kind::Cursor(why)))
    }

    /// A page that failed because of what its cursor holds: values that are none of their types.
    pub(crate) fn in_cursor(self) -> Self {
        match self.sqlstate() {
            Some("22P03" | "22021" | "22P02" | "08P01") => Self::cursor("its values are not those of the order"),
            _ => self,
        }
    }

    pub(crate) fn timeout(after: Duration) -> Self {
        Self(Box::new(Kind::Timeout(after)))
    }

    pub(crate) fn invalid(violations: Violations) -> Self {
        Self(Box::new(Kind::Invalid(violations)))
    }

    pub(crate) fn not_found(entity: &EntityDef) -> Self {
        Self(Box::new(Kind::NotFound(entity.rust_name)))
    }

    #[cold]
    pub(crate) fn decode(column: &str, error: DecodeError) -> Self {
        Self(Box::new(Kind::Decode { column: column.to_owned(), error }))
    }

    /// The database's types are not those of the entity.
    pub(crate) fn mismatch(message: String) -> Self {
        Self(Box::new(Kind::Mismatch(message)))
    }

    pub(crate) fn unavailable(what: impl Into<String>, help: &'static str) -> Self {
        Self(Box::new(Kind::Unavailable { what: what.into(), help }))
    }

    pub(crate) fn config(problems: Vec<String>) -> Self {
        Self(Box::new(Kind::Config(problems)))
    }

    /// What the driver says about a statement on `entity`.
    #[cold]
    pub(crate) fn driver(error: &tokio_postgres::Error, entity: Option<&EntityDef>) -> Self {
        let Some(db) = error.as_db_error() else {
            return if error.is_closed() {
                Self::unavailable(
                    "the connection to the database was closed",
                    "run it again; the pool opens a new connection",
                )
            } else {
                Self(Box::new(Kind::Mismatch(redacted(error))))
            };
        };
        let state = db.code().clone();
        let kind = match constraint::violations(db, entity) {
            Some(violations) => Kind::Constraint(Broken {
                state,
                table: db.table().map(str::to_owned),
                constraint: db.constraint().map(str::to_owned),
                violations,
            }),
            None => Kind::Database(Reported { state, message: constraint::without_values(db) }),
        };
        Self(Box::new(kind))
    }
}

/// The driver's words for errors of its own. They name parameters by number and types by name, never a value.
fn redacted(error: &tokio_postgres::Error) -> String {
    match std::error::Error::source(error) {
        Some(cause) => format!("{error}: {cause}"),
        None => error.to_string(),
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &*self.0 {
            Kind::Invalid(violations) => write!(f, "{violations}"),
            Kind::Constraint(broken) => broken.fmt(f),
            Kind::Database(reported) => write!(f, "{} (SQLSTATE {})", reported.message, reported.state.code()),
            Kind::NotFound(entity) => write!(f, "no such {entity}"),
            Kind::Decode { column, error } => write!(f, "column {column} could not be read: {error}"),
            Kind::Mismatch(message) => f.write_str(message),
            Kind::Unavailable { what, .. } => f.write_str(what),
            Kind::Stale(entity) => write!(f, "the {entity} was changed or deleted since it was read"),
            Kind::Refused(why) => f.write_str(why),
            Kind::Cursor(why) => write!(f, "the cursor cannot be used: {why}"),
            Kind::Timeout(after) => write!(f, "the statement took longer than {after:?} and was given up"),
            Kind::Config(problems) => write!(f, "the configuration is not usable: {}", problems.join("; ")),
        }
    }
}

impl fmt::Display for Broken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.violations)?;
        match (&self.table, &self.constraint) {
            (Some(table), Some(constraint)) => write!(f, " (constraint {constraint} of {table})"),
            (Some(table), None) => write!(f, " (table {table})"),
            (None, _) => Ok(()),
        }
    }
}

impl fmt::Debug for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Error({self})")
    }
}

impl std::error::Error for Error {}
