//! Tables as structs.

use std::collections::BTreeSet;

use entity_core::schema::{Check, Column, Constraint, ForeignKey, Ident, ObjectId, QualName};

use super::attributes::{attribute, string};
use super::index::Indexes;
use super::item::{Item, described};
use super::names::{derived_table, module};
use super::reference;
use super::types::{self, RustType};
use super::{Cx, field, index, notes};
use crate::tables::Table;

/// A table, reduced to what entities can say.
pub(super) struct Shape<'a> {
    pub(super) table: &'a Table<'a>,
    /// The columns that Rust has a type for.
    pub(super) columns: Vec<(&'a Ident, &'a Column, RustType)>,
    /// The columns of the primary key, if all of them are held.
    pub(super) primary_key: &'a [Ident],
    /// The foreign keys, at most one a column.
    pub(super) references: Vec<(&'a Ident, &'a ForeignKey)>,
    /// The checks.
    pub(super) checks: Vec<&'a Ident>,
    /// What Rust does not hold.
    pub(super) notes: Vec<String>,
}

/// A table's struct before it is text.
pub(super) struct Struct<'a> {
    pub(super) shape: Shape<'a>,
    pub(super) indexes: Indexes,
}

impl<'a> Struct<'a> {
    pub(super) fn new(cx: &Cx<'_>, table: &'a Table<'a>) -> Self {
        let shape = Shape::new(cx, table);
        let indexes = index::said(cx, &shape);
        Self { shape, indexes }
    }

    /// Its text.
    pub(super) fn item(self, cx: &Cx<'_>) -> Item {
        let Self { shape, indexes } = self;
        let name = cx.names.table(shape.table.name).unwrap_or_default();
        let (docs, comment) = described(notes::comment(cx, &ObjectId::Table(shape.table.name.clone())));
        let arguments = arguments(name, &shape, &indexes, comment);
        let attribute = attribute("", "entity", &arguments);
        let fields: String = shape.columns.iter().map(|column| field::text(cx, &shape, &indexes, column)).collect();
        let types = || shape.columns.iter().map(|(_, _, ty)| ty);
        let named = types().filter_map(|ty| ty.refers.clone());
        let targets = shape.references.iter().filter_map(|(_, key)| cx.names.table(&key.references).map(str::to_owned));
        let mut refers: BTreeSet<String> = named.chain(targets).collect();
        refers.remove(name);
        Item {
            name: name.to_owned(),
            module: module(name),
            is_entity: true,
            text: format!("{docs}#[derive(Clone, Debug, Entity)]\n{attribute}pub struct {name} {{\n{fields}}}\n"),
            uses: types().flat_map(|ty| ty.uses.clone()).chain(["entity_core::Entity"]).collect(),
            refers,
            notes: shape.notes,
        }
    }
}

fn arguments(name: &str, shape: &Shape<'_>, indexes: &Indexes, comment: Option<String>) -> Vec<String> {
    let own = shape.table.name;
    let mut arguments = Vec::new();
    if derived_table(name) != own.name.as_str() {
        arguments.push(format!("table = {}", string(own.name.as_str())));
    }
    if own.namespace != QualName::PUBLIC {
        arguments.push(format!("schema = {}", string(own.namespace.as_str())));
    }
    arguments.extend(comment);
    if shape.primary_key.is_empty() {
        arguments.push("no_primary_key".to_owned());
    }
    arguments.extend(indexes.on_struct.iter().cloned());
    arguments.extend(shape.checks.iter().filter_map(|name| shape.check(name)));
    arguments
}

impl<'a> Shape<'a> {
    fn new(cx: &Cx<'_>, table: &'a Table<'a>) -> Self {
        let mut shape = Self {
            table,
            columns: Vec::new(),
            primary_key: &[],
            references: Vec::new(),
            checks: Vec::new(),
            notes: Vec::new(),
        };
        for (name, column) in &table.columns {
            let is_late = cx.late.contains(&ObjectId::Column(table.name.clone(), (*name).clone()));
            match types::of(cx, table, name, column).filter(|_| !is_late) {
                Some(ty) => shape.columns.push((name, column, ty)),
                None => {
                    shape.notes.push(format!("column {}.{} of type {}", table.name.plain(), name.as_str(), column.ty))
                }
            }
        }
        let is_late = |name: &Ident| cx.late.contains(&ObjectId::Constraint(table.name.clone(), name.clone()));
        for (name, constraint) in &table.constraints {
            match constraint {
                Constraint::PrimaryKey(key) if key.columns.iter().all(|column| shape.holds(column)) => {
                    shape.take_primary_key(&key.columns);
                }
                Constraint::ForeignKey(key) => shape.take_reference(cx, name, key),
                Constraint::Check(check) if is_plain(check) && !is_late(name) => shape.checks.push(name),
                Constraint::PrimaryKey(_) | Constraint::Check(_) | Constraint::Unique(_) | Constraint::Exclusion(_) => {
                }
            }
        }
        shape
    }

    /// The derive takes the columns of a key in the order of the fields.
    fn take_primary_key(&mut self, columns: &'a [Ident]) {
        self.primary_key = columns;
        let places = (0..self.columns.len()).filter(|at| columns.contains(self.columns[*at].0)).collect::<Vec<_>>();
        for (place, column) in places.into_iter().zip(columns) {
            if let Some(at) = self.columns.iter().position(|(name, _, _)| *name == column) {
                self.columns.swap(place, at);
            }
        }
    }

    pub(super) fn holds(&self, column: &Ident) -> bool {
        self.columns.iter().any(|(name, _, _)| *name == column)
    }

    /// The primary key, as the derive names it.
    pub(super) fn primary_key_id(&self) -> ObjectId {
        let name = Ident::shortened(format!("{}_pkey", self.table.name.name.as_str()));
        ObjectId::Constraint(self.table.name.clone(), name)
    }

    /// The primary key as the catalog names it, and as the derive does.
    pub(super) fn renamed_key(&self) -> Option<(ObjectId, ObjectId)> {
        let key = self.table.constraints.iter().find(|(_, constraint)| matches!(constraint, Constraint::PrimaryKey(_)));
        key.map(|(name, _)| (ObjectId::Constraint(self.table.name.clone(), (*name).clone()), self.primary_key_id()))
    }

    fn take_reference(&mut self, cx: &Cx<'_>, name: &'a Ident, key: &'a ForeignKey) {
        let is_said = match (key.columns.first().and_then(|column| self.table.column(column)), key.columns.as_slice()) {
            (Some(column), [only]) => self.holds(only) && reference::is_sayable(cx, key, column),
            (_, _) => false,
        };
        if is_said && self.references.iter().all(|(_, other)| other.columns != key.columns) {
            self.references.push((name, key));
        }
    }

    /// A check as an argument.
    fn check(&self, name: &Ident) -> Option<String> {
        let constraints = self.table.constraints.iter();
        let found = constraints.filter(|(other, _)| *other == name).find_map(|(_, constraint)| match constraint {
            Constraint::Check(check) => Some(check),
            Constraint::PrimaryKey(_)
            | Constraint::Unique(_)
            | Constraint::ForeignKey(_)
            | Constraint::Exclusion(_) => None,
        });
        found.map(|check| format!("check(name = {}, {})", string(name.as_str()), string(check.expr.as_str())))
    }
}

/// Whether an attribute says all of a check.
fn is_plain(check: &Check) -> bool {
    *check == Check::new(check.expr.clone())
}
