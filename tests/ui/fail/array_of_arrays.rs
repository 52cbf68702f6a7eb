use entity_core::prelude::*;

#[derive(Entity)]
struct Thing {
    #[column(primary_key)]
    id: Id<Thing>,
    grid: Vec<Vec<i32>>,
    blobs: Vec<Vec<u8>>,
    maybe: Option<Vec<Option<Vec<String>>>>,
}

fn main() {}
