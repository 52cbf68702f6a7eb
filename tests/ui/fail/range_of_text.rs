use entity_core::prelude::*;

#[derive(Entity)]
struct Thing {
    #[column(primary_key)]
    id: Id<Thing>,
    letters: entity_core::Range<String>,
}

fn main() {}
