use entity_core::prelude::*;

#[derive(Entity)]
struct Thing {
    #[column(primary_key)]
    id: Id<Thing>,
    #[column(timestamp)]
    at: chrono::DateTime<chrono::Utc>,
}

fn main() {}
