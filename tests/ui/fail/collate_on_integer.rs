use entity_core::prelude::*;

#[derive(Entity)]
struct Page {
    #[column(primary_key)]
    id: i64,
    #[column(collate = "C")]
    rank: i32,
}

fn main() {}
