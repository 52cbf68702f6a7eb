//! What columns hold in Rust.

mod range;
mod shape;

use std::collections::BTreeMap;

use entity_core::schema::{Catalog, Column, Constraint, Ident, Object, ObjectId, QualName};

use super::Cx;
use super::{attributes, composite, domain, enums};
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
    match column.ty.as_str() {
        "uuid" => Some(uuid(cx, table, name)),
        text => plain(cx, text),
    }
}

/// The type of a value that belongs to no table: an attribute of a composite type, or what a domain narrows.
pub(super) fn plain(cx: &Cx<'_>, text: &str) -> Option<RustType> {
    match text.strip_suffix("[]") {
        Some(member) => scalar(cx, member).map(|member| array(text, member)),
        None => scalar(cx, text),
    }
}

/// Types that every server has and Rust does not hold. One of the application with such a name is hidden by it.
const HIDING: [&str; 22] = [
    "bit", "box", "char", "cid", "circle", "jsonpath", "line", "lseg", "macaddr8", "money", "name", "oid", "path",
    "pg_lsn", "point", "polygon", "record", "regclass", "tid", "tsquery", "xid", "xml",
];

/// The types of the application, by what columns call them.
pub(super) fn named(catalog: &Catalog) -> BTreeMap<String, ObjectId> {
    let named = catalog.objects.keys().filter_map(|id| match id {
        ObjectId::EnumType(name) | ObjectId::Domain(name) | ObjectId::CompositeType(name) => {
            let is_hidden = name.namespace == QualName::PUBLIC && HIDING.contains(&name.name.as_str());
            (!is_hidden).then(|| (name.to_string(), id.clone()))
        }
        _ => None,
    });
    named.collect()
}

fn scalar(cx: &Cx<'_>, text: &str) -> Option<RustType> {
    of_server(text).or_else(|| own(cx, text))
}

/// Whether Rust holds such values whatever else is pulled: those of the server's own types, and of enums.
pub(super) fn is_plain(catalog: &Catalog, text: &str) -> bool {
    let member = text.strip_suffix("[]").unwrap_or(text);
    let is_enum =
        |id: &ObjectId| matches!(catalog.objects.get(id), Some(Object::EnumType(body)) if enums::is_sayable(body));
    of_server(member).is_some() || named(catalog).get(member).is_some_and(is_enum)
}

fn of_server(text: &str) -> Option<RustType> {
    match text {
        "uuid" => Some(imported("Uuid", &["uuid::Uuid"])),
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
            Some(RustType { attribute: Some(type_is(text)), ..builtin(rust) })
        }
        "numeric" => Some(imported("Decimal", &["rust_decimal::Decimal"])),
        "date" => Some(imported("NaiveDate", &["chrono::NaiveDate"])),
        "time without time zone" => Some(imported("NaiveTime", &["chrono::NaiveTime"])),
        "timestamp with time zone" => Some(imported("DateTime<Utc>", &["chrono::DateTime", "chrono::Utc"])),
        "timestamp without time zone" => Some(zoneless("NaiveDateTime")),
        "geography(Point,4326)" => Some(imported("GeoPoint", &["entity_core::GeoPoint"])),
        "interval" => Some(imported("Interval", &["entity_core::Interval"])),
        "inet" => Some(imported("IpInet", &["entity_core::IpInet"])),
        "cidr" => Some(imported("IpCidr", &["entity_core::IpCidr"])),
        "macaddr" => Some(imported("MacAddr", &["entity_core::MacAddr"])),
        "bit varying" => Some(imported("BitString", &["entity_core::BitString"])),
        "tsvector" => Some(imported("TsVector", &["entity_core::TsVector"])),
        "citext" => Some(RustType { attribute: Some(type_is(text)), ..builtin("String") }),
        other => range::of(other).or_else(|| shape::of(other)).or_else(|| sized(other)),
    }
}

/// An array. Its members are taken to be never null: the catalog does not know.
fn array(text: &str, member: RustType) -> RustType {
    let attribute = member.attribute.map(|attribute| match attribute.starts_with("type") {
        true => type_is(text),
        false => attribute,
    });
    RustType { text: format!("Vec<{}>", member.text), attribute, ..member }
}

fn type_is(text: &str) -> String {
    format!("type = {}", attributes::string(text))
}

/// A timestamp without time zone, or what holds some, is asked for by name.
fn zoneless(text: &str) -> RustType {
    RustType { attribute: Some("timestamp".to_owned()), ..imported(text, &["chrono::NaiveDateTime"]) }
}

fn builtin(text: &str) -> RustType {
    RustType { text: text.to_owned(), ..RustType::default() }
}

fn imported(text: &str, uses: &[&'static str]) -> RustType {
    RustType { uses: uses.to_vec(), ..builtin(text) }
}

/// Whether the digits behind the point are among all digits, as the derive asks for.
fn is_usual(size: &str) -> bool {
    let Some((all, behind)) = size.split_once(',') else { return true };
    all.parse::<u32>().ok().zip(behind.parse::<u32>().ok()).is_some_and(|(all, behind)| behind <= all)
}

/// `character varying(255)`, `numeric(6,2)`, `timestamp(3) with time zone`.
fn sized(ty: &str) -> Option<RustType> {
    let (name, rest) = ty.split_once('(')?;
    let (size, tail) = rest.split_once(')')?;
    let said = |rust: RustType| RustType { attribute: Some(type_is(ty)), ..rust };
    let whole = format!("{name}{tail}");
    let rust = match whole.as_str() {
        "character varying" => RustType { attribute: Some(format!("varchar({size})")), ..builtin("String") },
        "numeric" if !is_usual(size) => said(imported("Decimal", &["rust_decimal::Decimal"])),
        "numeric" => {
            let attribute = Some(format!("numeric({})", size.replace(',', ", ")));
            RustType { attribute, ..imported("Decimal", &["rust_decimal::Decimal"]) }
        }
        "character" => said(builtin("String")),
        "bit" | "bit varying" => said(imported("BitString", &["entity_core::BitString"])),
        "interval" => said(imported("Interval", &["entity_core::Interval"])),
        "time without time zone" => said(imported("NaiveTime", &["chrono::NaiveTime"])),
        "timestamp with time zone" => said(imported("DateTime<Utc>", &["chrono::DateTime", "chrono::Utc"])),
        "timestamp without time zone" => said(zoneless("NaiveDateTime")),
        _ => return None,
    };
    Some(rust)
}

/// A type of the application. One that needs tables comes too late for entities.
fn own(cx: &Cx<'_>, ty: &str) -> Option<RustType> {
    let id = cx.types.get(ty).filter(|id| !cx.late.contains(*id))?;
    let is_sayable = match cx.catalog.objects.get(id)? {
        Object::EnumType(body) => enums::is_sayable(body),
        Object::Domain(body) => domain::inner(cx, body).is_some(),
        Object::CompositeType(body) => composite::is_sayable(cx, body),
        _ => false,
    };
    let name = cx.names.of_type(id).filter(|_| is_sayable)?;
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
