//! Triggers of tables.

use entity_core::schema::{
    Expr, Ident, Literal, ObjectId, QualName, Trigger, TriggerEnabled, TriggerEvent, TriggerLevel, TriggerTiming,
};

use super::{Cause, Effect, Op, Slot, text};

pub(super) fn create(id: &ObjectId, trigger: &Trigger) -> Vec<Op> {
    let ObjectId::Trigger(table, name) = id else { return Vec::new() };
    let mut statements = vec![create_sql(table, name, trigger)];
    if trigger.enabled != TriggerEnabled::Origin {
        statements.push(enable_sql(table, name, trigger.enabled));
    }
    vec![Op::statements(Slot::Create, id, statements)]
}

fn create_sql(table: &QualName, name: &Ident, trigger: &Trigger) -> String {
    let Trigger { timing, events, level, when, function, arguments, old_table, new_table, enabled: _ } = trigger;
    let events: Vec<String> = events.iter().map(event).collect();
    let arguments = text::list(arguments.iter().map(|argument| Literal(argument)));
    format!(
        "CREATE TRIGGER {name} {} {} ON {table}{} FOR EACH {}{} EXECUTE FUNCTION {function}({arguments})",
        timing_word(*timing),
        events.join(" OR "),
        referencing(old_table.as_ref(), new_table.as_ref()),
        level_word(*level),
        when.as_ref().map_or_else(String::new, |when: &Expr| format!(" WHEN ({})", text::bare(when))),
    )
}

fn timing_word(timing: TriggerTiming) -> &'static str {
    match timing {
        TriggerTiming::Before => "BEFORE",
        TriggerTiming::After => "AFTER",
        TriggerTiming::InsteadOf => "INSTEAD OF",
    }
}

fn event(event: &TriggerEvent) -> String {
    match event {
        TriggerEvent::Insert => "INSERT".to_owned(),
        TriggerEvent::Update(columns) if columns.is_empty() => "UPDATE".to_owned(),
        TriggerEvent::Update(columns) => format!("UPDATE OF {}", text::list(columns)),
        TriggerEvent::Delete => "DELETE".to_owned(),
        TriggerEvent::Truncate => "TRUNCATE".to_owned(),
    }
}

fn level_word(level: TriggerLevel) -> &'static str {
    match level {
        TriggerLevel::Row => "ROW",
        TriggerLevel::Statement => "STATEMENT",
    }
}

fn referencing(old_table: Option<&Ident>, new_table: Option<&Ident>) -> String {
    let old = old_table.map(|name| format!(" OLD TABLE AS {name}")).unwrap_or_default();
    let new = new_table.map(|name| format!(" NEW TABLE AS {name}")).unwrap_or_default();
    if old.is_empty() && new.is_empty() { String::new() } else { format!(" REFERENCING{old}{new}") }
}

pub(super) fn drop(id: &ObjectId) -> Vec<Op> {
    let ObjectId::Trigger(table, name) = id else { return Vec::new() };
    vec![Op::statement(Slot::Drop, id, format!("DROP TRIGGER {name} ON {table}"))]
}

/// Only whether it fires changes in place.
pub(super) fn effect(from: &Trigger, to: &Trigger) -> Effect {
    let same = Trigger { enabled: to.enabled, ..from.clone() };
    if same == *to { Effect::Quiet } else { Effect::Replace }
}

pub(super) fn alter(id: &ObjectId, to: &Trigger) -> Vec<Op> {
    let ObjectId::Trigger(table, name) = id else { return Vec::new() };
    vec![Op::statement(Slot::Alter, id, enable_sql(table, name, to.enabled))]
}

fn enable_sql(table: &QualName, name: &Ident, enabled: TriggerEnabled) -> String {
    let verb = match enabled {
        TriggerEnabled::Origin => "ENABLE",
        TriggerEnabled::Disabled => "DISABLE",
        TriggerEnabled::Replica => "ENABLE REPLICA",
        TriggerEnabled::Always => "ENABLE ALWAYS",
    };
    format!("ALTER TABLE {table} {verb} TRIGGER {name}")
}

/// The server refuses another type for a column that a trigger names.
pub(super) fn reaction(cause: &Cause<'_>) -> Effect {
    match cause.effect {
        Effect::Quiet | Effect::Release => Effect::Quiet,
        Effect::Retype | Effect::Rebuild | Effect::Replace | Effect::Gone => Effect::Replace,
    }
}
