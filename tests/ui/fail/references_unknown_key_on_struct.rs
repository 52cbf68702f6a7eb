use entity_core::prelude::*;

#[derive(Entity)]
#[entity(references(User, columns(parent_id), on_delete = cascade, unique))]
struct User {
    #[column(primary_key)]
    id: i64,
    #[references(User, on_delete = cascade, match_full)]
    parent_id: i64,
}

fn main() {}
