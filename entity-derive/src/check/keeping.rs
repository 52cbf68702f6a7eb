//! How tables, partitions and indexes are kept.

use super::model::Keeping;
use super::names;
use crate::errors::Errors;
use crate::syntax::{self, Parameter};

/// Understands what is said.
pub(super) fn of(written: syntax::Keeping, errors: &mut Errors) -> Keeping {
    let syntax::Keeping { parameters, tablespace } = written;
    Keeping {
        parameters: parameters.map(|said| self::parameters(said.value)).unwrap_or_default(),
        tablespace: names::explicit(tablespace, errors),
    }
}

/// Names and values.
pub(super) fn parameters(written: Vec<Parameter>) -> Vec<(String, String)> {
    written.into_iter().map(|Parameter { place: _, name, value }| (name, value)).collect()
}
