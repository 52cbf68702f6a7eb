//! What each kind of object consists of, in words. A new field stops the build until it has a word.

use std::fmt::Display;

use entity_core::schema::{
    Action, Check, Column, Comment, Constraint, Deferral, Direction, EnumType, Exclusion, Extension, ForeignKey,
    Function, FunctionBody, Generated, Identity, Index, IndexKey, Match, Namespace, Nulls, Object, Persistence,
    PrimaryKey, Table, Trigger, TriggerEvent, TriggerTiming, Unique,
};

/// One part of an object.
pub(super) struct Fact {
    /// What it is called.
    pub(super) name: &'static str,
    /// Its value, for `from → to`.
    pub(super) value: String,
    /// How it reads within the whole object; empty where it goes without saying.
    pub(super) phrase: String,
}

fn fact(name: &'static str, value: impl Display) -> Fact {
    let value = value.to_string();
    Fact { name, phrase: value.clone(), value }
}

/// A part that is only mentioned when it is there.
fn option(name: &'static str, prefix: &str, value: Option<impl Display>) -> Fact {
    match value {
        Some(value) => Fact { name, phrase: format!("{prefix}{value}"), value: value.to_string() },
        None => Fact { name, phrase: String::new(), value: "none".to_owned() },
    }
}

/// A part that is there or not.
fn flag(name: &'static str, words: &str, is_set: bool) -> Fact {
    Fact {
        name,
        phrase: if is_set { words.to_owned() } else { String::new() },
        value: if is_set { "yes" } else { "no" }.into(),
    }
}

fn list(items: &[impl Display]) -> String {
    items.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ")
}

fn filled(items: &[impl Display]) -> Option<String> {
    (!items.is_empty()).then(|| format!("({})", list(items)))
}

pub(super) fn facts(object: &Object) -> Vec<Fact> {
    match object {
        Object::Extension(Extension { namespace }) => vec![option("schema", "in ", namespace.as_ref())],
        Object::Namespace(Namespace) => Vec::new(),
        Object::EnumType(EnumType { labels }) => vec![fact("labels", format!("({})", list(labels)))],
        Object::Function(function) => of_function(function),
        Object::Table(Table { persistence }) => {
            vec![flag("unlogged", "unlogged", *persistence == Persistence::Unlogged)]
        }
        Object::Column(column) => of_column(column),
        Object::Constraint(constraint) => of_constraint(constraint),
        Object::Index(index) => of_index(index),
        Object::Trigger(trigger) => of_trigger(trigger),
        Object::Comment(Comment { text }) => vec![fact("text", format!("“{text}”"))],
    }
}

fn of_column(column: &Column) -> Vec<Fact> {
    let Column { ty, not_null, default, generated, identity, collation } = column;
    let generated = generated.as_ref().map(|Generated::Stored(expr)| format!("({expr})"));
    let identity = identity.map(|identity| match identity {
        Identity::Always => "always",
        Identity::ByDefault => "by default",
    });
    vec![
        fact("type", ty),
        option("collation", "collate ", collation.as_ref()),
        flag("not null", "not null", *not_null),
        option("default", "default ", default.as_ref()),
        option("generated", "generated as ", generated),
        option("identity", "identity ", identity),
    ]
}

fn of_constraint(constraint: &Constraint) -> Vec<Fact> {
    match constraint {
        Constraint::PrimaryKey(PrimaryKey { columns, include, deferral }) => vec![
            fact("primary key", format!("primary key ({})", list(columns))),
            option("include", "include ", filled(include)),
            of_deferral(*deferral),
        ],
        Constraint::Unique(Unique { columns, include, nulls_not_distinct, deferral }) => vec![
            fact("unique", format!("unique ({})", list(columns))),
            flag("nulls not distinct", "nulls not distinct", *nulls_not_distinct),
            option("include", "include ", filled(include)),
            of_deferral(*deferral),
        ],
        Constraint::ForeignKey(key) => of_foreign_key(key),
        Constraint::Check(Check { expr, no_inherit, validated }) => vec![
            fact("check", format!("check ({expr})")),
            flag("no inherit", "no inherit", *no_inherit),
            flag("not valid", "not valid", !validated),
        ],
        Constraint::Exclusion(Exclusion { definition }) => vec![fact("exclusion", definition)],
    }
}

fn of_foreign_key(key: &ForeignKey) -> Vec<Fact> {
    let ForeignKey { columns, references, referenced_columns, on_delete, on_update, matching, deferral, validated } =
        key;
    vec![
        fact("columns", format!("({})", list(columns))),
        Fact {
            name: "references",
            phrase: format!("references {references} ({})", list(referenced_columns)),
            value: format!("{references} ({})", list(referenced_columns)),
        },
        of_action("on delete", *on_delete),
        of_action("on update", *on_update),
        flag("match full", "match full", *matching == Match::Full),
        of_deferral(*deferral),
        flag("not valid", "not valid", !validated),
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
    option("deferral", "", value)
}

fn of_index(index: &Index) -> Vec<Fact> {
    let Index { table, method, keys, include, unique, nulls_not_distinct, predicate, options } = index;
    let method_phrase = if method.as_str() == "btree" { String::new() } else { format!("using {method}") };
    vec![
        Fact { name: "table", value: table.plain(), phrase: String::new() },
        flag("unique", "unique", *unique),
        Fact { name: "method", value: method.to_string(), phrase: method_phrase },
        fact("keys", format!("({})", keys.iter().map(of_key).collect::<Vec<_>>().join(", "))),
        option("include", "include ", filled(include)),
        flag("nulls not distinct", "nulls not distinct", *nulls_not_distinct),
        option("options", "with ", filled(options)),
        option("predicate", "where ", predicate.as_ref()),
    ]
}

fn of_key(key: &IndexKey) -> String {
    let IndexKey { expr, opclass, collation, direction, nulls } = key;
    let mut text = expr.to_string();
    if let Some(collation) = collation {
        text += &format!(" collate {collation}");
    }
    if let Some(opclass) = opclass {
        text += &format!(" {opclass}");
    }
    text += match direction {
        Direction::Asc => "",
        Direction::Desc => " desc",
    };
    text += match nulls {
        None => "",
        Some(Nulls::First) => " nulls first",
        Some(Nulls::Last) => " nulls last",
    };
    text
}

fn of_function(function: &Function) -> Vec<Fact> {
    let Function {
        kind,
        arguments,
        returns,
        language,
        body,
        volatility,
        strict,
        leakproof,
        security_definer,
        parallel,
        cost,
        rows,
        config,
    } = function;
    let quiet = |fact: Fact| Fact { phrase: String::new(), ..fact };
    vec![
        quiet(fact("kind", format!("{kind:?}").to_lowercase())),
        quiet(fact("arguments", format!("({arguments})"))),
        option("returns", "returns ", returns.as_ref()),
        Fact { name: "language", value: language.to_string(), phrase: format!("language {language}") },
        quiet(fact("body", of_body(body))),
        quiet(fact("volatility", format!("{volatility:?}").to_lowercase())),
        flag("strict", "strict", *strict),
        flag("leakproof", "leakproof", *leakproof),
        flag("security definer", "security definer", *security_definer),
        quiet(fact("parallel", format!("{parallel:?}").to_lowercase())),
        quiet(option("cost", "", *cost)),
        quiet(option("rows", "", *rows)),
        option("settings", "set ", filled(config)),
    ]
}

/// Bodies are long: their text is shown on one line, cut where it would fill a screen.
fn of_body(body: &FunctionBody) -> String {
    const SHOWN: usize = 200;
    let text = match body {
        FunctionBody::Source(text) => text.clone(),
        FunctionBody::Sql(expr) => expr.to_string(),
        FunctionBody::Object(library, symbol) => format!("{library}, {symbol}"),
    };
    let words = text.split_whitespace().collect::<Vec<_>>().join(" ");
    match words.char_indices().nth(SHOWN) {
        Some((end, _)) => format!("“{}…”", &words[..end]),
        None => format!("“{words}”"),
    }
}

fn of_trigger(trigger: &Trigger) -> Vec<Fact> {
    let Trigger { timing, events, level, when, function, arguments, old_table, new_table, enabled } = trigger;
    let events = events.iter().map(of_event).collect::<Vec<_>>().join(" or ");
    vec![
        fact("timing", of_timing(*timing)),
        fact("events", events),
        Fact { name: "level", value: format!("{level:?}").to_lowercase(), phrase: String::new() },
        option("condition", "when ", when.as_ref()),
        option("old table", "old table ", old_table.as_ref()),
        option("new table", "new table ", new_table.as_ref()),
        Fact { name: "calls", value: format!("{function}({})", list(arguments)), phrase: format!("calls {function}") },
        Fact { name: "enabled", value: format!("{enabled:?}").to_lowercase(), phrase: String::new() },
    ]
}

fn of_timing(timing: TriggerTiming) -> &'static str {
    match timing {
        TriggerTiming::Before => "before",
        TriggerTiming::After => "after",
        TriggerTiming::InsteadOf => "instead of",
    }
}

fn of_event(event: &TriggerEvent) -> String {
    match event {
        TriggerEvent::Insert => "insert".to_owned(),
        TriggerEvent::Update(columns) if columns.is_empty() => "update".to_owned(),
        TriggerEvent::Update(columns) => format!("update of {}", list(columns)),
        TriggerEvent::Delete => "delete".to_owned(),
        TriggerEvent::Truncate => "truncate".to_owned(),
    }
}
