//! Small pieces of SQL that several kinds write.

use std::fmt::Display;

use entity_core::schema::{Deferral, Expr, Ident, Literal, ObjectId, ObjectKind};

/// The items, separated by commas.
pub(super) fn list<T: Display>(items: impl IntoIterator<Item = T>) -> String {
    let items: Vec<String> = items.into_iter().map(|item| item.to_string()).collect();
    items.join(", ")
}

/// An object as `ALTER`, `DROP` and `COMMENT ON` name it.
pub(super) fn spelled(keyword: &str, id: &ObjectId) -> String {
    let name = id.last_name();
    match (id.table(), id.qualified()) {
        (Some(table), _) if id.kind() == ObjectKind::Column => format!("{keyword} {table}.{name}"),
        (Some(table), _) => format!("{keyword} {name} ON {table}"),
        (None, Some(name)) => format!("{keyword} {name}"),
        (None, None) => format!("{keyword} {name}"),
    }
}

/// The expression without the one pair of parentheses that holds all of it, for places that bring their own.
///
/// Anything but plain strings and quoted names inside keeps its parentheses: two pairs are never wrong.
pub(super) fn bare(expr: &Expr) -> &str {
    let text = expr.as_str();
    let Some(inner) = text.strip_prefix('(').and_then(|rest| rest.strip_suffix(')')) else { return text };
    if closes_itself(inner) { inner } else { text }
}

/// Whether no parenthesis inside closes one outside.
fn closes_itself(text: &str) -> bool {
    let mut depth = 0_usize;
    let mut quote = None;
    for c in text.chars() {
        match (quote, c) {
            (Some(open), _) if open == c => quote = None,
            (Some(_), _) => {}
            (None, '\'' | '"') => quote = Some(c),
            (None, '\\' | '$' | '-' | '/') if c != '-' && c != '/' => return false,
            (None, '(') => depth += 1,
            (None, ')') => match depth.checked_sub(1) {
                Some(less) => depth = less,
                None => return false,
            },
            (None, _) => {}
        }
    }
    depth == 0 && quote.is_none() && !text.contains("--") && !text.contains("/*") && !text.contains("E'")
}

/// `name=value` options as `WITH` takes them.
pub(super) fn option(option: &str) -> String {
    let Some((name, value)) = option.split_once('=') else { return option.to_owned() };
    let is_word = !value.is_empty() && value.chars().all(|c| c.is_ascii_alphanumeric() || c == '.' || c == '-');
    if is_word { format!("{name} = {value}") } else { format!("{name} = {}", Literal(value)) }
}

/// The statements that turn `name=value` options into others; `spelled` is the object as `ALTER` names it.
pub(super) fn change_options(spelled: &str, from: &[String], to: &[String]) -> Vec<String> {
    option_changes(from, to).into_iter().map(|clause| format!("ALTER {spelled} {clause}")).collect()
}

/// `RESET` and `SET` of options, as clauses.
pub(super) fn option_changes(from: &[String], to: &[String]) -> Vec<String> {
    let wanted: Vec<&str> = to.iter().map(|option| option_name(option)).collect();
    let reset = list(from.iter().map(|option| option_name(option)).filter(|name| !wanted.contains(name)));
    // What is set comes last. Where that is not the order that is wanted, all of them are set.
    let (kept, set): (Vec<&String>, Vec<&String>) = to.iter().partition(|option| from.contains(option));
    let stays = from.iter().filter(|option| to.contains(option));
    let is_ordered = set.is_empty() || stays.eq(kept.iter().copied()) && kept.iter().chain(&set).copied().eq(to);
    let set = list(if is_ordered { set } else { to.iter().collect() }.into_iter().map(|one| option(one)));
    let clauses = [("RESET", reset), ("SET", set)].into_iter().filter(|(_, options)| !options.is_empty());
    clauses.map(|(verb, options)| format!("{verb} ({options})")).collect()
}

/// The name of a `name=value` option.
pub(super) fn option_name(option: &str) -> &str {
    option.split_once('=').map_or(option, |(name, _)| name)
}

/// Options of a foreign object, with their leading space; nothing where there are none.
pub(super) fn server_options(options: &[String]) -> String {
    if options.is_empty() { String::new() } else { format!(" OPTIONS ({})", list(options.iter().map(|one| pair(one)))) }
}

/// What changes the options of a foreign object.
pub(super) fn server_option_changes(from: &[String], to: &[String]) -> String {
    let find = |options: &[String], name: &str| options.iter().any(|option| option_name(option) == name);
    let gone = from.iter().map(|option| option_name(option)).filter(|name| !find(to, name));
    let mut changes: Vec<String> = gone.map(|name| format!("DROP {}", Ident::from(name))).collect();
    changes.extend(to.iter().filter(|option| !from.contains(option)).map(|option| {
        let verb = if find(from, option_name(option)) { "SET" } else { "ADD" };
        format!("{verb} {}", pair(option))
    }));
    format!("OPTIONS ({})", changes.join(", "))
}

fn pair(option: &str) -> String {
    let (name, value) = option.split_once('=').unwrap_or((option, ""));
    format!("{} {}", Ident::from(name), Literal(value))
}

/// A tablespace by name; that of the database where there is none.
pub(super) fn tablespace(name: Option<&Ident>) -> String {
    name.map_or_else(|| "pg_default".to_owned(), ToString::to_string)
}

/// The end of a constraint that may be deferred, with its leading space.
pub(super) fn deferral(deferral: Deferral) -> &'static str {
    match deferral {
        Deferral::Immediate => "",
        Deferral::Deferrable => " DEFERRABLE",
        Deferral::Deferred => " DEFERRABLE INITIALLY DEFERRED",
    }
}

/// The body between dollar quotes that do not occur in it.
pub(super) fn dollar_quoted(body: &str) -> String {
    let mut tag = String::from("$$");
    let mut number = 0;
    while body.contains(tag.trim_end_matches('$')) && tag != "$$" || tag == "$$" && body.contains('$') {
        tag = if number == 0 { "$body$".to_owned() } else { format!("$body{number}$") };
        number += 1;
    }
    format!("{tag}{body}{tag}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_pair_around_everything_goes() {
        for (text, shown) in [
            ("(a > 1)", "a > 1"),
            ("((a > 1) AND (b < 2))", "(a > 1) AND (b < 2)"),
            ("(a) + (b)", "(a) + (b)"),
            ("(a = ')'::text)", "a = ')'::text"),
            ("(a ~ E'\\')')", "(a ~ E'\\')')"),
            ("(a - 1)", "a - 1"),
            ("now()", "now()"),
        ] {
            assert_eq!(bare(&Expr::from(text)), shown);
        }
    }

    #[test]
    fn dollar_quotes_do_not_occur_in_the_body() {
        assert_eq!(dollar_quoted("x"), "$$x$$");
        assert_eq!(dollar_quoted("$1"), "$body$$1$body$");
        assert_eq!(dollar_quoted("$body$"), "$body1$$body$$body1$");
    }

    #[test]
    fn options_are_quoted_where_they_need_it() {
        assert_eq!(option("fillfactor=70"), "fillfactor = 70");
        assert_eq!(option("a=b c"), "a = 'b c'");
    }
}
