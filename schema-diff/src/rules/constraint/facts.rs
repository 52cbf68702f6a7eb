//! Constraints in words.

use entity_core::schema::{
    Action, Check, Constraint, Deferral, Enforcement, Exclusion, ForeignKey, Match, PrimaryKey, Unique,
};

use super::super::{Fact, fact, storage};

/// What a constraint consists of.
pub(super) fn facts(constraint: &Constraint) -> Vec<Fact> {
    match constraint {
        Constraint::PrimaryKey(key) => of_primary_key(key),
        Constraint::Unique(unique) => of_unique(unique),
        Constraint::ForeignKey(key) => of_foreign_key(key),
        Constraint::Check(Check { expr, no_inherit, enforcement }) => vec![
            fact::fact("check", format!("check ({expr})")),
            fact::flag("no inherit", "no inherit", *no_inherit),
            of_enforcement(*enforcement),
        ],
        Constraint::Exclusion(Exclusion { definition, storage }) => {
            let mut facts = vec![fact::fact("exclusion", definition)];
            facts.extend(storage::facts(storage));
            facts
        }
    }
}

fn of_primary_key(key: &PrimaryKey) -> Vec<Fact> {
    let PrimaryKey { columns, include, deferral, without_overlaps, storage } = key;
    let mut facts = vec![
        fact::fact("primary key", format!("primary key ({})", fact::list(columns))),
        fact::option("include", "include ", fact::filled(include)),
        fact::flag("without overlaps", "without overlaps", *without_overlaps),
        of_deferral(*deferral),
    ];
    facts.extend(storage::facts(storage));
    facts
}

fn of_unique(unique: &Unique) -> Vec<Fact> {
    let Unique { columns, include, nulls_not_distinct, deferral, without_overlaps, storage } = unique;
    let mut facts = vec![
        fact::fact("unique", format!("unique ({})", fact::list(columns))),
        fact::flag("nulls not distinct", "nulls not distinct", *nulls_not_distinct),
        fact::option("include", "include ", fact::filled(include)),
        fact::flag("without overlaps", "without overlaps", *without_overlaps),
        of_deferral(*deferral),
    ];
    facts.extend(storage::facts(storage));
    facts
}

fn of_enforcement(enforcement: Enforcement) -> Fact {
    let value = match enforcement {
        Enforcement::Validated => None,
        Enforcement::NotValid => Some("not valid"),
        Enforcement::NotEnforced => Some("not enforced"),
    };
    fact::option("enforcement", "", value)
}

fn of_foreign_key(key: &ForeignKey) -> Vec<Fact> {
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
    vec![
        fact::fact("columns", format!("({})", fact::list(columns))),
        Fact {
            name: "references",
            phrase: format!("references {references} ({})", fact::list(referenced_columns)),
            value: format!("{references} ({})", fact::list(referenced_columns)),
        },
        of_action("on delete", *on_delete),
        fact::option("columns set", "of ", fact::filled(set_columns)),
        of_action("on update", *on_update),
        fact::flag("match full", "match full", *matching == Match::Full),
        of_deferral(*deferral),
        fact::flag("period", "period", *period),
        of_enforcement(*enforcement),
    ]
}

fn of_action(name: &'static str, action: Action) -> Fact {
    let value = match action {
        Action::NoAction => "no action",
        Action::Restrict => "restrict",
        Action::Cascade => "cascade",
        Action::SetNull => "set null",
        Action::SetDefault => "set default",
    };
    let phrase = if action == Action::NoAction { String::new() } else { format!("{name} {value}") };
    Fact { name, value: value.to_owned(), phrase }
}

fn of_deferral(deferral: Deferral) -> Fact {
    let value = match deferral {
        Deferral::Immediate => None,
        Deferral::Deferrable => Some("deferrable"),
        Deferral::Deferred => Some("deferrable initially deferred"),
    };
    fact::option("deferral", "", value)
}
