//! Writes the entities of a database that exists already.
//!
//! In: a [`Catalog`] that the server has spelled. Out: [`Pulled`]: Rust source, and a note for all that it cannot say.
//! Never: reads a database, writes a file, leaves anything out without a note.
//! Start at [`pull()`]. `names` decides what things are called in Rust, `types` what columns hold.

mod attributes;
mod enums;
mod field;
mod index;
mod item;
mod names;
mod notes;
mod reference;
mod structs;
mod types;

use entity_core::schema::Catalog;

use crate::tables::{Table, tables};
use item::Item;
use names::Names;

/// The source of entities.
#[derive(Clone, Debug)]
pub struct Pulled {
    items: Vec<Item>,
    /// What the source does not say, a sentence each, sorted.
    pub notes: Vec<String>,
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
    tables: Vec<Table<'a>>,
    names: Names,
}

/// Writes a catalog as entities.
///
/// # Shape
/// Enums first, then tables, each by name. Names that follow from the Rust names are left out.
pub fn pull(catalog: &Catalog) -> Pulled {
    let tables = tables(catalog);
    let names = Names::new(catalog, &tables);
    let cx = Cx { catalog, tables, names };
    let items: Vec<Item> = enums::items(&cx).chain(cx.tables.iter().map(|table| structs::item(&cx, table))).collect();
    let mut notes: Vec<String> = items.iter().flat_map(|item| item.notes.clone()).chain(notes::rest(&cx)).collect();
    notes.sort_unstable();
    notes.dedup();
    Pulled { items, notes }
}

impl Pulled {
    /// All of it as one file.
    pub fn source(&self) -> String {
        let texts = self.items.iter().map(|item| item.text.as_str());
        let mut parts = vec![item::imports(&self.items, None)];
        parts.extend(texts.map(str::to_owned));
        parts.push(self.schema());
        self.headed(&parts)
    }

    /// A file for each table and enum, and a `mod.rs` that gathers them.
    pub fn files(&self) -> Vec<File> {
        let file = |item: &Item| File {
            name: format!("{}.rs", item.module),
            text: format!("{}\n{}", item::imports(std::slice::from_ref(item), Some(&item.refers)), item.text),
        };
        let lines = |line: fn(&Item) -> String| self.items.iter().map(line).collect::<String>();
        let modules = lines(|item| format!("mod {};\n", item.module));
        let uses = lines(|item| format!("pub use {}::*;\n", item.module));
        let root = File { name: "mod.rs".to_owned(), text: self.headed(&[modules, uses, self.schema()]) };
        self.items.iter().map(file).chain([root]).collect()
    }

    fn headed(&self, parts: &[String]) -> String {
        // A name may hold line ends, which must not end a comment.
        let one_line = |note: &String| note.replace(char::is_control, " ");
        let notes: String = self.notes.iter().map(|note| format!("// Not said here: {}.\n", one_line(note))).collect();
        let parts = std::iter::once(&notes).chain(parts).filter(|part| !part.is_empty());
        parts.cloned().collect::<Vec<_>>().join("\n")
    }

    fn schema(&self) -> String {
        let entities = self.items.iter().filter(|item| item.is_entity).map(|item| item.name.as_str());
        let lines: String = entities.map(|name| format!("    {name},\n")).collect();
        format!("/// Every entity.\npub const SCHEMA: entity_core::Schema = entity_core::schema![\n{lines}];\n")
    }
}
