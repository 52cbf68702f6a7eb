//! Domains as structs of one field.

use std::collections::BTreeSet;

use entity_core::schema::{Domain, DomainCheck, Ident, Object, ObjectId, QualName};

use super::attributes::{attribute, string};
use super::column::collated;
use super::item::{Item, described};
use super::names::{derived_snake, module};
use super::types::{self, RustType};
use super::{Cx, notes};

/// The structs of the domains that are used.
pub(super) fn items<'a>(cx: &'a Cx<'_>, used: &'a BTreeSet<ObjectId>) -> impl Iterator<Item = Item> + 'a {
    used.iter().filter_map(|id| match (id, cx.catalog.objects.get(id)?) {
        (ObjectId::Domain(name), Object::Domain(domain)) => item(cx, id, name, domain),
        (_, _) => None,
    })
}

/// What the struct of a domain holds. `None` where attributes do not say all of the domain.
pub(super) fn inner(cx: &Cx<'_>, domain: &Domain) -> Option<RustType> {
    let Domain { base, default: _, not_null: _, not_null_name, collation } = domain;
    let ty = types::plain(cx, base.as_str())?;
    let is_sorted = collation.is_none() || ty.text == "String" || ty.refers.is_some();
    (is_sorted && not_null_name.is_none()).then_some(ty)
}

/// The checks of a domain.
pub(super) fn checks<'a>(
    cx: &'a Cx<'_>,
    domain: &QualName,
) -> impl Iterator<Item = (&'a ObjectId, (&'a Ident, &'a DomainCheck))> {
    let first = ObjectId::DomainCheck(domain.clone(), Ident::from_static(""));
    let domain = domain.clone();
    cx.catalog
        .objects
        .range(first..)
        .map_while(move |(id, object)| match (id, object) {
            (ObjectId::DomainCheck(of, name), Object::DomainCheck(check)) if *of == domain => Some((id, (name, check))),
            (_, _) => None,
        })
        .filter(|(id, (_, check))| check.validated && !cx.late.contains(*id))
}

fn item(cx: &Cx<'_>, id: &ObjectId, name: &QualName, domain: &Domain) -> Option<Item> {
    let rust = cx.names.of_type(id)?;
    let ty = inner(cx, domain)?;
    let (docs, comment) = described(notes::comment(cx, id));
    let mut arguments = named(rust, name);
    if let Some(base) = &ty.attribute {
        arguments.push(format!("base = {}", base.strip_prefix("type = ").unwrap_or(base)));
    }
    arguments.extend(domain.collation.as_ref().map(|name| format!("collate = {}", collated(name))));
    arguments.extend(domain.not_null.then(|| "not_null".to_owned()));
    arguments.extend(domain.default.as_ref().map(|expr| format!("default = sql({})", string(expr.as_str()))));
    let checks = checks(cx, name)
        .map(|(_, (name, check))| format!("check(name = {}, {})", string(name.as_str()), string(check.expr.as_str())));
    arguments.extend(checks);
    arguments.extend(comment);
    let attribute = attribute("", "pg_domain", &arguments);
    Some(Item {
        name: rust.to_owned(),
        module: module(rust),
        is_entity: false,
        text: format!(
            "{docs}#[derive(Clone, Debug, PartialEq, PgDomain)]\n{attribute}pub struct {rust}(pub {});\n",
            ty.text
        ),
        uses: ty.uses.iter().copied().chain(["entity_core::PgDomain"]).collect(),
        refers: ty.refers.into_iter().collect(),
        notes: Vec::new(),
    })
}

/// How a type of the application is called in SQL, where its Rust name does not say so.
pub(super) fn named(rust: &str, name: &QualName) -> Vec<String> {
    let other = (derived_snake(rust) != name.name.as_str()).then(|| format!("name = {}", string(name.name.as_str())));
    let namespace =
        (name.namespace != QualName::PUBLIC).then(|| format!("schema = {}", string(name.namespace.as_str())));
    other.into_iter().chain(namespace).collect()
}
