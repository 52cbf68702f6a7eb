use entity_core::prelude::*;

#[derive(Entity)]
#[entity(
    unique(email, constraint, where = "active"),
    unique(expr("lower(name)"), constraint),
    unique(name.desc(), constraint),
    unique(name, constraint, deferrable),
    index(email, constraint),
)]
struct User {
    #[column(primary_key)]
    id: i64,
    email: String,
    name: String,
    active: bool,
}

fn main() {}
