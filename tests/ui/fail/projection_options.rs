use entity_core::prelude::*;

#[derive(Entity)]
#[relation(has_many = jobs: Job.user_id)]
struct User {
    #[column(primary_key, default = gen_random_uuid())]
    id: Id<User>,
    name: String,
    nick: Option<String>,
    age: i32,
}

#[derive(Entity)]
struct Job {
    #[column(primary_key, default = gen_random_uuid())]
    id: Id<Job>,
    #[references(User, on_delete = cascade, relation = user)]
    user_id: Id<User>,
    title: String,
}

#[derive(Projection)]
#[projection(of = User)]
struct FilterOfAnother {
    #[projection(filter = User::age.gt(1))]
    jobs: Vec<Job>,
}

#[derive(Projection)]
#[projection(of = User)]
struct OptionsOfAColumn {
    #[projection(limit = 3)]
    name: String,
}

#[derive(Projection)]
#[projection(of = User)]
struct ExpressionOfAnotherType {
    #[projection(expr = User::age.plus(1))]
    older: String,
}

#[derive(Projection)]
#[projection(of = User)]
struct SaidTwice {
    #[projection(column = name, expr = User::name.lower())]
    name: String,
}

#[derive(Projection)]
#[projection(of = User)]
struct FlattenOfNoProjection {
    #[projection(flatten)]
    name: String,
}

fn main() {}
