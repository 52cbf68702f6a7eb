//! One session with fixed settings.

use std::ops::{Deref, DerefMut};

use tokio_postgres::error::SqlState;
use tokio_postgres::{Client, NoTls};

use super::{Refusal, Target};

/// What every session of ours runs under, so that the server spells every text in the same way.
///
/// Function bodies are not checked, because a function may stand before the table it reads.
const SETTINGS: &str = "\
    SET search_path = public; \
    SET check_function_bodies = off; \
    SET client_min_messages = warning; \
    SET timezone = 'UTC'; \
    SET datestyle = 'ISO, MDY'; \
    SET intervalstyle = 'postgres'; \
    SET extra_float_digits = 1; \
    SET bytea_output = 'hex'; \
    SET standard_conforming_strings = on; \
    SET quote_all_identifiers = off";

/// A session. Its connection ends when this is dropped.
#[derive(Debug)]
pub struct Connection {
    client: Client,
    target: Target,
}

/// Why there is no session.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The URL cannot be read.
    #[error("the database URL cannot be read: {reason}")]
    Url {
        /// What is wrong, without the URL.
        reason: String,
    },
    /// The URL says `sslmode=require`.
    #[error("the database URL asks for TLS, which schema-diff does not speak yet")]
    Tls,
    /// Nobody answers.
    #[error("no server answers at {address}: {reason}")]
    Unreachable {
        /// Host and port.
        address: String,
        /// What the system says.
        reason: String,
    },
    /// The server wants a password and the URL has none.
    #[error("the server at {address} wants a password for user {user}")]
    NoPassword {
        /// Host and port.
        address: String,
        /// The user.
        user: String,
    },
    /// The server does not let the user in.
    #[error("the server at {address} does not let user {user} in: {}", refusal.message)]
    Denied {
        /// Host and port.
        address: String,
        /// The user.
        user: String,
        /// What the server says.
        refusal: Refusal,
    },
    /// There is no such database.
    #[error("database {database} does not exist on {address}")]
    NoDatabase {
        /// Host and port.
        address: String,
        /// The database.
        database: String,
    },
    /// The server answers and refuses for another reason.
    #[error("the server at {address} refuses the connection: {refusal}")]
    Refused {
        /// Host and port.
        address: String,
        /// What the server says.
        refusal: Refusal,
    },
}

impl Error {
    /// What to do about it.
    pub fn help(&self) -> Option<String> {
        Some(match self {
            Self::Url { .. } => "write it as postgres://user:password@host:5432/database".to_owned(),
            Self::Tls => "connect through a local socket or tunnel and leave `sslmode=require` out".to_owned(),
            Self::Unreachable { .. } => "is it running? check the host and port in --url or DATABASE_URL".to_owned(),
            Self::NoPassword { .. } => "write it into the URL: postgres://user:password@host:5432/database".to_owned(),
            Self::Denied { .. } => "check the user and password in --url or DATABASE_URL".to_owned(),
            Self::NoDatabase { database, .. } => {
                format!("create it (`createdb {database}`), or name another in --url or DATABASE_URL")
            }
            Self::Refused { .. } => return None,
        })
    }
}

impl Connection {
    /// Connects and sets the session up.
    ///
    /// # Errors
    /// Says which of server, user and database is missing, without the password.
    pub async fn open(target: &Target) -> Result<Self, Error> {
        let (client, connection) = target.config().connect(NoTls).await.map_err(|error| classify(target, &error))?;
        tokio::spawn(async move {
            // A broken connection shows in the statement that needs it. The task ends when the client is dropped.
            let _ = connection.await;
        });
        let connection = Self { client, target: target.clone() };
        connection.settle().await.map_err(|refusal| Error::Refused { address: target.address(), refusal })?;
        Ok(connection)
    }

    /// The major version of the server: 15.
    ///
    /// # Errors
    /// The server's refusal, which only a lost connection causes.
    pub async fn major(&self) -> Result<u32, Refusal> {
        let row = self.query_one("SELECT current_setting('server_version_num')::integer / 10000", &[]).await?;
        let major: i32 = row.try_get(0)?;
        Ok(u32::try_from(major).unwrap_or_default())
    }

    /// Sets the session up again after a script may have changed it.
    ///
    /// # Errors
    /// The server's refusal, which only a lost connection causes.
    pub async fn settle(&self) -> Result<(), Refusal> {
        self.client.batch_execute(&format!("RESET SESSION AUTHORIZATION; RESET ALL; {SETTINGS}")).await?;
        Ok(())
    }

    /// Where it leads.
    pub fn target(&self) -> &Target {
        &self.target
    }
}

fn classify(target: &Target, error: &tokio_postgres::Error) -> Error {
    let address = target.address();
    if error.as_db_error().is_none() {
        let cause = std::error::Error::source(error).map_or_else(|| error.to_string(), ToString::to_string);
        // The driver has no predicate for this one; its cause is a fixed text.
        if cause == "password missing" {
            return Error::NoPassword { address, user: target.user().to_owned() };
        }
        return Error::Unreachable { address, reason: cause };
    }
    let refusal = Refusal::new(error);
    if refusal.is(&SqlState::INVALID_PASSWORD) || refusal.is(&SqlState::INVALID_AUTHORIZATION_SPECIFICATION) {
        Error::Denied { address, user: target.user().to_owned(), refusal }
    } else if refusal.is(&SqlState::INVALID_CATALOG_NAME) {
        Error::NoDatabase { address, database: target.database().to_owned() }
    } else {
        Error::Refused { address, refusal }
    }
}

impl Deref for Connection {
    type Target = Client;

    fn deref(&self) -> &Client {
        &self.client
    }
}

impl DerefMut for Connection {
    fn deref_mut(&mut self) -> &mut Client {
        &mut self.client
    }
}
