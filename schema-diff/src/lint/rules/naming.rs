//! A name that must be quoted wherever it is used.

use super::super::file::Place;
use super::super::shape::Shape;
use super::super::{Find, Found, Level, Rule};

pub(super) const RULE: Rule = Rule {
    id: "naming",
    level: Level::Policy,
    help: "write lower-case letters, digits and underscores, beginning with a letter",
    find: Find::Each(find),
};

fn find(place: &Place<'_>) -> Vec<Found> {
    let columns = place.columns().map(|(_, column)| &column.name);
    let constraints = place.constraints().filter_map(|(_, constraint)| constraint.name.as_ref());
    let own = match &place.statement().shape {
        Shape::Table(table) => Some(&table.name.name),
        Shape::Index(index) => index.name.as_ref(),
        Shape::Create(create) => Some(&create.name.name),
        Shape::Alter(_) | Shape::Drop(_) | Shape::Other => None,
    };
    let names = own.into_iter().chain(columns).chain(constraints).filter(|name| !is_plain(name.as_str()));
    names.map(|name| Found::new(format!("{} must be quoted wherever it is used", name.as_str()))).collect()
}

fn is_plain(name: &str) -> bool {
    let fits = |next: char| next.is_ascii_lowercase() || next.is_ascii_digit() || next == '_';
    name.starts_with(|first: char| first.is_ascii_lowercase()) && name.chars().all(fits)
}

#[cfg(test)]
mod tests {
    use super::super::super::tests::judge;

    #[test]
    fn only_a_name_that_needs_quotes_is_found() {
        judge(
            super::RULE.id,
            &[
                "CREATE TABLE \"Pets\" ();",
                "CREATE TABLE t (\"fullName\" text);",
                "CREATE INDEX \"i-1\" ON t (a);",
                "ALTER TABLE t ADD CONSTRAINT \"C\" CHECK (a > 0);",
                "CREATE SCHEMA \"S\";",
            ],
            &["CREATE TABLE Pets (full_name text, a1 int);", "DROP TABLE \"Pets\";"],
        );
    }
}
