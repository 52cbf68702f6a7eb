//! Columns in an order that leaves gaps in every row.

use super::super::file::Place;
use super::super::{Find, Found, Level, Rule};

pub(super) const RULE: Rule = Rule {
    id: "column-alignment",
    level: Level::Policy,
    help: "begin with columns of 8 bytes, then of 4, 2 and 1, then those of any length",
    find: Find::One(find),
};

fn find(place: &Place<'_>) -> Option<Found> {
    let table = place.statement().shape.table().filter(|table| table.is_whole)?;
    let sizes: Vec<usize> = table.columns.iter().map_while(|column| size(column.type_name())).collect();
    let mut sorted = sizes.clone();
    sorted.sort_unstable_by(|left, right| right.cmp(left));
    let gaps = width(&sizes).saturating_sub(width(&sorted));
    (gaps > 0).then(|| Found::new(format!("each row of {} has {gaps} bytes of gaps", table.name.plain())))
}

/// The bytes of columns in this order, filled up to a whole word.
fn width(sizes: &[usize]) -> usize {
    let end = sizes.iter().fold(0_usize, |end, size| end.next_multiple_of(*size) + size);
    end.next_multiple_of(8)
}

/// The size and alignment of types that have the same for both.
fn size(ty: &str) -> Option<usize> {
    match ty {
        "bigint" | "int8" | "bigserial" | "serial8" | "timestamptz" | "timestamp" | "double" | "float8" | "time" => {
            Some(8)
        }
        "integer" | "int" | "int4" | "serial" | "serial4" | "real" | "float4" | "date" => Some(4),
        "smallint" | "int2" | "smallserial" | "serial2" => Some(2),
        "boolean" | "bool" => Some(1),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::super::super::tests::judge;

    #[test]
    fn only_an_order_with_gaps_is_found() {
        judge(
            super::RULE.id,
            &[
                "CREATE TABLE t (id bigint, a boolean, b int, c smallint);",
                "CREATE TABLE t (a bool, b double precision, c bool);",
            ],
            &[
                "CREATE TABLE t (id bigint, b int, c smallint, a boolean);",
                "CREATE TABLE t (a text, b bigint, c bool);",
                "CREATE TABLE t (a int, b bigint);",
            ],
        );
    }
}
