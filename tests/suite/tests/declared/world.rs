//! A database that becomes what entities declare, and goes back.

use std::collections::BTreeSet;

use entity_core::entity::Schema;
use entity_core::schema::Catalog;
use harness::Database;
use schema_diff::compare::{Comparison, compare, is_same};
use schema_diff::files::Script;
use schema_diff::plan::Step;
use schema_diff::prove::{Claim, Proof, prove};
use schema_diff::server::Target;
use schema_diff::source::entities::beside::leave_beside;
use schema_diff::source::entities::declared;
use schema_diff::source::scratch::Scratch;
use schema_diff::source::{self, Source, live};

/// A database of a test's own.
pub(crate) struct World {
    pub(crate) database: Database,
    target: Target,
    scratch: Scratch,
}

impl World {
    /// An empty one.
    pub(crate) async fn empty() -> Self {
        let database = Database::empty().await;
        let target = Target::parse(&database.url()).expect("a URL");
        let scratch = Scratch::open(&target).await.expect("scratch databases");
        Self { database, target, scratch }
    }

    /// Makes the roles that tests speak of. They belong to the server, so they stay for the next test.
    pub(crate) async fn roles(&self) {
        let client = self.database.client().await;
        let one_at_a_time = "BEGIN; SELECT pg_advisory_xact_lock(20261122)";
        client.batch_execute(one_at_a_time).await.expect("a lock");
        for role in ["declared_reader", "declared_writer"] {
            let known = client.query_opt("SELECT FROM pg_roles WHERE rolname = $1", &[&role]).await.expect("answers");
            if known.is_none() {
                client.batch_execute(&format!("CREATE ROLE {role} NOLOGIN")).await.expect("a role");
            }
        }
        client.batch_execute("COMMIT").await.expect("roles");
    }

    /// What entities declare, as the server spells it.
    pub(crate) async fn wanted(&self, schema: &Schema) -> Result<Catalog, source::Error> {
        Source::Entities.catalog(&self.scratch, Some(&declared(schema)?)).await
    }

    /// What there is.
    pub(crate) async fn catalog(&self) -> Catalog {
        live::catalog(&self.target).await.expect("read")
    }

    /// What lies between the database and entities.
    pub(crate) async fn compared(&self, schema: &Schema) -> Comparison {
        let wanted = self.wanted(schema).await.unwrap_or_else(|error| panic!("{error}\n{:?}", error.help()));
        let current = self.catalog().await;
        let declared = declared(schema).expect("entities that agree");
        let wanted = leave_beside(&current, &wanted, &declared, &BTreeSet::new());
        compare(&self.scratch, &current, &wanted, &declared.renames).await.expect("compared")
    }

    /// Generates with a proof, runs, finds nothing left, reverts to what was there, runs again. Gives what ran.
    pub(crate) async fn becomes(&self, schema: &Schema) -> String {
        let before = self.catalog().await;
        let comparison = self.compared(schema).await;
        let (up, down) = (comparison.up().expect("a plan"), comparison.down().expect("a plan"));
        let (up_script, down_script) = (Script::from_steps(&up), Script::from_steps(&down));
        let claim = Claim { current: &comparison.current, to: &comparison.to, up: &up_script, down: &down_script };
        let proof = prove(&self.scratch, &claim).await.unwrap_or_else(|error| panic!("{error}\n{}", text(&up)));
        assert!(matches!(proof, Proof::Done), "{}", text(&up));
        self.run(&up).await;
        self.settles(schema).await;
        self.run(&down).await;
        let after = self.catalog().await;
        assert!(is_same(&self.scratch, &before, &after).await.expect("compared"), "reverted by\n{}", text(&down));
        self.run(&up).await;
        text(&up)
    }

    /// Says that nothing lies between entities and the database.
    pub(crate) async fn settles(&self, schema: &Schema) {
        let again = self.compared(schema).await;
        assert!(again.is_equal(), "{}", text(&again.up().expect("a plan")));
    }

    async fn run(&self, steps: &[Step]) {
        let client = self.database.client().await;
        for step in steps {
            client.batch_execute(&step.sql).await.unwrap_or_else(|error| panic!("{}: {error:?}", step.sql));
        }
    }
}

fn text(steps: &[Step]) -> String {
    steps.iter().map(|step| format!("{};\n", step.sql)).collect()
}

/// Says that a script has each of these lines, or parts of them.
#[track_caller]
pub(crate) fn says(script: &str, parts: &[&str]) {
    for part in parts {
        assert!(script.contains(part), "{part} is not in\n{script}");
    }
}
