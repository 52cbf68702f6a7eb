//! Full text search.

use std::collections::BTreeMap;

use super::QualName;

/// A text search configuration.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TextSearchConfiguration {
    /// The parser that cuts a text into tokens.
    pub parser: QualName,
    /// For each kind of token the dictionaries that are asked, in order.
    pub mappings: BTreeMap<String, Vec<QualName>>,
}

/// A text search dictionary.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TextSearchDictionary {
    /// The template.
    pub template: QualName,
    /// The template's options, name and value as the server spells them (`pg_ts_dict.dictinitoption`).
    pub options: BTreeMap<String, String>,
}
