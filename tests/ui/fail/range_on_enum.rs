use entity_core::prelude::*;

#[derive(Clone, Copy, PgEnum)]
enum Role {
    Admin,
}

#[derive(Entity)]
struct User {
    #[column(primary_key, default = gen_random_uuid())]
    id: Id<User>,
    #[validate(range(min = Role::Admin))]
    role: Role,
}

fn main() {}
