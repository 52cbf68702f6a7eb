//! Foreign keys that an attribute can say: of one column on its field, the others on the struct.

use entity_core::schema::{
    Action, Column, Constraint, Deferral, Enforcement, ForeignKey, Ident, IndexStorage, Match, ObjectId, QualName,
    Unique,
};

use super::attributes::string;
use super::index::Indexes;
use super::structs::Shape;
use super::{Cx, column, types};
use crate::tables::Table;

/// The table and the single key column that a foreign key of one column leads to, if that is the table's primary key.
pub(super) fn target<'a>(cx: &'a Cx<'_>, key: &'a ForeignKey) -> Option<(&'a Table<'a>, &'a Ident)> {
    let table = cx.tables.iter().find(|table| *table.name == key.references)?;
    match (key.columns.as_slice(), table.primary_key(), key.referenced_columns.as_slice()) {
        ([_], [primary], [referenced]) if primary == referenced => Some((table, referenced)),
        (_, _, _) => None,
    }
}

/// Whether the attribute of a field says all of a foreign key.
pub(super) fn is_of_field(cx: &Cx<'_>, table: &Table<'_>, key: &ForeignKey) -> bool {
    key.set_columns.is_empty() && key.matching == Match::Simple && key.columns.len() == 1 && is_sayable(cx, table, key)
}

/// Whether an attribute says all of a foreign key to a key of an entity.
pub(super) fn is_sayable(cx: &Cx<'_>, table: &Table<'_>, key: &ForeignKey) -> bool {
    let ForeignKey {
        columns,
        references,
        referenced_columns,
        on_delete,
        set_columns,
        on_update,
        matching: _,
        deferral: _,
        period,
        enforcement,
    } = key;
    let Some(other) = cx.tables.iter().find(|other| other.name == references) else { return false };
    let set = if set_columns.is_empty() { columns } else { set_columns };
    let mut pairs = columns.iter().zip(referenced_columns);
    !period
        && *enforcement == Enforcement::Validated
        && is_key(cx, other, referenced_columns)
        && can(table, *on_delete, set)
        && can(table, *on_update, columns)
        && pairs.all(|(own, foreign)| held(cx, table, own).is_some_and(|ty| held(cx, other, foreign) == Some(ty)))
}

/// Whether the struct of a table says that these columns are unique together, in whichever order.
fn is_key(cx: &Cx<'_>, table: &Table<'_>, columns: &[Ident]) -> bool {
    let is_same = |key: &[Ident]| key.len() == columns.len() && columns.iter().all(|column| key.contains(column));
    let is_unique = |(name, constraint): &(&Ident, &Constraint)| match constraint {
        Constraint::Unique(Unique {
            columns,
            include,
            deferral: Deferral::Immediate,
            without_overlaps: false,
            storage: IndexStorage { clustered: false, replica_identity: false, part_of: None, only: false, .. },
            ..
        }) => {
            let is_late = cx.late.contains(&ObjectId::Constraint(table.name.clone(), (*name).clone()));
            include.is_empty() && is_same(columns) && !is_late
        }
        Constraint::Unique(_)
        | Constraint::PrimaryKey(_)
        | Constraint::ForeignKey(_)
        | Constraint::Check(_)
        | Constraint::Exclusion(_) => false,
    };
    is_same(table.primary_key()) || table.constraints.iter().any(is_unique)
}

/// The type of a column in SQL and in Rust, if a field holds it.
fn held(cx: &Cx<'_>, table: &Table<'_>, name: &Ident) -> Option<(String, String)> {
    let body: &Column = table.column(name)?;
    let ty = types::of(cx, table, name, body).filter(|_| !column::is_late(cx, table.name, name))?;
    Some((body.ty.to_string(), ty.text))
}

/// Whether the columns can be set to what an action sets them to.
fn can(table: &Table<'_>, action: Action, columns: &[Ident]) -> bool {
    let mut columns = columns.iter().filter_map(|column| table.column(column));
    match action {
        Action::NoAction | Action::Restrict | Action::Cascade => true,
        Action::SetNull => columns.all(|column| !column.not_null),
        Action::SetDefault => columns.all(|column| column.default.is_some()),
    }
}

/// The arguments of `#[references(…)]` on a field.
pub(super) fn arguments(
    cx: &Cx<'_>,
    shape: &Shape<'_>,
    indexes: &Indexes,
    (name, key): (&Ident, &ForeignKey),
) -> Vec<String> {
    let mut arguments = vec![cx.names.table(&key.references).unwrap_or_default().to_owned()];
    if target(cx, key).is_none() {
        arguments.push(format!("to({})", fields(cx, &key.references, &key.referenced_columns)));
    }
    arguments.extend(options(cx, shape, indexes, (name, key)));
    if let Some(relation) = cx.relations.one(shape.table.name, name) {
        arguments.push(format!("relation = {relation}"));
    }
    arguments
}

/// `references(…)` on the struct.
pub(super) fn on_struct(
    cx: &Cx<'_>,
    shape: &Shape<'_>,
    indexes: &Indexes,
    (name, key): (&Ident, &ForeignKey),
) -> String {
    let mut arguments = vec![cx.names.table(&key.references).unwrap_or_default().to_owned()];
    arguments.push(format!("columns({})", fields(cx, shape.table.name, &key.columns)));
    let target = cx.tables.iter().find(|table| *table.name == key.references);
    if target.is_some_and(|target| target.primary_key() != key.referenced_columns) {
        arguments.push(format!("to({})", fields(cx, &key.references, &key.referenced_columns)));
    }
    arguments.extend(options(cx, shape, indexes, (name, key)));
    format!("references({})", arguments.join(", "))
}

fn options(cx: &Cx<'_>, shape: &Shape<'_>, indexes: &Indexes, (name, key): (&Ident, &ForeignKey)) -> Vec<String> {
    let table = shape.table;
    let mut options = Vec::new();
    let set = match key.set_columns.as_slice() {
        [] => String::new(),
        some => format!("({})", fields(cx, table.name, some)),
    };
    options.push(format!("on_delete = {}{set}", action(key.on_delete)));
    if key.on_update != Action::NoAction {
        options.push(format!("on_update = {}", action(key.on_update)));
    }
    if key.matching == Match::Full {
        options.push("match_full".to_owned());
    }
    options.extend(deferrable(key.deferral));
    options.extend(indexes.unserved.contains(name).then(|| "no_index".to_owned()));
    if *name != derived(shape, key) {
        options.push(format!("name = {}", string(name.as_str())));
    }
    options
}

/// When a constraint is checked.
pub(super) fn deferrable(deferral: Deferral) -> Option<String> {
    match deferral {
        Deferral::Immediate => None,
        Deferral::Deferrable => Some("deferrable".to_owned()),
        Deferral::Deferred => Some("deferrable = initially_deferred".to_owned()),
    }
}

fn fields(cx: &Cx<'_>, table: &QualName, columns: &[Ident]) -> String {
    let fields: Vec<&str> = columns.iter().filter_map(|column| cx.names.field(table, column)).collect();
    fields.join(", ")
}

fn derived(shape: &Shape<'_>, key: &ForeignKey) -> Ident {
    let own = shape.table.name.name.as_str();
    if shape.references().filter(|(_, other)| other.references == key.references).count() == 1 {
        return Ident::shortened(format!("fk_{own}_{}", key.references.name.as_str()));
    }
    let columns: Vec<&str> =
        key.columns.iter().map(|column| column.as_str().strip_suffix("_id").unwrap_or(column.as_str())).collect();
    Ident::shortened(format!("fk_{own}_{}", columns.join("_")))
}

fn action(action: Action) -> &'static str {
    match action {
        Action::NoAction => "no_action",
        Action::Restrict => "restrict",
        Action::Cascade => "cascade",
        Action::SetNull => "set_null",
        Action::SetDefault => "set_default",
    }
}
