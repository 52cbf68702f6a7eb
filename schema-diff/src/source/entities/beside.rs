//! What a database holds beside the entities: what they say nothing about, so that its absence says nothing.

use std::collections::BTreeSet;

use entity_core::schema::{Catalog, Column, Constraint, Object, ObjectId, ObjectKind, QualName, Table, Unmodelled};

use super::trigger::touch;
use super::{Declared, Sort};

/// Takes over into `wanted` what `current` has and entities say nothing about: extensions, namespaces, functions,
/// views, rules, triggers, event triggers, statistics, sequences; and owners and default privileges, unless .sql files
/// speak about them. They are listed as unmodelled, because nothing is done about them.
///
/// How a table is kept, its row-level security, policies, grants, exclusion constraints and partitions stay too, unless
/// its entity says something of their [`Sort`]: then those that it does not declare go. `row_level_security` speaks of
/// policies as well. `none` is something that is said.
///
/// What the entities' own naming makes (`set_updated_at` and its triggers) is theirs, and goes when they let it go.
/// `made` is what the migrations made for .sql files that the schema lists and for types of the entities, and what they
/// rename: it is theirs too. Extensions and namespaces stay in any case, because others may use them.
pub fn leave_beside(current: &Catalog, wanted: &Catalog, declared: &Declared, made: &BTreeSet<ObjectId>) -> Catalog {
    let mut wanted = wanted.clone();
    keep_tables(current, &mut wanted, declared);
    keep_settings(current, &mut wanted);
    let mut beside: BTreeSet<ObjectId> = BTreeSet::new();
    for (id, object) in &current.objects {
        let is_theirs =
            is_made(id, object, current, made) && !matches!(id.kind(), ObjectKind::Extension | ObjectKind::Namespace);
        let is_silent = !is_owned(id, object, current, declared);
        if !wanted.objects.contains_key(id) && !is_theirs && is_silent && is_beside(id, object, (current, &wanted)) {
            beside.insert(id.clone());
        }
    }
    let spoken = spoken(&wanted, declared);
    for id in &beside {
        wanted.insert(id.clone(), current.objects[id].clone());
        if let (ObjectId::Table(name), Some(order)) =
            (id, id.qualified().and_then(|name| current.column_order.get(name)))
        {
            wanted.column_order.insert(name.clone(), order.clone());
        }
        wanted.unmodelled.insert(Unmodelled { kind: id.kind().noun().to_owned(), name: id.plain() });
    }
    for (id, object) in &current.objects {
        let is_left = |on| !made.contains(id) && is_left(id, on, (&wanted, &spoken));
        if !is_owned(id, object, current, declared) && id.on().is_some_and(|on| beside.contains(on) || is_left(on)) {
            wanted.insert(id.clone(), object.clone());
        }
    }
    let kept =
        current.edges.iter().filter(|(dependent, on)| beside.contains(dependent) && wanted.objects.contains_key(on));
    let kept: Vec<_> = kept.cloned().collect();
    wanted.edges.extend(kept);
    wanted
}

/// Whether it is among them, or a check on a domain that is, or an index on a view that is.
fn is_made(id: &ObjectId, object: &Object, current: &Catalog, made: &BTreeSet<ObjectId>) -> bool {
    let is_check = id.kind() == ObjectKind::DomainCheck;
    let is_inside = is_check && id.parent().is_some_and(|domain| made.contains(&domain));
    made.contains(id) || is_inside || indexed_view(object, current).is_some_and(|view| made.contains(&view))
}

/// The view that an index is on.
fn indexed_view(object: &Object, current: &Catalog) -> Option<ObjectId> {
    let Object::Index(index) = object else { return None };
    current.relation(&index.table).filter(|relation| relation.kind() == ObjectKind::MaterializedView)
}

/// Whether an entity speaks of such things on the table that this one belongs to.
fn is_owned(id: &ObjectId, object: &Object, current: &Catalog, declared: &Declared) -> bool {
    let on = |table: Option<&QualName>, sort| table.is_some_and(|table| declared.says(table, sort));
    match object {
        Object::Policy(_) => on(id.table(), Sort::Policies),
        Object::Constraint(Constraint::Exclusion(_)) => on(id.table(), Sort::Exclusions),
        Object::Sequence(sequence) => on(sequence.owned_by.as_ref().map(|(table, _)| table), Sort::Sequences),
        Object::Grant(_) => id.on().is_some_and(|of| match of {
            ObjectId::Table(table) | ObjectId::Column(table, _) => declared.says(table, Sort::Grants),
            _ => false,
        }),
        Object::Index(_) if indexed_view(object, current).is_some() => {
            indexed_view(object, current).is_some_and(|view| declared.catalog.objects.contains_key(&view))
        }
        Object::Table(table) => on(table.partition.as_ref().map(|partition| &partition.parent), Sort::Partitions),
        // What stands in a partition goes with it.
        _ => {
            let table = if let Object::Index(index) = object { Some(&index.table) } else { id.table() };
            let home = table.and_then(|table| current.objects.get_key_value(&ObjectId::Table(table.clone())));
            home.is_some_and(|(id, object)| {
                matches!(object, Object::Table(_)) && is_owned(id, object, current, declared)
            })
        }
    }
}

/// Of a table, what nothing is said about stays as it is.
fn keep_tables(current: &Catalog, wanted: &mut Catalog, declared: &Declared) {
    for (id, object) in &mut wanted.objects {
        if let (ObjectId::Table(name), Object::Table(wanted), Some(Object::Table(table))) =
            (id, object, current.objects.get(id))
        {
            keep_table(table, wanted, |sort| declared.says(name, sort));
        }
    }
}

fn keep_table(current: &Table, wanted: &mut Table, is_said: impl Fn(Sort) -> bool) {
    let Table {
        kind,
        persistence,
        of_type,
        inherits,
        partition,
        access_method,
        tablespace,
        options,
        row_security,
        forced_row_security,
        replica_identity,
    } = wanted;
    keep(kind, &current.kind, is_said(Sort::PartitionBy));
    keep(persistence, &current.persistence, is_said(Sort::Persistence));
    keep(tablespace, &current.tablespace, is_said(Sort::Tablespace));
    keep(options, &current.options, is_said(Sort::Parameters));
    keep(replica_identity, &current.replica_identity, is_said(Sort::ReplicaIdentity));
    keep(row_security, &current.row_security, is_said(Sort::RowSecurity));
    keep(forced_row_security, &current.forced_row_security, is_said(Sort::RowSecurity));
    keep(of_type, &current.of_type, false);
    keep(inherits, &current.inherits, false);
    keep(partition, &current.partition, false);
    keep(access_method, &current.access_method, false);
}

/// Takes what is there, where neither an entity nor a .sql file says anything.
fn keep<T: Clone + Default + PartialEq>(wanted: &mut T, current: &T, is_said: bool) {
    if !is_said && *wanted == T::default() {
        wanted.clone_from(current);
    }
}

/// What a struct cannot say of a column stays as it is.
fn keep_settings(current: &Catalog, wanted: &mut Catalog) {
    for (id, object) in &mut wanted.objects {
        if let (Object::Column(wanted), Some(Object::Column(current))) = (object, current.objects.get(id)) {
            let Column { required, options, foreign, .. } = current.clone();
            wanted.required = required;
            wanted.options = options;
            wanted.foreign = foreign;
        }
    }
}

fn is_beside(id: &ObjectId, object: &Object, (current, wanted): (&Catalog, &Catalog)) -> bool {
    let home = if let Object::Index(index) = object { Some(&index.table) } else { id.table() };
    if home.is_some_and(|table| !is_wanted(table, wanted) && is_below(table, current, wanted)) {
        return true;
    }
    match id.kind() {
        ObjectKind::Table => id.qualified().is_some_and(|name| is_below(name, current, wanted)),
        ObjectKind::Policy => on_wanted(id, wanted),
        ObjectKind::Statistics => matches!(object, Object::Statistics(it) if is_wanted(&it.table, wanted)),
        ObjectKind::Extension
        | ObjectKind::Namespace
        | ObjectKind::Collation
        | ObjectKind::Domain
        | ObjectKind::CompositeType
        | ObjectKind::RangeType
        | ObjectKind::Sequence
        | ObjectKind::Aggregate
        | ObjectKind::View
        | ObjectKind::MaterializedView
        | ObjectKind::ViewColumn
        | ObjectKind::EventTrigger
        | ObjectKind::TextSearchDictionary
        | ObjectKind::TextSearchConfiguration
        | ObjectKind::ForeignDataWrapper
        | ObjectKind::ForeignServer
        | ObjectKind::Publication
        | ObjectKind::PublishedNamespace => true,
        ObjectKind::PublishedTable => on_wanted(id, wanted),
        // A domain that entities declare has the checks that they say.
        ObjectKind::DomainCheck => !on_wanted(id, wanted),
        ObjectKind::Rule => on_wanted(id, wanted) || is_on_view(id, object, current),
        ObjectKind::Index | ObjectKind::Trigger if is_on_view(id, object, current) => true,
        ObjectKind::DefaultPrivilege => !wanted.objects.keys().any(|id| id.kind() == ObjectKind::DefaultPrivilege),
        ObjectKind::Function => !is_touch(id, object),
        ObjectKind::Trigger => on_wanted(id, wanted) && !calls_touch(object, current),
        ObjectKind::Constraint => {
            on_wanted(id, wanted) && matches!(object, Object::Constraint(Constraint::Exclusion(_)))
        }
        _ => false,
    }
}

/// The kinds of which .sql files say something of objects. About the others, their silence says nothing.
fn spoken(wanted: &Catalog, declared: &Declared) -> BTreeSet<ObjectKind> {
    let of_files = wanted.objects.keys().filter(|id| !declared.catalog.objects.contains_key(id));
    of_files.filter(|id| id.on().is_some()).map(ObjectId::kind).collect()
}

/// Whether something said of an object that stays is nothing that entities speak about.
fn is_left(id: &ObjectId, on: &ObjectId, (wanted, spoken): (&Catalog, &BTreeSet<ObjectKind>)) -> bool {
    let stays = wanted.objects.contains_key(on) || *on == ObjectId::Namespace(QualName::PUBLIC);
    stays && id.kind() != ObjectKind::Comment && !spoken.contains(&id.kind())
}

/// What is on a view stays with it.
fn is_on_view(id: &ObjectId, object: &Object, current: &Catalog) -> bool {
    let table = if let Object::Index(index) = object { Some(&index.table) } else { id.table() };
    let relation = table.and_then(|table| current.relation(table));
    relation.is_some_and(|relation| relation.kind() != ObjectKind::Table)
}

fn is_wanted(table: &QualName, wanted: &Catalog) -> bool {
    wanted.objects.contains_key(&ObjectId::Table(table.clone()))
}

/// Whether a table is a partition of a wanted one, or inherits from one.
fn is_below(table: &QualName, current: &Catalog, wanted: &Catalog) -> bool {
    let Some(Object::Table(table)) = current.objects.get(&ObjectId::Table(table.clone())) else { return false };
    let mut parents = table.inherits.iter().chain(table.partition.as_ref().map(|partition| &partition.parent));
    parents.any(|parent| is_wanted(parent, wanted) || is_below(parent, current, wanted))
}

fn on_wanted(id: &ObjectId, wanted: &Catalog) -> bool {
    id.parent().is_some_and(|parent| wanted.objects.contains_key(&parent))
}

/// Whether a function is the one that entities make for a column, by its name and by what it says. One that only has
/// such a name is the user's.
fn is_touch(id: &ObjectId, object: &Object) -> bool {
    let (ObjectId::Function(name, arguments), Object::Function(function)) = (id, object) else { return false };
    let column = name.name.as_str().strip_prefix("set_").unwrap_or_default();
    arguments.is_empty() && function.body == touch(column).body
}

fn calls_touch(object: &Object, current: &Catalog) -> bool {
    let Object::Trigger(trigger) = object else { return false };
    let id = ObjectId::Function(trigger.function.clone(), String::new());
    current.objects.get(&id).is_some_and(|function| is_touch(&id, function))
}

#[cfg(test)]
mod tests {
    use entity_core::schema::{Domain, DomainCheck, Expr, Ident, Namespace, TypeName};

    use super::*;

    fn database(names: &[&str]) -> Catalog {
        let mut catalog = Catalog::default();
        catalog.insert(ObjectId::Namespace(Ident::from("audit")), Object::Namespace(Namespace));
        for name in names {
            let table = Object::Table(Table::default());
            catalog.insert(ObjectId::Table(QualName::public(*name)), table);
        }
        catalog
    }

    #[test]
    fn what_entities_cannot_declare_stays_and_is_named() {
        let wanted =
            leave_beside(&database(&["users", "pets"]), &Catalog::default(), &Declared::default(), &BTreeSet::new());
        assert_eq!(wanted.objects.keys().map(ToString::to_string).collect::<Vec<_>>(), ["namespace audit"]);
        assert_eq!(wanted.unmodelled.iter().map(|one| one.name.as_str()).collect::<Vec<_>>(), ["audit"]);
    }

    #[test]
    fn a_type_goes_when_a_migration_made_it_and_a_check_when_its_domain_is_declared() {
        let domain = ObjectId::Domain(QualName::public("email"));
        let check = ObjectId::DomainCheck(QualName::public("email"), Ident::from("has_at"));
        let mut current = Catalog::default();
        let object = Object::Domain(Domain::new(TypeName::from_static("text")));
        current.insert(domain.clone(), object.clone());
        let has_at = DomainCheck { expr: Expr::from("VALUE LIKE '%@%'"), validated: true };
        current.insert(check.clone(), Object::DomainCheck(has_at));
        let left = |wanted: &Catalog, made: &BTreeSet<ObjectId>| {
            leave_beside(&current, wanted, &Declared::default(), made).objects.into_keys().collect::<Vec<_>>()
        };
        let (nothing, silent) = (BTreeSet::new(), Catalog::default());
        assert_eq!(left(&silent, &nothing), [domain.clone(), check]);
        assert_eq!(left(&silent, &BTreeSet::from([domain.clone()])), []);
        let mut declared = Catalog::default();
        declared.insert(domain.clone(), object);
        assert_eq!(left(&declared, &nothing), [domain]);
    }

    #[test]
    fn only_the_function_that_entities_make_is_theirs() {
        let id = ObjectId::Function(QualName::public("set_updated_at"), String::new());
        assert!(is_touch(&id, &Object::Function(touch("updated_at"))));
        let own = ObjectId::Function(QualName::public("set_paid_at"), String::new());
        assert!(!is_touch(&own, &Object::Function(touch("updated_at"))));
    }
}
