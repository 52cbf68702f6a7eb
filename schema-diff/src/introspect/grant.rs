//! Reads rights on objects, and those on objects that are yet to be made.

use entity_core::schema::{
    DefaultClass, DefaultPrivilege, DefaultScope, Grant, Object, ObjectId, Privilege, Privileges, Unmodelled,
};

use super::reading::Reading;
use super::{Error, Part, Record};

pub(super) const PART: Part = Part { noun: "grants", sql: include_str!("sql/grant.sql"), add };

pub(super) const DEFAULTS: Part =
    Part { noun: "default privileges", sql: include_str!("sql/default_privilege.sql"), add: add_default };

fn add(record: &Record<'_>, reading: &mut Reading) -> Result<(), Error> {
    let role = record.ident("role")?;
    let Some(on) = reading.exactly(record.address("class_oid", "object_oid", "part")?).cloned() else {
        let name = format!("{} to {}", record.get::<&str>("words")?, role.as_str());
        reading.catalog.unmodelled.insert(Unmodelled { kind: "grant on".to_owned(), name });
        return Ok(());
    };
    let grant = Grant { privileges: held(record)?, initial: initial(record)? };
    reading.catalog.insert(ObjectId::Grant(Box::new(on), role), Object::Grant(grant));
    Ok(())
}

fn add_default(record: &Record<'_>, reading: &mut Reading) -> Result<(), Error> {
    let scope = DefaultScope {
        role: record.maybe_ident("owner")?,
        namespace: record.maybe_ident("namespace")?,
        class: class(record)?,
    };
    let default = DefaultPrivilege { privileges: held(record)?, initial: initial(record)? };
    reading.catalog.insert(ObjectId::DefaultPrivilege(scope, record.ident("role")?), Object::DefaultPrivilege(default));
    Ok(())
}

fn held(record: &Record<'_>) -> Result<Privileges, Error> {
    let grantable: Vec<bool> = record.get("grantable")?;
    let words: Vec<&str> = record.get("privileges")?;
    words.into_iter().zip(grantable).map(|(word, grantable)| Ok((privilege(record, word)?, grantable))).collect()
}

fn initial(record: &Record<'_>) -> Result<Privileges, Error> {
    let words: Vec<&str> = record.get("initial")?;
    words.into_iter().map(|word| Ok((privilege(record, word)?, false))).collect()
}

fn privilege(record: &Record<'_>, word: &str) -> Result<Privilege, Error> {
    Privilege::from_word(word).map_or_else(|| record.unknown("privilege", word), Ok)
}

fn class(record: &Record<'_>) -> Result<DefaultClass, Error> {
    Ok(match record.get("code")? {
        "r" => DefaultClass::Tables,
        "S" => DefaultClass::Sequences,
        "f" => DefaultClass::Functions,
        "T" => DefaultClass::Types,
        "n" => DefaultClass::Namespaces,
        "L" => DefaultClass::LargeObjects,
        other => return record.unknown("kind", other),
    })
}
