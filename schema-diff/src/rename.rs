//! Renames are declared, never guessed.
//!
//! In: two catalogs and what the user declared. Out: which renames apply, which follow from them, and which drop+add
//! looks like a forgotten one.
//! Never: reads a database, decides for the user.
//! Start at [`applicable`]; [`derived()`] is the exception that destroys nothing: names that nobody addresses.

mod apply;
mod conflict;
mod derived;
mod order;
mod shown;
mod suspects;

use std::collections::BTreeSet;

use entity_core::schema::{Catalog, Ident, Object, ObjectId, QualName, Rename, Subject};

pub use apply::apply;
pub use conflict::{Conflict, conflict};
pub use derived::derived;
pub use shown::shown;
pub use suspects::{Suspect, suspects};

/// Keeps the declared renames that have not happened yet, in an order in which they can be carried out: namespaces, what
/// is in them, parts.
///
/// A rename applies where `from` exists and `to` does not, or is renamed away itself. A column is looked up under the name
/// that its table gets.
pub fn applicable(current: &Catalog, declared: &[Rename]) -> Vec<Rename> {
    let mut now = current.clone();
    let mut applicable = Vec::new();
    for rank in [Rank::Namespace, Rank::Whole, Rank::Part] {
        let of_rank = declared.iter().filter(|rename| self::rank(&rename.from) == rank);
        let renames = order::ordered(&now, pending(&now, of_rank));
        now = apply(&now, &renames);
        applicable.extend(renames);
    }
    applicable
}

/// Those that wait to be carried out.
fn pending<'a>(now: &Catalog, declared: impl Iterator<Item = &'a Rename>) -> Vec<Rename> {
    let mut pending: Vec<Rename> = Vec::new();
    for rename in declared {
        if exists(now, &rename.from) && pending.iter().all(|other| other.from != rename.from) {
            pending.push(rename.clone());
        }
    }
    loop {
        let before = pending.clone();
        pending.retain(|rename| !exists(now, &rename.to) || before.iter().any(|other| other.from == rename.to));
        if pending.len() == before.len() {
            return pending;
        }
    }
}

/// Which renames come first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Rank {
    Namespace,
    Whole,
    Part,
}

fn rank(subject: &Subject) -> Rank {
    match subject {
        Subject::Object(ObjectId::Namespace(_)) => Rank::Namespace,
        subject if is_part(subject) => Rank::Part,
        Subject::Object(_) | Subject::Label { .. } | Subject::Place { .. } => Rank::Whole,
    }
}

/// The extensions that are in another namespace. What they brought moves along, and is nothing else for that.
pub(crate) fn moves(from: &Catalog, to: &Catalog) -> Vec<Rename> {
    let moves = from.objects.iter().filter_map(|(id, object)| {
        let (ObjectId::Extension(name), Object::Extension(before)) = (id, object) else { return None };
        let Some(Object::Extension(after)) = to.objects.get(id) else { return None };
        let place = |namespace: &Option<Ident>| {
            namespace.clone().map(|namespace| Subject::Place { extension: name.clone(), namespace })
        };
        let (from, to) = (place(&before.namespace)?, place(&after.namespace)?);
        (from != to).then_some(Rename { from, to })
    });
    moves.collect()
}

/// The namespaces that renames lead to, and that are not there yet.
pub(crate) fn missing_namespaces(current: &Catalog, renames: &[Rename]) -> Vec<Ident> {
    let mut known: BTreeSet<Ident> = BTreeSet::from([QualName::PUBLIC]);
    known.extend(current.objects.keys().filter_map(|id| match id {
        ObjectId::Namespace(name) => Some(name.clone()),
        _ => None,
    }));
    let mut missing = Vec::new();
    for rename in renames {
        let namespace = match &rename.to {
            Subject::Object(ObjectId::Namespace(name)) => {
                known.insert(name.clone());
                None
            }
            Subject::Object(id) => id.qualified().map(|name| name.namespace.clone()),
            Subject::Place { namespace, .. } => Some(namespace.clone()),
            Subject::Label { .. } => None,
        };
        missing.extend(namespace.filter(|namespace| known.insert(namespace.clone())));
    }
    missing
}

/// How people name what is renamed: `users.email`, `user_role.guest`.
pub(crate) fn plain(subject: &Subject) -> String {
    match subject {
        Subject::Object(id) => id.plain(),
        Subject::Label { ty, label } => format!("{}.{label}", ty.plain()),
        Subject::Place { extension, namespace } => format!("{}.{}", namespace.as_str(), extension.as_str()),
    }
}

/// Whether the subject is named by way of another one.
fn is_part(subject: &Subject) -> bool {
    match subject {
        Subject::Label { .. } => true,
        Subject::Place { .. } => false,
        Subject::Object(id) => id.table().is_some() || id.on().is_some(),
    }
}

/// Whether the catalog has it.
pub(crate) fn exists(catalog: &Catalog, subject: &Subject) -> bool {
    match subject {
        Subject::Place { extension, namespace } => match catalog.objects.get(&ObjectId::Extension(extension.clone())) {
            Some(Object::Extension(extension)) => extension.namespace.as_ref() == Some(namespace),
            Some(_) | None => false,
        },
        Subject::Object(id) => catalog.objects.contains_key(id),
        Subject::Label { ty, label } => match catalog.objects.get(&ObjectId::EnumType(ty.clone())) {
            Some(Object::EnumType(ty)) => ty.labels.contains(label),
            Some(_) | None => false,
        },
    }
}

#[cfg(test)]
mod tests {
    use entity_core::schema::{Column, EnumType, Namespace, Table, TypeName};

    use super::*;

    fn table(catalog: &mut Catalog, name: &str, columns: &[(&str, &str)]) {
        let name = QualName::public(name);
        let table = Table::default();
        catalog.insert(ObjectId::Table(name.clone()), Object::Table(table));
        for (column, ty) in columns {
            let ty = TypeName::from((*ty).to_owned());
            let body = Column::new(ty);
            catalog.insert(ObjectId::Column(name.clone(), Ident::from(*column)), Object::Column(body));
            catalog.column_order.entry(name.clone()).or_default().push(Ident::from(*column));
        }
    }

    fn labels(catalog: &mut Catalog, labels: &[&str]) {
        let ty = EnumType { labels: labels.iter().map(|label| (*label).to_owned()).collect() };
        catalog.insert(ObjectId::EnumType(QualName::public("mood")), Object::EnumType(ty));
    }

    fn table_rename(from: &str, to: &str) -> Rename {
        let subject = |name| Subject::Object(ObjectId::Table(QualName::public(name)));
        Rename { from: subject(from), to: subject(to) }
    }

    fn column_rename(table: &str, from: &str, to: &str) -> Rename {
        let subject = |name| Subject::Object(ObjectId::Column(QualName::public(table), Ident::from(name)));
        Rename { from: subject(from), to: subject(to) }
    }

    #[test]
    fn column_is_found_under_the_new_name_of_its_table() {
        let mut current = Catalog::default();
        table(&mut current, "people", &[("mail", "text")]);
        let declared = [column_rename("users", "mail", "email"), table_rename("people", "users")];
        let applicable = applicable(&current, &declared);
        assert_eq!(applicable, [declared[1].clone(), declared[0].clone()]);
        let mut wanted = Catalog::default();
        table(&mut wanted, "users", &[("email", "text")]);
        assert_eq!(apply(&current, &applicable), wanted);
    }

    #[test]
    fn rename_that_happened_does_not_apply() {
        let mut current = Catalog::default();
        table(&mut current, "users", &[("email", "text")]);
        assert_eq!(applicable(&current, &[column_rename("users", "mail", "email")]), []);
    }

    #[test]
    fn renames_that_end_in_one_name_conflict() {
        let mut current = Catalog::default();
        table(&mut current, "s", &[("a", "text"), ("b", "text")]);
        let rename = |from, to| column_rename("s", from, to);
        for (renames, message) in [
            (vec![rename("a", "b"), rename("b", "a")], None),
            (vec![rename("a", "b"), rename("b", "c")], None),
            (vec![rename("a", "c"), rename("b", "c")], Some("these renames overlap: s.a=s.c, s.b=s.c")),
            (vec![rename("a", "b")], Some("s.a cannot be renamed to s.b, because s.b is there already")),
            (vec![table_rename("s", "t"), table_rename("t", "s")], None),
            (vec![rename("x", "a"), rename("a", "c")], None),
            (vec![rename("a", "c"), rename("a", "c"), rename("b", "d")], None),
        ] {
            let found = conflict(&current, &renames, &renames).map(|conflict| conflict.to_string());
            assert_eq!(found.as_deref(), message, "{renames:?}");
        }
        assert_eq!(conflict(&current, &[], &[rename("a", "b")]), None, "it has happened already");
        let swap = [rename("a", "b"), rename("b", "a")];
        let conflict = conflict(&current, &[], &swap).map(|conflict| conflict.to_string());
        assert_eq!(conflict.as_deref(), Some("these renames overlap: s.a=s.b, s.b=s.a"), "it would happen for ever");
    }

    #[test]
    fn names_are_swapped_by_way_of_a_third() {
        let mut current = Catalog::default();
        table(&mut current, "s", &[("a", "text"), ("b", "integer")]);
        let swap = [column_rename("s", "a", "b"), column_rename("s", "b", "a")];
        let steps = applicable(&current, &swap);
        let wanted =
            [column_rename("s", "a", "a_aside0"), column_rename("s", "b", "a"), column_rename("s", "a_aside0", "b")];
        assert_eq!(steps, wanted);
        let mut swapped = Catalog::default();
        table(&mut swapped, "s", &[("b", "text"), ("a", "integer")]);
        assert_eq!(apply(&current, &steps), swapped);
    }

    #[test]
    fn chained_names_are_freed_first() {
        let mut current = Catalog::default();
        table(&mut current, "a", &[]);
        table(&mut current, "b", &[]);
        let steps = applicable(&current, &[table_rename("a", "b"), table_rename("b", "c")]);
        assert_eq!(steps, [table_rename("b", "c"), table_rename("a", "b")]);
        let after = apply(&current, &steps);
        assert_eq!(applicable(&after, &[table_rename("a", "b"), table_rename("b", "c")]), []);
    }

    #[test]
    fn what_is_in_a_namespace_moves_with_it() {
        let (mut current, mut wanted) = (Catalog::default(), Catalog::default());
        for (catalog, namespace) in [(&mut current, "a"), (&mut wanted, "b")] {
            let name = QualName::new(namespace, "t");
            catalog.insert(ObjectId::Namespace(Ident::from(namespace)), Object::Namespace(Namespace));
            catalog.insert(ObjectId::Table(name.clone()), Object::Table(Table::default()));
            catalog.insert(
                ObjectId::Column(name, Ident::from("x")),
                Object::Column(Column::new(TypeName::from_static("text"))),
            );
        }
        let subject = |name| Subject::Object(ObjectId::Namespace(Ident::from_static(name)));
        assert_eq!(apply(&current, &[Rename { from: subject("a"), to: subject("b") }]), wanted);
    }

    #[test]
    fn drop_and_add_of_one_type_is_suspect() {
        let (mut from, mut to) = (Catalog::default(), Catalog::default());
        table(&mut from, "users", &[("mail", "text"), ("age", "integer")]);
        table(&mut to, "users", &[("email", "text"), ("born", "date")]);
        labels(&mut from, &["sad", "ok"]);
        labels(&mut to, &["sad", "fine"]);
        let options: Vec<String> = suspects(&from, &to).into_iter().map(|suspect| suspect.option).collect();
        assert_eq!(options, ["--rename mood.ok=mood.fine", "--rename users.mail=users.email"]);
    }

    #[test]
    fn tables_with_other_columns_are_not_suspect() {
        let (mut from, mut to) = (Catalog::default(), Catalog::default());
        table(&mut from, "people", &[("id", "uuid"), ("name", "text"), ("born", "date")]);
        table(&mut to, "users", &[("id", "uuid"), ("name", "text"), ("age", "integer")]);
        table(&mut to, "orders", &[("id", "uuid"), ("total", "numeric")]);
        let found = suspects(&from, &to);
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].attribute, "#[entity(renamed_from = \"people\")]");
    }
}
