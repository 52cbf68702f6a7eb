//! Arrays, json, ranges, addresses and types of one's own: the methods that theirs has for PostgreSQL, and custom types.

use std::str::FromStr;

use chrono::NaiveDate;
use entity_core::prelude::*;
use entity_core::{IpInet, Range, raw};
use serde_json::json;
use suite::blog::{Post, Role, blog};

use crate::world::{all, one, posts, text};

#[tokio::test]
async fn arrays_overlap_contain_and_have_places() {
    let (_database, db) = blog().await;
    let by_id = |filter: Filter<Post>| Post::query().filter(filter).order_by(Post::id.asc());
    let words = |words: &[&str]| words.iter().copied().map(text).collect::<Vec<_>>();
    assert_eq!(posts(by_id(Post::tags.overlaps(words(&["fox", "sql"]))), &db).await, [1, 2]);
    assert_eq!(posts(by_id(Post::tags.overlaps(words(&["horrid"]))), &db).await, [] as [i64; 0]);
    assert_eq!(posts(by_id(Post::tags.contains(["rust"])), &db).await, [1]);
    assert_eq!(posts(by_id(Post::tags.contained_by(words(&["sql", "more"]))), &db).await, [2, 3]);
    assert_eq!(posts(by_id(Post::tags.member(1).eq("sql")), &db).await, [2]);
    assert_eq!(posts(by_id(Post::tags.has("fox")), &db).await, [1]);
    let read = by_id(Post::id.eq(1)).select((
        Post::tags.member(2),
        Post::tags.member(9),
        Post::tags.extended(words(&["more"])),
        Post::tags.cardinality(),
    ));
    assert_eq!(one(read, &db).await, (Some(text("fox")), None, words(&["rust", "fox", "more"]), 2));
}

#[tokio::test]
async fn json_is_merged_searched_and_taken_apart() {
    let (_database, db) = blog().await;
    let by_id = |filter: Filter<Post>| Post::query().filter(filter).order_by(Post::id.asc());
    let meta = Post::meta;
    assert_eq!(posts(by_id(meta.contains(json!({"n": {"a": 1}}))), &db).await, [1]);
    assert_eq!(posts(by_id(meta.is_within(json!({"lang": "en", "n": {"a": 1}, "x": 0}))), &db).await, [1, 3]);
    assert_eq!(posts(by_id(meta.has_key("list")), &db).await, [2]);
    assert_eq!(posts(by_id(meta.has_any_key(["n", "list"])), &db).await, [1, 2]);
    assert_eq!(posts(by_id(meta.has_all_keys(["lang", "list"])), &db).await, [2]);
    assert_eq!(posts(by_id(meta.text_at(["lang"]).eq("de")), &db).await, [2]);
    assert_eq!(posts(by_id(meta.at_path(["list", "1"]).eq(json!(2))), &db).await, [2]);
    let without: Expr<Post, serde_json::Value> = raw!("{} #- {}", meta, vec![text("n"), text("a")]);
    let read = by_id(Post::id.eq(1)).select((
        meta.merged(json!({"new": true})).text_at(["new"]),
        meta.without_key("n"),
        without,
        meta.with_path(["n", "a"], json!(2)).at_path(["n"]),
    ));
    let expected = (Some(text("true")), json!({"lang": "en"}), json!({"lang": "en", "n": {}}), Some(json!({"a": 2})));
    assert_eq!(one(read, &db).await, expected);
}

/// A booking of a host.
#[derive(Clone, Debug, PartialEq, Entity)]
struct Booking {
    #[column(primary_key)]
    id: i32,
    days: Range<NaiveDate>,
    seats: Range<i32>,
    host: IpInet,
}

const BOOKINGS: Schema = entity_core::schema![Booking];

fn day(day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(2024, 5, day).expect("a date")
}

async fn bookings() -> (harness::Database, Db) {
    let (database, db) = suite::made(&BOOKINGS).await;
    let booking = |id, days: std::ops::Range<u32>, host: &str| NewBooking {
        id,
        days: Range::from(day(days.start)..day(days.end)),
        seats: Range::from(id..id + 3),
        host: IpInet::from_str(host).expect("an address"),
    };
    let rows = [booking(1, 1..5, "10.0.2.3/24"), booking(2, 5..9, "10.0.3.4/23"), booking(3, 20..21, "192.168.0.1")];
    Booking::insert_many(rows, &db).await.expect("inserted");
    (database, db)
}

#[tokio::test]
async fn ranges_contain_overlap_and_lie_beside_each_other() {
    let (_database, db) = bookings().await;
    let days = Booking::days;
    let span = |from, to| Range::from(day(from)..day(to));
    let cases: Vec<(Filter<Booking>, &[i32])> = vec![
        (days.contains(day(4)), &[1]),
        (days.contains(span(6, 8)), &[2]),
        (days.contained_by(span(1, 10)), &[1, 2]),
        (days.overlaps(span(4, 6)), &[1, 2]),
        (days.ends_before(span(9, 10)), &[1, 2]),
        (days.begins_after(span(1, 5)), &[2, 3]),
        (days.is_adjacent_to(span(9, 12)), &[2]),
        (days.lower_bound().ge(day(5)), &[2, 3]),
        (Booking::seats.upper_bound().eq(4), &[1]),
        (Booking::seats.intersection(Range::from(3..4)).is_empty().not(), &[1, 2, 3]),
    ];
    for (filter, expected) in cases {
        let query = Booking::query().filter(filter).order_by(Booking::id.asc()).select((Booking::id,));
        let sql = query.sql();
        let found: Vec<i32> = all(query, &db).await.into_iter().map(|(id,)| id).collect();
        assert_eq!(found, expected, "{sql}");
    }
    let lower: Filter<Booking> = raw!("{} &< {}", Booking::seats, Range::from(2..5));
    assert_eq!(Booking::query().filter(lower).count(&db).await.expect("answers"), 2);
}

#[tokio::test]
async fn operators_of_addresses_are_fragments() {
    let (_database, db) = bookings().await;
    let net = |text: &str| IpInet::from_str(text).expect("an address");
    let inside: Filter<Booking> = raw!("{} << {}", Booking::host, net("10.0.0.0/8"));
    assert_eq!(Booking::query().filter(inside).count(&db).await.expect("answers"), 2);
    let holds: Filter<Booking> = raw!("{} >>= {}", Booking::host, net("10.0.2.5"));
    assert_eq!(Booking::query().filter(holds).count(&db).await.expect("answers"), 2);
    let apart: Expr<Booking, i64> = raw!("{} - {}", Booking::host, net("192.168.0.0"));
    let (apart,) = one(Booking::query().filter(Booking::id.eq(3)).select((apart,)), &db).await;
    assert_eq!(apart, 1);
}

/// A colour.
#[derive(Clone, Debug, PartialEq, PgComposite)]
struct Colour {
    red: i32,
    green: i32,
    blue: i32,
}

/// A name that is no other text.
#[derive(Clone, Debug, PartialEq, PgNewtype)]
struct Brand(String);

/// A pencil.
#[derive(Clone, Debug, PartialEq, Entity)]
struct Pencil {
    #[column(primary_key)]
    id: i32,
    colour: Colour,
    brand: Brand,
    roles: Vec<Role>,
    role: Option<Role>,
}

const PENCILS: Schema = entity_core::schema![Pencil];

#[tokio::test]
async fn types_of_ones_own_go_there_and_back() {
    let (_database, db) = suite::made(&PENCILS).await;
    let red = || Colour { red: 255, green: 0, blue: 0 };
    let roles = vec![Role::Author, Role::Reader];
    let row = NewPencil { id: 1, colour: red(), brand: Brand(text("Caran")), roles }.role(Role::Editor);
    let row = row.insert(&db).await.expect("inserted");
    assert_eq!(all(Pencil::query(), &db).await, [row]);
    NewPencil { id: 2, colour: Colour { red: 1, ..red() }, brand: Brand(text("x")), roles: Vec::new() }
        .insert(&db)
        .await
        .expect("inserted");
    let cases: Vec<(Filter<Pencil>, i32)> = vec![
        (Pencil::colour.eq(red()), 1),
        (Pencil::brand.like("Ca%"), 1),
        (Pencil::roles.has(Role::Reader), 1),
        (Pencil::role.gt(Role::Author), 1),
        (Pencil::role.is_null(), 2),
        (Pencil::roles.cardinality().eq(0), 2),
    ];
    for (filter, expected) in cases {
        assert_eq!(one(Pencil::query().filter(filter), &db).await.id, expected);
    }
}
