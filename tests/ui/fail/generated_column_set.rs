use entity_core::prelude::*;

#[derive(Entity)]
struct Price {
    #[column(primary_key, default = gen_random_uuid())]
    id: Id<Price>,
    cents: i32,
    #[column(generated = "cents / 100")]
    euros: Option<i32>,
}

fn main() {
    let _ = NewPrice { cents: 100 }.euros(1);
}
