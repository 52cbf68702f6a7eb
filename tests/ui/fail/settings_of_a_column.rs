use entity_core::prelude::*;

#[derive(Entity)]
struct Page {
    #[column(primary_key, storage = external)]
    id: i64,
    #[column(storage = fast)]
    text: String,
    #[column(compression = zip, statistics = 10001)]
    body: String,
    #[column(collate = C)]
    title: String,
    #[column(collate = "shop".german)]
    note: String,
}

fn main() {}
