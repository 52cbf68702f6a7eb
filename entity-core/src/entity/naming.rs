//! The names that follow from definitions. An explicit name always wins; one that is too long is shortened by us.

use super::{CheckDef, EntityDef, ExclusionDef, ForeignKeyDef, IndexDef, KeyOn};
use crate::schema::Ident;

/// `{table}_pkey`.
pub fn primary_key(entity: &EntityDef) -> Ident {
    named(entity.primary_key_name, || format!("{}_pkey", entity.table))
}

/// `idx_{table}_{columns}`, or `uniq_{table}_{columns}`.
pub fn index(entity: &EntityDef, index: &IndexDef) -> Ident {
    let prefix = if index.unique { "uniq" } else { "idx" };
    named(index.name, || {
        let keys: Vec<_> = index
            .keys
            .iter()
            .map(|key| match key.on {
                KeyOn::Column(column) => column,
                KeyOn::Expr(_) => "expr",
            })
            .collect();
        format!("{prefix}_{}_{}", entity.table, keys.join("_"))
    })
}

/// `idx_{table}_{columns}` for the index that a foreign key gets by itself; `…_fk` where a declared index that does not
/// serve it, such as a partial one, has that name.
pub fn foreign_key_index(entity: &EntityDef, key: &ForeignKeyDef) -> Ident {
    let name = format!("idx_{}_{}", entity.table, key.columns.join("_"));
    let plain = Ident::shortened(name.clone());
    let is_taken = entity.indexes.iter().any(|index| self::index(entity, index) == plain);
    if is_taken { Ident::shortened(format!("{name}_fk")) } else { plain }
}

/// `excl_{table}_{columns}`.
pub fn exclusion(entity: &EntityDef, exclusion: &ExclusionDef) -> Ident {
    named(exclusion.name, || {
        let keys: Vec<_> = exclusion.keys.iter().map(|(key, _)| key.column().unwrap_or("expr")).collect();
        format!("excl_{}_{}", entity.table, keys.join("_"))
    })
}

/// `chk_{table}_{columns}_{rule}`; between two fields `chk_{table}_{column}_{rule}_{other}`.
pub fn check(entity: &EntityDef, check: &CheckDef) -> Ident {
    named(check.name, || {
        let (column, others) = check.columns.split_first().map_or(("", &[][..]), |(column, others)| (*column, others));
        let mut name = format!("chk_{}_{column}_{}", entity.table, check.rule);
        for other in others {
            name.push('_');
            name.push_str(other);
        }
        name
    })
}

/// `fk_{table}_{referenced table}`; where several keys go to one table, `fk_{table}_{column without _id}`.
pub fn foreign_key(entity: &EntityDef, key: &ForeignKeyDef) -> Ident {
    let target = (key.target)();
    named(key.name, || {
        let same_target = |other: &&ForeignKeyDef| {
            let other = (other.target)();
            other.table == target.table && other.namespace == target.namespace
        };
        if entity.foreign_keys.iter().filter(same_target).count() == 1 {
            return format!("fk_{}_{}", entity.table, target.table);
        }
        let columns: Vec<_> = key.columns.iter().map(|column| column.strip_suffix("_id").unwrap_or(column)).collect();
        format!("fk_{}_{}", entity.table, columns.join("_"))
    })
}

/// `set_{table}_updated_at`.
pub fn updated_at_trigger(entity: &EntityDef) -> Ident {
    Ident::shortened(format!("set_{}_updated_at", entity.table))
}

fn named(name: Option<&'static str>, derived: impl FnOnce() -> String) -> Ident {
    name.map_or_else(|| Ident::shortened(derived()), Ident::from_static)
}
