//! Exclusion constraints.

use entity_core::schema::{Constraint, Exclusion, Ident, IndexStorage, Object, ObjectId};

use super::super::Cx;
use super::super::attributes::string;
use super::super::cut::{bare, group, is_expression, members};
use super::super::structs::Shape;
use super::{Saying, is_early, parameters, placed};

/// The exclusion constraints of a table.
pub(super) fn all(cx: &Cx<'_>, shape: &Shape<'_>) -> Vec<Saying> {
    let constraints = shape.table.constraints.iter();
    let sayings = constraints.filter_map(|(name, constraint)| match constraint {
        Constraint::Exclusion(exclusion) => saying(cx, shape, name, exclusion),
        Constraint::PrimaryKey(_) | Constraint::Unique(_) | Constraint::ForeignKey(_) | Constraint::Check(_) => None,
    });
    sayings.collect()
}

fn saying(cx: &Cx<'_>, shape: &Shape<'_>, name: &Ident, exclusion: &Exclusion) -> Option<Saying> {
    let Exclusion { definition, storage } = exclusion;
    let IndexStorage { options, tablespace, clustered, replica_identity, part_of, only } = storage;
    let id = ObjectId::Constraint(shape.table.name.clone(), name.clone());
    if *clustered || *replica_identity || *only || part_of.is_some() || !is_early(cx, &id) {
        return None;
    }
    let (method, rest) = definition.as_str().strip_prefix("EXCLUDE USING ")?.split_once(' ')?;
    let (keys, rest) = group(rest)?;
    let field = |column: &str| {
        let (name, _) = shape.table.columns.iter().find(|(name, _)| name.to_string() == column)?;
        let held = cx.names.field(shape.table.name, name).filter(|_| shape.holds(name));
        held.map(|field| (field, *name))
    };
    let mut arguments = vec![format!("using = {method}")];
    let mut columns = Vec::new();
    for key in members(keys) {
        let (on, operator) = key.rsplit_once(" WITH ")?;
        let on = match field(on) {
            Some((field, column)) => {
                columns.push(column.as_str());
                field.to_owned()
            }
            None => {
                columns.push("expr");
                is_expression(on).then(|| format!("expr({})", string(bare(on))))?
            }
        };
        arguments.push(format!("{on} with {}", string(operator)));
    }
    let mut rest = rest;
    if let Some(behind) = rest.strip_prefix(" INCLUDE ") {
        let (carried, behind) = group(behind)?;
        let fields = members(carried).into_iter().map(|column| field(column).map(|(field, _)| field));
        arguments.push(format!("include({})", fields.collect::<Option<Vec<_>>>()?.join(", ")));
        rest = behind;
    }
    // How its index is kept, the storage says too.
    if let Some((_, predicate)) = rest.split_once(" WHERE ") {
        let (predicate, behind) = group(predicate)?;
        arguments.push(format!("where = {}", string(bare(predicate))));
        rest = behind;
    }
    if rest.contains(" DEFERRABLE") {
        let is_deferred = rest.contains(" INITIALLY DEFERRED");
        arguments.push(if is_deferred { "deferrable = initially_deferred" } else { "deferrable" }.to_owned());
    }
    arguments.extend((!options.is_empty()).then(|| parameters(options)));
    arguments.extend(tablespace.as_ref().map(placed));
    let derived = Ident::shortened(format!("excl_{}_{}", shape.table.name.name.as_str(), columns.join("_")));
    arguments.extend((*name != derived).then(|| format!("name = {}", string(name.as_str()))));
    let object = Object::Constraint(Constraint::Exclusion(exclusion.clone()));
    Some(Saying { argument: format!("exclude({})", arguments.join(", ")), objects: vec![(id, object)] })
}
