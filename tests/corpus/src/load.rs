//! Runs scripts and planned steps in a database.

use std::fs;
use std::path::Path;

use harness::Database;
use schema_diff::files::{Item, Script, Statement, Via, split};
use schema_diff::plan::Step;
use schema_diff::server::{Connection, Refusal, Target, execute};

use crate::{Failure, roles};

/// Runs a file statement by statement, as `psql` does, in a session that is as it was at the end.
///
/// # Errors
/// The line that the server refuses.
pub async fn load(database: &Database, path: &Path) -> Result<Connection, Failure> {
    let script = fs::read_to_string(path)?;
    run(database, &script).await.map_err(|error| format!("{}:{error}", path.display()).into())
}

/// Runs a script statement by statement, as `psql` does, in a session that is as it was at the end.
///
/// # Errors
/// The line that the server refuses.
pub async fn run(database: &Database, script: &str) -> Result<Connection, Failure> {
    let client = Connection::open(&Target::parse(&database.url())?).await?;
    // A script finds the session of a plain client.
    client.batch_execute("RESET ALL").await?;
    for item in split(script) {
        match item {
            Item::Statement(statement) => one(&client, &statement).await?,
            Item::Directive { .. } => {}
            Item::Stray { text, line } => return Err(format!("{line}: `{text}` is no statement").into()),
        }
    }
    client.settle().await?;
    Ok(client)
}

async fn one(client: &Connection, statement: &Statement) -> Result<(), Failure> {
    let mut left = roles::TRIES;
    loop {
        match execute(client, statement).await {
            Ok(()) => return Ok(()),
            Err(refusal) if left > 0 && roles::helped(client, &refusal).await? => left -= 1,
            Err(refusal) => {
                let line = statement.line_of(refusal.position);
                return Err(format!("{line}: {refusal}\n{}", statement.sql).into());
            }
        }
    }
}

/// Runs planned steps, each in the transaction that it asks for.
///
/// # Errors
/// The step that the server refuses.
pub(crate) async fn apply(connection: &Connection, steps: &[Step]) -> Result<(), Failure> {
    for segment in Script::from_steps(steps).segments {
        let together = segment.via == Via::Transaction;
        connection.batch_execute(if together { "BEGIN" } else { "" }).await?;
        for statement in &segment.statements {
            let done = execute(connection, statement).await;
            done.map_err(|refusal: Refusal| format!("refused: {refusal}\n{}\nof\n{}", statement.sql, text(steps)))?;
        }
        connection.batch_execute(if together { "COMMIT" } else { "" }).await?;
    }
    Ok(connection.settle().await?)
}

/// Steps as people read them.
pub(crate) fn text(steps: &[Step]) -> String {
    steps.iter().map(|step| format!("  {};\n", step.sql)).collect()
}
