//! A store with many products.

use entity_core::assert_statements;
use entity_core::prelude::*;
use entity_core::query::TsQuery;
use entity_core::repository::Loader;
use insta::assert_snapshot;
use rust_decimal::Decimal;
use suite::store::{Category, Clerk, OrderItem, Product, ProductStats, Review, product_stats, store};

use super::{goes_by, plan};

fn newest() -> Select<Product> {
    Product::query().order_by(Product::created_at.desc())
}

#[tokio::test]
async fn pages_by_key_cost_the_same_everywhere() {
    let (database, db) = store().await;
    let mut page = newest().page(500).fetch(&db).await.expect("a page");
    assert_snapshot!("page_first", newest().page(500).sql());
    let mut seen: Vec<i64> = page.rows.iter().map(|product| product.id).collect();
    while let Some(cursor) = page.next {
        page = newest().page(500).after(cursor).fetch(&db).await.expect("a page");
        seen.extend(page.rows.iter().map(|product| product.id));
    }
    let all: Vec<(i64,)> = newest().order_by(Product::id.desc()).select((Product::id,)).all(&db).await.expect("keys");
    assert_eq!(seen.len(), 19_600, "those that are deleted are none");
    assert_eq!(seen, all.into_iter().map(|(id,)| id).collect::<Vec<_>>());
    // A page far down begins at its key, where OFFSET reads all that is before.
    let recorder = db.record();
    let far = newest().page(20).fetch(&db).await.expect("a page").next.expect("more");
    newest().page(20).after(far).fetch(&db).await.expect("a page");
    let statement = recorder.statements().pop().expect("a statement");
    assert_snapshot!("page_next", statement);
    let client = database.client().await;
    client.batch_execute(&format!("PREPARE far AS {statement}")).await.expect("prepared");
    let rows = client.query("EXPLAIN EXECUTE far ('2024-01-02', 100, 20)", &[]).await.expect("a plan");
    let plan: Vec<String> = rows.iter().map(|row| row.get(0)).collect();
    goes_by(&plan.join("\n"), "idx_products_created_at_id");
    assert!(
        plan.iter().any(|line| line.contains("Index Cond: (ROW(created_at, id) <")),
        "it begins at the key: {plan:#?}"
    );
}

#[tokio::test]
async fn products_with_category_and_creator_are_three_statements() {
    #[derive(Debug, Projection)]
    #[projection(of = Product)]
    struct Shown {
        category_id: i64,
        created_by: i64,
        category: Category,
        creator: Clerk,
    }
    let (_database, db) = store().await;
    let query = || newest().limit(200).project::<Shown>();
    let recorder = db.record();
    let shown = query().all(&db).await.expect("products");
    assert_snapshot!("products_with_category_and_creator", recorder.statements().join("\n"));
    assert_eq!(recorder.statements().len(), 3);
    assert!(shown.iter().all(|one| one.category.id == one.category_id && one.creator.id == one.created_by));
    goes_by(&plan(query(), &db).await, "idx_products_created_at_id");

    // What resolvers ask one by one goes in one statement too.
    let categories: Loader<Category> = Loader::new(&db);
    let asked = (1..=100).map(|id| categories.load(id));
    let found = assert_statements!(1, db, futures_util::future::join_all(asked)).await;
    assert!(found.into_iter().all(|one| one.expect("read").is_some()));
}

#[tokio::test]
async fn statistics_are_a_view_that_is_refreshed_while_it_is_read() {
    let (_database, db) = store().await;
    assert_snapshot!("product_stats", product_stats().sql());
    let best = || ProductStats::query().order_by(ProductStats::total_quantity_sold.desc_nulls_last()).limit(10);
    assert_snapshot!("product_stats_best", best().sql());
    goes_by(&plan(best(), &db).await, "idx_product_stats_total_quantity_sold");
    let found = best().all(&db).await.expect("statistics");
    // Joined together, orders and reviews would multiply each other.
    let first = &found[0];
    let orders = OrderItem::query().filter(OrderItem::product_id.eq(first.id));
    let (pieces,) = orders.clone().select((OrderItem::quantity.sum(),)).one(&db).await.expect("a sum");
    assert_eq!(first.total_quantity_sold, pieces);
    assert_eq!(first.total_orders, i64::try_from(orders.count(&db).await.expect("a number")).expect("few"));
    let reviews = Review::query().filter(Review::product_id.eq(first.id)).select((Review::rating.avg(),));
    assert_eq!(first.avg_rating, reviews.one(&db).await.expect("an average").0);
    let live: Vec<(i64,)> =
        product_stats().filter(Product::id.eq(first.id)).select((Product::id,)).all(&db).await.expect("rows");
    assert_eq!(live.len(), 1);
    ProductStats::refresh_concurrently(&db).await.expect("refreshed");
    goes_by(&plan(ProductStats::query().filter(ProductStats::id.eq(7)), &db).await, "uniq_product_stats_id");
}

#[tokio::test]
async fn words_are_found_and_ranked() {
    let (_database, db) = store().await;
    let words = || TsQuery::websearch("english", "headphones \"noise cancelling\" -garden");
    let search = || {
        Product::query()
            .filter(Product::search_vector.search(words()))
            .order_by(Product::search_vector.rank(words()).desc())
            .limit(10)
            .select((Product::id, Product::search_vector.rank(words()), Product::description.headline(words())))
    };
    assert_snapshot!("products_by_words", search().sql());
    goes_by(&plan(search(), &db).await, "idx_products_search_vector");
    let found = search().all(&db).await.expect("products");
    assert!(!found.is_empty());
    for (id, rank, shown) in found {
        assert!(id % 250 == 0 && id % 5 == 0 && rank > Some(0.0));
        assert!(shown.is_some_and(|text| text.contains("<b>noise</b> <b>cancelling</b>")));
    }
}

#[tokio::test]
async fn partial_indexes_serve_what_they_were_made_for() {
    let (_database, db) = store().await;
    let [low, high] = ["100", "200"].map(|text| text.parse::<Decimal>().expect("a price"));
    let offers = || {
        Product::query()
            .filter(Product::category_id.eq(17))
            .filter(Product::price.between(low, high))
            .filter(Product::is_active.eq(true))
            .order_by(Product::price.asc())
    };
    assert_snapshot!("products_of_a_category", offers().sql());
    goes_by(&plan(offers(), &db).await, "idx_products_category_id_price_stock_quantity");
    let gone = || Product::query().filter(Product::stock_quantity.eq(0)).select((Product::id, Product::name));
    assert_snapshot!("products_out_of_stock", gone().sql());
    let plan = plan(gone(), &db).await;
    assert!(plan.contains("idx_products_out_of_stock"), "{plan}");
    assert_eq!(gone().count(&db).await.expect("a number"), 200);
}

#[tokio::test]
async fn sums_of_few_rows_go_by_the_index_of_the_key() {
    let (_database, db) = store().await;
    let sold = || Product::order_items.aggregate(OrderItem::quantity.sum());
    let busiest = || {
        let of_category = Product::query().filter(Product::category_id.eq(17));
        of_category.order_by(sold().desc_nulls_last()).limit(5).select((Product::id, sold()))
    };
    assert_snapshot!("busiest_of_a_category", busiest().sql());
    let plan = plan(busiest(), &db).await;
    goes_by(&plan, "idx_order_items_product_id");
    goes_by(&plan, "idx_products_category_id");
    assert_eq!(busiest().all(&db).await.expect("rows").len(), 5);
}
