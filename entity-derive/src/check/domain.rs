//! Domains.

use syn::Type;

use super::model::{DomainType, SqlType, Zone};
use super::{column, default, named_type, names, rule, settings, zone};
use crate::errors::Errors;
use crate::syntax::{self, Said, TypeSyntax};

/// Understands a domain.
pub(crate) fn pg_domain(written: syntax::PgDomain, errors: &mut Errors) -> DomainType {
    let syntax::PgDomain { newtype, docs, naming, base, collation, not_null, default, checks } = written;
    let syntax::Naming { name, schema, renamed_from, comment } = naming;
    let inner = &newtype.inner;
    let (name, namespace) = named_type::of(&newtype.ident, (name, schema), "pg_domain", errors);
    column::shape(inner, errors);
    for words in checks.iter().flat_map(|check| [&check.message, &check.code]).flatten() {
        let message = format!("`{}` is of checks on tables; a domain's check is broken in the database", words.key);
        errors.at(&words.key, message);
    }
    DomainType {
        name,
        namespace,
        comment: names::comment(comment.map(|said| said.value), &docs),
        renamed_from: names::explicit(renamed_from, errors),
        base: self::base(base, inner, errors),
        not_null: not_null.is_some(),
        default: default::of(default, None, inner, errors),
        collation: collation.and_then(|said| settings::collation(said, inner, errors)),
        checks: rule::free(checks, errors),
        newtype,
    }
}

/// The type that is narrowed. A timestamp without time zone must be asked for.
fn base(said: Option<Said<TypeSyntax>>, inner: &Type, errors: &mut Errors) -> SqlType {
    if said.is_none() && zone::has_none(inner) == Some(true) {
        let message = "a timestamp without time zone says a moment only to those who know where: make the field a \
                       `DateTime<Utc>`, or ask for it by name, `#[pg_domain(base = timestamp)]`";
        errors.at(inner, message);
        return SqlType::Own(Zone::Sure);
    }
    column::type_of(said, inner, &mut Vec::new(), errors)
}
