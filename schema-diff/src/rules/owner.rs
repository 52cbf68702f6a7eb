//! Owners.

use entity_core::schema::{Ident, ObjectId, Owner};

use super::{Cause, Cx, Effect, Fact, Op, Rules, Slot, fact, spelled};

impl Rules for Owner {
    const KEYWORD: &'static str = "OWNER";
    const STAGE: u8 = 4;
    const PHASE: u8 = 8;

    fn create(&self, cx: &Cx<'_>, id: &ObjectId) -> Vec<Op> {
        let Self { role } = self;
        give(cx, Slot::Create, id, &role.to_string())
    }

    fn alter(&self, to: &Self, cx: &Cx<'_>, id: &ObjectId) -> Vec<Op> {
        give(cx, Slot::Alter, id, &to.role.to_string())
    }

    /// Without a word, it is whoever runs this.
    fn drop(&self, cx: &Cx<'_>, id: &ObjectId) -> Vec<Op> {
        match id.on().and_then(|on| cx.effect(on)) {
            Some(Effect::Rebuild | Effect::Replace | Effect::Gone) => Vec::new(),
            Some(Effect::Quiet | Effect::Release | Effect::Retype) | None => give(cx, Slot::Drop, id, "CURRENT_USER"),
        }
    }

    fn facts(&self) -> Vec<Fact> {
        let Self { role } = self;
        vec![fact::fact("role", role)]
    }

    fn reaction(&self, _cx: &Cx<'_>, _id: &ObjectId, cause: &Cause<'_>) -> Effect {
        match cause.effect {
            Effect::Quiet | Effect::Release | Effect::Retype => Effect::Quiet,
            Effect::Rebuild | Effect::Replace | Effect::Gone => Effect::Replace,
        }
    }

    fn privilege(&self) -> Option<&'static str> {
        Some("needs membership in both roles")
    }
}

/// Gives an object that was made again back to its owner, where owners are not compared.
pub(crate) fn restore(cx: &Cx<'_>, on: &ObjectId) -> Vec<Op> {
    let id = ObjectId::Owner(Box::new(on.clone()));
    let role: Option<&Ident> = cx.from.owners.get(on).or_else(|| cx.to.owners.get(on));
    match role {
        Some(role) if !cx.to.objects.contains_key(&id) && !cx.from.objects.contains_key(&id) => {
            give(cx, Slot::Create, &id, &role.to_string())
        }
        Some(_) | None => Vec::new(),
    }
}

fn give(cx: &Cx<'_>, slot: Slot, id: &ObjectId, role: &str) -> Vec<Op> {
    let Some(on) = id.on() else { return Vec::new() };
    vec![Op::statement(slot, id, format!("ALTER {} OWNER TO {role}", spelled(cx.to, on)))]
}
