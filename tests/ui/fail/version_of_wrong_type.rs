use entity_core::prelude::*;

#[derive(Entity)]
struct Text {
    #[column(primary_key)]
    id: i64,
    #[column(version)]
    version: String,
}

#[derive(Entity)]
struct Maybe {
    #[column(primary_key)]
    id: i64,
    #[column(version)]
    version: Option<i32>,
}

#[derive(Entity)]
struct Twice {
    #[column(primary_key)]
    id: i64,
    #[column(version)]
    version: i32,
    #[column(version)]
    other: i32,
}

fn main() {}
