//! Functions and procedures.

use std::fmt::Write as _;

use entity_core::schema::{
    Argument, ArgumentMode, Function, FunctionBody, FunctionKind, Literal, ObjectId, Parallel, QualName, Volatility,
};

use super::{Cause, Cx, Effect, Fact, Op, Rules, Slot, fact, text};

impl Rules for Function {
    const KEYWORD: &'static str = "FUNCTION";
    const STAGE: u8 = 3;
    const PHASE: u8 = 0;
    const NAMED_BY_CODE: bool = true;

    fn create(&self, _cx: &Cx<'_>, id: &ObjectId) -> Vec<Op> {
        let ObjectId::Function(name, _) = id else { return Vec::new() };
        vec![Op::statement(Slot::Create, id, define("CREATE", name, self))]
    }

    fn alter(&self, to: &Self, _cx: &Cx<'_>, id: &ObjectId) -> Vec<Op> {
        let ObjectId::Function(name, _) = id else { return Vec::new() };
        vec![Op::statement(Slot::Alter, id, define("CREATE OR REPLACE", name, to))]
    }

    fn facts(&self) -> Vec<Fact> {
        facts(self)
    }

    /// `CREATE OR REPLACE` refuses another kind, another result, other argument names and fewer defaults.
    fn effect(&self, to: &Self) -> Effect {
        let is_replaceable =
            self.kind == to.kind && self.returns == to.returns && keeps_arguments(&self.arguments, &to.arguments);
        if is_replaceable { Effect::Quiet } else { Effect::Replace }
    }

    fn reaction(&self, cx: &Cx<'_>, id: &ObjectId, cause: &Cause<'_>) -> Effect {
        reaction(cx, id, cause)
    }

    fn spelled(&self, id: &ObjectId) -> String {
        let ObjectId::Function(name, arguments) = id else { return String::new() };
        format!("{} {name}({arguments})", noun(self.kind))
    }

    /// Only triggers call a function that returns one.
    fn is_named_by_code(&self) -> bool {
        let returns = self.returns.as_ref().map(|returns| returns.as_str());
        !matches!(returns, Some("trigger" | "event_trigger"))
    }

    fn privilege(&self) -> Option<&'static str> {
        let is_trusted = matches!(self.language.as_str(), "sql" | "plpgsql" | "plperl" | "pltcl" | "plv8");
        (self.leakproof || !is_trusted).then_some("needs a superuser")
    }
}

/// A body that is replaced in place lets go of what it needed.
pub(super) fn reaction(cx: &Cx<'_>, id: &ObjectId, cause: &Cause<'_>) -> Effect {
    match cause.effect {
        Effect::Quiet | Effect::Release => Effect::Quiet,
        Effect::Gone if cx.lets_go_in_place(id) => Effect::Quiet,
        Effect::Retype | Effect::Rebuild | Effect::Replace | Effect::Gone => Effect::Replace,
    }
}

/// Whether callers find the arguments as they know them. Names and defaults may come, not go.
fn keeps_arguments(from: &[Argument], to: &[Argument]) -> bool {
    from.len() == to.len() && from.iter().zip(to).all(|(from, to)| keeps_argument(from, to))
}

fn keeps_argument(from: &Argument, to: &Argument) -> bool {
    let Argument { mode, name, ty, default } = from;
    let keeps_name = *name == to.name || (name.is_none() && *mode == ArgumentMode::In);
    *mode == to.mode && *ty == to.ty && keeps_name && (default.is_none() || to.default.is_some())
}

/// The word for a function in statements.
fn noun(kind: FunctionKind) -> &'static str {
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
        support,
        transforms,
        config,
    } = function;
    let arguments = text::list(arguments.iter().map(argument));
    let mut sql = format!("{verb} {} {name}({arguments})", noun(*kind));
    if let Some(returns) = returns {
        push(&mut sql, " RETURNS ", returns);
    }
    push(&mut sql, " LANGUAGE ", language);
    if !transforms.is_empty() {
        let types = transforms.iter().map(|ty| format!("FOR TYPE {ty}"));
        push(&mut sql, " TRANSFORM ", text::list(types));
    }
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
    if let Some(support) = support {
        push(&mut sql, " SUPPORT ", support);
    }
    for setting in config {
        push(&mut sql, " SET ", setting_clause(setting));
    }
    push(&mut sql, "", body_clause(body));
    sql
}

fn argument(argument: &Argument) -> String {
    let Argument { mode, name, ty, default } = argument;
    let mode = match mode {
        ArgumentMode::In => "",
        ArgumentMode::Out => "OUT ",
        ArgumentMode::InOut => "INOUT ",
        ArgumentMode::Variadic => "VARIADIC ",
    };
    let name = name.as_ref().map(|name| format!("{name} ")).unwrap_or_default();
    let default = default.as_ref().map(|default| format!(" DEFAULT {default}")).unwrap_or_default();
    format!("{mode}{name}{ty}{default}")
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

fn facts(function: &Function) -> Vec<Fact> {
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
        support,
        transforms,
        config,
    } = function;
    let arguments = text::list(arguments.iter().map(argument));
    vec![
        fact::fact("kind", format!("{kind:?}").to_lowercase()).quiet(),
        fact::fact("arguments", format!("({arguments})")).quiet(),
        fact::option("returns", "returns ", returns.as_ref()),
        Fact { name: "language", value: language.to_string(), phrase: format!("language {language}") },
        fact::fact("body", of_body(body)).quiet(),
        fact::fact("volatility", format!("{volatility:?}").to_lowercase()).quiet(),
        fact::flag("strict", "strict", *strict),
        fact::flag("leakproof", "leakproof", *leakproof),
        fact::flag("security definer", "security definer", *security_definer),
        fact::fact("parallel", format!("{parallel:?}").to_lowercase()).quiet(),
        fact::option("cost", "", *cost).quiet(),
        fact::option("rows", "", *rows).quiet(),
        fact::option("support", "support ", support.as_ref()),
        fact::option("transforms", "transform ", fact::filled(transforms)),
        fact::option("settings", "set ", fact::filled(config)),
    ]
}

/// Bodies are long: their text is shown on one line, cut where it would fill a screen.
fn of_body(body: &FunctionBody) -> String {
    let text = match body {
        FunctionBody::Source(text) => text.clone(),
        FunctionBody::Sql(expr) => expr.to_string(),
        FunctionBody::Object(library, symbol) => format!("{library}, {symbol}"),
    };
    fact::cut(&text)
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
