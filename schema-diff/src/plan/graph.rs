//! Which op waits for which.

use std::collections::{BTreeMap, HashMap};

use entity_core::schema::{Catalog, ObjectId, QualName};

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
        each_need(cx.from, |dependent, needed| graph.connect_departure(cx, &slots, dependent, needed));
        each_need(cx.to, |dependent, needed| graph.connect_arrival(&slots, dependent, needed));
        graph.connect_said(&slots);
        graph.connect_names(cx);
        graph.connect_routines();
        graph.connect_keys(cx);
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
        let (Some(dependent), Some(slots)) = (slots.get(dependent), slots.get(needed)) else { return };
        for leaving in [Slot::Release, Slot::Drop] {
            for change in [Slot::Drop, Slot::Alter] {
                self.connect(dependent.get(&leaving), slots.get(&change));
            }
        }
        let is_made_again = cx.effects.get(needed) == Some(&Effect::Replace);
        if !is_made_again {
            self.connect(dependent.get(&Slot::Alter), slots.get(&Slot::Drop));
        }
        for moving in [Slot::Drop, Slot::Alter] {
            self.connect(dependent.get(&moving), slots.get(&Slot::Finish));
        }
    }

    fn connect_arrival(&mut self, slots: &HashMap<ObjectId, Slots>, dependent: &ObjectId, needed: &ObjectId) {
        let (Some(dependent), Some(needed)) = (slots.get(dependent), slots.get(needed)) else { return };
        for arriving in [Slot::Create, Slot::Alter] {
            for change in [Slot::Create, Slot::Alter] {
                self.connect(needed.get(&change), dependent.get(&arriving));
            }
        }
        self.connect(needed.get(&Slot::Fill), dependent.get(&Slot::Fill));
    }

    /// What is said of an object that is made waits for it, also where no catalog holds what is said.
    fn connect_said(&mut self, slots: &HashMap<ObjectId, Slots>) {
        let said: Vec<(ObjectId, ObjectId)> =
            self.ops.iter().filter_map(|op| Some((op.id.clone(), op.id.on()?.clone()))).collect();
        for (id, on) in said {
            self.connect_arrival(slots, &id, &on);
        }
    }

    fn connect_names(&mut self, cx: &Cx<'_>) {
        let freed = self.names(cx.from, Slot::Drop);
        let taken = self.names(cx.to, Slot::Create);
        for (name, taker) in &taken {
            self.connect(freed.get(name), Some(taker));
        }
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
                Slot::Release | Slot::Alter | Slot::Finish | Slot::Fill => {}
            }
        }
        for (table, key) in looking {
            for dropped in going.get(&table).into_iter().flatten() {
                self.connect(Some(dropped), Some(&key));
            }
        }
    }

    fn names(&self, catalog: &Catalog, slot: Slot) -> BTreeMap<QualName, usize> {
        let ops = self.ops.iter().enumerate().filter(|(_, op)| op.slot == slot);
        ops.filter_map(|(index, op)| Some((rules::relation(&op.id, catalog.objects.get(&op.id)?)?, index))).collect()
    }
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
