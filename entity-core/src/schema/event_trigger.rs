//! Event triggers.

use super::{Ident, QualName, TriggerEnabled};

/// An event trigger. Its name is in its id.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EventTrigger {
    /// What fires it: `ddl_command_end`, `sql_drop`, ….
    pub event: Ident,
    /// The commands that fire it; all where the list is empty (`evttags`).
    pub tags: Vec<String>,
    /// The function it calls.
    pub function: QualName,
    /// Whether it fires (`evtenabled`).
    pub enabled: TriggerEnabled,
}
