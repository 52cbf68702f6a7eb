//! Enum types as enums.

use std::collections::BTreeSet;

use entity_core::schema::{EnumType, Literal, Object, ObjectId, QualName};

use super::attributes::{attribute, string};
use super::item::{Item, described};
use super::names::{derived_snake, module, variants};
use super::{Cx, notes};

/// The enums of all types that can be said.
pub(super) fn items<'a>(cx: &'a Cx<'_>) -> impl Iterator<Item = Item> + 'a {
    cx.catalog.objects.iter().filter_map(|(id, object)| {
        let (ObjectId::EnumType(name), Object::EnumType(ty)) = (id, object) else { return None };
        item(cx, id, name, ty)
    })
}

/// Whether Rust has a form for a type: it needs a label, and no label may be empty.
pub(super) fn is_sayable(ty: &EnumType) -> bool {
    let EnumType { labels } = ty;
    !labels.is_empty() && labels.iter().all(|label| !label.is_empty())
}

fn item(cx: &Cx<'_>, id: &ObjectId, name: &QualName, ty: &EnumType) -> Option<Item> {
    let EnumType { labels } = ty;
    let rust = cx.names.of_type(id).filter(|_| is_sayable(ty))?;
    let (docs, comment) = described(notes::comment(cx, id));
    let mut arguments = Vec::new();
    if derived_snake(rust) != name.name.as_str() {
        arguments.push(format!("name = {}", string(name.name.as_str())));
    }
    if name.namespace != QualName::PUBLIC {
        arguments.push(format!("schema = {}", string(name.namespace.as_str())));
    }
    arguments.extend(comment);
    let lines: String = labels.iter().zip(variants(labels)).map(|(label, variant)| line(label, &variant)).collect();
    let attribute = attribute("", "pg_enum", &arguments);
    let derive = "#[derive(Clone, Copy, Debug, PartialEq, Eq, PgEnum)]\n";
    Some(Item {
        name: rust.to_owned(),
        module: module(rust),
        is_entity: false,
        text: format!("{docs}{derive}{attribute}pub enum {rust} {{\n{lines}}}\n"),
        uses: BTreeSet::from(["entity_core::PgEnum"]),
        refers: BTreeSet::new(),
        notes: Vec::new(),
    })
}

/// The variant that an expression of an enum type means, if it is a label and no more.
pub(super) fn variant(cx: &Cx<'_>, ty: &str, expr: &str) -> Option<String> {
    let id = cx.types.get(ty)?;
    let Some(Object::EnumType(EnumType { labels })) = cx.catalog.objects.get(id) else { return None };
    let at = labels.iter().position(|label| expr == format!("{}::{ty}", Literal(label)))?;
    Some(format!("{}::{}", cx.names.of_type(id)?, variants(labels).get(at)?))
}

fn line(label: &str, variant: &str) -> String {
    let name = if derived_snake(variant) == label { Vec::new() } else { vec![format!("name = {}", string(label))] };
    format!("{}    {variant},\n", attribute("    ", "pg_enum", &name))
}
