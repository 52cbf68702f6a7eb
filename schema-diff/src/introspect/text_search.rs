//! Reads text search configurations and dictionaries.

use std::collections::BTreeMap;

use entity_core::schema::{Object, ObjectId, QualName, TextSearchConfiguration, TextSearchDictionary};

use super::reading::{Reading, class};
use super::{Error, Part, Record};

pub(super) const DICTIONARIES: Part =
    Part { noun: "text search dictionaries", sql: include_str!("sql/text_search_dictionary.sql"), add: add_dictionary };

pub(super) const CONFIGURATIONS: Part = Part {
    noun: "text search configurations",
    sql: include_str!("sql/text_search_configuration.sql"),
    add: add_configuration,
};

fn add_dictionary(record: &Record<'_>, reading: &mut Reading) -> Result<(), Error> {
    let dictionary = TextSearchDictionary {
        template: record.qualified("template_namespace", "template_name")?,
        options: options(record.get::<Option<&str>>("options")?.unwrap_or_default()),
    };
    let id = ObjectId::TextSearchDictionary(record.name()?);
    reading.insert(class::TS_DICT, record.get("oid")?, id, Object::TextSearchDictionary(dictionary));
    Ok(())
}

fn add_configuration(record: &Record<'_>, reading: &mut Reading) -> Result<(), Error> {
    let tokens: Vec<String> = record.get("tokens")?;
    let (namespaces, names) = (record.idents("dictionary_namespaces")?, record.idents("dictionary_names")?);
    let mut mappings: BTreeMap<String, Vec<QualName>> = BTreeMap::new();
    for ((token, namespace), name) in tokens.into_iter().zip(namespaces).zip(names) {
        mappings.entry(token).or_default().push(QualName { namespace, name });
    }
    let parser = record.qualified("parser_namespace", "parser_name")?;
    let id = ObjectId::TextSearchConfiguration(record.name()?);
    let configuration = Object::TextSearchConfiguration(TextSearchConfiguration { parser, mappings });
    reading.insert(class::TS_CONFIG, record.get("oid")?, id, configuration);
    Ok(())
}

/// Cuts `name = value, name = 'va,lue'` at the commas outside of quotes.
fn options(text: &str) -> BTreeMap<String, String> {
    let mut quote = None;
    let parts = text.split(|sign: char| {
        match (quote, sign) {
            (None, '\'' | '"') => quote = Some(sign),
            (Some(open), _) if open == sign => quote = None,
            (None | Some(_), _) => {}
        }
        quote.is_none() && sign == ','
    });
    let pairs = parts.filter_map(|part| part.split_once(" = "));
    pairs.map(|(name, value)| (name.trim().to_owned(), value.trim().to_owned())).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn options_are_cut_outside_of_quotes() {
        let found = options("stopwords = 'a,''b''', accept = 'false', \"x y\" = 5");
        let pair = |name: &str, value: &str| (name.to_owned(), value.to_owned());
        let wanted = [pair("\"x y\"", "5"), pair("accept", "'false'"), pair("stopwords", "'a,''b'''")];
        assert_eq!(found.into_iter().collect::<Vec<_>>(), wanted);
        assert!(options("").is_empty());
    }
}
