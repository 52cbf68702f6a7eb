use entity_core::prelude::*;

#[derive(Clone, Copy, PgEnum)]
enum Role {
    Admin,
}

#[derive(Clone, Copy, PgEnum)]
enum Status {
    Active,
}

#[derive(Entity)]
struct User {
    #[column(primary_key, default = gen_random_uuid())]
    id: Id<User>,
    #[column(default = Status::Active)]
    role: Role,
}

fn main() {}
