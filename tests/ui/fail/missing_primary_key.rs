use entity_core::prelude::*;

#[derive(Entity)]
struct User {
    id: Id<User>,
    email: String,
}

fn main() {
    // One mistake is one error: this line does not fail too.
    let _ = User::update(Id::random()).set(User::email, "a@example.com");
}
