use entity_core::prelude::*;

#[derive(Entity)]
#[entity(view = "SELECT id FROM towns", query)]
struct Town {
    id: i64,
}

fn main() {}
