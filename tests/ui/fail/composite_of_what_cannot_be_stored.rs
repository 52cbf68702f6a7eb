use entity_core::prelude::*;

struct Colour;

#[derive(PgComposite)]
struct Paint {
    name: String,
    colour: Colour,
}

fn main() {}
