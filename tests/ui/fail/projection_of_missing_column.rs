use entity_core::prelude::*;

#[derive(Entity)]
struct User {
    #[column(primary_key, default = gen_random_uuid())]
    id: Id<User>,
    email: String,
    age: i32,
}

#[derive(Projection)]
#[projection(of = User)]
struct Card {
    name: String,
}

fn main() {}
