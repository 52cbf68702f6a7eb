//! What entities cannot say, as SQL: the way from what they say to what is there.

use entity_core::schema::Catalog;

use crate::{plan, rename};

/// The statements that make `catalog` of what the entities made already.
pub(super) fn sql(said: &Catalog, catalog: &Catalog) -> Result<String, plan::Error> {
    let renames = rename::derived(said, catalog);
    let mut steps = plan::renames(&renames);
    steps.extend(plan::plan(&rename::apply(said, &renames), catalog)?.steps);
    Ok(steps.iter().map(|step| format!("{};\n", step.sql)).collect())
}
