use entity_core::prelude::*;

#[derive(Entity)]
#[entity(unique(email))]
struct User {
    #[column(primary_key, default = gen_random_uuid())]
    id: Id<User>,
    #[column(unique)]
    email: String,
}

fn main() {}
