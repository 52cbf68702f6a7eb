//! Views of both sorts, their columns and what hangs on them.

use entity_core::schema::{
    Catalog, Expr, Ident, MaterializedView, Object, ObjectId, OutputColumn, Query, Rule, RuleEvent, TriggerEnabled,
    TypeName, View, ViewColumn,
};
use insta::assert_snapshot;

use super::{column_id, comment, name, script, users};

fn query(text: &str, columns: &[&str]) -> Query {
    let column =
        |column: &&str| OutputColumn { name: (*column).into(), ty: TypeName::from_static("text"), collation: None };
    Query { text: Expr::from(text), columns: columns.iter().map(column).collect() }
}

fn add(catalog: &mut Catalog, id: ObjectId, object: Object, columns: &[&str]) {
    catalog.depend(id.clone(), column_id("users", "email"));
    for column in columns {
        let part = ObjectId::ViewColumn(name("shown"), Ident::from(*column));
        catalog.insert(part, Object::ViewColumn(ViewColumn::default()));
    }
    catalog.insert(id, object);
}

fn shown(text: &str, columns: &[&str]) -> Catalog {
    let mut catalog = users();
    let view = View { query: query(text, columns), options: vec!["security_barrier=true".to_owned()].into() };
    add(&mut catalog, ObjectId::View(name("shown")), Object::View(view), columns);
    catalog
}

fn kept(text: &str) -> Catalog {
    let mut catalog = users();
    let view = MaterializedView { query: query(text, &["email"]), ..MaterializedView::default() };
    add(&mut catalog, ObjectId::MaterializedView(name("shown")), Object::MaterializedView(view), &["email"]);
    catalog
}

fn with_rule(mut catalog: Catalog) -> Catalog {
    let rule =
        Rule { event: RuleEvent::Delete, action: Expr::from(" DO INSTEAD NOTHING"), enabled: TriggerEnabled::Origin };
    catalog.insert(ObjectId::Rule(name("shown"), Ident::from("keep")), Object::Rule(rule));
    comment(&mut catalog, ObjectId::ViewColumn(name("shown"), Ident::from("email")), "Mail");
    catalog
}

#[test]
fn view_is_replaced_in_place_while_its_columns_stay() {
    let from = with_rule(shown("SELECT email FROM users", &["email"]));
    let to = with_rule(shown("SELECT email, id FROM users", &["email", "id"]));
    assert_snapshot!(script(&from, &to), @"
    CREATE OR REPLACE VIEW shown WITH (security_barrier = true) AS
    SELECT email, id FROM users;
    ");
}

#[test]
fn view_is_made_again_with_what_hangs_on_it() {
    let from = with_rule(shown("SELECT email, id FROM users", &["email", "id"]));
    let to = with_rule(shown("SELECT email FROM users", &["email"]));
    assert_snapshot!(script(&from, &to), @"
    DROP VIEW shown;
    CREATE VIEW shown WITH (security_barrier = true) AS
    SELECT email FROM users;
    CREATE RULE keep AS
        ON DELETE TO shown DO INSTEAD NOTHING;
    COMMENT ON COLUMN shown.email IS 'Mail';
    ");
}

#[test]
fn materialized_view_is_made_again_and_filled() {
    assert_snapshot!(script(&kept("SELECT email FROM users"), &kept("SELECT lower(email) AS email FROM users")), @"
    DROP MATERIALIZED VIEW shown;
    CREATE MATERIALIZED VIEW shown AS
    SELECT lower(email) AS email FROM users
    WITH NO DATA;
    REFRESH MATERIALIZED VIEW shown;
    ");
}

#[test]
fn one_name_is_free_before_it_is_taken() {
    let (view, table) = (shown("SELECT email FROM users", &["email"]), kept("SELECT email FROM users"));
    assert_snapshot!(script(&view, &table), @"
    -- BreaksCode shown: code that uses it fails
    DROP VIEW shown;
    CREATE MATERIALIZED VIEW shown AS
    SELECT email FROM users
    WITH NO DATA;
    REFRESH MATERIALIZED VIEW shown;
    ");
}
