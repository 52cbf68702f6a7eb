use entity_core::prelude::*;

#[derive(Entity)]
struct Tree<T> {
    #[column(primary_key)]
    id: i64,
    leaf: T,
}

fn main() {}
