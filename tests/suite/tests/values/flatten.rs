//! Columns that several entities share.
#![allow(dead_code, reason = "a field is read as a column")]

use chrono::{DateTime, Utc};
use entity_core::entity::{Entity as _, naming};
use entity_core::prelude::*;
use uuid::Uuid;

use crate::world::World;

/// Who rents.
#[derive(Clone, Debug, Entity)]
pub(crate) struct Tenant {
    #[column(primary_key)]
    id: i32,
    #[column(created_at)]
    created_at: DateTime<Utc>,
}

/// What every row has.
#[derive(Clone, Debug, Columns)]
pub(crate) struct Shared {
    #[column(primary_key, default = gen_random_uuid())]
    pub(crate) id: Uuid,
    #[references(Tenant, on_delete = cascade, relation = tenant)]
    pub(crate) tenant_id: i32,
    #[column(created_at)]
    pub(crate) created_at: DateTime<Utc>,
    #[column(updated_at)]
    pub(crate) updated_at: DateTime<Utc>,
    #[column(deleted_at)]
    pub(crate) deleted_at: Option<DateTime<Utc>>,
}

/// Where something is sent.
#[derive(Clone, Debug, PartialEq, Columns)]
pub(crate) struct Address {
    #[validate(length(min = 2))]
    pub(crate) street: String,
    #[column(varchar(8), index, name = "postcode")]
    pub(crate) zip: Option<String>,
    #[column(default = 1)]
    pub(crate) floor: i32,
    pub(crate) lines: Vec<String>,
}

/// A letter.
#[derive(Clone, Debug, Entity)]
#[entity(index(base.tenant_id, title, base.created_at.desc()), index(title, where = base.deleted_at.is_null(), name = "live_titles"))]
pub(crate) struct Letter {
    pub(crate) number: i32,
    #[entity(flatten)]
    pub(crate) base: Shared,
    #[column(varchar(20))]
    pub(crate) title: String,
    #[entity(flatten, prefix = "from_")]
    pub(crate) sender: Address,
    #[entity(flatten, prefix = "to_")]
    pub(crate) receiver: Address,
    #[column(default = 3)]
    pub(crate) stamps: i32,
}

/// A parcel without a base.
#[derive(Clone, Debug, Entity)]
pub(crate) struct Crate {
    #[column(primary_key)]
    id: i32,
    #[entity(flatten)]
    address: Address,
}

fn address(street: &str) -> NewAddress {
    NewAddress { street: street.to_owned(), lines: vec![street.to_owned()] }
}

fn letter(number: i32) -> NewLetter {
    let base = NewShared { tenant_id: 1 };
    NewLetter { number, base, title: format!("Letter {number}"), sender: address("High"), receiver: address("Low") }
}

async fn world() -> World {
    let world = World::of(&entity_core::schema![Tenant, Letter, Crate]).await;
    NewTenant { id: 1 }.insert(&world.db).await.expect("inserted");
    world
}

#[test]
fn flattened_columns_stand_in_their_place() {
    let names: Vec<&str> = Letter::DEF.columns.iter().map(|column| column.name).collect();
    let sent = ["from_street", "from_postcode", "from_floor", "from_lines"];
    let base = ["number", "id", "tenant_id", "created_at", "updated_at", "deleted_at", "title"];
    let received = ["to_street", "to_postcode", "to_floor", "to_lines", "stamps"];
    assert_eq!(names, [&base[..], &sent[..], &received[..]].concat());
    assert_eq!(Letter::DEF.primary_key, ["id"]);
    let indexes: Vec<_> =
        Letter::DEF.indexes.iter().map(|index| naming::index(Letter::DEF, index).to_string()).collect();
    let expected = [
        "idx_letters_from_postcode",
        "idx_letters_to_postcode",
        "idx_letters_tenant_id_title_created_at",
        "live_titles",
    ];
    assert_eq!(indexes, expected);
    let checks: Vec<_> = Letter::DEF.checks.iter().map(|check| naming::check(Letter::DEF, check).to_string()).collect();
    assert_eq!(checks, ["chk_letters_from_street_length", "chk_letters_to_street_length"]);
    assert_eq!((Letter::receiver.zip.name(), Letter::base.created_at.name()), ("to_postcode", "created_at"));
    assert_eq!(Crate::DEF.columns.len(), 5);
}

#[tokio::test]
async fn flattened_columns_are_written_and_read() {
    let world = world().await;
    world.settles().await;
    let row = letter(1).receiver(|to| to.zip("8000".to_owned()).floor(7)).base(|base| base).stamps(4);
    let row = row.insert(&world.db).await.expect("inserted");
    assert_eq!((row.base.tenant_id, row.stamps, row.sender.floor), (1, 4, 1));
    let receiver = Address { street: "Low".into(), zip: Some("8000".into()), floor: 7, lines: vec!["Low".into()] };
    assert_eq!(row.receiver, receiver);

    let rows = (2..500).map(|number| letter(number).sender(|from| from.floor(number)));
    let rows = rows.chain([letter(500).into_row()]);
    assert_eq!(Letter::insert_many(rows, &world.db).await.expect("inserted"), 499);
    let found = Letter::query()
        .filter(Letter::sender.floor.gt(490).and(Letter::base.tenant.any(Tenant::id.eq(1))))
        .order_by(Letter::base.created_at.desc())
        .order_by(Letter::number.asc());
    let found = found.all(&world.db).await.expect("answers");
    assert_eq!(found.iter().map(|row| row.number).collect::<Vec<_>>(), (491..500).collect::<Vec<_>>());

    let update = Letter::update(row.base.id).set(Letter::receiver.street, "Middle").set(Letter::stamps, 9);
    assert_eq!(update.execute(&world.db).await.expect("updated"), 1);
    let row = Letter::find(row.base.id, &world.db).await.expect("answers").expect("is there");
    assert_eq!((row.receiver.street.as_str(), row.stamps, row.key()), ("Middle", 9, row.base.id));
    assert!(row.base.updated_at > row.base.created_at, "the trigger keeps it");
    assert!(row.delete(&world.db).await.expect("deleted"));
    assert!(Letter::find(row.base.id, &world.db).await.expect("answers").is_none(), "softly");
    assert!(row.hard_delete(&world.db).await.expect("deleted"));
}

#[tokio::test]
async fn rules_of_flattened_columns_name_them_with_their_prefix() {
    let world = world().await;
    let letter = NewLetter { receiver: address("x"), ..letter(1) };
    let error = letter.insert(&world.db).await.expect_err("too short");
    assert_eq!(error.fields_json()[0]["path"], serde_json::json!(["to_street"]));
    let error = Letter::update_many().all_rows().set(Letter::sender.street, "x").execute(&world.db).await;
    assert_eq!(error.expect_err("too short").fields_json()[0]["path"], serde_json::json!(["from_street"]));
    let crates = NewCrate { id: 1, address: address("Way") };
    assert_eq!(crates.insert(&world.db).await.expect("inserted").address.street, "Way");
}
