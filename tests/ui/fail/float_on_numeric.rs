use entity_core::prelude::*;

#[derive(Entity)]
struct User {
    #[column(primary_key, default = gen_random_uuid())]
    id: Id<User>,
    #[column(numeric(6, 2))]
    hours: f64,
}

fn main() {}
