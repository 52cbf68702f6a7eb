//! What entities cannot say, as SQL: the way from what they say to what is there.
//!
//! In: what the entities declare, and the catalog. Out: statements in the order in which they run.
//! What the entities themselves need, such as the sequence of a default, is made first, and without them.

use std::collections::{BTreeMap, BTreeSet};

use entity_core::schema::{Catalog, Object, ObjectId, ObjectKind, Sequence};

use crate::plan::{self, Step};
use crate::{rename, rules};

/// The statements that make `catalog` of what the entities made already.
pub(super) fn sql(said: &Catalog, catalog: &Catalog) -> Result<String, plan::Error> {
    let needed = needed(said, catalog);
    let mut steps = plan::plan(&Catalog::default(), &needed)?.steps;
    let there = together(said, &needed, catalog);
    let renames = rename::derived(&there, catalog);
    steps.extend(plan::renames(&renames));
    steps.extend(plan::plan(&rename::apply(&there, &renames), catalog)?.steps);
    Ok(text(&steps))
}

fn text(steps: &[Step]) -> String {
    // What lets sequences go on after the values in use is about rows, and a new database has none.
    let is_about_rows = |step: &&Step| step.sql.starts_with("SELECT ");
    steps.iter().filter(|step| !is_about_rows(step)).map(|step| format!("{};\n", step.sql)).collect()
}

/// What must be there before the entities, and all that it needs.
fn needed(said: &Catalog, catalog: &Catalog) -> Catalog {
    let mut edges: BTreeMap<&ObjectId, Vec<&ObjectId>> = BTreeMap::new();
    catalog.edges.iter().for_each(|(dependent, needed)| edges.entry(dependent).or_default().push(needed));
    let mut found = Catalog::default();
    let mut asking: Vec<ObjectId> = said.objects.keys().cloned().collect();
    while let Some(id) = asking.pop() {
        let own = catalog.objects.get(&id).into_iter().flat_map(|object| rules::needs(catalog, &id, object));
        let all = edges.get(&id).into_iter().flatten().map(|needed| (*needed).clone()).chain(own);
        for (needed, object) in all.filter_map(|needed| catalog.objects.get_key_value(&needed)) {
            if !is_of_table(needed) && !said.objects.contains_key(needed) && !found.objects.contains_key(needed) {
                found.insert(needed.clone(), alone(object));
                asking.push(needed.clone());
            }
        }
    }
    found.edges = within(&found, catalog);
    found
}

/// An object without what it gets from tables.
fn alone(object: &Object) -> Object {
    match object {
        Object::Sequence(sequence) => Object::Sequence(Sequence { owned_by: None, ..sequence.clone() }),
        other => other.clone(),
    }
}

fn together(said: &Catalog, needed: &Catalog, catalog: &Catalog) -> Catalog {
    let mut both = said.clone();
    both.objects.extend(needed.objects.clone());
    let edges = within(&both, catalog);
    both.edges.extend(edges);
    both
}

fn within(some: &Catalog, catalog: &Catalog) -> BTreeSet<(ObjectId, ObjectId)> {
    let holds = |id: &ObjectId| some.objects.contains_key(id);
    catalog.edges.iter().filter(|(dependent, needed)| holds(dependent) && holds(needed)).cloned().collect()
}

/// What entities cannot ask for, because it needs their tables first: what calls a function that takes a row of one.
pub(super) fn late(catalog: &Catalog) -> BTreeSet<ObjectId> {
    let mut late: BTreeSet<ObjectId> = BTreeSet::new();
    loop {
        let is_found = |(dependent, needed): &&(ObjectId, ObjectId)| {
            let needs_table = stands_beside(dependent) && is_of_table(needed);
            !late.contains(dependent) && (needs_table || late.contains(needed))
        };
        let more: Vec<ObjectId> =
            catalog.edges.iter().filter(is_found).map(|(dependent, _)| dependent.clone()).collect();
        if more.is_empty() {
            return late;
        }
        late.extend(more);
    }
}

/// Whether it is a table or view, or a part of one.
fn is_of_table(id: &ObjectId) -> bool {
    id.relation().is_some() || id.table().is_some() || id.kind() == ObjectKind::Index
}

fn stands_beside(id: &ObjectId) -> bool {
    matches!(
        id.kind(),
        ObjectKind::Domain
            | ObjectKind::DomainCheck
            | ObjectKind::CompositeType
            | ObjectKind::RangeType
            | ObjectKind::Function
            | ObjectKind::Aggregate
    )
}
