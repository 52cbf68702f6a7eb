//! What it means for existing values when a column gets another type.

use entity_core::schema::TypeName;

/// How values move over, and what that may cost.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Cast {
    pub(super) using: Using,
    /// Values are written again.
    pub(super) rewrites: bool,
    /// A value may come out shorter or rounded without an error.
    pub(super) loses: bool,
    /// A value may not fit.
    pub(super) may_fail: bool,
}

/// The conversion that must be spelled.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Using {
    /// The server assigns one to the other by itself.
    Nothing,
    /// A cast between the two.
    Cast,
    /// A cast by way of text, which every type can be read from.
    Text,
    /// The same, between an array and what is none: the text of the whole value.
    Whole,
}

/// A type name in its parts.
struct Parts<'a> {
    base: String,
    /// Numbers in parentheses: length, precision, scale.
    sizes: Vec<u32>,
    modifier: Option<&'a str>,
    dimensions: usize,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Family {
    Integer { bytes: u32 },
    Float { bytes: u32 },
    Numeric,
    Text,
    Boolean,
    Date,
    Timestamp,
    Json,
    Other,
}

/// Judges a change of type.
pub(super) fn cast(from: &TypeName, to: &TypeName) -> Cast {
    let (from, to) = (parts(from.as_str()), parts(to.as_str()));
    if from.dimensions != to.dimensions {
        risky(Using::Whole, &to)
    } else if from.base == to.base {
        resized(&from, &to)
    } else {
        converted(&from, &to)
    }
}

fn parts(text: &str) -> Parts<'_> {
    let element = text.trim_end_matches("[]");
    let dimensions = (text.len() - element.len()) / 2;
    let Some((before, rest)) = element.split_once('(') else {
        return Parts { base: element.to_owned(), sizes: Vec::new(), modifier: None, dimensions };
    };
    let (modifier, after) = rest.split_once(')').unwrap_or((rest, ""));
    let sizes = modifier.split(',').filter_map(|size| size.trim().parse().ok()).collect();
    Parts { base: format!("{before}{after}"), sizes, modifier: Some(modifier), dimensions }
}

fn family(base: &str) -> Family {
    match base {
        "smallint" => Family::Integer { bytes: 2 },
        "integer" => Family::Integer { bytes: 4 },
        "bigint" => Family::Integer { bytes: 8 },
        "real" => Family::Float { bytes: 4 },
        "double precision" => Family::Float { bytes: 8 },
        "numeric" => Family::Numeric,
        "text" | "character varying" | "character" | "citext" | "name" => Family::Text,
        "boolean" => Family::Boolean,
        "date" => Family::Date,
        "timestamp without time zone" | "timestamp with time zone" => Family::Timestamp,
        "json" | "jsonb" => Family::Json,
        _ => Family::Other,
    }
}

/// Only what stands in the parentheses changes, or the collation.
fn resized(from: &Parts<'_>, to: &Parts<'_>) -> Cast {
    let same = Cast { using: Using::Nothing, rewrites: false, loses: false, may_fail: false };
    if from.modifier == to.modifier || to.modifier.is_none() && to.base != "character" {
        return same;
    }
    match to.base.as_str() {
        "character varying" | "bit varying" if grows(from, to) => same,
        "character varying" | "character" | "bit" | "bit varying" => {
            Cast { rewrites: true, may_fail: !grows(from, to), ..same }
        }
        "numeric" => renumbered(from, to),
        base if base.starts_with("time") || base.starts_with("interval") => {
            let shrinks = from.sizes.first().is_none_or(|size| to.sizes.first().is_some_and(|other| other < size));
            Cast { rewrites: shrinks, loses: shrinks, ..same }
        }
        _ => Cast { rewrites: true, may_fail: true, ..same },
    }
}

fn grows(from: &Parts<'_>, to: &Parts<'_>) -> bool {
    from.sizes.first().is_some_and(|size| to.sizes.first().is_none_or(|other| other >= size))
}

fn renumbered(from: &Parts<'_>, to: &Parts<'_>) -> Cast {
    let digits = |parts: &Parts<'_>| {
        let scale = parts.sizes.get(1).copied().unwrap_or(0);
        parts.sizes.first().map(|precision| (precision.saturating_sub(scale), scale))
    };
    let (whole, scale) = digits(to).unwrap_or_default();
    let (loses, may_fail, rescaled) = match digits(from) {
        None => (true, true, true),
        Some((whole_before, scale_before)) => (scale < scale_before, whole < whole_before, scale != scale_before),
    };
    Cast { using: Using::Nothing, rewrites: rescaled || may_fail, loses, may_fail }
}

fn converted(from: &Parts<'_>, to: &Parts<'_>) -> Cast {
    use Family::{Boolean, Date, Float, Integer, Json, Numeric, Text, Timestamp};
    let assigned = Cast { using: Using::Nothing, rewrites: true, loses: false, may_fail: false };
    match (family(&from.base), family(&to.base)) {
        (Integer { bytes: before }, Integer { bytes }) => Cast { may_fail: bytes < before, ..assigned },
        (Integer { .. }, Numeric) => Cast { may_fail: to.modifier.is_some(), ..assigned },
        (Integer { bytes: before }, Float { bytes }) => Cast { loses: bytes <= before, ..assigned },
        (Float { bytes: before }, Float { bytes }) => {
            Cast { loses: bytes < before, may_fail: bytes < before, ..assigned }
        }
        (Float { .. } | Numeric, Integer { .. } | Numeric | Float { .. }) => {
            Cast { loses: true, may_fail: true, ..assigned }
        }
        (Text, Text) => {
            let is_padded = from.base == "character" || to.base == "character";
            Cast { rewrites: is_padded || to.modifier.is_some(), may_fail: to.modifier.is_some(), ..assigned }
        }
        (_, Text) => Cast { may_fail: to.modifier.is_some() || to.base == "character", ..assigned },
        (Text, _) => risky(Using::Cast, to),
        (Boolean, Integer { bytes: 4 }) => Cast { using: Using::Cast, ..assigned },
        (Integer { bytes: 4 }, Boolean) => Cast { using: Using::Cast, loses: true, ..assigned },
        (Timestamp, Timestamp) => Cast { loses: to.modifier.is_some() && to.modifier != from.modifier, ..assigned },
        (Date, Timestamp) | (Json, Json) => assigned,
        (Timestamp, Date) => Cast { loses: true, ..assigned },
        _ => risky(Using::Text, to),
    }
}

/// A value is read anew from its text, which either fails or gives what the target keeps of it.
fn risky(using: Using, to: &Parts<'_>) -> Cast {
    Cast { using, rewrites: true, loses: cuts(to), may_fail: true }
}

/// Whether a type reads a text and drops a part of it without an error: a time of day, a zone, digits.
fn cuts(to: &Parts<'_>) -> bool {
    match family(&to.base) {
        Family::Boolean | Family::Integer { .. } | Family::Json => false,
        Family::Float { .. } | Family::Date | Family::Timestamp => true,
        Family::Numeric | Family::Text => to.modifier.is_some(),
        Family::Other => to.modifier.is_some() || to.base.starts_with("time "),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn judge(from: &str, to: &str) -> String {
        let Cast { using, rewrites, loses, may_fail } =
            cast(&TypeName::from(from.to_owned()), &TypeName::from(to.to_owned()));
        let marks = [(rewrites, " rewrites"), (loses, " loses"), (may_fail, " may fail")];
        marks.iter().filter(|(is_set, _)| *is_set).fold(format!("{using:?}"), |text, (_, mark)| text + mark)
    }

    #[test]
    fn each_change_has_its_price() {
        for (from, to, price) in [
            ("character varying(10)", "character varying(20)", "Nothing"),
            ("character varying(20)", "character varying(10)", "Nothing rewrites may fail"),
            ("character varying(20)", "text", "Nothing"),
            ("text", "character varying(20)", "Nothing rewrites may fail"),
            ("integer", "bigint", "Nothing rewrites"),
            ("bigint", "integer", "Nothing rewrites may fail"),
            ("integer", "text", "Nothing rewrites"),
            ("text", "integer", "Cast rewrites may fail"),
            ("numeric(10,2)", "numeric(12,2)", "Nothing"),
            ("numeric(10,2)", "numeric(10,1)", "Nothing rewrites loses"),
            ("numeric(10,2)", "numeric", "Nothing"),
            ("double precision", "integer", "Nothing rewrites loses may fail"),
            ("timestamp without time zone", "timestamp with time zone", "Nothing rewrites"),
            ("timestamp(3) without time zone", "timestamp without time zone", "Nothing"),
            ("timestamp without time zone", "timestamp(3) without time zone", "Nothing rewrites loses"),
            ("uuid", "integer", "Text rewrites may fail"),
            ("text[]", "integer[]", "Cast rewrites may fail"),
            ("integer", "integer[]", "Whole rewrites may fail"),
            ("timestamp without time zone", "time without time zone", "Text rewrites loses may fail"),
            ("text", "date", "Cast rewrites loses may fail"),
            ("text", "numeric(5,2)", "Cast rewrites loses may fail"),
            ("text", "numeric", "Cast rewrites may fail"),
            ("text", "uuid", "Cast rewrites may fail"),
            ("text", "user_role", "Cast rewrites may fail"),
            ("timestamp without time zone", "timestamp(0) with time zone", "Nothing rewrites loses"),
            ("jsonb", "json", "Nothing rewrites"),
        ] {
            assert_eq!(judge(from, to), price, "{from} to {to}");
        }
    }
}
