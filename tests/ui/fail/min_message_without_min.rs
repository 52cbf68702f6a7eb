use entity_core::prelude::*;

#[derive(Entity)]
struct User {
    #[column(primary_key, default = gen_random_uuid())]
    id: Id<User>,
    #[validate(range(max = 50, min_message = "Too young"))]
    age: i32,
}

fn main() {}
