//! Reads a live database into a catalog.
//!
//! In: a connection. Out: a [`Catalog`], every text of it spelled by the server under `search_path = public`.
//! Never: writes, sees half of somebody else's change, reads a user's row.
//! Start at [`read`]; one file a kind, each beside its query in `sql/`.

mod aggregate;
mod collation;
mod column;
mod comment;
mod composite_type;
mod constraint;
mod dependency;
mod domain;
mod domain_check;
mod enum_type;
mod event_trigger;
mod extension;
mod foreign;
mod function;
mod grant;
mod index;
mod inherit;
mod materialized_view;
mod namespace;
mod owner;
mod policy;
mod publication;
mod range_type;
mod reading;
mod record;
mod rule;
mod sequence;
mod statistics;
mod table;
mod text_search;
mod trigger;
mod unmodelled;
mod view;
mod view_column;

use entity_core::schema::Catalog;
use futures_util::future::try_join_all;
use tokio_postgres::{Client, GenericClient, IsolationLevel, Row};

use reading::Reading;
use record::Record;

/// Why a database could not be read.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Error {
    /// The server refused a catalog query, or the connection broke.
    #[error("cannot read the {catalog} of the database: {message}{}", code.as_ref().map(|code| format!(" (SQLSTATE {code})")).unwrap_or_default())]
    Query {
        /// What was being read, in plain words.
        catalog: &'static str,
        /// SQLSTATE, where the server answered.
        code: Option<String>,
        /// The server's or the driver's message.
        message: String,
    },
    /// Objects came and went in each of several readings.
    #[error("the catalog changes while it is read: {message}")]
    Moving {
        /// The server's message.
        message: String,
    },
    /// A row does not look as this version expects.
    #[error("cannot read the {catalog} of the database: unexpected {what}")]
    Unexpected {
        /// What was being read, in plain words.
        catalog: &'static str,
        /// The value that nobody knows.
        what: String,
    },
}

/// One catalog query and what becomes of a row.
struct Part {
    noun: &'static str,
    sql: &'static str,
    add: fn(&Record<'_>, &mut Reading) -> Result<(), Error>,
}

/// In the order in which rows are taken in: a row finds what it belongs to.
const PARTS: [Part; 36] = [
    extension::PART,
    namespace::PART,
    collation::PART,
    enum_type::PART,
    text_search::DICTIONARIES,
    text_search::CONFIGURATIONS,
    domain::PART,
    domain_check::PART,
    composite_type::PART,
    range_type::PART,
    sequence::PART,
    function::PART,
    aggregate::PART,
    foreign::WRAPPERS,
    foreign::SERVERS,
    table::PART,
    view::PART,
    materialized_view::PART,
    view_column::PART,
    column::PART,
    constraint::PART,
    index::PART,
    statistics::PART,
    policy::PART,
    rule::PART,
    trigger::PART,
    event_trigger::PART,
    publication::PART,
    publication::TABLES,
    publication::NAMESPACES,
    comment::PART,
    grant::PART,
    grant::DEFAULTS,
    owner::PART,
    dependency::PART,
    unmodelled::PART,
];

/// What the server's spelling of expressions and literals depends on.
const SPELLING: &str = "SET LOCAL search_path = public; SET LOCAL quote_all_identifiers = off; \
    SET LOCAL datestyle = 'ISO'; SET LOCAL intervalstyle = 'postgres'; SET LOCAL timezone = 'UTC'; \
    SET LOCAL extra_float_digits = 1; SET LOCAL bytea_output = 'hex'; SET LOCAL jit = off";

/// Reads everything that the model knows, and the names of what it does not know.
///
/// System namespaces, temporary and toast objects, objects of extensions and the tool's own namespace `schema_diff` are
/// invisible. One `REPEATABLE READ READ ONLY` transaction, so the result is one moment of the database.
///
/// # Errors
/// [`Error::Query`] when the server refuses or the connection breaks; [`Error::Unexpected`] on a server that is newer
/// than this code.
pub async fn read(client: &mut Client) -> Result<Catalog, Error> {
    for _ in 1..READINGS {
        match read_once(client).await {
            Err(error) if error.is_moving() => {}
            done => return done,
        }
    }
    read_once(client).await.map_err(|error| match error {
        moving if moving.is_moving() => Error::Moving { message: moving.to_string() },
        error => error,
    })
}

/// How often a catalog is read that changes meanwhile.
const READINGS: usize = 3;

impl Error {
    /// Whether something was there when the snapshot was taken and is gone now: the functions that print definitions look
    /// at the newest state, whatever the snapshot.
    fn is_moving(&self) -> bool {
        const GONE: [&str; 3] = ["XX000", "42P01", "42704"];
        match self {
            Self::Query { code: Some(code), .. } => GONE.contains(&code.as_str()),
            Self::Query { code: None, .. } | Self::Moving { .. } | Self::Unexpected { .. } => false,
        }
    }

    /// What to do about it.
    pub fn help(&self) -> Option<String> {
        match self {
            Self::Moving { .. } => Some("try again when no migration runs".to_owned()),
            Self::Query { .. } | Self::Unexpected { .. } => None,
        }
    }
}

async fn read_once(client: &mut Client) -> Result<Catalog, Error> {
    let refused = |error| refusal("settings", &error);
    let tx = client
        .build_transaction()
        .isolation_level(IsolationLevel::RepeatableRead)
        .read_only(true)
        .start()
        .await
        .map_err(refused)?;
    let catalog = read_within(&tx).await?;
    tx.commit().await.map_err(refused)?;
    Ok(catalog)
}

/// Reads what the caller's open transaction sees, its own uncommitted changes among it.
///
/// # Errors
/// As [`read`].
pub async fn read_within(client: &impl GenericClient) -> Result<Catalog, Error> {
    client.batch_execute(SPELLING).await.map_err(|error| refusal("settings", &error))?;
    assemble(&try_join_all(PARTS.iter().map(|part| rows(client, part))).await?)
}

/// Futures polled together on one client are pipelined, so all queries cost one round trip.
async fn rows(tx: &impl GenericClient, part: &Part) -> Result<Vec<Row>, Error> {
    tx.query_typed(part.sql, &[]).await.map_err(|error| refusal(part.noun, &error))
}

fn assemble(answers: &[Vec<Row>]) -> Result<Catalog, Error> {
    let mut reading = Reading::default();
    for (part, rows) in PARTS.iter().zip(answers) {
        for row in rows {
            (part.add)(&Record::new(part.noun, row), &mut reading)?;
        }
    }
    Ok(reading.finish())
}

/// The driver's error is not kept: its detail prints rows.
fn refusal(catalog: &'static str, error: &tokio_postgres::Error) -> Error {
    let code = error.code().map(|code| code.code().to_owned());
    let message = error.as_db_error().map_or_else(|| error.to_string(), |answer| answer.message().to_owned());
    Error::Query { catalog, code, message }
}
