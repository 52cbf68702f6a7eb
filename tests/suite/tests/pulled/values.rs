use chrono::{DateTime, NaiveDate, NaiveDateTime, NaiveTime, Utc};
use entity_core::{BitString, Entity, GeoPoint, Geography, Geometry, Id, Interval, IpCidr, IpInet, MacAddr, Multirange, PgEnum, Range, TsVector};
use geo_types::{GeometryCollection, LineString, MultiLineString, MultiPoint, MultiPolygon, Point, Polygon};
use rust_decimal::Decimal;
use uuid::Uuid;

/// How a parcel travels.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PgEnum)]
pub enum Carrier {
    Bicycle,
    NightTrain,
}

/// When a room is taken.
#[derive(Clone, Debug, Entity)]
#[entity(index(using = gist, during))]
pub struct Booking {
    #[column(primary_key)]
    pub id: i32,
    #[column(default = sql("int4range(1, 5, '[)'::text)"))]
    pub seats: Range<i32>,
    pub ticks: Range<i64>,
    pub price: Range<Decimal>,
    pub nights: Range<NaiveDate>,
    #[column(timestamp)]
    pub local: Range<NaiveDateTime>,
    pub during: Range<DateTime<Utc>>,
    #[column(default = sql("int4multirange()"))]
    pub rows: Multirange<i32>,
    pub bands: Multirange<i64>,
    pub prices: Multirange<Decimal>,
    pub seasons: Multirange<NaiveDate>,
    #[column(timestamp)]
    pub shifts: Multirange<NaiveDateTime>,
    pub closed: Multirange<DateTime<Utc>>,
    pub maybe: Option<Range<DateTime<Utc>>>,
    pub breaks: Option<Multirange<DateTime<Utc>>>,
}

/// A message.
#[derive(Clone, Debug, Entity)]
pub struct Mail {
    #[column(primary_key, default = gen_random_uuid())]
    pub id: Id<Mail>,
    #[column(varchar(30), default = sql("'it''s nobody'::character varying"), unique)]
    #[validate(length(min = 2))]
    pub to: String,
    #[column(numeric(8, 2))]
    pub price: Decimal,
    #[column(default = sql("5"))]
    pub cents: Option<i64>,
    #[column(name = "all")]
    pub all_value: Vec<String>,
    pub between: Option<Range<i64>>,
}

/// A list of everything.
#[derive(Clone, Debug, Entity)]
pub struct Parcel {
    #[column(primary_key)]
    pub id: i32,
    pub flags: Vec<bool>,
    pub smalls: Vec<i16>,
    pub numbers: Vec<i32>,
    pub bigs: Vec<i64>,
    pub singles: Vec<f32>,
    pub doubles: Vec<f64>,
    #[column(numeric(8, 2))]
    pub prices: Vec<Decimal>,
    pub words: Vec<String>,
    #[column(varchar(5))]
    pub codes: Vec<String>,
    #[column(type = "character(3)[]")]
    pub places: Vec<String>,
    pub blobs: Vec<Vec<u8>>,
    pub seals: Vec<Vec<u8>>,
    pub keys: Vec<Uuid>,
    pub documents: Vec<serde_json::Value>,
    #[column(type = "json[]")]
    pub texts: Vec<serde_json::Value>,
    pub carriers: Vec<Carrier>,
    pub moments: Vec<DateTime<Utc>>,
    #[column(timestamp)]
    pub local: Vec<NaiveDateTime>,
    pub dates: Vec<NaiveDate>,
    pub times: Vec<NaiveTime>,
    pub spans: Vec<Interval>,
    pub addresses: Vec<IpInet>,
    pub networks: Vec<IpCidr>,
    pub cards: Vec<MacAddr>,
    pub bits: Vec<BitString>,
    pub slots: Vec<Range<i32>>,
    pub points: Vec<GeoPoint>,
    #[column(default = sql("'{}'::text[]"))]
    pub tags: Vec<String>,
    #[column(default = sql("ARRAY['night_train'::carrier]"))]
    pub usual: Vec<Carrier>,
    #[column(default = sql("ARRAY['it''s'::text, NULL::text]"))]
    pub notes: Vec<String>,
    pub holes: Vec<i32>,
    pub labels: Option<Vec<String>>,
    pub gaps: Option<Vec<Carrier>>,
}

/// One of each.
#[derive(Clone, Debug, Entity)]
#[entity(index(using = gin, words))]
pub struct Sample {
    #[column(primary_key)]
    pub id: i32,
    pub small: i16,
    pub big: i64,
    pub single: f32,
    pub double: f64,
    pub exact: Decimal,
    #[column(type = "citext", unique)]
    pub name: String,
    #[column(type = "character(4)")]
    pub code: String,
    pub blob: Vec<u8>,
    #[column(default = sql("'\\x00ff'::bytea"))]
    pub seal: Vec<u8>,
    pub address: IpInet,
    pub host: IpInet,
    pub network: IpCidr,
    #[column(default = sql("'08:00:2b:01:02:03'::macaddr"))]
    pub card: MacAddr,
    #[column(default = sql("'1 year 2 mons -3 days -00:00:04.000005'::interval"))]
    pub span: Interval,
    #[column(default = sql("'10'::\"bit\""))]
    pub bits: BitString,
    #[column(type = "bit(3)")]
    pub three: BitString,
    pub date: NaiveDate,
    pub time: NaiveTime,
    #[column(timestamp)]
    pub local: NaiveDateTime,
    #[column(type = "timestamp(0) without time zone")]
    pub whole: NaiveDateTime,
    pub moment: DateTime<Utc>,
    #[column(type = "timestamp(3) with time zone")]
    pub coarse: Option<DateTime<Utc>>,
    #[column(generated = "to_tsvector('english'::regconfig, (code)::text)")]
    pub words: Option<TsVector>,
    pub document: Option<TsVector>,
    pub no_address: Option<IpInet>,
    pub no_network: Option<IpCidr>,
    pub no_card: Option<MacAddr>,
    pub no_span: Option<Interval>,
    pub no_bits: Option<BitString>,
    pub no_blob: Option<Vec<u8>>,
}

/// A place with all its shapes.
#[derive(Clone, Debug, Entity)]
#[entity(index(using = gist, area))]
pub struct Site {
    #[column(primary_key)]
    pub id: i32,
    pub gate: GeoPoint,
    pub path: Geography<LineString<f64>>,
    pub area: Geography<Polygon<f64>>,
    pub gates: Geography<MultiPoint<f64>>,
    pub paths: Geography<MultiLineString<f64>>,
    pub areas: Geography<MultiPolygon<f64>>,
    #[column(name = "all")]
    pub all_value: Geography<GeometryCollection<f64>>,
    pub any: Geography<geo_types::Geometry<f64>>,
    pub plan_gate: Geometry<Point<f64>, 2056>,
    pub plan_path: Geometry<LineString<f64>, 2056>,
    pub plan: Geometry<Polygon<f64>, 2056>,
    pub plan_gates: Geometry<MultiPoint<f64>>,
    pub plan_paths: Geometry<MultiLineString<f64>>,
    pub plans: Geometry<MultiPolygon<f64>, 4326>,
    pub whole: Geometry<GeometryCollection<f64>>,
    pub anything: Geometry<geo_types::Geometry<f64>, 2056>,
    pub maybe: Option<Geometry<Point<f64>>>,
    pub several: Vec<Geometry<Point<f64>, 2056>>,
}

/// Every entity.
pub const SCHEMA: entity_core::Schema = entity_core::schema![
    Booking,
    Mail,
    Parcel,
    Sample,
    Site,
];
