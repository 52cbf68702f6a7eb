//! A column that must not be null and has nothing to put into the rows that exist.

use entity_core::schema::QualName;

use super::super::file::Place;
use super::super::shape::Column;
use super::super::{Find, Found, Level, Rule};

pub(super) const RULE: Rule = Rule {
    id: "add-not-null-without-default",
    level: Level::Warning,
    help: "give it a default, or add it nullable, fill it, and set NOT NULL afterwards",
    find: Find::Each(find),
};

fn find(place: &Place<'_>) -> Vec<Found> {
    let message = |(table, column): (&QualName, &Column<'_>)| {
        format!(
            "{}.{} is NOT NULL without a default, which fails as soon as there is a row",
            table.plain(),
            column.name.as_str()
        )
    };
    place.added_columns().filter(|(_, column)| is_bare(column)).map(|it| Found::new(message(it))).collect()
}

fn is_bare(column: &Column<'_>) -> bool {
    let is_filled =
        column.default().is_some() || column.generated().is_some() || column.is_identity() || column.is_serial();
    (column.is_not_null() || column.is_primary()) && !is_filled
}

#[cfg(test)]
mod tests {
    use super::super::super::tests::judge;

    #[test]
    fn only_columns_that_cannot_be_filled_are_found() {
        judge(
            super::RULE.id,
            &[
                "ALTER TABLE t ADD COLUMN a int NOT NULL;",
                "alter table only s.t add if not exists a varchar(3) not null;",
                "ALTER TABLE t ADD a int DEFAULT 1 NOT NULL, ADD b int NOT NULL;",
            ],
            &[
                "ALTER TABLE t ADD a int NOT NULL DEFAULT 1;",
                "ALTER TABLE t ADD a int GENERATED ALWAYS AS IDENTITY NOT NULL;",
                "ALTER TABLE t ADD a bigserial NOT NULL;",
                "ALTER TABLE t ADD a int CHECK (a IS NOT NULL);",
                "ALTER TABLE t ADD CONSTRAINT c CHECK (a IS NOT NULL) NOT VALID;",
                "ALTER TABLE t ALTER a SET NOT NULL;",
                "CREATE TABLE t (); ALTER TABLE public.t ADD a int NOT NULL;",
            ],
        );
    }
}
