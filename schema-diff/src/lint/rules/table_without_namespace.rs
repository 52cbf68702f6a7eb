//! A table that search_path places.

use super::super::file::Place;
use super::super::shape::Shape;
use super::super::{Find, Found, Level, Rule};

pub(super) const RULE: Rule = Rule {
    id: "table-without-namespace",
    level: Level::Policy,
    help: "write the namespace before the name",
    find: Find::One(find),
};

fn find(place: &Place<'_>) -> Option<Found> {
    let shape = &place.statement().shape;
    let words = place.statement().words;
    let name = match shape {
        Shape::Table(table) if !table.is_temporary => {
            words.find("table").map(|rest| rest.skip(&["if", "not", "exists"]))
        }
        Shape::Alter(_) => words.find("table").map(|rest| rest.skip(&["if", "exists", "only"])),
        Shape::Drop(dropped) if dropped.kind == "table" => Some(dropped.rest),
        Shape::Table(_) | Shape::Index(_) | Shape::Create(_) | Shape::Drop(_) | Shape::Other => None,
    }?;
    (!name.is_qualified()).then(|| Found::new("search_path decides which table this is"))
}

#[cfg(test)]
mod tests {
    use super::super::super::tests::judge;

    #[test]
    fn only_a_bare_name_is_found() {
        judge(
            super::RULE.id,
            &["CREATE TABLE t ();", "ALTER TABLE ONLY t ADD a int;", "DROP TABLE IF EXISTS t;"],
            &["CREATE TABLE s.t ();", "ALTER TABLE s.t ADD a int;", "CREATE TEMP TABLE t ();", "DROP TABLE s.t;"],
        );
    }
}
