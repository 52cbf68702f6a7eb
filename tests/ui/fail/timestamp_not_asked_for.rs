use entity_core::prelude::*;

#[derive(Entity)]
struct Thing {
    #[column(primary_key)]
    id: Id<Thing>,
    at: chrono::NaiveDateTime,
    during: Option<entity_core::Range<chrono::NaiveDateTime>>,
    #[column(timestamp)]
    asked: Vec<chrono::NaiveDateTime>,
}

fn main() {}
