//! Constraints that a table keeps when it leaves a parent, and those that a parent takes over when it comes.

use entity_core::schema::{Catalog, Constraint, ForeignKey, Object, ObjectId, QualName};

use super::super::{Cx, inherited};

/// Whether a parent left it to the table, so that nothing is to be made.
pub(super) fn is_left(cx: &Cx<'_>, id: &ObjectId, constraint: &Constraint) -> bool {
    is_passed_on(cx, cx.from, id, constraint)
}

/// Whether it becomes the parent's, so that nothing is to be dropped.
pub(super) fn is_taken(cx: &Cx<'_>, id: &ObjectId, constraint: &Constraint) -> bool {
    !cx.to.objects.contains_key(id) && is_passed_on(cx, cx.to, id, constraint)
}

/// Whether a parent of a table that leaves it or comes to it has the same constraint.
fn is_passed_on(cx: &Cx<'_>, catalog: &Catalog, id: &ObjectId, constraint: &Constraint) -> bool {
    let ObjectId::Constraint(name, _) = id else { return false };
    let Some(table) = inherited::table(catalog, name).filter(|_| inherited::is_relinked(cx, name)) else {
        return false;
    };
    let is_partition = table.partition.is_some();
    inherited::ancestors(catalog, table).into_iter().any(|parent| match constraint {
        Constraint::Check(check) => {
            !check.no_inherit
                && own(catalog, parent, id).is_some_and(|other| *other == Constraint::Check(check.clone()))
        }
        Constraint::ForeignKey(key) => is_partition && has_foreign_key(catalog, parent, key),
        Constraint::PrimaryKey(_) | Constraint::Unique(_) | Constraint::Exclusion(_) => false,
    })
}

/// The constraint of a parent with the same name.
fn own<'a>(catalog: &'a Catalog, parent: &QualName, id: &ObjectId) -> Option<&'a Constraint> {
    match catalog.objects.get(&id.in_table(parent.clone())) {
        Some(Object::Constraint(constraint)) => Some(constraint),
        Some(_) | None => None,
    }
}

fn has_foreign_key(catalog: &Catalog, parent: &QualName, key: &ForeignKey) -> bool {
    inherited::constraints(catalog, parent)
        .any(|(_, object)| matches!(object, Object::Constraint(Constraint::ForeignKey(other)) if other == key))
}
