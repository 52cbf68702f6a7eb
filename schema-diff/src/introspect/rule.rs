//! Reads rewrite rules.

use entity_core::schema::{Object, ObjectId, Rule, RuleEvent};

use super::reading::{Reading, class};
use super::{Error, Part, Record, trigger};

pub(super) const PART: Part = Part { noun: "rules", sql: include_str!("sql/rule.sql"), add };

fn add(record: &Record<'_>, reading: &mut Reading) -> Result<(), Error> {
    let Some(table) = reading.table(record.get("table_oid")?) else { return Ok(()) };
    let id = ObjectId::Rule(table, record.ident("name")?);
    let action = record.maybe_expr("action")?;
    let action = action.ok_or_else(|| record.unexpected(format!("definition of {id}")))?;
    let rule = Rule { event: event(record)?, action, enabled: trigger::enabled(record)? };
    reading.insert(class::REWRITE, record.get("oid")?, id, Object::Rule(rule));
    Ok(())
}

fn event(record: &Record<'_>) -> Result<RuleEvent, Error> {
    match record.get("event")? {
        "1" => Ok(RuleEvent::Select),
        "2" => Ok(RuleEvent::Update),
        "3" => Ok(RuleEvent::Insert),
        "4" => Ok(RuleEvent::Delete),
        other => record.unknown("event", other),
    }
}
