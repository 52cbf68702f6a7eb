use entity_core::prelude::*;

#[derive(Entity)]
#[entity(check("age > 0"))]
struct User {
    #[column(primary_key, default = gen_random_uuid())]
    id: Id<User>,
    age: i32,
}

fn main() {}
