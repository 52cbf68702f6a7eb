use entity_core::prelude::*;

#[derive(Entity)]
struct Ticket {
    #[column(primary_key, identity, default = 1)]
    id: i64,
    #[column(identity, generated = "id + 1")]
    next: i64,
    #[column(identity)]
    number: Option<i32>,
    #[column(identity = sometimes)]
    place: i32,
    #[column(identity(begin = 1, start = "1", increment = 0, cache = 0))]
    rank: i32,
    #[column(identity(min = 5, max = 1))]
    row: i32,
}

fn main() {}
