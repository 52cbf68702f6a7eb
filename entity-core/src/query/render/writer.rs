//! Writes the text, and notes which parameter stands where.

use std::fmt::{self, Write};
use std::sync::Arc;

use sea_query::{QueryBuilder, SqlWriter, Value as Place};

use super::Rendered;
use crate::value::{Bound, Param};

/// Writes `$n` for each place and notes which parameter it is.
pub(super) struct Writer {
    sql: String,
    given: Vec<Arc<dyn Param>>,
    params: Vec<Arc<dyn Param>>,
}

impl Writer {
    pub(super) fn new(given: Vec<Arc<dyn Param>>) -> Self {
        Self { sql: String::with_capacity(256), params: Vec::with_capacity(given.len() + 2), given }
    }

    pub(super) fn finish(self) -> Rendered {
        Rendered { sql: self.sql.into(), params: self.params }
    }
}

impl Write for Writer {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        self.sql.write_str(text)
    }
}

impl fmt::Display for Writer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.sql)
    }
}

impl SqlWriter for Writer {
    fn push_param<T: QueryBuilder>(&mut self, value: Place, _: &T) {
        let param = match value {
            Place::BigInt(Some(place)) => usize::try_from(place).ok().and_then(|place| self.given.get(place)).cloned(),
            // Limit and offset, the only numbers that sea-query binds by itself.
            Place::BigUnsigned(Some(rows)) => {
                let rows: Arc<dyn Param> = Arc::new(Bound(i64::try_from(rows).unwrap_or(i64::MAX)));
                Some(rows)
            }
            _ => None,
        };
        if let Some(param) = param {
            self.params.push(param);
            self.sql.push('$');
            self.sql.push_str(&self.params.len().to_string());
        }
    }

    fn as_writer(&mut self) -> &mut dyn Write {
        self
    }
}
