//! Checks that a rule makes, as rules.
//!
//! A check is a rule's own where it has the name that the derive gives it, and says just what the rule renders.

use entity_core::schema::{Check, Ident};

use super::Cx;
use super::structs::{Held, Shape};

/// A rule on a field.
pub(super) struct Rule<'a> {
    /// The column.
    pub(super) column: &'a Ident,
    /// What stands in `#[validate(…)]`.
    pub(super) text: String,
}

/// The rule that makes a check.
pub(super) fn of<'a>(cx: &Cx<'_>, shape: &Shape<'a>, name: &Ident, check: &Check) -> Option<Rule<'a>> {
    let mut columns = shape.columns.iter().filter(|held| held.column.generated.is_none());
    columns.find_map(|held| {
        let text = bounded(shape, held, name, check).or_else(|| after(cx, shape, held, name, check))?;
        Some(Rule { column: held.name, text })
    })
}

fn is_named(shape: &Shape<'_>, column: &Ident, rule: &str, name: &Ident) -> bool {
    let table = shape.table.name.name.as_str();
    *name == Ident::shortened(format!("chk_{table}_{}_{rule}", column.as_str()))
}

fn bounded(shape: &Shape<'_>, held: &Held<'_>, name: &Ident, check: &Check) -> Option<String> {
    let rule = if is_named(shape, held.name, "length", name) {
        "length"
    } else if is_named(shape, held.name, "range", name) {
        "range"
    } else {
        return None;
    };
    let subject = match (rule, held.ty.text.as_str(), held.column.ty.as_str()) {
        ("range", "i16" | "i32" | "i64", _) => held.name.to_string(),
        ("length", "String", "text") => format!("char_length({})", held.name),
        ("length", "String", ty) if ty.starts_with("character varying") => {
            format!("char_length(({})::text)", held.name)
        }
        (_, _, _) => return None,
    };
    let (min, max) = bounds(check.expr.as_str(), &subject)?;
    let most = length(held.column.ty.as_str());
    let fits = |bound: &i64| rule == "range" || most.is_none_or(|most| *bound <= most);
    if !min.iter().chain(&max).all(fits) || min.zip(max).is_some_and(|(min, max)| min > max) {
        return None;
    }
    let said = |key: &str, bound: Option<i64>| bound.map(|bound| format!("{key} = {bound}"));
    let sides: Vec<String> = said("min", min).into_iter().chain(said("max", max)).collect();
    Some(format!("{rule}({})", sides.join(", ")))
}

/// The `n` of `character varying(n)`.
fn length(ty: &str) -> Option<i64> {
    ty.strip_prefix("character varying(")?.strip_suffix(')')?.parse().ok()
}

/// The least and the greatest of `(x >= 1)`, `(x <= 9)` and `((x >= 1) AND (x <= 9))`.
fn bounds(expr: &str, subject: &str) -> Option<(Option<i64>, Option<i64>)> {
    let least = |text: &str| side(text, subject, ">=");
    let most = |text: &str| side(text, subject, "<=");
    if let Some((first, second)) = expr.strip_prefix('(').and_then(|text| text.strip_suffix(')')?.split_once(" AND ")) {
        return Some((Some(least(first)?), Some(most(second)?)));
    }
    match (least(expr), most(expr)) {
        (None, None) => None,
        sides => Some(sides),
    }
}

fn side(text: &str, subject: &str, operator: &str) -> Option<i64> {
    let text = text.strip_prefix('(')?.strip_suffix(')')?.strip_prefix(subject)?;
    let bound = text.strip_prefix(' ')?.strip_prefix(operator)?.strip_prefix(' ')?;
    // What is negative or long the server spells with a cast, and that depends on the type.
    let is_plain = bound.bytes().all(|byte| byte.is_ascii_digit());
    bound.parse::<i32>().ok().filter(|_| is_plain).map(i64::from)
}

fn after(cx: &Cx<'_>, shape: &Shape<'_>, held: &Held<'_>, name: &Ident, check: &Check) -> Option<String> {
    let other = shape.columns.iter().find(|other| {
        let rule = format!("after_{}", other.name.as_str());
        is_named(shape, held.name, &rule, name) && check.expr.as_str() == format!("({} > {})", held.name, other.name)
    })?;
    let is_ordered = held.ty.text == other.ty.text && other.name != held.name && is_instant(&held.ty.text);
    let field = cx.names.field(shape.table.name, other.name)?;
    is_ordered.then(|| format!("after({field})"))
}

fn is_instant(ty: &str) -> bool {
    matches!(ty, "DateTime<Utc>" | "NaiveDate" | "NaiveTime" | "NaiveDateTime" | "i16" | "i32" | "i64" | "Decimal")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bounds_are_read_as_the_server_prints_them() {
        for (expr, expected) in [
            ("(n >= 1)", Some((Some(1), None))),
            ("(n <= 9)", Some((None, Some(9)))),
            ("((n >= 1) AND (n <= 9))", Some((Some(1), Some(9)))),
            ("((n <= 9) AND (n >= 1))", None),
            ("(n > 1)", None),
            ("(m >= 1)", None),
            ("(n >= '-1'::integer)", None),
            ("((n >= 1) AND (n <= 9) AND (n <> 5))", None),
        ] {
            assert_eq!(bounds(expr, "n"), expected, "{expr}");
        }
    }
}
