//! Turns the list of entities into a declared catalog.
//!
//! In: a [`Schema`]. Out: a [`Declared`] catalog whose texts are the user's; the server has not spelled them yet.
//! Never: reads a database.
//! Start at [`declared`].

use std::collections::BTreeSet;

use entity_core::entity::{
    CheckDef, ColumnDef, ColumnRole, EntityDef, ForeignKeyDef, IndexDef, KeyDef, KeyOn, Schema, naming,
};
use entity_core::schema::{
    Catalog, Check, Column, Comment, Constraint, Deferral, EnumType, Expr, Extension, ForeignKey, Function,
    FunctionBody, FunctionKind, Generated, Ident, Index, IndexKey, Match, Namespace, Object, ObjectId, Parallel,
    Persistence, PrimaryKey, QualName, Rename, Subject, Table, Trigger, TriggerEnabled, TriggerEvent, TriggerLevel,
    TriggerTiming, TypeName, Volatility,
};
use entity_core::value::{EnumDef, Origin};

/// What the entities declare.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Declared {
    /// The objects, as the user wrote them.
    pub catalog: Catalog,
    /// The renames that attributes declare.
    pub renames: Vec<Rename>,
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
    /// Two enums of one name have different labels.
    #[error("two Rust enums both want to be {0}, with different labels")]
    EnumTwice(ObjectId),
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
            Self::EnumTwice(_) => "share one enum, or name one of them: `#[pg_enum(name = \"…\")]`".into(),
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
    for entity in schema.entities() {
        build.entity(entity)?;
    }
    Ok(build.declared)
}

#[derive(Default)]
struct Build {
    declared: Declared,
}

impl Build {
    fn add(&mut self, id: ObjectId, object: Object) {
        self.declared.catalog.insert(id, object);
    }

    fn need(&mut self, dependent: &ObjectId, on: ObjectId) {
        self.declared.catalog.depend(dependent.clone(), on);
    }

    fn has(&self, id: &ObjectId) -> bool {
        self.declared.catalog.objects.contains_key(id)
    }

    /// Adds an object whose name the user, or a rule, chose.
    fn add_once(&mut self, id: ObjectId, object: Object, entity: &EntityDef) -> Result<(), Error> {
        if self.has(&id) {
            let other = "another definition".to_owned();
            return Err(Error::Twice { id, first: other, second: entity.rust_name.to_owned() });
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
        let id = ObjectId::Table(table.clone());
        self.add_once(id.clone(), Object::Table(Table { persistence: Persistence::Permanent }), entity)?;
        self.comment(id.clone(), entity.comment);
        self.renamed(entity.renamed_from, |from| ObjectId::Table(table.sibling(from)), id);
        for column in entity.columns {
            self.column(&table, column)?;
        }
        self.constraints(entity, &table)?;
        self.indexes(entity, &table)?;
        self.triggers(entity, &table);
        Ok(())
    }

    fn renamed(&mut self, from: Option<&'static str>, id: impl FnOnce(&'static str) -> ObjectId, to: ObjectId) {
        if let Some(from) = from {
            self.declared.renames.push(Rename { from: Subject::Object(id(from)), to: Subject::Object(to) });
        }
    }

    fn column(&mut self, table: &QualName, column: &'static ColumnDef) -> Result<(), Error> {
        let name = Ident::from_static(column.name);
        let id = ObjectId::Column(table.clone(), name.clone());
        self.origin(&id, &column.ty.origin)?;
        let default = column.default.map(|default| default.sql().ok_or(id.clone())).transpose();
        let default = default.map_err(|object| Error::NoLiteral { what: "the default", object })?;
        let object = Column {
            ty: TypeName::from_static(column.ty.name),
            not_null: !column.nullable,
            default: default.map(Expr::from),
            generated: column.generated.map(|expr| Generated::Stored(Expr::from(expr))),
            identity: None,
            collation: None,
        };
        self.add(id.clone(), Object::Column(object));
        self.comment(id.clone(), column.comment);
        self.renamed(column.renamed_from, |from| ObjectId::Column(table.clone(), Ident::from_static(from)), id);
        self.declared.catalog.column_order.entry(table.clone()).or_default().push(name);
        Ok(())
    }

    /// What must exist before a column can have its type.
    fn origin(&mut self, column: &ObjectId, origin: &Origin) -> Result<(), Error> {
        match origin {
            Origin::Builtin => Ok(()),
            Origin::Extension(name) => {
                let id = ObjectId::Extension(Ident::from_static(name));
                self.add(id.clone(), Object::Extension(Extension { namespace: None }));
                self.need(column, id);
                Ok(())
            }
            Origin::Enum(def) => {
                let id = self.enum_type(def)?;
                self.need(column, id);
                Ok(())
            }
        }
    }

    fn enum_type(&mut self, def: &'static EnumDef) -> Result<ObjectId, Error> {
        let namespace = def.namespace.map_or(QualName::PUBLIC, Ident::from_static);
        self.namespace(&namespace);
        let name = QualName { namespace, name: Ident::from_static(def.name) };
        let id = ObjectId::EnumType(name.clone());
        let object =
            Object::EnumType(EnumType { labels: def.labels.iter().map(|label| label.name.to_owned()).collect() });
        match self.declared.catalog.objects.get(&id) {
            Some(known) if *known == object => return Ok(id),
            Some(_) => return Err(Error::EnumTwice(id)),
            None => self.add(id.clone(), object),
        }
        self.comment(id.clone(), def.comment);
        self.renamed(def.renamed_from, |from| ObjectId::EnumType(name.sibling(from)), id.clone());
        for label in def.labels {
            let subject = |label: &str| Subject::Label { ty: name.clone(), label: label.to_owned() };
            if let Some(from) = label.renamed_from {
                self.declared.renames.push(Rename { from: subject(from), to: subject(label.name) });
            }
        }
        Ok(id)
    }

    fn constraints(&mut self, entity: &'static EntityDef, table: &QualName) -> Result<(), Error> {
        if !entity.primary_key.is_empty() {
            let id = ObjectId::Constraint(table.clone(), naming::primary_key(entity));
            let key =
                PrimaryKey { columns: idents(entity.primary_key), include: Vec::new(), deferral: Deferral::Immediate };
            self.constraint(id, Constraint::PrimaryKey(key), entity.primary_key, entity)?;
        }
        for check in entity.checks {
            self.check(entity, table, check)?;
        }
        for key in entity.foreign_keys {
            self.foreign_key(entity, table, key)?;
        }
        Ok(())
    }

    fn constraint(
        &mut self,
        id: ObjectId,
        constraint: Constraint,
        columns: &[&'static str],
        entity: &EntityDef,
    ) -> Result<(), Error> {
        self.needs_columns(&id, entity, columns);
        self.add_once(id, Object::Constraint(constraint), entity)
    }

    fn needs_columns(&mut self, id: &ObjectId, entity: &EntityDef, columns: &[&'static str]) {
        for column in columns {
            self.need(id, ObjectId::Column(entity.qual_name(), Ident::from_static(column)));
        }
    }

    fn check(&mut self, entity: &'static EntityDef, table: &QualName, check: &CheckDef) -> Result<(), Error> {
        let id = ObjectId::Constraint(table.clone(), naming::check(entity, check));
        let object = Check { expr: Expr::from((check.sql)()), no_inherit: false, validated: true };
        self.constraint(id, Constraint::Check(object), check.columns, entity)
    }

    fn foreign_key(&mut self, entity: &'static EntityDef, table: &QualName, key: &ForeignKeyDef) -> Result<(), Error> {
        let target = (key.target)();
        let id = ObjectId::Constraint(table.clone(), naming::foreign_key(entity, key));
        self.need(&id, ObjectId::Table(target.qual_name()));
        self.need(&id, unique_object(target, key.referenced_columns()));
        self.needs_columns(&id, target, key.referenced_columns());
        let object = ForeignKey {
            columns: idents(key.columns),
            references: target.qual_name(),
            referenced_columns: idents(key.referenced_columns()),
            on_delete: key.on_delete,
            on_update: key.on_update,
            matching: Match::Simple,
            deferral: Deferral::Immediate,
            validated: true,
        };
        self.constraint(id, Constraint::ForeignKey(object), key.columns, entity)
    }

    fn indexes(&mut self, entity: &'static EntityDef, table: &QualName) -> Result<(), Error> {
        for def in entity.indexes {
            let id = ObjectId::Index(table.sibling(naming::index(entity, def)));
            let predicate = def.predicate.map(|predicate| predicate.sql().ok_or(id.clone())).transpose();
            let predicate = predicate.map_err(|object| Error::NoLiteral { what: "the predicate", object })?;
            let index = Index { predicate: predicate.map(Expr::from), ..plain_index(table, def) };
            self.index(id, index, entity)?;
        }
        for key in entity.foreign_keys {
            if !is_led_by(entity, key.columns) {
                let id = ObjectId::Index(table.sibling(naming::foreign_key_index(entity, key)));
                let keys = key.columns.iter().map(|column| index_key(&KeyDef::asc(column))).collect();
                self.index(id, Index { table: table.clone(), keys, ..btree(table) }, entity)?;
            }
        }
        Ok(())
    }

    fn index(&mut self, id: ObjectId, index: Index, entity: &'static EntityDef) -> Result<(), Error> {
        self.need(&id, ObjectId::Table(index.table.clone()));
        // An expression may name any column; the index comes after all of them in any case.
        for column in entity.columns {
            self.need(&id, ObjectId::Column(index.table.clone(), Ident::from_static(column.name)));
        }
        self.add_once(id, Object::Index(index), entity)
    }

    fn triggers(&mut self, entity: &'static EntityDef, table: &QualName) {
        let Some(column) = entity.columns.iter().find(|column| column.role == ColumnRole::UpdatedAt) else { return };
        let function = QualName::public(format!("set_{}", column.name));
        let function_id = ObjectId::Function(function.clone(), String::new());
        self.add(function_id.clone(), Object::Function(touch(column.name)));
        let id = ObjectId::Trigger(table.clone(), naming::updated_at_trigger(entity));
        self.need(&id, function_id);
        self.add(id, Object::Trigger(before_update(function)));
    }
}

/// The object that makes the referenced columns unique: the primary key, or a unique index.
fn unique_object(target: &'static EntityDef, columns: &[&'static str]) -> ObjectId {
    let table = target.qual_name();
    let unique = target.indexes.iter().find(|index| {
        index.unique
            && index.predicate.is_none()
            && index.keys.iter().map(KeyDef::column).eq(columns.iter().map(|name| Some(*name)))
    });
    match unique {
        Some(index) if columns != target.primary_key => ObjectId::Index(table.sibling(naming::index(target, index))),
        _ => ObjectId::Constraint(table, naming::primary_key(target)),
    }
}

/// Whether a full btree index or the primary key begins with these columns, in any order.
fn is_led_by(entity: &EntityDef, columns: &[&str]) -> bool {
    let wanted: BTreeSet<_> = columns.iter().copied().collect();
    let leads = |keys: Vec<&str>| {
        keys.len() >= wanted.len() && keys[..wanted.len()].iter().copied().collect::<BTreeSet<_>>() == wanted
    };
    let by_index = entity.indexes.iter().any(|index| {
        let full = index.method == "btree" && index.predicate.is_none();
        full && leads(index.keys.iter().map_while(KeyDef::column).collect())
    });
    by_index || leads(entity.primary_key.to_vec())
}

fn btree(table: &QualName) -> Index {
    Index {
        table: table.clone(),
        method: Ident::from_static("btree"),
        keys: Vec::new(),
        include: Vec::new(),
        unique: false,
        nulls_not_distinct: false,
        predicate: None,
        options: Vec::new(),
    }
}

fn plain_index(table: &QualName, def: &IndexDef) -> Index {
    let keys = def.keys.iter().map(index_key).collect();
    Index { method: Ident::from_static(def.method), unique: def.unique, keys, ..btree(table) }
}

fn index_key(key: &KeyDef) -> IndexKey {
    let expr = match key.on {
        KeyOn::Column(column) => Expr::from(Ident::from_static(column).to_string()),
        KeyOn::Expr(expr) => Expr::from(format!("({expr})")),
    };
    IndexKey { expr, opclass: key.opclass.map(Expr::from), collation: None, direction: key.direction, nulls: key.nulls }
}

/// The function that every `updated_at` trigger calls.
fn touch(column: &str) -> Function {
    let column = Ident::from(column);
    Function {
        kind: FunctionKind::Function,
        arguments: Expr::from(""),
        returns: Some(TypeName::from_static("trigger")),
        language: Ident::from_static("plpgsql"),
        body: FunctionBody::Source(format!("\nBEGIN\n  NEW.{column} = now();\n  RETURN NEW;\nEND;\n")),
        volatility: Volatility::Volatile,
        strict: false,
        leakproof: false,
        security_definer: false,
        parallel: Parallel::Unsafe,
        cost: None,
        rows: None,
        config: Vec::new(),
    }
}

fn before_update(function: QualName) -> Trigger {
    Trigger {
        timing: TriggerTiming::Before,
        events: vec![TriggerEvent::Update(Vec::new())],
        level: TriggerLevel::Row,
        when: None,
        function,
        arguments: Vec::new(),
        old_table: None,
        new_table: None,
        enabled: TriggerEnabled::Origin,
    }
}

fn idents(columns: &[&'static str]) -> Vec<Ident> {
    columns.iter().map(|column| Ident::from_static(column)).collect()
}
