//! Roles that scripts name. A server has them only once, so cases that run at once share them.

use std::collections::BTreeSet;
use std::sync::Mutex;

use entity_core::schema::Ident;
use schema_diff::server::{Connection, Refusal, Target};
use tokio_postgres::error::SqlState;

use crate::Failure;

/// How many roles a statement may miss.
pub(crate) const TRIES: usize = 8;

static MADE: Mutex<BTreeSet<String>> = Mutex::new(BTreeSet::new());

/// Whether the statement may run again: a missing role is made, and one that two cases made at once is there now.
pub(crate) async fn helped(client: &Connection, refusal: &Refusal) -> Result<bool, Failure> {
    if refusal.is(&SqlState::UNDEFINED_OBJECT) {
        let Some(name) = missing(&refusal.message) else { return Ok(false) };
        remember(name);
        // Another case may have made it meanwhile.
        let _ = client.batch_execute(&format!("CREATE ROLE {}", Ident::from(name))).await;
        return Ok(true);
    }
    let is_twice = refusal.is(&SqlState::UNIQUE_VIOLATION) || refusal.is(&SqlState::DUPLICATE_OBJECT);
    Ok(is_twice && (refusal.message.contains("pg_authid") || refusal.message.starts_with("role \"")))
}

/// The role of `role "name" does not exist`.
fn missing(message: &str) -> Option<&str> {
    message.strip_prefix("role \"")?.strip_suffix("\" does not exist")
}

fn remember(name: &str) {
    MADE.lock().unwrap_or_else(std::sync::PoisonError::into_inner).insert(name.to_owned());
}

/// The roles of a server.
///
/// # Errors
/// No connection.
pub async fn all(target: &Target) -> Result<BTreeSet<String>, Failure> {
    let rows = Connection::open(target).await?.query("SELECT rolname FROM pg_roles", &[]).await?;
    Ok(rows.iter().map(|row| row.get(0)).collect())
}

/// Drops the roles that were made here, and those of `named` that were not there `before`.
///
/// # Errors
/// No connection. A role that something still needs stays.
pub async fn tidy(target: &Target, before: &BTreeSet<String>, named: &str) -> Result<(), Failure> {
    let made = MADE.lock().unwrap_or_else(std::sync::PoisonError::into_inner).clone();
    let client = Connection::open(target).await?;
    for role in all(target).await?.difference(before) {
        if made.contains(role) || named.contains(role.as_str()) {
            let _ = client.batch_execute(&format!("DROP ROLE {}", Ident::from(role.as_str()))).await;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_missing_role_is_read_from_the_message() {
        assert_eq!(missing("role \"sales\" does not exist"), Some("sales"));
        assert_eq!(missing("collation \"sales\" does not exist"), None);
    }
}
