//! What things are called in Rust.

mod words;

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use entity_core::schema::{Catalog, EnumType, Ident, Object, ObjectId, QualName};
use heck::{ToSnakeCase, ToUpperCamelCase};

use crate::tables::Table;
use words::{FORBIDDEN, KEYWORDS, TAKEN};

/// The names that were chosen. No two items, and no two fields of a struct, share one.
#[derive(Debug)]
pub(super) struct Names {
    items: BTreeMap<ObjectId, String>,
    fields: BTreeMap<(QualName, Ident), String>,
    /// What is called otherwise, each with the type that it is about, where that may be used or not.
    said: BTreeSet<(String, Option<ObjectId>)>,
}

impl Names {
    pub(super) fn new(catalog: &Catalog, tables: &[Table<'_>]) -> Self {
        let mut taken: BTreeSet<String> = TAKEN.map(str::to_owned).into();
        taken.insert("Vec".to_owned());
        let mut names = Self { items: BTreeMap::new(), fields: BTreeMap::new(), said: BTreeSet::new() };
        for table in tables {
            let wanted = struct_name(table.name.name.as_str());
            // The derive makes two more structs of each.
            let own = |name: &str| vec![name.to_owned(), format!("New{name}"), format!("{name}Insert")];
            let name = free(&mut taken, &wanted, "Row", own);
            names.item(ObjectId::Table(table.name.clone()), ("struct", &wanted), name);
        }
        for id in catalog.objects.keys() {
            let (word, fallback) = match id {
                ObjectId::EnumType(_) => ("enum", "Kind"),
                ObjectId::Domain(_) | ObjectId::CompositeType(_) => ("struct", "Type"),
                _ => continue,
            };
            let wanted = camel(id.last_name().as_str(), fallback);
            let name = free(&mut taken, &wanted, fallback, |name| vec![name.to_owned()]);
            names.item(id.clone(), (word, &wanted), name);
        }
        for table in tables {
            let columns: Vec<&Ident> = table.columns.iter().map(|(name, _)| *name).collect();
            names.fields(&ObjectId::Table(table.name.clone()), table.name, &columns);
        }
        for (id, object) in &catalog.objects {
            if let (ObjectId::CompositeType(name), Object::CompositeType(ty)) = (id, object) {
                names.fields(id, name, &ty.attributes.keys().collect::<Vec<_>>());
            }
        }
        names.labels(catalog);
        names
    }

    fn item(&mut self, id: ObjectId, (word, wanted): (&str, &str), name: String) {
        if name != wanted {
            self.say(&id, (word, &name), &format!(", because `{wanted}` is taken"), &id);
        } else if !is_plain(id.last_name().as_str()) {
            self.say(&id, (word, &name), "", &id);
        }
        self.items.insert(id, name);
    }

    fn say(&mut self, what: &impl fmt::Display, (word, name): (&str, &str), why: &str, owner: &ObjectId) {
        let of_type = matches!(owner, ObjectId::Domain(_) | ObjectId::CompositeType(_)).then(|| owner.clone());
        self.said.insert((format!("{what} is the {word} `{name}`{why}"), of_type));
    }

    /// The names of the fields of a table, or of a composite type.
    fn fields(&mut self, of: &ObjectId, owner: &QualName, columns: &[&Ident]) {
        let mut taken = FORBIDDEN.map(str::to_owned).into();
        // A column keeps its own name when another one would like it too.
        let (own, derived): (Vec<&Ident>, Vec<&Ident>) =
            columns.iter().partition(|name| snake(name.as_str()) == name.as_str());
        for column in own.into_iter().chain(derived) {
            let wanted = snake(column.as_str());
            let plain = free(&mut taken, &wanted, "_value", |name| vec![name.to_owned()]);
            let id = ObjectId::Column(owner.clone(), column.clone());
            let is_word = KEYWORDS.contains(&plain.as_str());
            let field = if is_word { format!("r#{plain}") } else { plain };
            if is_word {
                self.say(&id, ("field", &field), ", because it is a word of the language", of);
            } else if field != wanted {
                let why =
                    if FORBIDDEN.contains(&wanted.as_str()) { "a word of Rust or of every entity" } else { "taken" };
                self.say(&id, ("field", &field), &format!(", because `{wanted}` is {why}"), of);
            } else if field != column.as_str() {
                self.say(&id, ("field", &field), "", of);
            }
            self.fields.insert((owner.clone(), column.clone()), field);
        }
    }

    /// Says which labels are no names, or not their own.
    fn labels(&mut self, catalog: &Catalog) {
        for (id, object) in &catalog.objects {
            let (ObjectId::EnumType(ty), Object::EnumType(EnumType { labels })) = (id, object) else { continue };
            for (label, variant) in labels.iter().zip(variants(labels)) {
                let wanted = camel(label, "Label");
                let what = format!("label {label:?} of {}", ty.plain());
                if variant != wanted {
                    self.say(&what, ("variant", &variant), &format!(", because `{wanted}` is taken"), id);
                } else if !is_plain(label) {
                    self.say(&what, ("variant", &variant), "", id);
                }
            }
        }
    }

    /// What is called otherwise in Rust, of all enums and tables, and of the other types that are used.
    pub(super) fn said(&self, used: &BTreeSet<ObjectId>) -> Vec<String> {
        let is_used = |of: &Option<ObjectId>| of.as_ref().is_none_or(|of| used.contains(of));
        self.said.iter().filter(|(_, of)| is_used(of)).map(|(text, _)| text.clone()).collect()
    }

    /// The struct of a table.
    pub(super) fn table(&self, table: &QualName) -> Option<&str> {
        self.items.get(&ObjectId::Table(table.clone())).map(String::as_str)
    }

    /// The enum or struct of a type.
    pub(super) fn of_type(&self, id: &ObjectId) -> Option<&str> {
        self.items.get(id).map(String::as_str)
    }

    /// The field of a column.
    pub(super) fn field(&self, table: &QualName, column: &Ident) -> Option<&str> {
        self.fields.get(&(table.clone(), column.clone())).map(String::as_str)
    }
}

/// The variants of an enum, one a label.
pub(super) fn variants(labels: &[String]) -> Vec<String> {
    let mut taken = BTreeSet::from(["Self".to_owned()]);
    labels.iter().map(|label| free(&mut taken, &camel(label, "Label"), "Label", |name| vec![name.to_owned()])).collect()
}

/// The wanted name, or the first of `{name}{suffix}`, `{name}{suffix}2`, … that is free with all it brings.
fn free(taken: &mut BTreeSet<String>, wanted: &str, suffix: &str, brings: impl Fn(&str) -> Vec<String>) -> String {
    let numbered = (2_usize..).map(|number| format!("{wanted}{suffix}{number}"));
    let mut candidates = [wanted.to_owned(), format!("{wanted}{suffix}")].into_iter().chain(numbered);
    let name = candidates.find(|name| brings(name).iter().all(|name| !taken.contains(name)));
    let name = name.unwrap_or_else(|| wanted.to_owned());
    taken.extend(brings(&name));
    name
}

/// `audit_logs` → `AuditLog`.
fn struct_name(table: &str) -> String {
    let endings = [("ies", "y"), ("es", ""), ("s", "")];
    let stems = endings.iter().filter_map(|(plural, ending)| Some(format!("{}{ending}", table.strip_suffix(plural)?)));
    // `names` has the regular plural of `name` only; `addresses` those of `address` and of `addresse`.
    let singular = stems.into_iter().find(|stem| {
        let is_open = stem.ends_with('e') || !table.ends_with("es") || table.len() - stem.len() != 1;
        is_open && !stem.is_empty() && plural(stem) == table
    });
    camel(singular.as_deref().unwrap_or(table), "Table")
}

/// The table that the derive gives to a struct.
pub(super) fn derived_table(name: &str) -> String {
    plural(&name.to_snake_case())
}

/// The name in SQL that the derive gives to an enum or a variant.
pub(super) fn derived_snake(name: &str) -> String {
    name.to_snake_case()
}

/// The module that holds an item alone.
pub(super) fn module(name: &str) -> String {
    let module = name.to_snake_case();
    if KEYWORDS.contains(&module.as_str()) || FORBIDDEN.contains(&module.as_str()) { module + "_item" } else { module }
}

/// The regular English plural, as the derive forms it.
fn plural(word: &str) -> String {
    if let Some(stem) = word.strip_suffix('y')
        && !stem.ends_with(['a', 'e', 'i', 'o', 'u'])
    {
        return format!("{stem}ies");
    }
    let hisses = ["s", "x", "z", "ch", "sh"].iter().any(|ending| word.ends_with(ending));
    if hisses { format!("{word}es") } else { format!("{word}s") }
}

fn camel(name: &str, fallback: &str) -> String {
    let name = plain(name).to_upper_camel_case();
    if name.starts_with(|first: char| first.is_ascii_alphabetic()) { name } else { format!("{fallback}{name}") }
}

fn snake(name: &str) -> String {
    let is_snake = !name.contains(|sign: char| !(sign.is_ascii_lowercase() || sign.is_ascii_digit() || sign == '_'));
    let name = if is_snake { name.to_owned() } else { plain(name).to_snake_case() };
    if name.starts_with(|first: char| first.is_ascii_lowercase() || first == '_') {
        name
    } else {
        format!("column_{name}")
    }
}

/// Whether a relation can be called that.
pub(super) fn is_free_word(name: &str) -> bool {
    !name.is_empty() && !KEYWORDS.contains(&name) && !FORBIDDEN.contains(&name) && is_plain(name)
}

/// What rows of a struct are called as a field: `order`, or `orders` where there are many.
pub(super) fn plural_of(name: &str, is_one: bool) -> String {
    let one = name.to_snake_case();
    if is_one { one } else { plural(&one) }
}

/// Whether a name is one in Rust too, but for capital letters.
fn is_plain(name: &str) -> bool {
    plain(name) == name && !name.starts_with(|first: char| first.is_ascii_digit())
}

/// Letters, digits and underscores.
fn plain(name: &str) -> String {
    name.chars().map(|sign| if sign.is_ascii_alphanumeric() { sign } else { '_' }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn structs_are_singular() {
        for (table, name) in [
            ("users", "User"),
            ("audit_logs", "AuditLog"),
            ("categories", "Category"),
            ("addresses", "Address"),
            ("boxes", "Box"),
            ("names", "Name"),
            ("location_history", "LocationHistory"),
            ("2nd tries", "Table2ndTry"),
        ] {
            assert_eq!(struct_name(table), name);
        }
    }

    #[test]
    fn labels_that_are_no_names_get_one() {
        let labels = ["in-stock", "in stock", "1", "", "Self"].map(str::to_owned);
        assert_eq!(variants(&labels), ["InStock", "InStockLabel", "Label1", "Label", "SelfLabel"]);
    }
}
