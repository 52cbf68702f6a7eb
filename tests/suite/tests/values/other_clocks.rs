//! Moments of the crates `time` and `jiff`.

use entity_core::Range;
use entity_core::prelude::*;

use crate::world::World;

/// Moments of `time`.
#[derive(Clone, Debug, PartialEq, Entity)]
pub(crate) struct Shift {
    #[column(primary_key)]
    id: i32,
    at: time::OffsetDateTime,
    #[column(timestamp)]
    local: time::PrimitiveDateTime,
    day: time::Date,
    hour: Option<time::Time>,
    during: Range<time::OffsetDateTime>,
    days: Vec<time::Date>,
    #[column(created_at)]
    created_at: time::OffsetDateTime,
    #[column(deleted_at)]
    deleted_at: Option<time::OffsetDateTime>,
}

/// Moments of `jiff`.
#[derive(Clone, Debug, PartialEq, Entity)]
pub(crate) struct Watch {
    #[column(primary_key)]
    id: i32,
    at: jiff::Timestamp,
    #[column(timestamp)]
    local: jiff::civil::DateTime,
    day: jiff::civil::Date,
    hour: Option<jiff::civil::Time>,
    during: Range<jiff::Timestamp>,
    days: Vec<jiff::civil::Date>,
    #[column(created_at)]
    created_at: jiff::Timestamp,
    #[column(deleted_at)]
    deleted_at: Option<jiff::Timestamp>,
}

#[tokio::test]
async fn moments_of_time_come_back_as_they_were_given() {
    let world = World::of(&entity_core::schema![Shift]).await;
    world.settles().await;
    let at = time::OffsetDateTime::from_unix_timestamp_nanos(-1_234_567_890_123_456_000).expect("a moment");
    let (local, day) = (time::PrimitiveDateTime::new(at.date(), at.time()), at.date());
    let new = |id| NewShift { id, at, local, day, during: Range::from(at..), days: vec![day, time::Date::MAX] };
    let row = new(1).hour(at.time()).insert(&world.db).await.expect("inserted");
    assert_eq!((row.at, row.local, row.day, row.hour), (at, local, day, Some(at.time())));
    assert_eq!((row.during, row.days), (Range::from(at..), vec![day, time::Date::MAX]));
    assert!(row.created_at > at && row.deleted_at.is_none());
    Shift::insert_many((2..9).map(new), &world.db).await.expect("inserted");
    let filter = Shift::at.eq(at).and(Shift::hour.is_null());
    assert_eq!(Shift::query().filter(filter).count(&world.db).await.expect("answers"), 7);
    let text = world.text("SELECT at::text || '/' || local::text FROM shifts LIMIT 1").await;
    assert_eq!(text, "1930-11-18 00:28:29.876544+00/1930-11-18 00:28:29.876544");
    world.database.run("UPDATE shifts SET at = 'infinity' WHERE id = 1").await;
    assert!(Shift::find(1, &world.db).await.is_err());
}

#[tokio::test]
async fn moments_of_jiff_come_back_as_they_were_given() {
    let world = World::of(&entity_core::schema![Watch]).await;
    world.settles().await;
    let at = jiff::Timestamp::from_microsecond(-1_234_567_890_123_456).expect("a moment");
    let local = jiff::tz::TimeZone::UTC.to_datetime(at);
    let day = local.date();
    let new = |id| NewWatch { id, at, local, day, during: Range::from(at..), days: vec![day] };
    let row = new(1).hour(local.time()).insert(&world.db).await.expect("inserted");
    assert_eq!((row.at, row.local, row.day, row.hour), (at, local, day, Some(local.time())));
    assert_eq!((row.during, row.days), (Range::from(at..), vec![day]));
    assert!(row.created_at > at && row.deleted_at.is_none());
    Watch::insert_many((2..9).map(new), &world.db).await.expect("inserted");
    let filter = Watch::at.eq(at).and(Watch::hour.is_null());
    assert_eq!(Watch::query().filter(filter).count(&world.db).await.expect("answers"), 7);
    world.database.run("UPDATE watches SET at = 'infinity' WHERE id = 1").await;
    assert!(Watch::find(1, &world.db).await.is_err());
}
