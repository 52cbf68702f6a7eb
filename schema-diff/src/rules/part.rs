//! Indexes of partitions that are parts of an index of their parent.
//!
//! The server makes the parts of an index by itself, under names that it chooses. The reader gives an edge from the
//! parent's index to each partition whose part has another name or is kept otherwise: such an index is made alone
//! (`ON ONLY`), and its parts one by one.

use entity_core::schema::{Catalog, Ident, Object, ObjectId, Purpose, QualName, implied_name};

use super::storage::Place;
use super::{Cx, Effect, inherited};

/// Whether the parts of an index are made one by one.
pub(super) fn is_made_alone(cx: &Cx<'_>, id: &ObjectId) -> bool {
    let first = (id.clone(), ObjectId::Extension(Ident::from_static("")));
    let mut needed = cx.to.edges.range(first..).take_while(|(dependent, _)| dependent == id);
    needed.any(|(_, needed)| {
        let ObjectId::Table(name) = needed else { return false };
        inherited::table(cx.to, name).is_some_and(|table| table.partition.is_some()) && home(cx.to, id) != Some(name)
    })
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
    if is_named && is_there && cx.is_new(place.table) {
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
    let comes_along = inherited::is_relinked(cx, place.table) || is_made(cx, &whole) && !is_made_alone(cx, &whole);
    (!comes_along).then(|| format!("ALTER INDEX {part_of} ATTACH PARTITION {}", place.index))
}

/// Whether the server drops a part without a word, because the whole goes and the partition stays in place.
pub(super) fn goes_along(cx: &Cx<'_>, table: &QualName, part_of: Option<&QualName>) -> bool {
    let Some(whole) = part_of.and_then(|part_of| whole(cx.from, table, part_of)) else { return false };
    !inherited::is_relinked(cx, table) && matches!(cx.effect(&whole), Some(Effect::Replace | Effect::Gone))
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

/// Whether something that happens to a whole leaves its part alone, because the partition waits beside.
pub(super) fn stands_by(cx: &Cx<'_>, table: &QualName, cause: &ObjectId, part_of: Option<&QualName>) -> bool {
    let is_whole = part_of.is_some_and(|part_of| whole(cx.from, table, part_of).as_ref() == Some(cause));
    is_whole && inherited::is_relinked(cx, table)
}
