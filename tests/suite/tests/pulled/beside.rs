// Not said here: column shop.odd.at of type oid.
// Not said here: column shop.odd.cash of type money.
// Not said here: column shop.odd.own of type public.money.
// Not said here: column shop.odd.twice of type oid.
// Not said here: column shop.orders.spot of type point.

use chrono::{DateTime, NaiveDate, NaiveDateTime, Utc};
use entity_core::{Entity, Id, PgComposite, PgDomain, PgEnum, Range};
use rust_decimal::Decimal;

#[derive(Clone, Copy, Debug, PartialEq, Eq, PgEnum)]
#[pg_enum(schema = "shop")]
pub enum State {
    Open,
    Closed,
}

/// Where mail goes.
#[derive(Clone, Debug, PartialEq, PgDomain)]
#[pg_domain(
    schema = "shop",
    base = varchar(80),
    collate = "C",
    not_null,
    default = sql("'no@body'::character varying"),
    check(name = "has_at", "((VALUE)::text ~~ '%@%'::text)"),
    check(name = "no_space", "((VALUE)::text !~ ' '::text)"),
)]
pub struct Email(pub String);

#[derive(Clone, Debug, PartialEq, PgDomain)]
#[pg_domain(schema = "shop")]
pub struct Emails(pub Vec<Email>);

#[derive(Clone, Debug, PartialEq, PgDomain)]
#[pg_domain(schema = "shop", check(name = "kept_check", "shop.is_open(VALUE)"))]
pub struct Kept(pub State);

#[derive(Clone, Debug, PartialEq, PgComposite)]
#[pg_composite(name = "Size in cm", schema = "shop")]
pub struct SizeInCm {
    /// From side to side.
    #[column(numeric(6, 2))]
    pub width: Option<Decimal>,
    pub r#type: Option<State>,
    #[column(collate = "C")]
    pub label: Option<String>,
    #[column(timestamp)]
    pub at: Option<NaiveDateTime>,
}

#[derive(Clone, Debug, Entity)]
#[entity(
    schema = "shop",
    no_primary_key,
    unique(code, constraint, name = "currencies_code_once"),
    unique(number, nulls_not_distinct, constraint, name = "currencies_number_key"),
    unique(owner, number, constraint, name = "currencies_owner_number_key"),
    replica_identity = full,
    row_level_security = forced,
    policy(name = "read", for = select, using = "EXISTS ( SELECT 1\n   FROM shop.orders\n  WHERE (orders.amount = orders.number))"),
    policy(name = "write", for = update, using = "true", check = "number > 0", restrictive),
)]
pub struct Currency {
    #[column(type = "character(3)")]
    pub code: Option<String>,
    pub number: Option<i32>,
    pub owner: Option<Email>,
    pub others: Option<Emails>,
    #[column(default = sql("'open'::shop.state"))]
    pub state: Option<Kept>,
    pub size: Option<SizeInCm>,
    #[column(default = sql("'{}'::shop.\"Size in cm\"[]"))]
    pub sizes: Vec<SizeInCm>,
}

#[derive(Clone, Debug, Entity)]
#[entity(
    schema = "shop",
    primary_key(name = "customers_key"),
    unique(email, deferrable, name = "customers_email_once"),
    with(fillfactor = 80),
)]
#[relation(has_many = orders: Order.customer_id)]
#[relation(has_many = parts: Part.kept_by)]
pub struct Customer {
    #[column(primary_key, identity)]
    pub id: i64,
    pub email: String,
    #[column(collate = "C")]
    pub name: String,
}

#[derive(Clone, Debug, Entity)]
#[entity(
    schema = "shop",
    no_primary_key,
    partition_by(range(at)),
    partition(name = "events_first", from = minvalue, to = "2026-01-01 00:00:00+00"),
)]
pub struct Event {
    pub at: DateTime<Utc>,
    pub what: Option<String>,
}

#[derive(Clone, Debug, Entity)]
#[entity(schema = "shop", index(note.collate("C").desc().opclass("text_pattern_ops"), name = "lines_note"))]
pub struct Line {
    #[column(primary_key)]
    pub place: i32,
    #[column(primary_key)]
    #[references(Order, on_delete = no_action, no_index, name = "lines_order_number_fkey")]
    pub order_number: i64,
    #[column(compression = pglz)]
    pub note: Option<String>,
}

#[derive(Clone, Debug, Entity)]
#[entity(
    table = "odd",
    schema = "shop",
    no_primary_key,
    unique(b, constraint, name = "odd_b"),
    unique(r#deferrable, a, name = "odd_deferrable"),
    index(r#constraint, a, name = "odd_constraint"),
)]
pub struct Odd {
    pub constraint: Option<String>,
    pub deferrable: Option<String>,
    #[column(type = "numeric(2,5)")]
    pub small: Option<Decimal>,
    pub a: Option<i32>,
    pub b: Option<i32>,
}

#[derive(Clone, Debug, Entity)]
#[entity(table = "odder", schema = "shop", no_primary_key)]
pub struct Odder {
    pub a: Option<i32>,
    #[references(Odd, to(b), on_delete = no_action, no_index, name = "odder_b_fkey")]
    pub b: Option<i32>,
}

#[derive(Clone, Debug, Entity)]
#[entity(
    schema = "shop",
    index(placed, where = "shop.is_open(state)", name = "orders_open"),
    index(number, include(customer_id), name = "orders_recent"),
    row_level_security,
    policy(name = "everybody", using = "number > 0"),
    exclude(using = gist, placed with "&&", name = "orders_placed_excl"),
    sequence(name = "numbers", start = 100),
    sequence(name = "orders_line_seq", type = integer, owned_by = line),
)]
#[relation(has_many = lines: Line.order_number)]
pub struct Order {
    #[column(primary_key, default = nextval("numbers"))]
    pub number: i64,
    #[references(
        Customer,
        on_delete = cascade,
        deferrable,
        no_index,
        name = "orders_customer_id_fkey",
        relation = customer,
    )]
    pub customer_id: i64,
    pub placed: Range<DateTime<Utc>>,
    #[column(default = State::Open)]
    pub state: State,
    #[column(default = nextval("orders_line_seq"))]
    pub line: i32,
    #[column(varchar(9))]
    #[validate(length(min = 2))]
    pub code: String,
    #[validate(range(min = 1, max = 100))]
    pub amount: Option<i32>,
    pub opened_at: Option<DateTime<Utc>>,
    #[validate(after(opened_at))]
    pub closed_at: Option<DateTime<Utc>>,
}

#[derive(Clone, Debug, Entity)]
#[entity(schema = "shop", partition_by(hash(id)), partition(name = "parcels_0", modulus = 2, remainder = 0))]
pub struct Parcel {
    #[column(primary_key)]
    pub id: Id<Parcel>,
    pub at: Option<NaiveDate>,
}

#[derive(Clone, Debug, Entity)]
#[entity(
    schema = "shop",
    unique(order_number, include(place), nulls_not_distinct, with(fillfactor = 70), name = "parts_once"),
    references(Line, columns(order_number, place), to(order_number, place), on_delete = set_null, match_full, no_index, name = "parts_order_number_place_fkey"),
    unlogged,
    grant(select, insert, to("public")),
)]
pub struct Part {
    #[column(primary_key, identity(always, start = 10, increment = 5))]
    pub id: i32,
    pub place: Option<i32>,
    pub order_number: Option<i64>,
    #[references(
        Customer,
        on_delete = set_null,
        deferrable = initially_deferred,
        no_index,
        name = "parts_kept_by",
    )]
    pub kept_by: Option<i64>,
}

#[derive(Clone, Debug, Entity)]
#[entity(
    schema = "shop",
    index(currency, name = "prices_currency"),
    check(name = "prices_amount_check", "(amount > (0)::numeric)"),
    grant(delete, select(id, region), update(region), to("public")),
    sequence(name = "prices_id_seq", owned_by = id),
    partition_by(list(region)),
    partition(name = "prices_north", in("oslo", "it's"), with(fillfactor = 90)),
    partition(name = "prices_rest", default),
)]
pub struct Price {
    #[column(primary_key, default = nextval("prices_id_seq"))]
    pub id: i64,
    #[column(type = "character(3)")]
    #[references(Currency, to(code), on_delete = no_action, name = "prices_currency_fkey")]
    pub currency: String,
    #[column(primary_key)]
    pub region: String,
    #[column(numeric(8, 2))]
    pub amount: Option<Decimal>,
}

#[derive(Clone, Debug, Entity)]
#[entity(
    schema = "shop",
    no_primary_key,
    partition_by(range(year, expr("lower(what)"))),
    partition(name = "sales_old", from(minvalue, minvalue), to(2024, "m")),
)]
pub struct Sale {
    pub year: Option<i32>,
    pub what: Option<String>,
}

/// Every entity.
pub const SCHEMA: entity_core::Schema = entity_core::schema![
    Currency,
    Customer,
    Event,
    Line,
    Odd,
    Odder,
    Order,
    Parcel,
    Part,
    Price,
    Sale,
]
.with_sql(&[entity_core::SqlFile { path: "objects.sql", text: r#"CREATE FUNCTION shop.is_open(state shop.state) RETURNS boolean LANGUAGE sql IMMUTABLE
AS $$SELECT state = 'open'$$;
REVOKE USAGE ON TYPE shop.state FROM PUBLIC;
CREATE DOMAIN money AS numeric(3,-1);
CREATE TYPE shop.unused AS (n integer);
CREATE SEQUENCE shop.spare;
CREATE FUNCTION shop.is_due(shop.orders) RETURNS boolean LANGUAGE sql IMMUTABLE
AS $body$SELECT $1.number > 0$body$;
CREATE FUNCTION shop.twice(n integer) RETURNS integer LANGUAGE sql IMMUTABLE
AS $$SELECT n * 2$$;
ALTER TABLE shop.odd
    ADD COLUMN cash money,
    ADD COLUMN own public.money,
    ADD COLUMN at oid NOT NULL,
    ADD COLUMN twice oid GENERATED ALWAYS AS (at) STORED,
    ADD CONSTRAINT odd_a UNIQUE (a);
ALTER TABLE shop.odd CLUSTER ON odd_a;
ALTER TABLE shop.odd
    ADD CONSTRAINT odd_b_later UNIQUE (b) DEFERRABLE,
    ADD CONSTRAINT odd_at_check CHECK (at > (3)::oid);
CREATE POLICY nothing ON shop.odd FOR SELECT;
ALTER TABLE shop.odder ADD CONSTRAINT odder_a_fkey FOREIGN KEY (a) REFERENCES shop.odd (a);
ALTER TABLE shop.orders
    ADD COLUMN spot point,
    ADD CONSTRAINT due CHECK (shop.is_due(orders.*));
ALTER TABLE shop.prices_rest
    ALTER COLUMN amount SET DEFAULT 1,
    ADD CONSTRAINT prices_rest_amount_check CHECK (amount < (100)::numeric);
CREATE INDEX prices_rest_amount ON shop.prices_rest (amount);
CREATE TABLE shop.prices_south PARTITION OF shop.prices FOR VALUES IN ('rome');
ALTER TABLE shop.prices_south ALTER COLUMN id DROP DEFAULT;
ALTER INDEX shop.prices_south_currency_idx RENAME TO prices_south_c;
REVOKE SELECT ON TABLE shop.prices_south FROM PUBLIC;
CREATE TABLE shop.spans (
    at oid NOT NULL,
    n integer
) PARTITION BY RANGE (at);
REVOKE SELECT ON TABLE shop.spans FROM PUBLIC;
CREATE VIEW shop.big_orders AS
SELECT orders.number,
    orders.customer_id,
    orders.placed,
    orders.spot,
    orders.state,
    orders.line,
    orders.code,
    orders.amount,
    orders.opened_at,
    orders.closed_at
   FROM shop.orders
  WHERE (orders.number > 1000);
COMMENT ON VIEW shop.big_orders IS 'many';
REVOKE SELECT ON TABLE shop.big_orders FROM PUBLIC;
CREATE POLICY seen ON shop.currencies USING (number IN ( SELECT big_orders.number
   FROM shop.big_orders));
ALTER DEFAULT PRIVILEGES IN SCHEMA shop GRANT SELECT ON TABLES TO PUBLIC;
"# }]);
