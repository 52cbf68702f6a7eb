use entity_core::prelude::*;

struct Pair(i32, i32);

#[derive(Entity)]
struct Thing {
    #[column(primary_key)]
    id: Id<Thing>,
    pairs: Vec<Pair>,
}

fn main() {}
