use entity_core::prelude::*;

#[derive(Columns)]
struct Shared {
    #[column(primary_key)]
    id: i64,
    #[entity(flatten)]
    inner: Inner,
}

#[derive(Columns)]
#[entity(index(note))]
struct Inner {
    note: String,
}

#[derive(Entity)]
struct Thing {
    #[entity(flatten, prefx = "a_")]
    #[column(index)]
    shared: Shared,
    #[entity(flatten, prefix = "b_", primary_key)]
    inner: Inner,
    #[column(primary_key)]
    number: i64,
}

fn main() {}
