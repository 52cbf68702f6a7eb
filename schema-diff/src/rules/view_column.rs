//! Columns of views. They come and go with the query; only a default is said of them.

use entity_core::schema::{ObjectId, ViewColumn};

use super::{Cause, Cx, Effect, Fact, Op, Rules, Slot, fact};

impl Rules for ViewColumn {
    const KEYWORD: &'static str = "COLUMN";
    const STAGE: u8 = 5;
    const PHASE: u8 = 2;
    const NAMED_BY_CODE: bool = true;

    /// Without a default there is nothing to say, but others wait for the column.
    fn create(&self, _cx: &Cx<'_>, id: &ObjectId) -> Vec<Op> {
        let Self { default } = self;
        let set = default.as_ref().map(|default| set_default(id, &format!("SET DEFAULT {default}")));
        vec![Op::statements(Slot::Create, id, set.into_iter().collect())]
    }

    fn alter(&self, to: &Self, cx: &Cx<'_>, id: &ObjectId) -> Vec<Op> {
        let Self { default } = to;
        let let_go = set_default(id, "DROP DEFAULT");
        let mut ops = Vec::new();
        let is_released = cx.effect(id) == Some(Effect::Release) && self.default.is_some();
        if is_released {
            ops.push(Op::statement(Slot::Release, id, let_go.clone()));
        }
        match default {
            Some(default) if is_released || self.default.as_ref() != Some(default) => {
                ops.push(Op::statement(Slot::Alter, id, set_default(id, &format!("SET DEFAULT {default}"))));
            }
            None if !is_released && self.default.is_some() => ops.push(Op::statement(Slot::Alter, id, let_go)),
            Some(_) | None => {}
        }
        ops
    }

    /// A column goes with its view.
    fn drop(&self, cx: &Cx<'_>, id: &ObjectId) -> Vec<Op> {
        let view = id.parent().map(|parent| cx.from.resolved(parent));
        let goes = matches!(view.and_then(|view| cx.effect(&view)), Some(Effect::Replace | Effect::Gone));
        if goes { vec![Op::statements(Slot::Drop, id, Vec::new())] } else { Vec::new() }
    }

    fn facts(&self) -> Vec<Fact> {
        let Self { default } = self;
        vec![fact::option("default", "default ", default.as_ref())]
    }

    fn reaction(&self, _cx: &Cx<'_>, id: &ObjectId, cause: &Cause<'_>) -> Effect {
        let is_view = cause.id.relation().is_some() && cause.id.relation() == id.table();
        match cause.effect {
            Effect::Quiet | Effect::Release => Effect::Quiet,
            Effect::Retype | Effect::Rebuild | Effect::Replace | Effect::Gone if is_view => Effect::Replace,
            Effect::Retype | Effect::Rebuild | Effect::Replace | Effect::Gone if self.default.is_some() => {
                Effect::Release
            }
            Effect::Retype | Effect::Rebuild | Effect::Replace | Effect::Gone => Effect::Quiet,
        }
    }

    fn spelled(&self, id: &ObjectId) -> String {
        let ObjectId::ViewColumn(view, name) = id else { return String::new() };
        format!("COLUMN {view}.{name}")
    }
}

fn set_default(id: &ObjectId, clause: &str) -> String {
    let ObjectId::ViewColumn(view, name) = id else { return String::new() };
    format!("ALTER VIEW {view} ALTER COLUMN {name} {clause}")
}
