use entity_core::prelude::*;

#[derive(Entity)]
enum Role {
    Admin,
    Guest,
}

fn main() {}
