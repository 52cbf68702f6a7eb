//! What the commands share: where the database, the files and the entities are.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::time::Duration;

use entity_core::entity::Schema;
use entity_core::schema::{Catalog, LabelMove, ObjectId, ObjectKind, Rename, Subject};

use super::args::{Common, Loss, Scope};
use super::{Error, Output, json};
use crate::compare::{Comparison, compare, moved, named, with_owners};
use crate::files::{self, Migration, Named};
use crate::introspect;
use crate::ledger::{self, Applied};
use crate::rename;
use crate::runner::{self, Pending, Steps, Understood};
use crate::server::{Connection, Target, extension};
use crate::source::entities::beside::leave_beside;
use crate::source::entities::{Declared, declared};
use crate::source::live;
use crate::source::scratch::{self, Scratch};
use crate::source::{self, Source, needs};

/// The arguments, parsed.
pub(super) struct Context<'a> {
    pub(super) output: &'a Output,
    pub(super) dir: PathBuf,
    /// Whether the command line names the folder.
    dir_is_named: bool,
    pub(super) patience: Duration,
    pub(super) declared: Option<Declared>,
    target: Option<Target>,
    scratch: Option<Target>,
    /// The steps in Rust that the program registered.
    pub(super) steps: Steps,
}

/// The database as it is, and what ran there.
pub(super) struct Live {
    pub(super) catalog: Catalog,
    pub(super) applied: Vec<Applied>,
}

/// What a comparison is asked for.
pub(super) struct Wish<'a> {
    /// The target.
    pub(super) to: &'a Source,
    /// The renames of the command line.
    pub(super) renames: &'a [String],
    pub(super) scope: &'a Scope,
}

impl<'a> Context<'a> {
    pub(super) fn new(schema: Option<Schema>, steps: Steps, common: Common, output: &'a Output) -> Result<Self, Error> {
        let Common { url, scratch_url, dir, json: _, lock_wait } = common;
        let home = schema.as_ref().map_or(Path::new(""), |schema| Path::new(schema.folder()));
        Ok(Self {
            output,
            dir_is_named: dir.is_some(),
            dir: dir.unwrap_or_else(|| home.join("migrations")),
            patience: Duration::from_secs(lock_wait),
            steps,
            declared: schema.as_ref().map(declared).transpose()?,
            target: url.as_deref().map(Target::parse).transpose()?,
            scratch: scratch_url.as_deref().map(Target::parse).transpose()?,
        })
    }

    /// The database of `--url`.
    pub(super) fn target(&self) -> Result<&Target, Error> {
        self.target.as_ref().ok_or(Error::NoUrl)
    }

    pub(super) fn files(&self) -> Result<Vec<Migration>, Error> {
        Ok(files::read(&self.dir)?)
    }

    /// The migrations that are to be there already. A folder that was named must exist.
    pub(super) fn known_files(&self) -> Result<Vec<Migration>, Error> {
        if self.dir_is_named && !self.dir.is_dir() {
            return Err(Error::NoFolder { dir: self.dir.clone() });
        }
        self.files()
    }

    /// Names what was accepted for nothing, which may be a slip of the pen.
    pub(super) fn note_unlost<'l>(&self, loss: &Loss, losses: impl Iterator<Item = &'l str>) {
        for name in loss.unlost(losses) {
            self.output.note(&format!("{name} is not lost here"));
        }
    }

    pub(super) async fn connect(&self) -> Result<Connection, Error> {
        Ok(Connection::open(self.target()?).await?)
    }

    /// Reads the ledger of a connection that holds the lock, after squashed migrations have taken the places of those
    /// that they replace.
    pub(super) async fn applied_alone(
        &self,
        connection: &mut Connection,
        files: &[Migration],
    ) -> Result<Vec<Applied>, Error> {
        let applied = ledger::applied(&**connection).await?;
        let Understood { applied, adopted } = runner::understood(files, &applied)?;
        if !adopted.is_empty() {
            runner::adopt(connection, &adopted).await?;
        }
        for migration in adopted {
            self.output.note(&format!(
                "{} takes the place of {} migrations",
                migration.id,
                migration.up.replaces.len()
            ));
        }
        Ok(applied)
    }

    /// Connects and takes the lock, saying who holds it while it has to wait.
    pub(super) async fn connect_alone(&self) -> Result<Connection, Error> {
        let connection = self.connect().await?;
        let output = self.output;
        ledger::lock(&connection, self.patience, |holder| output.note(&format!("waiting for another run: {holder}")))
            .await?;
        Ok(connection)
    }

    /// Reads the database and its ledger.
    pub(super) async fn live(&self) -> Result<Live, Error> {
        let mut connection = self.connect().await?;
        let applied = ledger::applied(&*connection).await?;
        self.serves(&connection, &[]).await?;
        Ok(Live { catalog: introspect::read(&mut connection).await?, applied })
    }

    /// Sees that the extensions of the database are not too old for the entities, after these migrations.
    pub(super) async fn serves(&self, connection: &Connection, pending: &[Pending<'_>]) -> Result<(), Error> {
        let Some(declared) = &self.declared else { return Ok(()) };
        let statements = || pending.iter().flat_map(|one| one.migration.up.statements());
        let updates =
            |name: &str| statements().any(|one| extension::updated(&one.sql).is_some_and(|updated| updated == name));
        Ok(needs::extensions(connection, declared, updates).await.map_err(source::Error::from)?)
    }

    /// The database of `--url`, as a source.
    pub(super) fn database(&self) -> Result<Source, Error> {
        Ok(Source::Live(self.target()?.clone()))
    }

    /// The catalog of one source.
    pub(super) async fn catalog(&self, source: &Source) -> Result<Catalog, Error> {
        // A database needs no scratch work to be read.
        if let Source::Live(target) = source {
            return Ok(live::catalog(target).await?);
        }
        let scratch = self.scratch(&[]).await?;
        Ok(source.catalog(&scratch, self.declared.as_ref()).await?)
    }

    /// Scratch work happens on the server of `--scratch-url`, else on that of `--url`, else on that of a source. Servers
    /// of two majors spell differently.
    pub(super) async fn scratch(&self, sources: &[&Source]) -> Result<Scratch, Error> {
        let of_source = sources.iter().find_map(|source| match source {
            Source::Live(target) => Some(target),
            Source::Entities | Source::Script(_) | Source::Replay(_) => None,
        });
        let database = self.target.as_ref().or(of_source);
        let scratch = Scratch::open(self.scratch.as_ref().or(database).ok_or(Error::NoUrl)?).await?;
        if let (Some(_), Some(database)) = (&self.scratch, database) {
            let (major, of_scratch) = (
                Connection::open(database).await?.major().await.map_err(scratch::Error::from)?,
                scratch.major().await?,
            );
            if major != of_scratch {
                return Err(Error::OtherMajor { database: major, scratch: of_scratch });
            }
        }
        Ok(scratch)
    }

    /// Compares, with the renames of the entities where they are the target, and those of the command line.
    pub(super) async fn compare(
        &self,
        scratch: &Scratch,
        (current, wanted): (&Catalog, &Catalog),
        wish: &Wish<'_>,
    ) -> Result<Comparison, Error> {
        let Wish { to, renames, scope: Scope { owners, strict } } = wish;
        if *strict {
            all_modelled(current, wanted)?;
        }
        let heeded = owners.then(|| (with_owners(current.clone()), with_owners(wanted.clone())));
        let (current, wanted) = heeded.as_ref().map_or((current, wanted), |(current, wanted)| (current, wanted));
        let named: Result<Vec<Rename>, _> = renames.iter().map(|text| named(text, current, wanted)).collect();
        let named = named?;
        let mut declared = named.clone();
        if let (Source::Entities, Some(entities)) = (to, &self.declared) {
            declared.extend(entities.renames.iter().cloned());
        }
        if let Some(conflict) = rename::conflict(current, &named, &declared) {
            return Err(conflict.into());
        }
        if !matches!(to, Source::Entities) {
            return Ok(compare(scratch, current, wanted, &declared).await?);
        }
        let mut made = self.made(scratch, (current, wanted)).await?;
        made.extend(declared.iter().filter_map(|rename| match &rename.from {
            Subject::Object(id) => Some(id.clone()),
            Subject::Label { .. } | Subject::Place { .. } => None,
        }));
        let nothing = Declared::default();
        let wanted = leave_beside(current, wanted, self.declared.as_ref().unwrap_or(&nothing), &made);
        Ok(compare(scratch, current, &wanted, &declared).await?)
    }

    /// What the migrations made so far, where that tells something: where the schema lists .sql files for what structs
    /// cannot say, and where the database has a type or a view that entities may have had. What is in those files no
    /// more, or of such a type, and was made by a migration, goes; of views those alone that a plan made, for one that
    /// somebody wrote into a migration by hand was never an entity's.
    async fn made(
        &self,
        scratch: &Scratch,
        (current, wanted): (&Catalog, &Catalog),
    ) -> Result<BTreeSet<ObjectId>, Error> {
        let has_sql = self.declared.as_ref().is_some_and(|declared| !declared.sql.is_empty());
        let has_more = current.objects.keys().any(|id| may_be_declared(id) && !wanted.objects.contains_key(id));
        let files = self.files()?;
        if !(has_sql || has_more) || files.is_empty() {
            return Ok(BTreeSet::new());
        }
        let entries = files.iter().filter_map(|file| file.manifest.as_ref()).flat_map(|manifest| &manifest.up);
        let planned: BTreeSet<&Named> = entries.flat_map(|entry| &entry.objects).collect();
        // Columns are those of a view of either sort.
        let is_planned = |id: &ObjectId| {
            let names = id.table().or(id.qualified()).map(|name| {
                [ObjectId::View(name.clone()), ObjectId::MaterializedView(name.clone())].map(|view| Named::new(&view))
            });
            names.is_some_and(|names| names.iter().any(|name| planned.contains(name)))
        };
        let goes = |id: &ObjectId| has_sql || is_of_type(id) || (may_be_declared(id) && is_planned(id));
        let replayed = Source::Replay(self.dir.clone()).catalog(scratch, None).await?;
        Ok(replayed.objects.into_keys().filter(goes).collect())
    }

    /// The labels that rows hold when theirs goes: those of the command line, else those of the entities.
    pub(super) fn moves(
        &self,
        (current, wanted): (&Catalog, &Catalog),
        (to, maps): (&Source, &[String]),
    ) -> Result<Vec<LabelMove>, Error> {
        let named: Result<Vec<LabelMove>, _> = maps.iter().map(|text| moved(text, current, wanted)).collect();
        let mut moves = named?;
        if let (Source::Entities, Some(entities)) = (to, &self.declared) {
            for declared in &entities.moves {
                let is_said = moves.iter().any(|one| one.ty == declared.ty && one.from == declared.from);
                moves.extend((!is_said).then(|| declared.clone()));
            }
        }
        Ok(moves)
    }
}

/// Whether it is a type that entities can declare, or belongs to one.
fn is_of_type(id: &ObjectId) -> bool {
    matches!(id.kind(), ObjectKind::Domain | ObjectKind::DomainCheck | ObjectKind::CompositeType)
}

/// Whether it is a type or a view that entities can declare, or belongs to one.
fn may_be_declared(id: &ObjectId) -> bool {
    is_of_type(id) || matches!(id.kind(), ObjectKind::View | ObjectKind::MaterializedView | ObjectKind::ViewColumn)
}

/// Refuses what this version does not model.
fn all_modelled(current: &Catalog, wanted: &Catalog) -> Result<(), Error> {
    let objects = json::all_unmodelled(current, wanted);
    let names: Vec<String> = objects.iter().map(|object| format!("{} {}", object.kind, object.name)).collect();
    if names.is_empty() { Ok(()) } else { Err(Error::Unmodelled { names }) }
}
