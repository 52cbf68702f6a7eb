//! Tables as structs.

use std::collections::BTreeSet;

use entity_core::schema::{
    Column, Constraint, Deferral, Enforcement, ForeignKey, Ident, ObjectId, PrimaryKey, QualName,
};

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
    /// What was left out, and why.
    pub(super) notes: Vec<String>,
}

/// The struct of a table.
pub(super) fn item(cx: &Cx<'_>, table: &Table<'_>) -> Item {
    let mut shape = Shape::new(cx, table);
    let name = cx.names.table(table.name).unwrap_or_default();
    let indexes = index::said(cx, &shape);
    let (docs, comment) = described(notes::comment(cx, &ObjectId::Table(table.name.clone())));
    let arguments = arguments(name, &mut shape, &indexes, comment);
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
        notes: shape.notes.into_iter().chain(indexes.notes).collect(),
    }
}

fn arguments(name: &str, shape: &mut Shape<'_>, indexes: &Indexes, comment: Option<String>) -> Vec<String> {
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
    arguments.extend(shape.checks());
    arguments
}

impl<'a> Shape<'a> {
    fn new(cx: &Cx<'_>, table: &'a Table<'a>) -> Self {
        let mut shape =
            Self { table, columns: Vec::new(), primary_key: &[], references: Vec::new(), notes: Vec::new() };
        for (name, column) in &table.columns {
            match types::of(cx, table, name, column) {
                Some(ty) => shape.columns.push((name, column, ty)),
                None => shape.note(format!("column {}.{} of type {}", table.name.plain(), name.as_str(), column.ty)),
            }
            shape.note_column(name, column);
        }
        for (name, constraint) in &table.constraints {
            match constraint {
                Constraint::PrimaryKey(key) => shape.take_primary_key(name, key),
                Constraint::ForeignKey(key) => shape.take_reference(cx, name, key),
                Constraint::Exclusion(_) => shape.left_out(name, "entities have no exclusion constraints"),
                // These are read where attributes of the struct are written.
                Constraint::Unique(_) | Constraint::Check(_) => {}
            }
        }
        shape
    }

    pub(super) fn note(&mut self, note: String) {
        self.notes.push(note);
    }

    fn left_out(&mut self, name: &Ident, why: &str) {
        self.note(format!("constraint {}.{}, because {why}", self.table.name.plain(), name.as_str()));
    }

    pub(super) fn holds(&self, column: &Ident) -> bool {
        self.columns.iter().any(|(name, _, _)| *name == column)
    }

    fn note_column(&mut self, name: &Ident, column: &Column) {
        let Column {
            ty: _,
            not_null: _,
            required,
            default: _,
            generated: _,
            identity,
            collation,
            compression,
            storage,
            statistics,
            options,
            origin: _,
        } = column;
        let full = format!("{}.{}", self.table.name.plain(), name.as_str());
        for (is_said, what) in [
            (required.name.is_some(), "name of the NOT NULL constraint"),
            (compression.is_some(), "compression"),
            (storage.is_some(), "storage"),
            (statistics.is_some(), "statistics target"),
            (!options.is_empty(), "options"),
        ] {
            if is_said {
                self.note(format!("the {what} of {full}"));
            }
        }
        if identity.is_some() {
            self.note(format!("that {full} is an identity column"));
        }
        if let Some(collation) = collation {
            self.note(format!("the collation {} of {full}", collation.plain()));
        }
    }

    fn take_primary_key(&mut self, name: &Ident, key: &'a PrimaryKey) {
        let PrimaryKey { columns, include, deferral, without_overlaps, storage: _ } = key;
        if !columns.iter().all(|column| self.holds(column)) {
            return self.left_out(name, "it has a column that is left out");
        }
        self.primary_key = columns;
        let derived = Ident::shortened(format!("{}_pkey", self.table.name.name.as_str()));
        if *name != derived {
            self.note(format!("that the primary key of {} is called {}", self.table.name.plain(), name.as_str()));
        }
        if *deferral != Deferral::Immediate {
            self.note(format!("that {} is deferrable", name.as_str()));
        }
        if *without_overlaps {
            self.note(format!("that {} is about ranges without overlaps", name.as_str()));
        }
        if !include.is_empty() {
            self.note(format!("the columns that {} carries along", name.as_str()));
        }
    }

    fn take_reference(&mut self, cx: &Cx<'_>, name: &'a Ident, key: &'a ForeignKey) {
        let column = key.columns.first().and_then(|column| self.table.column(column));
        let why = match (column, key.columns.as_slice()) {
            (Some(column), [only]) if self.holds(only) => reference::obstacle(cx, key, column),
            (_, [_]) => Some("its column is left out"),
            (_, _) => Some("it has several columns"),
        };
        let is_second = self.references.iter().any(|(_, other)| other.columns == key.columns);
        match why.or(is_second.then_some("its column has another one")) {
            Some(why) => self.left_out(name, why),
            None => self.references.push((name, key)),
        }
    }

    /// The checks, as arguments.
    fn checks(&mut self) -> Vec<String> {
        let mut checks = Vec::new();
        for (name, constraint) in &self.table.constraints {
            match constraint {
                Constraint::Check(check) if check.no_inherit || check.enforcement != Enforcement::Validated => {
                    self.left_out(name, "it is NO INHERIT or not validated");
                }
                Constraint::Check(check) => {
                    checks.push(format!("check(name = {}, {})", string(name.as_str()), string(check.expr.as_str())));
                }
                Constraint::PrimaryKey(_)
                | Constraint::Unique(_)
                | Constraint::ForeignKey(_)
                | Constraint::Exclusion(_) => {}
            }
        }
        checks
    }
}
