//! A shop that changes, and with it what its views show: three states of one schema.

use entity_core::entity::Schema;

/// The first state: a view over a materialised view over a table.
pub mod first {
    use entity_core::prelude::*;
    use entity_core::query::count_rows;

    /// What is sold.
    #[derive(Clone, Debug, PartialEq, Entity)]
    #[relation(has_one = total: Total.article)]
    pub struct Article {
        /// The key.
        #[column(primary_key)]
        pub name: String,
    }

    /// What was sold.
    #[derive(Clone, Debug, PartialEq, Entity)]
    pub struct Sale {
        /// The key.
        #[column(primary_key)]
        pub id: i64,
        /// The article.
        #[references(Article, on_delete = cascade, relation = of)]
        pub article: String,
        /// How many.
        pub pieces: i32,
        /// What one costs.
        pub cents: i32,
    }

    /// What sells well. It stands before what it reads from.
    #[derive(Clone, Debug, PartialEq, Entity)]
    #[entity(view = "SELECT article, pieces FROM totals WHERE pieces >= 10", with(security_barrier = true))]
    pub struct Seller {
        /// The article.
        #[column(primary_key)]
        pub article: String,
        /// How many.
        pub pieces: Option<i64>,
    }

    /// What each article came to.
    #[derive(Clone, Debug, PartialEq, Entity)]
    #[entity(materialized_view = totals, index(pieces.desc()))]
    pub struct Total {
        /// The article.
        #[column(primary_key)]
        #[references(Article, relation = of)]
        pub article: String,
        /// How many sales there were.
        pub sales: i64,
        /// How many pieces.
        pub pieces: Option<i64>,
    }

    fn totals() -> Select<Sale, (String, i64, Option<i64>)> {
        Sale::query()
            .filter(Sale::article.not_in(["sample", "it's free"]))
            .filter(Sale::cents.gt(0))
            .group_by(Sale::article)
            .select((Sale::article, count_rows(), Sale::pieces.sum()))
    }

    /// The list.
    pub const SCHEMA: Schema = entity_core::schema![Seller, Total, Sale, Article];
}

/// The second state: a column below both has another type, and both show more.
pub mod second {
    use entity_core::prelude::*;
    use entity_core::query::count_rows;

    /// What is sold.
    #[derive(Clone, Debug, PartialEq, Entity)]
    pub struct Article {
        /// The key.
        #[column(primary_key)]
        pub name: String,
    }

    /// What was sold.
    #[derive(Clone, Debug, PartialEq, Entity)]
    pub struct Sale {
        /// The key.
        #[column(primary_key)]
        pub id: i64,
        /// The article.
        #[references(Article, on_delete = cascade, relation = of)]
        pub article: String,
        /// How many.
        pub pieces: i32,
        /// What one costs.
        pub cents: i64,
    }

    /// What sells well. It stands before what it reads from.
    #[derive(Clone, Debug, PartialEq, Entity)]
    #[entity(view = "SELECT article, pieces, dearest FROM totals WHERE pieces >= 10")]
    pub struct Seller {
        /// The article.
        #[column(primary_key)]
        pub article: String,
        /// How many.
        pub pieces: Option<i64>,
        /// What the dearest one cost.
        pub dearest: Option<i64>,
    }

    /// What each article came to.
    #[derive(Clone, Debug, PartialEq, Entity)]
    #[entity(materialized_view = totals)]
    pub struct Total {
        /// The article.
        #[column(primary_key)]
        pub article: String,
        /// How many sales there were.
        pub sales: i64,
        /// How many pieces.
        pub pieces: Option<i64>,
        /// What the dearest one cost.
        pub dearest: Option<i64>,
    }

    pub(super) fn totals() -> Select<Sale, (String, i64, Option<i64>, Option<i64>)> {
        Sale::query().filter(Sale::cents.gt(0)).group_by(Sale::article).select((
            Sale::article,
            count_rows(),
            Sale::pieces.sum(),
            Sale::cents.max(),
        ))
    }

    /// The list.
    pub const SCHEMA: Schema = entity_core::schema![Seller, Total, Sale, Article];
}

/// The third state: one view is gone, the other is called otherwise.
pub mod third {
    use entity_core::prelude::*;

    use super::second::totals;
    pub use super::second::{Article, Sale};

    /// What each article came to.
    #[derive(Clone, Debug, PartialEq, Entity)]
    #[entity(materialized_view = totals, renamed_from = "totals")]
    pub struct Sum {
        /// The article.
        #[column(primary_key)]
        pub article: String,
        /// How many sales there were.
        pub sales: i64,
        /// How many pieces.
        pub pieces: Option<i64>,
        /// What the dearest one cost.
        pub dearest: Option<i64>,
    }

    /// The list.
    pub const SCHEMA: Schema = entity_core::schema![Sum, Sale, Article];
}

/// The schema in the state of that name: `first`, `second` or `third`.
pub fn schema(state: &str) -> Option<Schema> {
    match state {
        "first" => Some(first::SCHEMA),
        "second" => Some(second::SCHEMA),
        "third" => Some(third::SCHEMA),
        _ => None,
    }
}
