//! Why there is no scratch database.

use crate::server::{self, Refusal, extension};

/// Why there is no scratch database.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// No connection.
    #[error(transparent)]
    Server(#[from] server::Error),
    /// The user may not create databases.
    #[error("user {user} may not create databases on {address}, and a scratch database is needed")]
    NoCreateDb {
        /// The user.
        user: String,
        /// Host and port.
        address: String,
    },
    /// The server does not have an extension.
    #[error("the server has no extension `{name}`")]
    NoExtension {
        /// The extension.
        name: String,
    },
    /// The user may not create an extension.
    #[error("user {user} may not create the extension `{name}`")]
    ExtensionDenied {
        /// The user.
        user: String,
        /// The extension.
        name: String,
    },
    /// Another run makes the same template and does not finish.
    #[error("another run has been making the template database {name} for a minute")]
    Busy {
        /// The template.
        name: String,
    },
    /// The server refuses.
    #[error("the scratch database cannot be made: {0}")]
    Refused(#[from] Refusal),
}

impl Error {
    /// What to do about it.
    pub fn help(&self) -> Option<String> {
        match self {
            Self::Server(error) => error.help(),
            Self::NoCreateDb { user, .. } => Some(format!(
                "run `ALTER ROLE {user} CREATEDB` as a superuser, name a server where you may in --scratch-url, \
                 or connect as a user who may in --url"
            )),
            Self::NoExtension { name } => Some(extension::install(name)),
            Self::ExtensionDenied { name, .. } => Some(format!(
                "name a server in --scratch-url where you are superuser; the extension `{name}` is not trusted"
            )),
            Self::Busy { .. } => Some("try again; if it stays, end the other run".to_owned()),
            Self::Refused(_) => None,
        }
    }
}
