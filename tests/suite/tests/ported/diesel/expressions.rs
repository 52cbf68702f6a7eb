//! Functions and operators: expressions/, cast.rs, and case_when of the reference.

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use entity_core::prelude::*;
use entity_core::query::{Part, now, value, when};
use entity_core::{Interval, raw};
use rust_decimal::Decimal;
use suite::blog::{Comment, Person, Post, blog};

use crate::world::{all, maybe, one, posts, text};

fn moment(text: &str) -> DateTime<Utc> {
    text.parse().expect("a moment")
}

#[tokio::test]
async fn aggregates_have_their_own_types_and_are_null_without_rows() {
    let (_database, db) = blog().await;
    let few = Comment::query().filter(Comment::post_id.eq(1));
    let row =
        few.clone().select((Comment::likes.sum(), Comment::likes.avg(), Comment::likes.max(), Comment::text.min()));
    let average = Decimal::new(56_667, 4);
    let (sum, avg, max, min) = one(row, &db).await;
    assert_eq!(
        (sum, avg.map(|avg| avg.round_dp(4)), max, min),
        (Some(17), Some(average), Some(9), maybe("from one who left"))
    );
    let none = Comment::query().filter(Comment::post_id.eq(99));
    let row = none.select((Comment::likes.sum(), Comment::likes.avg(), Comment::likes.max(), Comment::id.count()));
    assert_eq!(one(row, &db).await, (None, None, None, 0));
    let salaries = Person::query().select((Person::salary.sum(), Person::salary.count()));
    assert_eq!(one(salaries, &db).await, (Some(1800), 3), "nulls are passed over");
    let exact = Person::query().select((Person::salary.cast::<f64>().sum(), Person::id.cast::<Decimal>().avg()));
    assert_eq!(one(exact, &db).await, (Some(1800.0), Some(Decimal::new(25, 1))));
}

#[tokio::test]
async fn numbers_are_calculated_with() {
    let (_database, db) = blog().await;
    let by_id = || Person::query().order_by(Person::id.asc());
    let mixed = Person::id.times(3).divided_by(2).plus(4).minus(1);
    assert_eq!(all(by_id().select((mixed,)), &db).await, [(4,), (6,), (7,), (9,)]);
    assert_eq!(all(by_id().select((Person::id.plus(Person::id),)), &db).await, [(2,), (4,), (6,), (8,)]);
    let raised = all(by_id().select((Person::salary.plus(1),)), &db).await;
    assert_eq!(raised, [(Some(901),), (Some(501),), (Some(401),), (None,)]);
}

/// A function of the database that the library does not know, said once.
fn reversed(of: impl Expression<Of = Person, Value = String>) -> Expr<Person, String> {
    raw!("reverse({})", of)
}

#[tokio::test]
async fn functions_of_the_database_are_said_once_and_typed() {
    let (_database, db) = blog().await;
    let query = Person::query().filter(reversed(Person::name).eq("boB")).select((reversed(Person::name.upper()),));
    assert_eq!(one(query, &db).await, (text("BOB"),));
    let either = Person::query().order_by(Person::id.asc()).select((Person::salary.cast().coalesce(Person::name),));
    assert_eq!(all(either, &db).await, [(text("900"),), (text("500"),), (text("400"),), (text("Dee"),)]);
}

#[tokio::test]
async fn values_are_cast_and_what_cannot_be_is_an_error() {
    let (_database, db) = blog().await;
    let post = || Post::query().filter(Post::id.eq(1));
    let casts = post().select((
        Post::views.cast::<i64>(),
        Post::views.cast::<String>(),
        Post::views.cast::<f64>(),
        value(text("3")).cast::<i32>(),
        value(text("2025-09-19")).cast::<NaiveDate>(),
        Post::reviewer_id.cast::<String>(),
    ));
    let date = NaiveDate::from_ymd_opt(2025, 9, 19).expect("a date");
    assert_eq!(one(casts, &db).await, (10, text("10"), 10.0, 3, date, maybe("1")));
    let error = post().select((Post::title.cast::<i32>(),)).one(&db).await.expect_err("no number");
    assert_eq!(error.sqlstate(), Some("22P02"));
}

#[tokio::test]
async fn a_case_is_null_or_has_another_value_where_nothing_holds() {
    let (_database, db) = blog().await;
    let is = |name: &str| Person::name.eq(name);
    let query = Person::query().order_by(Person::id.asc()).select((
        when(is("Ada"), Person::id).or_null(),
        when(is("Ada"), Person::id).otherwise(0),
        when(is("Ada"), Person::id).when(is("Bob"), 20).or_null(),
    ));
    assert_eq!(all(query, &db).await, [(Some(1), 1, Some(1)), (None, 0, Some(20)), (None, 0, None), (None, 0, None)]);
}

#[tokio::test]
async fn moments_are_compared_shifted_and_cut() {
    let (_database, db) = blog().await;
    let by_id = || Post::query().order_by(Post::id.asc());
    assert_eq!(posts(by_id().filter(Post::published_at.lt(now())), &db).await, [1, 2]);
    let date = NaiveDate::from_ymd_opt(2024, 2, 1).expect("a date");
    assert_eq!(posts(by_id().filter(Post::published_at.date().eq(date)), &db).await, [2]);
    let of_one = by_id().filter(Post::id.eq(1)).select((
        Post::published_at.later(Interval::days(1)),
        Post::published_at.later(Interval::from(TimeDelta::hours(5))).at_time_zone("EST").formatted("YYYY-MM-DD HH24"),
        Post::published_at.extract(Part::Month),
        Post::published_at.since(moment("2023-12-31T00:00:00Z")),
    ));
    let expected =
        (Some(moment("2024-01-02T00:00:00Z")), maybe("2024-01-01 00"), Some(Decimal::ONE), Some(Interval::days(1)));
    assert_eq!(one(of_one, &db).await, expected);
}
