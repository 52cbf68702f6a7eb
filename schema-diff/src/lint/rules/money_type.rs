//! An amount whose digits depend on the server.

use super::super::file::Place;
use super::super::shape::Column;
use super::super::{Find, Found, Level, Rule};

pub(super) const RULE: Rule = Rule {
    id: "money-type",
    level: Level::Warning,
    help: "write numeric, and the currency in a column of its own",
    find: Find::Each(find),
};

fn find(place: &Place<'_>) -> Vec<Found> {
    let message = |column: &Column<'_>| {
        format!("{} is read and rounded by lc_monetary, which another server may set otherwise", column.name.as_str())
    };
    place
        .columns()
        .filter(|(_, column)| column.type_name() == "money")
        .map(|(_, column)| Found::new(message(column)))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::super::super::tests::judge;

    #[test]
    fn only_money_is_found() {
        judge(super::RULE.id, &["CREATE TABLE t (a money);"], &["CREATE TABLE t (money numeric(12, 2));"]);
    }
}
