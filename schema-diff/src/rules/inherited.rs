//! What a table has from its parents and what changes along with them.

use entity_core::schema::{Catalog, Column, Ident, Object, ObjectId, Origin, QualName, Table};

use super::{Cx, Effect, part};

/// A table of a catalog.
pub(super) fn table<'a>(catalog: &'a Catalog, name: &QualName) -> Option<&'a Table> {
    match catalog.objects.get(&ObjectId::Table(name.clone())) {
        Some(Object::Table(table)) => Some(table),
        Some(_) | None => None,
    }
}

/// What a table is a partition of, or inherits from.
pub(super) fn parents(table: &Table) -> impl Iterator<Item = &QualName> {
    table.inherits.iter().chain(table.partition.as_ref().map(|partition| &partition.parent))
}

/// The parents, their parents, and so on.
pub(super) fn ancestors<'a>(catalog: &'a Catalog, table: &'a Table) -> Vec<&'a QualName> {
    let mut found: Vec<&QualName> = parents(table).collect();
    let mut next = 0;
    while let Some(name) = found.get(next).copied() {
        found.extend(self::table(catalog, name).into_iter().flat_map(parents));
        next += 1;
    }
    found
}

/// The tables below a table, however deep.
pub(super) fn descendants<'a>(catalog: &'a Catalog, name: &QualName) -> Vec<&'a QualName> {
    catalog.tables().filter(|(_, table)| ancestors(catalog, table).contains(&name)).map(|(other, _)| other).collect()
}

/// The constraints of a table.
pub(super) fn constraints<'a>(
    catalog: &'a Catalog,
    table: &'a QualName,
) -> impl Iterator<Item = (&'a ObjectId, &'a Object)> {
    let first = ObjectId::Constraint(table.clone(), Ident::from_static(""));
    let is_own = move |id: &ObjectId| matches!(id, ObjectId::Constraint(other, _) if other == table);
    catalog.objects.range(first..).take_while(move |(id, _)| is_own(id))
}

/// Whether a table that stays leaves its parents or comes to others.
pub(super) fn is_relinked(cx: &Cx<'_>, name: &QualName) -> bool {
    let (Some(from), Some(to)) = (table(cx.from, name), table(cx.to, name)) else { return false };
    let is_made_again = |parent: &QualName| cx.effect(&ObjectId::Table(parent.clone())) == Some(Effect::Replace);
    !cx.is_new(name)
        && (from.partition != to.partition
            || from.inherits != to.inherits
            || parents(from).chain(parents(to)).any(is_made_again)
            || from.partition.is_some() && part::is_untied(cx, name))
}

/// Whether a table comes to its parents when all else is done for it.
pub(super) fn is_attached(cx: &Cx<'_>, name: &QualName) -> bool {
    is_relinked(cx, name) || part::is_apart(cx, name)
}

/// Whether another table comes to this one: it must fit what this one has at that moment.
pub(super) fn gains_child(cx: &Cx<'_>, name: &QualName) -> bool {
    cx.to.tables().any(|(child, table)| {
        let comes = || self::table(cx.from, child).is_none_or(|before| !parents(before).any(|parent| parent == name));
        parents(table).any(|parent| parent == name) && comes()
    })
}

/// The first parent of a table that has the column, with the column.
pub(super) fn parent_column<'a>(
    catalog: &'a Catalog,
    name: &QualName,
    column: &Ident,
) -> Option<(ObjectId, &'a Column)> {
    let table = table(catalog, name)?;
    parents(table).find_map(|parent| {
        let id = ObjectId::Column(parent.clone(), column.clone());
        match catalog.objects.get(&id) {
            Some(Object::Column(column)) => Some((id, column)),
            Some(_) | None => None,
        }
    })
}

/// Whether what happens to the parent's column happens to this one too, without a word.
pub(super) fn is_carried(cx: &Cx<'_>, table: &QualName, column: &Column) -> bool {
    match column.origin {
        Origin::Own => false,
        Origin::Inherited | Origin::Merged => !is_relinked(cx, table),
    }
}

/// What an inherited column is once its parent's has changed, before anything is done about itself.
pub(super) fn follow(cx: &Cx<'_>, id: &ObjectId, from: &Column, to: &Column) -> Column {
    let ObjectId::Column(table, name) = id else { return from.clone() };
    let before = parent_column(cx.from, table, name);
    let Some((parent, after)) = parent_column(cx.to, table, name) else { return from.clone() };
    let mut followed =
        Column { ty: to.ty.clone(), collation: to.collation.clone(), identity: to.identity.clone(), ..from.clone() };
    followed.generated.clone_from(&to.generated);
    if is_default_touched(cx, &parent) {
        followed.default.clone_from(&after.default);
    }
    if before.is_none_or(|(_, before)| before.not_null != after.not_null) {
        followed.not_null = after.not_null;
    }
    followed
}

/// Whether the default of a column is set or dropped, if only for a while.
pub(super) fn is_default_touched(cx: &Cx<'_>, id: &ObjectId) -> bool {
    let default = |catalog: &Catalog| match catalog.objects.get(id) {
        Some(Object::Column(column)) => column.default.clone(),
        Some(_) | None => None,
    };
    let is_moved = match cx.effect(id) {
        Some(Effect::Release | Effect::Retype | Effect::Rebuild | Effect::Replace) => true,
        Some(Effect::Quiet | Effect::Gone) | None => false,
    };
    is_moved || default(cx.from) != default(cx.to)
}
