//! Reads event triggers.

use entity_core::schema::{EventTrigger, Object, ObjectId};

use super::reading::{Reading, class};
use super::{Error, Part, Record, trigger};

pub(super) const PART: Part = Part { noun: "event triggers", sql: include_str!("sql/event_trigger.sql"), add };

fn add(record: &Record<'_>, reading: &mut Reading) -> Result<(), Error> {
    let id = ObjectId::EventTrigger(record.ident("name")?);
    let trigger = EventTrigger {
        event: record.ident("event")?,
        tags: record.get("tags")?,
        function: record.qualified("function_namespace", "function_name")?,
        enabled: trigger::enabled(record)?,
    };
    reading.insert(class::EVENT_TRIGGER, record.get("oid")?, id, Object::EventTrigger(trigger));
    Ok(())
}
