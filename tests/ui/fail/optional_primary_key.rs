use entity_core::prelude::*;

#[derive(Entity)]
struct User {
    #[column(primary_key)]
    id: Option<Id<User>>,
}

fn main() {}
