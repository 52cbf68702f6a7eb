//! Values that are stored as others.

use std::collections::BTreeSet;

use entity_core::prelude::*;
use rust_decimal::Decimal;

use crate::world::World;

/// Words, kept in one text with commas between them.
#[derive(Clone, Debug, PartialEq, PgTransformed)]
pub(crate) struct Words(BTreeSet<String>);

impl Transform for Words {
    type Stored = String;

    fn to_stored(&self) -> String {
        self.0.iter().map(String::as_str).collect::<Vec<_>>().join(",")
    }

    fn from_stored(stored: String) -> Result<Self, &'static str> {
        Ok(Self(stored.split(',').filter(|word| !word.is_empty()).map(str::to_owned).collect()))
    }
}

/// A switch, which an old table keeps as `Y` or `N`.
#[derive(Clone, Copy, Debug, PartialEq, PgTransformed)]
pub(crate) enum Switch {
    On,
    Off,
}

impl Transform for Switch {
    type Stored = String;

    fn to_stored(&self) -> String {
        match self {
            Self::On => "Y".to_owned(),
            Self::Off => "N".to_owned(),
        }
    }

    fn from_stored(stored: String) -> Result<Self, &'static str> {
        match stored.as_str() {
            "Y" => Ok(Self::On),
            "N" => Ok(Self::Off),
            _ => Err("`Y` or `N`"),
        }
    }
}

/// Cents, kept as a numeric with two places.
#[derive(Clone, Copy, Debug, PartialEq, PgTransformed)]
pub(crate) struct Cents(i64);

impl Transform for Cents {
    type Stored = Decimal;

    fn to_stored(&self) -> Decimal {
        Decimal::new(self.0, 2)
    }

    fn from_stored(stored: Decimal) -> Result<Self, &'static str> {
        let cents = stored.checked_mul(Decimal::ONE_HUNDRED).filter(Decimal::is_integer);
        cents.and_then(|cents| i64::try_from(cents).ok()).map(Self).ok_or("whole cents")
    }
}

/// What an old shop knows of an article.
#[derive(Clone, Debug, PartialEq, Entity)]
pub(crate) struct Ware {
    #[column(primary_key)]
    id: Cents,
    words: Words,
    #[column(default = Switch::Off)]
    switch: Switch,
    price: Option<Cents>,
    #[column(default = Vec::<Switch>::new())]
    history: Vec<Switch>,
}

fn words(list: &[&str]) -> Words {
    Words(list.iter().map(|word| (*word).to_owned()).collect())
}

#[tokio::test]
async fn transformed_values_are_rows_keys_filters_arrays_and_defaults() {
    let world = World::of(&entity_core::schema![Ware]).await;
    world.settles().await;
    let new = |id| NewWare { id: Cents(id), words: words(&["b", "a"]) };
    let row = new(101).price(Cents(250)).history(vec![Switch::On, Switch::Off]).insert(&world.db).await;
    let row = row.expect("inserted");
    assert_eq!((row.id, row.switch, row.price), (Cents(101), Switch::Off, Some(Cents(250))));
    assert_eq!((row.words.clone(), row.history.clone()), (words(&["a", "b"]), vec![Switch::On, Switch::Off]));
    assert_eq!(Ware::find(Cents(101), &world.db).await.expect("read"), Some(row));
    let rows = (1..5).map(|id| new(id).switch(Switch::On).price(Cents(id)));
    assert_eq!(Ware::insert_many(rows, &world.db).await.expect("inserted"), 4);
    let dear = Ware::query().filter(Ware::switch.eq(Switch::On)).filter(Ware::price.gt(Cents(2)));
    assert_eq!(dear.count(&world.db).await.expect("a number"), 2);
    Ware::update(Cents(1)).set(Ware::words, words(&["c"])).execute(&world.db).await.expect("updated");
    assert_eq!(Ware::query().filter(Ware::words.eq(words(&["c"]))).count(&world.db).await.expect("a number"), 1);
}

#[tokio::test]
async fn what_was_never_stored_so_is_an_error_without_the_value() {
    let world = World::of(&entity_core::schema![Ware]).await;
    let new = NewWare { id: Cents(1), words: words(&[]) };
    new.insert(&world.db).await.expect("inserted");
    let perhaps: Expr<Ware, Switch> = entity_core::raw!("{}", "Perhaps");
    let update = Ware::update_many().all_rows().set_expr(Ware::switch, perhaps).execute(&world.db).await;
    assert_eq!(update.expect("the database takes any text"), 1);
    let error = Ware::query().all(&world.db).await.expect_err("no switch");
    let text = format!("{error} {error:?}");
    assert!(text.contains("expected `Y` or `N`") && !text.contains("Perhaps"), "{text}");
}
