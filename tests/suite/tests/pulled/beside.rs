// Not said here: column shop.orders.spot of type point.

use chrono::{DateTime, Utc};
use entity_core::{Entity, PgEnum, Range};

#[derive(Clone, Copy, Debug, PartialEq, Eq, PgEnum)]
#[pg_enum(schema = "shop")]
pub enum State {
    Open,
    Closed,
}

#[derive(Clone, Debug, Entity)]
#[entity(schema = "shop", unique(email, deferrable, name = "customers_email_once"))]
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
#[entity(schema = "shop", index(note.collate("C").desc().opclass("text_pattern_ops"), name = "lines_note"))]
pub struct Line {
    #[column(primary_key)]
    pub place: i32,
    #[column(primary_key)]
    #[references(Order, on_delete = no_action, name = "lines_order_number_fkey")]
    pub order_number: i64,
    #[column(compression = pglz)]
    pub note: Option<String>,
}

#[derive(Clone, Debug, Entity)]
#[entity(
    schema = "shop",
    index(placed, where = "shop.is_open(state)", name = "orders_open"),
    index(number, include(customer_id), name = "orders_recent"),
)]
#[relation(has_many = lines: Line.order_number)]
pub struct Order {
    #[column(primary_key, default = sql("nextval('shop.numbers'::regclass)"))]
    pub number: i64,
    #[references(
        Customer,
        on_delete = cascade,
        deferrable,
        name = "orders_customer_id_fkey",
        relation = customer,
    )]
    pub customer_id: i64,
    pub placed: Range<DateTime<Utc>>,
    #[column(default = State::Open)]
    pub state: State,
    #[column(default = sql("nextval('shop.orders_line_seq'::regclass)"))]
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
#[entity(
    schema = "shop",
    unique(order_number, include(place), nulls_not_distinct, with(fillfactor = 70), name = "parts_once"),
    references(Line, columns(order_number, place), to(order_number, place), on_delete = set_null, match_full, name = "parts_order_number_place_fkey"),
)]
pub struct Part {
    #[column(primary_key, identity(always, start = 10, increment = 5))]
    pub id: i32,
    pub place: Option<i32>,
    pub order_number: Option<i64>,
    #[references(Customer, on_delete = set_null, deferrable = initially_deferred, name = "parts_kept_by")]
    pub kept_by: Option<i64>,
}

/// Every entity.
pub const SCHEMA: entity_core::Schema = entity_core::schema![
    Customer,
    Line,
    Order,
    Part,
]
.with_sql(&[entity_core::SqlFile { path: "objects.sql", text: r#"CREATE SEQUENCE shop.numbers START WITH 100;
CREATE SEQUENCE shop.orders_line_seq AS integer;
CREATE FUNCTION shop.is_open(state shop.state) RETURNS boolean LANGUAGE sql IMMUTABLE
AS $$SELECT state = 'open'$$;
ALTER TABLE shop.customers RENAME CONSTRAINT customers_pkey TO customers_key;
REVOKE USAGE ON TYPE shop.state FROM PUBLIC;
CREATE FUNCTION shop.twice(n integer) RETURNS integer LANGUAGE sql IMMUTABLE
AS $$SELECT n * 2$$;
ALTER TABLE shop.customers SET (fillfactor = 80);
CREATE TABLE shop.events (
    at timestamptz NOT NULL,
    what text
) PARTITION BY RANGE (at);
REVOKE SELECT ON TABLE shop.events FROM PUBLIC;
CREATE TABLE shop.events_first PARTITION OF shop.events FOR VALUES FROM (MINVALUE) TO ('2026-01-01 00:00:00+00');
REVOKE SELECT ON TABLE shop.events_first FROM PUBLIC;
DROP INDEX shop.idx_lines_order_number;
DROP INDEX shop.idx_orders_customer_id;
ALTER TABLE shop.orders
    ENABLE ROW LEVEL SECURITY,
    ADD COLUMN spot point,
    ADD CONSTRAINT orders_placed_excl EXCLUDE USING gist (placed WITH &&);
CREATE POLICY everybody ON shop.orders USING (number > 0);
ALTER SEQUENCE shop.orders_line_seq OWNED BY shop.orders.line;
CREATE FUNCTION shop.is_due(shop.orders) RETURNS boolean LANGUAGE sql IMMUTABLE
AS $body$SELECT $1.number > 0$body$;
ALTER TABLE shop.orders ADD CONSTRAINT due CHECK (shop.is_due(orders.*));
DROP INDEX shop.idx_parts_kept_by;
DROP INDEX shop.idx_parts_order_number_place;
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
ALTER DEFAULT PRIVILEGES IN SCHEMA shop GRANT SELECT ON TABLES TO PUBLIC;
"# }]);
