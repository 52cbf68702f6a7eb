//! Reads foreign data wrappers and servers.

use entity_core::schema::{ForeignDataWrapper, ForeignOptions, ForeignServer, Object, ObjectId};

use super::reading::{Reading, class};
use super::{Error, Part, Record};

pub(super) const WRAPPERS: Part =
    Part { noun: "foreign data wrappers", sql: include_str!("sql/foreign_data_wrapper.sql"), add: add_wrapper };

pub(super) const SERVERS: Part =
    Part { noun: "foreign servers", sql: include_str!("sql/foreign_server.sql"), add: add_server };

fn add_wrapper(record: &Record<'_>, reading: &mut Reading) -> Result<(), Error> {
    let wrapper = ForeignDataWrapper {
        handler: record.maybe_qualified("handler_namespace", "handler_name")?,
        validator: record.maybe_qualified("validator_namespace", "validator_name")?,
        options: options(record, "options")?,
    };
    let id = ObjectId::ForeignDataWrapper(record.ident("name")?);
    reading.insert(class::FOREIGN_DATA_WRAPPER, record.get("oid")?, id, Object::ForeignDataWrapper(wrapper));
    Ok(())
}

fn add_server(record: &Record<'_>, reading: &mut Reading) -> Result<(), Error> {
    let server = ForeignServer {
        wrapper: record.ident("wrapper")?,
        ty: record.get("ty")?,
        version: record.get("version")?,
        options: options(record, "options")?,
    };
    let id = ObjectId::ForeignServer(record.ident("name")?);
    reading.insert(class::FOREIGN_SERVER, record.get("oid")?, id, Object::ForeignServer(server));
    Ok(())
}

/// Options of foreign data.
pub(super) fn options(record: &Record<'_>, column: &'static str) -> Result<ForeignOptions, Error> {
    let options: Vec<String> = record.get(column)?;
    let pair = |option: &String| {
        let (name, value) = option.split_once('=').unwrap_or((option, ""));
        (name.to_owned(), value.to_owned())
    };
    Ok(options.iter().map(pair).collect())
}
