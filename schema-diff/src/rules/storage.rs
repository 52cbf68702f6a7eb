//! How an index is kept and what its table uses it for, also the index behind a constraint.

use entity_core::schema::{IndexStorage, Object, ObjectId, QualName};

use super::{Cx, Fact, fact, part, text};

/// An index with its table.
pub(super) struct Place<'a> {
    /// The object that it belongs to: itself, or its constraint.
    pub(super) id: &'a ObjectId,
    /// Its own name.
    pub(super) index: QualName,
    pub(super) table: &'a QualName,
}

/// The statements that change how it is kept.
pub(super) fn changes(cx: &Cx<'_>, place: &Place<'_>, from: &IndexStorage, to: &IndexStorage) -> Vec<String> {
    let Place { id: _, index, table } = place;
    // An index is whole once its last part is attached.
    let IndexStorage { options, tablespace, clustered, replica_identity, part_of, only: _ } = to;
    let alter = |clause: String| format!("ALTER INDEX {index} {clause}");
    let mut statements: Vec<String> = text::option_changes(&from.options, options).into_iter().map(alter).collect();
    if from.tablespace != *tablespace {
        statements.push(alter(format!("SET TABLESPACE {}", text::tablespace(tablespace.as_ref()))));
    }
    if *clustered && !from.clustered {
        statements.push(format!("ALTER TABLE {table} CLUSTER ON {}", index.name));
    }
    if !*clustered && from.clustered && !is_clustered(cx, table) {
        statements.push(format!("ALTER TABLE {table} SET WITHOUT CLUSTER"));
    }
    if *replica_identity && !from.replica_identity {
        statements.push(format!("ALTER TABLE {table} REPLICA IDENTITY USING INDEX {}", index.name));
    }
    if part_of != &from.part_of {
        statements.extend(part::attach(cx, place, part_of.as_ref()));
    }
    statements
}

/// Whether another index takes the place, which ends the clustering by this one.
fn is_clustered(cx: &Cx<'_>, table: &QualName) -> bool {
    cx.to.objects.iter().any(|(id, object)| match (id, object) {
        (ObjectId::Index(_), Object::Index(index)) => index.table == *table && index.storage.clustered,
        (ObjectId::Constraint(other, _), Object::Constraint(constraint)) => {
            other == table && super::constraint::storage(constraint).is_some_and(|storage| storage.clustered)
        }
        (_, _) => false,
    })
}

/// What `CREATE INDEX` and `ADD CONSTRAINT` say of it before a predicate, with its leading space.
pub(super) fn parameters(storage: &IndexStorage) -> String {
    if storage.options.is_empty() {
        return String::new();
    }
    format!(" WITH ({})", text::list(storage.options.iter().map(|option| text::option(option))))
}

/// Whether an index can stay: a part cannot be taken out of a whole.
pub(super) fn is_kept(from: &IndexStorage, to: &IndexStorage) -> bool {
    from.only || !to.only
}

/// What is left to be said of a new index: all that its definition does not.
pub(super) fn defined(storage: &IndexStorage) -> IndexStorage {
    IndexStorage { clustered: false, replica_identity: false, part_of: None, only: false, ..storage.clone() }
}

/// The same index used otherwise.
pub(super) fn facts(storage: &IndexStorage) -> Vec<Fact> {
    let IndexStorage { options, tablespace, clustered, replica_identity, part_of, only } = storage;
    vec![
        fact::option("options", "with ", fact::filled(options)),
        fact::option("tablespace", "tablespace ", tablespace.as_ref()),
        fact::flag("clustered", "clustered", *clustered),
        fact::flag("replica identity", "replica identity", *replica_identity),
        fact::option("part of", "part of ", part_of.as_ref()),
        fact::flag("only", "only", *only),
    ]
}
