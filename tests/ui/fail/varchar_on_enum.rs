use entity_core::prelude::*;

#[derive(Clone, Copy, PgEnum)]
enum Role {
    Admin,
}

#[derive(Entity)]
struct User {
    #[column(primary_key, default = gen_random_uuid())]
    id: Id<User>,
    #[column(varchar(20))]
    role: Role,
}

fn main() {}
