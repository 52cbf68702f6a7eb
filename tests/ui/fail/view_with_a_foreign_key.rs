use entity_core::prelude::*;

#[derive(Entity)]
struct Land {
    #[column(primary_key)]
    id: i64,
}

#[derive(Entity)]
#[entity(view = "SELECT id, land_id, other_id FROM towns")]
struct Town {
    id: i64,
    #[references(Land, on_delete = cascade, relation = land)]
    land_id: i64,
    #[references(Land)]
    other_id: i64,
}

fn main() {}
