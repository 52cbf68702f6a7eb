//! Follows each change to everything that cannot stand by while it happens.

use std::collections::{BTreeMap, HashMap};

use entity_core::schema::{Catalog, ObjectId};

use crate::diff::Delta;
use crate::rules::{self, Cause, Cx, Effect};

/// What happens to every object that does not stay as it is.
///
/// # Shape
/// Created objects are not in it: nothing depends on them yet. An object may be in it without a delta of its own, when
/// something it needs must go for a while.
pub(super) fn effects(from: &Catalog, to: &Catalog, deltas: &[Delta]) -> BTreeMap<ObjectId, Effect> {
    let mut effects: BTreeMap<ObjectId, Effect> =
        deltas.iter().filter_map(|delta| own_effect(from, to, delta)).collect();
    let changed = deltas.iter().filter_map(|delta| match delta {
        Delta::Create(id) | Delta::Alter(id) => Some(id),
        Delta::Drop(_) => None,
    });
    for domain in changed.filter_map(|id| rules::stiffened(from, to, id)) {
        effects.insert(domain, Effect::Rebuild);
    }
    let queue: Vec<ObjectId> =
        effects.iter().filter(|(_, effect)| is_felt(**effect)).map(|(id, _)| id.clone()).collect();
    if !queue.is_empty() {
        spread(from, to, &mut effects, queue);
    }
    for table in rules::untied(&Cx { from, to, effects: &effects, moves: &[] }) {
        effects.entry(table).or_insert(Effect::Release);
    }
    effects
}

fn spread(from: &Catalog, to: &Catalog, effects: &mut BTreeMap<ObjectId, Effect>, mut queue: Vec<ObjectId>) {
    let dependents = dependents(from);
    while let Some(id) = queue.pop() {
        let Some(effect) = effects.get(&id).copied() else { continue };
        for &dependent in dependents.get(&id).into_iter().flatten() {
            let felt = felt(from, to, effects, dependent, &Cause { id: &id, effect: as_felt(from, to, &id, effect) });
            if felt > effects.get(dependent).copied().unwrap_or(Effect::Quiet) {
                effects.insert(dependent.clone(), felt);
                queue.push(dependent.clone());
            }
        }
    }
}

fn own_effect(from: &Catalog, to: &Catalog, delta: &Delta) -> Option<(ObjectId, Effect)> {
    match delta {
        Delta::Create(_) => None,
        Delta::Drop(id) => Some((id.clone(), Effect::Gone)),
        Delta::Alter(id) => Some((id.clone(), rules::effect(from, id, from.objects.get(id)?, to.objects.get(id)?))),
    }
}

/// A routine that makes room for another of its name is as good as replaced: while both are there, a call may mean
/// either, so nothing can move from one to the other in place.
fn as_felt(from: &Catalog, to: &Catalog, id: &ObjectId, effect: Effect) -> Effect {
    let Some(name) = id.routine().filter(|_| effect == Effect::Gone) else { return effect };
    let mut others = to.objects.keys().filter(|other| other.routine() == Some(name));
    if others.any(|other| !from.objects.contains_key(other)) { Effect::Replace } else { effect }
}

fn is_felt(effect: Effect) -> bool {
    match effect {
        Effect::Quiet | Effect::Release => false,
        Effect::Retype | Effect::Rebuild | Effect::Replace | Effect::Gone => true,
    }
}

/// What a dependent suffers. One that goes anyway, or came to stay only in `from`, suffers nothing more.
fn felt(
    from: &Catalog,
    to: &Catalog,
    effects: &BTreeMap<ObjectId, Effect>,
    dependent: &ObjectId,
    cause: &Cause<'_>,
) -> Effect {
    let cx = Cx { from, to, effects, moves: &[] };
    match (from.objects.get(dependent), to.objects.contains_key(dependent)) {
        (Some(object), true) => rules::reaction(&cx, dependent, object, cause),
        (Some(_) | None, _) => Effect::Quiet,
    }
}

/// Who needs each object.
fn dependents(catalog: &Catalog) -> HashMap<ObjectId, Vec<&ObjectId>> {
    let mut dependents: HashMap<ObjectId, Vec<&ObjectId>> = HashMap::new();
    for (dependent, needed) in &catalog.edges {
        dependents.entry(needed.clone()).or_default().push(dependent);
    }
    for (id, object) in &catalog.objects {
        for needed in rules::needs(catalog, id, object).chain(rules::settles_on(object)) {
            dependents.entry(needed).or_default().push(id);
        }
    }
    dependents
}
