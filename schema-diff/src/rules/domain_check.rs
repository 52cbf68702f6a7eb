//! Checks on domains. They are folded into the statement that makes their domain.

use entity_core::schema::{DomainCheck, Ident, ObjectId};

use super::domain::narrowed;
use super::{Cause, Cx, Effect, Fact, Form, Op, Rules, Slot, fact, text};

impl Rules for DomainCheck {
    const KEYWORD: &'static str = "CONSTRAINT";
    const STAGE: u8 = 2;
    const PHASE: u8 = 3;

    fn create(&self, cx: &Cx<'_>, id: &ObjectId) -> Vec<Op> {
        let ObjectId::DomainCheck(domain, name) = id else { return Vec::new() };
        let clause = definition(name, self);
        let alone = format!("ALTER DOMAIN {domain} ADD {clause}");
        if !self.validated {
            // CREATE DOMAIN would take NOT VALID and forget it.
            return vec![Op::statement(Slot::Create, id, format!("{alone} NOT VALID"))];
        }
        let op = Op::new(Slot::Create, id, Form::Member { alone, inside: clause });
        let is_new = !cx.from.objects.contains_key(&ObjectId::Domain(domain.clone()));
        vec![if is_new || cx.is_unchanged(id) {
            op
        } else {
            narrowed(op, "fails if a value does not meet the condition")
        }]
    }

    fn alter(&self, _to: &Self, _cx: &Cx<'_>, id: &ObjectId) -> Vec<Op> {
        let ObjectId::DomainCheck(domain, name) = id else { return Vec::new() };
        let op = Op::statement(Slot::Alter, id, format!("ALTER DOMAIN {domain} VALIDATE CONSTRAINT {name}"));
        vec![narrowed(op, "fails if a value does not meet the condition")]
    }

    fn drop(&self, _cx: &Cx<'_>, id: &ObjectId) -> Vec<Op> {
        let ObjectId::DomainCheck(domain, name) = id else { return Vec::new() };
        vec![Op::statement(Slot::Drop, id, format!("ALTER DOMAIN {domain} DROP CONSTRAINT {name}"))]
    }

    fn facts(&self) -> Vec<Fact> {
        let Self { expr, validated } = self;
        vec![fact::fact("check", format!("check ({expr})")), fact::flag("not valid", "not valid", !validated)]
    }

    /// Only validation happens in place.
    fn effect(&self, to: &Self) -> Effect {
        if self.expr == to.expr && to.validated { Effect::Quiet } else { Effect::Replace }
    }

    fn reaction(&self, _cx: &Cx<'_>, _id: &ObjectId, cause: &Cause<'_>) -> Effect {
        match cause.effect {
            Effect::Quiet | Effect::Release => Effect::Quiet,
            Effect::Retype | Effect::Rebuild | Effect::Replace | Effect::Gone => Effect::Replace,
        }
    }

    fn spelled(&self, id: &ObjectId) -> String {
        let ObjectId::DomainCheck(domain, name) = id else { return String::new() };
        format!("CONSTRAINT {name} ON DOMAIN {domain}")
    }
}

fn definition(name: &Ident, check: &DomainCheck) -> String {
    let DomainCheck { expr, validated: _ } = check;
    format!("CONSTRAINT {name} CHECK ({})", text::bare(expr))
}
