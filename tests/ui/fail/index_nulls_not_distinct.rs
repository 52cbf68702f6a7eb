use entity_core::prelude::*;

#[derive(Entity)]
#[entity(index(email, nulls_not_distinct))]
struct User {
    #[column(primary_key)]
    id: i64,
    email: Option<String>,
}

fn main() {}
