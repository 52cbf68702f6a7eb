//! Which op waits for which.

use std::collections::{BTreeMap, HashMap};

use entity_core::schema::{Catalog, Object, ObjectId, QualName};

use crate::rules::{self, Cx, Effect, Op, Slot};

/// The ops, and for each the ops that come after it.
pub(super) struct Graph {
    pub(super) ops: Vec<Op>,
    pub(super) after: Vec<Vec<usize>>,
}

/// The ops of one object, by slot.
type Slots = BTreeMap<Slot, usize>;

impl Graph {
    /// Connects the ops.
    ///
    /// Something is created and altered after what it needs then, and released or dropped before what it needed until
    /// then. Names are free before they are taken again.
    pub(super) fn new(cx: &Cx<'_>, ops: Vec<Op>) -> Self {
        let after = vec![Vec::new(); ops.len()];
        let mut graph = Self { ops, after };
        let slots = graph.slots();
        graph.connect_slots(&slots);
        each_need(cx.from, |dependent, needed| {
            if !rules::is_part_noted(cx.from, dependent, needed) {
                graph.connect_departure(cx, &slots, dependent, needed);
            }
        });
        each_need(cx.to, |dependent, needed| graph.connect_arrival(&slots, dependent, needed));
        graph.connect_held(cx, &slots);
        graph.connect_said(&slots);
        graph.connect_names(cx, &slots);
        graph.connect_routines();
        graph.connect_settling(cx, &slots);
        graph.connect_keys(cx);
        graph.connect_parents(cx);
        graph.connect_referenced(cx);
        graph.connect_found(cx);
        graph
    }

    fn slots(&self) -> HashMap<ObjectId, Slots> {
        let mut slots: HashMap<ObjectId, Slots> = HashMap::new();
        for (index, op) in self.ops.iter().enumerate() {
            slots.entry(op.id.clone()).or_default().insert(op.slot, index);
        }
        slots
    }

    fn connect(&mut self, first: Option<&usize>, then: Option<&usize>) {
        if let (Some(first), Some(then)) = (first, then)
            && first != then
        {
            self.after[*first].push(*then);
        }
    }

    fn connect_slots(&mut self, slots: &HashMap<ObjectId, Slots>) {
        for slots in slots.values() {
            for (first, then) in slots.values().zip(slots.values().skip(1)) {
                self.connect(Some(first), Some(then));
            }
        }
    }

    fn connect_departure(
        &mut self,
        cx: &Cx<'_>,
        slots: &HashMap<ObjectId, Slots>,
        dependent: &ObjectId,
        needed: &ObjectId,
    ) {
        let name = named(cx.from, needed);
        let takes_its_name = name.is_some() && name == named(cx.to, dependent);
        let (Some(dependent), Some(slots)) = (slots.get(dependent), slots.get(needed)) else { return };
        for leaving in [Slot::Release, Slot::Drop] {
            for change in [Slot::Drop, Slot::Alter] {
                self.connect(dependent.get(&leaving), slots.get(&change));
            }
        }
        let is_made_again = cx.effects.get(needed) == Some(&Effect::Replace);
        // What is released calls a function no more.
        let has_let_go = needed.routine().is_some() && dependent.contains_key(&Slot::Release);
        // What is made anew is altered after that, and needs what it needs then.
        let is_new = dependent.contains_key(&Slot::Create);
        if !is_made_again && !has_let_go && !takes_its_name && !is_new {
            self.connect(dependent.get(&Slot::Alter), slots.get(&Slot::Drop));
        }
        for moving in [Slot::Drop, Slot::Alter, Slot::Finish] {
            self.connect(dependent.get(&moving), slots.get(&Slot::Finish));
        }
        // What goes along with what it needs is only gone when that is.
        if dependent.get(&Slot::Drop).is_some_and(|drop| self.ops[*drop].is_silent()) {
            self.connect(slots.get(&Slot::Drop), dependent.get(&Slot::Create));
        }
        // What lets go of a parent takes its parts along, and then they can change.
        self.connect(slots.get(&Slot::Release), dependent.get(&Slot::Drop));
    }

    fn connect_arrival(&mut self, slots: &HashMap<ObjectId, Slots>, dependent: &ObjectId, needed: &ObjectId) {
        let (Some(dependent), Some(needed)) = (slots.get(dependent), slots.get(needed)) else { return };
        for arriving in [Slot::Create, Slot::Alter] {
            for change in [Slot::Release, Slot::Create, Slot::Alter] {
                self.connect(needed.get(&change), dependent.get(&arriving));
            }
            // What comes to a parent brings its parts along as they shall be.
            self.connect(dependent.get(&arriving), needed.get(&Slot::Finish));
        }
        self.connect(needed.get(&Slot::Fill), dependent.get(&Slot::Fill));
    }

    /// A table changes when what goes along with something else, and held it as it is, is gone.
    fn connect_held(&mut self, cx: &Cx<'_>, slots: &HashMap<ObjectId, Slots>) {
        let mut waits = Vec::new();
        for op in self.ops.iter().filter(|op| op.slot == Slot::Drop && op.is_silent()) {
            let table = rules::home(cx.from, &op.id).map(ObjectId::Table);
            let Some(change) = table.and_then(|table| slots.get(&table)?.get(&Slot::Alter).copied()) else { continue };
            let object = cx.from.objects.get(&op.id).into_iter();
            let needed = object.flat_map(|object| rules::needs(cx.from, &op.id, object));
            let drops = needed.filter_map(|needed| slots.get(&needed)?.get(&Slot::Drop).copied());
            waits.extend(drops.filter(|drop| !self.ops[*drop].is_silent()).map(|drop| (drop, change)));
        }
        waits.iter().for_each(|(drop, change)| self.connect(Some(drop), Some(change)));
    }

    /// What is said of an object that is made waits for it, also where no catalog holds what is said.
    fn connect_said(&mut self, slots: &HashMap<ObjectId, Slots>) {
        let said: Vec<(ObjectId, ObjectId)> =
            self.ops.iter().filter_map(|op| Some((op.id.clone(), op.id.on()?.clone()))).collect();
        for (id, on) in said {
            self.connect_arrival(slots, &id, &on);
        }
    }

    /// A name is free before somebody else takes it.
    fn connect_names(&mut self, cx: &Cx<'_>, slots: &HashMap<ObjectId, Slots>) {
        let mut freed: BTreeMap<QualName, usize> = BTreeMap::new();
        let mut taken: Vec<(QualName, usize)> = Vec::new();
        for (index, op) in self.ops.iter().enumerate() {
            let (before, after) = (named(cx.from, &op.id), named(cx.to, &op.id));
            if before == after && op.slot != Slot::Create && op.slot != Slot::Drop {
                continue;
            }
            match (op.slot, before, after) {
                (Slot::Drop, Some(name), _) => {
                    freed.insert(name, index);
                }
                // A new name is taken where the one before is let go.
                (Slot::Release, Some(name), after) => {
                    freed.insert(name, index);
                    taken.extend(after.map(|name| (name, index)));
                }
                (Slot::Create, _, Some(name)) | (Slot::Alter, None, Some(name)) => taken.push((name, index)),
                (
                    Slot::Release | Slot::Drop | Slot::Create | Slot::Alter | Slot::Settle | Slot::Finish | Slot::Fill,
                    _,
                    _,
                ) => {}
            }
        }
        for (name, taker) in &taken {
            self.connect(freed.get(name), Some(taker));
            self.connect_carried(cx, slots, freed.get(name), *taker);
        }
    }

    /// What goes along with something that it needs lets go of its name when that goes.
    fn connect_carried(&mut self, cx: &Cx<'_>, slots: &HashMap<ObjectId, Slots>, freed: Option<&usize>, taker: usize) {
        let Some(op) = freed.map(|freed| &self.ops[*freed]).filter(|op| op.is_silent()) else { return };
        let drops: Vec<usize> =
            cx.needed(&op.id).filter_map(|needed| slots.get(needed)?.get(&Slot::Drop).copied()).collect();
        drops.iter().for_each(|drop| self.connect(Some(drop), Some(&taker)));
    }

    /// While two routines of one name are there, a call may mean either: those that go must be gone before others come.
    fn connect_routines(&mut self) {
        let mut going: BTreeMap<QualName, Vec<usize>> = BTreeMap::new();
        let mut coming: Vec<(QualName, usize)> = Vec::new();
        for (index, op) in self.ops.iter().enumerate() {
            match (op.id.routine(), op.slot) {
                (Some(name), Slot::Drop) => going.entry(name.clone()).or_default().push(index),
                (Some(name), Slot::Create) => coming.push((name.clone(), index)),
                (Some(_) | None, _) => {}
            }
        }
        for (name, create) in coming {
            for dropped in going.get(&name).into_iter().flatten() {
                self.connect(Some(dropped), Some(&create));
            }
        }
    }

    /// What is tied to something waits for it, and lets go of it before it goes.
    fn connect_settling(&mut self, cx: &Cx<'_>, slots: &HashMap<ObjectId, Slots>) {
        for (id, object) in &cx.from.objects {
            let Some((ties, owner)) = tied(slots, id, object) else { continue };
            self.connect(ties.get(&Slot::Release), owner.get(&Slot::Drop));
            self.connect(owner.get(&Slot::Drop), ties.get(&Slot::Drop));
        }
        for (id, object) in &cx.to.objects {
            let Some((ties, owner)) = tied(slots, id, object) else { continue };
            for change in [Slot::Create, Slot::Alter] {
                self.connect(owner.get(&change), ties.get(&Slot::Settle));
            }
        }
    }

    /// A foreign key takes the first key that fits: those that go must be gone, or it would hold on to one of them.
    fn connect_keys(&mut self, cx: &Cx<'_>) {
        let mut going: BTreeMap<QualName, Vec<usize>> = BTreeMap::new();
        let mut looking: Vec<(QualName, usize)> = Vec::new();
        for (index, op) in self.ops.iter().enumerate() {
            match op.slot {
                Slot::Drop => {
                    let table = cx.from.objects.get(&op.id).and_then(|object| rules::key_of(&op.id, object));
                    table.into_iter().for_each(|table| going.entry(table).or_default().push(index));
                }
                Slot::Create => {
                    let table = cx.to.objects.get(&op.id).and_then(rules::looks_up);
                    looking.extend(table.map(|table| (table.clone(), index)));
                }
                Slot::Release | Slot::Alter | Slot::Settle | Slot::Finish | Slot::Fill => {}
            }
        }
        for (table, key) in looking {
            for dropped in going.get(&table).into_iter().flatten() {
                self.connect(Some(dropped), Some(&key));
            }
        }
    }

    /// A table lets go of its parents before they change, and comes to them after. What one partition held is free
    /// before another one takes it.
    fn connect_parents(&mut self, cx: &Cx<'_>) {
        let links = Links::new(cx, &self.ops);
        let freed = links.leaving.iter().flat_map(|(parent, leaving)| {
            let arriving = links.arriving.get(parent).into_iter().flatten();
            arriving.flat_map(move |then| leaving.iter().map(move |first| (*first, *then)))
        });
        for (first, then) in freed.collect::<Vec<_>>() {
            self.connect(Some(&first), Some(&then));
        }
        for index in 0..self.ops.len() {
            let op = &self.ops[index];
            let Some(home) = rules::home(cx.to, &op.id).or_else(|| rules::home(cx.from, &op.id)) else { continue };
            let slot = op.slot;
            let leaving = links.leaving.get(&home).into_iter().flatten().filter(|_| slot != Slot::Release);
            let arriving = links.arriving.get(&home).into_iter().flatten().filter(|_| slot != Slot::Finish);
            let released: Vec<usize> =
                leaving.filter(|first| self.ops[**first].slot == Slot::Release).copied().collect();
            let finished: Vec<usize> = arriving.filter(|then| self.ops[**then].slot == Slot::Finish).copied().collect();
            released.iter().for_each(|first| self.connect(Some(first), Some(&index)));
            finished.iter().for_each(|then| self.connect(Some(&index), Some(then)));
            if slot == Slot::Create && rules::is_made_alone(cx, &self.ops[index].id) {
                let tables = links.arriving.get(&home).into_iter().flatten();
                let made: Vec<usize> = tables.filter(|table| self.ops[**table].slot == Slot::Create).copied().collect();
                made.iter().for_each(|table| self.connect(Some(table), Some(&index)));
            }
        }
        self.connect_wholes(cx);
    }

    /// The index of a parent takes what it finds in a partition for its part: what goes must be gone.
    fn connect_found(&mut self, cx: &Cx<'_>) {
        let indexed = |catalog: &Catalog, op: &Op| catalog.objects.get(&op.id).is_some_and(rules::is_indexed);
        let mut going: BTreeMap<QualName, Vec<usize>> = BTreeMap::new();
        let drops = self.ops.iter().enumerate().filter(|(_, op)| op.slot == Slot::Drop && indexed(cx.from, op));
        for (index, op) in drops {
            let above = rules::home(cx.from, &op.id).map(|home| above(cx.from, home)).unwrap_or_default();
            above.into_iter().for_each(|table| going.entry(table).or_default().push(index));
        }
        let makes = self.ops.iter().enumerate().filter(|(_, op)| op.slot == Slot::Create && indexed(cx.to, op));
        let waits = makes.flat_map(|(index, op)| {
            let found = rules::home(cx.to, &op.id).and_then(|home| going.get(&home)).into_iter().flatten();
            found.map(move |drop| (*drop, index))
        });
        for (drop, make) in waits.collect::<Vec<_>>() {
            self.connect(Some(&drop), Some(&make));
        }
    }

    /// A partition cannot go while a foreign key refers to its parent.
    fn connect_referenced(&mut self, cx: &Cx<'_>) {
        let mut keys: BTreeMap<QualName, Vec<usize>> = BTreeMap::new();
        let drops = || self.ops.iter().enumerate().filter(|(_, op)| op.slot == Slot::Drop);
        for (index, op) in drops() {
            let table = cx.from.objects.get(&op.id).and_then(rules::looks_up);
            table.into_iter().for_each(|table| keys.entry(table.clone()).or_default().push(index));
        }
        let partitions = drops().filter(|(_, op)| matches!(op.id, ObjectId::Table(_)) && !keys.is_empty());
        let waits = partitions.flat_map(|(index, op)| {
            let above = op.id.relation().map(|table| above(cx.from, table.clone())).unwrap_or_default();
            above
                .into_iter()
                .flat_map(|table| keys.get(&table).cloned().unwrap_or_default())
                .map(move |key| (key, index))
        });
        for (key, drop) in waits.collect::<Vec<_>>() {
            self.connect(Some(&key), Some(&drop));
        }
    }

    /// A foreign key needs an index that is whole: the parts of the partitions are there before it looks.
    fn connect_wholes(&mut self, cx: &Cx<'_>) {
        let mut parts: BTreeMap<QualName, Vec<usize>> = BTreeMap::new();
        for (index, op) in self.ops.iter().enumerate().filter(|(_, op)| matches!(op.slot, Slot::Create | Slot::Alter)) {
            let is_part = cx.to.objects.get(&op.id).is_some_and(rules::is_part);
            let home = rules::home(cx.to, &op.id).filter(|_| is_part);
            let above = home.map(|home| above(cx.to, home)).unwrap_or_default();
            above.into_iter().for_each(|table| parts.entry(table).or_default().push(index));
        }
        for index in 0..self.ops.len() {
            let op = &self.ops[index];
            let looked_up = cx.to.objects.get(&op.id).and_then(rules::looks_up).filter(|_| op.slot == Slot::Create);
            let parts = looked_up.and_then(|table| parts.get(table));
            parts.into_iter().flatten().for_each(|part| self.connect(Some(part), Some(&index)));
        }
    }
}

/// The name that an object takes among relations.
fn named(catalog: &Catalog, id: &ObjectId) -> Option<QualName> {
    rules::relation(id, catalog.objects.get(id)?)
}

/// The ops of an object and those of what it is tied to.
fn tied<'a>(slots: &'a HashMap<ObjectId, Slots>, id: &ObjectId, object: &Object) -> Option<(&'a Slots, &'a Slots)> {
    let owner = rules::settles_on(object)?;
    Some((slots.get(id)?, slots.get(&owner)?))
}

/// The ops that leave a parent and those that come to it, by parent.
struct Links {
    leaving: BTreeMap<QualName, Vec<usize>>,
    arriving: BTreeMap<QualName, Vec<usize>>,
}

impl Links {
    fn new(cx: &Cx<'_>, ops: &[Op]) -> Self {
        let mut links = Self { leaving: BTreeMap::new(), arriving: BTreeMap::new() };
        for (index, op) in ops.iter().enumerate() {
            let (catalog, into) = match op.slot {
                Slot::Release | Slot::Drop => (cx.from, &mut links.leaving),
                Slot::Create | Slot::Finish => (cx.to, &mut links.arriving),
                Slot::Alter | Slot::Settle | Slot::Fill => continue,
            };
            for parent in catalog.objects.get(&op.id).map(rules::parents).unwrap_or_default() {
                into.entry(parent.clone()).or_default().push(index);
            }
        }
        links
    }
}

/// The parents of a table, their parents, and so on.
fn above(catalog: &Catalog, table: QualName) -> Vec<QualName> {
    let mut above = vec![table];
    let mut next = 0;
    while let Some(table) = above.get(next) {
        let object = catalog.objects.get(&ObjectId::Table(table.clone()));
        let parents: Vec<QualName> = object.map(rules::parents).unwrap_or_default().into_iter().cloned().collect();
        above.extend(parents);
        next += 1;
    }
    above.split_off(1)
}

fn each_need(catalog: &Catalog, mut visit: impl FnMut(&ObjectId, &ObjectId)) {
    for (dependent, needed) in &catalog.edges {
        visit(dependent, needed);
    }
    for (id, object) in &catalog.objects {
        for needed in rules::needs(catalog, id, object) {
            visit(id, &needed);
        }
    }
}
