//! Extended statistics.

use entity_core::schema::{Statistics, StatisticsKind};

use super::*;

fn statistics(catalog: &mut Catalog, target: Option<i32>) {
    let statistics = Statistics {
        table: name("users"),
        kinds: vec![StatisticsKind::Dependencies],
        columns: vec![Ident::from("id")],
        expressions: vec![Expr::from("lower(email)")],
        target,
    };
    catalog.insert(ObjectId::Statistics(name("id_email")), Object::Statistics(statistics));
}

#[test]
fn statistics_come_change_their_target_and_go() {
    let with = |target| users_with(|catalog| statistics(catalog, target));
    assert_snapshot!(script(&users(), &with(None)), @"CREATE STATISTICS id_email (dependencies) ON id, (lower(email)) FROM users;");
    assert_snapshot!(script(&with(None), &with(Some(9))), @"ALTER STATISTICS id_email SET STATISTICS 9;");
    assert_snapshot!(script(&with(None), &users()), @"DROP STATISTICS id_email;");
}
