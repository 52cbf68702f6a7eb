//! Values: active_enum_tests.rs, collection_tests.rs, json_struct_tests.rs, json_vec_tests.rs, value_type_tests.rs,
//! uuid_tests.rs, timestamp_tests.rs and pi_tests.rs.

use chrono::{DateTime, FixedOffset, NaiveDate, NaiveTime, Utc};
use entity_core::prelude::*;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use serde_json::json;
use uuid::Uuid;

use crate::world::{all, maybe, one, text};

/// A tea.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PgEnum)]
enum Tea {
    EverydayTea,
    #[pg_enum(name = "breakfast tea")]
    BreakfastTea,
}

/// A price, of which text is not one.
#[derive(Clone, Copy, Debug, PartialEq, PgNewtype)]
struct Cents(i32);

/// Words that are one value.
#[derive(Clone, Debug, PartialEq, PgNewtype)]
struct Words(Vec<String>);

/// Something in json.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
struct KeyValue {
    id: i32,
    name: String,
    notes: Option<String>,
}

/// A bit of everything.
#[derive(Clone, Debug, PartialEq, Entity)]
struct Shelf {
    #[column(primary_key)]
    id: i32,
    tea: Option<Tea>,
    teas: Vec<Tea>,
    some_teas: Option<Vec<Tea>>,
    numbers: Vec<i32>,
    some_numbers: Option<Vec<i32>>,
    keys: Vec<Uuid>,
    value: Json<KeyValue>,
    some_value: Option<Json<KeyValue>>,
    list: Json<Vec<KeyValue>>,
    anything: serde_json::Value,
    cents: Cents,
    words: Words,
}

const SHELVES: Schema = entity_core::schema![Shelf];

fn apple() -> KeyValue {
    KeyValue { id: 1, name: text("apple"), notes: maybe("hand picked") }
}

fn shelf(id: i32, teas: Vec<Tea>, numbers: Vec<i32>) -> NewShelf {
    NewShelf {
        id,
        teas,
        numbers,
        keys: vec![Uuid::nil()],
        value: Json(apple()),
        list: Json(vec![apple(), KeyValue { id: 2, ..apple() }]),
        anything: json!({"name": "apple", "price": 12.01}),
        cents: Cents(48),
        words: Words(vec![text("ab"), text("cd")]),
    }
}

/// The ids of the shelves that satisfy each condition.
async fn each_finds(db: &Db, cases: Vec<(Filter<Shelf>, &[i32])>) {
    for (filter, expected) in cases {
        let query = Shelf::query().filter(filter).order_by(Shelf::id.asc()).select((Shelf::id,));
        let sql = query.sql();
        assert_eq!(all(query, db).await.into_iter().map(|(id,)| id).collect::<Vec<_>>(), expected, "{sql}");
    }
}

#[tokio::test]
async fn enums_are_compared_listed_and_members_of_arrays() {
    let (_database, db) = suite::made(&SHELVES).await;
    let both = vec![Tea::EverydayTea, Tea::BreakfastTea];
    let rows = [
        shelf(1, both.clone(), vec![1]).tea(Tea::EverydayTea).some_teas(both.clone()),
        shelf(2, vec![Tea::BreakfastTea], vec![2]).tea(Tea::BreakfastTea),
        shelf(3, Vec::new(), Vec::new()).some_teas(Vec::new()),
    ];
    Shelf::insert_many(rows, &db).await.expect("inserted");
    let cases: Vec<(Filter<Shelf>, &[i32])> = vec![
        (Shelf::tea.eq(Tea::EverydayTea), &[1]),
        (Shelf::tea.is_null(), &[3]),
        (Shelf::tea.is_in([Tea::EverydayTea, Tea::BreakfastTea]), &[1, 2]),
        (Shelf::tea.not_in([Tea::BreakfastTea]), &[1]),
        (Shelf::tea.lt(Tea::BreakfastTea), &[1]),
        (Shelf::teas.has(Tea::BreakfastTea), &[1, 2]),
        (Shelf::teas.eq(both), &[1]),
        (Shelf::some_teas.is_null(), &[2]),
        (Shelf::some_teas.cardinality().eq(0), &[3]),
    ];
    each_finds(&db, cases).await;
    Shelf::update(2)
        .set(Shelf::tea, None)
        .set(Shelf::teas, vec![Tea::EverydayTea])
        .execute(&db)
        .await
        .expect("updated");
    let changed = one(Shelf::query().filter(Shelf::id.eq(2)).select((Shelf::tea, Shelf::teas)), &db).await;
    assert_eq!(changed, (None, vec![Tea::EverydayTea]));
    // The server's labels, as text.
    let label =
        Shelf::query().filter(Shelf::id.eq(1)).select((Shelf::tea.cast::<String>(), Shelf::teas.joined_by("+")));
    assert_eq!(one(label, &db).await, (maybe("everyday_tea"), text("everyday_tea+breakfast tea")));
}

#[tokio::test]
async fn arrays_full_empty_and_absent_go_there_and_back() {
    let (_database, db) = suite::made(&SHELVES).await;
    let full = shelf(1, Vec::new(), vec![1, 2, 3]).some_numbers(vec![1, 2, 3]).insert(&db).await.expect("inserted");
    let absent = shelf(2, Vec::new(), vec![10, 9]).insert(&db).await.expect("inserted");
    let empty = shelf(3, Vec::new(), Vec::new()).some_numbers(Vec::new()).insert(&db).await.expect("inserted");
    assert_eq!(
        (&full.some_numbers, &absent.some_numbers, &empty.some_numbers),
        (&Some(vec![1, 2, 3]), &None, &Some(vec![]))
    );
    assert_eq!(all(Shelf::query().order_by(Shelf::id.asc()), &db).await, [full, absent, empty]);
    let update = Shelf::update(3).set(Shelf::numbers, vec![3, 1, 4]).set(Shelf::some_numbers, None);
    assert_eq!(update.returning::<Shelf>(&db).await.expect("updated")[0].numbers, [3, 1, 4]);
    let cases: Vec<(Filter<Shelf>, &[i32])> = vec![
        (Shelf::numbers.contains([3]), &[1, 3]),
        (Shelf::some_numbers.is_null(), &[2, 3]),
        (Shelf::keys.contains([Uuid::nil()]), &[1, 2, 3]),
    ];
    each_finds(&db, cases).await;
}

#[tokio::test]
async fn structs_and_lists_of_them_are_json() {
    let (_database, db) = suite::made(&SHELVES).await;
    let row = shelf(1, Vec::new(), Vec::new()).some_value(Json(apple())).insert(&db).await.expect("inserted");
    assert_eq!((&row.value.0, &row.list[1].id, row.some_value.as_ref().map(|value| value.id)), (&apple(), &2, Some(1)));
    assert_eq!(all(Shelf::query(), &db).await, [row]);
    let cases: Vec<(Filter<Shelf>, &[i32])> = vec![
        (Shelf::value.text_at(["name"]).eq("apple"), &[1]),
        (Shelf::list.at_path(["1", "id"]).eq(json!(2)), &[1]),
        (Shelf::anything.contains(json!({"price": 12.01})), &[1]),
        (Shelf::value.contains(json!({"notes": null})), &[]),
    ];
    each_finds(&db, cases).await;
    let length = Shelf::query().select((Shelf::list.json_length(),));
    assert_eq!(one(length, &db).await, (2,));
}

#[tokio::test]
async fn wrapped_values_are_typed_on_both_sides() {
    let (_database, db) = suite::made(&SHELVES).await;
    shelf(1, Vec::new(), Vec::new()).insert(&db).await.expect("inserted");
    let cases: Vec<(Filter<Shelf>, &[i32])> = vec![
        (Shelf::cents.eq(Cents(48)), &[1]),
        (Shelf::cents.is_in([Cents(1), Cents(2)]), &[]),
        (Shelf::words.eq(Words(vec![text("ab"), text("cd")])), &[1]),
    ];
    each_finds(&db, cases).await;
    assert_eq!(one(Shelf::query().select((Shelf::cents, Shelf::words)), &db).await.0, Cents(48));
}

/// When and how exactly.
#[derive(Clone, Debug, PartialEq, Entity)]
struct Metadata {
    #[column(primary_key, default = gen_random_uuid())]
    key: Uuid,
    bytes: Vec<u8>,
    date: NaiveDate,
    time: NaiveTime,
    #[column(default = now())]
    at: DateTime<Utc>,
    exact: Decimal,
    #[column(numeric(12, 4))]
    rounded: Option<Decimal>,
}

const METADATA: Schema = entity_core::schema![Metadata];

#[tokio::test]
async fn keys_times_bytes_and_decimals_are_exact() {
    let (_database, db) = suite::made(&METADATA).await;
    let pi: Decimal = "3.1415926536".parse().expect("a number");
    let zoned: DateTime<FixedOffset> = "2021-09-17T17:50:20+08:00".parse().expect("a moment");
    let new = || NewMetadata {
        bytes: vec![1, 2, 3],
        date: NaiveDate::from_ymd_opt(2021, 9, 27).expect("a date"),
        time: NaiveTime::from_hms_opt(11, 32, 55).expect("a time"),
        exact: pi,
    };
    let row = new().at(zoned.to_utc()).rounded(pi).insert(&db).await.expect("inserted");
    assert_eq!((row.exact, row.rounded, row.at), (pi, Some("3.1416".parse().expect("a number")), zoned.to_utc()));
    assert_eq!((row.bytes.as_slice(), row.time.to_string()), (&[1, 2, 3][..], text("11:32:55")));
    assert_eq!(Metadata::find(row.key, &db).await.expect("answers"), Some(row.clone()));
    // The server makes keys, and so can the program.
    let key = Uuid::from_u128(7);
    assert_eq!(new().key(key).insert(&db).await.expect("inserted").key, key);
    assert_ne!(new().insert(&db).await.expect("inserted").key, row.key);
    let huge: Decimal = "18446744073709551616".parse().expect("a number");
    Metadata::update(key).set(Metadata::exact, huge).execute(&db).await.expect("updated");
    let largest = Metadata::query().filter(Metadata::exact.gt(pi)).select((Metadata::key, Metadata::exact));
    assert_eq!(one(largest, &db).await, (key, huge));
}
