use entity_core::prelude::*;

#[derive(Entity)]
struct User {
    #[column(primary_key, default = gen_random_uuid())]
    id: Id<User>,
    name: String,
}

fn main() {
    let both = User::query().filter(User::name.eq("a")).union(User::query().filter(User::name.eq("b")));
    let _ = both.clone().order_by(User::name.asc()).limit(3);
    let _ = both.clone().filter(User::name.eq("c"));
    let _ = both.select((User::name,));
}
