use entity_core::prelude::*;

#[derive(Entity)]
struct User {
    #[column(primary_key, default = gen_random_uuid())]
    id: Id<User>,
    email: String,
    age: i32,
}

fn here() -> GeoPoint {
    unimplemented!()
}

fn main() {
    let _ = User::email.within(here(), Meters(10.0));
}
