//! Renames are declared, never guessed.
//!
//! In: two catalogs and what the user declared. Out: which renames apply, which follow from them, and which drop+add
//! looks like a forgotten one.
//! Never: reads a database, decides for the user.
//! Start at [`applicable`]; [`derived()`] is the exception that destroys nothing: names that nobody addresses.

mod apply;
mod conflict;
mod derived;
mod shown;
mod suspects;

use entity_core::schema::{Catalog, Object, ObjectId, Rename, Subject};

pub use apply::apply;
pub use conflict::{Conflict, conflict};
pub use derived::derived;
pub use shown::shown;
pub use suspects::{Suspect, suspects};

/// Keeps the declared renames that have not happened yet, tables before their columns.
///
/// A rename applies where `from` exists and `to` does not. A column is looked up under the name that its table gets.
pub fn applicable(current: &Catalog, declared: &[Rename]) -> Vec<Rename> {
    let mut sorted: Vec<&Rename> = declared.iter().collect();
    sorted.sort_by_key(|rename| is_part(&rename.from));
    let mut now = current.clone();
    let mut applicable = Vec::new();
    for rename in sorted {
        if exists(&now, &rename.from) && !exists(&now, &rename.to) {
            now = apply(&now, std::slice::from_ref(rename));
            applicable.push(rename.clone());
        }
    }
    applicable
}

/// How people name what is renamed: `users.email`, `user_role.guest`.
pub(crate) fn plain(subject: &Subject) -> String {
    match subject {
        Subject::Object(id) => id.plain(),
        Subject::Label { ty, label } => format!("{}.{label}", ty.plain()),
    }
}

/// Whether the subject is named by way of another one.
fn is_part(subject: &Subject) -> bool {
    match subject {
        Subject::Label { .. } => true,
        Subject::Object(id) => id.table().is_some() || id.on().is_some(),
    }
}

fn exists(catalog: &Catalog, subject: &Subject) -> bool {
    match subject {
        Subject::Object(id) => catalog.objects.contains_key(id),
        Subject::Label { ty, label } => match catalog.objects.get(&ObjectId::EnumType(ty.clone())) {
            Some(Object::EnumType(ty)) => ty.labels.contains(label),
            Some(_) | None => false,
        },
    }
}

#[cfg(test)]
mod tests {
    use entity_core::schema::{Column, EnumType, Ident, QualName, Table, TypeName};

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
    fn renames_that_need_each_other_conflict() {
        let mut current = Catalog::default();
        table(&mut current, "s", &[("a", "text"), ("b", "text")]);
        let rename = |from, to| column_rename("s", from, to);
        for (renames, message) in [
            (vec![rename("a", "b"), rename("b", "a")], Some("these renames overlap: s.a=s.b, s.b=s.a")),
            (vec![rename("a", "b"), rename("b", "c")], Some("these renames overlap: s.a=s.b, s.b=s.c")),
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
