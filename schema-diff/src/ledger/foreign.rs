//! The ledgers of other tools, as each tool makes its own.

use clap::ValueEnum;
use tokio_postgres::GenericClient;

use super::Error;

/// A tool that may have made a database so far.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Tool {
    /// TypeORM.
    #[value(name = "typeorm")]
    TypeOrm,
    /// diesel.
    Diesel,
    /// sqlx.
    Sqlx,
    /// refinery.
    Refinery,
    /// SeaORM.
    #[value(name = "seaorm")]
    SeaOrm,
}

/// A migration that another tool ran.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Foreign {
    /// Its version and name, as the tool has them.
    pub name: String,
    /// When it ran, as far as the tool knows.
    pub when: String,
    /// Whether it ran to its end.
    pub is_done: bool,
}

impl Tool {
    /// The tool's table.
    pub fn table(self) -> &'static str {
        match self {
            Self::TypeOrm => "migrations",
            Self::Diesel => "__diesel_schema_migrations",
            Self::Sqlx => "_sqlx_migrations",
            Self::Refinery => "refinery_schema_history",
            Self::SeaOrm => "seaql_migrations",
        }
    }

    /// How people write it.
    pub fn name(self) -> &'static str {
        match self {
            Self::TypeOrm => "TypeORM",
            Self::Diesel => "diesel",
            Self::Sqlx => "sqlx",
            Self::Refinery => "refinery",
            Self::SeaOrm => "SeaORM",
        }
    }

    /// Name, time and whether it is done, oldest first.
    fn query(self) -> &'static str {
        match self {
            Self::TypeOrm => {
                "SELECT name::text, to_timestamp(\"timestamp\" / 1000.0)::text, true FROM public.migrations ORDER BY id"
            }
            Self::Diesel => {
                "SELECT version::text, run_on::text, true FROM public.__diesel_schema_migrations ORDER BY version"
            }
            Self::Sqlx => {
                "SELECT version || ' ' || description, installed_on::text, success FROM public._sqlx_migrations \
                 ORDER BY version"
            }
            Self::Refinery => {
                "SELECT 'V' || version || '__' || name, applied_on::text, applied_on IS NOT NULL \
                 FROM public.refinery_schema_history ORDER BY version"
            }
            Self::SeaOrm => {
                "SELECT version::text, to_timestamp(applied_at)::text, true FROM public.seaql_migrations ORDER BY version"
            }
        }
    }
}

/// Reads what another tool ran, oldest first.
///
/// # Errors
/// [`Error::NoForeign`] where it never ran, [`Error::HalfDone`] where one of its migrations failed.
pub async fn read(client: &impl GenericClient, tool: Tool) -> Result<Vec<Foreign>, Error> {
    let table = format!("public.{}", tool.table());
    let exists = client.query_one("SELECT pg_catalog.to_regclass($1) IS NOT NULL", &[&table]).await?;
    if !exists.try_get::<_, bool>(0)? {
        return Err(Error::NoForeign { tool: tool.name(), table: tool.table() });
    }
    let mut all = Vec::new();
    for row in client.query(tool.query(), &[]).await? {
        let when: Option<String> = row.try_get(1)?;
        let found = Foreign { name: row.try_get(0)?, when: when.unwrap_or_default(), is_done: row.try_get(2)? };
        if !found.is_done {
            return Err(Error::HalfDone { tool: tool.name(), name: found.name });
        }
        all.push(found);
    }
    Ok(all)
}
