//! Structs that are stored as their only field.

// What compiles need not be used.
#![allow(dead_code)]

use entity_core::Range;
use entity_core::prelude::*;
use rust_decimal::Decimal;

#[derive(Clone, Debug, PartialEq, PgNewtype)]
struct Email(String);

#[derive(Clone, Debug, PartialEq, PgNewtype)]
struct Cents {
    value: i64,
}

#[derive(Clone, Debug, PartialEq, PgNewtype)]
struct Price(Decimal);

#[derive(Clone, Debug, PartialEq, PgNewtype)]
struct Local(chrono::NaiveDateTime);

#[derive(Clone, Debug, PartialEq, PgNewtype)]
struct MailId(uuid::Uuid);

#[derive(Clone, Debug, Entity)]
struct Mail {
    #[column(primary_key, default = gen_random_uuid())]
    id: MailId,
    #[column(varchar(30), default = "nobody")]
    #[validate(length(min = 2))]
    to: Email,
    #[column(numeric(8, 2))]
    price: Price,
    #[column(default = Cents { value: 5 })]
    cents: Option<Cents>,
    all: Vec<Email>,
    #[column(timestamp)]
    local: Local,
    between: Option<Range<Cents>>,
}

#[test]
fn compiles_and_says_so() {
    let ty = |name: &str| Mail::DEF.column(name).map(|column| column.ty.name);
    let types = ["to", "price", "cents", "all", "between"].map(ty);
    let expected = ["varchar(30)", "numeric(8,2)", "bigint", "text[]", "int8range"];
    assert_eq!(types, expected.map(Some));
    let _ = Mail::query().filter(Mail::to.like("a%").and(Mail::cents.eq(Cents { value: 1 })));
}
