use entity_core::prelude::*;

#[derive(Entity)]
struct User {
    #[column(primary_key)]
    id: i64,
    name: String,
    nick: Option<String>,
}

#[derive(Patch)]
struct OfNothing {
    name: Option<String>,
}

#[derive(Patch)]
#[patch(of = User)]
struct WrongType {
    name: Option<i32>,
}

#[derive(Patch)]
#[patch(of = User)]
struct NullOfRequired {
    name: Option<Option<String>>,
}

#[derive(Patch)]
#[patch(of = User)]
struct Unknown {
    age: Option<i32>,
}

#[derive(Patch)]
#[patch(of = User)]
struct WrongKey {
    #[patch(name = nick)]
    other: Option<Option<String>>,
}

fn main() {}
