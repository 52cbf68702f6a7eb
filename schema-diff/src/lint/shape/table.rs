//! Columns and constraints, as `CREATE TABLE` and `ALTER TABLE … ADD` write them.

use entity_core::schema::{Ident, QualName};

use super::Words;

/// A column as it is written.
pub(in crate::lint) struct Column<'a> {
    pub(in crate::lint) name: Ident,
    /// Its type.
    pub(in crate::lint) ty: Words<'a>,
    /// Its constraints and the rest.
    pub(in crate::lint) rest: Words<'a>,
}

/// A table constraint as it is written.
pub(in crate::lint) struct Constraint<'a> {
    pub(in crate::lint) name: Option<Ident>,
    pub(in crate::lint) key: Key,
    /// Its columns, where it has a list of them.
    pub(in crate::lint) columns: Vec<Ident>,
    /// All of it but the name.
    pub(in crate::lint) words: Words<'a>,
}

/// The kinds of constraints.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::lint) enum Key {
    /// `PRIMARY KEY`.
    Primary,
    /// `UNIQUE`.
    Unique,
    /// `FOREIGN KEY`.
    Foreign,
    /// `CHECK`.
    Check,
    /// `EXCLUDE`.
    Exclude,
    /// `NOT NULL`, on PostgreSQL 18.
    NotNull,
}

/// What ends a column's type, and its default.
const ENDS: [&str; 14] = [
    "constraint",
    "not",
    "null",
    "default",
    "generated",
    "primary",
    "unique",
    "references",
    "check",
    "collate",
    "storage",
    "compression",
    "deferrable",
    "initially",
];

/// Types that bring their own default.
const SERIAL: [&str; 6] = ["serial", "bigserial", "smallserial", "serial2", "serial4", "serial8"];

/// Reads a column. A table constraint is none.
pub(super) fn column(words: Words<'_>) -> Option<Column<'_>> {
    if constraint(words).is_some() || words.starts(&["constraint", "like", "partition", "generated", "period"]) {
        return None;
    }
    let (name, rest) = words.ident()?;
    let (ty, rest) = rest.cut(|here| here.starts(&ENDS));
    Some(Column { name, ty, rest })
}

/// Reads a table constraint.
pub(super) fn constraint(words: Words<'_>) -> Option<Constraint<'_>> {
    let (name, words) = match words.after("constraint") {
        Some(rest) => rest.ident().map(|(name, rest)| (Some(name), rest))?,
        None => (None, words),
    };
    let (key, list) = [
        (Key::Primary, "primary key"),
        (Key::Unique, "unique"),
        (Key::Foreign, "foreign key"),
        (Key::Check, "check"),
        (Key::Exclude, "exclude"),
        (Key::NotNull, "not null"),
    ]
    .into_iter()
    .find_map(|(key, phrase)| words.after(phrase).map(|rest| (key, rest)))?;
    let columns = match key {
        Key::Primary | Key::Unique | Key::Foreign => idents(list.skip(&["nulls", "not", "distinct"])),
        Key::NotNull => list.ident().map(|(name, _)| name).into_iter().collect(),
        Key::Check | Key::Exclude => Vec::new(),
    };
    Some(Constraint { name, key, columns, words })
}

fn idents(words: Words<'_>) -> Vec<Ident> {
    let parts = words.group().map(|(inner, _)| inner.parts()).unwrap_or_default();
    parts.into_iter().filter_map(|part| part.ident().map(|(name, _)| name)).collect()
}

impl<'a> Column<'a> {
    /// The first word of its type, without a namespace.
    pub(in crate::lint) fn type_name(&self) -> &'a str {
        let (ty, _) = self.ty.cut(|here| here.group().is_some());
        ty.names().find(|name| *name != "pg_catalog").unwrap_or_default()
    }

    pub(in crate::lint) fn is_serial(&self) -> bool {
        SERIAL.contains(&self.type_name())
    }

    pub(in crate::lint) fn is_identity(&self) -> bool {
        self.rest.has("as identity")
    }

    /// Its generation expression and what follows it.
    pub(in crate::lint) fn generated(&self) -> Option<(Words<'a>, Words<'a>)> {
        self.rest.find("generated always as")?.group()
    }

    /// Its default's expression.
    pub(in crate::lint) fn default(&self) -> Option<Words<'a>> {
        if self.is_identity() {
            return None;
        }
        let words = self.rest.find("default")?;
        // The expression may itself begin with NULL or NOT.
        let head = words.skip(&["null", "not"]);
        let (expression, _) = head.cut(|here| here.starts(&ENDS));
        Some(expression)
    }

    pub(in crate::lint) fn is_not_null(&self) -> bool {
        self.rest.has("not null")
    }

    pub(in crate::lint) fn has_check(&self) -> bool {
        self.rest.has("check")
    }

    pub(in crate::lint) fn is_unique(&self) -> bool {
        self.rest.has("unique")
    }

    pub(in crate::lint) fn is_primary(&self) -> bool {
        self.rest.has("primary key")
    }

    /// The table that it refers to.
    pub(in crate::lint) fn references(&self) -> Option<QualName> {
        self.rest.find("references")?.name().map(|(name, _)| name)
    }
}

impl Constraint<'_> {
    pub(in crate::lint) fn is_not_valid(&self) -> bool {
        self.words.has("not valid") || self.words.has("not enforced")
    }

    /// Whether an index that exists already becomes the key.
    pub(in crate::lint) fn uses_index(&self) -> bool {
        self.words.has("using index")
            && self.words.find("using index").is_some_and(|rest| !rest.starts(&["tablespace"]))
    }

    /// The key on an index that is built while writers go on.
    pub(in crate::lint) fn as_index(&self, table: &QualName) -> Option<String> {
        let names: Vec<&str> = self.columns.iter().map(Ident::as_str).collect();
        let columns: Vec<String> = self.columns.iter().map(Ident::to_string).collect();
        let (suffix, key) = match self.key {
            Key::Primary => ("pkey".to_owned(), "PRIMARY KEY"),
            Key::Unique => (format!("{}_key", names.join("_")), "UNIQUE"),
            Key::Foreign | Key::Check | Key::Exclude | Key::NotNull => return None,
        };
        // What else the constraint says would be lost.
        let is_plain = !columns.is_empty() && self.words.ends_with_group();
        let name = self.name.clone().unwrap_or_else(|| Ident::shortened(format!("{}_{suffix}", table.name.as_str())));
        is_plain.then(|| {
            format!(
                "CREATE UNIQUE INDEX CONCURRENTLY {name} ON {table} ({});\nALTER TABLE {table} ADD CONSTRAINT {name} {key} USING INDEX {name};",
                columns.join(", ")
            )
        })
    }
}
