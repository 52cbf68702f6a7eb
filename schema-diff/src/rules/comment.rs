//! Comments on any object.

use entity_core::schema::{Comment, Literal, ObjectId, ObjectKind};

use super::{Cause, Cx, Effect, Fact, Op, Rules, Slot, column, fact, spelled};

impl Rules for Comment {
    const KEYWORD: &'static str = "COMMENT ON";
    const STAGE: u8 = 4;
    const PHASE: u8 = 6;

    fn create(&self, cx: &Cx<'_>, id: &ObjectId) -> Vec<Op> {
        vec![say(cx, Slot::Create, id, self)]
    }

    fn alter(&self, to: &Self, cx: &Cx<'_>, id: &ObjectId) -> Vec<Op> {
        vec![say(cx, Slot::Alter, id, to)]
    }

    /// A comment goes with what it describes.
    fn drop(&self, cx: &Cx<'_>, id: &ObjectId) -> Vec<Op> {
        let Some(on) = id.on() else { return Vec::new() };
        // What describes the index behind a constraint needs the constraint.
        let effect = cx.effect(on).or_else(|| cx.needed(id).find_map(|needed| cx.effect(needed)));
        let is_orphan = match effect {
            Some(Effect::Rebuild | Effect::Replace | Effect::Gone) => true,
            Some(Effect::Quiet | Effect::Release | Effect::Retype) | None => false,
        };
        if is_orphan {
            return Vec::new();
        }
        vec![Op::statement(Slot::Drop, id, format!("COMMENT ON {} IS NULL", spelled(cx.to, on)))]
    }

    fn facts(&self) -> Vec<Fact> {
        let Self { text } = self;
        vec![fact::fact("text", format!("“{text}”"))]
    }

    fn reaction(&self, _cx: &Cx<'_>, _id: &ObjectId, cause: &Cause<'_>) -> Effect {
        match cause.effect {
            Effect::Quiet | Effect::Release | Effect::Retype => Effect::Quiet,
            Effect::Rebuild | Effect::Replace | Effect::Gone => Effect::Replace,
        }
    }
}

fn say(cx: &Cx<'_>, slot: Slot, id: &ObjectId, comment: &Comment) -> Op {
    let Comment { text } = comment;
    let on = id.on().unwrap_or(id);
    let sql = format!("COMMENT ON {} IS {}", spelled(cx.to, on), Literal(text));
    Op::statement(slot, id, sql).place(place(cx, on))
}

/// The table's own comment, those of its columns in their order, then the others by name.
fn place(cx: &Cx<'_>, on: &ObjectId) -> usize {
    if let ObjectId::Column(table, name) = on {
        column::position(cx, table, name).saturating_add(1)
    } else if on.kind() == ObjectKind::Table {
        0
    } else {
        usize::MAX
    }
}
