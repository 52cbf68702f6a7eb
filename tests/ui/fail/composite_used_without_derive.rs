use entity_core::prelude::*;

struct Address {
    street: String,
}

#[derive(Entity)]
struct Person {
    #[column(primary_key)]
    id: i32,
    home: Address,
}

fn main() {}
