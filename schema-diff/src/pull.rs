//! Writes the entities of a database that exists already.
//!
//! In: a [`Catalog`] that the server has spelled. Out: [`Pulled`]: Rust source, and the SQL that makes the rest.
//! Never: reads a database, writes a file, leaves anything out without a note.
//! Start at [`pull()`]. `names` decides what things are called in Rust, `types` what columns hold.

mod attributes;
mod column;
mod composite;
mod cut;
mod domain;
mod enums;
mod field;
mod index;
mod item;
mod names;
mod notes;
mod options;
mod reference;
mod relation;
mod rest;
mod rule;
mod said;
mod structs;
mod types;

use std::collections::{BTreeMap, BTreeSet};

use entity_core::schema::{Catalog, ObjectId, QualName};

use crate::plan;
use crate::tables::{Table, tables};
use item::Item;
use names::Names;
use relation::Relations;
use structs::Struct;

/// The source of entities.
#[derive(Clone, Debug)]
pub struct Pulled {
    items: Vec<Item>,
    /// The statements that make what entities cannot say, in order; empty where they say everything.
    pub sql: String,
    /// What neither says, and what Rust cannot hold, a sentence each, sorted.
    pub notes: Vec<String>,
    /// What is called otherwise in Rust, and why, a sentence each, sorted.
    pub names: Vec<String>,
}

/// One file of the source.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct File {
    /// Its name, such as `user.rs`.
    pub name: String,
    /// Its text.
    pub text: String,
}

/// What the writers of items share.
struct Cx<'a> {
    catalog: &'a Catalog,
    /// The tables that have structs.
    tables: Vec<Table<'a>>,
    /// The others.
    others: BTreeMap<&'a QualName, Table<'a>>,
    /// The partitions of each table.
    partitions: BTreeMap<QualName, Vec<QualName>>,
    /// The sequences that come with each table.
    sequences: BTreeMap<QualName, Vec<QualName>>,
    /// The types of the application, by what columns call them.
    types: BTreeMap<String, ObjectId>,
    names: Names,
    /// What needs tables of entities, so that entities cannot need it.
    late: BTreeSet<ObjectId>,
    relations: Relations,
}

/// Writes a catalog as entities, and as SQL what they cannot say.
///
/// # Shape
/// Enums first, then domains, composite types and tables, each by name. Names that follow from the Rust names are left out.
///
/// # Errors
/// [`plan::Error`] when what is left cannot be put in order.
pub fn pull(catalog: &Catalog) -> Result<Pulled, plan::Error> {
    let (tables, others): (Vec<_>, Vec<_>) =
        tables(catalog).into_iter().partition(|table| said::has_struct(catalog, table));
    let mut cx = Cx {
        catalog,
        names: Names::new(catalog, &tables),
        tables,
        others: others.into_iter().map(|table| (table.name, table)).collect(),
        partitions: options::of_partitions(catalog),
        sequences: options::owners(catalog),
        types: types::named(catalog),
        late: rest::late(catalog),
        relations: Relations::default(),
    };
    cx.relations = Relations::new(&cx);
    let structs: Vec<Struct<'_>> = cx.tables.iter().map(|table| Struct::new(&cx, table)).collect();
    let used = said::types(&cx, &structs);
    let sql = rest::sql(&said::catalog(&cx, &structs, &used), catalog)?;
    let unmodelled = catalog.unmodelled.iter().map(|object| format!("{} {}", object.kind, object.name));
    let types = enums::items(&cx).chain(domain::items(&cx, &used)).chain(composite::items(&cx, &used));
    let types: Vec<Item> = types.collect();
    let items: Vec<Item> = types.into_iter().chain(structs.into_iter().map(|one| one.item(&cx))).collect();
    let mut notes: Vec<String> = items.iter().flat_map(|item| item.notes.clone()).chain(unmodelled).collect();
    notes.sort_unstable();
    notes.dedup();
    Ok(Pulled { items, sql, notes, names: cx.names.said(&used) })
}

/// The file for what entities cannot say.
const SQL_FILE: &str = "objects.sql";

impl Pulled {
    /// All of it as one file.
    pub fn source(&self) -> String {
        let texts = self.items.iter().map(|item| item.text.as_str());
        let mut parts = vec![item::imports(&self.items, None)];
        parts.extend(texts.map(str::to_owned));
        let hashes = "#".repeat(1 + longest_run(&self.sql));
        parts.push(self.schema(&format!(
            "&[entity_core::SqlFile {{ path: \"{SQL_FILE}\", text: r{hashes}\"{}\"{hashes} }}]",
            self.sql
        )));
        self.headed(&parts)
    }

    /// A file for each table and type, a `mod.rs` that gathers them, and the SQL.
    pub fn files(&self) -> Vec<File> {
        let file = |item: &Item| File {
            name: format!("{}.rs", item.module),
            text: format!("{}\n{}", item::imports(std::slice::from_ref(item), Some(&item.refers)), item.text),
        };
        let included = format!("entity_core::sql![\"{SQL_FILE}\"]");
        let lines = |line: fn(&Item) -> String| self.items.iter().map(line).collect::<String>();
        let modules = lines(|item| format!("mod {};\n", item.module));
        let uses = lines(|item| format!("pub use {}::*;\n", item.module));
        let root = File { name: "mod.rs".to_owned(), text: self.headed(&[modules, uses, self.schema(&included)]) };
        let sql = (!self.sql.is_empty()).then(|| File { name: SQL_FILE.to_owned(), text: self.sql.clone() });
        self.items.iter().map(file).chain([root]).chain(sql).collect()
    }

    fn headed(&self, parts: &[String]) -> String {
        // A name may hold line ends, which must not end a comment.
        let one_line = |note: &String| note.replace(char::is_control, " ");
        let notes: String = self.notes.iter().map(|note| format!("// Not said here: {}.\n", one_line(note))).collect();
        let parts = std::iter::once(&notes).chain(parts).filter(|part| !part.is_empty());
        parts.cloned().collect::<Vec<_>>().join("\n")
    }

    fn schema(&self, sql: &str) -> String {
        let entities = self.items.iter().filter(|item| item.is_entity).map(|item| item.name.as_str());
        let lines: String = entities.map(|name| format!("    {name},\n")).collect();
        let beside = if self.sql.is_empty() { String::new() } else { format!("\n.with_sql({sql})") };
        format!("/// Every entity.\npub const SCHEMA: entity_core::Schema = entity_core::schema![\n{lines}]{beside};\n")
    }
}

/// The longest run of `#`, so that a raw string can be closed by a longer one.
fn longest_run(text: &str) -> usize {
    text.split(|sign| sign != '#').map(str::len).max().unwrap_or_default()
}
