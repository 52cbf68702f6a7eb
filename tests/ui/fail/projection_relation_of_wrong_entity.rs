use entity_core::prelude::*;

#[derive(Entity)]
#[relation(has_many = jobs: Job.user_id)]
struct User {
    #[column(primary_key, default = gen_random_uuid())]
    id: Id<User>,
    name: String,
}

#[derive(Entity)]
struct Job {
    #[column(primary_key, default = gen_random_uuid())]
    id: Id<Job>,
    #[references(User, on_delete = cascade, relation = user)]
    user_id: Id<User>,
}

#[derive(Projection)]
#[projection(of = User)]
struct Name {
    name: String,
}

#[derive(Projection)]
#[projection(of = User)]
struct WrongEntity {
    jobs: Vec<Name>,
}

#[derive(Projection)]
#[projection(of = User)]
struct OneOfMany {
    jobs: Job,
}

#[derive(Projection)]
#[projection(of = Job)]
struct ManyOfOne {
    user: Vec<Name>,
}

#[derive(Projection)]
#[projection(of = Job)]
struct NoProjection {
    user: Id<User>,
}

fn main() {}
