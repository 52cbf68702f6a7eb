//! Shapes of an entity.

// What compiles need not be used.
#![allow(dead_code)]

use entity_core::prelude::*;

#[derive(Clone, Debug, Entity)]
struct User {
    #[column(primary_key, default = gen_random_uuid())]
    id: Id<User>,
    first_name: String,
    phone: Option<String>,
}

#[derive(Debug, Projection)]
#[projection(of = User)]
struct Card {
    id: Id<User>,
    phone: Option<String>,
    #[projection(column = first_name)]
    name: String,
}

#[test]
fn compiles_and_says_so() {
    let sql = User::query().project::<Card>().sql();
    assert!(sql.starts_with("SELECT t0.id, t0.phone, t0.first_name FROM"), "{sql}");
    let _ = User::query().filter(User::first_name.like("A%")).project::<Card>();
    let shown = |card: Card| (card.id, card.name, card.phone);
    let _ = shown;
}
