use entity_core::prelude::*;

#[derive(Entity)]
struct User {
    #[column(primary_key, unique)]
    id: Id<User>,
}

fn main() {}
