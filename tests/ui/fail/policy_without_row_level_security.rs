use entity_core::prelude::*;

#[derive(Entity)]
#[entity(policy(name = "seen", using = "true"))]
struct Note {
    #[column(primary_key)]
    id: i64,
}

fn main() {}
