//! One struct or enum of the source.

use std::collections::{BTreeMap, BTreeSet};

use super::attributes;

/// An item with what it uses.
#[derive(Clone, Debug)]
pub(super) struct Item {
    /// Its name in Rust.
    pub(super) name: String,
    /// The module of its own.
    pub(super) module: String,
    pub(super) is_entity: bool,
    pub(super) text: String,
    /// The paths that it imports.
    pub(super) uses: BTreeSet<&'static str>,
    /// The other items that it names.
    pub(super) refers: BTreeSet<String>,
    pub(super) notes: Vec<String>,
}

/// The `use` lines of items, with those of other modules where each has its own.
pub(super) fn imports(items: &[Item], siblings: Option<&BTreeSet<String>>) -> String {
    let mut crates: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for (root, name) in items.iter().flat_map(|item| &item.uses).filter_map(|path| path.split_once("::")) {
        crates.entry(root).or_default().insert(name);
    }
    let mut text: String = crates.into_iter().map(|(root, names)| line(root, &names)).collect();
    let siblings: BTreeSet<&str> = siblings.into_iter().flatten().map(String::as_str).collect();
    if !siblings.is_empty() {
        text.push('\n');
        text.push_str(&line("super", &siblings));
    }
    text
}

fn line(root: &str, names: &BTreeSet<&str>) -> String {
    let names: Vec<&str> = names.iter().copied().collect();
    match names.as_slice() {
        [name] => format!("use {root}::{name};\n"),
        several => format!("use {root}::{{{}}};\n", several.join(", ")),
    }
}

/// A comment as docs where they say the same, else as an attribute; the docs end with a line end.
pub(super) fn described(comment: Option<&str>) -> (String, Option<String>) {
    match comment {
        None => (String::new(), None),
        Some(text) if is_one_line(text) => (format!("/// {text}\n"), None),
        Some(text) => (String::new(), Some(format!("comment = {}", attributes::string(text)))),
    }
}

fn is_one_line(text: &str) -> bool {
    // The compiler refuses signs that turn the direction of writing.
    let turns = |sign: char| matches!(sign, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    !text.is_empty() && text.trim() == text && !text.contains(char::is_control) && !text.contains(turns)
}
