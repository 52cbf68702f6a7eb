use entity_core::prelude::*;

#[derive(Columns)]
struct Shared {
    #[column(primary_key)]
    id: i64,
    note: String,
}

#[derive(Entity)]
#[entity(index(shared.notes, title), index(title.note))]
struct Thing {
    #[entity(flatten)]
    shared: Shared,
    title: String,
}

fn main() {}
