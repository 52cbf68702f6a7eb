//! What attributes say of a column beside its type.

use entity_core::schema::{
    Column, Counter, Expr, Generated, Generation, Ident, Identity, ObjectId, QualName, Storage, StorageStrategy,
};

use super::Cx;
use super::attributes::string;
use super::options;
use super::types::RustType;

/// Types whose values all have one length: the derive keeps them as the type says.
const FIXED: [&str; 14] = [
    "bool",
    "i16",
    "i32",
    "i64",
    "f32",
    "f64",
    "Uuid",
    "Id",
    "DateTime",
    "NaiveDate",
    "NaiveTime",
    "NaiveDateTime",
    "MacAddr",
    "Interval",
];

/// The column, reduced to what attributes can say of it.
pub(super) fn said(column: &Column, ty: &RustType) -> Column {
    let Column { not_null, default, generated, identity, collation, compression, storage, statistics, .. } =
        column.clone();
    let is_fixed = FIXED.contains(&ty.text.split('<').next().unwrap_or_default());
    Column {
        not_null,
        default,
        generated,
        identity: identity.filter(|identity| identity.name.is_none()),
        collation,
        compression: compression.filter(|_| !is_fixed),
        storage: storage.filter(|_| !is_fixed),
        statistics: statistics.filter(|target| (0..=10_000).contains(target)),
        ..Column::new(column.ty.clone())
    }
}

/// The arguments of `#[column(…)]` about how it is computed, counted and kept.
pub(super) fn arguments(column: &Column) -> Vec<String> {
    let Column { generated, identity, collation, compression, storage, statistics, .. } = column;
    let mut arguments = Vec::new();
    arguments.extend(generated.as_ref().map(computed));
    arguments.extend(identity.as_ref().map(counted));
    arguments.extend(collation.as_ref().map(|name| format!("collate = {}", collated(name))));
    arguments.extend(storage.map(|Storage { strategy, .. }| format!("storage = {}", strategy_word(strategy))));
    arguments.extend(compression.as_ref().map(|method| format!("compression = {}", method.as_str())));
    arguments.extend(statistics.map(|target| format!("statistics = {target}")));
    arguments
}

fn computed(generated: &Generated) -> String {
    match generated {
        Generated::Stored(expr) => format!("generated = {}", string(expr.as_str())),
        Generated::Virtual(expr) => format!("generated(virtual, {})", string(expr.as_str())),
    }
}

fn counted(identity: &Identity) -> String {
    let Identity { generation, name: _, counter } = identity;
    let always = match generation {
        Generation::Always => Some("always".to_owned()),
        Generation::ByDefault => None,
    };
    let options: Vec<String> = always.into_iter().chain(counting(counter)).collect();
    match options.as_slice() {
        [] => "identity".to_owned(),
        [only] if only == "always" => "identity = always".to_owned(),
        several => format!("identity({})", several.join(", ")),
    }
}

/// How a sequence counts.
pub(super) fn counting(counter: &Counter) -> Vec<String> {
    let Counter { start, increment, min, max, cache, cycle } = counter;
    let first = if *increment < 0 { max.unwrap_or(-1) } else { min.unwrap_or(1) };
    let said = |is_said: bool, key: &str, number: i64| is_said.then(|| format!("{key} = {number}"));
    [
        said(*start != first, "start", *start),
        said(*increment != 1, "increment", *increment),
        min.map(|min| format!("min = {min}")),
        max.map(|max| format!("max = {max}")),
        said(*cache != 1, "cache", *cache),
        cycle.then(|| "cycle".to_owned()),
    ]
    .into_iter()
    .flatten()
    .collect()
}

/// A collation as attributes name it.
pub(super) fn collated(name: &QualName) -> String {
    let QualName { namespace, name } = name;
    match namespace.as_str() {
        "pg_catalog" => string(name.as_str()),
        namespace => format!("{}.{}", string(namespace), string(name.as_str())),
    }
}

fn strategy_word(strategy: StorageStrategy) -> &'static str {
    match strategy {
        StorageStrategy::Plain => "plain",
        StorageStrategy::External => "external",
        StorageStrategy::Extended => "extended",
        StorageStrategy::Main => "main",
    }
}

/// The default as it is written.
pub(super) fn default(cx: &Cx<'_>, (table, name): (&QualName, &Ident), column: &Column, expr: &Expr) -> String {
    match (expr.as_str(), column.ty.as_str()) {
        (plain @ ("now()" | "gen_random_uuid()"), _) | (plain @ ("true" | "false"), "boolean") => {
            format!("default = {plain}")
        }
        (other, ty) => match super::enums::variant(cx, ty, other) {
            Some(variant) => format!("default = {variant}"),
            None => match options::drawn(cx, table, name, expr) {
                Some(sequence) => format!("default = nextval({})", string(&sequence)),
                None => format!("default = sql({})", string(other)),
            },
        },
    }
}

/// Whether the column has a default that the derive would have to call before its table is there.
pub(super) fn is_late(cx: &Cx<'_>, table: &QualName, name: &Ident) -> bool {
    cx.late.contains(&ObjectId::Column(table.clone(), name.clone()))
}
