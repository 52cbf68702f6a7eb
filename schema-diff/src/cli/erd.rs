//! `erd`: the tables and their relations as a diagram.

use std::collections::BTreeSet;

use serde_json::json;

use super::args::Erd;
use super::{Context, Error, Outcome};
use crate::render;
use crate::source::Source;

pub(super) async fn execute(cx: &Context<'_>, args: &Erd) -> Result<Outcome, Error> {
    let source = match &args.source {
        Some(text) => Source::parse(text)?,
        None if cx.declared.is_some() => Source::Entities,
        None => cx.database()?,
    };
    let catalog = cx.catalog(&source).await?;
    cx.output.unmodelled(&catalog.unmodelled.iter().collect::<BTreeSet<_>>());
    let diagram = render::erd(&catalog);
    cx.output.line(diagram.trim_end());
    cx.output.answer(&json!({ "mermaid": diagram }));
    Ok(Outcome::Done)
}
