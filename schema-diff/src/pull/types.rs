//! What columns hold in Rust.

use entity_core::schema::{Column, Constraint, Ident, Object, ObjectId};

use super::Cx;
use super::{attributes, enums};
use crate::tables::Table;

/// A type in Rust, with the attribute that makes it the column's type in SQL.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct RustType {
    pub(super) text: String,
    /// `varchar(255)`, where the Rust type alone means another.
    pub(super) attribute: Option<String>,
    pub(super) uses: Vec<&'static str>,
    /// The item that it names.
    pub(super) refers: Option<String>,
}

/// The type of a column. `None` where no Rust type holds it yet.
pub(super) fn of(cx: &Cx<'_>, table: &Table<'_>, name: &Ident, column: &Column) -> Option<RustType> {
    let text = column.ty.as_str();
    match text {
        "uuid" => Some(uuid(cx, table, name)),
        "text" => Some(builtin("String")),
        "boolean" => Some(builtin("bool")),
        "smallint" => Some(builtin("i16")),
        "integer" => Some(builtin("i32")),
        "bigint" => Some(builtin("i64")),
        "real" => Some(builtin("f32")),
        "double precision" => Some(builtin("f64")),
        "bytea" => Some(builtin("Vec<u8>")),
        "jsonb" => Some(builtin("serde_json::Value")),
        "json" | "character varying" => {
            let rust = if text == "json" { "serde_json::Value" } else { "String" };
            Some(RustType { attribute: Some(format!("type = {}", attributes::string(text))), ..builtin(rust) })
        }
        "numeric" => Some(imported("Decimal", &["rust_decimal::Decimal"])),
        "date" => Some(imported("NaiveDate", &["chrono::NaiveDate"])),
        "time without time zone" => Some(imported("NaiveTime", &["chrono::NaiveTime"])),
        "timestamp with time zone" => Some(imported("DateTime<Utc>", &["chrono::DateTime", "chrono::Utc"])),
        "timestamp without time zone" => Some(imported("NaiveDateTime", &["chrono::NaiveDateTime"])),
        "geography(Point,4326)" => Some(imported("GeoPoint", &["entity_core::GeoPoint"])),
        other => sized(other).or_else(|| enumerated(cx, other)),
    }
}

fn builtin(text: &str) -> RustType {
    RustType { text: text.to_owned(), ..RustType::default() }
}

fn imported(text: &str, uses: &[&'static str]) -> RustType {
    RustType { uses: uses.to_vec(), ..builtin(text) }
}

/// `character varying(255)`, `numeric(6,2)`.
fn sized(ty: &str) -> Option<RustType> {
    let (name, size) = ty.strip_suffix(')')?.split_once('(')?;
    let rust = match name {
        "character varying" => RustType { attribute: Some(format!("varchar({size})")), ..builtin("String") },
        "numeric" => {
            let attribute = Some(format!("numeric({})", size.replace(',', ", ")));
            RustType { attribute, ..imported("Decimal", &["rust_decimal::Decimal"]) }
        }
        // A precision of times, a length of `character`, another shape: nothing that Rust tells apart.
        _ => return None,
    };
    Some(rust)
}

fn enumerated(cx: &Cx<'_>, ty: &str) -> Option<RustType> {
    let name = cx.catalog.objects.iter().find_map(|(id, object)| {
        let (ObjectId::EnumType(name), Object::EnumType(body)) = (id, object) else { return None };
        cx.names.enum_type(name).filter(|_| name.to_string() == ty && enums::is_sayable(body))
    })?;
    Some(RustType { refers: Some(name.to_owned()), ..builtin(name) })
}

/// An id says whose it is: of what the column refers to, else of the table whose key it is.
fn uuid(cx: &Cx<'_>, table: &Table<'_>, name: &Ident) -> RustType {
    match owner(cx, table, name, cx.tables.len()) {
        Some(owner) => {
            RustType { refers: Some(owner.to_owned()), ..imported(&format!("Id<{owner}>"), &["entity_core::Id"]) }
        }
        None => imported("Uuid", &["uuid::Uuid"]),
    }
}

/// Follows keys that are themselves references, in at most `steps` steps, for references may go in a circle.
fn owner<'a>(cx: &'a Cx<'_>, table: &Table<'_>, name: &Ident, steps: usize) -> Option<&'a str> {
    let target = table.constraints.iter().find_map(|(_, constraint)| match constraint {
        Constraint::ForeignKey(key) if key.columns == [name.clone()] => super::reference::target(cx, key),
        Constraint::ForeignKey(_)
        | Constraint::PrimaryKey(_)
        | Constraint::Unique(_)
        | Constraint::Check(_)
        | Constraint::Exclusion(_) => None,
    });
    match (target, table.primary_key()) {
        (Some((target, key)), _) if steps > 0 => owner(cx, target, key, steps - 1),
        (_, [key]) if key == name => cx.names.table(table.name),
        (_, _) => None,
    }
}
