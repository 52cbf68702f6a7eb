use entity_core::prelude::*;

struct Plain;

#[derive(Projection)]
#[projection(of = Plain)]
struct Card {
    age: i32,
}

fn main() {}
