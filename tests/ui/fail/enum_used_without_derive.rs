use entity_core::prelude::*;

#[derive(Clone, Copy)]
enum Role {
    Admin,
}

#[derive(Entity)]
struct User {
    #[column(primary_key, default = gen_random_uuid())]
    id: Id<User>,
    role: Role,
}

fn main() {}
