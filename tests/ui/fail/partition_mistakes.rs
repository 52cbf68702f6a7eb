use entity_core::prelude::*;

#[derive(Entity)]
#[entity(
    partition_by(range(year, id)),
    partition(from(1, 1), to(2, 1)),
    partition(name = "short", from = 1, to(2, 1)),
    partition(name = "no_end", from(1, 1)),
    partition(name = "listed", in(1, 2)),
    partition(name = "null", from(1, null), to(2, 1)),
    partition(name = "word", from(1, now), to(2, 1)),
    partition(name = "one", default),
    partition(name = "one", from(1, 1), to(2, 1)),
    with(fillfactor = 70),
    unlogged
)]
struct Sale {
    #[column(primary_key)]
    id: i64,
    #[column(primary_key)]
    year: i32,
}

#[derive(Entity)]
#[entity(
    partition_by(hash(id)),
    partition(name = "a", modulus = 2, remainder = 2),
    partition(name = "b", default)
)]
struct Part {
    #[column(primary_key)]
    id: i64,
}

#[derive(Entity)]
#[entity(partition(name = "a", default))]
struct Whole {
    #[column(primary_key)]
    id: i64,
}

#[derive(Entity)]
#[entity(partition_by(year))]
struct Year {
    #[column(primary_key)]
    year: i64,
}

#[derive(Entity)]
#[entity(partition_by(list(id, year)))]
struct Two {
    #[column(primary_key)]
    id: i64,
    #[column(primary_key)]
    year: i64,
}

fn main() {}
