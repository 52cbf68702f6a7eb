//! Composite types that structs declare.

use chrono::{DateTime, NaiveDate, Utc};
use entity_core::Range;
use entity_core::prelude::*;
use rust_decimal::Decimal;
use schema_diff::source::entities::declared;
use uuid::Uuid;

use crate::domains::EmailAddress;
use crate::world::World;

/// How somebody lives.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PgEnum)]
enum Dwelling {
    House,
    HouseBoat,
}

/// A place on a map.
#[derive(Clone, Debug, PartialEq, PgComposite)]
#[pg_composite(schema = "maps", name = "Map place")]
struct Place {
    x: f64,
    y: Option<f32>,
}

/// Where somebody lives.
#[derive(Clone, Debug, PartialEq, PgComposite)]
struct Address {
    /// The street with its number.
    street: String,
    #[column(varchar(10), collate = "C", name = "post code")]
    postcode: Option<String>,
    #[column(comment = none)]
    r#type: Option<Dwelling>,
    place: Option<Place>,
    former: Vec<Place>,
    tags: Option<Vec<Option<String>>>,
    #[column(numeric(20, 4))]
    rent: Option<Decimal>,
    email: Option<EmailAddress>,
    emails: Vec<EmailAddress>,
    key: Uuid,
    since: Option<DateTime<Utc>>,
    lease: Option<Range<NaiveDate>>,
    floor: i16,
    count: Option<i64>,
    raw: Vec<u8>,
    code: Option<Secret<String>>,
}

#[derive(Clone, Debug, PartialEq, PgDomain)]
#[pg_domain(check(name = "has_street", "(VALUE).street <> ''"))]
struct GoodAddress(Address);

/// Somebody.
#[derive(Clone, Debug, PartialEq, Entity)]
struct Tenant {
    #[column(primary_key)]
    id: i32,
    home: Address,
    work: Option<Address>,
    #[column(default = vec![])]
    others: Vec<Address>,
    gaps: Option<Vec<Option<Address>>>,
    good: Option<GoodAddress>,
}

fn empty() -> Address {
    Address {
        street: String::new(),
        postcode: None,
        r#type: None,
        place: None,
        former: Vec::new(),
        tags: None,
        rent: None,
        email: None,
        emails: Vec::new(),
        key: Uuid::nil(),
        since: None,
        lease: None,
        floor: i16::MIN,
        count: None,
        raw: Vec::new(),
        code: None,
    }
}

fn full() -> Address {
    let email = |text: &str| EmailAddress(text.to_owned());
    Address {
        street: "a, (\"b\") \\ 'c'\nü".to_owned(),
        postcode: Some("1234567890".to_owned()),
        r#type: Some(Dwelling::HouseBoat),
        place: Some(Place { x: f64::MIN, y: None }),
        former: vec![Place { x: f64::INFINITY, y: Some(f32::MAX) }, Place { x: 0.5, y: None }],
        tags: Some(vec![None, Some("NULL".to_owned()), Some(String::new())]),
        rent: Some("-9999999999999999.9999".parse().expect("a number")),
        email: Some(email("a@b")),
        emails: vec![email("c@d"), email("@")],
        key: Uuid::max(),
        since: DateTime::from_timestamp(-1, 123_456_000),
        lease: Some(Range::from(NaiveDate::from_ymd_opt(2024, 2, 29).expect("a date")..)),
        floor: i16::MAX,
        count: Some(i64::MIN),
        raw: vec![0, 255],
        code: Some(Secret::new("hidden".to_owned())),
    }
}

#[tokio::test]
async fn composite_values_come_back_as_they_were_given() {
    let world = World::of(&entity_core::schema![Tenant]).await;
    world.settles().await;
    let row = NewTenant { id: 1, home: full() }.work(full()).others(vec![empty(), full()]);
    let row = row.gaps(vec![None, Some(empty())]).good(GoodAddress(full())).insert(&world.db).await.expect("inserted");
    assert_eq!((row.home, row.work, row.others), (full(), Some(full()), vec![empty(), full()]));
    assert_eq!((row.gaps, row.good), (Some(vec![None, Some(empty())]), Some(GoodAddress(full()))));
    let none = NewTenant { id: 2, home: empty() }.insert(&world.db).await.expect("inserted");
    assert_eq!((none.home, none.work, none.others, none.gaps, none.good), (empty(), None, Vec::new(), None, None));
    let text = world.text("SELECT (home).place::text || (home).\"post code\" FROM tenants WHERE id = 1").await;
    assert_eq!(text, "(-1.7976931348623157e+308,)1234567890");
    let comment = "SELECT col_description('address'::regclass, 1) || obj_description('address'::regtype)";
    assert_eq!(world.text(comment).await, "The street with its number.Where somebody lives.");
    let long = Address { postcode: Some("12345678901".to_owned()), ..full() };
    let error = NewTenant { id: 3, home: long }.insert(&world.db).await.expect_err("eleven letters");
    assert_eq!(error.sqlstate(), Some("22001"));
    let nameless = NewTenant { id: 3, home: full() }.good(GoodAddress(empty()));
    assert_eq!(nameless.insert(&world.db).await.expect_err("no street").sqlstate(), Some("23514"));
}

#[tokio::test]
async fn composite_values_are_inserted_many_found_and_set() {
    let world = World::of(&entity_core::schema![Tenant]).await;
    let row = |id: i32| NewTenant { id, home: if id % 2 == 0 { full() } else { empty() } };
    let rows = (0..50).map(|id| match id % 3 {
        0 => row(id).into_row(),
        1 => row(id).others(vec![full(), empty()]).work(full()),
        _ => row(id).good(GoodAddress(full())),
    });
    assert_eq!(Tenant::insert_many(rows, &world.db).await.expect("inserted"), 50);
    assert_eq!(Tenant::insert_many([row(60), row(61)], &world.db).await.expect("inserted"), 2);
    let found = Tenant::find(49, &world.db).await.expect("answers").expect("is there");
    assert_eq!((found.home, found.others, found.work), (empty(), vec![full(), empty()], Some(full())));
    let count = Tenant::query().filter(Tenant::home.eq(full())).count(&world.db).await.expect("answers");
    assert_eq!(count, 26);
    let filter = Tenant::home.is_in([full(), empty()]).and(Tenant::others.eq(vec![full(), empty()]));
    let filter = filter.and(Tenant::work.eq(full())).or(Tenant::good.eq(GoodAddress(full())));
    assert_eq!(Tenant::query().filter(filter).count(&world.db).await.expect("answers"), 33);
    let set = Tenant::update(1).set(Tenant::home, full()).set(Tenant::others, vec![full()]);
    set.execute(&world.db).await.expect("updated");
    let found = Tenant::find(1, &world.db).await.expect("answers").expect("is there");
    assert_eq!((found.home, found.others), (full(), vec![full()]));
}

/// A thing with a size.
#[derive(Clone, Debug, PartialEq, PgComposite)]
struct Size {
    width: i32,
    height: i32,
}

#[derive(Clone, Debug, PartialEq, Entity)]
struct Crate {
    #[column(primary_key)]
    id: i32,
    size: Size,
    sizes: Vec<Size>,
}

mod later {
    use super::*;

    /// A thing with a size, in the middle of which something was added.
    #[derive(Clone, Debug, PartialEq, PgComposite)]
    #[pg_composite(name = "extent", renamed_from = "size")]
    pub(crate) struct Size {
        pub(crate) height: i32,
        pub(crate) depth: Option<i32>,
        pub(crate) width: i32,
    }

    #[derive(Clone, Debug, PartialEq, Entity)]
    pub(crate) struct Crate {
        #[column(primary_key)]
        pub(crate) id: i32,
        pub(crate) size: Size,
        pub(crate) sizes: Vec<Size>,
    }
}

#[tokio::test]
async fn attributes_are_found_by_name_after_the_type_changed() {
    let world = World::of(&entity_core::schema![Crate]).await;
    let size = Size { width: 1, height: 2 };
    let before = NewCrate { id: 1, size: size.clone(), sizes: vec![size.clone()] };
    let before = before.insert(&world.db).await.expect("inserted");
    assert_eq!(before.size, size);
    world.moves_to(&declared(&entity_core::schema![later::Crate]).expect("entities that agree")).await;
    let db = suite::pool(&world.database, 2).await;
    let found = later::Crate::find(1, &db).await.expect("answers").expect("is there");
    let (old, new) =
        (later::Size { height: 2, depth: None, width: 1 }, later::Size { height: 5, depth: Some(6), width: 7 });
    assert_eq!((found.size, found.sizes), (old.clone(), vec![old]));
    let row = |id| later::NewCrate { id, size: new.clone(), sizes: vec![new.clone()] };
    assert_eq!(row(2).insert(&db).await.expect("inserted").size, new);
    assert_eq!(later::Crate::insert_many([row(3), row(4)], &db).await.expect("inserted"), 2);
    assert_eq!(
        world.text("SELECT string_agg((size).depth::text, ' ') || min((sizes[1]).width) FROM crates").await,
        "6 6 61"
    );
    // The struct of before does not know the new attribute, and an old connection has not heard of it.
    for db in [&db, &world.db] {
        let found = Crate::find(2, db).await.expect("answers").expect("is there");
        assert_eq!((found.size, found.sizes.len()), (Size { width: 7, height: 5 }, 1));
        let row = |id| NewCrate { id, size: size.clone(), sizes: vec![size.clone()] };
        let id = if std::ptr::eq(db, &world.db) { 5 } else { 6 };
        assert_eq!(row(id).insert(db).await.expect("inserted").size, size);
        assert_eq!(Crate::insert_many([row(id + 10)], db).await.expect("inserted"), 1);
    }
}

#[tokio::test]
async fn an_attribute_that_is_null_where_none_may_be_is_an_error() {
    let world = World::of(&entity_core::schema![Crate]).await;
    world.database.run("INSERT INTO crates VALUES (1, ROW(1, NULL), '{}')").await;
    let error = Crate::find(1, &world.db).await.expect_err("a null");
    assert!(error.to_string().contains("size"), "{error}");
}
