//! `create NAME`: an empty migration.

use serde_json::json;

use super::args::Create;
use super::{Context, Error, Outcome};
use crate::files;

pub(super) fn execute(cx: &Context<'_>, args: &Create) -> Result<Outcome, Error> {
    let id = files::next_id(&cx.files()?, &args.name)?;
    let path = files::write(&cx.dir, &id, &files::blank(&id))?;
    cx.output.line(&format!("  wrote {}/{{up.sql,down.sql}}", path.display()));
    cx.output.answer(&json!({ "status": "written", "migration": id.to_string(), "path": path }));
    Ok(Outcome::Done)
}
