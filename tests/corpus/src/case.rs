//! One pair of scripts, and what is asked of it.

use std::collections::BTreeSet;
use std::path::Path;

use entity_core::schema::{Catalog, Subject};
use harness::Database;
use schema_diff::compare::{Comparison, compare, is_same, named, with_owners};
use schema_diff::describe::groups;
use schema_diff::plan::Step;
use schema_diff::server::{Connection, Target};
use schema_diff::source::scratch::Scratch;
use schema_diff::{introspect, plan, rename};

use crate::load::{apply, text};
use crate::{Dump, Failure, Flags, load};

/// One end of a pair: a database that a script filled, and what it looked like then.
#[derive(Debug)]
pub struct Side {
    database: Database,
    catalog: Catalog,
    dump: Option<Dump>,
}

impl Side {
    /// Fills a database of its own.
    ///
    /// # Errors
    /// The line that the server refuses; what the reader cannot read.
    pub async fn load(path: &Path) -> Result<Self, Failure> {
        let database = Database::empty().await;
        let mut client = load(&database, path).await?;
        let catalog = introspect::read(&mut client).await?;
        let dump = Dump::of(&database).await;
        Ok(Self { database, catalog, dump })
    }

    /// What the reader found.
    pub fn catalog(&self) -> &Catalog {
        &self.catalog
    }
}

/// A pair in one direction.
#[derive(Clone, Copy, Debug)]
pub struct Case<'a> {
    /// Where the catalogs are passed through the server.
    pub scratch: &'a Scratch,
    /// The start. Its database is migrated.
    pub before: &'a Side,
    /// The target.
    pub after: &'a Side,
    /// What the case says of itself.
    pub flags: &'a Flags,
    /// How far it goes.
    pub trips: Trips,
}

/// How far a case goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Trips {
    /// Up and down.
    Two,
    /// Up, down and up again.
    Three,
}

impl Case<'_> {
    /// Equal inputs give nothing to do; up, down and up again leave what they should, for the reader and for `pg_dump`.
    ///
    /// # Errors
    /// The first of these that does not hold. `[not modelled: kinds]` stands in front where the model lacks kinds.
    pub async fn holds(&self) -> Result<(), Failure> {
        let comparison = self.compared().await?;
        self.shown(&comparison).await.map_err(|error| format!("{}{error}", self.beyond(&comparison)).into())
    }

    async fn shown(&self, comparison: &Comparison) -> Result<(), Failure> {
        self.is_decided(comparison)?;
        self.is_stable(comparison).await?;
        self.migrates(&comparison.up()?, &comparison.down()?).await
    }

    /// Tells a failure for want of a model, or of a statement, from the others.
    fn beyond(&self, comparison: &Comparison) -> String {
        let reported = comparison.current.unmodelled.iter().chain(&comparison.to.unmodelled);
        let kinds: BTreeSet<&str> = reported.map(|one| one.kind.as_str()).collect();
        if kinds.is_empty() {
            return String::new();
        }
        format!("[not modelled: {}] ", kinds.into_iter().collect::<Vec<_>>().join(", "))
    }

    async fn compared(&self) -> Result<Comparison, Failure> {
        let (before, after) = (&self.seen(&self.before.catalog), &self.seen(&self.after.catalog));
        let renames = self.flags.of("rename").map(|text| named(text, before, after));
        let renames = renames.collect::<Result<Vec<_>, _>>()?;
        Ok(compare(self.scratch, before, after, &renames).await?)
    }

    /// A catalog as far as the case compares it.
    fn seen(&self, catalog: &Catalog) -> Catalog {
        if self.flags.heeds_owners() { with_owners(catalog.clone()) } else { catalog.clone() }
    }

    /// Nothing that looks like a rename is dropped without a word.
    fn is_decided(&self, comparison: &Comparison) -> Result<(), Failure> {
        let name = |subject: &Subject| match subject {
            Subject::Object(id) => id.plain(),
            Subject::Label { ty, label } => format!("{}.{label}", ty.plain()),
            Subject::Place { extension, .. } => extension.as_str().to_owned(),
        };
        let suspects = rename::suspects(&comparison.from, &comparison.to);
        let open: Vec<_> = suspects.iter().filter(|suspect| !self.flags.accepts(&name(&suspect.from))).collect();
        if open.is_empty() { Ok(()) } else { Err(format!("undecided: {open:?}").into()) }
    }

    async fn is_stable(&self, comparison: &Comparison) -> Result<(), Failure> {
        for catalog in [&self.before.catalog, &self.after.catalog, &comparison.to] {
            let same = compare(self.scratch, catalog, catalog, &[]).await?;
            let plan = plan::plan(catalog, catalog)?;
            if !same.is_equal() || !plan.steps.is_empty() {
                return Err("equal inputs give a plan".into());
            }
        }
        Ok(())
    }

    async fn migrates(&self, up: &[Step], down: &[Step]) -> Result<(), Failure> {
        let work = &self.before.database;
        let mut client = Connection::open(&Target::parse(&work.url())?).await?;
        let trips = [("up", up, self.after), ("down", down, self.before), ("up again", up, self.after)];
        let many = match self.trips {
            Trips::Two => 2,
            Trips::Three => 3,
        };
        for (name, steps, target) in trips.into_iter().take(many) {
            let done = apply(&client, steps).await;
            done.map_err(|error| format!("{name}: {error}"))?;
            let like = self.looks_like(&mut client, target).await;
            like.map_err(|error| format!("{name}: {error}\n{}", text(steps)))?;
        }
        Ok(())
    }

    async fn looks_like(&self, client: &mut Connection, target: &Side) -> Result<(), Failure> {
        let found = introspect::read(client).await?;
        let (found, expected) = (self.seen(&found), self.seen(&target.catalog));
        if !is_same(self.scratch, &found, &expected).await? {
            return Err(format!("the catalog differs: {:#?}", groups(&found, &expected, &[])).into());
        }
        match (Dump::of(&self.before.database).await, &target.dump) {
            (Some(found), Some(expected)) => found.is_like(expected).await,
            (None, _) | (_, None) => Ok(()),
        }
    }
}
