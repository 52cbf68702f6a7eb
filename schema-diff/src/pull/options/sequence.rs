//! Sequences that come with a table: those of its columns, and those that only its columns draw from.

use std::collections::BTreeMap;

use entity_core::schema::{Catalog, Counter, Expr, Ident, Literal, Object, ObjectId, Persistence, QualName, Sequence};

use super::super::Cx;
use super::super::attributes::string;
use super::super::column::counting;
use super::super::structs::Shape;
use super::Saying;

/// The tables that sequences come with.
pub(in super::super) fn owners(catalog: &Catalog) -> BTreeMap<QualName, Vec<QualName>> {
    let mut drawing: BTreeMap<&QualName, Vec<&QualName>> = BTreeMap::new();
    for (dependent, needed) in &catalog.edges {
        if let (ObjectId::Column(table, _), ObjectId::Sequence(sequence)) = (dependent, needed) {
            drawing.entry(sequence).or_default().push(table);
        }
    }
    let mut owners: BTreeMap<QualName, Vec<QualName>> = BTreeMap::new();
    for (id, object) in &catalog.objects {
        let (ObjectId::Sequence(name), Object::Sequence(sequence)) = (id, object) else { continue };
        let drawing = drawing.get(name).map(Vec::as_slice).unwrap_or_default();
        let owner = match (&sequence.owned_by, drawing) {
            (Some((table, _)), _) => Some(table),
            (None, [first, others @ ..]) if others.iter().all(|other| other == first) => Some(*first),
            (None, _) => None,
        };
        if let Some(owner) = owner.filter(|owner| owner.namespace == name.namespace) {
            owners.entry(owner.clone()).or_default().push(name.clone());
        }
    }
    owners
}

/// The sequences of a table.
pub(super) fn all(cx: &Cx<'_>, shape: &Shape<'_>) -> Vec<Saying> {
    let names = cx.sequences.get(shape.table.name).map(Vec::as_slice).unwrap_or_default();
    names.iter().filter_map(|name| saying(cx, shape, name)).collect()
}

fn saying(cx: &Cx<'_>, shape: &Shape<'_>, name: &QualName) -> Option<Saying> {
    let id = ObjectId::Sequence(name.clone());
    let Some(Object::Sequence(sequence)) = cx.catalog.objects.get(&id) else { return None };
    let Sequence { ty, counter, persistence, owned_by } = sequence;
    let mut arguments = vec![format!("name = {}", string(name.name.as_str()))];
    if ty.as_str() != "bigint" {
        arguments.push(format!("type = {ty}"));
    }
    arguments.extend(counting(&Counter::clone(counter)));
    if let Some((_, column)) = owned_by {
        let field = cx.names.field(shape.table.name, column).filter(|_| shape.holds(column))?;
        arguments.push(format!("owned_by = {field}"));
    }
    let argument = format!("sequence({})", arguments.join(", "));
    (*persistence == Persistence::Permanent)
        .then(|| Saying { argument, objects: vec![(id, Object::Sequence(sequence.clone()))] })
}

/// The sequence that a default draws from and no more, as `nextval("…")` names it.
pub(in super::super) fn drawn(cx: &Cx<'_>, table: &QualName, column: &Ident, default: &Expr) -> Option<String> {
    let id = ObjectId::Column(table.clone(), column.clone());
    let mut needed = cx.catalog.needed_by(&id);
    needed.find_map(|needed| {
        let ObjectId::Sequence(sequence) = needed else { return None };
        let is_all = default.as_str() == format!("nextval({}::regclass)", Literal(&sequence.to_string()));
        let is_plain = !sequence.name.as_str().contains('.') && !sequence.namespace.as_str().contains('.');
        let name = match sequence.namespace == table.namespace {
            true => sequence.name.as_str().to_owned(),
            false => format!("{}.{}", sequence.namespace.as_str(), sequence.name.as_str()),
        };
        (is_all && is_plain).then_some(name)
    })
}
