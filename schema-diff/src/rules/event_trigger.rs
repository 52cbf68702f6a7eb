//! Event triggers. They are made last and dropped first, so that they do not fire on the plan's own statements.

use entity_core::schema::{EventTrigger, Ident, Literal, ObjectId, TriggerEnabled};

use super::{Cause, Cx, Effect, Fact, Op, Rules, Slot, fact, text};

impl Rules for EventTrigger {
    const KEYWORD: &'static str = "EVENT TRIGGER";
    const STAGE: u8 = 19;
    const PHASE: u8 = 0;

    fn create(&self, _cx: &Cx<'_>, id: &ObjectId) -> Vec<Op> {
        let ObjectId::EventTrigger(name) = id else { return Vec::new() };
        let mut statements = vec![define(name, self)];
        if self.enabled != TriggerEnabled::Origin {
            statements.push(enable(name, self.enabled));
        }
        vec![Op::statements(Slot::Create, id, statements)]
    }

    fn alter(&self, to: &Self, _cx: &Cx<'_>, id: &ObjectId) -> Vec<Op> {
        let ObjectId::EventTrigger(name) = id else { return Vec::new() };
        vec![Op::statement(Slot::Alter, id, enable(name, to.enabled))]
    }

    fn facts(&self) -> Vec<Fact> {
        let Self { event, tags, function, enabled } = self;
        vec![
            fact::fact("event", format!("on {event}")),
            fact::option("tags", "for ", fact::filled(tags)),
            fact::fact("calls", format!("calls {function}")),
            Fact { name: "enabled", value: format!("{enabled:?}").to_lowercase(), phrase: String::new() },
        ]
    }

    /// Only whether it fires changes in place.
    fn effect(&self, to: &Self) -> Effect {
        let same = Self { enabled: to.enabled, ..self.clone() };
        if same == *to { Effect::Quiet } else { Effect::Replace }
    }

    fn reaction(&self, _cx: &Cx<'_>, _id: &ObjectId, cause: &Cause<'_>) -> Effect {
        match cause.effect {
            Effect::Quiet | Effect::Release => Effect::Quiet,
            Effect::Retype | Effect::Rebuild | Effect::Replace | Effect::Gone => Effect::Replace,
        }
    }

    fn needs(&self, _id: &ObjectId) -> Vec<ObjectId> {
        vec![ObjectId::Function(self.function.clone(), String::new())]
    }

    fn privilege(&self) -> Option<&'static str> {
        Some("needs a superuser")
    }
}

fn define(name: &Ident, trigger: &EventTrigger) -> String {
    let EventTrigger { event, tags, function, enabled: _ } = trigger;
    let tags = if tags.is_empty() {
        String::new()
    } else {
        format!(" WHEN TAG IN ({})", text::list(tags.iter().map(|tag| Literal(tag))))
    };
    format!("CREATE EVENT TRIGGER {name} ON {event}{tags} EXECUTE FUNCTION {function}()")
}

fn enable(name: &Ident, enabled: TriggerEnabled) -> String {
    let verb = match enabled {
        TriggerEnabled::Origin => "ENABLE",
        TriggerEnabled::Disabled => "DISABLE",
        TriggerEnabled::Replica => "ENABLE REPLICA",
        TriggerEnabled::Always => "ENABLE ALWAYS",
    };
    format!("ALTER EVENT TRIGGER {name} {verb}")
}
