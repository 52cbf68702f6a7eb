//! Collations that users made.

/// A collation. The version of what provides it is no part of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Collation {
    /// Who sorts (`collprovider`).
    pub provider: CollationProvider,
    /// The locale of ICU and of the server's own (`colllocale`, before 17 `colliculocale`).
    pub locale: Option<String>,
    /// `LC_COLLATE` of libc (`collcollate`).
    pub collate: Option<String>,
    /// `LC_CTYPE` of libc (`collctype`).
    pub ctype: Option<String>,
    /// Whether only equal bytes are equal (`collisdeterministic`).
    pub deterministic: bool,
    /// Rules beside those of the locale (`collicurules`).
    pub rules: Option<String>,
}

/// Who sorts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CollationProvider {
    /// The operating system.
    Libc,
    /// ICU.
    Icu,
    /// The server itself.
    Builtin,
}
