//! What the server said when it refused.

use std::fmt;

use tokio_postgres::error::{DbError, SqlState};

/// A refused statement: SQLSTATE, message and the names the server gives. Never its DETAIL, which prints whole rows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusal {
    /// The five characters of the SQLSTATE.
    pub sqlstate: String,
    /// The primary message.
    pub message: String,
    /// The object that the server names: `users.email`, `users, constraint users_pkey`.
    pub object: Option<String>,
    /// Where in the statement, in characters from 1.
    pub position: Option<u32>,
}

impl Refusal {
    /// Keeps of a driver error what may be shown.
    pub fn new(error: &tokio_postgres::Error) -> Self {
        match error.as_db_error() {
            Some(refused) => Self::from_server(refused),
            None => Self {
                sqlstate: SqlState::CONNECTION_FAILURE.code().to_owned(),
                message: format!("the connection failed: {error}"),
                object: None,
                position: None,
            },
        }
    }

    /// Whether the server gave this SQLSTATE.
    pub fn is(&self, state: &SqlState) -> bool {
        self.sqlstate == state.code()
    }

    /// Whether the session ended, so that nobody knows what became of the statement.
    pub fn is_lost(&self) -> bool {
        self.sqlstate.starts_with("08") || matches!(self.sqlstate.as_str(), "57P01" | "57P02" | "57P03" | "57P05")
    }

    fn from_server(refused: &DbError) -> Self {
        use tokio_postgres::error::ErrorPosition::{Internal, Original};
        let position = refused.position().and_then(|position| match position {
            Original(at) => Some(*at),
            Internal { .. } => None,
        });
        Self {
            sqlstate: refused.code().code().to_owned(),
            message: message(refused),
            object: object(refused),
            position,
        }
    }
}

impl From<tokio_postgres::Error> for Refusal {
    fn from(error: tokio_postgres::Error) -> Self {
        Self::new(&error)
    }
}

/// Class 22 complains about data, and prints the value.
fn message(refused: &DbError) -> String {
    let text = refused.message();
    if refused.code().code().starts_with("22") { without_value(text) } else { text.to_owned() }
}

/// Leaves out what stands in quotes or after a colon.
fn without_value(message: &str) -> String {
    match (message.find([':', '"']), message.rfind('"')) {
        (Some(start), Some(end)) if message[start..].starts_with('"') && start < end => {
            format!("{}…{}", &message[..start], message[end + 1..].split(':').next().unwrap_or_default())
        }
        (Some(start), _) => message[..start].trim_end().to_owned(),
        (None, _) => message.to_owned(),
    }
}

fn object(refused: &DbError) -> Option<String> {
    let mut parts = Vec::new();
    if let Some(table) = refused.table() {
        parts.push(match refused.schema() {
            Some(namespace) if namespace != "public" => format!("table {namespace}.{table}"),
            Some(_) | None => format!("table {table}"),
        });
    }
    parts.extend(refused.column().map(|name| format!("column {name}")));
    parts.extend(refused.constraint().map(|name| format!("constraint {name}")));
    parts.extend(refused.datatype().map(|name| format!("type {name}")));
    (!parts.is_empty()).then(|| parts.join(", "))
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} (SQLSTATE {}", self.message, self.sqlstate)?;
        if let Some(object) = &self.object {
            write!(f, "; {object}")?;
        }
        f.write_str(")")
    }
}

impl std::error::Error for Refusal {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_left_out_of_messages() {
        for (message, shown) in [
            ("invalid input syntax for type integer: \"123-45-6789\"", "invalid input syntax for type integer"),
            ("value \"9:\"9\" is out of range for type integer", "value … is out of range for type integer"),
            ("value \"9", "value"),
            ("division by zero", "division by zero"),
        ] {
            assert_eq!(without_value(message), shown);
        }
    }
}
