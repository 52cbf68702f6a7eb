use entity_core::prelude::*;

#[derive(Entity)]
struct User {
    #[column(primary_key, default = gen_random_uuid())]
    id: Id<User>,
    #[validate(range(min = 0.5))]
    age: i32,
}

fn main() {}
