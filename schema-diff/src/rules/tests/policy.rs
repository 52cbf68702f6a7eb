//! Policies.

use entity_core::schema::{Policy, PolicyCommand};

use super::*;

fn policy(catalog: &mut Catalog, using: &str) {
    let policy = Policy {
        permissive: false,
        command: PolicyCommand::Update,
        roles: vec![Ident::from("clerk")],
        using: Some(Expr::from(using)),
        with_check: None,
    };
    catalog.insert(ObjectId::Policy(name("users"), Ident::from("own")), Object::Policy(policy));
}

#[test]
fn policy_comes_changes_in_place_and_goes() {
    let with = |using| users_with(|catalog| policy(catalog, using));
    assert_snapshot!(script(&users(), &with("(id = 1)")), @"CREATE POLICY own ON users AS RESTRICTIVE FOR UPDATE TO clerk USING (id = 1);");
    assert_snapshot!(script(&with("(id = 1)"), &with("(id = 2)")), @"ALTER POLICY own ON users USING (id = 2);");
    assert_snapshot!(script(&with("(id = 1)"), &users()), @"DROP POLICY own ON users;");
}
