//! Policies of row-level security.

use entity_core::schema::{Ident, Object, ObjectId, Policy, PolicyCommand, QualName};

use super::super::Cx;
use super::super::attributes::string;
use super::super::cut::bare;
use super::{Saying, from, is_early, no_name};

/// The policies of a table.
pub(super) fn all(cx: &Cx<'_>, table: &QualName) -> Vec<Saying> {
    let first = ObjectId::Policy(table.clone(), no_name());
    let of_table = from(cx.catalog, first, move |id| matches!(id, ObjectId::Policy(other, _) if other == table));
    let sayings = of_table.filter_map(|(id, object)| match (id, object) {
        // One that lets nothing through says nothing that the derive would take.
        (ObjectId::Policy(_, name), Object::Policy(policy))
            if is_early(cx, id) && (policy.using.is_some() || policy.with_check.is_some()) =>
        {
            Some(Saying { argument: written(name, policy), objects: vec![(id.clone(), object.clone())] })
        }
        (_, _) => None,
    });
    sayings.collect()
}

fn written(name: &Ident, policy: &Policy) -> String {
    let Policy { permissive, command, roles, using, with_check } = policy;
    let mut arguments = vec![format!("name = {}", string(name.as_str()))];
    let command = match command {
        PolicyCommand::All => None,
        PolicyCommand::Select => Some("select"),
        PolicyCommand::Insert => Some("insert"),
        PolicyCommand::Update => Some("update"),
        PolicyCommand::Delete => Some("delete"),
    };
    arguments.extend(command.map(|word| format!("for = {word}")));
    if !roles.is_empty() {
        let roles: Vec<String> = roles.iter().map(|role| string(role.as_str())).collect();
        arguments.push(format!("to({})", roles.join(", ")));
    }
    arguments.extend(using.as_ref().map(|expr| format!("using = {}", string(bare(expr.as_str())))));
    arguments.extend(with_check.as_ref().map(|expr| format!("check = {}", string(bare(expr.as_str())))));
    arguments.extend((!permissive).then(|| "restrictive".to_owned()));
    format!("policy({})", arguments.join(", "))
}
