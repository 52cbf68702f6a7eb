//! A column that must not be null and has nothing to put into the rows that exist.

use super::statement::{Statement, Words};
use super::{Place, Rule};

pub(super) const RULE: Rule = Rule {
    id: "add-not-null-without-default",
    help: "give it a default, or add it nullable, fill it, and set NOT NULL afterwards",
    find,
};

/// What stands after ADD where no column is added.
const NO_COLUMN: [&str; 7] = ["constraint", "primary", "unique", "foreign", "check", "exclude", "generated"];

/// Types that bring their own default.
const SERIAL: [&str; 6] = ["serial", "bigserial", "smallserial", "serial2", "serial4", "serial8"];

fn find(place: &Place<'_>, statement: &Statement<'_>) -> Option<String> {
    let (table, actions) = statement.altered_table()?;
    if place.before.iter().any(|other| other.created_table().as_ref() == Some(&table)) {
        return None;
    }
    let column = actions.into_iter().find_map(bare_column)?;
    Some(format!("{}.{column} is NOT NULL without a default, which fails as soon as there is a row", table.plain()))
}

fn bare_column(action: Words<'_>) -> Option<String> {
    let words = action.after("add")?;
    if NO_COLUMN.iter().any(|keyword| words.after(keyword).is_some()) {
        return None;
    }
    let (name, rest) = words.skip(&["column", "if", "not", "exists"]).name()?;
    let is_filled = rest.has(&["default"]) || rest.has(&["generated"]);
    let is_serial = SERIAL.iter().any(|serial| rest.after(serial).is_some());
    (rest.has(&["not", "null"]) && !is_filled && !is_serial).then(|| name.plain())
}

#[cfg(test)]
mod tests {
    use super::super::found;

    #[test]
    fn only_columns_that_cannot_be_filled_are_found() {
        for (text, is_found) in [
            ("ALTER TABLE t ADD COLUMN a int NOT NULL;", true),
            ("alter table only s.t add if not exists a varchar(3) not null;", true),
            ("ALTER TABLE t ADD a int DEFAULT 1 NOT NULL, ADD b int NOT NULL;", true),
            ("ALTER TABLE t ADD a int NOT NULL DEFAULT 1;", false),
            ("ALTER TABLE t ADD a int GENERATED ALWAYS AS IDENTITY NOT NULL;", false),
            ("ALTER TABLE t ADD a bigserial NOT NULL;", false),
            ("ALTER TABLE t ADD a int CHECK (a IS NOT NULL);", false),
            ("ALTER TABLE t ADD CONSTRAINT c CHECK (a IS NOT NULL) NOT VALID;", false),
            ("ALTER TABLE t ALTER a SET NOT NULL;", false),
            ("CREATE TABLE t (); ALTER TABLE public.t ADD a int NOT NULL;", false),
        ] {
            assert_eq!(found(text) == [("add-not-null-without-default", 1)], is_found, "{text}");
        }
    }
}
