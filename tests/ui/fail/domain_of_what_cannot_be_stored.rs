use entity_core::prelude::*;

struct Colour;

#[derive(PgDomain)]
struct Paint(Colour);

fn main() {}
