//! Finds the field that a database error is about.

use std::borrow::Cow;
use std::collections::BTreeMap;

use tokio_postgres::error::{DbError, SqlState};

use crate::entity::{EntityDef, naming};
use crate::validate::{Segment, Violation, Violations};

/// The violation behind a constraint error, or `None` for errors of other classes.
pub(super) fn violations(db: &DbError, entity: Option<&EntityDef>) -> Option<Violations> {
    let (code, message) = match *db.code() {
        SqlState::UNIQUE_VIOLATION => ("unique", "is taken already"),
        SqlState::FOREIGN_KEY_VIOLATION | SqlState::RESTRICT_VIOLATION => foreign_key(db, entity),
        SqlState::CHECK_VIOLATION => ("check", "breaks a rule of the table"),
        SqlState::NOT_NULL_VIOLATION => ("required", "is required"),
        SqlState::EXCLUSION_VIOLATION => ("exclusion", "conflicts with another row"),
        _ => return None,
    };
    let known = entity.filter(|entity| db.table() == Some(entity.table));
    let found = known.and_then(|entity| match (db.constraint(), db.column()) {
        (Some(constraint), _) => by_constraint(entity, constraint),
        (None, Some(column)) => Some(Found { fields: fields_of(entity, &[column]), code: None, message: None }),
        (None, None) => None,
    });
    let Found { fields, code: own_code, message: own_message } = found.unwrap_or_default();
    let whole_row = fields.is_empty();
    let paths =
        if whole_row { vec![Vec::new()] } else { fields.into_iter().map(|field| vec![Segment::from(field)]).collect() };
    let violation = |path| Violation {
        path,
        code: Cow::Borrowed(own_code.unwrap_or(code)),
        params: BTreeMap::new(),
        message: Cow::Borrowed(own_message.unwrap_or(message)),
    };
    Some(Violations(paths.into_iter().map(violation).collect()))
}

/// A foreign key of another table is broken from its other end: the row is still needed.
fn foreign_key(db: &DbError, entity: Option<&EntityDef>) -> (&'static str, &'static str) {
    let own = entity.is_none_or(|entity| db.table() == Some(entity.table));
    ("foreign_key", if own { "refers to a row that is not there" } else { "is still referred to" })
}

/// The server's message, unless it is of a class that quotes what was typed.
pub(super) fn without_values(db: &DbError) -> String {
    // A query in a language of its own, which somebody typed: the message quotes the place where it goes wrong.
    if *db.code() == SqlState::SYNTAX_ERROR {
        for (language, message) in
            [("jsonpath", "the jsonpath cannot be read"), ("tsquery", "the search query cannot be read")]
        {
            if db.message().contains(language) {
                return message.to_owned();
            }
        }
    }
    // Class 22: "invalid input syntax for type integer: \"…\"". The words before the value say enough.
    if db.code().code().starts_with("22")
        && let Some((words, _)) = db.message().split_once([':', '"'])
    {
        let says_enough = words.split_whitespace().count() > 2;
        return if says_enough { words.trim_end().to_owned() } else { "a value does not fit its type".to_owned() };
    }
    db.message().to_owned()
}

#[derive(Default)]
struct Found {
    fields: Vec<&'static str>,
    code: Option<&'static str>,
    message: Option<&'static str>,
}

/// Looks the constraint up by the name that the entity's definition gives it.
fn by_constraint(entity: &EntityDef, name: &str) -> Option<Found> {
    let check = entity.checks.iter().find(|check| naming::check(entity, check).as_str() == name);
    if let Some(check) = check {
        // A rule between fields belongs to the field it was written on.
        return Some(Found {
            fields: fields_of(entity, check.columns.get(..1).unwrap_or_default()),
            code: Some(check.code),
            message: check.message,
        });
    }
    let index = entity.indexes.iter().find(|index| naming::index(entity, index).as_str() == name);
    if let Some(index) = index {
        let columns: Vec<_> = index.keys.iter().filter_map(|key| key.column()).collect();
        return Some(Found { fields: fields_of(entity, &columns), ..Found::default() });
    }
    let key = entity.foreign_keys.iter().find(|key| naming::foreign_key(entity, key).as_str() == name);
    if let Some(key) = key {
        return Some(Found { fields: fields_of(entity, key.columns), ..Found::default() });
    }
    let mut exclusions = entity.options.exclusions.unwrap_or_default().iter();
    if let Some(exclusion) = exclusions.find(|exclusion| naming::exclusion(entity, exclusion).as_str() == name) {
        let columns: Vec<_> = exclusion.keys.iter().filter_map(|(key, _)| key.column()).collect();
        return Some(Found { fields: fields_of(entity, &columns), ..Found::default() });
    }
    let primary = naming::primary_key(entity).as_str() == name;
    primary.then(|| Found { fields: fields_of(entity, entity.primary_key), ..Found::default() })
}

fn fields_of(entity: &EntityDef, columns: &[&str]) -> Vec<&'static str> {
    entity.columns.iter().filter(|column| columns.contains(&column.name)).map(|column| column.field).collect()
}
