use entity_core::prelude::*;

#[derive(PgNewtype)]
struct Pair(String, String);

#[derive(PgNewtype)]
struct Nothing;

#[derive(PgNewtype)]
struct Maybe(Option<String>);

#[derive(PgNewtype)]
struct Many<T>(T);

#[derive(PgNewtype)]
enum Either {
    One,
}

fn main() {}
