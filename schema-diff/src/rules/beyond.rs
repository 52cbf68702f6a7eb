//! Differences for which PostgreSQL has no statement. They are reported by name, as what has no model is.

use entity_core::schema::{Catalog, Column, Index, Object, ObjectId, Origin, QualName, Unmodelled};

use super::inherited;

/// What no plan can bring about.
pub(crate) fn beyond(from: &Catalog, to: &Catalog) -> Vec<Unmodelled> {
    let columns = to.objects.iter().filter(|(id, object)| {
        let given_up = match (from.objects.get(id), object) {
            (Some(Object::Column(before)), Object::Column(after)) => is_given_up(before, after),
            (_, _) => false,
        };
        // A partition gives its columns up when it comes.
        given_up && id.table().is_some_and(|table| !is_partition(to, table))
    });
    let indexes = from.objects.iter().filter(|(id, object)| {
        let Object::Index(index) = object else { return false };
        to.objects.get(id) == Some(object) && is_passed_over(from, to, index)
    });
    let named = |kind: &'static str| {
        move |(id, _): (&ObjectId, &Object)| Unmodelled { kind: kind.to_owned(), name: id.plain() }
    };
    columns
        .map(named("inheritance alone of the column"))
        .chain(indexes.map(named("index beside its equal in a coming partition")))
        .collect()
}

/// A column that is a table's own stays it, also when a parent brings it too.
fn is_given_up(before: &Column, after: &Column) -> bool {
    before.origin != Origin::Inherited && after.origin == Origin::Inherited
}

fn is_partition(catalog: &Catalog, name: &QualName) -> bool {
    inherited::table(catalog, name).is_some_and(|table| table.partition.is_some())
}

/// The server takes the first index that fits for a part when a partition comes, and asks nobody which.
fn is_passed_over(from: &Catalog, to: &Catalog, index: &Index) -> bool {
    let is_twin = |other: &Index| {
        let mut alone = other.clone();
        alone.storage.part_of = None;
        other.storage.part_of.is_some() && alone == *index
    };
    index.storage.part_of.is_none()
        && !is_partition(from, &index.table)
        && is_partition(to, &index.table)
        && to
            .from_first(ObjectId::Index(QualName::FIRST))
            .any(|(_, other)| matches!(other, Object::Index(other) if is_twin(other)))
}

#[cfg(test)]
mod tests {
    use entity_core::schema::{Expr, Ident, Partition, Table, TypeName};

    use super::*;

    fn catalog(origin: Origin, partition: Option<Partition>) -> Catalog {
        let mut catalog = Catalog::default();
        let table = QualName::public("birds");
        let column = Column { origin, ..Column::new(TypeName::from_static("text")) };
        catalog.insert(ObjectId::Column(table.clone(), Ident::from("name")), Object::Column(column));
        catalog.insert(ObjectId::Table(table), Object::Table(Table { partition, ..Table::default() }));
        catalog
    }

    #[test]
    fn a_column_of_ones_own_stays_it_but_in_a_partition() {
        let (own, inherited) = (catalog(Origin::Own, None), catalog(Origin::Inherited, None));
        let names = |all: Vec<Unmodelled>| all.into_iter().map(|one| one.name).collect::<Vec<_>>();
        assert_eq!(names(beyond(&own, &inherited)), ["birds.name"]);
        assert!(beyond(&inherited, &own).is_empty());
        let partition = Partition { parent: QualName::public("animals"), bound: Expr::from("DEFAULT") };
        assert!(beyond(&own, &catalog(Origin::Inherited, Some(partition))).is_empty());
    }
}
