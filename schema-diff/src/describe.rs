//! Says in plain words what differs.
//!
//! In: two catalogs and the renames between them. Out: [`Change`]s for programs, and lines for people, a group a table.
//! Never: prints, decides, writes a statement.
//! Start at [`changes`] and [`groups`].

use std::collections::{BTreeMap, BTreeSet};

use entity_core::schema::{Catalog, Object, ObjectId, ObjectKind, Rename, Subject};

use crate::diff::{Delta, diff};
use crate::rules;

/// One difference.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// What happens to the object.
    pub sign: Sign,
    /// The object.
    pub id: ObjectId,
    /// Under which heading people look for it: its table, or its own name.
    pub group: String,
    /// The object in words, for what is created or dropped.
    pub text: String,
    /// What differs, for what is altered.
    pub fields: Vec<Field>,
}

/// What happens to an object.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Sign {
    /// Only the target has it.
    Create,
    /// Only the start has it.
    Drop,
    /// Both have it, differently.
    Alter,
}

/// One part of an object that differs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Field {
    /// Its name: `type`, `default`, `predicate`.
    pub name: &'static str,
    /// Its value at the start.
    pub from: String,
    /// Its value in the target.
    pub to: String,
}

/// The lines of one table, or of an object that belongs to none.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Group {
    /// The heading.
    pub subject: String,
    /// The lines; each starts with its sign.
    pub lines: Vec<String>,
}

impl Sign {
    /// `+`, `-` or `~`.
    pub fn mark(self) -> char {
        match self {
            Self::Create => '+',
            Self::Drop => '-',
            Self::Alter => '~',
        }
    }
}

/// Lists the differences in the order of ids.
pub fn changes(from: &Catalog, to: &Catalog) -> Vec<Change> {
    let changes = diff(from, to).into_iter().filter_map(|delta| match delta {
        Delta::Create(id) => Some(whole(Sign::Create, to.objects.get(&id)?, id)),
        Delta::Drop(id) => Some(whole(Sign::Drop, from.objects.get(&id)?, id)),
        Delta::Alter(id) => Some(altered(from.objects.get(&id)?, to.objects.get(&id)?, id)),
    });
    changes.collect()
}

fn whole(sign: Sign, object: &Object, id: ObjectId) -> Change {
    let facts = rules::facts(object);
    let phrases: Vec<&str> =
        facts.iter().map(|fact| fact.phrase.as_str()).filter(|phrase| !phrase.is_empty()).collect();
    Change { sign, group: group(&id, object), text: phrases.join(" "), fields: Vec::new(), id }
}

fn altered(from: &Object, to: &Object, id: ObjectId) -> Change {
    let before = rules::facts(from);
    let after = rules::facts(to);
    let mut fields: Vec<Field> = after
        .iter()
        .filter_map(|fact| {
            let was = before.iter().find(|other| other.name == fact.name).map_or("none", |other| other.value.as_str());
            (was != fact.value).then(|| Field { name: fact.name, from: was.to_owned(), to: fact.value.clone() })
        })
        .collect();
    let gone = before.iter().filter(|fact| after.iter().all(|other| other.name != fact.name));
    fields.extend(gone.map(|fact| Field { name: fact.name, from: fact.value.clone(), to: "none".to_owned() }));
    Change { sign: Sign::Alter, group: group(&id, to), text: String::new(), fields, id }
}

fn group(id: &ObjectId, object: &Object) -> String {
    match (id.table(), id.on(), object) {
        (Some(table), _, _) => table.plain(),
        (None, Some(on), _) => {
            on.parent().filter(|parent| parent.kind() == ObjectKind::Table).unwrap_or_else(|| on.clone()).plain()
        }
        (None, None, Object::Index(index)) => index.table.plain(),
        (None, None, Object::Statistics(statistics)) => statistics.table.plain(),
        (None, None, _) => id.plain(),
    }
}

/// The differences as lines for people. What comes or goes with a whole table is only counted.
pub fn groups(from: &Catalog, to: &Catalog, renames: &[Rename]) -> Vec<Group> {
    let changes = changes(from, to);
    let mut groups: BTreeMap<&str, Vec<String>> = BTreeMap::new();
    let named: Vec<(String, String)> = renames.iter().map(renamed).collect();
    for (group, line) in &named {
        groups.entry(group).or_default().push(line.clone());
    }
    let whole_tables: BTreeSet<(&str, Sign)> = changes
        .iter()
        .filter(|change| change.id.relation().is_some() && change.sign != Sign::Alter)
        .map(|change| (change.group.as_str(), change.sign))
        .collect();
    for change in &changes {
        let lines = groups.entry(&change.group).or_default();
        if !whole_tables.contains(&(change.group.as_str(), change.sign)) {
            lines.push(line(change));
        } else if change.id.kind() == ObjectKind::Table {
            lines.push(table_line(change, &changes));
        } else if change.id.relation().is_some() {
            lines.push(line(change));
        }
    }
    groups.into_iter().map(|(subject, lines)| Group { subject: subject.to_owned(), lines }).collect()
}

fn renamed(rename: &Rename) -> (String, String) {
    let Rename { from, to } = rename;
    match (from, to) {
        (_, Subject::Label { ty, label }) => {
            let was = match from {
                Subject::Label { label, .. } => label.clone(),
                Subject::Object(_) | Subject::Place { .. } => crate::rename::plain(from),
            };
            (ty.plain(), format!("~ label {was} is renamed to {label}"))
        }
        (Subject::Object(was), Subject::Object(id)) => {
            let group = id.parent().filter(|parent| parent.kind() == ObjectKind::Table).unwrap_or_else(|| id.clone());
            (group.plain(), format!("~ {} {} is renamed to {}", id.kind().noun(), last_name(was), last_name(id)))
        }
        (_, Subject::Place { extension, namespace }) => {
            (extension.as_str().to_owned(), format!("~ extension moves to {}", namespace.as_str()))
        }
        (Subject::Label { .. } | Subject::Place { .. }, Subject::Object(id)) => {
            (id.plain(), format!("~ {} is renamed", crate::rename::plain(from)))
        }
    }
}

fn line(change: &Change) -> String {
    let name = subject(change);
    let mark = change.sign.mark();
    match change.sign {
        Sign::Create => format!("{mark} {name} {}", change.text).trim_end().to_owned(),
        Sign::Drop => format!("{mark} {name}"),
        Sign::Alter => {
            let fields = change.fields.iter().map(|field| format!("{} {} → {}", field.name, field.from, field.to));
            format!("{mark} {name}: {}", fields.collect::<Vec<_>>().join(", "))
        }
    }
}

/// A column is called by its name under its table; everything else also by its kind.
fn subject(change: &Change) -> String {
    let kind = change.id.kind();
    if let Some(on) = change.id.on() {
        let what = match &change.id {
            ObjectId::Grant(_, role) => format!("{kind} to {}", role.as_str()),
            _ => kind.noun().to_owned(),
        };
        return if on.plain() == change.group { what } else { format!("{what} on {} {}", on.kind(), last_name(on)) };
    }
    match (&change.id, kind) {
        (id, ObjectKind::Column) => last_name(id),
        (id, kind) if id.plain() == change.group => kind.noun().to_owned(),
        (id, kind) => format!("{} {}", kind.noun(), last_name(id)),
    }
}

fn table_line(table: &Change, changes: &[Change]) -> String {
    let mut counts: BTreeMap<ObjectKind, usize> = BTreeMap::new();
    for change in changes.iter().filter(|change| change.group == table.group && change.sign == table.sign) {
        *counts.entry(change.id.kind()).or_default() += 1;
    }
    counts.remove(&ObjectKind::Table);
    let counts: Vec<String> = counts.into_iter().map(|(kind, count)| counted(kind, count)).collect();
    format!("{} table: {}", table.sign.mark(), counts.join(", ")).trim_end_matches(": ").to_owned()
}

fn counted(kind: ObjectKind, count: usize) -> String {
    match (kind.noun(), count) {
        (noun, 1) => format!("1 {noun}"),
        (noun, count) if noun.ends_with('x') => format!("{count} {noun}es"),
        (noun, count) if noun.ends_with('y') => format!("{count} {}ies", noun.trim_end_matches('y')),
        (noun, count) => format!("{count} {noun}s"),
    }
}

fn last_name(id: &ObjectId) -> String {
    let whole = id.on().unwrap_or(id);
    if whole.table().is_some() { whole.last_name().as_str().to_owned() } else { whole.plain() }
}

#[cfg(test)]
mod tests {
    use entity_core::schema::{Column, Expr, Ident, QualName, Table, TypeName};

    use super::*;

    fn users(columns: &[(&str, &'static str, Option<&str>)]) -> Catalog {
        let table = QualName::public("users");
        let mut catalog = Catalog::default();
        catalog.insert(ObjectId::Table(table.clone()), Object::Table(Table::default()));
        for (name, ty, default) in columns {
            let (ty, default) = (TypeName::from_static(ty), default.map(Expr::from));
            let not_null = default.is_some();
            let column = Column { not_null, default, ..Column::new(ty) };
            catalog.insert(ObjectId::Column(table.clone(), Ident::from(*name)), Object::Column(column));
        }
        catalog
    }

    fn lines(from: &Catalog, to: &Catalog) -> Vec<String> {
        groups(from, to, &[]).into_iter().flat_map(|group| group.lines).collect()
    }

    #[test]
    fn columns_read_as_people_write_them() {
        let from = users(&[("email", "character varying(100)", None), ("old", "text", None)]);
        let to = users(&[("email", "character varying(255)", None), ("mfa_enabled", "boolean", Some("false"))]);
        assert_eq!(
            lines(&from, &to),
            ["- old", "~ email: type varchar(100) → varchar(255)", "+ mfa_enabled boolean not null default false",]
        );
    }

    #[test]
    fn a_new_table_is_one_line() {
        let to = users(&[("a", "text", None), ("b", "text", None)]);
        assert_eq!(lines(&Catalog::default(), &to), ["+ table: 2 columns"]);
        assert_eq!(lines(&to, &Catalog::default()), ["- table: 2 columns"]);
    }
}
