//! Every attribute that there is, once.

// What compiles need not be used.
#![allow(dead_code)]

use chrono::{DateTime, NaiveDate, Utc};
use entity_core::prelude::*;
use rust_decimal::Decimal;

/// How things stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PgEnum)]
#[pg_enum(name = "state", schema = "shop", rename_all = "kebab-case", renamed_from = "status", comment = none)]
enum State {
    InStock,
    #[pg_enum(name = "gone", renamed_from = "sold")]
    SoldOut,
}

/// A maker of things.
#[derive(Clone, Debug, Entity)]
#[relation(has_many = products: Product.maker_id)]
struct Maker {
    #[column(primary_key)]
    id: i64,
    name: String,
}

/// A thing that is sold.
///
/// Only the first paragraph becomes the comment.
#[derive(Clone, Debug, Entity)]
#[entity(table = "goods", schema = "shop", renamed_from = "products")]
#[entity(
    index(state, price.desc()),
    index(price.asc_nulls_first(), name = "goods_by_price"),
    index(expr("lower(title)").opclass("text_pattern_ops")),
    index(using = gin, tags.opclass("jsonb_path_ops")),
    index(using = gist, place),
    index(title, where = state.eq(State::InStock).and(price.gt(Decimal::ONE))),
    unique(maker_id, title, where = "deleted_at IS NULL"),
    check(name = "chk_goods_title_not_code", "title <> code", message = "Title and code differ", code = "same"),
)]
struct Product {
    #[column(primary_key, default = gen_random_uuid())]
    id: Id<Product>,
    #[references(Maker, on_delete = restrict, on_update = cascade, relation = maker, name = "goods_of")]
    maker_id: i64,
    #[references(Product, on_delete = set_null, unique, relation = successor)]
    successor_id: Option<Id<Product>>,
    #[column(varchar(80))]
    #[validate(length(min = 2, max = 60, min_message = "Too short", max_message = "Too long", code = "title"))]
    title: String,
    #[column(type = "citext", name = "code", unique, renamed_from = "number", comment = "As printed")]
    code: String,
    #[column(numeric(8, 2), default = Decimal::ONE)]
    #[validate(range(min = Decimal::ZERO))]
    price: Decimal,
    #[column(default = State::InStock, index(name = "goods_by_state", using = hash))]
    state: State,
    #[column(default = json!(["new", { "deep": [1, 2] }]))]
    tags: Json<Vec<String>>,
    #[column(default = "none", comment = none)]
    note: Option<String>,
    #[column(default = sql("CURRENT_DATE"))]
    since: NaiveDate,
    #[validate(after(since, message = "Until is after since"))]
    until: Option<NaiveDate>,
    #[column(default = -1)]
    rank: i64,
    #[validate(email(message = "Not an address", code = "mail"))]
    contact: Option<String>,
    place: Option<GeoPoint>,
    pin: Option<Secret<String>>,
    #[column(timestamp)]
    local: Option<chrono::NaiveDateTime>,
    #[column(varchar(12), default = vec![])]
    nicknames: Vec<String>,
    #[column(numeric(8, 2))]
    prices: Option<Vec<Option<Decimal>>>,
    #[column(timestamp, index(using = gist))]
    during: Option<entity_core::Range<chrono::NaiveDateTime>>,
    #[column(generated = "price * 2")]
    double_price: Option<Decimal>,
    #[column(generated(virtual, "price * 3"))]
    triple_price: Option<Decimal>,
    #[column(identity)]
    number: i64,
    #[column(identity(always, start = 100, increment = -5, min = -1000, max = 100, cache = 10, cycle))]
    countdown: i32,
    #[column(collate = "C", storage = external, compression = pglz, statistics = 500)]
    label: Option<String>,
    #[column(collate = "shop"."german")]
    german: Option<Vec<String>>,
    #[column(deleted_at)]
    deleted_at: Option<DateTime<Utc>>,
    #[column(created_at)]
    created_at: DateTime<Utc>,
    #[column(updated_at)]
    updated_at: DateTime<Utc>,
}

#[test]
fn compiles_and_says_so() {
    let product = NewProduct { maker_id: 1, title: "Lamp".to_owned(), code: "L-1".to_owned() }
        .price(Decimal::TEN)
        .note("bright".to_owned())
        .until(None)
        .state(State::SoldOut);
    let row = product.contact(Some("a@example.com".to_owned())).into_row();
    assert_eq!(format!("{row:?}"), "ProductInsert { .. }");
    assert_eq!(Product::DEF.table, "goods");
    assert_eq!(Product::DEF.comment, Some("A thing that is sold."));
    assert_eq!(State::SoldOut.label(), "gone");
    assert_eq!(State::InStock.label(), "in-stock");
    let default =
        |name: &str| Product::DEF.column(name).and_then(|column| column.default)?.sql(&Product::DEF.qual_name());
    assert_eq!(default("tags").as_deref(), Some(r#"'["new",{"deep":[1,2]}]'"#));
    assert_eq!(default("note").as_deref(), Some("'none'"));
    assert_eq!(default("rank").as_deref(), Some("-1"));
    assert_eq!(default("since").as_deref(), Some("CURRENT_DATE"));
    let ty = |name: &str| Product::DEF.column(name).map(|column| column.ty.name);
    assert_eq!(
        ["nicknames", "prices", "during"].map(ty),
        [Some("varchar(12)[]"), Some("numeric(8,2)[]"), Some("tsrange")]
    );
    let identity = |name: &str| Product::DEF.column(name).and_then(|column| column.identity).map(|it| it.counter);
    assert_eq!(identity("number").map(|counter| (counter.start, counter.increment)), Some((1, 1)));
    assert_eq!(identity("countdown").map(|counter| (counter.start, counter.min)), Some((100, Some(-1000))));
    let collation = |name: &str| Product::DEF.column(name).and_then(|column| column.collation);
    let spelled = |name: &str| collation(name).map(|collation| collation.qual_name().to_string());
    assert_eq!(spelled("label").as_deref(), Some("pg_catalog.\"C\""));
    assert_eq!(spelled("german").as_deref(), Some("shop.german"));
    let predicate = Product::DEF.indexes.iter().find_map(|index| match index.unique {
        false => index.predicate?.sql(),
        true => None,
    });
    assert_eq!(predicate.as_deref(), Some("state = 'in-stock' AND price > 1"));
}
