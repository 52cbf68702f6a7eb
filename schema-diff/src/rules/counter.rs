//! How sequences count, those behind identity columns among them.

use entity_core::schema::{Counter, Ident, Literal, QualName, TypeName};

use super::{Fact, fact};

/// What differs from a sequence that counts up from one, as `CREATE SEQUENCE` says it.
pub(super) fn options(counter: &Counter) -> Vec<String> {
    let Counter { start, increment, min, max, cache, cycle } = *counter;
    let mut options = Vec::new();
    options.extend((increment != 1).then(|| format!("INCREMENT BY {increment}")));
    options.extend(min.map(|min| format!("MINVALUE {min}")));
    options.extend(max.map(|max| format!("MAXVALUE {max}")));
    options.extend((start != first(counter)).then(|| format!("START WITH {start}")));
    options.extend((cache != 1).then(|| format!("CACHE {cache}")));
    options.extend(cycle.then(|| "CYCLE".to_owned()));
    options
}

/// The value that a sequence starts with where none is given, unless its least value goes without saying too.
fn first(counter: &Counter) -> i64 {
    if counter.increment > 0 { counter.min.unwrap_or(1) } else { counter.max.unwrap_or(-1) }
}

/// What `ALTER SEQUENCE` says to make one counter count as another.
pub(super) fn changes(from: &Counter, to: &Counter, ty: &TypeName) -> Vec<String> {
    let Counter { start, increment, min, max, cache, cycle } = *to;
    let turns = (from.increment > 0) != (increment > 0);
    let bound = |word: &str, value: Option<i64>| match value {
        Some(value) => format!("{word} {value}"),
        None => format!("NO {word}"),
    };
    let mut changes = Vec::new();
    changes.extend((from.increment != increment).then(|| format!("INCREMENT BY {increment}")));
    changes.extend((turns || from.min != min).then(|| bound("MINVALUE", min)));
    changes.extend((turns || from.max != max).then(|| bound("MAXVALUE", max)));
    changes.extend((from.start != start).then(|| format!("START WITH {start}")));
    changes.extend((from.cache != cache).then(|| format!("CACHE {cache}")));
    changes.extend((from.cycle != cycle).then(|| if cycle { "CYCLE" } else { "NO CYCLE" }.to_owned()));
    changes.extend(is_apart(from, to, ty).then(|| "RESTART".to_owned()));
    changes
}

/// The least and the greatest value.
fn bounds(counter: &Counter, ty: &TypeName) -> (i64, i64) {
    let (least, greatest) = match ty.as_str() {
        "smallint" => (i64::from(i16::MIN), i64::from(i16::MAX)),
        "integer" => (i64::from(i32::MIN), i64::from(i32::MAX)),
        _ => (i64::MIN, i64::MAX),
    };
    let (least, greatest) = if counter.increment > 0 { (1, greatest) } else { (least, -1) };
    (counter.min.unwrap_or(least), counter.max.unwrap_or(greatest))
}

/// Whether no value of one is a value of the other: it counts from its start again, and repeats nothing.
fn is_apart(from: &Counter, to: &Counter, ty: &TypeName) -> bool {
    let ((min_before, max_before), (min, max)) = (bounds(from, ty), bounds(to, ty));
    min > max_before || max < min_before
}

/// Moves the value that a sequence has reached into narrower bounds, without which the server refuses them.
pub(super) fn clamp(sequence: &QualName, from: &Counter, to: &Counter, ty: &TypeName) -> Option<String> {
    let ((min_before, max_before), (min, max)) = (bounds(from, ty), bounds(to, ty));
    if is_apart(from, to, ty) {
        return None;
    }
    let lowered = if max < max_before { format!("least(last_value, {max})") } else { "last_value".to_owned() };
    let raised = if min > min_before { format!("greatest({lowered}, {min})") } else { lowered };
    let name = sequence.to_string();
    (raised != "last_value").then(|| format!("SELECT setval({}, {raised}, is_called) FROM {name}", Literal(&name)))
}

/// Makes a sequence go on after the values that a column holds.
pub(super) fn go_on(sequence: &QualName, counter: &Counter, table: &QualName, column: &Ident) -> String {
    let (furthest, beyond) = if counter.increment > 0 { ("max", ">=") } else { ("min", "<=") };
    let name = sequence.to_string();
    let start = counter.start;
    format!(
        "SELECT setval({}, {furthest}({column})) FROM {table} HAVING {furthest}({column}) {beyond} {start}",
        Literal(&name)
    )
}

pub(super) fn facts(counter: &Counter) -> Vec<Fact> {
    let Counter { start, increment, min, max, cache, cycle } = *counter;
    vec![
        fact::option("increment", "increment ", (increment != 1).then_some(increment)),
        fact::option("least value", "from ", min),
        fact::option("greatest value", "to ", max),
        fact::option("start", "start ", (start != first(counter)).then_some(start)),
        fact::option("cache", "cache ", (cache != 1).then_some(cache)),
        fact::flag("cycle", "cycle", cycle),
    ]
}
