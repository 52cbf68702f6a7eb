use entity_core::prelude::*;

#[derive(Entity)]
struct Land {
    #[column(primary_key)]
    id: i64,
    people: Option<i32>,
}

#[derive(Entity)]
#[entity(view = crowded)]
struct Crowded {
    id: i64,
    people: i32,
}

fn crowded() -> Select<Land, (i64, Option<i32>)> {
    Land::query().filter(Land::people.gt(1_000_000)).select((Land::id, Land::people))
}

fn main() {}
