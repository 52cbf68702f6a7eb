//! Reads policies.

use entity_core::schema::{Object, ObjectId, Policy, PolicyCommand};

use super::reading::{Reading, class};
use super::{Error, Part, Record};

pub(super) const PART: Part = Part { noun: "policies", sql: include_str!("sql/policy.sql"), add };

fn add(record: &Record<'_>, reading: &mut Reading) -> Result<(), Error> {
    let Some(table) = reading.table(record.get("table_oid")?) else { return Ok(()) };
    let id = ObjectId::Policy(table, record.ident("name")?);
    let policy = Policy {
        permissive: record.get("permissive")?,
        command: command(record)?,
        roles: record.idents("roles")?,
        using: record.maybe_expr("using_expr")?,
        with_check: record.maybe_expr("with_check")?,
    };
    reading.insert(class::POLICY, record.get("oid")?, id, Object::Policy(policy));
    Ok(())
}

fn command(record: &Record<'_>) -> Result<PolicyCommand, Error> {
    match record.get("command")? {
        "*" => Ok(PolicyCommand::All),
        "r" => Ok(PolicyCommand::Select),
        "a" => Ok(PolicyCommand::Insert),
        "w" => Ok(PolicyCommand::Update),
        "d" => Ok(PolicyCommand::Delete),
        other => record.unknown("command", other),
    }
}
