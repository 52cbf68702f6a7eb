//! A database made of entities alone.

use entity_core::Db;
use entity_core::entity::Schema;
use entity_core::schema::Catalog;
use harness::Database;
use schema_diff::compare::compare;
use schema_diff::plan;
use schema_diff::pull::pull;
use schema_diff::server::Target;
use schema_diff::source::entities::{Declared, declared};
use schema_diff::source::scratch::Scratch;
use schema_diff::source::{Source, live};

/// A database that was made from entities, and what they declare.
pub(crate) struct World {
    pub(crate) database: Database,
    pub(crate) db: Db,
    target: Target,
    scratch: Scratch,
    declared: Declared,
}

impl World {
    /// Makes the tables of entities.
    pub(crate) async fn of(schema: &Schema) -> Self {
        let database = Database::empty().await;
        let target = Target::parse(&database.url()).expect("a URL");
        let scratch = Scratch::open(&target).await.expect("scratch databases");
        let declared = declared(schema).expect("entities that agree");
        let db = suite::pool(&database, 4).await;
        let world = Self { database, db, target, scratch, declared };
        let wanted = world.wanted(&world.declared).await;
        let plan = plan::plan(&Catalog::default(), &wanted).expect("a plan");
        let script: String = plan.steps.iter().map(|step| format!("{};\n", step.sql)).collect();
        world.database.run(&script).await;
        world
    }

    async fn wanted(&self, declared: &Declared) -> Catalog {
        Source::Entities.catalog(&self.scratch, Some(declared)).await.expect("entities that the server can spell")
    }

    /// Says that nothing lies between the entities and the database.
    pub(crate) async fn settles(&self) {
        self.settles_as(&self.declared).await;
    }

    /// Says that nothing lies between other entities and the database.
    pub(crate) async fn settles_as(&self, declared: &Declared) {
        let wanted = self.wanted(declared).await;
        let current = live::catalog(&self.target).await.expect("read");
        let comparison = compare(&self.scratch, &current, &wanted, &[]).await.expect("compared");
        assert!(comparison.is_equal(), "{:#?}", comparison.up());
    }

    /// Makes the database what other entities declare, and says that nothing is left to do then.
    pub(crate) async fn moves_to(&self, declared: &Declared) {
        let wanted = self.wanted(declared).await;
        let current = live::catalog(&self.target).await.expect("read");
        let comparison = compare(&self.scratch, &current, &wanted, &declared.renames).await.expect("compared");
        let up = comparison.up().expect("a plan");
        let script: String = up.iter().map(|step| format!("{};\n", step.sql)).collect();
        self.database.run(&script).await;
        self.settles_as(declared).await;
    }

    /// The database as source.
    pub(crate) async fn pulled(&self) -> String {
        pull(&live::catalog(&self.target).await.expect("read")).expect("no circle").source()
    }

    /// The value of an expression as text.
    pub(crate) async fn text(&self, sql: &str) -> String {
        self.database.client().await.query_one(sql, &[]).await.expect("answers").get(0)
    }
}
