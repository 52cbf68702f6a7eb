//! Reads checks on domains.

use entity_core::schema::{DomainCheck, Object, ObjectId};

use super::reading::{Address, Reading, class};
use super::{Error, Part, Record};

pub(super) const PART: Part = Part { noun: "constraints of domains", sql: include_str!("sql/domain_check.sql"), add };

fn add(record: &Record<'_>, reading: &mut Reading) -> Result<(), Error> {
    let domain = Address { class: class::TYPE, object: record.get("domain_oid")?, part: 0 };
    let Some(ObjectId::Domain(domain)) = reading.find(domain).cloned() else { return Ok(()) };
    let id = ObjectId::DomainCheck(domain, record.ident("name")?);
    let check = DomainCheck { expr: record.expr("expr")?, validated: record.get("validated")? };
    reading.insert(class::CONSTRAINT, record.get("oid")?, id, Object::DomainCheck(check));
    Ok(())
}
