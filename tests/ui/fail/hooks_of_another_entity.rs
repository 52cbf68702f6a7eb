use entity_core::entity::Hooks;
use entity_core::prelude::*;

#[derive(Entity)]
#[entity(hooks = JobHooks)]
struct User {
    #[column(primary_key)]
    id: i64,
}

#[derive(Entity)]
struct Job {
    #[column(primary_key)]
    id: i64,
}

struct JobHooks;

impl Hooks<Job> for JobHooks {}

fn main() {}
