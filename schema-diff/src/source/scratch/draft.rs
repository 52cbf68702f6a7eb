//! Kept databases in which catalogs are built and rolled back.
//!
//! They are always empty for everybody else, so one serves for ever. One run at a time has it, by the advisory lock of
//! its name; another run takes a scratch database of its own instead of waiting.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

use tokio::sync::Mutex;

use super::{Database, Error, Scratch, lock, source, template};

const PREFIX: &str = "schema_diff_draft_";

/// The databases that this run has, by their extensions. `None` where another run was first.
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
    let name = format!("{PREFIX}{}", template::key(scratch, extensions).await?);
    if !lock::take(&scratch.maintenance, &name).await? {
        return Ok(None);
    }
    if !template::exists(scratch, &name).await? {
        let template = template::find_or_make(scratch, extensions).await?;
        let fresh = scratch.create_from(&source(template), Vec::new()).await?.into_name();
        scratch.retry(&format!("ALTER DATABASE {fresh} RENAME TO {name}")).await?;
        lock::release(&scratch.maintenance, &fresh).await?;
    }
    Database::open(scratch.target.with_database(&name), name, extensions.to_vec()).await.map(Some)
}
