use entity_core::prelude::*;

#[derive(Entity)]
#[entity(view = crowded)]
struct Crowded {
    id: i64,
}

fn crowded() -> String {
    "SELECT id FROM lands".to_owned()
}

fn main() {}
