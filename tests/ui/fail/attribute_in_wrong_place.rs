use entity_core::prelude::*;

#[derive(Entity)]
#[column(unique)]
struct User {
    #[column(primary_key, default = gen_random_uuid())]
    id: Id<User>,
    #[entity(index)]
    email: String,
}

fn main() {}
