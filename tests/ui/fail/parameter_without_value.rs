use entity_core::prelude::*;

#[derive(Entity)]
#[entity(
    index(email, with(fillfactor)),
    index(name, with(fillfactor = [1])),
    index(email, name, with(fillfactor = 70, fillfactor = 80)),
    index(name, email, with())
)]
struct User {
    #[column(primary_key)]
    id: i64,
    email: String,
    name: String,
}

fn main() {}
