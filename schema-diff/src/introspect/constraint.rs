//! Reads constraints of tables.

use entity_core::schema::{
    Action, Check, Constraint, Deferral, Enforcement, Exclusion, ForeignKey, IndexStorage, Match, Object, ObjectId,
    Parameters, PrimaryKey, Purpose, Unique,
};

use super::index;
use super::reading::{Reading, class};
use super::{Error, Part, Record};

pub(super) const PART: Part = Part { noun: "constraints", sql: include_str!("sql/constraint.sql"), add };

fn add(record: &Record<'_>, reading: &mut Reading) -> Result<(), Error> {
    let Some(table) = reading.table(record.get("table_oid")?) else { return Ok(()) };
    let id = ObjectId::Constraint(table.clone(), record.ident("name")?);
    if let Some(oid) = record.get("index_oid")? {
        reading.locate(class::CLASS, oid, id.clone());
    }
    let constraint = constraint(record)?;
    if let Some(purpose) = purpose(&constraint) {
        index::name_part(record, reading, &table, purpose)?;
    }
    reading.insert(class::CONSTRAINT, record.get("oid")?, id, Object::Constraint(constraint));
    Ok(())
}

fn purpose(constraint: &Constraint) -> Option<Purpose> {
    match constraint {
        Constraint::PrimaryKey(_) => Some(Purpose::PrimaryKey),
        Constraint::Unique(_) => Some(Purpose::Unique),
        Constraint::Exclusion(_) => Some(Purpose::Exclusion),
        Constraint::ForeignKey(_) | Constraint::Check(_) => None,
    }
}

fn constraint(record: &Record<'_>) -> Result<Constraint, Error> {
    Ok(match record.get("kind")? {
        "p" => Constraint::PrimaryKey(primary_key(record)?),
        "u" => Constraint::Unique(unique(record)?),
        "f" => Constraint::ForeignKey(foreign_key(record)?),
        "c" => Constraint::Check(check(record)?),
        "x" => Constraint::Exclusion(exclusion(record)?),
        other => return record.unknown("kind", other),
    })
}

fn primary_key(record: &Record<'_>) -> Result<PrimaryKey, Error> {
    Ok(PrimaryKey {
        columns: record.idents("columns")?,
        include: record.idents("include")?,
        deferral: deferral(record)?,
        without_overlaps: record.get("period")?,
        storage: index::storage(record)?,
    })
}

fn unique(record: &Record<'_>) -> Result<Unique, Error> {
    Ok(Unique {
        columns: record.idents("columns")?,
        include: record.idents("include")?,
        nulls_not_distinct: record.get("nulls_not_distinct")?,
        deferral: deferral(record)?,
        without_overlaps: record.get("period")?,
        storage: index::storage(record)?,
    })
}

/// Its definition holds the storage parameters.
fn exclusion(record: &Record<'_>) -> Result<Exclusion, Error> {
    let storage = IndexStorage { options: Parameters::default(), ..index::storage(record)? };
    Ok(Exclusion { definition: record.expr("definition")?, storage })
}

fn foreign_key(record: &Record<'_>) -> Result<ForeignKey, Error> {
    Ok(ForeignKey {
        columns: record.idents("columns")?,
        references: record.qualified("references_namespace", "references_name")?,
        referenced_columns: record.idents("referenced_columns")?,
        on_delete: action(record, "on_delete")?,
        set_columns: record.idents("set_columns")?,
        on_update: action(record, "on_update")?,
        matching: matching(record)?,
        deferral: deferral(record)?,
        period: record.get("period")?,
        enforcement: enforcement(record)?,
    })
}

fn check(record: &Record<'_>) -> Result<Check, Error> {
    let (no_inherit, enforcement) = (record.get("no_inherit")?, enforcement(record)?);
    Ok(Check { expr: record.expr("expr")?, no_inherit, enforcement })
}

fn enforcement(record: &Record<'_>) -> Result<Enforcement, Error> {
    Ok(match (record.get("enforced")?, record.get("validated")?) {
        (false, _) => Enforcement::NotEnforced,
        (true, false) => Enforcement::NotValid,
        (true, true) => Enforcement::Validated,
    })
}

fn action(record: &Record<'_>, column: &'static str) -> Result<Action, Error> {
    match record.get(column)? {
        "a" => Ok(Action::NoAction),
        "r" => Ok(Action::Restrict),
        "c" => Ok(Action::Cascade),
        "n" => Ok(Action::SetNull),
        "d" => Ok(Action::SetDefault),
        other => record.unknown(column, other),
    }
}

fn matching(record: &Record<'_>) -> Result<Match, Error> {
    match record.get("matching")? {
        "s" => Ok(Match::Simple),
        "f" => Ok(Match::Full),
        other => record.unknown("matching", other),
    }
}

pub(super) fn deferral(record: &Record<'_>) -> Result<Deferral, Error> {
    Ok(match (record.get("deferrable")?, record.get("deferred")?) {
        (false, _) => Deferral::Immediate,
        (true, false) => Deferral::Deferrable,
        (true, true) => Deferral::Deferred,
    })
}
