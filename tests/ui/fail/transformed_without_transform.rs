use entity_core::prelude::*;

#[derive(Clone, PgTransformed)]
struct Words(Vec<String>);

#[derive(Entity)]
struct Note {
    #[column(primary_key)]
    id: i64,
    words: Words,
}

fn main() {}
