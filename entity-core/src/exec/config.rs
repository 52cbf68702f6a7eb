//! Configuration from the environment.

use std::fmt;
use std::str::FromStr;
use std::time::Duration;

use crate::value::Secret;

/// How to reach the database.
///
/// **Source** `DATABASE_URL`, or the parts `DB_HOST`, `DB_PORT`, `DB_NAME`, `DB_USER` (or `DB_USERNAME`), `DB_PASSWORD`;
/// each part also with the prefix `DATABASE_`. `DB_POOL_MIN` and `DB_POOL_MAX` size the pool in both cases.
#[derive(Clone, Debug)]
pub struct Config {
    url: Secret<String>,
    /// Connections at most; 20 unless said.
    pub pool_max: usize,
    /// Connections that are kept although idle; 5 unless said.
    pub pool_min: usize,
    /// After how long an idle connection beyond `pool_min` is closed; 30 s.
    pub idle: Duration,
    /// How long a caller waits for a free connection; 2 s.
    pub acquire: Duration,
    /// How long connecting may take; 5 s.
    pub connect: Duration,
    /// From when on a statement counts as slow and is logged; 100 ms.
    pub slow: Duration,
    /// What cursors of pages are signed with, so that clients can make none of their own. `CURSOR_KEY`; without one
    /// they bear a checksum alone.
    pub cursor_key: Option<Secret<String>>,
}

/// Everything that is wrong with a configuration, at once. Never holds a value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ConfigError {
    /// One plain sentence a problem, naming the variable.
    pub problems: Vec<String>,
}

impl fmt::Display for ConfigError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the configuration is not usable: {}", self.problems.join("; "))
    }
}

impl std::error::Error for ConfigError {}

impl Config {
    /// A configuration from a connection string, with the defaults for everything else.
    ///
    /// # Errors
    /// When the string is no connection string.
    pub fn from_url(url: &str) -> Result<Self, ConfigError> {
        if tokio_postgres::Config::from_str(url).is_err() {
            let problem =
                "the connection string is not of the form postgres://user:password@host:port/database".to_owned();
            return Err(ConfigError { problems: vec![problem] });
        }
        Ok(Self::with_defaults(url.to_owned()))
    }

    /// The configuration that the environment describes.
    ///
    /// # Errors
    /// Names every variable that is missing or wrong.
    pub fn from_env() -> Result<Self, ConfigError> {
        Self::from_vars(|name| std::env::var(name).ok())
    }

    /// The same over any source of variables.
    ///
    /// # Errors
    /// Names every variable that is missing or wrong.
    pub fn from_vars(var: impl Fn(&str) -> Option<String>) -> Result<Self, ConfigError> {
        let mut vars = Vars { var: &var, problems: Vec::new() };
        vars.refuse_synchronize();
        vars.refuse_tls();
        let url = vars.url();
        let mut config = Self::with_defaults(url.unwrap_or_default());
        config.pool_max = vars.number(&["DB_POOL_MAX", "DATABASE_POOL_MAX"]).unwrap_or(config.pool_max);
        config.pool_min =
            vars.number(&["DB_POOL_MIN", "DATABASE_POOL_MIN"]).unwrap_or(config.pool_min.min(config.pool_max));
        config.cursor_key = vars.optional(&["CURSOR_KEY"]).map(Secret::new);
        if config.pool_max == 0 {
            vars.problems.push("DB_POOL_MAX is 0, so no connection could ever be had".to_owned());
        } else if config.pool_min > config.pool_max {
            vars.problems.push("DB_POOL_MIN is greater than DB_POOL_MAX".to_owned());
        }
        if vars.problems.is_empty() { Ok(config) } else { Err(ConfigError { problems: vars.problems }) }
    }

    fn with_defaults(url: String) -> Self {
        Self {
            url: Secret::new(url),
            pool_max: 20,
            pool_min: 5,
            idle: Duration::from_secs(30),
            acquire: Duration::from_secs(2),
            connect: Duration::from_secs(5),
            slow: Duration::from_millis(100),
            cursor_key: None,
        }
    }

    pub(super) fn driver(&self) -> Result<tokio_postgres::Config, ConfigError> {
        let problem = || ConfigError { problems: vec!["the connection string cannot be read".to_owned()] };
        let mut driver = tokio_postgres::Config::from_str(self.url.expose()).map_err(|_| problem())?;
        driver.connect_timeout(self.connect);
        if driver.get_application_name().is_none() {
            driver.application_name("entity-core");
        }
        Ok(driver)
    }
}

struct Vars<'a, F> {
    var: &'a F,
    problems: Vec<String>,
}

impl<F: Fn(&str) -> Option<String>> Vars<'_, F> {
    fn refuse_synchronize(&mut self) {
        let on =
            |name| (self.var)(name).is_some_and(|value| matches!(value.to_lowercase().as_str(), "true" | "1" | "yes"));
        if on("SYNCHRONIZE") || on("DB_SYNCHRONIZE") || on("DATABASE_SYNCHRONIZE") {
            let problem =
                "SYNCHRONIZE is on, but the schema is never changed at start: generate a migration and run it";
            self.problems.push(problem.to_owned());
        }
    }

    fn refuse_tls(&mut self) {
        let ssl = self.optional(&["DB_SSL", "DATABASE_SSL"]);
        if ssl.is_some_and(|ssl| !matches!(ssl.to_lowercase().as_str(), "false" | "0" | "no" | "off" | "disable")) {
            self.problems.push("DB_SSL is on, but this build has no TLS".to_owned());
        }
    }

    fn url(&mut self) -> Option<String> {
        if let Some(url) = (self.var)("DATABASE_URL").filter(|url| !url.is_empty()) {
            if tokio_postgres::Config::from_str(&url).is_err() {
                self.problems
                    .push("DATABASE_URL is not of the form postgres://user:password@host:port/database".to_owned());
            }
            return Some(url);
        }
        let host = self.part(&["DB_HOST", "DATABASE_HOST"]);
        let name = self.part(&["DB_NAME", "DATABASE_NAME"]);
        let user = self.part(&["DB_USER", "DB_USERNAME", "DATABASE_USER", "DATABASE_USERNAME"]);
        let port = self.number(&["DB_PORT", "DATABASE_PORT"]).unwrap_or(5432_u16);
        let password = self.optional(&["DB_PASSWORD", "DATABASE_PASSWORD"]);
        let quoted = |text: String| format!("'{}'", text.replace('\\', "\\\\").replace('\'', "\\'"));
        let password = password.map_or_else(String::new, |password| format!(" password={}", quoted(password)));
        Some(format!("host={} port={port} dbname={} user={}{password}", quoted(host?), quoted(name?), quoted(user?)))
    }

    fn optional(&self, names: &[&str]) -> Option<String> {
        names.iter().find_map(|name| (self.var)(name)).filter(|value| !value.is_empty())
    }

    fn part(&mut self, names: &[&str]) -> Option<String> {
        let value = self.optional(names);
        if value.is_none() {
            self.problems.push(format!("{} is missing (or give DATABASE_URL)", names[0]));
        }
        value
    }

    fn number<T: FromStr>(&mut self, names: &[&str]) -> Option<T> {
        let text = self.optional(names)?;
        let number = text.trim().parse().ok();
        if number.is_none() {
            self.problems.push(format!("{} is not a whole number in range", names[0]));
        }
        number
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn config(vars: &[(&str, &str)]) -> Result<Config, ConfigError> {
        Config::from_vars(|name| vars.iter().find(|(known, _)| *known == name).map(|(_, value)| (*value).to_owned()))
    }

    #[test]
    fn parts_make_a_connection() {
        let config =
            config(&[("DB_HOST", "db"), ("DB_NAME", "a b"), ("DB_USERNAME", "u"), ("DATABASE_PASSWORD", "it's\\")]);
        let driver = config.expect("complete").driver().expect("readable");
        assert_eq!(driver.get_dbname(), Some("a b"));
        assert_eq!(driver.get_password(), Some(&b"it's\\"[..]));
        assert_eq!(driver.get_ports(), [5432]);
    }

    #[test]
    fn every_problem_is_named_at_once_and_no_value_is_shown() {
        let error = config(&[
            ("DB_PORT", "hunter2"),
            ("DB_POOL_MAX", "-1"),
            ("SYNCHRONIZE", "true"),
            ("DB_PASSWORD", "hunter2"),
        ]);
        let error = error.expect_err("incomplete");
        for name in ["DB_HOST", "DB_NAME", "DB_USER", "DB_PORT", "DB_POOL_MAX", "SYNCHRONIZE"] {
            assert!(error.to_string().contains(name), "{name} in {error}");
        }
        assert!(!error.to_string().contains("hunter2"));
    }

    #[test]
    fn a_wish_for_tls_is_never_ignored() {
        let error = config(&[("DATABASE_URL", "postgres://u@localhost/db"), ("DB_SSL", "true")]).expect_err("no TLS");
        assert!(error.to_string().contains("DB_SSL"), "{error}");
        assert!(config(&[("DATABASE_URL", "postgres://u@localhost/db"), ("DB_SSL", "false")]).is_ok());
    }

    #[test]
    fn the_password_is_never_shown() {
        let config = Config::from_url("postgres://u:hunter2@localhost/db").expect("a url");
        assert!(!format!("{config:?}").contains("hunter2"));
    }
}
