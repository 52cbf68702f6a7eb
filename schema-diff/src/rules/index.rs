//! Indexes that no constraint owns.

use entity_core::schema::{Direction, Ident, Index, IndexKey, Nulls, ObjectId, QualName};

use super::{Cause, Cx, Effect, Fact, Online, Op, Rules, Slot, fact, text};
use crate::plan::{Change, HazardKind};

impl Rules for Index {
    const KEYWORD: &'static str = "INDEX";
    const STAGE: u8 = 4;
    const PHASE: u8 = 4;

    fn create(&self, cx: &Cx<'_>, id: &ObjectId) -> Vec<Op> {
        create(cx, id, self)
    }

    fn alter(&self, to: &Self, _cx: &Cx<'_>, id: &ObjectId) -> Vec<Op> {
        alter(id, self, to)
    }

    fn drop(&self, cx: &Cx<'_>, id: &ObjectId) -> Vec<Op> {
        drop(cx, id, self)
    }

    fn facts(&self) -> Vec<Fact> {
        facts(self)
    }

    /// Only storage parameters change in place.
    fn effect(&self, to: &Self) -> Effect {
        let same = Self { options: to.options.clone(), ..self.clone() };
        if same == *to { Effect::Quiet } else { Effect::Replace }
    }

    /// The server builds an index again when a column gets another type, unless its text names the type.
    fn reaction(&self, _cx: &Cx<'_>, _id: &ObjectId, cause: &Cause<'_>) -> Effect {
        match cause.effect {
            Effect::Quiet | Effect::Release | Effect::Retype => Effect::Quiet,
            Effect::Rebuild | Effect::Replace | Effect::Gone => Effect::Replace,
        }
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
}

fn create(cx: &Cx<'_>, id: &ObjectId, index: &Index) -> Vec<Op> {
    let op = Op::statement(Slot::Create, id, create_sql("INDEX", id.last_name(), index));
    if cx.is_new(&index.table) {
        return vec![op];
    }
    let op = op.hazard(HazardKind::Scan, "the table is read; writes wait meanwhile");
    let op = if cx.is_busy(&index.table) { op.online(online_create(cx, id, index)) } else { op };
    let is_risky = index.unique && !cx.is_unchanged(id);
    vec![if is_risky { op.hazard(HazardKind::MayFail, "fails if two rows have the same key") } else { op }]
}

/// An index that is replaced for its own sake stands until the one after it is there.
fn online_create(cx: &Cx<'_>, id: &ObjectId, index: &Index) -> Online {
    let ObjectId::Index(name) = id else { return Online::default() };
    if !is_swapped(cx, id) {
        return Online::default().beside(Change::Create, create_sql("INDEX CONCURRENTLY", &name.name, index));
    }
    let next = cx.free_name(name, "_next");
    Online::default()
        .beside(Change::Create, create_sql("INDEX CONCURRENTLY", &next.name, index))
        .of(ObjectId::Index(next.clone()))
        .beside(Change::Drop, format!("DROP INDEX CONCURRENTLY {name}"))
        .here(Change::Rename, format!("ALTER INDEX {next} RENAME TO {}", name.name))
}

/// Whether an index is made again while everything that it was made of stays as it is.
fn is_swapped(cx: &Cx<'_>, id: &ObjectId) -> bool {
    let is_made_again = cx.effect(id) == Some(Effect::Replace) && !cx.is_unchanged(id);
    is_made_again && cx.needed(id).all(|needed| cx.effect(needed).is_none_or(|effect| effect <= Effect::Release))
}

fn create_sql(noun: &str, name: &Ident, index: &Index) -> String {
    let Index { table, method, keys, include, unique, nulls_not_distinct, predicate, options } = index;
    let unique = if *unique { "UNIQUE " } else { "" };
    let using = if method.as_str() == "btree" { String::new() } else { format!(" USING {method}") };
    let mut sql = format!("CREATE {unique}{noun} {name} ON {table}{using} ({})", text::list(keys.iter().map(key)));
    if !include.is_empty() {
        sql += &format!(" INCLUDE ({})", text::list(include));
    }
    if *nulls_not_distinct {
        sql += " NULLS NOT DISTINCT";
    }
    if !options.is_empty() {
        sql += &format!(" WITH ({})", text::list(options.iter().map(|option| text::option(option))));
    }
    if let Some(predicate) = predicate {
        sql += &format!(" WHERE {}", text::bare(predicate));
    }
    sql
}

fn key(key: &IndexKey) -> String {
    let IndexKey { expr, opclass, collation, direction, nulls } = key;
    let mut sql = expr.to_string();
    if let Some(collation) = collation {
        sql += &format!(" COLLATE {collation}");
    }
    if let Some(opclass) = opclass {
        sql += &format!(" {opclass}");
    }
    sql += match direction {
        Direction::Asc => "",
        Direction::Desc => " DESC",
    };
    sql += match nulls {
        None => "",
        Some(Nulls::First) => " NULLS FIRST",
        Some(Nulls::Last) => " NULLS LAST",
    };
    sql
}

fn drop(cx: &Cx<'_>, id: &ObjectId, index: &Index) -> Vec<Op> {
    let ObjectId::Index(name) = id else { return Vec::new() };
    // The name was taken in the table's namespace.
    let name = index.table.sibling(name.name.clone());
    let op = Op::statement(Slot::Drop, id, format!("DROP INDEX {name}"));
    vec![if !cx.is_busy(&index.table) {
        op
    } else if is_swapped(cx, id) {
        op.online(Online::default())
    } else {
        op.online(Online::default().beside(Change::Drop, format!("DROP INDEX CONCURRENTLY {name}")))
    }]
}

fn alter(id: &ObjectId, from: &Index, to: &Index) -> Vec<Op> {
    let ObjectId::Index(name) = id else { return Vec::new() };
    let statements = text::change_options(&format!("INDEX {name}"), &from.options, &to.options);
    vec![Op::statements(Slot::Alter, id, statements)]
}

fn facts(index: &Index) -> Vec<Fact> {
    let Index { table, method, keys, include, unique, nulls_not_distinct, predicate, options } = index;
    let method_phrase = if method.as_str() == "btree" { String::new() } else { format!("using {method}") };
    vec![
        Fact { name: "table", value: table.plain(), phrase: String::new() },
        fact::flag("unique", "unique", *unique),
        Fact { name: "method", value: method.to_string(), phrase: method_phrase },
        fact::fact("keys", format!("({})", keys.iter().map(of_key).collect::<Vec<_>>().join(", "))),
        fact::option("include", "include ", fact::filled(include)),
        fact::flag("nulls not distinct", "nulls not distinct", *nulls_not_distinct),
        fact::option("options", "with ", fact::filled(options)),
        fact::option("predicate", "where ", predicate.as_ref()),
    ]
}

fn of_key(key: &IndexKey) -> String {
    let IndexKey { expr, opclass, collation, direction, nulls } = key;
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
    text
}
