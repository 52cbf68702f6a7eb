//! Constraints as `ADD CONSTRAINT` says them.

use entity_core::schema::{
    Action, Check, Constraint, Enforcement, Exclusion, ForeignKey, Ident, IndexStorage, Match, PrimaryKey, Unique,
};

use super::super::{storage, text};

/// The constraint without its name.
pub(in super::super) fn definition(constraint: &Constraint) -> String {
    match constraint {
        Constraint::PrimaryKey(PrimaryKey { columns, include, deferral, without_overlaps, storage }) => {
            let columns = keys(columns, *without_overlaps);
            format!("PRIMARY KEY ({columns}){}{}{}", included(include), kept(storage), text::deferral(*deferral))
        }
        Constraint::Unique(unique) => self::unique(unique),
        Constraint::ForeignKey(key) => foreign_key(key),
        Constraint::Check(Check { expr, no_inherit, enforcement }) => {
            let no_inherit = if *no_inherit { " NO INHERIT" } else { "" };
            format!("CHECK ({}){no_inherit}{}", text::bare(expr), enforced(*enforcement))
        }
        Constraint::Exclusion(Exclusion { definition, storage: _ }) => definition.to_string(),
    }
}

fn unique(unique: &Unique) -> String {
    let Unique { columns, include, nulls_not_distinct, deferral, without_overlaps, storage } = unique;
    let nulls = if *nulls_not_distinct { "NULLS NOT DISTINCT " } else { "" };
    let columns = keys(columns, *without_overlaps);
    format!("UNIQUE {nulls}({columns}){}{}{}", included(include), kept(storage), text::deferral(*deferral))
}

fn keys(columns: &[Ident], without_overlaps: bool) -> String {
    format!("{}{}", text::list(columns), if without_overlaps { " WITHOUT OVERLAPS" } else { "" })
}

pub(super) fn included(columns: &[Ident]) -> String {
    if columns.is_empty() { String::new() } else { format!(" INCLUDE ({})", text::list(columns)) }
}

fn kept(storage: &IndexStorage) -> String {
    let tablespace = storage.tablespace.as_ref().map(|name| format!(" USING INDEX TABLESPACE {name}"));
    storage::parameters(storage) + &tablespace.unwrap_or_default()
}

fn enforced(enforcement: Enforcement) -> &'static str {
    match enforcement {
        Enforcement::Validated => "",
        Enforcement::NotValid => " NOT VALID",
        Enforcement::NotEnforced => " NOT ENFORCED",
    }
}

fn foreign_key(key: &ForeignKey) -> String {
    let ForeignKey {
        columns,
        references,
        referenced_columns,
        on_delete,
        set_columns,
        on_update,
        matching,
        deferral,
        period,
        enforcement,
    } = key;
    let set_columns = if set_columns.is_empty() { String::new() } else { format!(" ({})", text::list(set_columns)) };
    format!(
        "FOREIGN KEY ({}) REFERENCES {references} ({}){}{}{set_columns}{}{}{}",
        over(columns, *period),
        over(referenced_columns, *period),
        match matching {
            Match::Simple => "",
            Match::Full => " MATCH FULL",
        },
        action(" ON DELETE ", *on_delete),
        action(" ON UPDATE ", *on_update),
        text::deferral(*deferral),
        enforced(*enforcement),
    )
}

fn over(columns: &[Ident], period: bool) -> String {
    match columns.split_last() {
        Some((last, rest)) if period => {
            let rest: String = rest.iter().map(|column| format!("{column}, ")).collect();
            format!("{rest}PERIOD {last}")
        }
        Some(_) | None => text::list(columns),
    }
}

fn action(event: &str, action: Action) -> String {
    let word = match action {
        Action::NoAction => return String::new(),
        Action::Restrict => "RESTRICT",
        Action::Cascade => "CASCADE",
        Action::SetNull => "SET NULL",
        Action::SetDefault => "SET DEFAULT",
    };
    format!("{event}{word}")
}
