//! Enum types.

use std::collections::BTreeMap;

use heck::{ToKebabCase, ToLowerCamelCase, ToShoutySnakeCase, ToSnakeCase};
use syn::LitStr;
use syn::ext::IdentExt;

use super::model::{EnumType, Label};
use super::{named_type, names};
use crate::errors::{Errors, any_of};
use crate::syntax::{self, Said};

const CASES: &[&str] =
    &["snake_case", "lowercase", "UPPERCASE", "SCREAMING_SNAKE_CASE", "kebab-case", "camelCase", "PascalCase"];

/// Understands an enum.
pub(crate) fn pg_enum(written: syntax::PgEnum, errors: &mut Errors) -> EnumType {
    if written.variants.is_empty() {
        errors.at(&written.ident, "an enum type has at least one label");
    }
    let rename = errors.take(case(written.rename_all.as_ref())).unwrap_or(snake);
    let labels: Vec<_> = written.variants.into_iter().map(|variant| label(variant, rename, errors)).collect();
    distinct(&labels, errors);
    let (name, namespace) = named_type::of(&written.ident, (written.name, written.schema), "pg_enum", errors);
    EnumType {
        name,
        namespace,
        comment: names::comment(written.comment.map(|said| said.value), &written.docs),
        renamed_from: names::explicit(written.renamed_from, errors),
        ident: written.ident,
        labels,
    }
}

fn snake(name: &str) -> String {
    name.to_snake_case()
}

fn case(said: Option<&Said<LitStr>>) -> syn::Result<fn(&str) -> String> {
    let Some(said) = said else { return Ok(snake) };
    match said.value.value().as_str() {
        "snake_case" => Ok(snake),
        "lowercase" => Ok(|name| name.to_lowercase()),
        "UPPERCASE" => Ok(|name| name.to_uppercase()),
        "SCREAMING_SNAKE_CASE" => Ok(|name| name.to_shouty_snake_case()),
        "kebab-case" => Ok(|name| name.to_kebab_case()),
        "camelCase" => Ok(|name| name.to_lower_camel_case()),
        "PascalCase" => Ok(str::to_owned),
        other => {
            let message = format!("unknown case `{other}`; expected {}", any_of(CASES));
            Err(syn::Error::new(said.value.span(), message))
        }
    }
}

fn label(variant: syntax::Variant, rename: fn(&str) -> String, errors: &mut Errors) -> Label {
    let derived = rename(&variant.ident.unraw().to_string());
    Label {
        name: names::explicit_or(variant.name, &variant.ident, derived, errors),
        renamed_from: names::explicit(variant.renamed_from, errors),
        replaces: names::explicit(variant.replaces, errors),
        plain: variant.plain,
        ident: variant.ident,
    }
}

fn distinct(labels: &[Label], errors: &mut Errors) {
    let mut seen = BTreeMap::new();
    for label in labels {
        if let Some(first) = seen.insert(&label.name, &label.ident) {
            errors.at(&label.ident, format!("the label `{}` is `{first}` already", label.name));
        }
    }
}
