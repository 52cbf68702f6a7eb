use entity_core::prelude::*;

#[derive(Columns)]
struct Shared {
    note: String,
}

#[derive(Entity)]
struct Thing {
    #[entity(flatten)]
    shared: Shared,
}

fn main() {}
