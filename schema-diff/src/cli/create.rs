//! `create NAME`: an empty migration, in SQL or as a step in Rust.

use serde_json::json;

use super::args::Create;
use super::{Context, Error, Outcome};
use crate::files::{self, RustStep};

pub(super) fn execute(cx: &Context<'_>, args: &Create) -> Result<Outcome, Error> {
    let id = files::next_id(&cx.files()?, &args.name)?;
    let path = if args.rust {
        let path = files::write_step(&cx.dir, &id, &RustStep { version: 1, transaction: true })?;
        cx.output.line(&format!("  wrote {}/{{step.json,down.sql}}", path.display()));
        cx.output.line("  register its function in the binary with the entities:");
        cx.output.line(&format!("    schema_diff::cli::Main::new(SCHEMA).step(\"{id}\", step).run()"));
        path
    } else {
        let path = files::write(&cx.dir, &id, &files::blank(&id))?;
        cx.output.line(&format!("  wrote {}/{{up.sql,down.sql}}", path.display()));
        path
    };
    cx.output.answer(&json!({ "status": "written", "migration": id.to_string(), "path": path }));
    Ok(Outcome::Done)
}
