//! Composite types as structs.

use std::collections::BTreeSet;

use entity_core::schema::{Attribute, CompositeType, Ident, Object, ObjectId, QualName};

use super::attributes::{attribute, string};
use super::column::collated;
use super::domain::named;
use super::item::{Item, described};
use super::names::module;
use super::types::{self, RustType};
use super::{Cx, notes};

const INDENT: &str = "    ";

/// The structs of the composite types that are used.
pub(super) fn items<'a>(cx: &'a Cx<'_>, used: &'a BTreeSet<ObjectId>) -> impl Iterator<Item = Item> + 'a {
    used.iter().filter_map(|id| match (id, cx.catalog.objects.get(id)?) {
        (ObjectId::CompositeType(name), Object::CompositeType(ty)) => item(cx, id, name, ty),
        (_, _) => None,
    })
}

/// Whether attributes say all of a type.
pub(super) fn is_sayable(cx: &Cx<'_>, ty: &CompositeType) -> bool {
    !ty.attributes.is_empty() && ty.attributes.values().all(|attribute| held(cx, attribute).is_some())
}

fn held(cx: &Cx<'_>, attribute: &Attribute) -> Option<RustType> {
    let ty = types::plain(cx, attribute.ty.as_str())?;
    (attribute.collation.is_none() || ty.text == "String").then_some(ty)
}

fn item(cx: &Cx<'_>, id: &ObjectId, name: &QualName, ty: &CompositeType) -> Option<Item> {
    let rust = cx.names.of_type(id)?;
    let (docs, comment) = described(notes::comment(cx, id));
    let mut arguments = named(rust, name);
    arguments.extend(comment);
    let attribute = attribute("", "pg_composite", &arguments);
    let order = cx.catalog.column_order.get(name)?;
    let members = order.iter().filter_map(|one| Some((one, ty.attributes.get(one)?)));
    let members: Vec<(String, RustType)> = members.filter_map(|(one, body)| field(cx, name, one, body)).collect();
    let fields: String = members.iter().map(|(text, _)| text.as_str()).collect();
    let derive = "#[derive(Clone, Debug, PartialEq, PgComposite)]\n";
    Some(Item {
        name: rust.to_owned(),
        module: module(rust),
        is_entity: false,
        text: format!("{docs}{derive}{attribute}pub struct {rust} {{\n{fields}}}\n"),
        uses: members.iter().flat_map(|(_, ty)| ty.uses.clone()).chain(["entity_core::PgComposite"]).collect(),
        refers: members.iter().filter_map(|(_, ty)| ty.refers.clone()).collect(),
        notes: Vec::new(),
    })
}

/// Any attribute may be null.
fn field(cx: &Cx<'_>, of: &QualName, name: &Ident, body: &Attribute) -> Option<(String, RustType)> {
    let ty = held(cx, body)?;
    let field = cx.names.field(of, name)?;
    let (docs, comment) = described(notes::comment(cx, &ObjectId::Column(of.clone(), name.clone())));
    let docs = if docs.is_empty() { docs } else { format!("{INDENT}{docs}") };
    let mut arguments: Vec<String> = ty.attribute.clone().into_iter().collect();
    if field.strip_prefix("r#").unwrap_or(field) != name.as_str() {
        arguments.push(format!("name = {}", string(name.as_str())));
    }
    arguments.extend(body.collation.as_ref().map(|name| format!("collate = {}", collated(name))));
    arguments.extend(comment);
    let column = attribute(INDENT, "column", &arguments);
    Some((format!("{docs}{column}{INDENT}pub {field}: Option<{}>,\n", ty.text), ty))
}
