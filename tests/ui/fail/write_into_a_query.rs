use entity_core::prelude::*;

#[derive(Entity)]
struct Job {
    #[column(primary_key)]
    id: i64,
    title: String,
}

#[derive(Entity)]
#[entity(query)]
struct Totals {
    title: String,
    jobs: i64,
}

const SCHEMA: Schema = entity_core::schema![Job, Totals];

fn main() {
    let _ = SCHEMA;
    let _ = Totals::update_many();
    let _ = Totals::delete_many();
    let _ = Totals::query().with(Job::query().select((Job::title,)).as_rows::<Totals>());
    let _ = NewTotals { title: String::new(), jobs: 1 };
}
