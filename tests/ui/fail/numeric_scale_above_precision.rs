use entity_core::prelude::*;
use rust_decimal::Decimal;

#[derive(Entity)]
struct User {
    #[column(primary_key, default = gen_random_uuid())]
    id: Id<User>,
    #[column(numeric(2, 6))]
    hours: Decimal,
}

fn main() {}
