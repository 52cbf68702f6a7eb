//! Where a database is and who asks.

use std::fmt;
use std::process::Command;
use std::time::Duration;

use tokio_postgres::Config;
use tokio_postgres::config::{Host, SslMode};

use super::Error;

/// A database on a server. `Display` and `Debug` show no password.
#[derive(Clone)]
pub struct Target {
    config: Box<Config>,
}

impl Target {
    /// Reads a `postgres://` URL or a `key=value` connection string.
    ///
    /// # Errors
    /// [`Error::Url`] without the text, which may hold a password; [`Error::Tls`] where the URL demands TLS.
    pub fn parse(url: &str) -> Result<Self, Error> {
        if !is_postgres(url) {
            return Err(Error::Url { reason: "it is not a postgres:// URL".to_owned() });
        }
        let mut config: Config = url.parse().map_err(|error| Error::Url { reason: reason(&error) })?;
        if config.get_ssl_mode() == SslMode::Require {
            return Err(Error::Tls);
        }
        if config.get_hosts().is_empty() {
            config.host("localhost");
        }
        if config.get_connect_timeout().is_none() {
            config.connect_timeout(Duration::from_secs(5));
        }
        config.application_name("schema-diff");
        Ok(Self { config: Box::new(config) })
    }

    /// The same server and user, another database.
    pub fn with_database(&self, name: &str) -> Self {
        let mut config = self.config.clone();
        config.dbname(name);
        Self { config }
    }

    /// The database's name. The server takes the user's name where none is given.
    pub fn database(&self) -> &str {
        self.config.get_dbname().unwrap_or(self.user())
    }

    /// The user's name.
    pub fn user(&self) -> &str {
        self.config.get_user().unwrap_or("the current user")
    }

    /// Host and port, as people write them.
    pub fn address(&self) -> String {
        let host = match self.config.get_hosts().first() {
            Some(Host::Tcp(name)) => name.clone(),
            #[cfg(unix)]
            Some(Host::Unix(path)) => path.display().to_string(),
            None => "localhost".to_owned(),
        };
        let port = self.config.get_ports().first().copied().unwrap_or(5432);
        format!("{host}:{port}")
    }

    /// Tells a program of PostgreSQL where to go, by its environment: arguments are seen by everybody.
    pub fn for_program<'a>(&self, command: &'a mut Command) -> &'a mut Command {
        let (host, port) = match self.config.get_hosts().first() {
            Some(Host::Tcp(name)) => (name.clone(), self.config.get_ports().first().copied()),
            #[cfg(unix)]
            Some(Host::Unix(path)) => (path.display().to_string(), self.config.get_ports().first().copied()),
            None => ("localhost".to_owned(), None),
        };
        command
            .env("PGHOST", host)
            .env("PGPORT", port.unwrap_or(5432).to_string())
            .env("PGUSER", self.user())
            .env("PGDATABASE", self.database())
            .env("PGAPPNAME", "schema-diff");
        if let Some(password) = self.config.get_password() {
            command.env("PGPASSWORD", String::from_utf8_lossy(password).into_owned());
        }
        command
    }

    pub(super) fn config(&self) -> &Config {
        &self.config
    }
}

/// Whether a text is meant for this server at all: a URL of its scheme, or `key=value` pairs.
fn is_postgres(text: &str) -> bool {
    match text.split_once("://") {
        Some((scheme, _)) if !scheme.contains('=') => matches!(scheme, "postgres" | "postgresql"),
        Some(_) | None => text.contains('='),
    }
}

/// The cause of a parse error says what is wrong without repeating the text.
fn reason(error: &tokio_postgres::Error) -> String {
    std::error::Error::source(error).map_or_else(|| error.to_string(), ToString::to_string)
}

impl fmt::Display for Target {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}", self.address(), self.database())
    }
}

impl fmt::Debug for Target {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn passwords_are_never_shown() {
        let target = Target::parse("postgres://ann:s3cret@db.example:6432/shop").expect("a good URL");
        assert_eq!(format!("{target} {target:?}"), "db.example:6432/shop db.example:6432/shop");
    }

    #[test]
    fn a_bad_url_is_not_repeated() {
        let error = Target::parse("postgres://ann:s3cret@db:port/shop").expect_err("a bad URL");
        assert!(!error.to_string().contains("s3cret"), "{error}");
    }

    #[test]
    fn another_scheme_is_no_url_of_ours() {
        for text in ["foo", "mysql://ann:s3cret@db/shop", "", "localhost:5432/shop"] {
            let error = Target::parse(text).expect_err("no URL");
            assert_eq!(error.to_string(), "the database URL cannot be read: it is not a postgres:// URL", "{text}");
        }
        assert!(Target::parse("host=db user=ann").is_ok());
    }

    #[test]
    fn the_database_defaults_to_the_user() {
        assert_eq!(Target::parse("postgres://ann@db").expect("a good URL").database(), "ann");
    }
}
