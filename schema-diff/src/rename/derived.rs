//! Finds what differs by nothing but a name that nobody addresses.

use std::collections::{BTreeMap, BTreeSet};

use entity_core::schema::{Catalog, Object, ObjectId, QualName, Rename, Subject};

use crate::rules::{self, Effect};

/// Finds constraints, indexes, statistics, policies, triggers and owned sequences that differ only by name within their
/// table, and checks within their domain.
///
/// # Shape
/// Pairs are made in the order of ids, so the other direction finds the same pairs. A name that something else still
/// takes in `from` is left to the planner.
pub fn derived(from: &Catalog, to: &Catalog) -> Vec<Rename> {
    let mut coming = nameless(to, from);
    let taken = taken(from);
    let mut renames = Vec::new();
    for (table, gone) in nameless(from, to) {
        let Some(coming) = coming.get_mut(&table) else { continue };
        for (id, object) in gone {
            let twin = coming.iter().position(|(other, wanted)| other.kind() == id.kind() && is_same(wanted, object));
            let Some((other, object)) = twin.map(|twin| coming.remove(twin)) else { continue };
            let is_free = rules::relation(other, object).is_none_or(|name| !taken.contains(&name));
            if is_free && keeps_its_whole((from, id), (to, other)) {
                renames.push(Rename { from: Subject::Object(id.clone()), to: Subject::Object(other.clone()) });
            }
        }
    }
    renames
}

/// Whether an index stays a part of what it is a part of. One whose whole is made again goes with it.
fn keeps_its_whole((from, id): (&Catalog, &ObjectId), (to, other): (&Catalog, &ObjectId)) -> bool {
    let (Some(before), Some(after)) = (rules::whole_of(from, id), rules::whole_of(to, other)) else { return true };
    let (Some(one), Some(two)) = (from.objects.get(&before), to.objects.get(&after)) else { return true };
    if before == after { rules::effect(from, &before, one, two) < Effect::Replace } else { is_same(one, two) }
}

/// What only `catalog` has and nobody addresses by name, by table.
fn nameless<'a>(catalog: &'a Catalog, other: &Catalog) -> BTreeMap<ObjectId, Vec<(&'a ObjectId, &'a Object)>> {
    let mut found: BTreeMap<ObjectId, Vec<_>> = BTreeMap::new();
    for (id, object) in catalog.objects.iter().filter(|(id, _)| is_nameless(id) && !other.objects.contains_key(id)) {
        let home = match id {
            ObjectId::DomainCheck(domain, _) => Some(ObjectId::Domain(domain.clone())),
            id => rules::home(catalog, id).map(ObjectId::Table),
        };
        home.into_iter().for_each(|home| found.entry(home).or_default().push((id, object)));
    }
    found
}

/// Whether two objects differ by no more than the name of the whole that they are a part of, which may be renamed too.
fn is_same(one: &Object, other: &Object) -> bool {
    match (one, other) {
        (Object::Index(one), Object::Index(other)) => {
            let mut same = one.clone();
            same.storage.part_of.clone_from(&other.storage.part_of);
            same == *other && one.storage.part_of.is_some() == other.storage.part_of.is_some()
        }
        (Object::Constraint(one), Object::Constraint(other)) => rules::is_same_constraint(one, other),
        (_, _) => one == other,
    }
}

fn is_nameless(id: &ObjectId) -> bool {
    matches!(
        id,
        ObjectId::Constraint(..)
            | ObjectId::Index(_)
            | ObjectId::Statistics(_)
            | ObjectId::Policy(..)
            | ObjectId::Trigger(..)
            | ObjectId::DomainCheck(..)
            | ObjectId::Sequence(_)
    )
}

fn taken(catalog: &Catalog) -> BTreeSet<QualName> {
    catalog.objects.iter().filter_map(|(id, object)| rules::relation(id, object)).collect()
}
