//! Triggers of tables and views.

use entity_core::schema::{
    ConstraintTrigger, Expr, Ident, Literal, ObjectId, QualName, Trigger, TriggerEnabled, TriggerEvent, TriggerLevel,
    TriggerTiming,
};

use super::{Cause, Cx, Effect, Fact, Op, Rules, Slot, fact, text};

impl Rules for Trigger {
    const KEYWORD: &'static str = "TRIGGER";
    const STAGE: u8 = 4;
    const PHASE: u8 = 5;

    fn create(&self, _cx: &Cx<'_>, id: &ObjectId) -> Vec<Op> {
        let ObjectId::Trigger(table, name) = id else { return Vec::new() };
        let mut statements = vec![create_sql(table, name, self)];
        if self.enabled != TriggerEnabled::Origin {
            statements.push(enable_sql(table, name, self.enabled));
        }
        vec![Op::statements(Slot::Create, id, statements)]
    }

    fn alter(&self, to: &Self, _cx: &Cx<'_>, id: &ObjectId) -> Vec<Op> {
        let ObjectId::Trigger(table, name) = id else { return Vec::new() };
        vec![Op::statement(Slot::Alter, id, enable_sql(table, name, to.enabled))]
    }

    fn facts(&self) -> Vec<Fact> {
        facts(self)
    }

    /// Only whether it fires changes in place.
    fn effect(&self, to: &Self) -> Effect {
        let same = Self { enabled: to.enabled, ..self.clone() };
        if same == *to { Effect::Quiet } else { Effect::Replace }
    }

    /// The server refuses another type for a column that a trigger names.
    fn reaction(&self, _cx: &Cx<'_>, _id: &ObjectId, cause: &Cause<'_>) -> Effect {
        match cause.effect {
            Effect::Quiet | Effect::Release => Effect::Quiet,
            Effect::Retype | Effect::Rebuild | Effect::Replace | Effect::Gone => Effect::Replace,
        }
    }

    fn needs(&self, _id: &ObjectId) -> Vec<ObjectId> {
        vec![ObjectId::Function(self.function.clone(), String::new())]
    }
}

fn create_sql(table: &QualName, name: &Ident, trigger: &Trigger) -> String {
    let Trigger { timing, events, level, when, function, arguments, old_table, new_table, constraint, enabled: _ } =
        trigger;
    let events: Vec<String> = events.iter().map(event).collect();
    let arguments = text::list(arguments.iter().map(|argument| Literal(argument)));
    let kind = if constraint.is_some() { "CONSTRAINT TRIGGER" } else { "TRIGGER" };
    format!(
        "CREATE {kind} {name} {} {} ON {table}{}{} FOR EACH {}{} EXECUTE FUNCTION {function}({arguments})",
        timing_word(*timing),
        events.join(" OR "),
        constraint.as_ref().map(checked).unwrap_or_default(),
        referencing(old_table.as_ref(), new_table.as_ref()),
        level_word(*level),
        when.as_ref().map_or_else(String::new, |when: &Expr| format!(" WHEN ({})", text::bare(when))),
    )
}

/// When a constraint trigger runs, and for which other table.
fn checked(constraint: &ConstraintTrigger) -> String {
    let ConstraintTrigger { deferral, from } = constraint;
    let from = from.as_ref().map(|table| format!(" FROM {table}")).unwrap_or_default();
    format!("{from}{}", text::deferral(*deferral))
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

fn enable_sql(table: &QualName, name: &Ident, enabled: TriggerEnabled) -> String {
    format!("ALTER TABLE {table} {}", enable_clause(enabled, "TRIGGER", name))
}

/// The clause that says whether a trigger or rule applies.
pub(super) fn enable_clause(enabled: TriggerEnabled, noun: &str, name: &Ident) -> String {
    let verb = match enabled {
        TriggerEnabled::Origin => "ENABLE",
        TriggerEnabled::Disabled => "DISABLE",
        TriggerEnabled::Replica => "ENABLE REPLICA",
        TriggerEnabled::Always => "ENABLE ALWAYS",
    };
    format!("{verb} {noun} {name}")
}

fn facts(trigger: &Trigger) -> Vec<Fact> {
    let Trigger { timing, events, level, when, function, arguments, old_table, new_table, constraint, enabled } =
        trigger;
    let events = events.iter().map(of_event).collect::<Vec<_>>().join(" or ");
    vec![
        fact::fact("timing", of_timing(*timing)),
        fact::fact("events", events),
        Fact { name: "level", value: format!("{level:?}").to_lowercase(), phrase: String::new() },
        fact::option("condition", "when ", when.as_ref()),
        fact::option("old table", "old table ", old_table.as_ref()),
        fact::option("new table", "new table ", new_table.as_ref()),
        fact::option("constraint", "constraint", constraint.as_ref().map(checked)),
        Fact {
            name: "calls",
            value: format!("{function}({})", fact::list(arguments)),
            phrase: format!("calls {function}"),
        },
        Fact { name: "enabled", value: format!("{enabled:?}").to_lowercase(), phrase: String::new() },
    ]
}

fn of_timing(timing: TriggerTiming) -> &'static str {
    match timing {
        TriggerTiming::Before => "before",
        TriggerTiming::After => "after",
        TriggerTiming::InsteadOf => "instead of",
    }
}

fn of_event(event: &TriggerEvent) -> String {
    match event {
        TriggerEvent::Insert => "insert".to_owned(),
        TriggerEvent::Update(columns) if columns.is_empty() => "update".to_owned(),
        TriggerEvent::Update(columns) => format!("update of {}", fact::list(columns)),
        TriggerEvent::Delete => "delete".to_owned(),
        TriggerEvent::Truncate => "truncate".to_owned(),
    }
}
