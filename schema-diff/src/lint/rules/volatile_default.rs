//! A new column whose default is computed for each row.

use super::super::file::Place;
use super::super::shape::Column;
use super::super::{Find, Found, Level, Rule};

pub(super) const RULE: Rule = Rule {
    id: "volatile-default",
    level: Level::Warning,
    help: "add the column without a default, then SET DEFAULT, then fill the rows in batches outside of the schema change",
    find: Find::Each(find),
};

/// Functions that give one value for a whole statement, so that no row is touched.
const STEADY: [&str; 35] = [
    "now",
    "transaction_timestamp",
    "statement_timestamp",
    "current_setting",
    "current_user",
    "session_user",
    "current_database",
    "current_schema",
    "version",
    "lower",
    "upper",
    "concat",
    "concat_ws",
    "format",
    "coalesce",
    "nullif",
    "greatest",
    "least",
    "array",
    "jsonb_build_object",
    "json_build_object",
    "jsonb_build_array",
    "json_build_array",
    "to_jsonb",
    "to_json",
    "to_timestamp",
    "to_date",
    "date_trunc",
    "date_part",
    "extract",
    "make_interval",
    "make_date",
    "timezone",
    "row",
    "cast",
];

fn find(place: &Place<'_>) -> Vec<Found> {
    let volatile = |column: &Column<'_>| {
        let calls = column.default()?.calls();
        let call = calls.into_iter().find(|call| !STEADY.contains(call))?;
        Some(format!("unless {call} is stable, it is called for each row, and the table is rewritten under a lock"))
    };
    place.added_columns().filter_map(|(_, column)| volatile(column)).map(Found::new).collect()
}

#[cfg(test)]
mod tests {
    use super::super::super::tests::judge;

    #[test]
    fn only_a_function_that_may_vary_by_row_is_found() {
        judge(
            super::RULE.id,
            &[
                "ALTER TABLE t ADD COLUMN a uuid DEFAULT gen_random_uuid();",
                "ALTER TABLE t ADD a bigint NOT NULL DEFAULT nextval('s'::regclass);",
                "ALTER TABLE t ADD a timestamptz DEFAULT pg_catalog.clock_timestamp() NOT NULL;",
            ],
            &[
                "ALTER TABLE t ADD a timestamptz DEFAULT now();",
                "ALTER TABLE t ADD a timestamptz NOT NULL DEFAULT CURRENT_TIMESTAMP;",
                "ALTER TABLE t ADD a varchar(9) DEFAULT 'x()'::character varying(9);",
                "ALTER TABLE t ADD a numeric DEFAULT CAST(1 AS numeric(3,1)) CHECK (f(a));",
                "CREATE TABLE t (); ALTER TABLE t ADD a uuid DEFAULT gen_random_uuid();",
                "ALTER TABLE t ALTER a SET DEFAULT random();",
            ],
        );
    }
}
