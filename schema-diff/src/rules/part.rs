//! Indexes of partitions that are parts of an index of their parent.
//!
//! The server makes the parts of an index by itself, under names that it chooses. The reader gives an edge from the
//! parent's index to each partition whose part has another name or is kept otherwise: such an index is made alone
//! (`ON ONLY`), and its parts one by one.
//!
//! A constraint of a partition alone can be a part too, of an index that no constraint owns. The server takes it for one
//! when it finds it, makes none by itself, and lets neither of them go while they are tied: the partition has to leave.

use entity_core::schema::{Catalog, IndexStorage, Object, ObjectId, Purpose, QualName, implied_name};

use super::storage::Place;
use super::{Cx, Effect, constraint, inherited};

/// Whether the parts of an index are made one by one, if at all. Then the partitions are there before it, or each would
/// get a part.
pub(crate) fn is_made_alone(cx: &Cx<'_>, id: &ObjectId) -> bool {
    if cx.to.objects.get(id).and_then(storage).is_some_and(|storage| storage.only) {
        return true;
    }
    cx.to.needed_by(id).any(|needed| is_noted(cx.to, id, needed))
}

/// Whether an edge says no more than that the part of an index in this partition is not as the server would make it.
pub(crate) fn is_noted(catalog: &Catalog, id: &ObjectId, needed: &ObjectId) -> bool {
    let ObjectId::Table(name) = needed else { return false };
    let is_partition = || inherited::table(catalog, name).is_some_and(|table| table.partition.is_some());
    let is_index = || catalog.objects.get(id).and_then(storage).is_some();
    home(catalog, id) != Some(name) && is_index() && is_partition()
}

/// Whether an object has an index.
pub(crate) fn is_indexed(object: &Object) -> bool {
    storage(object).is_some()
}

fn storage(object: &Object) -> Option<&IndexStorage> {
    match object {
        Object::Index(index) => Some(&index.storage),
        Object::Constraint(constraint) => constraint::storage(constraint),
        _ => None,
    }
}

fn home<'a>(catalog: &'a Catalog, id: &'a ObjectId) -> Option<&'a QualName> {
    match catalog.objects.get(id) {
        Some(Object::Index(index)) => Some(&index.table),
        Some(_) | None => id.table(),
    }
}

/// How a part comes to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Making {
    /// By a statement of its own.
    Itself,
    /// With the whole, or with the partition.
    Along,
    /// With the partition, but under another name.
    AlongUnnamed,
}

/// How the part of an index comes to be in a partition.
pub(super) fn making(cx: &Cx<'_>, place: &Place<'_>, part_of: Option<&QualName>) -> Making {
    let Some(whole) = part_of.and_then(|part_of| whole(cx.to, place.table, part_of)) else { return Making::Itself };
    let is_named = cx.to.edges.contains(&(whole.clone(), ObjectId::Table(place.table.clone())));
    let is_there = !is_made(cx, &whole);
    if is_apart(cx, place.table) || !is_there && is_made_alone(cx, &whole) {
        Making::Itself
    } else if is_named && is_there && cx.is_new(place.table) {
        Making::AlongUnnamed
    } else if !is_named && (!is_there || cx.is_new(place.table) || inherited::is_relinked(cx, place.table)) {
        Making::Along
    } else {
        Making::Itself
    }
}

/// The name that the server chooses for a part, where its columns tell.
pub(super) fn implied(place: &Place<'_>, columns: &[String], purpose: Purpose) -> QualName {
    place.table.sibling(implied_name(place.table.name.as_str(), columns, purpose))
}

/// Whether a statement of this plan makes it.
fn is_made(cx: &Cx<'_>, id: &ObjectId) -> bool {
    !cx.from.objects.contains_key(id) || cx.effect(id) == Some(Effect::Replace)
}

/// The statement that makes an index a part, where neither the partition nor the whole brings it about.
pub(super) fn attach(cx: &Cx<'_>, place: &Place<'_>, part_of: Option<&QualName>) -> Option<String> {
    let part_of = part_of?;
    let whole = whole(cx.to, place.table, part_of)?;
    let comes_along = inherited::is_attached(cx, place.table) || is_made(cx, &whole) && !is_made_alone(cx, &whole);
    (!comes_along).then(|| format!("ALTER INDEX {part_of} ATTACH PARTITION {}", place.index))
}

/// Whether the server drops a part without a word, because the whole goes and the partition stays in place.
pub(super) fn goes_along(cx: &Cx<'_>, table: &QualName, part_of: Option<&QualName>) -> bool {
    let Some(whole) = part_of.and_then(|part_of| whole(cx.from, table, part_of)) else { return false };
    !inherited::is_relinked(cx, table) && matches!(cx.effect(&whole), Some(Effect::Replace | Effect::Gone))
}

/// The index or constraint that one is a part of.
pub(crate) fn whole_of(catalog: &Catalog, id: &ObjectId) -> Option<ObjectId> {
    let part_of = storage(catalog.objects.get(id)?)?.part_of.as_ref()?;
    whole(catalog, home(catalog, id)?, part_of)
}

/// The object of the parent that a part belongs to.
fn whole(catalog: &Catalog, table: &QualName, part_of: &QualName) -> Option<ObjectId> {
    let index = ObjectId::Index(part_of.clone());
    if catalog.objects.contains_key(&index) {
        return Some(index);
    }
    let parent = &inherited::table(catalog, table)?.partition.as_ref()?.parent;
    Some(ObjectId::Constraint(parent.clone(), part_of.name.clone()))
}

/// The constraints of a partition that are parts of an index that no constraint owns, each with that index.
fn own_parts<'a>(catalog: &'a Catalog, table: &'a QualName) -> impl Iterator<Item = (&'a ObjectId, ObjectId)> {
    inherited::constraints(catalog, table).filter_map(move |(id, object)| {
        let Object::Constraint(constraint) = object else { return None };
        let whole = whole(catalog, table, constraint::storage(constraint)?.part_of.as_ref()?)?;
        matches!(whole, ObjectId::Index(_)).then_some((id, whole))
    })
}

/// Whether a partition has to leave its parent for a while, since one of its own constraints is or becomes a part.
pub(super) fn is_untied(cx: &Cx<'_>, table: &QualName) -> bool {
    let moves = |id: &ObjectId| cx.effect(id).is_some_and(|effect| effect >= Effect::Replace);
    let stays = |(id, whole): &(&ObjectId, ObjectId)| {
        let is_tied = own_parts(cx.to, table).any(|(other, again)| other == *id && again == *whole);
        is_tied && !moves(id) && !moves(whole)
    };
    let comes = |(id, whole): &(&ObjectId, ObjectId)| {
        let is_new = own_parts(cx.from, table).all(|(other, before)| other != *id || before != *whole);
        is_new && !is_made(cx, whole)
    };
    !own_parts(cx.from, table).all(|part| stays(&part))
        || own_parts(cx.to, table).any(|part| comes(&part))
        || gives_way(cx, table)
}

/// Whether a part goes while its whole stays: another one takes its place.
fn gives_way(cx: &Cx<'_>, table: &QualName) -> bool {
    let goes = |id: &ObjectId| cx.effect(id).is_some_and(|effect| effect >= Effect::Replace);
    cx.effects.keys().filter(|id| goes(id) && home(cx.from, id) == Some(table)).any(|id| {
        let part_of = cx.from.objects.get(id).and_then(storage).and_then(|storage| storage.part_of.as_ref());
        part_of.and_then(|part_of| whole(cx.from, table, part_of)).is_some_and(|whole| !goes(&whole))
    })
}

/// The partitions that have to leave their parents for a while though nothing changes in themselves.
pub(crate) fn untied(cx: &Cx<'_>) -> Vec<ObjectId> {
    let is_untied = |id: &&ObjectId| matches!(id, ObjectId::Table(name) if !cx.is_new(name) && is_untied(cx, name));
    cx.from.objects.keys().filter(|id| cx.to.objects.contains_key(*id)).filter(is_untied).cloned().collect()
}

/// Whether a new partition is made as a table, which comes to its parent when it has all its parts.
pub(super) fn is_apart(cx: &Cx<'_>, table: &QualName) -> bool {
    cx.is_new(table) && own_parts(cx.to, table).any(|(_, whole)| !is_made(cx, &whole))
}

/// Whether something that happens to a whole leaves its part alone, because the partition waits beside.
pub(super) fn stands_by(cx: &Cx<'_>, table: &QualName, cause: &ObjectId, part_of: Option<&QualName>) -> bool {
    let is_whole = part_of.is_some_and(|part_of| whole(cx.from, table, part_of).as_ref() == Some(cause));
    is_whole && inherited::is_relinked(cx, table)
}
