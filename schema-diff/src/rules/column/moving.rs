//! How the values of a column move over to another type.

use entity_core::schema::{CompositeType, Ident, Literal, Object, ObjectId, QualName, TypeName};

use super::super::cast::{Cast, Using};
use super::super::{composite_type, rebuild};
use super::Cx;

/// The clause for another type or collation.
pub(super) fn retype(cx: &Cx<'_>, cast: Cast, id: &ObjectId, to: &entity_core::schema::Column) -> String {
    let collate = to.collation.as_ref().map(|collation| format!(" COLLATE {collation}")).unwrap_or_default();
    format!("TYPE {}{collate}{}", to.ty, using(cx, cast, id, &to.ty))
}

fn using(cx: &Cx<'_>, cast: Cast, id: &ObjectId, to: &TypeName) -> String {
    let ObjectId::Column(_, name) = id else { return String::new() };
    match cast.using {
        Using::Nothing => String::new(),
        Using::Cast => format!(" USING {name}::{to}"),
        Using::Text => format!(" USING {}", by_text(cx, id, name, to)),
        Using::Whole => format!(" USING {name}::text::{to}"),
    }
}

/// By way of text, where labels that go are mapped; attribute by attribute, where those of a row change.
fn by_text(cx: &Cx<'_>, id: &ObjectId, name: &Ident, to: &TypeName) -> String {
    if let Some(row) = by_attribute(cx, name, to).filter(|_| was_of_type(cx, id, to)) {
        return row;
    }
    let moved = moved_labels(cx, to);
    if to.as_str().ends_with("[]") {
        let text = format!("{name}::text[]");
        let mapped = moved
            .iter()
            .fold(text, |text, (from, to)| format!("array_replace({text}, {}, {})", Literal(from), Literal(to)));
        return format!("{mapped}::{to}");
    }
    if moved.is_empty() {
        return format!("{name}::text::{to}");
    }
    let arms: Vec<String> =
        moved.iter().map(|(from, to)| format!("WHEN {} THEN {}", Literal(from), Literal(to))).collect();
    format!("(CASE {name}::text {} ELSE {name}::text END)::{to}", arms.join(" "))
}

/// The labels of the enum under a type that move to others.
fn moved_labels<'a>(cx: &Cx<'a>, to: &TypeName) -> Vec<(&'a str, &'a str)> {
    let under = rebuild::resolved(cx.to, to);
    let of_type =
        cx.moves.iter().filter(|label| rebuild::is_of_type(cx.to, &under, &ObjectId::EnumType(label.ty.clone())));
    of_type.map(|label| (label.from.as_str(), label.to.as_str())).collect()
}

/// Whether a column has been of its type before.
fn was_of_type(cx: &Cx<'_>, id: &ObjectId, ty: &TypeName) -> bool {
    matches!(cx.from.objects.get(id), Some(Object::Column(column)) if column.ty == *ty)
}

/// A row type whose attributes come and go has no text that fits.
fn by_attribute(cx: &Cx<'_>, name: &Ident, to: &TypeName) -> Option<String> {
    if to.as_str().ends_with("[]") {
        let (_, row) = rows(cx, to)?;
        return Some(format!("pg_temp.{}({name})", mover(row)));
    }
    row_by_attribute(cx, &name.to_string(), to)
}

/// One row, written again with the attributes of after. `None` where these have their names and places.
fn row_by_attribute(cx: &Cx<'_>, value: &str, to: &TypeName) -> Option<String> {
    let (id, ty) = rows(cx, to)?;
    let (before, after) = (composite(cx.from.objects.get(id))?, composite(cx.to.objects.get(id))?);
    let before = composite_type::ordered(cx.from, ty, before);
    let after = composite_type::ordered(cx.to, ty, after);
    let attribute = |(attribute, _): &(&Ident, &entity_core::schema::Attribute)| {
        let is_there = before.iter().any(|(name, _)| name == attribute);
        if is_there { format!("({value}).{attribute}::text") } else { "NULL".to_owned() }
    };
    let typed = after.iter().map(|one| format!("{}::{}", attribute(one), one.1.ty)).collect::<Vec<_>>().join(", ");
    let to = to.as_str().trim_end_matches("[]");
    Some(format!("CASE WHEN {value} IS DISTINCT FROM NULL THEN ROW({typed})::{to} END"))
}

/// The row type under a type whose attributes come and go, where it is rebuilt.
fn rows<'a>(cx: &Cx<'a>, to: &TypeName) -> Option<(&'a ObjectId, &'a QualName)> {
    let id = rebuild::rebuilt(cx, to)?;
    let ObjectId::CompositeType(ty) = id else { return None };
    let (before, after) = (composite(cx.from.objects.get(id))?, composite(cx.to.objects.get(id))?);
    let before = composite_type::ordered(cx.from, ty, before);
    let after = composite_type::ordered(cx.to, ty, after);
    let is_same = before.iter().map(|(name, _)| name).eq(after.iter().map(|(name, _)| name));
    (!is_same).then_some((id, ty))
}

fn mover(ty: &QualName) -> Ident {
    Ident::shortened(format!("{}_moved", ty.name.as_str()))
}

/// A function that moves arrays of rows whose attributes come and go, and the statement that drops it: the clause of
/// another type cannot hold the query that this takes.
pub(super) fn function(cx: &Cx<'_>, id: &ObjectId, to: &TypeName) -> Option<[String; 2]> {
    if !to.as_str().ends_with("[]") || !was_of_type(cx, id, to) {
        return None;
    }
    let (_, ty) = rows(cx, to)?;
    let (name, before) = (mover(ty), rebuild::aside(cx, ty));
    let row = row_by_attribute(cx, "$1[place]", to)?;
    let make = format!(
        "CREATE FUNCTION pg_temp.{name}({before}[]) RETURNS {ty}[] LANGUAGE sql\n\
         BEGIN ATOMIC\n    SELECT CASE WHEN $1 IS NOT NULL THEN array(\n        SELECT {row}\n        \
         FROM generate_subscripts($1, 1) AS place\n        ORDER BY place\n    ) END;\nEND"
    );
    Some([make, format!("DROP FUNCTION pg_temp.{name}({before}[])")])
}

fn composite(object: Option<&Object>) -> Option<&CompositeType> {
    if let Some(Object::CompositeType(ty)) = object { Some(ty) } else { None }
}
