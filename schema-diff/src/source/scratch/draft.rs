//! Kept databases in which catalogs are built and rolled back.
//!
//! They are always empty for everybody else, so one serves for ever. One run at a time has it, by the advisory lock of
//! its name. There are a few; where all are taken, a run makes a scratch database of its own instead of waiting.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

use tokio::sync::Mutex;

use super::{Database, Error, Scratch, lock, source, template};

const PREFIX: &str = "schema_diff_draft_";

/// How many runs at a time have such a database.
const SLOTS: usize = 4;

/// The databases that this run has, by their extensions. `None` where other runs have them all.
pub(super) type Drafts = Mutex<Open>;

type Open = BTreeMap<Vec<String>, Option<Database>>;

/// The database with these extensions, made now if it is not there.
pub(super) async fn find_or_make<'a>(
    scratch: &Scratch,
    open: &'a mut Open,
    extensions: Vec<String>,
) -> Result<Option<&'a Database>, Error> {
    let database = match open.entry(extensions) {
        Entry::Occupied(known) => known.into_mut(),
        Entry::Vacant(vacant) => {
            let database = take(scratch, vacant.key()).await?;
            vacant.insert(database)
        }
    };
    Ok(database.as_ref())
}

async fn take(scratch: &Scratch, extensions: &[String]) -> Result<Option<Database>, Error> {
    let key = template::key(scratch, extensions).await?;
    for slot in 0..SLOTS {
        let name = format!("{PREFIX}{key}_{slot}");
        if lock::take(&scratch.maintenance, &name).await? {
            return open_or_make(scratch, name, extensions).await.map(Some);
        }
    }
    Ok(None)
}

async fn open_or_make(scratch: &Scratch, name: String, extensions: &[String]) -> Result<Database, Error> {
    if !template::exists(scratch, &name).await? {
        let template = template::find_or_make(scratch, extensions).await?;
        let fresh = scratch.create_from(&source(template)).await?.into_name();
        scratch.retry(&format!("ALTER DATABASE {fresh} RENAME TO {name}")).await?;
        lock::release(&scratch.maintenance, &fresh).await?;
    }
    Database::open(scratch.target.with_database(&name), name).await
}
