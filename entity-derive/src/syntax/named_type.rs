//! What every type of the application says of itself: its name, its namespace, its comment.

use syn::parse::ParseStream;
use syn::{Ident, LitStr};

use super::list::{self, Comment, Said};

/// `name`, `schema`, `renamed_from` and `comment`.
#[derive(Default)]
pub(crate) struct Naming {
    pub(crate) name: Option<Said<LitStr>>,
    pub(crate) schema: Option<Said<LitStr>>,
    pub(crate) renamed_from: Option<Said<LitStr>>,
    pub(crate) comment: Option<Said<Comment>>,
}

impl Naming {
    /// What stands behind one of the keys, or the answer to another key.
    pub(super) fn item(&mut self, key: Ident, input: ParseStream, allowed: &[&str]) -> syn::Result<()> {
        let slot = match key.to_string().as_str() {
            "name" => &mut self.name,
            "schema" => &mut self.schema,
            "renamed_from" => &mut self.renamed_from,
            "comment" => return list::value(&key, input).and_then(|value| list::once(&mut self.comment, key, value)),
            _ => return Err(list::unknown(&key, allowed)),
        };
        let text = list::text(&key, input)?;
        list::once(slot, key, text)
    }
}
