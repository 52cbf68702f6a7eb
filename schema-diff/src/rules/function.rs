//! Functions and procedures.

use std::fmt::Write as _;

use entity_core::schema::{Function, FunctionBody, FunctionKind, Literal, ObjectId, Parallel, QualName, Volatility};

use super::{Cause, Effect, Op, Slot, text};

pub(super) fn create(id: &ObjectId, function: &Function) -> Vec<Op> {
    let ObjectId::Function(name, _) = id else { return Vec::new() };
    vec![Op::statement(Slot::Create, id, define("CREATE", name, function))]
}

pub(super) fn drop(id: &ObjectId, function: &Function) -> Vec<Op> {
    let ObjectId::Function(name, arguments) = id else { return Vec::new() };
    vec![Op::statement(Slot::Drop, id, format!("DROP {} {name}({arguments})", noun(function.kind)))]
}

pub(super) fn alter(id: &ObjectId, to: &Function) -> Vec<Op> {
    let ObjectId::Function(name, _) = id else { return Vec::new() };
    vec![Op::statement(Slot::Alter, id, define("CREATE OR REPLACE", name, to))]
}

/// `CREATE OR REPLACE` refuses another kind, another result, other argument names and fewer defaults.
pub(super) fn effect(from: &Function, to: &Function) -> Effect {
    let is_replaceable = from.kind == to.kind && from.returns == to.returns && from.arguments == to.arguments;
    if is_replaceable { Effect::Quiet } else { Effect::Replace }
}

pub(super) fn reaction(cause: &Cause<'_>) -> Effect {
    match cause.effect {
        Effect::Quiet | Effect::Release => Effect::Quiet,
        Effect::Retype | Effect::Rebuild | Effect::Replace | Effect::Gone => Effect::Replace,
    }
}

/// The word for a function in statements.
pub(super) fn noun(kind: FunctionKind) -> &'static str {
    match kind {
        FunctionKind::Function | FunctionKind::Window => "FUNCTION",
        FunctionKind::Procedure => "PROCEDURE",
    }
}

fn define(verb: &str, name: &QualName, function: &Function) -> String {
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
    let mut sql = format!("{verb} {} {name}({arguments})", noun(*kind));
    if let Some(returns) = returns {
        push(&mut sql, " RETURNS ", returns);
    }
    push(&mut sql, " LANGUAGE ", language);
    sql.push_str(flag(*kind == FunctionKind::Window, " WINDOW"));
    sql.push_str(volatility_clause(*volatility));
    sql.push_str(flag(*strict, " STRICT"));
    sql.push_str(flag(*leakproof, " LEAKPROOF"));
    sql.push_str(flag(*security_definer, " SECURITY DEFINER"));
    sql.push_str(parallel_clause(*parallel));
    if let Some(cost) = cost {
        push(&mut sql, " COST ", cost);
    }
    if let Some(rows) = rows {
        push(&mut sql, " ROWS ", rows);
    }
    for setting in config {
        push(&mut sql, " SET ", setting_clause(setting));
    }
    push(&mut sql, "", body_clause(body));
    sql
}

fn push(sql: &mut String, word: &str, value: impl std::fmt::Display) {
    // Writing to a string cannot fail.
    let _ = write!(sql, "{word}{value}");
}

fn flag(is_set: bool, word: &'static str) -> &'static str {
    if is_set { word } else { "" }
}

fn volatility_clause(volatility: Volatility) -> &'static str {
    match volatility {
        Volatility::Volatile => "",
        Volatility::Stable => " STABLE",
        Volatility::Immutable => " IMMUTABLE",
    }
}

fn parallel_clause(parallel: Parallel) -> &'static str {
    match parallel {
        Parallel::Unsafe => "",
        Parallel::Restricted => " PARALLEL RESTRICTED",
        Parallel::Safe => " PARALLEL SAFE",
    }
}

/// Settings whose stored value is a list of quoted names already (`GUC_LIST_QUOTE`).
const LISTS: [&str; 6] = [
    "local_preload_libraries",
    "search_path",
    "session_preload_libraries",
    "shared_preload_libraries",
    "temp_tablespaces",
    "unix_socket_directories",
];

fn setting_clause(setting: &str) -> String {
    let (name, value) = setting.split_once('=').unwrap_or((setting, ""));
    if !LISTS.contains(&name.to_ascii_lowercase().as_str()) {
        return format!("{name} TO {}", Literal(value));
    }
    // An empty name is stored as a quoted name, which the parser refuses.
    let names = value.split(", ").map(|name| if name.is_empty() || name == "\"\"" { "''" } else { name });
    format!("{name} TO {}", text::list(names))
}

fn body_clause(body: &FunctionBody) -> String {
    match body {
        FunctionBody::Source(source) => format!("\nAS {}", text::dollar_quoted(source)),
        FunctionBody::Sql(body) => format!("\n{body}"),
        FunctionBody::Object(library, symbol) => format!("\nAS {}, {}", Literal(library), Literal(symbol)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn settings_are_quoted_once() {
        for (stored, written) in [
            ("search_path=\"$user\", public", "search_path TO \"$user\", public"),
            ("search_path=\"\"", "search_path TO ''"),
            ("work_mem=4MB", "work_mem TO '4MB'"),
        ] {
            assert_eq!(setting_clause(stored), written);
        }
    }
}
