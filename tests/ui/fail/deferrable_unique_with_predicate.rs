use entity_core::prelude::*;

#[derive(Entity)]
#[entity(unique(email, deferrable, where = "active"), unique(expr("lower(name)"), deferrable), unique(name.desc(), deferrable))]
struct User {
    #[column(primary_key)]
    id: i64,
    email: String,
    name: String,
    active: bool,
}

fn main() {}
