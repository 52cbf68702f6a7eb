//! What the entities declare, and the .sql files beside them, in one scratch database.
//!
//! In: a [`Declared`] schema. Out: its catalog as the server spells it.
//! Never: parses what a statement needs: the server says what is missing, and the statement waits for it.
//! Start at [`catalog`].
//!
//! A function may be needed by a table's default, and a view needs its table. So the statements of the files go first,
//! as far as they can, then the entities, then the rest, until nothing waits. What entities say as SQL, such as the
//! condition of a policy, may speak of a table that comes after theirs: such a statement waits too.

mod view;

use entity_core::schema::{Catalog, Ident, Object, ObjectId};
use tokio_postgres::error::SqlState;

use super::entities::Declared;
use super::scratch::{self, Database, Scratch};
use super::script::Missing;
use super::{Error, needs, script, spelled};
use crate::files::{Script, Statement};
use crate::plan;
use crate::server::Refusal;
pub use view::{Mismatch as ViewMismatch, Shown};

/// The catalog that entities and files make together.
///
/// # Errors
/// [`Error::Needs`] names what the server lacks. [`Error::Script`] names file and line of a statement that cannot run, or for which something is missing to the end.
pub(super) async fn catalog(scratch: &Scratch, declared: &Declared) -> Result<Catalog, Error> {
    know_roles(scratch, &declared.catalog).await?;
    needs::server(scratch, declared).await?;
    if declared.sql.is_empty() && declared.views.is_empty() {
        match spelled(scratch, &declared.catalog).await {
            Err(Error::Script(error)) if error.refusal().is_some_and(is_for_want) => {}
            other => return other,
        }
    }
    let statements = statements(declared)?;
    let mut extensions = scratch::extensions(&declared.catalog);
    extensions.extend(script::extensions(&statements.iter().map(|one| one.statement).collect::<Vec<_>>()));
    extensions.sort();
    extensions.dedup();
    let drafted = scratch.rolled_back(extensions.clone(), async |database| {
        assemble(database, declared, &statements).await?;
        Ok::<_, Error>(database.catalog_within().await?)
    });
    if let Some(catalog) = drafted.await? {
        return Ok(catalog);
    }
    scratch
        .with(extensions, async |database| {
            control(database, "BEGIN").await?;
            assemble(database, declared, &statements).await?;
            control(database, "COMMIT").await?;
            Ok(database.catalog().await?)
        })
        .await
}

/// Refuses roles that are not there. A statement that names one would be left out as one of a foreign dump is.
async fn know_roles(scratch: &Scratch, catalog: &Catalog) -> Result<(), Error> {
    let named: Vec<(&Ident, &ObjectId)> = catalog.objects.iter().flat_map(roles).collect();
    let names: Vec<&str> = named.iter().map(|(role, _)| role.as_str()).collect();
    let unknown = scratch.unknown_roles(&names).await?;
    match named.into_iter().find(|(role, _)| unknown.iter().any(|name| name == role.as_str())) {
        None => Ok(()),
        Some((role, object)) => Err(Error::NoRole { role: role.clone(), object: object.clone() }),
    }
}

/// The roles that an object names.
fn roles<'a>((id, object): (&'a ObjectId, &'a Object)) -> Vec<(&'a Ident, &'a ObjectId)> {
    match (id, object) {
        (ObjectId::Grant(on, role), _) if role.as_str() != "public" => vec![(role, on)],
        (_, Object::Policy(policy)) => policy.roles.iter().map(|role| (role, id)).collect(),
        (_, _) => Vec::new(),
    }
}

/// A statement and where it stands.
struct Waiting<'a> {
    path: &'static str,
    statement: &'a Statement,
}

fn statements(declared: &Declared) -> Result<Vec<Waiting<'_>>, Error> {
    let all: Vec<Waiting<'_>> = declared
        .sql
        .iter()
        .flat_map(|file| file.statements.iter().map(|statement| Waiting { path: file.path, statement }))
        .collect();
    for one in &all {
        script::stays_inside(one.path, one.statement)?;
    }
    Ok(all)
}

async fn assemble(database: &Database, declared: &Declared, statements: &[Waiting<'_>]) -> Result<(), Error> {
    // The body of a function may speak of a table that comes later.
    control(database, "SET LOCAL check_function_bodies = off").await?;
    let (mut waiting, later): (Vec<&Waiting<'_>>, Vec<_>) =
        statements.iter().partition(|one| !script::is_about_later(one.statement));
    pass(database, &mut waiting, Missing::All).await?;
    let plan = plan::plan(&Catalog::default(), &declared.catalog)?;
    let script = Script::from_steps(&plan.steps).in_one_piece();
    let mut left: Vec<&Statement> = script.statements().collect();
    while !left.is_empty() {
        let before = left.len();
        let mut missing = None;
        for statement in std::mem::take(&mut left) {
            if let Some(error) = entity(database, statement, &mut waiting).await? {
                missing.get_or_insert(error);
                left.push(statement);
            }
        }
        if let (Some(missing), true) = (missing, left.len() == before) {
            return Err(missing.into());
        }
    }
    waiting.extend(later);
    while !waiting.is_empty() {
        let before = waiting.len();
        let missing = pass(database, &mut waiting, Missing::Role).await?;
        if let (Some(missing), true) = (missing, waiting.len() == before) {
            return Err(missing.into());
        }
    }
    for entity in &declared.views {
        view::fits(database, entity).await?;
    }
    Ok(())
}

/// Runs a statement of the entities, or gives the reason why it must wait. What it lacks may have waited for something
/// of theirs: a function for an enum.
async fn entity(
    database: &Database,
    statement: &Statement,
    waiting: &mut Vec<&Waiting<'_>>,
) -> Result<Option<script::Error>, Error> {
    loop {
        let before = waiting.len();
        let Some(missing) = tried(database, script::PLANNED, statement, Missing::Role).await? else { return Ok(None) };
        pass(database, waiting, Missing::All).await?;
        if waiting.len() == before {
            return Ok(Some(missing));
        }
    }
}

/// Runs what can run, in order. What is left waits for something; the answer says what the first of it lacks.
async fn pass(
    database: &Database,
    waiting: &mut Vec<&Waiting<'_>>,
    for_want: Missing,
) -> Result<Option<script::Error>, Error> {
    let mut missing = None;
    let mut left = Vec::new();
    for one in waiting.iter() {
        if let Some(error) = tried(database, one.path, one.statement, for_want).await? {
            missing.get_or_insert(error);
            left.push(*one);
        }
    }
    *waiting = left;
    Ok(missing)
}

/// Runs a statement, or gives the reason why it must wait.
async fn tried(
    database: &Database,
    path: &str,
    statement: &Statement,
    for_want: Missing,
) -> Result<Option<script::Error>, Error> {
    control(database, "SAVEPOINT statement").await?;
    match script::single(database, path, statement, for_want).await {
        Ok(()) => {
            control(database, "RELEASE statement").await?;
            Ok(None)
        }
        Err(error) if error.refusal().is_some_and(is_for_want) => {
            control(database, "ROLLBACK TO statement").await?;
            Ok(Some(error))
        }
        Err(error) => Err(error.into()),
    }
}

/// Whether the server lacks something that may come.
fn is_for_want(refusal: &Refusal) -> bool {
    [
        SqlState::UNDEFINED_TABLE,
        SqlState::UNDEFINED_COLUMN,
        SqlState::UNDEFINED_FUNCTION,
        SqlState::UNDEFINED_OBJECT,
        SqlState::INVALID_SCHEMA_NAME,
    ]
    .iter()
    .any(|state| refusal.is(state))
}

async fn control(database: &Database, sql: &str) -> Result<(), Error> {
    database.batch_execute(sql).await.map_err(|error| script::Error::Lost(error.into()).into())
}
