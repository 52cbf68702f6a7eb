use entity_core::prelude::*;

#[derive(PgComposite)]
#[pg_composite(table = "a")]
struct Address {
    #[column(primary_key, default = "x", unique, renamed_from = "road", storage = main)]
    street: String,
    #[validate(length(min = 2))]
    #[pg_composite(name = "zip")]
    postcode: Option<String>,
    #[column(varchar(5))]
    floor: i32,
    rooms: Option<Option<i32>>,
    local: chrono::NaiveDateTime,
    #[column(name = "street")]
    road: String,
}

#[derive(PgComposite)]
struct Point(f64, f64);

#[derive(PgComposite)]
struct Nothing {}

#[derive(PgComposite)]
#[column(name = "x")]
enum Kind {
    One,
}

fn main() {}
