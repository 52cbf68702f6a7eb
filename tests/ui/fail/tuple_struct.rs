use entity_core::prelude::*;

#[derive(Entity)]
struct User(Id<User>, String);

fn main() {}
