use entity_core::prelude::*;

#[derive(Entity)]
#[entity(no_primary_key)]
struct Line {
    text: String,
}

fn main() {
    let _ = Line::query().page(10);
}
