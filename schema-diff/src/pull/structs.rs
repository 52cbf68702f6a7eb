//! Tables as structs.

use std::collections::{BTreeMap, BTreeSet};

use entity_core::schema::{Check, Column, Constraint, ForeignKey, Ident, ObjectId, QualName};

use super::attributes::{attribute, string};
use super::index::Indexes;
use super::item::{Item, described};
use super::names::{derived_table, module};
use super::options::{self, Options};
use super::types::{self, RustType};
use super::{Cx, column, field, index, notes, reference, rule, said};
use crate::tables::Table;

/// A table, reduced to what entities can say.
pub(super) struct Shape<'a> {
    pub(super) table: &'a Table<'a>,
    /// The columns that Rust has a type for.
    pub(super) columns: Vec<Held<'a>>,
    /// The columns of the primary key, if all of them are held.
    pub(super) primary_key: &'a [Ident],
    /// Its name.
    pub(super) key_name: Option<&'a Ident>,
    /// The foreign keys that fields say, one a column.
    pub(super) of_fields: Vec<(&'a Ident, &'a ForeignKey)>,
    /// Those that the struct says.
    pub(super) of_struct: Vec<(&'a Ident, &'a ForeignKey)>,
    /// The checks.
    pub(super) checks: Vec<(&'a Ident, &'a Check)>,
    /// What Rust does not hold.
    pub(super) notes: Vec<String>,
}

/// A column that a field holds.
pub(super) struct Held<'a> {
    pub(super) name: &'a Ident,
    /// Reduced to what attributes can say.
    pub(super) column: Column,
    pub(super) ty: RustType,
}

/// A table's struct before it is text.
pub(super) struct Struct<'a> {
    pub(super) shape: Shape<'a>,
    pub(super) indexes: Indexes,
    pub(super) options: Options,
}

impl<'a> Struct<'a> {
    pub(super) fn new(cx: &Cx<'_>, table: &'a Table<'a>) -> Self {
        let shape = Shape::new(cx, table);
        let indexes = index::said(cx, &shape);
        let mut one = Self { options: options::said(cx, &shape), shape, indexes };
        let said: Vec<ObjectId> = said::objects(cx, &one).into_iter().map(|(id, _)| id).collect();
        one.options.partitions(cx, &one.shape, &said);
        one
    }

    /// Its text.
    pub(super) fn item(self, cx: &Cx<'_>) -> Item {
        let Self { shape, indexes, options } = self;
        let own = shape.table.name;
        let name = cx.names.table(own).unwrap_or_default();
        let (docs, _) = described(notes::comment(cx, &ObjectId::Table(own.clone())));
        let (rules, checks) = rules(cx, &shape);
        let arguments = arguments(cx, name, &shape, (&indexes, &options), checks);
        let attribute = attribute("", "entity", &arguments);
        let back = cx.relations.to(own);
        let relations: String = back.iter().map(|(relation, _)| format!("#[relation({relation})]\n")).collect();
        let fields: String =
            shape.columns.iter().map(|held| field::text(cx, &shape, (&indexes, &rules), held)).collect();
        let types = || shape.columns.iter().map(|held| &held.ty);
        let named = types().filter_map(|ty| ty.refers.clone());
        let targets = shape.references().filter_map(|(_, key)| cx.names.table(&key.references).map(str::to_owned));
        let sources = back.iter().map(|(_, source)| source.clone());
        let mut refers: BTreeSet<String> = named.chain(targets).chain(sources).collect();
        refers.remove(name);
        let derive = "#[derive(Clone, Debug, Entity)]\n";
        Item {
            name: name.to_owned(),
            module: module(name),
            is_entity: true,
            text: format!("{docs}{derive}{attribute}{relations}pub struct {name} {{\n{fields}}}\n"),
            uses: types().flat_map(|ty| ty.uses.clone()).chain(["entity_core::Entity"]).collect(),
            refers,
            notes: shape.notes,
        }
    }
}

/// The rules of each column, and the checks that are none, as arguments.
fn rules(cx: &Cx<'_>, shape: &Shape<'_>) -> (BTreeMap<Ident, Vec<String>>, Vec<String>) {
    let mut rules: BTreeMap<Ident, Vec<String>> = BTreeMap::new();
    let mut checks = Vec::new();
    for (name, check) in &shape.checks {
        match rule::of(cx, shape, name, check) {
            Some(rule) => rules.entry(rule.column.clone()).or_default().push(rule.text),
            None => checks.push(format!("check(name = {}, {})", string(name.as_str()), string(check.expr.as_str()))),
        }
    }
    (rules, checks)
}

fn arguments(
    cx: &Cx<'_>,
    name: &str,
    shape: &Shape<'_>,
    (indexes, options): (&Indexes, &Options),
    checks: Vec<String>,
) -> Vec<String> {
    let own = shape.table.name;
    let mut arguments = Vec::new();
    if derived_table(name) != own.name.as_str() {
        arguments.push(format!("table = {}", string(own.name.as_str())));
    }
    if own.namespace != QualName::PUBLIC {
        arguments.push(format!("schema = {}", string(own.namespace.as_str())));
    }
    arguments.extend(described(notes::comment(cx, &ObjectId::Table(own.clone()))).1);
    match shape.key_name {
        None => arguments.push("no_primary_key".to_owned()),
        Some(name) if *name == Ident::shortened(format!("{}_pkey", own.name.as_str())) => {}
        Some(name) => arguments.push(format!("primary_key(name = {})", string(name.as_str()))),
    }
    arguments.extend(indexes.on_struct.iter().cloned());
    arguments.extend(shape.of_struct.iter().map(|(name, key)| reference::on_struct(cx, shape, indexes, (name, key))));
    arguments.extend(checks);
    arguments.extend(options.arguments.iter().cloned());
    arguments
}

impl<'a> Shape<'a> {
    fn new(cx: &Cx<'_>, table: &'a Table<'a>) -> Self {
        let mut shape = Self {
            table,
            columns: Vec::new(),
            primary_key: &[],
            key_name: None,
            of_fields: Vec::new(),
            of_struct: Vec::new(),
            checks: Vec::new(),
            notes: Vec::new(),
        };
        for (name, column) in &table.columns {
            let is_late = column::is_late(cx, table.name, name);
            let is_built = column.generated.is_none()
                || needs_held(cx, table, &ObjectId::Column(table.name.clone(), (*name).clone()));
            match types::of(cx, table, name, column).filter(|_| !is_late && is_built) {
                Some(ty) => shape.columns.push(Held { name, column: column::said(column, &ty), ty }),
                None => {
                    shape.notes.push(format!("column {}.{} of type {}", table.name.plain(), name.as_str(), column.ty));
                }
            }
        }
        let is_late = |name: &Ident| {
            let id = ObjectId::Constraint(table.name.clone(), name.clone());
            cx.late.contains(&id) || !needs_held(cx, table, &id)
        };
        for (name, constraint) in &table.constraints {
            match constraint {
                Constraint::PrimaryKey(key) if key.columns.iter().all(|column| shape.holds(column)) => {
                    shape.key_name = Some(*name);
                    shape.take_primary_key(&key.columns);
                }
                Constraint::ForeignKey(key) => shape.take_reference(cx, name, key),
                Constraint::Check(check) if is_plain(check) && !is_late(name) => shape.checks.push((name, check)),
                Constraint::PrimaryKey(_) | Constraint::Check(_) | Constraint::Unique(_) | Constraint::Exclusion(_) => {
                }
            }
        }
        shape
    }

    /// The derive takes the columns of a key in the order of the fields.
    fn take_primary_key(&mut self, columns: &'a [Ident]) {
        self.primary_key = columns;
        let places = (0..self.columns.len()).filter(|at| columns.contains(self.columns[*at].name)).collect::<Vec<_>>();
        for (place, column) in places.into_iter().zip(columns) {
            if let Some(at) = self.columns.iter().position(|held| held.name == column) {
                self.columns.swap(place, at);
            }
        }
    }

    pub(super) fn holds(&self, column: &Ident) -> bool {
        self.columns.iter().any(|held| held.name == column)
    }

    /// All foreign keys that are said.
    pub(super) fn references(&self) -> impl Iterator<Item = &(&'a Ident, &'a ForeignKey)> {
        self.of_fields.iter().chain(&self.of_struct)
    }

    fn take_reference(&mut self, cx: &Cx<'_>, name: &'a Ident, key: &'a ForeignKey) {
        let is_first = self.of_fields.iter().all(|(_, other)| other.columns != key.columns);
        if is_first && reference::is_of_field(cx, self.table, key) {
            self.of_fields.push((name, key));
        } else if reference::is_sayable(cx, self.table, key) {
            self.of_struct.push((name, key));
        }
    }
}

/// Whether a part of a table's own statement speaks of no column but those that Rust has types for.
fn needs_held(cx: &Cx<'_>, table: &Table<'_>, id: &ObjectId) -> bool {
    cx.catalog.needed_by(id).all(|needed| match needed {
        ObjectId::Column(of, name) if of == table.name => {
            table.column(name).is_some_and(|column| types::of(cx, table, name, column).is_some())
        }
        _ => true,
    })
}

/// Whether an attribute says all of a check.
fn is_plain(check: &Check) -> bool {
    *check == Check::new(check.expr.clone())
}
