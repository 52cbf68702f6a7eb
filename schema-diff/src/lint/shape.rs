//! What a statement does, read once for all rules.
//!
//! In: its words. Out: a [`Shape`].
//! Never: refuses a statement. What it cannot read is [`Shape::Other`], of which a rule may still read the words.

use entity_core::schema::{Ident, QualName};

use super::words::Words;

mod alter;
mod table;

pub(super) use alter::Altered;
pub(super) use table::{Column, Constraint, Key};

/// What rules share an interest in.
pub(super) enum Shape<'a> {
    /// `CREATE TABLE`.
    Table(Table<'a>),
    /// `CREATE INDEX`.
    Index(Index<'a>),
    /// `CREATE` of anything else.
    Create(Create<'a>),
    /// `ALTER TABLE`.
    Alter(Altered<'a>),
    /// `DROP`.
    Drop(Drop<'a>),
    /// Anything else.
    Other,
}

/// A new table.
pub(super) struct Table<'a> {
    pub(super) name: QualName,
    pub(super) columns: Vec<Column<'a>>,
    pub(super) constraints: Vec<Constraint<'a>>,
    /// Whether its columns are all written down here.
    pub(super) is_whole: bool,
    pub(super) is_temporary: bool,
}

/// A new index.
pub(super) struct Index<'a> {
    /// None where the server makes one up.
    pub(super) name: Option<Ident>,
    pub(super) table: QualName,
    pub(super) unique: bool,
    pub(super) concurrently: bool,
    /// Whether it says IF NOT EXISTS.
    pub(super) guarded: bool,
    /// Its columns and expressions.
    pub(super) columns: Vec<Words<'a>>,
    /// The method, where one is named.
    pub(super) method: Option<&'a str>,
    /// What follows the columns.
    pub(super) rest: Words<'a>,
}

/// A new object of another kind.
pub(super) struct Create<'a> {
    /// Its kind in the server's words, such as `materialized view`.
    pub(super) kind: String,
    pub(super) name: QualName,
    /// Whether it says OR REPLACE.
    pub(super) replaces: bool,
    /// What follows the name.
    pub(super) rest: Words<'a>,
}

/// Objects that go.
pub(super) struct Drop<'a> {
    /// Their kind in the server's words.
    pub(super) kind: String,
    pub(super) names: Vec<QualName>,
    pub(super) concurrently: bool,
    /// Whether it says IF EXISTS.
    pub(super) guarded: bool,
    /// What follows the kind.
    pub(super) rest: Words<'a>,
}

/// Kinds of two words, by their first.
const TWO_WORDS: [&str; 11] =
    ["materialized", "foreign", "event", "access", "operator", "user", "text", "default", "search", "data", "server"];

/// Reads a statement.
pub(super) fn read(words: Words<'_>) -> Shape<'_> {
    let shape = match words.keyword() {
        Some(("create", rest)) => create(rest),
        Some(("alter", rest)) => rest.skip(&["foreign"]).after("table").and_then(alter::read).map(Shape::Alter),
        Some(("drop", rest)) => drop(rest).map(Shape::Drop),
        Some(_) | None => None,
    };
    shape.unwrap_or(Shape::Other)
}

fn create(words: Words<'_>) -> Option<Shape<'_>> {
    let replaces = words.starts(&["or replace"]);
    let unique = words.starts(&["unique"]);
    let is_temporary = words.starts(&["temp", "temporary", "local temp", "local temporary", "global temporary"]);
    let words = words.skip(&[
        "or",
        "replace",
        "global",
        "local",
        "temporary",
        "temp",
        "unlogged",
        "unique",
        "recursive",
        "constraint",
        "trusted",
        "procedural",
    ]);
    if let Some(rest) = words.after("table").or_else(|| words.after("foreign table")) {
        return table(rest, is_temporary).map(Shape::Table);
    }
    if let Some(rest) = words.after("index") {
        return index(rest, unique).map(Shape::Index);
    }
    let (kind, rest) = kind(words)?;
    let (name, rest) = rest.skip(&["if", "not", "exists"]).name()?;
    Some(Shape::Create(Create { kind, name, replaces, rest }))
}

/// The kind of an object, and what follows it.
fn kind(words: Words<'_>) -> Option<(String, Words<'_>)> {
    let (first, rest) = words.keyword()?;
    match rest.keyword() {
        Some((second, after)) if TWO_WORDS.contains(&first) && is_second(second) => {
            Some((format!("{first} {second}"), after))
        }
        Some(_) | None => Some((first.to_owned(), rest)),
    }
}

fn is_second(word: &str) -> bool {
    matches!(word, "view" | "table" | "trigger" | "method" | "class" | "family" | "mapping" | "search" | "data")
}

fn table(words: Words<'_>, is_temporary: bool) -> Option<Table<'_>> {
    let (name, rest) = words.skip(&["if", "not", "exists"]).name()?;
    let group = rest.group();
    let parts = group.map(|(inner, _)| inner.parts()).unwrap_or_default();
    let is_like = parts.iter().any(|part| part.starts(&["like"]));
    let inherits = group.is_some_and(|(_, after)| after.has("inherits"));
    Some(Table {
        name,
        columns: parts.iter().filter_map(|part| table::column(*part)).collect(),
        constraints: parts.iter().filter_map(|part| table::constraint(*part)).collect(),
        is_whole: group.is_some() && !is_like && !inherits,
        is_temporary,
    })
}

fn index(words: Words<'_>, unique: bool) -> Option<Index<'_>> {
    let concurrently = words.starts(&["concurrently"]);
    let words = words.skip(&["concurrently"]);
    let guarded = words.starts(&["if not exists"]);
    let words = words.skip(&["if", "not", "exists"]);
    let (name, on) = match words.after("on") {
        Some(on) => (None, on),
        None => {
            let (name, rest) = words.name()?;
            (Some(name.name), rest.after("on")?)
        }
    };
    let (table, rest) = on.skip(&["only"]).name()?;
    let method = rest.after("using").and_then(Words::keyword);
    let rest = method.map_or(rest, |(_, rest)| rest);
    let (columns, rest) = rest.group()?;
    let method = method.map(|(method, _)| method);
    Some(Index { name, table, unique, concurrently, guarded, columns: columns.parts(), method, rest })
}

fn drop(words: Words<'_>) -> Option<Drop<'_>> {
    let (kind, rest) = kind(words)?;
    let concurrently = rest.starts(&["concurrently"]);
    let rest = rest.skip(&["concurrently"]);
    let guarded = rest.starts(&["if exists"]);
    let rest = rest.skip(&["if", "exists"]);
    let names = rest.parts().into_iter().filter_map(|part| part.name().map(|(name, _)| name)).collect();
    Some(Drop { kind, names, concurrently, guarded, rest })
}

impl<'a> Shape<'a> {
    /// The table or materialised view that it creates.
    pub(super) fn created_table(&self) -> Option<&QualName> {
        match self {
            Self::Table(table) => Some(&table.name),
            Self::Create(create) if create.kind == "materialized view" => Some(&create.name),
            Self::Create(_) | Self::Index(_) | Self::Alter(_) | Self::Drop(_) | Self::Other => None,
        }
    }

    pub(super) fn table(&self) -> Option<&Table<'a>> {
        if let Self::Table(table) = self { Some(table) } else { None }
    }

    pub(super) fn index(&self) -> Option<&Index<'a>> {
        if let Self::Index(index) = self { Some(index) } else { None }
    }

    pub(super) fn create(&self) -> Option<&Create<'a>> {
        if let Self::Create(create) = self { Some(create) } else { None }
    }

    pub(super) fn altered(&self) -> Option<&Altered<'a>> {
        if let Self::Alter(altered) = self { Some(altered) } else { None }
    }

    pub(super) fn dropped(&self) -> Option<&Drop<'a>> {
        if let Self::Drop(dropped) = self { Some(dropped) } else { None }
    }

    /// Its columns, and the tables they are of.
    pub(super) fn columns(&self) -> impl Iterator<Item = (&QualName, &Column<'a>)> {
        let (table, columns): (_, Vec<_>) = match self {
            Self::Table(table) => (Some(&table.name), table.columns.iter().collect()),
            Self::Alter(altered) => (Some(&altered.table), altered.columns().collect()),
            Self::Index(_) | Self::Create(_) | Self::Drop(_) | Self::Other => (None, Vec::new()),
        };
        table.into_iter().flat_map(move |table| columns.clone().into_iter().map(move |column| (table, column)))
    }

    /// Its table constraints, and the tables they are of.
    pub(super) fn constraints(&self) -> impl Iterator<Item = (&QualName, &Constraint<'a>)> {
        let (table, constraints): (Option<&QualName>, Vec<&Constraint<'_>>) = match self {
            Self::Table(table) => (Some(&table.name), table.constraints.iter().collect()),
            Self::Alter(altered) => (Some(&altered.table), altered.constraints().collect()),
            Self::Index(_) | Self::Create(_) | Self::Drop(_) | Self::Other => (None, Vec::new()),
        };
        table.into_iter().flat_map(move |table| constraints.clone().into_iter().map(move |it| (table, it)))
    }
}
