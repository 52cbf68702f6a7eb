use entity_core::prelude::*;

#[derive(Entity)]
#[entity(
    exclude(room with "=", id with "<>"),
    exclude(using = gist),
    exclude(using = gist, rom with "="),
    exclude(using = gist, room with =),
    exclude(using = gin, room with "="),
    exclude(using = gist, room with "=", on = "x"),
    exclude = nothing
)]
struct Booking {
    #[column(primary_key)]
    id: i64,
    room: i32,
}

fn main() {}
