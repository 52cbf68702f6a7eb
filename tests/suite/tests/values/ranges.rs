//! Ranges, and several of them in one value.

use std::ops::Bound;

use chrono::{DateTime, NaiveDate, NaiveDateTime, Utc};
use entity_core::prelude::*;
use entity_core::{Multirange, Range};
use rust_decimal::Decimal;

use crate::world::World;

/// When a room is taken.
#[derive(Clone, Debug, PartialEq, Entity)]
pub(crate) struct Booking {
    #[column(primary_key)]
    id: i32,
    #[column(default = Range::from(1..5))]
    seats: Range<i32>,
    ticks: Range<i64>,
    price: Range<Decimal>,
    nights: Range<NaiveDate>,
    #[column(timestamp)]
    local: Range<NaiveDateTime>,
    #[column(index(using = gist))]
    during: Range<DateTime<Utc>>,
    #[column(default = Multirange::default())]
    rows: Multirange<i32>,
    bands: Multirange<i64>,
    prices: Multirange<Decimal>,
    seasons: Multirange<NaiveDate>,
    #[column(timestamp)]
    shifts: Multirange<NaiveDateTime>,
    closed: Multirange<DateTime<Utc>>,
    maybe: Option<Range<DateTime<Utc>>>,
    breaks: Option<Multirange<DateTime<Utc>>>,
}

fn day(day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(2024, 2, day).expect("a day")
}

fn moment(day: u32) -> DateTime<Utc> {
    self::day(day).and_hms_micro_opt(1, 2, 3, 456_789).expect("a moment").and_utc()
}

fn booking(id: i32) -> NewBooking {
    let (early, late) = (moment(1), moment(29));
    NewBooking {
        id,
        ticks: Range::from(i64::MIN..i64::MAX),
        price: Range::new(Bound::Excluded(Decimal::new(-15, 1)), Bound::Included(Decimal::new(15, 1))),
        nights: Range::from(day(1)..day(29)),
        local: Range::from(early.naive_utc()..=late.naive_utc()),
        during: Range::from(early..),
        bands: Multirange(vec![Range::from(..0), Range::from(5..9)]),
        prices: Multirange(vec![Range::from(Decimal::ONE..=Decimal::TWO)]),
        seasons: Multirange(vec![Range::from(day(1)..day(2)), Range::from(day(5)..)]),
        shifts: Multirange(vec![Range::from(early.naive_utc()..late.naive_utc())]),
        closed: Multirange(vec![Range::new(Bound::Excluded(early), Bound::Unbounded)]),
    }
}

#[tokio::test]
async fn ranges_come_back_as_they_were_given() {
    let world = World::of(&entity_core::schema![Booking]).await;
    world.settles().await;
    let full = booking(1).maybe(Range::from(..moment(2))).breaks(Multirange::default());
    let full = full.insert(&world.db).await.expect("inserted");
    let given = booking(1);
    assert_eq!((full.ticks, full.price, full.nights), (given.ticks, given.price, given.nights));
    assert_eq!((full.local, full.during), (given.local, given.during));
    assert_eq!((&full.bands, &full.prices, &full.seasons), (&given.bands, &given.prices, &given.seasons));
    assert_eq!((&full.shifts, &full.closed), (&given.shifts, &given.closed));
    assert_eq!((full.seats, full.rows.0.len()), (Range::from(1..5), 0));
    assert_eq!((full.maybe, full.breaks), (Some(Range::from(..moment(2))), Some(Multirange::default())));
    let text = world.text("SELECT price::text || during::text || bands::text FROM bookings").await;
    assert_eq!(text, "(-1.5,1.5][\"2024-02-01 01:02:03.456789+00\",){(,0),[5,9)}");
}

#[tokio::test]
async fn the_server_spells_ranges_of_whole_numbers_and_empty_ones() {
    let world = World::of(&entity_core::schema![Booking]).await;
    let row = NewBooking {
        nights: Range::Empty,
        ticks: Range::from(..),
        price: Range::from(Decimal::TWO..Decimal::TWO),
        ..booking(1)
    };
    let row = row.seats(Range::from(1..=4)).insert(&world.db).await.expect("inserted");
    assert_eq!((row.seats, row.nights, row.price), (Range::from(1..5), Range::Empty, Range::Empty));
    assert_eq!(row.ticks, Range::from(..));
    assert!(row.maybe.is_none() && row.breaks.is_none());
}

#[tokio::test]
async fn many_rows_with_ranges_are_inserted_and_found() {
    let world = World::of(&entity_core::schema![Booking]).await;
    let rows = (0..100).map(|id| booking(id).seats(Range::from(id..id + 2)));
    assert_eq!(Booking::insert_many(rows, &world.db).await.expect("inserted"), 100);
    let found = Booking::query().filter(Booking::seats.is_in([Range::from(7..9), Range::from(1..9)]));
    assert_eq!(found.one(&world.db).await.expect("one").id, 7);
    let found = Booking::query().filter(Booking::bands.eq(booking(1).bands)).count(&world.db).await;
    assert_eq!(found.expect("answers"), 100);
}
