use entity_core::prelude::*;

#[derive(Entity)]
#[entity(partition_by(range(year)))]
struct Sale {
    #[column(primary_key)]
    id: i64,
    year: i32,
}

#[derive(Entity)]
#[entity(no_primary_key, partition_by(list(year)))]
struct Refund {
    #[column(unique)]
    id: i64,
    year: i32,
}

#[derive(Entity)]
#[entity(partition_by(range(expr("year / 10"))))]
struct Decade {
    #[column(primary_key)]
    year: i32,
}

fn main() {}
