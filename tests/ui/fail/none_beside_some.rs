use entity_core::prelude::*;

#[derive(Entity)]
#[entity(grant(select, to("reader")), grant = none)]
struct Note {
    #[column(primary_key)]
    id: i64,
}

fn main() {}
