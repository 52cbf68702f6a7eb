//! Text that PostgreSQL spelled or will spell: expressions, types, literals.

use std::borrow::Cow;
use std::fmt;

/// The text of an SQL expression.
///
/// **Shape** As `pg_get_expr` prints it when it was read; as the user wrote it when it was declared. The two are only
/// compared after the server has spelled both.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Expr(Cow<'static, str>);

impl Expr {
    /// The text, unchanged.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl From<String> for Expr {
    fn from(text: String) -> Self {
        Self(Cow::Owned(text))
    }
}

impl From<&str> for Expr {
    fn from(text: &str) -> Self {
        Self(Cow::Owned(text.to_owned()))
    }
}

impl fmt::Debug for Expr {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(self.as_str(), f)
    }
}

impl fmt::Display for Expr {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// The name of a data type with its modifiers, as `format_type` prints it.
///
/// `Display` writes the short names that people write (`varchar(255)`, `timestamptz`); they mean the same to the server.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TypeName(Cow<'static, str>);

impl TypeName {
    /// A type name known at compile time.
    pub const fn from_static(name: &'static str) -> Self {
        Self(Cow::Borrowed(name))
    }

    /// The text, unchanged.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl From<String> for TypeName {
    fn from(name: String) -> Self {
        Self(Cow::Owned(name))
    }
}

impl fmt::Debug for TypeName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(self.as_str(), f)
    }
}

impl fmt::Display for TypeName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let text = self.as_str();
        if let Some(rest) = text.strip_prefix("character varying") {
            return write!(f, "varchar{rest}");
        }
        for (long, zone, short) in [
            ("timestamp", " with time zone", "timestamptz"),
            ("timestamp", " without time zone", "timestamp"),
            ("time", " with time zone", "timetz"),
            ("time", " without time zone", "time"),
        ] {
            let Some((precision, array)) = text.strip_prefix(long).and_then(|rest| rest.split_once(zone)) else {
                continue;
            };
            if precision.is_empty() || (precision.starts_with('(') && precision.ends_with(')')) {
                return write!(f, "{short}{precision}{array}");
            }
        }
        f.write_str(text)
    }
}

/// A string as an SQL literal. `Display` quotes it, also under `standard_conforming_strings = off`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Literal<'a>(pub &'a str);

impl fmt::Display for Literal<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let quoted = self.0.replace('\'', "''");
        if quoted.contains('\\') { write!(f, "E'{}'", quoted.replace('\\', "\\\\")) } else { write!(f, "'{quoted}'") }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_type_names_are_shown_short() {
        for (text, shown) in [
            ("character varying(255)", "varchar(255)"),
            ("character varying", "varchar"),
            ("character varying(10)[]", "varchar(10)[]"),
            ("timestamp with time zone", "timestamptz"),
            ("timestamp(3) with time zone", "timestamptz(3)"),
            ("timestamp without time zone[]", "timestamp[]"),
            ("time without time zone", "time"),
            ("geography(Point,4326)", "geography(Point,4326)"),
            ("\"timestamp with time zone\"", "\"timestamp with time zone\""),
        ] {
            assert_eq!(TypeName::from(text.to_owned()).to_string(), shown);
        }
    }

    #[test]
    fn literals_survive_quotes_and_backslashes() {
        assert_eq!(Literal("it's").to_string(), "'it''s'");
        assert_eq!(Literal(r"a\b").to_string(), r"E'a\\b'");
    }
}
