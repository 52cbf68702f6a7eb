//! Arrays of every scalar, with and without nulls in them.

use bytes::Bytes;
use chrono::{DateTime, NaiveDate, NaiveDateTime, NaiveTime, Utc};
use entity_core::prelude::*;
use entity_core::{BitString, Interval, IpCidr, IpInet, MacAddr, Range};
use rust_decimal::Decimal;
use serde_json::json;
use uuid::Uuid;

use crate::world::World;

/// How a parcel travels.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PgEnum)]
pub(crate) enum Carrier {
    Bicycle,
    NightTrain,
}

/// A list of everything.
#[derive(Clone, Debug, PartialEq, Entity)]
pub(crate) struct Parcel {
    #[column(primary_key)]
    pub(crate) id: i32,
    flags: Vec<bool>,
    smalls: Vec<i16>,
    numbers: Vec<i32>,
    bigs: Vec<i64>,
    singles: Vec<f32>,
    doubles: Vec<f64>,
    #[column(numeric(8, 2))]
    prices: Vec<Decimal>,
    words: Vec<String>,
    #[column(varchar(5))]
    codes: Vec<String>,
    #[column(type = "char(3)[]")]
    places: Vec<String>,
    blobs: Vec<Vec<u8>>,
    seals: Vec<Bytes>,
    keys: Vec<Uuid>,
    documents: Vec<serde_json::Value>,
    #[column(type = "json[]")]
    texts: Vec<Json<Vec<i32>>>,
    carriers: Vec<Carrier>,
    moments: Vec<DateTime<Utc>>,
    #[column(timestamp)]
    local: Vec<NaiveDateTime>,
    dates: Vec<NaiveDate>,
    times: Vec<NaiveTime>,
    spans: Vec<Interval>,
    addresses: Vec<IpInet>,
    networks: Vec<IpCidr>,
    cards: Vec<MacAddr>,
    bits: Vec<BitString>,
    slots: Vec<Range<i32>>,
    points: Vec<GeoPoint>,
    #[column(default = vec![])]
    tags: Vec<String>,
    #[column(default = vec![Carrier::NightTrain])]
    usual: Vec<Carrier>,
    #[column(default = vec![Some("it's".to_owned()), None])]
    notes: Vec<Option<String>>,
    holes: Vec<Option<i32>>,
    labels: Option<Vec<String>>,
    gaps: Option<Vec<Option<Carrier>>>,
}

fn moment(seconds: i64) -> DateTime<Utc> {
    DateTime::from_timestamp(seconds, 123_456_000).expect("a moment")
}

fn parcel(id: i32) -> NewParcel {
    let date = NaiveDate::from_ymd_opt(2024, 2, 29).expect("a date");
    let time = NaiveTime::from_hms_micro_opt(23, 59, 59, 999_999).expect("a time");
    NewParcel {
        id,
        flags: vec![true, false],
        smalls: vec![i16::MIN, i16::MAX],
        numbers: vec![i32::MIN, 0, i32::MAX],
        bigs: vec![i64::MIN, i64::MAX],
        singles: vec![f32::MIN, f32::INFINITY],
        doubles: vec![f64::MAX, f64::NEG_INFINITY],
        prices: vec![Decimal::new(-99_999_999, 2), Decimal::new(5, 2)],
        words: vec![String::new(), "a, {\"b\"} \\ 'c'".to_owned(), "NULL".to_owned(), "ü\n".to_owned()],
        codes: vec!["abcde".to_owned()],
        places: vec!["LHR".to_owned()],
        blobs: vec![vec![0, 255], Vec::new()],
        seals: vec![Bytes::from_static(b"\0wax")],
        keys: vec![Uuid::nil(), Uuid::max()],
        documents: vec![json!({"a": [1, null]}), json!(null), json!("x")],
        texts: vec![Json(vec![1, 2]), Json(Vec::new())],
        carriers: vec![Carrier::NightTrain, Carrier::Bicycle],
        moments: vec![moment(0), moment(-1)],
        local: vec![date.and_time(time)],
        dates: vec![date],
        times: vec![time, NaiveTime::MIN],
        spans: vec![Interval { months: -1, days: 40, microseconds: 1 }],
        addresses: vec!["10.0.0.1/8".parse().expect("an address"), "::1".parse().expect("an address")],
        networks: vec!["10.0.0.0/8".parse().expect("a network")],
        cards: vec![MacAddr([1, 2, 3, 4, 5, 255])],
        bits: vec!["101".parse().expect("bits"), BitString::default()],
        slots: vec![Range::from(1..5), Range::Empty],
        points: vec![GeoPoint::new(8.0, 47.0).expect("a place")],
        holes: vec![None, Some(1), None],
    }
}

/// A parcel whose arrays are all empty.
fn empty(id: i32) -> NewParcel {
    NewParcel {
        id,
        flags: Vec::new(),
        smalls: Vec::new(),
        numbers: Vec::new(),
        bigs: Vec::new(),
        singles: Vec::new(),
        doubles: Vec::new(),
        prices: Vec::new(),
        words: Vec::new(),
        codes: Vec::new(),
        places: Vec::new(),
        blobs: Vec::new(),
        seals: Vec::new(),
        keys: Vec::new(),
        documents: Vec::new(),
        texts: Vec::new(),
        carriers: Vec::new(),
        moments: Vec::new(),
        local: Vec::new(),
        dates: Vec::new(),
        times: Vec::new(),
        spans: Vec::new(),
        addresses: Vec::new(),
        networks: Vec::new(),
        cards: Vec::new(),
        bits: Vec::new(),
        slots: Vec::new(),
        points: Vec::new(),
        holes: Vec::new(),
    }
}

#[tokio::test]
async fn arrays_come_back_as_they_were_given() {
    let world = World::of(&entity_core::schema![Parcel]).await;
    world.settles().await;
    let full = parcel(1).labels(vec!["x".to_owned()]).gaps(vec![None, Some(Carrier::Bicycle)]);
    let full = full.insert(&world.db).await.expect("inserted");
    let written = parcel(1);
    assert_eq!((&full.words, &full.numbers, &full.blobs), (&written.words, &written.numbers, &written.blobs));
    assert_eq!((&full.prices, &full.carriers, &full.spans), (&written.prices, &written.carriers, &written.spans));
    assert_eq!((&full.moments, &full.local, &full.times), (&written.moments, &written.local, &written.times));
    assert_eq!((&full.slots, &full.addresses, &full.points), (&written.slots, &written.addresses, &written.points));
    assert_eq!((&full.doubles, &full.documents, &full.texts), (&written.doubles, &written.documents, &written.texts));
    assert_eq!((&full.seals, &full.bits, &full.holes), (&written.seals, &written.bits, &written.holes));
    assert_eq!((full.tags.len(), &full.usual[..]), (0, &[Carrier::NightTrain][..]));
    assert_eq!(full.notes, [Some("it's".to_owned()), None]);
    assert_eq!((full.labels, full.gaps), (Some(vec!["x".to_owned()]), Some(vec![None, Some(Carrier::Bicycle)])));

    let none = empty(2).insert(&world.db).await.expect("inserted");
    assert_eq!((none.words.len(), none.points.len(), none.labels, none.gaps), (0, 0, None, None));
    let text = world.text("SELECT words::text || labels::text FROM parcels WHERE id = 1").await;
    assert_eq!(text, "{\"\",\"a, {\\\"b\\\"} \\\\ 'c'\",\"NULL\",\"ü\n\"}{x}");
}

#[tokio::test]
async fn many_rows_with_arrays_are_one_statement() {
    let world = World::of(&entity_core::schema![Parcel]).await;
    // A column that the entity does not know, and another order, as databases have them after a while.
    world
        .database
        .run("ALTER TABLE parcels DROP COLUMN words, ADD COLUMN extra int DEFAULT 7; ALTER TABLE parcels ADD words text[] NOT NULL")
        .await;
    let rows = (0..5000).map(|id| {
        let row = if id % 2 == 0 { parcel(id).into_row() } else { empty(id).into_row() };
        match id % 3 {
            0 => row.tags(vec![id.to_string()]),
            1 => row.labels(None),
            _ => row.labels(vec!["l".to_owned()]),
        }
    });
    assert_eq!(Parcel::insert_many(rows, &world.db).await.expect("inserted"), 5000);
    let count = world.text("SELECT count(DISTINCT xmin::text) || '/' || min(extra) FROM parcels").await;
    assert_eq!(count, "1/7", "all rows were written by one statement, and the database's own default was kept");
    let three = Parcel::find(3, &world.db).await.expect("answers").expect("is there");
    assert_eq!((three.tags, three.words.len(), three.usual), (vec!["3".to_owned()], 0, vec![Carrier::NightTrain]));
    let four = Parcel::find(4, &world.db).await.expect("answers").expect("is there");
    let alone = parcel(6000).insert(&world.db).await.expect("inserted");
    assert_eq!(Parcel { id: 6000, ..four }, alone, "the same, whichever way it came");
    let long = parcel(7000);
    let long = NewParcel { codes: vec!["abcdef".to_owned()], ..long };
    let error = Parcel::insert_many([long], &world.db).await.expect_err("six letters");
    assert_eq!(error.sqlstate(), Some("22001"), "{error}");
}

#[tokio::test]
async fn rows_with_arrays_are_inserted_after_the_table_changed() {
    let world = World::of(&entity_core::schema![Parcel]).await;
    Parcel::insert_many([parcel(1)], &world.db).await.expect("inserted");
    world.database.run("ALTER TABLE parcels ADD COLUMN extra int").await;
    Parcel::insert_many([parcel(2)], &world.db).await.expect("the row type is looked up anew");
}

#[tokio::test]
async fn arrays_are_compared_and_set() {
    let world = World::of(&entity_core::schema![Parcel]).await;
    Parcel::insert_many([parcel(1), empty(2)], &world.db).await.expect("inserted");
    let ids = async |filter| -> Vec<i32> {
        let rows = Parcel::query().filter(filter).order_by(Parcel::id.asc()).all(&world.db).await.expect("answers");
        rows.iter().map(|row| row.id).collect()
    };
    assert_eq!(ids(Parcel::carriers.eq(vec![Carrier::NightTrain, Carrier::Bicycle])).await, [1]);
    assert_eq!(ids(Parcel::holes.eq(vec![None, Some(1), None])).await, [1]);
    assert_eq!(ids(Parcel::numbers.ne(vec![i32::MIN, 0, i32::MAX])).await, [2]);
    assert_eq!(ids(Parcel::words.is_in([Vec::<String>::new(), vec!["x".to_owned()]])).await, [2]);
    assert_eq!(ids(Parcel::words.is_in(Vec::<Vec<String>>::new())).await, [0; 0]);
    assert_eq!(ids(Parcel::points.eq(vec![GeoPoint::new(8.0, 47.0).expect("a place")])).await, [1]);
    let update = Parcel::update(2).set(Parcel::labels, vec!["y".to_owned()]).set(Parcel::tags, vec!["t".to_owned()]);
    assert_eq!(update.execute(&world.db).await.expect("updated"), 1);
    assert_eq!(ids(Parcel::labels.eq(vec!["y".to_owned()])).await, [2]);
    assert_eq!(ids(Parcel::labels.is_null()).await, [1]);
}

#[tokio::test]
async fn what_is_no_such_array_is_an_error() {
    let world = World::of(&entity_core::schema![Parcel]).await;
    parcel(1).insert(&world.db).await.expect("inserted");
    world.database.run("UPDATE parcels SET numbers = '{{1,2},{3,4}}'").await;
    let error = Parcel::find(1, &world.db).await.expect_err("two dimensions");
    assert!(error.to_string().contains("a one-dimensional array"), "{error}");
    world.database.run("UPDATE parcels SET numbers = '{1,NULL}'").await;
    let error = Parcel::find(1, &world.db).await.expect_err("a null");
    assert!(error.to_string().contains("an array without nulls"), "{error}");
    world.database.run("UPDATE parcels SET numbers = '[5:6]={1,2}'").await;
    let found = Parcel::find(1, &world.db).await.expect("answers").expect("is there");
    assert_eq!(found.numbers, [1, 2]);
}

/// A table that is called as a type of the server's own.
#[derive(Clone, Debug, PartialEq, Entity)]
#[entity(table = "text")]
struct Text {
    #[column(primary_key)]
    id: i32,
    words: Vec<String>,
    carriers: Option<Vec<Carrier>>,
}

#[derive(Clone, Debug, PartialEq, Entity)]
#[entity(table = "interval", schema = "date")]
struct Pause {
    #[column(primary_key)]
    id: i32,
    days: Vec<NaiveDate>,
}

#[tokio::test]
async fn a_table_may_be_called_as_a_type_is() {
    let world = World::of(&entity_core::schema![Text, Pause]).await;
    world.settles().await;
    let row = |id: i32| NewText { id, words: vec![id.to_string()] };
    let rows = [row(1).into_row(), row(2).carriers(vec![Carrier::Bicycle]), row(3).carriers(None)];
    assert_eq!(Text::insert_many(rows, &world.db).await.expect("inserted"), 3);
    let found = Text::find(2, &world.db).await.expect("answers").expect("is there");
    assert_eq!((found.words, found.carriers), (vec!["2".to_owned()], Some(vec![Carrier::Bicycle])));
    let rows = [NewPause { id: 1, days: vec![NaiveDate::MIN.max(NaiveDate::default())] }];
    assert_eq!(Pause::insert_many(rows, &world.db).await.expect("inserted"), 1);
}
