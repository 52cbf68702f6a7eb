//! References to itself and in a circle, in a function too.

// What compiles need not be used.
#![allow(dead_code)]

use entity_core::prelude::*;

#[derive(Clone, Debug, Entity)]
#[entity(table = "people")]
#[relation(has_many = reports: Person.boss_id)]
#[relation(has_one = desk: Desk.owner_id)]
struct Person {
    #[column(primary_key, default = gen_random_uuid())]
    id: Id<Person>,
    #[references(Person, on_delete = set_null, relation = boss)]
    boss_id: Option<Id<Person>>,
    #[references(Desk, on_delete = no_action, relation = favourite)]
    favourite_id: Option<Id<Desk>>,
}

#[derive(Clone, Debug, Entity)]
struct Desk {
    #[column(primary_key, default = gen_random_uuid())]
    id: Id<Desk>,
    #[references(Person, on_delete = cascade, unique, relation = owner)]
    owner_id: Id<Person>,
}

#[test]
fn compiles_and_says_so() {
    #[derive(Clone, Debug, Entity)]
    struct Node {
        #[column(primary_key)]
        id: i64,
        #[references(Node, on_delete = cascade, relation = parent)]
        parent_id: Option<i64>,
    }

    const SCHEMA: Schema = entity_core::schema![Person, Desk, Node];
    assert_eq!(SCHEMA.entities().count(), 3);
    for entity in SCHEMA.entities() {
        for key in entity.foreign_keys {
            assert_eq!(key.referenced_columns(), ["id"]);
        }
    }
    let _ = Person::query().filter(Person::boss.any(Person::favourite.exists()));
    let _ = Person::query().filter(Person::reports.none(Person::desk.exists()));
    let _ = Desk::query().filter(Desk::owner.any(Person::boss_id.is_not_null()));
    let _ = Node::query().filter(Node::parent.exists());
}
