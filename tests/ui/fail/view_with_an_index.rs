use entity_core::prelude::*;

#[derive(Entity)]
#[entity(view = "SELECT id, city FROM towns", index(city))]
struct Town {
    id: i64,
    #[column(unique)]
    city: String,
}

fn main() {}
