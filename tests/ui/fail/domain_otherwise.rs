use entity_core::prelude::*;

#[derive(PgDomain)]
#[pg_domain(base = text, null, check("VALUE > 0"), check(name = "a", "VALUE > 0", message = "No"))]
struct Price(i64);

#[derive(PgDomain)]
#[pg_domain(base = varchar(5), collate = "C", default = "x")]
struct Count(i32);

#[derive(PgDomain)]
#[pg_domain(name = "text")]
struct Body(String);

#[derive(PgDomain)]
struct Local(chrono::NaiveDateTime);

#[derive(PgDomain)]
struct Matrix(Vec<Vec<i32>>);

#[derive(PgDomain)]
struct Maybe(Option<i32>);

#[derive(PgDomain)]
struct Two(i32, i32);

#[derive(PgDomain)]
enum Kind {
    One,
}

fn main() {}
