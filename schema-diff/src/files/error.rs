//! What is wrong with a migrations folder.

use std::path::{Path, PathBuf};

use super::Misread;

/// Why migrations cannot be read or written. Each names its file.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The system refuses.
    #[error("{action} {path}: {cause}")]
    Io {
        /// What was tried: `cannot read`, `cannot write`.
        action: &'static str,
        /// The file or folder.
        path: PathBuf,
        /// What the system says.
        cause: std::io::Error,
    },
    /// A folder's name does not say when it was made and what it does.
    #[error("{path} is not named like a migration")]
    BadName {
        /// The folder.
        path: PathBuf,
    },
    /// A wanted name is not in Pascal case.
    #[error("`{name}` is not a migration name")]
    NotPascal {
        /// What was asked for.
        name: String,
    },
    /// A migration lacks a file.
    #[error("{path} is missing")]
    MissingFile {
        /// The file.
        path: PathBuf,
    },
    /// Two migrations were made in the same millisecond.
    #[error("{path} and {other} have the same number")]
    Duplicate {
        /// The first of the two.
        other: PathBuf,
        /// The second.
        path: PathBuf,
    },
    /// A file is not UTF-8.
    #[error("{path} is not UTF-8 text")]
    NotText {
        /// The file.
        path: PathBuf,
    },
    /// A machine line says something unknown.
    #[error("{path}:{line}: unknown line `-- schema-diff: {directive}`")]
    Directive {
        /// The file.
        path: PathBuf,
        /// The line, from 1.
        line: usize,
        /// What follows the colon.
        directive: String,
    },
    /// A comment is nearly a machine line.
    #[error("{path}:{line}: `{text}` is not read, because a line for schema-diff begins with `-- schema-diff: `")]
    NearDirective {
        /// The file.
        path: PathBuf,
        /// The line, from 1.
        line: usize,
        /// The comment.
        text: String,
    },
    /// A line is for psql and does nothing on a server.
    #[error("{path}:{line}: `{text}` is a line for psql")]
    Psql {
        /// The file.
        path: PathBuf,
        /// The line, from 1.
        line: usize,
        /// The line's text.
        text: String,
    },
    /// `plan.json` cannot be read.
    #[error("{path} cannot be read: {reason}")]
    Manifest {
        /// The file.
        path: PathBuf,
        /// What is wrong with it.
        reason: String,
    },
}

impl Error {
    /// What to do about it.
    pub fn help(&self) -> Option<String> {
        Some(match self {
            Self::Io { .. } => return None,
            Self::BadName { .. } => {
                "name it {13-digit milliseconds}-{PascalName}, such as 1699564321234-AddMfaToUsers, or move it away"
                    .into()
            }
            Self::NotPascal { .. } => {
                "write it in Pascal case with ASCII letters and digits, such as AddMfaToUsers, 100 characters at most"
                    .into()
            }
            Self::MissingFile { path } => format!("restore {} from version control", path.display()),
            Self::Duplicate { .. } => "give one of them a later number, if it was not applied anywhere".into(),
            Self::NotText { .. } => "save it as UTF-8".into(),
            Self::Psql { .. } => "files hold only SQL: put the statements that it stands for in its place".into(),
            Self::Directive { .. } | Self::NearDirective { .. } => {
                "the known lines are `transaction`, `no-transaction`, `loses NAME`, `allow RULE REASON` and \
                 `replaces ID CHECKSUM`"
                    .into()
            }
            Self::Manifest { path, .. } if path.ends_with("step.json") => {
                "write it as {\"version\": 1, \"transaction\": true}, or restore it from version control".into()
            }
            Self::Manifest { .. } => {
                "restore it from version control, or delete it: it is only used to see conflicts early".into()
            }
        })
    }

    /// The line of a file that cannot be read, and what is wrong with it.
    pub(crate) fn place(&self) -> Option<(usize, String)> {
        let text = match self {
            Self::Directive { line, directive, .. } => (*line, format!("unknown line `-- schema-diff: {directive}`")),
            Self::NearDirective { line, text, .. } => {
                (*line, format!("`{text}` is not read, because a line for schema-diff begins with `-- schema-diff: `"))
            }
            Self::Psql { line, text, .. } => (*line, format!("`{text}` is a line for psql")),
            Self::Io { .. } | Self::BadName { .. } | Self::NotPascal { .. } | Self::MissingFile { .. } => return None,
            Self::Duplicate { .. } | Self::NotText { .. } | Self::Manifest { .. } => return None,
        };
        Some(text)
    }

    /// Says what a misread line is.
    pub(crate) fn misread(path: PathBuf, misread: Misread) -> Self {
        let Misread { text, line } = misread;
        if text.starts_with('\\') {
            Self::Psql { path, line, text }
        } else if text.starts_with("--") {
            Self::NearDirective { path, line, text }
        } else {
            Self::Directive { path, line, directive: text }
        }
    }

    pub(crate) fn io(action: &'static str, path: &Path) -> impl FnOnce(std::io::Error) -> Self {
        let path = path.to_owned();
        move |cause| Self::Io { action, path, cause }
    }
}
