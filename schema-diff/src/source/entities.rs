//! Turns the list of entities into a declared catalog.
//!
//! In: a [`Schema`]. Out: a [`Declared`] catalog whose texts are the user's; the server has not spelled them yet.
//! Never: reads a database.
//! Start at [`declared`].

pub mod beside;
mod column;
mod constraint;
mod index;
mod options;
pub(crate) mod trigger;
mod types;
mod view;

use std::collections::{BTreeMap, BTreeSet};

use entity_core::entity::{EntityDef, Schema, SqlFile};
use entity_core::schema::{
    Catalog, Comment, Extension, Ident, LabelMove, Namespace, Object, ObjectId, ObjectKind, QualName, Rename, Subject,
};

pub use options::Sort;

use super::script;
use crate::files::Statement;

/// What the entities declare.
#[derive(Clone, Debug, Default)]
pub struct Declared {
    /// The objects, as the user wrote them.
    pub catalog: Catalog,
    /// The renames that attributes declare.
    pub renames: Vec<Rename>,
    /// The labels that rows hold when theirs goes, as attributes declare.
    pub moves: Vec<LabelMove>,
    /// The files of statements beside the entities.
    pub sql: Vec<Sql>,
    /// Extensions that must not be older than a version.
    pub versions: Vec<(&'static str, &'static str)>,
    /// The entities that stand for views. Whether their columns are the views', the server says.
    pub views: Vec<&'static EntityDef>,
    /// The sorts of things that entities say something of, by table. Those are theirs there.
    pub said: BTreeMap<QualName, BTreeSet<Sort>>,
}

impl Declared {
    /// Whether a sort of thing is an entity's on a table.
    pub fn says(&self, table: &QualName, sort: Sort) -> bool {
        self.said.get(table).is_some_and(|sorts| sorts.contains(&sort))
    }
}

/// A file of statements beside the entities.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sql {
    /// Its path, as the schema list names it.
    pub path: &'static str,
    /// Its statements.
    pub statements: Vec<Statement>,
}

/// Why entities are no schema.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Error {
    /// Two definitions want one name.
    #[error("{first} and {second} both want to be {id}")]
    Twice {
        /// The object.
        id: ObjectId,
        /// Who came first.
        first: String,
        /// Who came second.
        second: String,
    },
    /// A foreign key to columns that several rows may share.
    #[error("{entity} refers to ({columns}) of {target}, which are neither its primary key nor a unique")]
    NotUnique {
        /// The entity that refers.
        entity: &'static str,
        /// The entity that it refers to.
        target: &'static str,
        /// The columns.
        columns: String,
    },
    /// Two types of one name are not the same.
    #[error("two Rust types both want to be {0}, and are not the same")]
    TypeTwice(ObjectId),
    /// A line of a .sql file that is no SQL.
    #[error("{0}")]
    Sql(String),
    /// A value that cannot be written as an SQL literal.
    #[error("{what} of {object} has no SQL literal")]
    NoLiteral {
        /// `the default` or `the predicate`.
        what: &'static str,
        /// The object.
        object: ObjectId,
    },
}

impl Error {
    /// What to do about it.
    pub fn help(&self) -> String {
        match self {
            Self::Twice { .. } => {
                "give one of them another name: `table = \"…\"` on the entity, `name = \"…\"` on the object".into()
            }
            Self::NotUnique { target, columns, .. } => format!(
                "add `#[entity(unique({columns}))]` to {target}; it has no `where` and is not `deferrable`, because a \
                 foreign key needs one row at every moment"
            ),
            Self::TypeTwice(id) => {
                let attribute = match id.kind() {
                    ObjectKind::Domain => "pg_domain",
                    ObjectKind::CompositeType => "pg_composite",
                    _ => "pg_enum",
                };
                format!("share one type, or name one of them: `#[{attribute}(name = \"…\")]`")
            }
            Self::Sql(_) => "leave it out: the statements run together in one transaction of the tool".into(),
            Self::NoLiteral { .. } => {
                "write it as SQL: `sql(\"…\")` for a default, `where = \"…\"` for a predicate".into()
            }
        }
    }
}

/// The catalog that the entities declare.
///
/// # Errors
/// When two definitions want one name, or a value has no literal.
pub fn declared(schema: &Schema) -> Result<Declared, Error> {
    let mut build = Build::default();
    for extension in schema.extensions() {
        let id = ObjectId::Extension(Ident::from_static(extension.name));
        build.add(id, Object::Extension(Extension { namespace: None }));
        build.declared.versions.extend(extension.at_least.map(|version| (extension.name, version)));
    }
    for entity in schema.entities() {
        build.entity(entity)?;
    }
    build.declared.sql = schema.sql().iter().map(sql).collect::<Result<_, _>>()?;
    Ok(build.declared)
}

fn sql(file: &SqlFile) -> Result<Sql, Error> {
    let statements =
        script::statements(file.path.as_ref(), file.text).map_err(|error| Error::Sql(error.to_string()))?;
    match statements.iter().find(|statement| statement.controls_transaction()) {
        Some(control) => Err(Error::Sql(format!("{}:{} begins or ends a transaction", file.path, control.line))),
        None => Ok(Sql { path: file.path, statements }),
    }
}

#[derive(Default)]
struct Build {
    declared: Declared,
    /// Which entity brought an object whose name must be its own.
    owners: BTreeMap<ObjectId, &'static str>,
}

impl Build {
    fn add(&mut self, id: ObjectId, object: Object) {
        self.declared.catalog.insert(id, object);
    }

    fn need(&mut self, dependent: &ObjectId, on: ObjectId) {
        self.declared.catalog.depend(dependent.clone(), on);
    }

    /// Adds an object whose name the user, or a rule, chose.
    fn add_once(&mut self, id: ObjectId, object: Object, entity: &EntityDef) -> Result<(), Error> {
        if let Some(first) = self.owners.insert(id.clone(), entity.rust_name) {
            return Err(Error::Twice { id, first: first.to_owned(), second: entity.rust_name.to_owned() });
        }
        self.add(id, object);
        Ok(())
    }

    fn namespace(&mut self, namespace: &Ident) {
        if *namespace != QualName::PUBLIC {
            self.add(ObjectId::Namespace(namespace.clone()), Object::Namespace(Namespace));
        }
    }

    fn comment(&mut self, on: ObjectId, text: Option<&str>) {
        if let Some(text) = text {
            self.add(ObjectId::Comment(Box::new(on)), Object::Comment(Comment { text: text.to_owned() }));
        }
    }

    fn entity(&mut self, entity: &'static EntityDef) -> Result<(), Error> {
        let table = entity.qual_name();
        self.namespace(&table.namespace);
        if let Some(id) = self.view(entity)? {
            self.declared.views.push(entity);
            self.comment(id.clone(), entity.comment);
            self.renamed(entity.renamed_from, |from| renamed_view(&id, &table, from), id.clone());
            return Ok(());
        }
        let id = ObjectId::Table(table.clone());
        self.add_once(id.clone(), Object::Table(options::table(&entity.options)), entity)?;
        self.comment(id.clone(), entity.comment);
        self.renamed(entity.renamed_from, |from| ObjectId::Table(table.sibling(from)), id);
        for column in entity.columns {
            self.column(&table, column)?;
        }
        self.constraints(entity, &table)?;
        self.indexes(entity, &table)?;
        self.triggers(entity, &table);
        self.options(entity, &table)?;
        Ok(())
    }

    fn renamed(&mut self, from: Option<&'static str>, id: impl FnOnce(&'static str) -> ObjectId, to: ObjectId) {
        if let Some(from) = from {
            self.declared.renames.push(Rename { from: Subject::Object(id(from)), to: Subject::Object(to) });
        }
    }
}

/// The view under the name that it had before.
fn renamed_view(id: &ObjectId, name: &QualName, from: &'static str) -> ObjectId {
    match id {
        ObjectId::View(_) => ObjectId::View(name.sibling(from)),
        _ => ObjectId::MaterializedView(name.sibling(from)),
    }
}

#[cfg(test)]
mod tests {
    use entity_core::entity::EntityDef;

    use super::*;

    const USER: EntityDef = EntityDef {
        rust_name: "User",
        kind: entity_core::entity::EntityKind::Table,
        namespace: None,
        table: "users",
        comment: None,
        renamed_from: Some("people"),
        columns: &[],
        primary_key: &[],
        primary_key_name: None,
        indexes: &[],
        checks: &[],
        foreign_keys: &[],
        options: entity_core::entity::TableOptions::SILENT,
    };
    const ACCOUNT: EntityDef = EntityDef { rust_name: "Account", ..USER };

    #[test]
    fn two_entities_of_one_table_are_named() {
        let error = declared(&Schema::new(&[|| &USER, || &ACCOUNT], "")).expect_err("one table for two");
        assert_eq!(error.to_string(), "User and Account both want to be table users");
    }

    #[test]
    fn a_declared_rename_comes_along() {
        let declared = declared(&Schema::new(&[|| &USER], "")).expect("one table");
        let table = |name: &str| Subject::Object(ObjectId::Table(QualName::public(name)));
        assert_eq!(declared.renames, [Rename { from: table("people"), to: table("users") }]);
    }
}
