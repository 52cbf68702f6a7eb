//! Calls the hooks of an entity after its writes.

use crate::entity::{Entity, Hooks, Write, Written};
use crate::exec::Connection;

/// Says that rows were written.
pub(super) fn written<E: Entity>(write: Write, rows: u64, on: &Connection) {
    if rows == 0 {
        return;
    }
    let written = Written { entity: E::DEF, write, rows };
    E::Hooks::after(&written);
    on.after_commit(Box::new(move || E::Hooks::after_commit(&written)));
}
