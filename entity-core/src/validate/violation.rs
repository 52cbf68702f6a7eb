//! What was wrong, as data.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fmt;

use serde::Serialize;

/// One broken rule. Never holds the value that broke it.
///
/// **Shape** As JSON: `{"path": ["email"], "code": "length", "params": {"min": 2}, "message": "…"}`.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Violation {
    /// Where: field names and indexes from the outside in. Empty for the whole row.
    pub path: Vec<Segment>,
    /// What, for machines: `length`, `range`, `email`, `unique`, `foreign_key`, `required`, ….
    pub code: Cow<'static, str>,
    /// The rule's own numbers and names.
    pub params: BTreeMap<&'static str, serde_json::Value>,
    /// What, for people.
    pub message: Cow<'static, str>,
}

/// One step of a path.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(untagged)]
pub enum Segment {
    /// A field.
    Field(Cow<'static, str>),
    /// A place in a list.
    Index(usize),
}

impl From<&'static str> for Segment {
    fn from(field: &'static str) -> Self {
        Self::Field(Cow::Borrowed(field))
    }
}

impl From<usize> for Segment {
    fn from(index: usize) -> Self {
        Self::Index(index)
    }
}

impl PartialEq<str> for Segment {
    fn eq(&self, other: &str) -> bool {
        matches!(self, Self::Field(field) if field == other)
    }
}

impl PartialEq<&str> for Segment {
    fn eq(&self, other: &&str) -> bool {
        self == *other
    }
}

impl fmt::Display for Segment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Field(field) => f.write_str(field),
            Self::Index(index) => write!(f, "{index}"),
        }
    }
}

impl fmt::Display for Violation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (at, segment) in self.path.iter().enumerate() {
            if at > 0 {
                f.write_str(".")?;
            }
            write!(f, "{segment}")?;
        }
        if !self.path.is_empty() {
            f.write_str(": ")?;
        }
        f.write_str(&self.message)
    }
}

/// Everything that was wrong, in the order of the fields.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[serde(transparent)]
pub struct Violations(pub Vec<Violation>);

impl fmt::Display for Violations {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (at, violation) in self.0.iter().enumerate() {
            if at > 0 {
                f.write_str("; ")?;
            }
            write!(f, "{violation}")?;
        }
        Ok(())
    }
}

/// Collects violations while the fields are walked.
#[derive(Debug, Default)]
pub struct Report {
    path: Vec<Segment>,
    found: Vec<Violation>,
}

impl Report {
    /// Walks into a field or a place in a list.
    pub fn at(&mut self, segment: impl Into<Segment>, walk: impl FnOnce(&mut Self)) {
        self.path.push(segment.into());
        walk(self);
        self.path.pop();
    }

    /// Notes a breach at the place where the walk is.
    pub fn add(
        &mut self,
        code: &'static str,
        params: impl IntoIterator<Item = (&'static str, serde_json::Value)>,
        message: impl Into<Cow<'static, str>>,
    ) {
        self.found.push(Violation {
            path: self.path.clone(),
            code: Cow::Borrowed(code),
            params: params.into_iter().collect(),
            message: message.into(),
        });
    }

    /// The violations, or `Ok` when there are none.
    ///
    /// # Errors
    /// What was noted, in order.
    pub fn finish(self) -> Result<(), Violations> {
        if self.found.is_empty() { Ok(()) } else { Err(Violations(self.found)) }
    }
}
