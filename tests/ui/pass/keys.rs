//! Keys of several columns, of none, and of a type other than an id.

// What compiles need not be used.
#![allow(dead_code)]

use entity_core::prelude::*;

#[derive(Clone, Debug, Entity)]
struct Membership {
    #[column(primary_key)]
    user_id: i64,
    #[column(primary_key)]
    #[references(Team, on_delete = cascade, relation = team)]
    team_code: String,
    #[column(default = false)]
    admin: bool,
}

#[derive(Clone, Debug, Entity)]
#[relation(has_many = members: Membership.team_code)]
struct Team {
    #[column(primary_key)]
    code: String,
}

#[derive(Clone, Debug, Entity)]
#[entity(no_primary_key)]
struct Reading {
    #[column(default = now())]
    at: chrono::DateTime<chrono::Utc>,
    #[column(default = 0.5)]
    value: f64,
}

#[test]
fn compiles_and_says_so() {
    assert_eq!(Membership::DEF.primary_key, ["user_id", "team_code"]);
    let membership = Membership { user_id: 1, team_code: "a".to_owned(), admin: true };
    let (user, team): (i64, String) = membership.key();
    assert_eq!((user, team.as_str()), (1, "a"));
    assert!(Reading::DEF.primary_key.is_empty());
    let _ = NewReading {}.value(2.0);
    let _ = Membership::query().filter(Membership::team.any(Team::code.eq("a")));
    let _ = Team::query().filter(Team::members.none(Membership::admin.eq(true)));
}
