use entity_core::prelude::*;

struct Plain {
    name: String,
}

fn main() {
    let _ = Plain::query();
}
