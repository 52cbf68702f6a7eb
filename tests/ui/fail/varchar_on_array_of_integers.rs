use entity_core::prelude::*;

type Number = i32;

#[derive(Entity)]
struct Thing {
    #[column(primary_key)]
    id: Id<Thing>,
    #[column(varchar(8))]
    codes: Vec<i32>,
    #[column(varchar(8))]
    numbers: Vec<Number>,
}

fn main() {}
