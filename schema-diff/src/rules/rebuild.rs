//! Types and collations that cannot change in place: one is renamed aside, made again under its name, its dependents
//! move over, and the one aside is dropped.

use entity_core::schema::{Catalog, Ident, Object, ObjectId, QualName, TypeName};

use super::{Cx, Effect, Op, Slot};

/// The ops of a rebuild: `create` makes the new one.
pub(super) fn rebuild(cx: &Cx<'_>, id: &ObjectId, keyword: &str, create: String) -> Vec<Op> {
    let Some(name) = id.qualified() else { return Vec::new() };
    let aside = aside(cx, name);
    let statements = vec![format!("ALTER {keyword} {name} RENAME TO {}", aside.name), create];
    vec![
        Op::statements(Slot::Alter, id, statements),
        Op::statement(Slot::Finish, id, format!("DROP {keyword} {aside}")),
    ]
}

/// A name that neither side uses.
pub(super) fn aside(cx: &Cx<'_>, name: &QualName) -> QualName {
    let candidate =
        |number: usize| name.sibling(Ident::shortened(format!("{}_old{}", name.name.as_str(), suffix(number))));
    let taken = |name: &QualName| is_taken(cx.from, name) || is_taken(cx.to, name);
    (0..).map(candidate).find(|name| !taken(name)).unwrap_or_else(|| candidate(0))
}

fn suffix(number: usize) -> String {
    if number == 0 { String::new() } else { number.to_string() }
}

fn is_taken(catalog: &Catalog, name: &QualName) -> bool {
    catalog.objects.iter().any(|(id, object)| id.qualified() == Some(name) || multirange(object) == Some(name))
}

fn multirange(object: &Object) -> Option<&QualName> {
    if let Object::RangeType(range) = object { Some(&range.multirange) } else { None }
}

/// Whether a type, or an array of it, is the one with this id; a range type stands for its multirange type too.
pub(super) fn is_of_type(catalog: &Catalog, ty: &TypeName, id: &ObjectId) -> bool {
    let element = ty.as_str().trim_end_matches("[]");
    let is_named = |name: &QualName| name.to_string() == element;
    let names_type = match id {
        ObjectId::EnumType(name) | ObjectId::Domain(name) | ObjectId::CompositeType(name) => Some(name),
        ObjectId::RangeType(name) => Some(name),
        _ => None,
    };
    names_type.is_some_and(is_named) || catalog.objects.get(id).and_then(multirange).is_some_and(is_named)
}

/// Whether something of this type and collation moves when `id` is rebuilt.
pub(super) fn uses(cx: &Cx<'_>, ty: &TypeName, collation: Option<&QualName>, id: &ObjectId) -> bool {
    is_of_type(cx.from, ty, id) || matches!(id, ObjectId::Collation(name) if collation == Some(name))
}

/// The type under all domains, with the domains' arrays unfolded: what values really are.
pub(super) fn resolved(catalog: &Catalog, ty: &TypeName) -> TypeName {
    let element = ty.as_str().trim_end_matches("[]");
    let suffix = &ty.as_str()[element.len()..];
    let mut domains = catalog.from_first(ObjectId::Domain(QualName::FIRST));
    let under = domains.find_map(|(id, object)| match (id, object) {
        (ObjectId::Domain(name), Object::Domain(domain)) if name.to_string() == element => Some(domain),
        _ => None,
    });
    match under {
        None => ty.clone(),
        Some(domain) => resolved(catalog, &TypeName::from(format!("{}{suffix}", domain.base))),
    }
}

/// What is rebuilt and has this type.
pub(super) fn rebuilt<'a>(cx: &Cx<'a>, ty: &TypeName) -> Option<&'a ObjectId> {
    let mut rebuilt = cx.effects.iter().filter(|(_, effect)| **effect == Effect::Rebuild);
    rebuilt.find(|(id, _)| is_of_type(cx.from, ty, id)).map(|(id, _)| id)
}
