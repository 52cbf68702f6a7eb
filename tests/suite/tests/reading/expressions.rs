//! Every operator and function, once, on a server.

use chrono::{DateTime, NaiveDate, TimeZone, Utc};
use entity_core::prelude::*;
use entity_core::query::{self, Part, TsQuery, json_object, now, today, value};
use entity_core::value::{Interval, Multirange, Range};
use entity_core::{Geometry, raw};
use geo_types::{Point, Polygon, point, polygon};
use rust_decimal::Decimal;
use serde_json::json;
use suite::blog::{Post, blog};

/// A row of everything.
#[allow(dead_code, reason = "its columns are asked for, its fields are not read")]
#[derive(Clone, Debug, Entity)]
struct Thing {
    #[column(primary_key)]
    id: i64,
    word: String,
    note: Option<String>,
    small: i32,
    exact: Decimal,
    float: Option<f64>,
    sure: bool,
    days: NaiveDate,
    at: DateTime<Utc>,
    span: Range<i32>,
    spans: Multirange<i32>,
    numbers: Vec<i32>,
    doc: serde_json::Value,
    place: GeoPoint,
    area: Geometry<Polygon<f64>, 2056>,
    spot: Geometry<Point<f64>, 2056>,
}

const SCHEMA: Schema = entity_core::schema![Thing].with_extensions(&[entity_core::ExtensionDef::new("pg_trgm")]);

const ROWS: &str = "
INSERT INTO things VALUES
 (1, 'Alpha', 'first', 7, 1.50, 2.5, true, '2024-02-29', '2024-02-29 12:34:56.5+00', '[1,5)', '{[1,3),[5,9)}', '{1,2,3}',
  '{\"a\": {\"b\": [10, 20]}, \"tags\": [\"x\", \"y\"]}', 'POINT(8.5 47.4)',
  ST_GeomFromText('POLYGON((0 0, 10 0, 10 10, 0 10, 0 0))', 2056), ST_GeomFromText('POINT(5 5)', 2056)),
 (2, 'be_ta%', NULL, -3, 100, NULL, false, '2025-12-31', '2025-12-31 23:59:59+00', 'empty', '{}', '{}',
  '[1, 2, 3]', 'POINT(-118.2 34.0)',
  ST_GeomFromText('POLYGON((20 20, 21 20, 21 21, 20 20))', 2056), ST_GeomFromText('POINT(50 50)', 2056));";

async fn things() -> (harness::Database, Db) {
    let (database, db) = suite::made(&SCHEMA).await;
    database.run(ROWS).await;
    (database, db)
}

/// The ids of the rows that satisfy each condition.
async fn all_find(db: &Db, cases: Vec<(&str, Filter<Thing>, &[i64])>) {
    for (name, filter, expected) in cases {
        let query = Thing::query().filter(filter).order_by(Thing::id.asc()).select((Thing::id,));
        let sql = query.sql();
        let found = query.all(db).await.unwrap_or_else(|error| panic!("{name}: {error}\n{sql}"));
        assert_eq!(found.into_iter().map(|(id,)| id).collect::<Vec<_>>(), expected, "{name}: {sql}");
    }
}

/// What an expression gives for the first row.
macro_rules! gives {
    ($db:expr, $($expr:expr => $expected:expr),* $(,)?) => {
        $({
            let query = Thing::query().filter(Thing::id.eq(1)).select(($expr,));
            let sql = query.sql();
            let (found,) = query.one($db).await.unwrap_or_else(|error| panic!("{error}\n{sql}"));
            assert_eq!(found, $expected, "{sql}");
        })*
    };
}

#[tokio::test]
async fn comparisons() {
    let (_database, db) = things().await;
    let t = Thing::small;
    all_find(
        &db,
        vec![
            ("eq", t.eq(7), &[1]),
            ("ne", t.ne(7), &[2]),
            ("lt", t.lt(0), &[2]),
            ("le", t.le(7), &[1, 2]),
            ("gt", t.gt(7), &[]),
            ("ge", t.ge(7), &[1]),
            ("between", t.between(-5, 0), &[2]),
            ("not between", t.not_between(-5, 0), &[1]),
            ("in", t.is_in([7, 8]), &[1]),
            ("in references", t.is_in([7, 8].iter()), &[1]),
            ("in nothing", t.is_in([0; 0]), &[]),
            ("not in", t.not_in([7]), &[2]),
            ("not in nothing", t.not_in([0; 0]), &[1, 2]),
            ("null", Thing::note.is_null(), &[2]),
            ("not null", Thing::note.is_not_null(), &[1]),
            ("same", Thing::note.is_not_distinct_from(None), &[2]),
            ("same value", Thing::note.is_not_distinct_from(Some("first".to_owned())), &[1]),
            ("other", Thing::note.is_distinct_from(Some("first".to_owned())), &[2]),
            ("true", Thing::sure.is_true(), &[1]),
            ("false", Thing::sure.is_false(), &[2]),
            ("a condition that is null", Thing::float.gt(0.0).is_true().not(), &[2]),
            ("two columns", Thing::small.gt(Thing::small.minus(1)), &[1, 2]),
            ("array", Thing::numbers.eq(vec![1, 2, 3]), &[1]),
            ("in arrays", Thing::numbers.is_in([vec![1, 2, 3], vec![9]]), &[1]),
        ],
    )
    .await;
    gives!(&db,
        Thing::note.coalesce("none") => "first".to_owned(),
        Thing::small.null_if(7) => None,
        Thing::small.greatest(9) => 9,
        Thing::small.least(9) => 7,
        Thing::small.cast::<i64>() => 7_i64,
        Thing::small.cast::<String>() => "7".to_owned(),
        value(3_i32) => 3,
        Thing::small.eq(7) => Some(true),
    );
}

#[tokio::test]
async fn texts() {
    let (_database, db) = things().await;
    let t = Thing::word;
    all_find(
        &db,
        vec![
            ("like", t.like("Al%"), &[1]),
            ("not like", t.not_like("Al%"), &[2]),
            ("ilike", t.ilike("al%"), &[1]),
            ("not ilike", t.not_ilike("al%"), &[2]),
            ("starts", t.starts_with("be_"), &[2]),
            ("starts, no wildcard", t.starts_with("A_"), &[]),
            ("ends", t.ends_with("%"), &[2]),
            ("contains", t.contains_text("_ta"), &[2]),
            ("icontains", t.icontains_text("ALP"), &[1]),
            ("regex", t.matches_regex("^A.*a$"), &[1]),
            ("iregex", t.imatches_regex("^a.*A$"), &[1]),
            ("lower", t.lower().eq("alpha"), &[1]),
            ("length", t.char_length().eq(6), &[2]),
            ("similar", t.is_similar_to("alpha"), &[1]),
        ],
    )
    .await;
    gives!(&db,
        t.upper() => "ALPHA".to_owned(),
        t.lower().initcap() => "Alpha".to_owned(),
        value("  x ".to_owned()).trim() => "x".to_owned(),
        t.octet_length() => 5,
        t.left(2) => "Al".to_owned(),
        t.right(2) => "ha".to_owned(),
        t.substring(2, 3) => "lph".to_owned(),
        t.replace("ph", "f") => "Alfa".to_owned(),
        t.split_part("p", 2) => "ha".to_owned(),
        t.position_of("p") => 3,
        t.concat("!") => "Alpha!".to_owned(),
        t.concat(Thing::note) => Some("Alphafirst".to_owned()),
        t.similarity("Alpha") => 1.0_f32,
        t.regex_match("l(.)h") => Some("p".to_owned()),
        query::join_texts("-", [t.lower(), t.upper()]) => "alpha-ALPHA".to_owned(),
    );
}

#[tokio::test]
async fn numbers() {
    let (_database, db) = things().await;
    let n = Thing::small;
    let tenth = Decimal::new(1, 1);
    gives!(&db,
        n.plus(1) => 8,
        n.minus(1) => 6,
        n.times(2) => 14,
        n.divided_by(2) => 3,
        n.modulo(4) => 3,
        n.negated() => -7,
        n.negated().abs() => 7,
        Thing::exact.times(tenth) => Decimal::new(150, 3),
        Thing::exact.round() => Decimal::from(2),
        Thing::exact.round_to(1) => Decimal::new(15, 1),
        Thing::exact.ceil() => Decimal::from(2),
        Thing::exact.floor() => Decimal::from(1),
        n.power(2.0) => 49.0,
        n.plus(2).sqrt() => 3.0,
        Thing::float.plus(1.0) => Some(3.5),
        n.plus(n).times(n) => 98,
        n.plus(n.times(n)) => 56,
    );
}

#[tokio::test]
async fn arrays_and_ranges() {
    let (_database, db) = things().await;
    all_find(
        &db,
        vec![
            ("contains", Thing::numbers.contains([1, 3]), &[1]),
            ("contains nothing", Thing::numbers.contains(Vec::new()), &[1, 2]),
            ("contained", Thing::numbers.contained_by(vec![1, 2, 3, 4]), &[1, 2]),
            ("overlaps", Thing::numbers.overlaps(vec![3, 4]), &[1]),
            ("has", Thing::numbers.has(2), &[1]),
            ("length", Thing::numbers.cardinality().eq(0), &[2]),
            ("range has", Thing::span.contains(4), &[1]),
            ("range contains", Thing::span.contains(Range::from(1..3)), &[1]),
            ("range within", Thing::span.contained_by(Range::from(0..9)), &[1, 2]),
            ("range overlaps", Thing::span.overlaps(Range::from(4..9)), &[1]),
            ("range empty", Thing::span.is_empty(), &[2]),
            ("before", Thing::span.ends_before(Range::from(5..9)), &[1]),
            ("after", Thing::span.begins_after(Range::from(-5..0)), &[1]),
            ("beside", Thing::span.is_adjacent_to(Range::from(5..9)), &[1]),
            ("multirange has", Thing::spans.contains(6), &[1]),
            ("multirange contains", Thing::spans.contains(Range::from(5..7)), &[1]),
        ],
    )
    .await;
    gives!(&db,
        Thing::numbers.member(2) => Some(2),
        Thing::numbers.member(9) => None,
        Thing::numbers.appended(4) => vec![1, 2, 3, 4],
        Thing::numbers.removed(2) => vec![1, 3],
        Thing::numbers.position(3) => Some(3),
        Thing::numbers.joined_by("/") => "1/2/3".to_owned(),
        Thing::numbers.extended(vec![9]) => vec![1, 2, 3, 9],
        Thing::span.lower_bound() => Some(1),
        Thing::span.upper_bound() => Some(5),
        Thing::span.intersection(Range::from(3..9)) => Range::from(3..5),
        Thing::span.merged_with(Range::from(8..9)) => Range::from(1..9),
    );
}

#[tokio::test]
async fn documents() {
    let (_database, db) = things().await;
    let doc = Thing::doc;
    all_find(
        &db,
        vec![
            ("contains", doc.contains(json!({"tags": ["y"]})), &[1]),
            ("within", doc.is_within(json!([1, 2, 3, 4])), &[2]),
            ("key", doc.has_key("a"), &[1]),
            ("any key", doc.has_any_key(["z", "tags"]), &[1]),
            ("all keys", doc.has_all_keys(["a", "tags"]), &[1]),
            ("path", doc.at_path(["a", "b", "1"]).eq(json!(20)), &[1]),
            ("text", doc.text_at(["tags", "0"]).eq("x"), &[1]),
            ("jsonpath", doc.path_exists("$.tags[*] ? (@ == \"y\")"), &[1]),
            ("jsonpath predicate", doc.path_matches("$.a.b[0] > 5"), &[1]),
            ("type", doc.json_type().eq("array"), &[2]),
            ("nothing there", doc.at_path(["nope"]).is_null(), &[1, 2]),
        ],
    )
    .await;
    gives!(&db,
        doc.at_path(["tags"]) => Some(json!(["x", "y"])),
        doc.at_path(["tags"]).json_length() => Some(2),
        doc.with_path(["a"], json!(1)) => json!({"a": 1, "tags": ["x", "y"]}),
        doc.merged(json!({"a": 2})) => json!({"a": 2, "tags": ["x", "y"]}),
        doc.without_key("a") => json!({"tags": ["x", "y"]}),
        json_object().with("word", Thing::word).with("n", Thing::small).build() => json!({"word": "Alpha", "n": 7}),
    );
}

#[tokio::test]
async fn dates_and_times() {
    let (_database, db) = things().await;
    let at = |hour, minute, second| Utc.with_ymd_and_hms(2024, 2, 29, hour, minute, second).single().expect("a time");
    let date = NaiveDate::from_ymd_opt(2024, 2, 29).expect("a date");
    let day = Interval { days: 1, ..Interval::default() };
    gives!(&db,
        Thing::at.truncated(Part::Hour) => at(12, 0, 0),
        Thing::at.truncated_in(Part::Day, "Europe/Zurich") => at(0, 0, 0) - chrono::TimeDelta::hours(1),
        Thing::at.extract(Part::Year) => Decimal::from(2024),
        Thing::at.extract(Part::Second) => "56.500000".parse::<Decimal>().expect("a number"),
        Thing::days.weekday() => Decimal::from(4),
        Thing::days.extract(Part::Quarter) => Decimal::from(1),
        Thing::days.later(day) => date.succ_opt().expect("a date").and_hms_opt(0, 0, 0).expect("a time"),
        Thing::at.earlier(day).date() => date.pred_opt().expect("a date"),
        Thing::at.date() => date,
        Thing::at.formatted("YYYY/MM") => "2024/02".to_owned(),
        Thing::at.at_time_zone("Asia/Tokyo").formatted("HH24:MI") => "21:34".to_owned(),
        Thing::days.truncated(Part::Month).formatted("DD") => "01".to_owned(),
        Thing::at.epoch().round() => Decimal::from(1_709_210_097),
    );
    all_find(
        &db,
        vec![
            ("past", Thing::at.lt(now()), &[1, 2]),
            ("today", Thing::days.lt(today()), &[1, 2]),
            ("since", Thing::at.since(at(12, 0, 0)).lt(Interval { days: 1, ..Interval::default() }), &[1]),
        ],
    )
    .await;
}

#[tokio::test]
async fn places_and_shapes() {
    let (_database, db) = things().await;
    let zurich = GeoPoint::new(8.54, 47.38).expect("a place");
    let square: Geometry<_, 2056> = Geometry::new(
        polygon![(x: 4.0, y: 4.0), (x: 6.0, y: 4.0), (x: 6.0, y: 6.0), (x: 4.0, y: 6.0), (x: 4.0, y: 4.0)],
    )
    .expect("a shape");
    let spot: Geometry<_, 2056> = Geometry::new(point!(x: 5.0, y: 5.0)).expect("a shape");
    let corner = |longitude, latitude| GeoPoint::new(longitude, latitude).expect("a place");
    all_find(
        &db,
        vec![
            ("within", Thing::place.within(zurich, Meters(5_000.0)), &[1]),
            ("box", Thing::place.in_box(corner(8.0, 47.0), corner(9.0, 48.0)), &[1]),
            ("near", Thing::place.distance(zurich).lt(10_000.0), &[1]),
            ("covers", Thing::area.covers(spot.clone()), &[1]),
            ("contains", Thing::area.contains_shape(spot.clone()), &[1]),
            ("intersects", Thing::area.intersects(square.clone()), &[1]),
            ("inside", Thing::spot.inside(square.clone()), &[1]),
            ("covered by", Thing::spot.covered_by(Thing::area), &[1]),
            ("boxes", Thing::area.box_overlaps(square.clone()), &[1]),
            ("in the plane", Thing::spot.within_distance_of(spot.clone(), 1.0), &[1]),
        ],
    )
    .await;
    gives!(&db,
        Thing::area.area() => 100.0,
        Thing::area.perimeter() => 40.0,
        Thing::area.length() => 0.0,
        Thing::spot.as_text() => "POINT(5 5)".to_owned(),
        Thing::spot.as_geojson().at_path(["type"]) => Some(json!("Point")),
        Thing::area.centroid().as_text() => Some("POINT(5 5)".to_owned()),
        Thing::spot.buffer(1.0).area().round() => 3.0,
        Thing::place.longitude() => 8.5,
        Thing::place.latitude() => 47.4,
        Thing::spot.transform::<3857>().length() => 0.0,
        Thing::place.to_geometry().length() => 0.0,
    );
    let nearest = Thing::query().order_by(Thing::place.distance(zurich)).first(&db).await.expect("answers");
    assert_eq!(nearest.map(|thing| thing.id), Some(1));
}

#[tokio::test]
async fn full_text_search() {
    let (_database, db) = blog().await;
    let english = |words: &str| TsQuery::websearch("english", words);
    let found = Post::query()
        .filter(Post::words.search(english("fox or table")))
        .order_by(Post::words.rank(english("fox")).desc())
        .all(&db)
        .await
        .expect("answers");
    assert_eq!(found.iter().map(|post| post.id).collect::<Vec<_>>(), [1, 2]);
    for (query, expected) in [
        (TsQuery::plain("english", "foxes quick"), 1),
        (TsQuery::phrase("english", "quick brown"), 1),
        (TsQuery::phrase("english", "brown quick"), 0),
        (TsQuery::raw("english", "data:* & !fox"), 1),
        (english("-fox"), 2),
        (english("'; DROP TABLE posts; \"--"), 0),
    ] {
        let count = Post::query().filter(Post::words.search(query.clone())).count(&db).await.expect("answers");
        assert_eq!(count, expected, "{query:?}");
    }
    // Text itself is searched by a vector that is made on the way.
    assert_eq!(Post::query().filter(Post::body.search(english("tables"))).count(&db).await.expect("answers"), 1);
    let (headline,) = Post::query()
        .filter(Post::id.eq(1))
        .select((Post::body.headline(english("fox")),))
        .one(&db)
        .await
        .expect("answers");
    assert_eq!(headline, "The quick brown <b>fox</b>");
    let broken = Post::query().filter(Post::words.search(TsQuery::raw("english", "fox &"))).all(&db).await;
    assert_eq!(broken.expect_err("no query").sqlstate(), Some("42601"));
}

#[tokio::test]
async fn fragments_are_literals_with_typed_places() {
    let (_database, db) = things().await;
    let even: Filter<Thing> = raw!("mod({}, {}) = 1", Thing::small, 2);
    all_find(&db, vec![("raw", even.clone(), &[1]), ("raw, not", even.not(), &[2])]).await;
    let both: Expr<Thing, String> = raw!("{} || {}", Thing::word, "'; --");
    gives!(&db, both => "Alpha'; --".to_owned());
    let constant: Filter<Thing> = raw!("1 = 1");
    all_find(&db, vec![("raw without places", constant, &[1, 2])]).await;
}

#[tokio::test]
async fn one_text_that_is_read_as_another_type_is_refused() {
    let (database, _) = things().await;
    let read = || Thing::query().filter(Thing::id.eq(1));
    let number: Expr<Thing, i32> = raw!("length({})", Thing::word);
    let text: Expr<Thing, String> = raw!("length({})", Thing::word);
    let (same, other) = (read().select((number,)), read().select((text,)));
    assert_eq!(same.sql(), other.sql());
    let db = suite::pool(&database, 1).await;
    assert_eq!(same.one(&db).await.expect("a number"), (5,));
    let error = other.one(&db).await.expect_err("bytes of a number are no text");
    assert!(error.to_string().contains("is of type int4, which its field cannot hold"), "{error}");
}
