//! What an object consists of, in words. A new field of a model stops the build until it has a word.

use std::fmt::Display;

/// One part of an object.
pub(crate) struct Fact {
    /// What it is called.
    pub(crate) name: &'static str,
    /// Its value, for `from → to`.
    pub(crate) value: String,
    /// How it reads within the whole object; empty where it goes without saying.
    pub(crate) phrase: String,
}

impl Fact {
    /// Not mentioned when the object is shown as a whole.
    pub(super) fn quiet(self) -> Self {
        Self { phrase: String::new(), ..self }
    }
}

/// A part that is always mentioned.
pub(super) fn fact(name: &'static str, value: impl Display) -> Fact {
    let value = value.to_string();
    Fact { name, phrase: value.clone(), value }
}

/// A part that is only mentioned when it is there.
pub(super) fn option(name: &'static str, prefix: &str, value: Option<impl Display>) -> Fact {
    match value {
        Some(value) => Fact { name, phrase: format!("{prefix}{value}"), value: value.to_string() },
        None => Fact { name, phrase: String::new(), value: "none".to_owned() },
    }
}

/// A part that is there or not.
pub(super) fn flag(name: &'static str, words: &str, is_set: bool) -> Fact {
    Fact {
        name,
        phrase: if is_set { words.to_owned() } else { String::new() },
        value: if is_set { "yes" } else { "no" }.into(),
    }
}

/// The items, separated by commas.
pub(super) fn list(items: &[impl Display]) -> String {
    items.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ")
}

/// The items in parentheses; nothing where there are none.
pub(super) fn filled(items: &[impl Display]) -> Option<String> {
    (!items.is_empty()).then(|| format!("({})", list(items)))
}

/// A long text on one line, cut where it would fill a screen.
pub(super) fn cut(text: &str) -> String {
    const SHOWN: usize = 200;
    let words = text.split_whitespace().collect::<Vec<_>>().join(" ");
    match words.char_indices().nth(SHOWN) {
        Some((end, _)) => format!("“{}…”", &words[..end]),
        None => format!("“{words}”"),
    }
}
