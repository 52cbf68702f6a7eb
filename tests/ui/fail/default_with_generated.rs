use entity_core::prelude::*;

#[derive(Entity)]
struct User {
    #[column(primary_key, default = gen_random_uuid())]
    id: Id<User>,
    #[column(default = 0, generated = "length(name)")]
    letters: i32,
    name: String,
}

fn main() {}
