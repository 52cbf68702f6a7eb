//! Expressions with literals instead of parameters, for index predicates.

use super::super::node::Node;
use crate::schema::Ident;

/// The node as SQL with literals, its columns without a table. `None` where a value has no literal.
pub(crate) fn inline(node: &Node) -> Option<String> {
    let both =
        |left: &Node, operator: &str, right: &Node| Some(format!("{} {operator} {}", inline(left)?, inline(right)?));
    let joined = |parts: &[Node], word: &str, empty: &str| {
        let parts = parts.iter().map(inline).collect::<Option<Vec<_>>>()?;
        if parts.is_empty() { Some(empty.to_owned()) } else { Some(format!("({})", parts.join(word))) }
    };
    match node {
        Node::Column(name) => Some(Ident::from_static(name).to_string()),
        Node::Bind(param) => param.literal(),
        Node::Compare(left, how, right) => both(left, how.sql(), right),
        Node::Operator(left, operator, right) => both(left, operator, right),
        Node::IsNull(node) => Some(format!("{} IS NULL", inline(node)?)),
        Node::Not(node) => Some(format!("NOT ({})", inline(node)?)),
        Node::And(parts) => joined(parts, " AND ", "true"),
        Node::Or(parts) => joined(parts, " OR ", "false"),
        Node::Call(function, arguments) => {
            let arguments = arguments.iter().map(inline).collect::<Option<Vec<_>>>()?;
            Some(format!("{function}({})", arguments.join(", ")))
        }
        Node::Cast(node, ty) => Some(format!("({})::{ty}", inline(node)?)),
        Node::Member(..) | Node::Exists(_) => None,
    }
}
