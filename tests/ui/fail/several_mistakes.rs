use entity_core::prelude::*;

#[derive(Entity)]
#[entity(tabel = "users", index(emial))]
struct User {
    #[column(primary_key, unique)]
    id: Id<User>,
    #[column(nul, varchar(255))]
    email: String,
    #[references(User)]
    #[validate(range(min = 1))]
    boss_id: Option<Id<User>>,
    #[validate(length(min = 5, max = 2), message = "short")]
    name: String,
}

fn main() {}
