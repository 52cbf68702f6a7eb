//! A store: products in categories, what was ordered of them and what people think of them. And a library of references,
//! which are searched by words.

use chrono::{DateTime, Utc};
use entity_core::prelude::*;
use entity_core::value::TsVector;
use harness::Database;
use rust_decimal::Decimal;

/// A kind of products.
#[derive(Clone, Debug, PartialEq, Entity)]
#[relation(has_many = products: Product.category_id)]
pub struct Category {
    /// The key.
    #[column(primary_key)]
    pub id: i64,
    /// What it is called.
    #[column(varchar(100), unique)]
    pub name: String,
}

/// Who works here.
#[derive(Clone, Debug, PartialEq, Entity)]
#[entity(table = "staff")]
pub struct Clerk {
    /// The key.
    #[column(primary_key)]
    pub id: i64,
    /// The name.
    pub name: String,
}

/// Something to buy.
#[derive(Clone, Debug, PartialEq, Entity)]
#[entity(
    index(category_id, price, stock_quantity, where = is_active.eq(true).and(deleted_at.is_null())),
    index(created_at.desc(), id.desc(), where = deleted_at.is_null()),
    index(id, name, where = stock_quantity.eq(0).and(deleted_at.is_null()), name = "idx_products_out_of_stock"),
    index(using = gin, search_vector),
)]
#[relation(has_many = order_items: OrderItem.product_id)]
#[relation(has_many = reviews: Review.product_id)]
pub struct Product {
    /// The key.
    #[column(primary_key)]
    pub id: i64,
    /// What it is called.
    #[column(varchar(200))]
    pub name: String,
    /// What is said of it.
    pub description: Option<String>,
    /// What it costs.
    #[column(numeric(10, 2))]
    pub price: Decimal,
    /// How many there are.
    #[column(default = 0)]
    #[validate(range(min = 0))]
    pub stock_quantity: i32,
    /// Whether it is shown.
    #[column(default = true)]
    pub is_active: bool,
    /// Its kind.
    #[references(Category, on_delete = restrict, relation = category)]
    pub category_id: i64,
    /// Who entered it.
    #[references(Clerk, on_delete = restrict, relation = creator)]
    pub created_by: i64,
    /// What is searched.
    #[column(generated = "setweight(to_tsvector('english', coalesce(name, '')), 'A') || \
                          setweight(to_tsvector('english', coalesce(description, '')), 'B')")]
    pub search_vector: Option<TsVector>,
    /// When it was entered.
    #[column(created_at)]
    pub created_at: DateTime<Utc>,
    /// When it was taken away.
    #[column(deleted_at)]
    pub deleted_at: Option<DateTime<Utc>>,
}

/// What was ordered of a product.
#[derive(Clone, Debug, PartialEq, Entity)]
pub struct OrderItem {
    /// The key.
    #[column(primary_key)]
    pub id: i64,
    /// The product.
    #[references(Product, on_delete = restrict, relation = product)]
    pub product_id: i64,
    /// How many.
    pub quantity: i32,
}

/// What somebody thinks of a product.
#[derive(Clone, Debug, PartialEq, Entity)]
pub struct Review {
    /// The key.
    #[column(primary_key)]
    pub id: i64,
    /// The product.
    #[references(Product, on_delete = cascade, relation = product)]
    pub product_id: i64,
    /// From 1 to 5.
    #[validate(range(min = 1, max = 5))]
    pub rating: i32,
}

/// What each product came to. Orders and reviews are counted apart: joined together, each would multiply the other.
#[derive(Clone, Debug, PartialEq, Entity)]
#[entity(table = "product_stats", materialized_view = product_stats, index(total_quantity_sold.desc_nulls_last()))]
pub struct ProductStats {
    /// The product.
    #[column(primary_key)]
    #[references(Product, relation = product)]
    pub id: i64,
    /// What it is called.
    pub name: String,
    /// How many orders had it.
    pub total_orders: i64,
    /// How many pieces went out.
    pub total_quantity_sold: Option<i64>,
    /// What people think of it.
    pub avg_rating: Option<Decimal>,
    /// How many said so.
    pub review_count: i64,
}

/// The rows of a query as a tuple.
pub type Stats = (i64, String, i64, Option<i64>, Option<Decimal>, i64);

/// The query of the statistics. It runs by itself too.
pub fn product_stats() -> Select<Product, Stats> {
    Product::query().select((
        Product::id,
        Product::name,
        Product::order_items.count(),
        Product::order_items.aggregate(OrderItem::quantity.sum()),
        Product::reviews.aggregate(Review::rating.avg()),
        Product::reviews.count(),
    ))
}

/// What somebody says about somebody who worked for them.
#[derive(Clone, Debug, PartialEq, Entity)]
#[entity(index(
    using = gin,
    expr("to_tsvector('english', referrer_name || ' ' || company || ' ' || role)"),
    name = "idx_references_fulltext",
))]
pub struct Reference {
    /// The key.
    #[column(primary_key)]
    pub id: i64,
    /// Who says it.
    pub referrer_name: String,
    /// Where that was.
    pub company: String,
    /// As what.
    pub role: String,
}

/// A talk with an assistant.
#[derive(Clone, Debug, PartialEq, Entity)]
#[entity(index(user_id, started_at, where = ended_at.is_null(), name = "idx_ai_sessions_open"))]
pub struct AiSession {
    /// The key.
    #[column(primary_key)]
    pub id: i64,
    /// Who talks.
    pub user_id: i64,
    /// Since when.
    pub started_at: DateTime<Utc>,
    /// Until when.
    pub ended_at: Option<DateTime<Utc>>,
}

/// The whole domain.
pub const SCHEMA: Schema =
    entity_core::schema![Category, Clerk, Product, OrderItem, Review, ProductStats, Reference, AiSession];

const ROWS: &str = "
INSERT INTO categories SELECT n, 'category ' || n FROM generate_series(1, 200) n;
INSERT INTO staff SELECT n, 'clerk ' || n FROM generate_series(1, 20) n;
INSERT INTO products (id, name, description, price, stock_quantity, is_active, category_id, created_by, created_at, deleted_at)
    SELECT n, (ARRAY['wireless', 'steel', 'garden', 'paper'])[1 + n % 4] || ' ' ||
              (ARRAY['headphones', 'kettle', 'chair', 'lamp', 'notebook'])[1 + n % 5] || ' ' || n,
           CASE WHEN n % 3 > 0 THEN 'Model ' || n || (CASE WHEN n % 250 = 0 THEN ' with noise cancelling' ELSE '' END) END,
           (n % 1000) + 0.99, CASE WHEN n % 100 = 0 THEN 0 ELSE n % 90 + 1 END, n % 10 > 0, 1 + n % 200, 1 + n % 20,
           '2024-01-01'::timestamptz + (n / 3) * interval '1 minute',
           CASE WHEN n % 50 = 7 THEN '2024-06-01'::timestamptz END
    FROM generate_series(1, 20000) n;
INSERT INTO order_items SELECT n, 1 + (n * 7) % 15000, 1 + n % 4 FROM generate_series(1, 60000) n;
INSERT INTO reviews SELECT n, 1 + (n * 11) % 12000, 1 + n % 5 FROM generate_series(1, 40000) n;
INSERT INTO \"references\" SELECT n, 'Person ' || n, 'Company ' || n % 500,
    (ARRAY['engineer', 'nurse', 'teacher'])[1 + n % 3] FROM generate_series(1, 20000) n;
INSERT INTO ai_sessions SELECT n, n % 500, '2024-01-01'::timestamptz + n * interval '1 minute',
    CASE WHEN n % 100 > 0 THEN '2025-01-01'::timestamptz END FROM generate_series(1, 50000) n;
REFRESH MATERIALIZED VIEW product_stats;";

/// A database with as many rows as a shop of that size has, and a pool on it.
pub async fn store() -> (Database, Db) {
    let (database, db) = crate::made(&SCHEMA).await;
    database.run(ROWS).await;
    // What an index was told late is looked up slowly until then.
    database.run("VACUUM ANALYZE").await;
    (database, db)
}
