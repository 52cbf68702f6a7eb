//! Columns that several entities share.

// What compiles need not be used.
#![allow(dead_code)]

use chrono::{DateTime, Utc};
use entity_core::prelude::*;
use uuid::Uuid;

#[derive(Clone, Debug, Entity)]
struct Tenant {
    #[column(primary_key)]
    id: i32,
}

/// What every row has.
#[derive(Clone, Debug, Columns)]
struct Shared {
    #[column(primary_key, default = gen_random_uuid())]
    id: Uuid,
    #[references(Tenant, on_delete = cascade, relation = tenant)]
    tenant_id: i32,
    #[column(created_at)]
    created_at: DateTime<Utc>,
    #[column(deleted_at)]
    deleted_at: Option<DateTime<Utc>>,
}

#[derive(Clone, Debug, Columns)]
struct Address {
    #[validate(length(min = 2))]
    street: String,
    #[column(varchar(8), index, name = "postcode")]
    zip: Option<String>,
    #[column(generated = "upper(street)")]
    loud: Option<String>,
}

#[derive(Clone, Debug, Entity)]
#[entity(index(base.tenant_id, title, base.created_at.desc()), index(title, where = base.deleted_at.is_null(), name = "live"))]
struct Letter {
    number: i32,
    #[entity(flatten)]
    base: Shared,
    title: String,
    #[entity(flatten, prefix = "from_")]
    sender: Address,
    #[entity(flatten, prefix = "to_")]
    receiver: Address,
    #[column(default = 3)]
    stamps: i32,
}

/// The key is in the second of two.
#[derive(Clone, Debug, Entity)]
struct Note {
    #[entity(flatten)]
    address: Address,
    #[entity(flatten, primary_key)]
    base: Shared,
}

/// The key is its own.
#[derive(Clone, Debug, Entity)]
struct Crate {
    #[column(primary_key)]
    id: i32,
    #[entity(flatten)]
    address: Address,
}

#[derive(Projection)]
#[projection(of = Letter)]
struct Card {
    title: String,
    #[projection(column = receiver.zip)]
    zip: Option<String>,
}

#[test]
fn compiles_and_says_so() {
    let names: Vec<_> = Letter::DEF.columns.iter().map(|column| column.name).collect();
    let (base, from) = (
        ["number", "id", "tenant_id", "created_at", "deleted_at", "title"],
        ["from_street", "from_postcode", "from_loud"],
    );
    assert_eq!(names, [&base[..], &from, &["to_street", "to_postcode", "to_loud", "stamps"]].concat());
    assert_eq!(
        (Letter::DEF.primary_key, Note::DEF.primary_key, Crate::DEF.primary_key),
        (&["id"][..], &["id"][..], &["id"][..])
    );
    assert_eq!((Letter::receiver.zip.name(), Note::base.created_at.name()), ("to_postcode", "created_at"));
    assert_eq!(Letter::DEF.deleted_at().map(|column| column.name), Some("deleted_at"));
    let address = |street: &str| NewAddress { street: street.to_owned() };
    let row = NewLetter {
        number: 1,
        base: NewShared { tenant_id: 1 },
        title: "a".into(),
        sender: address("b"),
        receiver: address("c"),
    };
    let _ = row.receiver(|to| to.zip("8000".to_owned())).stamps(4).into_row();
    let _ = Letter::update(Uuid::nil()).set(Letter::sender.street, "x");
    let _ = Letter::query().filter(Letter::base.tenant.any(Tenant::id.eq(1))).order_by(Letter::base.created_at.desc());
    let _ = Letter::query().project::<Card>();
}
