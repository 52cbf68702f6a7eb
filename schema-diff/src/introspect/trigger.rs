//! Reads triggers.

use entity_core::schema::{
    ConstraintTrigger, Expr, Ident, Object, ObjectId, Trigger, TriggerEnabled, TriggerEvent, TriggerLevel,
    TriggerTiming,
};

use super::reading::{Reading, class};
use super::{Error, Part, Record, constraint};

pub(super) const PART: Part = Part { noun: "triggers", sql: include_str!("sql/trigger.sql"), add };

/// The bits of `tgtype` (`catalog/pg_trigger.h`).
mod bit {
    pub(super) const ROW: i32 = 1;
    pub(super) const BEFORE: i32 = 1 << 1;
    pub(super) const INSERT: i32 = 1 << 2;
    pub(super) const DELETE: i32 = 1 << 3;
    pub(super) const UPDATE: i32 = 1 << 4;
    pub(super) const TRUNCATE: i32 = 1 << 5;
    pub(super) const INSTEAD: i32 = 1 << 6;
}

fn add(record: &Record<'_>, reading: &mut Reading) -> Result<(), Error> {
    let Some(table) = reading.table(record.get("table_oid")?) else { return Ok(()) };
    let id = ObjectId::Trigger(table, record.ident("name")?);
    reading.insert(class::TRIGGER, record.get("oid")?, id, Object::Trigger(trigger(record)?));
    Ok(())
}

fn trigger(record: &Record<'_>) -> Result<Trigger, Error> {
    let bits: i32 = record.get("bits")?;
    Ok(Trigger {
        timing: timing(bits),
        events: events(bits, record.idents("columns")?),
        level: if bits & bit::ROW == 0 { TriggerLevel::Statement } else { TriggerLevel::Row },
        when: record.get::<Option<&str>>("definition")?.and_then(condition),
        function: record.qualified("function_namespace", "function_name")?,
        arguments: arguments(record)?,
        old_table: record.maybe_ident("old_table")?,
        new_table: record.maybe_ident("new_table")?,
        constraint: constraint(record)?,
        enabled: enabled(record)?,
    })
}

fn timing(bits: i32) -> TriggerTiming {
    if bits & bit::INSTEAD != 0 {
        TriggerTiming::InsteadOf
    } else if bits & bit::BEFORE != 0 {
        TriggerTiming::Before
    } else {
        TriggerTiming::After
    }
}

fn events(bits: i32, columns: Vec<Ident>) -> Vec<TriggerEvent> {
    let all = [
        (bit::INSERT, TriggerEvent::Insert),
        (bit::UPDATE, TriggerEvent::Update(columns)),
        (bit::DELETE, TriggerEvent::Delete),
        (bit::TRUNCATE, TriggerEvent::Truncate),
    ];
    all.into_iter().filter(|(bit, _)| bits & bit != 0).map(|(_, event)| event).collect()
}

/// The condition, out of the whole definition: `pg_get_expr` cannot print one that speaks of OLD and NEW.
fn condition(definition: &str) -> Option<Expr> {
    let (_, rest) = definition.split_once(" WHEN (")?;
    let (condition, _) = rest.rsplit_once(") EXECUTE FUNCTION ")?;
    Some(Expr::from(condition))
}

/// The server keeps the arguments in one string, each ended by a zero byte.
fn arguments(record: &Record<'_>) -> Result<Vec<String>, Error> {
    let bytes: &[u8] = record.get("arguments")?;
    let text = std::str::from_utf8(bytes).map_err(|_| record.unexpected("encoding of arguments".to_owned()))?;
    Ok(text.split_terminator('\0').map(str::to_owned).collect())
}

fn constraint(record: &Record<'_>) -> Result<Option<ConstraintTrigger>, Error> {
    if !record.get::<bool>("is_constraint")? {
        return Ok(None);
    }
    let from = record.maybe_qualified("other_namespace", "other_name")?;
    Ok(Some(ConstraintTrigger { deferral: constraint::deferral(record)?, from }))
}

pub(super) fn enabled(record: &Record<'_>) -> Result<TriggerEnabled, Error> {
    match record.get("enabled")? {
        "O" => Ok(TriggerEnabled::Origin),
        "D" => Ok(TriggerEnabled::Disabled),
        "R" => Ok(TriggerEnabled::Replica),
        "A" => Ok(TriggerEnabled::Always),
        other => record.unknown("enabled", other),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn condition_is_what_stands_between_its_parentheses() {
        let definition =
            "CREATE TRIGGER g BEFORE UPDATE ON t FOR EACH ROW WHEN ((old.x > 1)) EXECUTE FUNCTION f('WHEN (')";
        assert_eq!(condition(definition), Some(Expr::from("(old.x > 1)")));
    }

    #[test]
    fn events_come_in_one_order() {
        let bits = bit::TRUNCATE | bit::DELETE | bit::INSERT;
        assert_eq!(events(bits, Vec::new()), [TriggerEvent::Insert, TriggerEvent::Delete, TriggerEvent::Truncate]);
    }
}
