//! Rewrite rules.

use entity_core::schema::{Ident, ObjectId, QualName, Rule, RuleEvent, TriggerEnabled};

use super::{Cause, Cx, Effect, Fact, Op, Rules, Slot, fact, trigger, view};

impl Rules for Rule {
    const KEYWORD: &'static str = "RULE";
    const STAGE: u8 = 4;
    const PHASE: u8 = 5;

    fn create(&self, _cx: &Cx<'_>, id: &ObjectId) -> Vec<Op> {
        let ObjectId::Rule(table, name) = id else { return Vec::new() };
        let mut statements = vec![define("CREATE", table, name, self)];
        if self.enabled != TriggerEnabled::Origin {
            statements.push(enable(table, name, self.enabled));
        }
        vec![Op::statements(Slot::Create, id, statements)]
    }

    fn alter(&self, to: &Self, _cx: &Cx<'_>, id: &ObjectId) -> Vec<Op> {
        let ObjectId::Rule(table, name) = id else { return Vec::new() };
        let Self { event, action, enabled } = to;
        let mut statements = Vec::new();
        if self.event != *event || self.action != *action {
            statements.push(define("CREATE OR REPLACE", table, name, to));
        }
        if self.enabled != *enabled {
            statements.push(enable(table, name, *enabled));
        }
        vec![Op::statements(Slot::Alter, id, statements)]
    }

    fn facts(&self) -> Vec<Fact> {
        let Self { event, action, enabled } = self;
        vec![
            fact::fact("event", format!("on {}", event_word(*event).to_lowercase())),
            fact::fact("action", fact::cut(action.as_str())),
            Fact { name: "enabled", value: format!("{enabled:?}").to_lowercase(), phrase: String::new() },
        ]
    }

    fn reaction(&self, cx: &Cx<'_>, id: &ObjectId, cause: &Cause<'_>) -> Effect {
        view::reaction(cx, id, cause)
    }
}

fn define(verb: &str, table: &QualName, name: &Ident, rule: &Rule) -> String {
    let Rule { event, action, enabled: _ } = rule;
    format!("{verb} RULE {name} AS\n    ON {} TO {table}{action}", event_word(*event))
}

fn event_word(event: RuleEvent) -> &'static str {
    match event {
        RuleEvent::Select => "SELECT",
        RuleEvent::Insert => "INSERT",
        RuleEvent::Update => "UPDATE",
        RuleEvent::Delete => "DELETE",
    }
}

fn enable(table: &QualName, name: &Ident, enabled: TriggerEnabled) -> String {
    format!("ALTER TABLE {table} {}", trigger::enable_clause(enabled, "RULE", name))
}
