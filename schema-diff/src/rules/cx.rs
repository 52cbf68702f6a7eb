//! Both sides of a plan, as rules see them.

use std::collections::BTreeMap;

use entity_core::schema::{Catalog, Ident, LabelMove, ObjectId, QualName, TableKind};

use super::{Effect, effect, inherited, relation};

/// Both sides, and what happens to each object that does not stay as it is.
pub(crate) struct Cx<'a> {
    pub(crate) from: &'a Catalog,
    pub(crate) to: &'a Catalog,
    pub(crate) effects: &'a BTreeMap<ObjectId, Effect>,
    /// The labels that rows move to when theirs goes.
    pub(crate) moves: &'a [LabelMove],
}

impl Cx<'_> {
    /// Whether nobody's rows are at stake: the table is made by the plan.
    pub(super) fn is_new(&self, table: &QualName) -> bool {
        let id = self.to.resolved(ObjectId::Table(table.clone()));
        !self.from.objects.contains_key(&id) || self.effect(&id) == Some(Effect::Replace)
    }

    /// Whether an object is changed in place to something that need not need what it needed.
    pub(super) fn lets_go_in_place(&self, id: &ObjectId) -> bool {
        match (self.from.objects.get(id), self.to.objects.get(id)) {
            (Some(from), Some(to)) => from != to && effect(self.from, id, from, to) < Effect::Replace,
            (Some(_) | None, _) => false,
        }
    }

    /// Whether a table is in use: it is there before and after, and what holds its lock for long holds up others.
    pub(super) fn is_busy(&self, table: &QualName) -> bool {
        let id = self.from.resolved(ObjectId::Table(table.clone()));
        let stays = self.from.objects.contains_key(&id) && self.to.objects.contains_key(&id);
        let is_whole =
            |side: &Catalog| inherited::table(side, table).is_none_or(|table| table.kind == TableKind::Ordinary);
        stays
            && self.effect(&id) != Some(Effect::Replace)
            && !inherited::is_relinked(self, table)
            && is_whole(self.from)
            && is_whole(self.to)
            && !inherited::gains_child(self, table)
    }

    /// What an object of `from` needs, as the server says.
    pub(crate) fn needed<'b>(&'b self, id: &'b ObjectId) -> impl Iterator<Item = &'b ObjectId> {
        self.from.needed_by(id)
    }

    /// A relation's name with an ending that neither side uses.
    pub(super) fn free_name(&self, name: &QualName, ending: &str) -> QualName {
        let candidate = |number: usize| {
            let number = if number == 0 { String::new() } else { number.to_string() };
            name.sibling(Ident::shortened(format!("{}{ending}{number}", name.name.as_str())))
        };
        let is_taken = |name: &QualName| {
            [self.from, self.to].iter().any(|side| {
                side.objects.iter().any(|(id, object)| relation(id, object).is_some_and(|taken| taken == *name))
            })
        };
        (0..).map(candidate).find(|name| !is_taken(name)).unwrap_or_else(|| candidate(0))
    }

    /// What happens to an object, if anything does.
    pub(crate) fn effect(&self, id: &ObjectId) -> Option<Effect> {
        self.effects.get(id).copied()
    }

    /// Whether both sides hold the same, so that existing rows are known to fit.
    pub(super) fn is_unchanged(&self, id: &ObjectId) -> bool {
        self.from.objects.get(id) == self.to.objects.get(id)
    }
}
