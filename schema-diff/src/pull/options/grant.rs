//! Rights on a table and its columns.

use std::collections::BTreeMap;

use entity_core::schema::{Grant, Ident, Object, ObjectId, Privilege};

use super::super::Cx;
use super::super::attributes::string;
use super::super::structs::Shape;
use super::{Saying, from, no_name};

/// The rights of one role: whether it may pass them on, whether they are of single columns, and of which.
type Rights = BTreeMap<(bool, bool, Privilege), Vec<String>>;

/// What a role may do, and the grants that say so.
#[derive(Default)]
struct Holding {
    rights: Rights,
    objects: Vec<(ObjectId, Object)>,
}

/// What roles may do, roles that may do the same together.
pub(super) fn all(cx: &Cx<'_>, shape: &Shape<'_>) -> Vec<Saying> {
    let table = shape.table.name;
    let mut of_roles: BTreeMap<&Ident, Holding> = BTreeMap::new();
    let whole = ObjectId::Table(table.clone());
    let on_table = from(
        cx.catalog,
        ObjectId::Grant(Box::new(whole), no_name()),
        move |id| matches!(id, ObjectId::Grant(on, _) if matches!(&**on, ObjectId::Table(other) if other == table)),
    );
    let first = ObjectId::Column(table.clone(), no_name());
    let on_columns = from(
        cx.catalog,
        ObjectId::Grant(Box::new(first), no_name()),
        move |id| matches!(id, ObjectId::Grant(on, _) if matches!(&**on, ObjectId::Column(other, _) if other == table)),
    );
    for (id, object) in on_table.chain(on_columns) {
        let (ObjectId::Grant(on, role), Object::Grant(Grant { privileges, initial })) = (id, object) else { continue };
        let field = match &**on {
            ObjectId::Column(_, column) if !shape.holds(column) => continue,
            ObjectId::Column(_, column) => cx.names.field(table, column).map(str::to_owned),
            _ => None,
        };
        if !initial.is_empty() {
            continue;
        }
        let Holding { rights, objects } = of_roles.entry(role).or_default();
        for (privilege, passes_on) in privileges {
            rights.entry((*passes_on, field.is_some(), *privilege)).or_default().extend(field.clone());
        }
        objects.push((id.clone(), object.clone()));
    }
    alike(of_roles)
}

fn alike(of_roles: BTreeMap<&Ident, Holding>) -> Vec<Saying> {
    let mut groups: Vec<(Vec<&Ident>, Holding)> = Vec::new();
    for (role, holding) in of_roles {
        match groups.iter_mut().find(|(_, other)| other.rights == holding.rights) {
            Some((roles, other)) => {
                roles.push(role);
                other.objects.extend(holding.objects);
            }
            None => groups.push((vec![role], holding)),
        }
    }
    groups.into_iter().flat_map(|(roles, Holding { rights, objects })| written(&rights, &roles, objects)).collect()
}

fn written(rights: &Rights, roles: &[&Ident], objects: Vec<(ObjectId, Object)>) -> Vec<Saying> {
    let roles: Vec<String> = roles.iter().map(|role| string(role.as_str())).collect();
    let mut objects = Some(objects);
    let argument = |passes_on: bool| {
        let mut words: Vec<String> = rights
            .iter()
            .filter(|((other, ..), _)| *other == passes_on)
            .map(|((_, _, privilege), fields)| match fields.as_slice() {
                [] => privilege.word().to_lowercase(),
                fields => format!("{}({})", privilege.word().to_lowercase(), fields.join(", ")),
            })
            .collect();
        if words.is_empty() {
            return None;
        }
        words.push(format!("to({})", roles.join(", ")));
        words.extend(passes_on.then(|| "with_grant_option".to_owned()));
        Some(format!("grant({})", words.join(", ")))
    };
    let arguments = [false, true].into_iter().filter_map(argument);
    arguments.map(|argument| Saying { argument, objects: objects.take().unwrap_or_default() }).collect()
}
