//! Indexes that no constraint owns.

use entity_core::schema::{
    Catalog, Direction, Index, IndexKey, IndexStorage, Nulls, Object, ObjectId, Purpose, QualName,
};

use super::part::{self, Making};
use super::storage::{self, Place};
use super::{Cause, Cx, Effect, Fact, Online, Op, Rules, Slot, fact, text};
use crate::plan::{Change, HazardKind};

impl Rules for Index {
    const KEYWORD: &'static str = "INDEX";
    const STAGE: u8 = 4;
    const PHASE: u8 = 4;

    fn create(&self, cx: &Cx<'_>, id: &ObjectId) -> Vec<Op> {
        create(cx, id, self)
    }

    fn alter(&self, to: &Self, cx: &Cx<'_>, id: &ObjectId) -> Vec<Op> {
        alter(cx, id, self, to)
    }

    fn drop(&self, cx: &Cx<'_>, id: &ObjectId) -> Vec<Op> {
        drop(cx, id, self)
    }

    fn facts(&self) -> Vec<Fact> {
        facts(self)
    }

    fn effect(&self, to: &Self) -> Effect {
        effect(self, to)
    }

    fn reaction(&self, cx: &Cx<'_>, _id: &ObjectId, cause: &Cause<'_>) -> Effect {
        reaction(cx, self, cause)
    }

    fn needs(&self, _id: &ObjectId) -> Vec<ObjectId> {
        vec![ObjectId::Table(self.table.clone())]
    }

    fn home(&self, _id: &ObjectId) -> Option<QualName> {
        Some(self.table.clone())
    }

    fn relation(&self, id: &ObjectId) -> Option<QualName> {
        id.qualified().cloned()
    }

    fn key_of(&self, _id: &ObjectId) -> Option<QualName> {
        self.unique.then(|| self.table.clone())
    }

    fn is_part(&self) -> bool {
        self.storage.part_of.is_some()
    }
}

fn place<'a>(id: &'a ObjectId, index: &'a Index) -> Option<Place<'a>> {
    let ObjectId::Index(name) = id else { return None };
    // The name was taken in the table's namespace.
    Some(Place { id, index: index.table.sibling(name.name.clone()), table: &index.table })
}

fn create(cx: &Cx<'_>, id: &ObjectId, index: &Index) -> Vec<Op> {
    let Some(place) = place(id, index) else { return Vec::new() };
    let along = IndexStorage { clustered: false, replica_identity: false, ..index.storage.clone() };
    match part::making(cx, &place, index.storage.part_of.as_ref()) {
        Making::Itself => vec![made(cx, &place, index)],
        Making::Along => {
            let mut ops = vec![Op::implied(Slot::Create, id, &index.table)];
            let used = uses(cx, &place, &along, index);
            ops.extend((!used.is_empty()).then(|| Op::statements(Slot::Alter, id, used)));
            ops
        }
        Making::AlongUnnamed => {
            let implied = part::implied(&place, &columns(cx, index), Purpose::Index);
            let mut statements = vec![format!("ALTER INDEX {implied} RENAME TO {}", place.index.name)];
            statements.extend(uses(cx, &place, &along, index));
            vec![Op::statements(Slot::Create, id, statements)]
        }
    }
}

/// The statements that make an index by itself.
fn made(cx: &Cx<'_>, place: &Place<'_>, index: &Index) -> Op {
    let uses = uses(cx, place, &storage::defined(&index.storage), index);
    let only = if part::is_made_alone(cx, place.id) { "ONLY " } else { "" };
    let mut statements = vec![create_sql("INDEX", only, &place.index, index)];
    statements.extend(uses.iter().cloned());
    let op = Op::statements(Slot::Create, place.id, statements);
    if cx.is_new(&index.table) {
        return op;
    }
    let op = op.hazard(HazardKind::Scan, "the table is read; writes wait meanwhile");
    let op = if is_busy(cx, index) {
        let online = online_create(cx, place, index);
        op.online(uses.into_iter().fold(online, |online, sql| online.here(Change::Alter, sql)))
    } else {
        op
    };
    let is_risky = index.unique && !cx.is_unchanged(place.id);
    if is_risky { op.hazard(HazardKind::MayFail, "fails if two rows have the same key") } else { op }
}

/// Whether an index is made and dropped beside the traffic on its table.
fn is_busy(cx: &Cx<'_>, index: &Index) -> bool {
    cx.is_busy(&index.table) && index.storage.part_of.is_none()
}

/// An index that is replaced for its own sake stands until the one after it is there.
fn online_create(cx: &Cx<'_>, place: &Place<'_>, index: &Index) -> Online {
    let name = &place.index;
    if !is_swapped(cx, place.id, index) {
        return Online::default().beside(Change::Create, create_sql("INDEX CONCURRENTLY", "", name, index));
    }
    let next = cx.free_name(name, "_next");
    Online::default()
        .beside(Change::Create, create_sql("INDEX CONCURRENTLY", "", &next, index))
        .of(ObjectId::Index(next.clone()))
        .beside(Change::Drop, format!("DROP INDEX CONCURRENTLY {name}"))
        .here(Change::Rename, format!("ALTER INDEX {next} RENAME TO {}", name.name))
}

/// Whether an index is made again while everything that it was made of stays as it is.
fn is_swapped(cx: &Cx<'_>, id: &ObjectId, index: &Index) -> bool {
    let is_busy = |catalog: &Catalog| match catalog.objects.get(id) {
        Some(Object::Index(side)) => side.table == index.table && is_busy(cx, side),
        Some(_) | None => false,
    };
    let is_made_again = cx.effect(id) == Some(Effect::Replace) && !cx.is_unchanged(id);
    let is_made_again = is_made_again && is_busy(cx.from) && is_busy(cx.to);
    is_made_again && cx.needed(id).all(|needed| cx.effect(needed).is_none_or(|effect| effect <= Effect::Release))
}

/// What is said of a new index after it is made.
fn uses(cx: &Cx<'_>, place: &Place<'_>, from: &IndexStorage, index: &Index) -> Vec<String> {
    let mut statements = storage::changes(cx, place, from, &index.storage);
    statements.extend(statistics(place, &[], &index.keys));
    statements
}

fn statistics(place: &Place<'_>, from: &[IndexKey], to: &[IndexKey]) -> Vec<String> {
    let target = |keys: &[IndexKey], at: usize| keys.get(at).and_then(|key| key.statistics);
    let changed = (0..to.len()).filter(|at| target(from, *at) != target(to, *at));
    let set = |at: usize| {
        let target = target(to, at).unwrap_or(-1);
        format!("ALTER INDEX {} ALTER COLUMN {} SET STATISTICS {target}", place.index, at + 1)
    };
    changed.map(set).collect()
}

/// The columns as the server names them within the index.
fn columns(cx: &Cx<'_>, index: &Index) -> Vec<String> {
    let order = cx.to.column_order.get(&index.table).map_or(&[][..], Vec::as_slice);
    let column = |key: &IndexKey| {
        let found = order.iter().find(|name| name.to_string() == key.expr.as_str());
        found.map_or_else(|| "expr".to_owned(), |name| name.as_str().to_owned())
    };
    index.keys.iter().map(column).chain(index.include.iter().map(|name| name.as_str().to_owned())).collect()
}

fn create_sql(noun: &str, only: &str, name: &QualName, index: &Index) -> String {
    let Index { table, method, keys, include, unique, nulls_not_distinct, predicate, storage } = index;
    let unique = if *unique { "UNIQUE " } else { "" };
    let using = if method.as_str() == "btree" { String::new() } else { format!(" USING {method}") };
    let keys = text::list(keys);
    let mut sql = format!("CREATE {unique}{noun} {} ON {only}{table}{using} ({keys})", name.name);
    if !include.is_empty() {
        sql += &format!(" INCLUDE ({})", text::list(include));
    }
    if *nulls_not_distinct {
        sql += " NULLS NOT DISTINCT";
    }
    sql += &storage::parameters(storage);
    if let Some(tablespace) = &storage.tablespace {
        sql += &format!(" TABLESPACE {tablespace}");
    }
    if let Some(predicate) = predicate {
        sql += &format!(" WHERE {}", text::bare(predicate));
    }
    sql
}

/// A part goes with the whole.
fn drop(cx: &Cx<'_>, id: &ObjectId, index: &Index) -> Vec<Op> {
    let Some(place) = place(id, index) else { return Vec::new() };
    if part::goes_along(cx, &index.table, index.storage.part_of.as_ref()) {
        return vec![Op::implied(Slot::Drop, id, &index.table)];
    }
    let op = Op::statement(Slot::Drop, id, format!("DROP INDEX {}", place.index));
    vec![if !is_busy(cx, index) {
        op
    } else if is_swapped(cx, id, index) {
        op.online(Online::default())
    } else {
        op.online(Online::default().beside(Change::Drop, format!("DROP INDEX CONCURRENTLY {}", place.index)))
    }]
}

/// How it is kept changes in place. A part cannot be taken out of a whole.
fn effect(from: &Index, to: &Index) -> Effect {
    let mut same = Index { storage: to.storage.clone(), ..from.clone() };
    for (key, wanted) in same.keys.iter_mut().zip(&to.keys) {
        key.statistics = wanted.statistics;
    }
    if same == *to && storage::is_kept(&from.storage, &to.storage) { Effect::Quiet } else { Effect::Replace }
}

fn alter(cx: &Cx<'_>, id: &ObjectId, from: &Index, to: &Index) -> Vec<Op> {
    let Some(place) = place(id, to) else { return Vec::new() };
    let mut statements = storage::changes(cx, &place, &from.storage, &to.storage);
    statements.extend(statistics(&place, &from.keys, &to.keys));
    if statements.is_empty() { Vec::new() } else { vec![Op::statements(Slot::Alter, id, statements)] }
}

/// The server builds an index again when a column gets another type, unless its text names the type.
fn reaction(cx: &Cx<'_>, index: &Index, cause: &Cause<'_>) -> Effect {
    let is_partition = matches!(cause.id, ObjectId::Table(table) if *table != index.table);
    if is_partition || part::stands_by(cx, &index.table, cause.id, index.storage.part_of.as_ref()) {
        return Effect::Quiet;
    }
    match cause.effect {
        Effect::Quiet | Effect::Release | Effect::Retype => Effect::Quiet,
        Effect::Rebuild | Effect::Replace | Effect::Gone => Effect::Replace,
    }
}

fn facts(index: &Index) -> Vec<Fact> {
    let Index { table, method, keys, include, unique, nulls_not_distinct, predicate, storage } = index;
    let method_phrase = if method.as_str() == "btree" { String::new() } else { format!("using {method}") };
    let mut facts = vec![
        Fact { name: "table", value: table.plain(), phrase: String::new() },
        fact::flag("unique", "unique", *unique),
        Fact { name: "method", value: method.to_string(), phrase: method_phrase },
        fact::fact("keys", format!("({})", keys.iter().map(of_key).collect::<Vec<_>>().join(", "))),
        fact::option("include", "include ", fact::filled(include)),
        fact::flag("nulls not distinct", "nulls not distinct", *nulls_not_distinct),
        fact::option("predicate", "where ", predicate.as_ref()),
    ];
    facts.extend(storage::facts(storage));
    facts
}

fn of_key(key: &IndexKey) -> String {
    let IndexKey { expr, opclass, collation, direction, nulls, statistics } = key;
    let mut text = expr.to_string();
    if let Some(collation) = collation {
        text += &format!(" collate {collation}");
    }
    if let Some(opclass) = opclass {
        text += &format!(" {opclass}");
    }
    text += match direction {
        Direction::Asc => "",
        Direction::Desc => " desc",
    };
    text += match nulls {
        None => "",
        Some(Nulls::First) => " nulls first",
        Some(Nulls::Last) => " nulls last",
    };
    if let Some(target) = statistics {
        text += &format!(" statistics {target}");
    }
    text
}
