use entity_core::prelude::*;

#[derive(Entity)]
struct Thing {
    #[column(primary_key)]
    id: Id<Thing>,
    #[column(type = "numeric")]
    price: f64,
    #[column(numeric(8, 2))]
    prices: Vec<f32>,
    #[column(type = "decimal(8,2)[]")]
    others: Vec<Option<f64>>,
}

fn main() {}
