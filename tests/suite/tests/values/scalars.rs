//! Single values of every type, at their bounds.

use std::net::IpAddr;

use bytes::Bytes;
use chrono::{DateTime, NaiveDate, NaiveDateTime, NaiveTime, Utc};
use entity_core::prelude::*;
use entity_core::{BitString, Interval, IpCidr, IpInet, MacAddr, TsVector};
use rust_decimal::Decimal;

use crate::world::World;

/// One of each.
#[derive(Clone, Debug, PartialEq, Entity)]
#[entity(index(using = gin, words))]
pub(crate) struct Sample {
    #[column(primary_key)]
    id: i32,
    small: i16,
    big: i64,
    single: f32,
    double: f64,
    exact: Decimal,
    #[column(type = "citext", unique)]
    name: String,
    #[column(type = "char(4)")]
    code: String,
    blob: Vec<u8>,
    #[column(default = Bytes::from_static(b"\0\xff"))]
    seal: Bytes,
    address: IpInet,
    host: IpAddr,
    network: IpCidr,
    #[column(default = MacAddr([8, 0, 0x2b, 1, 2, 3]))]
    card: MacAddr,
    #[column(default = Interval { months: 14, days: -3, microseconds: -4_000_005 })]
    span: Interval,
    #[column(default = BitString::from_iter([true, false]))]
    bits: BitString,
    #[column(type = "bit(3)")]
    three: BitString,
    date: NaiveDate,
    time: NaiveTime,
    #[column(timestamp)]
    local: NaiveDateTime,
    #[column(type = "timestamp(0)")]
    whole: NaiveDateTime,
    moment: DateTime<Utc>,
    #[column(type = "timestamptz(3)")]
    coarse: Option<DateTime<Utc>>,
    #[column(generated = "to_tsvector('english', (code)::text)")]
    words: Option<TsVector>,
    document: Option<TsVector>,
    no_address: Option<IpInet>,
    no_network: Option<IpCidr>,
    no_card: Option<MacAddr>,
    no_span: Option<Interval>,
    no_bits: Option<BitString>,
    no_blob: Option<Bytes>,
}

fn sample(id: i32) -> NewSample {
    let date = NaiveDate::from_ymd_opt(2024, 2, 29).expect("a date");
    let time = NaiveTime::from_hms_micro_opt(23, 59, 59, 999_999).expect("a time");
    NewSample {
        id,
        small: i16::MIN,
        big: i64::MAX,
        single: f32::MIN_POSITIVE,
        double: f64::NEG_INFINITY,
        exact: Decimal::MAX,
        name: format!("Name {id}"),
        code: "cats".to_owned(),
        blob: (0..=255).collect(),
        address: "192.168.1.77/24".parse().expect("an address"),
        host: "2001:db8::1".parse().expect("an address"),
        network: "2001:db8::/32".parse().expect("a network"),
        three: "101".parse().expect("bits"),
        date,
        time,
        local: date.and_time(time),
        whole: date.and_hms_opt(1, 2, 3).expect("a moment"),
        moment: date.and_time(time).and_utc(),
    }
}

#[tokio::test]
async fn values_come_back_as_they_were_given() {
    let world = World::of(&entity_core::schema![Sample]).await;
    world.settles().await;
    let row = sample(1).insert(&world.db).await.expect("inserted");
    let given = sample(1);
    assert_eq!((row.small, row.big, row.single, row.double), (given.small, given.big, given.single, given.double));
    assert_eq!((row.exact, &row.name, &row.code), (given.exact, &given.name, &given.code));
    assert_eq!(
        (&row.blob, row.address, row.host, row.network),
        (&given.blob, given.address, given.host, given.network)
    );
    assert_eq!((row.date, row.time, row.local, row.moment), (given.date, given.time, given.local, given.moment));
    assert_eq!((row.whole, &row.three), (given.whole, &given.three));
    assert_eq!((&row.seal[..], row.card), (&b"\0\xff"[..], MacAddr([8, 0, 0x2b, 1, 2, 3])));
    assert_eq!(row.span, Interval { months: 14, days: -3, microseconds: -4_000_005 });
    assert_eq!(row.bits.to_string(), "10");
    let words = row.words.expect("computed");
    assert_eq!(words.to_string(), "'cat':1");
    assert!(row.document.is_none() && row.no_address.is_none() && row.no_span.is_none() && row.no_blob.is_none());

    let update = Sample::update(1).set(Sample::document, words.clone()).set(Sample::no_bits, row.bits);
    update.execute(&world.db).await.expect("updated");
    assert_eq!(Sample::find(1, &world.db).await.expect("answers").expect("is there").document, Some(words));
}

#[tokio::test]
async fn values_at_their_bounds_are_inserted_many_and_found() {
    let world = World::of(&entity_core::schema![Sample]).await;
    let spans = [
        Interval { months: i32::MAX, days: i32::MIN, microseconds: i64::MAX },
        Interval { months: i32::MIN, days: i32::MAX, microseconds: i64::MIN },
    ];
    let rows = spans.iter().enumerate().map(|(id, span)| {
        let row = NewSample { exact: Decimal::MIN, double: f64::NAN, ..sample(id as i32) };
        row.span(*span).bits(BitString::default()).no_card(MacAddr([255; 6])).no_blob(Bytes::new())
    });
    assert_eq!(Sample::insert_many(rows, &world.db).await.expect("inserted"), 2);
    let rows = Sample::query().order_by(Sample::id.asc()).all(&world.db).await.expect("answers");
    assert_eq!(rows.iter().map(|row| row.span).collect::<Vec<_>>(), spans);
    assert!(rows[0].double.is_nan() && rows[0].exact == Decimal::MIN);
    assert_eq!((&rows[0].no_blob, rows[0].no_card), (&Some(Bytes::new()), Some(MacAddr([255; 6]))));
    let one = async |filter: Filter<Sample>| Sample::query().filter(filter).count(&world.db).await.expect("answers");
    assert_eq!(one(Sample::name.eq("NAME 1")).await, 1, "citext knows no case");
    assert_eq!(one(Sample::host.is_in([sample(1).host])).await, 2);
    assert_eq!(one(Sample::address.eq(sample(1).address).and(Sample::network.eq(sample(1).network))).await, 2);
    assert_eq!(one(Sample::no_card.eq(MacAddr([255; 6])).and(Sample::three.eq(sample(1).three))).await, 2);
    assert_eq!(one(Sample::span.lt(Interval::months(1))).await, 1);
    let error = Sample::update(1).set(Sample::three, BitString::default()).execute(&world.db).await;
    assert!(error.is_err(), "bit(3) has three bits");
}
