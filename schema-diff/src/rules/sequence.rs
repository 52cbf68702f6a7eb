//! Sequences. One that a column owns is made before the column, which calls it, and given to it after.

use entity_core::schema::{Ident, Object, ObjectId, Persistence, QualName, Sequence};

use super::{Cause, Cx, Effect, Fact, Op, Rules, Slot, counter, fact};
use crate::plan::HazardKind;

impl Rules for Sequence {
    const KEYWORD: &'static str = "SEQUENCE";
    const STAGE: u8 = 2;
    const PHASE: u8 = 0;

    fn create(&self, cx: &Cx<'_>, id: &ObjectId) -> Vec<Op> {
        let ObjectId::Sequence(name) = id else { return Vec::new() };
        let mut ops = vec![Op::statement(Slot::Create, id, create_sql(name, self))];
        ops.extend(self.owned_by.as_ref().map(|owner| given(cx, id, name, self, owner)));
        ops
    }

    fn alter(&self, to: &Self, _cx: &Cx<'_>, id: &ObjectId) -> Vec<Op> {
        let ObjectId::Sequence(name) = id else { return Vec::new() };
        let mut ops = Vec::new();
        let is_given = self.owned_by != to.owned_by;
        if is_given && self.owned_by.is_some() {
            ops.push(Op::statement(Slot::Release, id, format!("ALTER SEQUENCE {name} OWNED BY NONE")));
        }
        ops.extend(changed(id, name, self, to));
        if let Some(owner) = to.owned_by.as_ref().filter(|_| is_given) {
            ops.push(Op::statement(Slot::Settle, id, owned_sql(name, owner)));
        }
        ops
    }

    /// The server drops a sequence with the column that owns it.
    fn drop(&self, cx: &Cx<'_>, id: &ObjectId) -> Vec<Op> {
        if owner_goes(cx, self) {
            return vec![Op::statements(Slot::Drop, id, Vec::new())];
        }
        let op = Op::statement(Slot::Drop, id, format!("DROP {}", self.spelled(id)));
        if goes_on_as_identity(cx, self) {
            return vec![op];
        }
        vec![op.hazard(HazardKind::DataLoss, "the value that it has reached is lost")]
    }

    fn facts(&self) -> Vec<Fact> {
        let Self { ty, counter, persistence, owned_by } = self;
        let mut facts = vec![fact::fact("type", ty)];
        facts.extend(counter::facts(counter));
        facts.push(fact::flag("unlogged", "unlogged", *persistence == Persistence::Unlogged));
        facts.push(fact::option("owned by", "owned by ", owned_by.as_ref().map(column_sql)));
        facts
    }

    /// It goes and comes with a column that is made again.
    fn reaction(&self, _cx: &Cx<'_>, _id: &ObjectId, cause: &Cause<'_>) -> Effect {
        let is_owner = cause
            .id
            .table()
            .zip(self.owned_by.as_ref())
            .is_some_and(|(table, (owner, column))| table == owner && cause.id.last_name() == column);
        if is_owner && cause.effect == Effect::Replace { Effect::Replace } else { Effect::Quiet }
    }

    fn home(&self, _id: &ObjectId) -> Option<QualName> {
        self.owned_by.as_ref().map(|(table, _)| table.clone())
    }

    fn relation(&self, id: &ObjectId) -> Option<QualName> {
        id.qualified().cloned()
    }

    fn settles_on(&self) -> Option<ObjectId> {
        self.owned_by.as_ref().map(|(table, column)| ObjectId::Column(table.clone(), column.clone()))
    }
}

fn create_sql(name: &QualName, sequence: &Sequence) -> String {
    let Sequence { ty, counter, persistence, owned_by: _ } = sequence;
    let kind = match persistence {
        Persistence::Permanent => "SEQUENCE",
        Persistence::Unlogged => "UNLOGGED SEQUENCE",
    };
    let mut sql = format!("CREATE {kind} {name}");
    if ty.as_str() != "bigint" {
        sql += &format!(" AS {ty}");
    }
    for option in counter::options(counter) {
        sql += &format!(" {option}");
    }
    sql
}

fn column_sql((table, column): &(QualName, Ident)) -> String {
    format!("{table}.{column}")
}

fn owned_sql(name: &QualName, owner: &(QualName, Ident)) -> String {
    format!("ALTER SEQUENCE {name} OWNED BY {}", column_sql(owner))
}

/// Gives a new sequence to its column, and lets it go on after the values that the column holds already.
fn given(cx: &Cx<'_>, id: &ObjectId, name: &QualName, sequence: &Sequence, owner: &(QualName, Ident)) -> Op {
    let (table, column) = owner;
    let mut statements = vec![owned_sql(name, owner)];
    let column_id = ObjectId::Column(table.clone(), column.clone());
    let stays = cx.from.objects.contains_key(&column_id) && cx.effect(&column_id) != Some(Effect::Replace);
    if !stays {
        return Op::statements(Slot::Settle, id, statements);
    }
    statements.push(counter::go_on(name, &sequence.counter, table, column));
    Op::statements(Slot::Settle, id, statements).hazard(HazardKind::Scan, "goes on after the greatest value in use")
}

fn changed(id: &ObjectId, name: &QualName, from: &Sequence, to: &Sequence) -> Option<Op> {
    let Sequence { ty, counter, persistence, owned_by: _ } = to;
    let mut changes: Vec<String> = (from.ty != *ty).then(|| format!("AS {ty}")).into_iter().collect();
    changes.extend(counter::changes(&from.counter, counter, ty));
    let mut statements: Vec<String> = counter::clamp(name, &from.counter, counter, &from.ty).into_iter().collect();
    if !changes.is_empty() {
        statements.push(format!("ALTER SEQUENCE {name} {}", changes.join(" ")));
    }
    if from.persistence != *persistence {
        let word = match persistence {
            Persistence::Permanent => "LOGGED",
            Persistence::Unlogged => "UNLOGGED",
        };
        statements.push(format!("ALTER SEQUENCE {name} SET {word}"));
    }
    (!statements.is_empty()).then(|| Op::statements(Slot::Alter, id, statements))
}

fn owner_goes(cx: &Cx<'_>, sequence: &Sequence) -> bool {
    let Some(owner) = sequence.settles_on() else { return false };
    match cx.effect(&owner) {
        Some(Effect::Replace | Effect::Gone) => true,
        Some(Effect::Quiet | Effect::Release | Effect::Retype | Effect::Rebuild) | None => false,
    }
}

fn goes_on_as_identity(cx: &Cx<'_>, sequence: &Sequence) -> bool {
    let owner = sequence.settles_on().and_then(|owner| cx.to.objects.get(&owner));
    matches!(owner, Some(Object::Column(column)) if column.identity.is_some())
}
