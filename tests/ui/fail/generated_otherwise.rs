use entity_core::prelude::*;

#[derive(Entity)]
struct Price {
    #[column(primary_key)]
    cents: i32,
    #[column(generated(stored, "cents / 100"))]
    euros: Option<i32>,
    #[column(generated(virtual))]
    dollars: Option<i32>,
    #[column(generated(virtual, "cents * 2", 3))]
    pounds: Option<i32>,
}

fn main() {}
