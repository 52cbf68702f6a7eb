//! Range types. Nothing but a name of theirs changes in place.

use entity_core::schema::{ObjectId, QualName, RangeType};

use super::rebuild::{self, aside};
use super::{Cause, Cx, Effect, Fact, Op, Rules, Slot, fact, text};

impl Rules for RangeType {
    const KEYWORD: &'static str = "TYPE";
    const STAGE: u8 = 2;
    const PHASE: u8 = 0;
    const NAMED_BY_CODE: bool = true;

    fn create(&self, _cx: &Cx<'_>, id: &ObjectId) -> Vec<Op> {
        let ObjectId::RangeType(name) = id else { return Vec::new() };
        vec![Op::statement(Slot::Create, id, create_sql(name, self))]
    }

    fn alter(&self, to: &Self, cx: &Cx<'_>, id: &ObjectId) -> Vec<Op> {
        let ObjectId::RangeType(name) = id else { return Vec::new() };
        if cx.effect(id) == Some(Effect::Rebuild) {
            return rebuilt(cx, id, name, self, to);
        }
        if self.multirange == to.multirange {
            return Vec::new();
        }
        vec![Op::statements(Slot::Alter, id, moved(&self.multirange, &to.multirange))]
    }

    fn facts(&self) -> Vec<Fact> {
        let Self { subtype, opclass, collation, subtype_diff, multirange } = self;
        vec![
            fact::fact("subtype", subtype),
            fact::option("operator class", "operator class ", opclass.as_ref()),
            fact::option("collation", "collate ", collation.as_ref()),
            fact::option("difference", "difference ", subtype_diff.as_ref()),
            fact::fact("multirange type", multirange).quiet(),
        ]
    }

    fn effect(&self, to: &Self) -> Effect {
        let same = Self { multirange: to.multirange.clone(), ..self.clone() };
        if same == *to { Effect::Quiet } else { Effect::Rebuild }
    }

    fn reaction(&self, cx: &Cx<'_>, _id: &ObjectId, cause: &Cause<'_>) -> Effect {
        match cause.effect {
            Effect::Rebuild if rebuild::uses(cx, &self.subtype, self.collation.as_ref(), cause.id) => Effect::Rebuild,
            Effect::Replace => Effect::Rebuild,
            Effect::Quiet | Effect::Release | Effect::Retype | Effect::Rebuild | Effect::Gone => Effect::Quiet,
        }
    }
}

fn create_sql(name: &QualName, range: &RangeType) -> String {
    let RangeType { subtype, opclass, collation, subtype_diff, multirange } = range;
    let mut options = vec![format!("SUBTYPE = {subtype}")];
    options.extend(opclass.as_ref().map(|opclass| format!("SUBTYPE_OPCLASS = {opclass}")));
    options.extend(collation.as_ref().map(|collation| format!("COLLATION = {collation}")));
    options.extend(subtype_diff.as_ref().map(|function| format!("SUBTYPE_DIFF = {function}")));
    options.push(format!("MULTIRANGE_TYPE_NAME = {multirange}"));
    format!("CREATE TYPE {name} AS RANGE ({})", text::list(options))
}

/// Gives a type another name, and another namespace if need be.
fn moved(from: &QualName, to: &QualName) -> Vec<String> {
    let mut statements = Vec::new();
    if from.namespace != to.namespace {
        statements.push(format!("ALTER TYPE {from} SET SCHEMA {}", to.namespace));
    }
    if from.name != to.name {
        let moved = QualName { namespace: to.namespace.clone(), name: from.name.clone() };
        statements.push(format!("ALTER TYPE {moved} RENAME TO {}", to.name));
    }
    statements
}

/// The multirange type goes aside with it, and so do the functions that make values of both where the new ones would
/// take the same arguments.
fn rebuilt(cx: &Cx<'_>, id: &ObjectId, name: &QualName, from: &RangeType, to: &RangeType) -> Vec<Op> {
    let aside_of = |kind: &str, name: &QualName, arguments: &str| {
        format!("ALTER {kind} {name}{arguments} RENAME TO {}", aside(cx, name).name)
    };
    let mut statements = vec![aside_of("TYPE", name, ""), aside_of("TYPE", &from.multirange, "")];
    statements.push(aside_of("FUNCTION", &from.multirange, "()"));
    if from.subtype == to.subtype && rebuild::rebuilt(cx, &from.subtype).is_none() {
        let subtype = &from.subtype;
        statements.push(aside_of("FUNCTION", name, &format!("({subtype}, {subtype})")));
        statements.push(aside_of("FUNCTION", name, &format!("({subtype}, {subtype}, text)")));
    }
    statements.push(create_sql(name, to));
    vec![
        Op::statements(Slot::Alter, id, statements),
        Op::statement(Slot::Finish, id, format!("DROP TYPE {}", aside(cx, name))),
    ]
}
