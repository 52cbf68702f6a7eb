//! Finds columns of views that show the same place under another name.

use entity_core::schema::{Catalog, Object, ObjectId, OutputColumn, QualName, Rename, Subject};

/// Finds the columns of views that keep their place and type and change their name. A view holds no rows, so nothing is
/// lost by calling that a rename, and what hangs on the view stays.
pub fn shown(from: &Catalog, to: &Catalog) -> Vec<Rename> {
    let views = from.objects.iter().filter_map(|(id, object)| match (id, object, to.objects.get(id)) {
        (ObjectId::View(name), Object::View(from), Some(Object::View(to))) => {
            Some((name, from.query.columns.as_slice(), to.query.columns.as_slice()))
        }
        (_, _, _) => None,
    });
    views.flat_map(|(name, from, to)| renamed(name, from, to)).collect()
}

/// None where a column goes or changes its type, or a name moves to another place: then the view is made again.
fn renamed(view: &QualName, from: &[OutputColumn], to: &[OutputColumn]) -> Vec<Rename> {
    let is_same = |(from, to): (&OutputColumn, &OutputColumn)| from.ty == to.ty && from.collation == to.collation;
    if from.len() > to.len() || !from.iter().zip(to).all(is_same) {
        return Vec::new();
    }
    let changed: Vec<_> = from.iter().zip(to).filter(|(from, to)| from.name != to.name).collect();
    let is_free = |(gone, new): &(&OutputColumn, &OutputColumn)| {
        to.iter().all(|other| other.name != gone.name) && from.iter().all(|other| other.name != new.name)
    };
    if !changed.iter().all(is_free) {
        return Vec::new();
    }
    let subject = |column: &OutputColumn| Subject::Object(ObjectId::ViewColumn(view.clone(), column.name.clone()));
    changed.into_iter().map(|(from, to)| Rename { from: subject(from), to: subject(to) }).collect()
}

#[cfg(test)]
mod tests {
    use entity_core::schema::TypeName;

    use super::*;

    fn columns(names: &[(&str, &'static str)]) -> Vec<OutputColumn> {
        let column = |(name, ty): &(&str, &'static str)| OutputColumn {
            name: (*name).into(),
            ty: TypeName::from_static(ty),
            collation: None,
        };
        names.iter().map(column).collect()
    }

    #[test]
    fn only_a_name_in_its_place_is_renamed() {
        let from = columns(&[("id", "uuid"), ("name", "text")]);
        for (to, count) in [
            (columns(&[("id", "uuid"), ("title", "text"), ("size", "integer")]), 1),
            (columns(&[("key", "uuid"), ("title", "text")]), 2),
            (columns(&[("id", "uuid"), ("title", "integer")]), 0),
            (columns(&[("name", "uuid"), ("id", "text")]), 0),
            (columns(&[("id", "uuid")]), 0),
        ] {
            assert_eq!(renamed(&QualName::public("v"), &from, &to).len(), count, "{to:?}");
        }
    }
}
