use entity_core::prelude::*;

#[derive(Entity)]
#[entity(index(using = gin, tags, include(id)))]
struct User {
    #[column(primary_key)]
    id: i64,
    tags: Vec<String>,
}

fn main() {}
